"""The two scans of a sheet agree with each other and with an XML parser."""

from __future__ import annotations

import math
import re
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from packages import sheet, workbook

from xl_kpis.errors import NA, ExcelError
from xl_kpis.formula import thresholds
from xl_kpis.formula.reference import cell_name, parse_cell
from xl_kpis.formula.values.kinds import BLANK, BOOL, NUMBER
from xl_kpis.formula.xlsx import WorkbookError, open_package, read_model
from xl_kpis.formula.xlsx.read.fast_scan import scan_block
from xl_kpis.formula.xlsx.read.scan_result import SheetScan
from xl_kpis.formula.xlsx.read.small_sheets import scanned_together
from xl_kpis.formula.xlsx.read.tolerant_scan import SheetSource, Walker
from xl_kpis.formula.xlsx.read.usual_form import in_usual_form
from xl_kpis.formula.xlsx.read.worksheet import lay_out_rows, scan_rows

STRINGS = np.array(["zero", "one", "", "trois é"], object)
SOURCE = SheetSource("f.xlsx", "s.xml", STRINGS, False, 10**9, 10**9)

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="￾￿"),
    max_size=12,
)
numbers = st.one_of(
    st.integers(-(10**6), 10**6).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.sampled_from(["1E5", "1.5E-3", "-0", "0.1", "123456789012345678901234567890"]),
)
odd_numbers = st.sampled_from([" 3 ", "+5", ".5", "5.", "007", "NaN", "INF", "-INF", "1e400"])
formulas = st.one_of(
    st.sampled_from(["A1", "SUM(A$1:B2)", 'IF(A1>1,"a&b","<")', "LOG10(A1)&'it''s'!B2"]), texts
)


@st.composite
def cell(draw: Any, ref: str, odd: bool) -> str:
    """A cell as some program may write it."""
    said = {"r": ref}
    if draw(st.booleans()):
        said["s"] = str(draw(st.integers(0, 300)))
    kind = draw(st.sampled_from(["", "n", "s", "b", "e", "str", "inlineStr", "d", "none"]))
    if kind in ("", "n"):
        value = draw(st.one_of(numbers, odd_numbers) if odd else numbers)
    elif kind == "s":
        value = str(draw(st.integers(0, 3)))
    elif kind == "b":
        value = draw(st.sampled_from("01"))
    elif kind == "e":
        value = draw(st.sampled_from(["#N/A", "#DIV/0!", "#STRANGE!"]))
    elif kind == "d":
        value = draw(st.sampled_from(["2024-02-29", "2024-02-29T12:30:00"]))
    else:
        value = escape(draw(texts))
    if kind not in ("", "none"):
        said["t"] = kind
    inner = ""
    formula = draw(st.none() | formulas)
    if formula is not None:
        about = draw(st.sampled_from(["", ' ca="1"', ' t="shared" si="2"', ' t="normal"']))
        text = escape(formula) if draw(st.booleans()) else formula.replace("&", "&amp;").replace(
            "<", "&lt;"
        )  # fmt: skip
        inner = f"<f{about}>{text}</f>" if text else f"<f{about}/>"
    if kind == "inlineStr":
        inner += f"<is><t>{value}</t></is>"
    elif kind != "none":
        inner += draw(st.sampled_from(["<v>{}</v>"] * 4 + ["<v></v>", "<v/>", ""])).format(value)
    if draw(st.booleans()) and said.get("t") != "s":
        said["vm" if draw(st.booleans()) else "cm"] = "1"
    names = list(said)
    quote = '"'
    space = ""
    if odd:
        names = draw(st.permutations(names))
        quote = draw(st.sampled_from("\"'"))
        space = draw(st.sampled_from(["", " ", "\n"]))
        inner = draw(st.sampled_from(["", "<!-- <c r='Z9'><v>1</v></c> -->"])) + inner
    tag = "".join(f" {name}={quote}{said[name]}{quote}" for name in names)
    return f"<c{tag}{space}>{inner}</c{space}>" if inner else f"<c{tag}{space}/>"


@st.composite
def rows(draw: Any, odd: bool = False) -> str:
    """Rows with cells in order."""
    out = []
    numbers = sorted(draw(st.sets(st.sampled_from([1, 2, 9, 10, 99, 1000, 1048576]), min_size=1)))
    for number in numbers:
        cols = sorted(draw(st.sets(st.sampled_from([0, 1, 25, 26, 701, 702, 16383]))))
        cells = [draw(cell(cell_name(number - 1, col), odd)) for col in cols]
        about = draw(st.sampled_from(["", ' spans="1:3"', ' hidden="1"', ' ht="15" hidden="true"']))
        if not cells and draw(st.booleans()):
            out.append(f'<row r="{number}"{about}/>')
        else:
            gap = draw(st.sampled_from(["", "\n "])) if odd else ""
            out.append(f'<row r="{number}"{about}>{gap}{gap.join(cells)}</row>')
    return "".join(out)


