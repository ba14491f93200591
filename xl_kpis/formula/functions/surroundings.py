"""What surrounds a formula: CELL about a cell, INFO about the workbook and the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

import numpy as np

from xl_kpis.errors import NA, VALUE
from xl_kpis.formula.functions.declare import Context, Scalar, Text, ex, function
from xl_kpis.formula.functions.references import MaybeRef
from xl_kpis.formula.functions.support.meanings import ABOUT_CELL, ABOUT_PROGRAM
from xl_kpis.formula.grammar import quote_sheet
from xl_kpis.formula.reference import Area, Reference, column_name
from xl_kpis.formula.values.number_format import sections
from xl_kpis.formula.values.number_format.codes import cell_code

_STANDARD_WIDTH = 8


def _file(ctx: Context, sheet: int) -> str:
    """The path with the file in brackets, and the sheet; empty where there is no file."""
    model = ctx.model()
    if not model.file_name:
        return ""
    path = PurePath(model.file_name)
    folder = "" if str(path.parent) == "." else f"{path.parent}/"
    return f"{folder}[{path.name}]{model.sheets[sheet].name}"


def _address(area: Area, ctx: Context) -> str:
    text = f"${column_name(area.left)}${area.top + 1}"
    if area.sheet == ctx.cell[0]:
        return text
    model = ctx.model()
    book = f"[{PurePath(model.file_name).name}]" if model.file_name else ""
    return f"{quote_sheet(book + model.sheets[area.sheet].name)}!{text}"


def _value(area: Area, ctx: Context) -> Any:
    return ctx.read(Reference(Area(area.sheet, area.top, area.left, area.top, area.left)))


def _format(area: Area, ctx: Context) -> str:
    found: str = ctx.model().sheets[area.sheet].formats.get((area.top, area.left), "General")
    return found


def _colour(area: Area, ctx: Context) -> float:
    numbers = sections.parse_format(_format(area, ctx)).numbers
    return float(len(numbers) > 1 and bool(numbers[1].colour))


def _type(area: Area, ctx: Context) -> str:
    value = _value(area, ctx)
    return "b" if value is None else "l" if isinstance(value, str) else "v"


def _contents(area: Area, ctx: Context) -> Any:
    value = _value(area, ctx)
    return 0.0 if value is None else value


def _prefix(area: Area, ctx: Context) -> str:
    return ""  # how text is aligned is not kept


def _width(area: Area, ctx: Context) -> np.ndarray:
    key = "widths of columns", area.sheet
    spans = ctx.memo.get(key)
    if spans is None:
        spans = ctx.memo[key] = ctx.model().sheets[area.sheet].column_widths()
    width = next((size for first, last, size in spans if first <= area.left <= last), None)
    out = np.empty((1, 2), object)
    out[0, 0] = float(_STANDARD_WIDTH if width is None else int(width))
    out[0, 1] = width is None
    return out


_ABOUT_CELL: dict[str, Callable[[Area, Context], Any]] = {
    "address": _address,
    "col": lambda area, ctx: float(area.left + 1),
    "color": _colour,
    "contents": _contents,
    "filename": lambda area, ctx: _file(ctx, area.sheet),
    "format": lambda area, ctx: cell_code(_format(area, ctx)),
    "parentheses": lambda area, ctx: float(cell_code(_format(area, ctx)).endswith("()")),
    "prefix": _prefix,
    "protect": lambda area, ctx: 1.0,
    "row": lambda area, ctx: float(area.top + 1),
    "type": _type,
    "width": _width,
}


@function(
    examples=[
        ex('=CELL("address",B3)', "$B$3"),
        ex('=CELL("row",B3:C9)', 3),
        ex('=CELL("type",A1)', "l", A1="text"),
        ex('=CELL("contents",A1)', 0),
        ex('=CELL("nonsense",A1)', VALUE),
    ],
    volatile=True,
    asks=["place", "cells", "formats", "file"],
    codes={"info_type": ABOUT_CELL},
)
def CELL(info_type: Text, reference: MaybeRef = None, *, ctx: Context) -> Any:
    """Something about a cell: its address, row, col, contents, type, format, filename, width."""
    about = _ABOUT_CELL.get(info_type.strip().lower())
    if about is None:
        return VALUE
    sheet, row, col = ctx.cell
    area = Area(sheet, row, col, row, col) if reference is None else reference.area
    return about(area, ctx)


@function(
    examples=[
        ex('=INFO("numfile")', 1),
        ex('=INFO("recalc")', "Automatic"),
        ex('=INFO("memavail")', NA),
        ex('=INFO("nonsense")', VALUE),
    ],
    volatile=True,
    asks=["place", "file"],
    codes={"type_text": ABOUT_PROGRAM},
)
def INFO(type_text: Text, *, ctx: Context) -> Scalar:
    """Something about the workbook and the program: numfile (how many sheets), recalc, origin,
    release, system, osversion, directory.
    """
    word = type_text.strip().lower()
    model = ctx.model()
    if word == "numfile":
        return float(sum(not sheet.is_external for sheet in model.sheets))
    if word == "directory":
        folder = str(PurePath(model.file_name).parent) if model.file_name else ""
        return "" if folder in ("", ".") else folder + "/"
    if word in ("memavail", "memused", "totmem"):
        return NA
    return _ABOUT_PROGRAM.get(word, VALUE)


_ABOUT_PROGRAM = {
    "origin": "$A:$A$1",
    "osversion": "Windows (64-bit) NT 10.00",
    "recalc": "Automatic",
    "release": "16.0",
    "system": "pcdos",
}
