"""Rows, columns and sheets that come and go in a package, with all that refers to them.

Parts in which nothing changes keep their bytes. What cannot be done without loss is refused
(:class:`~xl_kpis.formula.refusals.EditError`), and then nothing has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from xl_kpis.formula.grammar import translate
from xl_kpis.formula.grammar.moved_text import Renaming, Shift
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import cell_name, parse_area
from xl_kpis.formula.refusals import EditError
from xl_kpis.formula.xlsx.package.package import Package, local
from xl_kpis.formula.xlsx.write.moved_sheet import MovedSheet
from xl_kpis.formula.xlsx.write.xml_tree import Trees

Change: TypeAlias = Shift | Renaming

_TEXTS = frozenset(
    (
        *("f", "formula", "formula1", "formula2", "definedName", "sqref"),
        *("calculatedColumnFormula", "totalsRowFormula"),
        *("FmlaLink", "FmlaRange", "FmlaGroup", "FmlaTxbx"),
    )
)
"""Elements whose text is a formula; ``sqref`` beside a chart's is one, in a sheet addresses."""
_ATTRIBUTES = frozenset(["fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx", "textlink", "location"])
"""Attributes that are formulas, wherever they stand."""
_SHEETS = ("worksheet", "chartsheet", "dialogsheet", "xlMacrosheet")
_TABLE = pattern(r"[\w.\\]+(?=\[)")


def sheet_parts(package: Package) -> Iterator[tuple[str, str]]:
    """The sheets by name, in the order of their tabs, with their parts."""
    links = package.relationships(package.workbook)
    for node in package.xml(package.workbook).iter("{*}sheet"):
        id = next((v for k, v in node.attrib.items() if str(k).endswith("}id")), "")
        if str(id) in links:
            yield str(node.get("name", "")), links[str(id)].target


def shifted(package: Package, shift: Shift) -> bytes:
    """The package with rows or columns inserted or deleted."""
    trees = Trees(package)
    part = dict(sheet_parts(package))[shift.sheet]
    moved = MovedSheet(trees, part, shift)
    moved.check()
    moved.rebase()
    _follow(trees, shift)
    moved.move()
    _without_chain(trees)
    return trees.write()


def renamed(package: Package, old: str, new: str) -> bytes:
    """The package with a sheet called otherwise."""
    trees = Trees(package)
    _follow(trees, Renaming(old, new))
    for node in trees.root(package.workbook).iter("{*}sheet"):
        if node.get("name") == old:
            node.set("name", new)
    trees.changed(package.workbook)
    return trees.write()


def removed(package: Package, name: str) -> bytes:
    """The package without a sheet; what referred to it is #REF!."""
    trees = Trees(package)
    sheets = dict(sheet_parts(package))
    part = sheets[name]
    own = _reached(package, part) - {
        found for other in sheets.values() if other != part for found in _reached(package, other)
    }
    own -= set().union(*(_pivots(package, link) for link in _workbook_parts(package)))
    _check_unread(trees, name, own | {part})
    workbook = trees.root(package.workbook)
    nodes = list(workbook.iter("{*}sheet"))
    index = next(i for i, node in enumerate(nodes) if node.get("name") == name)
    shown = [n for n in nodes if n.get("state", "visible") == "visible" and n is not nodes[index]]
    if not shown:
        raise EditError("sheet.last", sheet=name)
    trees.drop({part, *own})
    _follow(trees, Renaming(name, None))
    for node in list(workbook.iter("{*}definedName")):
        place = node.get("localSheetId")
        if place is not None and int(place) == index:
            _out(node)
        elif place is not None and int(place) > index:
            node.set("localSheetId", str(int(place) - 1))
    for node in workbook.iter("{*}definedNames"):
        if not len(node):
            _out(node)
            break
    for view in workbook.iter("{*}workbookView"):
        for key in ("activeTab", "firstSheet"):
            place = int(view.get(key, "0"))
            if place >= index and place:
                view.set(key, str(place - 1))
    id = next(str(v) for k, v in nodes[index].attrib.items() if str(k).endswith("}id"))
    _out(nodes[index])
    trees.changed(package.workbook)
    _without_chain(trees)
    _unlink(trees, {id})
    return trees.write()


