"""An xlsx package: parts found as Excel finds them, XML parsed without entities."""

from __future__ import annotations

import functools
import os
import stat
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeAlias
from urllib.parse import unquote

from lxml import etree

from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.xlsx.package.allocator import keep_freed
from xl_kpis.formula.xlsx.package.archive import Archive
from xl_kpis.formula.xlsx.package.file_limits import DEFAULT, MIB, Limits
from xl_kpis.formula.xlsx.package.openpyxl_workbook import is_openpyxl, serialized
from xl_kpis.formula.xlsx.package.places import Named, is_remote, name_of, place, read
from xl_kpis.formula.xlsx.package.refusal import WorkbookError, of_system

if TYPE_CHECKING:
    from openpyxl import Workbook

    from xl_kpis.formula.xlsx.read.scan_result import SheetScan

Source: TypeAlias = "str | Path | bytes | Named | BinaryIO | Workbook"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DECLARED = pattern(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.\-]+)["']""")


class Relationship(NamedTuple):
    """A link from one part to another, or to the outside."""

    kind: str
    """The last word of its type: ``worksheet``, ``sharedStrings``, …"""
    target: str
    """The part's path; for the outside the address as written."""
    external: bool


class Package:
    """The parts of a workbook file. Made by :func:`open_package`."""

    def __init__(self, data: bytes, file: str, limits: Limits) -> None:
        keep_freed()
        self.file = file
        self.limits = limits
        self.archive = Archive(data, file, limits)
        self._names: dict[str, str] = {}
        for name in self.archive.members:
            folded = _fold(name)
            if folded in self._names:
                raise WorkbookError("duplicate part", file=file, part=name)
            self._names[folded] = name
        self.scans: dict[str, SheetScan] = {}
        """Sheets with formulas that were read: their bytes and the places of their values."""
        self.parts_read: set[str] = set()
        """The members that were read."""
        self.strings_member: str | None = None
        """The member that holds the shared strings."""
        self.workbook = self._find_workbook()

    def find(self, part: str) -> str | None:
        """The member that holds a part, whatever its case; None if there is none."""
        folded = _fold(part)
        return self._names.get(folded) or self._names.get(_fold(unquote(part)))

    def read(self, part: str) -> bytes:
        """A part's bytes; :class:`WorkbookError` if it is missing or damaged."""
        name = self.find(part)
        if name is None:
            raise WorkbookError("missing part", file=self.file, part=part)
        self.parts_read.add(name)
        return self.archive.read(name)

    def text(self, part: str) -> bytes:
        """An XML part's bytes in UTF-8, without byte order mark."""
        return self.in_utf8(self.read(part), part)[0]

    def in_utf8(self, data: bytes, part: str) -> tuple[bytes, str]:
        """As :func:`to_utf8`; :class:`WorkbookError` if it is in no encoding that XML has."""
        try:
            return to_utf8(data)
        except UnknownEncoding as wrong:
            raise WorkbookError(
                "xml", file=self.file, part=part, reason="encoding", encoding=str(wrong)
            ) from None

    def xml(self, part: str) -> etree._Element:
        """The root of an XML part. Nothing is expanded or fetched."""
        return self.parsed(self.text(part), part)

    def parsed(self, data: bytes, part: str) -> etree._Element:
        """As :meth:`xml`, of what was made of a part."""
        self.refuse_doctype(data, part)
        try:
            root = etree.fromstring(data, _parser(len(data) > 8 * MIB))
        except etree.XMLSyntaxError as problem:
            line, column = problem.position
            place = {"line": line, "column": column}
            raise WorkbookError(
                "xml", file=self.file, part=part, reason="syntax", **place
            ) from problem
        except ValueError as problem:
            raise WorkbookError("xml", file=self.file, part=part, reason="not xml") from problem
        return root

    def refuse_doctype(self, data: bytes, part: str) -> None:
        """A document type is where entity bombs and fetches begin; no writer puts one. It can only
        stand before the root, behind any number of comments."""
        if data.startswith(b"<!DOCTYPE", after_prolog(data)):
            raise WorkbookError("doctype", file=self.file, part=part)

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The relationships of a part by id (of the package itself for ``""``)."""
        base = dirname(part)
        rels = join(base, "_rels", part[len(base) :].lstrip("/") + ".rels")
        if self.find(rels) is None:
            return {}
        out = {}
        for node in self.xml(rels):
            target, kind = node.get("Target", ""), node.get("Type", "")
            external = node.get("TargetMode") == "External"
            if not external:
                target = target.replace("\\", "/")
                target = target.lstrip("/") if target.startswith("/") else join(base, target)
                target = normpath(target)
            out[node.get("Id", "")] = Relationship(kind.rpartition("/")[2], target, external)
        return out

    def linked(self, kind: str) -> str | None:
        """The part that the workbook links to as of a kind, such as ``styles``; None if there is
        none."""
        links = self.relationships(self.workbook).values()
        targets = (link.target for link in links if link.kind == kind)
        return next((part for part in targets if self.find(part)), None)

    def _find_workbook(self) -> str:
        if self.find("mimetype") and self.find("content.xml"):
            raise WorkbookError("ods", file=self.file)
        targets = [
            link.target for link in self.relationships("").values() if link.kind == "officeDocument"
        ]
        part = targets[0] if targets else "xl/workbook.xml"
        if part.lower().endswith(".bin") or self.find("xl/workbook.bin"):
            raise WorkbookError("xlsb", file=self.file)
        for folder, kind in (("word", "word"), ("ppt", "presentation")):
            if part.startswith(folder + "/"):
                raise WorkbookError("not a workbook", file=self.file, reason=kind)
        if self.find(part) is None:
            if targets or self.find("[Content_Types].xml"):
                raise WorkbookError("missing part", file=self.file, part=part)
            raise WorkbookError("not a workbook", file=self.file, reason="zip")
        return part

    @property
    def signed(self) -> bool:
        """Whether the package has a digital signature, which any change invalidates."""
        return any(name.startswith("_xmlsignatures/") for name in self._names)


@functools.cache
def _parser(huge: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=huge,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
    )


def _fold(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def local(node: etree._Element) -> str:
    """A node's name without namespace (transitional and strict files differ in those)."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def relation_id(node: etree._Element, name: str = "id") -> str:
    """The ``r:id`` of a node, in either namespace."""
    for key, value in node.attrib.items():
        text = str(key)
        if text.endswith("}" + name) and "relationships" in text:
            return str(value)
    return ""


