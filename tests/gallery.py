"""Pictures of what the product makes, for the documentation: ``python -m tests.gallery``.

Needs LibreOffice, Chromium and the extras ``test`` and ``pdf``. Everything is made from the example
figures by the commands a person would type; what is drawn is what they drew.
"""

from __future__ import annotations

import io
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops
from playwright.sync_api import Browser, sync_playwright
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from tests.printing import printed
from xl_kpis.languages import available
from xl_kpis.workbook.examples import history
from xl_kpis.workbook.texts import words

IMAGES = Path(__file__).parents[1] / "docs" / "images"
COLUMNS = 110
BOOK = "career-mentoring.{language}.xlsx"
TERMINAL = {
    "terminal-scorecard": "scorecard {book}",
    "terminal-explain": "explain mentoring.retention 85%",
    "terminal-eval": 'eval \'=KPI_NEEDED("mentoring.retention",200,"exceptional")\'',
}
DRAWN = re.sub(r"@font-face \{\{.*?\}\}|<!--.*?-->", "", CONSOLE_SVG_FORMAT, flags=re.S)
DRAWN = DRAWN.replace("Fira Code", "ui-monospace, DejaVu Sans Mono, Consolas")
"""How rich draws a terminal, with the reader's own font: nothing is loaded from elsewhere."""
PAGES = {"page-phone": (390, 844, "light"), "page-dark": (1200, 820, "dark")}
SHEETS = ("start", "inputs", "benchmarks", "scorecard", "trends")
"""Sheets of the printed workbook, of each its first page."""


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as started, tempfile.TemporaryDirectory() as folder:
        browser = started.chromium.launch(executable_path=chromium)
        for language in available():
            work = Path(folder, language)
            work.mkdir()
            _run(work, f"demo --language {language}")
            shutil.copy(work / "xl-kpis-demo" / BOOK.format(language=language), work)
            _terminal(work, language)
            _page(work, language, browser)
            _paper(work, language)
            _sheets(work, language)
            _portfolio(work, language, browser)
        browser.close()


def _run(work: Path, command: str) -> str:
    """What a command writes to a terminal, colours and all."""
    ours, theirs = pty.openpty()
    given = [sys.executable, "-m", "xl_kpis", *shlex.split(command)]
    dress = {"COLUMNS": str(COLUMNS), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    running = subprocess.Popen(
        given, cwd=work, env={**os.environ, **dress}, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            some = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not some:
            break
        said += some
    os.close(ours)
    assert running.wait() == 0, said.decode()
    return said.decode().replace("\r\n", "\n")


def _terminal(work: Path, language: str) -> None:
    for name, command in TERMINAL.items():
        typed = command.format(book=BOOK.format(language=language))
        shown = Text.from_ansi(_run(work, f"{typed} --language {language}"))
        console = Console(record=True, width=COLUMNS, file=io.StringIO(), color_system="truecolor")
        console.print(Text(f"$ xl-kpis {typed}", style="bold"))
        console.print(shown)
        drawn = console.export_svg(
            title="xl-kpis", code_format=DRAWN, unique_id=f"{name}-{language}"
        )
        (IMAGES / f"{name}.{language}.svg").write_text(drawn, "utf-8")


def _page(work: Path, language: str, browser: Browser) -> None:
    book = BOOK.format(language=language)
    _run(work, f"scorecard {book} --language {language} --output page.html")
    for name, (width, height, scheme) in {**PAGES, "scorecard": (1200, 900, "light")}.items():
        page = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        page.goto((work / "page.html").as_uri())
        picture = page.screenshot(full_page=name == "scorecard")
        _save(Image.open(io.BytesIO(picture)), f"{name}.{language}.png", trimmed=False)
        page.close()


CLIENTS = {f"client-{i}": share for i, share in enumerate((1.0, 0.82, 0.93, 1.08, 0.7, 0.97), 1)}
"""Clients for the picture, and how their figures compare with the example's."""
PARTS = ("sessions_completed", "clients_advanced", "attendance_now", "connections_made")


def _portfolio(work: Path, language: str, browser: Browser) -> None:
    """Six clients of two places, made from the example's last three quarters."""
    _run(work, f"template --pack mentoring --language {language} --output blank.xlsx")
    told = {id: values[-3:] for id, values in history("mentoring").items()}
    for i, (name, share) in enumerate(CLIENTS.items()):
        lines = ["id,1,2,3"]
        for id, values in told.items():
            less = [1, (1 + share) / 2, share] if id in PARTS else [1, 1, 1]
            own = [round(value * by) for value, by in zip(values, less, strict=True)]
            lines.append(",".join(map(str, [id, *own])))
        (work / f"{name}.csv").write_text("\n".join(lines))
        place = f"clients/{('north', 'south')[i % 2]}/{name}.xlsx"
        dated = "--setting first_period=2025-04-01 --setting months=3"
        _run(work, f"fill blank.xlsx --data {name}.csv {dated} --output {place}")
    _run(work, f"portfolio clients --by folder --language {language} --output clients.html")
    page = browser.new_page(viewport={"width": 1200, "height": 1400})
    page.goto((work / "clients.html").as_uri())
    _save(Image.open(io.BytesIO(page.screenshot())), f"portfolio.{language}.png", trimmed=False)
    page.close()


def _paper(work: Path, language: str) -> None:
    book = BOOK.format(language=language)
    _run(work, f"scorecard {book} --language {language} --output paper.pdf")
    page = pypdfium2.PdfDocument(work / "paper.pdf")[0]
    _save(page.render(scale=1.5).to_pil(), f"paper.{language}.png", trimmed=False)


def _sheets(work: Path, language: str) -> None:
    book = BOOK.format(language=language)
    (pdf,) = printed([work / book], language, work)
    pages = list(pypdfium2.PdfDocument(pdf))
    for sheet in SHEETS:
        own = next(page for page in pages if _sheet_of(page) == words(f"sheet.{sheet}", language))
        _save(own.render(scale=1.6).to_pil(), f"workbook-{sheet}.{language}.png", trimmed=True)


def _sheet_of(page: pypdfium2.PdfPage) -> str:
    """What the sheet is called that a page is of: it stands in the middle of its footer."""
    width, height = page.get_size()
    footer = page.get_textpage().get_text_bounded(width / 3, 0, width * 2 / 3, height * 0.06)
    return str(footer).strip()


def _save(picture: Image.Image, name: str, *, trimmed: bool) -> None:
    """A small file: few colours; of a printed sheet what is on it, without its footer."""
    picture = picture.convert("RGB")
    if trimmed:
        picture = picture.crop((0, 0, picture.width, int(picture.height * 0.93)))
        ground = Image.new("RGB", picture.size, picture.getpixel((0, 0)))
        box = ImageChops.difference(picture, ground).getbbox()
        if box:
            edge = 16
            picture = picture.crop(
                (max(0, box[0] - edge), max(0, box[1] - edge), box[2] + edge, box[3] + edge)
            )
    picture.quantize(128).save(IMAGES / name, optimize=True)


if __name__ == "__main__":
    main()
