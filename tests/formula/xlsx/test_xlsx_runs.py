"""Formula cells become runs: shared, written out, arrays, data tables."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packages import packed, parts, sheet, workbook

from xl_kpis.formula.grammar import relative_key, translate
from xl_kpis.formula.reference import cell_name
from xl_kpis.formula.sheets.model import Run
from xl_kpis.formula.xlsx import open_package, read_model
from xl_kpis.formula.xlsx.read.relative_forms import form, wraps

references = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "$"]),
    st.sampled_from(["A", "B", "Z", "AA", "XFD", "XFE", "ABCD"]),
    st.sampled_from(["", "$"]),
    st.sampled_from(["1", "2", "9", "10", "99", "1048576", "1048577", "0", "07"]),
)
pieces = st.one_of(
    references,
    references,
    st.sampled_from(
        ["+", "*", "-2", "(", ")", ",", ":", " ", "^", "&", '"A1"', '"x""A2"', "'A1'!", "S1!",
         "LOG10(", "A1(", "T[A1]", "T[[#All],[A1]]", "[1]S!", "A:B", "$C:D", "1:2", "$3:4", "1E5",
         "A1.:.B2", "B1:.C7", "#REF!", "x.A1", "A1_", "é1", "TRUE", "<>", "{1,2}", "@", "#", "%",
         "'it''s A1'!", "A1!B2", "Q1.x", "_A1", "5"]
    ),
)  # fmt: skip
formulas = st.lists(pieces, min_size=1, max_size=7).map("".join)


def escaped(text: str) -> bytes:
    return text.replace("&", "&amp;").replace("<", "&lt;").encode()


def runs(rows: str, **more: object) -> list[Run]:
    return read_model(open_package(workbook(rows, **more))).sheets[0].runs


@settings(max_examples=300, deadline=None)
@given(formulas, st.integers(1, 20), st.integers(0, 5))
def test_a_form_foretells_what_filling_gives(text: str, down: int, right: int) -> None:
    """Filled down, the text is as foretold; filled over, it has the same key."""
    there = translate(text, 0, 0, down, right)
    if not wraps(text, (0, down), (0, right)):
        assert form(escaped(there), down, right).key == form(escaped(text), 0, 0).key
        if not right:
            assert form(escaped(text), 0, 0).at(down) == escaped(there)


@settings(max_examples=300, deadline=None)
@given(formulas, formulas, st.integers(0, 3), st.integers(0, 2))
def test_equal_forms_are_equal_formulas(one: str, other: str, down: int, right: int) -> None:
    same = relative_key(one, 0, 0) == relative_key(other, down, right)
    if form(escaped(one), 0, 0).key == form(escaped(other), down, right).key:
        assert same


def column(texts: list[str], first: int = 1, name: str = "C") -> str:
    return "".join(
        f'<row r="{i}"><c r="{name}{i}"><f>{text}</f></c></row>'
        for i, text in enumerate(texts, first)
    )


def test_written_out_formulas_are_one_run() -> None:
    rows = column([f'A{i}*$B$1+SUM(A$1:A{i})&amp;"A{i - i}"' for i in range(1, 3001)])
    assert runs(rows) == [Run(0, 2, 2999, 2, 'A1*$B$1+SUM(A$1:A1)&"A0"')]


def test_a_break_in_a_long_column_is_seen() -> None:
    for at in (1, 7, 8, 9, 98, 99, 100, 999, 1500, 2998):
        texts = [f"A{i}*2" for i in range(1, 3001)]
        texts[at] = f"A{at + 1}*3"
        found = runs(column(texts))
        assert found[0] == Run(0, 2, at - 1, 2, "A1*2")
        assert found[1] == Run(at, 2, at, 2, f"A{at + 1}*3")
        assert len(found) == (3 if at < 2999 else 2)
        assert found[-1] == Run(at + 1, 2, 2999, 2, f"A{at + 2}*2")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(formulas, st.integers(1, 40)), min_size=1, max_size=4))
def test_runs_give_back_every_formula(groups: list[tuple[str, int]]) -> None:
    texts = []
    for text, count in groups:
        top = len(texts)
        texts += [translate(text, top, 0, top + i, 0) for i in range(count)]
    texts = [text for text in texts if text.strip()]
    rows = column([escaped(text).decode() for text in texts], first=5)
    got = {}
    for run in runs(rows):
        for row in range(run.top, run.bottom + 1):
            got[row] = translate(run.text, run.top, 2, row, 2)
    assert got == dict(enumerate(texts, 4))


def test_columns_side_by_side_merge() -> None:
    rows = "".join(
        f'<row r="{i}">'
        + "".join(f'<c r="{c}{i}"><f>{a}{i}+1</f></c>' for c, a in zip("CDE", "BCD", strict=True))
        + "</row>"
        for i in range(1, 4)
    )
    assert runs(rows) == [Run(0, 2, 2, 4, "B1+1")]


def grid(cells: dict[tuple[int, int], str]) -> str:
    out = []
    for row in sorted({row for row, _ in cells}):
        names = sorted(col for at, col in cells if at == row)
        inside = [
            f'<c r="{cell_name(row, col)}"><f>{escaped(cells[row, col]).decode()}</f></c>'
            for col in names
        ]
        out.append(f'<row r="{row + 1}">{"".join(inside)}</row>')
    return "".join(out)


def test_formulas_written_out_along_a_row_are_one_run() -> None:
    """Also where columns get one letter more, and for a few rows of the same formula."""
    text = '$A1+Z1*SUM($B$1:B1)&"B1"'
    for top, bottom in ((4, 4), (4, 6), (4, 40)):
        places = [(row, col) for row in range(top, bottom + 1) for col in range(2, 800)]
        found = runs(grid({at: translate(text, 0, 1, *at) for at in places}))
        assert found == [Run(top, 2, bottom, 799, translate(text, 0, 1, top, 2))]


def test_a_break_in_a_long_row_is_seen() -> None:
    for at in (3, 4, 24, 25, 26, 300, 701, 702, 703):
        cells = {(0, col): f"{cell_name(1, col)}*2" for col in range(2, 705)}
        cells[0, at] = "A1*3"
        found = runs(grid(cells))
        assert [(run.left, run.right) for run in found] == [
            (left, right) for left, right in ((2, at - 1), (at, at), (at + 1, 704)) if left <= right
        ]


blocks = st.tuples(
    formulas, st.integers(0, 6), st.integers(0, 30), st.integers(1, 12), st.integers(1, 30)
)


@settings(max_examples=100, deadline=None)
@given(st.lists(blocks, min_size=1, max_size=6))
def test_runs_give_back_every_formula_of_a_grid(
    groups: list[tuple[str, int, int, int, int]],
) -> None:
    """Whatever rectangles were filled, and lie over each other."""
    cells = {
        (row, col): translate(text, top, left, row, col)
        for text, top, left, height, width in groups
        for row in range(top, top + height)
        for col in range(left, left + width)
        if text.strip()
    }
    got = {}
    for run in runs(grid(cells)):
        for row in range(run.top, run.bottom + 1):
            for col in range(run.left, run.right + 1):
                assert (row, col) not in got
                got[row, col] = translate(run.text, run.top, run.left, row, col)
    assert got == cells


def shared(cell: str, text: str = "", ref: str = "", si: int = 0) -> str:
    about = f' ref="{ref}"' if ref else ""
    return f'<c r="{cell}"><f t="shared"{about} si="{si}">{text}</f></c>'


def lines(*cells: str) -> str:
    return "".join(f'<row r="{i}">{cell}</row>' for i, cell in enumerate(cells, 1))


def test_shared_formulas() -> None:
    rows = lines(shared("B1", "A1", "B1:B3"), shared("B2"), shared("B3"))
    assert runs(rows) == [Run(0, 1, 2, 1, "A1")]


def test_shared_child_outside_of_the_ref_and_gap() -> None:
    rows = lines(shared("B1", "A1", "B1:B2"), shared("B2"), "", shared("B4"))
    assert runs(rows) == [Run(0, 1, 1, 1, "A1"), Run(3, 1, 3, 1, "A4")]


def test_shared_children_before_their_master() -> None:
    rows = lines(shared("B1"), shared("B2"), shared("B3", "A3", "B1:B3"))
    assert runs(rows) == [Run(0, 1, 2, 1, "A1")]


def test_shared_children_that_wrap_stay_apart() -> None:
    rows = lines(shared("B1"), shared("B2", "A1", "B1:B3"), shared("B3"))
    assert runs(rows) == [Run(0, 1, 0, 1, "A1048576"), Run(1, 1, 2, 1, "A1")]


def test_a_formula_written_as_several_shared_ones_is_one_run() -> None:
    rows = lines(
        '<c r="B1"><f>A1*$A$1&amp;"1"</f></c>',
        shared("B2", 'A2*$A$1&amp;"1"', "B2:B3", 0),
        shared("B3", si=0),
        shared("B4", 'A4*$A$1&amp;"1"', "B4:B5", 1),
        shared("B5", si=1),
        shared("B6", 'A6*$A$1&amp;"6"', "B6:B7", 2),
        shared("B7", si=2),
    )
    assert runs(rows) == [Run(0, 1, 4, 1, 'A1*$A$1&"1"'), Run(5, 1, 6, 1, 'A6*$A$1&"6"')]


def test_shared_formulas_beside_each_other_are_one_run() -> None:
    row = lines(
        '<c r="B1"><f>B2+Z$3</f></c>'
        + shared("C1", "C2+AA$3", "C1:D1", 0)
        + shared("D1", si=0)
        + shared("E1", "E2+AC$3", "E1:F1", 1)
        + shared("F1", si=1)
    )
    assert runs(row) == [Run(0, 1, 0, 5, "B2+Z$3")]


def test_shared_formulas_that_would_meet_beyond_the_edge_stay_apart() -> None:
    rows = lines(shared("B1", "A1048576", "B1"), shared("B2", "A1", "B2:B3", 1), shared("B3", si=1))
    assert runs(rows) == [Run(0, 1, 0, 1, "A1048576"), Run(1, 1, 2, 1, "A1")]


@given(
    st.lists(
        st.tuples(st.sampled_from(["A9", "A$9", "$A9", "B8+1"]), st.integers(1, 3), st.booleans()),
        min_size=1,
        max_size=6,
    ),
    st.integers(1, 3),
)
def test_blocks_of_shared_formulas_give_back_every_formula(
    blocks: list[tuple[str, int, bool]], width: int
) -> None:
    """One below the other, written as shared formulas or cell by cell."""
    cells, rows = {}, []
    for si, (text, height, is_shared) in enumerate(blocks):
        top = len(rows)
        ref = f"{cell_name(top, 1)}:{cell_name(top + height - 1, width)}"
        for row in range(top, top + height):
            line = ""
            for col in range(1, width + 1):
                cells[row, col] = translate(text, 0, 1, row, col)
                name = cell_name(row, col)
                if not is_shared:
                    line += f'<c r="{name}"><f>{cells[row, col]}</f></c>'
                elif (row, col) == (top, 1):
                    line += shared(name, cells[row, col], ref, si)
                else:
                    line += shared(name, si=si)
            rows.append(line)
    found = runs(lines(*rows))
    got = [cell for run in found for cell in run.cells()]
    assert {(cell.top, cell.left): cell.text for cell in got} == cells
    assert len(got) == len(cells)
    assert len(found) <= len([1 for _ in itertools.groupby(text for text, _, _ in blocks)])


def test_shared_child_with_a_text_of_its_own() -> None:
    rows = lines(shared("B1", "A1", "B1:B3"), shared("B2", "A9*2"), shared("B3"))
    assert runs(rows) == [
        Run(0, 1, 0, 1, "A1"),
        Run(1, 1, 1, 1, "A9*2"),
        Run(2, 1, 2, 1, "A3"),
    ]


def test_a_number_shared_twice() -> None:
    rows = lines(
        shared("B1", "A1", "B1:B2"), shared("B2"), shared("B3", "A3*2", "B3:B4"), shared("B4")
    )
    assert runs(rows) == [Run(0, 1, 1, 1, "A1"), Run(2, 1, 3, 1, "A3*2")]


def test_orphans_of_a_shared_formula_keep_their_value() -> None:
    rows = '<row r="1"><c r="B1"><f t="shared" si="7"/><v>5</v></c></row>'
    model = read_model(open_package(workbook(rows)))
    assert model.sheets[0].runs == []
    assert model.value(0, 0, 1) == 5


METADATA = (
    '<metadata xmlns:xda="d"><metadataTypes><metadataType name="XLDAPR"/></metadataTypes>'
    '<futureMetadata name="XLDAPR"><bk><ext><xda:dynamicArrayProperties fDynamic="1"/></ext></bk>'
    '</futureMetadata><cellMetadata><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>'
)


def test_arrays_and_dynamic_arrays() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>1</v></c>'
        '<c r="C1" cm="1"><f t="array" ref="C1:D2">E1:F2</f><v>2</v></c></row>'
    )
    more = {
        "extra": {"xl/metadata.xml": METADATA},
        "links": [("rm", "sheetMetadata", "metadata.xml")],
    }
    model = read_model(open_package(workbook(rows, **more)))
    assert model.sheets[0].runs == [
        Run(0, 0, 1, 0, "B1:B2*2", "array"),
        Run(0, 2, 1, 3, "E1:F2", "dynamic"),
    ]
    for col in (0, 2, 3):
        assert len(model.sheets[0].cells.by_index[col]) == 2


@pytest.mark.parametrize(
    ("ref", "other", "spilled"),
    [
        ("A1:A2", '<c r="A2"><f>B9+1</f><v>4</v></c>', False),
        ("A1:B2", '<c r="B2"><f>B9+1</f><v>4</v></c>', False),
        ("A1:A2", '<c r="A2"><f/><v>4</v></c>', True),
        ("A1:A2", '<c r="B2"><f>B9+1</f><v>4</v></c>', True),
        ("A1:A2", '<c r="A3"><f>B9+1</f><v>4</v></c>', True),
    ],
)
def test_a_formula_is_never_under_what_an_array_spilled(
    ref: str, other: str, spilled: bool
) -> None:
    rows = f'<row r="1"><c r="A1" cm="1"><f t="array" ref="{ref}">SEQUENCE(2)</f><v>1</v></c></row>'
    links = [("rm", "sheetMetadata", "metadata.xml")]
    row = int(other[7])
    data = workbook(
        f'{rows}<row r="{row}">{other}</row>', extra={"xl/metadata.xml": METADATA}, links=links
    )
    run = read_model(open_package(data)).sheets[0].runs[0]
    assert (run.kind, run.is_cell) == ("dynamic", not spilled)


def test_beside_an_array_in_one_row() -> None:
    array = '<c r="A1" cm="1"><f t="array" ref="A1:B1">SEQUENCE(1,2)</f><v>1</v></c>'
    extra = {"xl/metadata.xml": METADATA}
    links = [("rm", "sheetMetadata", "metadata.xml")]
    for cell, spilled in (("B1", False), ("C1", True)):
        rows = f'<row r="1">{array}<c r="{cell}"><f>B9+1</f><v>4</v></c></row>'
        data = workbook(rows, extra=extra, links=links)
        assert read_model(open_package(data)).sheets[0].runs[0].is_cell is not spilled


def test_data_tables() -> None:
    def table(cell: str, about: str) -> str:
        return f'<c r="{cell}"><f t="dataTable" ref="{cell}:{cell}" {about}/><v>1</v></c>'

    rows = (
        '<row r="1">'
        + table("A1", 'dt2D="1" dtr="1" r1="X1" r2="X2"')
        + table("B1", 'dt2D="0" dtr="1" r1="X1"')
        + table("C1", 'r1="X1"')
        + table("D1", 'r1="X1" del1="1"')
        + "</row>"
    )
    assert [(run.text, run.kind) for run in runs(rows)] == [
        ("TABLE(X1,X2)", "table"),
        ("TABLE(X1,)", "table"),
        ("TABLE(,X1)", "table"),
        ("TABLE(,#REF!)", "table"),
    ]


def test_empty_formulas_are_none() -> None:
    rows = '<row r="1"><c r="A1"><f/><v>3</v></c><c r="B1"><f ca="1"></f><v>4</v></c></row>'
    model = read_model(open_package(workbook(rows)))
    assert model.sheets[0].runs == []
    assert (model.value(0, 0, 0), model.value(0, 0, 1)) == (3, 4)


def test_entities_and_line_ends_in_formulas() -> None:
    rows = "<row r='1'><c r='A1'><f>IF(B1&gt;1,&quot;a&amp;b&quot;,&#10;1)</f></c></row>"
    assert runs(rows)[0].text == 'IF(B1>1,"a&b",\n1)'


def test_names_tables_settings_links() -> None:
    """What stands around the sheets."""
    link = (
        '<externalLink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<externalBook r:id="rId1"><sheetNames><sheetName val="Far"/></sheetNames><definedNames>'
        '<definedName name="Rate" refersTo="=Far!$A$1"/></definedNames><sheetDataSet>'
        '<sheetData sheetId="0"><row r="2"><cell r="B2"><v>7</v></cell>'
        '<cell r="C2" t="str"><v>x</v></cell></row></sheetData></sheetDataSet></externalBook>'
        "</externalLink>"
    )
    relations = (
        '<Relationships><Relationship Id="rId1" Type="t/externalLinkPath" Target="file:///far.xlsx"'
        ' TargetMode="External"/></Relationships>'
    )
    table = (
        '<table displayName="T" name="Tx" ref="A1:B4" totalsRowCount="1"><autoFilter ref="A1:B3">'
        '<filterColumn colId="0"/></autoFilter><tableColumns count="2">'
        '<tableColumn name="a_x000a_b"/>'
        '<tableColumn name="c"/></tableColumns></table>'
    )
    book = (
        '<externalReferences><externalReference r:id="rx"/></externalReferences><definedNames>'
        '<definedName name="N">S!$A$1</definedName><definedName name="L"'
        ' localSheetId="1" hidden="1">2</definedName></definedNames>'
        '<calcPr iterate="1" iterateCount="7" iterateDelta="1E-4" fullPrecision="0"/>'
    )
    rows = "".join(
        f'<row r="{i}"{hidden}><c r="A{i}"><v>{i}</v></c></row>'
        for i, hidden in ((1, ""), (2, ' hidden="1"'), (9, ' hidden="1"'))
    )
    columns = '<cols><col min="2" max="3" width="5.5" hidden="1"/></cols>'
    contents = parts(
        {"S": sheet(rows, columns), "Z": sheet("")},
        book=book,
        links=[("rx", "externalLink", "externalLinks/externalLink1.xml")],
        extra={
            "xl/externalLinks/externalLink1.xml": link,
            "xl/externalLinks/_rels/externalLink1.xml.rels": relations,
            "xl/tables/table1.xml": table,
            "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships><Relationship Id="r1"'
            ' Type="x/table" Target="/xl/tables/table1.xml"/></Relationships>',
        },
    )
    model = read_model(open_package(packed(contents)))
    assert [s.name for s in model.sheets] == ["S", "Z", "[1]Far"]
    assert model.external_books == ["file:///far.xlsx"]
    assert model.external_names == {(1, "rate"): "Far!$A$1"}
    assert (model.value(2, 1, 1), model.value(2, 1, 2)) == (7, "x")
    assert [(n.name, n.text, n.sheet, n.hidden) for n in model.names] == [
        ("N", "S!$A$1", None, False),
        ("L", "2", 1, True),
    ]
    (found,) = model.tables
    assert (found.name, found.columns, found.totals_rows) == ("T", ["a\nb", "c"], 1)
    assert (found.top, found.left, found.bottom, found.right) == (0, 0, 3, 1)
    assert (model.iteration.enabled, model.iteration.count) == (True, 7)
    assert model.precision_as_displayed
    first = model.sheets[0]
    assert first.hidden_rows.tolist() == [1, 8]
    assert first.filtered_rows.tolist() == [1]
    assert first.column_widths() == [(1, 2, 5.5)]


def test_strict_namespaces_and_dates() -> None:
    from packages import STRICT_MAIN

    rows = '<row r="1"><c r="A1" t="d"><v>2024-02-29T12:00:00</v></c></row>'
    xml = sheet(rows, main=STRICT_MAIN)
    model = read_model(open_package(packed(parts({"S": xml}, strict=True))))
    assert model.value(0, 0, 0) == 45351.5


def test_shared_strings() -> None:
    strings = (
        "<si><r><t>a</t></r><r><t xml:space='preserve'> b</t></r><rPh sb='0' eb='1'><t>x</t></rPh>"
        "</si><si><t>c_x000D_&amp;d</t></si><si/>"
    )
    rows = '<row r="1">' + "".join(
        f'<c r="{cell_name(0, i)}" t="s"><v>{i}</v></c>' for i in range(3)
    )
    model = read_model(open_package(workbook(rows + "</row>", strings=strings)))
    assert [model.value(0, 0, i) for i in range(3)] == ["a b", "c\r&d", ""]
