# ruff: noqa: E501 - a line per case in the tables
"""Values, spills and inputs written; everything else stays."""

from __future__ import annotations

import datetime
import stat
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from packages import DYNAMIC, member, packed, parts, sheet, workbook

from xl_kpis.errors import DIV0, NA, SPILL
from xl_kpis.formula import thresholds
from xl_kpis.formula.reference import Area, cell_name
from xl_kpis.formula.sheets.model import Run
from xl_kpis.formula.xlsx import (
    WorkbookError,
    open_package,
    read_model,
    save,
    write_values,
)
from xl_kpis.formula.xlsx.package.xml_text import escape, escaped
from xl_kpis.formula.xlsx.read.worksheet import lay_out_rows
from xl_kpis.formula.xlsx.write.cell_places import CellIndex, merged
from xl_kpis.formula.xlsx.write.input_cells import Input, edit_cells


@given(st.lists(st.text("ab<&>\t\n_x00415F\x07é", max_size=9)))
def test_texts_escaped_together_are_as_each_by_itself(texts: list[str]) -> None:
    assert escaped(texts) == [escape(text).encode() for text in texts]


def rows_of(data: bytes) -> str:
    xml = member(data)
    return xml[xml.index("<sheetData") :].removeprefix("<sheetData>").partition("</sheetData>")[0]


def written(rows: str, values: dict[tuple[int, int], Any], spills: Any = (), **more: Any) -> str:
    """The rows after these values were put into the model and written."""
    package = open_package(workbook(rows, **more))
    model = read_model(package)
    for (row, col), value in values.items():
        model.sheets[0].cells.set(row, col, value)
    data, _ = write_values(package, model, spills)
    read_model(open_package(data))
    return rows_of(data)


@pytest.mark.parametrize(
    ("cell", "value", "want"),
    [
        ('<c r="A1"><f>X</f></c>', 2.0, '<c r="A1"><f>X</f><v>2</v></c>'),
        ('<c r="A1"><f>X</f><v/></c>', 0.1, '<c r="A1"><f>X</f><v>0.1</v></c>'),
        ('<c r="A1" t="str"><f>X</f><v>a</v></c>', 1.0, '<c r="A1"><f>X</f><v>1</v></c>'),
        ('<c r="A1" t="n"><f>X</f><v>1</v></c>', -0.0, '<c r="A1" t="n"><f>X</f><v>0</v></c>'),
        ('<c r="A1"><f>X</f><v>1</v></c>', "a<&>", '<c r="A1" t="str"><f>X</f><v>a&lt;&amp;&gt;</v></c>'),
        ('<c r="A1" s="4"><f>X</f></c>', "", '<c r="A1" s="4" t="str"><f>X</f><v></v></c>'),
        ('<c t="e" r="A1"><f>X</f><v>#N/A</v></c>', True, '<c r="A1" t="b"><f>X</f><v>1</v></c>'),
        ("<c r='A1' t='b'><f>X</f><v>1</v></c>", NA, "<c r='A1' t=\"e\"><f>X</f><v>#N/A</v></c>"),
        ('<c r="A1"><f>X</f><v>1</v></c>', SPILL, '<c r="A1" t="e"><f>X</f><v>#VALUE!</v></c>'),
        ('<c r="A1" t="str"><f>X</f><v>1</v></c>', None, '<c r="A1"><f>X</f></c>'),
        ('<c r="A1" t="e" vm="1"><f>X</f><v>#VALUE!</v></c>', 1.0, '<c r="A1"><f>X</f><v>1</v></c>'),
        ('<c r="A1" t="e" vm="1"><f>X</f><v>#VALUE!</v></c>', SPILL, '<c r="A1" t="e" vm="1"><f>X</f><v>#VALUE!</v></c>'),
        ('<c r="A1" t="inlineStr"><f>X</f><is><t>q</t></is></c>', 1.0, '<c r="A1"><f>X</f><v>1</v></c>'),
        ('<c r="A1"><f>X</f><v>1</v><extLst><ext/></extLst></c>', 2.0, '<c r="A1"><f>X</f><v>2</v><extLst><ext/></extLst></c>'),
        ('<c r="A1"><f>X</f><!-- note --><v>1</v></c>', 2.0, '<c r="A1"><f>X</f><!-- note --><v>2</v></c>'),
        ('<c r="A1"><f>X</f></c>', "\a_x0041_\r", '<c r="A1" t="str"><f>X</f><v>_x0007__x005F_x0041__x000D_</v></c>'),
    ],
)  # fmt: skip
def test_one_value(cell: str, value: Any, want: str) -> None:
    rest = '<c r="B1" s="1"><v>5</v></c><c r="C1" s="9"/></row><row r="7" ht="3"/>'
    got = written(f'<row r="1">{cell}{rest}', {(0, 0): value})
    assert got == f'<row r="1">{want}{rest}'


values = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="￾￿"), max_size=9),
    st.booleans(),
    st.sampled_from([NA, DIV0]),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(values, min_size=1, max_size=30))
def test_values_come_back(column: list[Any]) -> None:
    rows = "".join(
        f'<row r="{i}"><c r="A{i}" t="str"><f>X{i}</f><v>q</v></c></row>'
        for i in range(1, len(column) + 1)
    )
    package = open_package(workbook(rows))
    model = read_model(package)
    for i, value in enumerate(column):
        model.sheets[0].cells.set(i, 0, value)
    again = read_model(open_package(write_values(package, model)[0]))
    assert [again.value(0, i, 0) for i in range(len(column))] == column


def test_pending_cells_keep_their_value() -> None:
    rows = '<row r="1"><c r="A1" t="str"><f>X</f><v>old</v></c><c r="B1"><f>Y</f><v>1</v></c></row>'
    package = open_package(workbook(rows))
    model = read_model(package)
    model.sheets[0].cells.by_index[0].mark_pending(0, 0)
    model.sheets[0].cells.set(0, 1, 2.0)
    assert rows_of(write_values(package, model)[0]) == rows.replace("<v>1</v>", "<v>2</v>")


cells_of_sheets = st.lists(
    st.dictionaries(
        st.tuples(st.sampled_from([0, 1, 2, 3, 700]), st.integers(0, 3)),
        st.tuples(st.sampled_from(["", ' t="str"', ' t="n"', ' t="e"']), st.just("same") | values),
        max_size=9,
    ),
    min_size=2,
    max_size=6,
)


@settings(max_examples=80, deadline=None)
@given(cells_of_sheets, st.integers(1, 30))
def test_sheets_written_together_are_as_each_by_itself(
    several: list[dict[tuple[int, int], tuple[str, Any]]], at_once: int
) -> None:
    sheets = {}
    for number, cells in enumerate(several):
        rows: dict[int, str] = {}
        for (row, col), (kind, _) in sorted(cells.items()):
            value = "" if number % 3 == 1 else "<v>1</v>"
            cell = f'<c r="{"ABCD"[col]}{row + 1}"{kind}><f>X{row}</f>{value}</c>'
            rows[row] = rows.get(row, "") + cell
        sheets[f"S{number}"] = sheet(
            "".join(f'<row r="{row + 1}">{cells}</row>' for row, cells in rows.items())
        )
    file = packed(parts(sheets))
    package = open_package(file)
    model = read_model(package)
    for own, cells in zip(model.sheets, several, strict=True):
        for (row, col), (_, value) in cells.items():
            if value == "same":
                own.cells.by_index[col].mark_pending(row, row)
            else:
                own.cells.set(row, col, value)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(thresholds, "SPLICED_AT_ONCE", at_once)
        together, report = write_values(package, model)
    changed = []
    for number in range(len(several)):
        alone, own_report = write_values(package, model, sheets=[number])
        changed += own_report.parts
        name = f"xl/worksheets/sheet{number + 1}.xml"
        assert member(together, name) == member(alone, name)
    assert report.parts == changed
    assert report.cells == sum(map(len, several))


SPILLING = (
    '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:A2">SEQUENCE(2)</f><v>1</v></c>'
    '<c r="C1"><v>9</v></c></row><row r="2"><c r="A2" s="3" t="s"><v>0</v></c></row>'
    '<row r="5"><c r="B5" s="2"/></row><row r="6"/>'
)


