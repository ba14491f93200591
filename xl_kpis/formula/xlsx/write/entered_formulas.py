"""Formulas entered into a package, and taken away: only their cells change, and what must follow.

What must follow: cells that shared an old formula get its text, what an old array had spilled is
emptied, dynamic arrays are marked as such in the workbook's metadata, and Excel's list of the
order in which it calculated (``calcChain``), which it makes anew, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from posixpath import dirname, join, split

from xl_kpis.formula.compile.typed_formulas import may_spill
from xl_kpis.formula.grammar import parse, translate, unparse
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import cell_name
from xl_kpis.formula.sheets.model import Model
from xl_kpis.formula.xlsx.package.package import Package, from_utf8
from xl_kpis.formula.xlsx.package.xml_text import content, escape
from xl_kpis.formula.xlsx.read.scan_result import Layout, SheetScan
from xl_kpis.formula.xlsx.read.workbook import dynamic_arrays, read_model
from xl_kpis.formula.xlsx.read.worksheet import lay_out
from xl_kpis.formula.xlsx.write.cell_places import CellIndex, CellSpan, merged
from xl_kpis.formula.xlsx.write.formula_edits import NewName, edit_formulas
from xl_kpis.formula.xlsx.write.input_cells import array_areas
from xl_kpis.formula.xlsx.write.splice import Edit, Edits

Cell = tuple[int, int]
Texts = Mapping[Cell, str | None]
"""Formulas (without ``=``) by row and column; None where one is taken away."""

_MARKS = pattern(rb"""\s+(?:t|vm|cm)\s*=\s*(?:"[^"]*"|'[^']*')""")
_ROOT = pattern(rb"<(?![?!])((?:[\w.\-]+:)?)([\w.\-]+)[^>]*?(/?)>")
_CHAIN = pattern(rb"<(?:[\w.\-]+:)?(?:Relationship|Override)\s[^>]*?calcChain[^>]*?/>")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ARRAYS = "http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"
_METADATA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"
_METADATA = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<metadata xmlns="{_MAIN}" xmlns:xda="{_ARRAYS}">'
    '<metadataTypes count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" copy="1"'
    ' pasteAll="1" pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1"'
    ' clearComments="1" assign="1" coerce="1" cellMeta="1"/></metadataTypes>'
    '<futureMetadata name="XLDAPR" count="1"><bk><extLst>'
    '<ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}">'
    '<xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata>'
    '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>'
).encode()


def with_formulas(
    package: Package,
    model: Model,
    entered: Mapping[tuple[int, int, int], str | None],
    names: Mapping[str, str | None],
) -> Package:
    """The package with formulas in some cells (sheet, row, column) and some names defined, read
    and ready for the values to be written. ``model`` was read of the package, whatever has become
    of its formulas since."""
    if names:
        wanted = {n: None if text is None else NewName(_spelled(text)) for n, text in names.items()}
        data = edit_formulas(package, model, lambda _, text: text, wanted)
        package = _reopened(package, data)
        read_model(package)
    by_part: dict[str, dict[Cell, str | None]] = {}
    for (sheet, row, col), text in entered.items():
        by_part.setdefault(model.sheets[sheet].part, {})[row, col] = text
    if not by_part:
        return package
    changed: dict[str, list[bytes]] = {}
    added: dict[str, bytes] = {}
    mark = 0
    if any(text is not None and may_spill(text) for text in entered.values()):
        mark = _mark(package, changed, added)
    for part, texts in by_part.items():
        scan = package.scans.get(part) or SheetScan.unread(lay_out(package, part))
        data = _with_texts(scan, texts, mark)
        member = package.find(part)
        assert member is not None
        changed[member] = [from_utf8(data, scan.layout.encoding)]
    dropped = _without_chain(package, changed)
    out = BytesIO()
    package.archive.rewrite(changed, out, added=added, dropped=dropped)
    new = _reopened(package, out.getvalue())
    read_model(new)
    return new


def _reopened(package: Package, data: bytes) -> Package:
    return Package(data, package.file, package.limits)


def _spelled(text: str) -> str:
    """A formula as files spell it."""
    return unparse(parse(text))


# ---- a sheet ------------------------------------------------------------------------------------


