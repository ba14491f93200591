"""The row that meets conditions, for a run at once: what each cell finds by itself."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.formula.test_conditions_of_lanes import KINDS, ROWS, Kind, made_of, results, written
from xl_kpis.formula.compile import sought_by_conditions

SHAPES = [
    "MATCH(1,(@=~)*(@=~),0)", "MATCH(TRUE,@=~,0)", "MATCH(1,--(@=~),0)", "MATCH(1,(@=~)*1,0)",
    "MATCH(1,INDEX((@=~)*(@=~),0),0)", "MATCH(1,INDEX((@=~)*(@=~),0,1),0)",
    "MATCH(TRUE,INDEX(@=~,),0)", "MATCH(1,(@=~)*(@>~),0)", "MATCH(1,(@=~)*(@=~))",
    "MATCH(1,@=~,0)", "MATCH(TRUE,(@=~)*1,0)", "MATCH(2,(@=~)+(@=~),0)", "MATCH(0,(@=~)*1,0)",
    "INDEX(@,MATCH(1,(@=~)*(@=~),0))", "INDEX(@,MATCH(1,INDEX((@=~)*(@=~),0),0))",
    "IFERROR(INDEX(@,MATCH(1,(@=~)*(@=~),0)),~)", "INDEX(@,XMATCH(1,(@=~)*(@=~),0,-1))",
    "XMATCH(1,(@=~)*(@=~))", "XMATCH(TRUE,@=~,0,-1)", "XMATCH(1,(@=~)*1,0,2)",
    "XLOOKUP(1,(@=~)*(@=~),@)", "XLOOKUP(1,(@=~)*(@=~),@,~)", "XLOOKUP(1,(@=~)*1,@,~,0,-1)",
    "XLOOKUP(TRUE,@=~,@,,0)", "XLOOKUP(TRUE,@=~,@,~,,-1)", "MATCH(1,(@=~)*1,)",
    "XLOOKUP(1,(@=~)*(@=~),@,~,-1)", "XLOOKUP(1,(@=~)*@,@,~)",
    "SUM(XLOOKUP(1,(@=~)*(@=~),@,~),1)", "COUNT(XLOOKUP(TRUE,@=~,@,0))",
    "LOOKUP(2,1/(@=~),@)", "LOOKUP(2,1/((@=~)*(@=~)),@)", "LOOKUP(1,1/(@=~),@)",
    "MATCH(1,(%=~)*(@=~),0)", "XLOOKUP(1,(%=~)*1,@,~)", "LOOKUP(2,1/(%=~),@)", "MATCH(TRUE,%=~,0)",
    "INDEX(@,MATCH(1,INDEX((%=~)*(%=~),0),0))", "MATCH(1,(@=~)*%,0)",
    "MATCH(TRUE,@>~,0)", "MATCH(TRUE,INDEX(@<=~,0),0)", "LOOKUP(2,1/(@<~),@)",
    "MATCH(1,(@>=~)*(@=~),0)", "LOOKUP(2,1/((@>~)*(@=~)),@)", "XLOOKUP(TRUE,@<~,@,~,0,-1)",
    "LOOKUP(9E+99,1/(@=~),@)", "LOOKUP(2,1/(@=~))", 'LOOKUP(2,1/(@<>""),@)&"!"',
]  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(
    st.sampled_from(SHAPES),
    st.sampled_from(["normal", "arrays", "dynamics"]),
    st.lists(st.sampled_from(sorted(KINDS)), min_size=4, max_size=4),
    st.integers(0, 2**32),
    st.integers(0, 9),
)
@example("XLOOKUP(1,(@=~)*(@=~),@)", "arrays", ["whole", "texts", "gaps", "whole"], 3, 1)
def test_they_give_what_each_gives_alone(
    shape: str, kind: Kind, kinds: list[str], seed: int, mixed: int
) -> None:
    chance = random.Random(seed)
    rows = made_of(kinds, chance)
    text = written(shape, chance, alike=mixed > 0)
    together, alone = (results(text, kind, rows, together=flag) for flag in (True, False))
    assert together == alone, (text, kinds)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("MATCH(1,(A$1:A$14=A1)*(B$1:B$14=B1),0)", "arrays"),
        ("INDEX(C$1:C$14,MATCH(1,(A$1:A$14=A1)*(B$1:B$14=B1),0))", "dynamics"),
        ("INDEX(C$1:C$14,MATCH(1,INDEX((A$1:A$14=A1)*(B$1:B$14=B1),0),0))", "normal"),
        ("XLOOKUP(1,(A$1:A$14=A1)*(B$1:B$14=B1),C$1:C$14,0,0,-1)", "normal"),
        ("XLOOKUP(TRUE,B$1:B1=B1,C$1:C1,0,0,-1)", "normal"),
        ("LOOKUP(2,1/(B$1:B$14=B1),C$1:C$14)", "normal"),
        ("MATCH(TRUE,INDEX(A$1:A$14>A1,0),0)", "normal"),
        ("LOOKUP(2,1/((B$1:B$14=B1)*(C$1:C$14<=C1)),A$1:A$14)", "normal"),
        ("LOOKUP(2,1/(MOD(C$1:C$14,3)=MOD(C1,3)),C$1:C$14)", "normal"),
        ("LOOKUP(2,1/((B$1:B$14=B1)*(A$1:A$14=A1)),C$1:C$14)", "arrays"),
    ],
)
def test_they_are_found_without_a_table(
    text: str, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table of all cells for all others would grow with the square of their number."""
    answered = []
    over_lanes = sought_by_conditions._over_lanes

    def noted(*args: Any) -> Any:
        answered.append(over_lanes(*args))
        return answered[-1]

    monkeypatch.setattr(sought_by_conditions, "_over_lanes", noted)
    rows = [[float(i % 7), "xyz"[i % 3], i * 1.0] for i in range(ROWS)]
    found = results(text, kind, rows, together=True)
    assert answered
    assert found == results(text, kind, rows, together=False)
