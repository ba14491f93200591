"""What the engine knows of a workbook: sheets of columns, formula runs, names, tables.

The reader makes it, the planner and the evaluator work on it, the writer takes values out of it.
Rows and columns count from 0 everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np

from xl_kpis.formula.grammar import translate
from xl_kpis.formula.reference import Area
from xl_kpis.formula.sheets.columns import Columns
from xl_kpis.formula.values.region import EN_US, Region
from xl_kpis.formula.values.value import Scalar

RunKind = Literal["normal", "array", "arrays", "dynamic", "dynamics", "table"]


class Run(NamedTuple):
    """A formula over a rectangle: every cell has it, filled from the top left one.

    ``normal``: implicit intersection, one value per cell. ``array``: a legacy array formula, whose
    one result fills the rectangle. ``dynamic``: as Excel 365 writes it (``t="array"`` and ``cm``);
    the rectangle is where it spilled when saved, and it may spill otherwise now. ``arrays`` and
    ``dynamics``: such formulas of one cell each, filled over the rectangle. ``table``: a what-if
    data table; text holds ``TABLE(row_input,column_input)`` with an empty argument where there is
    none.
    """

    top: int
    left: int
    bottom: int
    right: int
    text: str
    """The formula of the top left cell, without ``=``, as the file spells it."""
    kind: RunKind = "normal"

    @property
    def is_filled(self) -> bool:
        """Whether each cell has the formula for itself; else all of them show one result."""
        return self.kind in _FILLED

    @property
    def is_cell(self) -> bool:
        return self.top == self.bottom and self.left == self.right

    @property
    def rows(self) -> list[Run]:
        """Cut into its rows."""
        return [self._replace(top=row, bottom=row) for row in range(self.top, self.bottom + 1)]

    @property
    def columns(self) -> list[Run]:
        """Cut into its columns."""
        return [self._replace(left=col, right=col) for col in range(self.left, self.right + 1)]

    def cells(self) -> Iterator[Run]:
        """The formula of each cell of a filled run by itself, in reading order."""
        kind = OF_ONE_CELL.get(self.kind, self.kind)
        for row in range(self.top, self.bottom + 1):
            for col in range(self.left, self.right + 1):
                text = translate(self.text, self.top, self.left, row, col)
                yield Run(row, col, row, col, text, kind)


_FILLED = frozenset({"normal", "arrays", "dynamics"})
FILLED_OVER: dict[RunKind, RunKind] = {"array": "arrays", "dynamic": "dynamics"}
"""What kind array formulas of one cell are as a run."""
OF_ONE_CELL: dict[RunKind, RunKind] = {filled: one for one, filled in FILLED_OVER.items()}
"""And the other way round."""


@dataclass(eq=False, repr=False)
class Table:
    """An Excel table (ListObject)."""

    name: str
    sheet: int
    top: int
    left: int
    bottom: int
    right: int
    columns: list[str]
    header_rows: int = 1
    totals_rows: int = 0


class PivotField(NamedTuple):
    """A field of a pivot table: its names (folded), and per item the values it goes by."""

    names: tuple[str, ...]
    items: list[tuple[Scalar, ...]]


class PivotLine(NamedTuple):
    """A row or column of a pivot table's data."""

    at: int
    """The row or column of the sheet."""
    items: dict[int, int]
    """Per field its item; fields summed over are not there."""
    data: int
    """Which data field it shows,"""
    tells_data: bool
    """where this axis tells them apart."""


class Pivot(NamedTuple):
    """A pivot table as it stands on its sheet."""

    area: Area
    fields: list[PivotField]
    data: list[tuple[str, ...]]
    """Per data field the names (folded) it goes by."""
    rows: list[PivotLine]
    columns: list[PivotLine]
    pages: dict[int, int]
    """Filter fields with the one item chosen."""


@dataclass(eq=False, repr=False)
class DefinedName:
    """A defined name; ``sheet`` is None for the workbook's scope."""

    name: str
    text: str
    sheet: int | None = None
    hidden: bool = False


