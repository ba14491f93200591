"""``xl-kpis score``: tables in, KPIs out."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from tests.commands.conftest import Run
from tests.kpi.test_days import SOURCE as DAYS
from tests.kpi.test_packs import EXAMPLE
from tests.workbook.xlsb_samples import xlsb

TABLE = """client,period,measure,value
Ada,2026-01,sessions_completed,40
Ada,2026-01,sessions_scheduled,50
Bob,2026-01,sessions_completed,3
Bob,2026-01,sessions_scheduled,0
"""
COMPLETION = "mentoring.session_completion"


def completion(found: pd.DataFrame) -> list[tuple[str, float, str, str]]:
    own = found[found.kpi == COMPLETION].astype(object).fillna("")
    return list(zip(own.client, own.value, own.tier, own.error, strict=True))


WANTED = [("Ada", 0.8, "above_average", ""), ("Bob", "", "", "#DIV/0!")]


def test_a_table_is_scored_on_stdout(run: Run) -> None:
    Path("figures.csv").write_text(TABLE)
    done = run("score", "figures.csv", "--pack", "mentoring")
    assert done.code == 0
    found = pd.read_csv(io.StringIO(done.out))
    assert completion(found) == WANTED
    assert "“Sessions scheduled” is zero" in done.out
    assert "Clients and periods: 2; KPIs with a value: 1, without: 13." in done.err


@pytest.mark.parametrize("name", ["out.csv", "out.json", "out.parquet"])
def test_it_is_written_in_the_format_of_the_ending(run: Run, name: str) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    Path("figures.csv").write_text(TABLE)
    done = run("score", "figures.csv", "--pack", "mentoring", "--output", name)
    assert done.code == 0, done.err
    if name.endswith("csv"):
        found = pd.read_csv(name)
    elif name.endswith("json"):
        found = pd.DataFrame(json.loads(Path(name).read_text()))
    else:
        found = pd.read_parquet(name)
    assert completion(found) == WANTED
    again = run("score", "figures.csv", "--pack", "mentoring", "--output", name)
    assert again.code
    assert "--overwrite" in again.err


def test_tables_come_as_people_have_them(run: Run) -> None:
    Path("a.csv").write_bytes(
        "\ufeffclient;période;séances tenues;Sessions scheduled\nZoé;T1;40,0;50,0\n".encode()
    )
    book = openpyxl.Workbook()
    for row in ((None, None), ("Client", "Period", "measure", "value")):
        book.active.append(row)
    book.active.append(("Bob", "T1", "sessions_completed", 9))
    book.active.append(("Bob", "T1", "sessions_scheduled", 10))
    book.save("b.xlsx")
    one = run("score", "a.csv", "--pack", "mentoring")
    other = run("score", "b.xlsx", "--pack", "mentoring")
    assert f"Zoé,T1,{COMPLETION},0.8," in one.out, one.err
    assert f"Bob,T1,{COMPLETION},0.9," in other.out, other.err


def test_a_name_that_begins_as_a_formula_does_is_none_in_csv(run: Run) -> None:
    Path("f.csv").write_text("client,revenue,users\n=1+1,100,2\n")
    assert "\n'=1+1,,remote.arpu,50.0," in run("score", "f.csv", "--pack", "remote").out


def test_parquet_is_read(run: Run) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    pd.read_csv(io.StringIO(TABLE)).to_parquet("figures.parquet")
    done = run("score", "figures.parquet", "--pack", "mentoring")
    assert completion(pd.read_csv(io.StringIO(done.out))) == WANTED


def test_several_tables_are_one(run: Run) -> None:
    lines = TABLE.splitlines(keepends=True)
    Path("a.csv").write_text("".join(lines[:3]))
    Path("b.csv").write_text("".join([lines[0], *lines[3:]]))
    done = run("score", "a.csv", "b.csv", "--pack", "mentoring")
    assert completion(pd.read_csv(io.StringIO(done.out))) == WANTED


def test_a_pack_of_ones_own_is_scored_in_its_words(run: Run) -> None:
    Path("f.csv").write_text("client,places_taken,places_offered\nA,640,800\nB,900,800\n")
    done = run("score", "f.csv", "--pack", str(EXAMPLE), "--language", "fr")
    assert "A,,studio.filled,0.8,above_average," in done.out
    assert "Il y a plus de places prises que de places offertes." in done.out


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("f.csv", "client,revenu_x\nA,1\n", "f.csv: “revenu_x” is no figure of this pack"),
        ("f.csv", "client,measure,value\n", "f.csv has no rows."),
        ("f.csv", "", "f.csv has no rows."),
        ("f.csv", 'client,users\n"A,1\n', "f.csv"),
        ("f.doc", "x", "f.doc is no table: take .csv"),
        ("f.xlsx", "no workbook", "f.xlsx cannot be read"),
    ],
)
def test_what_is_no_such_table_is_named(run: Run, name: str, content: str, said: str) -> None:
    Path(name).write_text(content)
    done = run("score", name, "--pack", "remote", "--output", "out.csv")
    assert done.code
    assert said in done.err
    assert not Path("out.csv").exists()


def test_a_file_that_is_not_there_is_named(run: Run) -> None:
    done = run("score", "none.csv", "--pack", "remote")
    assert done.code
    assert "none.csv" in done.err


@pytest.mark.parametrize("name", ["figures.xlsx", "figures.xlsb"])
def test_an_error_in_a_workbook_is_an_error_and_a_share_no_count(run: Run, name: str) -> None:
    heads = ["client", "sessions_completed", "sessions_scheduled"]
    rows: list[list[Any]] = [
        heads,
        ["Ada", "#DIV/0!", 50.0],
        ["Bob", 0.8, 50.0],
        ["Cy", 40.0, 50.0],
    ]
    if name.endswith("xlsb"):
        Path(name).write_bytes(xlsb(rows, formats={(2, 1): "0%"}))
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.active["B3"].number_format = "0%"
        book.active["C4"] = "=25*2"
        book.save(name)
    done = run("score", name, "--pack", "mentoring")
    found = pd.read_csv(io.StringIO(done.out))
    errors = [error for *_, error in completion(found)]
    assert errors == ["#DIV/0!", "#VALUE!", ""]
    assert [value for _, value, *_ in completion(found)] == ["", "", 0.8]


DENTAL_DAYS = """client,first_enquiry,first_session
a,02/03/2026,05/03/2026
"""


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("dates", "days"), [("dmy", 3.0), ("mdy", 89.0)])
def test_how_days_are_meant_is_asked_and_may_be_said(
    run: Run, language: str, dates: str, days: float
) -> None:
    Path("dental.toml").write_text(DAYS, encoding="utf-8")
    Path("days.csv").write_text(DENTAL_DAYS)
    words = ("score", "days.csv", "--pack", "dental.toml", "--language", language)
    asked = run(*words)
    assert asked.code
    assert "dmy" in asked.err
    done = run(*words, "--dates", dates)
    assert done.code == 0, done.err
    found = pd.read_csv(io.StringIO(done.out))
    assert found[found.kpi == "dental.wait"].value.tolist() == [days]
