"""What each form of formula text means, one line per form."""

from __future__ import annotations

import pytest

from xl_kpis.errors import DIV0, GETTING_DATA, NA, REF, SPILL
from xl_kpis.formula.grammar import parse, unparse
from xl_kpis.formula.grammar.nodes import (
    Apply,
    ArrayLiteral,
    Binary,
    Call,
    Corner,
    Literal,
    Name,
    Node,
    Omitted,
    Ref,
    Structured,
    Unary,
)


def cell(row: int, col: int, sheet: str | None = None, book: str | None = None) -> Ref:
    return Ref(Corner(row, col), None, sheet, None, book)


A1, B1, C1, B2, C3 = cell(0, 0), cell(0, 1), cell(0, 2), cell(1, 1), cell(2, 2)
A1_B2 = Ref(Corner(0, 0), Corner(1, 1))
ONE, TWO, THREE = Literal(1.0), Literal(2.0), Literal(3.0)
X, Y = Name("x"), Name("y")

REFERENCES: list[tuple[str, Node]] = [
    ("A1", A1),
    ("a1", A1),
    ("$A$1", Ref(Corner(0, 0, True, True))),
    ("A$1", Ref(Corner(0, 0, True, False))),
    ("$A1", Ref(Corner(0, 0, False, True))),
    ("XFD1048576", cell(1_048_575, 16_383)),
    ("A1:B2", A1_B2),
    (" A1 : B2 ", A1_B2),
    ("A:C", Ref(Corner(None, 0), Corner(None, 2))),
    ("$A:C", Ref(Corner(None, 0, False, True), Corner(None, 2))),
    ("1:3", Ref(Corner(0, None), Corner(2, None))),
    ("1:$3", Ref(Corner(0, None), Corner(2, None, True))),
    ("Sheet1!A1", cell(0, 0, "Sheet1")),
    ("Sheet1!A1:B2", Ref(Corner(0, 0), Corner(1, 1), "Sheet1")),
    ("Sheet1!A1:Sheet1!B2", Ref(Corner(0, 0), Corner(1, 1), "Sheet1")),
    ("Sheet1!A1:Sheet2!B2", Binary(":", cell(0, 0, "Sheet1"), cell(1, 1, "Sheet2"))),
    ("A1:Sheet2!B2", Binary(":", A1, cell(1, 1, "Sheet2"))),
    ("Sheet1!$A:$A", Ref(Corner(None, 0, False, True), Corner(None, 0, False, True), "Sheet1")),
    ("'It''s a sheet'!A1", cell(0, 0, "It's a sheet")),
    ("'#REF!'!A1", cell(0, 0, "#REF!")),
    ("'A1'!A1", cell(0, 0, "A1")),
    ("2024!A1", cell(0, 0, "2024")),
    ("Été!A1", cell(0, 0, "Été")),
    ("数据!A1", cell(0, 0, "数据")),
    ("Jan:Dec!A1", Ref(Corner(0, 0), None, "Jan", "Dec")),
    ("'Jan:Dec 1'!A1", Ref(Corner(0, 0), None, "Jan", "Dec 1")),
    ("[1]Sheet1!A1", cell(0, 0, "Sheet1", "1")),
    ("[1]Jan:Dec!A1", Ref(Corner(0, 0), None, "Jan", "Dec", "1")),
    ("'[1]My Sheet'!A1", cell(0, 0, "My Sheet", "1")),
    ("[0]Sheet1!A1", cell(0, 0, "Sheet1")),
    ("'[Book.xlsx]My Sheet'!A1", cell(0, 0, "My Sheet", "Book.xlsx")),
    ("[Book.xlsx]S!A1", cell(0, 0, "S", "Book.xlsx")),
    (r"'C:\dir\[Book.xlsx]S'!A1", cell(0, 0, "S", r"C:\dir\Book.xlsx")),
    ("A1:INDEX(A1,2)", Binary(":", A1, Call("INDEX", (A1, TWO)))),
    ("INDEX(A1,2):A1", Binary(":", Call("INDEX", (A1, TWO)), A1)),
    ("A1:B2:C3", Binary(":", A1_B2, C3)),
    ("A1:A", Binary(":", A1, Name("A"))),
    ("A1:XFE1", Binary(":", A1, Name("XFE1"))),
    ("A1:B1#", Binary(":", A1, Unary("#", B1))),
    ("A1#", Unary("#", A1)),
    ("A1:({1})#", Binary(":", A1, Unary("#", ArrayLiteral(((1.0,),))))),
    ("Sheet1!A1#", Unary("#", cell(0, 0, "Sheet1"))),
    ("A1:.B2", Call("_TRO_TRAILING", (A1_B2,))),
    ("A1.:B2", Call("_TRO_LEADING", (A1_B2,))),
    ("A.:.C", Call("_TRO_ALL", (Ref(Corner(None, 0), Corner(None, 2)),))),
    ("1:.3", Call("_TRO_TRAILING", (Ref(Corner(0, None), Corner(2, None)),))),
    ("#REF!", Literal(REF)),
    ("Sheet1!#REF!", Literal(REF)),
    ("'My Sheet'!#REF!", Literal(REF)),
    ("#REF!A1", Literal(REF)),
    ("#REF!$A$1:$B$2", Literal(REF)),
    ("#REF!#REF!", Literal(REF)),
    ("#REF!:A1", Binary(":", Literal(REF), A1)),
]

