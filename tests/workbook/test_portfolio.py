"""Many clients together: each figure is that of its own scorecard, a group's that of one workbook
of all its clients, and who needs a look is said in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from portfolio_samples import client, entry, sample
from workbook_samples import with_figures

import xl_kpis
from tests.kpi.test_packs import EXAMPLE
from tests.samples import finished
from xl_kpis.kpi import KPI_PERCENTILE, PACKS
from xl_kpis.kpi.pack_files import pack_from
from xl_kpis.kpi.packs import use
from xl_kpis.languages import available
from xl_kpis.workbook.portfolio.attention import attention
from xl_kpis.workbook.portfolio.groups import MEDIAN, RECOMPUTED, group_figures
from xl_kpis.workbook.portfolio.phrases import rankings
from xl_kpis.workbook.portfolio.reading import additive_arguments, read_entry
from xl_kpis.workbook.portfolio.result import Portfolio, PortfolioError, check_groups
from xl_kpis.workbook.portfolio.standing import counts, rows
from xl_kpis.workbook.scorecard import scorecard, shown_period

counted = st.integers(1, 40)


@st.composite
def quarters(draw: Any) -> dict[str, list[float]]:
    """A mentoring client's last two quarters, any that can be."""
    made: dict[str, list[float]] = {}
    for _ in range(2):
        start, new, lost = draw(counted), draw(counted), draw(st.floats(0, 1))
        kept = round(start * lost)
        figures = {
            "rated_9": draw(st.integers(0, 30)),
            "rated_7": draw(st.integers(1, 30)),
            "sessions_scheduled": draw(counted),
            "clients_total": draw(counted),
            "clients_start": start,
            "clients_end": kept + new,
            "clients_new": new,
            "attendance_before": draw(counted),
            "attendance_now": draw(counted),
            "connections_made": draw(counted),
            "event_attendees": draw(counted),
            "months_to_milestone": draw(counted),
            "clients_at_milestone": draw(counted),
        }
        for part, whole in (
            ("sessions_completed", "sessions_scheduled"),
            ("clients_advanced", "clients_total"),
        ):
            figures[part] = draw(st.integers(0, figures[whole]))
        for id, value in figures.items():
            made.setdefault(id, []).append(value)
    return made


@settings(max_examples=3, deadline=None)
@given(st.lists(quarters(), min_size=4, max_size=6))
def test_figures_are_those_of_each_scorecard_and_of_one_workbook_of_all(
    clients: list[dict[str, list[float]]],
) -> None:
    books = [client(figures) for figures in clients]
    entries = [entry(book, f"c{i}") for i, book in enumerate(books)]
    found = rows(entries, (), "en")
    for i, book in enumerate(books):
        own = [row for row in found if row["client"] == f"c{i}"]
        card = scorecard(book, "en", period=shown_period(book))
        for row, record in zip(own, card, strict=True):
            for key in ("kpi", "value", "score", "gap", "needed", "change", "period"):
                assert row[key] == record[key]
            assert row["tier"] == record["tier_id"]
    for kpi in PACKS["mentoring"]:
        own = [row for row in found if row["kpi"] == kpi.id]
        among = [[row["value"]] for row in own]
        for row in own:
            expected = KPI_PERCENTILE(row["value"], kpi.id, among)
            assert row["percentile"] == (expected if len(own) >= 5 else None)
            assert row["n"] == len(own)
    together = {
        id: [sum(figures[id][i] for figures in clients) for i in range(2)] for id in clients[0]
    }
    whole = client(together)
    card = scorecard(whole, "en", period=shown_period(whole))
    for figure, record in zip(group_figures(entries, ()), card, strict=True):
        assert figure.how == RECOMPUTED
        assert figure.value == pytest.approx(record["value"], rel=1e-12)


def test_an_average_of_rates_is_never_given() -> None:
    held = [{"sessions_completed": [2], "sessions_scheduled": [2]}]
    held.append({"sessions_completed": [100], "sessions_scheduled": [200]})
    entries = [entry(client(figures), f"c{i}") for i, figures in enumerate(held)]
    figure = next(f for f in group_figures(entries, ()) if f.among.kpi.endswith("completion"))
    assert figure.value == 102 / 202
    lost = [
        replace(one, lines=tuple(replace(line, arguments=None) for line in one.lines))
        for one in entries
    ]
    figure = next(f for f in group_figures(lost, ()) if f.among.kpi.endswith("completion"))
    assert (figure.value, figure.how) == (0.75, MEDIAN)


