"""Tables of figures, many clients at once: the same as each on its own, and as in its workbook."""

from __future__ import annotations

import datetime as dt
import math
import pickle
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xl_kpis
from tests.kpi.test_packs import EXAMPLE
from tests.samples import finished
from xl_kpis.errors import DIV0, NA, VALUE, ExcelError
from xl_kpis.kpi import PACKS, tiers
from xl_kpis.kpi.evaluate import evaluate
from xl_kpis.kpi.model import TIERS
from xl_kpis.kpi.pack_sources import load
from xl_kpis.kpi.packs import Pack, kpis_of
from xl_kpis.kpi.words import problem
from xl_kpis.workbook import layout
from xl_kpis.workbook.examples import SETTINGS, history
from xl_kpis.workbook.fill import fill
from xl_kpis.workbook.score import TableError, score
from xl_kpis.workbook.scorecard import scorecard


def long(figures: dict[str, list[Any]], client: str = "Ada") -> pd.DataFrame:
    rows = [
        (client, period, measure, value)
        for measure, values in figures.items()
        for period, value in enumerate(values, 1)
    ]
    return pd.DataFrame(rows, columns=["client", "period", "measure", "value"])


def near(one: Any, other: Any) -> bool:
    gone = one is None or one != one
    if gone or other is None:
        return gone and other is None
    return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-9)


@pytest.mark.parametrize("pack", ["mentoring", "remote"])
def test_a_table_gives_what_the_scorecard_of_the_workbook_gives(pack: str) -> None:
    figures: dict[str, list[Any]] = {id: list(said) for id, said in history(pack).items()}
    figures["sessions_completed"][3] = 1000  # more than were scheduled
    figures["sessions_scheduled"][4] = 0
    del figures["months_to_milestone"]
    made = fill(finished(pack, "en"), figures, settings=SETTINGS)
    book = xl_kpis.load(BytesIO(made.file))
    wanted = {(r["kpi"], r["period_number"]): r for r in scorecard(book)}
    # A history ends with the clients that the next period begins with, so that nothing is carried.
    found = score(long(figures), pack)
    assert len(found) == len(wanted)
    for row in found.itertuples():
        said = wanted[row.kpi, row.period]
        assert near(row.value, said["value"]), said
        assert near(row.score, said["score"]), said
        assert near(row.gap, said["gap"]), said
        assert (row.tier if isinstance(row.tier, str) else None) == said["tier_id"]
        assert isinstance(row.error, str) == (said["value"] is None)


ITEM = st.one_of(
    st.integers(-2, 12),
    st.integers(0, 400).map(lambda n: n / 8),
    st.sampled_from([None, math.nan, True, DIV0, NA]),
)


@pytest.mark.parametrize("pack", ["mentoring", "remote", "studio"])
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_each_row_is_what_the_function_gives(pack: str, data: st.DataObject) -> None:
    if pack == "studio":
        load(EXAMPLE)
    measures = [m.id for _, m in layout.measures(pack)]
    rows = data.draw(
        st.lists(st.fixed_dictionaries(dict.fromkeys(measures, ITEM)), min_size=1, max_size=4)
    )
    frame = pd.DataFrame(rows, dtype=object)
    frame.insert(0, "client", [f"c{i}" for i in range(len(rows))])
    found = score(frame, pack, language="fr")
    kpis = kpis_of(pack)
    assert list(found.kpi) == [kpi.id for _ in rows for kpi in kpis]
    for got, (row, kpi) in zip(
        found.itertuples(), ((row, kpi) for row in rows for kpi in kpis), strict=True
    ):
        arguments = kpi.arguments_from(row)
        value = evaluate(kpi.function, arguments)
        if isinstance(value, ExcelError):
            if any(m.rating for m in kpi.measures) and got.error == "#N/A":
                continue  # nobody rated: no data, as the workbook says
            assert got.error == value.code, (kpi.id, arguments)
            assert got.reason == problem(kpi.function, arguments, "fr"), (kpi.id, arguments)
            assert got.value != got.value
            continue
        assert near(got.value, value)
        assert not isinstance(got.error, str)
        assert not isinstance(got.reason, str)
        if kpi.tiers:
            assert got.tier == TIERS[tiers.rank(value, kpi)]
            assert near(got.score, tiers.score(value, kpi))
            assert near(got.gap, tiers.gap(value, kpi))
        else:
            assert got.score != got.score


