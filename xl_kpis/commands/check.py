"""``xl-kpis check``: what a workbook's checks find, in words."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from xl_kpis.commands.books import template_book
from xl_kpis.commands.frame import Argument, Choice, Command, Option
from xl_kpis.commands.language import language, say
from xl_kpis.commands.terminal import show, table

if TYPE_CHECKING:
    from xl_kpis.workbook.check import Findings


def print_checks(file: str, format: str) -> int:
    from xl_kpis.workbook.check import check

    with template_book(file) as book:
        findings = check(book, language())
    if format == "json":
        records = [{"file": file, **asdict(finding)} for finding in findings.found]
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
    else:
        _print_table(findings)
    click.echo(
        say(
            "check.summary",
            checked=findings.checked,
            errors=findings.errors,
            warnings=findings.warnings,
        ),
        err=True,
    )
    return 1 if findings.errors else 0


def _print_table(findings: Findings) -> None:
    if not findings.found:
        return
    heads = ("severity", "subject", "message", "count", "period", "where")
    shown = table(*(say(f"check.head.{head}") for head in heads), right=(3,))
    for found in findings.found:
        severity = say(f"check.{found.severity}")
        shown.add_row(
            severity, found.subject, found.message, str(found.count), found.period, found.where
        )
    show(shown)


command = Command(
    "check",
    callback=print_checks,
    params=[
        Argument(["file"], metavar="file"),
        Option(["--format"], words="check.format", type=Choice(("table", "json")), default="table"),
    ],
)
