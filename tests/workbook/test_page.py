"""The scorecard page in a browser: at all widths, light, dark, printed, by keyboard, read aloud."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from workbook_browser import NEEDS_CHROMIUM, browser
from workbook_samples import card, faulty_card, with_figures

import xl_kpis
from tests.samples import finished
from xl_kpis.kpi import PACKS, packs
from xl_kpis.kpi.pack_files import pack_from
from xl_kpis.languages import available
from xl_kpis.workbook.html import Card, read_card, to_html
from xl_kpis.workbook.paper import content
from xl_kpis.workbook.render import value_words
from xl_kpis.workbook.texts import words

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = NEEDS_CHROMIUM

WIDTHS = (320, 360, 414, 600, 768, 860, 900, 1024, 1119, 1120, 1200, 1440, 1920)
FOUR = [(pack, language) for pack in PACKS for language in available()]
NARROWEST_BAR = 120
NARROWEST_NAME = 140
"""Of a scorecard in the overview, which may be wider than a phone."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[playwright.Browser]:
    with browser() as found:
        yield found


def saved(folder: Path, *cards: Card, language: str = "en") -> str:
    path = folder / "page.html"
    path.write_text(to_html(cards, language), "utf-8")
    return path.as_uri()


def opened(chromium: playwright.Browser, address: str, **context: object) -> playwright.Page:
    page = chromium.new_context(**context).new_page()
    page.goto(address)
    return page


def unfold(page: playwright.Page) -> None:
    page.evaluate("document.querySelectorAll('details.kpi').forEach((d) => { d.open = true })")