def test_a_kpi_without_benchmarks_has_a_value_and_nothing_made_up() -> None:
    found = score({"fees": [18000], "sales": [2000], "members_paying": [400]}, EXAMPLE)
    (row,) = found[found.kpi == "studio.revenue"].itertuples()
    assert row.value == 50
    assert all(said != said for said in (row.tier, row.score, row.gap, row.error))


def test_one_figure_a_row_is_the_same_as_a_column_each() -> None:
    figures = {id: said[:3] for id, said in history("remote").items()}
    wide = pd.DataFrame({"client": "Ada", "period": [1, 2, 3], **figures})
    shuffled = long(figures).sample(frac=1, random_state=3)
    found = score(shuffled, "remote").sort_values(["period", "kpi"]).reset_index(drop=True)
    pd.testing.assert_frame_equal(
        found, score(wide, "remote"), check_dtype=False, check_categorical=False
    )


def test_periods_stand_across_as_on_the_inputs_sheet() -> None:
    figures = {id: said[:2] for id, said in history("remote").items()}
    across = pd.DataFrame(
        [(id, "Client asked", *said) for id, said in figures.items()],
        columns=["measure", "comment", 1, 2],
    )
    found = score(across, "remote")
    wanted = score(pd.DataFrame({"period": [1, 2], **figures}), "remote")
    pd.testing.assert_frame_equal(found, wanted, check_dtype=False)


def test_clients_and_periods_keep_the_order_and_kind_they_came_in() -> None:
    days = [dt.date(2026, 2, 1), dt.date(2026, 1, 1)]
    table = pd.DataFrame(
        {
            "client": ["Zoë", "Zoë", "Ada", "Ada"],
            "period": days * 2,
            "revenue": [1, 2, 3, 4],
            "users": [1, 1, 1, 1],
        }
    )
    found = score(table, "remote")
    arpu = found[found.kpi == "remote.arpu"]
    assert list(zip(arpu.client, arpu.period, arpu.value, strict=True)) == [
        ("Zoë", days[0], 1),
        ("Zoë", days[1], 2),
        ("Ada", days[0], 3),
        ("Ada", days[1], 4),
    ]


def test_measures_are_known_by_label_in_any_language() -> None:
    table = {"Clients placés": [30], "clients coached": [50]}
    found = score(table, "remote")
    assert found[found.kpi == "remote.job_placement"].value.tolist() == [0.6]


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (["1234.5", "2"], 617.25),
        (["1 234,5", "2,0"], 617.25),
        (["1.234,50", "2"], 617.25),
        (["1,234.50", " 2 "], 617.25),
        ([1234.5, "2"], 617.25),
        (["12 clients", "2"], VALUE),
        (["", "2"], NA),
        (["#DIV/0!", "2"], DIV0),
        (["85%", "2"], VALUE),
    ],
)
def test_numbers_are_read_as_people_write_them(values: list[Any], wanted: Any) -> None:
    table = {"client": ["A", "A"], "measure": ["revenue", "users"], "value": values}
    found = score(table, "remote")
    (row,) = found[found.kpi == "remote.arpu"].itertuples()
    assert (row.error if isinstance(wanted, ExcelError) else row.value) == (
        wanted.code if isinstance(wanted, ExcelError) else wanted
    )


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            {"client": ["A"], "measure": ["revenue_x"], "value": [1]},
            "“revenue_x” is no figure of this pack; did you mean revenue",
        ),
        (
            {"client": ["A"], "shoe size": [43], "revenue": [1]},
            "“shoe size” is no figure of this pack: leave it out",
        ),
        (
            {"client": ["A", "A"], "measure": ["users", "Users"], "value": [1, 2]},
            "A, Users stands in row 1 and again in row 2: keep one of them.",
        ),
        (
            {"client": ["A", "B", "A"], "period": [1, 1, 1], "users": [1, 2, 3]},
            "A, 1 stands in row 1 and again in row 3",
        ),
        (
            {"client": ["A", None], "measure": ["users", "revenue"], "value": [1, 2]},
            "Row 2 says no client.",
        ),
        (
            {"client": ["A", "A"], "measure": ["users", " "], "value": [1, 2]},
            "Row 2 says no measure.",
        ),
        ({"client": ["A"], "period": [" "], "users": [1]}, "Row 1 says no period."),
        ({"client": ["A"], "measure": ["users"]}, "There are no figures: "),
        ({"period": [1], "measure": ["users"], "x": [2]}, "There are no figures: "),
        ({"client": ["A"], "period": [1]}, "There are no figures: "),
        ({"client": ["A"], "users": [1], "Users": [2]}, "“users” and “Users” are the same column"),
        (
            {"measure": ["revenue", "users"], "value": ["1,234.5", "1.234,5"]},
            "“1,234.5”, “1.234,5”: nobody can tell",
        ),
    ],
)
def test_what_cannot_be_scored_is_named(table: dict[str, list[Any]], said: str) -> None:
    with pytest.raises(TableError) as refused:
        score(table, "remote")
    assert said in str(refused.value)
    assert refused.value.sentence("fr") != str(refused.value)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_targets_of_a_table_are_compared(language: str) -> None:
    table = {
        "client": ["A", "A", "A", "B", "B", "B"],
        "measure": ["Retention", "revenue", "users", "revenue", "users", "ATACM"],
        "value": ["", 100, 2, 100, 1, ""],
        "target": ["90%", 60, "", 60, None, "4"],
    }
    found = score(table, "remote", language=language).set_index(["client", "kpi"])
    arpu = found.xs("remote.arpu", level="kpi")
    assert arpu["target"].tolist() == [60, 60]
    assert arpu["target_gap"].tolist() == [10, -40]
    assert arpu["target_state"].tolist() == ["behind", "on_track"]
    assert found.loc[("A", "remote.retention"), "target"] == 0.9
    assert pd.isna(found.loc[("A", "remote.retention"), "target_gap"])
    assert found.loc[("B", "remote.time_to_milestone"), "target"] == 4


