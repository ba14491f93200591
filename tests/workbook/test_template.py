"""What the template workbooks promise as files."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from workbook_samples import made

from tests.formula.xlsx.packages import contents
from tests.samples import finished
from xl_kpis.kpi import PACKS
from xl_kpis.languages import available, catalogue
from xl_kpis.workbook import layout
from xl_kpis.workbook.build.context import FIRST
from xl_kpis.workbook.template import all_templates, build_template, template_bytes
from xl_kpis.workbook.texts import words

LAST = FIRST + layout.PERIODS - 1
COMMITTED = Path(__file__).parents[2] / "workbook_template"
FOUR = [(pack, language) for pack in PACKS for language in available()]


@pytest.mark.parametrize(("pack", "language", "formulas"), list(all_templates()))
def test_the_committed_template_is_what_the_code_makes(pack, language, formulas):
    committed = COMMITTED / f"{layout.file_stem(pack, language, formulas)}.xlsx"
    assert committed.exists(), "run: python -m xl_kpis.workbook"
    parts, made = contents(committed), contents(finished(pack, language, formulas))
    for own in (parts, made):
        assert own.pop("docProps/app.xml")  # in which openpyxl names its version
    assert parts == made, "stale: run python -m xl_kpis.workbook"


def test_the_same_template_is_the_same_bytes():
    assert template_bytes("remote") == finished("remote")


@pytest.mark.parametrize(("pack", "language", "formulas"), list(all_templates()))
def test_every_formula_of_a_committed_template_has_a_value(pack, language, formulas):
    path = COMMITTED / f"{layout.file_stem(pack, language, formulas)}.xlsx"
    formulas_found = 0
    for name, xml in contents(path).items():
        if name.startswith("xl/worksheets/sheet"):
            for cell in re.findall(rb"<c [^>]*>(?:(?!</c>).)*?<f>.*?</c>", xml):
                formulas_found += 1
                assert b"<v>" in cell or b"<v/>" in cell, cell
    assert formulas_found > 3000


@pytest.mark.parametrize("pack", PACKS)
def test_all_languages_have_the_same_names(pack):
    assert len({frozenset(made(pack, code).defined_names) for code in available()}) == 1


@pytest.mark.parametrize("pack", PACKS)
def test_names_of_all_flavours_differ_only_by_the_lambdas(pack):
    native = set(made(pack).defined_names)
    assert set(made(pack, formulas="kpi").defined_names) == native
    lambdas = set(made(pack, formulas="lambda").defined_names) - native
    assert lambdas == {kpi.function.name for kpi in PACKS[pack]}


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_sheets_are_the_agreed_ones_in_their_language(pack, language):
    book = made(pack, language)
    assert book.sheetnames == [
        words(layout.sheet_text(key), language) for key in layout.sheets(pack)
    ]


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_only_inputs_are_unlocked_and_no_password_is_set(pack, language):
    book = made(pack, language)
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked:
                    assert cell.style == "KPI input"
                    assert not str(cell.value or "").startswith("=")
    inputs = book[words("sheet.inputs", language)]
    unlocked = sum(not c.protection.locked for row in inputs.iter_rows() for c in row)
    assert unlocked == layout.PERIODS * len(list(layout.measures(pack)))


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_no_cell_is_merged_and_no_formula_hides_what_it_reads(pack, language):
    for sheet in made(pack, language):
        assert not sheet.merged_cells.ranges
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    assert not re.search(r"OFFSET\(|INDIRECT\(|#REF!|\[\d+\]", cell.value)


@pytest.mark.parametrize("formulas", layout.FLAVOURS)
@pytest.mark.parametrize("pack", PACKS)
def test_a_row_has_one_formula_for_all_periods(pack, formulas):
    book = made(pack, "en", formulas)
    inputs_ruler = [book["Inputs"], (4, 5, 6)]
    calc_rows = [book["Calc"], range(4, book["Calc"].max_row + 1)]
    checked = 0
    for sheet, rows in (inputs_ruler, calc_rows):
        for row in rows:
            first = sheet.cell(row, FIRST).value
            last = sheet.cell(row, LAST).value
            if not (isinstance(first, str) and first.startswith("=") and last is not None):
                continue
            origin = f"{get_column_letter(FIRST)}{row}"
            for column in range(FIRST + 1, LAST + 1):
                cell = sheet.cell(row, column)
                assert cell.value == Translator(first, origin).translate_formula(cell.coordinate)
            checked += 1
    assert checked > 80


@pytest.mark.parametrize("language", available())
def test_charts_have_a_title_and_alternative_text(language):
    drawings = [
        ElementTree.fromstring(xml)
        for name, xml in contents(finished("remote", language)).items()
        if name.startswith("xl/drawings/drawing")
    ]
    frames = [e for d in drawings for e in d.iter() if e.tag.endswith("}cNvPr")]
    assert len(frames) == len(PACKS["remote"]) + 2
    for frame in frames:
        assert frame.get("title")
        assert len(frame.get("descr", "")) > 60
    titles = {frame.get("title") for frame in frames}
    assert {words(f"{kpi.id}.name", language) for kpi in PACKS["remote"]} <= titles


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_every_sheet_shows_the_state_of_the_checks(pack, language):
    for sheet in made(pack, language):
        flags = [c for row in sheet.iter_rows() for c in row if c.style == "KPI flag"]
        assert len(flags) == 1
        if sheet.title != words("sheet.checks", language):
            assert f",{layout.CHECK_STATE}," in flags[0].value
            assert flags[0].hyperlink.location == layout.CHECK_STATE


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_links_and_names_lead_somewhere(pack, language):
    book = made(pack, language)
    tables = {name for sheet in book for name in sheet.tables}
    for name, defined in book.defined_names.items():
        target = defined.attr_text
        if "[" in target:
            assert target.partition("[")[0] in tables
        elif "!" in target:
            assert target.rpartition("!")[0].strip("'") in book.sheetnames, name
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink and "!" not in cell.hyperlink.location:
                    assert cell.hyperlink.location in book.defined_names


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_pages_are_set_up_and_documents_described(pack, language):
    book = made(pack, language)
    assert book.properties.title
    assert book.properties.language == language
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        # Only where breaks are set by hand is the size, too; fitting a page would undo them.
        fitted = bool(sheet.sheet_properties.pageSetUpPr.fitToPage)
        assert fitted == (not sheet.row_breaks.brk)
        assert fitted or 50 <= sheet.page_setup.scale <= 100
        assert sheet.print_area
    assert book[words("sheet.scorecard", language)].page_setup.fitToHeight == 1


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_validation_messages_fit_what_excel_allows(pack, language):
    for sheet in made(pack, language):
        for validation in sheet.data_validations.dataValidation:
            assert len(validation.error or "") <= 255
            assert len(validation.prompt or "") <= 255
            assert len(validation.errorTitle or "") <= 32
            assert len(validation.promptTitle or "") <= 32
            assert len(validation.formula1 or "") <= 255


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_openpyxl_opens_what_was_written(pack, language):
    book = load_workbook(BytesIO(finished(pack, language)))
    assert len(book.sheetnames) == len(layout.sheets(pack))


def test_unknown_packs_languages_and_flavours_are_refused():
    for wrong in (("retail", "en", "native"), ("remote", "de", "native"), ("remote", "en", "vba")):
        with pytest.raises(ValueError, match="is none of"):
            build_template(*wrong)


def test_both_catalogues_have_the_same_texts_and_placeholders():
    english, french = catalogue("workbook", "en"), catalogue("workbook", "fr")
    assert set(english) == set(french)
    for id, text in english.items():
        fields = sorted(re.findall(r"\{(\w+)\}", text))
        assert fields == sorted(re.findall(r"\{(\w+)\}", french[id])), id
