"""A workbook one can calculate, question and save: the engine's public face."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import numpy as np

from xl_kpis.errors import NUM, SPILL, ExcelError, Failure
from xl_kpis.formula.calculate import spills
from xl_kpis.formula.calculate.calculation import Calculation
from xl_kpis.formula.calculate.cell_results import cell_result
from xl_kpis.formula.calculate.dependents import DependencyIndex
from xl_kpis.formula.calculate.report import Report, report
from xl_kpis.formula.calculate.state import State, evaluating
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.precedents import precedents_of
from xl_kpis.formula.compile.stack_room import Exclusive
from xl_kpis.formula.compile.typed_formulas import may_spill
from xl_kpis.formula.grammar import parse
from xl_kpis.formula.reference import Area, Reference, cell_name, parse_area
from xl_kpis.formula.sheets.columns import Column
from xl_kpis.formula.sheets.model import Model, Run, RunKind, Sheet
from xl_kpis.formula.values.region import EN_US
from xl_kpis.formula.values.regions import region as region_of
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.serials import from_python
from xl_kpis.formula.values.value import Scalar
from xl_kpis.garbage import not_searched

if TYPE_CHECKING:
    import pandas as pd

    from xl_kpis.formula.calculate.explanation import Explanation
    from xl_kpis.formula.xlsx import Package, Written


P = ParamSpec("P")
R = TypeVar("R")


def _alone(method: Callable[Concatenate[Book, P], R]) -> Callable[Concatenate[Book, P], R]:
    """The method, for one thread after the other."""

    @wraps(method)
    def locked(book: Book, *args: P.args, **kwargs: P.kwargs) -> R:
        with book._lock:
            return method(book, *args, **kwargs)

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
        model.region = region_of(region)
        self.package = package
        self._now, self._seed = now, seed
        self._calculation: Calculation | None = None
        self._index: DependencyIndex | None = None
        self._changed: list[Area] = []
        self._edits: dict[tuple[int, int, int], Scalar] = {}
        self._fresh = False
        self._seconds = 0.0
        self._lock = Exclusive()

    @classmethod
    def of(cls, cells: Mapping[str, Any], **options: Any) -> Book:
        """A book of one sheet (or more: ``"Sheet2!A1"``) from cells; texts that begin with ``=``
        are formulas, which spill where they give several values, as those typed into Excel do;
        nested lists fill a block.

        >>> Book.of({"A1": "=SEQUENCE(3)*10"})["A1:A3"]
        [[10.0], [20.0], [30.0]]
        """
        model = Model()
        model.sheets.append(Sheet("Sheet1"))
        placed: dict[tuple[int, int], dict[int, Scalar]] = {}
        for address, value in cells.items():
            sheet_name, _, cell = address.rpartition("!")
            if sheet_name.startswith("'"):
                sheet_name = sheet_name[1:-1].replace("''", "'")
            index = model.sheet_index(sheet_name) if sheet_name else 0
            if index is None:
                model.sheets.append(Sheet(sheet_name))
                index = len(model.sheets) - 1
            area = parse_area(cell, index)
            rows = value if isinstance(value, list) else [[value]]
            rows = [row if isinstance(row, list) else [row] for row in rows]
            for i, row in enumerate(rows):
                for j, item in enumerate(row):
                    at = area.top + i, area.left + j
                    if isinstance(item, str) and item.startswith("=") and len(item) > 1:
                        kind: RunKind = "dynamic" if may_spill(item[1:]) else "normal"
                        model.sheets[index].runs.append(Run(*at, *at, item[1:], kind))
                        item = None
                    placed.setdefault((index, at[1]), {})[at[0]] = to_scalar(item)
        for (index, col), column in placed.items():
            in_order = sorted(column)
            model.sheets[index].cells.by_index[col] = Column.of(
                in_order, [column[row] for row in in_order]
            )
        return cls(model, **options)

    @property
    def calculation(self) -> Calculation:
        """The compiled formulas."""
        return self._calculation or self._compiled()

    @_alone
    def _compiled(self) -> Calculation:
        if self._calculation is None:
            with not_searched():
                self._calculation = Calculation(self.model, now=self._now, seed=self._seed)
            if self.package is not None:
                from xl_kpis.formula.xlsx import read_asked

                read_asked(self.package, self.model, self._calculation.state.asks)
        return self._calculation

    @property
    def state(self) -> State:
        """The formulas, and who owns which cells."""
        return self.calculation.state

    # ---- values -----------------------------------------------------------------------------

    @_alone
    def resolve(self, address: str) -> Reference:
        """The cells an address or a name stands for; ``KeyError`` if it stands for none."""
        return self._resolve(address)

    def _resolve(self, address: str) -> Reference:
        frame = Frame(self.state, 0, 0, 0)
        found = self.state.reference_from_text(address, frame, a1=True)
        if found is None:
            raise KeyError(f"{address!r} is no cell, range or name of this workbook")
        return found

    @_alone
    def __getitem__(self, address: str) -> Any:
        """A cell's value, or a range's as rows of values."""
        area = self._resolve(address).area
        self._settle()
        if area.is_cell:
            return self.model.value(*area[:3])
        return [list(row) for row in self.array(area).tolist()]

    @_alone
    def array(self, area: Area) -> np.ndarray:
        """The values of a rectangle as a 2-D array, blanks None."""
        self._settle()
        sheet, top, left, bottom, right = area
        return self.model.sheets[sheet].cells.read(sheet, top, left, bottom, right)

    @_alone
    def frame(self, address: str, *, header: bool = True) -> pd.DataFrame:
        """A range as a DataFrame; its first row are the column names unless ``header=False``."""
        import pandas as pd

        area = self._resolve(address).area
        rows = self.array(area).astype(object).tolist()
        if header:
            return pd.DataFrame(rows[1:], columns=rows[0])
        return pd.DataFrame(rows)

    @_alone
    def __setitem__(self, address: str, value: Any) -> None:
        """Change an input; what depends on it is calculated again when next read."""
        area = self._resolve(address).area
        rows = value if isinstance(value, list) else [[value]]
        rows = [row if isinstance(row, list) else [row] for row in rows]
        for i, row in enumerate(rows):
            for j, item in enumerate(row):
                self._set_cell(area.sheet, area.top + i, area.left + j, item)

    def _set_cell(self, sheet: int, row: int, col: int, value: Any) -> None:
        if self.state.owner(sheet, row, col) is not None:
            name = f"{self.model.sheets[sheet].name}!{cell_name(row, col)}"
            raise ValueError(f"{name} holds a formula; only input cells can be set")
        scalar = to_scalar(value, date1904=self.model.date1904)
        spilled = spills.undo(self.state, sheet, row, col)
        if spilled is not None:
            self._changed.append(spilled)
        self.state.put_input(sheet, row, col, scalar)
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

        from xl_kpis.formula.calculate.scenarios import run

        given = [self._one_cell(str(name)) for name in inputs.columns]
        wanted = [self._one_cell(name) for name in outputs]
        for name, area in zip(inputs.columns, given, strict=True):
            if self.state.owner(*area[:3]) is not None:
                raise ValueError(f"{name} holds a formula; only input cells can be set")
        self._settle()
        values = [
            [
                None
                if item is None or item != item
                else to_scalar(item, date1904=self.model.date1904)
                for item in inputs.iloc[:, i].tolist()
            ]
            for i in range(len(given))
        ]
        if self.calculation.data_tables:
            found = self._case_by_case(given, values, wanted)
        else:
            found = run(
                self.state,
                self.dependency_index,
                given,
                values,
                wanted,
                lambda some: self._case_by_case(given, some, wanted),
            )
        columns = {i: pd.Series(items, inputs.index) for i, items in enumerate(found)}
        return pd.DataFrame(columns, index=inputs.index).set_axis(list(outputs), axis=1)

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
        area = self._resolve(address).area
        if not area.is_cell:
            raise KeyError(f"{address!r} is more than one cell")
        return area

    @_alone
    def put(self, cells: Sequence[Area], values: Sequence[Scalar]) -> None:
        """Put values into input cells for a what-if, not for the file."""
        for area, value in zip(cells, values, strict=True):
            self.state.put_input(*area[:3], value)
        self._changed += cells

    # ---- calculating ------------------------------------------------------------------------

    @_alone
    def settle(self) -> None:
        """Calculate what is not up to date."""
        self._settle()

    def _settle(self) -> None:
        if not self._fresh:
            self.recalculate()
        elif self._changed:
            self._recalculate_changed()

    @_alone
    def recalculate(self) -> Report:
        """Calculate every formula and say what happened."""
        began = time.perf_counter()
        self._fresh = False  # and remains so if this is stopped on the way
        self.calculation.run()
        self._changed.clear()
        self._fresh = True
        self._seconds = time.perf_counter() - began
        return self.report()

    @_alone
    def report(self) -> Report:
        """What the last calculation did."""
        return report(self.state, self._seconds)

    @property
    @_alone
    def dependency_index(self) -> DependencyIndex:
        """Who reads what."""
        if self._index is None:
            self._index = DependencyIndex(self.state)
        return self._index

    def _recalculate_changed(self) -> None:
        changed, self._changed = self._changed, []
        self._fresh = False
        self.calculation.run_changed(changed, self.dependency_index)
        self._fresh = True

    # ---- understanding ----------------------------------------------------------------------

    @_alone
    def formula(self, address: str) -> str | None:
        """A cell's formula with its ``=``; None if it has none."""
        area = self._resolve(address).area
        return self.state.formula_text(area.sheet, area.top, area.left)

    @_alone
    def precedents(self, address: str) -> list[str]:
        """The cells and ranges that a cell's formula names, in the order it names them."""
        area = self._resolve(address).area
        group = self.state.owner(area.sheet, area.top, area.left)
        if group is None:
            return []
        here = Run(area.top, area.left, area.top, area.left, group.run.text)
        found = precedents_of(self.model, group)
        return list(dict.fromkeys(self.address(p.over(here)) for p in found))

    @_alone
    def dependents(self, address: str) -> list[str]:
        """The cells and ranges whose formulas read any of these cells directly."""
        area = self._resolve(address).area
        parts = sorted(part for _, part in self.dependency_index.readers(area))
        return list(dict.fromkeys(self.address(part) for part in parts))

    @_alone
    def explain(self, address: str) -> Explanation:
        """A formula with the value of each of its parts, innermost first."""
        from xl_kpis.formula.calculate.explanation import explain

        self._settle()
        area = self._resolve(address).area
        return evaluating(explain, self.state, area.sheet, area.top, area.left)

    def address(self, area: Area) -> str:
        """How a person writes an area: ``Inputs!C5`` or ``'My sheet'!A1:B2``."""
        from xl_kpis.formula.calculate.explanation import address

        return address(self.model, area)

    # ---- files ------------------------------------------------------------------------------

    @_alone
    def to_bytes(self) -> bytes:
        """The workbook's file with the values of its formulas, and the inputs that were set."""
        from xl_kpis.formula.xlsx import write_values

        self._settle()
        package, spills = self._file(), self._spills()
        return write_values(package, self.model, spills, inputs=self._edits)[0]

    @_alone
    def save(self, path: str | Path) -> Written:
        """Write the file, all at once or not at all."""
        from xl_kpis.formula.xlsx import save

        self._settle()
        with not_searched():
            return save(self._file(), self.model, path, self._spills(), inputs=self._edits)

    def _file(self) -> Package:
        """The package read."""
        if self.package is None:
            raise ValueError("this workbook was not loaded from a file, so there is none to write")
        return self.package

    def _spills(self) -> list[Area]:
        """Where the dynamic arrays reach now."""
        return [
            Area(g.sheet, *(g.spill or (g.run.top, g.run.left, g.run.top, g.run.left)))
            for g in self.state.groups
            if g.run.kind == "dynamic"
        ]


