"""Checks of the workbook itself: is everything where formulas look for it, and does none fail.

Figures are found by id and period wherever they are. Single cells (settings, benchmarks of one's
own, switches) are found by name, and cutting and pasting such a cell takes its name along: each
must still be beside its label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openpyxl.utils import get_column_letter

from xl_kpis.kpi.logs import Log
from xl_kpis.workbook import layout
from xl_kpis.workbook.build.calc import Calc
from xl_kpis.workbook.build.check_settings import setting_roots
from xl_kpis.workbook.build.context import BODY, FIRST, HEAD, LOG_HEAD, Build, Check
from xl_kpis.workbook.build.inputs import MARGIN


def structure_checks(build: Build, calc: Calc) -> Iterator[Check]:
    sheet = build.quoted("calc")
    n = layout

    def check(id: str, formula: str, place: str, found: str = "", row: int = 0) -> Check:
        return Check(
            f"structure.{id}",
            build.words("checks.workbook"),
            build.words(f"check.structure.{id}"),
            "error",
            formula,
            place,
            row,
            remedy=build.words(f"remedy.structure.{id}"),
            found=found,
            root=True,
        )

    for key, moved in build.anchors.items():
        yield check(f"moved.{key}", _moved(build, key, moved), moved[0][0])
    for log in n.logs(build.pack):
        yield _log_moved(build, log)
    yield from setting_roots(build)
    rows = list(calc.typed.values())

    def cells(column: str) -> str:
        return f"{sheet}!${column}${rows[0]}:${column}${rows[-1]}"

    off = f"(COUNTIF({n.INPUT_IDS},{cells('C')})<>1)"
    yield check(
        "rows",
        f"SUMPRODUCT(--{off})",
        n.INPUTS,
        f"INDEX({cells('B')},{_first(off, cells('C'))})",
    )
    twice = f"COUNTIF({n.INPUT_NUMBERS},{n.PERIOD_NUMBERS})<>1"
    columns = f"{build.span(calc.column, '$')}"
    first, last = get_column_letter(FIRST), get_column_letter(build.last)
    before = f"{sheet}!${first}${calc.column}:${get_column_letter(build.last - 1)}${calc.column}"
    after = f"{sheet}!${get_column_letter(FIRST + 1)}${calc.column}:${last}${calc.column}"
    backwards = f"SUMPRODUCT(--({after}<{before}))"
    yield check(
        "periods",
        f"SUMPRODUCT(--({twice}))+IF(COUNT({sheet}!{columns})={build.periods},{backwards},0)",
        n.INPUT_NUMBERS,
    )
    date = f"INDEX({n.INPUTS},2,{{here}}{calc.column})"
    calc.section("calc.checks")
    same = calc.add(
        build.words("check.structure.dates"),
        lambda here, _: f"IF({date.format(here=here)}={here}${HEAD + 1},0,1)",
        "0",
        fixed=f"=IFERROR(MATCH(1,{build.span(calc.row)},0),0)",
    )
    known = f"AND(COUNT({sheet}!{columns})={build.periods},COUNT({n.PERIOD_STARTS})>0)"
    wrong = f"IF({known},SUM({sheet}!{build.span(same, '$')}),0)"
    yield check("dates", wrong, n.INPUT_NUMBERS, row=same)
    yield check("stray", _stray(build), n.INPUTS)


def _first(condition: str, rows: str) -> str:
    """Which of some rows is the first where an array of conditions holds, from 1."""
    last = f"ROWS({rows})+ROW({rows.partition(':')[0]})"
    return f"ROWS({rows})+1-SUMPRODUCT(MAX({condition}*({last}-ROW({rows}))))"


def _stray(build: Build) -> str:
    """How many cells of Inputs have something in them where no figure is looked for."""
    sheet = build.quoted("inputs")
    left, right = get_column_letter(FIRST - 1), get_column_letter(build.last + MARGIN)
    bottom = max(build.rows.values()) + MARGIN
    heads = f"{sheet}!${left}${HEAD}:${right}${HEAD}"
    ids = f"{sheet}!$A${BODY}:$A${bottom}"
    cells = f"{sheet}!${left}${BODY}:${right}${bottom}"
    return f'SUMPRODUCT((({heads}="")+({ids}="")>0)*(1-ISBLANK({cells})))'


def _moved(build: Build, key: str, anchors: Iterable[tuple[str, int, str]]) -> str:
    """How many names are not where their labels are: (name, row, column)."""
    sheet = build.quoted(key)
    by_column: dict[str, list[tuple[str, int]]] = {}
    for name, row, column in anchors:
        by_column.setdefault(column, []).append((name, row))
    parts = []
    for column, cells in by_column.items():
        head = f"COLUMN({sheet}!${column}$2)"
        for name, row in cells:
            parts.append(f"(ROW(INDEX({name},1))<>ROW({sheet}!$A${row}))")
            parts.append(f"(COLUMN(INDEX({name},1))<>{head})")
    return "+".join(parts)


def _log_moved(build: Build, log: Log) -> Check:
    """A log's columns must be under their headings and of one length."""
    key = layout.log_sheet(log)
    sheet = build.quoted(key)
    parts = []
    for offset, field in enumerate(log.fields):
        name = layout.log_column_name(log.id, field.id)
        head = f"{sheet}!${get_column_letter(2 + offset)}${LOG_HEAD}"
        parts.append(f"(COLUMN({name})<>COLUMN({head}))")
        parts.append(f"(ROW(INDEX({name},1))<>ROW({head})+1)")
        parts.append(f'({head}<>"{build.words(field.text_id)}")')
    first = layout.log_column_name(log.id, log.fields[0].id)
    return Check(
        f"structure.{key}",
        build.words("checks.workbook"),
        build.words("check.structure.log", log=build.words(log.text_id)),
        "error",
        "+".join(parts),
        first,
        remedy=build.words("remedy.structure.log"),
        root=True,
    )


def error_checks(build: Build, calc: Calc, first: int, count: int) -> list[Check]:
    """The last checks: nothing shown is an error, and none is left unexplained by the others.

    ``first`` and ``count`` say which rows of the Checks sheet the others are.
    """
    card = f"{build.quoted('scorecard')}!$A$4:$L${build.card_bottom}"
    letters = get_column_letter(FIRST), get_column_letter(build.last)
    top = min([*calc.from_log.values(), *calc.used.values()])
    bottom = max(calc.at.values())
    cells = f"{build.quoted('calc')}!${letters[0]}${top}:${letters[1]}${bottom}"
    others = f"SUM($F${first}:$F${first + count - 1})"
    failing = f"IF({others}>0,0,MIN(1,SUMPRODUCT(--ISERR({cells}))))"
    names = (("scorecard", f"SUMPRODUCT(--ISERROR({card}))", layout.PICKED),)
    return [
        Check(
            f"errors.{id}",
            build.words("checks.workbook"),
            build.words(f"check.errors.{id}"),
            "error",
            formula,
            place,
            remedy=build.words(f"remedy.errors.{id}"),
        )
        for id, formula, place in (*names, ("calc", failing, layout.PERIOD_NUMBERS))
    ]


__all__ = ["error_checks", "structure_checks"]
