"""The values Excel computed, cell by cell: nothing differs but what is listed here with its reason.

The list is data about the workbooks, read by this test only. A cell that starts to differ fails,
and so does an entry that no longer differs.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.corpus import agrees
from xl_kpis.formula.book import load
from xl_kpis.formula.reference import parse_cell

GOLDEN = Path(__file__).parents[3] / "shared" / "golden"
FILES = sorted(p.relative_to(GOLDEN / "workbooks") for p in (GOLDEN / "workbooks").glob("*/*"))
CHUNKS = 24

pytestmark = [
    pytest.mark.golden,
    pytest.mark.skipif(not FILES, reason=f"no golden workbooks in {GOLDEN}"),
]

NEVER_CALCULATED = (
    "a circular reference without iteration: Excel shows what the cells held before it arose"
)
FEW_ITERATIONS = "iterations begin at the values of an earlier calculation, which the file lacks"
NEAR_ZERO = "a rate near zero, where Excel's iteration ends one step earlier than ours"
OTHER_LOCALE = "calculated under regional settings that the file does not name"

KNOWN: dict[str, dict[str, str]] = {
    "vinci1it2000+formulas/e282b6464c_circular.xlsx": {
        f"DATA!{cell}": NEVER_CALCULATED for cell in ("D8", "B10", "C10", "E10")
    }
    | {f"DATA!{cell}": NEVER_CALCULATED for cell in ("B12", "C12", "E12")},
    "apache+poi/106508ec88_57535.xlsx": {
        "Sheet1!E5": FEW_ITERATIONS,
        "Sheet1!E6": FEW_ITERATIONS,
    },
    "ironcalc+IronCalc/c6c19df3bd_IRR.xlsx": {
        "Three Parameters!D2": NEAR_ZERO,
        "FullRow!Q1": NEAR_ZERO,
    },
    "SheetJS+test_files/ba90d72d75_formula_stress_test.xlsx": {
        "Text!B21": "CODE under the Macintosh character set",
        "Text!B47": "PHONETIC of a cell without phonetic text, in an Excel without Japanese",
    },
    "EPPlusSoftware+EPPlus/5401ee2efd_FormulaTest.xlsx": {"ValidateFormulas!F2": OTHER_LOCALE},
    "ironcalc+IronCalc/5ed8c1c639_T_VALUE_VALUETOTEXT.xlsx": {"Sheet1!I5": OTHER_LOCALE},
    "SheetJS+test_files/d6648f2ea6_metadata_2019.xlsx": {
        "Sheet1!C13": "saved by an Excel without dynamic arrays, where #SPILL! is #VALUE!"
    },
}


def expected(name: str) -> list[list[Any]]:
    """Sheet, cell, type, value and formula of each cell with a known value."""
    path = GOLDEN / "expected" / f"{name}.json.gz"
    cells: list[list[Any]] = json.loads(gzip.decompress(path.read_bytes()))["cells"]
    return cells


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_cells_are_what_excel_computed(chunk: int) -> None:
    differ: dict[str, str] = {}
    known: set[str] = set()
    for path in FILES[chunk::CHUNKS]:
        name = path.as_posix()
        book = load(GOLDEN / "workbooks" / path)
        book.recalculate()
        sheets = {sheet.name: i for i, sheet in enumerate(book.model.sheets)}
        known |= {f"{name} {cell}" for cell in KNOWN.get(name, ())}
        for sheet, cell, kind, want, formula in expected(name):
            got = book.model.value(sheets[sheet], *parse_cell(cell))
            if not agrees(got, kind, want):
                differ[f"{name} {sheet}!{cell}"] = f"{formula}: {got!r}, Excel {want!r}"
    new = {cell: what for cell, what in differ.items() if cell not in known}
    assert not new
    assert known <= differ.keys(), "these agree now; take them off the list"


def test_the_known_differences_are_few() -> None:
    """With the test above: what share of cells, of cells with each file counted as 500 at most,
    and of files is entirely right."""
    sizes = {path.as_posix(): len(expected(path.as_posix())) for path in FILES}
    wrong = {name: len(KNOWN.get(name, ())) for name in sizes}
    assert set(KNOWN) <= set(sizes)
    cells = 1 - sum(wrong.values()) / sum(sizes.values())
    weights = {name: min(1, 500 / n) for name, n in sizes.items()}
    capped = 1 - sum(weights[n] * wrong[n] for n in sizes) / sum(
        weights[n] * sizes[n] for n in sizes
    )
    files = sum(not n for n in wrong.values()) / len(sizes)
    assert cells >= 0.999
    assert capped >= 0.995
    assert files >= 0.97
