"""Making the template workbooks."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from xl_kpis.kpi import PACKS
from xl_kpis.kpi.formulas import lambda_text
from xl_kpis.kpi.packs import in_use
from xl_kpis.languages import available
from xl_kpis.workbook import layout
from xl_kpis.workbook.build.benchmarks import benchmarks
from xl_kpis.workbook.build.calc import blocks_for_charts, calc
from xl_kpis.workbook.build.calc_outlook import outlook
from xl_kpis.workbook.build.calc_plan import own_targets, shown_plan
from xl_kpis.workbook.build.calc_years import years
from xl_kpis.workbook.build.checks import checks
from xl_kpis.workbook.build.context import Build, Check
from xl_kpis.workbook.build.inputs import inputs
from xl_kpis.workbook.build.logs import logs
from xl_kpis.workbook.build.notes import notes
from xl_kpis.workbook.build.pack import carry
from xl_kpis.workbook.build.package import finish
from xl_kpis.workbook.build.scorecard import scorecard
from xl_kpis.workbook.build.settings import settings
from xl_kpis.workbook.build.start import start
from xl_kpis.workbook.build.target_sheet import targets
from xl_kpis.workbook.build.trends import trends
from xl_kpis.workbook.places import in_region

MADE = dt.datetime(2026, 1, 1)
"""Files carry this date, so that the same template is the same bytes on any day."""


def build_template(
    pack: str, language: str = "en", formulas: str = "native", periods: int = layout.PERIODS
) -> Workbook:
    """The template of a pack as an openpyxl workbook, without cached values.

    ``formulas``: ``native`` (any spreadsheet), ``kpi`` (add-in functions) or ``lambda`` (Excel
    365). ``ValueError`` for a pack, language or flavour there is none of, and for a number of
    periods that is not from 12 to 120.
    """
    return _build(pack, language, formulas, periods).book


def template_bytes(
    pack: str, language: str = "en", formulas: str = "native", periods: int = layout.PERIODS
) -> bytes:
    """The template as a file, with the values of its formulas in it; always the same bytes."""
    import xl_kpis

    build = _build(pack, language, formulas, periods)
    buffer = BytesIO()
    build.book.save(buffer)
    book = in_region(xl_kpis.load(finish(buffer.getvalue(), MADE, build.alternatives)))
    book.recalculate()
    return finish(book.to_bytes(), MADE)


def write_template(
    path: str | Path, pack: str, language: str = "en", formulas: str = "native"
) -> Path:
    """Write a template to a file and return its path."""
    path = Path(path)
    path.write_bytes(template_bytes(pack, language, formulas))
    return path


def all_templates() -> Iterator[tuple[str, str, str]]:
    """Pack, language and flavour of every template there is."""
    yield from itertools.product(PACKS, available(), layout.FLAVOURS)


def all_checks(pack: str, language: str) -> list[Check]:
    """The checks of a template, in its language."""
    return _build(pack, language, "native").checks


def _build(pack: str, language: str, formulas: str, periods: int = layout.PERIODS) -> Build:
    for value, known in (
        (pack, (*PACKS, *(own.id for own in in_use()))),
        (language, available()),
        (formulas, layout.FLAVOURS),
    ):
        if value not in known:
            raise ValueError(f"{value!r} is none of {', '.join(known)}")
    if not layout.WINDOW <= periods <= layout.MAX_PERIODS:
        raise ValueError(f"{periods} periods: from {layout.WINDOW} to {layout.MAX_PERIODS}")
    build = Build(pack, language, formulas, periods)
    _properties(build)
    if formulas == "lambda":
        for function in dict.fromkeys(kpi.function for kpi in build.kpis):
            comment = build.words(f"{function.name}.help")[:255]
            build.define(function.name, lambda_text(function, in_file=True), comment)
    start(build)
    settings(build)
    inputs(build)
    targets(build)
    if layout.logs(pack):
        logs(build)
    benchmarks(build)
    sheet = calc(build)
    own_targets(sheet)
    outlook(sheet)
    years(sheet)
    blocks_for_charts(sheet)
    shown_plan(sheet)
    scorecard(build, sheet)
    trends(build, sheet)
    checks(build, sheet)
    notes(build)
    carry(build)
    return build


def _properties(build: Build) -> None:
    properties = build.book.properties
    title = build.words("document.title", pack=build.words(f"pack.{build.pack}"))
    properties.title, properties.creator = title, "xl-kpis"
    properties.subject = build.words("document.subject")
    properties.keywords = build.words("document.keywords")
    properties.category = build.words("document.category")
    properties.language = build.language
    properties.version = layout.VERSION
    build.define(layout.PACK, f'"{build.pack}"')
    build.define(layout.LANGUAGE, f'"{build.language}"')
    build.define(layout.TEMPLATE, f'"{layout.VERSION}"')
    build.define(layout.FORMULAS, f'"{build.formulas}"')
    build.book.calculation.fullCalcOnLoad = True
