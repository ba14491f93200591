"""Cells that are struck through, as people do with what no longer counts: rows and columns from 1.

Only files in which something is struck through are looked at cell by cell.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from xl_kpis.formula.reference import parse_cell
from xl_kpis.formula.xlsx.package.package import Package, local

Cells = frozenset[tuple[int, int]]
NONE: Cells = frozenset()
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"""(?:^|\s)([rs])=["']([A-Z0-9]+)["']""")
_OFF = ("0", "false")


def in_excel(package: Package | None, part: str) -> Cells:
    """Those of a sheet of an .xlsx."""
    styles = package.linked("styles") if package is not None else None
    if package is None or styles is None or b"strike" not in package.text(styles):
        return NONE
    fonts: list[bool] = []
    found: set[bytes] = set()
    for node in package.xml(styles):
        if local(node) == "fonts":
            fonts = [any(map(_is_strike, font)) for font in node]
        elif local(node) == "cellXfs":
            for at, entry in enumerate(node):
                font = entry.get("fontId", "0")
                if font.isdecimal() and int(font) < len(fonts) and fonts[int(font)]:
                    found.add(str(at).encode())
    cells = (dict(_ATTRIBUTE.findall(each)) for each in _CELL.findall(package.text(part)))
    struck = (cell[b"r"].decode() for cell in cells if cell.get(b"s") in found and b"r" in cell)
    return frozenset((row + 1, column + 1) for row, column in map(parse_cell, struck))


def _is_strike(node: Any) -> bool:
    return local(node) == "strike" and node.get("val", "1") not in _OFF


def styles_of_ods(content: etree._Element) -> frozenset[str]:
    """The names of the cell styles of an .ods that strike through."""
    found: set[str] = set()
    for style in content.iter("{*}style"):
        for text in style.iter("{*}text-properties"):
            how = [v for k, v in text.items() if k.endswith("}text-line-through-style")]
            if how and how[0] != "none":
                found.update(str(v) for k, v in style.items() if k.endswith("}name"))
    return frozenset(found)


def in_xls(book: Any, sheet: Any) -> Cells:
    """Those of a sheet of an .xls."""
    fonts = [bool(font.struck_out) for font in book.font_list]
    if not any(fonts):
        return NONE
    styles = {at for at, xf in enumerate(book.xf_list) if fonts[xf.font_index]}
    return frozenset(
        (row + 1, column + 1)
        for row in range(sheet.nrows)
        for column, cell in enumerate(sheet.row(row))
        if cell.xf_index in styles
    )
