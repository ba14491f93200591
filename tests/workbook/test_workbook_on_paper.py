"""Workbooks as LibreOffice prints them: few pages, bars in their bands, nothing cut."""

from __future__ import annotations

import pickle
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from workbook_samples import demo, made, with_figures

import xl_kpis
from tests.printing import SOFFICE
from tests.printing import printed as on_paper
from tests.samples import finished, shared
from xl_kpis.formula.book import Book
from xl_kpis.kpi import PACKS, packs
from xl_kpis.kpi.pack_files import pack_from
from xl_kpis.kpi.words import tips
from xl_kpis.languages import available
from xl_kpis.languages.conventions import conventions
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import style
from xl_kpis.workbook.texts import words

pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
FOUR = [(pack, language) for pack in PACKS for language in available()]
SHEETS = ("start", "settings", "inputs", "inputs", "targets", "benchmarks", "scorecard")
SHEETS += ("trends", "checks")
NOTES = 4
LONG = "language_school"
"""A pack with names as long as they may be."""
LONG_FILE = Path(__file__).parent / "long_names.toml"
LARGE: dict[str, list[float]] = {
    **{"left_early": [25, 22, 6], "began": [100, 110, 109], "evenings": [60, 60, 60]},
    **{"income": [120000, 130000, 1250000], "months_waited": [200, 190, 130]},
    **{"admitted": [40, 42, 52], "enrolled": [90, 95, 93], "enrolled_before": [88, 90, 95]},
    **{f"course_{n}": [20, 22, 30] for n in (1, 2, 3, 4, 5)},
    **{"taken": [10000, 11000, 12345.67], "spent": [12000, 10500, 1234567.89]},
}
"""Figures of it, whose values are large, and below zero."""
needs_office = pytest.mark.skipif(SOFFICE is None, reason="there is no LibreOffice on this machine")


@pytest.fixture(scope="module", autouse=True)
def school() -> packs.Pack:
    return packs.use(pack_from(LONG_FILE.read_text("utf-8")))


