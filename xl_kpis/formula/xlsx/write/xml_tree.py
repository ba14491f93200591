"""Parts of a package as trees, of which those that were changed are written."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from lxml import etree

from xl_kpis.formula.xlsx.package.package import Package, after_prolog, from_utf8

_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True}


class Trees:
    """The parts that were looked at, each parsed once with all that stands in it."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._roots: dict[str, tuple[etree._Element, bytes, str]] = {}
        self._changed: set[str] = set()
        self.added: dict[str, bytes] = {}
        self.dropped: set[str] = set()

    def root(self, part: str) -> etree._Element:
        """The root of a part, by its member."""
        member = self.package.find(part) or part
        if member not in self._roots:
            data, encoding = self.package.in_utf8(self.package.read(part), part)
            self.package.xml(part)  # refuses what it refuses, in its own words
            start = after_prolog(data)
            parser = etree.XMLParser(encoding="utf-8", **_PARSER)
            root = etree.fromstring(data[start:], parser)
            self._roots[member] = root, data[:start], encoding
        return self._roots[member][0]

    def changed(self, part: str) -> None:
        """Say that a part is another now."""
        self._changed.add(self.package.find(part) or part)

    def drop(self, parts: Iterable[str]) -> None:
        """Leave parts out, with their own links and what is said of their type."""
        for part in parts:
            member = self.package.find(part)
            if member is not None:
                self.dropped.add(member)

    def write(self) -> bytes:
        """The package with the parts that were changed."""
        new: dict[str, list[bytes]] = {}
        for member in self._changed - self.dropped:
            root, prolog, encoding = self._roots[member]
            data = prolog + etree.tostring(root, encoding="utf-8", xml_declaration=False)
            new[member] = [from_utf8(data, encoding)]
        out = BytesIO()
        archive = self.package.archive
        archive.rewrite(new, out, added=self.added, dropped=self.dropped)
        return out.getvalue()
