"""Scan of a sheet's rows, one cell after another: takes every form XML allows.

Cells in the usual forms are matched whole by one expression; whatever differs (attributes in
another order, single quotes, prefixes, comments, CDATA) goes through a small tokenizer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from xl_kpis.errors import NUM, UNKNOWN, ExcelError
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, cell_name
from xl_kpis.formula.values.kinds import BLANK, BOOL, ERROR, NUMBER, TEXT
from xl_kpis.formula.xlsx.package.refusal import WorkbookError
from xl_kpis.formula.xlsx.package.xml_text import (
    content,
    keeps_spaces,
    text_of,
    trimmed,
    unescape_excel,
)
from xl_kpis.formula.xlsx.read.scan_result import OTHER_TYPE, TYPE_CODES, Formulas, SheetScan

_CELL = (
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="[0-9]+")?(?: t="([a-zA-Z]+)")?'
    rb'(?: cm="([0-9]+)")?'
    rb"(/)?>(?(5)|"
    rb'(?:<f((?: [a-zA-Z0-9]+="[^"<>]*")*)(?:/>|>([^<]*)</f>))?'
    rb'(?:<v>([^<]*)</v>|(<v ?/>)|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
_MARKUP = (
    rb"|<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    rb"|<(/?)(?:([\w.\-]+):)?([\w.\-]+)((?:[^>\"'/]++|\"[^\"]*+\"|'[^']*+'|/(?!>))*+)(/?)>"
)
_USUAL = pattern(_CELL + _MARKUP, re.S)
_ANY = pattern(rb"(?!)" + _CELL + _MARKUP, re.S)
"""The same groups, but never a whole cell at once."""
_ATTRIBUTE = pattern(rb"([\w.:\-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REF = pattern(r"\s*([A-Za-z]{1,3})([0-9]{1,7})\s*\Z")
_COLUMNS: dict[bytes, int] = {}


class SheetSource(NamedTuple):
    """What a scan needs to know of the workbook around a sheet."""

    file: str
    part: str
    strings: np.ndarray
    """The shared strings (objects)."""
    date1904: bool
    max_cells: int
    max_formulas: int
    errors: Mapping[int, ExcelError] = MappingProxyType({})
    """Errors that value metadata tells, by its numbers."""

    def bad_value(
        self, row: int, col: int, value: bytes, wanted: str, **details: object
    ) -> WorkbookError:
        return WorkbookError(
            "cell value",
            file=self.file,
            part=self.part,
            cell=cell_name(row, col),
            value=repr(value.decode("utf-8", "replace")),
            wanted=wanted,
            **details,
        )

    def bad_address(self, address: str) -> WorkbookError:
        return WorkbookError("cell address", file=self.file, part=self.part, cell=address)


def column_of(letters: bytes) -> int:
    """Index of column letters (kept: a sheet has few).

    >>> column_of(b"A"), column_of(b"AA")
    (0, 26)
    """
    index = _COLUMNS.get(letters)
    if index is None:
        index = 0
        for letter in letters.upper():
            index = index * 26 + letter - 64
        _COLUMNS[letters] = index = index - 1
    return index


def attributes(raw: bytes) -> dict[str, str]:
    """Attributes of a tag, in any order and quotes.

    >>> attributes(b' t="shared" si=\\'0\\'')
    {'t': 'shared', 'si': '0'}
    """
    if not raw:
        return {}
    return {
        name.decode("latin-1"): content(double or single)
        for name, double, single in _ATTRIBUTE.findall(raw)
    }


def decode_value(
    source: SheetSource, row: int, col: int, kind: bytes, raw: bytes, keep: bool = False
) -> object:
    """The value of a cell's ``<v>`` of the given type; None if it is blank. ``keep`` says that
    spaces around a text belong to it."""
    if kind in (b"", b"n"):
        return _number(source, row, col, raw)
    if kind == b"str":
        return text_of(raw, keep)
    if kind == b"inlineStr":
        return text_of(raw, keep) if raw else None
    text = content(raw).strip()
    if not text:
        return None
    if kind == b"s":
        if not text.isdecimal() or int(text) >= len(source.strings):
            raise source.bad_value(row, col, raw, "shared string", count=len(source.strings))
        return source.strings[int(text)]
    if kind == b"b":
        return text in ("1", "true")
    if kind == b"e":
        try:
            return ExcelError.of(text)
        except KeyError:
            return UNKNOWN
    if kind == b"d":
        from xl_kpis.formula.xlsx.read.iso_dates import iso_serial  # in Strict workbooks only

        day = iso_serial(text, source.date1904)
        if day is None:
            raise source.bad_value(row, col, raw, "date")
        return day
    raise source.bad_value(row, col, raw, "type")


def _number(source: SheetSource, row: int, col: int, raw: bytes) -> object:
    text = content(raw).strip()
    if not text:
        return None
    try:
        value = float(text) if "_" not in text else None
    except ValueError:
        value = None
    if value is None:
        raise source.bad_value(row, col, raw, "number")
    return value if value - value == 0.0 else NUM


class FormulaForm(NamedTuple):
    """What an ``<f>`` with some attributes is."""

    is_formula: bool
    """An empty one is none."""
    shared: int = -1
    """The shared group of a child without text."""
    alone: int = -1
    """As :class:`~xl_kpis.formula.xlsx.read.scan_result.Formulas` has it."""
    special: dict[str, str] | None = None
    """What one says that has more to say."""


def form_of(extra: bytes, has_text: bool, cm: int, row: int, col: int) -> FormulaForm:
    """What an ``<f>`` with these attributes is, in a cell with metadata of a number (0 for none).

    >>> form_of(b' t="shared" si="3"', False, 0, 0, 0).shared
    3
    >>> form_of(b' t="array" ref="B1"', True, 1, 0, 1).alone
    1
    >>> form_of(b' ca="1"', False, 0, 0, 0).is_formula
    False
    """
    if not extra:
        return FormulaForm(has_text)
    said = attributes(extra)
    form = said.get("t", "normal")
    if form == "shared" and said.get("si", "").isdecimal():
        if has_text:
            return FormulaForm(True, special=said)
        return FormulaForm(True, min(int(said["si"]), 2**31 - 1))
    if form == "array" and has_text:
        if said.get("ref") == cell_name(row, col):
            return FormulaForm(True, alone=cm)
        if cm:
            said["cm"] = str(cm)
        return FormulaForm(True, special=said)
    if form == "dataTable":
        return FormulaForm(True, special=said)
    return FormulaForm(has_text)


def metadata_number(cm: bytes) -> int:
    """The number of a cell's metadata, 0 for none.

    >>> metadata_number(b"1"), metadata_number(b"")
    (1, 0)
    """
    return min(int(cm), 2**31 - 1) if cm.isdigit() else 0


@dataclass(slots=True, eq=False, repr=False)
class _Open:
    """A cell whose end has not come yet."""

    at: int
    tag_end: int
    attributes: dict[str, str]
    raw: bytes | None = None
    inline: list[str] | None = None
    formula: bytes | None = None
    text: tuple[int, int] = (0, 0)
    value: tuple[int, int] = (0, 0)
    started: int = 0
    keep: bool = False
    """Whether the text begun keeps the spaces around it."""


@dataclass(eq=False, repr=False)
class Walker:
    """One pass over the rows of a sheet."""

    source: SheetSource
    data: bytes
    prefix: bytes = b""
    rows: list[int] = field(default_factory=list)
    cols: list[int] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    nums: list[float] = field(default_factory=list)
    texts: dict[int, object] = field(default_factory=dict)
    at: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    formulas: list[tuple[int, ...]] = field(default_factory=list)
    special: dict[int, dict[str, str]] = field(default_factory=dict)
    row: int = -1
    col: int = -1
    cell: _Open | None = None
    rich: bool = False
    skipping: bytes = b""
    """The element (``rPh``, ``extLst``) whose content is being passed over."""

    def walk(self, start: int, stop: int, usual: bool = True) -> None:
        """Read the rows between two positions; ``usual`` if no comment or CDATA is among them."""
        source = self.source
        rows, cols, kinds, nums, at = self.rows, self.cols, self.kinds, self.nums, self.at
        pattern = _USUAL if usual and not self.prefix else _ANY
        for match in pattern.finditer(self.data, start, stop):
            letters = match[1]
            if letters is None:
                if match[13] is not None:
                    self._tag(match)
                continue
            digits, kind, cm, _, extra, text, value, empty, inline = match.group(
                2, 3, 4, 5, 6, 7, 8, 9, 10
            )
            row, col = int(digits) - 1, column_of(letters)
            self.row, self.col = row, col
            if empty is not None:
                value = b""
            if row >= MAX_ROWS or col >= MAX_COLS:
                raise source.bad_address((letters + digits).decode())
            nothing = value is None or (not value and kind != b"str")
            if extra is None and inline is None and nothing:
                continue
            index = len(rows)
            rows.append(row)
            cols.append(col)
            at.append(match.start())
            if kind is None and value:
                try:
                    number = float(value)
                except ValueError:
                    number = float("nan")
                if number - number == 0.0 and b"_" not in value:
                    kinds.append(NUMBER)
                    nums.append(number)
                else:
                    self._put(index, decode_value(source, row, col, b"", value))
            elif inline is not None:
                keep = self.data.startswith(b'"', match.start(10) - 2)  # <t xml:space="preserve">
                self._put(index, text_of(inline, keep))
            elif value is None:
                self._put(index, None)
            else:
                self._put(index, decode_value(source, row, col, kind or b"", value))
            if extra is not None:
                stop_at = match.end() - 4
                if empty is not None:
                    spot = match.start(9), stop_at
                elif value is not None:
                    spot = match.start(8) - 3, stop_at
                elif inline is not None:
                    spot = self.data.rindex(b"<is>", 0, match.start(10)), stop_at
                else:
                    spot = stop_at, stop_at
                tag_end = match.start(6) - 3
                span = match.span(7) if text is not None else (match.end(6) + 2,) * 2
                number = metadata_number(cm or b"")
                self._formula(index, tag_end, extra, span, spot, kind or b"", number)

    def _put(self, index: int, value: object) -> None:
        """Add a cell's value."""
        number, kind = 0.0, BLANK
        if type(value) is float:
            number, kind = value, NUMBER
        elif value is True or value is False:
            number, kind = float(value), BOOL
        elif value is not None:
            kind = TEXT if isinstance(value, str) else ERROR
            self.texts[index] = value
        self.kinds.append(kind)
        self.nums.append(number)

    def _formula(
        self,
        index: int,
        tag_end: int,
        extra: bytes,
        text: tuple[int, int],
        spot: tuple[int, int],
        kind: bytes,
        cm: int,
    ) -> None:
        """Add the formula of a cell; an empty ``<f/>`` is none."""
        form = form_of(extra, text[1] > text[0], cm, self.rows[index], self.cols[index])
        if not form.is_formula:
            return
        if form.special is not None:
            self.special[len(self.formulas)] = form.special
            if form.special["t"] == "dataTable":
                text = text[0], text[0]
        code = TYPE_CODES.get(kind, OTHER_TYPE)
        self.formulas.append((index, tag_end, *text, *spot, code, form.shared, form.alone))

    def _tag(self, match: re.Match[bytes]) -> None:
        """One tag of a cell or row that is not in a usual form."""
        close, prefix, name, raw, single = match.group(11, 12, 13, 14, 15)
        if (prefix or b"") != self.prefix:
            return
        cell = self.cell
        if self.skipping:
            if close and name == self.skipping:
                self.skipping = b""
            return
        if name == b"row":
            self.cell = None
            if not close:
                self._start_row(attributes(raw))
        elif name == b"c":
            if not close:
                self.cell = _Open(match.start(), match.end() - 1 - len(single), attributes(raw))
            if (close or single) and self.cell is not None:
                self._end_cell(self.cell, match.start())
                self.cell = None
        elif cell is None:
            return
        elif name == b"f":
            if not close:
                cell.formula = raw
                cell.text = match.end(), match.end()
            else:
                cell.text = cell.text[0], match.start()
            if (close or single) and cell.value == (0, 0):
                cell.value = match.end(), match.end()
        elif name == b"v":
            if not close:
                cell.started, cell.raw, cell.keep = match.end(), b"", keeps_spaces(raw)
                cell.value = match.span()
            else:
                cell.raw = self.data[cell.started : match.start()]
                cell.value = cell.value[0], match.end()
        elif name == b"is":
            if not close:
                cell.inline = []
                cell.value = match.span()
            else:
                cell.value = cell.value[0], match.end()
        elif name == b"t" and cell.inline is not None:
            if close:
                part = self.data[cell.started : match.start()]
                cell.inline.append(content(part) if cell.keep else trimmed(content(part)))
            cell.started, cell.keep = match.end(), keeps_spaces(raw)
        elif name in (b"rPh", b"extLst") and not (close or single):
            self.skipping = name

    def _start_row(self, said: dict[str, str]) -> None:
        number = said.get("r", "").strip()
        if number:
            if not number.isdecimal() or not 1 <= int(number[:9]) <= MAX_ROWS:
                raise self.source.bad_address(f"row {number}")
            self.row = int(number) - 1
        else:
            self.row += 1
        self.col = -1
        if said.get("hidden") in ("1", "true"):
            self.hidden.append(self.row)

    def _end_cell(self, cell: _Open, end: int) -> None:
        said = cell.attributes
        if "r" in said:
            match = _REF.match(said["r"])
            row = int(match[2]) - 1 if match else -1
            col = column_of(match[1].encode()) if match else -1
        else:
            row, col = self.row, self.col + 1
        if not (0 <= row < MAX_ROWS and 0 <= col < MAX_COLS):
            raise self.source.bad_address(said.get("r", f"row {row + 1}"))
        self.row, self.col = row, col
        kind = said.get("t", "").encode()
        nothing = cell.raw is None or (not cell.raw and kind != b"str")
        if cell.formula is None and cell.inline is None and nothing:
            return
        self.rich |= "vm" in said
        index = len(self.rows)
        self.rows.append(row)
        self.cols.append(col)
        self.at.append(cell.at)
        if cell.inline is not None:
            self._put(index, unescape_excel("".join(cell.inline)))
        elif cell.raw is None:
            self._put(index, None)
        else:
            self._put(index, decode_value(self.source, row, col, kind, cell.raw, cell.keep))
        if cell.formula is not None:
            cm = metadata_number(said.get("cm", "").encode())
            spot = cell.value if cell.value != (0, 0) else (end, end)
            self._formula(index, cell.tag_end, cell.formula, cell.text, spot, kind, cm)

    def result(self) -> SheetScan:
        """What was read, as arrays."""
        table = np.array(self.formulas, np.int64).reshape(-1, 9)
        texts = np.empty(len(self.texts), object)
        texts[:] = list(self.texts.values())
        columns = [column.astype(np.int32) for column in table.T]
        formulas = Formulas(self.special, *columns)
        return SheetScan(
            data=self.data,
            row=np.array(self.rows, np.int32),
            col=np.array(self.cols, np.int32),
            kind=np.array(self.kinds, np.uint8),
            num=np.array(self.nums, np.float64),
            text_at=np.array(list(self.texts), np.int64),
            texts=texts,
            at=np.array(self.at, np.int32),
            formulas=formulas,
            hidden_rows=self.hidden,
            rich=self.rich,
        )
