"""Formulas written out: what they look like, and what a real spreadsheet makes of them."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from xl_kpis.errors import DIV0, NAME, ExcelError
from xl_kpis.formula.book import Book
from xl_kpis.kpi import FUNCTIONS, KPIS, kpi, text
from xl_kpis.kpi.cases import Case, error_cases, examples
from xl_kpis.kpi.expr import Symbol
from xl_kpis.kpi.formulas import arithmetic, lambda_text, native, rule_text, spoken, valid_input
from xl_kpis.kpi.helpers import FORMULAS, bind
from xl_kpis.kpi.model import Function

NO_LAMBDA = {"KPI_NEEDED", "KPI_EXPLAIN", "KPI_TIP", "KPI_CHECK"}
WRITTEN = [function for function in FUNCTIONS.values() if function.name not in NO_LAMBDA]
VBA_KEYWORDS = """
and as byref byte byval call case close const date dim do each else elseif end enum eqv
erase error event exit false for friend function get global gosub goto if imp implements in
input is let like line lock loop lset me mod name new next not nothing null on open option
optional or paramarray preserve print private property public put raiseevent redim rem
resume return rset seek select set spc static step stop string sub tab then time to true
type unlock until wend while width with write xor
"""


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
        bare = re.sub(r'"[^"]*"', "", written)
        assert not re.search(rf"(?<![.\w]){argument.name}\b", bare)
    assert ("_xlfn.ISOMITTED" in written) is any(a.optional for a in function.arguments)


@pytest.mark.parametrize("name", sorted(NO_LAMBDA))
def test_some_helpers_are_no_lambda(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        lambda_text(FUNCTIONS[name])


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda f: f.name)
def test_names_are_safe_everywhere(function: Function) -> None:
    assert re.fullmatch(r"KPI(_[A-Z]+)+", function.name)
    for argument in function.arguments:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", argument.name)
        assert argument.name not in VBA_KEYWORDS.split()
        # A LAMBDA parameter must not be a cell, nor R or C of the other notation.
        assert argument.name not in {"r", "c"}
    optional = [argument.optional for argument in function.arguments]
    assert sorted(optional) == optional


def test_helpers_are_formulas_where_their_kpi_is_a_literal() -> None:
    rank_of = FUNCTIONS["KPI_TIER_RANK"]
    bound = native(bind(rank_of, kpi("mentoring.retention")), ["A1"])
    assert native(rank_of, ["A1", '"mentoring.retention"']) == bound
    assert arithmetic(FUNCTIONS["KPI_GAP"], ["A1", '"ARPU"', "3"]) == "ROUND(300-A1,10)"
    assert arithmetic(FUNCTIONS["KPI_NAME"], ['"ARPU"', '"fr"']) == '"Revenu moyen par utilisateur"'
    with pytest.raises(ValueError, match="literal"):
        native(rank_of, ["A1", "B1"])
    with pytest.raises(ValueError, match="CRR"):
        native(rank_of, ["A1", '"CRR"'])
    with pytest.raises(ValueError, match="KPI_EXPLAIN"):
        native(FUNCTIONS["KPI_EXPLAIN"], ["A1", '"ARPU"'])


def test_validation_of_inputs() -> None:
    revenue, users, _ = FUNCTIONS["KPI_ARPU"].arguments
    assert valid_input(users, "D7") == "AND(ISNUMBER(D7),D7>=0)"
    assert valid_input(revenue, "D7") == "ISNUMBER(D7)"


def test_formulas_for_people() -> None:
    names = {"start_clients": "S", "end_clients": "E", "new_clients": "N"}
    assert spoken(FUNCTIONS["KPI_RETENTION"], names) == "(E − N) ÷ S"
    assert spoken(FUNCTIONS["KPI_SATISFACTION"], {}) == ""


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
    found += mixed_cases()
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


def mixed_cases() -> Iterator[Case]:
    """Every function over all kinds of cells, thrown together (the same ones in every run)."""
    dice = random.Random(7)
    items = [0, 1, 2, 5, 7.5, 9, 40, 200, -1, None, "", "abc", "5", True, NAME, DIV0]
    weights = [3, 3, 3, 3, 3, 3, 3, 3, 1, 2, 1, 1, 1, 1, 1, 1]
    for function in FUNCTIONS.values():
        if function.formula is None:
            continue
        for _ in range(30):
            size = dice.randint(1, 4)
            call: list[Any] = []
            for argument in function.arguments[: dice.randint(function.required, 4)]:
                if argument.is_range:
                    height = size if dice.random() < 0.9 else 5
                    call.append([[item] for item in dice.choices(items, weights, k=height)])
                else:
                    call += dice.choices(items, weights)
            yield Case(function, tuple(call), function(*call), "mixed")


LOOKED_UP = {
    "KPI_TIER": [(), ("fr",), ("xx",)],
    "KPI_TIER_RANK": [()],
    "KPI_SCORE": [()],
    "KPI_GAP": [(), ("typical",), ("Exceptionnel",), (2,), ("best",)],
    "KPI_CHANGE": [(0.5,), (None,)],
    "KPI_PERCENTILE": [([[0.4], ["x"], [None], [0.9], [4]],)],
}


def lambda_cases() -> list[Case]:
    """Helpers that look up a KPI by its names, at and around its boundaries."""
    found = [
        Case(FUNCTIONS[name], (*words, *rest), None, "by name")
        for name in ("KPI_BENCHMARK", "KPI_NAME")
        for k in KPIS
        for words in ((k.id.upper(),), (k.acronym,), (text(f"{k.id}.short", "fr"),))
        for rest in ((), ("fr",) if name == "KPI_NAME" else ("exceptional",))
    ]
    for k in KPIS:
        points: list[Any] = [*(t.floor for t in k.tiers), *k.anchors, 0.333]
        for name, endings in LOOKED_UP.items():
            for ending in endings:
                found += [Case(FUNCTIONS[name], (p, k.id, *ending), None, k.id) for p in points]
    wrong: list[Any] = [None, "x", True, NAME]
    found += [Case(FUNCTIONS["KPI_SCORE"], (p, k), None, "wrong") for p in wrong for k in ("?", 7)]
    found += [Case(FUNCTIONS["KPI_TIER"], (8.7, k), None, "wrong") for k in (None, NAME, "CSS")]
    return [case._replace(result=case.function(*case.arguments)) for case in found]


def test_the_engine_agrees_on_helpers_that_look_their_kpi_up() -> None:
    book_cells: dict[str, Any] = {}
    layout = list(laid_out(lambda_cases()))
    written = {f.name: lambda_text(f) for f in {case.function for case, *_ in layout}}
    for case, row, cells, references in layout:
        book_cells |= cells
        book_cells[f"B{row}"] = f"={written[case.function.name]}({','.join(references)})"
    book = Book.of(book_cells)
    wrong = [
        f"{case.id}: {book[f'B{row}']!r}, not {case.result!r}"
        for case, row, _, _ in layout
        if not agrees(book[f"B{row}"], case.result)
    ]
    assert not wrong, "\n".join(wrong)


def laid_out(cases: list[Case]) -> Iterator[tuple[Case, int, dict[str, Any], list[str]]]:
    """Each case on rows of its own: first row, cells from column C on, references to them."""
    for index, case in enumerate(cases):
        row, column = 1 + 6 * index, 3
        cells: dict[str, Any] = {}
        references: list[str] = []
        for argument, value in zip(case.function.arguments, case.arguments, strict=False):
            rows = value if isinstance(value, list) else [[value]]
            for i, items in enumerate(rows):
                for j, item in enumerate(items):
                    if item is not None:
                        address = f"{get_column_letter(column + j)}{row + i}"
                        cells[address] = '=""' if item == "" else item
            first = f"{get_column_letter(column)}{row}"
            last = f"{get_column_letter(column + len(rows[0]) - 1)}{row + len(rows) - 1}"
            references.append(f"{first}:{last}" if argument.is_range else first)
            column += len(rows[0])
        yield case, row, cells, references


def agrees(got: Any, expected: Any) -> bool:
    if isinstance(expected, float) and isinstance(got, (int, float)):
        return got == pytest.approx(expected, rel=1e-12, abs=1e-9)
    return got == expected


def test_the_engine_agrees_on_every_native_formula_and_lambda() -> None:
    book_cells: dict[str, Any] = {}
    layout = list(laid_out(native_cases()))
    for case, row, cells, references in layout:
        book_cells |= cells
        book_cells[f"A{row}"] = "=" + native(case.function, references)
        book_cells[f"B{row}"] = f"={lambda_text(case.function)}({','.join(references)})"
    book = Book.of(book_cells)
    wrong = [
        f"{column}{row} {case.id}: {book[f'{column}{row}']!r}, not {case.result!r} ({case.note})"
        for case, row, _, _ in layout
        for column in "AB"
        if not agrees(book[f"{column}{row}"], case.result)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_agrees_on_every_native_formula(tmp_path: Path) -> None:
    layout = list(laid_out(native_cases()))
    source, out = tmp_path / "cases.xlsx", tmp_path / "out"
    workbook = Workbook()
    sheet: Any = workbook.active
    for case, row, cells, references in layout:
        for address, item in cells.items():
            sheet[address].value = item.code if isinstance(item, ExcelError) else item
            if isinstance(item, str) and not item.startswith("="):
                sheet[address].data_type = "s"
        sheet[f"A{row}"] = "=" + native(case.function, references)
    workbook.save(source)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=300)
    saved: Any = load_workbook(out / "cases.xlsx", data_only=True).active
    wrong = []
    for case, row, _, _ in layout:
        got = saved[f"A{row}"].value
        if case.boolean_in_range:
            continue
        expected = case.result.code if isinstance(case.result, ExcelError) else case.result
        if not agrees(got, expected):
            wrong.append(f"{case.id}: {got!r}, not {expected!r} ({case.note})")
    assert not wrong, "\n".join(wrong)
