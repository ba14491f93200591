"""``xl-kpis fill``: data put into a template, checked before anything is written."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xl_kpis.commands.books import template_book
from xl_kpis.commands.frame import Argument, Command, Option
from xl_kpis.commands.language import language, say
from xl_kpis.commands.problem import Problem, Usage
from xl_kpis.commands.targets import expand, may_write

if TYPE_CHECKING:
    from xl_kpis.workbook.data import Data


def fill(
    template: str, data: tuple[str, ...], settings: tuple[str, ...], output: str, force: bool
) -> int:
    path = Path(output)
    may_write(path, force)
    sources = [source for source, _ in expand(data)]
    from xl_kpis.workbook.check import check
    from xl_kpis.workbook.data import Data
    from xl_kpis.workbook.fill import FillError, recalculated
    from xl_kpis.workbook.fill import fill as fill_in
    from xl_kpis.workbook.places import Places

    with template_book(template) as book:
        pack = Places(book).pack
        found = Data()
        for source in sources:
            found.add(_read(source, pack))
        try:
            filled = fill_in(
                template,
                found,
                settings=dict(map(_setting, settings)),
                force=force,
                language=language(),
            )
        except FillError as error:
            for problem in error.problems:
                click.echo(problem, err=True)
            raise Problem("fill.refused", count=len(error.problems), file=path) from None
        for problem in filled.problems:
            click.echo(problem, err=True)
        done = recalculated(filled)
        path.parent.mkdir(parents=True, exist_ok=True)
        done.save(path)
        findings = check(done, language())
    click.echo(say("fill.done", file=path, figures=filled.figures, rows=filled.entries), err=True)
    if findings.found:
        click.echo(say("fill.check", count=len(findings.found), file=path), err=True)
    return 1 if filled.problems else 0


def _read(source: Path, pack: str) -> Data:
    """The data of a file; a file that is not what its ending says is a problem in words."""
    from xl_kpis.formula.xlsx import WorkbookError
    from xl_kpis.workbook.data import read

    try:
        return read(source, pack)
    except json.JSONDecodeError as error:
        raise Problem("fill.json", file=source, row=error.lineno, column=error.colno) from None
    except WorkbookError:
        raise
    except (ValueError, csv.Error) as error:
        raise Problem("fill.unreadable", file=source) from error


def _setting(words: str) -> tuple[str, str]:
    name, equals, value = words.partition("=")
    if not equals:
        raise Usage("fill.no_equals", words=words)
    return name.strip(), value.strip()


command = Command(
    "fill",
    callback=fill,
    params=[
        Argument(["template"], metavar="template"),
        Option(["--data"], words="fill.data", metavar="file", multiple=True, required=True),
        Option(["--setting", "settings"], words="fill.setting", metavar="named", multiple=True),
        Option(["-o", "--output"], words="fill.output", metavar="file", required=True),
        Option(["--force"], words="fill.force", is_flag=True),
    ],
)
