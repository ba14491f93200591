"""``xl-kpis scorecard``: the scorecards of workbooks, for people and for programs."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_kpis.commands.books import template_book, write
from xl_kpis.commands.fleet import each
from xl_kpis.commands.frame import (
    Argument,
    Choice,
    Command,
    Option,
    force_option,
    functions_option,
    region_option,
)
from xl_kpis.commands.language import language, say
from xl_kpis.commands.problem import Problem, Usage, about, sentence, trace
from xl_kpis.commands.records import Progress
from xl_kpis.commands.targets import ending, may_write, where, workbooks
from xl_kpis.commands.terminal import as_text, echo, echo_data, is_narrow, show

if TYPE_CHECKING:
    from xl_kpis import Book
    from xl_kpis.workbook.html import Card
    from xl_kpis.workbook.logo import Logo

FORMATS = ("table", "json", "csv", "html", "markdown", "pdf", "png")
ON_PAPER = ("pdf", "png")
"""Those that are no text."""
ENDINGS = {
    **{".txt": "table", ".json": "json", ".csv": "csv"},
    **{".html": "html", ".htm": "html", ".md": "markdown"},
    **{".pdf": "pdf", ".png": "png"},
}


def print_scorecards(
    files: tuple[str, ...],
    format: str | None,
    period: str | None,
    output: str | None,
    logo: str | None,
    force: bool,
    region: str | None,
    functions: tuple[str, ...],
) -> int:
    path = None if output is None else where(output)
    format = _format(path, format)
    if path is not None:
        may_write(path, force)
    elif format in ON_PAPER:
        raise Usage("scorecard.no_text", format=format.upper())
    picture = _logo(logo, format)
    names = [str(file) for file, *_ in workbooks(files)]
    found: dict[str, Card | Exception] = {}
    with Progress(len(names)) as progress:
        work = partial(_card_of, period=period, region=region, functions=functions)
        for name, card in each(work, names, os.cpu_count() or 1):
            found[name] = card
            if isinstance(card, Usage):
                raise card
            if isinstance(card, Exception):
                progress.remark(about(name, sentence(card)))
            progress.advance()
    cards = [made for name in names if not isinstance(made := found[name], Exception)]
    _take_in_packs(cards)
    failed = len(names) - len(cards)
    if not cards:
        raise Problem("scorecard.none")
    if path is None and format == "table":
        show(*tables(cards))
        return 1 if failed else 0
    if path is None:
        text = rendered(cards, format, only=period is not None, logo=picture)
        echo_data(text, nl=not text.endswith("\n"))
    else:
        if format in ON_PAPER:
            content = printed(cards, format, picture)
        else:
            content = rendered(cards, format, only=period is not None, logo=picture).encode()
        write(path, content)
        echo(say("files.written", file=path), err=True)
    return 1 if failed else 0


def _card_of(
    file: str, period: str | None, region: str | None, functions: tuple[str, ...]
) -> tuple[str, Card | Exception]:
    """A file and its scorecard, or why there is none."""
    try:
        if functions:
            from xl_kpis.formula.functions.support.own_modules import take_in

            take_in(functions)
        with template_book(file, region) as book:
            return file, card(book, file, period)
    except Exception as error:
        trace(error)
        return file, error


def _take_in_packs(cards: list[Card]) -> None:
    """The packs that workbooks carry, for this process too: another may have read them."""
    from xl_kpis.kpi.pack_files import pack_from
    from xl_kpis.kpi.packs import use

    for file in {card.overview.pack_file for card in cards} - {""}:
        use(pack_from(file))


def _format(path: Path | None, wanted: str | None) -> str:
    """The format asked for, or the one the ending says; a problem where they do not agree."""
    if path is None:
        return wanted or "table"
    endings = [end for end, format in ENDINGS.items() if format == (wanted or format)]
    ending(path, *endings)
    return ENDINGS[path.suffix.lower()]


def card(book: Book, file: str, period: str | None = None) -> Card:
    """The scorecard of a workbook at a period (its own, if none is named)."""
    from xl_kpis.workbook.html import read_card

    number = None if period is None else _number(book, period)
    made = read_card(book, language(), file=file, period=number)
    if not made.now:
        days = [record["period"] for record in made.records]
        raise Problem("scorecard.no_data", file=file, period=period, first=days[0], last=days[-1])
    return made


def _number(book: Book, period: str) -> int:
    """A period by its number, by a day in it or by its name, as :mod:`.fill` takes it."""
    from xl_kpis.workbook.period_choice import NoPeriod, period_number

    try:
        return period_number(book, period)
    except NoPeriod as error:
        raise Usage("scorecard.no_period", reason=error.sentence(language())) from None


def tables(cards: list[Card]) -> list[Any]:
    """A table per workbook, with the name of its file, and what its checks say if they failed."""
    from xl_kpis.workbook.render import to_table, year_table

    found = []
    for card in cards:
        shown = card.now, language(), card.overview.currency or "USD"
        year = card.overview.year_month
        remark = _checked(card)
        found.append(to_table(*shown, narrow=is_narrow(), remark=remark, year_month=year))
        if (years := year_table(*shown)) is not None:
            found.append(years)
    return found


def _checked(card: Card) -> str:
    """What the checks of a workbook found, and where to read it; empty if it is nothing."""
    if card.findings is None or not card.findings.found:
        return ""
    from xl_kpis.workbook.figures.sentences import counted

    found = [
        counted(what, count, language())
        for what, count in (("errors", card.findings.errors), ("warnings", card.findings.warnings))
        if count
    ]
    return say("scorecard.checks", found=", ".join(found), file=card.now[0]["file"])


def _logo(file: str | None, format: str) -> Logo | None:
    """The logo in a file, for a page, paper or a picture."""
    if file is None:
        return None
    from xl_kpis.workbook.logo import LogoError, read_logo

    if format not in ("html", *ON_PAPER):
        raise Usage("scorecard.logo_where")
    try:
        return read_logo(file)
    except OSError:
        raise Problem("files.missing", file=file) from None
    except LogoError as error:
        raise Problem("scorecard.logo_refused", reason=error.sentence(language())) from None


def printed(cards: list[Card], format: str, logo: Logo | None = None) -> bytes:
    """Scorecards as a PDF or a picture."""
    from xl_kpis.workbook.paper import to_pdf, to_png

    return (to_pdf if format == "pdf" else to_png)(cards, language(), logo)


def rendered(
    cards: list[Card], format: str, *, only: bool = False, logo: Logo | None = None
) -> str:
    """Scorecards as the text of a file; ``only`` their one period, where all could be given."""
    from xl_kpis.workbook import render
    from xl_kpis.workbook.html import to_html

    if format == "table":
        return as_text(*tables(cards))
    if format == "html":
        return to_html(cards, language(), logo)
    if format == "markdown":
        from xl_kpis.workbook.markdown import to_markdown

        return to_markdown(cards, language())
    records = [record for card in cards for record in (card.now if only else card.records)]
    return render.to_json(records) if format == "json" else render.to_csv(records)


command = Command(
    "scorecard",
    callback=print_scorecards,
    params=[
        Argument(["files"], metavar="file", nargs=-1, required=True),
        Option(["--format"], words="scorecard.format", type=Choice(FORMATS)),
        Option(["--period"], words="scorecard.period", metavar="period"),
        Option(["-o", "--output"], words="scorecard.output", metavar="file"),
        Option(["--logo"], words="scorecard.logo", metavar="file"),
        force_option(),
        region_option(words="option.region.own"),
        functions_option(expose=True),
    ],
)