def width_needed(page: playwright.Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


BARS = """[...document.querySelectorAll('.period.shown td.bullet > svg')]
    .map((bar) => bar.getBoundingClientRect().width)"""
CUT = """[...document.querySelectorAll('main *')].filter((e) => {
    if (e.closest('.wide, .hidden, svg, .picker:not([open]), thead') || !e.clientWidth) return false
    return e.scrollWidth > e.clientWidth + 1
}).map((e) => e.className + ' ' + e.textContent.slice(0, 40))"""


TORN = """[...document.querySelectorAll('.period.shown td.value')].filter((e) =>
    [...e.childNodes].filter((part) => part.nodeType === 3).some((part) => {
        const apart = part.data.lastIndexOf(' ')
        const ends = apart < 0 ? [[0, part.length]] : [[0, apart], [apart + 1, part.length]]
        return ends.some(([first, last]) => {
            const r = document.createRange(); r.setStart(part, first); r.setEnd(part, last)
            return new Set([...r.getClientRects()].map((one) => one.top)).size > 1
        })
    })).length"""
"""Numbers or units in two lines."""


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_nothing_overflows_and_no_bar_is_short_at_any_width(chromium, tmp_path, pack, language):
    page = opened(chromium, saved(tmp_path, card(pack, language), language=language))
    unfold(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert width_needed(page) <= width, width
        bars = page.evaluate(BARS)
        assert len(bars) == len(PACKS[pack])
        assert min(bars) >= NARROWEST_BAR, (width, min(bars))
        assert page.evaluate(CUT) == [], width


@pytest.mark.parametrize("language", available())
def test_large_values_fit_and_break_before_their_unit_alone(chromium, tmp_path, language):
    made = card("remote", language)
    large = {"remote.arpu": {"value": -1222222.22}}
    records = [{**record, **large.get(record["kpi"], {})} for record in made.records]
    page = opened(chromium, saved(tmp_path, replace(made, records=records), language=language))
    said = page.locator(".period.shown td.value").all_inner_texts()
    assert [one for one in said if one.startswith("\u22121") and one.endswith("USD")]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(CUT) == [], width
        assert page.evaluate(TORN) == 0, width


VALUES = """[...document.querySelectorAll('.period.shown .kpis tbody tr')].map((row) => {
    const of = (e) => { const r = document.createRange(); r.selectNodeContents(e); return r }
    const value = row.querySelector('td.value')
    const lines = new Set([...of(value).getClientRects()].map((r) => Math.round(r.top)))
    const edge = row.getBoundingClientRect().right - parseFloat(getComputedStyle(row).paddingRight)
    const name = row.querySelector('th').getBoundingClientRect()
    return {
        lines: lines.size, off: edge - of(value).getBoundingClientRect().right - 1,
        between: of(value).getBoundingClientRect().left - name.right,
        below: of(value).getBoundingClientRect().top >= name.bottom,
        card: getComputedStyle(row).display === 'flex',
    }
})"""


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_a_value_is_one_line_beside_its_name_and_at_the_edge_of_its_card(
    chromium, tmp_path, pack, language
):
    page = opened(chromium, saved(tmp_path, card(pack, language), language=language))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for found in page.evaluate(VALUES):
            assert found["lines"] == 1, width
            assert found["between"] >= 0 or found["below"], width
            if found["card"]:
                assert abs(found["off"]) < 2, (width, found)
                assert found["between"] < 40, "the name has the room beside it"
                assert width < 360 or not found["below"], width


@pytest.mark.parametrize("language", available())
def test_the_overview_tells_apart_cards_of_one_name(chromium, tmp_path, language):
    cards = [replace(card(pack, language), title="C-014") for pack in PACKS]
    page = opened(chromium, saved(tmp_path, *cards, language=language))
    said = page.locator(".all tbody th").all_inner_texts()
    assert len(set(said)) == len(PACKS)
    assert all(text.startswith("C-014") for text in said)


@pytest.mark.parametrize("language", available())
def test_several_cards_have_an_overview_and_fit_too(chromium, tmp_path, language):
    cards = [card(pack, language) for pack in PACKS]
    page = opened(chromium, saved(tmp_path, *cards, language=language))
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert width_needed(page) <= width
        names = page.locator(".all tbody th").all()
        assert min(name.bounding_box()["width"] for name in names) >= NARROWEST_NAME, width
    page.locator(".all tbody a").nth(1).click()
    assert page.evaluate("document.querySelector('#c2').getBoundingClientRect().top") < 450


@pytest.mark.parametrize("width", [640, 1280])
@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_letters_twice_as_large_still_fit(chromium, tmp_path, width, pack, language):
    made = card(pack, language)
    plan = {"own_target": 0.9, "own_target_gap": 0.05, "own_target_state": "behind"}
    plan |= {"owner": "Ann", "next_step": "Call them", "due": "2026-12-31", "comment": "In summer"}
    planned = replace(made, records=[{**record, **plan} for record in made.records])
    page = opened(
        chromium,
        saved(tmp_path, planned, language=language),
        viewport={"width": width, "height": 900},
    )
    assert page.locator(".period.shown .plan tbody tr").count() == len(PACKS[pack])
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert width_needed(page) <= width
    unfold(page)
    assert width_needed(page) <= width


@pytest.mark.parametrize("language", available())
def test_who_has_letters_twice_as_large_set_in_the_browser_has_the_page_of_half_the_width(
    chromium, tmp_path, language
):
    page = opened(chromium, saved(tmp_path, card("mentoring", language), language=language))
    page.set_viewport_size({"width": 1440, "height": 900})
    layout = "getComputedStyle(document.querySelector('.period.shown .kpis')).display"
    assert page.evaluate(layout) == "table"
    devtools = page.context.new_cdp_session(page)
    devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    assert page.evaluate(layout) == "block"
    for width in (640, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert width_needed(page) <= width, width
        assert page.evaluate(CUT) == [], width


BESIDE = """[...document.querySelectorAll('.period.shown td.tier sup')].map((mark) => {
    const chip = mark.previousElementSibling.getBoundingClientRect()
    const at = mark.getBoundingClientRect(), cell = mark.parentElement.getBoundingClientRect()
    return at.left >= chip.right - 1 && at.top < chip.bottom && at.right <= cell.right
})"""


@pytest.mark.parametrize("language", available())
def test_an_asterisk_stands_beside_its_tier_at_any_width(chromium, tmp_path, language):
    page = opened(chromium, saved(tmp_path, card("remote", language), language=language))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(BESIDE)
        assert found, width
        assert all(found), width


@pytest.mark.parametrize("language", available())
def test_a_page_without_figures_says_so_and_not_that_checks_passed(
    chromium, tmp_path, language, fresh
):
    empty = read_card(fresh("remote", language), language)
    page = opened(chromium, saved(tmp_path, empty, language=language))
    assert page.locator(".state").inner_text() == words("flag.empty", language)


def test_no_request_leaves_the_page_and_its_own_policy_lets_it_be(chromium, tmp_path):
    page = chromium.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    address = saved(tmp_path, card("remote", "en"))
    page.goto(address)
    page.locator(".picker summary").click()
    page.locator(".picker a").last.click()
    assert asked == [address]
    assert said == []


def test_a_script_or_style_put_in_by_others_does_not_run(chromium, tmp_path):
    path = tmp_path / "page.html"
    put_in = "<script>document.title = 'run'</script><p style='color: rgb(1, 2, 3)' id=x>x</p>"
    path.write_text(to_html([card("remote", "en")], "en").replace("</main>", f"{put_in}</main>"))
    page = opened(chromium, path.as_uri())
    assert page.title() != "run"
    assert page.locator("#x").evaluate("(e) => getComputedStyle(e).color") != "rgb(1, 2, 3)"


def titles(page: playwright.Page) -> list[str]:
    """The periods one can see."""
    return [h.inner_text() for h in page.locator(".period h2").all() if h.is_visible()]


@pytest.mark.parametrize("scripts", [True, False])
def test_another_period_is_chosen_with_and_without_scripts(chromium, tmp_path, scripts):
    address = saved(tmp_path, card("mentoring", "en"))
    page = opened(chromium, address, java_script_enabled=scripts)
    assert titles(page) == ["Q4 2025"]
    page.locator(".picker summary").click()
    page.get_by_role("link", name="Q2 2024").click()
    assert titles(page) == ["Q2 2024"]
    assert page.locator(".period:visible td.value").first.inner_text() == "8.3 out of 10"


def test_a_period_stays_chosen_while_one_reads_about_a_kpi(chromium, tmp_path):
    page = opened(chromium, saved(tmp_path, card("mentoring", "en")))
    page.locator(".picker summary").click()
    page.get_by_role("link", name="Q2 2024").click()
    page.locator(".period:visible").get_by_role("link", name="Client retention rate").click()
    assert titles(page) == ["Q2 2024"]
    folded = page.locator("details.kpi").nth(4)
    assert folded.get_attribute("open") is not None
    text = folded.inner_text()
    for said in ("What it does not say", "What helps", "Begins at", "Clients at the start"):
        assert said in text
    rows = folded.locator(".figures tbody tr")
    assert rows.count() == 12
    assert rows.first.inner_text().split("\t")[:5] == [*("Q4 2025", "200", "220", "50", "85.0%")]


def test_everything_is_reached_by_keyboard(chromium, tmp_path):
    page = opened(chromium, saved(tmp_path, card("remote", "en")))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(".picker").get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert page.locator(".picker").get_attribute("open") is None
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert titles(page) == ["Q3 2025"]


COLOURS = "(e) => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"


def test_dark_is_for_screens_and_never_printed(chromium, tmp_path):
    page = opened(chromium, saved(tmp_path, card("remote", "en")), color_scheme="dark")
    shown = page.locator(".card").evaluate(COLOURS)
    page.emulate_media(media="print", color_scheme="dark")
    printed = page.locator(".card").evaluate(COLOURS)
    assert shown == ["rgb(230, 235, 241)", "rgb(24, 33, 43)"]
    assert printed == ["rgb(31, 41, 51)", "rgb(255, 255, 255)"]
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


@pytest.mark.parametrize(("pack", "language"), FOUR)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_card_is_printed_on_one_page_whatever_the_checks_find(
    chromium, tmp_path, pack, language, paper, fresh
):
    import pypdf

    faulty = faulty_card(fresh(pack, language), pack, language)
    assert faulty.findings
    assert len(faulty.findings.found) > 6
    cards = [card(pack, language), faulty]
    page = opened(chromium, saved(tmp_path, *cards, language=language))
    unfold(page)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format=paper, landscape=True)))
    assert len(printed.pages) == 1 + len(cards)


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
@pytest.mark.parametrize("language", available())
def test_axe_finds_nothing(chromium, tmp_path, scheme, width, language):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    cards = [card(pack, language) for pack in PACKS]
    page = opened(
        chromium,
        saved(tmp_path, *cards, language=language),
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
    )
    unfold(page)
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("language", available())
def test_a_kpi_without_tiers_has_a_small_line_that_is_said_in_values(chromium, tmp_path, language):
    made = card("remote", language)
    without = {"tier": "", "tier_rank": None, "score": None, "asterisk": False}
    records = [{**r, **(without if r["kpi"] == "remote.arpu" else {})} for r in made.records]
    shown = replace(made, records=records)
    page = opened(chromium, saved(tmp_path, shown, language=language))
    lines = page.locator(".period.shown .spark")
    assert lines.count() == len(PACKS["remote"])
    row = next(i for i, record in enumerate(shown.now) if record["kpi"] == "remote.arpu")
    said = lines.nth(row).get_attribute("aria-label")
    assert value_words(shown.now[row], language) in said
    assert lines.nth(row).locator("polyline").count() == 1
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(CUT) == [], width