def walked(data: bytes, usual: bool = True) -> SheetScan:
    walker = Walker(SOURCE, data)
    walker.walk(0, len(data), usual)
    return walker.result()


def cells_of(scan: SheetScan) -> dict[tuple[int, int], Any]:
    """Cells by place, as Python values."""
    objects = dict(zip(scan.text_at.tolist(), scan.texts.tolist(), strict=True))
    out: dict[tuple[int, int], Any] = {}
    places = zip(scan.row.tolist(), scan.col.tolist(), strict=True)
    for i, (place, kind, num) in enumerate(
        zip(places, scan.kind.tolist(), scan.num.tolist(), strict=True)
    ):
        value = num if kind == NUMBER else bool(num) if kind == BOOL else objects.get(i)
        out[place] = None if kind == BLANK else value
    return out


def formulas_of(scan: SheetScan) -> list[tuple[Any, ...]]:
    found = scan.formulas
    columns = (found.cell, found.tag_end, found.text, found.text_end, found.value)
    columns += (found.value_end, found.type, found.shared)
    table = [tuple(line) for line in zip(*(c.tolist() for c in columns), strict=True)]
    return [(*line, found.special.get(i)) for i, line in enumerate(table)]


def parsed(data: bytes) -> dict[tuple[int, int], Any]:
    """What an XML parser finds: values of cells that have a value or a formula element."""
    out: dict[tuple[int, int], Any] = {}
    for node in etree.fromstring(b"<x>" + data + b"</x>").iter("c"):
        kind = node.get("t", "n")
        value = node.find("v")
        inline = node.find("is/t")
        text = None if value is None else "".join(value.itertext())
        known: Any = None
        if inline is not None:
            known = unescaped((inline.text or "").strip(" \t\r\n"))
        elif text is not None and kind == "str":
            known = unescaped(text.strip(" \t\r\n"))
        elif text and kind != "inlineStr":
            if kind == "s":
                known = STRINGS[int(text)]
            elif kind == "b":
                known = text == "1"
            elif kind == "e":
                known = NA if text == "#N/A" else text
            elif kind == "d":
                known = 45351.0 + (0.5208333333333334 if "T" in text else 0)
            else:
                known = float(text)
        if known is not None or node.find("f") is not None:
            out[parse_cell(node.get("r"))] = known
    return out


def unescaped(text: str) -> str:
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)


def same(got: Any, want: Any) -> bool:
    if isinstance(got, ExcelError):
        finite = isinstance(want, float) and not math.isfinite(want)
        return got is want or finite or isinstance(want, str)
    return got == want and type(got) is type(want)


@settings(max_examples=150, deadline=None)
@given(rows())
def test_both_scans_agree(xml: str) -> None:
    data = xml.encode()
    slow = walked(data)
    fast = scan_block(data, 0, len(data), SOURCE)
    assert fast is not None
    assert cells_of(fast) == cells_of(slow)
    assert formulas_of(fast) == formulas_of(slow)
    assert fast.hidden_rows == slow.hidden_rows
    assert fast.at.tolist() == slow.at.tolist()
    assert fast.rich >= slow.rich  # said of a cell without a value it does no harm


@settings(max_examples=150, deadline=None)
@given(rows(odd=True))
def test_any_form_is_read_as_a_parser_reads_it(xml: str) -> None:
    data = xml.encode()
    want = parsed(data)
    scans = [walked(data, usual=False)]
    if "<!--" not in xml:
        scans.append(walked(data))
        fast = scan_block(data, 0, len(data), SOURCE)
        scans += [fast] if fast is not None else []
    for scan in scans:
        got = cells_of(scan)
        assert list(got) == list(want)
        for place, value in got.items():
            assert same(value, want[place]), place


def in_the_usual_form(data: bytes, prefix: bytes = b"") -> SheetScan | None:
    form = in_usual_form(data, prefix, -1)
    return form and scan_block(data, 0, len(data), SOURCE, form=form)


def agree(fast: SheetScan, slow: SheetScan) -> None:
    assert cells_of(fast) == cells_of(slow)
    assert formulas_of(fast) == formulas_of(slow)
    assert fast.hidden_rows == slow.hidden_rows
    assert fast.at.tolist() == slow.at.tolist()
    assert fast.rich >= slow.rich


@settings(max_examples=300, deadline=None)
@given(rows(odd=True))
def test_rows_brought_into_the_usual_form_are_scanned_as_tag_by_tag(xml: str) -> None:
    data = xml.encode()
    fast = in_the_usual_form(data)
    if fast is not None:
        agree(fast, walked(data, usual=False))


def _no_addresses(xml: str) -> str:
    return re.sub(r'<c r="[A-Z]+[0-9]+"', "<c", xml)


