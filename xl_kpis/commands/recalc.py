"""``xl-kpis recalc``: workbooks calculated without a spreadsheet program, one or thousands."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_kpis.commands.fleet import apart, each
from xl_kpis.commands.frame import Argument, Choice, Command, Option, Whole, force_option
from xl_kpis.commands.language import language, say
from xl_kpis.commands.problem import Problem, about, sentence, trace
from xl_kpis.commands.records import Progress, Records, flat
from xl_kpis.commands.targets import Target, targets
from xl_kpis.commands.terminal import echo, table

if TYPE_CHECKING:
    from xl_kpis.formula.fleet import Recalculated

FORMATS = ("table", "json", "ndjson", "csv")
Record = dict[str, Any]


def recalc(
    files: tuple[str, ...],
    output: str | None,
    out_dir: str | None,
    in_place: bool,
    jobs: int | None,
    format: str,
    force: bool,
) -> int:
    todo = targets(files, output, out_dir, in_place, force)
    with Progress(len(todo)) as progress, Records(format, COLUMNS, _table) as records:
        for record in _all(todo, jobs or os.cpu_count() or 1):
            records.add(record)
            for line in remarks(record):
                progress.remark(line)
            progress.advance()
    failed = sum(record["status"] == "failed" for record in records.seen)
    if format == "table" and len(todo) == 1 and not failed:
        echo(_line(records.seen[0]))
    if len(todo) > 1:
        echo(say("recalc.summary", count=len(todo), failed=failed), err=True)
    return 1 if failed else 0


def _all(todo: list[Target], jobs: int) -> Iterator[Record]:
    ready = [target for target in todo if target.problem is None]
    for target in todo:
        if target.problem is not None:
            yield _failed(target, target.problem)
    again: list[Target] = []
    for chunk, records in each(several, _chunks(ready, jobs), jobs, lambda chunk: (chunk, None)):
        if records is None:
            again += chunk
        else:
            yield from records
    if again:  # of several files whose process died only those that are the reason are lost
        tasks = [(target,) for target in again]
        for chunk, records in apart(several, tasks, jobs, lambda chunk: (chunk, None)):
            yield from records or [_failed(target, Problem("recalc.lost")) for target in chunk]


def _chunks(ready: list[Target], jobs: int) -> list[tuple[Target, ...]]:
    """Files to be taken together: large ones alone and first, so that no process is left with one
    at the end; small ones as they come, since neighbours are likely to be of one template."""
    sizes = {target: _size(target.source) for target in ready}
    large = sorted((t for t in ready if sizes[t] > LARGE), key=sizes.__getitem__, reverse=True)
    small = [target for target in ready if sizes[target] <= LARGE]
    count = min(MOST, -(-len(small) // (2 * jobs))) or 1
    chunks = [tuple(small[i : i + count]) for i in range(0, len(small), count)]
    return [*((target,) for target in large), *chunks]


LARGE = 2_000_000
"""Bytes from which on a file is a task of its own."""
MOST = 64
"""Files in a task at most."""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def several(targets: tuple[Target, ...]) -> tuple[tuple[Target, ...], list[Record] | None]:
    """Recalculate some workbooks; never raises but when interrupted."""
    from xl_kpis import recalculate_files

    done = recalculate_files((target.source, target.output) for target in targets)
    return targets, [_record(*each) for each in zip(targets, done, strict=True)]


def _record(target: Target, done: Recalculated) -> Record:
    report, written = done.report, done.written
    if report is None or written is None:
        assert done.problem is not None
        trace(done.problem)
        return _failed(target, done.problem)
    warnings = [warning.sentence(language()) for warning in report.warnings]
    if written.signature_broken:
        warnings.append(say("recalc.signature"))
    return {
        "file": str(target.source),
        "output": str(target.output),
        "status": "ok",
        "formulas": report.formulas,
        "errors": report.errors,
        "unsupported": report.unsupported,
        "cycles": report.cycles,
        "warnings": warnings,
        "seconds": round(report.seconds, 4),
        "reason": None,
    }


def _failed(target: Target, error: Exception) -> Record:
    return {
        "file": str(target.source),
        "output": None,
        "status": "failed",
        "formulas": 0,
        "errors": {},
        "unsupported": {},
        "cycles": [],
        "warnings": [],
        "seconds": 0.0,
        "reason": sentence(error),
    }


COLUMNS = tuple(_failed(Target(Path(), Path()), Problem("recalc.lost")))


def _line(record: Record) -> str:
    """What was done to a single file."""
    id = "recalc.done_errors" if record["errors"] else "recalc.done"
    return say(
        id,
        file=record["output"],
        formulas=record["formulas"],
        seconds=f"{record['seconds']:.2f}",
        errors=flat(record["errors"]),
    )


def _table(records: list[Record]) -> Any:
    heads = [say(f"recalc.head.{h}") for h in ("file", "status", "formulas", "errors", "seconds")]
    shown = table(*heads, right=(2, 4))
    for record in records:
        done = record["status"] == "ok"
        shown.add_row(
            record["file"],
            say("recalc.ok" if done else "recalc.failed"),
            str(record["formulas"]) if done else "",
            flat(record["errors"]),
            f"{record['seconds']:.3f}" if done else "",
        )
    return shown


def remarks(record: Record) -> Iterator[str]:
    """What a person should know about a file, in sentences."""
    file = record["file"]
    if record["reason"]:
        yield about(file, record["reason"])
    for name, cells in record["unsupported"].items():
        yield say("recalc.unsupported", file=file, name=name, cells=_few(cells))
    for cycle in record["cycles"]:
        yield say("recalc.cycle", file=file, cells=" → ".join([*cycle, cycle[0]]))
    for warning in record["warnings"]:
        yield say("recalc.warning", file=file, warning=warning)


def _few(cells: list[str]) -> str:
    return ", ".join(cells[:3]) + (" …" if len(cells) > 3 else "")


command = Command(
    "recalc",
    callback=recalc,
    params=[
        Argument(["files"], metavar="file", nargs=-1, required=True),
        Option(["-o", "--output"], words="recalc.output", metavar="file"),
        Option(["--out-dir"], words="recalc.out_dir", metavar="folder"),
        Option(["--in-place"], words="recalc.in_place", is_flag=True),
        Option(["--jobs"], words="recalc.jobs", type=Whole(), metavar="count"),
        Option(
            ["--format"],
            words="recalc.format",
            type=Choice(FORMATS),
            default="table",
        ),
        force_option(),
    ],
)
