"""Dates reckoned with in many rows at once give what each row gives, to the last bit."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.formula.test_one_value import cells
from xl_kpis.errors import DIV0
from xl_kpis.formula import thresholds
from xl_kpis.formula.book import Book
from xl_kpis.formula.sheets.model import Model, Run, Sheet

ROWS = 400
EDGES = [0, 1, 31, 32, 58, 59, 60, 61, 62, 366, 367, 1461, 1462, 36525, 2957003, 2957004, 2958465]
FREE = [45292.0, 45293.5, 45300.0, None, 45293.0, 45306.0, 100.0, 3.0, 2958460.0, "2024-01-17"]


def dates(chance: random.Random) -> Any:
    return chance.choice(
        [
            float(chance.choice(EDGES)),
            float(chance.randrange(45200, 45400)),
            float(chance.randrange(45200, 45400)),
            chance.uniform(0, 2958466),
            float(chance.randrange(60000)),
            chance.choice([-1.0, -0.5, 2958466.0, 1e12, None, True, "x", "2024-02-29", DIV0]),
        ]
    )


def days(chance: random.Random) -> Any:
    few = float(chance.randrange(-12, 12))
    return chance.choice([few, few, chance.uniform(-4000, 4000), chance.uniform(-5e6, 5e6), "3"])


def values(block: list[list[Any]], text: str, date1904: bool, lanes_from: int) -> list[Any]:
    model = Model(sheets=[Sheet("Sheet1")], date1904=date1904)
    for i, row in enumerate(block):
        for j, value in enumerate(row):
            model.sheets[0].cells.set(i, j, value)
    run = Run(0, 9, ROWS - 1, 9, text)
    model.sheets[0].runs.append(run)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(thresholds, "LANES_FROM", lanes_from)
        book = Book(model)
        assert not book.recalculate().warnings
    return cells(book, run)


@pytest.mark.parametrize("date1904", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "NETWORKDAYS(A1,B1)",
        "NETWORKDAYS(A1,B1,$E$1:$E$10)",
        "NETWORKDAYS(45292,B1,$F$1:$F$2)",
        "NETWORKDAYS.INTL(A1,B1,11,$E$1:$E$10)",
        'NETWORKDAYS.INTL(A1,B1,"1111111")',
        "NETWORKDAYS.INTL(A1,B1,C1)",
        "WORKDAY(A1,C1)",
        "WORKDAY(A1,C1,$E$1:$E$10)",
        "WORKDAY(45293,C1,$E$1:$E$10)",
        'WORKDAY.INTL(A1,C1,"0101011",$E$1:$E$10)',
        'WORKDAY.INTL(A1,C1,"1111111")',
        "WORKDAY.INTL(A1,C1,99)",
        *(f'DATEDIF(A1,B1,"{unit}")' for unit in ("Y", "m", "D", "YM", "MD", "YD", "W")),
        *(f"YEARFRAC(A1,B1,{basis})" for basis in (0, 1, 2, 3, 4, 5)),
        "YEARFRAC(A1,B1)",
        "DAYS(A1,B1)",
        "DAYS360(A1,B1)",
        "DAYS360(A1,B1,TRUE)",
        "DAYS360(A1,B1,C1>0)",
        *(f"WEEKDAY(A1,{kind})" for kind in (1, 2, 3, 4, 14, 17)),
        "WEEKDAY(A1)",
    ],
)
def test_dates_of_a_column_give_what_those_of_its_cells_give(text: str, date1904: bool) -> None:
    chance = random.Random(f"{text}{date1904}")
    block = [[dates(chance), dates(chance), days(chance)] for _ in range(ROWS)]
    for row, free in zip(block, [*FREE, *[None] * ROWS], strict=False):
        row += [None, free]
    block[0].append("no date")
    together, alone = (values(block, text, date1904, lanes) for lanes in (1, 10**9))
    assert list(map(repr, together)) == list(map(repr, alone))
