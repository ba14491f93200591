"""Where single cells are in a sheet's XML, whether they exist yet or not: for spilled neighbours
and for cells that a person fills in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import MAX_COLS, cell_name, column_name, parse_area
from xl_kpis.formula.xlsx.read.fast_scan import PlacesInSheet, places_in
from xl_kpis.formula.xlsx.read.scan_result import Layout
from xl_kpis.formula.xlsx.read.tolerant_scan import attributes, column_of
from xl_kpis.formula.xlsx.write.splice import Edit

_TAG = rb"""(?:[^>"'/]++|"[^"]*+"|'[^']*+'|/(?!>))*+"""
_NOT_CELLS = pattern(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.S)
_T = pattern(rb"""\s+(?:t|vm)\s*=\s*(?:"[^"]*"|'[^']*')""")
_LETTERS = pattern(r"\s*([A-Za-z]+)")
_COLUMN = pattern(rb' r="([A-Z]+)[0-9]+"')
_ROW_NUMBER = pattern(rb' r="([0-9]+)"')
_SPANS = pattern(rb"""\sspans\s*=\s*["']([0-9:\s]*)["']""")
_DIMENSION = rb"""<%sdimension\s(?:[^>]*?\s)?ref\s*=\s*["']([^"']*)["']"""


Cell = tuple[int, int]


class CellSpan(NamedTuple):
    """A cell's element: its tag from ``start`` to ``tag_end`` (``>`` or ``/>`` not included)."""

    start: int
    tag_end: int
    end: int
    has_formula: bool


class _Row(NamedTuple):
    start: int
    tag_end: int
    stop: int
    """Where its content ends: at ``</row``, or at ``tag_end`` if it is self-closing."""
    closed: bool


class CellIndex:
    """An index of a sheet's rows, and of the cells somebody asked for."""

    def __init__(self, layout: Layout, many: bool = False) -> None:
        """``many`` if so many cells will be asked for that all are to be indexed."""
        self.body = layout.body
        self.prefix = prefix = layout.prefix
        # positions stay the same where comments are blanked out
        self.data = layout.data
        if not layout.is_plain(*layout.body):
            self.data = _NOT_CELLS.sub(lambda m: b" " * len(m[0]), layout.data)
        self._row_tag = re.compile(rb"<%srow(%s)(/?)>" % (prefix, _TAG))
        self._cell_tag = re.compile(rb"<%sc(?=[\s>/])(%s)(/?)>" % (prefix, _TAG))
        self._formula = re.compile(
            rb"<%sf(?=[\s>/])(%s)(?:/>|>([^<]*|.*?)</%sf)" % (prefix, _TAG, prefix), re.S
        )
        self._value = re.compile(
            rb"<%s(v|is)(?=[\s>/])%s(?:/>|>.*?</%s\1\s*>)" % (prefix, _TAG, prefix), re.S
        )
        self._formula_start = b"<%sf" % prefix
        self._row_end = b"</%srow" % prefix
        self._cell_end = b"</%sc" % prefix
        self._closing = b"</%sc>" % prefix
        self._usual = b'<%sc r="%%s"' % prefix
        self.rows: dict[int, _Row] = {}
        self._other_rows: dict[int, list[_Row]] = {}
        """Elements of a row before its last one, where it has several."""
        self._cells: dict[int, dict[int, CellSpan]] = {}
        self._found: dict[tuple[int, int], CellSpan | None] = {}
        self._places: dict[int, int] | None = None
        """Where all cells are, by their numbers in reading order, if all are indexed."""
        self._indexed: PlacesInSheet | None = None
        self._openings: dict[int, bytes] = {}
        """How the tags of a column's new cells begin."""
        usual = many and not prefix and self.data is layout.data
        found = places_in(self.data, *self.body) if usual else None
        if found is None:
            self._index_rows()
        else:
            self._index_all(found)
        self.order = sorted(self.rows)

    def _index_all(self, found: PlacesInSheet) -> None:
        ends = zip(*(each.tolist() for each in found[1:4]), strict=True)
        places = [_Row(start, end, stop, end == stop) for start, end, stop in ends]
        self.rows = dict(zip(found.row.tolist(), places, strict=True))
        self._indexed = found
        self._places = dict(zip(found.cell.tolist(), found.at.tolist(), strict=True))

    def _index_rows(self) -> None:
        data, (start, stop) = self.data, self.body
        row = -1
        for match in self._row_tag.finditer(data, start, stop):
            usual = _ROW_NUMBER.match(match[1])
            number = usual[1].decode() if usual else attributes(match[1]).get("r", "").strip()
            row = int(number) - 1 if number.isdecimal() else row + 1
            tag_end = match.end() - 1 - len(match[2])
            end = tag_end if match[2] else data.find(self._row_end, match.end(), stop)
            if row in self.rows:
                self._other_rows.setdefault(row, []).append(self.rows[row])
            self.rows[row] = _Row(match.start(), tag_end, end, bool(match[2]))

    def cells(self, row: int) -> dict[int, CellSpan]:
        """The cells of a row by column."""
        known = self._cells.get(row)
        if known is not None:
            return known
        out: dict[int, CellSpan] = {}
        for place in self._elements_of(row):
            col = -1
            for match in self._cell_tag.finditer(self.data, place.tag_end, place.stop):
                usual = _COLUMN.match(match[1])
                if usual:
                    col = column_of(usual[1])
                else:
                    letters = _LETTERS.match(attributes(match[1]).get("r", ""))
                    col = column_of(letters[1].encode()) if letters else col + 1
                out[col] = self._place(match)
        self._cells[row] = out
        return out

    def _elements_of(self, row: int) -> list[_Row]:
        """The elements of a row that have something in them, in document order."""
        if row not in self.rows:
            return []
        found = [*self._other_rows.get(row, ()), self.rows[row]]
        return [place for place in found if not place.closed]

    def find(self, row: int, col: int) -> CellSpan | None:
        """Where a cell is; None if there is none."""
        if row not in self.rows:
            return None
        if self._places is not None and row * MAX_COLS + col not in self._places:
            return None
        try:
            return self._found[row, col]
        except KeyError:
            place = self._found[row, col] = self._look_for(row, col)
            return place

    def _look_for(self, row: int, col: int) -> CellSpan | None:
        if self._places is not None:
            match = self._cell_tag.match(self.data, self._places[row * MAX_COLS + col])
            assert match is not None
            return self._place(match)
        place = self.rows.get(row)
        if row in self._other_rows:
            return self.cells(row).get(col)
        if place is None or place.closed:
            return None
        if row not in self._cells and place.stop - place.tag_end < thresholds.LONG_ROW:
            usual = self._usual % cell_name(row, col).encode()
            start = self.data.rfind(usual, place.tag_end, place.stop)
            match = self._cell_tag.match(self.data, start) if start >= 0 else None
            if match is not None:
                return self._place(match)
        return self.cells(row).get(col)

    def _place(self, match: re.Match[bytes]) -> CellSpan:
        """A cell's place, from the match of its tag."""
        end = match.end()
        if match[2]:
            return CellSpan(match.start(), end - 2, end, has_formula=False)
        end = self.data.find(b">", self.data.find(self._cell_end, end)) + 1
        inside = self.data[match.end() : end]
        return CellSpan(match.start(), match.end() - 1, end, self._formula_in(inside))

    def _formula_in(self, inside: bytes) -> bool:
        """Whether a cell's content has a formula; Excel puts an empty one into spilled cells."""
        match = self._formula.search(inside) if self._formula_start in inside else None
        if match is None:
            return False
        said = attributes(match[1])
        return bool(match[2]) or said.get("t", "normal") != "normal"

    def has_formula(self, row: int, col: int) -> bool:
        """Whether a cell holds a formula."""
        place = self.find(row, col)
        return place is not None and place.has_formula

    def put(
        self,
        values: dict[Cell, tuple[bytes, bytes]],
        restyle: Mapping[Cell, Callable[[bytes], bytes]] | None = None,
    ) -> list[Edit]:
        """Edits that give cells the ``t`` attribute and content of :func:`splice.stored`;
        existing cells keep their style, missing cells and rows are added in order. ``restyle``
        gives the opening of some cells' tags with another style."""
        restyle = restyle or {}
        order = sorted(values)
        edits, order, filled = self._add_at_once(values, order, restyle)
        for row, cells in groupby(order, _ROW):
            exists, added, columns = row in self.rows, [], []
            for cell in cells:
                col, (kind, content) = cell[1], values[cell]
                place = self.find(row, col) if exists else None
                if place is not None:
                    tag = _T.sub(b"", self.data[place.start : place.tag_end]).rstrip()
                    if cell in restyle:
                        tag = restyle[cell](tag)
                    new = tag + kind + self._filled(place, content)
                    edits.append(Edit(place.start, place.end, new))
                elif content:
                    added.append((col, self._new_cell(cell, kind, content, restyle)))
                if content:
                    columns.append(col)
            if columns:
                first, last = filled.get(row, (columns[0], columns[-1]))
                filled[row] = min(first, columns[0]), max(last, columns[-1])
            if added:
                edits += self._add(row, added)
        return edits + self._extents(filled)

    def _add_at_once(
        self,
        values: Mapping[Cell, tuple[bytes, bytes]],
        order: list[Cell],
        restyle: Mapping[Cell, Callable[[bytes], bytes]],
    ) -> tuple[list[Edit], list[Cell], dict[int, tuple[int, int]]]:
        """Of cells in reading order edits that add those which their rows do not have; the other
        cells, and the first and last column that each row was given."""
        known, rows, found = self._places, self.rows, self._indexed
        if known is None or found is None:
            return [], order, {}
        added: list[Cell] = []
        others: list[Cell] = []
        for cell in order:
            row, col = cell
            place = rows.get(row)
            missing = place is not None and not place.closed and row * MAX_COLS + col not in known
            (added if missing and values[cell][1] else others).append(cell)
        if not added:
            return [], others, {}
        row_of, col_of = np.array(added, np.int64).T
        after = np.searchsorted(found.cell, row_of * MAX_COLS + col_of, "right")
        spots = found.stop[np.searchsorted(found.row, row_of)]
        there = np.flatnonzero(after < len(found.cell))
        there = there[found.cell[after[there]] // MAX_COLS == row_of[there]]
        spots[there] = found.at[after[there]]
        edits: list[Edit] = []
        filled: dict[int, tuple[int, int]] = {}
        for spot, cell in zip(spots.tolist(), added, strict=True):
            row, col = cell
            edits.append(Edit(spot, spot, self._new_cell(cell, *values[cell], restyle)))
            filled[row] = filled[row][0] if row in filled else col, col
        return edits, others, filled

    def _extents(self, filled: dict[int, tuple[int, int]]) -> list[Edit]:
        """Edits of what the sheet says of its size, where cells filled lie outside of it: readers
        that trust the ``spans`` of rows or the ``dimension`` would not see them. ``filled`` has the
        first and last column by row."""
        edits: list[Edit] = []
        if not filled:
            return edits
        known: dict[tuple[bytes, tuple[int, int]], bytes | None] = {}
        rows, data, search = self.rows, self.data, _SPANS.search
        for row, ends in filled.items():
            place = rows.get(row)
            said = search(data, place.start, place.tag_end) if place else None
            if said is None:
                continue
            key = said[1], ends
            spans = known.get(key)
            if spans is None and key not in known:
                spans = known[key] = _wider(*key)
            if spans is not None:
                edits.append(Edit(*said.span(1), spans))
        head = re.compile(_DIMENSION % self.prefix).search(self.data, 0, self.body[0])
        if head is None:
            return edits
        try:
            area = parse_area(head[1].decode("ascii"))
        except ValueError:
            return edits
        top, left = min(filled), min(first for first, _ in filled.values())
        bottom, right = max(filled), max(last for _, last in filled.values())
        new = (
            *(min(area.top, top), min(area.left, left)),
            *(max(area.bottom, bottom), max(area.right, right)),
        )
        if new != area[1:]:
            ref = f"{cell_name(*new[:2])}:{cell_name(*new[2:])}"
            edits.append(Edit(*head.span(1), ref.encode()))
        return edits

    def _filled(self, place: CellSpan, content: bytes) -> bytes:
        """The rest of a cell's element, with other content in the place of its value."""
        inside = self.data[place.tag_end + 1 : place.end]
        if self.data[place.tag_end : place.tag_end + 1] == b"/":
            inside = self._closing
        if inside == self._closing:
            return b">" + content + inside if content else b"/>"
        rest = self._value.sub(b"", inside, count=1)
        formula = self._formula.match(rest)
        at = rest.index(b">", formula.end() - 1) + 1 if formula else 0
        if not content and not at and rest.startswith(self._cell_end):
            return b"/>"
        return b">" + rest[:at] + content + rest[at:]

    def _new_cell(
        self,
        cell: Cell,
        kind: bytes,
        content: bytes,
        restyle: Mapping[Cell, Callable[[bytes], bytes]],
    ) -> bytes:
        """The element of a cell that is not there yet."""
        row, col = cell
        opening = self._openings.get(col)
        if opening is None:  # up to the number of the row
            opening = b'<%sc r="%s' % (self.prefix, column_name(col).encode())
            self._openings[col] = opening
        tag = b'%s%d"' % (opening, row + 1)
        if cell in restyle:
            tag = restyle[cell](tag)
        return b"%s%s>%s%s" % (tag, kind, content, self._closing)

    def _add(self, row: int, cells: list[tuple[int, bytes]]) -> list[Edit]:
        """Edits that add cells (sorted) to a row, which may have to be made."""
        p = self.prefix
        place = self.rows.get(row)
        joined = b"".join(element for _, element in cells)
        if place is None:
            new = b'<%srow r="%d">%s</%srow>' % (p, row + 1, joined, p)
            return self._add_row(row, new)
        if place.closed:
            end = place.tag_end + 2
            return [Edit(place.tag_end, end, b">%s</%srow>" % (joined, p))]
        have = sorted((c, at) for c, at in self.cells(row).items() if at.start > place.start)
        by_place: dict[int, bytes] = {}
        for col, element in cells:
            spot = next((at.start for other, at in have if other > col), place.stop)
            by_place[spot] = by_place.get(spot, b"") + element
        return [Edit(spot, spot, new) for spot, new in by_place.items()]

    def _add_row(self, row: int, new: bytes) -> list[Edit]:
        start, stop = self.body
        after = bisect_right(self.order, row)
        if after < len(self.order):
            spot = self.rows[self.order[after]].start
        elif self.data[start - 2 : start] == b"/>" and start == stop:
            # <sheetData/> has to be opened
            return [Edit(start - 2, start, b">%s</%ssheetData>" % (new, self.prefix))]
        else:
            spot = stop
        return [Edit(spot, spot, new)]


def _wider(spans: bytes, ends: tuple[int, int]) -> bytes | None:
    """What a row says of its columns, with others from a first one to a last one; None if that
    stays as it is."""
    bounds = [int(part) for part in spans.replace(b":", b" ").split()]
    first, last = ends[0] + 1, ends[1] + 1
    if not bounds or min(bounds) <= first <= last <= max(bounds):
        return None
    return b"%d:%d" % (min(*bounds, first), max(*bounds, last))


def merged(edits: list[Edit]) -> list[Edit]:
    """Edits in order; insertions at one place joined in the order given. Several that exchange the
    same are rows put into an empty ``<sheetData/>``, which each of them opens."""
    out: list[Edit] = []
    order = sorted(edits, key=_PLACE)
    places = list(map(_PLACE, order))
    i = 0
    while i < len(order):
        j = i + 1
        while j < len(order) and places[j] == places[i]:
            j += 1
        first, *others = order[i:j]
        i = j
        if not others:
            out.append(first)
        elif first.start == first.end:
            out.append(first._replace(new=b"".join([first.new, *(other.new for other in others)])))
        else:
            new = first.new
            for other in others:
                close = new.rindex(b"</")
                new = new[:close] + other.new[1:]
            out.append(first._replace(new=new))
    return out


_PLACE = itemgetter(0, 1)

_ROW = itemgetter(0)
