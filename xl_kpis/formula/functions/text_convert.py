"""Text from numbers, numbers from text, characters and their codes."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

import numpy as np

from xl_kpis.errors import NA, VALUE, ExcelError, fail
from xl_kpis.formula.functions.declare import (
    Context,
    Integer,
    Kind,
    Logical,
    Number,
    RangeArray,
    Raw,
    Scalar,
    Text,
    ex,
    function,
)
from xl_kpis.formula.functions.support.bounds import between
from xl_kpis.formula.functions.support.meanings import COMMAS, FORMS
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.values.coercion import to_text
from xl_kpis.formula.values.general_format import rounded
from xl_kpis.formula.values.number_format import english_code, format_all, format_value
from xl_kpis.formula.values.region import Region
from xl_kpis.formula.values.text_to_number import number_from_text

# ---- numbers as text ----------------------------------------------------------------------------


def _text_whole(value: Any, format_text: Any, *, ctx: Context) -> Any:
    """TEXT over an array with one format."""
    if isinstance(format_text, np.ndarray):
        return None
    code, shown = english_code(format_text, ctx.region), None
    if value.dtype == np.float64:
        shown = format_all(value.ravel(), code, ctx.region)
    shown = _each_text(value, code, ctx) if shown is None else shown
    out = np.empty(len(shown), object)
    out[:] = shown
    return out.reshape(value.shape)


def _each_text(value: np.ndarray, code: str, ctx: Context) -> list[Any]:
    """Each value as TEXT gives it; one that comes again is shown once."""
    known: dict[Any, Any] = {}
    shown = []
    for item in value.ravel().tolist():
        key = (type(item), item)
        if key not in known:
            error = isinstance(item, ExcelError)
            known[key] = item if error else _text(item, code, ctx)
        shown.append(known[key])
    return shown


def _text(value: Any, code: str, ctx: Context) -> Any:
    if type(value) is bool:
        value = ctx.region.logical(value)
    elif value is None:
        value = 0.0
    elif type(value) is str:
        number = number_from_text(value, ctx.date1904, ctx.region)
        value = value if number is None else number
    return format_value(value, code, ctx.date1904, ctx.region)


@function(
    examples=[
        ex('=TEXT(1234.5,"#,##0.00")', "1,234.50"),
        ex('=TEXT(45351,"d mmmm yyyy")', "29 February 2024"),
        ex('=TEXT(0.256,"0.0%")', "25.6%"),
        ex('=TEXT("abc","0.00")', "abc"),
        ex('=TEXT(-1,"yyyy")', VALUE),
        ex('=TEXT(2.675,"0.00")', "2.68"),
        ex('=TEXT(1.75,"# ?/?")', "1 3/4"),
    ],
    lifted=_text_whole,
    category="text",
    asks=[],
    see=("VALUE",),
)
def TEXT(value: Scalar, format_text: Text, ctx: Context) -> Scalar:
    """A value as text, through a number format."""
    return _text(value, english_code(format_text, ctx.region), ctx)


def _rounded_text(number: float, decimals: int, commas: bool) -> tuple[str, bool]:
    """The size of a number to some decimals, and whether what is left of it is negative."""
    if decimals > 127:
        fail(VALUE)
    units = rounded(abs(number), decimals)
    if decimals <= 0:
        whole, part = units * 10**-decimals if decimals > -400 else 0, ""
    else:
        whole, rest = divmod(units, 10**decimals)
        part = "." + str(rest).rjust(decimals, "0")
    return (f"{whole:,}" if commas else str(whole)) + part, number < 0 and units > 0


@function(
    examples=[
        ex("=FIXED(1234.567)", "1,234.57"),
        ex("=FIXED(-1234.567,1,TRUE)", "-1234.6"),
        ex("=FIXED(1234.567,-2)", "1,200"),
    ],
    category="text",
    asks=[],
    codes={"no_commas": COMMAS},
)
def FIXED(
    number: Number, decimals: Integer = 2, no_commas: Logical = False, *, ctx: Context
) -> str:
    """A number rounded to some decimals, as text with thousands separators."""
    text, negative = _rounded_text(number, decimals, not no_commas)
    text = ctx.region.grouped(text)
    return "-" + text if negative else text


@function(
    examples=[
        ex("=DOLLAR(1234.567)", "$1,234.57"),
        ex("=DOLLAR(-3)", "($3.00)"),
        ex("=DOLLAR(-0.001)", "($0.00)"),
        ex("=DOLLAR(1234.567,-2)", "$1,200"),
    ],
    aliases=("USDOLLAR",),
    category="text",
    asks=[],
)
def DOLLAR(number: Number, decimals: Integer = 2, *, ctx: Context) -> str:
    """A number as an amount in dollars, or the region’s currency, as text."""
    text, negative = _rounded_text(number, decimals, True)
    if decimals >= 0:
        negative = number < 0  # brackets show that something was there, even where $0.00 is left
    before, after = ctx.region.debt if negative else ctx.region.money
    return before + ctx.region.grouped(text) + after


def _shown(value: Any, strict: bool, region: Region) -> str:
    if isinstance(value, ExcelError):
        return region.errors.get(value.code, value.code)
    text = to_text(value, region)
    if strict and type(value) is str:
        return '"' + value.replace('"', '""') + '"'
    return text if isinstance(text, str) else text.code


@function(
    examples=[
        ex("=VALUETOTEXT(1.5)", "1.5"),
        ex('=VALUETOTEXT("say ""hi""",1)', '"say ""hi"""'),
        ex("=VALUETOTEXT(1/0)", "#DIV/0!"),
        ex("=VALUETOTEXT(1,2)", VALUE),
    ],
    category="text",
    asks=[],
    codes={"format": FORMS},
)
def VALUETOTEXT(value: Raw, format: Integer = 0, *, ctx: Context) -> str:
    """A value as text; in strict form text stands in quotes."""
    if format not in (0, 1):
        fail(VALUE)
    return _shown(value, format == 1, ctx.region)


