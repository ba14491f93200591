"""The scorecard as a PDF, read back."""

from __future__ import annotations

import io
import sys
from dataclasses import replace

import pytest
from workbook_samples import card, faulty_card

from xl_kpis.kpi import PACKS
from xl_kpis.languages import available
from xl_kpis.workbook.html import Card, read_card
from xl_kpis.workbook.paper import content, to_pdf, to_png
from xl_kpis.workbook.render import gap_words, value_words
from xl_kpis.workbook.texts import NotInstalled, words

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")


def read(cards: list[Card], language: str) -> pypdf.PdfReader:
    pytest.importorskip("typst", reason="typst is not installed (extra pdf)")
    return pypdf.PdfReader(io.BytesIO(to_pdf(cards, language)))


def said(page: pypdf.PageObject) -> str:
    """The words of a page, however its lines break."""
    return " ".join(page.extract_text().split())


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", available())
def test_each_workbook_has_a_page_that_says_what_its_scorecard_says(language):
    cards = [card(pack, language) for pack in PACKS]
    pdf = read(cards, language)
    assert len(pdf.pages) == len(cards)
    for page, shown in zip(pdf.pages, cards, strict=True):
        text, at = said(page), 0
        for record in shown.now:
            for part in (
                record["name"],
                value_words(record, language),
                record["tier"],
                gap_words(record, language),
            ):
                found = text.find(plain(part), at)
                assert found >= 0, part
                at = found
        assert plain(words("benchmark.disclaimer", language)) in text


@pytest.mark.parametrize("language", available())
def test_it_is_tagged_bookmarked_in_its_language_with_its_fonts_and_no_picture(language):
    pdf = read([card(pack, language) for pack in PACKS], language)
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert [mark.title for mark in pdf.outline] == list(PACKS)
    assert words("document.title", language, pack="").strip(" :\u00a0") in pdf.metadata.title
    for page in pdf.pages:
        assert "/XObject" not in page["/Resources"]
        fonts = page["/Resources"]["/Font"].values()
        assert fonts
        for font in fonts:
            (inside,) = font["/DescendantFonts"]
            assert "/FontFile3" in inside["/FontDescriptor"]


@pytest.mark.parametrize(("pack", "language"), [(p, c) for p in PACKS for c in available()])
def test_a_card_fills_its_page_from_margin_to_margin(pack, language):
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    chops = pytest.importorskip("PIL.ImageChops", reason="Pillow is not installed")
    pytest.importorskip("typst", reason="typst is not installed (extra pdf)")
    much = {"next_step": "Call them. " * 12}  # so much to say that it is set smaller
    shown = card(pack, language)
    planned = replace(shown, records=[{**record, **much} for record in shown.records])
    drawn = pdfium.PdfDocument(to_pdf([planned], language))[0].render().to_pil().convert("L")
    left, top, right, bottom = chops.invert(drawn).getbbox()
    assert abs(left - (drawn.width - right)) < 0.02 * drawn.width
    assert min(left, top, drawn.width - right, drawn.height - bottom) > 0.03 * drawn.width


def test_it_is_the_same_bytes_each_time():
    assert to_pdf([card("remote", "en")], "en") == to_pdf([card("remote", "en")], "en")


@pytest.mark.parametrize(("pack", "language"), [("mentoring", "fr"), ("remote", "en")])
def test_whatever_the_checks_find_there_is_one_page(pack, language, fresh):
    faulty = faulty_card(fresh(pack, language), pack, language)
    (page,) = read([faulty], language).pages
    assert faulty.findings
    first = faulty.findings.found[0]
    assert plain(first.message) in said(page)
    assert "xl-kpis check" in said(page)


@pytest.mark.parametrize("language", available())
def test_a_paper_without_figures_says_so_and_not_that_checks_passed(language, fresh):
    (page,) = read([read_card(fresh("mentoring", language), language)], language).pages
    assert plain(words("flag.empty", language)) in said(page)
    assert plain(words("flag.ok", language)) not in said(page)


@pytest.mark.parametrize("language", available())
def test_a_kpi_without_tiers_has_its_small_line_on_paper_too(language):
    made = card("remote", language)
    without = {"tier": "", "tier_rank": None, "score": None, "asterisk": False}
    records = [{**r, **(without if r["kpi"] == "remote.arpu" else {})} for r in made.records]
    shown = content([replace(made, records=records)], language)["cards"][0]["rows"]
    (row,) = [row for row in shown if row["rank"] is None]
    assert [len(line) for line in row["lines"]] == [12]
    assert row["value"] in row["spark_said"]
    (page,) = read([replace(made, records=records)], language).pages
    assert plain(words("scorecard.no_benchmark", language)) in said(page)


@pytest.mark.parametrize(("currency", "paper"), [("USD", "us-letter"), ("EUR", "a4")])
def test_paper_is_of_the_size_people_have(currency, paper, fresh):
    book = fresh("remote")
    book["Set_currency"] = currency
    assert content([read_card(book, "en")], "en")["paper"] == paper


def test_without_typst_it_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(NotInstalled):
        to_pdf([card("remote", "en")], "en")


@pytest.mark.parametrize("language", available())
def test_as_a_picture_workbooks_stand_below_each_other_each_as_high_as_it_is(language):
    pytest.importorskip("typst", reason="typst is not installed (extra pdf)")
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    cards = [card(pack, language) for pack in PACKS]
    sizes = [image.open(io.BytesIO(to_png([one], language))).size for one in cards]
    both = image.open(io.BytesIO(to_png(cards, language)))
    assert {width for width, _ in sizes} == {both.width}
    assert max(h for _, h in sizes) < both.height < sum(h for _, h in sizes) + 0.1 * both.width
    assert to_png(cards, language) == to_png(cards, language)
    pixels = both.convert("L")
    rows = [
        pixels.crop((0, y, both.width, y + 1)).getextrema()[0] < 200 for y in range(both.height)
    ]
    last = both.height - 1 - rows[::-1].index(True)
    assert both.height - last < 0.06 * both.width, "paper left over below"


@pytest.mark.parametrize("language", available())
def test_what_is_missing_is_said_where_it_can_be_shown_and_never_as_zero(language):
    made = card("mentoring", language)
    just = [{**r, "needed": 0.004} for r in made.records]  # a tier that begins right beyond
    shown = content([replace(made, records=just)], language)["cards"][0]["rows"]
    below = [row for row in shown if row["rank"] != 3]
    assert below
    assert all(row["gap"] == "" and row["goal"] for row in below)
    (page,) = read([replace(made, records=just)], language).pages
    assert all(plain(row["goal"]) in said(page) for row in below)
