"""A workbook one can calculate, question and save: the engine's public face.

It is long because it is one class, and most of it is what people read about it: what it does is
done elsewhere, and each method stands here with its example.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Concatenate, ParamSpec, Self, TypeVar

import numpy as np

from xl_kpis.errors import NUM, SPILL, Failure, not_installed
from xl_kpis.formula.calculate import spills
from xl_kpis.formula.calculate.budget import Budget, Cancellation
from xl_kpis.formula.calculate.calculation import Calculation
from xl_kpis.formula.calculate.cell_results import cell_result
from xl_kpis.formula.calculate.dependents import DependencyIndex, index_of
from xl_kpis.formula.calculate.report import Report, report
from xl_kpis.formula.calculate.state import Cell, State, evaluating
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.stack_room import Exclusive
from xl_kpis.formula.face.editing import Editing
from xl_kpis.formula.face.own_functions import BookFunctions, Given, OwnFunctions
from xl_kpis.formula.functions.support.scoped import within
from xl_kpis.formula.grammar import parse
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference
from xl_kpis.formula.refusals import AddressError, EditError
from xl_kpis.formula.sheets.model import Model, Table
from xl_kpis.formula.values.region import AUTO, EN_US, Region, RegionSource
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.value import CellValues, Scalar
from xl_kpis.garbage import not_searched

if TYPE_CHECKING:
    import pandas as pd

    from xl_kpis.formula.calculate.explanation import Explanation
    from xl_kpis.formula.face.formulas import BookFormulas
    from xl_kpis.formula.face.names import BookNames
    from xl_kpis.formula.face.remains import Remains
    from xl_kpis.formula.face.sheet_view import Sheets, SheetView
    from xl_kpis.formula.xlsx import Package, Written
    from xl_kpis.formula.xlsx.package.package import Source


P = ParamSpec("P")
R = TypeVar("R")


def _alone(method: Callable[Concatenate[Book, P], R]) -> Callable[Concatenate[Book, P], R]:
    """The method, for one thread after the other."""

    @wraps(method)
    def locked(book: Book, *args: P.args, **kwargs: P.kwargs) -> R:
        with book._lock, within(book.own):
            try:
                return method(book, *args, **kwargs)
            except ModuleNotFoundError as problem:
                raise not_installed(problem) from None

    return locked


class Book:
    """A workbook in memory.

    >>> book = Book.of({"A1": 200, "B1": 220, "C1": 50, "D1": "=(B1-C1)/A1"})
    >>> book["D1"]
    0.85
    >>> book["C1"] = 60
    >>> book["D1"]
    0.8

    Values are ``float``, ``str``, ``bool``, ``None`` for a blank, or an :class:`ExcelError`.
    Addresses are ``"Sheet!A1"``, ``"A1:B3"`` (of the first sheet), or a defined name.

    Threads may share a book: each call waits for the one before it. What belongs together, such as
    setting a cell and reading another, is two calls, between which another thread may come.
    """

    def __init__(
        self,
        model: Model,
        package: Package | None = None,
        *,
        now: datetime.datetime | None = None,
        seed: int | None = None,
        region: str = EN_US.tag,
    ) -> None:
        self.model = model
        self._find_region = region == AUTO
        self._region_by: RegionSource = "given"
        if region not in (EN_US.tag, AUTO):
            model.region = _region_of(region)
        self.package = package
        self._now, self._seed = now, seed
        self._calculation: Calculation | None = None
        self._changed: list[Area] = []
        self._edits: dict[Cell, Scalar] = {}
        self.own = OwnFunctions(model)
        """Functions that this book alone knows."""
        self.editing = Editing(self)
        """Formulas and names entered."""
        self._formats_read: set[int] = set()
        """Sheets whose number formats were looked for."""
        self._touched: dict[Cell, Scalar] = {}
        """Inputs that held other values before the formulas were compiled anew."""
        self._fresh = False
        self._seconds = 0.0
        self._lock = Exclusive()

    @classmethod
    def of(
        cls,
        cells: Mapping[str, Any],
        *,
        now: datetime.datetime | None = None,
        seed: int | None = None,
        region: str = EN_US.tag,
    ) -> Book:
        """A book of one sheet (or more: ``"Sheet2!A1"``) from cells; texts that begin with ``=``
        are formulas, which spill where they give several values, as those typed into Excel do;
        nested lists fill a block.

        >>> Book.of({"A1": "=SEQUENCE(3)*10"})["A1:A3"]
        [[10.0], [20.0], [30.0]]
        """
        from xl_kpis.formula.face.from_cells import model_of

        return cls(model_of(cells), now=now, seed=seed, region=region)

    @property
    def calculation(self) -> Calculation:
        """The compiled formulas."""
        if self.editing.pending:
            self._take_in()
        return self.compiled

    @property
    def compiled(self) -> Calculation:
        """The compiled formulas without those entered since anybody asked for a value."""
        return self._calculation or self._compiled()

    @_alone
    def _take_in(self) -> None:
        self.editing.take_in()

    @_alone
    def _compiled(self) -> Calculation:
        if self._calculation is None:
            with not_searched():
                self._calculation = Calculation(self.model, now=self._now, seed=self._seed)
            self._calculation.state.touched |= self._touched
            if self.package is not None:
                from xl_kpis.formula.xlsx import read_asked

                read_asked(self.package, self.model, self._calculation.state.asks)
        return self._calculation

    @property
    def calculated(self) -> Calculation | None:
        """The compiled formulas, if all that does not depend on later changes has its value. The
        random numbers of a seed are dealt out to all formulas in one order."""
        return self._calculation if self._fresh and self._seed is None else None

    def cells_changed(self, areas: Iterable[Area]) -> None:
        """What depends on these is to be calculated again."""
        self._changed += areas

    def begin_anew(self) -> None:
        """Forget what is compiled; the cells that arrays have spilled into are empty again."""
        if self._calculation is not None:
            state = self._calculation.state
            for group in state.dynamic:
                if group.spill is not None:
                    state.clear_spill(group)
            self._touched = dict(state.touched)
        self._calculation = None
        self._changed.clear()
        self._fresh = False

    @_alone
    def take_over(self, change: Callable[[Package], bytes]) -> None:
        """Go on with another file, made of what this one would be if it were saved now."""
        from xl_kpis.formula.xlsx import open_package, read_model

        if self.package is None:
            raise EditError("no file")
        name, region = self.package.file, self.model.region
        with not_searched():
            now = open_package(self.to_bytes())
            now.file = name
            package = open_package(change(now))
            package.file = name
            model = read_model(package)
        model.region, model.file_name = region, self.model.file_name
        self.begin_anew()
        self.model, self.package = model, package
        self.editing = Editing(self)
        self._edits, self._touched = {}, {}
        self._formats_read = set()

    def forget_inputs(self, cells: Iterable[Cell]) -> None:
        """Cells that are given formulas are inputs no more."""
        for cell in cells:
            self._edits.pop(cell, None)

    @property
    def state(self) -> State:
        """The formulas, and who owns which cells."""
        return self.calculation.state

    @property
    def region(self) -> str:
        """The tag of the region whose separators, names and orders of dates texts have.

        Given another, the workbook is calculated anew when next read.

        >>> book = Book.of({"A1": '=1.5&""'})
        >>> book.region = "fr-FR"
        >>> book["A1"]
        '1,5'
        """
        return self.model.region.tag

    @region.setter
    def region(self, tag: str) -> None:
        self._find_region, self._region_by = tag == AUTO, "given"
        self.model.region = EN_US if tag == AUTO else _region_of(tag)
        self._is_stale()

    # ---- values -----------------------------------------------------------------------------

    @_alone
    def resolve(self, address: str) -> Reference:
        """The cells an address or a name stands for; ``KeyError`` if it stands for none."""
        return self._resolve(address)

    def _resolve(self, address: str) -> Reference:
        if "#" in address:  # where an array has spilled shows when it is calculated
            self._settle()
        state = self.compiled.state
        found = state.reference_from_text(address, Frame(state, 0, 0, 0), a1=True)
        if found is None:
            raise AddressError("address", address=repr(address))
        return found

    def _area(self, address: str) -> Area:
        """The one rectangle an address stands for."""
        found = self._resolve(address)
        if len(found.areas) != 1:
            raise AddressError("several", address=repr(address))
        return found.area

    @_alone
    def __getitem__(self, address: str) -> CellValues | SheetView:
        """A cell's value, or a range's as rows of values; the name of a sheet gives the sheet.
        Of whole columns and rows what is used comes."""
        try:
            area = self._area(address)
        except KeyError:
            if address in self.sheets:
                return self.sheets[address]
            raise
        if area.is_cell:
            self._settle(area)
            return self.model.value(*area[:3])
        return [list(row) for row in self.array(self.used_of(area)).tolist()]

    def used_of(self, area: Area) -> Area:
        """Whole columns and rows cut to what is used."""
        rows, cols = self.model.sheets[area.sheet].cells.extent()
        sheet, top, left, bottom, right = area
        if bottom == MAX_ROWS - 1 and top == 0:
            bottom = max(rows - 1, 0)
        if right == MAX_COLS - 1 and left == 0:
            right = max(cols - 1, 0)
        return Area(sheet, top, left, bottom, right)

    @_alone
    def array(self, area: Area) -> np.ndarray:
        """The values of a rectangle as a 2-D array, blanks None."""
        self._settle(area)
        sheet, top, left, bottom, right = area
        return self.model.sheets[sheet].cells.read(sheet, top, left, bottom, right)

    @_alone
    def values(self, address: str, *, dates: bool = False) -> Any:
        """What ``book[address]`` gives; with ``dates`` numbers that their cells show as dates and
        times come as ``datetime``, ``time`` and ``timedelta``. Only files have formats.

        >>> import datetime, openpyxl
        >>> workbook = openpyxl.Workbook()
        >>> workbook.active["A1"] = datetime.date(2025, 3, 31)
        >>> book = load(workbook)
        >>> book.values("A1"), book.values("A1", dates=True)
        (45747.0, datetime.datetime(2025, 3, 31, 0, 0))
        """
        area = self._area(address)
        if not dates:
            return self[address]
        rows = self._shown(self.used_of(area))
        return rows[0][0] if area.is_cell else rows

    def _shown(self, area: Area) -> list[list[Any]]:
        """The values of a rectangle with dates as dates."""
        from xl_kpis.formula.face.values_out import as_shown

        formats = self.formats(area.sheet)
        return [
            [
                as_shown(item, formats.get((row, col)), self.model.date1904)
                for col, item in enumerate(items, area.left)
            ]
            for row, items in enumerate(self.array(area).astype(object).tolist(), area.top)
        ]

    @_alone
    def formats(self, sheet: int) -> dict[tuple[int, int], str]:
        """The number formats of a sheet's cells by row and column, those with General left out."""
        found = self.model.sheets[sheet]
        if self.package is not None and found.part and sheet not in self._formats_read:
            self._formats_read.add(sheet)
            from xl_kpis.formula.xlsx import number_formats

            number_formats(self.package, self.model, sheet)
        return found.formats

    @_alone
    def frame(self, address: str, *, header: bool = True) -> pd.DataFrame:
        """A range as a DataFrame; its first row are the column names unless ``header=False``.

        The data of a table (``"Sales"``) has the table's own headings. Numbers that their cells
        show as dates are dates.

        >>> book = Book.of({"A1": [["client", "hours"], ["A", 3], ["B", "=B2*2"]]})
        >>> book.frame("A1:B3")
          client  hours
        0      A    3.0
        1      B    6.0
        """
        import pandas as pd

        area = self.used_of(self._area(address))
        rows = self._shown(area)
        if not header:
            return pd.DataFrame(rows)
        for table in self.model.tables:
            first = table.top + table.header_rows
            if (table.sheet, first) == area[:2] and table.left <= area.left <= table.right:
                names = table.columns[area.left - table.left : area.right - table.left + 1]
                return pd.DataFrame(rows, columns=names)
        return pd.DataFrame(rows[1:], columns=rows[0])

    @_alone
    def __setitem__(self, address: str, value: Any) -> None:
        """Change inputs; what depends on them is calculated again when next read.

        A range takes one value for all its cells, or as many as it has: nested lists, a DataFrame
        (without its labels), a Series, an array. A single cell is the corner of what it is given.
        What is put where an array has spilled is in its way: the array is #SPILL!. Nothing changes
        if one of the values cannot be in a cell (``TypeError``, ``ValueError``), or one of the
        cells holds a formula (``ValueError``).
        """
        from xl_kpis.formula.face.values_in import scalars

        put = dict(scalars(value, self._area(address), self.model.date1904))
        for cell in put:
            if self.editing.holds_formula(cell):
                name = self.editing.name(cell)
                raise EditError("holds formula", cell=name, address=repr(name))
        in_the_way = dict.fromkeys(filter(self.editing.is_of_saved_array, put))
        if in_the_way:
            self.editing.enter(in_the_way)
            self._take_in()
        state = self.compiled.state
        for (sheet, row, col), scalar in put.items():
            spilled = spills.undo(state, sheet, row, col)
            if spilled is not None:
                self._changed.append(spilled)
            state.put_input(sheet, row, col, scalar)
            self._changed.append(Area(sheet, row, col, row, col))
            self._edits[sheet, row, col] = scalar

    @_alone
    def scenarios(self, inputs: pd.DataFrame, outputs: Sequence[str]) -> pd.DataFrame:
        """The outputs for many sets of inputs, all at once; the workbook stays as it is.

        ``inputs`` has a column per input cell (its address or name) and a row per case; blanks
        and not-a-numbers are blank cells. The result has the same index and a column per output.
        ``KeyError`` for what is no cell, ``ValueError`` for an input that holds a formula.

        >>> import pandas as pd
        >>> book = Book.of({"A1": 200, "B1": 220, "C1": 50, "D1": "=(B1-C1)/A1"})
        >>> book.scenarios(pd.DataFrame({"C1": [50, 60], "A1": [200, 100]}), ["D1"])
             D1
        0  0.85
        1  1.60
        """
        import pandas as pd

        from xl_kpis.formula.values.python_values import to_scalar

        given = [self._one_cell(str(name)) for name in inputs.columns]
        wanted = [self._one_cell(name) for name in outputs]
        for name, area in zip(inputs.columns, given, strict=True):
            if self.state.owner(*area[:3]) is not None:
                raise EditError("input", cell=name)
        values = [
            [
                None
                if item is None or item != item
                else to_scalar(item, date1904=self.model.date1904)
                for item in inputs.iloc[:, i].tolist()
            ]
            for i in range(len(given))
        ]
        found = self._cases(given, values, wanted)
        columns = {i: pd.Series(items, inputs.index) for i, items in enumerate(found)}
        return pd.DataFrame(columns, index=inputs.index).set_axis(list(outputs), axis=1)

    def _cases(
        self, inputs: Sequence[Area], values: Sequence[list[Scalar]], outputs: Sequence[Area]
    ) -> list[list[Scalar]]:
        """Per output its value in each case, all cases at once where that can be."""
        from xl_kpis.formula.calculate.scenarios import run

        self._settle()
        if self.calculation.data_tables:
            return self._case_by_case(inputs, values, outputs)
        return run(
            self.state,
            self.dependency_index,
            inputs,
            values,
            outputs,
            lambda some: self._case_by_case(inputs, some, outputs),
        )

    def _case_by_case(
        self, inputs: Sequence[Area], values: Sequence[list[Scalar]], outputs: Sequence[Area]
    ) -> list[list[Scalar]]:
        """Per output its value in each case, one case calculated after the other."""
        before = [self.model.value(*area[:3]) for area in inputs]
        out: list[list[Scalar]] = [[] for _ in outputs]
        try:
            for case in zip(*values, strict=True):
                self.put(inputs, case)
                self._settle()
                for column, area in zip(out, outputs, strict=True):
                    column.append(self.model.value(*area[:3]))
        finally:
            self.put(inputs, before)
            self._settle()
        return out

    def _one_cell(self, address: str) -> Area:
        area = self._area(address)
        if not area.is_cell:
            raise AddressError("one cell", address=repr(address))
        return area

    @_alone
    def put(self, cells: Sequence[Area], values: Sequence[Scalar]) -> None:
        """Put values into input cells for a what-if, not for the file."""
        for area, value in zip(cells, values, strict=True):
            self.state.put_input(*area[:3], value)
        self._changed += cells

    @_alone
    def goal_seek(self, output: str, goal: float, by: str) -> float:
        """The value of the input ``by`` for which ``output`` is ``goal``: of those on either side
        that a search finds, the one nearest to what the input is now. The workbook stays as it is.

        ``KeyError`` for what is no cell, ``ValueError`` if the input holds a formula, or if no
        value was found.

        >>> book = Book.of({"A1": 1000, "B1": 0.05, "C1": "=FV(B1,10,0,-A1)"})
        >>> round(book.goal_seek("C1", 2000, by="B1"), 12)
        0.071773462536
        """
        from xl_kpis.formula.face.goal_seek import solve

        cell, target = self._one_cell(by), self._one_cell(output)
        if self.state.owner(*cell[:3]) is not None:
            raise EditError("input", cell=by)
        start = self[by]

        def many(inputs: list[float]) -> list[float]:
            found = self._cases([cell], [list(inputs)], [target])[0]
            return [v - goal if type(v) is float else float("nan") for v in found]

        found = solve(lambda x: many([x])[0], many, start if type(start) is float else 0.0)
        if found is None:
            raise EditError("not found", by=by, output=output, goal=goal)
        return found

    @_alone
    def solve(
        self,
        goals: Mapping[str, float],
        by: Sequence[str],
        between: Mapping[str, tuple[float | None, float | None]] | None = None,
    ) -> dict[str, float]:
        """The values of several inputs for which each output is its goal, near to what the inputs
        are now: what Excel's *Solver* finds where values are to be met. The workbook stays as it
        is. ``between`` says how low and how high inputs may be (None: as low or high as can be).

        ``KeyError`` for what is no cell, ``ValueError`` if an input holds a formula, an output is
        no number, or if no values were found.

        >>> book = Book.of({"A1": 100, "B1": 20, "C1": "=A1*B1", "D1": "=A1-B1*3"})
        >>> found = book.solve({"C1": 2400, "D1": 60}, by=["A1", "B1"], between={"B1": (0, None)})
        >>> {cell: round(value, 9) for cell, value in found.items()}
        {'A1': 120.0, 'B1': 20.0}
        """
        from xl_kpis.formula.face.solving import solve_inputs

        cells = {name: self._one_cell(name) for name in (*by, *goals)}
        for name in by:
            if self.state.owner(*cells[name][:3]) is not None:
                raise EditError("input", cell=name)

        def outputs(values: list[list[Scalar]]) -> list[list[Scalar]]:
            given, wanted = [cells[name] for name in by], [cells[name] for name in goals]
            return self._cases(given, values, wanted)

        return solve_inputs(outputs, {name: self[name] for name in by}, goals, between or {})

    @_alone
    def data_table(
        self, output: str, rows: Mapping[str, Sequence[Any]], columns: Mapping[str, Sequence[Any]]
    ) -> pd.DataFrame:
        """An output for every pair of two inputs' values: Excel's two-way *Data Table*.

        >>> book = Book.of({"A1": 200, "B1": 50, "C1": "=B1/A1"})
        >>> book.data_table("C1", {"A1": [100, 200]}, {"B1": [10, 20]}).to_numpy().tolist()
        [[0.1, 0.2], [0.05, 0.1]]
        """
        import pandas as pd

        ((down, first),) = rows.items()
        ((across, second),) = columns.items()
        pairs = [(a, b) for a in first for b in second]
        cases = pd.DataFrame(pairs, columns=[down, across])
        found = self.scenarios(cases, [output])[output].to_numpy().reshape(len(first), len(second))
        return pd.DataFrame(found, pd.Index(first, name=down), pd.Index(second, name=across))

    @_alone
    def evaluate(self, formula: str, sheet: str | int = 0) -> CellValues:
        """The value of a formula as if it stood on a sheet of this workbook, in an empty cell far
        from the others; an array comes as rows of values.

        >>> Book.of({"A1": [[1], [2], [3]]}).evaluate("=SUM(A1:A3)*2")
        12.0
        """
        from xl_kpis.formula.compile.compiler import compile_formula

        parse(formula)  # a formula nobody can read is the caller's to hear about
        self._settle()
        index = self.sheets[sheet].index
        frame = Frame(self.state, index, FREE_ROW, FREE_COL)
        compiled = compile_formula(self.model, formula, index, FREE_ROW, FREE_COL, "array")
        try:
            value: Any = evaluating(compiled.run, frame)
        except Failure as failure:
            return failure.error
        except RecursionError:
            return NUM
        if isinstance(value, Reference):
            value = frame.once(value)
        large = isinstance(value, (np.ndarray, Repeated)) and spills.does_not_fit(value.shape, 0, 0)
        if large or spills.leaves_sheet(compiled.node, FREE_ROW, FREE_COL):
            return SPILL
        if isinstance(value, Repeated):
            value = value.shown()
        if isinstance(value, np.ndarray) and value.size != 1:
            return [[cell_result(item) for item in row] for row in value.tolist()]
        return cell_result(value)

    # ---- calculating ------------------------------------------------------------------------

    @_alone
    def settle(self) -> None:
        """Calculate what is not up to date; asking for a value does so, too."""
        self._settle()

    def _settle(self, area: Area | None = None) -> None:
        """Calculate what is not up to date: all of it, or what the cells of an area need."""
        self.editing.take_in()
        if area is not None and not (self._find_region or self.calculation.fills(area)):
            return  # inputs are as they are
        if self._fresh:
            if self._changed:
                self._recalculate_changed()
        elif area is None or not self._settle_for(area):
            self.recalculate()

    def _settle_for(self, area: Area) -> bool:
        """Calculate what an area needs in a book that was not calculated yet; whether that could
        be done without all the rest. The numbers that a seed gives are dealt out in one order."""
        if self._find_region or self._seed is not None:
            return False
        if self._changed:
            self._changed.clear()
            self.calculation.begun = False
        return self.calculation.run_for(area)

    def _is_stale(self) -> None:
        """Nothing that was calculated holds any more."""
        self._fresh = False
        if self._calculation is not None:
            self._calculation.begun = False

    @_alone
    def recalculate(
        self,
        *,
        timeout: float | None = None,
        memory: int | None = None,
        cancel: Cancellation | None = None,
    ) -> Report:
        """Calculate every formula and say what happened.

        ``timeout`` (seconds), ``memory`` (bytes more than the process has now) and ``cancel`` (a
        token another thread may cancel) bound what that takes: beyond them it ends with
        :class:`~xl_kpis.formula.calculate.budget.CalculationStopped`, which names the cell, and the
        workbook counts as not calculated.

        >>> book = Book.of({"A1": "=REDUCE(0,SEQUENCE(999,999),LAMBDA(a,x,a+MOD(x,7)))"})
        >>> book.recalculate(timeout=0.05)  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        xl_kpis.formula.calculate.budget.OutOfTime: The calculation was stopped after ...
        """
        budget = Budget(timeout, memory, cancel)
        began = time.perf_counter()
        self.editing.take_in()
        self._fresh = False  # and remains so if this is stopped on the way
        budget.within(self.model, self._calculate)
        self._changed.clear()
        self._fresh = True
        self._seconds = time.perf_counter() - began
        return self.report()

    def _calculate(self) -> None:
        """Calculate all, and again where the file turns out to be of another region."""
        self.calculation.run()
        if self._find_region:
            from xl_kpis.formula.calculate.region_of_file import region_of_file

            self.model.region, self._region_by = region_of_file(self.state, self._hint())
            self._find_region = False
            if self.model.region is not EN_US:
                self.calculation.run()

    @_alone
    def report(self) -> Report:
        """What the last calculation did.

        >>> book = Book.of({"A1": "=1/0", "B1": "=NOSUCH(1)", "C1": 1})
        >>> book.recalculate().errors == book.report().errors
        True
        >>> book.report().formulas, book.report().errors, book.report().unsupported
        (2, {'#DIV/0!': 1, '#NAME?': 1}, {'NOSUCH': ['Sheet1!B1']})
        """
        if self.calculation.begun:
            return self.recalculate()
        found = report(self.state, self._seconds)
        found.region_by = self._region_by
        return found

    def _hint(self) -> str | None:
        """The region a file names, apart from its values."""
        from xl_kpis.formula.xlsx.read.region_hints import region_hints

        return None if self.package is None else region_hints(self.package)

    @property
    @_alone
    def dependency_index(self) -> DependencyIndex:
        """Who reads what."""
        return index_of(self.state)

    def _recalculate_changed(self) -> None:
        changed, self._changed = self._changed, []
        self._fresh = False
        self.calculation.run_changed(changed)
        self._fresh = True

    # ---- understanding ----------------------------------------------------------------------

    @property
    def formula(self) -> BookFormulas:
        """The formulas: ``book.formula["C2"]`` reads one, ``book.formula["C2"] = "=A2*2"`` enters
        one, ``list(book.formula)`` has the cells of all.

        >>> book = Book.of({"A1": 1, "B1": "=A1*2"})
        >>> book.formula["C1"] = "=B1+1"
        >>> book.formula["B1"], book["C1"], list(book.formula)
        ('=A1*2', 3.0, ['Sheet1!B1', 'Sheet1!C1'])
        """
        from xl_kpis.formula.face.formulas import BookFormulas

        return BookFormulas(self)

    @_alone
    def formula_at(self, address: str) -> str | None:
        """The formula of a cell, or of the first of a range."""
        return self.formula_in(*self._area(address)[:3])

    @_alone
    def formula_in(self, sheet: int, row: int, col: int) -> str | None:
        """The formula of a cell by its place."""
        return self.state.formula_text(sheet, row, col)

    @property
    def function(self) -> BookFunctions:
        """Functions that this book's formulas alone may call: ``@book.function`` declares one,
        ``book.function.remove("MARGIN")`` takes it away again.

        >>> book = Book.of({"A1": "=MARGIN(200,150)"})
        >>> @book.function
        ... def MARGIN(price: float, cost: float) -> float:
        ...     return (price - cost) / price
        >>> book["A1"]
        0.25
        """
        return BookFunctions(self)

    @_alone
    def take_functions(self, functions: Iterable[Given]) -> None:
        """Let formulas call these from now on."""
        for given in functions:
            self.own.take(given)
        self.begin_anew()

    @_alone
    def drop_function(self, name: str) -> None:
        """Let formulas call one no more."""
        self.own.drop(name)
        self.begin_anew()

    @property
    def sheets(self) -> Sheets:
        """The sheets by name or position, in the order of their tabs.

        >>> book = Book.of({"A1": 1, "Rates!B2": 0.2})
        >>> [sheet.name for sheet in book.sheets], book.sheets["Rates"]["B2"]
        (['Sheet1', 'Rates'], 0.2)
        """
        from xl_kpis.formula.face.sheet_view import Sheets

        return Sheets(self)

    @property
    def names(self) -> BookNames:
        """What the defined names stand for.

        >>> book = Book.of({"A1": 0.2, "B1": "=100*rate"})
        >>> book.names["rate"] = "=Sheet1!$A$1"
        >>> book["B1"], book["rate"]
        (20.0, 0.2)
        """
        from xl_kpis.formula.face.names import BookNames

        return BookNames(self)

    @property
    def tables(self) -> dict[str, str]:
        """Where the tables are, with their headings and totals.

        ``book["Sales"]`` has a table's data, ``book["Sales[Total]"]`` one of its columns.

        >>> import openpyxl
        >>> from openpyxl.worksheet.table import Table
        >>> workbook = openpyxl.Workbook()
        >>> for row in (["client", "hours"], ["A", 3], ["B", 4]):
        ...     workbook.active.append(row)
        >>> workbook.active.add_table(Table(displayName="Sales", ref="A1:B3"))
        >>> book = load(workbook)
        >>> book.tables, book["Sales[hours]"]
        ({'Sales': 'Sheet!A1:B3'}, [[3.0], [4.0]])
        """
        return {table.name: self.address(_whole(table)) for table in self.model.tables}

    @_alone
    def precedents(self, address: str, depth: int | None = 1) -> list[str]:
        """The cells and ranges that the formulas of a cell or range name, in the order they name
        them; with a ``depth`` also what those name, and so on (None: to the end).

        >>> book = Book.of({"A1": 1, "B1": "=A1*2", "C1": "=B1+1"})
        >>> book.precedents("C1"), book.precedents("C1", depth=None)
        (['Sheet1!B1'], ['Sheet1!B1', 'Sheet1!A1'])
        """
        from xl_kpis.formula.face import tracing

        area = self._area(address)
        return [self.address(found) for found in tracing.precedents(self.state, area, depth)]

    @_alone
    def dependents(self, address: str, depth: int | None = 1) -> list[str]:
        """The cells and ranges whose formulas read any of these cells directly; with a ``depth``
        also those that read these, and so on (None: to the end).

        >>> book = Book.of({"A1": 1, "B1": "=A1*2", "C1": "=B1+1"})
        >>> book.dependents("A1"), book.dependents("A1", depth=None)
        (['Sheet1!B1'], ['Sheet1!B1', 'Sheet1!C1'])
        """
        from xl_kpis.formula.face import tracing

        area = self._area(address)
        found = tracing.dependents(self.dependency_index, area, depth)
        return [self.address(part) for part in found]

    @_alone
    def edges(self) -> list[tuple[str, str]]:
        """What is read with who reads it, formula by formula, filled ones as a whole; made for
        graphs: ``networkx.DiGraph(book.edges())``.

        >>> Book.of({"A1": 1, "B1": "=A1*2", "C1": "=SUM(A1:B1)"}).edges()
        [('Sheet1!A1', 'Sheet1!B1'), ('Sheet1!A1:B1', 'Sheet1!C1')]
        """
        from xl_kpis.formula.face import tracing

        return [(self.address(a), self.address(b)) for a, b in tracing.edges(self.state)]

    @_alone
    def error_path(self, address: str) -> list[str]:
        """The cells from one that holds an error to the one where that error starts; empty if it
        holds none.

        >>> book = Book.of({"A1": 0, "B1": "=1/A1", "C1": "=B1+1", "D1": "=SUM(A1:C1)"})
        >>> book.error_path("D1")
        ['Sheet1!D1', 'Sheet1!B1']
        """
        from xl_kpis.formula.face import tracing

        area = self._area(address)
        self._settle()
        return [self.address(cell) for cell in tracing.error_path(self.state, *area[:3])]

    @_alone
    def explain(self, address: str) -> Explanation:
        """A formula with the value of each of its parts, innermost first.

        >>> print(Book.of({"A1": 200, "B1": "=A1*2+1"}).explain("B1"))
        A1  →  200
        A1*2  →  400
        A1*2+1  →  401
        """
        from xl_kpis.formula.calculate.explanation import explain

        area = self._area(address)
        self._settle()
        return evaluating(explain, self.state, area.sheet, area.top, area.left)

    def address(self, area: Area) -> str:
        """How a person writes an area: ``Inputs!C5`` or ``'My sheet'!A1:B2``."""
        from xl_kpis.formula.calculate.explanation import address

        return address(self.model, area)

    # ---- files ------------------------------------------------------------------------------

    @_alone
    def to_bytes(self) -> bytes:
        """The workbook's file with the values of its formulas, and the inputs that were set.

        >>> import openpyxl
        >>> workbook = openpyxl.Workbook()
        >>> workbook.active.append([2, "=A1*3"])
        >>> book = load(workbook)
        >>> book["A1"] = 5
        >>> load(book.to_bytes())["A1:B1"]
        [[5.0, 15.0]]
        """
        from xl_kpis.formula.xlsx import write_values

        self._settle()
        package, spills = self._file(), self._spills()
        return write_values(package, self.model, spills, inputs=self._edits)[0]

    @_alone
    def save(self, path: str | Path | BinaryIO) -> Written:
        """Write the file, all at once or not at all, to a path or an address such as
        ``s3://bucket/a.xlsx``; or into a binary file that is open.

        >>> import io, openpyxl
        >>> workbook = openpyxl.Workbook()
        >>> workbook.active.append([2, "=A1*3"])
        >>> target = io.BytesIO()
        >>> _ = load(workbook).save(target)
        >>> load(target)["B1"]
        6.0
        """
        from xl_kpis.formula.xlsx import save

        self._settle()
        with not_searched():
            package, spills = self._file(), self._spills()
            return save(package, self.model, path, spills, inputs=self._edits)

    def _file(self) -> Package:
        """The package to write to, with the formulas and names entered."""
        if self.package is None:
            raise EditError("no file")
        return self.editing.file(self.package)

    # ---- as an object -----------------------------------------------------------------------

    @_alone
    def copy(self) -> Book:
        """Another book with the same formulas and values, which changes by itself.

        >>> book = Book.of({"A1": 1, "B1": "=A1*2"})
        >>> other = book.copy()
        >>> other["A1"] = 5
        >>> book["B1"], other["B1"]
        (2.0, 10.0)
        """
        return deepcopy(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> Book:
        return _remade(self._remains())

    def __reduce__(self) -> tuple[Any, ...]:
        return _remade, (self._remains(),)

    @_alone
    def _remains(self) -> Remains:
        from xl_kpis.formula.face.remains import remains_of

        options = {
            "now": self._now,
            "seed": self._seed,
            "region": AUTO if self._find_region else self.region,
        }
        return remains_of(self, options, self._edits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        """Nothing is left open; a book may be used afterwards."""

    def __repr__(self) -> str:
        name = self.model.file_name or "a book"
        cells = sum(len(c) for s in self.model.sheets for c in s.cells.by_index.values())
        return f"<{name}: {len(self.sheets)} sheets, {cells:,} cells>"

    def _repr_html_(self) -> str:
        from xl_kpis.formula.face.shown import as_html

        return as_html(self)

    def _spills(self) -> list[Area]:
        """Where the dynamic arrays reach now."""
        return [
            Area(g.sheet, *(g.spill or (g.run.top, g.run.left, g.run.top, g.run.left)))
            for g in self.state.dynamic
        ]


def load(
    source: Source,
    *,
    now: datetime.datetime | None = None,
    seed: int | None = None,
    region: str = EN_US.tag,
) -> Book:
    """Open a workbook: a path, an address such as ``s3://bucket/a.xlsx``, bytes, a binary file
    object or an openpyxl ``Workbook``, which is read as it would save itself.

    ``now`` fixes NOW and TODAY, ``seed`` the random functions. ``region`` is that of the computer
    whose separators, names and orders of dates texts shall have, such as ``fr-FR``, or
    ``auto`` for the one that gives back the values Excel left in the file. Raises ``WorkbookError``
    with one sentence where the file cannot be read.

    >>> import openpyxl
    >>> workbook = openpyxl.Workbook()
    >>> workbook.active.append([6, "=A1*7"])
    >>> load(workbook)["B1"]
    42.0
    """
    from xl_kpis.formula.xlsx import open_package, read_model

    with not_searched():
        package = open_package(source)
        return Book(read_model(package), package, now=now, seed=seed, region=region)


def evaluate(
    formula: str,
    cells: Mapping[str, Any] | None = None,
    *,
    now: datetime.datetime | None = None,
    seed: int | None = None,
    region: str = EN_US.tag,
) -> CellValues:
    """The value of a formula, with cells it may read; an array comes as rows of values.

    >>> evaluate("=SUM(A1:A2)*2", {"A1": 1, "A2": 2})
    6.0
    >>> evaluate("=1/0")
    #DIV/0!
    >>> evaluate("={1,2}+1")
    [[2.0, 3.0]]
    >>> evaluate('=A1/2&TEXT(A1," mmmm")', {"A1": 45351}, region="fr-FR")
    '22675,5 février'
    """
    parse(formula)  # a formula nobody can read is the caller's to hear about
    return Book.of(cells or {}, now=now, seed=seed, region=region).evaluate(formula)


FREE_ROW, FREE_COL = 1_000_000, 16_000
"""Where a formula evaluated on its own is thought to stand: away from the cells given to it."""


def _region_of(tag: str) -> Region:
    from xl_kpis.formula.values.regions import region  # few workbooks need it

    return region(tag)


def _whole(table: Table) -> Area:
    return Area(table.sheet, table.top, table.left, table.bottom, table.right)


def _remade(left: Remains) -> Book:
    """A book of what another one left."""
    if left.model is not None:
        book = Book(left.model, **left.options)
        book.take_functions(left.functions)
        return book
    book = load(left.data, **left.options)
    book.take_functions(left.functions)
    assert book.package is not None
    book.package.file = book.model.file_name = left.file
    for name, text in left.defined.items():
        book.editing.define(name, text)
    if left.entered:
        book.editing.enter(left.entered)
    for (sheet, row, col), value in left.put.items():
        book.state.put_input(sheet, row, col, value)
    for (sheet, row, col), value in left.edits.items():
        book.model.sheets[sheet].cells.set(row, col, value)
    book._edits = dict(left.edits)
    return book