@function(
    examples=[
        ex("=ARRAYTOTEXT(A1:B2)", "1, a, TRUE, #N/A", A1=[[1, "a"], [True, NA]]),
        ex("=ARRAYTOTEXT(A1:B2,1)", '{1,"a";TRUE,#N/A}', A1=[[1, "a"], [True, NA]]),
    ],
    category="text",
    asks=[],
    codes={"format": FORMS},
)
def ARRAYTOTEXT(array: RangeArray, format: Integer = 0, *, ctx: Context) -> str:
    """The values of an array as one text; in strict form as it would be written in a formula."""
    if format not in (0, 1):
        fail(VALUE)
    strict = format == 1
    rows = [[_shown(item, strict, ctx.region) for item in row] for row in array.tolist()]
    if strict:
        return "{" + ";".join(ctx.region.column_separator.join(row) for row in rows) + "}"
    return f"{ctx.region.list_separator} ".join(item for row in rows for item in row)


# ---- numbers from text --------------------------------------------------------------------------


@function(
    examples=[
        ex('=VALUE("$1,000")', 1000),
        ex('=VALUE("16:48:00")-VALUE("12:00:00")', 0.2),
        ex('=VALUE("31-Jan-2024")', 45322),
        ex("=VALUE(A1)", 0),
        ex('=VALUE("")', VALUE),
        ex("=VALUE(TRUE)", VALUE),
    ],
    category="text",
    name="VALUE",
    asks=[],
)
def VALUE_FUNCTION(text: Scalar, ctx: Context) -> float | ExcelError:
    """The number a text stands for: a number, date, time, amount or percentage."""
    if type(text) is float:
        return text
    if text is None:
        return 0.0
    number = number_from_text(text, ctx.date1904, ctx.region) if type(text) is str else None
    return VALUE if number is None else number


MaybeText = Annotated[str | None, Kind("text", "value")]
_NUMBER: Final = pattern(
    r"([+-]?)\$?([+-]?)(\(?)\$?((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)(%*)(\)?)(%*)"
)
"""Sign, dollar, sign, bracket, dollar, digits, percents, bracket, percents."""


@function(
    examples=[
        ex('=NUMBERVALUE("2.500,27",",",".")', 2500.27),
        ex('=NUMBERVALUE("1 234")', 1234),
        ex('=NUMBERVALUE("9%%")', 0.0009),
        ex('=NUMBERVALUE("($3 50)")', -350),
        ex('=NUMBERVALUE("(5%)%")', -0.0005),
        ex('=NUMBERVALUE("")', 0),
        ex('=NUMBERVALUE("1,5,2",",",".")', VALUE),
    ],
    category="text",
    asks=[],
    see=("TEXT",),
)
def NUMBERVALUE(
    text: Text,
    decimal_separator: MaybeText = None,
    group_separator: MaybeText = None,
    *,
    ctx: Context,
) -> Scalar:
    """The number a text stands for, with separators of one’s choice."""
    point = ctx.region.decimal if decimal_separator is None else decimal_separator[:1]
    group = ctx.region.group if group_separator is None else group_separator[:1]
    if not point or not group or point == group:
        fail(VALUE)
    text = re.sub(r"\s", "", text)
    if not text:
        return 0.0
    whole, mark, part = text.partition(point)
    if group in part:
        fail(VALUE)
    match = _NUMBER.fullmatch(whole.replace(group, "") + ("." if mark else "") + part)
    if not match:
        fail(VALUE)
    before, behind, opened, digits, inner, closed, outer = match.groups()
    signs = before + behind + ("-" if opened else "")
    if len(signs) > 1 or bool(opened) != bool(closed):
        fail(VALUE)
    number = float(digits) / 100 ** len(inner + outer)
    return -number if signs == "-" else number


# ---- characters ---------------------------------------------------------------------------------

_CHARACTERS: Final = [bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256)]
"""The Windows Western character set; codes it leaves open stand for themselves."""
_CODES: Final = {char: code for code, char in enumerate(_CHARACTERS)}


@function(
    examples=[ex("=CHAR(65)", "A"), ex("=CHAR(128)", "€"), ex("=CHAR(0)", VALUE)],
    category="text",
)
def CHAR(number: Integer) -> str:
    """The character with a code from 1 to 255 (Windows Western)."""
    return _CHARACTERS[number] if 1 <= number <= 255 else fail(VALUE)


@function(
    examples=[ex('=CODE("Alpha")', 65), ex('=CODE("€")', 128), ex('=CODE("")', VALUE)],
    category="text",
)
def CODE(text: Text) -> int:
    """The code of a text’s first character (Windows Western)."""
    return _CODES.get(text[0], 63) if text else fail(VALUE)


@function(
    examples=[ex("=UNICHAR(9733)", "★"), ex("=UNICHAR(0)", VALUE), ex("=UNICHAR(55296)", NA)],
    category="text",
    bounds={"number": between(1, 1114111, VALUE)},
)
def UNICHAR(number: Integer) -> str:
    """The character with a Unicode number."""
    if 0xD800 <= number <= 0xDFFF or number & 0xFFFE == 0xFFFE:
        fail(NA)
    return chr(number)


@function(
    examples=[
        ex('=UNICODE("★")', 9733),
        ex('=UNICODE("")', VALUE),
    ],
    category="text",
)
def UNICODE(text: Text) -> int:
    """The Unicode number of a text’s first character."""
    return ord(text[0]) if text else fail(VALUE)