def _with_texts(scan: SheetScan, texts: Texts, mark: int) -> bytes:
    layout = scan.layout
    index = CellIndex(layout)
    emptied: dict[Cell, tuple[bytes, bytes]] = {}
    edits: list[Edit] = []
    for (start, end), area in array_areas(layout).items():  # what old arrays have spilled
        own = area.top, area.left
        if any(
            area.top <= row <= area.bottom and area.left <= col <= area.right for row, col in texts
        ):
            cells = (
                (row, col)
                for row in range(area.top, area.bottom + 1)
                for col in range(area.left, area.right + 1)
            )
            emptied |= {cell: (b"", b"") for cell in cells if cell not in texts and cell != own}
            if own not in texts:  # whether it can spill now shows when it is calculated
                edits.append(Edit(start, end, cell_name(*own).encode()))
    shared = _left_alone(scan, texts)
    missing: dict[Cell, tuple[bytes, bytes]] = {}
    for cell, text in texts.items():
        kind, new = _content(layout, cell, text, mark)
        place = index.find(*cell)
        if place is None:
            missing[cell] = kind, new
        else:
            edits.append(_exchanged(layout, index, place, kind, new))
    for cell, text in shared.items():
        place = index.find(*cell)
        assert place is not None
        edits.append(_own_text(layout, index, place, text))
    edits = merged(edits + index.put(missing | emptied))
    done = Edits.of(edits).applied(layout.data, 0) if edits else b""
    return done + layout.data[edits[-1].end if edits else 0 :]


def _content(layout: Layout, cell: Cell, text: str | None, mark: int) -> tuple[bytes, bytes]:
    """What a cell's tag says and what is in it, for a formula."""
    if text is None:
        return b"", b""
    written = escape(_spelled(text)).encode("utf-8")
    p = layout.prefix
    if not may_spill(text):
        return b"", b"<%sf>%s</%sf>" % (p, written, p)
    name = cell_name(*cell).encode()
    return b' cm="%d"' % mark, b'<%sf t="array" ref="%s">%s</%sf>' % (p, name, written, p)


def _exchanged(layout: Layout, index: CellIndex, place: CellSpan, kind: bytes, new: bytes) -> Edit:
    """A cell's element with other content, its style kept."""
    tag = _MARKS.sub(b"", index.data[place.start : place.tag_end]).rstrip() + kind
    end = b">%s</%sc>" % (new, layout.prefix) if new else b"/>"
    return Edit(place.start, place.end, tag + end)


def _own_text(layout: Layout, index: CellIndex, place: CellSpan, text: str) -> Edit:
    """A cell that shared a formula with the text of its own."""
    p = layout.prefix
    formula = re.compile(rb"<%sf(?=[\s>/])[^>]*?(?:/>|>[^<]*</%sf\s*>)" % (p, p))
    match = formula.search(index.data, place.tag_end, place.end)
    assert match is not None
    return Edit(*match.span(), b"<%sf>%s</%sf>" % (p, escape(text).encode("utf-8"), p))


def _left_alone(scan: SheetScan, texts: Texts) -> dict[Cell, str]:
    """The formulas of cells that shared the formula of one that is changed."""
    found = scan.formulas
    out: dict[Cell, str] = {}
    masters: dict[int, int] = {}
    places = list(zip(scan.row[found.cell].tolist(), scan.col[found.cell].tolist(), strict=True))
    shared = found.shared.tolist()
    for i, cell in enumerate(places):
        said = found.special.get(i, {})
        if said.get("t") == "shared" and found.text[i] < found.text_end[i]:
            masters[int(said["si"])] = i
        elif shared[i] in masters and cell not in texts:
            master = masters[shared[i]]
            if places[master] in texts:
                text = content(scan.data[found.text[master] : found.text_end[master]])
                out[cell] = translate(text, *places[master], *cell)
    return out


# ---- the workbook around it ---------------------------------------------------------------------


