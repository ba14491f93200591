"""``xl-kpis check``: what a workbook's checks find, in words."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from xl_kpis.commands.books import template_book
from xl_kpis.commands.frame import (
    Argument,
    Choice,
    Command,
    Option,
    functions_option,
    region_option,
)
from xl_kpis.commands.language import language, say
from xl_kpis.commands.problem import about, sentence, trace
from xl_kpis.commands.targets import workbooks
from xl_kpis.commands.terminal import echo, echo_data, in_json, show, table

if TYPE_CHECKING:
    from xl_kpis.workbook.check import Finding, Findings


def print_checks(files: tuple[str, ...], format: str, region: str | None) -> int:
    from xl_kpis.workbook.check import check

    found: list[tuple[str, Findings]] = []
    failed = 0
    for path, *_ in workbooks(files):
        try:
            with template_book(path, region) as book:
                found.append((str(path), check(book, language())))
        except Exception as error:
            trace(error)
            echo(about(str(path), sentence(error)), err=True)
            failed += 1
    found.sort(key=lambda pair: (-pair[1].errors, -pair[1].warnings))
    if format == "json":
        records = [
            {"file": file, **asdict(finding)}
            for file, findings in found
            for finding in worst_first(findings)
        ]
        echo_data(in_json(records, indent=2))
    else:
        for file, findings in found:
            _print_table(findings, file if len(found) > 1 else "")
    for file, findings in found:
        _summary(file, findings)
    return 1 if failed or any(findings.errors for _, findings in found) else 0


def worst_first(findings: Findings) -> list[Finding]:
    """Errors before warnings, what is found most often first."""
    return sorted(findings.found, key=lambda f: (f.severity != "error", -f.count))


def _summary(file: str, findings: Findings) -> None:
    from xl_kpis.workbook.figures.sentences import counted

    parts = [
        counted(what, count, language())
        for what, count in (
            ("checks", findings.checked),
            ("errors", findings.errors),
            ("warnings", findings.warnings),
        )
    ]
    id = "check.summary_empty" if findings.empty else "check.summary"
    echo(say(id, file=file, found=", ".join(parts)), err=True)


def _words(found: Finding) -> str:
    """What is wrong, what stands there, and what to do, a line each."""
    from xl_kpis.workbook.texts import words

    lines = [words("pair", language(), first=found.subject, second=found.message)]
    if found.found:
        lines.append(say("check.found", found=found.found))
    if found.remedy:
        lines.append(say("check.remedy", remedy=found.remedy))
    return "\n".join(lines)


def _print_table(findings: Findings, title: str) -> None:
    if not findings.found:
        return
    heads = ("severity", "where", "message", "count", "period")
    shown = table(*(say(f"check.head.{head}") for head in heads), right=(3,))
    if title:
        shown.title, shown.title_justify = title, "left"
    for found in worst_first(findings):
        severity = say(f"check.{found.severity}")
        shown.add_row(severity, found.where, _words(found), str(found.count), found.period)
    show(shown)


command = Command(
    "check",
    callback=print_checks,
    params=[
        Argument(["files"], metavar="file", nargs=-1, required=True),
        Option(["--format"], words="check.format", type=Choice(("table", "json")), default="table"),
        region_option(words="option.region.own"),
        functions_option(),
    ],
)