def test_what_does_not_add_up_is_a_median_and_called_so() -> None:
    """Of a pack of one's own: what a member pays is so much of so many, a total is not."""
    pack = use(pack_from(EXAMPLE.read_text("utf-8")))
    source = finished("studio", "en")
    entries = []
    for i, start in enumerate((100, 200, 400)):
        figures = {"members_start": start, "members_end": start, "members_joined": 3 * (i + 1)}
        figures |= {"places_taken": 30 * (i + 1), "places_offered": 100}
        figures |= {"fees": 1000.0 * (i + 1), "sales": 50.0, "members_paying": start}
        book = with_figures(xl_kpis.load(source), {id: [float(n)] for id, n in figures.items()})
        entries.append(read_entry(book, f"{i}.xlsx", "en"))
    assert {one.pack for one in entries} == {"studio"}
    found = {figure.among.kpi: figure for figure in group_figures(entries, ())}
    assert found["studio.retention"].how == RECOMPUTED
    assert found["studio.retention"].value == pytest.approx((700 - 18) / 700)
    total = replace(pack.kpis[-1].function, formula=lambda fees, *_: fees)
    kpi = replace(pack.kpis[-1], function=total)
    given = {m.id: 5.0 for m in kpi.measures}
    assert additive_arguments(kpi, 5.0, given) is None


def test_only_like_is_compared_with_like() -> None:
    told = {"revenue": [100.0], "users": [10.0]}
    entries = [
        entry(client(told, "remote"), "usd"),
        entry(client(told, "remote", currency="EUR"), "eur"),
        entry(client(told, "remote", currency="eur", months=1), "monthly"),
    ]
    found = [r for r in rows(entries, (), "en") if r["kpi"] == "remote.arpu"]
    assert [row["n"] for row in found] == [1, 1, 1]
    assert [row["months"] for row in found] == [3, 3, 1]
    two = rows([entries[1], replace(entries[1], client="b")], (), "en")
    assert {row["n"] for row in two if row["value"] is not None} == {2}


def test_less_is_better_where_it_is() -> None:
    assert counts([3, 5, 5, 9], "lower") == ([3, 1, 1, 0], [1, 2, 2, 1])


@pytest.mark.parametrize("language", available())
def test_who_needs_a_look_first_and_why(language: str) -> None:
    found = {one.client: one for one in sample(language).attention}
    kinds = {
        name: {(why.kind, why.kpi.partition(".")[2]) for why in one.reasons}
        for name, one in found.items()
    }
    assert kinds["Hal"] == {("unread", "")}
    assert ("below", "session_completion") in kinds["Ben"]
    assert ("below_fell", "career_advancement") in kinds["Cleo"]
    assert ("below_fell", "time_to_milestone") in kinds["Cleo"]
    assert ("missing", "networking_success") in kinds["Dora"]
    assert ("wrong", "retention") in kinds["Émile"]
    assert ("checks", "") not in kinds["Émile"], "said once"
    assert ("behind", "") in kinds["Femi"]
    assert "Anna" not in found
    points = [one.points for one in sample(language).attention]
    assert points == sorted(points, reverse=True)
    assert all(one.points == sum(why.points for why in one.reasons) for one in found.values())
    texts = [why.text for one in found.values() for why in one.reasons]
    assert all(texts)
    assert len(set(texts)) > 6


def test_points_can_be_counted_by_hand() -> None:
    told = {"sessions_completed": [90, 60], "sessions_scheduled": [100, 100]}
    one = entry(client(told), "a")
    (line,) = (line for line in one.lines if line.value is not None)
    assert line.rank == 0
    assert line.score is not None
    assert line.score_before is not None
    (found,) = attention([one], {}, "en")
    assert found.points == 50 - line.score + line.score_before - line.score
    assert (
        found.reasons[0].text == "Mentoring sessions: fell from 90.0% to 60.0%, in the lowest tier"
    )


def test_the_frames_have_every_client_and_every_group() -> None:
    made = sample("en")
    frame = made.frame
    assert list(frame.columns[:3]) == ["client", "coach", "file"]
    assert len(frame) == sum(len(one.lines) for one in made.clients)
    assert frame.percentile.notna().sum() == frame[frame.n >= 5].value.notna().sum()
    groups = made.groups
    assert set(groups.group) == {"", "Ada", "Bela"}
    whole = groups[groups.by == ""].set_index("kpi")
    parts = groups[groups.by == "coach"].groupby("kpi")
    for count in ("clients", "n", "below", "exceptional", "better", "worse"):
        assert parts[count].sum().to_dict() == whole[count].to_dict()


def test_a_group_is_not_called_as_a_column() -> None:
    with pytest.raises(PortfolioError, match="called value"):
        check_groups(["coach", "value"])


def test_a_client_is_as_small_as_thousands_of_them_need() -> None:
    import pickle

    assert all(len(pickle.dumps(one)) < 5000 for one in sample("en").clients)


@pytest.mark.parametrize("language", available())
def test_clients_and_groups_stand_as_people_look_for_them(language: str) -> None:
    entries = [
        replace(entry, client=name, groups={"coach": name})
        for entry, name in zip(
            sample(language).clients, ("Zoé", "Femi", "élia", "Émile"), strict=False
        )
    ]
    made = Portfolio(entries, ("coach",), language)
    names = ["élia", "Émile", "Femi", "Zoé"]
    assert [entry.client for entry in made.chosen(10)] == names
    assert list(dict.fromkeys(figure.group for figure in made.figures if figure.by)) == names
    nameless = [row["client"] for row in next(iter(rankings(made).values())) if not row["place"]]
    assert nameless == sorted(nameless, key=names.index)