def _mark(package: Package, changed: dict[str, list[bytes]], added: dict[str, bytes]) -> int:
    """The number by which cells say that their array spills; the metadata is made if need be."""
    links = package.relationships(package.workbook)
    known = dynamic_arrays(package, links)
    if known:
        return min(known)
    part = package.linked("sheetMetadata")
    if part is not None:
        return _more_metadata(package, part, changed)
    part = join(dirname(package.workbook), "metadata.xml")
    added[part] = _METADATA
    number = next(n for n in range(1, 10**6) if f"rId{n}" not in links)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sheetMetadata"
    if "purl.oclc.org" in package.text(package.workbook)[:2000].decode("utf-8", "replace"):
        kind = "http://purl.oclc.org/ooxml/officeDocument/relationships/sheetMetadata"
    link = f'Relationship Id="rId{number}" Type="{kind}" Target="metadata.xml"'
    _insert(package, _links_of(package), link, changed)
    said = f'Override PartName="/{part}" ContentType="{_METADATA_TYPE}"'
    _insert(package, "[Content_Types].xml", said, changed)
    return 1


def _more_metadata(package: Package, part: str, changed: dict[str, list[bytes]]) -> int:
    """Metadata of other kinds, with that of dynamic arrays beside it."""
    data, encoding = package.in_utf8(package.read(part), part)
    types = len(re.findall(rb"<metadataType\s", data))
    block = re.search(rb"<cellMetadata[\s>].*?</cellMetadata\s*>", data, re.S)
    cells = len(re.findall(rb"<bk[\s>]", block[0])) if block else 0
    kind = re.search(rb"<metadataType .*?/>", _METADATA)
    future = re.search(rb"<futureMetadata.*</futureMetadata>", _METADATA)
    assert kind is not None
    assert future is not None
    own = future[0].replace(
        b"<xda:dynamicArrayProperties",
        b'<xda:dynamicArrayProperties xmlns:xda="%s"' % _ARRAYS.encode(),
    )
    record = b'<bk><rc t="%d" v="0"/></bk>' % (types + 1)
    data = re.sub(rb"(</metadataTypes\s*>)", kind[0] + rb"\1" + own, data, count=1)
    if block:
        data = re.sub(rb"(</cellMetadata\s*>)", record + rb"\1", data, count=1)
    else:
        whole = b'<cellMetadata count="1">%s</cellMetadata>' % record
        after = re.search(rb"<valueMetadata[\s>]|<mdxMetadata[\s>]|</metadata\s*>", data)
        assert after is not None
        data = data[: after.start()] + whole + data[after.start() :]
    for name, count in ((b"metadataTypes", types + 1), (b"cellMetadata", cells + 1)):
        data = re.sub(rb'(<%s\s[^>]*?count=")\d+' % name, rb"\g<1>%d" % count, data, count=1)
    member = package.find(part)
    assert member is not None
    changed[member] = [from_utf8(data, encoding)]
    return cells + 1


def _links_of(package: Package) -> str:
    folder, name = split(package.workbook)
    return join(folder, "_rels", f"{name}.rels")


def _insert(package: Package, part: str, element: str, changed: dict[str, list[bytes]]) -> None:
    """Put an element (without its brackets) last into a part's root, in the namespace it has."""
    data, member, encoding = _now(package, part, changed)
    root = _ROOT.search(data)
    assert root is not None
    new = b"<%s%s/>" % (root[1], element.encode())
    if root[3]:  # it is empty, and closed where it opens
        new = b">%s</%s%s>" % (new, root[1], root[2])
        data = data[: root.start(3)] + new + data[root.end() :]
    else:
        end = data.rfind(b"</")
        data = data[:end] + new + data[end:]
    changed[member] = [from_utf8(data, encoding)]


def _now(package: Package, part: str, changed: Mapping[str, list[bytes]]) -> tuple[bytes, str, str]:
    member = package.find(part)
    assert member is not None
    raw = b"".join(changed[member]) if member in changed else package.read(part)
    data, encoding = package.in_utf8(raw, part)
    return data, member, encoding


def _without_chain(package: Package, changed: dict[str, list[bytes]]) -> Iterable[str]:
    """Leave out the list of the order of calculation; the members to drop."""
    part = package.linked("calcChain")
    member = package.find(part) if part else None
    if member is None:
        return []
    for part in (_links_of(package), "[Content_Types].xml"):
        data, name, encoding = _now(package, part, changed)
        changed[name] = [from_utf8(_CHAIN.sub(b"", data), encoding)]
    return [member]
