"""Formulas of any depth give the same everywhere; the host's recursion limit stays untouched."""

from __future__ import annotations

import functools
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from xl_kpis import Book
from xl_kpis.errors import NUM
from xl_kpis.formula.book import evaluate
from xl_kpis.formula.compile.stack_room import on_fresh_stack
from xl_kpis.formula.grammar import nodes, parse, unparse
from xl_kpis.formula.grammar.parser import MAX_NESTING
from xl_kpis.formula.sheets.model import DefinedName, Model, Run, Sheet

DEEP = MAX_NESTING - 1
TERMS = 10_000


def counting(n: int) -> str:
    """A LAMBDA that calls itself: in all, n calls inside each other."""
    return f"=LET(f,LAMBDA(g,k,IF(k<=1,1,1+g(g,k-1))),f(f,{n}))"


LONG = {
    "sum": ("+".join(["A1"] * TERMS), float(TERMS)),
    "difference": ("A1" + "-A1" * TERMS, 1.0 - TERMS),
    "product": ("*".join(["A1"] * TERMS), 1.0),
    "power": ("^".join(["A1"] * TERMS), 1.0),
    "text": ("LEN(" + "&".join(["A1"] * TERMS) + ")", float(TERMS)),
    "comparison": ("=".join(["A1"] * TERMS), False),
    "percent": ("A1" + "%" * TERMS, 0.0),
    "union": ("SUM((" + ",".join(["A1"] * 2000) + "))", 2000.0),
    "intersection": ("SUM(A:A" + " A:A" * 5000 + ")", 1.0),
    "ranges": ("SUM(" + ":".join(["A1"] * 5000) + ")", 1.0),
    "terms in brackets": ("+".join(["(A1*2-1)"] * 2000), 2000.0),
}
NESTED = {
    "brackets": ("1+(" * (DEEP // 2) + "A1" + ")" * (DEEP // 2), DEEP // 2 + 1.0),
    "signs": ("-" * DEEP + "A1", -1.0),
    "single": ("ABS(" * DEEP + "-A1" + ")" * DEEP, 1.0),
    "total": ("SUM(" * DEEP + "A1:A1" + ")" * DEEP, 1.0),
    "mixed totals": ("MAX(0,SUM(" * (DEEP // 2) + "A1" + "))" * (DEEP // 2), 1.0),
    "then": ("IF(TRUE," * DEEP + "A1" + ")" * DEEP, 1.0),
    "else": ("IF(FALSE,2," * DEEP + "A1" + ")" * DEEP, 1.0),
    "test": ("IF(" * DEEP + "TRUE" + ",TRUE,2)" * DEEP, True),
    "rescue": ("IFERROR(" * DEEP + "A1" + ",2)" * DEEP, 1.0),
    "choice": ("CHOOSE(1," * DEEP + "A1" + ")" * DEEP, 1.0),
    "cases": ("IFS(TRUE," * DEEP + "A1" + ")" * DEEP, 1.0),
    "switch": ("SWITCH(1,1," * DEEP + "A1" + ")" * DEEP, 1.0),
    "variables": ("LET(x,1," * DEEP + "x" + ")" * DEEP, 1.0),
    "functions": ("LAMBDA(" * DEEP + "A1" + ")" * DEEP + "()" * DEEP, 1.0),
    "map": ("MAP(1,LAMBDA(x," * (DEEP // 2) + "x" + "))" * (DEEP // 2), 1.0),
    "reduce": ("REDUCE(0,1,LAMBDA(a,b,a+" * (DEEP // 3) + "b" + "))" * (DEEP // 3), 1.0),
    "range": ("SUM(OFFSET(A1,0,0," * (DEEP // 2) + "1" + "))" * (DEEP // 2), 1.0),
}


@pytest.mark.parametrize("kind", LONG)
def test_a_chain_may_be_as_long_as_a_formula(kind: str) -> None:
    text, value = LONG[kind]
    assert Book.of({"A1": 1, "C1": "=" + text})["C1"] == value
    assert unparse(parse(unparse(parse(text)))) == unparse(parse(text))


@pytest.mark.parametrize(
    "formula",
    [
        "=SUMPRODUCT(A1:A2*1…)",
        "=MATCH(1,A1:A2*1…,0)",
        "=XLOOKUP(1,A1:A2*1…,A1:A2)",
        "=XMATCH(1,(A1:A2=1)*(A1:A2=1)…)",
        "=INDEX(A1:A2+0…,MATCH(1,A1:A2,0))",
        "=LOOKUP(2,1/(A1:A2=1)*1…,A1:A2)",
    ],
)
def test_so_may_what_is_looked_through(formula: str) -> None:
    """However long a product is, it is looked at without a deep stack."""
    before, last, after = re.fullmatch(r"(.*?)([*+](?:\(.*?\)|\d))…(.*)", formula).groups()  # type: ignore[union-attr]
    text = before + last * (8000 // len(last)) + after
    assert Book.of({"A1": 1, "A2": 0, "C1": text})["C1"] == 1


@pytest.mark.parametrize("kind", NESTED)
def test_what_the_grammar_lets_nest_is_evaluated(kind: str) -> None:
    text, value = NESTED[kind]
    assert Book.of({"A1": 1, "C1": "=" + text})["C1"] == value


def test_a_lambda_calls_itself_as_deep_as_the_limit_says() -> None:
    assert evaluate(counting(1024)) == 1024.0
    assert evaluate(counting(1025)) is NUM


def test_a_lambda_calls_itself_through_functions_that_take_it() -> None:
    text = "=LET(f,LAMBDA(g,k,IF(k<=1,1,1+SUM(MAP({0},LAMBDA(z,g(g,k-1)))))),f(f,%d))"
    assert evaluate(text % 512) == 512.0
    assert evaluate(text % 513) is NUM


def named(count: int) -> Model:
    """Names step_1, step_2, …, each of which names the one before it."""
    last = f"step_{count}"
    runs = [Run(0, 0, 0, 0, last), Run(1, 0, 1, 0, f"{last}+{last}")]
    names = [DefinedName("step_0", "1", None)]
    names += [DefinedName(f"step_{i}", f"step_{i - 1}+1", None) for i in range(1, count + 1)]
    return Model(sheets=[Sheet("S", runs=runs)], names=names)


def test_a_name_may_name_another_a_thousand_times_over() -> None:
    book = Book(named(1000))
    assert book["A1"] == 1001.0
    assert book["A2"] == 2002.0
    assert book.precedents("A1") == []


def test_errors_and_the_cells_waited_for_come_back_from_the_depth() -> None:
    nest = "ABS(" * 300
    cells = {"C1": f"={nest}D1{')' * 300}", "D1": "=E1+1", "E1": 4, "C2": f"={nest}1/0{')' * 300}"}
    book = Book.of(cells)
    assert book["C1"] == 5.0
    assert str(book["C2"]) == "#DIV/0!"
    assert not book.report().warnings


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("=" + "+".join(["A{0}"] + ["1"] * 3000), 25 * 3000.0),
        ("=IF(A{0}<0," + "+".join(["A{0}"] * 500) + ",A{0}+1)", 25.0),
        ("=" + "(A{0}+" * 200 + "0" + ")" * 200, 0.0),
        ("=" + "SUM(MAX(0," * 30 + "A{0}" + "),0)" * 30 + "+1", 25.0),
        ("=" + "IF(A{0}<0,0," * 63 + "A{0}+1" + ")" * 63, 25.0),
        ("=SUM(" + ",".join(["A{0}"] + ["0"] * 250) + ")+1", 25.0),
        ("=AND(" + ",".join(["A{0}>=0"] * 250) + ")*1+A{0}", 25.0),
    ],
)
def test_a_running_formula_may_be_long_and_deep(text: str, last: float) -> None:
    book = Book.of({"A1": 0, **{f"A{i}": text.format(i - 1) for i in range(2, 27)}})
    assert book["A26"] == last
    alone = 0.0
    for _ in range(25):
        alone = evaluate(text.format(1), {"A1": alone})
    assert book["A26"] == alone
    assert not book.report().warnings


def test_a_deep_formula_is_explained() -> None:
    deep = "=" + "ABS(" * 300 + "A1" + ")" * 300
    book = Book.of({"A1": 1, "C1": "=" + "+".join(["A1"] * 3000), "C2": deep})
    assert len(list(book.explain("C1").steps())) == 3001
    assert len(list(book.explain("C2").steps())) == 301


# ---- where it is evaluated ----------------------------------------------------------------------


@pytest.fixture
def limit() -> Iterator[None]:
    before = sys.getrecursionlimit()
    yield
    sys.setrecursionlimit(before)


def in_thread(work: Callable[[], Any], stack: int = 0) -> Any:
    """What ``work()`` gives in a thread with so many bytes of stack."""
    found: list[Any] = []
    before = threading.stack_size(stack)
    try:
        thread = threading.Thread(target=lambda: found.append(work()))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    return found[0]


KINDS = LONG | NESTED
ALL = [
    KINDS[kind]
    for kind in ("sum", "text", "union", "signs", "single", "rescue", "functions", "map")
]


def everything() -> list[Any]:
    cells = {f"C{i + 1}": "=" + text for i, (text, _) in enumerate(ALL)}
    book = Book.of({"A1": 1, **cells})
    return [book[cell] for cell in cells] + [evaluate(counting(1024)), evaluate(counting(1025))]


@functools.cache
def imported() -> None:
    """All modules that it takes are there."""
    everything()


EXPECTED = [value for _, value in ALL] + [1024.0, NUM]


def test_in_a_thread_with_a_small_stack() -> None:
    assert in_thread(everything, 256 * 1024) == EXPECTED


def test_trees_are_let_go_of_in_a_thread_with_a_small_stack() -> None:
    def made_and_gone() -> bool:
        for kind in (
            lambda tree: nodes.Binary("+", tree, one),
            lambda tree: nodes.Unary("-", tree),
        ):
            tree: nodes.Node = one
            for _ in range(10 * TERMS):
                tree = kind(tree)
            kept = tree.left if isinstance(tree, nodes.Binary) else tree
            del tree
            assert kept != one  # what somebody else has stays whole
            del kept
        return True

    one = nodes.Literal(1.0)
    assert in_thread(made_and_gone, 256 * 1024)


@pytest.mark.parametrize("low", [300, 500, 100_000])
def test_where_the_host_has_set_a_limit_of_its_own(low: int, limit: None) -> None:
    def work() -> list[Any]:
        return everything()

    imported()
    sys.setrecursionlimit(low)
    assert in_thread(work) == EXPECTED
    assert sys.getrecursionlimit() == low


def test_where_the_host_is_deep_already() -> None:
    def deeper(left: int) -> list[Any]:
        return deeper(left - 1) if left else everything()

    assert in_thread(lambda: deeper(sys.getrecursionlimit() - 150)) == EXPECTED


def test_the_recursion_limit_stays_untouched() -> None:
    seen = {sys.getrecursionlimit()}
    from xl_kpis import function

    @function(name="LIMIT.SEEN")
    def seen_inside(value: float) -> float:
        seen.add(sys.getrecursionlimit())
        return value

    book = Book.of({"A1": 1, "C1": "=LIMIT.SEEN(" + "+".join(["A1"] * 5000) + ")"})
    assert book["C1"] == 5000.0
    seen.add(sys.getrecursionlimit())
    assert len(seen) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no ulimit")
def test_in_a_process_with_a_small_stack() -> None:
    code = f"import sys; sys.path.insert(0, {__file__.rpartition('/')[0]!r})\n"
    code += "import test_deep_formulas as t\nassert t.everything() == t.EXPECTED"
    done = subprocess.run(
        ["bash", "-c", 'ulimit -s 1024; exec "$0" -c "$1"', sys.executable, code],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]


# ---- a stack of its own -------------------------------------------------------------------------


def test_an_exception_comes_back_as_it_is() -> None:
    problem = LookupError("lost")

    def fails() -> None:
        raise problem

    with pytest.raises(LookupError) as caught:
        on_fresh_stack(fails)
    assert caught.value is problem


def test_threads_end_with_their_work() -> None:
    before = threading.active_count()
    assert evaluate(counting(1000)) == 1000.0
    assert threading.active_count() == before
