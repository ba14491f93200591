"""What the workbook computes."""

from __future__ import annotations

import math

import pytest
from workbook_samples import demo, with_figures

import xl_kpis
from tests.samples import finished
from xl_kpis.errors import DIV0, NA, NUM, VALUE, ExcelError
from xl_kpis.formula.reference import cell_name
from xl_kpis.kpi import (
    KPI_CHANGE,
    KPI_GAP,
    KPI_RETENTION_ROSTER,
    KPI_SCORE,
    KPI_TIER_RANK,
    PACKS,
    text,
)
from xl_kpis.kpi.model import TIERS
from xl_kpis.languages import available
from xl_kpis.workbook import examples, layout
from xl_kpis.workbook.check import check
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.texts import measure_words

TWELVE = [
    (pack, language, formulas)
    for pack in PACKS
    for language in available()
    for formulas in layout.FLAVOURS
]


def row(book, what, kpi):
    return Places(book).values(layout.row_name(what, kpi))


def alike(a, b):
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12)
    return a == b or a is b


@pytest.mark.parametrize(("pack", "language", "formulas"), TWELVE)
def test_the_articles_examples_have_their_values_and_tiers(pack, language, formulas):
    book = demo(pack, language, formulas)
    for kpi in PACKS[pack]:
        assert row(book, "Value", kpi)[11] == pytest.approx(kpi.example.result, abs=1e-12)
        assert TIERS[int(row(book, "Rank", kpi)[11])] == kpi.example_tier
        assert row(book, "Score", kpi)[11] == pytest.approx(kpi.example_score, abs=1e-9)


@pytest.mark.parametrize(("pack", "language"), [(p, c) for p in PACKS for c in available()])
def test_all_flavours_agree_cell_by_cell(pack, language):
    native, *others = (demo(pack, language, flavour) for flavour in layout.FLAVOURS)
    for index, sheet in enumerate(native.model.sheets):
        rows, columns = sheet.cells.extent()
        cells = sheet.cells.read(index, 0, 0, rows - 1, columns - 1)
        for other in others:
            theirs = other.model.sheets[index].cells.read(index, 0, 0, rows - 1, columns - 1)
            for i in range(rows):
                for j in range(columns):
                    if index == 0:
                        continue  # Start says which flavour it is
                    assert alike(cells[i, j], theirs[i, j]), (sheet.name, i, j)


@pytest.mark.parametrize("pack", PACKS)
def test_tiers_scores_gaps_and_changes_are_those_of_the_functions(pack):
    book = demo(pack)
    for kpi in PACKS[pack]:
        values = row(book, "Value", kpi)
        for i in range(examples.QUARTERS):
            assert row(book, "Rank", kpi)[i] == KPI_TIER_RANK(values[i], kpi.id)
            assert row(book, "Score", kpi)[i] == pytest.approx(KPI_SCORE(values[i], kpi.id))
            assert row(book, "Gap", kpi)[i] == pytest.approx(KPI_GAP(values[i], kpi.id))
            if i:
                change = KPI_CHANGE(values[i], kpi.id, values[i - 1])
                assert row(book, "Change", kpi)[i] == pytest.approx(change)


def test_what_is_missing_is_said_in_numbers_people_count():
    book = demo("mentoring")
    needed = {layout.short(k): row(book, "Needed", k)[11] for k in PACKS["mentoring"]}
    assert needed["session_completion"] == 10  # 90 of 100
    assert needed["career_advancement"] == 5  # 35 of 50
    assert needed["retention"] == 10  # 180 of 200 stay
    assert needed["time_to_milestone"] == -4
    remote = {layout.short(k): row(demo("remote"), "Needed", k)[11] for k in PACKS["remote"]}
    assert remote["free_to_paid"] == 11  # over 60 % of 50 is 31
    assert remote["arpu"] == 50


@pytest.mark.parametrize("pack", PACKS)
def test_a_period_without_figures_is_not_available_rather_than_zero(pack):
    book = demo(pack)
    for kpi in PACKS[pack]:
        for what in layout.ROWS:
            assert row(book, what, kpi)[12] is NA


