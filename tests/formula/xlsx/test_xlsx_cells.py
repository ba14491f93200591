"""What cells hold, in the less usual ways of saying it, is what Excel reads."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from packages import DYNAMIC, MAIN, member, packed, parts, sheet, workbook

import xl_kpis
from xl_kpis.errors import CALC, DIV0, FIELD, NA, REF, SPILL, VALUE
from xl_kpis.formula import thresholds
from xl_kpis.formula.xlsx import WorkbookError, open_package, read_model, write_values
from xl_kpis.formula.xlsx.package.xml_text import joined, strings_in
from xl_kpis.formula.xlsx.read.links import LinkedSheet

# ---- spaces around texts -------------------------------------------------------------------------

KEPT = ' xml:space="preserve"'


@pytest.fixture(params=["fast", "tolerant", "any form"])
def scan(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every way a sheet is read."""
    monkeypatch.setattr(thresholds, "WALKED_BELOW", 0 if request.param == "fast" else 10**9)
    return str(request.param)


def texts(cells: list[str], scan: str, strings: str = "") -> list[Any]:
    """The values of cells in column A."""
    rows = "".join(f'<row r="{i}">{cell % i}</row>' for i, cell in enumerate(cells, 1))
    if scan == "any form":
        rows = "<!-- -->" + rows
    book = read_model(open_package(workbook(rows, strings=strings)))
    return [book.value(0, i, 0) for i in range(len(cells))]


TRIMMED = [
    ("  a b ", "a b"),
    ("\n\ta", "a"),
    ("&#x9;&#xa; ", ""),
    ("a&#32;", "a"),
    ("\u00a0a\u00a0", "\u00a0a\u00a0"),
    ("_x0020_a ", " a"),
    ("a_x000A_", "a\n"),
    ("a", "a"),
]


@pytest.mark.parametrize(
    ("form", "strings"),
    [
        ('<c r="A%%d" t="str"><v%s>%s</v></c>', ""),
        ('<c r="A%%d" t="inlineStr"><is><t%s>%s</t></is></c>', ""),
        ('<c r="A%%d" t="inlineStr"><is><r><t%s>%s</t></r></is></c>', ""),
        ('<c r="A%%d" t="inlineStr"><v%s>%s</v></c>', ""),
        ('<c r="A%%d" t="s"><v>0</v></c>', "<si><t%s>%s</t></si>"),
        ('<c r="A%%d" t="s"><v>0</v></c>', "<si><r><t%s>%s</t></r></si>"),
    ],
)
def test_spaces_around_a_text_count_where_it_says_so(form: str, strings: str, scan: str) -> None:
    for raw, short in TRIMMED:
        text = workbook_text(raw)
        for keep, wanted in (("", short), (KEPT, text)):
            cell = form % (keep, raw) if "%s" in form else form.replace("%%", "%")
            string = strings % (keep, raw) if strings else ""
            assert texts([cell] * 2, scan, string) == [wanted] * 2, (raw, keep)


def workbook_text(raw: str) -> str:
    for code, text in (
        *(("&#x9;", "\t"), ("&#xa;", "\n"), ("&#32;", " ")),
        *(("_x0020_", " "), ("_x000A_", "\n")),
    ):
        raw = raw.replace(code, text)
    return raw


pieces = st.sampled_from(
    [*" \t\n\ra!;_", "&#32;", "&#9;", "&amp;", "&lt;", "_x0020_", "_x005F_", "é", "b c"]
)


@given(st.lists(st.tuples(st.booleans(), st.lists(pieces, max_size=4).map("".join)), max_size=6))
def test_shared_strings_read_at_once_are_as_each_by_itself(items: list[tuple[bool, str]]) -> None:
    inner = [f"<si><t{KEPT if keep else ''}>{text}</t></si>" for keep, text in items]
    data = f'<sst xmlns="{MAIN}">{"".join(inner)}<si/></sst>'.encode()
    together = strings_in(data)
    assert together is not None
    assert together == [joined(node) for node in etree.fromstring(data)]


def test_each_of_several_shared_strings_says_it_for_itself() -> None:
    strings = (
        f"<si><t> a</t></si><si><t{KEPT}> b </t></si><si/><si><t>c </t></si><si><t>&lt;</t></si>"
    )
    cells = [f'<c r="A%d" t="s"><v>{i}</v></c>' for i in range(5)]
    assert texts(cells, "", strings) == ["a", " b ", "", "c", "<"]


