"""``xl-kpis demo``: templates, filled, calculated and shown, to see what there is."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from xl_kpis.commands.books import write
from xl_kpis.commands.frame import Command, Option, force_option
from xl_kpis.commands.language import language, say
from xl_kpis.commands.scorecard import card, rendered, tables
from xl_kpis.commands.targets import may_write
from xl_kpis.commands.terminal import echo, show
from xl_kpis.kpi import PACKS


def demo(dir: str | None, force: bool) -> None:
    from xl_kpis.workbook.layout import file_stem

    folder = Path(dir) if dir else _free()
    books = {pack: folder / f"{file_stem(pack, language())}.xlsx" for pack in PACKS}
    pages = {pack: path.with_suffix(".html") for pack, path in books.items()}
    for path in (*books.values(), *pages.values()):
        may_write(path, force)
    from xl_kpis.workbook.example_logs import example
    from xl_kpis.workbook.examples import SETTINGS
    from xl_kpis.workbook.fill import fill, recalculated
    from xl_kpis.workbook.template import template_bytes

    for pack in PACKS:
        echo(say("demo.building", file=books[pack]), err=True)
        filled = fill(template_bytes(pack, language()), example(pack), settings=SETTINGS)
        book = recalculated(filled)
        write(books[pack], book.to_bytes())
        shown = card(book, str(books[pack]))
        write(pages[pack], rendered([shown], "html").encode())
        show(*tables([shown]))
    echo(say("demo.done", folder=folder.resolve()))
    for path in (*books.values(), *pages.values()):
        echo(f"  {path}")
    echo(say("demo.next", file=books["mentoring"]))


def _free() -> Path:
    """A folder that is not there yet."""
    names = (Path("xl-kpis-demo" + (f"-{i}" if i > 1 else "")) for i in count(1))
    return next(path for path in names if not path.exists())


command = Command(
    "demo",
    callback=demo,
    params=[Option(["--dir"], words="demo.dir", metavar="folder"), force_option()],
)
