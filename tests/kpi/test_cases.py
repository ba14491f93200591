"""The contract, in Python: examples, the table of errors, the articles' worked examples."""

from __future__ import annotations

import doctest
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from xl_kpis.errors import DIV0, NA, NUM, VALUE, ExcelError
from xl_kpis.kpi import FUNCTIONS, KPI_RETENTION, KPI_SATISFACTION, KPIS, TIERS, evaluate
from xl_kpis.kpi.arrays import evaluate_arrays, pack, unpack
from xl_kpis.kpi.cases import Case, error_cases, examples
from xl_kpis.kpi.model import Function, Kpi
from xl_kpis.kpi.tiers import rank, score

CASES = [*examples(), *error_cases()]
FACTS = Path(__file__).parents[3] / "shared" / "facts" / "kpis.json"


def agrees(result: object, expected: object) -> bool:
    if isinstance(expected, float):
        return type(result) is float and math.isclose(result, expected, rel_tol=1e-14, abs_tol=1e-9)
    return result == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_python(case: Case) -> None:
    assert agrees(case.function(*case.arguments), case.result), case.note


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.function.vectorised], ids=lambda case: case.id
)
def test_arrays(case: Case) -> None:
    numbers, kinds = evaluate_arrays(case.function, [pack([value]) for value in case.arguments])
    assert agrees(unpack(numbers, kinds).tolist()[0], case.result), case.note


def test_every_function_and_every_error_has_cases() -> None:
    assert {case.function.name for case in examples()} == set(FUNCTIONS)
    wanted = {NA, VALUE, DIV0, NUM}
    for function in FUNCTIONS.values():
        if function.group == "kpi":
            seen = {c.result for c in error_cases() if c.function is function}
            found = {error for error in wanted if error in seen}
            assert found >= (wanted - {NA} if function is KPI_SATISFACTION else wanted), function


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
def test_worked_examples(kpi: Kpi) -> None:
    value = kpi.function(*kpi.example.arguments)
    assert value == kpi.example.result
    assert TIERS[rank(value, kpi)] == kpi.example_tier
    assert score(value, kpi) == pytest.approx(kpi.example_score, abs=1e-9)


@pytest.mark.parametrize(
    ("kpi_id", "tier"),
    [
        ("mentoring.session_completion", "above_average"),
        ("remote.session_completion", "above_average"),
        ("mentoring.workshop_growth", "exceptional"),
        ("remote.free_to_paid", "above_average"),
        ("remote.retention", "above_average"),
        ("remote.time_to_milestone", "above_average"),
    ],
)
def test_six_examples_lie_exactly_on_a_boundary(kpi_id: str, tier: str) -> None:
    kpi = next(k for k in KPIS if k.id == kpi_id)
    value = kpi.function(*kpi.example.arguments)
    floor = kpi.tier(tier).floor
    assert value == floor
    worse = -1e-9 if kpi.better == "higher" else 1e-9
    assert TIERS[rank(value, kpi)] == tier
    assert TIERS[rank(value + worse, kpi)] != tier


def test_erratum_satisfaction_is_8_7_not_8_6() -> None:
    assert KPI_SATISFACTION([[9], [8], [7]], [[40], [5], [5]]) == 8.7 != 8.6


