"""References in R1C1 style, as the text that INDIRECT may be given."""

from __future__ import annotations

import re

from xl_kpis.formula.grammar.lexical import NAME_CHAR, QUOTED
from xl_kpis.formula.grammar.nodes import Corner, Ref
from xl_kpis.formula.grammar.sheet_prefix import Prefix, read_prefix
from xl_kpis.formula.grammar.syntax_error import FormulaSyntaxError
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS

_PART = r"\[\s*[-+]?[0-9]{1,7}\s*\]|[0-9]{1,7}|"
_CORNER = rf"(?:R({_PART}))?(?:C({_PART}))?"
_REFERENCE = pattern(
    rf"\s*(?:((?:\[[^\[\]]+\])?(?:{NAME_CHAR}|:)+|{QUOTED})!)?{_CORNER}(?:\s*(:)\s*{_CORNER})?\s*",
    re.IGNORECASE,
)


def parse_r1c1(text: str, row: int = 0, col: int = 0) -> Ref:
    """The reference that a text in R1C1 style means in the cell at ``row``, ``col`` (from 0).

    ``R2C3``, ``R[-1]C``, ``R1C1:R[2]C[2]``, whole rows (``R5``, ``R1:R3``) and columns (``C2``),
    with or without a sheet. Raises :class:`FormulaSyntaxError`, also where it leaves the sheet.

    >>> from xl_kpis.formula.grammar import unparse
    >>> unparse(parse_r1c1("R[-1]C2", 4, 0)), unparse(parse_r1c1("'My Sheet'!C1:C3"))
    ('$B4', "'My Sheet'!$A:$C")
    """
    match = _REFERENCE.fullmatch(text)
    if match is None:
        raise FormulaSyntaxError("r1c1", 0, text)
    before, first_row, first_col, colon, last_row, last_col = match.groups()
    try:
        first = _corner(first_row, first_col, row, col)
        last = _corner(last_row, last_col, row, col) if colon else None
    except ValueError:
        raise FormulaSyntaxError("r1c1", 0, text) from None
    whole = first.row is None or first.col is None
    if last is None:
        last = first if whole else None
    elif (last.row is None, last.col is None) != (first.row is None, first.col is None):
        raise FormulaSyntaxError("r1c1", 0, text)
    return Ref(first, last, *(read_prefix(before) if before else Prefix()))


def _corner(down: str | None, across: str | None, row: int, col: int) -> Corner:
    if down is None and across is None:
        raise ValueError
    at_row, fixed_row = _place(down, row, MAX_ROWS)
    at_col, fixed_col = _place(across, col, MAX_COLS)
    return Corner(at_row, at_col, fixed_row, fixed_col)


def _place(text: str | None, own: int, size: int) -> tuple[int | None, bool]:
    if text is None:
        return None, False
    relative = not text or text.startswith("[")
    at = own + int(text.strip("[]") or "0") if relative else int(text) - 1
    if not 0 <= at < size:
        raise ValueError
    return at, not relative
