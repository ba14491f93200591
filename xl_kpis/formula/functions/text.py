"""Text: parts of it, finding, replacing, joining, case.

Positions and lengths count UTF-16 code units, as Excel does: a character beyond the basic plane
(an emoji) counts two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Annotated, Any, Final

import numpy as np

from xl_kpis.errors import NA, VALUE, ExcelError, Failure, fail
from xl_kpis.formula import thresholds
from xl_kpis.formula.functions.declare import (
    Any_,
    Context,
    Integer,
    Kind,
    Text,
    ex,
    function,
)
from xl_kpis.formula.functions.support.bounds import at_least
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import Reference
from xl_kpis.formula.values.formula_limits import LIMITS, check_text, counted
from xl_kpis.formula.values.region import Region
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.value import from_rows
from xl_kpis.formula.values.wildcards import has_wildcards, wildcard_search

MaybeInteger = Annotated[int | None, Kind("integer", "value")]


def is_basic(text: str) -> bool:
    """Whether every character is one code unit."""
    return text.isascii() or max(text) <= "\uffff"


def units(text: str) -> bytes:
    """The text as code units, two bytes each."""
    return text.encode("utf-16-le", "surrogatepass")


def from_units(data: bytes) -> str:
    return data.decode("utf-16-le", "surrogatepass")


_HALVES: Final = pattern("[\ud800-\udfff]")


def fits(text: str) -> str:
    """The text, if a cell can hold it; else #VALUE!. Halves of a character become one again."""
    check_text(len(text))
    if not text.isascii() and _HALVES.search(text):
        return from_units(units(text))
    return text


def _basic_texts(array: Any) -> list[str] | None:
    """The items of an array, if they are nothing but texts of characters of one code unit."""
    if not isinstance(array, np.ndarray):
        return None
    items = array.ravel().tolist()
    if set(map(type, items)) != {str}:
        return None
    if all(map(str.isascii, items)):
        return items
    texts = "".join(items)
    try:
        size = len(texts.encode("utf-16-le"))
    except UnicodeEncodeError:  # halves of a character, which are one where they meet
        return None
    return items if size == 2 * len(texts) else None


def _shaped(items: list[Any], like: np.ndarray) -> np.ndarray:
    out = np.empty(like.size, object)
    out[:] = items
    return out.reshape(like.shape)


def _whole(change: Callable[[str, Region], str]) -> Callable[..., Any]:
    """A function of one text for a whole array of them."""

    def lifted(text: Any, *, ctx: Context) -> Any:
        items = _basic_texts(text)
        if items is None:
            return None
        return _shaped([change(item, ctx.region) for item in items], text)

    return lifted


# ---- parts --------------------------------------------------------------------------------------


def _cut(cut: Callable[..., str], text: Any, *places: Any, least: int = 0) -> Any:
    """A function of texts and of places in them, of which some are arrays of one shape; None
    where one of the places is less than it may be."""
    like = next(each for each in (text, *places) if isinstance(each, np.ndarray))
    if isinstance(text, np.ndarray):
        items: Iterable[str] | None = _basic_texts(text)
    else:
        items = repeat(text, like.size) if is_basic(text) else None
    if items is None:
        return None
    if any(np.min(place) < least for place in places):
        return None
    if isinstance(text, str) and like.size >= thresholds.CUT_ONCE_FROM:
        return _cut_once(cut, text, places, like)
    columns: list[Iterable[int]] = []
    for place in places:
        is_array = isinstance(place, np.ndarray)
        columns.append(map(int, place.ravel().tolist()) if is_array else repeat(place, like.size))
    try:
        return _shaped(counted(map(cut, items, *columns)), like)
    except Failure:  # too many characters for one array; lanes are none
        return None


def _cut_once(
    cut: Callable[..., str], text: str, places: Sequence[Any], like: np.ndarray
) -> np.ndarray | Repeated:
    """As :func:`_cut` of one text: places beyond its end are all the same, as most of
    ``LEFT(A1,ROW($1:$999))`` are, and what is the same is cut once."""
    ends = [np.minimum(place, len(text) + 1.0) for place in places]
    columns = np.stack([np.broadcast_to(end, like.shape).ravel() for end in ends], axis=1)
    changes = np.flatnonzero((columns[1:] != columns[:-1]).any(axis=1))
    last = int(changes[-1]) + 2 if len(changes) else 1
    rows = columns[:last].astype(np.int64).tolist()
    known = {row: cut(text, *row) for row in set(map(tuple, rows))}
    found = [known[tuple(row)] for row in rows]
    if 1 in like.shape and last < like.size:
        core, beyond = from_rows([found[:-1] or found]), from_rows([found[-1:]])
        repeated = Repeated((1, like.size), core, None, beyond)
        return repeated if len(like) == 1 else repeated.T
    return _shaped(found + found[-1:] * (like.size - last), like)


