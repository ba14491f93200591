"""Formulas that ask for too much end in a value or an error value, in bounded time and memory."""

from __future__ import annotations

from typing import Any

import pytest
from confined import run_confined

FAR = {"Far!B1": 1, "Far!XFD1": 5, "Far!B1048576": 4}
"""Cells in far corners of a sheet."""
LONG = 'REPT("a",30000)'

CASES: dict[str, list[tuple[str, Any]]] = {
    "arrays larger than memory": [
        ("=SUM(SEQUENCE(1048576,16384))", "#NUM!"),
        ("=ROWS(RANDARRAY(1048576,16384))", "#NUM!"),
        ("=SUM(EXPAND(1,1048576,16384,1))", "#NUM!"),
        ("=SUM(MAKEARRAY(1048576,16384,LAMBDA(r,c,1)))", "#NUM!"),
        ("=SUM(MUNIT(100000))", "#VALUE!"),
        ("=SUM(MMULT(SEQUENCE(20000,300),SEQUENCE(300,20000)))", "#VALUE!"),
        ("=SUM(ROW(A:A)*COLUMN(1:1))", "#NUM!"),
        ("=SUMPRODUCT(ROW(A:A)*COLUMN(1:1))", "#NUM!"),
        ("=ROWS(REDUCE(1,SEQUENCE(1000),LAMBDA(a,b,VSTACK(a,a))))", None),
    ],
    "arrays that meet in a huge one": [
        ("=SUM(SEQUENCE(1048576)*SEQUENCE(1,16384))", "#NUM!"),
        ("=SUM(-(SEQUENCE(1048576)=SEQUENCE(1,16384)))", "#NUM!"),
        ("=SUM(LEN(SEQUENCE(1048576)&SEQUENCE(1,16384)))", "#NUM!"),
        ("=SUM(ROUND(SEQUENCE(1048576),SEQUENCE(1,16384)))", "#NUM!"),
        ("=SUM(LEN(MID(SEQUENCE(1048576),SEQUENCE(1,16384),1)))", "#NUM!"),
        ("=SUM(IF(SEQUENCE(1048576)>SEQUENCE(1,16384),1,2))", "#NUM!"),
        ("=SUM(MAP(SEQUENCE(1048576),SEQUENCE(1,16384),LAMBDA(a,b,a)))", "#NUM!"),
        ("=SUM(XLOOKUP(SEQUENCE(100000),SEQUENCE(1,16384),SEQUENCE(1,16384)))", None),
    ],
    "whole sheets": [
        ("=SUM(Far!A:XFD)", 10.0),
        ("=SUM(Far!C:D)", 0.0),
        ("=SUM(Far!B:B)", 5.0),
        ("=COUNTIF(Far!A:XFD,1)", None),
        ("=COUNTBLANK(Far!A:XFD)", None),
        ("=SUM(TRANSPOSE(Far!A:XFD))", "#NUM!"),
        ("=SUM(VSTACK(Far!A:XFD,Far!A:XFD))", "#NUM!"),
        ("=SUM(SORT(Far!A:XFD))", "#NUM!"),
        ("=ROWS(UNIQUE(Far!A:XFD))", "#NUM!"),
        ("=AGGREGATE(9,6,Far!A:XFD)", "#NUM!"),
        ("=SUMIFS(Far!A:XFD,Far!A:XFD,1)", None),
        ('=SUM(INDIRECT("Far!A1:XFD1048576"))', 10.0),
        ("=SUM(OFFSET(Far!A1,0,0,1048576,16384))", 10.0),
        ("=ROWS(Far!A:XFD)*COLUMNS(Far!A:XFD)", 2.0**34),
        ("=VLOOKUP(4,Far!B:XFD,2,FALSE)", 0.0),
        ("=SUM((" + ",".join(["Far!B:B"] * 20) + "))", 100.0),
    ],
    "texts": [
        ('=REPT("x",1000000000)', "#VALUE!"),
        ('=LEN(REPT("x",32767))', 32767.0),
        ('=REPT("x",32768)', "#VALUE!"),
        ('=LET(a,REPT("x",32767),LEN(a&a))', "#VALUE!"),
        ('=REDUCE("x",SEQUENCE(60),LAMBDA(a,b,a&a))', "#VALUE!"),
        (f'=LEN(SUBSTITUTE({LONG},"a",{LONG}))', "#VALUE!"),
        (f'=LEN(REGEXREPLACE({LONG},"a",{LONG}))', "#VALUE!"),
        (f"=LEN(TEXTJOIN({LONG},FALSE,SEQUENCE(100000)))", "#VALUE!"),
        (f"=LEN(CONCAT({LONG},{LONG}))", "#VALUE!"),
        (f'=REGEXTEST({LONG}&"b","(a+)+$")', None),
        (f'=ISNUMBER(SEARCH("*a*a*a*a*a*a*b",{LONG}))', None),
        (f'=COUNTIF(Far!B1,"*a*a*a*a*a*a*a*a*b")+LEN({LONG})', 30000.0),
        ('=LEN(TEXT(1,REPT("0",30000)))', None),
        (f'=COLUMNS(TEXTSPLIT(SUBSTITUTE({LONG},"a",","),","))', 30001.0),
    ],
    "recursion": [
        ("=LET(f,LAMBDA(g,n,g(g,n+1)),f(f,1))", "#NUM!"),
        ("=LET(f,LAMBDA(g,n,g(g,n+1)+g(g,n+1)),f(f,1))", "#NUM!"),
        ("=LET(f,LAMBDA(g,n,IF(n<2,n,g(g,n-1)+g(g,n-2))),f(f,15))", 610.0),
        ("=LET(f,LAMBDA(g,n,IF(n=0,0,1+g(g,n-1))),f(f,1000))", 1000.0),
        ("=" + "1+" * 32000 + "1", 32001.0),
        ("=" + "-" * 300 + "1", 1.0),
        ("=" + "SUM(" * 300 + "1" + ")" * 300, 1.0),
    ],
    "calls in calls": [
        ("=" + call * 64 + "Far!A1" + rest * 64, None)
        for call, rest in [
            *((f"{name}(", ")") for name in ("SUM", "LEN", "ABS", "N", "TRIM", "MAX", "ROWS")),
            ("COUNTIF(Far!A1:A9,", ")"),
            ("RANK(", ",Far!A1:A9)"),
            ("XMATCH(", ",Far!A1:A9)"),
            ("VLOOKUP(", ",Far!A1:B9,2,FALSE)"),
            ("INDEX(Far!A1:A9,", ")"),
            ("XLOOKUP(1,Far!A1:A9,Far!A1:A9,", ")"),
            ("SUMPRODUCT(Far!A1:A9*(", "))"),
            ("SUM(IF(Far!A1:A9>0,", "))"),
            ("SUMIFS(Far!A1:A9,Far!A1:A9,", ")"),
            ("PERCENTILE(Far!A1:A9,", ")"),
            ("SUM(FILTER(Far!A1:A9,Far!A1:A9>", "))"),
            ("IFERROR(VLOOKUP(", ",Far!A1:B9,2),1)"),
        ]
    ],
    "long formulas": [
        ("=" + "IF(TRUE," * 60 + "1" + ")" * 60, 1.0),
        ("=LEN(" + "&".join(['"x"'] * 8000) + ")", 8000.0),
        ("=" + "=".join(["1"] * 8000), False),
        ("=SUM(" + ",".join(["1"] * 255) + ")", 255.0),
        ("=SUM(" + ",".join(["1"] * 256) + ")", "#VALUE!"),
        ("=SUM({" + ",".join(["1"] * 16384) + "})", 16384.0),
        ("=" + "A" * 30000, "#NAME?"),
        ("=1" + " " * 60000, 1.0),
        ("=1" + "%" * 20000, 0.0),
        ("=Far!A2" + "#" * 20000, "#REF!"),
        ("=" + "@" * 20000 + "Far!A2", "#NAME?"),
        ("=LAMBDA(x,x)" + "(1)" * 2000, "#VALUE!"),
        ("=LET(" + ",".join(f"v{i}_,{i}" for i in range(120)) + ",v7_)", 7.0),
        ("=SUM(" + ":".join(["Far!B1"] * 5000) + ")", 1.0),
        ("=SUM(" + " ".join(["Far!B:B"] * 5000) + ")", 5.0),
    ],
    "long schedules": [
        ("=VDB(1000000,1,1000000000,0,1000000000)", "#NUM!"),
        ("=DB(1000000,1,1000000000,1000000000)", 0.0),
        ("=CUMIPMT(0.01,1000000000,1000,1,1000000000,0)", None),
        ("=WORKDAY(1,1000000000)", "#NUM!"),
        ("=NETWORKDAYS(1,2958465)", 2113190.0),
        ('=WORKDAY.INTL(1,10000000,"1111110")', "#NUM!"),
        ("=COUPNUM(1,2958465,4)", None),
        ("=AMORDEGRC(1000000,1,2,1,1000000000,0.000000001)", "#NUM!"),
        ("=BINOM.DIST.RANGE(1000000000,0.5,0,1000000000)", 1.0),
        ("=FACT(1E+300)", "#NUM!"),
        ("=COMBIN(1E+15,5E+14)", "#NUM!"),
        ("=ROMAN(1000000000)", "#VALUE!"),
        ("=BASE(1,2,1000000000)", "#NUM!"),
        ("=BESSELJ(1,1000000000)", "#NUM!"),
        ("=HYPGEOM.DIST(500000000,1000000000,1000000000,2000000000,TRUE)", "#NUM!"),
        ("=ROWS(PIVOTBY(SEQUENCE(5000),SEQUENCE(5000),SEQUENCE(5000),SUM))", "#NUM!"),
    ],
}
LONGEST = 20.0
"""Seconds of processor time for one formula."""

