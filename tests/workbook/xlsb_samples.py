"""Workbooks of the kind .xlsb, written record by record: no program at hand writes any."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Any

ERRORS = {"#DIV/0!": 7, "#N/A": 42, "#REF!": 23}
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    '+xml"/><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macro'
    'Enabled.main"/></Types>'
)
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _links(*targets: tuple[str, str]) -> str:
    nodes = "".join(
        f'<Relationship Id="rId{i}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, 1)
    )
    opening = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return f"{opening}{nodes}</Relationships>"


def _varying(number: int) -> bytes:
    out = bytearray()
    while True:
        byte, number = number & 0x7F, number >> 7
        out.append(byte | (0x80 if number else 0))
        if not number:
            return bytes(out)


def _record(kind: int, raw: bytes = b"") -> bytes:
    return _varying(kind) + _varying(len(raw)) + raw


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(
    *sheets: list[list[Any]],
    formats: dict[tuple[int, int], str] | None = None,
    hidden: int = -1,
    struck: tuple[int, int] = (-1, -1),
) -> bytes:
    """A workbook with these sheets of numbers, texts and errors (``#N/A``); number formats by row
    and column from 0, a row that is hidden, and a cell struck through, on each of them."""
    codes = list(dict.fromkeys((formats or {}).values()))
    styles = _record(278) + _record(615, struct.pack("<I", len(codes)))
    styles += b"".join(
        _record(44, struct.pack("<H", 164 + i) + _text(c)) for i, c in enumerate(codes)
    )
    styles += _record(616) + _record(611, struct.pack("<I", 2))
    for flags in (0, 0x08):
        font = struct.pack("<HHHHBBBB", 220, flags, 400, 0, 0, 2, 0, 0) + bytes(9)
        styles += _record(43, font + _text("Calibri"))
    styles += _record(612) + _record(617, struct.pack("<I", 2 + len(codes)))
    for number, font in ((0, 0), *((164 + i, 0) for i in range(len(codes))), (0, 1)):
        styles += _record(47, struct.pack("<HHHHHBBHH", 0, number, font, 0, 0, 0, 0, 0, 0x3F))
    styles += _record(618) + _record(279)
    links = [("worksheet", f"worksheets/sheet{i}.bin") for i in range(1, len(sheets) + 1)]
    bundles = b"".join(
        _record(156, struct.pack("<II", 0, i) + _text(f"rId{i}") + _text(f"S{i}"))
        for i in range(1, len(sheets) + 1)
    )
    book = _record(131) + _record(143) + bundles + _record(144) + _record(132)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _links(("officeDocument", "xl/workbook.bin")))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", _links(*links, ("styles", "styles.bin")))
        for (_, part), rows in zip(links, sheets, strict=True):
            archive.writestr(f"xl/{part}", _sheet(rows, formats or {}, codes, hidden, struck))
        archive.writestr("xl/styles.bin", styles)
    return out.getvalue()


def _sheet(
    rows: list[list[Any]],
    formats: dict[tuple[int, int], str],
    codes: list[str],
    hidden: int,
    struck: tuple[int, int],
) -> bytes:
    size = struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, 30)
    sheet = _record(129) + _record(148, size) + _record(145)
    for r, row in enumerate(rows):
        flags = 0x10 if r == hidden else 0
        sheet += _record(0, struct.pack("<IIHBBBI", r, 0, 300, 0, flags, 0, 0))
        for c, value in enumerate(row):
            code = formats.get((r, c))
            style = 1 + codes.index(code) if code else 0
            cell = struct.pack("<II", c, 1 + len(codes) if (r, c) == struck else style)
            if value in ERRORS:
                sheet += _record(3, cell + bytes([ERRORS[value]]))
            elif isinstance(value, str):
                sheet += _record(6, cell + _text(value))
            elif value is not None:
                sheet += _record(5, cell + struct.pack("<d", value))
    return sheet + _record(146) + _record(130)
