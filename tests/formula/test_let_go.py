"""Workbooks and formulas that nobody needs any more are gone at once, without a search for them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
import pandas as pd
import pytest
from books import book_of, dynamic
from sizes import sizes

from xl_kpis.formula.book import Book, load
from xl_kpis.formula.compile import plan

CELLS: dict[str, Any] = {
    "A1": [[i, "x" if i % 3 else None] for i in range(40)],
    "D1": '=IFERROR(SUM(A1:A40)/COUNTIF(B1:B40,"x"),0)',
    "D2": '=IF(A2>1,VLOOKUP(A3,$A$1:$B$40,2,FALSE),"none")',
    "D3": "=ROUND(-A1:A40,2)",
    "D4": '=TEXT(NOW(),"yyyy")&INDIRECT("A"&ROW())',
    "D5": "=ABS(B1:B40)+LEFT(NA())",
    "F1": dynamic("FILTER(A1:B40,B1:B40<>A1)"),
    "I1": dynamic("LET(n,A1:A40,MAP(n,LAMBDA(x,x*2)))"),
    **{f"K{i}": f"=SUM(A$1:A{i})+ROUND(A{i}/B{i},1)" for i in range(1, 41)},
    **{f"M{i}": f"=M{i - 1}+N{i - 1}*A1" for i in range(2, 61)},
    **{f"N{i}": f"=M{i}*1.1-N{i - 1}" for i in range(2, 61)},
    **{f"O{i}": f"=O{i - 1}*2+A{i}" for i in range(2, 61)},
    **{f"{c}{i}": f"={c}{i + 1}*A{i * 7 % 40 + 1}-1" for c in "QRS" for i in range(1, 60, 2)},
    "U1": "=U2+1",
    "U2": "=U1*2",
}


def calculated(book: Book) -> Book:
    book.recalculate()
    return book


def changed(book: Book) -> Book:
    book["A3"] = 7
    assert book["D1"] is not None
    book.formula["W1"] = "=SUM(K1:K40)"
    assert book["W1"] is not None
    return book


def from_a_file(book: Book) -> Book:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    for name, text in CELLS.items():
        workbook.active[name] = text if isinstance(text, str) else str(book[name])
    return load(workbook)


def saved(book: Book) -> Book:
    return load(book.to_bytes())


def with_many_cases(book: Book) -> Book:
    book.scenarios(pd.DataFrame({"A1": [1, 2, 3]}), ["D1", "O60"])
    return book


STEPS = [
    [calculated],
    [calculated, changed],
    [changed, calculated],
    [from_a_file, calculated, changed, saved, calculated],
    [with_many_cases, changed],
]


@pytest.fixture
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "_kept", type(plan._kept)())


@pytest.fixture
def no_searches() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


def gone(make: Callable[[], Any]) -> list[Any]:
    """What of this package only a search finds, after something was made a second time and let
    go."""
    for _ in range(2):  # the first time modules are imported
        gc.collect()
        gc.set_debug(gc.DEBUG_SAVEALL)
        made = make()
        del made
        plan._kept.clear()
        gc.collect()
        left = [item for item in gc.garbage if "xl_kpis" in module_of(item)]
        gc.set_debug(0)
        gc.garbage.clear()
    return left


@pytest.mark.usefixtures("no_searches", "nothing_kept")
@pytest.mark.parametrize("steps", STEPS, ids=lambda steps: "-".join(s.__name__ for s in steps))
def test_what_is_let_go_is_gone(steps: list[Callable[[Book], Book]]) -> None:
    def make() -> Book:
        book = book_of(CELLS)
        for step in steps:
            book = step(book)
        return book

    with sizes({"SCAN_FROM": 8, "GATHERED_FROM": 12}):
        assert gone(make) == []


@pytest.mark.usefixtures("no_searches", "nothing_kept")
def test_a_file_that_cannot_be_read_is_gone_too() -> None:
    def make() -> None:
        with pytest.raises(Exception, match=r"\w"):
            load(b"PK no workbook")

    assert gone(make) == []


def module_of(item: Any) -> str:
    """Where a function, or the type of anything else, was made."""
    made_by = item if callable(item) else type(item)
    return str(getattr(made_by, "__module__", ""))
