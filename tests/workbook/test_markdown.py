"""The scorecard as Markdown, read back as HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html
from workbook_samples import card, demo, faulty_card

from xl_kpis.kpi import PACKS
from xl_kpis.languages import available
from xl_kpis.workbook.markdown import to_markdown
from xl_kpis.workbook.render import gap_words, value_words
from xl_kpis.workbook.texts import disclaimers, words
from xl_kpis.workbook.years import FIELDS, years_of

markdown = pytest.importorskip("markdown", reason="Markdown is not installed (extra docs)")


def read(text: str) -> html.HtmlElement:
    return html.fromstring(f"<main>{markdown.markdown(text, extensions=['tables'])}</main>")


@pytest.mark.parametrize("language", available())
def test_each_workbook_has_a_table_that_says_what_its_scorecard_says(language: str) -> None:
    cards = [card(pack, language) for pack in PACKS]
    page = read(to_markdown(cards, language))
    titles = page.findall("h1")
    tables = [title.xpath("following-sibling::table")[0] for title in titles]
    assert len(tables) == len(titles) == len(cards)
    for table, title, shown in zip(tables, titles, cards, strict=True):
        period = shown.overview.said(language)
        assert period in title.text_content()
        rows = [[cell.text_content() for cell in row] for row in table.find("tbody")]
        currency = shown.overview.currency or "USD"
        assert [row[0] for row in rows] == [record["name"] for record in shown.now]
        for row, record in zip(rows, shown.now, strict=True):
            assert len(row) == 7
            assert row[1] == value_words(record, language, currency)
            assert record["tier"] in row[2]
            assert row[5] == gap_words(record, language, currency)
        for said in disclaimers(shown.now[0]["pack"], language):
            assert said in page.text_content()


def test_what_the_checks_find_is_listed() -> None:
    shown = faulty_card(demo("mentoring").copy(), "mentoring", "en")
    items = [item.text_content() for item in read(to_markdown([shown], "en")).findall(".//li")]
    assert shown.findings
    for finding in shown.findings.found:
        assert any(finding.message in item for item in items)


def test_names_do_nothing_to_the_text() -> None:
    name = "a|b *c* [d](e) <f> `g` # h"
    page = read(to_markdown([replace(card("remote", "en"), title=name)], "en"))
    assert page.find(".//p/em").text_content() == name
    assert page.findall(".//a") == page.findall(".//code") == []


@pytest.mark.parametrize("language", available())
def test_years_have_a_table_and_a_kpi_without_benchmarks_says_so(language: str) -> None:
    made = card("remote", language)
    kpi = made.now[0]["kpi"]
    without = {"tier": "", "tier_rank": None, "asterisk": False}
    records = [{**r, **(without if r["kpi"] == kpi else {})} for r in made.records]
    shown = replace(made, records=records)
    page = read(to_markdown([shown], language))
    table, years = page.findall("table")
    assert table.find("tbody/tr[1]/td[3]").text == words("scorecard.no_benchmark", language)
    found = years_of(shown.now, language, "USD")
    assert found is not None
    rows = [[cell.text_content() for cell in row] for row in years.iter("tr")]
    assert rows == [[words("head.kpi", language), *found.heads], *found.rows]
    assert found.note in page.text_content()
    few = replace(made, records=[{**r, **dict.fromkeys(FIELDS)} for r in made.records])
    assert len(read(to_markdown([few], language)).findall("table")) == 1
