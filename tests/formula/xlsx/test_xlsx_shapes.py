"""Workbooks of odd but legal shapes: every way of reading finds the same, openpyxl too, and what is
written back is found again."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packages import packed, parts, sheet
from test_xlsx_saved_edits import with_types

from xl_kpis.errors import DIV0, NA, REF, VALUE, ExcelError
from xl_kpis.formula import thresholds
from xl_kpis.formula.grammar import translate
from xl_kpis.formula.reference import cell_name
from xl_kpis.formula.sheets.model import Model
from xl_kpis.formula.xlsx import open_package, read_model, write_values
from xl_kpis.formula.xlsx.package.xml_text import unescape_excel

Place = tuple[int, int]
STRINGS = ["zero", " kept ", "a & b", "", "é_x0041_", "two\nlines", "rich text"]
"""The shared strings, as they are read."""
SHARED = (
    "<si><t>zero</t></si><si><t xml:space='preserve'> kept </t></si><si><t>a &amp; b</t></si><si/>"
    "<si><t>  é_x005F_x0041_ </t></si><si><t><![CDATA[two\nlines]]></t></si>"
    "<si><r><rPr><b/></rPr><t>rich</t></r><r><t xml:space='preserve'> text</t></r>"
    "<rPh sb='0' eb='1'><t>no</t></rPh></si>"
)
COLUMNS = [0, 1, 2, 25, 26, 701, 702, 16383]
ROWS = [0, 1, 2, 3, 8, 9, 98, 1048575]


class Shape:
    """How one sheet is written, drawn by chance."""

    def __init__(self, chance: random.Random, openpyxl: bool = False) -> None:
        self.chance = chance
        self.openpyxl = openpyxl
        """Whether openpyxl is to read it, which does not know all forms."""
        self.odd = chance.random() < 0.7
        """Whether anything but the usual forms of programs occurs."""
        self.prefix = chance.choice(["", "", "x:"]) if self.odd else ""
        self.strict = not openpyxl and chance.random() < 0.2
        self.encoding = chance.choice(["utf-8"] * 3 + ["utf-8-sig", "utf-16", "iso-8859-1"])
        self.implied = self.odd and chance.random() < 0.3
        self.shuffled = self.odd and not self.implied and chance.random() < 0.3
        self.comments = self.odd and chance.random() < 0.3
        self.dimension = chance.choice(["", '<dimension ref="A1"/>', '<dimension ref="A1:XFD9"/>'])
        self.cells: dict[Place, Any] = {}
        """What is to be read."""
        self.formulas: dict[Place, str] = {}

    def maybe(self, *choices: str) -> str:
        return self.chance.choice(choices) if self.odd else choices[0]

    # ---- values -----------------------------------------------------------------------------

    def text(self, value: str) -> tuple[str, str]:
        """A text's XML and what its element has to say."""
        raw = escape(re.sub("_(?=x[0-9A-F]{4}_)", "_x005F_", value))
        if self.odd and self.chance.random() < 0.2 and "]]>" not in value and value:
            raw = f"<![CDATA[{re.sub('_(?=x[0-9A-F]{4}_)', '_x005F_', value)}]]>"
        raw = raw.replace("\r", "_x000D_")
        needs = value != value.strip(" \t\r\n")
        if not needs and self.odd and self.chance.random() < 0.2:
            raw = f" {raw}\n"  # spaces that do not count
            return raw, ""
        return raw, self.maybe(' xml:space="preserve"', " xml:space='preserve'") if needs else ""

    def value(self) -> tuple[str, str, Any]:
        """The type of a cell, its content and its value."""
        p, chance = self.prefix, self.chance
        kinds = ["", "n", "s", "b", "e", "str", "inlineStr", "d", "bare", "blank"]
        if self.openpyxl:
            kinds = [kind for kind in kinds if kind not in ("bare", "b")]
        kind = chance.choice(kinds)
        if kind == "blank":
            return (
                chance.choice(["", "n", "s", "b"]),
                self.maybe("", f"<{p}v/>", f"<{p}v></{p}v>"),
                None,
            )
        if kind in ("", "n"):
            number = chance.choice([0, 1, -7, 0.1, 1e-300, 123456789012, chance.random() * 1e6])
            text = self.maybe(repr(float(number)), f" {number!r} ", f"{number!r}\n", f"+{number!r}")
            return kind, f"<{p}v>{text.replace('+-', '-')}</{p}v>", float(number)
        if kind == "s":
            at = chance.randrange(len(STRINGS))
            return kind, f"<{p}v>{self.maybe(str(at), f' {at}')}</{p}v>", STRINGS[at]
        if kind == "b":
            flag = chance.random() < 0.5
            text = self.maybe(str(int(flag)), str(flag).lower())
            return kind, f"<{p}v>{text}</{p}v>", flag
        if kind == "e":
            error = chance.choice([NA, DIV0, REF, VALUE])
            return kind, f"<{p}v>{error}</{p}v>", error
        if kind == "d":
            return kind, f"<{p}v>{self.maybe('2024-02-29', '2024-02-29T00:00:00')}</{p}v>", 45351.0
        value = chance.choice(["", "x", " y ", "a<b&c", "_x0041_", "]]", "é", "l1\nl2", "\t"])
        raw, space = self.text(value)
        if kind == "str":
            return kind, f"<{p}v{space}>{raw}</{p}v>", value
        if kind == "bare":
            if not value:
                return "inlineStr", "", None
            return "inlineStr", f"<{p}v{space}>{raw}</{p}v>", value
        more = self.maybe("", f"<{p}rPh sb='0' eb='1'><{p}t>no</{p}t></{p}rPh>")
        inside = f"<{p}t{space}>{raw}</{p}t>"
        if self.odd and chance.random() < 0.4:
            other, its = self.text(" z")
            inside = f"<{p}r>{inside}</{p}r><{p}r><{p}rPr/><{p}t{its}>{other}</{p}t></{p}r>"
            value += " z"
        return kind, f"<{p}is>{inside}{more}</{p}is>", value

    # ---- cells ------------------------------------------------------------------------------

    def formula(self, row: int, col: int, shared: dict[int, Place]) -> tuple[str, str | None]:
        """A formula element, and the formula it stands for; None for none."""
        p, chance = self.prefix, self.chance
        form = chance.choice(["none"] * 4 + ["plain", "plain", "shared", "empty"])
        if form == "none":
            return "", None
        if form == "empty":
            return self.maybe(f'<{p}f ca="1"/>', f"<{p}f></{p}f>"), None
        text = chance.choice(["A1+1", '"<&>"&B$2', "SUM($A$1:B3)", "'it''s'!A1", '"]]"&$C2'])
        if form == "shared" and row < 1000 and col < 700:
            number = chance.randrange(2)
            if number in shared:
                return f'<{p}f t="shared" si="{number}"/>', f"={number}"
            shared[number] = row, col
            raw = escape("A1+$B$2")
            return f'<{p}f t="shared" ref="A1:ZZ999" si="{number}">{raw}</{p}f>', f"={number}"
        raw = escape(text)
        if self.odd and chance.random() < 0.3:
            raw = f"<![CDATA[{text}]]>"
        about = self.maybe("", ' ca="1"', ' t="normal"', " xml:space='preserve'", ' bx="0"')
        return f"<{p}f{about}>{raw}</{p}f>", text

    def cell(self, row: int, col: int, implied: bool, shared: dict[int, Place]) -> str:
        p = self.prefix
        formula, text = self.formula(row, col, shared)
        kind, content, value = self.value()
        if text is not None:
            self.formulas[row, col] = text
        if value is not None or text is not None:
            self.cells[row, col] = value
        said = {} if implied else {"r": cell_name(row, col)}
        if self.chance.random() < 0.3:
            said["s"] = "0"
        if kind:
            said["t"] = kind
        if self.chance.random() < 0.1:
            said[self.chance.choice(["cm", "vm", "ph"])] = "1"
        names = list(said)
        if self.odd:
            self.chance.shuffle(names)
        quote = self.maybe('"', "'")
        tag = "".join(f" {name}={quote}{said[name]}{quote}" for name in names)
        tag += self.maybe("", " ", "\n")
        inside = self.noise() + formula + self.noise() + content + self.noise()
        if self.odd and self.chance.random() < 0.05:
            inside += f"<{p}extLst><{p}ext uri='u'><{p}v>9</{p}v></{p}ext></{p}extLst>"
        return f"<{p}c{tag}>{inside}</{p}c>" if inside else f"<{p}c{tag}/>"

    def noise(self) -> str:
        if not self.comments:
            return ""
        p = self.prefix
        return self.chance.choice(
            ["", "", f"<!-- <{p}c r='Z9'><{p}v>1</{p}v></{p}c> -->", "<?x y?>", "\n ", "<!---->"]
        )

    def rows(self) -> str:
        """All rows."""
        p, chance = self.prefix, self.chance
        out: list[str] = []
        shared: dict[int, Place] = {}
        row = -1
        numbers = chance.sample(ROWS, chance.randrange(len(ROWS)))
        for number in numbers if self.shuffled else sorted(numbers):
            implied = self.implied and number == row + 1
            row = number
            about = self.maybe("", ' spans="1:2"', ' ht="15" customHeight="1"', " hidden='0'")
            if not implied:
                about = f' r="{row + 1}"' + about
            cells: list[str] = []
            columns = chance.sample(COLUMNS, chance.randrange(len(COLUMNS)))
            col = -1
            for place in columns if self.shuffled else sorted(columns):
                next_to = self.implied and place == col + 1
                cells.append(self.cell(row, place, next_to, shared))
                col = place
            inside = self.noise().join(cells)
            if inside or chance.random() < 0.5:
                out.append(f"<{p}row{about}>{inside}</{p}row>")
            else:
                out.append(f"<{p}row{about}/>")
            out.append(self.noise())
        for place, text in self.formulas.items():
            if text.startswith("="):  # of a shared formula
                self.formulas[place] = translate("A1+$B$2", *shared[int(text[1:])], *place)
        return "".join(out)

    def package(self) -> bytes:
        p = self.prefix
        rows = self.rows()
        main = "http://purl.oclc.org/ooxml/spreadsheetml/main" if self.strict else None
        xml = sheet(rows, self.dimension, **({"main": main} if main else {}))
        if p:
            xml = re.sub(r"<(/?)(worksheet|sheetData|dimension)\b", rf"<\1{p}\2", xml)
            xml = xml.replace("xmlns=", f"xmlns:{p[:-1]}=")
        if not rows and self.chance.random() < 0.5:
            xml = xml.replace(f"<{p}sheetData></{p}sheetData>", f"<{p}sheetData/>")
        name = self.encoding.removesuffix("-sig")
        data = xml.replace('encoding="UTF-8"', f"encoding={quoteattr(name)}").encode(
            self.encoding, "xmlcharrefreplace"
        )
        contents = parts({"S": "", "it's": sheet("")}, SHARED, strict=self.strict)
        return packed(contents | {"xl/worksheets/sheet1.xml": data})