@pytest.mark.parametrize("language", available())
def test_an_empty_template_says_no_data_and_shows_no_error_code(language, fresh):
    book = fresh("remote", language)
    book.recalculate()
    places = Places(book)
    index = layout.sheets("remote").index("scorecard")
    rows, columns = book.model.sheets[index].cells.extent()
    shown = book.model.sheets[index].cells.read(index, 0, 0, rows - 1, columns - 1)
    texts = [cell for line in shown.tolist() for cell in line]
    assert not any(isinstance(cell, ExcelError) for cell in texts)
    assert texts.count(text("error.#N/A", language)) == len(PACKS["remote"])
    assert places.value(layout.CHECK_ERRORS) == 0


@pytest.mark.parametrize(
    ("figures", "error"),
    [
        ({"sessions_completed": [80], "sessions_scheduled": [0]}, DIV0),
        ({"sessions_completed": [110], "sessions_scheduled": [100]}, NUM),
        ({"sessions_completed": [-1], "sessions_scheduled": [100]}, NUM),
        ({"sessions_completed": ["many"], "sessions_scheduled": [100]}, VALUE),
        ({"sessions_completed": [80]}, NA),
    ],
)
@pytest.mark.parametrize("formulas", layout.FLAVOURS)
def test_wrong_figures_give_the_error_of_the_table(figures, error, formulas, fresh):
    book = with_figures(fresh("mentoring", "en", formulas), figures)
    assert row(book, "Value", PACKS["mentoring"][1])[0] is error


def test_the_scorecard_shows_the_latest_period_with_data_or_the_one_picked(fresh):
    book = with_figures(fresh(), {"clients_advanced": [10, 20, 30], "clients_total": [50, 50, 50]})
    assert book[layout.SHOWN] == 3
    book[layout.PICKED] = Places(book).periods()[1][0]
    assert book[layout.SHOWN] == 2


def test_a_floor_of_ones_own_moves_the_tier_and_takes_the_asterisk_away(fresh):
    book = with_figures(fresh("remote"), {"clients_placed": [41], "clients_coached": [50]})
    placement = PACKS["remote"][5]
    places = Places(book)
    assert row(book, "Rank", placement)[0] == 3
    assert places.values(layout.mark_name(placement)) == ["", "", "*"]
    book[layout.own_floor_name(placement, "exceptional")] = 0.9
    assert row(book, "Rank", placement)[0] == 2
    assert places.values(layout.mark_name(placement)) == ["", "", ""]


def test_the_overall_index_weighs_only_what_has_data(fresh):
    book = with_figures(
        fresh(),
        {
            "sessions_completed": [80],
            "sessions_scheduled": [100],
            "clients_advanced": [30],
            "clients_total": [50],
        },
    )
    places = Places(book)
    assert places.values(layout.INDEX)[0] == pytest.approx((50 + 37.5) / 2)
    assert places.values(layout.COVERAGE)[0] == 2
    book[layout.weight_name(PACKS["mentoring"][1])] = 3
    assert places.values(layout.INDEX)[0] == pytest.approx((3 * 50 + 37.5) / 4)


def test_the_shortest_way_to_a_year_is_not_to_read_a_quarter_as_one():
    book = demo("remote")
    assert Places(book).values(layout.YEARLY)[11] == pytest.approx(0.85**4)


DAY = 46023  # 2026-01-01


def put(book, log, **columns):
    for field, values in columns.items():
        area = book.resolve(layout.log_column_name(log, field)).area
        places = Places(book)
        for i, value in enumerate(values):
            sheet = places.sheet_name(area)
            book[f"'{sheet}'!{cell_name(area.top + i, area.left)}"] = value


def use_log(book, short):
    book[f"Source_{short}"] = Places(book).values(layout.SOURCES)[1]


