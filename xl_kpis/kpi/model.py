"""What a KPI is made of: arguments, rules, functions, tiers.

Everything here is data. What a person reads about it lives in :mod:`xl_kpis.languages`, under
ids that follow from the names: ``KPI_RETENTION.help``, ``argument.new_clients.label``,
``mentoring.retention.name``, ``check.new_over_end``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Any, ClassVar

from xl_kpis.errors import NUM, ExcelError
from xl_kpis.kpi.logs import Counted


class Kind(Enum):
    """What an argument takes. The first four are single values, the next three ranges."""

    COUNT = "count"
    """A number of people, sessions, months: never negative."""
    AMOUNT = "amount"
    """Any number."""
    DATE = "date"
    """A day: an Excel serial number or a ``datetime.date``."""
    WORD = "word"
    """A text, such as a KPI, a tier, a language. Numbers pass, too."""
    NUMBERS = "numbers"
    """A range; what is no number in it is ignored."""
    DATES = "dates"
    """A range of days; blanks are ignored, text is #VALUE!."""
    WORDS = "words"
    """A range of texts; blanks are ignored."""
    ANYTHING = "anything"
    """A single value of any type, an error included (only :func:`KPI_CHECK` takes it)."""


NO_DAY = "no_day"
"""The rule about what is no day: nothing can be worked out with it, so that it comes first."""
RANGES = frozenset({Kind.NUMBERS, Kind.DATES, Kind.WORDS})
NUMERIC = frozenset({Kind.COUNT, Kind.AMOUNT, Kind.DATE})


@dataclass(frozen=True)
class Argument:
    """One argument. Its name is valid in Python, VBA and LAMBDA, and is no cell."""

    name: str
    kind: Kind
    optional: bool = False
    choices: str = ""
    """For a word: ``kpi``, ``tier`` or ``language``, so that a host can offer a list."""
    paired_with: str = ""
    """The range whose shape this one must have."""
    own: str = ""
    """For an input of a pack file: what its texts are found by, since other packs may have an
    input of this name."""

    @property
    def text_id(self) -> str:
        """``argument.<text_id>.label`` and ``.help``."""
        return self.own or self.name

    @property
    def is_range(self) -> bool:
        return self.kind in RANGES

    @property
    def is_numeric(self) -> bool:
        """A single number."""
        return self.kind in NUMERIC


@dataclass(frozen=True)
class Rule:
    """When ``condition`` holds the result is ``error``; ``check.<id>`` says why in words.

    The condition gets the arguments in ``needs``; the rule is left out when one was omitted.
    """

    id: str
    error: ExcelError
    needs: tuple[str, ...]
    condition: Callable[..., Any]


@dataclass(frozen=True)
class Example:
    """A call and its result: the contract every host has to keep."""

    arguments: tuple[Any, ...]
    """Scalars, or lists of rows for ranges; trailing optional arguments may be missing."""
    result: Any
    note: str = ""