WAYS = [(0, 10**9), (0, 200), (150, 200), (10**9, 10**9)]
"""From which size on blocks are scanned with array operations, and how large they are."""


@contextmanager
def scanning(small: int, block: int) -> Iterator[None]:
    """Sheets are read in one of these ways."""
    before = thresholds.WALKED_BELOW, thresholds.SCANNED_AT_ONCE
    thresholds.WALKED_BELOW, thresholds.SCANNED_AT_ONCE = small, block
    try:
        yield
    finally:
        thresholds.WALKED_BELOW, thresholds.SCANNED_AT_ONCE = before


def cells_of(model: Model) -> dict[Place, Any]:
    """The cells of the first sheet that are not blank."""
    found = {}
    for col, column in model.sheets[0].cells.by_index.items():
        for row in column.all_rows().tolist():
            value = column.get(row)
            if value is not None:
                found[row, col] = value
    return found


def formulas_of(model: Model) -> dict[Place, str]:
    return {
        (row, col): translate(run.text, run.top, run.left, row, col)
        for run in model.sheets[0].runs
        for row in range(run.top, run.bottom + 1)
        for col in range(run.left, run.right + 1)
    }


def filled(cells: dict[Place, Any]) -> dict[Place, Any]:
    return {place: value for place, value in cells.items() if value is not None}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**9))