_SPACE = pattern(rb"\s*")
_MARK = pattern(rb"(?:\xef\xbb\xbf)?\s*")


def after_prolog(data: bytes) -> int:
    """Where an XML text goes on behind its declaration and the comments before its root.

    >>> after_prolog(b"<?xml version='1.0'?> <!-- <a> --><b/>")
    34
    """
    at = _MARK.match(data).end()  # type: ignore[union-attr]
    while True:
        for opening, closing in ((b"<?", b"?>"), (b"<!--", b"-->")):
            if data.startswith(opening, at):
                end = data.find(closing, at + len(opening))
                break
        else:
            return at
        if end < 0:
            return len(data)
        at = _SPACE.match(data, end + len(closing)).end()  # type: ignore[union-attr]


class UnknownEncoding(ValueError):
    """XML in an encoding that XML does not have, such as Python's own ``punycode``, or in bytes
    that the declared one does not have."""


@functools.lru_cache(64)
def _is_of_xml(encoding: str) -> bool:
    """Whether the XML parser and Python both know an encoding."""
    try:
        etree.fromstring(b'<?xml version="1.0" encoding="%s"?><a/>' % encoding.encode("ascii"))
        "".encode(encoding)
    except (etree.XMLSyntaxError, LookupError, UnicodeError):
        return False
    return True