def added(package: Package, name: str) -> bytes:
    """The package with an empty sheet behind the others."""
    trees = Trees(package)
    workbook = trees.root(package.workbook)
    (sheets,) = list(workbook.iter("{*}sheets"))
    first = sheets[0]
    namespace = etree.QName(first).namespace
    relations = next(str(k) for k in first.attrib if str(k).endswith("}id"))
    links = package.relationships(package.workbook)
    id = next(f"rId{n}" for n in range(1, 10**6) if f"rId{n}" not in links)
    folder = next(link.target for link in links.values() if link.kind == "worksheet")
    folder = folder.rpartition("/")[0]
    part = next(
        f"{folder}/sheet{n}.xml"
        for n in range(1, 10**6)
        if package.find(f"{folder}/sheet{n}.xml") is None
    )
    number = 1 + max(int(node.get("sheetId", "0")) for node in sheets)
    node = etree.SubElement(sheets, etree.QName(first).text)
    node.set("name", name)
    node.set("sheetId", str(number))
    node.set(relations, id)
    trees.changed(package.workbook)
    trees.added[part] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{namespace}"><sheetData/></worksheet>'
    ).encode()
    rels = _links_part(package.workbook)
    like = next(n for n in trees.root(rels) if str(n.get("Type")).endswith("/worksheet"))
    made = etree.SubElement(trees.root(rels), like.tag)
    for key, value in (("Id", id), ("Type", str(like.get("Type"))), ("Target", f"/{part}")):
        made.set(key, value)
    trees.changed(rels)
    types = trees.root("[Content_Types].xml")
    said = etree.SubElement(types, etree.QName(etree.QName(types).namespace, "Override").text)
    said.set("PartName", f"/{part}")
    said.set("ContentType", f"{_MAIN_TYPE}.worksheet+xml")
    trees.changed("[Content_Types].xml")
    return trees.write()


_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


# ---- what refers to sheets ----------------------------------------------------------------------


def _follow(trees: Trees, change: Change) -> None:
    """Put every formula of the package through a change."""
    package = trees.package
    for name, part in sheet_parts(package):
        if package.find(part) in trees.dropped:
            continue
        _formulas_of_cells(trees, part, name, change)
        for found in sorted({part, *_reached(package, part)}):
            if found.endswith((".xml", ".vml")):
                _formulas_in(trees, found, name, change)
    _formulas_in(trees, package.workbook, "", change)
    if isinstance(change, Shift):
        _own_names(trees, change)
    for part in _workbook_parts(package):
        if part.rpartition("/")[2].startswith("pivotCacheDefinition"):
            _pivot_source(trees, part, change)


def _formulas_in(trees: Trees, part: str, sheet: str, change: Change) -> None:
    """The formulas that are not in cells."""
    if trees.package.find(part) in trees.dropped:
        return
    is_sheet = etree.QName(trees.root(part)).localname in _SHEETS
    changed = False
    for node in trees.root(part).iter():
        name = local(node)
        if name in _TEXTS and node.text and not (name == "sqref" and is_sheet):
            if name == "f" and local(node.getparent()) == "c" and is_sheet:
                continue
            of_sheet = name == "definedName" and node.get("localSheetId") is not None
            if of_sheet and isinstance(change, Shift):
                continue  # :func:`_own_names`, for those may name no sheet
            changed |= _set_text(node, change.formula(str(node.text), sheet))
        for key in _ATTRIBUTES & set(map(str, node.attrib)):
            old = str(node.get(key))
            if old != (new := change.formula(old, sheet)):
                node.set(key, new)
                changed = True
        if name == "cfvo" and node.get("type") == "formula":
            old = str(node.get("val", ""))
            if old != (new := change.formula(old, sheet)):
                node.set("val", new)
                changed = True
    if changed:
        trees.changed(part)


def _own_names(trees: Trees, shift: Shift) -> None:
    """Names of sheets, print areas among them."""
    part = trees.package.workbook
    names = [name for name, _ in sheet_parts(trees.package)]
    for node in trees.root(part).iter("{*}definedName"):
        place = node.get("localSheetId")
        if place is not None and int(place) < len(names) and node.text:
            new = shift.formula(str(node.text), names[int(place)])
            if _set_text(node, new):
                trees.changed(part)


def _formulas_of_cells(trees: Trees, part: str, sheet: str, change: Change) -> None:
    """The formulas in cells. Those that share one get texts of their own where one of them
    changes: what moves one of them may leave the next."""
    root = trees.root(part)
    if etree.QName(root).localname != "worksheet":
        return
    number(root)
    nodes = [node for node in root.iter("{*}f") if local(node.getparent()) == "c"]
    texts: dict[etree._Element, str] = {}
    masters: dict[str, tuple[str, int, int]] = {}
    apart: set[str] = set()
    for node in nodes:
        text, shared = str(node.text or ""), node.get("si") if node.get("t") == "shared" else None
        if shared is not None and not isinstance(change, Renaming):
            if text:
                masters[shared] = text, *_place(node)
            elif shared in masters:
                text = translate(masters[shared][0], *masters[shared][1:], *_place(node))
        new = change.formula(text, sheet)
        if new != text and shared is not None:
            apart.add(shared)
        texts[node] = new
    changed = False
    for node, text in texts.items():
        if node.get("t") == "shared" and not isinstance(change, Renaming):
            if node.get("si") not in apart and not _moves(change, sheet):
                continue
            for key in ("t", "si", "ref"):
                node.attrib.pop(key, None)
        elif not node.text:
            continue
        changed |= _set_text(node, text)
    if changed:
        trees.changed(part)