_WAYS_TO_WRITE: dict[str, Any] = {
    "single quotes": lambda xml: re.sub(r"<[^>]*>", lambda tag: tag[0].replace('"', "'"), xml),
    "address last": lambda xml: re.sub(
        r'<(c|row) (r="[A-Z]*[0-9]+")([^>]*?)(/?)>', r"<\1\3 \2\4>", xml
    ),
    "no addresses of cells": _no_addresses,
    "no addresses at all": lambda xml: re.sub(r'<row r="[0-9]+"', "<row", _no_addresses(xml)),
    "a comment behind each tag that ends": lambda xml: re.sub(
        r"(</(?:row|c|v|f|is|t)>|<(?:row|c)\b[^>]*>)", r"\1<!-- <v>1</v> --> <!---->", xml
    ),
    "small letters": lambda xml: re.sub(r'r="[A-Z]+', lambda found: found[0].lower(), xml),
}


@pytest.mark.parametrize("way", _WAYS_TO_WRITE)
@settings(max_examples=60, deadline=None)
@given(rows())
def test_each_way_to_write_rows_is_brought_into_the_usual_form(way: str, xml: str) -> None:
    data = _WAYS_TO_WRITE[way](xml).encode()
    fast = in_the_usual_form(data)
    assert fast is not None
    agree(fast, walked(data, usual=False))


@settings(max_examples=100, deadline=None)
@given(rows(), st.sampled_from(["x", "ss", "row", "c"]))
def test_a_prefix_is_brought_into_the_usual_form(xml: str, prefix: str) -> None:
    data = re.sub(r"<(/?)([a-z])", rf"<\1{prefix}:\2", xml).encode()
    fast = in_the_usual_form(data, prefix.encode() + b":")
    assert fast is not None
    walker = Walker(SOURCE, data, prefix.encode())
    walker.walk(0, len(data), usual=False)
    agree(fast, walker.result())


@pytest.mark.parametrize(
    "xml",
    [
        "<row r='1'><c r='A1'><v>1<!-- -->2</v></c></row>",
        "<row r='1'><c r='A1' t='str'><f>A2<!-- --></f><v/></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c><!-- no end</row>",
        "<row r='1'><c r='A1' t='str'><v><![CDATA[a]]></v></c></row>",
        "<row><c r='XFD1'><v>1</v></c><c><v>2</v></c></row>",
        "<row r='1048576'/><row><c><v>2</v></c></row>",
        "<row r=' 5 '><c><v>2</v></c></row>",
        "<row><c r='$A$1'><v>2</v></c></row>",
    ],
)
def test_rows_that_cannot_be_brought_into_the_usual_form_are_left_alone(xml: str) -> None:
    assert in_usual_form(xml.encode(), b"", -1) is None


def test_what_has_another_prefix_is_left_alone() -> None:
    xml = b"<x:row r='1'><x:c r='A1'><x:v>1</x:v></x:c><c r='B1'><v>1</v></c></x:row>"
    assert in_usual_form(xml, b"x:", -1) is None


