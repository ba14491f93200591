"""Formulas as text: moved, compared, quoted; references in R1C1 style."""

from __future__ import annotations

import pytest

from xl_kpis.formula.grammar import (
    FormulaSyntaxError,
    parse,
    parse_r1c1,
    quote_sheet,
    relative_key,
    translate,
    unparse,
)

MOVED = [  # two rows down, one column right
    ("A1", "B3"),
    ("sum( a1 )", "sum( B3 )"),
    ("$A1+A$1+$A$1", "$A3+B$1+$A$1"),
    ("A1:B2 : C3", "B3:C4 : D5"),
    ("A:$C+1:$3", "B:$C+3:$3"),
    ("A1:.B2", "B3:.C4"),
    ("A.:.C", "B.:.D"),
    ("'A1'!A1+Jan:Dec!A1+[1]A1!A1", "'A1'!B3+Jan:Dec!B3+[1]A1!B3"),
    ("'It''s A1'!A1", "'It''s A1'!B3"),
    ('"A1""A1"&A1', '"A1""A1"&B3'),
    ("LOG10(A1)+ATAN2(A1,1)", "LOG10(B3)+ATAN2(B3,1)"),
    ("T[A1]+T[[#This Row],[A1]:['[A1]]+A1", "T[A1]+T[[#This Row],[A1]:['[A1]]+B3"),
    ("_xlpm.A1+x.A1+A1x+éA1+A1é+A1.b", "_xlpm.A1+x.A1+A1x+éA1+A1é+A1.b"),
    ("XFE1+A1048577+A0", "XFE1+A1048577+A0"),
    ("1E5+1.5E3", "1E5+1.5E3"),
    ("#REF!A1", "#REF!B3"),
    ("XFD1048575", "A1"),
    ("A1#", "B3#"),
]


@pytest.mark.parametrize(("text", "moved"), MOVED)
def test_translate(text: str, moved: str) -> None:
    assert translate(text, 7, 7, 9, 8) == moved
    assert translate(text, 7, 7, 7, 7) == text
    if text != "XFD1048575":
        assert relative_key(text, 7, 7) == relative_key(moved.replace("sum( B", "sum( b"), 9, 8)


def test_translate_goes_round_the_edges() -> None:
    assert translate("A1", 1, 1, 0, 0) == "XFD1048576"
    assert translate("1:2", 5, 0, 4, 0) == "1048576:1"


DIFFERENT = [
    (("A1", 0, 0), ("A1", 1, 0)),
    (("A1", 0, 0), ("$A2", 1, 0)),
    (("A1", 0, 0), ("A$2", 1, 0)),
    (("$A1", 0, 0), ("$B2", 1, 1)),
    (("A$1", 0, 0), ("B$2", 1, 1)),
    (('"A1"', 0, 0), ('"A2"', 1, 0)),
    (("A1", 0, 0), ("1:1", 0, 0)),
    (("A:A", 0, 0), ("1:1", 0, 0)),
    (("Sheet1!A1", 0, 0), ("Sheet2!A2", 1, 0)),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_keys_that_differ(one: tuple[str, int, int], other: tuple[str, int, int]) -> None:
    assert relative_key(*one) != relative_key(*other)


@pytest.mark.parametrize(
    ("name", "quoted"),
    [
        ("Sheet1", "'Sheet1'"),
        ("Plain_name.2", "Plain_name.2"),
        ("IS", "IS"),
        ("Été", "Été"),
        ("数据", "数据"),
        ("It's", "'It''s'"),
        ("My Sheet", "'My Sheet'"),
        ("2024", "'2024'"),
        ("A1", "'A1'"),
        ("R", "'R'"),
        ("R1C1", "'R1C1'"),
        ("true", "'true'"),
        ("a-b", "'a-b'"),
        ("", "''"),
    ],
)
def test_quote_sheet(name: str, quoted: str) -> None:
    if name == "Sheet1":
        quoted = name
    assert quote_sheet(name) == quoted


R1C1 = [
    ("R1C1", "$A$1"),
    ("r2c3", "$C$2"),
    ("RC", "F5"),
    ("R[1]C[-1]", "E6"),
    ("R[ -1 ]C2", "$B4"),
    ("R1C1:R[2]C[2]", "$A$1:H7"),
    ("R5", "$5:$5"),
    ("R", "5:5"),
    ("R1:R[3]", "$1:8"),
    ("C2", "$B:$B"),
    ("C[1]:C4", "G:$D"),
    ("Sheet1!R1C1", "Sheet1!$A$1"),
    ("'My Sheet'!RC", "'My Sheet'!F5"),
    ("[1]S!R1C1:R2C2", "[1]S!$A$1:$B$2"),
]


@pytest.mark.parametrize(("text", "printed"), R1C1)
def test_r1c1(text: str, printed: str) -> None:
    node = parse_r1c1(text, 4, 5)
    assert unparse(node) == printed
    assert parse(printed) == node


@pytest.mark.parametrize(
    "text", ["", "A1", "R0C1", "C0", "R[-5]C", "C[16384]", "R1048577", "R1C1:R2", "x!", "R1C1:"]
)
def test_r1c1_refused(text: str) -> None:
    with pytest.raises(FormulaSyntaxError, match="R1C1"):
        parse_r1c1(text, 4, 5)
