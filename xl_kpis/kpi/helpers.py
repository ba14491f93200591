"""The helper functions: tiers, scores, gaps, targets, and words about a value.

The value comes first, then ``kpi``: an id, an acronym or a name in any language. What nobody
knows (a KPI, a tier, a language) is ``#N/A``. Most helpers are a formula once the KPI is known:
:func:`bind` gives it, ready to be written out in Excel or computed over arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from xl_kpis.errors import DIV0, NA, NUM
from xl_kpis.kpi import lookup, tiers
from xl_kpis.kpi.evaluate import evaluate
from xl_kpis.kpi.expr import choose, count, largest, smallest
from xl_kpis.kpi.means import mean_of, mean_rules
from xl_kpis.kpi.model import TIERS, Argument, Example, Function, Kind, Kpi, Rule, Tier
from xl_kpis.kpi.texts import text
from xl_kpis.kpi.words import explain, problem, tip
from xl_kpis.languages import DEFAULT

VALUE = Argument("value", Kind.AMOUNT)
KPI = Argument("kpi", Kind.WORD, choices="kpi")
TIER = Argument("tier", Kind.WORD, optional=True, choices="tier")
LANGUAGE = Argument("language", Kind.WORD, optional=True, choices="language")
DENOMINATOR = Argument("denominator", Kind.AMOUNT)
POPULATION = Argument("population", Kind.NUMBERS)


class Setting(NamedTuple):
    """What the word arguments of a helper mean."""

    kpi: Kpi
    tier: Tier | None
    language: str

    @property
    def tier_or_typical(self) -> Tier:
        return self.tier or self.kpi.tiers[0]


def _tier_word(setting: Setting) -> Callable[..., Any]:
    words = [text(f"tier.{tier}", setting.language) for tier in TIERS]
    return lambda value: choose(tiers.rank(value, setting.kpi), words)


def _needed(setting: Setting) -> Callable[..., Any]:
    return lambda denominator, numerator=None: tiers.needed(
        setting.kpi, denominator, setting.tier_or_typical, numerator
    )


def _tip(setting: Setting) -> Callable[..., Any]:
    tips = [tip(rank, setting.kpi, setting.language) for rank in range(4)]
    return lambda value: choose(tiers.rank(value, setting.kpi), tips)


_NO_DENOMINATOR = (
    Rule("nothing_to_divide_by", DIV0, ("denominator",), lambda denominator: denominator == 0),
    Rule("negative", NUM, ("denominator",), lambda denominator: denominator < 0),
)
_NO_PEERS = (Rule("no_number", DIV0, ("population",), lambda peers: count(peers) == 0),)

FORMULAS: dict[str, tuple[Callable[[Setting], Callable[..., Any]], tuple[Rule, ...]]] = {
    "KPI_TIER": (_tier_word, ()),
    "KPI_TIER_RANK": (lambda s: lambda value: tiers.rank(value, s.kpi), ()),
    "KPI_SCORE": (lambda s: lambda value: tiers.score(value, s.kpi), ()),
    "KPI_GAP": (lambda s: lambda value: tiers.gap(value, s.kpi, s.tier), ()),
    "KPI_BENCHMARK": (lambda s: lambda: s.tier_or_typical.floor, ()),
    "KPI_NEEDED": (_needed, _NO_DENOMINATOR),
    "KPI_CHANGE": (lambda s: lambda value, previous: tiers.change(value, previous, s.kpi), ()),
    "KPI_PERCENTILE": (
        lambda s: lambda value, population: tiers.percentile(value, population, s.kpi),
        _NO_PEERS,
    ),
    "KPI_NAME": (lambda s: lambda: text(f"{s.kpi.id}.name", s.language), ()),
    "KPI_TIP": (_tip, ()),
}
"""Formula and rules of each helper once its words are known."""


_WITHOUT_TIERS = frozenset({"KPI_CHANGE", "KPI_PERCENTILE", "KPI_NAME", "KPI_CHECK", "KPI_EXPLAIN"})
"""The helpers that a KPI without benchmarks has an answer to."""


@lru_cache(maxsize=512)
def bind(
    function: Function, kpi: Kpi, tier: Tier | None = None, language: str = DEFAULT
) -> Function:
    """A helper for one KPI, tier and language: a function of the remaining arguments.

    It has a formula, so :func:`~xl_kpis.kpi.formulas.native` can write it out; the KPI's floors
    may be cells. ``KeyError`` for a helper that is no formula (KPI_EXPLAIN, KPI_CHECK).

    >>> from xl_kpis.kpi.formulas import arithmetic
    >>> arithmetic(bind(KPI_TIER_RANK, lookup.kpi("MSCR")), ["D7"])
    '(D7>=0.75)*1+(D7>=0.8)*1+(D7>=0.9)*1'
    """
    make, rules = FORMULAS[function.name]
    return Function(
        function.name,
        function.group,
        tuple(a for a in function.arguments if a.kind is not Kind.WORD),
        function.unit,
        formula=make(Setting(kpi, tier, language)),
        own_rules=rules,
    )


def setting_of(function: Function, values: Sequence[Any]) -> Setting:
    """The words among the arguments looked up; ``KeyError`` for one that nobody knows."""
    words = {a.choices: v for a, v in zip(function.arguments, values, strict=False) if a.choices}
    kpi = lookup.kpi(words["kpi"])
    if not kpi.tiers and function.name not in _WITHOUT_TIERS:
        raise KeyError(kpi.id)
    tier, language = words.get("tier"), words.get("language")
    return Setting(
        kpi,
        None if tier is None else kpi.tier(lookup.tier_id(tier)),
        DEFAULT if language is None else lookup.language(language),
    )


def _helper(
    name: str,
    unit: str,
    arguments: tuple[Argument, ...],
    *examples: Example,
    words: Callable[..., Any] | None = None,
) -> Function:
    """A helper that is looked up when called: by ``bind``, or by ``words`` if it only speaks."""

    def compute(*values: Any) -> Any:
        try:
            setting = setting_of(helper, values)
        except KeyError:
            return NA
        pairs = zip(helper.arguments, values, strict=True)
        rest = [value for argument, value in pairs if argument.kind is not Kind.WORD]
        return words(setting, *rest) if words else evaluate(bind(helper, *setting), rest)

    helper = Function(name, "helper", arguments, unit, compute=compute, examples=examples)
    return helper


def _check(setting: Setting, *given: Any) -> str:
    function = setting.kpi.function
    return problem(function, given[: len(function.arguments)], setting.language)


KPI_TIER = _helper(
    "KPI_TIER",
    "text",
    (VALUE, KPI, LANGUAGE),
    Example((0.85, "mentoring.retention"), "Above average"),
    Example((10, "ATACCM", "fr"), "Dans la norme"),
    Example((0.85, "CRR"), NA, "two KPIs share this acronym"),
)
KPI_TIER_RANK = _helper(
    "KPI_TIER_RANK",
    "number",
    (VALUE, KPI),
    Example((0.85, "mentoring.retention"), 2.0),
    Example((100, "ARPU"), 0.0),
)
KPI_SCORE = _helper(
    "KPI_SCORE",
    "number",
    (VALUE, KPI),
    Example((0.85, "mentoring.retention"), 62.5),
    Example((5, "ATACM"), 50.0),
)
KPI_GAP = _helper(
    "KPI_GAP",
    "number",
    (VALUE, KPI, TIER),
    Example((0.75, "mentoring.retention", "exceptional"), 0.15),
    Example((10, "ATACCM"), 4.0, "to the next better tier"),
    Example((0.95, "mentoring.retention", "exceptional"), -0.05, "beyond it"),
)
KPI_BENCHMARK = _helper(
    "KPI_BENCHMARK",
    "number",
    (KPI, TIER),
    Example(("ARPU",), 150.0),
    Example(("ARPU", "exceptional"), 300.0),
)
KPI_NEEDED = _helper(
    "KPI_NEEDED",
    "number",
    (KPI, DENOMINATOR, TIER, Argument("numerator", Kind.AMOUNT, optional=True)),
    Example(("MSCR", 100, "above_average"), 80.0),
    Example(("MSCR", 100, "exceptional", 87), 3.0, "three sessions more"),
    Example(("CCAR", 100, "exceptional"), 86.0, "more than 85 of 100"),
    Example(("WAGP", 50, "exceptional", 60), 5.0, "five more people than the 60 who came"),
    Example(("ATACM", 20, "above_average", 130), -30.0, "thirty months less"),
)
KPI_CHANGE = _helper(
    "KPI_CHANGE",
    "number",
    (VALUE, KPI, Argument("previous", Kind.AMOUNT)),
    Example((0.85, "mentoring.retention", 0.8), 0.05),
    Example((10, "ATACCM", 12), 2.0, "two months faster is better"),
)
KPI_ANNUALIZE = Function(
    "KPI_ANNUALIZE",
    "helper",
    (Argument("rate", Kind.COUNT), Argument("months", Kind.COUNT)),
    "ratio",
    formula=lambda rate, months: rate ** (12 / months),
    own_rules=(Rule("nothing_to_divide_by", DIV0, ("months",), lambda months: months == 0),),
    examples=(Example((0.85, 3), 0.85**4), Example((0.85, 12), 0.85)),
)
KPI_PERCENTILE = _helper(
    "KPI_PERCENTILE",
    "ratio",
    (VALUE, KPI, POPULATION),
    Example((0.8, "mentoring.retention", [[0.6], [0.7], [0.8], [0.9]]), 0.625),
    Example((4, "ATACM", [[3], [5], [8], [9]]), 0.75, "faster than three of four"),
)
KPI_INDEX = Function(
    "KPI_INDEX",
    "helper",
    (
        Argument("scores", Kind.NUMBERS),
        Argument("weights", Kind.NUMBERS, optional=True, paired_with="scores"),
    ),
    "number",
    formula=mean_of,
    own_rules=(
        *mean_rules("scores", "weights"),
        Rule("off_score", NUM, ("scores",), lambda scores: smallest(scores) < 0),
        Rule("off_score", NUM, ("scores",), lambda scores: largest(scores) > 100),
    ),
    examples=(
        Example(([[60], [50], [40]],), 50.0),
        Example(([[60], [50]], [[3], [1]]), 57.5),
    ),
)
KPI_NAME = _helper(
    "KPI_NAME",
    "text",
    (KPI, LANGUAGE),
    Example(("ARPU",), "Average revenue per user"),
    Example(("ARPU", "fr"), "Revenu moyen par utilisateur"),
)
KPI_EXPLAIN = _helper(
    "KPI_EXPLAIN",
    "text",
    (VALUE, KPI, LANGUAGE),
    Example(
        (0.8, "MSCR"),
        "Mentoring session completion rate: 80.0% (above average). "
        "Next tier, exceptional: 90.0% or more.",
    ),
    words=lambda setting, value: explain(value, setting.kpi, setting.language),
)
KPI_TIP = _helper(
    "KPI_TIP",
    "text",
    (VALUE, KPI, LANGUAGE),
    Example((0.8, "MSCR"), "Agree on the next session before the present one ends."),
)
KPI_CHECK = _helper(
    "KPI_CHECK",
    "text",
    (
        KPI,
        Argument("first", Kind.ANYTHING),
        Argument("second", Kind.ANYTHING, optional=True),
        Argument("third", Kind.ANYTHING, optional=True),
        LANGUAGE,
    ),
    Example(("MSCR", 80, 100), "OK"),
    Example(("MSCR", 101, 100), "“Sessions held” cannot be larger than “Sessions scheduled”."),
    Example(("mentoring.retention", 200, None, 50), "“Clients at the end” is empty."),
    words=_check,
)
