"""Threads calculate side by side: other books, the same book, functions being declared."""

from __future__ import annotations

import gc
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from xl_kpis import Book, function, garbage
from xl_kpis.formula.book import evaluate, load
from xl_kpis.garbage import FROZEN, MANY, SELDOM, TIMES, not_searched, seldom_searched

THREADS = 8


def together(*works: Callable[[], Any]) -> list[Any]:
    """What these give, each in a thread of its own, all at once; their first exception."""
    found: list[Any] = [None] * len(works)
    wrong: list[BaseException] = []
    start = threading.Barrier(len(works))

    def run(i: int) -> None:
        start.wait()
        try:
            found[i] = works[i]()
        except BaseException as problem:
            wrong.append(problem)

    threads = [threading.Thread(target=run, args=(i,)) for i in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
    return found


@pytest.fixture(autouse=True)
def often() -> Any:
    """Threads take turns fifty times more often than usual."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)
    yield
    sys.setswitchinterval(before)


def workbook(kind: int) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 6):
        sheet.cell(row, 1, row * (kind + 1))
        sheet.cell(row, 2, f"=A{row}*{kind}+SUM(A$1:A{row})")
        sheet.cell(row, 3, f'=TEXT(B{row},"0.0")&IFERROR(VLOOKUP(A{row},A$1:B$5,2,FALSE),"")')
    sheet.cell(1, 4, "=SUM(B1:B5)")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_eight_threads_load_as_one_does() -> None:
    files = [workbook(kind) for kind in range(10)]

    def values(data: bytes) -> Any:
        return load(data)["A1:D5"]

    alone = [values(data) for data in files]

    def work() -> bool:
        return all(values(files[i % 10]) == alone[i % 10] for i in range(500))

    assert together(*[work] * THREADS) == [True] * THREADS


def test_deep_and_shallow_books_leave_each_other_alone() -> None:
    deep = Book.of(
        {"A1": 1, **{f"C{i}": "=" + "+".join(["A1"] * 2500) + f"+{i}" for i in range(1, 10)}}
        | {"D1": "=LET(f,LAMBDA(g,n,IF(n=0,0,1+g(g,n-1))),f(f,1000))"}
    )
    shallow = Book.of({"A1": 1, **{f"B{i}": f"=SUM(A$1:A1)+{i}" for i in range(1, 200)}})
    limit = sys.getrecursionlimit()

    def calculate(book: Book) -> Callable[[], list[dict[str, int]]]:
        return lambda: [book.recalculate().errors for _ in range(5)]

    assert together(calculate(deep), calculate(shallow)) == [[{}] * 5] * 2
    assert sys.getrecursionlimit() == limit


def test_one_book_is_read_and_written_by_eight_threads() -> None:
    book = Book.of(
        {"A1": 1, **{f"B{i}": f"=A$1*{i}+N(B{i - 1})" for i in range(2, 60)}, "C1": "=SUM(B2:B59)"}
    )
    unit = book["C1"]

    def work(number: int) -> Callable[[], bool]:
        def change() -> bool:
            good = True
            for i in range(50):
                book["A1"] = number * 100 + i
                total = book["C1"]  # of this thread's number or of another's
                good &= type(total) is float and total % unit == 0.0
                good &= "B3" in book.dependents("B2")[0] or bool(book.formula("C1"))
            return good

        return change

    assert all(together(*[work(number) for number in range(THREADS)]))
    book["A1"] = 2
    assert book["C1"] == 2 * unit


def test_a_function_may_read_the_book_it_is_called_from() -> None:
    held: list[Book] = []

    @function(name="OTHER.CELL")
    def other_cell(value: float) -> float:
        return float(held[0].resolve("A1").area.top) + value

    held.append(Book.of({"A1": 1, "C1": "=" + "ABS(" * 300 + "OTHER.CELL(A1)" + ")" * 300}))
    assert held[0]["C1"] == 1.0


def test_functions_may_be_declared_while_others_calculate() -> None:
    def declare() -> None:
        for i in range(200):

            @function(name=f"DECLARED.{i}")
            def declared(value: float, i: int = i) -> float:
                return value + i

            assert evaluate(f"=DECLARED.{i}(1)") == 1.0 + i

    def calculate() -> None:
        for i in range(200):
            assert evaluate(f"=SUM(A1:A2)+{i}", {"A1": 1, "A2": 2}) == 3.0 + i

    together(declare, calculate, calculate)


def test_families_are_found_by_all_threads_at_once() -> None:
    import subprocess

    code = """
import sys, threading
from xl_kpis.formula.book import evaluate
sys.setswitchinterval(1e-6)
found = []
def work():
    found.append(evaluate('=NOBODY.KNOWS()&""&ROUND(BESSELJ(1,1)+YIELD(40000,42000,0.05,95,100,2),3)'))
    found.append(evaluate('=ROUND(BESSELJ(1,1),2)&ROMAN(4)&COMBIN(4,2)&TEXTBEFORE("a-b","-")'))
threads = [threading.Thread(target=work) for _ in range(8)]
[t.start() for t in threads]; [t.join() for t in threads]
print(set(map(str, found)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert sorted(eval(done.stdout)) == ["#NAME?", "0.44IV6a"]


def test_while_a_workbook_is_calculated_searches_are_rare_then_as_before() -> None:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    try:
        with seldom_searched():
            with seldom_searched():
                assert gc.get_threshold() == SELDOM
            assert gc.get_threshold() == SELDOM
        assert gc.get_threshold()[0] == 700
        gc.set_threshold(0)
        with seldom_searched():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*before)


@pytest.fixture
def nothing_frozen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a process of a user's: the tests' own objects are frozen."""
    monkeypatch.setattr(garbage, "_others_freeze", False)
    gc.unfreeze()
    yield
    gc.freeze()


@pytest.mark.usefixtures("nothing_frozen")
def test_many_new_objects_are_old_at_once_and_still_found_when_nobody_needs_them() -> None:
    gc.enable()
    with not_searched():
        kept: list[object] = [[] for _ in range(2 * MANY)]
        kept.append(kept)
    assert len(gc.get_objects(generation=2)) >= 2 * MANY
    assert gc.get_freeze_count() < FROZEN
    del kept
    assert gc.collect() > 2 * MANY


def test_what_others_froze_stays_so_and_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server freezes what it has before it forks: millions of objects, of which Python keeps no
    count."""
    gc.enable()
    gc.freeze()
    frozen = gc.get_freeze_count()
    asked: list[int] = []

    def count() -> int:
        asked.append(frozen)
        return frozen

    monkeypatch.setattr(garbage, "_others_freeze", False)
    monkeypatch.setattr(gc, "get_freeze_count", count)
    for _ in range(3):
        many(kept=False)
    monkeypatch.undo()
    assert asked == [frozen]
    assert gc.get_freeze_count() > 0.9 * frozen


@pytest.fixture
def searches_of_all(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many objects each search of all of them finds."""
    for name in ("_large", "_after"):
        monkeypatch.setattr(garbage, name, 0)
    found: list[int] = []

    def note(phase: str, told: dict[str, int]) -> None:
        if phase == "stop" and told["generation"] == 2:
            found.append(told["collected"])

    gc.enable()
    gc.collect()
    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)


def many(kept: bool) -> None:
    with not_searched():
        made: list[object] = [[] for _ in range(2 * MANY)]
        if kept:
            made.append(made)


@pytest.mark.usefixtures("nothing_frozen")
def test_nothing_is_searched_while_all_that_was_made_is_let_go(searches_of_all: list[int]) -> None:
    for _ in range(5 * TIMES):
        many(kept=False)
    assert searches_of_all == []


@pytest.mark.usefixtures("nothing_frozen")
def test_what_is_held_by_itself_is_found_once_it_has_grown(searches_of_all: list[int]) -> None:
    for _ in range(20 * TIMES):
        many(kept=True)
    assert 1 <= len(searches_of_all) <= 20
    assert sum(searches_of_all) > 15 * TIMES * 2 * MANY


def test_the_search_for_garbage_is_off_until_the_last_thread_is_done() -> None:
    gc.enable()
    inside, done = threading.Event(), threading.Event()

    def other() -> None:
        with not_searched():
            inside.set()
            done.wait(10)

    thread = threading.Thread(target=other)
    with not_searched():
        thread.start()
        inside.wait(10)
    assert not gc.isenabled()
    done.set()
    thread.join()
    assert gc.isenabled()


# ---- what comes from outside --------------------------------------------------------------------


class Late(Exception):
    """Raised by a handler."""


LASTING = {
    "deep": "=LET(f,LAMBDA(g,n,IF(n=0,SUM(MAP(SEQUENCE(1000000),LAMBDA(x,x))),g(g,n-1))),f(f,900))",
    "shallow": "=SUM(MAP(SEQUENCE(1000000),LAMBDA(x,x+1)))",
}


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers")
@pytest.mark.parametrize("kind", LASTING)
@pytest.mark.parametrize("raised", [Late, TimeoutError, KeyboardInterrupt, ValueError])
def test_what_a_signal_raises_is_no_cells_value(kind: str, raised: type[BaseException]) -> None:
    def handler(*_: object) -> None:
        raise raised

    book = Book.of({"A1": 1, "B1": "=A1+1", "C1": LASTING[kind]})
    threads = threading.active_count()
    callbacks, gc.callbacks[:] = gc.callbacks[:], []  # what is raised in one of those gets lost
    before = signal.signal(signal.SIGALRM, handler)
    began = time.monotonic()
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        with pytest.raises(raised):
            book.recalculate()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        gc.callbacks[:] = callbacks
    assert time.monotonic() - began < 60
    assert threading.active_count() == threads
    assert book.formula("C1") == LASTING[kind]


def test_memory_that_ran_out_is_no_cells_value() -> None:
    @function(name="NO.MEMORY")
    def no_memory(value: float) -> float:
        raise MemoryError

    cells: dict[str, Any] = {"A1": 1, "C1": "=NO.MEMORY(A1)"}
    with pytest.raises(MemoryError):
        Book.of(cells).recalculate()
    with pytest.raises(MemoryError):
        Book.of({"A1": 1, **{f"C{i}": f"=NO.MEMORY(A$1)+{i}" for i in range(1, 30)}}).recalculate()
    with pytest.raises(MemoryError):
        evaluate("=IFERROR(NO.MEMORY(1),2)")


def test_a_calculation_that_was_stopped_can_be_made_again() -> None:
    stop = [True]

    @function(name="STOPS.ONCE")
    def stops_once(value: float) -> float:
        if stop[0]:
            raise KeyboardInterrupt
        return value

    book = Book.of({"A1": 1, "B1": "=A1", "C1": "=STOPS.ONCE(B1)", "D1": "=C1+1"})
    with pytest.raises(KeyboardInterrupt):
        book.recalculate()
    stop[0] = False
    assert book["D1"] == 2.0
    stop[0] = True
    book["A1"] = 5
    with pytest.raises(KeyboardInterrupt):
        _ = book["D1"]
    stop[0] = False
    assert book["D1"] == 6.0