@pytest.mark.parametrize("way", [*_WAYS_TO_WRITE, "a prefix"])
def test_blocks_of_any_form_join(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "".join(
        f'<row r="{i}"><c r="A{i}"><v>{i / 7}</v></c><c r="B{i}"><f>A{i}*2</f><v>1</v></c></row>'
        for i in range(1, 300)
    )
    if way == "a prefix":
        written, x = re.sub(r"<(/?)([a-z])", r"<\1x:\2", lines), "x:"
    else:
        written, x = _WAYS_TO_WRITE[way](lines), ""
    xml = f"<{x}worksheet><{x}sheetData>{written}</{x}sheetData></{x}worksheet>"
    layout = lay_out_rows(xml.encode())
    assert layout is not None
    whole = scan_rows(layout, SOURCE)
    monkeypatch.setattr(thresholds, "SCANNED_AT_ONCE", 4_000)
    monkeypatch.setattr(thresholds, "WALKED_BELOW", 1_000)
    agree(scan_rows(layout, SOURCE), whole)
    assert len(whole.row) == 598
    assert whole.row[-1] == 298


def test_blocks_join() -> None:
    """A sheet scanned in several blocks is the sheet scanned at once."""
    lines = [
        f'<row r="{i}"><c r="A{i}"><v>{i / 7}</v></c><c r="B{i}" t="str"><v>t{i}</v></c>'
        f'<c r="C{i}"><f>A{i}*2</f><v></v></c></row>'
        for i in range(1, 4000)
    ]
    data = workbook("".join(lines))
    once = read_model(open_package(data)).sheets[0]
    before = thresholds.SCANNED_AT_ONCE, thresholds.WALKED_BELOW
    thresholds.SCANNED_AT_ONCE, thresholds.WALKED_BELOW = 5_000, 1_000
    try:
        pieces = read_model(open_package(data)).sheets[0]
    finally:
        thresholds.SCANNED_AT_ONCE, thresholds.WALKED_BELOW = before
    assert pieces.runs == once.runs == [(0, 2, 3998, 2, "A1*2", "normal")]
    for col in (0, 1, 2):
        a, b = once.cells.by_index[col], pieces.cells.by_index[col]
        assert a.values(0, len(a)).tolist() == b.values(0, len(b)).tolist()


@settings(max_examples=100, deadline=None)
@given(st.lists(rows() | rows() | rows(odd=True), min_size=2, max_size=6), st.data())
def test_sheets_scanned_together_are_as_each_by_itself(several: list[str], data: Any) -> None:
    layouts = [
        lay_out_rows(
            b"<worksheet>%s<sheetData>%s</sheetData></worksheet>" % (b" " * i, xml.encode())
        )
        for i, xml in enumerate(several)
    ]
    alone = [scan_rows(layout, SOURCE) for layout in layouts if layout is not None]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(thresholds, "WALKED_BELOW", 1)
        at_once = data.draw(st.sampled_from([1, 2_000, 1_000_000]))
        patch.setattr(thresholds, "SCANNED_AT_ONCE", at_once)
        some = (layout for layout in layouts if layout is not None)
        together = [scan_rows(each, SOURCE, scan) for each, scan in scanned_together(some, SOURCE)]
    assert len(together) == len(alone) == len(several)
    for got, want in zip(together, alone, strict=True):
        assert got.layout == want.layout
        assert got.data == want.data
        assert cells_of(got) == cells_of(want)
        assert formulas_of(got) == formulas_of(want)
        assert got.hidden_rows == want.hidden_rows
        assert got.at.tolist() == want.at.tolist()


def test_an_unusual_sheet_leaves_most_others_to_be_scanned_together() -> None:
    usual = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c></row>' * 99
    odd = usual.replace('r="B1"', "r='B1'")
    found = [
        lay_out_rows(f"<worksheet><sheetData>{xml}</sheetData></worksheet>".encode())
        for xml in [usual, odd, *[usual] * 6]
    ]
    layouts = [layout for layout in found if layout is not None]
    scans = [scan for _, scan in scanned_together(layouts, SOURCE)]
    assert [scan is not None for scan in scans] == [False, False, *[True] * 6]


def test_places_may_be_implied() -> None:
    xml = (
        "<row><c><v>1</v></c><c><v>2</v></c></row><row r='4'><c r='C4'><v>3</v></c><c><v>4</v></c>"
        "</row><row><c><v>5</v></c></row>"
    )
    cells = read_model(open_package(workbook(xml))).sheets[0].cells
    found = [(0, 0), (0, 1), (3, 2), (3, 3), (4, 0)]
    assert [cells.get(*place) for place in found] == [1, 2, 3, 4, 5]


def test_cells_out_of_order_and_twice() -> None:
    xml = (
        '<row r="3"><c r="B3"><v>3</v></c><c r="A3"><v>1</v></c></row>'
        '<row r="1"><c r="A1"><v>7</v></c><c r="A1"><v>8</v></c></row>'
    )
    cells = read_model(open_package(workbook(xml))).sheets[0].cells
    assert [cells.get(0, 0), cells.get(2, 0), cells.get(2, 1)] == [8, 1, 3]


@pytest.mark.parametrize(
    ("value", "kind", "part"),
    [
        ("abc", "n", "a number"),
        ("1_0", "n", "a number"),
        ("9", "s", "a shared string below 4"),
        ("-1", "s", "a shared string below 4"),
        ("soon", "d", "a date"),
        ("1", "x", "a known type of value"),
    ],
)
def test_bad_values_are_named(value: str, kind: str, part: str) -> None:
    strings = "<si><t>a</t></si>" * 4
    for more in ("", '<row r="9"><c r="A9"><v>1</v></c></row>' * 2000):
        data = workbook(f'<row r="2"><c r="B2" t="{kind}"><v>{value}</v></c></row>' + more,
                        strings=strings)  # fmt: skip
        with pytest.raises(WorkbookError, match=rf"B2 in part .* where {part}"):
            read_model(open_package(data))


def test_prefixed_elements() -> None:
    xml = sheet('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><v>5</v></c></row>')
    prefixed = re.sub(r"<(/?)(worksheet|sheetData|row|c|f|v)\b", r"<\1x:\2", xml)
    prefixed = prefixed.replace("xmlns=", "xmlns:x=")
    from packages import packed, parts

    package = open_package(packed(parts({"S": prefixed})))
    model = read_model(package)
    assert model.sheets[0].runs == [(0, 0, 0, 0, "1+1", "normal")]
    assert model.value(0, 0, 1) == 5