@pytest.mark.skipif(not FACTS.exists(), reason="the file of facts is not here")
@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
def test_agrees_with_the_facts(kpi: Kpi) -> None:
    facts = {entry["id"]: entry for entry in json.loads(FACTS.read_text())}
    assert list(facts) == [k.id for k in KPIS]
    fact = facts[kpi.id]
    assert kpi.pack == fact["pack"]
    assert kpi.acronym == fact["acronym"]
    assert kpi.function.name == fact["function"]
    assert kpi.better == fact["better"]
    assert [*kpi.anchors] == [fact["score_anchors"]["0"], fact["score_anchors"]["100"]]
    assert len(kpi.function.arguments) >= len(fact["arguments"])
    flat = [
        [row[0] for row in value] if isinstance(value, list) else value
        for value in kpi.example.arguments
    ]
    assert flat == list(fact["example"]["inputs"].values())
    assert kpi.example.result == fact["example"]["computed"]
    assert kpi.example_tier == fact["example"]["tier"]
    assert kpi.example_score == pytest.approx(fact["example"]["score"], abs=0.05)
    for tier in kpi.tiers:
        stated = fact["tiers"][tier.id]
        assert (tier.floor, tier.op, tier.provenance) == (
            stated["floor"],
            stated["op"],
            stated["provenance"],
        )
        lines = fact["benchmark_lines"]
        assert tier.source is not None
        assert tier.source.line == (lines["en"] or lines["fr"])
        (same,) = {f["seed_files"][0] for f in facts.values() if f["pack"] == kpi.pack}
        assert (tier.source.name, fact["seed_files"][0]) == ("article", same)
    # Refunds make negative revenue per user possible; all else has the stated domain.
    if kpi.id != "remote.arpu":
        assert [*kpi.domain] == fact["domain"]


def test_lists_arrays_and_series_go_in_and_come_out() -> None:
    assert KPI_RETENTION([200, 180], [220, 190], [50, 10]) == [0.85, 1.0]
    assert KPI_RETENTION([[200, 100]], 220, 50) == [[0.85, NUM]]
    assert KPI_RETENTION([[1], [2]], [[1, 2]], 0) == [[1.0, NUM], [0.5, 1.0]]
    assert KPI_RETENTION([1, 2, 3], [1, 2], 0) == [1.0, 1.0, NA]
    array = KPI_RETENTION(np.array([200, np.nan]), np.array([220.0, 3]), 50)
    assert array.dtype == float
    assert array[0] == 0.85
    assert np.isnan(array[1])
    index = pd.Index(["a", "b"])
    series = KPI_RETENTION(pd.Series([200, 0], index), pd.Series([220, 9], index), 50)
    assert isinstance(series, pd.Series)
    assert list(series) == [0.85, DIV0]
    assert list(series.index) == ["a", "b"]


def test_frames_keep_their_labels_and_missing_whole_numbers_are_blank() -> None:
    completion = FUNCTIONS["KPI_COMPLETION"]
    frame = pd.DataFrame({"a": [1, 2], "b": [3, 4]}, index=["x", "y"])
    pd.testing.assert_frame_equal(completion(frame, 4), frame / 4)
    series = completion(pd.Series([1, None], dtype="Int64"), pd.Series([2, 2]))
    assert series.tolist()[0] == 0.5
    assert np.isnan(series.tolist()[1])
    assert list(completion(pd.Series([True, False]), 4)) == [VALUE, VALUE]


def test_days_may_come_from_pandas() -> None:
    start = pd.Series(pd.to_datetime(["2025-01-01", "2025-02-01"]))
    achieved = pd.Series(pd.to_datetime(["2025-07-01", None]))
    months = FUNCTIONS["KPI_TIME_TO_MILESTONE_DATES"](start, achieved)
    assert months == pytest.approx(181 / (365.25 / 12))


def test_series_with_different_indexes_are_refused() -> None:
    with pytest.raises(ValueError, match="indexes"):
        KPI_RETENTION(pd.Series([1], ["a"]), pd.Series([1], ["b"]), 0)


def test_ranges_may_be_arrays_series_or_flat_lists() -> None:
    assert KPI_SATISFACTION(np.array([9.0, 8, 7]), pd.Series([40, 5, 5])) == 8.7
    assert KPI_SATISFACTION([9, None, "n/a", 7]) == 8.0
    assert KPI_SATISFACTION(pd.Series([9, None, 7])) == 8.0
    assert KPI_SATISFACTION(9) == 9.0


def test_helpers_take_columns_too() -> None:
    score_of = FUNCTIONS["KPI_SCORE"]
    assert score_of([0.85, None], "mentoring.retention") == [62.5, NA]
    series = score_of(pd.Series([0.85, 0.7]), "mentoring.retention")
    assert list(series) == [62.5, 25.0]
    words = FUNCTIONS["KPI_TIER"](np.array([0.85, 0.1]), "mentoring.retention")
    assert list(words) == ["Above average", "Below typical"]