def _left_whole(text: Any, num_chars: Any = 1) -> Any:
    return _cut(lambda item, count: item[:count], text, num_chars)


@function(
    examples=[
        ex('=LEFT("Coaching",5)', "Coach"),
        ex("=LEFT(A1)", "1", A1=125),
        ex('=LEFT("Coaching",-1)', VALUE),
        ex('=LEN(LEFT("A😀B",2))', 2),
    ],
    aliases=("LEFTB",),
    lifted=_left_whole,
)
def LEFT(text: Text, num_chars: Integer = 1) -> str:
    """The first characters of a text."""
    if num_chars < 0:
        fail(VALUE)
    if text.isascii() or is_basic(text):
        return text[:num_chars]
    return from_units(units(text)[: 2 * num_chars])


def _right_whole(text: Any, num_chars: Any = 1) -> Any:
    return _cut(lambda item, count: item[-count:], text, num_chars, least=1)


@function(
    examples=[
        ex('=RIGHT("Q3 2024",4)', "2024"),
        ex('=RIGHT("abc",0)', ""),
        ex('=RIGHT("abc",9)', "abc"),
        ex('=RIGHT("abc",-1)', VALUE),
    ],
    aliases=("RIGHTB",),
    lifted=_right_whole,
)
def RIGHT(text: Text, num_chars: Integer = 1) -> str:
    """The last characters of a text."""
    if num_chars <= 0:
        return "" if num_chars == 0 else fail(VALUE)
    if text.isascii() or is_basic(text):
        return text[-num_chars:]
    return from_units(units(text)[-2 * num_chars :])


def _mid_whole(text: Any, start_num: Any, num_chars: Any) -> Any:
    if np.min(start_num) < 1:
        return None
    return _cut(
        lambda item, start, count: item[start - 1 : start - 1 + count], text, start_num, num_chars
    )


@function(
    examples=[
        ex('=MID("2024-Q3",6,2)', "Q3"),
        ex('=MID("abc",2,99)', "bc"),
        ex('=MID("abc",9,2)', ""),
        ex('=MID("abc",0,1)', VALUE),
        ex('=MID("abc",1,-1)', VALUE),
    ],
    aliases=("MIDB",),
    lifted=_mid_whole,
    see=(
        "TEXTBEFORE",
        "TEXTAFTER",
        "REGEXEXTRACT",
    ),
)
def MID(text: Text, start_num: Integer, num_chars: Integer) -> str:
    """Characters from the middle of a text, by position and count."""
    if start_num < 1 or num_chars < 0:
        fail(VALUE)
    start = start_num - 1
    if text.isascii() or is_basic(text):
        return text[start : start + num_chars]
    return from_units(units(text)[2 * start : 2 * (start + num_chars)])


def _len_whole(text: Any) -> Any:
    items = _basic_texts(text)
    if items is None:
        return None
    return np.fromiter(map(len, items), np.float64, len(items)).reshape(text.shape)


@function(
    examples=[
        ex('=LEN("retention")', 9),
        ex("=LEN(A1)", 0),
        ex("=LEN(0.1+0.2)", 3),
        ex('=LEN("😀")', 2),
    ],
    aliases=("LENB",),
    lifted=_len_whole,
)
def LEN(text: Text) -> int:
    """The number of characters in a text."""
    if text.isascii() or is_basic(text):
        return len(text)
    return len(units(text)) // 2


# ---- finding and replacing ----------------------------------------------------------------------


def _position(text: str, index: int) -> int:
    """The position in code units, from 1, of a Python index."""
    return index + 1 if is_basic(text) else len(units(text[:index])) // 2 + 1


def _index(text: str, position: int) -> int:
    """The Python index of a position in code units; #VALUE! if it is not in the text."""
    if position < 1:
        fail(VALUE)
    if not is_basic(text):
        position = len(units(text)[: 2 * position - 2].decode("utf-16-le", "ignore")) + 1
    return position - 1 if position <= len(text) + 1 else fail(VALUE)