@dataclass(frozen=True, eq=False)
class Function:
    """A worksheet function, callable from Python.

    ``formula`` (plain Python over :mod:`~xl_kpis.kpi.expr`) can be written out as an Excel
    formula; a function that needs more than arithmetic has ``compute`` instead, which gets the
    checked arguments and returns a value or an error.
    """

    name: str
    group: str
    """``kpi``, ``helper`` or ``records``."""
    arguments: tuple[Argument, ...]
    unit: str
    """``ratio``, ``score``, ``months``, ``money``, ``number`` or ``text``."""
    formula: Callable[..., Any] | None = None
    compute: Callable[..., Any] | None = None
    own_rules: tuple[Rule, ...] = ()
    examples: tuple[Example, ...] = ()
    cases: tuple[Example, ...] = ()
    """Further calls that every host has to answer so, those that give errors among them."""
    numerator: str = ""
    """For ``KPI_NEEDED``: text id ``<name>.needed`` counts these; empty where it makes no sense."""
    denominator: str = ""
    counted: Callable[..., Any] | None = None
    """The numerator over all the arguments, where it is none of them (clients at the end less new
    ones)."""
    numerator_for: Callable[[float, float], float] | None = None
    """The numerator that gives a value with a denominator (``value * denominator``)."""
    evaluator: ClassVar[Callable[[Function, Sequence[Any]], Any]]
    """What a call does; :mod:`~xl_kpis.kpi.calls` hands it in."""

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules in the order they are tried: what is no day, division by zero, negative counts,
        the rest."""
        negative = tuple(
            Rule("negative", NUM, (a.name,), lambda value: value < 0)
            for a in self.arguments
            if a.kind is Kind.COUNT
        )
        days = tuple(rule for rule in self.own_rules if rule.id == NO_DAY)
        zero = tuple(rule for rule in self.own_rules if rule.error is not NUM)
        other = tuple(r for r in self.own_rules if r.error is NUM and r.id != NO_DAY)
        return days + zero + negative + other

    @cached_property
    def required(self) -> int:
        """How many arguments must be given."""
        return sum(not argument.optional for argument in self.arguments)

    @property
    def vectorised(self) -> bool:
        """Whether :func:`~xl_kpis.kpi.arrays.evaluate_arrays` takes it: numbers in, numbers out."""
        single = all(argument.is_numeric for argument in self.arguments)
        return self.formula is not None and single and self.unit != "text"

    def __post_init__(self) -> None:
        parameters = [
            inspect.Parameter(
                argument.name,
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=None if argument.optional else inspect.Parameter.empty,
            )
            for argument in self.arguments
        ]
        object.__setattr__(self, "__signature__", inspect.Signature(parameters))
        object.__setattr__(self, "__name__", self.name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The value, or an :class:`ExcelError`; lists, arrays and Series give the same back."""
        if kwargs or not self.required <= len(args) <= len(self.arguments):
            bound = inspect.signature(self).bind(*args, **kwargs)
            bound.apply_defaults()
            args = bound.args
        return Function.evaluator(self, args)

    def __repr__(self) -> str:
        inside = ", ".join(f"[{a.name}]" if a.optional else a.name for a in self.arguments)
        return f"{self.name}({inside})"


TIERS = ("below", "typical", "above_average", "exceptional")
"""Tier ids by rank, 0 to 3. ``below`` has no floor: it is all the rest."""

ESTIMATES = frozenset({"interpolated", "extrapolated", "resolved"})
"""Provenances of figures that were read into a source: an asterisk and a note tell so."""
PROVENANCES = ("stated", "stated_point", "interpolated", "extrapolated", "resolved", "pack")
"""What may be said of a tier; a person's own floors are ``user``."""


@dataclass(frozen=True)
class Source:
    """Where a figure was read: one of the pack's sources, by its name there."""

    name: str
    date: str
    """The day of the source, as ``2024-09-27``; empty where nobody says it."""
    line: int


@dataclass(frozen=True)
class Tier:
    """Where a tier begins. It runs until the next better one."""

    id: str
    floor: float
    op: str
    """``>=`` or ``>``; ``<=`` or ``<`` where less is better."""
    provenance: str
    """``stated``, ``stated_point``, ``interpolated``, ``extrapolated``, ``resolved``, ``pack`` (a
    pack file says so), ``user``."""
    note: str = ""
    """Text id ``note.<note>`` saying what was read into the source, or empty."""
    source: Source | None = None

    @property
    def rank(self) -> int:
        return TIERS.index(self.id)

    @property
    def asterisk(self) -> bool:
        """Whether a person must be told that the source does not say so in these words."""
        return self.provenance in ESTIMATES


@dataclass(frozen=True)
class Measure:
    """One row a person fills in for each period."""

    id: str
    argument: str = ""
    """The function's argument it feeds; empty for one that is only shown beside the KPI."""
    rating: int = 0
    """For counts of ratings: which rating is counted."""
    own: str = ""
    """For a measure of a pack file: what its texts are found by."""
    counted: Counted | None = None
    """How it is worked out of a log, if it can be."""
    carried: str = ""
    """The measure that it is, unless typed, as of the period before."""
    is_day: bool = False
    """Whether its figures are days, which do not add up."""
    shared: bool = False
    """Whether another KPI, further up in its pack, asks for it."""

    @property
    def text_id(self) -> str:
        """``measure.<text_id>.label``, ``.help`` and ``.unit``; the ratings share theirs."""
        return self.own or ("rated" if self.rating else self.id)

    @property
    def known(self) -> str:
        """Its id where it is one whose meaning the workbook knows; empty for one of a pack file,
        which may be called the same and mean something else."""
        return "" if self.own else self.id