EVALUATE = """
from xl_kpis.formula.book import Book
from xl_kpis.formula.functions.declare import FUNCTIONS
for formula in argument["formulas"]:
    book = Book.of({**argument["cells"], "C3": formula})
    began = time.process_time()
    report = book.recalculate()
    seconds = time.process_time() - began
    value = book["C3"]
    if not isinstance(value, (float, str, bool)):
        value = value.code
    results.append([value, seconds, list(map(str, report.warnings))])
"""


@pytest.mark.parametrize("topic", CASES)
def test_formulas_end_in_bounds(topic: str) -> None:
    formulas = [formula for formula, _ in CASES[topic]]
    results = run_confined(EVALUATE, {"cells": FAR, "formulas": formulas})
    for (formula, want), (got, seconds, warnings) in zip(CASES[topic], results, strict=True):
        assert not warnings, formula[:80]
        assert seconds < LONGEST, formula[:80]
        if want is not None:
            assert got == want, formula[:80]


MODELS = """
from xl_kpis.formula.book import Book
from xl_kpis.formula.sheets.model import DefinedName, Model, Run, Sheet
from xl_kpis.formula.reference import MAX_ROWS

def model(*runs, names=(), cells=()):
    sheet = Sheet("S", runs=[Run(*run) for run in runs])
    for row, col, value in cells:
        sheet.cells.set(row, col, value)
    return Book(Model([sheet], [DefinedName(*name) for name in names]))
LAST = MAX_ROWS - 1
"""