def load(
    source: Any,
    *,
    now: datetime.datetime | None = None,
    seed: int | None = None,
    region: str = EN_US.tag,
) -> Book:
    """Open a workbook: a path, bytes, a binary file object or an openpyxl ``Workbook``, which is
    read as it would save itself.

    ``now`` fixes NOW and TODAY, ``seed`` the random functions. ``region`` is that of the computer
    whose separators, names and orders of dates texts shall have, such as ``fr-FR``. Raises
    ``WorkbookError`` with one sentence where the file cannot be read.
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
) -> Any:
    """The value of a formula, with cells it may read; an array comes as rows of values.

    >>> evaluate("=SUM(A1:A2)*2", {"A1": 1, "A2": 2})
    6.0
    >>> evaluate("=1/0")
    #DIV/0!
    >>> evaluate("={1,2}+1")
    [[2.0, 3.0]]
    >>> evaluate("=A1/2&TEXT(A1,\" mmmm\")", {"A1": 45351}, region="fr-FR")
    '22675,5 février'
    """
    from xl_kpis.formula.compile.compiler import compile_formula

    parse(formula)  # a formula nobody can read is the caller's to hear about
    book = Book.of(cells or {}, now=now, seed=seed, region=region)
    book.settle()
    frame = Frame(book.state, 0, FREE_ROW, FREE_COL)
    compiled = compile_formula(book.model, formula, 0, FREE_ROW, FREE_COL, "array")
    try:
        value: Any = evaluating(compiled.run, frame)
    except Failure as failure:
        return failure.error
    except RecursionError:
        return NUM
    if isinstance(value, Reference):
        value = frame.once(value)
    if isinstance(value, Repeated):
        value = value.core
    if spills.leaves_sheet(compiled.node, FREE_ROW, FREE_COL):
        return SPILL
    if isinstance(value, np.ndarray) and value.size != 1:
        return [[cell_result(item) for item in row] for row in value.tolist()]
    return cell_result(value)


FREE_ROW, FREE_COL = 1_000_000, 16_000
"""Where a formula evaluated on its own is thought to stand: away from the cells given to it."""


def to_scalar(value: Any, *, date1904: bool = False) -> Scalar:
    """A Python value as a cell holds it; dates become serials.

    >>> to_scalar(3), to_scalar(datetime.date(2024, 1, 31))
    (3.0, 45322.0)
    """
    if value is None or isinstance(value, (bool, str, ExcelError, float)):
        return value
    if isinstance(value, np.generic):
        return to_scalar(value.item(), date1904=date1904)
    if isinstance(value, int):
        return float(value)
    if isinstance(value, datetime.date):
        day = from_python(value, date1904)
        if day is not None:
            return day
    if isinstance(value, datetime.time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    if isinstance(value, datetime.timedelta):
        return value / datetime.timedelta(days=1)
    raise TypeError(f"a cell cannot hold {value!r}")
