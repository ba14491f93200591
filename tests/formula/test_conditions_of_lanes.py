"""Products of conditions added up, for a run at once: what each cell gives by itself."""

from __future__ import annotations

import random
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_kpis.formula import thresholds
from xl_kpis.formula.book import Book
from xl_kpis.formula.compile import conditions_of_lanes
from xl_kpis.formula.sheets.model import Run

Kind = Literal["normal", "arrays", "dynamics"]
ROWS = 14
KINDS: dict[str, list[Any]] = {
    "numbers": [1.0, 2.0, 3.0, 2.5, -1.0, 0.1],
    "whole": [1.0, 2.0, 3.0, 4.0],
    "near": [0.3, 0.1 + 0.2, 1.0, 1.0 + 1e-15],
    "texts": ["a", "B", "b", "ab", "A", "a*"],
    "figures": ["1", "01", "2", 1.0, 2.0],
    "blanks": [1.0, None, 2.0, 0.0],
    "gaps": ["a", None, "b"],
    "mixed": [1.0, "a", True, None, "TRUE", 2.0],
    "letters": ["a", "b", 1.0, True],
}
RANGES = ["A$1:A$14", "B$1:B$14", "A$1:A1", "B$1:B1", "C$1:C1", "C$1:C$14", "A1:A3", "C1:C3"]
OPERANDS = [
    "A1",
    "B1",
    "C1",
    "2",
    "0",
    '"a"',
    "A1-1",
    "LEFT(B1,1)",
    '""',
    "D1",
    "B1&C1",
    "ROW()",
    "MOD(ROW(),3)+COLUMN()-7",
]
WORKED_OUT = [
    "MONTH(A$1:A$14)", "LEFT(B$1:B$14,1)", "(A$1:A$14-1)", "B$1:B$14&C$1:C$14", "ABS(C$1:C$14)",
    'TEXT(A$1:A$14,"0")', "ISNUMBER(B$1:B$14)", "INT(A$1:A$20)", "N(A$1:A$14)", "YEAR(F$1:F$20)",
    'SEARCH("a",B$1:B$14)', 'COUNTIF(A$1:A$14,A$1:A$14)', "(A$1:A$14>1)", "MOD(A$1:C$14,2)",
    "ROW(A$1:A$14)", "MOD(ROW(A$1:A$14),3)",
]  # fmt: skip
SHAPES = [
    "SUMPRODUCT((@=~)*1)", "SUMPRODUCT(--(@=~))", "SUMPRODUCT((@=~)*(@>~))", "SUMPRODUCT((@=~)*@)",
    "SUMPRODUCT((@<=~)*@)", "SUMPRODUCT(@*(~=@)*@)", "SUMPRODUCT(--(@=~),@)",
    "SUMPRODUCT((@>=~)*1)", "SUMPRODUCT((@>=~)*(@<=~))", "SUMPRODUCT((@=~)*(@>~)*(@<~)*@)",
    "SUMPRODUCT((C$1:C$14>=~)*(C$1:C$14<=~)*@)", "MAX(IF((A$1:A$14>~)*(A$1:A$14<=~),C$1:C$14))",
    "SUMPRODUCT((A$1:A1>=~)*(A$1:A1<=~)*(B$1:B1=B1))", "SUM((@>~)*(@>~)*(@<~)*@)",
    "SUMPRODUCT((@=~),@)", "SUMPRODUCT((@=~)*(@=~)*@)", "SUMPRODUCT(@=~)", "SUMPRODUCT(-(@=~))",
    "SUMPRODUCT(--(@=~),--(@<~))", "SUMPRODUCT((@<>~)*@)", "SUMPRODUCT((@=~)*2)", "SUMPRODUCT(@,@)",
    "SUM((@=~)*@)", "SUM(--(@=~))", "MAX(IF(@=~,@))", "MIN(IF((@=~)*(@=~),@))", "SUM(IF(@=~,@))",
    "AVERAGE(IF(@=~,@))", "SUM(IF(@>=~,@))", "COUNT(IF(@=~,@))", "MAX(IF(@=~,@,0))", "MAX((@=~)*@)",
    "PRODUCT(IF(@=~,@))", "SUM(IF((@=~)*@,@))",
    "SUMPRODUCT((%=~)*1)", "SUMPRODUCT((%=~)*@)", "SUMPRODUCT(--(%=~),@)", "SUMPRODUCT(%,--(@=~))",
    "SUMPRODUCT((%=~)*%)", "SUMPRODUCT(--%,@)", "SUMPRODUCT(%*(@=~))", "SUM((%=~)*(%<~)*@)",
    "SUMPRODUCT((~<=%)*(@=~)*@)", "MAX(IF(%=~,@))", "AVERAGE(IF((%=~)*(@=~),@))",
    "SUMPRODUCT((@=~)/%)", "SUM((@=~)*(@>~)/%)", "SUMPRODUCT((@=~)/%*@)", "SUMPRODUCT(@*(@=~)/%)",
    "SUMPRODUCT(1/%,--(@=~))", "SUMPRODUCT((@=~)/@)", "SUMPRODUCT((@=~)*1/%)", "SUM((%=~)/%/%)",
    "SUMPRODUCT(--ISNUMBER(%),--(@=~))", "SUMPRODUCT((%=~)+0,@)", "COUNT(IF(%=~,@))",
]  # fmt: skip