def test_texts_with_spaces_around_them_are_written_to_be_read_again() -> None:
    values = [" a", "b ", "\n", "c\td", "", " ", "\u00a0"]
    rows = "".join(f'<row r="{i}"><c r="A{i}"><f>X{i}</f></c></row>' for i in range(1, 8))
    package = open_package(workbook(rows))
    model = read_model(package)
    for i, value in enumerate(values):
        model.sheets[0].cells.set(i, 0, value)
    data = write_values(package, model)[0]
    assert f"<v{KEPT}> a</v>" in member(data)
    assert "<v>c\td</v>" in member(data)
    again = read_model(open_package(data))
    assert [again.value(0, i, 0) for i in range(7)] == values


def test_a_cached_text_with_spaces_stays_as_it_was_written() -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><f>"me "</f><v xml:space="preserve">me </v></c>'
        '<c r="C1" t="str"><f>REPT(" ",3)&amp;"|"</f><v xml:space="preserve">   |</v></c></row>'
    )
    data = workbook(rows)
    assert member(xl_kpis.load(data).to_bytes()) == member(data)


# ---- errors that the format is too old for -------------------------------------------------------

RICH = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"


def rich(types: list[int]) -> dict[str, Any]:
    """What a package needs for ``vm="1"``, ``vm="2"``, … to mean errors of these types."""
    count = range(len(types))
    blocks = "".join(f'<bk><extLst><ext><x:rvb i="{i}"/></ext></extLst></bk>' for i in count)
    values = "".join(f'<bk><rc t="1" v="{i}"/></bk>' for i in count)
    return {
        "extra": {
            "xl/metadata.xml": f'<metadata xmlns:x="{RICH}"><metadataTypes><metadataType '
            'name="XLRICHVALUE"/></metadataTypes><futureMetadata name="XLRICHVALUE">'
            f"{blocks}</futureMetadata><valueMetadata>{values}</valueMetadata></metadata>",
            "xl/richData/rdrichvalue.xml": f'<rvData xmlns="{RICH}">'
            + "".join(f'<rv s="1"><v>0</v><v>{kind}</v></rv>' for kind in types)
            + "</rvData>",
            "xl/richData/rdrichvaluestructure.xml": f'<rvStructures xmlns="{RICH}"><s t="_entity">'
            '<k n="a"/></s><s t="_error"><k n="colOffset" t="i"/><k n="errorType" t="i"/></s>'
            "</rvStructures>",
        },
        "links": [
            ("rm", "sheetMetadata", "metadata.xml"),
            ("rv", "rdRichValue", "richData/rdrichvalue.xml"),
            ("rs", "rdRichValueStructure", "richData/rdrichvaluestructure.xml"),
        ],
    }


def test_value_metadata_tells_younger_errors(scan: str) -> None:
    cells = [f'<c r="A%d" t="e" vm="{i}"><v>#VALUE!</v></c>' for i in range(1, 6)]
    rows = "".join(f'<row r="{i}">{cell % i}</row>' for i, cell in enumerate(cells, 1))
    rows += '<row r="6"><c r="A6" t="e"><v>#VALUE!</v></c><c r="B6" vm="1"><v>5</v></c></row>'
    book = read_model(open_package(workbook(rows, **rich([8, 12, 13, 18]))))
    found = [book.value(0, i, 0) for i in range(6)]
    assert found == [SPILL, FIELD, CALC, VALUE, VALUE, VALUE]
    assert book.value(0, 5, 1) == 5


@pytest.mark.parametrize(
    ("value", "stays"),
    [(SPILL, True), (CALC, False), (VALUE, False), (DIV0, False), (1.0, False), ("a", False)],
)
def test_what_metadata_says_goes_with_the_error_it_says_it_of(value: Any, stays: bool) -> None:
    rows = '<row r="1"><c r="A1" t="e" vm="1"><f>X</f><v>#VALUE!</v></c></row>'
    package = open_package(workbook(rows, **rich([8])))
    model = read_model(package)
    model.sheets[0].cells.set(0, 0, value)
    assert (' vm="1"' in member(write_values(package, model)[0])) == stays


# ---- one address twice ---------------------------------------------------------------------------

TWICE = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c><c r="B1"><f>A1+1</f></c></row>'
    '<row r="2"><c r="A2"><f>A1*10</f></c><c r="C2"><v>7</v></c></row>'
    '<row r="2"><c r="A2"><f>A1*100</f></c></row><row r="2"><c r="B2"><f>A2</f></c></row>'
)


def test_the_last_of_several_cells_with_one_address_counts(scan: str) -> None:
    book = xl_kpis.load(workbook(TWICE if scan != "any form" else TWICE + "<!-- -->"))
    assert [book[cell] for cell in ("A1", "B1", "A2", "B2", "C2")] == [2, 3, 200, 200, 7]
    assert book.report().formulas == 3
    assert book.formula("A2") == "=A1*100"
    again = xl_kpis.load(book.to_bytes())
    assert [again.model.value(0, *at) for at in ((0, 1), (1, 0), (1, 1))] == [3, 200, 200]


