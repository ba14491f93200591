"""The page of a portfolio in a browser: at all widths, light, dark, printed, without scripts, read
aloud; and not too large for thousands."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from portfolio_samples import client, entry, sample
from workbook_browser import NEEDS_CHROMIUM, browser

from xl_kpis.kpi import kpi as find
from xl_kpis.languages import available
from xl_kpis.workbook import examples
from xl_kpis.workbook.portfolio.page import to_page
from xl_kpis.workbook.portfolio.result import Portfolio

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = NEEDS_CHROMIUM

WIDTHS = (320, 360, 414, 600, 767, 768, 1024, 1119, 1120, 1440, 1920)
CUT = """[...document.querySelectorAll('main *')].filter((e) => {
    if (e.closest('.wide, .hidden, svg, thead') || !e.clientWidth) return false
    return e.scrollWidth > e.clientWidth + 1
}).map((e) => e.className + ' ' + e.textContent.slice(0, 40))"""
ASKEW = """[...document.querySelectorAll('.three')].filter((e) =>
    new Set([...e.children].map((one) => one.offsetTop)).size > 1).length"""
HIDDEN = """[...document.querySelectorAll('.side tr')].filter((row) => {
    const right = row.children[0].getBoundingClientRect().right
    return row.children[1].getBoundingClientRect().left < right - 1
}).length"""
SPLIT = """[...document.querySelectorAll('.three b')].filter((e) =>
    new Set([...e.getClientRects()].map((r) => r.top)).size > 1).length"""
BROKEN_WORDS = """[...document.querySelectorAll('.spreads tbody th.name')].filter(
    (e) => e.clientWidth && e.clientWidth < 90).length"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[playwright.Browser]:
    with browser() as found:
        yield found


def opened(
    chromium: playwright.Browser, folder: Path, made: Portfolio, **context: object
) -> playwright.Page:
    path = folder / "page.html"
    path.write_text(to_page(made), "utf-8")
    page = chromium.new_context(**context).new_page()
    page.goto(path.as_uri())
    return page


def unfold(page: playwright.Page) -> None:
    page.evaluate("document.querySelectorAll('details.kpi').forEach((d) => { d.open = true })")


@pytest.mark.parametrize("language", available())
def test_nothing_overflows_at_any_width(chromium, tmp_path, language):
    page = opened(chromium, tmp_path, sample(language))
    unfold(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        assert page.evaluate(CUT) == [], width
        assert page.evaluate(BROKEN_WORDS) == 0, width
        assert page.evaluate(ASKEW) == 0, width
        assert width < 414 or page.evaluate(SPLIT) == 0, "a figure and its unit stay in one line"
        frames = page.locator(".wide").all()
        assert all(frame.bounding_box()["width"] <= width for frame in frames)


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("times", [1.23457, 12345.67, -1234567.89])
def test_amounts_stay_in_their_card_at_any_width(chromium, tmp_path, language, times):
    """Amounts are longer than shares and months, and may have as many digits as they like."""
    told = {id: list(values[-2:]) for id, values in examples.HISTORY["remote"].items()}
    revenue = find("remote.arpu").measures[0].id
    entries = []
    for name, of in (("Ada", 1.0), ("Ben", 0.9), ("Cleo", 1.1)):
        own = {**told, revenue: [n and n * times * of for n in told[revenue]]}
        entries.append(entry(client(own, "remote", language, currency="EUR"), name, language))
    made = replace(sample(language), clients=entries)
    page = opened(chromium, tmp_path, made)
    assert page.locator(".three", has_text=re.compile("EUR")).count() == 1
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        assert page.evaluate(CUT) == [], width


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
@pytest.mark.parametrize("language", available())
def test_axe_finds_nothing(chromium, tmp_path, scheme, width, language):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = opened(
        chromium,
        tmp_path,
        sample(language),
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
    )
    unfold(page)
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_it_is_whole_without_scripts_and_asks_nobody(chromium, tmp_path):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    path = tmp_path / "page.html"
    path.write_text(to_page(sample("en")), "utf-8")
    page.goto(path.as_uri())
    assert asked == [path.as_uri()]
    first = page.locator(".look > li").first
    assert "Cleo" in first.inner_text()
    assert "Advancement: fell from 60.0% to 24.0%, in the lowest tier" in first.inner_text()
    text = page.locator("main").inner_text()
    for said in (
        "Gus & Co <online>",
        "Hal.xlsx is damaged.",
        "clients/notes.xlsx",
        "numbers that cannot be",
        "from 6 clients",
        "How to read it",
    ):
        assert said in text, said
    page.get_by_role("link", name="Cleo").first.click()
    assert page.locator("tr:target").inner_text().startswith("Cleo")


def test_a_link_opens_the_ranking_of_its_kpi(chromium, tmp_path):
    page = opened(chromium, tmp_path, sample("en"))
    page.locator(".spreads").get_by_role("link", name="Mentoring session").click()
    ranking = page.locator("details.kpi[open]")
    assert ranking.count() == 1
    rows = [row.inner_text().split("\t") for row in ranking.locator("tbody tr").all()]
    assert [row[1] for row in rows][-1] == "Ben"
    assert rows[-1][0] == "6"
    assert rows[-1][-1] == "8%"


def test_percentiles_among_few_are_left_out(chromium, tmp_path):
    few = replace(sample("en"), clients=sample("en").clients[:4])
    page = opened(chromium, tmp_path, few)
    unfold(page)
    cells = page.locator("details.kpi tbody td:last-child").all_inner_texts()
    assert set(cells) == {"–"}


@pytest.mark.parametrize("language", available())
def test_dark_is_not_printed_and_no_table_is_cut_on_paper(chromium, tmp_path, language):
    import pypdf

    page = opened(chromium, tmp_path, sample(language), color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    ground = page.locator(".card").first.evaluate("(e) => getComputedStyle(e).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    page.set_viewport_size({"width": 1040, "height": 700})  # A4, turned, without its margins
    wide = page.evaluate("[...document.querySelectorAll('.wide')].map((e) => e.scrollWidth)")
    assert max(wide) <= 1040
    page.evaluate("document.querySelectorAll('.wide').forEach((e) => { e.scrollLeft = 40 })")
    assert page.evaluate(HIDDEN) == 0, "names stay in their column"
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", landscape=True)))
    text = "".join(sheet.extract_text() for sheet in paper.pages)
    assert "Gus & Co" in text


def test_a_page_of_thousands_stays_one_that_opens():
    made = sample("en")
    many = [
        replace(made.clients[i % 7], client=f"Client {i}", file=f"{i}.xlsx") for i in range(3000)
    ]
    page = to_page(replace(made, clients=many))
    assert len(page) < 3_000_000
    assert "2,600 more" in page or "2600 more" in page
    assert "3000" in page