def test_every_scan_reads_what_was_meant(seed: int) -> None:
    shape = Shape(random.Random(seed))
    data = shape.package()
    for way in WAYS:
        with scanning(*way):
            model = read_model(open_package(data))
        assert cells_of(model) == filled(shape.cells)
        assert formulas_of(model) == shape.formulas
        kinds = {place: type(value) for place, value in cells_of(model).items()}
        assert kinds == {place: type(value) for place, value in filled(shape.cells).items()}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**9))
def test_what_is_written_is_read_again_and_nothing_else_changes(seed: int) -> None:
    chance = random.Random(seed)
    shape = Shape(chance)
    package = open_package(shape.package())
    model = read_model(package)
    wanted = dict(shape.cells)
    for place in shape.formulas:
        value = chance.choice([1.5, "text", " t ", True, NA, -0.25, "<&>", "", "é\n"])
        model.sheets[0].cells.set(*place, value)
        wanted[place] = value
    inputs: dict[tuple[int, int, int], Any] = {}
    for _ in range(chance.randrange(4)):
        place = chance.choice(ROWS), chance.choice(COLUMNS)
        if place not in shape.formulas:
            wanted[place] = inputs[0, *place] = chance.choice([2.5, "in", " i ", False, REF, None])
    data, _ = write_values(package, model, inputs=inputs)
    for way in WAYS:
        with scanning(*way):
            again = read_model(open_package(data))
        assert cells_of(again) == filled(wanted)
        assert formulas_of(again) == shape.formulas


@pytest.mark.filterwarnings("ignore:Unknown extension")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**9))
def test_openpyxl_reads_the_same(seed: int) -> None:
    shape = Shape(random.Random(seed), openpyxl=True)
    data = with_types(shape.package())
    found = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["S"]
    for (row, col), value in filled(shape.cells).items():
        got = found.cell(row + 1, col + 1).value
        if isinstance(value, ExcelError):
            assert got == value.code
        elif isinstance(value, str):
            # openpyxl keeps the spaces around texts, and Excel's escapes
            assert squeezed(value) in (squeezed(got), squeezed(unescape_excel(got or "")))
        elif value == 45351.0 and hasattr(got, "year"):
            assert (got.year, got.month, got.day) == (2024, 2, 29)
        else:
            assert got == pytest.approx(value, rel=1e-15)


def squeezed(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")
