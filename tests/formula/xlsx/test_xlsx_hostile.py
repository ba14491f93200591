"""Files that are broken, or made to hurt: one sentence each, soon and cheaply."""

from __future__ import annotations

import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packages import MAIN, packed, parts, sheet, workbook

from xl_kpis.formula.xlsx import Limits, WorkbookError, open_package, read_model, write_values
from xl_kpis.formula.xlsx.package.refusal import of_system, reason
from xl_kpis.languages import DEFAULT, available

GOOD = workbook('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f><v>1</v></c></row>')
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(source: object, limits: Limits | None = None) -> WorkbookError:
    """The refusal a source meets: one sentence, in both languages."""
    tracemalloc.start()
    start = time.perf_counter()
    with pytest.raises(WorkbookError) as caught:
        read_model(open_package(source, limits) if limits else open_package(source))  # type: ignore[arg-type]
    assert time.perf_counter() - start < 5
    assert tracemalloc.get_traced_memory()[1] < 300_000_000
    tracemalloc.stop()
    for language in available():
        text = caught.value.sentence(language)
        assert len(text) < 700
        assert "\n" not in text
        assert text.endswith(".")
    why = {language: _why(caught.value, language) for language in available()}
    for language, said in why.items():
        other = language != DEFAULT and why[DEFAULT]
        assert not other or (said and other not in said), caught.value.sentence(language)
    return caught.value


def _why(refusal: WorkbookError, language: str) -> str:
    """What stands for the reason in its sentence."""
    code = refusal.details.get("reason", refusal.details.get("wanted"))
    if code is None:
        return ""
    return reason(language, **{**refusal.details, "reason": code})  # type: ignore[arg-type]


def changed(part: str, data: str | bytes | None, base: bytes = GOOD) -> bytes:
    """The good workbook with a part replaced, added or removed."""
    with zipfile.ZipFile(BytesIO(base)) as archive:
        contents: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    if data is None:
        del contents[part]
    else:
        contents[part] = data
    return packed(contents)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"name;value\n1;2\n", "not a workbook"),
        (b"\0\1\2" * 100, "not a workbook"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "xls"),
        (b"\x09\x08\x10\x00" + b"\0" * 60, "xls"),
        (GOOD[:-40], "broken zip"),
        (GOOD[: len(GOOD) // 2], "broken zip"),
        (b"PK\x03\x04", "broken zip"),
        (packed({"a.txt": "x"}), "not a workbook"),
        (packed({"mimetype": "x", "content.xml": "<x/>"}), "ods"),
        (changed("xl/workbook.bin", b"x"), "xlsb"),
        (changed("xl/workbook.xml", None), "missing part"),
        (changed("xl/worksheets/sheet1.xml", None), "missing part"),
        (changed("xl/workbook.xml", "<workbook><sheets>"), "xml"),
        (changed("xl/workbook.xml", f'<workbook xmlns="{MAIN}"/>'), "no sheets"),
        (changed("xl/worksheets/sheet1.xml", "<html/>"), "xml"),
        (changed("xl/worksheets/sheet1.xml", sheet("")[:-20]), "xml"),
        (changed("XL/Workbook.xml", "<x/>"), "duplicate part"),
        (changed("xl/../../etc/passwd", "x"), "part name"),
        (changed("c:/x", "x"), "part name"),
        (changed("xl/a\nb", "x"), "part name"),
    ],
)
def test_what_is_no_sound_workbook(data: bytes, code: str) -> None:
    assert refused(data).code == code


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path / "no.xlsx").code == "missing file"
    assert refused(tmp_path).code == "unreadable"


def test_members_named_twice() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", "2")
    assert refused(out.getvalue()).code == "duplicate part"


@pytest.mark.parametrize("flip", [14, 18, 22, 26, 30, 42, 46, 60])
def test_damaged_local_headers_and_data(flip: int) -> None:
    at = GOOD.index(b"xl/worksheets/sheet1.xml") - 30 + flip
    data = GOOD[:at] + bytes([GOOD[at] ^ 0xFF]) + GOOD[at + 1 :]
    try:
        model = read_model(open_package(data))
    except WorkbookError:
        return
    assert model.value(0, 0, 0) == 1  # a field of the local header that nobody needs


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_anywhere_is_a_sentence_or_harmless(data: st.DataObject) -> None:
    broken = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, len(GOOD) - 1))] = data.draw(st.integers(0, 255))
    with suppress(WorkbookError):
        package = open_package(bytes(broken))
        write_values(package, read_model(package))