def test_a_cell_in_an_element_of_its_row_before_the_last_is_found_for_edits() -> None:
    book = xl_kpis.load(workbook(TWICE))
    book["A1"], book["C2"], book["D2"] = 5, 8, 9
    rows = member(book.to_bytes())
    assert '<c r="A1"><v>1</v></c><c r="A1"><v>5</v></c>' in rows
    assert '<c r="C2"><v>8</v></c></row>' in rows
    again = xl_kpis.load(book.to_bytes())
    assert [again[cell] for cell in ("A1", "A2", "C2", "D2")] == [5, 500, 8, 9]


def test_formulas_over_each_other_end_at_once() -> None:
    filled = "".join(
        f'<row r="{i}"><c r="G{i}"><f>SUM(A{i}:C{i})</f></c></row>' * (3 if i == 12 else 1)
        for i in range(2, 16)
    )
    total = '<row r="16"><c r="G16"><f>SUM(G2:G15)+1</f></c></row>'
    book = xl_kpis.load(workbook(filled + total))
    assert (book["G16"], book.report().formulas) == (1, 15)
    shared = (
        '<row r="1"><c r="B1"><f t="shared" ref="B1:D2" si="0">A1</f></c>'
        '<c r="C1"><f t="shared" si="0"/></c><c r="C1"><f t="shared" si="0"/></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/></c><c r="C2"><f t="shared" si="0"/></c></row>'
    )
    book = xl_kpis.load(workbook(shared))
    assert book["B1:C2"] == [[0, 0], [0, 0]]
    assert book.report().formulas == 4


# ---- other workbooks, names, arrays --------------------------------------------------------------


def linking(rows: str, link: str) -> bytes:
    """A workbook that links to another one."""
    return workbook(
        rows,
        book='<externalReferences xmlns:q="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships"><externalReference q:id="rx"/></externalReferences>',
        links=[("rx", "externalLink", "externalLinks/externalLink1.xml")],
        extra={"xl/externalLinks/externalLink1.xml": link},
    )


def test_a_linked_sheet_that_could_not_be_refreshed_is_missing() -> None:
    link = (
        '<externalLink xmlns:r="o"><externalBook><sheetNames><sheetName val="Gone"/>'
        '<sheetName val="Old"/></sheetNames><sheetDataSet><sheetData sheetId="0" refreshError="1"/>'
        '<sheetData sheetId="1"><row r="1"><cell r="A1" t="str"><v> 3</v></cell></row></sheetData>'
        "</sheetDataSet></externalBook></externalLink>"
    )
    rows = (
        '<row r="1"><c r="A1"><f>[1]Gone!A1</f></c><c r="B1"><f>SUM([1]Gone!A1:A3)</f></c>'
        '<c r="C1"><f>[1]Old!A1</f></c><c r="D1"><f>[1]Old!A9</f></c></row>'
    )
    book = xl_kpis.load(linking(rows, link))
    assert book["A1:D1"] == [[REF, REF, "3", 0]]


def test_what_is_kept_of_a_linked_sheet_is_read_when_a_formula_asks() -> None:
    sheets = ["Asked", "Not asked"]
    data = "".join(
        f'<sheetData sheetId="{i}"><row r="1"><cell r="A1"><v>{i + 5}</v></cell></row></sheetData>'
        for i in range(2)
    )
    names = "".join(f'<sheetName val="{name}"/>' for name in sheets)
    link = (
        f'<externalLink xmlns:r="o"><externalBook><sheetNames>{names}</sheetNames>'
        f"<sheetDataSet>{data}</sheetDataSet></externalBook></externalLink>"
    )
    book = xl_kpis.load(linking('<row r="1"><c r="A1"><f>[1]Asked!A1*2</f></c></row>', link))
    assert book["A1"] == 10
    asked, other = (each for each in book.model.sheets if isinstance(each, LinkedSheet))
    assert (asked.kept is None, other.kept is None) == (True, False)
    assert [asked.cells.get(0, 0), other.cells.get(0, 0)] == [5.0, 6.0]


