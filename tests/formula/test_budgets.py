"""Nothing endless: a calculation stops at its time, its memory, or when it is told to."""

from __future__ import annotations

import contextlib
import pickle
import subprocess
import sys
import threading
import time

import pytest

from xl_kpis import Book, CalculationStopped, Cancellation, evaluate
from xl_kpis.errors import NUM, VALUE
from xl_kpis.languages import available

ENDLESS = {
    "a lambda that calls itself": "=LET(f,LAMBDA(g,n,IF(n<2,n,g(g,n-1)+g(g,n-2))),f(f,32))",
    "a lambda for each item": "=SUM(MAP(SEQUENCE(1000,1000),LAMBDA(i,LEN(REPT(i,300)))))",
    "a value carried on": "=REDUCE(0,SEQUENCE(1000,1000),LAMBDA(a,x,a+SUM(SEQUENCE(99+MOD(x,2)))))",
    "a number carried on": "=SUM(MAP(SEQUENCE(99),LAMBDA(i,REDUCE(i,SEQUENCE(900,1000),"
    "LAMBDA(a,x,MOD(a*3+x,7))))))",
    "a pattern": '=SUM(--REGEXTEST(REPT("a",30000)&SEQUENCE(1000),"(a+)+$"))',
    "wildcards": '=SUM(MAP(SEQUENCE(900),LAMBDA(i,SUM(--ISNUMBER(SEARCH("a*a*a*a*b",'
    'REPT("a",3000)&SEQUENCE(9000)))))))',
    "lookups": "=SUM(XLOOKUP(SEQUENCE(100000),MOD(SEQUENCE(1000000)*7919,1000003),"
    "SEQUENCE(1000000),0,-1))",
    "matches": '=SUM(--ISNUMBER(MATCH("*"&SEQUENCE(20000)&"*",SEQUENCE(200000)&"x",0)))',
    "rates": "=SUM(MAP(SEQUENCE(90000),LAMBDA(i,IRR(SEQUENCE(50,1,-10,i)))))",
    "criteria": '=SUM(COUNTIFS(B1:B3000,">"&SEQUENCE(900000)))',
    "XML": '=SUM(MAP(SEQUENCE(9000),LAMBDA(i,SUM(FILTERXML("<a>"&REPT("<b>1</b>",900)&"</a>",'
    '"//b[count(preceding::b)>2]")))))',
}
LATE = 6.0
"""Seconds until a calculation stops that was given one; the machine may be busy."""


def endless(formula: str) -> Book:
    return Book.of({"B1": [[i] for i in range(3000)], "Other!C7": "=1", "A1": formula})


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_calculation_ends_with_its_time(kind: str) -> None:
    book = endless(ENDLESS[kind])
    began = time.monotonic()
    with pytest.raises(CalculationStopped) as caught:
        book.recalculate(timeout=0.5)
    assert time.monotonic() - began < LATE
    stopped = caught.value
    assert isinstance(stopped, TimeoutError)
    assert (stopped.reason, stopped.cell, stopped.formula) == ("time", "Sheet1!A1", ENDLESS[kind])


def test_it_says_where_in_words() -> None:
    with pytest.raises(CalculationStopped) as caught:
        endless("=LET(f,LAMBDA(g,n,IF(n<2,n,g(g,n-1)+g(g,n-2))),f(f,32))").recalculate(timeout=0.2)
    assert str(caught.value) == (
        "The calculation was stopped after 0.2 seconds at Sheet1!A1, in the formula "
        "=LET(f,LAMBDA(g,n,IF(n<2,n,g(g,n-1)+g(g,n-2))),f(f,32)); allow it more time, or make the "
        "workbook simpler there."
    )
    said = {caught.value.sentence(language) for language in available()}
    assert len(said) == len(available())
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)


MEMORY = """
from xl_kpis import Book, CalculationStopped
book = Book.of({"A1": "=SUM(LEN(MAP(SEQUENCE(12000),LAMBDA(i,REPT(i,1600)&REPT(i,32)))))"})
try:
    print(book.recalculate(memory=20 << 20))
except CalculationStopped as stopped:
    print(stopped.reason, stopped)
"""


