"""The workbook around its sheets: names, tables, settings, links to other books."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from lxml import etree

from xl_kpis.formula.reference import parse_area
from xl_kpis.formula.sheets.model import DefinedName, Iteration, Model, Sheet, Table
from xl_kpis.formula.xlsx.package.package import Package, Relationship, local, relation_id
from xl_kpis.formula.xlsx.package.refusal import WorkbookError
from xl_kpis.formula.xlsx.package.xml_text import shared_strings, unescape_excel
from xl_kpis.formula.xlsx.read.cell_formats import number_formats
from xl_kpis.formula.xlsx.read.links import read_links
from xl_kpis.formula.xlsx.read.rich_errors import rich_errors
from xl_kpis.formula.xlsx.read.small_sheets import scanned_together
from xl_kpis.formula.xlsx.read.tolerant_scan import SheetSource
from xl_kpis.formula.xlsx.read.worksheet import filter_area, filtered, lay_out, read_sheet

_TRUE = ("1", "true")


def read_model(package: Package) -> Model:
    """Everything the engine needs of a package.

    Sheets come in the order of their tabs; chart sheets, dialog sheets and macro sheets keep their
    place but have no cells. Sheets of linked workbooks follow, as ``[1]Sheet``.
    """
    root = package.xml(package.workbook)
    links = package.relationships(package.workbook)
    model = Model(file_name=package.file)
    _read_settings(model, root)
    strings = _strings(package, links)
    dynamic = dynamic_arrays(package, links)
    errors = rich_errors(package, links)
    filter_mode: set[int] = set()
    limits = package.limits
    source = SheetSource(
        package.file, "", strings, model.date1904, limits.cells, limits.formulas, errors
    )
    nodes = _sheet_nodes(package, root, links)
    names: set[str] = set()
    parts = [link.target for _, link in nodes if link is not None and link.kind == "worksheet"]
    scanned = scanned_together((lay_out(package, part) for part in parts), source)
    for node, link in nodes:
        name = node.get("name", "")
        if name.casefold() in names:
            raise WorkbookError("sheet twice", file=package.file, name=name)
        names.add(name.casefold())
        if link is None or link.kind != "worksheet":
            model.sheets.append(Sheet(name, part=link.target if link else ""))
            continue
        source = source._replace(part=link.target)
        layout, scan = next(scanned)
        sheet, is_filtered = read_sheet(package, name, layout, source, dynamic, scan)
        if is_filtered:
            filter_mode.add(len(model.sheets))
        cells = sum(map(len, sheet.cells.by_index.values()))
        kept = package.scans.get(link.target) if sheet.runs else None
        source = source._replace(
            max_cells=source.max_cells - cells,
            max_formulas=source.max_formulas - (0 if kept is None else len(kept.formulas)),
        )
        _read_tables(package, model, sheet, len(model.sheets))
        model.sheets.append(sheet)
    if not model.sheets:
        raise WorkbookError("no sheets", file=package.file)
    _read_names(model, root, filter_mode)
    read_links(package, model, root, links)
    return model


def read_asked(package: Package, model: Model, asks: Collection[str]) -> None:
    """What only some functions ask for: number formats (which values may also be rounded to), and
    pivot tables."""
    if "formats" in asks or model.precision_as_displayed:
        for index, sheet in enumerate(model.sheets):
            if sheet.cells.by_index and not sheet.is_external:
                number_formats(package, model, index)
    if "pivot tables" in asks and not model.pivots:
        from xl_kpis.formula.xlsx.read.pivot_tables import read_pivots  # rarely asked for

        read_pivots(package, model)


def worksheet_parts(package: Package) -> dict[str, str]:
    """The part of each worksheet by the sheet's name, in order."""
    root = package.xml(package.workbook)
    links = package.relationships(package.workbook)
    return {
        node.get("name", ""): link.target
        for node, link in _sheet_nodes(package, root, links)
        if link is not None and link.kind == "worksheet"
    }


def uses_1904(package: Package) -> bool:
    """Whether the workbook counts days from 1904."""
    model = Model()
    _read_settings(model, package.xml(package.workbook))
    return model.date1904


def _children(root: etree._Element, holder: str, name: str) -> list[etree._Element]:
    """Nodes ``name`` below nodes ``holder`` of the root."""
    return [
        node for outer in root if local(outer) == holder for node in outer if local(node) == name
    ]


