"""Functions that fail in a way nobody foresaw, told in either language."""

from __future__ import annotations

import copy
import pickle

import pytest

from xl_kpis.errors import NUM, VALUE
from xl_kpis.formula.book import Book, evaluate
from xl_kpis.formula.functions import declare
from xl_kpis.formula.functions.support.own import function
from xl_kpis.formula.warning import FormulaWarning


def test_a_function_somebody_added() -> None:
    @function
    def FAILS_HERE(number: float) -> float:
        raise LookupError(f"no rate for {number:g}")

    try:
        with pytest.warns(FormulaWarning) as caught:
            assert evaluate("=FAILS_HERE(7)") is VALUE
    finally:
        del declare.FUNCTIONS["FAILS_HERE"]
    told = caught[0].message
    assert isinstance(told, FormulaWarning)
    assert str(told) == (
        "The function FAILS_HERE failed (LookupError: no rate for 7), which gives #VALUE!."
    )
    assert told.sentence("fr").startswith("La fonction FAILS_HERE a échoué (LookupError\u00a0: no")


def test_a_formula_of_which_nobody_expected_it(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book.of({"A1": "=ABS(-1)+A2", "A2": 1.0})
    (group,) = book.state.groups
    broken = copy.copy(group.compiled)
    broken.run = lambda frame: [].pop()
    monkeypatch.setattr(group, "_compiled", broken)
    report = book.recalculate()
    (told,) = report.warnings
    assert book["A1"] is VALUE
    assert (told.code, told.place, told.kind) == ("formula", "Sheet1!A1", "IndexError")
    assert str(told).startswith("The formula in Sheet1!A1 failed unexpectedly (IndexError: pop")
    assert "de Sheet1!A1 a échoué" in told.sentence("fr")
    again = pickle.loads(pickle.dumps(told))
    assert again.sentence("fr") == told.sentence("fr")


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize(
    "formula",
    [
        "=1E200*1E200",
        "={1E200,2}*1E200",
        "=SUMSQ(1E200,2)",
        "=MMULT({1E200},{1E200})",
        "=MDETERM({1E200,0;0,1E200})",
        "=SUMXMY2({1E200},{-1E200})",
        "=STDEV(1E200,-1E200)",
        "=EXP({1000,2000})",
        "=GROWTH({1,1E300},{1,2},{9,9})",
    ],
)
def test_numbers_too_large_are_errors_of_cells_and_no_warnings_of_numpy(formula: str) -> None:
    result = evaluate(formula)
    first = result[0][0] if isinstance(result, list) else result
    assert first is NUM
