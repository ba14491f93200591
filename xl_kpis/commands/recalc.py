"""``xl-kpis recalc``: workbooks calculated without a spreadsheet program, one or thousands."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from xl_kpis.commands.frame import (
    Argument,
    Choice,
    Command,
    Option,
    Whole,
    force_option,
    functions_option,
    region_option,
)
from xl_kpis.commands.language import language, say
from xl_kpis.commands.manifest import NAME, Manifest, fingerprint, manifest_at
from xl_kpis.commands.problem import Problem, Usage, about, sentence, trace
from xl_kpis.commands.records import Progress, Records
from xl_kpis.commands.targets import (
    Target,
    may_write,
    shown,
    targets,
    where,
    workbook_ending,
)
from xl_kpis.commands.terminal import echo, table
from xl_kpis.formula.values.region import EN_US
from xl_kpis.languages.conventions import conventions

Record = dict[str, Any]

if TYPE_CHECKING:
    from xl_kpis.formula.fleet import Recalculated
    from xl_kpis.formula.xlsx.package.places import Fingerprint

    Done = tuple[Target, Record, tuple[Fingerprint | None, Fingerprint | None]]
    """A file, what became of it, and the versions read and written, where asked for."""

FORMATS = ("table", "json", "ndjson", "csv")


def recalc(
    files: tuple[str, ...],
    output: str | None,
    out_dir: str | None,
    in_place: bool,
    jobs: int | None,
    format: str,
    force: bool,
    timeout: int | None,
    memory: int | None,
    resume: bool,
    manifest: str | None,
    scheduler: str | None,
    functions: tuple[str, ...],
    region: str | None,
) -> int:
    region = region or EN_US.tag
    budget = Allowance(timeout, None if memory is None else memory << 20)
    if STREAM in (*files, output):
        return _streamed(files, output, out_dir, in_place, force, budget, region)
    todo = targets(files, output, out_dir, in_place, force)
    done = _manifest(todo, out_dir, manifest, resume)
    if done is not None:
        todo = _left(todo, done, resume, force)
    how = Recalculation(jobs or os.cpu_count() or 1, scheduler, functions, budget, region)
    with (
        Progress(len(todo)) as progress,
        Records(format, COLUMNS, _table) as records,
        nullcontext() if done is None else done,
    ):
        for target, record, versions in _all(todo, how, done is not None):
            if done is not None:
                done.add(target, record, *versions)
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


STREAM = "-"
"""Stands for stdin as a source, for stdout as an output."""


class Allowance(NamedTuple):
    """What the calculation of one file may take."""

    timeout: int | None
    """Seconds."""
    memory: int | None
    """Bytes."""

    @property
    def is_bounded(self) -> bool:
        return self.timeout is not None or self.memory is not None


class Recalculation(NamedTuple):
    """How files are recalculated, and by whom."""

    jobs: int
    scheduler: str | None
    functions: tuple[str, ...]
    budget: Allowance
    region: str

    def processes(self, files: int) -> int | None:
        """How many processes share the work; None if another would not be faster, and need not be
        killed."""
        if self.scheduler is not None or self.budget.is_bounded:
            return self.jobs
        return None if min(self.jobs, files) < 2 else self.jobs


def _manifest(
    todo: list[Target], out_dir: str | None, named: str | None, resume: bool
) -> Manifest | None:
    """Where it is written down what is done, if it is."""
    if named is not None:
        return manifest_at(where(named))
    if out_dir is not None and (resume or len(todo) > 1):
        return manifest_at(where(out_dir) / NAME)
    if resume:
        raise Usage("recalc.no_manifest")
    return None


def _left(todo: list[Target], done: Manifest, resume: bool, force: bool) -> list[Target]:
    """What is to be done, and said so in the manifest."""
    if not resume or not done.lines:
        finished = 0 if force else sum(done.is_done(target) for target in todo)
        if finished:
            found = {"manifest": done.path, "done": finished, "count": len(todo)}
            raise Problem("recalc.begun", **found)
        done.begin(todo, anew=True)
        return todo
    left = [
        target._replace(problem=None) if _is_there(target) and done.is_ours(target) else target
        for target in todo
        if not done.is_done(target)
    ]
    echo(say("recalc.resumed", done=len(todo) - len(left), count=len(todo)), err=True)
    done.begin(left, anew=False)
    return left


def _is_there(target: Target) -> bool:
    return target.problem is not None and target.problem.id == "files.exists"


def _streamed(
    files: tuple[str, ...],
    output: str | None,
    out_dir: str | None,
    in_place: bool,
    force: bool,
    budget: Allowance,
    region: str,
) -> int:
    """One workbook from stdin, or to stdout; all that is said goes to stderr."""
    from xl_kpis import load
    from xl_kpis.formula.fleet import Recalculated
    from xl_kpis.formula.xlsx import Written

    if len(files) > 1 or out_dir is not None or in_place:
        raise Usage("recalc.one_stream")
    to = output or STREAM
    if to != STREAM:
        may_write(where(to), force)
        workbook_ending(where(to))
    (source,) = files
    book = load(sys.stdin.buffer if source == STREAM else source, region=region)
    report = book.recalculate(**budget._asdict())
    if to == STREAM:
        sys.stdout.buffer.write(book.to_bytes())
        sys.stdout.buffer.flush()
        written = Written([], report.formulas, False)
    else:
        written = book.save(to)
    target = Target(where(source), where(to))
    record = _record(target, Recalculated(target.source, target.output, report, written))
    for line in (*remarks(record), _line(record)):
        echo(line, err=True)
    return 0


def _all(todo: list[Target], how: Recalculation, asked: bool) -> Iterator[Done]:
    """Recalculate files; ``asked`` whether anybody wants to know which versions of them."""
    from xl_kpis import recalculate_files

    for target in todo:
        if target.problem is not None:
            yield target, _failed(target, target.problem), (None, None)
    ready = _in_order([target for target in todo if target.problem is None])
    read: dict[int, Fingerprint | None] = {}
    done = recalculate_files(
        _Pairs(ready, read if asked else None),
        jobs=how.processes(len(ready)),
        scheduler=how.scheduler,
        ordered=False,
        functions=how.functions,
        region=how.region,
        **how.budget._asdict(),
    )
    for item in done:
        target = ready[item.number]
        record = _record(target, item)
        written = None
        if asked and item.problem is None:
            written = item.version or fingerprint(target.output)
        yield target, record, (read.pop(item.number, None), written)


class _Pairs:
    """Files with where they go to, each looked at just before it is given out."""

    def __init__(self, ready: list[Target], read: dict[int, Fingerprint | None] | None) -> None:
        self.ready, self.read = ready, read

    def __len__(self) -> int:
        return len(self.ready)

    def __iter__(self) -> Iterator[tuple[Path, Path]]:
        for number, target in enumerate(self.ready):
            if self.read is not None:
                self.read[number] = target.read or fingerprint(target.source)
            yield target.source, target.output


def _in_order(ready: list[Target]) -> list[Target]:
    """Large files first, so that none is left with one at the end; small ones as they come, since
    neighbours are likely to be of one template."""
    sizes = {target: _size(target) for target in ready}
    return sorted(ready, key=lambda target: -sizes[target] if sizes[target] > LARGE else 0)


LARGE = 2_000_000
"""Bytes from which on a file is better begun early."""


def _size(target: Target) -> int:
    if target.read is not None:
        return target.read[0]
    try:
        return target.source.stat().st_size
    except OSError:
        return 0


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
        "file": target.name,
        "output": shown(target.output),
        "status": "ok",
        "formulas": report.formulas,
        "errors": report.errors,
        "errors_before": report.errors_before,
        "unsupported": report.unsupported,
        "cycles": report.cycles,
        "warnings": warnings,
        "seconds": round(report.seconds, 4),
        "region": report.region,
        "region_by": report.region_by,
        "reason": None,
    }


def _failed(target: Target, error: Exception) -> Record:
    return {
        "file": target.name,
        "output": None,
        "status": "failed",
        "formulas": 0,
        "errors": {},
        "errors_before": {},
        "unsupported": {},
        "cycles": [],
        "warnings": [],
        "seconds": 0.0,
        "region": None,
        "region_by": None,
        "reason": sentence(error),
    }


COLUMNS = tuple(_failed(Target(Path(), Path()), Problem("files.none")))


def _number(value: float, decimals: int) -> str:
    return conventions(language()).number(value, decimals)


def _line(record: Record) -> str:
    """What was done to a single file."""
    id = "recalc.done_errors" if record["errors"] else "recalc.done"
    return say(
        id,
        file=record["output"],
        formulas=_number(record["formulas"], 0),
        seconds=_number(record["seconds"], 2),
        errors=_errors(record),
    )


def _errors(record: Record) -> str:
    """How many cells hold each error anew, and how many held it before."""
    said = []
    for code, count in record["errors"].items():
        same = record["errors_before"].get(code, 0)
        if new := count - same:
            said.append(f"{code} {_number(new, 0)}")
        if same:
            said.append(say("recalc.before", error=code, count=_number(same, 0)))
    return conventions(language()).semicolon.join(said)


def _table(records: list[Record]) -> Any:
    heads = [say(f"recalc.head.{h}") for h in ("file", "status", "formulas", "errors", "seconds")]
    shown = table(*heads, right=(2, 4))
    for record in records:
        done = record["status"] == "ok"
        shown.add_row(
            record["file"],
            say("recalc.ok" if done else "recalc.failed"),
            _number(record["formulas"], 0) if done else "",
            _errors(record),
            _number(record["seconds"], 3) if done else "",
        )
    return shown


def remarks(record: Record) -> Iterator[str]:
    """What a person should know about a file, in sentences."""
    file = record["file"]
    if record["reason"]:
        yield about(file, record["reason"])
    if record["region_by"] in ("values", "hints", "nothing"):
        yield say(f"recalc.region.{record['region_by']}", file=file, region=record["region"])
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
        Option(["--timeout"], words="recalc.timeout", type=Whole(), metavar="seconds"),
        Option(["--memory"], words="recalc.memory", type=Whole(), metavar="mib"),
        Option(["--resume"], words="recalc.resume", is_flag=True),
        Option(["--manifest"], words="recalc.manifest", metavar="file"),
        Option(["--jobs"], words="recalc.jobs", type=Whole(), metavar="count"),
        Option(["--scheduler"], words="recalc.scheduler", metavar="address"),
        Option(
            ["--format"],
            words="recalc.format",
            type=Choice(FORMATS),
            default="table",
        ),
        force_option(),
        region_option(),
        functions_option(expose=True),
    ],
)
