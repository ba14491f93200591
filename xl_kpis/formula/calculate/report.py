"""What a recalculation did: counts, errors, unknown functions, circular references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from xl_kpis.formula.calculate.state import State
from xl_kpis.formula.reference import cell_name
from xl_kpis.formula.sheets.columns import ERROR
from xl_kpis.formula.values.region import RegionSource
from xl_kpis.formula.warning import FormulaWarning


@dataclass
class Report:
    """What a recalculation did."""

    formulas: int = 0
    """Formula cells."""
    errors: dict[str, int] = field(default_factory=dict)
    """How many formula cells hold each error."""
    unsupported: dict[str, list[str]] = field(default_factory=dict)
    """Functions nobody knows, with the cells that call them."""
    cycles: list[list[str]] = field(default_factory=list)
    """Circular references, each as a path of cells."""
    warnings: list[FormulaWarning] = field(default_factory=list)
    """Formulas that failed in a way nobody foresaw."""
    seconds: float = 0.0
    region: str = "en-US"
    """Whose separators, names and orders of dates texts have."""
    region_by: RegionSource = "given"
    """What told it: whoever called, or, where the file was asked, the values it held, hints such as
    the languages of its drawings and formats, or nothing at all."""


def report(state: State, seconds: float = 0.0) -> Report:
    """Counts, errors, unknown functions and cycles of a state."""
    found = Report(
        seconds=seconds,
        warnings=list(state.warnings.values()),
        region=state.model.region.tag,
    )
    model = state.model
    for group in state.groups:
        run = group.run
        height, width = group.lanes
        found.formulas += height * width
        for name in group.planned.traits.unknown:
            where = f"{model.sheets[group.sheet].name}!{cell_name(run.top, run.left)}"
            found.unsupported.setdefault(name, []).append(where)
    for code in _errors(state):
        found.errors[code] = found.errors.get(code, 0) + 1
    found.cycles = [
        [f"{model.sheets[s].name}!{cell_name(r, c)}" for s, r, c in path] for path in state.cycles
    ]
    return found


def _errors(state: State) -> Iterator[str]:
    """The codes of the errors that formulas' own cells hold."""
    for sheet, columns in enumerate(state.columns):
        for col, column in columns.items():
            if column.obj is None:
                continue
            at = (column.kind == ERROR).nonzero()[0]
            if not len(at):
                continue
            rows = column.all_rows()[at].tolist()
            for row, error in zip(rows, column.obj[at].tolist(), strict=True):
                if state.owner(sheet, row, col) is not None:
                    yield error.code
