"""What-if data tables: a formula's value for each input in a row, a column or both.

They are filled after everything else. Their cells are cases of a what-if, evaluated at once as
:mod:`~xl_kpis.formula.calculate.scenarios` does; where that cannot be, each cell puts its inputs
in place, has what depends on them calculated, and reads the formula. Then the inputs are put back.
"""

from __future__ import annotations

from typing import NamedTuple

from xl_kpis.errors import REF
from xl_kpis.formula.calculate.dependents import DependencyIndex, index_of
from xl_kpis.formula.calculate.solver import Solver
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.reference import Area, parse_cell
from xl_kpis.formula.sheets.columns import Columns
from xl_kpis.formula.sheets.model import Model, Run
from xl_kpis.formula.values.value import Scalar

Cell = tuple[int, int]


class DataTable(NamedTuple):
    """The rectangle of a data table, and the cells its row and column of inputs go into; neither
    if they were deleted."""

    sheet: int
    run: Run
    row_input: Cell | None
    column_input: Cell | None

    @property
    def area(self) -> Area:
        return Area(self.sheet, *self.run[:4])

    def places(self) -> list[Cell]:
        """Its cells, row by row."""
        run = self.run
        rows, cols = range(run.top, run.bottom + 1), range(run.left, run.right + 1)
        return [(row, col) for row in rows for col in cols]

    def values(self, cells: Columns) -> list[list[Scalar]]:
        """For each of its inputs, the value it has for each of :meth:`places`."""
        run, found = self.run, []
        if self.row_input:
            found.append([cells.get(run.top - 1, col) for _, col in self.places()])
        if self.column_input:
            found.append([cells.get(row, run.left - 1) for row, _ in self.places()])
        return found

    def formula_cell(self, row: int, col: int) -> Cell:
        """The cell whose formula a cell of the table shows."""
        if self.row_input and self.column_input:
            return self.run.top - 1, self.run.left - 1
        return (row, self.run.left - 1) if self.row_input else (self.run.top - 1, col)


def data_tables_of(model: Model) -> list[DataTable]:
    """The data tables of all sheets."""
    return [
        parse_table(index, run)
        for index, sheet in enumerate(model.sheets)
        for run in sheet.runs
        if run.kind == "table"
    ]


def parse_table(sheet: int, run: Run) -> DataTable:
    """The data table that a run of kind ``table`` describes."""
    inside = run.text.partition("(")[2].rstrip(")")
    row_text, _, column_text = inside.partition(",")
    try:
        row_input = parse_cell(row_text) if row_text else None
        column_input = parse_cell(column_text) if column_text else None
    except ValueError:
        row_input = column_input = None
    return DataTable(sheet, run, row_input, column_input)


def fill_data_tables(solver: Solver, tables: list[DataTable]) -> None:
    """Fill every data table of a calculated model, then what depends on them."""
    if not tables:
        return
    index = index_of(solver.state)
    for table in tables:
        if table.row_input or table.column_input:
            _fill(solver, index, table)
        else:
            cells = solver.state.model.sheets[table.sheet].cells
            for place in table.places():
                cells.set(*place, REF)
        solver.solve_parts(index.affected([table.area]))


def _fill(solver: Solver, index: DependencyIndex, table: DataTable) -> None:
    cells = solver.state.model.sheets[table.sheet].cells
    inputs = [cell for cell in (table.row_input, table.column_input) if cell]
    areas = [Area(table.sheet, row, col, row, col) for row, col in inputs]
    affected = {
        group: parts
        for group, parts in index.affected(areas).items()
        if group.sheet != table.sheet or (group.run.top, group.run.left) not in inputs
    }
    if not solver.state.keepers.isdisjoint(affected):
        _keep(solver, table)
        return
    if _fill_at_once(solver, index, table, areas):
        return
    before = [cells.get(row, col) for row, col in inputs]
    results: list[tuple[int, int, Scalar]] = []
    needed: dict[Cell, list[Group]] = {}
    for (row, col), *case in zip(table.places(), *table.values(cells), strict=True):
        for place, value in zip(inputs, case, strict=True):
            cells.set(*place, value)
        shown = table.formula_cell(row, col)
        found = solver.solve_for((table.sheet, *shown), affected, needed.get(shown, ()))
        needed.setdefault(shown, found)
        results.append((row, col, cells.get(*shown)))
    for (row, col), value in zip(inputs, before, strict=True):
        cells.set(row, col, value)
    solver.solve_parts(affected)
    for row, col, value in results:
        cells.set(row, col, 0.0 if value is None else value)


def _keep(solver: Solver, table: DataTable) -> None:
    """Leave a data table what the file shows, since its inputs lead into circles that are kept."""
    sheet, places = solver.state.model.sheets[table.sheet], table.places()
    if sheet.saved is not None:
        for place, value in zip(places, sheet.saved(places), strict=True):
            sheet.cells.set(*place, value)


def _fill_at_once(
    solver: Solver, index: DependencyIndex, table: DataTable, inputs: list[Area]
) -> bool:
    """Fill a data table with its cells as lanes; whether that could be done."""
    from xl_kpis.formula.calculate.scenarios import Cases, GiveUp

    cells, places = solver.state.model.sheets[table.sheet].cells, table.places()
    shown = [table.formula_cell(row, col) for row, col in places]
    outputs = {cell: i for i, cell in enumerate(dict.fromkeys(shown))}
    areas = [Area(table.sheet, row, col, row, col) for row, col in outputs]
    try:
        found = Cases(solver.state, index, inputs, table.values(cells)).of(areas)
    except GiveUp:
        return False
    for i, ((row, col), cell) in enumerate(zip(places, shown, strict=True)):
        value = found[outputs[cell]][i]
        cells.set(row, col, 0.0 if value is None else value)
    return True