NAMES: list[tuple[str, Node]] = [
    ("rate", Name("rate")),
    ("XFE1", Name("XFE1")),
    ("A1048577", Name("A1048577")),
    ("A0", Name("A0")),
    ("R1C1", Name("R1C1")),
    ("A1B", Name("A1B")),
    ("tax.rate", Name("tax.rate")),
    (r"\x", Name(r"\x")),
    ("_x?y", Name("_x?y")),
    ("coût_été", Name("coût_été")),
    ("売上", Name("売上")),
    ("TRUES", Name("TRUES")),
    ("Sheet1!rate", Name("rate", "Sheet1")),
    ("'My Sheet'!rate", Name("rate", "My Sheet")),
    ("[1]!rate", Name("rate", None, "1")),
    ("[1]Sheet1!rate", Name("rate", "Sheet1", "1")),
    ("[0]!rate", Name("rate")),
    ("_xlpm.x", X),
    ("_xleta.SUM", Name("_xleta.SUM")),
]

CONSTANTS: list[tuple[str, Node]] = [
    ("1", ONE),
    ("1.", ONE),
    (".5", Literal(0.5)),
    ("1E+5", Literal(1e5)),
    ("1e5", Literal(1e5)),
    ("1.5E-3", Literal(1.5e-3)),
    ('""', Literal("")),
    ('"a""b"', Literal('a"b')),
    ('"A1+B2"', Literal("A1+B2")),
    ("TRUE", Literal(True)),
    ("false", Literal(False)),
    ("#N/A", Literal(NA)),
    ("#n/a", Literal(NA)),
    ("#DIV/0!", Literal(DIV0)),
    ("#GETTING_DATA", Literal(GETTING_DATA)),
    ("#SPILL!", Literal(SPILL)),
    ("{1}", ArrayLiteral(((1.0,),))),
    ("{1,2;3,4}", ArrayLiteral(((1.0, 2.0), (3.0, 4.0)))),
    ('{ -1 , "a;""}" ; TRUE , #N/A }', ArrayLiteral(((-1.0, 'a;"}'), (True, NA)))),
]