def test_memory_is_bounded() -> None:
    # in a process of its own: one that ran other tests has memory to give away again
    done = subprocess.run(
        [sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("memory ")
    assert "more than 20 MiB" in done.stdout


def test_a_token_stops_it_from_another_thread() -> None:
    book, token = endless(ENDLESS["a lambda that calls itself"]), Cancellation()
    threading.Timer(0.2, token.cancel).start()
    began = time.monotonic()
    with pytest.raises(CalculationStopped) as caught:
        book.recalculate(cancel=token)
    assert caught.value.reason == "cancelled"
    assert not isinstance(caught.value, TimeoutError)
    assert time.monotonic() - began < LATE
    with pytest.raises(CalculationStopped):
        Book.of({"A1": "=1"}).recalculate(cancel=token)


def test_after_it_was_stopped_a_book_is_as_new() -> None:
    book = endless(ENDLESS["a lambda that calls itself"])
    for _ in range(3):
        with pytest.raises(CalculationStopped):
            book.recalculate(timeout=0.05)
    small = Book.of({"A1": 20, "A2": "=LET(f,LAMBDA(g,n,IF(n<2,n,g(g,n-1)+g(g,n-2))),f(f,A1))"})
    with pytest.raises(CalculationStopped):
        small.recalculate(timeout=0.0)
    small["A1"] = 10
    assert small["A2"] == 55
    assert small.recalculate(timeout=60).formulas == 1


def test_what_is_in_time_is_not_stopped() -> None:
    for _ in range(300):
        book = Book.of({"A1": 1, "A2": "=A1+1"})
        book.recalculate(timeout=30, memory=1 << 30, cancel=Cancellation())
        assert book["A2"] == 2
    names = [thread.name for thread in threading.enumerate()]
    until = time.monotonic() + 5
    while "xl_kpis budget" in names and time.monotonic() < until:
        time.sleep(0.05)
        names = [thread.name for thread in threading.enumerate()]
    assert "xl_kpis budget" not in names


@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.01, 0.02, 0.03, 0.05])
def test_whenever_it_is_stopped_nothing_else_is_raised(seconds: float) -> None:
    book = Book.of({"A1": 1, **{f"A{i}": f"=A{i - 1}*2-SUM(A$1:A{i - 1})" for i in range(2, 400)}})
    for _ in range(5):
        with contextlib.suppress(CalculationStopped):
            book.recalculate(timeout=seconds)
        assert type(book["A2"]) is float
        book["A1"] = 2


# ---- bytes, not only items ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "formula",
    [
        '=LEN(REPT("x",SEQUENCE(1000000,1,32767,0)))',
        '=LEN(REPT("x",32000)&SEQUENCE(1000000))',
        '=LEN(MAP(SEQUENCE(1000000),LAMBDA(i,REPT("x",32767))))',
        '=LEN(SCAN("",SEQUENCE(1000000),LAMBDA(a,i,REPT("x",32767))))',
        '=LEN(MAKEARRAY(1000,1000,LAMBDA(r,c,REPT("x",32767))))',
        '=LEN(SUBSTITUTE(SEQUENCE(1000000,1,1,0),"1",REPT("x",32767)))',
    ],
)
def test_texts_of_an_array_count_by_their_characters(formula: str) -> None:
    book = Book.of({"A1": f"=SUM({formula[1:]})"})
    book.recalculate(memory=1 << 30)
    assert book["A1"] is NUM


def test_long_columns_of_texts_are_no_array() -> None:
    cells = {f"A{i}": f'=REPT("x",B{i})' for i in range(1, 6001)}
    book = Book.of({"B1": [[32767]] * 6000, **cells})
    assert len(book["A6000"]) == 32767


def test_a_pattern_that_takes_too_long_takes_less_the_next_time() -> None:
    began = time.process_time()
    formula = '=SUM(--ISERROR(REGEXTEST(REPT("a",29000)&SEQUENCE(20),"(a+)+$x")))'
    assert evaluate(formula) in (0.0, 20.0, VALUE)
    assert time.process_time() - began < 20


def test_a_tracer_gets_further_after_a_calculation_was_let_go() -> None:
    code = """
import _thread, sys
from xl_kpis.formula.compile.stack_room import let_go
let_go(_thread.get_ident())
calls = []
def called(): return 1
sys.settrace(lambda frame, event, arg: calls.append(event))
called()
sys.settrace(None)
print(calls)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "['call']", done.stderr
