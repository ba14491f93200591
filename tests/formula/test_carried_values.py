"""Values that LAMBDAs carry through arrays are, as a loop, what they are item by item."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formula.sizes import sizes
from xl_kpis.errors import DIV0, NA
from xl_kpis.formula.book import Book
from xl_kpis.formula.compile import carried_values

BODIES = [
    "a+x", "a*x", "a-x", "x-a", "a/x", "x", "a", "a^2-x", "a*(1+x/100)", "IF(x>2,a+x,a)", "-a+x%",
    "IF(a>10,0,a+x)", "MAX(0,MIN(9,a+x-3))", "ROUND(a*1.1+x,1)", "ABS(a-x)", "a+D1",
    "a+D1*x+SUM(D1:D3)", "IF(AND(x>1,a<5),a+1,a-1)", "IF(x=2,TRUE,a)", "a&x", "a+(x>2)",
    "IF(x,a,x)", "MOD(a+x,7)", "a+k", "a+Rate", "SUM(a,x)", "SUM(a,x,D1:D2)", "a+INDEX(D1:D9,x)",
    "IFERROR(a/x,a)", "a+ROW()", "a+RAND()*0", "a+LET(y,x,y*2)", "a=x", "IF(a<>x,a+1,x)",
    'a+IF(D1="",1,2)', "a+D1:D2", "a+NOPE(x)", "a+1/0*x", "INT(a/2)+x", "MIN(a,x)", "a*1E+200",
    "1E-200*a*x", "a+x(1)", "a+A2", "POWER(a,x)", "SQRT(a)-x", "a+TRUE*x", "NOT(a)+x", "a+SIN(x)",
    "IF(ISNUMBER(x),a+x,a)", "+a", "LAMBDA(q,q+a)(x)", "AVERAGE(a,x)",
]  # fmt: skip
CALLS = ["SCAN({s},A1:A9,LAMBDA(a,x,{b}))", "REDUCE({s},A1:A9,LAMBDA(a,x,{b}))"]
WAYS = ["{}", "SUM({})", "LET(k,3,{})", "LET(a,2,{})", "INDEX({},2)", "SORT({})"]
STARTS = ["0", "1.5", "D1", "D9", "", '"t"', "TRUE", "k", "-2", "1/0", "D1:D2"]
numbers = st.lists(
    st.one_of(st.integers(-3, 5).map(float), st.floats(-1e3, 1e3)), min_size=9, max_size=9
)
anything = st.lists(
    st.sampled_from([1.0, 2.5, None, "a", True, DIV0, NA, ""]), min_size=9, max_size=9
)


def results(formula: str, items: list[Any], *, as_loop: bool) -> list[Any]:
    with sizes({} if as_loop else {"NESTED_IN_LOOP": -1}):
        book = Book.of({"A1": [[item] for item in items], "D1": [[2.0], [3.0], ["x"]]})
        book.names["Rate"] = "=0.5"
        book.formula["H3"] = f"={formula}"
        return [repr(value) for value in book["H1:I14"]]


@pytest.mark.parametrize("body", BODIES)
@settings(max_examples=25, deadline=None)
@given(
    st.one_of(numbers, numbers, anything),
    st.sampled_from(CALLS),
    st.sampled_from(STARTS),
    st.sampled_from(WAYS),
)
def test_a_loop_is_as_item_by_item(
    body: str, items: list[Any], call: str, start: str, way: str
) -> None:
    formula = way.format(call.format(s=start, b=body))
    assert results(formula, items, as_loop=True) == results(formula, items, as_loop=False), formula


@pytest.mark.parametrize("body", BODIES[:15])
def test_numbers_are_carried_in_a_loop(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[bool] = []
    steps = carried_values._Body.steps

    def noted(self: Any, *args: Any) -> Any:
        found = steps(self, *args)
        went.append(found is not None)
        return found

    monkeypatch.setattr(carried_values._Body, "steps", noted)
    results(CALLS[0].format(s="1", b=body), [float(i) for i in range(1, 10)], as_loop=True)
    assert went == [True]
