"""Errors younger than the file format: stored as ``#VALUE!``, with what they are in rich data."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from lxml import etree

from xl_kpis.errors import BLOCKED, CALC, CONNECT, FIELD, SPILL, UNKNOWN, VALUE, ExcelError
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.xlsx.package.package import Package, Relationship
from xl_kpis.formula.xlsx.read.scan_result import SheetScan

_OF_TYPE = {error.number - 1: error for error in (SPILL, CONNECT, BLOCKED, UNKNOWN, FIELD, CALC)}
"""Errors by their ``errorType``, which is one below what ERROR.TYPE gives."""
_VM = pattern(rb"""\svm\s*=\s*["']\s*([0-9]{1,9})\s*["']""")


def rich_errors(package: Package, links: Mapping[str, Relationship]) -> dict[int, ExcelError]:
    """The errors by the numbers (from 1, as in ``vm``) of the value metadata that tells them."""
    roots = {
        link.kind: package.xml(link.target)
        for link in links.values()
        if link.kind in ("rdRichValue", "rdRichValueStructure") and package.find(link.target)
    }
    metadata = [link.target for link in links.values() if link.kind == "sheetMetadata"]
    if len(roots) < 2 or not metadata or package.find(metadata[0]) is None:
        return {}
    values = _errors_of_values(roots["rdRichValue"], roots["rdRichValueStructure"])
    return _by_metadata(package.xml(metadata[0]), values) if values else {}


def _errors_of_values(values: etree._Element, structures: etree._Element) -> dict[int, ExcelError]:
    """The errors among the rich values, by their place."""
    place: dict[int, int] = {}
    """Which of the values of an error's structure is its type."""
    for i, node in enumerate(_all(structures, "s")):
        if node.get("t") == "_error":
            names = [key.get("n") for key in _all(node, "k")]
            if "errorType" in names:
                place[i] = names.index("errorType")
    out = {}
    for i, node in enumerate(_all(values, "rv")):
        at = place.get(_number(node.get("s")))
        if at is None:
            continue
        said = [value.text or "" for value in _all(node, "v")]
        error = _OF_TYPE.get(_number(said[at])) if at < len(said) else None
        if error is not None:
            out[i] = error
    return out


def _by_metadata(root: etree._Element, values: dict[int, ExcelError]) -> dict[int, ExcelError]:
    types = [node.get("name") for outer in _all(root, "metadataTypes") for node in outer]
    rich = [
        [_number(inner.get("i")) for inner in block.iter("{*}rvb")]
        for outer in _all(root, "futureMetadata")
        if outer.get("name") == "XLRICHVALUE"
        for block in _all(outer, "bk")
    ]
    blocks = [block for outer in _all(root, "valueMetadata") for block in _all(outer, "bk")]
    out = {}
    for number, block in enumerate(blocks, 1):
        for record in block:
            kind, at = _number(record.get("t")), _number(record.get("v"))
            if not 1 <= kind <= len(types) or types[kind - 1] != "XLRICHVALUE":
                continue
            for i in rich[at] if 0 <= at < len(rich) else ():
                if i in values:
                    out[number] = values[i]
    return out


def _all(node: etree._Element, name: str) -> list[etree._Element]:
    return list(node.iterchildren("{*}" + name))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else -1


def put_errors(scan: SheetScan, errors: Mapping[int, ExcelError]) -> None:
    """Put the errors that value metadata tells in place of the #VALUE! that stands for them."""
    texts = scan.texts
    for i in np.flatnonzero(texts == VALUE).tolist():
        at = int(scan.at[scan.text_at[i]])
        found = _VM.search(scan.data, at, scan.data.find(b">", at))
        if found is not None:
            texts[i] = errors.get(int(found[1]), texts[i])