OPERATORS: list[tuple[str, Node]] = [
    ("-2^2", Binary("^", Unary("-", TWO), TWO)),
    ("2^-3", Binary("^", TWO, Unary("-", THREE))),
    ("2^3^2", Binary("^", Binary("^", TWO, THREE), TWO)),
    ("2^3%", Binary("^", TWO, Unary("%", THREE))),
    ("-3%", Unary("%", Unary("-", THREE))),
    ("1000%%", Unary("%", Unary("%", Literal(1000.0)))),
    ("--1", Unary("-", Unary("-", ONE))),
    ("+A1", Unary("+", A1)),
    ("1-2-3", Binary("-", Binary("-", ONE, TWO), THREE)),
    ("1-(2-3)", Binary("-", ONE, Binary("-", TWO, THREE))),
    ("1+2*3", Binary("+", ONE, Binary("*", TWO, THREE))),
    ("1&2+3", Binary("&", ONE, Binary("+", TWO, THREE))),
    ("1=2&3", Binary("=", ONE, Binary("&", TWO, THREE))),
    ("1<2=3", Binary("=", Binary("<", ONE, TWO), THREE)),
    ("1<>2", Binary("<>", ONE, TWO)),
    ("1<=2", Binary("<=", ONE, TWO)),
    ("1>=2", Binary(">=", ONE, TWO)),
    ("1>-2", Binary(">", ONE, Unary("-", TWO))),
    ("A1\n+\tB1", Binary("+", A1, B1)),
    ("A1\u00a0+ B1", Binary("+", A1, B1)),
    ("A1:B2 C3", Binary(" ", A1_B2, C3)),
    ("A1:B2\nx", Binary(" ", A1_B2, X)),
    ("A1 1:3", Binary(" ", A1, Ref(Corner(0, None), Corner(2, None)))),
    ("A1 (B1)", Binary(" ", A1, B1)),
    ("A1 -B1", Binary("-", A1, B1)),
    ("A1 #REF!", Binary(" ", A1, Literal(REF))),
    ("-A1 B1", Unary("-", Binary(" ", A1, B1))),
    ("(A1,B1)", Binary(",", A1, B1)),
    ("(A1,B1 C1)", Binary(",", A1, Binary(" ", B1, C1))),
    ("SUM((A1,B1),C1)", Call("SUM", (Binary(",", A1, B1), C1))),
    ("@A1:B2", Unary("@", A1_B2)),
    ("-@x", Unary("-", Unary("@", X))),
]

CALLS: list[tuple[str, Node]] = [
    ("PI()", Call("PI", ())),
    ("PI( )", Call("PI", ())),
    ("TRUE()", Call("TRUE", ())),
    ("sum(1,2)", Call("SUM", (ONE, TWO))),
    ("LOG10(1)", Call("LOG10", (ONE,))),
    ("A1(1)", Call("A1", (ONE,))),
    ("_xlfn.NORM.S.DIST(1)", Call("NORM.S.DIST", (ONE,))),
    ("_xlfn._xlws.SORT(A1)", Call("SORT", (A1,))),
    ("_xlws.FILTER(A1)", Call("FILTER", (A1,))),
    ("_xludf.MINE(1)", Call("MINE", (ONE,))),
    ("_xldudf_MINE(1)", Call("MINE", (ONE,))),
    ("_xll.MINE(1)", Call("MINE", (ONE,))),
    ("[1]!MINE(1)", Call("MINE", (ONE,))),
    ("'x.xlam'!MINE(1)", Call("MINE", (ONE,))),
    ("'my add-in.xlam'!MINE(1)", Call("MINE", (ONE,))),
    ("IF(1,,3)", Call("IF", (ONE, Omitted(), THREE))),
    ("IF(1,)", Call("IF", (ONE, Omitted()))),
    ("IF(,)", Call("IF", (Omitted(), Omitted()))),
    ("_xlfn.ANCHORARRAY(A1)", Unary("#", A1)),
    ("_xlfn.SINGLE(A1:B2)", Unary("@", A1_B2)),
    ("LAMBDA(x,x)(2)", Apply(Call("LAMBDA", (X, X)), (TWO,))),
    ("LAMBDA(x,x)()(2)", Apply(Apply(Call("LAMBDA", (X, X)), ()), (TWO,))),
    ("(x)(2)", Apply(X, (TWO,))),
    ("_xlfn.LAMBDA(_xlpm.x,_xlpm.x)", Call("LAMBDA", (X, X))),
    ("LAMBDA(x, [y] ,y)", Call("LAMBDA", (X, Name("[y]"), Y))),
    ("_xlfn.LAMBDA(_xlpm.x,_xlop.y,_xlop.y)", Call("LAMBDA", (X, Name("[y]"), Y))),
    ("_xlfn.LAMBDA(_xlpm.x,_xlop.y,_xlpm.y)", Call("LAMBDA", (X, Name("[y]"), Y))),
    ("LAMBDA(x,[y])", Call("LAMBDA", (X, Structured(None, (), "y")))),
    ("_xlfn.LET(_xlpm.f,1,_xlpm.f(2))", Call("LET", (Name("f"), ONE, Call("F", (TWO,))))),
]