LINK = (
    '<externalLink xmlns="m" xmlns:r="o"><externalBook><sheetNames><sheetName val="None"/>'
    '<sheetName val="Here"/><sheetName val="There"/></sheetNames><sheetDataSet>'
    '<sheetData sheetId="0"/><sheetData sheetId="1"><row r="2"><cell r="A2"><v>3</v></cell>'
    '<cell r="B2" t="str"><v>sheetData &gt;</v></cell></row></sheetData>'
    '<sheetData sheetId="2"><row r="1"><cell r="A1"><v>4</v></cell></row></sheetData>'
    "</sheetDataSet></externalBook></externalLink>"
)
SPELLINGS = {
    "as Excel": LINK,
    "prefixed": re.sub(r"(</?)(?=\w)", r"\1x:", LINK).replace('xmlns="m"', 'xmlns:x="m"'),
    "not closed at once": LINK.replace('"0"/>', '"0" ></sheetData >'),
    "a comment": LINK.replace("<sheetDataSet>", '<!-- <sheetData sheetId="1"> --><sheetDataSet>'),
    "CDATA": LINK.replace("<v>3</v>", "<v><![CDATA[3]]></v>"),
    "single quotes": LINK.replace('"', "'"),
    "UTF-16": '<?xml version="1.0" encoding="UTF-16"?>' + LINK,
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_what_is_kept_of_linked_sheets_however_it_is_written(spelling: str) -> None:
    rows = (
        '<row r="1"><c r="A1"><f>[1]Here!A2+[1]There!A1</f></c><c r="B1"><f>[1]Here!B2</f></c>'
        '<c r="C1"><f>COUNT([1]None!A1:B2)</f></c><c r="D1"><f>[1]There!B7</f></c></row>'
    )
    link: Any = SPELLINGS[spelling]
    link = link.encode("utf-16") if "UTF-16" in link else link
    book = xl_kpis.load(linking(rows, link))
    assert book["A1:D1"] == [[7, "sheetData >", 0, 0]]


@pytest.mark.parametrize("cut", ["</sheetData>", "</externalBook>", "</v>", "</sheetDataSet>"])
def test_a_linked_book_that_is_cut_short_is_refused(cut: str) -> None:
    link = LINK[: LINK.rindex(cut)]
    with pytest.raises(WorkbookError, match="externalLink1"):
        xl_kpis.load(linking('<row r="1"><c r="A1"><f>[1]Here!A2</f></c></row>', link))


def test_a_name_may_mean_the_sheet_it_is_used_on() -> None:
    rows = '<row r="1"><c r="A1"><v>%d</v></c><c r="B1"><f>%s</f></c></row>'
    names = (
        "<definedNames><definedName name='Here'>!$A$1</definedName><definedName name='Near'>!$A1"
        "</definedName><definedName name='All'>SUM(!$A:$A,!$1:$1)+SUM(!$A$1:!$B$1)</definedName>"
        "</definedNames>"
    )
    for formula, wanted in (("Here*10", [10, 770]), ("Near+1", [2, 78]), ("T!A1", [77, 77])):
        first, second = (sheet(rows % (n, formula)) for n in (1, 77))
        book = xl_kpis.load(packed(parts({"S": first, "T": second}, book=names)))
        assert [book["S!B1"], book["T!B1"]] == wanted
    sums = {
        "S": sheet(rows % (1, "2")),
        "T": sheet(rows % (7, "2") + '<row r="3"><c r="C3"><f>All</f></c></row>'),
    }
    book = xl_kpis.load(packed(parts(sums, book=names)))
    assert book["T!C3"] == 7 + 9 + 9
    assert book.precedents("T!C3") == ["T!A1:A1048576", "T!A1:XFD1", "T!A1:B1"]


def test_a_hash_after_an_array_formula_or_a_single_value() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><f t="array" ref="C1:C3">A1:A3*10</f></c>'
        '<c r="E1"><f>SUM(_xlfn.ANCHORARRAY(C1))</f></c><c r="F1"><f>SUM(_xlfn.ANCHORARRAY(E1))</f>'
        '</c><c r="G1"><f>_xlfn.ANCHORARRAY(A1)</f></c><c r="H1"><f>_xlfn.ANCHORARRAY(C2)</f></c>'
        '<c r="I1"><f>_xlfn.ANCHORARRAY(J1)</f></c><c r="J1"><f>NA()</f></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>'
    )
    book = xl_kpis.load(workbook(rows, **DYNAMIC))
    assert book["E1:I1"] == [[60, 60, REF, REF, NA]]


# ---- forms that once were misread ----------------------------------------------------------------


def test_equal_formulas_in_cdata_are_no_filled_ones() -> None:
    cell = '<c r="A%d"><f><![CDATA[SUM($B$1:C3)]]></f></c>'
    rows = "".join(f'<row r="{i}">{cell % i}</row>' for i in (1, 2, 3))
    runs = read_model(open_package(workbook(rows))).sheets[0].runs
    assert [(run.top, run.bottom, run.text) for run in runs] == [
        (i, i, "SUM($B$1:C3)") for i in range(3)
    ]


def test_rows_without_numbers_go_on_in_the_next_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thresholds, "SCANNED_AT_ONCE", 500)
    rows = "".join(f'<row ht="15"><c><v>{i}</v></c></row>' for i in range(200))
    book = read_model(open_package(workbook(rows)))
    assert [book.value(0, i, 0) for i in range(200)] == list(range(200))
