"""New values put into a sheet's XML: every byte that is not a value stays where it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import orjson

from xl_kpis.errors import VALUE, ExcelError
from xl_kpis.formula.columns import BOOL, ERROR, NUMBER, PENDING, TEXT, Columns
from xl_kpis.formula.values import Scalar
from xl_kpis.formula.xlsx.cells import (
    BOOL_TYPE,
    ERROR_TYPE,
    NO_TYPE,
    NUMBER_TYPE,
    STRING_TYPE,
    SheetScan,
)
from xl_kpis.formula.xlsx.text import escape

_T = re.compile(rb"""\s+t\s*=\s*(?:"[^"]*"|'[^']*')""")
_VM = re.compile(rb"""\s+vm\s*=\s*(?:"[^"]*"|'[^']*')""")
_CODE_OF_KIND = np.array([NO_TYPE, NO_TYPE, BOOL_TYPE, STRING_TYPE, ERROR_TYPE, NO_TYPE], np.uint8)
_T_OF_CODE = {BOOL_TYPE: b' t="b"', STRING_TYPE: b' t="str"', ERROR_TYPE: b' t="e"', NO_TYPE: b""}
_STORED_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA")
)
"""Errors a file can hold. Excel stores the younger ones as #VALUE! with rich data beside."""
_AT_ONCE = 50_000


class Edit(NamedTuple):
    """Bytes from ``start`` to ``end`` become ``new``."""

    start: int
    end: int
    new: bytes


def stored(value: Scalar, prefix: bytes = b"") -> tuple[bytes, bytes]:
    """The ``t`` attribute and the ``<v>`` element of a value.

    >>> stored(1.5), stored("a<b"), stored(True), stored(None)
    ((b'', b'<v>1.5</v>'), (b' t="str"', b'<v>a&lt;b</v>'), (b' t="b"', b'<v>1</v>'), (b'', b''))
    """
    if value is None:
        return b"", b""
    if value is True or value is False:
        kind, text = b' t="b"', b"1" if value else b"0"
    elif isinstance(value, str):
        kind, text = b' t="str"', escape(value).encode("utf-8")
    elif isinstance(value, (int, float)):
        kind, text = b"", number_texts(np.array([value], np.float64))[0]
    else:
        kind, text = b' t="e"', _error_text(value)
    return kind, b"<%sv>%s</%sv>" % (prefix, text, prefix)


def _error_text(value: object) -> bytes:
    code = value.code if isinstance(value, ExcelError) else VALUE.code
    return (code if code in _STORED_ERRORS else VALUE.code).encode()


def number_texts(numbers: np.ndarray) -> list[bytes]:
    """Numbers as a file holds them: the shortest digits that read back the same.

    >>> number_texts(np.array([1.0, 0.1, -0.0, 1e300]))
    [b'1', b'0.1', b'0', b'1e300']
    """
    if not len(numbers):
        return []
    text = orjson.dumps(np.ascontiguousarray(numbers + 0.0), option=orjson.OPT_SERIALIZE_NUMPY)
    return (text[1:-1] + b",").replace(b".0,", b",")[:-1].split(b",")


def gather(
    cells: Columns, rows: np.ndarray, cols: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Kind, number and object of each of the cells."""
    n = len(rows)
    kind = np.zeros(n, np.uint8)
    num = np.zeros(n)
    obj = np.empty(n, object)
    order = np.argsort(cols.astype(np.uint16), kind="stable")
    sorted_cols = cols[order]
    starts = np.flatnonzero(np.diff(sorted_cols, prepend=-1))
    stops = np.append(starts[1:], n)
    for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
        column = cells.by_index.get(int(sorted_cols[start]))
        if column is None:
            continue
        mine = order[start:stop]
        r = rows[mine]
        if column.rows is None:
            at = r - column.first
            hit = (at >= 0) & (at < len(column.kind))
        else:
            at = np.searchsorted(column.rows, r)
            at[at == len(column.rows)] = 0
            hit = column.rows[at] == r
        if not hit.all():
            mine, at = mine[hit], at[hit]
        kind[mine] = column.kind[at]
        num[mine] = column.num[at]
        if column.obj is not None:
            obj[mine] = column.obj[at]
    return kind, num, obj


def value_edits(scan: SheetScan, cells: Columns) -> list[Edit]:
    """The edits that put the values of formula cells in place, in order."""
    found = scan.formulas
    kind, num, obj = gather(cells, scan.row[found.cell], scan.col[found.cell])
    bad = (kind == NUMBER) & ~np.isfinite(num)
    if bad.any():
        raise ValueError("a number that is not finite cannot be stored")
    texts = _texts(kind, num, obj, scan.prefix)
    starts, ends = found.value, found.value_end
    chosen = np.flatnonzero(kind != PENDING)
    wanted = _CODE_OF_KIND[kind]
    typed = wanted != found.type
    typed &= ~((wanted == NO_TYPE) & (found.type == NUMBER_TYPE))
    typed &= kind != PENDING
    edits = list(
        map(
            Edit,
            starts[chosen].tolist(),
            ends[chosen].tolist(),
            [texts[i] for i in chosen.tolist()],
        )
    )
    tags = np.flatnonzero(typed)
    if b" vm=" in scan.data:
        tags = np.flatnonzero(kind != PENDING)
    for i in tags.tolist():
        start, stop = int(scan.at[found.cell[i]]), int(found.tag_end[i])
        old = scan.data[start:stop]
        new = _T.sub(b"", old) + _T_OF_CODE[int(wanted[i])] if typed[i] else old
        if kind[i] != ERROR:
            new = _VM.sub(b"", new)
        if new != old:
            edits.append(Edit(start, stop, new))
    if len(tags):
        edits.sort()
    return edits


def _texts(kind: np.ndarray, num: np.ndarray, obj: np.ndarray, prefix: bytes) -> list[bytes]:
    """The ``<v>`` element of each value."""
    before, after = b"<%sv>" % prefix, b"</%sv>" % prefix
    out = [b""] * len(kind)
    numbers = kind == NUMBER
    if numbers.all():
        return [before + text + after for text in number_texts(num)]
    where = np.flatnonzero(numbers).tolist()
    for i, text in zip(where, number_texts(num[numbers]), strict=True):
        out[i] = before + text + after
    for i in np.flatnonzero(kind == TEXT).tolist():
        out[i] = before + escape(obj[i]).encode("utf-8") + after
    for i in np.flatnonzero(kind == BOOL).tolist():
        out[i] = before + (b"1" if num[i] else b"0") + after
    for i in np.flatnonzero(kind == ERROR).tolist():
        out[i] = before + _error_text(obj[i]) + after
    return out


def apply(data: bytes, edits: list[Edit]) -> Iterator[bytes]:
    """The bytes with the edits made, in pieces. Edits are in order and do not overlap."""
    done = 0
    for first in range(0, len(edits), _AT_ONCE):
        pieces = []
        for start, end, new in edits[first : first + _AT_ONCE]:
            pieces.append(data[done:start])
            pieces.append(new)
            done = end
        yield b"".join(pieces)
    yield data[done:]