def test_a_spill_that_grows_adds_cells_and_rows() -> None:
    values = {(i, j): float(10 * i + j) for i in range(6) for j in range(2)}
    got = written(SPILLING, values, [Area(0, 0, 0, 5, 1)], strings="<si/>", **DYNAMIC)
    assert got == (
        '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:B6">SEQUENCE(2)</f><v>0</v></c>'
        '<c r="B1"><v>1</v></c><c r="C1"><v>9</v></c></row>'
        '<row r="2"><c r="A2" s="3"><v>10</v></c><c r="B2"><v>11</v></c></row>'
        '<row r="3"><c r="A3"><v>20</v></c><c r="B3"><v>21</v></c></row>'
        '<row r="4"><c r="A4"><v>30</v></c><c r="B4"><v>31</v></c></row>'
        '<row r="5"><c r="A5"><v>40</v></c><c r="B5" s="2"><v>41</v></c></row>'
        '<row r="6"><c r="A6"><v>50</v></c><c r="B6"><v>51</v></c></row>'
    )


def test_a_spill_that_shrinks_leaves_styled_blanks() -> None:
    got = written(SPILLING, {(0, 0): SPILL}, [Area(0, 0, 0, 0, 0)], strings="<si/>", **DYNAMIC)
    assert got == SPILLING.replace('ref="A1:A2"', 'ref="A1"').replace(
        '<c r="A1" cm="1">', '<c r="A1" cm="1" t="e">'
    ).replace("<v>1</v>", "<v>#VALUE!</v>").replace(
        '<c r="A2" s="3" t="s"><v>0</v></c>', '<c r="A2" s="3"/>'
    )


def test_spilled_cells_with_empty_formulas_keep_them() -> None:
    rows = (
        '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:A2" ca="1">X</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f ca="1"/><v>2</v></c></row>'
    )
    got = written(rows, {(0, 0): 3.0, (1, 0): "b"}, **DYNAMIC)
    assert got == rows.replace("<v>1</v>", "<v>3</v>").replace(
        '<c r="A2"><f ca="1"/><v>2</v>', '<c r="A2" t="str"><f ca="1"/><v>b</v>'
    )


def test_other_members_are_copied_as_they_are(tmp_path: Path) -> None:
    contents = parts({"S": sheet('<row r="1"><c r="A1"><f>1</f></c></row>'), "T": sheet("")})
    contents |= {"xl/media/a.png": bytes(range(256)) * 50, "_xmlsignatures/sig1.xml": "<s/>"}
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for i, (name, data) in enumerate(contents.items()):
            info = zipfile.ZipInfo(name, (1999, 12, 31, 23, 59, 2 * i))
            info.compress_type = zipfile.ZIP_DEFLATED if i % 2 else zipfile.ZIP_STORED
            info.extra, info.comment = b"\x99\x99\x02\x00ab", b"note"
            info.external_attr = 0o600 << 16
            archive.writestr(info, data)
        archive.comment = b"the end"
    package = open_package(out.getvalue())
    model = read_model(package)
    model.sheets[0].cells.set(0, 0, 1.0)
    target = tmp_path / "out.xlsx"
    result = save(package, model, target)
    assert result == (["xl/worksheets/sheet1.xml"], 1, True)
    with zipfile.ZipFile(BytesIO(out.getvalue())) as old, zipfile.ZipFile(target) as new:
        assert new.testzip() is None
        assert new.comment == b"the end"
        for a, b in zip(old.infolist(), new.infolist(), strict=True):
            assert (a.filename, a.date_time, a.extra, a.comment, a.external_attr) == (
                b.filename, b.date_time, b.extra, b.comment, b.external_attr
            )  # fmt: skip
            if a.filename not in result.parts:
                assert (a.compress_type, a.compress_size, a.CRC) == (
                    b.compress_type, b.compress_size, b.CRC
                )  # fmt: skip
                assert old.read(a) == new.read(b)


def test_streamed_archives_are_rewritten() -> None:
    """Sizes behind the data, as writers to a pipe leave them."""

    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

        def seek(self, *_: int) -> int:
            raise OSError

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts({"S": sheet('<row r="1"><c r="A1"><f>1</f></c></row>')}).items():
            archive.writestr(name, data)
    package = open_package(out.getvalue())
    assert any(m.flags & 8 for m in package.archive.members.values())
    model = read_model(package)
    model.sheets[0].cells.set(0, 0, 4.0)
    data, _ = write_values(package, model)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
    assert read_model(open_package(data)).value(0, 0, 0) == 4


