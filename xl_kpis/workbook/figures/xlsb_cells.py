"""What the cells of an .xlsb show beside their values: errors, formats, what is struck through,
rows and columns not shown.

Such a file holds records: a number that says of what kind, a length, and bytes. Readers of books
give errors as blanks and pass over formats; here only these are read.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

_ROW, _ERROR, _NUMBER, _REAL = 0, 3, 2, 5
_FORMULA_NUMBER, _FORMULA_ERROR = 9, 11
_CELLS = (*range(1, 12), 62)
_FONT, _STRUCK_OUT = 43, 0x08
_XF, _FORMAT, _COLUMN, _SHEET = 47, 44, 60, 156
_CELL_XFS, _END_CELL_XFS = 617, 618
_ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}
_BUILT_IN = {5: "$#,##0", 6: "$#,##0", 7: "$#,##0.00", 8: "$#,##0.00", 9: "0%", 10: "0.00%"}
_BUILT_IN |= {42: "$#,##0", 44: "$#,##0.00"}


@dataclass
class Shown:
    """Of one sheet, by row and column from 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    """The formats of cells with numbers, where it is not General."""
    struck: set[tuple[int, int]] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    """Rows that are not shown."""
    columns: set[int] = field(default_factory=set)


def shown_in(raw: bytes) -> dict[str, Shown]:
    """What the sheets of an .xlsb show, by name; ``ValueError`` if it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = _sheets(archive)
            styles = _styles(archive)
            names = set(archive.namelist())
            return {
                name: _shown(archive.read(part), styles)
                for name, part in parts.items()
                if part in names
            }
    except (zipfile.BadZipFile, KeyError, struct.error, IndexError, etree.XMLSyntaxError) as error:
        raise ValueError(str(error)) from None


def _records(raw: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(raw):
        kind, at = _varying(raw, at, 2)
        size, at = _varying(raw, at, 4)
        yield kind, raw[at : at + size]
        at += size


def _varying(raw: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first; the last byte has no eighth bit."""
    value = 0
    for i in range(most):
        byte = raw[at + i]
        value |= (byte & 0x7F) << (7 * i)
        if byte < 0x80:
            return value, at + i + 1
    return value, at + most


def _text(raw: bytes, at: int) -> tuple[str, int]:
    (count,) = struct.unpack_from("<I", raw, at)
    count = 0 if count == 0xFFFFFFFF else count
    end = at + 4 + 2 * count
    return raw[at + 4 : end].decode("utf-16-le", "replace"), end


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The parts of the sheets by name."""
    links = etree.fromstring(archive.read("xl/_rels/workbook.bin.rels"))
    targets = {node.get("Id", ""): node.get("Target", "") for node in links.iter("{*}Relationship")}
    found = {}
    for kind, record in _records(archive.read("xl/workbook.bin")):
        if kind == _SHEET:
            link, at = _text(record, 8)
            target = targets.get(link, "")
            found[_text(record, at)[0]] = posixpath.normpath(posixpath.join("/xl", target))[1:]
    return found


def _styles(archive: zipfile.ZipFile) -> list[tuple[str, bool]]:
    """The number formats of the styles of cells, in order, and whether they strike through."""
    if "xl/styles.bin" not in archive.namelist():
        return []
    own: dict[int, str] = dict(_BUILT_IN)
    fonts: list[bool] = []
    numbers: list[tuple[int, int]] = []
    inside = False
    for kind, record in _records(archive.read("xl/styles.bin")):
        if kind == _FORMAT:
            own[struct.unpack_from("<H", record)[0]] = _text(record, 2)[0]
        elif kind == _FONT:
            fonts.append(bool(record[2] & _STRUCK_OUT))
        elif kind in (_CELL_XFS, _END_CELL_XFS):
            inside = kind == _CELL_XFS
        elif kind == _XF and inside:
            numbers.append(struct.unpack_from("<HH", record, 2))
    return [(own.get(number, ""), font < len(fonts) and fonts[font]) for number, font in numbers]


def _shown(raw: bytes, styles: list[tuple[str, bool]]) -> Shown:
    found = Shown()
    row = 0
    strikes = any(struck for _, struck in styles)
    for kind, record in _records(raw):
        if strikes and kind in _CELLS:
            column, style = struct.unpack_from("<II", record)
            if (style & 0xFFFFFF) < len(styles) and styles[style & 0xFFFFFF][1]:
                found.struck.add((row, column))
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", record)
            if len(record) > 11 and record[11] & 0x10:
                found.rows.add(row)
        elif kind == _COLUMN:
            first, last = struct.unpack_from("<II", record)
            if len(record) > 16 and record[16] & 1:
                found.columns.update(range(first, min(last, first + 1000) + 1))
        elif kind in (_ERROR, _FORMULA_ERROR):
            (column,) = struct.unpack_from("<I", record)
            found.errors[row, column] = _ERRORS.get(record[8], "#")
        elif kind in (_NUMBER, _REAL, _FORMULA_NUMBER):
            column, style = struct.unpack_from("<II", record)
            style &= 0xFFFFFF
            if style < len(styles) and styles[style][0]:
                found.formats[row, column] = styles[style][0]
    return found
