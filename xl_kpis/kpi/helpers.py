"""The helper functions: tiers, scores, gaps, targets, and words about a value.

The value comes first, then ``kpi``: an id, an acronym or a name in either language. What nobody
knows (a KPI, a tier, a language) is ``#N/A``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from xl_kpis.errors import DIV0, NA, NUM
from xl_kpis.kpi import lookup, tiers
from xl_kpis.kpi.expr import Cells, largest, smallest
from xl_kpis.kpi.functions import mean_of, mean_rules
from xl_kpis.kpi.model import TIERS, Argument, Example, Function, Kind, Kpi, Rule, Tier
from xl_kpis.kpi.texts import DEFAULT_LANGUAGE, text
from xl_kpis.kpi.words import explain, problem, tip

VALUE_ = Argument("value", Kind.AMOUNT)
KPI_ARGUMENT = Argument("kpi", Kind.WORD, choices="kpi")
TIER_ARGUMENT = Argument("tier", Kind.WORD, optional=True, choices="tier")
LANGUAGE_ARGUMENT = Argument("language", Kind.WORD, optional=True, choices="language")


def _unknown_is_na(compute: Callable[..., Any]) -> Callable[..., Any]:
    """A KPI, tier or language that nobody knows (KeyError) is #N/A."""

    @wraps(compute)
    def wrapper(*args: Any) -> Any:
        try:
            return compute(*args)
        except KeyError:
            return NA

    return wrapper


def _helper(
    name: str,
    unit: str,
    arguments: tuple[Argument, ...],
    compute: Callable[..., Any],
    *examples: Example,
) -> Function:
    return Function(
        name, "helper", arguments, unit, compute=_unknown_is_na(compute), examples=examples
    )


def _even(number: float) -> float:
    """Without the dust of floating point: 62.5 rather than 62.499999999999986."""
    return round(number, 10) + 0.0


def _language(name: Any) -> str:
    return DEFAULT_LANGUAGE if name is None else lookup.language(name)


def _tier(name: Any, default: Tier, kpi: Kpi) -> Tier:
    return default if name is None else kpi.tier(lookup.tier_id(name))


def _tier_word(value: float, name: Any, language: Any) -> str:
    kpi = lookup.kpi(name)
    return text(f"tier.{TIERS[tiers.rank(value, kpi)]}", _language(language))


def _gap(value: float, name: Any, tier: Any) -> float:
    kpi = lookup.kpi(name)
    return _even(tiers.gap(value, _tier(tier, tiers.next_tier(value, kpi), kpi)))


def _benchmark(name: Any, tier: Any) -> float:
    kpi = lookup.kpi(name)
    return float(_tier(tier, kpi.tiers[0], kpi).floor)


def _needed(name: Any, denominator: float, tier: Any, numerator: Any) -> Any:
    kpi = lookup.kpi(name)
    wanted = _tier(tier, kpi.tiers[0], kpi)
    if denominator == 0:
        return DIV0
    if denominator < 0:
        return NUM
    target = tiers.numerator_needed(kpi, denominator, wanted)
    if numerator is None:
        return target
    if kpi.better == "lower":
        return min(0.0, target - numerator)
    return max(0.0, target - numerator)


def _change(value: float, name: Any, previous: float) -> float:
    return _even(value - previous if lookup.kpi(name).better == "higher" else previous - value)


def _percentile(value: float, name: Any, population: Cells) -> Any:
    higher = lookup.kpi(name).better == "higher"
    peers = population.numbers
    if not peers:
        return DIV0
    worse = sum(peer < value if higher else peer > value for peer in peers)
    return (worse + peers.count(value) / 2) / len(peers)


def _check(name: Any, first: Any, second: Any, third: Any, language: Any) -> Any:
    kpi, code = lookup.kpi(name), _language(language)
    given = (first, second, third)[: len(kpi.function.arguments)]
    return problem(kpi.function, given, code)


