"""``xl-kpis portfolio``: many clients' workbooks as one table."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from xl_kpis.commands.books import template_book, write
from xl_kpis.commands.fleet import each, with_reason
from xl_kpis.commands.frame import Argument, Command, Option, force_option, region_option
from xl_kpis.commands.language import language, say
from xl_kpis.commands.problem import Problem, about, sentence, trace
from xl_kpis.commands.records import Progress
from xl_kpis.commands.table_files import csv, parquet
from xl_kpis.commands.targets import ending, may_write, workbooks
from xl_kpis.commands.terminal import echo

if TYPE_CHECKING:
    import pandas as pd

    from xl_kpis.workbook.portfolio.reading import ClientEntry

PARQUET = ".parquet"


def write_portfolio(
    files: tuple[str, ...],
    by: tuple[str, ...],
    period: str | None,
    output: str,
    force: bool,
    region: str | None,
) -> int:
    path = Path(output)
    ending(path, ".csv", PARQUET)
    may_write(path, force)
    names = [str(file) for file, *_ in workbooks(files)]
    found: dict[str, ClientEntry | Exception] = {}
    left = 0
    with Progress(len(names)) as progress:
        work = partial(_entry_of, by=by, period=period, region=region)
        for name, entry in each(work, names, os.cpu_count() or 1, with_reason):
            found[name] = entry
            if _is_strange(entry):
                left += 1
            elif isinstance(entry, Exception):
                progress.remark(about(name, sentence(entry)))
            progress.advance()
    entries = [made for name in names if not isinstance(made := found[name], Exception)]
    filled = [entry for entry in entries if entry.is_filled]
    left += len(entries) - len(filled)
    failed = len(names) - len(filled) - left
    if not filled:
        raise Problem("portfolio.none")

    from xl_kpis.workbook.portfolio.reading import take_in_packs
    from xl_kpis.workbook.portfolio.standing import frame, rows

    take_in_packs(filled)
    table = frame(rows(filled, by, language()), by)
    write(path, _written(table, by, path.suffix.lower()))
    echo(say("files.written", file=path), err=True)
    there = int(table["value"].notna().sum())
    counts = {"clients": len(filled), "there": there, "lacking": len(table) - there}
    echo(say("portfolio.done", **counts, left=left, failed=failed), err=True)
    return 1 if failed else 0


def _entry_of(
    file: str, by: tuple[str, ...], period: str | None, region: str | None
) -> tuple[str, ClientEntry | Exception]:
    """A file and what it gives, or why it gives nothing."""
    from xl_kpis.workbook.portfolio.reading import read_entry

    try:
        with template_book(file, region) as book:
            return file, read_entry(book, file, language(), by, period)
    except Exception as error:
        trace(error)
        return file, error


def _is_strange(entry: ClientEntry | Exception) -> bool:
    """Whether a file is a workbook of somebody else."""
    return isinstance(entry, Problem) and entry.id == "books.no_template"


def _written(table: pd.DataFrame, by: tuple[str, ...], kind: str) -> bytes:
    if kind == PARQUET:
        return parquet(table)
    return csv(table, ("client", *by, "name", "currency", "reason"), paths=("file",))


command = Command(
    "portfolio",
    callback=write_portfolio,
    params=[
        Argument(["files"], metavar="file", nargs=-1, required=True),
        Option(["--by"], words="portfolio.by", metavar="group", multiple=True),
        Option(["--period"], words="scorecard.period", metavar="period"),
        Option(["-o", "--output"], words="portfolio.output", metavar="file", required=True),
        force_option(),
        region_option(words="option.region.own"),
    ],
)
