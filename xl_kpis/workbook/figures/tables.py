"""Where a table begins and which way it goes: periods across, periods down, or figure by figure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook.figures import logs, names, plan_names
from xl_kpis.workbook.figures.beside_plans import what_happened
from xl_kpis.workbook.figures.logs import Found
from xl_kpis.workbook.figures.model import said
from xl_kpis.workbook.figures.names import Labels
from xl_kpis.workbook.figures.numbers import is_nothing, settled, written
from xl_kpis.workbook.figures.periods import (
    is_month_name,
    is_spelled,
    parse_span,
    serial_of,
)
from xl_kpis.workbook.figures.plain_text import plain
from xl_kpis.workbook.figures.presets import Preset

HEADINGS_WITHIN = 60
"""How far down the first headings are looked for."""

Row = tuple[int, list[Any]]


@dataclass
class Block:
    """A table: its headings, what is below them, and what it is."""

    kind: str
    """``log``, ``preset``, ``plan``, ``long``, ``down`` or ``across``; ``stacked`` where periods
    stand over figures, ``stood`` where figures stand over periods."""
    top: int
    heads: list[Any]
    body: list[Row] = field(default_factory=list)
    log: Found | None = None
    preset: Preset | None = None
    column: int = 0
    """Of the names (across) or the periods (down)."""
    columns: tuple[int, int, int] = (0, 0, 0)
    """Measure, period and value, in long form."""
    plan: Mapping[str, int] = field(default_factory=dict)
    """The columns of a table of targets."""
    over: Sequence[tuple[int, Any]] = ()
    """What stands over each column, and in which column it begins."""
    lower: int = 0
    """The second row of headings."""
    titled: bool = False
    """Whether its period is that in the name of its sheet or file."""


@dataclass(frozen=True)
class Looking:
    """What tables are looked through with."""

    pack: str
    labels: Labels
    hint: str = ""
    log: str = ""
    mapped: Mapping[str, str] = field(default_factory=dict)
    """What headings (folded) stand for: a field, a measure, ``measure``, ``period``, ``value``;
    empty for nothing."""
    presets: Sequence[Preset] = ()


def blocks(rows: Sequence[Sequence[Any]], look: Looking) -> Iterator[Block]:
    """The tables of a sheet, from the top down; none where nothing is recognised."""
    filled = [(i, list(row)) for i, row in enumerate(rows, 1) if any(map(said, row))]
    _join_years(filled, look)
    start = _start(filled, look)
    if start is None:
        return
    position, block = start
    previous = block.top
    for index in range(position + 1, len(filled)):
        number, cells = filled[index]
        corner = block.column + 1 if block.kind == "across" else 0
        if year_over(cells[:corner]) and _same(cells[corner:], block.heads[corner:]):
            yield block
            block = replace(block, top=number, heads=cells, body=[])
            previous = number
            continue  # the same of another year
        if _same(cells, block.heads):
            previous = number
            if block.body and year_over(block.body[-1][1]):
                block.body.pop()
                yield block
                block = replace(block, top=number, heads=cells, body=[])
            continue  # headings again, as on a new page, or of another year
        if not block.body and _heads_again(cells, look):
            _join(block, cells)
            previous = number
            continue
        if number > previous + 1 and (found := _block(filled, index, look, sure=True)):
            yield block
            block = found
        else:
            block.body.append((number, cells))
        previous = number
    yield block


def year_over(cells: Sequence[Any]) -> int:
    """The year that a row says and nothing else, as over a table of its months: ``2025``,
    ``Figures 2025``; 0 where it says none, or more.

    >>> year_over(["2025"]), year_over([None, "Exercice 2025 :"]), year_over([2025.0, None])
    (2025, 2025, 2025)
    >>> year_over(["2024 and 2025"]), year_over(["Sessions", 2025.0]), year_over(["15 May 2025"])
    (0, 0, 0)
    """
    texts = [cell for cell in cells if said(cell)]
    if len(texts) != 1:
        return 0
    span = parse_span(texts[0])
    if span is not None:
        return span.first.year if span.months == 12 and span.first.month == 1 else 0
    found = re.findall(r"\d+", texts[0]) if isinstance(texts[0], str) else []
    return int(found[0]) if len(found) == 1 and re.fullmatch(r"(?:19|20)\d\d", found[0]) else 0


def _join_years(filled: list[Row], look: Looking) -> None:
    """Make one of a year and a month, or a quarter, that stand in columns of their own."""
    columns: tuple[int, int] | None = None
    year: int | None = None
    for _, cells in filled:
        heads = {
            part: [i for i, c in enumerate(cells) if names.is_called(c, part)]
            for part in ("year", "month", "quarter")
        }
        parts = heads["month"] or heads["quarter"]
        if len(heads["year"]) == 1 and len(parts) == 1:
            columns, year = (heads["year"][0], parts[0]), None
            if any(fold(str(cells[i])) in look.mapped for i in columns):
                columns = None
            else:
                is_quarter = not heads["month"]
                cells[columns[0]] = None
        elif columns is not None and max(columns) < len(cells):
            at, part = columns
            if said(cells[at]) and (span := parse_span(cells[at])) and span.months == 12:
                year, cells[at] = span.first.year, None
            if year is not None:
                cells[part] = _of_year(cells[part], year, is_quarter)


def _of_year(part: Any, year: int, is_quarter: bool) -> Any:
    """A month or a quarter with its year; as it is where it has one, or is none.

    >>> _of_year(2.0, 2026, False), _of_year("mars", 2026, False), _of_year("3", 2026, True)
    ('2026-02', 'mars 2026', '2026 Q3')
    >>> _of_year("2026-01", 2026, False), _of_year("Total", 2026, False)
    ('2026-01', 'Total')
    """
    if is_month_name(part):
        return f"{plain(part).rstrip('.')} {year}"
    if isinstance(part, str) and re.fullmatch(r"[a-zA-Z]\d", part.strip()):
        joined = f"{year} {part.strip()}"
        return part if parse_span(joined) is None else joined
    number = settled(part)
    if number is None or number != int(number) or not 1 <= number <= (4 if is_quarter else 12):
        return part
    return f"{year} Q{int(number)}" if is_quarter else f"{year}-{int(number):02}"


def _start(filled: list[Row], look: Looking) -> tuple[int, Block] | None:
    """The first table and where its headings are."""
    within = range(min(len(filled), HEADINGS_WITHIN))
    for sure in (True, False):
        for index in within:
            if found := _block(filled, index, look, sure):
                return _closest(filled, index, found, look)
    return None


def _closest(filled: list[Row], index: int, found: Block, look: Looking) -> tuple[int, Block]:
    """Of two rows of headings the lower, where it says more: years stand over their months, and the
    names that a program has for columns over the questions they hold."""
    for below in range(index + 1, min(index + 3, len(filled))):
        if found.kind == "log" and any(p.fits(filled[below][1]) for p in look.presets):
            lower = _block(filled, below, look, True)
            return (below, lower) if lower is not None else (index, found)
        if _same(filled[below][1], found.heads):
            continue  # headings again, as on a new page
        if _is_category(found, filled[below][1], look):
            lower = _block(filled, below, look, True)
            if lower is not None and lower.kind == "down":
                index, found = below, lower
                continue
        if any(look.labels.known(cell) for cell in filled[below][1]):
            break  # figures already: what comes below them is another table
        other = _block(filled, below, look, True)
        if found.kind == "across" and other is not None and other.kind == "across":
            index, found = below, other
    return index, found


def _is_category(found: Block, cells: Sequence[Any], look: Looking) -> bool:
    """Whether headings only group those of the row below, which calls its periods so."""
    at = found.column
    if found.kind != "down" or said(found.heads[at]) or at >= len(cells):
        return False
    return role(cells[at], look) == "period"


def _block(filled: list[Row], index: int, look: Looking, sure: bool) -> Block | None:
    """The table that begins with this row, if one does; if not ``sure``, one of names unknown."""
    number, heads = filled[index]
    if sum(map(said, heads)) < 2:
        return None
    below = [cells for _, cells in filled[index + 1 : index + 1 + logs.SAMPLE]]
    for preset in look.presets:
        if preset.fits(heads):
            return Block("preset", number, heads, preset=preset)
    if plan := plan_names.columns_of(heads, below, look.pack):
        return Block("plan", number, heads, plan=plan)
    if stacked := _stacked(filled, index, look):
        return stacked
    log = logs.find(heads, below, look.pack, hint=look.hint, wanted=look.log, mapped=look.mapped)
    if log is not None and (log.columns and below):
        return Block("log", number, heads, log=log)
    if long := _long(heads, look):
        return Block("long", number, heads, columns=long)
    if titled := _titled(number, heads, below, look):
        return titled
    side = _side(heads, below, look, sure)
    if side is not None:
        return Block("down", number, heads, column=side)
    heads = what_happened(heads)
    column = _names(heads, below, look, sure)
    return None if column is None else Block("across", number, heads, column=column)


def _stacked(filled: list[Row], index: int, look: Looking) -> Block | None:
    """The table of two rows of headings that begins here: periods, each over the same figures, or
    figures, each over the same periods."""
    if index + 2 >= len(filled):
        return None
    (number, upper), (lower, heads) = filled[index : index + 2]
    first = next((c for c, cell in enumerate(upper) if said(cell) and _is_over(cell, look)), 0)
    above = [cell for cell in upper[first:] if said(cell)]
    under = [(c, cell) for c, cell in enumerate(heads) if c >= first and said(cell)]
    again = Counter(fold(str(cell)) for _, cell in under)
    if len(above) < 2 or not first or max(again.values(), default=0) < 2:
        return None
    if any(look.labels.known(cell) for cell in heads[:first]) or any(
        look.labels.known(cells[c])
        for _, cells in filled[index + 2 :]
        for c in range(first)
        if c < len(cells)
    ):
        return None  # names go down
    times = [is_period(cell) for cell in above if not names.is_total(cell)]
    if all(times) and not any(is_period(cell) for _, cell in under):
        kind = "stacked"
    elif not any(times) and all(is_period(c) or names.is_total(c) for _, c in under):
        kind = "stood"
    else:
        return None
    over = standing_over(upper, len(heads))
    return Block(kind, number, heads, column=first, over=over, lower=lower)


def _is_over(cell: Any, look: Looking) -> bool:
    return is_period(cell) or look.labels.known(cell)


def standing_over(upper: Sequence[Any], width: int) -> list[tuple[int, Any]]:
    """What stands over each column, and where: over several it stands in the first of them.

    >>> standing_over([None, "Jan", None, "Feb"], 4)
    [(0, None), (1, 'Jan'), (1, 'Jan'), (3, 'Feb')]
    """
    there: tuple[int, Any] = (0, None)
    found = []
    for column in range(width):
        if column < len(upper) and said(upper[column]):
            there = (column, upper[column])
        found.append(there)
    return found


def _same(cells: Sequence[Any], heads: Sequence[Any]) -> bool:
    said_here = [fold(str(c)) for c in cells if said(c)]
    return len(said_here) > 1 and said_here == [fold(str(h)) for h in heads if said(h)]


def _heads_again(cells: Sequence[Any], look: Looking) -> bool:
    """Whether a row below headings is a second row of headings: without a number or a day in it,
    and in words that stand in headings only."""
    texts = [cell for cell in cells if said(cell)]
    if any(not isinstance(t, str) or parse_span(t) or written(t) is not None for t in texts):
        return False
    if any(_is_general(text) for text in texts):
        return True
    known = sum(look.labels.known(t) or bool(role(t, look)) for t in texts)
    return known > 1 and known == len(texts)


def _is_general(text: str) -> bool:
    """Whether a text is what survey services write below each question."""
    return names.is_called(text, "second_heading") or plain(text).startswith('{"importid"')


def _join(block: Block, cells: Sequence[Any]) -> None:
    """Questions that stand over their parts, and the parts below them, into one row of headings."""
    if block.kind != "preset":
        return
    above: Any = None
    for column, head in enumerate(block.heads):
        below = cells[column] if column < len(cells) else None
        above = head if said(head) else above
        if isinstance(below, str) and below and not _is_general(below) and said(above):
            block.heads[column] = f"{above} – {below}"


def role(head: Any, look: Looking) -> str:
    """What a heading stands for in a table of figures: ``measure``, ``period``, ``value`` …"""
    if not isinstance(head, str):
        return ""
    if fold(head) in look.mapped:
        return look.mapped[fold(head)]
    return next((r for r in ("measure", "period", "value") if names.is_called(head, r)), "")


def _long(heads: Sequence[Any], look: Looking) -> tuple[int, int, int] | None:
    """The columns of measure, period and value, if there are all three."""
    roles = [role(head, look) for head in heads]
    if all(r in roles for r in ("measure", "period", "value")):
        return roles.index("measure"), roles.index("period"), roles.index("value")
    return None


def _titled(
    number: int, heads: Sequence[Any], below: list[list[Any]], look: Looking
) -> Block | None:
    """A table of names and values on a sheet, or in a file, that is called by its period."""
    roles = [role(head, look) for head in heads]
    span = parse_span(look.hint)
    if span is None or span.is_day or roles.count("value") != 1 or "period" in roles:
        return None
    value = roles.index("value")
    for column in range(value):
        if any(look.labels.known(row[column]) for row in below if column < len(row)):
            named = [look.hint if i == value else head for i, head in enumerate(heads)]
            return Block("across", number, named, column=column, titled=True)
    return None


def _side(heads: Sequence[Any], below: list[list[Any]], look: Looking, sure: bool) -> int | None:
    """The column of the periods, where they go down: names above, periods below."""
    known = [c for c, head in enumerate(heads) if said(head) and look.labels.known(head)]
    for column, head in enumerate(heads):
        corner = parse_span(head)
        if column in known or (corner is not None and corner.is_day):
            continue  # a row of days and figures, and no headings
        named = role(head, look) == "period"
        others = [c for c in known if c != column]
        values = [row[column] for row in below if column < len(row) and said(row[column])]
        timed = [v for v in values if is_period(v) or (named and _is_plain_number(v))]
        if others and timed and (named or len(timed) >= len(values) / 2) and not _spans(heads):
            return column
        if not sure and named and timed and not _spans(heads) and not logs.is_about_money(heads):
            beside = [c for c in range(len(heads)) if c != column]
            if _are_numbers([row[c] for row in below for c in beside if c < len(row)]):
                return column
    return None


def _names(heads: Sequence[Any], below: list[list[Any]], look: Looking, sure: bool) -> int | None:
    """The column of the names, where periods go across."""
    spans = _spans(heads)
    if not spans:
        numbered = [c for c, head in enumerate(heads) if _is_number_of_period(head)]
        if not numbered or role(heads[0], look) != "measure":
            return None
        spans = numbered
    for column in range(spans[0]):
        if look.labels.known(heads[column]):
            return None  # a row of figures
        found = [row[column] for row in below if column < len(row)]
        if any(look.labels.known(name) for name in found):
            return column
    measures = [c for c in range(spans[0]) if role(heads[c], look) == "measure"]
    if measures:
        return measures[0]
    if sure or not _is_plausible(heads, spans, below):
        return None
    filled = (c for c in range(spans[0]) if any(said(v[c]) for v in below if c < len(v)))
    return next(filled, 0)


def _is_plausible(heads: Sequence[Any], spans: list[int], below: list[list[Any]]) -> bool:
    """Whether a row may head figures nobody knows by name: periods, and numbers below them."""
    beside = [c for c, head in enumerate(heads) if c >= spans[0] and said(head)]
    values = [row[c] for row in below for c in spans if c < len(row)]
    return 2 * len(spans) >= len(beside) and _are_numbers(values)


def _are_numbers(cells: Sequence[Any]) -> bool:
    """Whether most of what stands in some cells are numbers."""
    values = [v for v in cells if said(v)]
    found = sum(not isinstance(v, str) or written(v) is not None or is_nothing(v) for v in values)
    return bool(values) and 2 * found > len(values)


def _spans(heads: Sequence[Any]) -> list[int]:
    """The columns headed by a period, the first not counted: names stand there."""
    return [c for c, head in enumerate(heads) if c and is_period(head)]


def is_period(value: Any) -> bool:
    """Whether a cell names a period by itself: a date, a month, a quarter, a year."""
    if isinstance(value, (int, float)):
        return not isinstance(value, bool) and value == value and 1990 <= value <= 2100
    return is_spelled(value)


def _is_plain_number(value: Any) -> bool:
    """Whether a cell below ``Month`` may be the number of a period or of a day."""
    value = serial_of(value)
    is_day = isinstance(value, float) and parse_span(value) is not None
    return is_day or _is_number_of_period(value)


def _is_number_of_period(value: Any) -> bool:
    if isinstance(value, str):
        number = value.strip()  # what Python strips is more than what numbers may have around them
        return number.isdecimal() and 1 <= int(number) <= 99
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 1 <= value <= 99