def to_utf8(data: bytes) -> tuple[bytes, str]:
    """XML bytes in UTF-8 without byte order mark, and the encoding they were in;
    :class:`UnknownEncoding` if it is none of XML."""
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:], "utf-8-sig"
    encoding = ""
    if data[:2] == b"\xff\xfe" or data[:4] == b"<\x00?\x00":
        encoding = "utf-16-le"
    elif data[:2] == b"\xfe\xff" or data[:4] == b"\x00<\x00?":
        encoding = "utf-16-be"
    else:
        match = _DECLARED.match(data[:200])
        if match is None or match[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
            return data, "utf-8"
        encoding = match[1].decode("ascii")
        if encoding.lower().startswith("utf-16"):  # it is not, or its first bytes would say so
            return data, "utf-8"
        if not _is_of_xml(encoding):
            raise UnknownEncoding(encoding)
    try:
        return data.decode(encoding).encode("utf-8"), encoding
    except (LookupError, UnicodeError):
        raise UnknownEncoding(encoding) from None


def from_utf8(data: bytes, encoding: str) -> bytes:
    """The inverse of :func:`to_utf8`."""
    if encoding == "utf-8":
        return data
    return data.decode("utf-8").encode(encoding, "xmlcharrefreplace")


def open_package(source: Source, limits: Limits = DEFAULT) -> Package:
    """Open ``.xlsx``, ``.xlsm``, ``.xltx`` or ``.xltm`` from a path, an address, bytes, a binary
    file or an openpyxl ``Workbook`` (as it would save itself).

    Raises :class:`WorkbookError` with one sentence if it is anything else or unsound.
    """
    data, file = bytes_and_name(source, limits)
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return Package(data, file, limits)
    if not data:
        raise WorkbookError("empty", file=file)
    if data[:8] == _OLE:
        # directory names of an OLE container are UTF-16
        sealed = "EncryptedPackage".encode("utf-16-le") in data
        raise WorkbookError("encrypted" if sealed else "xls", file=file)
    if data[:2] == b"\x09\x08" or data[:2] == b"\x09\x04":
        raise WorkbookError("xls", file=file)
    if data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557)) >= 0:
        return Package(data, file, limits)
    head = data[:512]
    reason = "binary" if b"\0" in head else "text"
    raise WorkbookError("not a workbook", file=file, reason=reason)


def file_bytes(path: str | Path, limits: Limits = DEFAULT) -> bytes:
    """The bytes of a file; :class:`WorkbookError` if it is too large, or no file."""
    return bytes_and_name(path, limits)[0]


def _bytes_of(path: Path, limits: Limits) -> tuple[bytes, int]:
    """The bytes of a file, and how many there are; none of them if they are too many."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) and not stat.S_ISDIR(about.st_mode):
            raise WorkbookError("unreadable", file=str(path), reason="no file")
        size = about.st_size
        return (path.read_bytes() if size <= limits.file else b""), size
    except FileNotFoundError:
        raise WorkbookError("missing file", file=str(path)) from None
    except OSError as problem:
        raise WorkbookError("unreadable", file=str(path), **of_system(problem)) from None


def bytes_and_name(source: Source, limits: Limits) -> tuple[bytes, str]:
    """The bytes of a source and what to call it."""
    if isinstance(source, bytes | bytearray | memoryview):
        data, file = bytes(source), "workbook"
        size = len(data)
    elif isinstance(source, Named):
        data, file = source
        size = len(data)
    elif is_remote(source):
        there = place(source)
        file = name_of(there)
        data = read(there, limits.file + 1)
        size = len(data)
    elif isinstance(source, str | os.PathLike):
        path = place(source)
        file = path.name
        data, size = _bytes_of(path, limits)
    elif is_openpyxl(source):
        data, file = serialized(source), "workbook"
        size = len(data)
    else:
        file = Path(str(getattr(source, "name", "workbook"))).name
        data = _all_of(source, limits.file + 1)
        size = len(data)
    if size > limits.file:
        raise WorkbookError("too large", file=file, size=size // MIB, limit=limits.file // MIB)
    return data, file


def _all_of(source: BinaryIO, most: int) -> bytes:
    """What an open file holds, wherever it stands, which is left as it was; of one that only goes
    forward what is still to come."""
    if not getattr(source, "seekable", lambda: False)():
        return source.read(most)
    before = source.tell()
    source.seek(0)
    data = source.read(most)
    source.seek(before)
    return data