def _sheet_nodes(
    package: Package, root: etree._Element, links: dict[str, Relationship]
) -> list[tuple[etree._Element, Relationship | None]]:
    out: list[tuple[etree._Element, Relationship | None]] = []
    for node in _children(root, "sheets", "sheet"):
        link = links.get(relation_id(node))
        if link is not None and package.find(link.target) is None:
            raise WorkbookError("missing part", file=package.file, part=link.target)
        out.append((node, link))
    return out


def _read_settings(model: Model, root: etree._Element) -> None:
    for node in root:
        name = local(node)
        if name == "workbookPr":
            model.date1904 = node.get("date1904") in _TRUE
        elif name == "calcPr":
            model.precision_as_displayed = node.get("fullPrecision") in ("0", "false")
            model.iteration = Iteration(
                node.get("iterate") in _TRUE,
                _number(node.get("iterateCount"), 100),
                _real(node.get("iterateDelta"), 0.001),
            )


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default


def _real(text: str | None, default: float) -> float:
    try:
        value = float(text or "")
    except ValueError:
        return default
    return value if value - value == 0.0 else default


def _strings(package: Package, links: dict[str, Relationship]) -> np.ndarray:
    strings: list[str] = []
    for link in links.values():
        if link.kind == "sharedStrings" and package.find(link.target):
            strings = shared_strings(package, link.target)
            package.strings_member = package.find(link.target)
    out = np.empty(len(strings), object)
    out[:] = strings
    return out


def dynamic_arrays(package: Package, links: dict[str, Relationship]) -> set[int]:
    """The numbers (from 1, as in ``cm``) of cell metadata that mark a dynamic array."""
    parts = [link.target for link in links.values() if link.kind == "sheetMetadata"]
    if not parts or package.find(parts[0]) is None:
        return set()
    root = package.xml(parts[0])
    types = [node.get("name", "") for node in _children(root, "metadataTypes", "metadataType")]
    marks: dict[str, list[bool]] = {}
    for node in root:
        if local(node) == "futureMetadata":
            marks[node.get("name", "")] = [
                any(
                    inner.get("fDynamic") in _TRUE
                    for inner in block.iter("{*}dynamicArrayProperties")
                )
                for block in node
                if local(block) == "bk"
            ]
    out = set()
    for number, block in enumerate(_children(root, "cellMetadata", "bk"), 1):
        for record in block:
            kind, value = _number(record.get("t"), 0), _number(record.get("v"), 0)
            if 1 <= kind <= len(types):
                flags = marks.get(types[kind - 1], [])
                if value < len(flags) and flags[value]:
                    out.add(number)
    return out


def _read_names(model: Model, root: etree._Element, filter_mode: set[int]) -> None:
    count = len(model.sheets)
    for node in _children(root, "definedNames", "definedName"):
        scope = node.get("localSheetId")
        sheet = _number(scope, -1) if scope is not None else None
        if sheet is not None and not 0 <= sheet < count:
            continue
        text = "".join(node.itertext()).strip()
        hidden = node.get("hidden") in _TRUE
        name = DefinedName(node.get("name", ""), text, sheet, hidden)
        model.names.append(name)
        if name.name == "_xlnm._FilterDatabase" and sheet in filter_mode:
            _apply_advanced_filter(model.sheets[sheet or 0], text)


def _apply_advanced_filter(sheet: Sheet, text: str) -> None:
    """An advanced filter leaves no criteria in the sheet, only this name and its hidden rows."""
    area = filter_area(text.rpartition("!")[2])
    if area is not None and not len(sheet.filtered_rows):
        sheet.filtered_rows = filtered(sheet.hidden_rows, [area])


def _read_tables(package: Package, model: Model, sheet: Sheet, index: int) -> None:
    areas = []
    for link in package.relationships(sheet.part).values():
        if link.kind != "table" or package.find(link.target) is None:
            continue
        root = package.xml(link.target)
        try:
            area = parse_area(root.get("ref", ""))
        except ValueError:
            continue
        columns = [
            unescape_excel(node.get("name", ""))
            for node in _children(root, "tableColumns", "tableColumn")
        ]
        model.tables.append(
            Table(
                root.get("displayName") or root.get("name", ""),
                index,
                *area[1:],
                columns,
                _number(root.get("headerRowCount"), 1),
                _number(root.get("totalsRowCount"), 0),
            )
        )
        if _children(root, "autoFilter", "filterColumn"):
            own = [n.get("ref", "") for n in root if local(n) == "autoFilter"]
            found = filter_area(own[0])
            areas += [found] if found is not None else []
    if areas and len(sheet.hidden_rows):
        rows = {*sheet.filtered_rows.tolist(), *filtered(sheet.hidden_rows, areas).tolist()}
        sheet.filtered_rows = np.array(sorted(rows), np.int32)
