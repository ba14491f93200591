"""What a recalculation did: counts, errors, unknown functions, circular references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from xl_kpis.errors import ExcelError
from xl_kpis.formula.calculate.state import State
from xl_kpis.formula.reference import cell_name
from xl_kpis.formula.values.kinds import ERROR
from xl_kpis.formula.values.region import RegionSource
from xl_kpis.formula.warning import FormulaWarning


@dataclass
class Report:
    """What a recalculation did."""

    formulas: int = 0
    """Formula cells."""
    errors: dict[str, int] = field(default_factory=dict)
    """How many formula cells hold each error."""
    errors_before: dict[str, int] = field(default_factory=dict)
    """How many of those held the same error in the file."""
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
    found.formulas = state.plan.cells
    if any(compiled.traits.unknown for compiled in state.plan.compiled):
        for group in state.groups:
            for name in group.planned.traits.unknown:
                where = f"{model.sheets[group.sheet].name}!{cell_name(*group.run[:2])}"
                found.unsupported.setdefault(name, []).append(where)
    for sheet, cells in _errors(state):
        count(found.errors, (code for _, code in cells))
        if (saved := model.sheets[sheet].saved) is not None:
            values = saved([at for at, _ in cells])
            pairs = zip(cells, values, strict=True)
            count(found.errors_before, (code for (_, code), was in pairs if code == code_of(was)))
    found.cycles = [
        [f"{model.sheets[s].name}!{cell_name(r, c)}" for s, r, c in path] for path in state.cycles
    ]
    return found


def count(counts: dict[str, int], codes: Iterable[str]) -> None:
    """Count some more errors by their codes."""
    for code in codes:
        counts[code] = counts.get(code, 0) + 1


def code_of(value: object) -> str | None:
    """The code of a value that is an error."""
    return value.code if isinstance(value, ExcelError) else None


def _errors(state: State) -> Iterator[tuple[int, list[tuple[tuple[int, int], str]]]]:
    """The errors that formulas' own cells hold, sheet by sheet: where, and their codes."""
    own = [at for at, sheet in enumerate(state.model.sheets) if not sheet.is_external]
    for sheet in own:
        cells = []
        for col, column in state.columns[sheet].items():
            if column.obj is None:
                continue
            at = (column.kind == ERROR).nonzero()[0]
            if not len(at):
                continue
            rows = column.all_rows()[at].tolist()
            for row, error in zip(rows, column.obj[at].tolist(), strict=True):
                if state.owner(sheet, row, col) is not None:
                    cells.append(((row, col), error.code))
        if cells:
            yield sheet, cells