def large(language: str) -> Book:
    """The workbook of that pack with these figures, in quarters."""
    book = xl_kpis.load(finished(LONG, language))
    with_figures(book, LARGE)
    book[layout.MONTHS] = 3
    return book


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every template, empty and with figures, as LibreOffice prints it."""
    folder = tmp_path_factory.mktemp("printed")
    for language in available():
        for name, content in pickle.loads(papers(language)).items():
            (folder / name).write_bytes(content)
    return folder


@shared
def papers(language: str) -> bytes:
    """Those of a language: a pickled dictionary of PDFs by their names."""
    books = {f"{LONG}.{language}.filled.xlsx": large(language).to_bytes()}
    for pack in PACKS:
        books[f"{pack}.{language}.empty.xlsx"] = finished(pack, language)
        books[f"{pack}.{language}.filled.xlsx"] = demo(pack, language).to_bytes()
    with TemporaryDirectory() as name:
        folder = Path(name)
        for book, content in books.items():
            (folder / book).write_bytes(content)
        made = on_paper([folder / book for book in books], language, folder)
        return pickle.dumps({path.name: path.read_bytes() for path in made})


@pytest.mark.libreoffice
@needs_office
@pytest.mark.parametrize("state", ["empty", "filled"])
@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_the_whole_workbook_takes_thirteen_pages_and_no_figure_is_cut(
    printed, pack, language, state
):
    pages = pdfium.PdfDocument(printed / f"{pack}.{language}.{state}.pdf")
    said = [page.get_textpage().get_text_range() for page in pages]
    names = [words(f"sheet.{sheet}", language) for sheet in (*SHEETS, *["notes"] * NOTES)]
    assert len(said) == len(names)
    for name, text in zip(names, said, strict=True):
        assert name in text, name
        assert "##" not in text, name


@pytest.mark.libreoffice
@needs_office
@pytest.mark.parametrize("name", [*PACKS, LONG])
@pytest.mark.parametrize("language", available())
def test_numbers_have_the_separators_of_the_language(printed, name, language):
    own = conventions(language).decimal
    other = {".": ",", ",": "."}[own]
    pages = pdfium.PdfDocument(printed / f"{name}.{language}.filled.pdf")
    said = [page.get_textpage().get_text_range() for page in pages]
    percent = words("format.ratio", language, value="")
    assert re.search(rf"\d{re.escape(own)}\d{percent}", said[SHEETS.index("scorecard")])
    for text in said[SHEETS.index("settings") : len(SHEETS)]:  # beside these, versions are named
        assert re.findall(rf"\d{re.escape(other)}\d+\s?%", text) == []
        assert re.findall(r"\d(?=\s?%)(?!" + percent + ")", text) == [], "on axes too"
        if own == ",":  # with a point, this may be thousands
            assert re.findall(r"\S*\d\.\d\S*", text) == []


@pytest.mark.libreoffice
@needs_office
@pytest.mark.parametrize("language", available())
def test_long_names_and_large_values_are_whole_and_no_page_is_split_across(printed, language):
    pages = pdfium.PdfDocument(printed / f"{LONG}.{language}.filled.pdf")
    said = [" ".join(page.get_textpage().get_text_range().split()) for page in pages]
    assert not [text for text in said if "##" in text]
    (notes,) = [text for text in said if "(DOR)" in text]
    assert " ".join(words(f"combine.{packs.kpis_of(LONG)[0].combine}", language).split()) in notes
    scorecard = said[SHEETS.index("scorecard")]
    assert "\u22121" in scorecard
    assert "222" in scorecard
    assert re.search("\u22121 participant\\b", scorecard)
    quarter = f"{conventions(language).quarter}3 2026"
    assert quarter in said[SHEETS.index("trends")]
    assert quarter in scorecard


@pytest.mark.libreoffice
@needs_office
@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_what_there_is_to_know_of_a_kpi_stands_on_one_page(printed, pack, language):
    pages = pdfium.PdfDocument(printed / f"{pack}.{language}.empty.pdf")
    said = [" ".join(page.get_textpage().get_text_range().split()) for page in pages][-NOTES:]
    for kpi in PACKS[pack]:
        heading = " ".join(f"{words(f'{kpi.id}.name', language)} ({kpi.acronym})".split())
        (page,) = [text for text in said if heading in text]
        assert all(" ".join(tip.split()) in page for tip in tips(kpi, language)), kpi.id


def near(pixels: np.ndarray, color: str, off: int = 6) -> np.ndarray:
    """Where a picture has a colour."""
    wanted = (int(color[i : i + 2], 16) for i in (0, 2, 4))
    # One colour at a time, and as bytes: a page has many pixels.
    bounds = [(max(n - off, 0), min(n + off, 255)) for n in wanted]
    parts = [(pixels[:, :, i] >= a) & (pixels[:, :, i] <= b) for i, (a, b) in enumerate(bounds)]
    return parts[0] & parts[1] & parts[2]


def longest(flags: np.ndarray) -> tuple[int, int]:
    """Where the longest run of a row of pixels begins and ends."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(int), [0]))))
    lengths = edges[1::2] - edges[::2]
    if not len(lengths):
        return 0, 0
    at = int(lengths.argmax())
    return int(edges[2 * at]), int(edges[2 * at + 1])


@pytest.mark.libreoffice
@needs_office
@pytest.mark.parametrize(("pack", "language"), [*FOUR, *((LONG, one) for one in available())])
def test_bars_begin_with_their_bands_and_end_at_their_score(printed, pack, language):
    page = pdfium.PdfDocument(printed / f"{pack}.{language}.filled.pdf")[SHEETS.index("scorecard")]
    pixels = page.render(scale=6, rev_byteorder=True).to_numpy()[:, :, :3]
    bands = [near(pixels, color) for color in style.BANDS]
    # Rows of pixels in which all bands are seen and no bar is: the scale.
    rows = [y for y in range(pixels.shape[0]) if all(band[y].sum() > 100 for band in bands)]
    left, right = longest(bands[0][rows[0]])[0], longest(bands[3][rows[0]])[1]
    # A bar has the height of some pixels; its strokes across are short.
    navy = near(pixels[rows[0] : rows[-1], left - 40 : right + 40], style.NAVY)
    runs = [longest(row) for row in navy]
    bars: list[tuple[int, int]] = []
    inside = False
    for begin, end in runs:
        is_bar = end - begin > 60
        if is_bar and not inside:
            bars.append((0, 0))
        if is_bar:
            bars[-1] = max(bars[-1], (begin, end), key=lambda run: run[1] - run[0])
        inside = is_bar
    # A score of 0 has no bar; a stroke at either end of the scale moves no bar.
    book = large(language) if pack == LONG else demo(pack, language)
    scores = [
        score
        for kpi in packs.kpis_of(pack)
        if kpi.tiers
        and (score := book.evaluate(f"=INDEX({layout.row_name('Score', kpi)},{layout.SHOWN})"))
    ]
    assert len(bars) == len(scores)
    for (begin, end), score in zip(bars, scores, strict=True):
        scale = (right - left) / 100
        assert abs(begin - 40) / scale <= 0.6
        assert abs((end - 40) / scale - score) <= 0.8


