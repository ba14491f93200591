"""A sheet whose rows or columns move, and what is drawn and written on it."""

from __future__ import annotations

from lxml import etree

from xl_kpis.formula.grammar import translate
from xl_kpis.formula.grammar.moved_text import Shift
from xl_kpis.formula.reference import cell_name, parse_area
from xl_kpis.formula.refusals import EditError
from xl_kpis.formula.xlsx.package.package import local
from xl_kpis.formula.xlsx.write.xml_tree import Trees

_ONE = {
    "dimension": "ref",
    "mergeCell": "ref",
    "hyperlink": "ref",
    "autoFilter": "ref",
    "sortState": "ref",
    "sortCondition": "ref",
    "cellWatch": "r",
    "inputCells": "r",
    "dataRef": "ref",
    "comment": "ref",
    "threadedComment": "ref",
    "table": "ref",
    "location": "ref",
}
"""Elements with an address of the sheet; those of which nothing is left go."""
_SEVERAL = frozenset(
    ["conditionalFormatting", "dataValidation", "protectedRange", "ignoredError", "selection"]
)
_OWN_PARTS = ("comments", "threadedComment", "table", "pivotTable", "vmlDrawing", "drawing")


class MovedSheet:
    """The part of a sheet and those that hang on it."""

    def __init__(self, trees: Trees, part: str, shift: Shift) -> None:
        self.trees, self.part, self.shift = trees, part, shift
        links = trees.package.relationships(part).values()
        self.parts = [
            (link.kind, link.target)
            for link in links
            if link.kind in _OWN_PARTS and not link.external
        ]
        self.root = trees.root(part)

    # ---- what cannot be ---------------------------------------------------------------------

    def check(self) -> None:
        """``EditError`` where something would be torn or lost."""
        if etree.QName(self.root).localname != "worksheet":
            self._refuse("shift.no cells", "")
        for node in self.root.iterfind("{*}sheetData/{*}row/{*}c/{*}f"):
            kind, ref = node.get("t"), node.get("ref")
            if ref and kind in ("array", "dataTable") and self._tears(str(ref)):
                self._refuse("shift.table" if kind == "dataTable" else "shift.array", str(ref))
        for kind, part in self.parts:
            if kind == "table":
                self._check_table(self.trees.root(part))
            elif kind == "pivotTable":
                for place in self.trees.root(part).iter("{*}location"):
                    if self._cuts(str(place.get("ref"))):
                        self._refuse("shift.pivot", str(place.get("ref")))
        self._check_edge()

    def _check_table(self, table: etree._Element) -> None:
        ref, name = str(table.get("ref")), table.get("displayName")
        if not self._cuts(ref):
            return
        area = parse_area(ref, 0)
        if not self.shift.rows:
            self._refuse("shift.columns of table", ref, table=name)
        heads = int(table.get("headerRowCount", "1"))
        totals = int(table.get("totalsRowCount", "0"))
        body = area.top + heads, area.bottom - totals
        if self.shift.by < 0:
            first, last = self.shift.at, self.shift.at - self.shift.by - 1
            inside = body[0] <= first and last <= body[1]
            if not inside or (first, last) == body:
                self._refuse("shift.rows of table", ref, table=name)

    def _check_edge(self) -> None:
        """Nothing is pushed off the sheet."""
        if self.shift.by < 0:
            return
        last = 0
        for line in self.root.iterfind("{*}sheetData/{*}row"):
            if self.shift.rows:
                last = max(last, int(line.get("r", "1")) - 1)
            else:
                cells = line.findall("{*}c[@r]")
                last = max([last, *(parse_area(str(c.get("r")), 0).left for c in cells[-1:])])
        if last >= self.shift.at and last + self.shift.by >= self.shift.size:
            self._refuse("shift.edge", "")

    def _stretch(self, ref: str) -> tuple[int, int]:
        area = parse_area(ref.replace("$", ""), 0)
        return (area.top, area.bottom) if self.shift.rows else (area.left, area.right)

    def _cuts(self, ref: str) -> bool:
        return self.shift.cuts(*self._stretch(ref))

    def _tears(self, ref: str) -> bool:
        """Whether a part of an array formula would go, or come: not all of it, and not none."""
        stretch = self._stretch(ref)
        return self.shift.cuts(*stretch) and self.shift.span(*stretch) is not None

    def _refuse(self, code: str, ref: str, **details: object) -> None:
        raise EditError(code, sheet=self.shift.sheet, area=ref, **details)

    def rebase(self) -> None:
        """Conditional formats and validations are written for the first of their cells: if that
        goes, for the first that stays."""
        for node in self.root.iter():
            if local(node) not in ("conditionalFormatting", "dataValidation"):
                continue
            said = node.get("sqref") or "".join(n.text or "" for n in node if local(n) == "sqref")
            areas = [parse_area(one.replace("$", ""), 0) for one in said.split()]
            if not areas:
                continue
            first = min(a.top for a in areas), min(a.left for a in areas)
            at = first[0] if self.shift.rows else first[1]
            if self.shift.place(at) is not None:
                continue
            stays = self.shift.at - self.shift.by
            to = (stays, first[1]) if self.shift.rows else (first[0], stays)
            for text in node.iter():
                if local(text) in ("formula", "formula1", "formula2", "f") and text.text:
                    text.text = translate(str(text.text), *first, *to)

    # ---- what moves -------------------------------------------------------------------------

    def move(self) -> None:
        """Move the cells and what is said of them."""
        if not self.shift.rows:
            self._columns()
        self._cells()
        self._places(self.root)
        self._breaks()
        self.trees.changed(self.part)
        for kind, part in self.parts:
            root = self.trees.root(part)
            before = etree.tostring(root)
            if kind == "drawing":
                self._anchors(root)
            elif kind == "vmlDrawing":
                self._notes(root)
            else:
                self._places(root)
            if etree.tostring(root) != before:
                self.trees.changed(part)

    def _cells(self) -> None:
        shift = self.shift
        for line in self.root.findall("{*}sheetData/{*}row"):
            row = int(str(line.get("r"))) - 1
            if shift.rows:
                to = shift.place(row)
                if to is None:
                    _out(line)
                    continue
                if to == row:
                    continue
                line.set("r", str(to + 1))
            else:
                line.attrib.pop("spans", None)
            for cell in line.findall("{*}c"):
                area = parse_area(str(cell.get("r")), 0)
                where = (to, area.left) if shift.rows else (area.top, shift.place(area.left))
                if where[1] is None:
                    _out(cell)
                else:
                    cell.set("r", cell_name(*where))
        for formula in self.root.iterfind("{*}sheetData/{*}row/{*}c/{*}f"):
            for key in ("ref", "r1", "r2"):
                if formula.get(key):
                    moved = shift.area(str(formula.get(key)))
                    formula.set(key, moved or str(formula.get(key)))

    def _places(self, root: etree._Element) -> None:
        """Addresses in attributes and in the addresses of extensions."""
        shift = self.shift
        for node in list(root.iter()):
            name = local(node)
            key = _ONE.get(name)
            if key and node.get(key) and not (name == "dataRef" and node.get("sheet")):
                moved = shift.area(str(node.get(key)))
                single = name == "mergeCell" and ":" not in _joined(moved)
                if single or (moved is None and node.getparent() is not None):
                    _gone(node)
                elif moved is not None:
                    node.set(key, moved)
            if name in _SEVERAL and node.get("sqref"):
                self._several(node)
            elif name == "sqref" and node.text:
                text = shift.areas(str(node.text))
                if text:
                    node.text = text
                else:
                    _gone(node.getparent())
            for key in ("activeCell", "topLeftCell"):
                if node.get(key):
                    node.set(key, shift.area(str(node.get(key))) or str(node.get(key)))
            if name in ("from", "to"):  # where a control holds on to cells
                self._corner(node)

    def _several(self, node: etree._Element) -> None:
        text = self.shift.areas(str(node.get("sqref")))
        if text:
            node.set("sqref", text)
        elif local(node) == "selection":
            node.set("sqref", str(node.get("activeCell", "A1")))
        else:
            _gone(node)

    def _columns(self) -> None:
        """Widths and formats of columns; new ones are as the one before them."""
        for holder in self.root.findall("{*}cols"):
            for col in list(holder):
                span = self.shift.span(int(str(col.get("min"))) - 1, int(str(col.get("max"))) - 1)
                if span is None:
                    _out(col)
                else:
                    col.set("min", str(span[0] + 1))
                    col.set("max", str(span[1] + 1))
            if not len(holder):
                _out(holder)

    def _breaks(self) -> None:
        for holder in self.root.findall("{*}rowBreaks" if self.shift.rows else "{*}colBreaks"):
            for node in list(holder):
                to = self.shift.place(int(node.get("id", "0")))
                if to is None:
                    _out(node)
                else:
                    node.set("id", str(to))
            for key in ("count", "manualBreakCount"):
                if holder.get(key):
                    nodes = [n for n in holder if key == "count" or n.get("man") in ("1", "true")]
                    holder.set(key, str(len(nodes)))
            if not len(holder):
                _out(holder)

    def _anchors(self, root: etree._Element) -> None:
        """Where drawings hold on to cells. Those all of whose rows go stay, as thin as they get."""
        for anchor in root:
            if anchor.get("editAs") == "absolute":
                continue
            moved = [self._corner(node) for node in anchor if local(node) == "from"]
            for node in anchor:
                if local(node) == "to":  # what does not grow with its cells moves as its start
                    self._corner(node, moved[0] if anchor.get("editAs") == "oneCell" else None)

    def _corner(self, node: etree._Element, by: int | None = None) -> int:
        """Move a corner, by so much if that is said; by how much."""
        for child in node:
            if local(child) == ("row" if self.shift.rows else "col") and child.text:
                old = int(child.text)
                new = self._near(old) if by is None else old + by
                child.text = str(new)
                return new - old
        return 0

    def _near(self, index: int) -> int:
        """Where a place is afterwards, or what comes next to it."""
        to = self.shift.place(index)
        return self.shift.at if to is None else to

    def _notes(self, root: etree._Element) -> None:
        """Where the boxes of notes are, and whose they are."""
        wanted = "Row" if self.shift.rows else "Column"
        for node in list(root.iter()):
            name = local(node)
            if name == wanted and node.text:
                to = self.shift.place(int(node.text))
                if to is None:
                    shape = next(a for a in node.iterancestors() if local(a) == "shape")
                    _out(shape)
                else:
                    node.text = str(to)
            elif name == "Anchor" and node.text:
                parts = [part.strip() for part in str(node.text).split(",")]
                for i in (2, 6) if self.shift.rows else (0, 4):
                    parts[i] = str(self._near(int(parts[i])))
                node.text = ", ".join(parts)


def _joined(area: str | None) -> str:
    """An area with its corners, the same twice as one."""
    first, _, last = (area or "").partition(":")
    return area or "" if first != last else first


def _gone(node: etree._Element) -> None:
    """Take an element away, with the list that would be empty without it."""
    parent = node.getparent()
    while parent is not None and len(parent) == 1 and parent.getparent() is not None:
        node, parent = parent, parent.getparent()
    if parent is not None and parent.get("count"):
        parent.set("count", str(int(str(parent.get("count"))) - 1))
    _out(node)


def _out(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
