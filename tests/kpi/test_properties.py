"""Properties that hold for all inputs, not only for the examples."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_kpis.errors import DIV0, NA, NAME, REF, ExcelError
from xl_kpis.kpi import FUNCTIONS, KPIS, evaluate
from xl_kpis.kpi.arrays import evaluate_arrays, pack, unpack
from xl_kpis.kpi.evaluate import find_problem
from xl_kpis.kpi.helpers import bind
from xl_kpis.kpi.model import Kpi
from xl_kpis.kpi.tiers import gap, needed, rank, reaches, score

KPI = st.sampled_from(KPIS)
COUNTS = st.integers(0, 10**6)
NUMBERS = st.one_of(
    st.integers(-5, 1000),
    st.floats(-1e9, 1e9, allow_nan=False),
    st.sampled_from([0, 0.0, 1, 100]),
)
ANYTHING = st.one_of(
    NUMBERS,
    st.none(),
    st.booleans(),
    st.sampled_from(["", "abc", "5", NA, DIV0, REF, NAME]),
)
VECTORISED = [f for f in FUNCTIONS.values() if f.vectorised] + [
    bind(FUNCTIONS[name], kpi)
    for kpi in KPIS
    for name in ("KPI_SCORE", "KPI_TIER_RANK", "KPI_GAP", "KPI_NEEDED", "KPI_CHANGE")
]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_one_call_and_whole_columns_agree(data: st.DataObject) -> None:
    function = data.draw(st.sampled_from(VECTORISED))
    width = data.draw(st.integers(function.required, len(function.arguments)))
    rows = data.draw(st.lists(st.tuples(*[ANYTHING] * width), min_size=1, max_size=6))
    columns = [pack(list(column)) for column in zip(*rows, strict=True)]
    result = unpack(*evaluate_arrays(function, columns)).tolist()
    for got, row in zip(result, rows, strict=True):
        expected = evaluate(function, row)
        assert type(got) is type(expected)
        assert got == expected or got == pytest.approx(expected, rel=1e-12, abs=1e-9)


@given(st.sampled_from(list(FUNCTIONS.values())), st.lists(ANYTHING, min_size=5, max_size=5))
def test_a_call_never_raises_and_a_problem_is_always_explained(
    function: Any, values: list[Any]
) -> None:
    given_ = values[: len(function.arguments)]
    result = evaluate(function, given_)
    assert isinstance(result, (float, str, ExcelError))
    problem = find_problem(function, given_)
    if function.formula is not None and problem is None:
        assert not isinstance(result, ExcelError) or result.code == "#NUM!"
    elif problem is not None:
        assert result is problem.error


@given(KPI, COUNTS, COUNTS, COUNTS, st.integers(2, 9))
def test_ratios_do_not_depend_on_the_scale(kpi: Kpi, a: int, b: int, c: int, times: int) -> None:
    if kpi.function.name == "KPI_SATISFACTION":
        call = [[[9], [7], [2]], [[a], [b], [c]]]
        scaled: list[Any] = [call[0], [[row[0] * times] for row in call[1]]]
    else:
        call = [a, b, c][: kpi.function.required]
        scaled = [value * times for value in call]
    first, second = kpi.function(*call), kpi.function(*scaled)
    assert first == second or first == pytest.approx(second, rel=1e-12)


@given(KPI, st.floats(-2, 500), st.floats(-2, 500))
def test_a_better_value_never_scores_or_ranks_less(kpi: Kpi, one: float, two: float) -> None:
    worse, better = sorted((one, two), reverse=kpi.better == "lower")
    assert score(better, kpi) >= score(worse, kpi)
    assert rank(better, kpi) >= rank(worse, kpi)


@given(KPI, st.floats(-2, 500))
def test_score_and_tier_agree(kpi: Kpi, value: float) -> None:
    points, tier = score(value, kpi), rank(value, kpi)
    assert 0 <= points <= 100
    # Only on a strict boundary does a value score like the tier it just misses.
    on_strict = any(t.op in ("<", ">") and abs(value - t.floor) < 1e-9 for t in kpi.tiers)
    if not on_strict:
        assert 25 * tier - 1e-6 <= points <= 25 * (tier + 1) + 1e-6


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
def test_floors_score_25_50_75_and_anchors_0_100(kpi: Kpi) -> None:
    assert [score(t.floor, kpi) for t in kpi.tiers] == [25, 50, 75]
    assert [score(anchor, kpi) for anchor in kpi.anchors] == [0, 100]


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
def test_rounding_errors_do_not_move_a_boundary(kpi: Kpi) -> None:
    import math

    for tier in kpi.tiers:
        for near in (math.nextafter(tier.floor, 1e9), math.nextafter(tier.floor, -1e9)):
            assert reaches(near, tier) is ("=" in tier.op)


@given(KPI, st.floats(-2, 500))
def test_gap_is_positive_short_of_a_tier_and_not_beyond(kpi: Kpi, value: float) -> None:
    for tier in kpi.tiers:
        missing = gap(value, kpi, tier)
        if abs(missing) > 1e-6:
            assert (missing < 0) is reaches(value, tier)
    if rank(value, kpi) < 3:
        assert gap(value, kpi) >= 0


@given(st.sampled_from([k for k in KPIS if k.better == "higher"]), st.integers(1, 10**5))
def test_needed_is_the_smallest_number_that_reaches_the_tier(kpi: Kpi, denominator: int) -> None:
    make = kpi.function.name == "KPI_WORKSHOP_GROWTH"
    for tier in kpi.tiers:
        wanted = needed(kpi, float(denominator), tier)

        def value(numerator: float) -> float:
            return (numerator - denominator if make else numerator) / denominator

        assert reaches(value(wanted), tier)
        assert not reaches(value(wanted - 1), tier)


@given(KPI, st.floats(-2, 500), st.floats(-2, 500))
def test_change_is_positive_when_better_and_antisymmetric(
    kpi: Kpi, now: float, before: float
) -> None:
    change = FUNCTIONS["KPI_CHANGE"]
    there, back = change(now, kpi.id, before), change(before, kpi.id, now)
    assert there == pytest.approx(-back, abs=1e-9)
    if abs(there) > 1e-6:
        assert (there > 0) is ((now > before) is (kpi.better == "higher"))


@given(st.floats(0.01, 1), st.floats(1, 36))
def test_annualising_chains_periods(rate: float, months: float) -> None:
    annual = FUNCTIONS["KPI_ANNUALIZE"](rate, months)
    assert annual ** (months / 12) == pytest.approx(rate, rel=1e-9)


@given(KPI, st.floats(0, 1), st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_percentiles_mirror(kpi: Kpi, value: float, peers: list[float]) -> None:
    found = FUNCTIONS["KPI_PERCENTILE"](value, kpi.id, [[peer] for peer in peers])
    mirrored = FUNCTIONS["KPI_PERCENTILE"](-value, kpi.id, [[-peer] for peer in peers])
    assert 0 <= found <= 1
    assert found + mirrored == pytest.approx(1)


@given(st.lists(st.tuples(st.integers(1, 10), st.integers(0, 50)), min_size=1, max_size=8))
def test_counts_weigh_like_repeated_ratings(pairs: list[tuple[int, int]]) -> None:
    satisfaction = FUNCTIONS["KPI_SATISFACTION"]
    weighted = satisfaction([[r] for r, _ in pairs], [[n] for _, n in pairs])
    repeated = satisfaction([[r] for r, n in pairs for _ in range(n)] or [[None]])
    assert weighted == repeated or weighted == pytest.approx(repeated, rel=1e-12)


@given(
    st.lists(
        st.tuples(st.integers(1, 60), st.one_of(st.none(), st.integers(1, 60))),
        min_size=1,
        max_size=15,
    ),
    st.integers(5, 30),
    st.integers(0, 30),
)
def test_roster_equals_the_formula_over_its_own_counts(
    people: list[tuple[int, int | None]], first: int, length: int
) -> None:
    people = [(joined, left) for joined, left in people if left is None or left >= joined]
    last = first + length
    start = [p for p in people if p[0] < first and (p[1] is None or p[1] >= first)]
    end = [p for p in people if p[0] <= last and (p[1] is None or p[1] > last)]
    new = [p for p in end if p[0] >= first]
    columns = [[joined] for joined, _ in people], [[left] for _, left in people]
    if people:
        roster = FUNCTIONS["KPI_RETENTION_ROSTER"](*columns, first, last)
        assert roster == FUNCTIONS["KPI_RETENTION"](len(start), len(end), len(new))