# ---- by font metrics ----------------------------------------------------------------------------

ROOM = 1.06
"""How much wider a text may be than its cells, which have a margin: fonts differ a little."""

SMALLEST = 6.5
"""Points of letters that are made smaller to fit a cell, on a screen."""


def metrics(bold: bool):
    """Widths of texts in the widest font that stands in for the template's, in digits."""
    fonts = pytest.importorskip("PIL.ImageFont", reason="Pillow is not installed")
    try:
        face = fonts.truetype("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf", 100)
        plain = fonts.truetype("DejaVuSans.ttf", 100)
    except OSError:
        pytest.skip("the fonts DejaVu are not installed")
    digit = plain.getlength("0")
    return lambda text, size: face.getlength(text) / digit * size / 11


@pytest.mark.parametrize(("pack", "language"), [*FOUR, *((LONG, one) for one in available())])
def test_no_text_is_wider_than_the_cells_it_may_spread_over(pack, language):
    book = large(language) if pack == LONG else demo(pack, language)
    template = made(pack, language)
    width = {bold: metrics(bold) for bold in (False, True)}
    cut = []
    for sheet in template:
        if sheet.sheet_state != "visible":
            continue
        used = book.sheets[sheet.title]
        # What stands in columns that each page begins with is cut where these end.
        last = (sheet.print_title_cols or "").replace("$", "").rpartition(":")[2]
        repeated = column_index_from_string(last) if last else 0
        for row in sheet.iter_rows(max_row=min(sheet.max_row, 300)):
            for cell in row:
                value = used[cell.coordinate]
                if not isinstance(value, str) or not value or cell.alignment.wrap_text:
                    continue
                if cell.alignment.shrink_to_fit:
                    room = sheet.column_dimensions[cell.column_letter].width or 8.43
                    smaller = width[bool(cell.font.b)](value, cell.font.sz) / room
                    if cell.font.sz / max(1.0, smaller) < SMALLEST:
                        cut.append((f"{sheet.title}!{cell.coordinate}", value, smaller, room))
                    continue
                step = -1 if cell.alignment.horizontal == "right" else 1
                column, room = cell.column, 0.0
                while 0 < column <= (repeated if cell.column <= repeated else sheet.max_column + 6):
                    there = used[f"{get_column_letter(column)}{cell.row}"]
                    if column != cell.column and there not in (None, ""):
                        break
                    room += sheet.column_dimensions[get_column_letter(column)].width or 8.43
                    column += step
                needed = width[bool(cell.font.b)](value, cell.font.sz)
                if needed > room * ROOM:
                    where = f"{sheet.title}!{cell.coordinate}"
                    cut.append((where, value, round(needed, 1), round(room, 1)))
    assert cut == []


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_what_is_printed_is_large_enough_to_read(pack, language):
    for sheet in made(pack, language).worksheets:
        area = sheet.print_area.rpartition("!")[2].replace("$", "")
        if ":" not in area or sheet.page_setup.fitToHeight != 1:
            continue  # not printed at all, or spread over pages
        first, _, last, _ = range_boundaries(area)
        letters = map(get_column_letter, range(first, last + 1))
        # Points of a column: its characters of 7 pixels and 5 pixels beside them.
        wide = sum(5.25 * sheet.column_dimensions[letter].width + 3.75 for letter in letters)
        margins = sheet.page_margins
        paper = 841.9 if sheet.page_setup.orientation == "landscape" else 595.3
        scale = min(1, (paper - 72 * (margins.left + margins.right)) / wide)
        assert 11 * scale >= 7, (sheet.title, round(11 * scale, 1))