@dataclass(eq=False, repr=False)
class Sheet:
    """A worksheet; ``part`` is its path in the package (empty for sheets not from a file)."""

    name: str
    cells: Columns = field(default_factory=Columns)
    runs: list[Run] = field(default_factory=list)
    part: str = ""
    hidden_rows: np.ndarray = field(default_factory=lambda: np.empty(0, np.int32))
    """Rows not shown, for whatever reason (sorted)."""
    filtered_rows: np.ndarray = field(default_factory=lambda: np.empty(0, np.int32))
    """Those of them hidden by a filter rather than by hand (sorted)."""
    column_widths: Callable[[], list[tuple[int, int, float]]] = list
    """Gives first column, last column and width, where it is set."""
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    """Number formats of cells, filled only where somebody asks (``CELL("format")``)."""
    saved: Callable[[Sequence[tuple[int, int]]], list[Scalar]] | None = field(
        default=None, repr=False, compare=False
    )
    """Gives the values that cells (row, column) had in the file, formulas' too; None where there is
    no file."""
    is_external: bool = False
    """A sheet of another workbook, known by the values this one keeps of it."""


@dataclass
class Iteration:
    """Iterative calculation of circular references, as the workbook sets it."""

    enabled: bool = False
    count: int = 100
    delta: float = 0.001


@dataclass(eq=False, repr=False)
class Model:
    """A workbook without its file."""

    sheets: list[Sheet] = field(default_factory=list)
    names: list[DefinedName] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    pivots: list[Pivot] = field(default_factory=list)
    """Read only where a formula calls GETPIVOTDATA."""
    date1904: bool = False
    region: Region = EN_US
    """Whose separators, names and orders of dates texts have."""
    precision_as_displayed: bool = False
    iteration: Iteration = field(default_factory=Iteration)
    external_books: list[str] = field(default_factory=list)
    """Targets of links, in the order of ``[1]``, ``[2]``, …; their sheets are in ``sheets`` under
    the name ``[1]Sheet``; their defined names in ``external_names``."""
    external_names: dict[tuple[int, str], str] = field(default_factory=dict)
    """(book number from 1, name in lower case) → what it refers to (``Sheet1!$A$1``)."""
    file_name: str = ""
    _by_name: dict[str, list[DefinedName]] = field(default_factory=dict, repr=False, compare=False)
    _found_sheets: dict[str, tuple[int, str]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """By names that sheets were asked for by, and by their own in lower case, where they were and
    what they were called."""
    _indexed: int = field(default=0, repr=False, compare=False)

    def named(self, name: str) -> list[DefinedName]:
        """The names that are called so, case folded, in the order of ``names``."""
        for defined in self.names[self._indexed :]:
            self._by_name.setdefault(defined.name.casefold(), []).append(defined)
        self._indexed = len(self.names)
        return self._by_name.get(name.casefold(), [])

    def forget_names(self) -> None:
        """Look for names anew: some were added, changed or taken away."""
        self._by_name.clear()
        self._indexed = 0

    def sheet_index(self, name: str) -> int | None:
        """The position of a sheet, case folded; None if there is none."""
        at = self._sheet_found(name)
        if at is not None:
            return at
        folded = name.casefold()
        if self._sheet_found(folded) is None:
            for i, sheet in reversed(list(enumerate(self.sheets))):
                self._found_sheets[sheet.name.casefold()] = i, sheet.name
        at = self._sheet_found(folded)
        if at is not None:
            self._found_sheets[name] = self._found_sheets[folded]
        return at

    def _sheet_found(self, name: str) -> int | None:
        """Where a sheet asked for by a name was found, if it is there now."""
        at, called = self._found_sheets.get(name, (0, None))
        there = called is not None and at < len(self.sheets) and self.sheets[at].name == called
        return at if there else None

    def value(self, sheet: int, row: int, col: int) -> Scalar:
        return self.sheets[sheet].cells.get(row, col)
