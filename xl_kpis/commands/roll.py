"""``xl-kpis roll``: the workbook of the year that follows, beside the old one."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from xl_kpis.commands.books import naming, write
from xl_kpis.commands.frame import Argument, Command, Option, Whole, force_option
from xl_kpis.commands.language import language, say
from xl_kpis.commands.problem import Problem, Usage
from xl_kpis.commands.targets import ending, may_write
from xl_kpis.commands.template import checked_periods
from xl_kpis.commands.terminal import echo

SHOWN = 5
"""How many of the things that could not be taken along are named."""


def roll(
    file: str,
    first: str | None,
    periods: int | None,
    all_records: bool,
    repair: bool,
    output: str | None,
    force: bool,
) -> None:
    from xl_kpis.workbook.roll import RollError
    from xl_kpis.workbook.roll import roll as rolled

    source, day = Path(file), _day(first)
    if output is not None:
        _may_write(source, Path(output), force)
    checked_periods(periods)
    with naming(file):
        try:
            made = rolled(
                source, first=day, periods=periods, all_records=all_records, repair=repair
            )
        except RollError as error:
            raise Problem("roll.refused", file=file, why=error.sentence(language())) from None
    path = Path(output) if output is not None else _beside(source, made.first, repair)
    if output is None:
        _may_write(source, path, force)
    write(path, made.file)
    _tell(path, made)


def _day(text: str | None) -> dt.date | None:
    from xl_kpis.workbook.figures.periods import order_of, parse_day

    if text is None:
        return None
    day = None if order_of(text) == "either" else parse_day(text)
    if day is None:
        raise Usage("roll.bad_day", value=text)
    return day


def _may_write(source: Path, path: Path, force: bool) -> None:
    ending(path, ".xlsx")
    if path.exists() and source.exists() and path.samefile(source):
        raise Problem("roll.itself", file=path)
    may_write(path, force)


def _beside(source: Path, first: dt.date, repair: bool) -> Path:
    """The old name with the new year: ``clients-2026`` and ``clients`` become ``clients-2027``."""
    if repair:
        word = say("roll.repaired")
        return source.with_name(f"{source.stem}-{word}.xlsx")
    stem = re.sub(r"[-_. ]*(?<!\d)(19|20)\d\d$", "", source.stem)
    between = source.stem[len(stem) : -4] or "-"
    return source.with_name(f"{stem}{between if stem else ''}{first.year}.xlsx")


def _tell(path: Path, made: Any) -> None:
    from xl_kpis.workbook.figures.names import words
    from xl_kpis.workbook.figures.sentences import counted, plain_number

    def count(what: str, number: int) -> str:
        return counted(what, number, language())

    periods = count("periods", made.periods)
    echo(say("roll.done", file=path, periods=periods, first=made.first.isoformat()), err=True)
    taken = [
        count(what, number)
        for what, number in (("figures", made.figures), ("log_rows", made.records))
        if number
    ]
    if taken:
        echo(say("roll.taken", what=", ".join(taken)), err=True)
    for measure, value in made.carried:
        name = words(f"measure.{measure}.label", language())
        echo(say("roll.carried", name=name, value=plain_number(value, language())), err=True)
    if made.left:
        echo(say("roll.left", rows=count("log_rows", made.left)), err=True)
    for what in made.lost[:SHOWN]:
        echo(say("roll.lost", what=what), err=True)
    if len(made.lost) > SHOWN:
        echo(say("roll.lost_more", count=len(made.lost) - SHOWN), err=True)


command = Command(
    "roll",
    callback=roll,
    params=[
        Argument(["file"], metavar="workbook"),
        Option(["--from", "first"], words="roll.from", metavar="period"),
        Option(["--periods"], words="template.periods", metavar="count", type=Whole()),
        Option(["--all-records"], words="roll.all_records", is_flag=True),
        Option(["--repair"], words="roll.repair", is_flag=True),
        Option(["-o", "--output"], words="roll.output", metavar="file"),
        force_option(),
    ],
)