def computed(code: str) -> list[Any]:
    return run_confined(MODELS + code)


def test_a_million_cells_down() -> None:
    code = """
book = model((1, 0, LAST, 0, "A1+1"), cells=[(0, 0, 1.0)])
results += [book["A2"], book["A1048576"]]
"""
    assert computed(code) == [2.0, 1048576.0]


def test_a_million_cells_up() -> None:
    code = """
book = model((0, 0, LAST - 1, 0, "A2+1"), cells=[(LAST, 0, 1.0)])
results += [book["A1"], book["A1048575"]]
"""
    assert computed(code) == [1048576.0, 2.0]


def test_two_columns_that_need_each_other() -> None:
    code = """
book = model((1, 0, 99_999, 0, "B1+1"), (0, 1, 99_999, 1, "A1+1"), cells=[(0, 0, 1.0)])
results += [book["A100000"], book["B100000"]]
"""
    assert computed(code) == [199_999.0, 200_000.0]


def test_a_long_chain_of_different_formulas() -> None:
    code = """
n = 5_000
book = Book.of({f"A{i}": f"=A{i + 1}+{i}" for i in range(1, n)})
results += [book["A1"]]
"""
    assert computed(code) == [5_000 * 4_999 / 2]


def test_a_cycle_of_a_hundred_thousand_cells() -> None:
    code = """
book = model((0, 0, 99_998, 0, "A2+1"), (99_999, 0, 99_999, 0, "A1"))
report = book.recalculate()
results += [book["A1"], len(report.cycles)]
"""
    value, cycles = computed(code)
    assert value == 0.0
    assert cycles >= 1


def test_names_that_refer_to_each_other() -> None:
    code = """
book = model((0, 0, 0, 0, "first"), names=[("first", "second+1"), ("second", "first+1")])
results += [book["A1"].code]
book = model((0, 0, 0, 0, "here"), names=[("here", "S!$A$1+1")])
results += [book.recalculate().cycles, book["A1"]]
book = model((0, 0, 0, 0, "DOWN(1)"), names=[("DOWN", "LAMBDA(n,DOWN(n+1))")])
results += [book["A1"].code]
book = model(
    (0, 0, 0, 0, "n0_"),
    names=[*((f"n{i}_", f"n{i + 1}_+n{i + 1}_") for i in range(40)), ("n40_", "1")],
)
results += [book["A1"].code]
book = model(
    (0, 0, 0, 0, "n0_"),
    names=[*((f"n{i}_", f"n{i + 1}_+1") for i in range(2000)), ("n2000_", "1")],
)
results += [book["A1"]]
"""
    assert computed(code) == ["#NAME?", [["S!A1"]], 0.0, "#NUM!", "#NUM!", 2001.0]


def test_a_million_brackets_are_an_error_value() -> None:
    code = """
for text in ("(" * 1_000_000 + "1" + ")" * 1_000_000, "(" * 20_000 + "1", "{" * 9_000, "1" * 400):
    book = Book.of({"A1": "=" + text})
    results.append(book["A1"].code)
"""
    assert computed(code) == ["#NAME?"] * 4


def test_an_array_with_no_room_does_not_spill() -> None:
    code = """
book = model((0, 0, 0, 0, "SEQUENCE(1048576,2)", "dynamic"))
results.append(book["B1048576"])
book = model((1, 0, 1, 0, "SEQUENCE(1048576)", "dynamic"))
results.append(book["A2"].code)
"""
    assert computed(code) == [2 * 1048576.0, "#SPILL!"]
