"""Compiled formulas, kept: workbooks filled from one template share them, and their order.

A plan depends on what formulas and their surroundings are (sheets' names, defined names, tables),
not on any value. It is found again by exactly that.
"""

from __future__ import annotations

from _thread import allocate_lock
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from xl_kpis.formula import thresholds
from xl_kpis.formula.compile.compiled import Compiled, Mode
from xl_kpis.formula.compile.compiler import compile_formula
from xl_kpis.formula.compile.naming import NamesCompiled
from xl_kpis.formula.compile.shapes import Shaped, Shapes
from xl_kpis.formula.functions.declare import FUNCTIONS, OWN, Function
from xl_kpis.formula.functions.support.scoped import scoped
from xl_kpis.formula.grammar import fill_down, relative_key
from xl_kpis.formula.sheets.model import Model, Run

KEPT_FORMULAS = 5_000
"""How many compiled runs all kept plans may hold together."""


Planned = tuple[int, Run, Compiled | Shaped]
"""A run of a sheet, and its formula."""


@dataclass(eq=False, repr=False)
class Plan:
    """Every run of a workbook, compiled, and the order in which they were last evaluated."""

    runs: list[Planned]
    order: list[int] = field(default_factory=list)
    """Positions in ``runs``; empty until a calculation has found an order."""

    @cached_property
    def compiled(self) -> list[Compiled]:
        """What is compiled for them, each once however many runs share it."""
        every = [p.shared if isinstance(p, Shaped) else p for _, _, p in self.runs]
        return list({id(each): each for each in every}.values())

    @cached_property
    def cells(self) -> int:
        """How many cells have a formula."""
        corners = [run[:4] for _, run, _ in self.runs]
        return sum([(down - top + 1) * (to - left + 1) for top, left, down, to in corners])

    def with_others(self, gone: Iterable[int], come: Iterable[Planned]) -> Plan:
        """A plan without those at some positions, and with others at its end."""
        runs = list(self.runs)
        for at in sorted(gone, reverse=True):
            del runs[at]
        return Plan([*runs, *come])


_kept: OrderedDict[Hashable, Plan] = OrderedDict()
_kept_runs = 0
_lock = allocate_lock()
"""Held while kept plans are looked through or changed, not while formulas are compiled."""


def plan_for(model: Model) -> Plan:
    """The plan of a model: one kept from a model like it, or a new one. What calls functions of
    one book is kept by that book alone, and goes with it."""
    if scoped():
        return _compile(model)
    key = _fingerprint(model)
    with _lock:
        plan = _kept.get(key)
        if plan is not None:
            _kept.move_to_end(key)
            return plan
    own = own_functions()
    plan = _compile(model)
    with _lock:
        if own == own_functions() and key not in _kept and not scoped().asked:
            _keep(key, plan)  # else another thread was faster, or it is this book's alone
    return plan


def _keep(key: Hashable, plan: Plan) -> None:
    """Keep a plan; those not used for longest go where all together have too many runs."""
    global _kept_runs
    _kept[key] = plan
    _kept_runs += len(plan.runs)
    while len(_kept) > 1 and _kept_runs > KEPT_FORMULAS:
        _, gone = _kept.popitem(last=False)
        _kept_runs -= len(gone.runs)


def _fingerprint(model: Model) -> Hashable:
    # of lists: a tuple that a generator fills may not be seen meanwhile, as by a thread that asks
    # the garbage collector for all objects
    return (
        tuple([(s.name, tuple(s.runs)) for s in model.sheets]),
        tuple([(n.name, n.text, n.sheet) for n in model.names]),
        tuple(
            [
                (t.name, t.sheet, t.top, t.left, t.bottom, t.right, t.header_rows, t.totals_rows)
                for t in model.tables
            ]
        ),
        tuple([tuple(t.columns) for t in model.tables]),
        tuple(model.external_names.items()),
        own_functions(),
    )


def own_functions() -> tuple[Function | None, ...]:
    """What tells one set of users' own functions from another."""
    return tuple([FUNCTIONS.get(name) for name in list(OWN)])  # as above


def _compile(model: Model) -> Plan:
    """Compile each run; runs of one sheet that differ only by place share what is compiled."""
    runs: list[Planned] = []
    every = [
        (i, r) for i, sheet in enumerate(model.sheets) for r in sheet.runs if r.kind != "table"
    ]
    shared: dict[tuple[int, _Way, str], Compiled] = {}
    above: dict[tuple[int, int], _Above] = {}
    names = NamesCompiled()
    for (index, run), shaped in zip(every, Shapes(model).formulas(every), strict=True):
        if shaped is not None:
            runs.append((index, run, shaped))
            continue
        way = _way(run)
        near = above.get((index, run.left))
        if near is not None and near.foretells(run, way):
            runs += _planned(index, run, near.compiled)
            continue
        key = (index, way, relative_key(run.text, run.top, run.left))
        compiled = shared.get(key)
        if compiled is None:
            compiled = _compiled(model, index, run, way, names)
            if compiled.traits.portable:
                shared[key] = compiled
        again = near is not None and near.compiled is compiled
        filled = fill_down(run.text) if again else None
        above[index, run.left] = _Above(run, way, compiled, filled)
        runs += _planned(index, run, compiled)
    return Plan(runs)


def planned(model: Model, index: int, runs: Iterable[Run]) -> list[Planned]:
    """Some runs of a sheet by themselves, compiled."""
    names = NamesCompiled()
    return [
        each
        for run in runs
        for each in _planned(index, run, _compiled(model, index, run, _way(run), names))
    ]


_Way = Literal["one by one", "ordinary", "array of a cell", "array"]
"""How runs are evaluated: as ordinary formulas, of which a few are not worth being lanes, or array
formulas of one cell each or of several cells."""


def _way(run: Run) -> _Way:
    if run.kind == "normal":
        cells = (run.bottom - run.top + 1) * (run.right - run.left + 1)
        return "one by one" if cells < thresholds.COMPILED_ALONE_BELOW else "ordinary"
    return "array of a cell" if run.is_filled or run.is_cell else "array"


def _compiled(model: Model, index: int, run: Run, way: _Way, names: NamesCompiled) -> Compiled:
    """The formula of a run, compiled. An array formula of one cell that means nothing else than the
    ordinary formula is one."""

    def of(mode: Mode, *, alone: bool = False) -> Compiled:
        place = index, run.top, run.left
        return compile_formula(model, run.text, *place, mode, alone=alone, names=names)

    if way in ("one by one", "ordinary"):
        return of("scalar", alone=way == "one by one")
    compiled = of("array")
    traits = compiled.traits
    if way == "array" or traits.gives_several or traits.by_mode:
        return compiled
    return of("scalar")


def _planned(index: int, run: Run, compiled: Compiled) -> Iterator[tuple[int, Run, Compiled]]:
    """A run as it is evaluated. What an array formula of one cell gives, if it is one value, is
    taken as that of any formula; where it may be several, each cell is a run of its own."""
    if _way(run) != "array of a cell":
        yield index, run, compiled
    elif compiled.mode == "scalar" or not compiled.traits.gives_several:
        yield index, run._replace(kind="normal"), compiled
    else:
        for cell in run.cells():
            yield index, cell, compiled


class _Above(NamedTuple):
    """The run compiled last in a column."""

    run: Run
    way: _Way
    compiled: Compiled
    filled: Callable[[int], str] | None
    """Its text further down, once the same formula came twice."""

    def foretells(self, run: Run, way: _Way) -> bool:
        """Whether another run in its column is the same formula filled down."""
        if self.filled is None or way != self.way:
            return False
        return self.filled(run.top - self.run.top) == run.text
