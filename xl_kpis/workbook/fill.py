"""Filling a workbook: everything checked first, then only the cells filled are touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xl_kpis.errors import XlKpisError
from xl_kpis.formula.book import Book
from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook.data import Data, Options, read
from xl_kpis.workbook.figures.model import Place, Remark
from xl_kpis.workbook.figures.numbers import agree
from xl_kpis.workbook.figures.sentences import at, sentence
from xl_kpis.workbook.figures.told import near
from xl_kpis.workbook.filling.figures import fill_figures
from xl_kpis.workbook.filling.job import Job
from xl_kpis.workbook.filling.logs import fill_logs, switch
from xl_kpis.workbook.filling.preview import Preview
from xl_kpis.workbook.filling.settings import fill_settings
from xl_kpis.workbook.filling.targets import fill_targets
from xl_kpis.workbook.places import in_region


@dataclass(frozen=True)
class Problem:
    """Something that cannot be filled in as it is, or something to know; ``id`` is its kind."""

    place: Place
    message: str
    id: str = ""

    def __str__(self) -> str:
        return at(self.place, self.message)


class FillError(XlKpisError, ValueError):
    """The data cannot be filled in; ``problems`` says why, all at once."""

    def __init__(self, problems: list[Problem], remarks: list[Remark] | None = None) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
        self.remarks = remarks or []
        """The same, with the values they are about."""


@dataclass
class Filled:
    """The filled workbook, and what was done."""

    file: bytes
    cells: int
    figures: int
    entries: int
    targets: int = 0
    """How many targets, owners, steps, days and comments were set."""
    problems: list[Problem] = field(default_factory=list)
    """What was left out because of ``leave_out``."""
    notes: list[Problem] = field(default_factory=list)
    """What was taken for what, and what was left out as it should be."""
    preview: Preview = field(default_factory=Preview)
    """What went where."""
    data: Data = field(default_factory=Data)
    """What was read."""


def fill(
    template: str | Path | bytes,
    data: Any,
    *,
    settings: Mapping[str, Any] | None = None,
    leave_out: bool = False,
    replace: bool = False,
    options: Options | None = None,
    language: str | None = None,
) -> Filled:
    """A template, or a workbook made from one, with data filled in.

    ``data``: a path (text, JSON, workbook, folder), a DataFrame, or a mapping of measure ids or
    labels to values; ``options`` say how to read what it does not tell by itself. ``settings``:
    ``first_period, months, currency, threshold, logs_until``. Records are added to what their log
    holds, those that are there already are skipped; with ``replace`` they take its place. KPIs that
    only the logs given can feed are switched to them.

    All problems are found before anything is written, and raised together as ``FillError`` in
    ``language`` (the workbook's own unless given); with ``leave_out`` what is right is filled in
    all the same. Values of formulas are as they were: recalculate afterwards.
    """
    import xl_kpis
    from xl_kpis.formula.xlsx.package.package import file_bytes
    from xl_kpis.formula.xlsx.write.input_cells import edit_cells

    source = file_bytes(template) if isinstance(template, (str, Path)) else template
    options = options or Options()
    job = Job(in_region(xl_kpis.load(source)), language, options)
    found = read(data, job.places.pack, options)
    for key, value in (settings or {}).items():
        found.settings[key] = (value, Place("--setting"))
    job.problems += found.problems
    job.notes += found.notes
    _named(job, found)
    fill_settings(job, found)
    fill_figures(job, found)
    fill_targets(job, found)
    fill_logs(job, found, replace)
    switch(job, found)
    _currency(job, found)
    problems = _said(job.problems, job.language)
    if problems and not leave_out:
        raise FillError(problems, job.problems)
    package = job.book.package
    assert package is not None
    file = edit_cells(package, job.edits) if job.edits else source
    notes = _said(job.notes, job.language)
    counts = len(job.edits), job.filled, job.entered, job.planned
    return Filled(file, *counts, problems, notes, job.preview, found)


def _named(job: Job, data: Data) -> None:
    """What a person named has to be there."""
    options = job.options
    for option, names in (
        ("--map", options.columns),
        ("--where", options.where),
        ("--unless", options.unless),
    ):
        for name in names:
            if fold(data.renamed.get(name, name)) in data.seen or data.problems:
                continue
            if close := near(name, data.seen):
                job.problem(Place(option), "name_near", name=name, near=close)
            else:
                job.problem(Place(option), "name_absent", name=name)


def _said(remarks: list[Remark], language: str) -> list[Problem]:
    """Remarks in words, each once."""
    made = (Problem(r.place, sentence(r, language), r.id) for r in remarks)
    return list(dict.fromkeys(made))


def _currency(job: Job, data: Data) -> None:
    """Say so if amounts are marked with another currency than the workbook's."""
    own = job.currency()
    for code, place in data.currencies.items():
        if own and code and not agree(code, own.upper()):
            job.note(place, "currency", found=code, currency=own)


def recalculated(filled: Filled, region: str | None = None) -> Book:
    """The filled workbook with all formulas calculated, as in a region (that of its language unless
    given)."""
    import xl_kpis

    book = in_region(xl_kpis.load(filled.file), region)
    book.recalculate()
    return book
