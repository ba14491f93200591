"""Text and date functions beyond their examples: whole columns, both date systems, properties."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import xl_kpis
from xl_kpis.errors import NA, NUM, VALUE
from xl_kpis.formula.functions import load_all
from xl_kpis.formula.functions.declare import Context
from xl_kpis.formula.functions.support.call import call
from xl_kpis.formula.functions.text import is_basic, units
from xl_kpis.formula.values.region import EN_US

FUNCTIONS = load_all()


class Calculation(Context):
    date1904 = False
    region = EN_US
    cell = (0, 0, 0)

    def __init__(self) -> None:
        self.memo = {}


def column(values: list[Any]) -> np.ndarray:
    out = np.empty((len(values), 1), object)
    out[:, 0] = values
    return out


TEXTS = st.lists(
    st.one_of(
        st.text("ab- 1", max_size=8),
        st.text(max_size=4),
        st.floats(-10, 10),
        st.sampled_from([None, True, NA]),
    ),
    min_size=2,
    max_size=6,
)


@given(
    TEXTS,
    st.sampled_from(
        [
            ("LEFT", 1, (2.0,)),
            ("RIGHT", 1, (2.0,)),
            ("MID", 1, (2.0, 3.0)),
            ("LEN", 1, ()),
            ("TRIM", 1, ()),
            ("UPPER", 1, ()),
            ("LOWER", 1, ()),
            ("PROPER", 1, ()),
            ("TEXT", 1, ("0.0;-0.0;zero;@",)),
            ("SUBSTITUTE", 1, ("a", "-")),
            ("FIND", 0, ("a",)),
        ]
    ),
)
def test_columns_and_cells_agree(values: list[Any], case: tuple[str, int, tuple[Any, ...]]) -> None:
    name, first, rest = case
    ctx, function = Calculation(), FUNCTIONS[name]

    def run(value: Any) -> Any:
        args = [value, *rest] if first else [*rest, value]
        return call(function, args, ctx)

    whole = run(column(values))
    assert whole.ravel().tolist() == [run(value) for value in values]


@given(
    st.lists(st.integers(0, 100_000), min_size=2, max_size=5),
    st.integers(-30, 30),
    st.sampled_from(["EDATE", "EOMONTH"]),
)
def test_columns_and_cells_of_dates_agree(days: list[int], months: int, name: str) -> None:
    ctx, function = Calculation(), FUNCTIONS[name]
    numbers = np.array(days, np.float64).reshape(-1, 1)
    whole = call(function, [numbers, float(months)], ctx)
    cells = [call(function, [float(day), float(months)], ctx) for day in days]
    assert whole.ravel().tolist() == cells


@given(
    st.lists(
        st.tuples(st.integers(1890, 2100), st.integers(-20, 40), st.integers(-40, 90)),
        min_size=2,
        max_size=5,
    )
)
def test_columns_and_cells_of_made_dates_agree(parts: list[tuple[int, int, int]]) -> None:
    ctx, function = Calculation(), FUNCTIONS["DATE"]
    columns = [np.array(part, np.float64).reshape(-1, 1) for part in zip(*parts, strict=True)]
    whole = call(function, columns, ctx)
    cells = [call(function, [float(p) for p in part], ctx) for part in parts]
    assert whole.ravel().tolist() == cells


@given(st.text(min_size=1, max_size=12), st.integers(0, 12))
def test_parts_join_to_the_whole(text: str, at: int) -> None:
    ctx = Calculation()
    length = int(call(FUNCTIONS["LEN"], [text], ctx))
    assert length == len(units(text)) // 2
    left = call(FUNCTIONS["LEFT"], [text, float(min(at, length))], ctx)
    right = call(FUNCTIONS["RIGHT"], [text, float(length - min(at, length))], ctx)
    assert units(left) + units(right) == units(text)


@given(st.text("abc", max_size=6), st.text("xyz€😀abc", max_size=12))
def test_find_counts_code_units(find: str, within: str) -> None:
    ctx = Calculation()
    found = call(FUNCTIONS["FIND"], [find, within], ctx)
    if find not in within:
        assert found is VALUE
    else:
        start = units(within).find(units(find))
        assert is_basic(within) or start % 2 == 0
        assert found == len(units(within[: within.index(find)])) // 2 + 1


@given(st.integers(20_000, 60_000), st.integers(-400, 400), st.integers(0, 5))
def test_workday_and_networkdays_agree(start: int, days: int, holidays: int) -> None:
    ctx = Calculation()
    free = column([float(start + 3 * i - 4) for i in range(holidays)] or [None])
    end = call(FUNCTIONS["WORKDAY"], [float(start), float(days), free], ctx)
    count = call(FUNCTIONS["NETWORKDAYS"], [float(start), end, free], ctx)
    own = call(FUNCTIONS["NETWORKDAYS"], [float(start), float(start), free], ctx)
    if days:
        assert abs(count) - own == abs(days)
    else:
        assert end == start


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=YEAR(0)", 1900.0),
        ("=DATE(1900,1,0)", 0.0),
        ("=WEEKNUM(0)", 0.0),
        ("=ISOWEEKNUM(1)", 52.0),
        ('=DATEDIF(DATE(2019,1,31),DATE(2019,3,1),"MD")', -2.0),
        ("=DAYS360(DATE(2011,2,28),DATE(2011,2,28))", -2.0),
        ('=NETWORKDAYS(DATE(2024,1,1),DATE(2024,1,5),"2-Jan-2024")', 4.0),
        ("=WORKDAY.INTL(DATE(2024,1,1),0)", 45292.0),
        ("=WORKDAY.INTL(DATE(2024,1,6),5)", 45303.0),
        ("=WORKDAY(DATE(2024,1,1),1000)", 46692.0),
        ('=TEXTJOIN(",",,1,"",2)', "1,2"),
        ('=CONCATENATE(REPT("a",20000),REPT("b",20000))', VALUE),
        ('=TEXTBEFORE("a.b.c",".",5)', NA),
        ('=TEXTBEFORE("a.b.c",".",6)', VALUE),
        ('=TEXTAFTER("abc","")', "abc"),
        ('=TEXTBEFORE("abc","",-1)', "abc"),
        ('=REGEXTEST("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!","^(a+)+$")', False),
        ('=FILTERXML("<!DOCTYPE a [<!ENTITY e ""x"">]><a>&e;</a>","//a")', VALUE),
        ('=FILTERXML("<a><b>1</b></a>","count(//b)")', VALUE),
        ('=FILTERXML("<a><b>007</b></a>","//b")', 7.0),
        ("=TIME(0,0,86400)", NUM),
        ('=HOUR("24:00")', 0.0),
        ('=CONCAT(LEFT("😀x",1),MID("😀x",2,2))="😀x"', True),
        ('=TEXT(-1,"0;d")', "1"),
    ],
)
def test_cases(formula: str, result: Any) -> None:
    assert xl_kpis.evaluate(formula) == result