def _moves(change: Change, sheet: str) -> bool:
    return isinstance(change, Shift) and change.is_of(sheet)


def number(root: etree._Element) -> None:
    """Write where they are on rows and cells that say so by their order only."""
    row = 0
    for line in root.iterfind("{*}sheetData/{*}row"):
        row = int(line.get("r", row + 1))
        line.set("r", str(row))
        col = -1
        for cell in line.iterfind("{*}c"):
            said = cell.get("r")
            col = col + 1 if said is None else parse_area(str(said), 0).left
            if said is None:
                cell.set("r", cell_name(row - 1, col))


def _place(formula: etree._Element) -> tuple[int, int]:
    """Where the cell of a formula is."""
    cell = formula.getparent()
    assert cell is not None
    found = parse_area(str(cell.get("r")), 0)
    return found.top, found.left


def _set_text(node: etree._Element, new: str) -> bool:
    if str(node.text or "") == new:
        return False
    node.text = new
    return True


def _pivot_source(trees: Trees, part: str, change: Change) -> None:
    for node in trees.root(part).iter("{*}worksheetSource"):
        if str(node.get("sheet", "")).casefold() != change.sheet.casefold():
            continue
        if isinstance(change, Renaming):
            if change.new is None:
                raise EditError("sheet.pivot", sheet=change.sheet)
            node.set("sheet", change.new)
            trees.changed(part)
        elif node.get("ref"):
            moved = change.area(str(node.get("ref")))
            if moved is None:
                raise EditError("shift.pivot", sheet=change.sheet, area=node.get("ref"))
            if moved != node.get("ref"):
                node.set("ref", moved)
                trees.changed(part)


# ---- parts and links ----------------------------------------------------------------------------


def _reached(package: Package, part: str) -> set[str]:
    """The parts that a part links to, and those that these link to."""
    found: set[str] = set()
    todo = [part]
    while todo:
        for link in package.relationships(todo.pop()).values():
            known = link.external or link.target in found or package.find(link.target) is None
            if not known and link.target != package.workbook and link.kind not in _SHEETS:
                found.add(link.target)
                todo.append(link.target)
    return found


def _workbook_parts(package: Package) -> set[str]:
    """The parts that the workbook links to, sheets left out."""
    return {
        link.target
        for link in package.relationships(package.workbook).values()
        if not link.external and link.kind not in _SHEETS and package.find(link.target)
    }


def _pivots(package: Package, part: str) -> set[str]:
    """A part of the workbook's own with what it links to."""
    return {part, *_reached(package, part)}


def _check_unread(trees: Trees, name: str, own: set[str]) -> None:
    """``EditError`` if formulas of others read a sheet in a way that #REF! cannot stand for."""
    tables = {
        str(trees.root(part).get("displayName", "")).casefold()
        for part in own
        if part.rpartition("/")[2].startswith("table")
    }
    gone = Renaming(name, None)
    for sheet, part in sheet_parts(trees.package):
        for found in ({part, *_reached(trees.package, part)} - own) if sheet != name else ():
            if not found.endswith(".xml"):
                continue
            for text in _formula_texts(trees.root(found)):
                _check_text(text, gone, tables)
    for text in _formula_texts(trees.root(trees.package.workbook)):
        _check_text(text, gone, tables)


def _formula_texts(root: etree._Element) -> Iterator[str]:
    return (str(node.text) for node in root.iter() if local(node) in _TEXTS and node.text)


def _check_text(text: str, gone: Renaming, tables: set[str]) -> None:
    if gone.is_end_of_several(text):
        raise EditError("sheet.several", sheet=gone.sheet, formula=text)
    for match in _TABLE.finditer(text) if tables else ():
        if match[0].casefold() in tables:
            raise EditError("sheet.table", sheet=gone.sheet, table=match[0], formula=text)


def _links_part(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _without_chain(trees: Trees) -> None:
    """Leave out Excel's list of the order in which it calculated, which it makes anew."""
    package = trees.package
    links = package.relationships(package.workbook)
    chains = {id: link.target for id, link in links.items() if link.kind == "calcChain"}
    if chains:
        trees.drop(chains.values())
        _unlink(trees, set(chains))


def _unlink(trees: Trees, ids: set[str]) -> None:
    """Take away links of the workbook, and what is said of the parts that are dropped."""
    package = trees.package
    rels = _links_part(package.workbook)
    for node in list(trees.root(rels)):
        if node.get("Id") in ids:
            _out(node)
    trees.changed(rels)
    trees.drop([_links_part(part) for part in set(trees.dropped)])
    types = trees.root("[Content_Types].xml")
    for node in list(types):
        part = str(node.get("PartName", "")).lstrip("/")
        if part and package.find(part) in trees.dropped:
            _out(node)
    trees.changed("[Content_Types].xml")


def _out(node: etree._Element) -> None:
    parent = node.getparent()
    assert parent is not None
    parent.remove(node)
