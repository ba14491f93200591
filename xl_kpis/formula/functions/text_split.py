"""Text before, after and between delimiters."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Annotated, Any

import numpy as np

from xl_kpis.errors import CALC, NA, VALUE, fail
from xl_kpis.formula.functions.declare import (
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
from xl_kpis.formula.functions.support.meanings import CASE, EMPTY, END
from xl_kpis.formula.functions.text_join import texts_in
from xl_kpis.formula.values.value import from_rows

MaybeArray = Annotated[np.ndarray | None, Kind("array", "reference")]


@lru_cache(512)
def _pattern(delimiters: tuple[str, ...], ignore_case: bool) -> re.Pattern[str]:
    longest_first = sorted(delimiters, key=len, reverse=True)
    flags = re.IGNORECASE if ignore_case else re.NOFLAG
    return re.compile("|".join(map(re.escape, longest_first)), flags)


def _places(
    text: str, delimiter: np.ndarray, instance_num: float, match_mode: int, match_end: float
) -> tuple[int, int] | None:
    """Where the nth delimiter is; None if there is none. A text that is shorter than
    any delimiter is #VALUE!, as is an instance further out than the text is long."""
    delimiters = tuple(texts_in(delimiter))
    instance = math.floor(instance_num)
    if instance == 0 or abs(instance) > max(len(text), 1):
        fail(VALUE)
    if match_mode not in (0, 1) or int(match_end) not in (0, 1):
        fail(VALUE)
    if text and min(map(len, delimiters), default=0) > len(text):
        fail(VALUE)
    if "" in delimiters:
        return (0, 0) if instance > 0 else (len(text), len(text))
    found = [match.span() for match in _pattern(delimiters, match_mode == 1).finditer(text)]
    if match_end:
        found = [*found, (len(text), len(text))] if instance > 0 else [(0, 0), *found]
    try:
        return found[instance - 1 if instance > 0 else instance]
    except IndexError:
        return None


@function(
    examples=[
        ex('=TEXTBEFORE("Ada Lovelace"," ")', "Ada"),
        ex('=TEXTBEFORE("a-b-c","-",-1)', "a-b"),
        ex('=TEXTBEFORE("abc","-")', NA),
        ex('=TEXTBEFORE("abc","-",1,0,1)', "abc"),
        ex('=TEXTBEFORE("abc","-",0)', VALUE),
    ],
    category="text",
    empty="default",
    codes={"match_mode": CASE, "match_end": END},
)
def TEXTBEFORE(
    text: Text,
    delimiter: RangeArray,
    instance_num: Number = 1,
    match_mode: Integer = 0,
    match_end: Number = 0,
    if_not_found: Raw = NA,
) -> Scalar:
    """The part of a text before a delimiter, or before its nth occurrence."""
    place = _places(text, delimiter, instance_num, match_mode, match_end)
    return text[: place[0]] if place is not None else "" if if_not_found is None else if_not_found


@function(
    examples=[
        ex('=TEXTAFTER("Ada Lovelace"," ")', "Lovelace"),
        ex('=TEXTAFTER("a-b+c",{"-","+"},2)', "c"),
        ex('=TEXTAFTER("Price: X","x",1,1)', ""),
        ex('=TEXTAFTER("abc","-",,,,"none")', "none"),
        ex('=TEXTAFTER("1 a 2 a 3","a",-1.2)', " 2 a 3"),
        ex('=TEXTAFTER("ab","abc",,,,"none")', VALUE),
        ex('=TEXTAFTER("abc","-",,,2)', VALUE),
        ex('=TEXTAFTER("abc","-",,,,A1)', ""),
    ],
    category="text",
    empty="default",
    codes={"match_mode": CASE, "match_end": END},
)
def TEXTAFTER(
    text: Text,
    delimiter: RangeArray,
    instance_num: Number = 1,
    match_mode: Integer = 0,
    match_end: Number = 0,
    if_not_found: Raw = NA,
) -> Scalar:
    """The part of a text after a delimiter, or after its nth occurrence."""
    place = _places(text, delimiter, instance_num, match_mode, match_end)
    return text[place[1] :] if place is not None else "" if if_not_found is None else if_not_found


def _pieces(text: str, delimiter: np.ndarray | None, ignore_case: bool, drop: bool) -> list[str]:
    if delimiter is None:
        return [text]
    delimiters = tuple(texts_in(delimiter))
    if "" in delimiters:
        fail(VALUE)
    pieces = _pattern(delimiters, ignore_case).split(text)
    return [piece for piece in pieces if piece] if drop else pieces


@function(
    examples=[
        ex('=TEXTSPLIT("a,b,c",",")', [["a", "b", "c"]]),
        ex('=TEXTSPLIT("a=1;b",{"="},";")', [["a", "1"], ["b", NA]]),
        ex('=TEXTSPLIT("a,,b",",",,TRUE)', [["a", "b"]]),
        ex('=TEXTSPLIT("a;b",,";",,,"-")', [["a"], ["b"]]),
        ex('=TEXTSPLIT("a","")', VALUE),
        ex('=TEXTSPLIT(A1,",")', CALC),
    ],
    category="text",
    empty="default",
    codes={"match_mode": CASE, "ignore_empty": EMPTY},
    see=("TEXTJOIN", "TEXTBEFORE", "TEXTAFTER"),
)
def TEXTSPLIT(
    text: Text,
    col_delimiter: MaybeArray = None,
    row_delimiter: MaybeArray = None,
    ignore_empty: Logical = False,
    match_mode: Integer = 0,
    pad_with: Raw = NA,
) -> Any:
    """A text split into columns and rows at delimiters."""
    if (col_delimiter is None and row_delimiter is None) or match_mode not in (0, 1):
        fail(VALUE)
    ignore_case = match_mode == 1
    lines = _pieces(text, row_delimiter, ignore_case, ignore_empty)
    rows = [_pieces(line, col_delimiter, ignore_case, ignore_empty) for line in lines]
    width = max(map(len, rows), default=0)
    if not width or not text:
        fail(CALC)
    return from_rows([row + [pad_with] * (width - len(row)) for row in rows])
