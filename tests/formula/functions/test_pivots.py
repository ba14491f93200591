"""GETPIVOTDATA against a pivot table of two row fields and one column field."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

import xl_kpis
from xl_kpis.errors import REF

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'

# Region (outer) and Item in rows, Year in columns; subtotals on the region's own line.
GRID = [
    ["Sum of Sales", "Year", None, None],
    ["Region", 2023, 2024, "Grand Total"],
    ["North", 3, 7, 10],
    ["Jam", 1, 2, 3],
    ["Tea", 2, 5, 7],
    ["South", None, 4, 4],
    ["Tea", None, 4, 4],
    ["Grand Total", 3, 11, 14],
]
PIVOT = f"""<pivotTableDefinition {_MAIN} name="P" cacheId="1" dataCaption="Values">
<location ref="A3:D10" firstHeaderRow="1" firstDataRow="2" firstDataCol="1"/>
<pivotFields count="4">
<pivotField axis="axisRow"><items><item x="1"/><item x="0"/><item t="default"/></items></pivotField>
<pivotField axis="axisRow"><items><item x="0"/><item x="1"/><item t="default"/></items></pivotField>
<pivotField axis="axisCol"><items><item x="0"/><item x="1"/><item t="default"/></items></pivotField>
<pivotField dataField="1"/></pivotFields>
<rowFields count="2"><field x="0"/><field x="1"/></rowFields>
<rowItems count="6"><i><x/></i><i r="1"><x/></i><i r="1"><x v="1"/></i><i><x v="1"/></i>
<i r="1"><x v="1"/></i><i t="grand"><x/></i></rowItems>
<colFields count="1"><field x="2"/></colFields>
<colItems count="3"><i><x/></i><i><x v="1"/></i><i t="grand"><x/></i></colItems>
<dataFields count="1"><dataField name="Sum of Sales" fld="3"/></dataFields>
</pivotTableDefinition>"""
CACHE = f"""<pivotCacheDefinition {_MAIN}><cacheFields count="4">
<cacheField name="Region"><sharedItems><s v="South"/><s v="North"/></sharedItems></cacheField>
<cacheField name="Item"><sharedItems><s v="Jam"/><s v="Tea"/></sharedItems></cacheField>
<cacheField name="Year"><sharedItems><n v="2023"/><n v="2024"/></sharedItems></cacheField>
<cacheField name="Sales"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>"""


def _relationships(**targets: str) -> str:
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_REL}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets.items(), 1)
    )
    return f"<Relationships {_PACKAGE}>{links}</Relationships>"


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{name}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{name}"><v>{value}</v></c>'


def _workbook(formula: str) -> bytes:
    rows = "".join(
        f'<row r="{i}">'
        + "".join(_cell(f"{'ABCD'[j]}{i}", v) for j, v in enumerate(row))
        + "</row>"
        for i, row in enumerate(GRID, 3)
    )
    escaped = formula.replace("&", "&amp;").replace("<", "&lt;")
    sheet = (
        f'<worksheet {_MAIN}><sheetData><row r="1"><c r="F1"><f>{escaped}</f></c></row>{rows}'
        "</sheetData></worksheet>"
    )
    parts = {
        "_rels/.rels": _relationships(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_REL}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relationships(
            worksheet="worksheets/s.xml", pivotCacheDefinition="pivotCache/c.xml"
        ),
        "xl/worksheets/s.xml": sheet,
        "xl/worksheets/_rels/s.xml.rels": _relationships(pivotTable="../pivotTables/p.xml"),
        "xl/pivotTables/p.xml": PIVOT,
        "xl/pivotTables/_rels/p.xml.rels": _relationships(
            pivotCacheDefinition="../pivotCache/c.xml"
        ),
        "xl/pivotCache/c.xml": CACHE,
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ('"Sales",$A$3', 14),
        ('"sum of sales",B7', 14),
        ('"Sales",A3,"Region","North"', 10),
        ('"Sales",A3,"Region","north","Item","Tea","Year",2024', 5),
        ('"Sales",A3,"Item","Tea","Year","2024","Region","South"', 4),
        ('"Sales",A3,"Year",2023', 3),
        ('"Sales",A3,"Region","South","Year",2023', 0),  # nothing there
        ('"Sales",A3,"Item","Tea"', REF),  # not shown over all regions
        ('"Sales",A3,"Region","East"', REF),
        ('"Profit",A3', REF),
        ('"Sales",F9', REF),
    ],
)
def test_value_of_a_pivot_table(arguments: str, expected: Any) -> None:
    book = xl_kpis.load(_workbook(f"GETPIVOTDATA({arguments})"))
    book.recalculate()
    assert book["S!F1"] == expected
