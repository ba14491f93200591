"""Workbooks and formulas that nobody needs any more are gone at once, without a search for them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from books import book_of, dynamic

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
}


@pytest.fixture
def no_searches() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


@pytest.mark.usefixtures("no_searches")
def test_what_is_let_go_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "_kept", type(plan._kept)())
    for _ in range(2):  # the first time modules are imported
        gc.collect()
        gc.set_debug(gc.DEBUG_SAVEALL)
        book = book_of(CELLS)
        book.recalculate()
        del book
        plan._kept.clear()
        gc.collect()
        left = [item for item in gc.garbage if "xl_kpis" in module_of(item)]
        gc.set_debug(0)
        gc.garbage.clear()
    assert left == []


def module_of(item: Any) -> str:
    """Where a function, or the type of anything else, was made."""
    made_by = item if callable(item) else type(item)
    return str(getattr(made_by, "__module__", ""))
