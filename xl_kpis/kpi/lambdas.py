"""Helpers as LAMBDAs that look their KPI up by name, for Excel 365.

All benchmarks go into the text as array constants. The axis is turned where less is better, so
that one formula serves every KPI: on it, better is always higher.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from xl_kpis.kpi import tiers
from xl_kpis.kpi.expr import Call, Expr, Symbol, number_text, when
from xl_kpis.kpi.lookup import fold, kpi_keys
from xl_kpis.kpi.model import TIERS, Function, Kpi, Tier
from xl_kpis.kpi.shipped import KPIS
from xl_kpis.kpi.texts import text
from xl_kpis.languages import available

HIGHER = next(kpi for kpi in KPIS if kpi.better == "higher")
LOWER = next(kpi for kpi in KPIS if kpi.better == "lower")


def looked_up(function: Function, in_file: bool) -> Function:
    """The helper with a formula over all its arguments, the KPI's name among them.

    ``ValueError`` for the helpers that are no formula, or too long for one.
    """
    make = _FORMULAS.get(function.name)
    if make is None:
        raise ValueError(f"{function.name} cannot be a LAMBDA")
    writer = _Writer("_xlfn." if in_file else "", "_xlpm." if in_file else "")
    return Function(
        function.name,
        function.group,
        function.arguments,
        function.unit,
        formula=lambda *arguments: make(writer, *arguments),
    )


class _Writer:
    """The pieces of such a formula, in the spelling of the file or of the formula bar."""

    def __init__(self, function_prefix: str, name_prefix: str) -> None:
        self._function, self._name = function_prefix, name_prefix
        self.direction = self._symbol("direction")
        self.place = self._symbol("place")
        floors = [self._symbol(f"floor_{tier}") for tier in TIERS[1:]]
        counts = [self._symbol(f"counts_{tier}") for tier in TIERS[1:]]
        typical, above, exceptional = (
            # Here the operator is a cell of the table: 1 where the floor itself is in the tier.
            Tier(tier, floor, counted, "stated")  # type: ignore[arg-type]
            for tier, floor, counted in zip(TIERS[1:], floors, counts, strict=True)
        )
        self.kpi = Kpi(
            HIGHER.id,
            "",
            HIGHER.function,
            "higher",
            (None, None),
            (typical, above, exceptional),
            (self._symbol("worst"), self._symbol("best")),  # type: ignore[arg-type]
            HIGHER.example,
            "",
            0,
            (),
        )

    def _symbol(self, name: str) -> Symbol:
        return Symbol(self._name + name)

    def match(self, word: Expr, keys: tuple[tuple[str, int], ...]) -> Expr:
        """The number that belongs to a word; #N/A if there is no such word."""
        found = Call(f"{self._function}XMATCH", Call("TRIM", word), _array(k for k, _ in keys))
        return Call("INDEX", _array(number for _, number in keys), found)

    def with_kpi(self, kpi: Expr, body: Any) -> Expr:
        """``LET`` with the KPI's row and the columns that the body may use."""
        bound: list[Any] = [self.place, self.match(kpi, _kpi_rows())]
        for name, column in _columns().items():
            bound += [self._symbol(name), Call("INDEX", _array(column), self.place)]
        return Call(f"{self._function}LET", *bound, body)

    def language(self, word: Expr | None) -> Expr | None:
        if word is None:
            return None
        codes = tuple((code, number) for number, code in enumerate(available(), 1))
        return self.match(Call("LEFT", word, Symbol("2")), codes)

    def tier(self, word: Expr) -> Expr:
        return self.match(word, _tier_words())

    def floor(self, tier: Expr | None) -> Any:
        """A tier's floor on the turned axis; typical if none is named."""
        floors = [t.floor for t in self.kpi.tiers]
        return floors[0] if tier is None else Call("CHOOSE", self.tier(tier), *floors)  # type: ignore[arg-type]


