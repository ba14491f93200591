"""Formula texts of a workbook changed, nothing else touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.sheets.model import Model
from xl_kpis.formula.xlsx.package.package import Package, from_utf8
from xl_kpis.formula.xlsx.package.xml_text import content, escape
from xl_kpis.formula.xlsx.read.scan_result import SheetScan
from xl_kpis.formula.xlsx.write.splice import Edit

_ELSEWHERE = pattern(
    rb"<((?:[\w.\-]+:)?(?:calculatedColumnFormula|totalsRowFormula|definedName|formula[12]?|f))"
    rb"(?:\s[^>]*)?(?<!/)>([^<]*)</\1>"
)
"""Formulas that are not in cells: of tables, names, conditional formats, validation, charts."""

_NAME = rb'<(?:[\w.\-]+:)?definedName\s(?:[^>]*?\s)?name="%s"[^>]*?(?:/>|>[^<]*</[^>]*>)'
_NAMES = pattern(rb"<((?:[\w.\-]+:)?)definedNames(?:\s[^>]*)?>")
_NO_NAMES = pattern(rb"<(?:[\w.\-]+:)?definedNames\s*>\s*</(?:[\w.\-]+:)?definedNames\s*>")
_BEFORE_NAMES = pattern(
    rb"</((?:[\w.\-]+:)?)(?:sheets|functionGroups|externalReferences)\s*>"
    rb"|<((?:[\w.\-]+:)?)(?:functionGroups|externalReferences)\s*/>"
)


class FormulaPlace(NamedTuple):
    """Where a formula stands."""

    part: str
    sheet: str
    """The sheet's name; empty outside of sheets."""
    row: int
    """From 0; -1 for a formula that is in no cell."""
    col: int


class NewName(NamedTuple):
    """A defined name to write."""

    text: str
    comment: str = ""
    hidden: bool = False


Change = Callable[[FormulaPlace, str], str]
"""Gets a formula as the file spells it, without ``=``; returns it, changed or not. Of formulas
shared by several cells only the first is asked for: the others follow from it."""


def edit_formulas(
    package: Package,
    model: Model,
    change: Change,
    names: Mapping[str, NewName | None] | None = None,
) -> bytes:
    """The package with its formulas put through ``change`` and some defined names set.

    A name given as None is removed. ``model`` is what :func:`read_model` made of this package.
    Every byte that belongs to no changed formula stays as it is; values stay, too.
    """
    changed: dict[str, bytes] = {}
    sheets = {sheet.part: sheet.name for sheet in model.sheets if sheet.part}
    tables = {
        link.target: sheet
        for part, sheet in sheets.items()
        for link in package.relationships(part).values()
        if link.kind == "table"
    }
    for part, sheet in [*sheets.items(), *tables.items(), (package.workbook, "")]:
        member = package.find(part)
        if member is None:
            continue
        data, encoding = package.in_utf8(package.read(part), part)
        scan = package.scans.get(part)
        edits = list(_edits(part, sheet, data, scan, change))
        new = _applied(data, edits)
        if part == package.workbook and names:
            new = _with_names(new, names)
        if new != data:
            changed[member] = from_utf8(new, encoding)
    out = BytesIO()
    package.archive.rewrite({member: [data] for member, data in changed.items()}, out)
    return out.getvalue()


def _edits(
    part: str, sheet: str, data: bytes, scan: SheetScan | None, change: Change
) -> Iterator[Edit]:
    first, last = scan.layout.body if scan else (len(data), len(data))
    for start, stop, row, col in (
        *_elsewhere(data, 0, first),
        *(_in_cells(scan) if scan else ()),
        *_elsewhere(data, last, len(data)),
    ):
        old = content(data[start:stop])
        new = change(FormulaPlace(part, sheet, row, col), old) if old else old
        if new != old:
            yield Edit(start, stop, escape(new).encode("utf-8"))


def _elsewhere(data: bytes, start: int, stop: int) -> Iterator[tuple[int, int, int, int]]:
    for match in _ELSEWHERE.finditer(data, start, stop):
        yield *match.span(2), -1, -1


def _in_cells(scan: SheetScan) -> Iterator[tuple[int, int, int, int]]:
    found = scan.formulas
    texts = zip(found.cell.tolist(), found.text.tolist(), found.text_end.tolist(), strict=True)
    for cell, start, stop in texts:
        if start < stop:
            yield start, stop, int(scan.row[cell]), int(scan.col[cell])


def _applied(data: bytes, edits: list[Edit]) -> bytes:
    pieces, done = [], 0
    for edit in sorted(edits):
        pieces += [data[done : edit.start], edit.new]
        done = edit.end
    return b"".join([*pieces, data[done:]])


def _with_names(data: bytes, names: Mapping[str, NewName | None]) -> bytes:
    """The workbook's part with these names and no others called so."""
    for name in names:
        data = re.sub(_NAME % re.escape(name.encode()), b"", data)
    wanted = {name: new for name, new in names.items() if new is not None}
    holder = _NAMES.search(data)
    if not wanted:
        return _NO_NAMES.sub(b"", data)
    if holder is None:
        last = list(_BEFORE_NAMES.finditer(data))[-1]
        prefix = last[1] or last[2] or b""
        written = _written(wanted, prefix)
        block = b"<%sdefinedNames>%s</%sdefinedNames>" % (prefix, written, prefix)
        return data[: last.end()] + block + data[last.end() :]
    written = _written(wanted, holder[1])
    return data[: holder.end()] + written + data[holder.end() :]


def _written(names: Mapping[str, NewName], prefix: bytes) -> bytes:
    out = []
    for name, new in names.items():
        said = f"name={quoteattr(name)}"
        said += f" comment={quoteattr(new.comment)}" if new.comment else ""
        said += ' hidden="1"' if new.hidden else ""
        tag = f"{prefix.decode()}definedName"
        out.append(f"<{tag} {said}>{escape(new.text)}</{tag}>")
    return "".join(out).encode("utf-8")
