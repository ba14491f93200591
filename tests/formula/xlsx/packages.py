"""Small packages for the tests, written by hand."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"

DYNAMIC = {
    "extra": {
        "xl/metadata.xml": '<metadata xmlns:x="d"><metadataTypes><metadataType name="XLDAPR"/>'
        '</metadataTypes><futureMetadata name="XLDAPR"><bk><x:dynamicArrayProperties '
        'fDynamic="1"/></bk></futureMetadata><cellMetadata><bk><rc t="1" v="0"/></bk>'
        "</cellMetadata></metadata>"
    },
    "links": [("rm", "sheetMetadata", "metadata.xml")],
}
"""What a package needs for ``cm="1"`` to mean a dynamic array."""


def sheet(rows: str, head: str = "", tail: str = "", main: str = MAIN) -> str:
    """A worksheet's XML around its rows."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{main}">{head}'
        f"<sheetData>{rows}</sheetData>{tail}</worksheet>"
    )


def relations(entries: list[tuple[str, str, str]], office: str = OFFICE) -> str:
    lines = "".join(
        f'<Relationship Id="{i}" Type="{office}/{kind}" Target="{target}"/>'
        for i, kind, target in entries
    )
    return f'<Relationships xmlns="{RELATIONS}">{lines}</Relationships>'


def parts(
    sheets: dict[str, str],
    strings: str = "",
    book: str = "",
    extra: dict[str, str | bytes] | None = None,
    links: list[tuple[str, str, str]] | None = None,
    strict: bool = False,
) -> dict[str, str | bytes]:
    """The parts of a workbook with these sheets (name → XML)."""
    main, office = (STRICT_MAIN, STRICT_OFFICE) if strict else (MAIN, OFFICE)
    entries = [
        (f"rId{i}", "worksheet", f"worksheets/sheet{i}.xml") for i, _ in enumerate(sheets, 1)
    ]
    tabs = "".join(
        f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(sheets, 1)
    )
    if strings:
        entries.append(("rIdS", "sharedStrings", "sharedStrings.xml"))
    entries += links or []
    out: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="x"/>',
        "_rels/.rels": relations([("r1", "officeDocument", "xl/workbook.xml")], office),
        "xl/workbook.xml": (
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{tabs}</sheets>{book}</workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(entries, office),
    }
    for i, xml in enumerate(sheets.values(), 1):
        out[f"xl/worksheets/sheet{i}.xml"] = xml
    if strings:
        out["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'
    return out | (extra or {})


def packed(contents: dict[str, str | bytes]) -> bytes:
    """The parts as a zip file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            info = zipfile.ZipInfo(name, (2020, 2, 2, 2, 2, 2))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def workbook(rows: str, **more: object) -> bytes:
    """A workbook of one sheet ``S`` with these rows."""
    return packed(parts({"S": sheet(rows)}, **more))  # type: ignore[arg-type]


def contents(file: bytes | Path) -> dict[str, bytes]:
    """All parts of a zip file."""
    with zipfile.ZipFile(BytesIO(file) if isinstance(file, bytes) else file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def member(data: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    """A part of a zip file, as text."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()
