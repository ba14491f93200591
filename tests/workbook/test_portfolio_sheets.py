"""A portfolio as a workbook: what the frame has, in the looks of the template, nothing cut."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import get_column_letter
from portfolio_samples import sample

from tests.printing import SOFFICE, printed
from xl_kpis.languages import available
from xl_kpis.workbook.portfolio.result import Portfolio
from xl_kpis.workbook.portfolio.sheets import HEAD, to_workbook
from xl_kpis.workbook.texts import words


def opened(made: Portfolio) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(to_workbook(made)))


@pytest.mark.parametrize("language", available())
def test_it_has_a_sheet_for_each_question_and_the_whole_as_a_table(language):
    made = sample(language)
    book = opened(made)
    names = [words(f"portfolio.sheet.{id}", language) for id in ("look", "ranking", "data")]
    by = words("portfolio.sheet.by", language, group="coach")
    assert book.sheetnames == [*names[:2], by, names[2]]
    (table,) = book[names[2]].tables.values()
    rows = list(book[names[2]][table.ref])
    assert len(rows) == 1 + len(made.frame)
    heads = [cell.value for cell in rows[0]]
    assert heads == [column.name for column in table.tableColumns]
    assert len({head.casefold() for head in heads}) == len(heads)
    value = heads.index(words("head.value", language))
    found = pd.Series([row[value].value for row in rows[1:]], dtype=float)
    assert list(found.round(12).fillna(-1)) == list(made.frame.value.round(12).fillna(-1))


@pytest.mark.parametrize("language", available())
def test_who_needs_a_look_stands_there_in_order_with_every_reason(language):
    made = sample(language)
    sheet = opened(made).worksheets[0]
    for row, one in enumerate(made.attention, HEAD + 1):
        assert sheet.cell(row, 3).value == one.client
        assert sheet.cell(row, 5).value == pytest.approx(one.points)
        assert sheet.cell(row, 6).value.splitlines() == [why.text for why in one.reasons]
        lines = sum(1 + len(why.text) // 88 for why in one.reasons)
        assert sheet.row_dimensions[row].height >= 15 * lines
    text = "\n".join(str(cell.value) for row in sheet for cell in row if cell.value)
    for said in ("Hal.xlsx is damaged.", words("portfolio.reading.points", language)):
        assert said in text


def test_groups_have_the_figures_of_the_frame_and_no_average():
    made = sample("en")
    sheet = opened(made)["By coach"]
    groups = made.groups.set_index(["group", "kpi"]).value
    rows = {row[1].value: row for row in sheet.iter_rows(HEAD + 2, HEAD + 4)}
    assert set(rows) == {"Ada", "Bela", "All clients"}
    for name, row in rows.items():
        own = "" if name == "All clients" else name
        assert row[4].value == pytest.approx(groups[own, "mentoring.session_completion"])
    colours = [rule for rules in sheet.conditional_formatting for rule in rules.rules]
    assert {rule.type for rule in colours} == {"colorScale"}


def test_tiers_and_scores_are_drawn():
    sheet = opened(sample("en"))["Ranking"]
    kinds = [rule.type for rules in sheet.conditional_formatting for rule in rules.rules]
    assert sorted(kinds) == ["beginsWith"] * 4 + ["dataBar"]
    places = [row[2].value for row in sheet.iter_rows(HEAD + 1, HEAD + 6)]
    assert places == sorted(places)


def test_no_name_becomes_a_formula_a_forbidden_sheet_or_an_unreadable_file():
    made = sample("en")
    odd = "=1+1\x07"
    clients = [
        replace(one, client=odd, groups={"a/b:c*" + "x" * 40: "=2", "Ranking": "é"})
        for one in made.clients
    ]
    by = ("a/b:c*" + "x" * 40, "Ranking", "A/B:C*" + "x" * 40)
    book = opened(replace(made, clients=clients, by=by))
    assert len(book.sheetnames) == 6
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert book.worksheets[0].cell(HEAD + 1, 3).value in ("=1+1", "Hal")


@pytest.mark.libreoffice
@pytest.mark.skipif(SOFFICE is None, reason="there is no LibreOffice on this machine")
@pytest.mark.parametrize("language", available())
def test_printed_nothing_is_cut(tmp_path, language):
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    path = tmp_path / "clients.xlsx"
    path.write_bytes(to_workbook(sample(language)))
    pages = pdfium.PdfDocument(*printed([path], language, tmp_path))
    said = "\n".join(page.get_textpage().get_text_range() for page in pages)
    assert "##" not in said
    assert len(pages) <= 5
    for why in sample(language).attention[0].reasons:
        assert why.text in said


def test_columns_are_as_wide_as_what_stands_in_them():
    for sheet in opened(sample("fr")).worksheets[:-1]:
        for row in sheet.iter_rows(min_row=HEAD + 1):
            for cell in row:
                if isinstance(cell.value, str) and cell.style == "KPI label":
                    if cell.alignment.wrap_text:
                        continue
                    width = sheet.column_dimensions[get_column_letter(cell.column)].width
                    assert len(cell.value) <= width * 1.15, (sheet.title, cell.value)