def test_logs_are_counted_in_place_of_typed_figures(fresh):
    book = fresh("mentoring")
    put(
        book,
        "sessions",
        date=[DAY, DAY + 3, DAY + 5, DAY + 9, DAY + 40],
        status=["held", "Held", "no-show", "moved", "held"],
    )
    put(
        book,
        "ratings",
        date=[DAY, DAY + 1, DAY + 30, DAY + 31],
        rating=[9, 7, None, 10],
    )
    put(
        book,
        "events",
        date=[DAY, DAY + 35, DAY + 36],
        kind=["workshop", "workshop", "networking"],
        attendees=[10, 13, 20],
        connections=[None, None, 5],
    )
    put(
        book,
        "milestones",
        started=[DAY - 365.25, DAY - 182.625, DAY],
        reached=[DAY, DAY, None],
    )
    for short in ("session_completion", "satisfaction", "workshop_growth"):
        use_log(book, short)
    for short in ("networking_success", "time_to_milestone"):
        use_log(book, short)
    values = {layout.short(k): row(book, "Value", k) for k in PACKS["mentoring"]}
    assert values["session_completion"][0] == pytest.approx(2 / 3)  # the moved one is left out
    assert values["satisfaction"][0] == 8
    assert Places(book).values(layout.RESPONSE)[0] == pytest.approx(2 / 3)
    assert values["workshop_growth"][1] == pytest.approx(0.3)
    assert values["networking_success"][1] == 0.25
    assert values["time_to_milestone"][0] == pytest.approx(9)
    assert values["session_completion"][2] is NA  # after the last date in the logs


def test_retention_from_the_roster_is_that_of_the_roster_function(fresh):
    book = fresh("remote")
    joined = [DAY - 400, DAY - 300, DAY - 200, DAY - 100, DAY + 5, DAY + 6]
    left = [None, DAY + 10, DAY - 50, None, None, DAY + 20]
    put(book, "roster", joined=joined, left=left)
    use_log(book, "retention")
    book[layout.LOGS_UNTIL] = DAY + 30
    exact = KPI_RETENTION_ROSTER([[d] for d in joined], [[d] for d in left], DAY, DAY + 30)
    assert row(book, "Value", PACKS["remote"][2])[0] == pytest.approx(exact)


def test_typed_retention_is_compared_with_the_roster(fresh):
    """50 joined and 10 of them left again: the formula says 85 %, the roster 90 %."""
    book = fresh("remote")
    joined = [DAY - 10] * 200 + [DAY + 5] * 50
    left = [DAY + 9] * 20 + [None] * 180 + [DAY + 20] * 10 + [None] * 40
    put(book, "roster", joined=joined, left=left)
    book[layout.LOGS_UNTIL] = DAY + 30
    with_figures(book, {"clients_start": [200], "clients_end": [220], "clients_new": [50]})
    retention = PACKS["remote"][2]
    assert row(book, "Value", retention)[0] == 0.85
    assert [found.id for found in check(book).found] == ["retention.roster"]
    use_log(book, "retention")
    assert row(book, "Value", retention)[0] == 0.9
    assert check(book).found == ()


def test_payments_consultations_and_placements_are_counted(fresh):
    book = fresh("remote")
    put(book, "roster", joined=[DAY - 10, DAY - 9], left=[None, None], placed=[DAY + 2, None])
    put(book, "payments", date=[DAY, DAY + 1, DAY + 2], amount=[300, 150, -50])
    put(book, "consultations", consulted=[DAY, DAY, DAY, DAY], paid=[DAY + 50, None, None, DAY])
    put(book, "ratings", date=[DAY, DAY, DAY, DAY], rating=[9, 8, 5, 10])
    for short in ("arpu", "free_to_paid", "job_placement", "satisfaction"):
        use_log(book, short)
    values = {layout.short(k): row(book, "Value", k)[0] for k in PACKS["remote"]}
    assert values["arpu"] == 200
    assert values["free_to_paid"] == 0.5
    assert values["job_placement"] == 0.5
    assert values["satisfaction"] == 0.75


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize(
    ("typed", "id", "said"),
    [
        ({"rated_9": [4, 4], "rated_8": [4, -5], "rated_3": [1, -1]}, "negative", "\u22125"),
        ({"rated_7": [4, 2.5], "rated_6": [1, 1]}, "fraction", "2.5"),
    ],
)
def test_which_count_of_ratings_is_wrong_is_quoted(language, typed, id, said):
    """The first of those that are, with its cell."""
    book = xl_kpis.load(finished("mentoring", language))
    with_figures(book, typed)
    (found,) = [one for one in check(book).found if one.id == f"satisfaction.{id}"]
    wrong = next(name for name, values in typed.items() if values[1] in (-5, 2.5))
    place = Places(book).inputs(wrong)[1]
    assert place
    assert found.where.endswith(f"!{cell_name(*place)}")
    measures = {m.id: m for _, m in layout.measures("mentoring")}
    assert found.found.startswith(measure_words(measures[wrong], "label", language))
    assert found.found.endswith(said)