def _find_whole(find_text: Any, within_text: Any, start_num: Any = 1) -> Any:
    items = _basic_texts(within_text)
    if items is None or isinstance(find_text, np.ndarray) or np.ndim(start_num) or start_num != 1:
        return None
    found = [item.find(find_text) + 1 for item in items]
    if 0 in found:
        return _shaped([float(at) if at else VALUE for at in found], within_text)
    return np.array(found, np.float64).reshape(within_text.shape)


@function(
    examples=[
        ex('=FIND("-","2024-Q3")', 5),
        ex('=FIND("a","banana",3)', 4),
        ex('=FIND("A","banana")', VALUE),
        ex('=FIND("","abc")', 1),
        ex('=FIND("a","abc",0)', VALUE),
    ],
    aliases=("FINDB",),
    lifted=_find_whole,
)
def FIND(find_text: Text, within_text: Text, start_num: Integer = 1) -> int:
    """The position of a text in another, case and all."""
    at = within_text.find(find_text, 0 if start_num == 1 else _index(within_text, start_num))
    if at < 0:
        fail(VALUE)
    return at + 1 if within_text.isascii() else _position(within_text, at)


def _fold(text: str) -> str:
    """Lower case, character by character, so that positions stay."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


@function(
    examples=[
        ex('=SEARCH("COACH","Career coaching")', 8),
        ex('=SEARCH("c*g","Career coaching")', 1),
        ex('=SEARCH("~?","why? why")', 4),
        ex('=SEARCH("~","abc")', 1),
        ex('=SEARCH("x","abc")', VALUE),
    ],
    aliases=("SEARCHB",),
    see=("REGEXTEST",),
)
def SEARCH(find_text: Text, within_text: Text, start_num: Integer = 1) -> int:
    """The position of a text in another, whatever the case; ? and * stand for any characters."""
    start = 0 if start_num == 1 else _index(within_text, start_num)
    if find_text.endswith("~") and (len(find_text) - len(find_text.rstrip("~"))) % 2:
        find_text = find_text[:-1]  # a tilde with nothing to escape stands for nothing
    if has_wildcards(find_text):
        match = wildcard_search(find_text).match(within_text, start)
        at = match.start(1) if match else -1
    else:
        at = _fold(within_text).find(_fold(find_text), start)
    if at < 0:
        fail(VALUE)
    return at + 1 if within_text.isascii() else _position(within_text, at)


def _substitute_whole(text: Any, old_text: Any, new_text: Any, instance_num: Any = None) -> Any:
    items = _basic_texts(text)
    if items is None or not isinstance(old_text, str) or not isinstance(new_text, str):
        return None
    if instance_num is not None or not old_text or len(new_text) > len(old_text):
        return None
    return _shaped([item.replace(old_text, new_text) for item in items], text)


@function(
    examples=[
        ex('=SUBSTITUTE("1.234.567",".","")', "1234567"),
        ex('=SUBSTITUTE("a-b-c","-","+",2)', "a-b+c"),
        ex('=SUBSTITUTE("abc","","x")', "abc"),
        ex('=SUBSTITUTE("abc","b","x",0)', VALUE),
    ],
    lifted=_substitute_whole,
    see=("REGEXREPLACE",),
)
def SUBSTITUTE(
    text: Text, old_text: Text, new_text: Text, instance_num: MaybeInteger = None
) -> str:
    """Replaces a text within another, everywhere or the nth time it occurs."""
    if instance_num is None:
        if not old_text:
            return text
        times = text.count(old_text)
        check_text(len(text) + times * (len(new_text) - len(old_text)))
        return fits(text.replace(old_text, new_text))
    if instance_num < 1:
        fail(VALUE)
    if not old_text:
        return text
    at = -len(old_text)
    for _ in range(instance_num):
        at = text.find(old_text, at + len(old_text))
        if at < 0:
            return text
    return fits(text[:at] + new_text + text[at + len(old_text) :])


@function(
    examples=[
        ex('=REPLACE("2023-Q3",4,1,"4")', "2024-Q3"),
        ex('=REPLACE("abc",2,0,"-")', "a-bc"),
        ex('=REPLACE("abc",9,1,"d")', "abcd"),
        ex('=REPLACE("abc",0,1,"d")', VALUE),
    ],
    aliases=("REPLACEB",),
    bounds={"start_num": at_least(1, VALUE), "num_chars": at_least(0, VALUE)},
)
def REPLACE(old_text: Text, start_num: Integer, num_chars: Integer, new_text: Text) -> str:
    """Puts a text in place of some characters, by position and count."""
    start = start_num - 1
    if is_basic(old_text):
        return fits(old_text[:start] + new_text + old_text[start + num_chars :])
    data = units(old_text)
    return fits(from_units(data[: 2 * start] + units(new_text) + data[2 * (start + num_chars) :]))


# ---- tidying ------------------------------------------------------------------------------------


def _trim(text: str, region: Region) -> str:
    if "  " not in text:
        return text.strip(" ")
    return " ".join([word for word in text.split(" ") if word])


@function(
    examples=[ex('=TRIM("  Ada   Lovelace ")', "Ada Lovelace"), ex("=TRIM(A1)", "")],
    lifted=_whole(_trim),
    asks=[],
)
def TRIM(text: Text, ctx: Context) -> str:
    """A text without spaces at its ends and with single ones within."""
    return _trim(text, ctx.region)


_CONTROLS: Final = dict.fromkeys(range(32))


@function(
    examples=[
        ex("=CLEAN(A1)", "text", A1="\atext\n"),
        ex("=CLEAN(A1)", ""),
    ],
)
def CLEAN(text: Text) -> str:
    """A text without its control characters."""
    return text if text.isprintable() else text.translate(_CONTROLS)


def _upper(text: str, region: Region) -> str:
    if region.dotless_i:
        text = text.replace("i", "İ")
    upper = text.upper()
    if len(upper) == len(text):
        return upper
    return "".join([c if len(c.upper()) != 1 else c.upper() for c in text])


def _lower(text: str, region: Region) -> str:
    if region.dotless_i:
        text = text.replace("I", "ı").replace("İ", "i")
    return text.lower() if text.isascii() else _fold(text)


@function(
    examples=[ex('=UPPER("été")', "ÉTÉ"), ex('=UPPER("straße")', "STRAßE")],
    lifted=_whole(_upper),
    asks=[],
)
def UPPER(text: Text, ctx: Context) -> str:
    """A text in capital letters."""
    return _upper(text, ctx.region)


@function(
    examples=[ex('=LOWER("KPI")', "kpi"), ex("=LOWER(TRUE)", "true")],
    lifted=_whole(_lower),
    asks=[],
)
def LOWER(text: Text, ctx: Context) -> str:
    """A text in small letters."""
    return _lower(text, ctx.region)


def _proper(text: str, region: Region) -> str:
    if text.isascii() and not region.dotless_i:
        return text.title()
    out, inside = [], False
    for char in text:
        out.append(_lower(char, region) if inside else _upper(char, region))
        inside = char.isalpha()
    return "".join(out)


@function(
    examples=[
        ex('=PROPER("ada LOVELACE")', "Ada Lovelace"),
        ex('=PROPER("2-way o\'clock 76BudGet")', "2-Way O'Clock 76Budget"),
    ],
    lifted=_whole(_proper),
    asks=[],
)
def PROPER(text: Text, ctx: Context) -> str:
    """A text with a capital at the start of each word."""
    return _proper(text, ctx.region)


# ---- other --------------------------------------------------------------------------------------


@function(
    examples=[
        ex('=REPT("★",3)', "★★★"),
        ex('=REPT("ab",0)', ""),
        ex('=REPT("ab",-1)', VALUE),
        ex('=REPT("ab",20000)', VALUE),
    ],
    bounds={"number_times": at_least(0, VALUE)},
)
def REPT(text: Text, number_times: Integer) -> str:
    """Repeats a text."""
    if len(text) * number_times > LIMITS.text:
        fail(VALUE)
    return text * number_times


@function(examples=[ex('=EXACT("KPI","KPI")', True), ex('=EXACT("KPI","kpi")', False)])
def EXACT(text1: Text, text2: Text) -> bool:
    """Whether two texts are the same, case and all."""
    return text1 == text2


def _t(value: Any) -> Any:
    return value if isinstance(value, (str, ExcelError)) else ""


@function(
    examples=[
        ex('=T("abc")', "abc"),
        ex("=T(12)", ""),
        ex("=T(A1)", NA, A1=NA),
        ex('=T({"a",1})', [["a", ""]]),
    ],
    by_item=True,
    asks=[],
)
def T(value: Any_, ctx: Context) -> Any:
    """The value if it is text, else an empty text."""
    if isinstance(value, Reference):
        value = ctx.read(value.corner)
    if isinstance(value, np.ndarray):
        out = np.empty(value.shape, object)
        out.reshape(-1)[:] = [_t(item) for item in value.ravel().tolist()]
        return out
    return _t(value)
