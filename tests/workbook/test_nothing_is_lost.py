"""Filling and recalculating change the cells they are for, and nothing else of the file.

The workbook here is a template that has lived: someone added a comment, a picture, conditional
formats, sparklines, a macro project and custom XML.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.worksheet.datavalidation import DataValidation

import xl_kpis
from tests.formula.xlsx.packages import contents
from xl_kpis.workbook.fill import fill
from xl_kpis.workbook.template import build_template

SPARKLINES = (
    '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="http://schemas.microsoft'
    '.com/office/spreadsheetml/2009/9/main"><x14:sparklineGroups xmlns:xm="http://schemas.microsoft'
    '.com/office/excel/2006/main"><x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>'
    "Inputs!E8:P8</xm:f><xm:sqref>A1</xm:sqref></x14:sparkline></x14:sparklines>"
    "</x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
)
CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
FORMULA_VALUE = re.compile(
    rb"(<c r=\"[A-Z]+[0-9]+\"[^>]*?)( t=\"\w+\")?(>)(<f.*?(?:</f>|/>))<v>.*?</v>"
)


def picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    pixel = chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
    return b"\x89PNG\r\n\x1a\n" + header + pixel + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def lived_in() -> bytes:
    """A macro workbook with a little of everything, as bytes."""
    book = build_template("mentoring", "en")
    sheet = book["Inputs"]
    sheet["B2"].comment = Comment("ask the front desk", "a reader")
    notes = book.create_sheet("My notes")
    notes.append(["Amount", 1, 2, "=SUM(B1:C1)"])
    notes.conditional_formatting.add(
        "B1:C1", ColorScaleRule("min", None, "FFFFFF", end_type="max", end_color="1F5F99")
    )
    choice = DataValidation(type="list", formula1='"yes,no"')
    choice.add("A2")
    notes.add_data_validation(choice)
    out = io.BytesIO()
    book.save(out)
    content = contents(out.getvalue())
    last = sorted(n for n in content if n.startswith("xl/worksheets/sheet"))[-1]
    content[last] = content[last].replace(b"</worksheet>", SPARKLINES.encode() + b"</worksheet>")
    types = content["[Content_Types].xml"]
    types = types.replace(b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml")
    extra = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    extra += b'<Default Extension="png" ContentType="image/png"/>'
    content["[Content_Types].xml"] = types.replace(b"<Default ", extra + b"<Default ", 1)
    content["xl/vbaProject.bin"] = bytes(range(256)) * 9
    content["xl/media/image1.png"] = picture()
    content["customXml/item1.xml"] = b'<?xml version="1.0"?><client xmlns="urn:example">42</client>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in content.items():
            file.writestr(name, data)
    return packed.getvalue()


def blanked(xml: bytes) -> bytes:
    """A sheet without the values of its formulas."""
    return FORMULA_VALUE.sub(rb"\1\3\4", xml)


def test_recalculating_changes_only_values_of_formulas(lived_in: bytes) -> None:
    before, after = contents(lived_in), contents(xl_kpis.load(lived_in).to_bytes())
    assert list(after) == list(before), "the same parts in the same order"
    for name, data in before.items():
        if name.startswith("xl/worksheets/sheet"):
            assert blanked(after[name]) == blanked(data), name
        else:
            assert after[name] == data, name
    assert after["xl/vbaProject.bin"] == bytes(range(256)) * 9
    assert any(name.startswith("xl/charts/") for name in after)


def test_filling_changes_only_the_cells_filled(lived_in: bytes) -> None:
    data = {"clients_start": 200, "clients_end": 220, "clients_new": 50}
    filled = fill(lived_in, {key: [value] for key, value in data.items()})
    before, after = contents(lived_in), contents(filled.file)
    assert list(after) == list(before)
    changed = [name for name in before if after[name] != before[name]]
    assert len(changed) == 1, "one sheet"
    cells_before = {m[1]: m[0] for m in CELL.finditer(before[changed[0]])}
    cells_after = {m[1]: m[0] for m in CELL.finditer(after[changed[0]])}
    different = [at for at, cell in cells_after.items() if cells_before.get(at) != cell]
    assert len(different) == filled.cells == 3
    assert CELL.sub(b"", before[changed[0]]) == CELL.sub(b"", after[changed[0]])
