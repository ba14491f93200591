"""Figures into a workbook, for ``fill`` and ``import``: read, asked about, told, written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xl_kpis.commands.books import template_book, write
from xl_kpis.commands.frame import Choice, Option
from xl_kpis.commands.language import language, say
from xl_kpis.commands.problem import Problem, Usage
from xl_kpis.commands.targets import expand, may_write
from xl_kpis.commands.terminal import echo, show, table

if TYPE_CHECKING:
    from xl_kpis.workbook.data import Data
    from xl_kpis.workbook.figures.model import Remark
    from xl_kpis.workbook.figures.options import Options
    from xl_kpis.workbook.fill import Filled

PREVIEWED = 10
"""How many records of a log a dry run shows."""

READING = [
    Option(["--preset"], words="figures.preset", metavar="preset"),
    Option(["--map", "columns"], words="figures.map", metavar="mapping", multiple=True),
    Option(["--status", "statuses"], words="figures.status", metavar="meaning", multiple=True),
    Option(["--where"], words="figures.where", metavar="filter", multiple=True),
    Option(["--unless"], words="figures.unless", metavar="filter", multiple=True),
    Option(["--log"], words="figures.log", metavar="log"),
    Option(["--dates"], words="figures.dates", type=Choice(("dmy", "mdy"))),
    Option(["--decimal"], words="figures.decimal", type=Choice(("point", "comma"))),
    Option(["--spread"], words="figures.spread", is_flag=True),
    Option(["--setting", "settings"], words="fill.setting", metavar="named", multiple=True),
    Option(["--replace"], words="figures.replace", is_flag=True),
    Option(["--leave-out", "leave_out"], words="figures.leave_out", is_flag=True),
    Option(["--save-preset", "save_preset"], words="figures.save_preset", metavar="file"),
    Option(["--dry-run", "dry_run"], words="figures.dry_run", is_flag=True),
]
"""Options that say how to read figures and what to do with them."""


@dataclass(frozen=True)
class Job:
    """A command line: figures from ``sources`` into ``template``, written to ``output``."""

    template: str
    sources: tuple[str, ...]
    output: Path
    settings: dict[str, str]
    options: Options
    replace: bool = False
    leave_out: bool = False
    dry_run: bool = False
    save_preset: str | None = None


def job(template: str, sources: tuple[str, ...], output: Path, **given: Any) -> Job:
    """The job that the options of :data:`READING` describe."""
    from xl_kpis.workbook.figures.options import Options

    options = Options(
        dates=given["dates"] or "",
        decimal=given["decimal"] or "",
        log=given["log"] or "",
        columns=_pairs("--map", given["columns"]),
        statuses=_pairs("--status", given["statuses"]),
        where=_pairs("--where", given["where"]),
        unless=_pairs("--unless", given["unless"]),
        preset=_preset(given["preset"]) if given["preset"] else None,
        spread=given["spread"],
    )
    kept = {key: given[key] for key in ("replace", "leave_out", "dry_run", "save_preset")}
    return Job(template, sources, output, _pairs("--setting", given["settings"]), options, **kept)


def _pairs(option: str, words: Sequence[str]) -> dict[str, str]:
    """``NAME=VALUE``; the last equals sign counts, since headings may have one, too."""
    found = {}
    for word in words:
        name, equals, value = word.rpartition("=")
        if not equals:
            raise Usage("figures.no_equals", option=option, words=word)
        found[name.strip()] = value.strip()
    return found


def _preset(name: str) -> Any:
    from xl_kpis.workbook.figures.presets import SHIPPED, PresetError, load

    try:
        return load(name)
    except FileNotFoundError:
        raise Usage("figures.no_preset", name=name, known=", ".join(SHIPPED)) from None
    except PresetError as error:
        raise Problem("figures.bad_preset", file=error.file, key=error.key) from None


def put(job: Job, region: str | None = None) -> int:
    """Do it; the exit code."""
    from xl_kpis.workbook.check import check
    from xl_kpis.workbook.fill import recalculated

    with template_book(job.template) as book:
        from xl_kpis.workbook.places import Places

        filled, options = _filled(job, Places(book).pack)
        _tell([(p.id, str(p)) for p in filled.problems])
        _tell([(p.id, str(p)) for p in filled.notes])
        if job.save_preset:
            _save_preset(job, options, filled)
        if not (filled.cells or any(note.id == "already" for note in filled.notes)):
            raise Problem("figures.nothing", files=", ".join(job.sources))
        if job.dry_run:
            _preview(filled)
            echo(say("figures.dry", **_counts(filled), file=job.output), err=True)
            return 1 if filled.problems else 0
        done = recalculated(filled, region)
        write(job.output, done.to_bytes())
        findings = check(done, language())
    echo(say("figures.done", **_counts(filled), file=job.output), err=True)
    if findings.found:
        what = say("figures.check_one" if len(findings.found) == 1 else "figures.check",
                   count=len(findings.found), file=job.output)  # fmt: skip
        echo(what, err=True)
    return 1 if filled.problems else 0


def _counts(filled: Filled) -> dict[str, str]:
    from xl_kpis.workbook.figures.sentences import counted

    rows = counted("log_rows", filled.entries, language())
    if filled.targets:
        rows += ", " + counted("plan_cells", filled.targets, language())
    return {"figures": counted("figures", filled.figures, language()), "rows": rows}


def _tell(lines: list[tuple[str, str]]) -> None:
    from xl_kpis.workbook.figures.sentences import capped

    for line in capped(lines, language()):
        echo(line, err=True)


# ---- reading, and asking --------------------------------------------------------------------


def _filled(job: Job, pack: str) -> tuple[Filled, Options]:
    """The filled workbook; what nobody can tell is asked, if somebody is there to ask."""
    from xl_kpis.workbook.fill import FillError, fill

    options = job.options
    while True:
        try:
            filled = fill(
                job.template,
                _read(job.sources, pack, options),
                settings=job.settings,
                leave_out=job.leave_out,
                replace=job.replace,
                options=options,
                language=language(),
            )
            return filled, options
        except FillError as error:
            asked = _ask(error.remarks, options) if _can_ask() else None
            if asked is None:
                _tell([(p.id, str(p)) for p in error.problems])
                count = len(error.problems)
                id = "figures.refused_one" if count == 1 else "figures.refused"
                raise Problem(id, count=count, file=job.output) from None
            options = asked


def _read(sources: Sequence[str], pack: str, options: Options) -> Data:
    """The data of all sources. In a folder, files that hold no figures are left out."""
    from xl_kpis.workbook.data import Data, read

    data = Data()
    for source in sources:
        if Path(source).is_dir():
            expand([source])
            data.add(read(source, pack, options))
            continue
        for path, *_ in expand([source]):
            data.add(read(path, pack, options))
    return data


def _can_ask() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _ask(remarks: Sequence[Remark], options: Options) -> Options | None:
    """Options with what a person answered; None where there is nothing to ask."""
    answers: dict[str, Callable[[Remark, Options], Options]] = {
        "dates_unsure": lambda r, o: replace(o, dates=_choose(r, ("dmy", "mdy"))),
        "decimal_unsure": lambda r, o: replace(o, decimal=_choose(r, ("point", "comma"))),
        "log_unsure": lambda r, o: replace(o, log=_choose(r, _titles(r.values["logs"]))),
        "status": _ask_status,
    }
    for remark in remarks:
        if remark.id in answers:
            return answers[remark.id](remark, options)
    return None


def _titles(logs: Sequence[tuple[str, str]]) -> list[str]:
    """What some logs are called, in small letters."""
    from xl_kpis.workbook.figures.names import words

    return [words(id, language()).casefold() for id, _ in logs]


def _ask_status(remark: Remark, options: Options) -> Options:
    known = [say(f"figures.{meaning}") for meaning in ("held", "missed", "ignored")]
    meaning = _choose(remark, known)
    statuses = {**options.statuses, str(remark.values["value"]): meaning}
    return replace(options, statuses=statuses)


def _choose(remark: Remark, choices: Sequence[str]) -> str:
    """One of some words, asked until it is one of them."""
    from xl_kpis.workbook.figures.sentences import at, sentence

    echo(at(remark.place, sentence(remark, language())), err=True)
    while True:
        said = click.prompt(say("figures.ask", choices=" / ".join(choices)), err=True)
        if said.strip().casefold() in choices:
            return str(said).strip().casefold()


# ---- dry runs and presets -------------------------------------------------------------------


def _preview(filled: Filled) -> None:
    """What would go where."""
    from xl_kpis.workbook.figures.names import words

    preview = filled.preview
    if preview.figures:
        heads, *rows = preview.figure_rows(language())
        shown = table(*heads, right=tuple(range(1, len(heads))))
        for row in rows:
            shown.add_row(*row)
        show(shown)
    for found in dict.fromkeys(log for log, _ in preview.records):
        count = sum(g is found for g, _ in preview.records)
        heads, *rows = preview.record_rows(found, language(), PREVIEWED)
        shown = table(*heads)
        shown.title = words(found.text_id, language())
        shown.title_justify = "left"
        for row in rows:
            shown.add_row(*row)
        if count > PREVIEWED:
            shown.add_row("…")
        show(shown)


def _save_preset(job: Job, options: Options, filled: Filled) -> None:
    """Keep what was said about an export, for the next one."""
    from xl_kpis.workbook.figures.names import Labels
    from xl_kpis.workbook.figures.options import is_less
    from xl_kpis.workbook.figures.presets import written

    path = Path(str(job.save_preset))
    may_write(path, False)
    first = next(iter(filled.data.tables), None)
    with template_book(job.template) as book:
        from xl_kpis.workbook.places import Places

        labels = Labels(Places(book).pack)
    matches = {name: labels.match(what).measure for name, what in options.columns.items()}
    text = written(
        path.stem,
        tuple(first.columns.values()) if first else (),
        first.log if first else "",
        first.columns if first else {},
        options.statuses,
        options.where,
        options.unless,
        options.dates,
        options.decimal,
        {name: measure.id for name, measure in matches.items() if measure is not None},
        options.scale_of(first.columns.get("rating", "")) if first else None,
        [name for name, what in options.columns.items() if is_less(what)],
    )
    if not job.dry_run:
        write(path, text.encode())
        echo(say("files.written", file=path), err=True)
    else:
        echo(text)
