"""Joining texts."""

from __future__ import annotations

from typing import Any

import numpy as np

from xl_kpis.errors import NA, ExcelError, fail
from xl_kpis.formula.functions.declare import Context, Logical, Long, RangeArray, Text, ex, function
from xl_kpis.formula.functions.support.meanings import EMPTY
from xl_kpis.formula.functions.text import fits
from xl_kpis.formula.values.coercion import to_text, to_texts
from xl_kpis.formula.values.formula_limits import LIMITS, check_text
from xl_kpis.formula.values.region import EN_US, Region
from xl_kpis.formula.values.repeated import Repeated


def texts_in(array: np.ndarray, region: Region = EN_US) -> list[str]:
    """All items of an array as texts, in reading order; its first error ends the call."""
    items = array.ravel().tolist()
    texts = to_texts(items, region)
    return [_text(item, region) for item in items] if texts is None else texts


def _text(item: Any, region: Region) -> str:
    text = item if type(item) is str else to_text(item, region)
    return fail(text) if isinstance(text, ExcelError) else text


@function(
    examples=[
        ex('=CONCAT("Q",3," ",TRUE)', "Q3 TRUE"),
        ex("=CONCAT(A1:B2)", "abcd", A1=[["a", "b"], ["c", "d"]]),
        ex("=CONCAT(A1:A2)", NA, A1=[["a"], [NA]]),
    ],
    category="text",
    ignores=["blank"],
    asks=[],
    see=("TEXTJOIN",),
)
def CONCAT(*text: RangeArray, ctx: Context) -> str:
    """Joins texts end to end, cell by cell where ranges are given."""
    return fits("".join(["".join(texts_in(array, ctx.region)) for array in text]))


def _concatenated(*text: Any) -> Any:
    """CONCATENATE over arrays of texts that are not too long; else None."""
    arrays = np.broadcast_arrays(*(np.asarray(part, object) for part in text))
    columns = [array.ravel().tolist() for array in arrays]
    if any(set(map(type, column)) != {str} for column in columns):
        return None
    longest = [max(map(len, column)) for column in columns]
    if sum(longest) > LIMITS.text or sum(longest) * arrays[0].size > LIMITS.characters:
        return None
    out = np.empty(arrays[0].size, object)
    out[:] = [fits(joined) for joined in map("".join, zip(*columns, strict=True))]
    return out.reshape(arrays[0].shape)


@function(
    examples=[ex('=CONCATENATE("a",1,"b")', "a1b"), ex("=CONCATENATE(A1)", "")],
    category="text",
    lifted=_concatenated,
)
def CONCATENATE(*text: Text) -> str:
    """Joins texts end to end."""
    return fits("".join(text))


def _joinable(text: Any, ignore_empty: bool, region: Region) -> list[str]:
    """The texts of an argument that there are to join."""
    if type(text) is str:
        return [text]
    if not isinstance(text, (np.ndarray, Repeated)):
        return [_text(text, region)]
    if isinstance(text, Repeated):
        blank = ignore_empty and all(item is None or item == "" for item in text.beyond())
        text = text.core if blank else text.full()
    return texts_in(text, region)


@function(
    examples=[
        ex('=TEXTJOIN(", ",TRUE,A1:A3)', "a, c", A1=[["a"], [None], ["c"]]),
        ex('=TEXTJOIN("-",FALSE,"a","","c")', "a--c"),
        ex('=TEXTJOIN({"-","+"},TRUE,"a","b","c","d")', "a-b+c-d"),
    ],
    category="text",
    empty="default",
    least=3,
    asks=[],
    codes={"ignore_empty": EMPTY},
    skips="ignore_empty",
)
def TEXTJOIN(delimiter: RangeArray, ignore_empty: Logical = True, *text: Long, ctx: Context) -> str:
    """Joins texts with a delimiter between them, leaving out empty ones if asked."""
    region = ctx.region
    delimiters = texts_in(delimiter, region)
    items = [item for part in text for item in _joinable(part, ignore_empty, region)]
    if ignore_empty:
        items = [item for item in items if item]
    if len(delimiters) == 1:
        check_text(len(delimiters[0]) * (len(items) - 1) + sum(map(len, items)))
        return fits(delimiters[0].join(items))
    joined = items[:1]
    for at, item in enumerate(items[1:]):
        joined += [delimiters[at % len(delimiters)], item]
    return fits("".join(joined))
