"""The scorecard page looks as it did: kept pictures, compared with a tolerance.

Pictures are small and blurred, so that other fonts, other versions of Chromium and their
antialiasing make no difference; a layout that falls apart does. Where a change is meant, look at it
and keep it: ``python tests/workbook/test_page_pictures.py``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from workbook_browser import NEEDS_CHROMIUM, browser
from workbook_samples import card

from xl_kpis.languages import available
from xl_kpis.workbook.html import to_html

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
Image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
pytestmark = NEEDS_CHROMIUM

KEPT = Path(__file__).parent / "pictures"
LOOKS = {
    "wide": {"viewport": {"width": 1200, "height": 900}},
    "dark": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 1400}},
    "print": {"viewport": {"width": 1200, "height": 900}},
}
WIDTH = 240
"""Of a kept picture, in pixels."""
FAR = 32
"""Of 255: where two blurred pictures differ by more, something else is seen."""
SHARE = 0.02
"""How much of a picture may be something else: text that breaks elsewhere."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[playwright.Browser]:
    with browser() as found:
        yield found


def picture(chromium: playwright.Browser, folder: Path, language: str, look: str, css: str = ""):
    """What is seen, small; with ``css`` of a page that something happened to."""
    path = folder / "page.html"
    text = to_html([card("mentoring", language)], language)
    path.write_text(text, "utf-8")
    context = chromium.new_context(**LOOKS[look], bypass_csp=True)
    page = context.new_page()
    page.goto(path.as_uri())
    if css:
        page.add_style_tag(content=css)
    if look == "print":
        paper = page.pdf(format="A4", print_background=True, prefer_css_page_size=True)
        seen = pdfium.PdfDocument(paper)[0].render(scale=1.5, rev_byteorder=True).to_pil()
    else:
        seen = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    height = round(seen.height * WIDTH / seen.width)
    return seen.convert("RGB").resize((WIDTH, height), Image.Resampling.BOX)


def blurred(small) -> np.ndarray:
    """Means of squares of eight pixels, the rest at the edges left out."""
    a = np.asarray(small.convert("RGB"), dtype=float)
    rows, columns = a.shape[0] // 8, a.shape[1] // 8
    return a[: rows * 8, : columns * 8].reshape(rows, 8, columns, 8, 3).mean(axis=(1, 3))


def apart(one, other) -> float:
    """Which share of two pictures is something else."""
    a, b = blurred(one), blurred(other)
    if a.shape != b.shape:
        return 1.0
    return float((abs(a - b).max(axis=2) > FAR).mean())


def kept(language: str, look: str):
    return Image.open(KEPT / f"{look}.{language}.png")


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("look", LOOKS)
def test_the_page_looks_as_it_did(chromium, tmp_path, language, look):
    now = picture(chromium, tmp_path, language, look)
    share = apart(now, kept(language, look))
    if share > SHARE:
        now.save(tmp_path / f"{look}.{language}.png")
    assert share <= SHARE, f"look at {tmp_path}, and keep it if it is meant"


BROKEN = {
    "no bars": ("wide", "td.bullet { visibility: hidden }"),
    "rows as blocks": ("wide", "tr, td { display: block }"),
    "a light ground": ("dark", "body { background: white !important; color: black !important }"),
    "letters too large": ("phone", "html { font-size: 200% }"),
    "a table on a phone": ("phone", "main { width: 1200px }"),
    "a page turned round": ("print", "main { transform: rotate(90deg) }"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_layout_is_seen(chromium, tmp_path, fault):
    look, css = BROKEN[fault]
    assert apart(picture(chromium, tmp_path, "en", look, css), kept("en", look)) > SHARE


@pytest.mark.parametrize("look", ["wide", "phone"])
def test_other_fonts_make_no_difference(chromium, tmp_path, look):
    other = "body, body * { font-family: 'DejaVu Serif', serif !important }"
    assert apart(picture(chromium, tmp_path, "en", look, other), kept("en", look)) <= SHARE


def keep() -> None:
    """Take the pictures anew."""
    import tempfile

    with browser() as chromium, tempfile.TemporaryDirectory() as folder:
        for language in available():
            for look in LOOKS:
                seen = picture(chromium, Path(folder), language, look)
                seen.quantize(32).save(KEPT / f"{look}.{language}.png", optimize=True)


if __name__ == "__main__":
    keep()
