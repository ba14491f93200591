"""``import``: exports into a workbook; and what ``check``, ``scorecard`` and ``explain`` say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.samples import finished
from xl_kpis.languages import available

BOOKINGS = (
    "Event Type Name,Start Date & Time,Invitee Name,Canceled,Marked as No-Show\n"
    "Coaching,2026-01-05 10:00 am,A,false,No\nCoaching,2026-01-09 10:00 am,B,true,No\n"
    "Coaching,2026-01-12 10:00 am,C,false,No\nFree intro call,2026-01-13 9:00 am,D,false,No\n"
)
SURVEY = (
    "Timestamp,Email,How satisfied are you?\n1/5/2026 14:22:10,a@x.org,9 - Very satisfied\n"
    "1/27/2026 9:12:00,b@x.org,7\n"
)
PAYMENTS = (
    "id,Created (UTC),Amount,Currency,Status\nch_1,2026-01-05 10:11,150.00,usd,Paid\n"
    'ch_2,2026-01-09 10:11,"1,150.00",usd,Paid\nch_3,2026-01-09 10:12,90.00,usd,Refunded\n'
)


@pytest.fixture(scope="module")
def template() -> bytes:
    return finished("remote")


@pytest.fixture
def book(run: Run, template: bytes) -> Path:
    path = Path("clients.xlsx")
    path.write_bytes(template)
    return path


def values(run: Run, *words: str) -> dict[str, float]:
    ran = run("scorecard", "clients.xlsx", "--format", "json", "--period", "1", *words)
    return {r["kpi"].partition(".")[2]: r["value"] for r in json.loads(ran.out)}


def test_three_exports_one_command_and_the_scorecard_is_right(run: Run, book: Path) -> None:
    for name, text in (("b", BOOKINGS), ("s", SURVEY), ("p", PAYMENTS)):
        Path(f"{name}.csv").write_text(text)
    ran = run("import", "clients.xlsx", "b.csv", "s.csv", "p.csv")
    assert ran.code == 0, ran.err
    found = values(run)
    assert found["session_completion"] == pytest.approx(2 / 3)
    assert found["satisfaction"] == 0.5
    assert found["free_to_paid"] is None  # a booking service does not know who paid
    assert "has anything under “First paid”" in ran.err
    assert "Average revenue per user" in ran.err
    assert "“Users”" in ran.err
    again = run("import", "clients.xlsx", "b.csv", "s.csv", "p.csv")
    assert again.code == 0
    assert values(run) == found


def test_a_dry_run_shows_and_writes_nothing(run: Run, book: Path) -> None:
    Path("b.csv").write_text(BOOKINGS)
    Path("f.csv").write_text("measure,2026-01\nRevenue,5200\n")
    before = book.read_bytes()
    ran = run("import", "clients.xlsx", "b.csv", "f.csv", "--dry-run")
    assert ran.code == 0
    assert "5,200" in ran.out
    assert "2026-01-05" in ran.out
    assert "cancelled" in ran.out
    assert "1 figure and 4 log rows" in ran.err
    assert book.read_bytes() == before


def test_a_mapping_kept_as_a_preset(run: Run, book: Path) -> None:
    Path("log.csv").write_text("Coaching slot,Result\n2026-01-05,Came\n2026-01-06,no-show\n")
    refused = run("import", "clients.xlsx", "log.csv")
    assert refused.code == 1
    assert "--map" in refused.err
    mapping = ["--map", "Coaching slot=date", "--map", "Result=status", "--status", "Came=held"]
    ran = run("import", "clients.xlsx", "log.csv", *mapping, "--save-preset", "ours.toml")
    assert ran.code == 0, ran.err
    assert values(run)["session_completion"] == 0.5
    Path("next.csv").write_text("Coaching slot,Result\n2026-01-07,Came\n")
    ran = run("import", "clients.xlsx", "next.csv", "--preset", "ours.toml")
    assert ran.code == 0, ran.err
    assert values(run)["session_completion"] == pytest.approx(2 / 3)


def test_the_scale_of_ratings_is_kept_in_a_preset(run: Run, book: Path) -> None:
    Path("stars.csv").write_text("Day,Client,Stars\n2026-01-05,A,5\n2026-01-06,B,4\n")
    mapping = ["--map", "Stars=Rating/5"]
    ran = run("import", "clients.xlsx", "stars.csv", *mapping, "--save-preset", "stars.toml")
    assert ran.code == 0, ran.err
    assert "best = 5" in Path("stars.toml").read_text()
    Path("next.csv").write_text("Day,Client,Stars\n2026-01-07,A,2\n2026-01-08,B,1\n")
    ran = run("import", "clients.xlsx", "next.csv", "--preset", "stars.toml", "--dry-run")
    assert ran.code == 0, ran.err
    assert re.search(r"2026-01-07 .* 4", ran.out)
    Path("wrong.toml").write_text(Path("stars.toml").read_text().replace("best = 5", "best = 0"))
    assert "best" in run("import", "clients.xlsx", "next.csv", "--preset", "wrong.toml").err


def test_a_wrong_preset_names_what_is_wrong(run: Run, book: Path) -> None:
    Path("b.csv").write_text(BOOKINGS)
    Path("p.toml").write_text("title = 'x'\ncolour = 'red'\n")
    assert "colour" in run("import", "clients.xlsx", "b.csv", "--preset", "p.toml").err
    absent = run("import", "clients.xlsx", "b.csv", "--preset", "nowhere")
    assert absent.code == 2
    assert "booking, survey, payments" in absent.err
    other = run("import", "clients.xlsx", "b.csv", "--preset", "payments")
    assert other.code == 1
    assert "a payments export" in other.err


def test_a_folder_takes_what_holds_figures(run: Run, book: Path) -> None:
    Path("exports").mkdir()
    Path("exports/b.csv").write_text(BOOKINGS)
    Path("exports/logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    ran = run("import", "clients.xlsx", "exports")
    assert ran.code == 0
    assert "logo.png" in ran.err
    alone = run("import", "clients.xlsx", "exports/logo.png")
    assert alone.code == 1
    assert "picture" in alone.err


def test_many_problems_of_a_kind_are_told_as_a_few(run: Run, book: Path) -> None:
    rows = "".join(f"2026-01-{day:02},many\n" for day in range(1, 21))
    Path("p.csv").write_text("date,amount\n" + rows)
    ran = run("import", "clients.xlsx", "p.csv")
    assert ran.code == 1
    assert ran.err.count("is not a number") == 5
    assert "15 more" in ran.err


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        (["template", "--pack", "remote", "-o", "r.csv"], ".csv"),
        (["scorecard", "clients.xlsx", "-o", "r.docx"], ".docx"),
        (["scorecard", "clients.xlsx", "-o", "r.csv", "--format", "html"], ".csv"),
        (["fill", "clients.xlsx", "--data", "f.csv", "-o", "r.pdf"], ".pdf"),
        (["recalc", "clients.xlsx", "-o", "r.txt"], ".txt"),
    ],
)
@pytest.mark.parametrize("language", available())
def test_an_ending_that_cannot_be_written(
    run: Run, book: Path, words: list[str], ending: str, language: str
) -> None:
    Path("f.csv").write_text("measure,2026-01\nRevenue,5200\n")
    ran = run(*words, "--language", language)
    assert ran.code > 0
    assert ending in ran.err
    assert not list(Path().glob("r.*"))


@pytest.mark.parametrize("period", ["2", "2026-02", "février 2026", "Feb 2026", "2026-02-28"])
def test_periods_by_name(run: Run, book: Path, period: str) -> None:
    Path("f.csv").write_text("measure,2026-01,2026-02\nRevenue,5200,100\nUsers,10,10\n")
    run("import", "clients.xlsx", "f.csv")
    ran = run("scorecard", "clients.xlsx", "--period", period, "--format", "json")
    assert {record["period_number"] for record in json.loads(ran.out)} == {2}


@pytest.mark.parametrize("period", ["9", "Q1 2026", "01/02/2026", "soon"])
def test_periods_there_is_no_scorecard_of(run: Run, book: Path, period: str) -> None:
    Path("f.csv").write_text("measure,2026-01\nRevenue,5200\nUsers,10\n")
    run("import", "clients.xlsx", "f.csv")
    ran = run("scorecard", "clients.xlsx", "--period", period)
    assert ran.code > 0
    assert period in ran.err
    assert "unexpected" not in ran.err


def test_the_scorecard_says_that_checks_failed_and_check_takes_many(run: Run, book: Path) -> None:
    Path("bad.csv").write_text("measure,2026-01\nSessions held,50\nSessions scheduled,10\n")
    run("import", "clients.xlsx", "bad.csv", "-o", "worse.xlsx")
    shown = run("scorecard", "worse.xlsx").out
    assert "worse.xlsx" in shown
    assert "1 error" in shown
    ran = run("check", "clients.xlsx", "worse.xlsx", "missing.xlsx")
    assert ran.code == 1
    ran = run("check", "clients.xlsx", "worse.xlsx")
    assert ran.code == 1
    assert ran.err.index("worse.xlsx") < ran.err.index("clients.xlsx")


def test_did_you_mean(run: Run) -> None:
    assert "did you mean scorecard?" in run("scorcard").err
    assert "vouliez-vous dire import" in run("imports", "--language", "fr").err
    assert "--output" in run("template", "--pack", "remote", "--ouput", "x.xlsx").err


@pytest.mark.parametrize("language", available())
def test_a_share_of_85_is_asked_about(run: Run, language: str) -> None:
    ran = run("explain", "mentoring.retention", "85", "--language", language)
    assert ran.code == 2
    assert "0.85" in ran.err
    assert run("explain", "mentoring.retention", "120%").code == 2
    assert run("explain", "mentoring.workshop_growth", "120%").code == 0
    assert run("explain", "ARPU", "180").code == 0


@pytest.mark.parametrize(
    ("name", "kpi"),
    [
        ("Mentorship Session Completion Rate", "MSCR"),
        ("Conversion Rate from Free Consultation to Paid Client (CRFCPC)", "CRFCPC"),
        ("Taux d'achèvement de la session (SCR)", "SCR"),
        ("Average Time to Achieve Client's Career Milestone (ATACM)", "ATACM"),
    ],
)
def test_kpis_by_the_names_that_articles_print(run: Run, name: str, kpi: str) -> None:
    assert f"({kpi}," in run("explain", name).out


def test_a_name_that_two_articles_print_is_asked_about(run: Run) -> None:
    said = run("explain", "Client Satisfaction Score (CSS)").err
    assert "mentoring.satisfaction, remote.satisfaction" in said