def test_encrypted_members() -> None:
    data = bytearray(GOOD)
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    assert refused(bytes(data)).code == "encrypted"


def bomb(size: int) -> bytes:
    return changed("xl/worksheets/sheet1.xml", sheet(" " * size))


def test_zip_bombs() -> None:
    data = bomb(100_000_000)
    assert len(data) < 1_000_000
    assert refused(data).code == "ratio"
    assert refused(data, Limits(part=10_000_000)).code == "part too large"
    assert refused(data, Limits(total=10_000_000)).code == "part too large"
    assert refused(GOOD, Limits(entries=3)).code == "too many entries"
    assert refused(GOOD, Limits(file=100)).code == "too large"


def test_a_size_that_lies() -> None:
    """A member that unpacks to more than it declares stops at what it declares."""
    data = bytearray(bomb(30_000_000))
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + 24] != b"xl/worksheets/sheet1.xml":
        at = data.index(b"PK\x01\x02", at + 4)
    struct.pack_into("<I", data, at + 24, 1000)
    assert refused(bytes(data)).code == "broken zip"


def test_overlapping_members() -> None:
    data = bytearray(GOOD)
    spots = []
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        spots.append(at)
        at = data.find(b"PK\x01\x02", at + 4)
    offset = struct.unpack_from("<I", data, spots[0] + 42)[0]
    struct.pack_into("<I", data, spots[1] + 42, offset + 4)
    assert refused(bytes(data)).code == "broken zip"


def test_entities_are_never_expanded() -> None:
    bang = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    body = sheet('<row r="1"><c r="A1" t="str"><v>&i;</v></c></row>').partition("\n")[2]
    assert refused(changed("xl/worksheets/sheet1.xml", bang + "]>" + body)).code == "doctype"
    book = bang + f"]><workbook xmlns='{MAIN}'><sheets/></workbook>"
    assert refused(changed("xl/workbook.xml", book)).code == "doctype"
    wide = ('<?xml version="1.0" encoding="UTF-16"?>' + book).encode("utf-16")
    assert refused(changed("xl/workbook.xml", wide)).code == "doctype"
    far = '<!DOCTYPE x SYSTEM "file:///etc/passwd">' + body
    assert refused(changed("xl/worksheets/sheet1.xml", far)).code == "doctype"


def test_two_sheets_of_one_name() -> None:
    assert refused(packed(parts({"S": sheet(""), "s": sheet("")}))).code == "sheet twice"


@pytest.mark.parametrize("cell", ["A0", "A1048577", "XFE1", "A9999999", "ZZZ1", "1A", "", "A1B"])
def test_cells_that_are_nowhere(cell: str) -> None:
    rows = f'<row r="1"><c r="{cell}"><v>1</v></c></row>'
    assert refused(workbook(rows)).code == "cell address"
    many = rows + '<row r="9"><c r="A9"><v>1</v></c></row>' * 3000
    assert refused(workbook(many)).code == "cell address"


@pytest.mark.parametrize("row", ["0", "1048577", "99999999999999999999", "-1", "x"])
def test_rows_that_are_nowhere(row: str) -> None:
    rows = f'<row r="{row}"><c><v>1</v></c></row>'
    assert refused(workbook(rows)).code == "cell address"


def test_too_many_cells() -> None:
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>1</v></c></row>' for i in range(1, 200))
    assert refused(workbook(rows), Limits(cells=100)).code == "too many cells"
    whole = '<row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">1</f></c></row>'
    assert refused(workbook(whole)).code == "too many cells"


@pytest.mark.parametrize("value", ["NaN", "INF", "-Infinity", "1e999"])
def test_numbers_that_are_none_become_errors(value: str) -> None:
    model = read_model(open_package(workbook(f'<row r="1"><c r="A1"><v>{value}</v></c></row>')))
    assert repr(model.value(0, 0, 0)) == "#NUM!"


def timed(make: Callable[[], bytes]) -> float:
    data = make()
    start = time.perf_counter()
    with suppress(WorkbookError):
        read_model(open_package(data))
    return time.perf_counter() - start