def test_targets_have_columns_where_measures_have() -> None:
    table = {"client": ["A", "B"], "sessions_completed": [8, 9], "sessions_scheduled": [10, 10]}
    found = score({**table, "Target MSCR": ["85%", 0.9]}, "mentoring")
    mine = found[found.kpi == "mentoring.session_completion"]
    assert mine["target_gap"].tolist() == pytest.approx([0.05, 0])
    assert mine["target_state"].tolist() == ["behind", "on_track"]
    assert "target" not in score(table, "mentoring").columns


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ([85, None], "it can be from 0.0 to 100.0%"),
        (["soon", None], "“soon”"),
        ([0.8, 0.9], "two targets"),
    ],
)
def test_a_target_nobody_can_have_is_named(target: list[Any], said: str) -> None:
    table = {"measure": ["sessions_completed", "sessions_scheduled"], "value": [8, 10]}
    with pytest.raises(TableError, match=said) as refused:
        score({**table, "target": target}, "mentoring")
    assert refused.value.sentence("fr") != str(refused.value)


def test_columns_without_figures_are_carried_along() -> None:
    table = {"client": ["A", "B"], "coach": ["Ann", ""], "revenue": [6, 8], "users": [2, 2]}
    found = score(table, "remote")
    kpis = len(PACKS["remote"])
    assert found["coach"].tolist()[:kpis] == ["Ann"] * kpis
    assert found["coach"].isna().tolist() == [False] * kpis + [True] * kpis
    long = {
        "client": ["A", "A", "B"],
        "measure": ["revenue", "users", "users"],
        "value": [6, 2, 1],
        "town": ["Lyon", "Lyon", "Nice"],
        "remark": ["x", "y", "z"],
    }
    found = score(long, "remote")
    assert found["town"].tolist() == ["Lyon"] * kpis + ["Nice"] * kpis
    assert "remark" not in found.columns


def test_a_pack_nobody_knows_is_named() -> None:
    with pytest.raises(TableError, match="no pack “gym”"):
        score({"users": [1]}, "gym")


def test_a_pack_is_given_by_file_or_as_it_is() -> None:
    pack = load(EXAMPLE)
    assert isinstance(pack, Pack)
    table = {"places_taken": [640], "places_offered": [800]}
    pd.testing.assert_frame_equal(score(table, pack), score(table, EXAMPLE))


def test_what_is_wrong_with_a_table_can_be_sent_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(TableError("near", name="Sesions", known="Sessions")))
    assert isinstance(error, TableError)
    assert "Sesions" in error.sentence("fr")
    assert str(error) == error.sentence("en")