def test_other_encodings_stay() -> None:
    xml = sheet('<row r="1"><c r="A1" t="str"><f>"é"</f></c></row>')
    for encoding in ("utf-16", "utf-8-sig", "iso-8859-1"):
        declared = encoding.replace("-sig", "")
        text = xml.replace("UTF-8", declared)
        contents = parts({"S": ""}) | {"xl/worksheets/sheet1.xml": text.encode(encoding)}
        package = open_package(packed(contents))
        model = read_model(package)
        assert model.sheets[0].runs == [Run(0, 0, 0, 0, '"é"')]
        model.sheets[0].cells.set(0, 0, "è")
        data, _ = write_values(package, model)
        with zipfile.ZipFile(BytesIO(data)) as archive:
            got = archive.read("xl/worksheets/sheet1.xml")
        assert got == text.replace("</f>", "</f><v>è</v>").encode(encoding)


def test_saving_is_all_or_nothing(tmp_path: Path) -> None:
    package = open_package(workbook('<row r="1"><c r="A1"><f>1</f></c></row>'))
    model = read_model(package)
    target = tmp_path / "out.xlsx"
    target.write_bytes(b"before")
    target.chmod(0o640)
    model.sheets[0].cells.by_index[0].obj = None
    model.sheets[0].cells.by_index[0].kind[:] = 3  # a text without its text
    with pytest.raises(TypeError):
        save(package, model, target)
    assert [p.name for p in tmp_path.iterdir()] == ["out.xlsx"]
    assert target.read_bytes() == b"before"
    model.sheets[0].cells.set(0, 0, 1.0)
    save(package, model, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    with pytest.raises(WorkbookError, match="cannot be written"):
        save(package, model, tmp_path / "no" / "out.xlsx")


INPUTS = (
    '<row r="2"><c r="A2" s="5" t="s"><v>0</v></c><c r="C2" s="6"/><c r="D2"><f>A2</f><v>1</v></c>'
    '</row><row r="4"><c r="A4"><f t="array" ref="A4:A5">C1:C2</f></c></row>'
)


@pytest.mark.parametrize(
    ("cell", "value", "old", "new"),
    [
        ("A2", 3, '<c r="A2" s="5" t="s"><v>0</v></c>', '<c r="A2" s="5"><v>3</v></c>'),
        ("A2", None, '<c r="A2" s="5" t="s"><v>0</v></c>', '<c r="A2" s="5"/>'),
        ("$c$2", "a<b", '<c r="C2" s="6"/>', '<c r="C2" s="6" t="inlineStr"><is><t>a&lt;b</t></is></c>'),
        ("C2", " x", '<c r="C2" s="6"/>', '<c r="C2" s="6" t="inlineStr"><is><t xml:space="preserve"> x</t></is></c>'),
        ("B2", True, '<c r="C2"', '<c r="B2" t="b"><v>1</v></c><c r="C2"'),
        ("B9", datetime.date(2024, 2, 29), "", '<row r="9"><c r="B9"><v>45351</v></c></row>'),
        ("A1", np.float64(0.5), '<row r="2">', '<row r="1"><c r="A1"><v>0.5</v></c></row><row r="2">'),
        ("E2", datetime.datetime(2024, 2, 29, 18), "</row><row", '<c r="E2"><v>45351.75</v></c></row><row'),
    ],
)  # fmt: skip
def test_inputs_are_filled_in(cell: str, value: Input, old: str, new: str) -> None:
    package = open_package(workbook(INPUTS, strings="<si><t>x</t></si>"))
    got = rows_of(edit_cells(package, {("s", cell): value}))
    assert got == (INPUTS.replace(old, new, 1) if old else INPUTS + new)


def test_inputs_that_are_refused() -> None:
    package = open_package(workbook(INPUTS, strings="<si/>"))
    for where, value, sentence in (
        (("S", "D2"), 1, "S!D2 holds a formula"),
        (("S", "A5"), 1, "S!A5 holds a formula"),
        (("X", "A1"), 1, "no sheet called X; it has S"),
        (("S", "A0"), 1, "outside of a sheet"),
        (("S", "A1"), float("nan"), "nan cannot be put into S!A1"),
        (("S", "A1"), [1], "cannot be put into S!A1"),
    ):
        with pytest.raises(WorkbookError, match=sentence):
            edit_cells(package, {where: value})  # type: ignore[dict-item]


def test_inputs_into_an_empty_sheet() -> None:
    xml = sheet("").replace("<sheetData></sheetData>", "<sheetData/>")
    package = open_package(packed(parts({"S": xml})))
    data = edit_cells(package, {("S", "B2"): 1, ("S", "A2"): "x"})
    model = read_model(open_package(data))
    assert (model.value(0, 1, 1), model.value(0, 1, 0)) == (1, "x")


# ---- many cells at once --------------------------------------------------------------------------


def _sheet(rows: dict[int, tuple[str, dict[int, str]]]) -> bytes:
    """A sheet of rows: by number the other attributes of its tag, and by column what is in its
    cells, nothing in blank ones."""
    out = []
    for row, (said, cells) in sorted(rows.items()):
        inside = "".join(
            f'<c r="{cell_name(row, col)}" s="1">{value}</c>'
            if value
            else f'<c r="{cell_name(row, col)}" s="2"/>'
            for col, value in sorted(cells.items())
        )
        tag = f'<row r="{row + 1}"{said}'
        out.append(f"{tag}>{inside}</row>" if inside else f"{tag}/>")
    head = '<worksheet><dimension ref="B2:C3"/><sheetData>'
    return f"{head}{''.join(out)}</sheetData></worksheet>".encode()


_ELEMENTS = st.sampled_from(["", "<v>1</v>", "<f>A1</f><v>2</v>", "<is><t>x</t></is>"])
_ROWS = st.dictionaries(
    st.integers(0, 12),
    st.tuples(
        st.sampled_from(["", ' spans="2:4"', ' spans="1:2 5:6" ht="3"']),
        st.dictionaries(st.integers(0, 30), _ELEMENTS, max_size=6),
    ),
    min_size=1,
)
_CONTENTS = st.sampled_from([(b"", b"<v>7</v>"), (b' t="b"', b"<v>1</v>"), (b"", b"")])


@example(
    {0: ("", {0: "<v>1</v>", 9: ""})},
    {(0, col): (b"", b"<v>7</v>") for col in (3, 5, 7)},
    {(0, 3)},
)
@given(
    _ROWS,
    st.dictionaries(st.tuples(st.integers(0, 14), st.integers(0, 32)), _CONTENTS, max_size=40),
    st.sets(st.tuples(st.integers(0, 14), st.integers(0, 32)), max_size=3),
)
def test_cells_put_at_once_are_where_they_are_put_one_by_one(
    rows: dict[int, tuple[str, dict[int, str]]],
    values: dict[tuple[int, int], tuple[bytes, bytes]],
    restyled: set[tuple[int, int]],
) -> None:
    data = _sheet(rows)
    layout = lay_out_rows(data)
    assert layout is not None
    restyle = {cell: lambda tag: tag + b' s="9"' for cell in restyled}
    found = []
    for many in (False, True):
        index = CellIndex(layout, many)
        assert (index._places is not None) == many
        new, at = b"", 0
        for edit in merged(index.put(values, restyle)):
            new += data[at : edit.start] + edit.new
            at = edit.end
        found.append(new + data[at:])
        assert {cell: index.has_formula(*cell) for cell in values} == {
            (row, col): rows.get(row, ("", {}))[1].get(col, "").startswith("<f")
            for row, col in values
        }
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="1"/>',
        '<row r="1"><c r="B1"/><c r="A1"/></row>',
        '<row r="1"><c r="B2"/></row>',
        '<row r="1"><!-- --><c r="A1"/></row>',
        '<row><c r="A1"/></row>',
        '<row r="1"><c/></row>',
    ],
)
def test_in_any_other_form_cells_are_looked_for_one_by_one(rows: str) -> None:
    layout = lay_out_rows(f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode())
    assert layout is not None
    assert CellIndex(layout, many=True)._places is None