def table(items: tuple[str, ...], *columns: str, name: str | None = "T") -> Structured:
    first, last = (*columns, None, None)[:2]
    return Structured(name, items, first, last)


THIS = ("#This Row",)
STRUCTURED: list[tuple[str, Node]] = [
    ("T[]", table(())),
    ("T[Col]", table((), "Col")),
    ("T[ Col 1 ]", table((), "Col 1")),
    ("T[[Col]]", table((), "Col")),
    ("T[[ Col ]]", table((), " Col ")),
    ("T[#All]", table(("#All",))),
    ("T[#data]", table(("#Data",))),
    ("T[[#All],[Col]]", table(("#All",), "Col")),
    ("T[ [#Totals] , [Col] ]", table(("#Totals",), "Col")),
    ("T[[#Headers],[#Data]]", table(("#Headers", "#Data"))),
    ("T[[#Headers],[#Data],[A]:[B]]", table(("#Headers", "#Data"), "A", "B")),
    ("T[[A]:[B]]", table((), "A", "B")),
    ("T[#This Row]", table(THIS)),
    ("T[[#This Row],[a]:[b]]", table(THIS, "a", "b")),
    ("T[@]", table(THIS)),
    ("T[@Col]", table(THIS, "Col")),
    ("T[@Col x]", table(THIS, "Col x")),
    ("T[@[Col x]]", table(THIS, "Col x")),
    ("T[@[a]:[b]]", table(THIS, "a", "b")),
    ("[@x]", table(THIS, "x", name=None)),
    ("[@[Col x]]", table(THIS, "Col x", name=None)),
    ("[Col]", table((), "Col", name=None)),
    ("[[#This Row],[Col]]", table(THIS, "Col", name=None)),
    ("T['#]", table((), "#")),
    ("T['#All]", table((), "#All")),
    ("T[a'[b']c'''#]", table((), "a[b]c'#")),
    ("T[Totals '[']^&*@'#$,,<>]", table((), "Totals []^&*@#$,,<>")),
    ("T[[a'[b'] c]:[d]]", table((), "a[b] c", "d")),
    ("T[two\nlines]", table((), "two\nlines")),
    ("T[two_x000a_lines]", table((), "two_x000a_lines")),
    ("T[a,b:c]", table((), "a,b:c")),
    ("T[A1]", table((), "A1")),
    ("T[a] x", Binary(" ", table((), "a"), X)),
    ("[1]!T[a]", Structured("[1]!T", (), "a")),
]

FORMS = REFERENCES + NAMES + CONSTANTS + OPERATORS + CALLS + STRUCTURED


@pytest.mark.parametrize(("text", "node"), FORMS, ids=[text for text, _ in FORMS])
def test_form(text: str, node: Node) -> None:
    assert parse(text) == node
    assert parse("=" + text) == node
    assert parse(" =  " + text) == node
    assert parse(unparse(node)) == node
    if text != "_xleta.SUM":
        assert parse(unparse(node, files=False)) == node


