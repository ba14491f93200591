"""Formulas written out: what they look like, and what a real spreadsheet makes of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from xl_kpis.errors import ExcelError
from xl_kpis.kpi import FUNCTIONS, KPIS, kpi
from xl_kpis.kpi.cases import Case, error_cases, examples
from xl_kpis.kpi.expr import Symbol
from xl_kpis.kpi.formulas import arithmetic, lambda_text, native, rule_text
from xl_kpis.kpi.helpers import FORMULAS, bind
from xl_kpis.kpi.model import Function

WRITTEN = [function for function in FUNCTIONS.values() if function.formula is not None]
VBA_KEYWORDS = {
    "and",
    "as",
    "byref",
    "byte",
    "byval",
    "call",
    "case",
    "const",
    "date",
    "dim",
    "do",
    "each",
    "else",
    "elseif",
    "end",
    "enum",
    "eqv",
    "erase",
    "error",
    "event",
    "exit",
    "false",
    "for",
    "friend",
    "function",
    "get",
    "global",
    "gosub",
    "goto",
    "if",
    "imp",
    "implements",
    "in",
    "is",
    "let",
    "like",
    "loop",
    "lset",
    "me",
    "mod",
    "new",
    "next",
    "not",
    "nothing",
    "null",
    "on",
    "option",
    "optional",
    "or",
    "paramarray",
    "preserve",
    "print",
    "private",
    "property",
    "public",
    "put",
    "raiseevent",
    "redim",
    "rem",
    "resume",
    "return",
    "rset",
    "select",
    "set",
    "static",
    "step",
    "stop",
    "string",
    "sub",
    "then",
    "time",
    "to",
    "true",
    "type",
    "until",
    "wend",
    "while",
    "with",
    "write",
    "xor",
    "open",
    "close",
    "input",
    "line",
    "name",
    "width",
    "seek",
    "lock",
    "unlock",
    "spc",
    "tab",
}


def test_arithmetic() -> None:
    assert arithmetic(FUNCTIONS["KPI_RETENTION"], ["B2", "B3", "B4"]) == "(B3-B4)/B2"
    assert arithmetic(FUNCTIONS["KPI_ARPU"], ["B2", "B3", "B4"]) == "B2/B3/B4"
    assert arithmetic(FUNCTIONS["KPI_ARPU"], ["B2", "B3"]) == "B2/B3"
    satisfaction = FUNCTIONS["KPI_SATISFACTION"]
    assert arithmetic(satisfaction, ["A1:A9"]) == "SUM(A1:A9)/COUNT(A1:A9)"
    weighted = "SUMPRODUCT(A1:A9,B1:B9)/SUMPRODUCT(ISNUMBER(A1:A9)*1,B1:B9)"
    assert arithmetic(satisfaction, ["A1:A9", "B1:B9"]) == weighted


def test_operators_keep_their_order() -> None:
    a, b, c = Symbol("a"), Symbol("b"), Symbol("c")
    assert (a - (b - c)).excel() == "a-(b-c)"
    assert ((a - b) - c).excel() == "a-b-c"
    assert (a / (b * c)).excel() == "a/(b*c)"
    assert (a * (b + c)).excel() == "a*(b+c)"
    assert (a ** (b / c)).excel() == "a^(b/c)"
    assert ((a < b) & (b < c)).excel() == "(a<b)*(b<c)"
    assert ((a < b) | (b < c)).excel() == "(a<b)+(b<c)>0"
    assert (1 - a).excel() == "1-a"
    with pytest.raises(TypeError, match="truth value"):
        bool(a < b)


def test_rules_are_formulas_too() -> None:
    retention = FUNCTIONS["KPI_RETENTION"]
    names = {"start_clients": "B2", "end_clients": "B3", "new_clients": "B4"}
    written = {rule.id: rule_text(rule, names) for rule in retention.rules}
    assert written["new_over_end"] == "B4>B3"
    assert written["kept_over_start"] == "B3-B4>B2"
    assert written["nothing_to_divide_by"] == "B2=0"


@pytest.mark.parametrize("function", WRITTEN, ids=lambda f: f.name)
def test_lambda_text(function: Function) -> None:
    written = lambda_text(function, in_file=True)
    assert len(written) <= 8192
    assert written.startswith("_xlfn.LAMBDA(_xlpm.")
    assert written.count("(") == written.count(")")
    for argument in function.arguments:
        prefix = "_xlop." if argument.optional else "_xlpm."
        assert prefix + argument.name in written
        assert not re.search(rf"(?<![.\w]){argument.name}\b", written)
    assert ("_xlfn.ISOMITTED" in written) is any(a.optional for a in function.arguments)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda f: f.name)
def test_names_are_safe_everywhere(function: Function) -> None:
    assert re.fullmatch(r"KPI(_[A-Z]+)+", function.name)
    for argument in function.arguments:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", argument.name)
        assert argument.name not in VBA_KEYWORDS
        # A LAMBDA parameter must not be a cell, nor R or C of the other notation.
        assert argument.name not in {"r", "c"}
    optional = [argument.optional for argument in function.arguments]
    assert sorted(optional) == optional


def test_a_helper_is_no_formula_before_its_kpi_is_known() -> None:
    with pytest.raises(ValueError, match="bind"):
        native(FUNCTIONS["KPI_TIER"], ["A1"])


def test_floors_may_be_cells() -> None:
    from dataclasses import replace

    retention = kpi("mentoring.retention")
    cells: Any = [
        replace(tier, floor=Symbol(f"Benchmarks!$F${row}"))
        for row, tier in enumerate(retention.tiers, 5)
    ]
    moved = replace(retention, tiers=tuple(cells))
    assert arithmetic(bind(FUNCTIONS["KPI_TIER_RANK"], moved), ["D7"]) == (
        "(D7>=Benchmarks!$F$5)*1+(D7>=Benchmarks!$F$6)*1+(D7>=Benchmarks!$F$7)*1"
    )
    assert "Benchmarks!$F$6" in arithmetic(bind(FUNCTIONS["KPI_SCORE"], moved), ["D7"])


def native_cases() -> list[Case]:
    """All cases that can be formulas, helpers bound to their KPI."""
    found = [c for c in (*examples(), *error_cases()) if c.function.formula is not None]
    for k in KPIS:
        for name in FORMULAS:
            if name in ("KPI_PERCENTILE", "KPI_NAME", "KPI_BENCHMARK"):
                continue
            function = bind(FUNCTIONS[name], k)
            for point in (*(t.floor for t in k.tiers), *k.anchors, 0.333, 7.5, None, "x"):
                call = (point, *[k.tiers[0].floor] * (len(function.arguments) - 1))
                found.append(Case(function, call, function(*call), k.id))
        peers = bind(FUNCTIONS["KPI_PERCENTILE"], k)
        call = (0.5, [[0.4], [0.5], ["x"], [None], [0.9]])
        found.append(Case(peers, call, peers(*call), k.id))
    return found


def build(cases: list[Case], path: Path) -> None:
    """One block of rows per case: the formula in A, its arguments to the right."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    row = 1
    for case in cases:
        references: list[str | None] = []
        column = 3
        for argument, value in zip(case.function.arguments, case.arguments, strict=False):
            rows = value if isinstance(value, list) else [[value]]
            for i, items in enumerate(rows):
                for j, item in enumerate(items):
                    put(sheet.cell(row + i, column + j), item)
            first = f"{get_column_letter(column)}{row}"
            last = f"{get_column_letter(column + len(rows[0]) - 1)}{row + len(rows) - 1}"
            references.append(f"{first}:{last}" if argument.is_range else first)
            column += len(rows[0])
        sheet.cell(row, 1, "=" + native(case.function, references))
        row += 6
    book.save(path)


def put(cell: Any, item: Any) -> None:
    if isinstance(item, ExcelError):
        cell.value, cell.data_type = item.code, "e"
    elif item == "":
        cell.value = '=""'
    elif isinstance(item, str):
        cell.value, cell.data_type = item, "s"
    elif item is not None:
        cell.value = item


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_agrees_on_every_native_formula(tmp_path: Path) -> None:
    cases = native_cases()
    source = tmp_path / "cases.xlsx"
    build(cases, source)
    out = tmp_path / "out"
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path / 'profile'}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(out),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    sheet = load_workbook(out / "cases.xlsx", data_only=True).active
    wrong = []
    for index, case in enumerate(cases):
        got = sheet.cell(1 + 6 * index, 1).value
        expected = case.result.code if isinstance(case.result, ExcelError) else case.result
        if isinstance(expected, float) and isinstance(got, (int, float)):
            same = got == pytest.approx(expected, rel=1e-12, abs=1e-9)
        else:
            same = got == expected
        if not same:
            wrong.append(f"{case.id}: {got!r}, not {expected!r} ({case.note})")
    assert not wrong, "\n".join(wrong)