def short_history(language: str, periods: int):
    """A card of a workbook that has figures in its last periods only."""
    made = card("remote", language)
    first = made.overview.number - periods + 1
    gone = {"value": None, "score": None, "tier_rank": None, "change": None}
    records = [{**r, **(gone if r["period_number"] < first else {})} for r in made.records]
    return replace(made, records=records)


@pytest.mark.parametrize("periods", [2, 3, 7])
@pytest.mark.parametrize("language", available())
def test_small_lines_of_a_short_history_are_as_long_as_those_of_a_long_one(
    chromium, tmp_path, language, periods
):
    page = opened(chromium, saved(tmp_path, short_history(language, periods), language=language))
    lines = page.locator(".period.shown .spark polyline")
    assert lines.count() == len(PACKS["remote"])
    for line in lines.all():
        at = [float(point.split(",")[0]) for point in line.get_attribute("points").split()]
        assert len(at) == periods
        assert (at[0], at[-1]) == (2, 98)
    rows = content([short_history(language, periods)], language)["cards"][0]["rows"]
    assert {(line[0][0], line[-1][0]) for row in rows for line in row["lines"]} == {(0, 1)}


LEFTS = """[...document.querySelectorAll('.period.shown td.change')].map((cell) =>
    Math.round(cell.parentElement.getBoundingClientRect().right - cell.getBoundingClientRect().left)
)"""
AMONG_NUMBERS = """[...document.querySelectorAll('table.numbers tr')].map((row) =>
    [...row.children].slice(1).map((cell) => getComputedStyle(cell).textAlign).join(' '))"""


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_small_lines_of_cards_stand_below_one_another(chromium, tmp_path, pack, language):
    page = opened(chromium, saved(tmp_path, card(pack, language), language=language))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert len(set(page.evaluate(LEFTS))) == 1, width


@pytest.mark.parametrize("language", available())
def test_numbers_behind_a_kpi_are_set_to_the_right_and_only_what_is_judged_has_tiers(
    chromium, tmp_path, language
):
    pack = packs.use(pack_from((Path(__file__).parent / "long_names.toml").read_text("utf-8")))
    book = xl_kpis.load(finished(pack.id, language))
    with_figures(book, {"taken": [10, 20, 30], "spent": [5, 25, 10]}).recalculate()
    own = read_card(book, language)
    page = opened(chromium, saved(tmp_path, own, card("remote", language), language=language))
    rows = page.evaluate(AMONG_NUMBERS)
    assert {len(set(row.split())) for row in rows} <= {1, 2}
    assert all(row.split()[0] == row.split()[-1] == "right" for row in rows)
    tables = page.locator("table.numbers")
    judged = [bool(kpi.tiers) for kpi in (*pack.kpis, *PACKS["remote"])]
    assert [table.locator("thead .word").count() for table in tables.all()] == judged
