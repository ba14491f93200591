"""Formulas as text when rows, columns and sheets come and go: only the references change."""

from __future__ import annotations

import re
from typing import NamedTuple

from xl_kpis.formula.grammar.lexical import NAME_CHAR, QUOTED
from xl_kpis.formula.grammar.relative_text import AFTER, BEFORE, BETWEEN, FIXED
from xl_kpis.formula.grammar.sheet_prefix import print_prefix, read_prefix
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, column_index, column_name

_PREFIX = rf"(?:{QUOTED}|(?:\[[^\[\]]*+\])?{NAME_CHAR}++(?::{NAME_CHAR}++)?)!"
_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_AREA = (
    rf"{_CELL}(?:{BETWEEN}{_CELL})?|\$?[A-Za-z]{{1,3}}{BETWEEN}\$?[A-Za-z]{{1,3}}"
    rf"|\$?[0-9]{{1,7}}{BETWEEN}\$?[0-9]{{1,7}}"
)
_REFERENCE = pattern(
    rf'"[^"]*+"|(?:{BEFORE}(?P<prefix>{_PREFIX}))?{BEFORE}(?P<area>{_AREA})(?P<spill>\#?){AFTER}'
    rf"|{BEFORE}(?P<lone>{_PREFIX})(?P<name>\#REF!|{NAME_CHAR}++)|{FIXED}",
    re.DOTALL,
)
_CORNER = pattern(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")
_COLON = pattern(BETWEEN)


class Shift(NamedTuple):
    """Rows or columns of a sheet that come (``by`` above zero) before a place, or go."""

    sheet: str
    rows: bool
    at: int
    """From 0: what is here moves, or goes."""
    by: int

    @property
    def size(self) -> int:
        return MAX_ROWS if self.rows else MAX_COLS

    def place(self, index: int) -> int | None:
        """Where a single row or column is afterwards; None if it is gone."""
        found = self.span(index, index)
        return None if found is None else found[0]

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """Where a stretch is afterwards, longer or shorter; None if all of it is gone.

        >>> Shift("S", True, 2, 3).span(0, 2), Shift("S", True, 2, -3).span(1, 9)
        ((0, 5), (1, 6))
        """
        if first == 0 and last == self.size - 1:
            return first, last
        if self.by > 0:
            first, last = (i + self.by if i >= self.at else i for i in (first, last))
            return None if first >= self.size else (first, min(last, self.size - 1))
        end = self.at - self.by
        first = self.at if self.at <= first < end else first + self.by * (first >= end)
        last = self.at - 1 if self.at <= last < end else last + self.by * (last >= end)
        return None if first > last else (first, last)

    def cuts(self, first: int, last: int) -> bool:
        """Whether a stretch does not stay as long as it is, or goes."""
        if self.by > 0:
            return first < self.at <= last
        return first < self.at - self.by and last >= self.at

    def is_of(self, sheet: str) -> bool:
        return sheet.casefold() == self.sheet.casefold()

    def area(self, text: str) -> str | None:
        """An address of the sheet after the change; None where nothing is left of it.

        >>> Shift("S", True, 2, 1).area("$A$1:B3"), Shift("S", False, 0, -1).area("A:A")
        ('$A$1:B4', None)
        """
        colon = _COLON.search(text)
        ends = [text[: colon.start()], text[colon.end() :]] if colon else [text]
        parts = [_CORNER.fullmatch(end) for end in ends]
        values = [None if m is None else self._index(m) for m in parts]
        if any(value is None or value >= self.size for value in values):
            return text  # whole columns where rows move, or no address at all
        known = [value for value in values if value is not None]
        moved = self.span(min(known), max(known))
        if moved is None:
            return None
        order = moved if known[0] <= known[-1] else moved[::-1]
        out = [
            self._with(match, to)
            for match, to in zip(parts, order, strict=False)
            if match is not None
        ]
        return (colon[0] if colon else "").join(out)

    def areas(self, text: str) -> str:
        """Several addresses, separated by spaces."""
        return " ".join(filter(None, map(self.area, text.split())))

    def _index(self, match: re.Match[str]) -> int | None:
        _, letters, _, digits = match.groups()
        if self.rows:
            return int(digits) - 1 if digits else None
        return column_index(letters) if letters else None

    def _with(self, match: re.Match[str], to: int) -> str:
        fixed, letters, fixed_row, digits = match.groups()
        if self.rows:
            return f"{fixed}{letters}{fixed_row}{to + 1}"
        return f"{fixed}{column_name(to)}{fixed_row}{digits}"

    def formula(self, text: str, sheet: str) -> str:
        """A formula of a sheet after the change. Ranges over several sheets stay, as in Excel.

        >>> shift = Shift("Data", True, 1, 2)
        >>> shift.formula('SUM(Data!A1:A9)&"A5"&A5', "Other")
        'SUM(Data!A1:A11)&"A5"&A5'
        """

        def replace(match: re.Match[str]) -> str:
            if match["area"] is None:
                return match[0]
            if match["prefix"] is None:
                own = self.is_of(sheet)
            else:
                prefix = read_prefix(match["prefix"][:-1])
                own = prefix[1:] == (None, None) and self.is_of(prefix.sheet or sheet)
            if not own:
                return match[0]
            moved = self.area(match["area"])
            return (match["prefix"] or "") + ("#REF!" if moved is None else moved + match["spill"])

        return _REFERENCE.sub(replace, text)


class Renaming(NamedTuple):
    """A sheet that has another name, or is gone (None)."""

    sheet: str
    new: str | None

    def formula(self, text: str, sheet: str) -> str:
        """A formula after the change.

        >>> print(Renaming("Jan", "Q 1").formula('Jan!A1+SUM(Jan:Dec!B1)&"Jan!A1"', ""))
        'Q 1'!A1+SUM('Q 1:Dec'!B1)&"Jan!A1"
        >>> Renaming("Jan", None).formula("Jan!A1*Jan!rate", "")
        '#REF!*#REF!'
        """
        old = self.sheet.casefold()

        def replace(match: re.Match[str]) -> str:
            written = match["prefix"] or match["lone"]
            if written is None:
                return match[0]
            first, last, book = read_prefix(written[:-1])
            if book is not None or old not in {n.casefold() for n in (first, last) if n}:
                return match[0]
            if self.new is None:
                return "#REF!"
            named = [self.new if n and n.casefold() == old else n for n in (first, last)]
            return print_prefix(named[0], named[1], None) + match[0][len(written) :]

        return _REFERENCE.sub(replace, text)

    def is_end_of_several(self, text: str) -> bool:
        """Whether a formula has a range over several sheets that begins or ends with this one."""
        return any(
            prefix.book is None
            and prefix.sheet_to is not None
            and self.sheet.casefold() in (f"{prefix.sheet}".casefold(), prefix.sheet_to.casefold())
            for match in _REFERENCE.finditer(text)
            if (written := match["prefix"] or match["lone"])
            for prefix in (read_prefix(written[:-1]),)
        )
