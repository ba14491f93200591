"""A picture that a person puts into the heading of the scorecard is the logo on page and paper."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

import xl_kpis
from tests.samples import finished
from xl_kpis.workbook.html import Card, read_card, to_html
from xl_kpis.workbook.logo import Logo
from xl_kpis.workbook.paper import content, to_pdf

drawing = pytest.importorskip("openpyxl.drawing.image")
pillow = pytest.importorskip("PIL.Image", reason="Pillow is not installed")


def picture(kind: str, colour: str) -> bytes:
    out = BytesIO()
    pillow.new("RGB", (60, 20), colour).save(out, kind)
    return out.getvalue()


def with_pictures(places: dict[str, bytes], sheet: str = "Scorecard") -> Card:
    """A workbook in which a person put pictures to some cells."""
    book = openpyxl.load_workbook(BytesIO(finished("mentoring")))
    for cell, data in places.items():
        book[sheet].add_image(drawing.Image(BytesIO(data)), cell)
    out = BytesIO()
    book.save(out)
    return read_card(xl_kpis.load(out.getvalue()), "en", file="a.xlsx")


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_a_picture_in_the_heading_is_the_logo(kind):
    data = picture(kind, "navy")
    card = with_pictures({"C20": picture("png", "red"), "J2": data})
    assert card.logo == Logo(kind, data)
    page = to_html([card], "en")
    assert card.logo.address in page
    other = Logo("png", b"\x89PNG\r\n\x1a\nother")
    assert other.address in to_html([card], "en", other), "one that is given goes before it"
    assert card.logo.address not in to_html([card], "en", other)
    assert content([card], "en")["cards"][0]["logo"]["bytes"] == list(data)


def test_each_workbook_has_its_own():
    cards = [with_pictures({"J1": picture("png", colour)}) for colour in ("navy", "red")]
    page = to_html([*cards, with_pictures({})], "en")
    assert [page.count(card.logo.address) for card in cards] == [1, 1]


def test_it_is_set_on_paper():
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    pytest.importorskip("typst", reason="typst is not installed (extra pdf)")
    pdf = pypdf.PdfReader(BytesIO(to_pdf([with_pictures({"J1": picture("png", "red")})], "en")))
    assert len(pdf.pages[0].images) == 1


def test_pictures_elsewhere_and_of_other_kinds_are_none():
    assert with_pictures({"C20": picture("png", "red")}).logo is None
    assert with_pictures({"A1": picture("png", "red")}, "Start").logo is None
    assert with_pictures({"J1": picture("gif", "red")}).logo is None
    assert with_pictures({}).logo is None
