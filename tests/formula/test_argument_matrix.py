"""Every function with every kind of argument in every place: a value or an error value, never a
Python exception or warning. Generated from the declarations, so a new function is in it at once."""

from __future__ import annotations

import warnings

import pytest

from xl_kpis import evaluate
from xl_kpis.formula.functions import load_all
from xl_kpis.formula.functions.declare import Function

CELLS = {"A1": 3, "A2": 1, "A3": "x", "B1": True, "B2": "7", "B3": 0.5, "D1": 5}
"""C1 is blank."""
ARGUMENTS = [
    "#N/A",
    "C1",
    "",
    "TRUE",
    '"x"',
    '"7"',
    "-2.5",
    "A1:A3",
    "A1:B2",
    "{1,2,3;4,5,6}",
    '{"a",#REF!;TRUE,0}',
    "LAMBDA(x,x)",
    "OFFSET(A1,{0;1},0)",
    "1E308",
]
GOOD = ["2", "1", "0.5", "1", "1", "1", "100", "2"]
"""What stands in the other places."""
FUNCTIONS = [f for f in dict.fromkeys(load_all().values()) if f.category != "own"]


def calls(function: Function) -> list[str]:
    """Formulas of a function with each kind of argument in each place, all of one kind, too few
    and too many."""
    name, least = function.name, function.minimum
    most = min(function.maximum, max(least, len(function.parameters)) + (function.group > 0))
    formulas = [f"={name}()", f"={name}({','.join(['1'] * (least + 40))})"]
    for count in {least, most}:
        usual = (GOOD * 4)[:count]
        for argument in ARGUMENTS:
            for place in range(min(count, 12)):
                args = usual.copy()
                args[place] = argument
                formulas.append(f"={name}({','.join(args)})")
            formulas.append(f"={name}({','.join([argument] * count)})")
    return list(dict.fromkeys(formulas))


def broken(formula: str) -> str | None:
    """What went wrong in Python, if anything did."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            evaluate(formula, CELLS)
        except Exception as error:
            if type(error).__name__ == "FormulaSyntaxError":
                return None
            return f"{formula}: {type(error).__name__}: {error}"
    return None


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)
def test_any_argument_in_any_place_gives_a_value(function: Function) -> None:
    wrong = [found for formula in calls(function) if (found := broken(formula))]
    assert not wrong, "\n".join(wrong[:20])
