"""The sheets as people see them: nothing cut, units beside values, what is wrong on top."""

from __future__ import annotations

import pytest
from workbook_samples import made, with_figures

import xl_kpis
from tests.samples import finished
from xl_kpis.kpi import PACKS
from xl_kpis.kpi.formulas import formula_words
from xl_kpis.languages import available
from xl_kpis.workbook.build import notes, start
from xl_kpis.workbook.build.checks import HEAD_ROW, HEADS, TOP, WORST
from xl_kpis.workbook.build.scorecard import FIRST_ROW
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.texts import words

FOUR = [(pack, language) for pack in PACKS for language in available()]
LINE = 15
"""Points a line of the body font takes."""


def shown(value: float, number_format: str) -> str:
    """A number as a cell of this format shows it."""
    return str(xl_kpis.evaluate("=TEXT(A1,B1)", {"A1": [[value, number_format]]}))


def formats(pack: str, language: str, column: str) -> dict[str, str]:
    sheet = made(pack, language)[words("sheet.scorecard", language)]
    return {
        kpi.id.partition(".")[2]: sheet[f"{column}{FIRST_ROW + i}"].number_format
        for i, kpi in enumerate(PACKS[pack])
    }


@pytest.mark.parametrize(
    ("language", "kpi", "value", "said"),
    [
        ("en", "retention", 0.85, "85.0%"),
        ("fr", "retention", 0.85, "85.0\u00a0%"),
        ("en", "satisfaction", 8.7, "8.70 out of 10"),
        ("fr", "time_to_milestone", 10, "10.0\u00a0mois"),
    ],
)
@pytest.mark.parametrize("column", ["C", "J"])
def test_a_unit_stands_beside_its_value(language, kpi, value, said, column):
    assert shown(value, formats("mentoring", language, column)[kpi]) == said


@pytest.mark.parametrize(
    ("language", "kpi", "value", "said"),
    [
        ("en", "session_completion", 1, "+1 session held"),
        ("en", "session_completion", 1200, "+1,200 sessions held"),
        ("fr", "session_completion", 1, "+1 séance tenue"),
        ("fr", "session_completion", 2, "+2 séances tenues"),
        ("en", "time_to_milestone", -4, "\u22124.0 months on average"),
    ],
)
def test_what_is_missing_is_counted_in_words_with_a_true_minus(language, kpi, value, said):
    assert shown(value, formats("mentoring", language, "K")[kpi]) == said


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_no_number_of_any_sheet_has_a_hyphen_for_its_minus(pack, language):
    sheets = made(pack, language).worksheets
    cells = (cell for sheet in sheets for row in sheet.iter_rows() for cell in row)
    formats = {cell.number_format for cell in cells if not cell.is_date} - {"General", "@"}
    listed = [some.rules for sheet in sheets for some in sheet.conditional_formatting]
    looks = [rule.dxf for rules in listed for rule in rules if rule.dxf and rule.dxf.numFmt]
    formats |= {look.numFmt.formatCode for look in looks}
    assert len(formats) > 10
    # What is counted in whole things, with a word for one of them, is never negative.
    for number_format in (one for one in formats if not one.startswith("[=1]")):
        assert "-" not in shown(-1234.5, number_format), number_format
        assert shown(-1234.5, number_format) != shown(1234.5, number_format), number_format


@pytest.mark.parametrize("language", available())
def test_the_checks_quote_a_negative_number_with_a_true_minus(language):
    book = xl_kpis.load(finished("mentoring", language))
    with_figures(book, {"sessions_scheduled": [10.0, -5.0], "sessions_completed": [4.0, 3.0]})
    name = words("sheet.checks", language)
    said = {book[f"'{name}'!I{row}"] for row in range(TOP, TOP + WORST)}
    label = words("measure.sessions_scheduled.label", language)
    assert any(label in str(one) and "\u22125" in str(one) for one in said)
    assert not any("-5" in str(one) for one in said)


@pytest.mark.parametrize(("language", "said"), [("en", "more than "), ("fr", "plus de ")])
def test_a_bound_that_must_be_passed_says_so(language, said):
    sheet = made("remote", language)[words("sheet.scorecard", language)]
    codes = [
        rule.dxf.numFmt.formatCode
        for rules in sheet.conditional_formatting
        for rule in rules.rules
        if rule.dxf.numFmt is not None and str(rules.sqref).startswith("J")
    ]
    strict = [tier for kpi in PACKS["remote"] for tier in kpi.tiers if tier.op in "<>"]
    assert len(codes) == len(strict) > 0
    assert shown(0.6, codes[0]).replace("\u00a0", "").startswith(said + "60.0")


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_rows_of_notes_and_of_calls_are_as_high_as_their_text(pack, language):
    book = made(pack, language)
    for sheet, columns, characters in (
        (book[words("sheet.notes", language)], "C", notes.CHARACTERS),
        (book[words("sheet.start", language)], "CD", start.CHARACTERS),
    ):
        for row in range(4, sheet.max_row + 1):
            for column in columns:
                cell = sheet[f"{column}{row}"]
                if not (isinstance(cell.value, str) and cell.alignment.wrap_text):
                    continue
                if column == "C" and cell.alignment.indent:
                    continue
                height = sheet.row_dimensions[row].height or LINE
                lines = -(-len(cell.value) // characters)
                assert height >= LINE * lines, (sheet.title, cell.coordinate, cell.value)


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_each_kpi_has_its_formula_in_words(pack, language):
    for kpi in PACKS[pack]:
        assert "÷" in formula_words(kpi.function, language)


@pytest.mark.parametrize("language", available())
def test_failures_stand_on_top_of_checks_under_the_same_headings(language, fresh):
    book = with_figures(
        fresh("remote", language), {"sessions_completed": [-1], "sessions_scheduled": [5]}
    )
    sheet = words("sheet.checks", language)
    heads = [words(f"head.{head}", language) for head in HEADS]
    for row in (TOP - 1, HEAD_ROW):
        assert [book[f"{sheet}!{column}{row}"] for column in "BCDEFGHIJ"] == heads
    first = [book[f"{sheet}!{column}{TOP}"] for column in "BCDEFGHIJ"]
    assert first[0] == words("state.error", language)
    assert first[1] == words("remote.session_completion.name", language)
    assert first[3] == words("severity.error", language)
    assert first[4] == 1
    assert Places(book).date(first[5])
    assert first[8]
    below = [book[f"{sheet}!{column}{TOP + 1}"] for column in "BCDEFGHIJ"]
    assert set(below) == {""}


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_what_is_looked_at_on_paper_has_one_page(pack, language):
    book = made(pack, language)
    for id in ("start", "scorecard", "trends", "checks"):
        assert book[words(f"sheet.{id}", language)].page_setup.fitToHeight == 1, id
    area = book[words("sheet.checks", language)].print_area
    assert area.endswith(f"$J${TOP + WORST}")