def test_strange_sheets_take_bounded_time() -> None:
    attributes = "".join(f' a{i}="1"' for i in range(200_000))
    quotes = "'" * 100_000
    for rows in (
        f'<row r="1"><c r="A1"{attributes}><v>1</v></c></row>',
        f'<row r="1"{attributes}/>',
        '<row r="1"><c r="A1"><f>' + "(" * 500_000 + "</f></c></row>",
        f'<row r="1"><c r="A1"><f>{quotes}</f></c></row>',
        '<row r="1"><c r="A1"><f>' + "[" * 100_000 + "</f></c></row>",
        '<row r="1"><c r="A1"><f>' + "&amp;quot;" * 50_000 + "</f></c></row>",
        '<row r="1"><c r="A1"><f>' + "&quot;" * 99_999 + "</f></c></row>",
        '<row r="1"><c r="A1" ' + "<c" * 200_000 + "</row>",
        "<row>" * 100_000,
        "<c><v>" * 100_000,
        '<row r="1">' + "<c a='" * 50_000 + "</row>",
    ):
        assert timed(lambda rows=rows: workbook(rows)) < 10  # type: ignore[misc]


def test_no_french_sentence_has_an_english_reason(tmp_path: Path) -> None:
    (tmp_path / "notes.xlsx").write_text("name;value")
    assert "(un fichier texte)" in refused(tmp_path / "notes.xlsx").sentence("fr")
    assert "(c’est un dossier)" in refused(tmp_path).sentence("fr")
    broken = refused(changed("xl/workbook.xml", "<workbook><sheets></workbook>"))
    assert "(line 1, column" in str(broken)
    assert "(ligne 1, colonne" in broken.sentence("fr")
    strange = WorkbookError("unwritable", file="a.xlsx", **of_system(OSError(122, "Over quota")))
    assert "(Over quota)" in str(strange)
    assert "(erreur 122 du système)" in strange.sentence("fr")
    with pytest.raises(KeyError):
        WorkbookError("not a workbook", file="a.xlsx", reason="in words of its own")


# ---- encodings, document types, bombs of many parts ---------------------------------------------

BODY = sheet('<row r="1"><c r="A1" t="str"><v>é</v></c></row>').partition("\n")[2]
PARTS = {
    "xl/worksheets/sheet1.xml": BODY,
    "xl/workbook.xml": parts({"s": ""})["xl/workbook.xml"],
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    "encoding",
    [
        "punycode",
        "idna",
        "undefined",
        "rot13",
        "unicode_escape",
        "zlib",
        "mbcs",
        "klingon",
        "cp037",
    ],
)
def test_encodings_that_xml_does_not_have(part: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{PARTS[part]}'
    refusal = refused(changed(part, text.encode()))
    assert (refusal.code, refusal.details["reason"]) == ("xml", "encoding")


def test_bytes_that_the_encoding_does_not_have() -> None:
    text = '<?xml version="1.0" encoding="us-ascii"?>'.replace("us-ascii", "windows-1252") + BODY
    refusal = refused(changed("xl/worksheets/sheet1.xml", text.encode("cp1252") + b"\x81"))
    assert refusal.details["reason"] == "encoding"


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "utf-8", "UTF-16", "gb18030"])
def test_encodings_that_xml_has(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{BODY}'
    data = changed("xl/worksheets/sheet1.xml", text.encode(encoding))
    assert read_model(open_package(data)).value(0, 0, 0) == "é"


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    "before",
    [
        f"<!--{'x' * 70_000}-->",
        f"<!--{'<a> - > ' * 300_000}-->",
        f"<?pi {'x ' * 600_000}?>",
        " \n" * 800_000,
        "<?a?><!--b--> " * 9_000,
    ],
    ids=["comment", "long comment", "instruction", "spaces", "many"],
)
def test_a_document_type_however_far_behind(part: str, before: str) -> None:
    bang = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    data = changed(part, f'<?xml version="1.0"?>{before}{bang}{PARTS[part]}')
    assert refused(data).code == "doctype"
    sound = changed(part, f'<?xml version="1.0"?>{before}<!-- {bang} -->{PARTS[part]}')
    assert len(read_model(open_package(sound)).sheets) == 1


def test_bombs_of_many_parts() -> None:
    blank = b" " * (4 << 20)
    data = packed({**{f"xl/media/{i}.bin": blank for i in range(20)}, "[Content_Types].xml": "x"})
    assert refused(data).code == "ratio of all"
    assert refused(data, Limits(ratio=10_000)).code == "missing part"


def test_cells_and_formulas_are_counted_over_all_sheets() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f></c><c r="C1"><f>1</f></c></row>'
    data = packed(parts({f"S{i}": sheet(row) for i in range(4)}))
    assert refused(data, Limits(cells=8)).code == "too many cells"
    assert refused(data, Limits(formulas=7)).code == "too many formulas"
    assert len(read_model(open_package(data, Limits(cells=12, formulas=8))).sheets) == 4
