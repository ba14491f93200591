"""Workbooks written quickly, as spreadsheets write them: a formula in full with an old value."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.sax.saxutils import escape

Cell = float | int | str | None
"""A number, a text, a formula (a text that begins with ``=``; in braces an array formula of the
cell) or nothing."""
Rows = Iterable[list[Cell]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DATE = (2026, 1, 1, 0, 0, 0)


def letters(col: int) -> str:
    """The name of a column counted from 0."""
    name = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        name = chr(65 + rest) + name
    return name


def write_workbook(
    path: Path, sheets: dict[str, Rows], spelled: Callable[[str], str] | None = None
) -> None:
    """Write sheets of rows; the same input gives the same bytes. ``spelled`` writes a sheet's XML
    in another way."""
    with zipfile.ZipFile(path, "w") as archive:

        def put(name: str, text: str) -> None:
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode(), compresslevel=6)

        numbers = range(1, len(sheets) + 1)
        put("[Content_Types].xml", _content_types(numbers))
        put(
            "_rels/.rels",
            _relationships([("rId1", f"{_OFFICE}/officeDocument", "xl/workbook.xml")]),
        )
        named = "".join(
            f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"/>'
            for i, name in zip(numbers, sheets, strict=True)
        )
        put(
            "xl/workbook.xml",
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets>'
            '<calcPr calcId="191029"/></workbook>',
        )
        links = [(f"rId{i}", f"{_OFFICE}/worksheet", f"worksheets/sheet{i}.xml") for i in numbers]
        links.append((f"rId{len(sheets) + 1}", f"{_OFFICE}/styles", "styles.xml"))
        put("xl/_rels/workbook.xml.rels", _relationships(links))
        put("xl/styles.xml", _STYLES)
        for i, rows in zip(numbers, sheets.values(), strict=True):
            xml = _sheet(rows)
            put(f"xl/worksheets/sheet{i}.xml", xml if spelled is None else spelled(xml))


def _sheet(rows: Rows) -> str:
    names: list[str] = []
    out = [f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetData>']
    for number, row in enumerate(rows, 1):
        while len(names) < len(row):
            names.append(letters(len(names)))
        out.append(f'<row r="{number}">')
        for name, value in zip(names, row, strict=False):
            if value is None:
                continue
            if isinstance(value, str):
                array = value.startswith("{=")
                if array or value.startswith("="):
                    text = value[2:-1] if array else value[1:]
                    if "&" in text or "<" in text or ">" in text:
                        text = escape(text)
                    how = f' t="array" ref="{name}{number}"' if array else ""
                    out.append(f'<c r="{name}{number}"><f{how}>{text}</f><v>0</v></c>')
                else:
                    out.append(
                        f'<c r="{name}{number}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
                    )
            else:
                out.append(f'<c r="{name}{number}"><v>{value!r}</v></c>')
        out.append("</row>")
    out.append("</sheetData></worksheet>")
    return "".join(out)


def _content_types(numbers: range) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        for i in numbers
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
        f"{sheets}</Types>"
    )


def _relationships(links: list[tuple[str, str, str]]) -> str:
    nodes = "".join(
        f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in links
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{nodes}</Relationships>'


_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/>'
    '<name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/>'
    '</fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
    '<left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles '
    'count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
