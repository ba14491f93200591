"""All sheets of all templates as LibreOffice prints them, to be looked at:
``python -m tests.contact_sheets [--output FOLDER] [--pack mentoring] [--language fr]
[--formulas lambda]``.

One picture for each pack, language, kind of formulas, length of periods, and state: empty, with the
example figures, and with figures that the checks find fault with. Needs LibreOffice and the extra
``test``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

import xl_kpis
from tests.printing import SOFFICE, printed
from tests.samples import finished
from tests.workbook.workbook_samples import with_figures
from xl_kpis.formula.book import Book
from xl_kpis.kpi import PACKS
from xl_kpis.languages import available
from xl_kpis.workbook import examples, layout

ROOT = Path(__file__).parents[1]
WIDE, HIGH, ACROSS, EDGE = 800, 1000, 3, 12
"""Pixels of a page at most, and how many stand side by side."""


def _empty(book: Book, pack: str, months: int) -> None:
    book[layout.MONTHS] = months


def _filled(book: Book, pack: str, months: int) -> None:
    book[layout.FIRST_PERIOD] = examples.SETTINGS["first_period"]
    book[layout.MONTHS] = months
    with_figures(book, examples.history(pack))


def _faulty(book: Book, pack: str, months: int) -> None:
    _filled(book, pack, months)
    measures = [measure.id for kpi in PACKS[pack] for measure in kpi.measures if measure.argument]
    with_figures(book, {id: [-5.0, None, -2.0, 123456789.0] for id in measures})  # type: ignore[list-item]


STATES: dict[str, Callable[[Book, str, int], None]] = {
    "empty": _empty,
    "filled": _filled,
    "faulty": _faulty,
}
LENGTHS = {"quarterly": 3, "monthly": 1}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.contact_sheets", description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "contact_sheets")
    parser.add_argument("--pack", choices=list(PACKS), action="append")
    parser.add_argument("--language", choices=available(), action="append")
    parser.add_argument("--formulas", choices=layout.FLAVOURS, action="append")
    given = parser.parse_args()
    folder: Path = given.output
    folder.mkdir(parents=True, exist_ok=True)
    if SOFFICE is None:
        sys.exit("There is no LibreOffice on this machine.")
    books: dict[str, list[Path]] = {}
    for pack in given.pack or PACKS:
        for language in given.language or available():
            for formulas, length in product(given.formulas or layout.FLAVOURS, LENGTHS):
                for state, fill in STATES.items():
                    book = xl_kpis.load(finished(pack, language, formulas))
                    fill(book, pack, LENGTHS[length])
                    name = f"{pack}.{language}.{formulas}.{length}.{state}.xlsx"
                    books.setdefault(language, []).append(folder / name)
                    book.save(folder / name)
    for language, some in books.items():
        for pdf in printed(some, language, folder):
            sheet = contact_sheet(pdf)
            sheet.quantize(128).save(pdf.with_suffix(".png"), optimize=True)
            print(pdf.with_suffix(".png"))


def contact_sheet(pdf: Path) -> Image.Image:
    """All pages side by side, with their numbers."""
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        scale = min(WIDE / page.get_width(), HIGH / page.get_height())
        pages.append(page.render(scale=scale).to_pil())
    rows = [pages[i : i + ACROSS] for i in range(0, len(pages), ACROSS)]
    heights = [max(page.height for page in row) + EDGE for row in rows]
    whole = Image.new("RGB", (ACROSS * (WIDE + EDGE), sum(heights)), "grey")
    draw, top = ImageDraw.Draw(whole), 0
    for number, row in enumerate(rows):
        for at, page in enumerate(row):
            whole.paste(page, (at * (WIDE + EDGE), top))
            draw.text((at * (WIDE + EDGE) + 4, top + 2), str(number * ACROSS + at + 1), "red")
        top += heights[number]
    return whole


if __name__ == "__main__":
    main()