@dataclass(frozen=True, eq=False)
class Kpi:
    """A function with its benchmarks in one line of business."""

    id: str
    acronym: str
    function: Function
    better: str
    """``higher`` or ``lower``."""
    domain: tuple[float | None, float | None]
    tiers: tuple[Tier, ...]
    """Typical, above average, exceptional; or none at all, for a KPI without benchmarks."""
    anchors: tuple[float, float]
    """The values that score 0 and 100."""
    example: Example
    example_tier: str
    example_score: float
    measures: tuple[Measure, ...]
    combine: str = "sum"
    """How periods combine: ``sum`` the inputs and recompute, ``chain`` (multiply the rates), or
    ``none``: nothing is said of several."""
    errata: tuple[int, ...] = ()
    """Numbers of the remarks on the source that concern it."""

    @property
    def pack(self) -> str:
        return self.id.partition(".")[0]

    @property
    def own(self) -> bool:
        """Whether it is of a pack file: its rows and words are that pack's own."""
        rows = any(measure.own for measure in self.measures)
        return rows or any(argument.own for argument in self.function.arguments)

    @property
    def asked(self) -> tuple[Measure, ...]:
        """The measures that have a row of its own: no KPI before asks for them."""
        return tuple(measure for measure in self.measures if not measure.shared)

    def erratum(self, number: int) -> str:
        """The id of the text of a remark on the source."""
        return f"erratum.{self.pack}.{number}" if self.own else f"erratum.{number}"

    @property
    def unit(self) -> str:
        return self.function.unit

    @property
    def asterisk(self) -> bool:
        """Whether any of its tiers needs one."""
        return any(tier.asterisk for tier in self.tiers)

    def arguments_from(self, measures: Mapping[str, Any]) -> tuple[Any, ...]:
        """The function's arguments from what was filled in, by measure id; missing ones blank.

        >>> from xl_kpis.kpi import kpi
        >>> kpi("SCR").arguments_from({"sessions_completed": 40, "sessions_scheduled": 50})
        (40, 50)
        """
        rated = [measure for measure in self.measures if measure.rating]
        if rated:
            ratings = [[measure.rating] for measure in rated]
            return ratings, [[measures.get(measure.id)] for measure in rated]
        return tuple(measures.get(m.id) for m in self.measures if m.argument)

    @property
    def example_inputs(self) -> dict[str, Any]:
        """The worked example as measures: what to fill in to see it."""
        rated = [measure for measure in self.measures if measure.rating]
        if rated:
            ratings, counts = self.example.arguments
            given = {row[0]: n[0] for row, n in zip(ratings, counts, strict=True)}
            return {measure.id: given.get(measure.rating, 0) for measure in rated}
        fed = [measure.id for measure in self.measures if measure.argument]
        return dict(zip(fed, self.example.arguments, strict=True))

    def tier(self, tier_id: str) -> Tier:
        """A tier that has a floor, by id; ``KeyError`` if there is none."""
        for tier in self.tiers:
            if tier.id == tier_id:
                return tier
        raise KeyError(tier_id)

    def with_floors(self, floors: Mapping[str, float]) -> Kpi:
        """The same KPI with a person's own floors, by tier id.

        ``ValueError`` if they are not in order (falling where less is better).
        """
        for tier_id in floors:
            self.tier(tier_id)
        typical, above, exceptional = (
            replace(t, floor=float(floors[t.id]), provenance="user", note="", source=None)
            if t.id in floors
            else t
            for t in self.tiers
        )
        sign = 1 if self.better == "higher" else -1
        steps = [sign * t.floor for t in (typical, above, exceptional)]
        if sorted(set(steps)) != steps:
            raise ValueError(f"the floors of {self.id} must get better from tier to tier")
        return replace(self, tiers=(typical, above, exceptional))