@pytest.mark.parametrize(
    ("value", "result"),
    [(float("inf"), NUM), (10**400, NUM), (float("nan"), NA), (pd.NA, NA), (np.float32(50), 0.5)],
    ids=str,
)
def test_unusual_numbers(value: object, result: object) -> None:
    completion = FUNCTIONS["KPI_COMPLETION"]
    assert completion(value, 100) == result


def test_overflow_is_an_error_value() -> None:
    assert FUNCTIONS["KPI_ANNUALIZE"](1e300, 0.01) is NUM
    assert FUNCTIONS["KPI_ARPU"](1e308, 1e-300) is NUM


def test_wrong_number_of_arguments_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError):
        KPI_RETENTION(1, 2)


def test_evaluate_arrays_refuses_what_it_cannot_do() -> None:
    with pytest.raises(ValueError, match="KPI_SATISFACTION"):
        evaluate_arrays(KPI_SATISFACTION, [pack([1])])


def test_dates_may_be_dates() -> None:
    from datetime import date

    roster = FUNCTIONS["KPI_RETENTION_ROSTER"]
    joined = [[date(2025, 1, 5)], [date(2025, 6, 1)], [date(2026, 2, 1)]]
    left = [[None], [date(2026, 3, 31)], [None]]
    assert roster(joined, left, date(2026, 1, 1), date(2026, 3, 31)) == 0.5
    serials = [[45662], [45809], [46054]], [[None], [46112], [None]]
    assert roster(*serials, 46023, 46112) == 0.5


def test_erratum_roster_is_exact_where_the_formula_is_not() -> None:
    # 200 at the start, 20 of them leave; 50 join, 10 of those leave again: 220 at the end.
    join = [[1.0]] * 200 + [[50.0]] * 50
    leave = [[60.0]] * 20 + [[None]] * 180 + [[70.0]] * 10 + [[None]] * 40
    assert FUNCTIONS["KPI_RETENTION_ROSTER"](join, leave, 10, 100) == 0.9
    assert KPI_RETENTION(200, 220, 50) == 0.85
    assert KPI_RETENTION(200, 220, 40) == 0.9


def test_errors_are_values() -> None:
    assert isinstance(evaluate(KPI_RETENTION, [200, None, 50]), ExcelError)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda f: f.name)
def test_the_examples_of_the_help_run(function: Function) -> None:
    assert function.__doc__ is not None
    test = doctest.DocTestParser().get_doctest(
        function.__doc__, dict(FUNCTIONS), function.name, None, 0
    )
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


def loaded_after(code: str) -> set[str]:
    """The modules that a new process has after some statements."""
    command = [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return set(said.split())


def test_nothing_beyond_the_standard_library_is_imported() -> None:
    loaded = loaded_after("import xl_kpis.kpi, xl_kpis.kpi.cases, xl_kpis.kpi.formulas")
    assert loaded.isdisjoint({"numpy", "pandas", "scipy", "openpyxl", "xlwings"})


def test_the_kpis_are_reached_without_the_engine_or_the_hosts() -> None:
    # LibreOffice's extension and xlwings Lite have `xl_kpis` and `xl_kpis.kpi`, and not the rest.
    loaded = loaded_after("import xl_kpis; xl_kpis.KPI_RETENTION; xl_kpis.ExcelError")
    assert "xl_kpis.kpi" in loaded
    assert loaded.isdisjoint({"xl_kpis.formula", "xl_kpis.hosts"})


def test_formulas_are_the_same_in_every_run() -> None:
    code = "from xl_kpis.kpi.formulas import *; from xl_kpis.kpi import *;"
    code += "print(lambda_text(KPI_TIER), lambda_text(KPI_GAP))"
    command = [sys.executable, "-c", code]
    runs = {
        subprocess.run(
            command,
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