def _word(w: _Writer, value: Expr, kpi: Expr, language: Expr | None = None) -> Expr:
    index = tiers.rank(w.direction * value, w.kpi) + 1
    word = _in_language(
        w,
        language,
        [Call("INDEX", _array(text(f"tier.{t}", c) for t in TIERS), index) for c in available()],
    )
    return w.with_kpi(kpi, word)


def _in_language(w: _Writer, language: Expr | None, options: list[Call]) -> Expr:
    chosen = w.language(language)
    return options[0] if chosen is None else Call("CHOOSE", chosen, *options)


def _name(w: _Writer, kpi: Expr, language: Expr | None = None) -> Expr:
    names = [
        Call("INDEX", _array(text(f"{k.id}.name", code) for k in KPIS), w.match(kpi, _kpi_rows()))
        for code in available()
    ]
    return _in_language(w, language, names)


def _gap(w: _Writer, value: Expr, kpi: Expr, tier: Expr | None = None) -> Expr:
    turned = w.direction * value
    if tier is None:
        return w.with_kpi(kpi, tiers.gap(turned, w.kpi))
    return w.with_kpi(kpi, Call("ROUND", w.floor(tier) - turned, Symbol("10")))


def _percentile(w: _Writer, value: Expr, kpi: Expr, population: Expr) -> Expr:
    both = [tiers.percentile(value, population, either) for either in (HIGHER, LOWER)]
    return w.with_kpi(kpi, when(w.direction == 1, lambda: both[0], lambda: both[1]))


_FORMULAS: dict[str, Callable[..., Expr]] = {
    "KPI_TIER": _word,
    "KPI_TIER_RANK": lambda w, value, kpi: w.with_kpi(kpi, tiers.rank(w.direction * value, w.kpi)),
    "KPI_SCORE": lambda w, value, kpi: w.with_kpi(kpi, tiers.score(w.direction * value, w.kpi)),
    "KPI_GAP": _gap,
    "KPI_BENCHMARK": lambda w, kpi, tier=None: w.with_kpi(kpi, w.direction * w.floor(tier)),
    "KPI_CHANGE": lambda w, value, kpi, previous: w.with_kpi(
        kpi, tiers.change(w.direction * value, w.direction * previous, w.kpi)
    ),
    "KPI_PERCENTILE": _percentile,
    "KPI_NAME": _name,
}


@cache
def _kpi_rows() -> tuple[tuple[str, int], ...]:
    """Every key that names one KPI, with the KPI's place in ``KPIS``."""
    places = {kpi.id: number for number, kpi in enumerate(KPIS, 1)}
    return tuple((key, places[kpi.id]) for key, kpi in kpi_keys().items() if kpi)


@cache
def _tier_words() -> tuple[tuple[str, int], ...]:
    words: list[tuple[str, int]] = []
    for rank, tier in enumerate(TIERS[1:], 1):
        names = {fold(text(f"tier.{tier}", code)) for code in available()}
        words += [(word, rank) for word in (tier, str(rank), *sorted(names - {tier}))]
    return tuple(words)


@cache
def _columns() -> dict[str, list[float]]:
    """The table of benchmarks, one column per name, on the turned axis."""
    signs = [1 if kpi.better == "higher" else -1 for kpi in KPIS]
    columns: dict[str, list[float]] = {"direction": [float(sign) for sign in signs]}
    for number, name in enumerate(("worst", "best")):
        pairs = zip(signs, KPIS, strict=True)
        columns[name] = [sign * kpi.anchors[number] for sign, kpi in pairs]
    for number, tier in enumerate(TIERS[1:]):
        pairs = zip(signs, KPIS, strict=True)
        columns[f"floor_{tier}"] = [sign * kpi.tiers[number].floor for sign, kpi in pairs]
        columns[f"counts_{tier}"] = [float("=" in kpi.tiers[number].op) for kpi in KPIS]
    return columns


def _array(items: Iterable[str | float]) -> Expr:
    """An array constant of one row."""
    written = (f'"{i}"' if isinstance(i, str) else number_text(i) for i in items)
    return Symbol("{" + ",".join(written) + "}")
