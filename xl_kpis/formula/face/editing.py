"""Formulas and names that were entered since a workbook was read: kept until somebody asks for a
value, then given to the model together, and put into the file when it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from weakref import proxy

from xl_kpis.formula.calculate.state import Cell
from xl_kpis.formula.reference import Area
from xl_kpis.formula.refusals import EditError
from xl_kpis.formula.sheets.model import DefinedName
from xl_kpis.formula.values.value import Scalar

if TYPE_CHECKING:
    from xl_kpis.formula.book import Book
    from xl_kpis.formula.xlsx import Package


class Editing:
    """What was entered into a book."""

    def __init__(self, book: Book) -> None:
        self._book: Book = proxy(book)  # it holds this; nothing keeps them both alive
        self.entered: dict[Cell, str | None] = {}
        """Formulas (without ``=``) entered or taken away (None)."""
        self.pending: dict[Cell, str | None] = {}
        """Those of them that the model does not have yet."""
        self.defined: dict[str, str | None] = {}
        """Names defined or taken away."""
        self._package: Package | None = None

    def name(self, cell: Cell) -> str:
        """How a person writes a cell."""
        return self._book.address(Area(*cell, *cell[1:]))

    def holds_formula(self, cell: Cell) -> bool:
        """Whether a cell has a formula now."""
        if cell in self.pending:
            return self.pending[cell] is not None
        group = self._book.compiled.state.owner(*cell)
        return group is not None and not self.is_of_saved_array(cell)

    def is_of_saved_array(self, cell: Cell) -> bool:
        """Whether an array had spilled into a cell when the workbook was saved, and no formula has
        been entered there since."""
        group = None if cell in self.pending else self._book.compiled.state.owner(*cell)
        return group is not None and group.run.kind == "dynamic" and cell[1:] != group.run[:2]

    def enter(self, cells: Mapping[Cell, str | None]) -> None:
        """Give cells formulas or none; ``ValueError``, and nothing changes, for a part of an array
        formula or of a data table."""
        for cell in cells:
            self._check_whole(cell, cells)
        if self._book.compiled.begun:
            self._book.settle()  # what the cells held is wanted
        state, model = self._book.compiled.state, self._book.model
        for cell in cells:
            state.touched.setdefault(cell, model.value(*cell))
            group = None if cell in self.pending else state.owner(*cell)
            if group is not None and group.run.kind == "dynamic":
                if group.spill is not None:
                    state.clear_spill(group)
                for row, col in group.cells():
                    model.sheets[group.sheet].cells.set(row, col, None)
            model.sheets[cell[0]].cells.set(*cell[1:], None)
        self._book.forget_inputs(cells)
        self.pending.update(cells)
        self.entered.update(cells)

    def _check_whole(self, cell: Cell, cells: Mapping[Cell, str | None]) -> None:
        """That no array is broken up by what a cell is given."""
        calculation, here = self._book.compiled, Area(*cell, *cell[1:])
        if any(table.area.intersect(here) for table in calculation.data_tables):
            raise EditError("formula.table", cell=self.name(cell))
        group = None if cell in self.pending else calculation.state.owner(*cell)
        if group is None or group.run.kind != "array":
            return
        if any((group.sheet, *each) not in cells for each in group.cells()):
            raise EditError("formula.array", cell=self.name(cell))

    def define(self, name: str, text: str | None) -> None:
        """Let a name of the workbook stand for a formula, or for nothing any more."""
        self.take_in()
        model, folded = self._book.model, name.casefold()
        known = [n for n in model.names if n.sheet is None and n.name.casefold() == folded]
        model.names = [each for each in model.names if each not in known]
        spelled = known[0].name if known else name
        if text is not None:
            model.names.append(DefinedName(spelled, text))
        model.forget_names()
        self.defined[spelled] = text
        self._package = None
        self._book.begin_anew()

    def take_in(self) -> None:
        """Give the model the formulas it does not have yet."""
        if self.pending:
            from xl_kpis.formula.face import entering  # most books are only read

            pending, self.pending = self.pending, {}
            self._package = None
            fresh = self._book.calculated
            if fresh is not None and entering.enter_into(fresh, pending):
                self._book.cells_changed([Area(*cell, *cell[1:]) for cell in pending])
            else:
                self._book.begin_anew()
                entering.enter(self._book.model, pending)
            for index in {cell[0] for cell in pending}:
                self._shows_nothing(index)

    def _shows_nothing(self, index: int) -> None:
        """What the file shows of a sheet's cells is not of the formulas entered into them."""
        sheet = self._book.model.sheets[index]
        saved = sheet.saved
        if saved is None:
            return
        entered = {cell[1:] for cell in self.entered if cell[0] == index}

        def of_others(places: Sequence[tuple[int, int]]) -> list[Scalar]:
            values = zip(places, saved(places), strict=True)
            return [None if place in entered else value for place, value in values]

        sheet.saved = of_others

    def file(self, package: Package) -> Package:
        """The package to write to, with what was entered."""
        if not self.entered and not self.defined:
            return package
        if self._package is None:
            from xl_kpis.formula.xlsx.write.entered_formulas import with_formulas

            model = self._book.model
            self._package = with_formulas(package, model, self.entered, self.defined)
        return self._package
