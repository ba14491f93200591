"""The portfolio as a PDF, read back."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from portfolio_samples import client, entry, sample

from xl_kpis.languages import available
from xl_kpis.workbook.examples import HISTORY
from xl_kpis.workbook.portfolio.phrases import figure_words, lacking
from xl_kpis.workbook.portfolio.result import Portfolio
from xl_kpis.workbook.texts import words

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
pytest.importorskip("typst", reason="typst is not installed (extra pdf)")


def read(made: Portfolio) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made.to_bytes(".pdf")))


def plain(text: str) -> str:
    return " ".join(text.split())


def said(pdf: pypdf.PdfReader) -> str:
    """The words of all pages, however lines break."""
    return plain(" ".join(page.extract_text() for page in pdf.pages))


@pytest.mark.parametrize("language", available())
def test_it_says_who_needs_a_look_what_all_have_and_what_is_lacking(language):
    made = sample(language)
    text = said(read(made))
    for one in made.attention:
        at = text.find(one.client)
        for why in one.reasons:
            at = text.find(plain(why.text), at)
            assert at >= 0, why.text
    for figure in made.figures:
        assert plain(figure_words(figure, language)[0]) in text
    for kpi, why, clients in lacking(made, language):
        assert all(plain(part) in text for part in (kpi, why, clients))
    assert plain(words("benchmark.disclaimer", language)) in text


@pytest.mark.parametrize("language", available())
def test_it_is_tagged_bookmarked_in_its_language_with_its_fonts_and_no_picture(language):
    pdf = read(sample(language))
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert pdf.metadata.title == words("portfolio.title", language)
    top, parts = pdf.outline[0], pdf.outline[1]
    assert top.title == words("portfolio.title", language)
    titles = [one.title for one in parts]
    ids = ("look", "kpis", "side", "lacking")
    assert [words(f"portfolio.{id}", language) for id in ids] == [
        title for title in titles if title in [words(f"portfolio.{id}", language) for id in ids]
    ]
    for page in pdf.pages:
        assert not page.images
        for font in page["/Resources"]["/Font"].values():
            deeper = font.get_object()["/DescendantFonts"][0].get_object()
            assert any(key.startswith("/FontFile") for key in deeper["/FontDescriptor"])


def test_of_many_clients_those_who_need_a_look_stand_side_by_side_and_the_rest_is_counted():
    made = sample("en")
    own = made.clients[0]
    many = [replace(own, file=f"{i}.xlsx", client=f"Client {i:03}") for i in range(450)]
    late = replace(made.clients[1], file="late.xlsx", client="Zoe")
    pdf = read(Portfolio([*many, late]))
    text = said(pdf)
    assert "has 51 more" in text
    assert text.count("Zoe") >= 2
    assert len(pdf.pages) < 30


@pytest.mark.parametrize("language", available())
def test_the_reasons_of_a_client_stay_on_one_page(language):
    told = {id: values[-2:] for id, values in HISTORY["mentoring"].items()}
    parts = ("sessions_completed", "clients_advanced", "attendance_now", "connections_made")
    worse = {id: [values[0], 3 if id in parts else values[1]] for id, values in told.items()}
    made = entry(client(worse), "C-0", language)
    many = [replace(made, file=f"{i}.xlsx", client=f"C-{i:03}") for i in range(30)]
    made_of = Portfolio(many, (), language)
    reasons = [plain(why.text) for why in made_of.attention[0].reasons]
    assert len(reasons) >= 4
    for page in read(made_of).pages:
        text = plain(page.extract_text())
        assert len({text.count(reason) for reason in reasons}) == 1
