"""Formulas entered into files of many dialects: what comes out is sound, and has them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree
from packages import DYNAMIC, MAIN, STRICT_MAIN, contents, packed, parts, sheet

import xl_kpis

ROWS = '<row r="1"><c r="A1"><v>2</v></c><c r="B1"><f>A1*2</f><v>4</v></c></row>'
RICH = (
    f'<metadata xmlns="{MAIN}"><metadataTypes count="1"><metadataType name="XLRICHVALUE"/>'
    '</metadataTypes><futureMetadata name="XLRICHVALUE" count="1"><bk/></futureMetadata>{}'
    '<valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>'
)
CELLS = '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata>'
CHAIN = f'<calcChain xmlns="{MAIN}"><c r="B1" i="1"/></calcChain>'


def prefixed(xml: str, *names: str) -> str:
    """The same XML with a prefix for its namespace."""
    for name in names:
        xml = re.sub(rf"<(/?){name}\b", rf"<\1x:{name}", xml)
    return xml.replace("xmlns=", "xmlns:x=", 1)


def with_metadata(xml: str) -> dict[str, str | bytes]:
    link = ("rm", "sheetMetadata", "metadata.xml")
    return parts({"S": sheet(ROWS)}, extra={"xl/metadata.xml": xml}, links=[link])


TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
SHEET = '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="x"/>'
OVERRIDE = '<Override PartName="/xl/calcChain.xml" ContentType="x"/>'
FILES: dict[str, dict[str, str | bytes]] = {
    "usual": parts({"S": sheet(ROWS)}),
    "strict": parts({"S": sheet(ROWS, main=STRICT_MAIN)}, strict=True),
    "prefix": parts({"S": prefixed(sheet(ROWS), "worksheet", "sheetData", "row", "c", "v", "f")}),
    "UTF-16": parts({"S": ""})
    | {"xl/worksheets/sheet1.xml": sheet(ROWS).replace("UTF-8", "UTF-16").encode("utf-16")},
    "types with a prefix": parts({"S": sheet(ROWS)})
    | {"[Content_Types].xml": prefixed(TYPES.format(SHEET), "Types", "Override")},
    "order of calculation": parts(
        {"S": sheet(ROWS)},
        extra={"xl/calcChain.xml": CHAIN},
        links=[("rc", "calcChain", "calcChain.xml")],
    )
    | {"[Content_Types].xml": TYPES.format(OVERRIDE)},
    "metadata of arrays": parts({"S": sheet(ROWS)}, **DYNAMIC),
    "metadata of values": with_metadata(RICH.format("")),
    "metadata of values and cells": with_metadata(RICH.format(CELLS)),
}


@pytest.mark.parametrize("kind", FILES)
def test_formulas_are_entered(kind: str) -> None:
    book = xl_kpis.load(packed(FILES[kind]))
    book.formula["C1"] = "=SEQUENCE(2)*A1"
    book.formula["B1"] = '=A1&"<"'
    data = book.to_bytes()
    again: Any = xl_kpis.load(data)
    assert again["A1:C2"] == [[2, "2<", 2], [None, None, 4]]
    again["A1"] = 3
    assert again["C1#"] == [[3], [6]]
    out = contents(data)
    roots = {name: etree.fromstring(xml) for name, xml in out.items()}
    types = roots["[Content_Types].xml"]
    assert {etree.QName(node).namespace for node in types} <= {etree.QName(types).namespace}
    assert not any("calcChain" in str(node.attrib) for node in types)
    assert "xl/calcChain.xml" not in out
    assert b"calcChain" not in out["xl/_rels/workbook.xml.rels"]


def test_several_rows_are_put_into_a_sheet_that_has_none() -> None:
    book = xl_kpis.load(packed(parts({"S": sheet("").replace("></sheetData>", "/>")})))
    book.formula["A1"], book.formula["A3"], book["B2"] = "=1+1", "=SEQUENCE(2)", "typed"
    again: Any = xl_kpis.load(book.to_bytes())
    assert again["A1:B4"] == [[2, None], [None, "typed"], [1, None], [2, None]]