KPI_TIER = _helper(
    "KPI_TIER",
    "text",
    (VALUE_, KPI_ARGUMENT, LANGUAGE_ARGUMENT),
    _tier_word,
    Example((0.85, "mentoring.retention"), "Above average"),
    Example((10, "ATACCM", "fr"), "Dans la norme"),
    Example((0.85, "CRR"), NA, "two KPIs share this acronym"),
)
KPI_TIER_RANK = _helper(
    "KPI_TIER_RANK",
    "number",
    (VALUE_, KPI_ARGUMENT),
    lambda value, name: float(tiers.rank(value, lookup.kpi(name))),
    Example((0.85, "mentoring.retention"), 2.0),
    Example((100, "ARPU"), 0.0),
)
KPI_SCORE = _helper(
    "KPI_SCORE",
    "number",
    (VALUE_, KPI_ARGUMENT),
    lambda value, name: _even(tiers.score(value, lookup.kpi(name))),
    Example((0.85, "mentoring.retention"), 62.5),
    Example((5, "ATACM"), 50.0),
)
KPI_GAP = _helper(
    "KPI_GAP",
    "number",
    (VALUE_, KPI_ARGUMENT, TIER_ARGUMENT),
    _gap,
    Example((0.75, "mentoring.retention", "exceptional"), 0.15),
    Example((10, "ATACCM"), 4.0, "to the next better tier"),
)
KPI_BENCHMARK = _helper(
    "KPI_BENCHMARK",
    "number",
    (KPI_ARGUMENT, TIER_ARGUMENT),
    _benchmark,
    Example(("ARPU",), 150.0),
    Example(("ARPU", "exceptional"), 300.0),
)
KPI_NEEDED = _helper(
    "KPI_NEEDED",
    "number",
    (
        KPI_ARGUMENT,
        Argument("denominator", Kind.AMOUNT),
        TIER_ARGUMENT,
        Argument("numerator", Kind.AMOUNT, optional=True),
    ),
    _needed,
    Example(("MSCR", 100, "above_average"), 80.0),
    Example(("MSCR", 100, "exceptional", 87), 3.0, "three sessions more"),
    Example(("CCAR", 100, "exceptional"), 86.0, "more than 85 of 100"),
)
KPI_CHANGE = _helper(
    "KPI_CHANGE",
    "number",
    (VALUE_, KPI_ARGUMENT, Argument("previous", Kind.AMOUNT)),
    _change,
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
    (VALUE_, KPI_ARGUMENT, Argument("population", Kind.NUMBERS)),
    _percentile,
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
    (KPI_ARGUMENT, LANGUAGE_ARGUMENT),
    lambda name, language: text(f"{lookup.kpi(name).id}.name", _language(language)),
    Example(("ARPU",), "Average revenue per user"),
    Example(("ARPU", "fr"), "Revenu moyen par utilisateur"),
)
KPI_EXPLAIN = _helper(
    "KPI_EXPLAIN",
    "text",
    (VALUE_, KPI_ARGUMENT, LANGUAGE_ARGUMENT),
    lambda value, name, language: explain(value, lookup.kpi(name), _language(language)),
)
KPI_TIP = _helper(
    "KPI_TIP",
    "text",
    (VALUE_, KPI_ARGUMENT, LANGUAGE_ARGUMENT),
    lambda value, name, language: tip(value, lookup.kpi(name), _language(language)),
)
KPI_CHECK = _helper(
    "KPI_CHECK",
    "text",
    (
        KPI_ARGUMENT,
        Argument("first", Kind.ANYTHING),
        Argument("second", Kind.ANYTHING, optional=True),
        Argument("third", Kind.ANYTHING, optional=True),
        LANGUAGE_ARGUMENT,
    ),
    _check,
)

HELPER_FUNCTIONS: tuple[Function, ...] = (
    KPI_TIER,
    KPI_TIER_RANK,
    KPI_SCORE,
    KPI_GAP,
    KPI_BENCHMARK,
    KPI_NEEDED,
    KPI_CHANGE,
    KPI_ANNUALIZE,
    KPI_PERCENTILE,
    KPI_INDEX,
    KPI_NAME,
    KPI_EXPLAIN,
    KPI_TIP,
    KPI_CHECK,
)
