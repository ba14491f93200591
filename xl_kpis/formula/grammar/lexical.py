"""The smallest pieces of a formula's text, shared by the parser and the text shifter."""

from __future__ import annotations

import re

from xl_kpis.errors import ExcelError
from xl_kpis.formula.grammar.nodes import Corner
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, column_index

# Excel takes every character beyond ASCII that is not a space for part of a name. Written as what a
# name may not hold: Python compiles a class of all the rest a hundred times more slowly.
_NOT_IN_NAMES = r"\s\x00-\x20\x7f-\xa0!\"\#$%&'()*+,\-/:;<=>@\[\]^`{|}~"
NAME_START = rf"[^{_NOT_IN_NAMES}0-9.?]"
NAME_CHAR = rf"[^{_NOT_IN_NAMES}]"

CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
COLUMN = r"\$?[A-Za-z]{1,3}"
ROW = r"\$?[0-9]{1,7}"
QUOTED = r"'[^']*+(?:''[^']*+)*+'"
ERROR = "|".join(re.escape(code) for code in ExcelError.codes())

TRIMS = {":.": "_TRO_TRAILING", ".:": "_TRO_LEADING", ".:.": "_TRO_ALL"}
"""A colon with dots leaves out the blank edges of a range; files spell it as a call."""
TRIMMING = {call: dots for dots, call in TRIMS.items()}

_CORNER = pattern(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")
_CORNERS_KEPT = 50_000
_corners: dict[str, Corner | None] = {}


def corner(text: str) -> Corner | None:
    """``$A1``, ``A`` or ``$1`` as a corner; None where that is off the sheet.

    >>> corner("$B7")
    Corner(row=6, col=1, row_absolute=False, col_absolute=True)
    >>> corner("XFE1") is None
    True
    """
    try:
        return _corners[text]
    except KeyError:
        pass
    match = _CORNER.fullmatch(text)
    found: Corner | None = None
    if match:
        first, letters, second, digits = match.groups()
        col = column_index(letters) if letters else None
        row = int(digits) - 1 if digits else None
        if (col is None or col < MAX_COLS) and (row is None or 0 <= row < MAX_ROWS):
            if letters:
                found = Corner(row, col, bool(second), bool(first))
            else:
                found = Corner(row, None, bool(first or second), False)
    if len(_corners) >= _CORNERS_KEPT:
        _corners.clear()
    _corners[text] = found
    return found
