"""Random formulas over the whole catalogue: what each gives is a value Excel could show.

``python -m tests.benchmarks.random_formulas --count 500000 --seed 7`` prints every formula that

- ends in a Python exception or warning,
- takes longer than ``--budget`` seconds of processor time,
- or gives what no cell can show: a number that is infinite, not one, or nearer to 0 than Excel
  knows, a text longer than a cell takes, an array with no items or larger than a sheet, an error
  or an object no cell has;

and then how many were evaluated. Exit code 1 if any was found. The same seed and count give the
same formulas; a run in another region (``--region fr-FR``) reads and writes texts as there.

With ``--filled`` each formula stands in twelve cells below each other, and what is printed are
those that have other values, if only in the last bit, taken as lanes than cell by cell.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import signal
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

from tests.formula.test_argument_matrix import ARGUMENTS, CELLS, FUNCTIONS
from xl_kpis import evaluate
from xl_kpis.errors import ExcelError
from xl_kpis.formula import thresholds
from xl_kpis.formula.book import Book
from xl_kpis.formula.functions.declare import Function
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS
from xl_kpis.formula.sheets.model import Model, Run, Sheet
from xl_kpis.formula.values.formula_limits import LIMITS
from xl_kpis.formula.values.value import SMALLEST

OPERATORS = ["+", "-", "*", "/", "^", "&", "=", "<>", "<", ">=", ":", ","]
LEAVES = [
    *ARGUMENTS,
    *["A1", "A2", "D1", "B1:B3", "A:A", "1:1", "0", "1", "2", "#REF!", "{1;2}", "Z9", "A1:D9"],
    *["45351", "-45351.75", "0.1", "1E-300", "-1E308", "2958465", "60", "FALSE", "A1#", "x", "y"],
    *['""', '"1/2/2024"', '"12:30"', '"yyyy-mm-dd"', '"0.00;[Red]-0"', '"3+4i"', '"é😀ß"', '">1"'],
]
"""``x`` and ``y`` are arguments inside LAMBDA and LET, and names of nothing elsewhere."""


def formula(chance: random.Random, depth: int) -> str:
    """A random expression."""
    kind = chance.random()
    if depth == 0 or kind < 0.25:
        return chance.choice(LEAVES)
    if kind < 0.4:
        left, right = formula(chance, depth - 1), formula(chance, depth - 1)
        return f"({left}{chance.choice(OPERATORS)}{right})"
    if kind < 0.45:
        return chance.choice(["-", "+", "@"]) + formula(chance, depth - 1)
    if kind < 0.48:
        return f"LET(x,{formula(chance, depth - 1)},{formula(chance, depth - 1)})"
    return _call(chance, chance.choice(FUNCTIONS), depth)


def _call(chance: random.Random, function: Function, depth: int) -> str:
    """A function with random arguments, as many as it takes; where it takes a function mostly
    one."""
    least = function.minimum
    most = max(least, len(function.parameters)) + (2 if function.group else 0)
    args = []
    for i in range(chance.randint(least, most)):
        arg = formula(chance, max(0, depth - 1 - (i > 2)))
        if function.parameters and function.parameter(i).kind.name == "callable":
            names = chance.choice(["x,y,", "x,", "x,y,", ""])
            arg = f"LAMBDA({names}{arg})" if names else arg
        args.append(arg)
    return f"{function.name}({','.join(args)})"


class TooLong(BaseException):
    """A formula took more processor time than it may."""


def no_value(value: Any) -> str | None:
    """What is the matter with a formula's value, if it is none that Excel could show."""
    if isinstance(value, list):
        if not value or not value[0] or any(len(row) != len(value[0]) for row in value):
            return "an array that is no rectangle"
        if len(value) > MAX_ROWS or len(value[0]) > MAX_COLS:
            return f"an array of {len(value)} rows and {len(value[0])} columns"
        return next((found for row in value for item in row if (found := no_value(item))), None)
    if type(value) is float:
        if not math.isfinite(value) or 0 < abs(value) < SMALLEST:
            return f"the number {value!r}"
        return None
    if type(value) is str:
        return f"a text of {len(value)} characters" if len(value) > LIMITS.text else None
    if value is None or type(value) is bool or type(value) is ExcelError:
        return None
    return f"a {type(value).__name__}"


