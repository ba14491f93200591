"""Pivot tables as they stand on their sheets: what each of their rows and columns is about."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from xl_kpis.errors import ExcelError
from xl_kpis.formula.reference import parse_area
from xl_kpis.formula.sheets.model import Model, Pivot, PivotField, PivotLine
from xl_kpis.formula.values.value import Scalar
from xl_kpis.formula.xlsx.package.package import Package, local
from xl_kpis.formula.xlsx.package.xml_text import unescape_excel
from xl_kpis.formula.xlsx.read.iso_dates import iso_serial

_DATA = -2
"""Stands among the fields of an axis for the data fields, where there are several."""


def read_pivots(package: Package, model: Model) -> None:
    """Add the pivot tables to the model."""
    for index, sheet in enumerate(model.sheets):
        if not sheet.part:
            continue
        for link in package.relationships(sheet.part).values():
            if link.kind == "pivotTable" and package.find(link.target) is not None:
                pivot = _read_pivot(package, model, link.target, index)
                if pivot is not None:
                    model.pivots.append(pivot)


def _part(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of the child with this name."""
    for node in root:
        if local(node) == name:
            yield from node


def _number(node: etree._Element, name: str, default: int = 0) -> int:
    try:
        return int(node.get(name, default))
    except ValueError:
        return default


def _read_pivot(package: Package, model: Model, part: str, sheet: int) -> Pivot | None:
    root = package.xml(part)
    places = [node for node in root if local(node) == "location"]
    caches = [
        link.target
        for link in package.relationships(part).values()
        if link.kind == "pivotCacheDefinition" and package.find(link.target) is not None
    ]
    try:
        area = parse_area(places[0].get("ref", ""), sheet)
        cache = package.xml(caches[0])
    except (IndexError, ValueError):
        return None
    fields = [
        _field(node, own, model.date1904)
        for node, own in zip(_part(cache, "cacheFields"), _part(root, "pivotFields"), strict=False)
    ]
    top = area.top + _number(places[0], "firstDataRow", 1)
    left = area.left + _number(places[0], "firstDataCol", 1)
    data = []
    for node in _part(root, "dataFields"):
        source = _number(node, "fld", -1)
        names = [unescape_excel(node.get("name", ""))]
        if 0 <= source < len(fields):
            names += fields[source].names
        data.append(tuple(name.strip().casefold() for name in names))
    pages = {_number(node, "fld"): _number(node, "item", -1) for node in _part(root, "pageFields")}
    return Pivot(
        area,
        fields,
        data,
        list(_lines(root, "row", top)),
        list(_lines(root, "col", left)),
        {field: item for field, item in pages.items() if item >= 0},
    )


def _field(cache: etree._Element, own: etree._Element, date1904: bool) -> PivotField:
    names = [cache.get("name", ""), own.get("name", "")]
    shared = [_value(node, date1904) for node in _part(cache, "sharedItems")]
    for group in cache:
        if local(group) == "fieldGroup":
            grouped = [_value(node, date1904) for node in _part(group, "groupItems")]
            shared = grouped or shared
    items: list[tuple[Scalar, ...]] = []
    for node in _part(own, "items"):
        at = _number(node, "x", -1)
        values: list[Scalar] = [shared[at]] if 0 <= at < len(shared) else []
        if node.get("n") is not None:
            values.append(unescape_excel(node.get("n", "")))
        items.append(tuple(values))
    return PivotField(tuple(unescape_excel(n).strip().casefold() for n in names if n), items)


def _value(node: etree._Element, date1904: bool) -> Scalar:
    """One item of a pivot cache."""
    kind, text = local(node), node.get("v", "")
    if kind == "n":
        try:
            return float(text)
        except ValueError:
            return None
    if kind == "d":
        return iso_serial(text, date1904)
    if kind == "b":
        return text in ("1", "true")
    if kind == "e":
        return ExcelError.of(text) if text in ExcelError.codes() else None
    return None if kind == "m" else unescape_excel(text)


def _lines(root: etree._Element, axis: str, first: int) -> Iterator[PivotLine]:
    """The rows (or columns) of the data, and which items each one is about."""
    fields = [_number(node, "x") for node in _part(root, f"{axis}Fields")]
    before: list[int] = []
    for at, node in enumerate(_part(root, f"{axis}Items")):
        kind = node.get("t", "data")
        own = [_number(x, "v") for x in node if local(x) == "x"]
        items = before[: _number(node, "r")] + own
        if kind == "data":
            before = items
        if kind == "grand":
            items = []
        elif kind not in ("data", "default"):
            continue
        about = {f: item for f, item in zip(fields, items, strict=False) if f != _DATA}
        yield PivotLine(first + at, about, _number(node, "i"), _DATA in fields)
