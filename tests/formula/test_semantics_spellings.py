"""How files spell formulas, and how a person sees them."""

from __future__ import annotations

from typing import Any

import pytest
from books import array, book_of, dynamic, same

CELLS: dict[str, Any] = {"A1": [[3], [1], [2]]}

SPELLINGS = [
    ("_xlfn.SINGLE(A1:A3)", 3),
    ("_xlfn.CONCAT(A1:A3)", "312"),
    ("_xlfn.XLOOKUP(2,A1:A3,A1:A3)", 2),
    ("_xlfn._xlws.SORT(A1:A3)", 1),
    ("_xlfn._xlws.FILTER(A1:A3,A1:A3>2)", 3),
    ("_xlfn.LET(_xlpm.x,5,_xlpm.x*2)", 10),
    ("_xlfn.LAMBDA(_xlpm.a,_xlpm.a+1)(4)", 5),
    ("_xlfn.LET(_xlpm.f,_xlfn.LAMBDA(_xlpm.a,_xlpm.a^2),_xlpm.f(3))", 9),
    ("_xlfn.REDUCE(0,A1:A3,_xlfn.LAMBDA(_xlpm.t,_xlpm.v,_xlpm.t+_xlpm.v))", 6),
    ("_xlfn.BYROW(A1:A3,_xleta.SUM)", 3),
    ("_xlfn.STDEV.S(A1:A3)", 1),
    ('_xlfn.IFS(A1>2,"a",TRUE,"b")', "a"),
    ('_xlfn.MAXIFS(A1:A3,A1:A3,"<3")', 2),
    ("SUM(_xlfn.SEQUENCE(3))", 6),
    ("SUM(_xlfn.ANCHORARRAY(C1))", 6),
    ("_xlfn.NOSUCHFUNCTION(1)", "#NAME?"),
    ("_xludf.SUM(1,2)", None),
    ("sum( A1:A3 )", 6),
    (" SUM(A1:A3) ", 6),
    ("SUM(A1:A3)\n+1", 7),
    ("+A1", 3),
    ("SUM(a1:a3)", 6),
    ("SUM($A$1:A$3)", 6),
    ("IF(,1,2)", 2),
    ("IF(TRUE,,2)", 0),
    ("SUM(,)", 0),
    ('"a""b"', 'a"b'),
    ("TRUE", True),
    ("true()", True),
    ("{1,2;3,4}", 1),
    ('{TRUE,#N/A,"x"}', True),
    ("1E3", 1000),
    (".5", 0.5),
    ("5.", 5),
]


@pytest.mark.parametrize(("formula", "want"), SPELLINGS)
def test_spellings_in_files(formula: str, want: Any) -> None:
    book = book_of({**CELLS, "C1": dynamic("_xlfn.SEQUENCE(3)"), "F1": dynamic(formula)})
    assert want is None or same(book["F1"], want), book["F1"]


SHOWN = [
    ("_xlfn.CONCAT(A1:A3)", "=CONCAT(A1:A3)"),
    ("_xlfn._xlws.SORT(A1:A3)", "=SORT(A1:A3)"),
    ("_xlfn.LET(_xlpm.x,5,_xlpm.x*2)", "=LET(x,5,x*2)"),
    ("SUM(_xlfn.ANCHORARRAY(C1))", "=SUM(C1#)"),
    ("_xlfn.SINGLE(A1:A3)", "=@A1:A3"),
    ("_xlfn.SINGLE(A1:A3*2)", "=@(A1:A3*2)"),
    ("_xlfn.BYROW(A1:A3,_xleta.SUM)", "=BYROW(A1:A3,SUM)"),
    ("SUM( A1 , A2 )", "=SUM( A1 , A2 )"),
]


@pytest.mark.parametrize(("formula", "want"), SHOWN)
def test_formulas_as_a_person_sees_them(formula: str, want: str) -> None:
    book = book_of({**CELLS, "F1": dynamic(formula), "G1": "=FORMULATEXT(F1)"})
    assert book.formula("F1") == want
    assert book["G1"] == want


def test_a_filled_formula_is_shown_as_its_cell_has_it() -> None:
    cells = {**CELLS, "B1": "=A1*$A$1", "B2": "=A2*$A$1", "D1": "=FORMULATEXT(B2)"}
    book = book_of({**cells, "D2": "=FORMULATEXT(A1)", "E1": array("A1:A3", 3, 1)})
    assert book["D1"] == "=A2*$A$1"
    assert same(book["D2"], "#N/A")


def test_unknown_functions_are_reported_with_their_cells() -> None:
    book = book_of({"A1": "=MYADDIN(1)+1", "B2": "=IFERROR(MYADDIN(2),0)", "C1": "=SUM(1)"})
    report = book.recalculate()
    assert same([book["A1"], book["B2"]], ["#NAME?", 0])
    assert report.unsupported == {"MYADDIN": ["Sheet1!A1", "Sheet1!B2"]}