def broken(text: str, budget: float = 0.0, region: str = "en-US") -> str | None:
    """What is wrong with what a formula gives, if anything is; ``budget`` in seconds of processor
    time, 0 for any."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            if budget:
                signal.setitimer(signal.ITIMER_VIRTUAL, budget)
            try:
                found = no_value(evaluate(text, CELLS, region=region, seed=1))
            finally:
                if budget:
                    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        except TooLong:
            found = f"longer than {budget:g} s"
        except Exception as error:
            if type(error).__name__ == "FormulaSyntaxError":
                return None
            found = f"{type(error).__name__}: {error}"
    return found and f"{text}: {found}"


ROWS = 12
GRID = [
    [float(row % 5) - 1, 0.5 * row, "x" if row % 3 else None, row % 2 == 0, 45351.25 + row]
    for row in range(2 * ROWS)
]
"""What filled formulas read: numbers, texts, blanks, truth values, dates."""
CHANCE = re.compile(r"RAND|NOW|TODAY|CELL|INFO")
"""Functions whose values are others each time, or are about the cell they stand in."""


def filled(text: str, lanes_from: int) -> list[Any]:
    """The values of a formula filled down, taken as lanes from so many cells on."""
    model = Model(sheets=[Sheet("Sheet1")])
    for i, row in enumerate(GRID):
        for j, value in enumerate(row):
            model.sheets[0].cells.set(i, j, value)
    model.sheets[0].runs.append(Run(0, 8, ROWS - 1, 8, text))
    before, thresholds.LANES_FROM = thresholds.LANES_FROM, lanes_from
    try:
        Book(model).recalculate()
    finally:
        thresholds.LANES_FROM = before
    return [model.value(0, row, 8) for row in range(ROWS)]


def unlike(text: str, budget: float = 0.0, region: str = "en-US") -> str | None:
    """Where a formula filled down has other values as lanes than cell by cell."""
    if CHANCE.search(text) or ":A" in text or "1:1" in text:  # whole columns meet the formulas
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            lanes, cells = filled(text, 1), filled(text, 10**9)
        except Exception as error:
            return f"{text}: {type(error).__name__}: {error}"
    found = [
        i for i, pair in enumerate(zip(lanes, cells, strict=True)) if len(set(map(repr, pair))) > 1
    ]
    if not found:
        return None
    return f"{text}: row {found[0] + 1} is {lanes[found[0]]!r} as lanes, {cells[found[0]]!r} alone"


def run(
    seed: int,
    count: int,
    seconds: float = math.inf,
    budget: float = 0.0,
    region: str = "en-US",
    judge: Callable[[str, float, str], str | None] = broken,
) -> tuple[list[str], int]:
    """What is wrong among so many formulas, as far as one comes in some seconds of processor time,
    and how many those were."""
    chance = random.Random(seed)
    until, wrong = time.process_time() + seconds, []
    for done in range(1, count + 1):
        found = judge("=" + formula(chance, 3), budget, region)
        if found:
            print(found, flush=True)
            wrong.append(found)
        if time.process_time() > until:
            return wrong, done
    return wrong, count


def _stop(*_: object) -> None:
    raise TooLong


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.random_formulas", description=__doc__
    )
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--budget", type=float, default=10.0, help="seconds of processor time each")
    parser.add_argument("--region", default="en-US")
    parser.add_argument("--filled", action="store_true", help="lanes beside cells one by one")
    options = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _stop)
    judge = unlike if options.filled else broken
    wrong, count = run(options.seed, options.count, math.inf, options.budget, options.region, judge)
    what = "differed as lanes" if options.filled else "gave no value Excel could show"
    print(
        f"seed {options.seed}: {len(wrong)} of {count} formulas {what}, "
        f"in {time.process_time():.0f} s of processor time"
    )
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