def made_of(kinds: list[str], chance: random.Random) -> list[list[Any]]:
    """Rows of values of those kinds."""
    return [[chance.choice(KINDS[kind]) for kind in kinds] for _ in range(ROWS)]


def written(shape: str, chance: random.Random, *, alike: bool) -> str:
    """A formula of that shape, its ranges of one size or not."""
    ends = [":" + r.split(":")[1].lstrip("ABC") for r in RANGES]
    end = chance.choice(ends)
    ranges = [r for r, e in zip(RANGES, ends, strict=True) if e == end or not alike]
    words = {"@": ranges, "~": OPERANDS, "%": WORKED_OUT}
    return "".join(chance.choice(words[c]) if c in words else c for c in shape)


def results(text: str, kind: Kind, rows: list[list[Any]], *, together: bool) -> list[str]:
    """What a column of that formula gives beside those rows, as a run or one by one."""
    made = Book.of({"A1": rows})
    made.model.sheets[0].runs.append(Run(0, 6, ROWS - 1, 6, text, kind))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(thresholds, "LANES_FROM", 2 if together else 10**9)
        made.settle()
    return [repr(made.model.value(0, row, 6)) for row in range(ROWS)]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(SHAPES),
    st.lists(st.sampled_from(sorted(KINDS)), min_size=4, max_size=4),
    st.integers(0, 2**32),
    st.booleans(),
)
def test_they_give_what_each_gives_alone(
    shape: str, kinds: list[str], seed: int, alike: bool
) -> None:
    chance = random.Random(seed)
    rows = made_of(kinds, chance)
    text = written(shape, chance, alike=alike)
    kind: Kind = "normal" if text.startswith("SUMPRODUCT") else "arrays"
    together, alone = (results(text, kind, rows, together=flag) for flag in (True, False))
    assert together == alone, (text, kinds)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SUMPRODUCT((B$1:B$14=B1)/COUNTIFS(B$1:B$14,B$1:B$14,A$1:A$14,A$1:A$14))", "normal"),
        ("SUMPRODUCT((B$1:B$14=B1)*(C$1:C$14>2)/COUNTIF(A$1:A$14,A$1:A$14)*C$1:C$14)", "normal"),
        ("SUMPRODUCT(--(B$1:B$14=B1))", "normal"),
        ("SUMPRODUCT((B$1:B1=B1)*A$1:A1)", "normal"),
        ("SUMPRODUCT((B$1:B1=B1)*(A$1:A1>A1))", "normal"),
        ("SUMPRODUCT((B1=B$1:B$14)*A$1:A$14*C$1:C$14)", "normal"),
        ("SUMPRODUCT(--(B$1:B$14=B1),A$1:A$14)", "normal"),
        ("SUM((B$1:B$14=B1)*(A$1:A$14>=A1))", "arrays"),
        ("MAX(IF(B$1:B1=B1,A$1:A1))", "arrays"),
        ("SUMPRODUCT((B$1:B$14=B1)*(C$1:C$14>=C1-3)*(C$1:C$14<=C1+3)*A$1:A$14)", "normal"),
        ("SUMPRODUCT((A$1:A$14>A1-2)*(C$1:C$14<C1+2))", "normal"),
        ("AVERAGE(IF((B$1:B$14=B1)*(A$1:A$14=A1),C$1:C$14))", "arrays"),
        ("SUMPRODUCT((INT(A$1:A$14/2)=INT(A1/2))*(MOD(C$1:C$14,2)=1)*C$1:C$14)", "normal"),
        ('SUMPRODUCT(--ISNUMBER(SEARCH("x",B$1:B$14)),--(A$1:A$14=A1))', "normal"),
        ("SUMPRODUCT((YEAR(C$1:C$99)=YEAR(C1))*C$1:C$99)", "normal"),
        ('SUM((TEXT(C$1:C$14,"0")=TEXT(C1,"0"))*C$1:C$14)', "arrays"),
    ],
)
def test_they_are_found_without_a_table(
    text: str, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table of all cells for all others would grow with the square of their number."""
    asked = []
    over_lanes = conditions_of_lanes._over_lanes
    monkeypatch.setattr(
        conditions_of_lanes, "_over_lanes", lambda *args: asked.append(1) or over_lanes(*args)
    )
    rows = [[float(i % 7), "xyz"[i % 3], i * 1.0] for i in range(ROWS)]
    made = Book.of({"A1": rows})
    made.model.sheets[0].runs.append(Run(0, 6, ROWS - 1, 6, text, kind))
    monkeypatch.setattr(thresholds, "CELLS_OF_TABLES", 0)
    made.settle()
    assert asked
    assert isinstance(made.model.value(0, ROWS - 1, 6), float)