def test_union_at_the_top_only_on_request() -> None:
    text = "Sheet1!$A$1:$B$2,Sheet1!$D:$D"
    node = parse(text, union=True)
    assert isinstance(node, Binary)
    assert node.op == ","
    assert parse(f"({text})") == node == parse(unparse(node))
    with pytest.raises(ValueError, match="does not belong"):
        parse(text)


PRINTED = [
    ("xlookup(1,A1,B1)", "_xlfn.XLOOKUP(1,A1,B1)", "xlookup(1,A1,B1)"),
    ("_xlfn._xlws.SORT(A1#)", "_xlfn._xlws.SORT(_xlfn.ANCHORARRAY(A1))", "SORT(A1#)"),
    ("@A1:B2+1", "_xlfn.SINGLE(A1:B2)+1", "@A1:B2+1"),
    ("(A1:B2)#", "_xlfn.ANCHORARRAY(A1:B2)", "(A1:B2)#"),
    ("LET(x,1,x+Sheet1!x)", "_xlfn.LET(_xlpm.x,1,_xlpm.x+Sheet1!x)", "LET(x,1,x+Sheet1!x)"),
    ("LET(x,x,x)+x", "_xlfn.LET(_xlpm.x,x,_xlpm.x)+x", "LET(x,x,x)+x"),
    (
        "LAMBDA(a,[b],IF(ISOMITTED(B),a,b))(1)",
        "_xlfn.LAMBDA(_xlpm.a,_xlop.b,IF(_xlfn.ISOMITTED(_xlpm.B),_xlpm.a,_xlpm.b))(1)",
        "LAMBDA(a,[b],IF(ISOMITTED(B),a,b))(1)",
    ),
    (
        "LET(f,LAMBDA(t,t*3),f(2))",
        "_xlfn.LET(_xlpm.f,_xlfn.LAMBDA(_xlpm.t,_xlpm.t*3),_xlpm.f(2))",
        "LET(f,LAMBDA(t,t*3),f(2))",
    ),
    ("BYROW(A1:B2,_xleta.SUM)", "_xlfn.BYROW(A1:B2,_xleta.SUM)", "BYROW(A1:B2,SUM)"),
    ("T[@Col]*[@[Col x]]", "T[[#This Row],[Col]]*[[#This Row],[Col x]]", "T[@Col]*[@[Col x]]"),
    ("T[@]", "T[#This Row]", "T[@]"),
    ("T[[@x]]&T[[ a]]", "T[[@x]]&T[[ a]]", "T[[@x]]&T[[ a]]"),
    ("A:.C", "_xlfn._TRO_TRAILING(A:C)", "A:.C"),
    ("[1]!MINE(1)+_xludf.F(2)", "[1]!MINE(1)+_xludf.F(2)", "[1]!MINE(1)+F(2)"),
    ("'Q1'!A1+'Plain'!A1+'2 b'!A1", "'Q1'!A1+Plain!A1+'2 b'!A1", "'Q1'!A1+Plain!A1+'2 b'!A1"),
    (r"'C:\d\[B.xlsx]S'!A1", r"'C:\d\[B.xlsx]S'!A1", r"'C:\d\[B.xlsx]S'!A1"),
    ("((1+2))*(3)", "(1+2)*3", "(1+2)*3"),
    ("-(2^2)+(-2)^2", "-(2^2)+-2^2", "-(2^2)+-2^2"),
    ("1e20+.50+100000", "1E+20+0.5+100000", "1E+20+0.5+100000"),
    ('{1,-2;"a",true}', '{1,-2;"a",TRUE}', '{1,-2;"a",TRUE}'),
    ("(Sheet1!A1):B2", "(Sheet1!A1):B2", "(Sheet1!A1):B2"),
    ("(x):Sheet1!B2", "(x):Sheet1!B2", "(x):Sheet1!B2"),
]


@pytest.mark.parametrize(("text", "in_files", "shown"), PRINTED)
def test_printed(text: str, in_files: str, shown: str) -> None:
    assert unparse(parse(text)) == in_files
    assert unparse(parse(text), files=False) == shown
