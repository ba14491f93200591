"""Ratings on another scale, rows that head groups, and the word for date in other languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from figures_samples import filled, write

from xl_kpis.languages import available
from xl_kpis.workbook.data import Data, read
from xl_kpis.workbook.figures.options import Options


def taken(folder: Path, text: str, **said: Any) -> Data:
    """What is read of a table."""
    return read(write(folder, text), "remote", Options(**said))


def values(data: Data, field: str) -> list[Any]:
    assert not data.problems, data.problems
    return [entry.values.get(field, (None,))[0] for entry in data.entries]


def ids(data: Data) -> set[str]:
    return {problem.id for problem in data.problems}


# ---- ratings --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Stars", ["5", "4"]),
        ("Étoiles", ["5", "4"]),
        ("Rating (1-5)", ["5", "4"]),
        ("Rating", ["5/5", "4/5"]),
        ("Note", ["5 sur 5", "4 sur 5"]),
        ("Rating", ["★★★★★", "★★★★☆"]),
        ("Rating", ["⭐️⭐️⭐️⭐️⭐️", "⭐️⭐️⭐️⭐️"]),
        ("Rating", ["5 stars", "4 stars"]),
        ("Note", ["5 étoiles", "4 étoiles"]),
        ("Rating", ["5", "4"]),
        ("Rating", ["5 - Very good", "4 - Good"]),
    ],
)
def test_ratings_on_another_scale_are_asked_about_and_put_on_it(tmp_path, head, cells):
    rows = "".join(f"2026-01-0{i},C{i},{cell}\n" for i, cell in enumerate(cells, 1))
    text = f"Date,Client,{head}\n{rows}"
    data = taken(tmp_path, text)
    assert len(ids(data)) == 1
    assert ids(data) <= {"low", "scale"}
    assert not data.entries
    told = taken(tmp_path, text, columns={head: "Rating/5"})
    assert values(told, "rating") == [10, 8]
    assert "rescaled" in {note.id for note in told.notes}


def test_ratings_that_are_low_are_taken_where_a_person_says_so(tmp_path):
    text = "Date,Client,Rating\n2026-01-05,A,5\n2026-01-06,B,2\n"
    for said in ("Rating/10", "rating", "Note / 10"):
        assert values(taken(tmp_path, text, columns={"Rating": said}), "rating") == [5, 2]


def test_ratings_above_the_scale_a_person_says_are_refused(tmp_path):
    text = "Date,Client,Stars\n2026-01-05,A,7\n2026-01-06,B,2\n"
    assert ids(taken(tmp_path, text, columns={"Stars": "Rating/5"})) == {"scale"}
    twenty = "Date,Client,Note /20\n2026-01-05,A,17\n2026-01-06,B,12\n"
    assert ids(taken(tmp_path, twenty)) == {"scale"}


@pytest.mark.parametrize(("language", "field"), [("en", "Rating/5"), ("fr", "Note/5")])
def test_the_question_about_a_scale_says_what_to_answer(tmp_path, language, field):
    rows = "2026-01-05,a@x.org,5\n2026-01-06,b@x.org,4\n"
    for head in ("Stars", "How satisfied are you?"):
        text = f"Timestamp,Email,{head}\n{rows}"
        assert filled(write(tmp_path, text), language=language).says(f"--map '{head}={field}'")
        assert values(taken(tmp_path, text, columns={head: field}), "rating") == [10, 8]


# ---- groups ---------------------------------------------------------------------------------


@pytest.mark.parametrize("heads", ["Client,Date,Status", "Client,Date,Statut"])
def test_a_client_over_rows_without_one_is_theirs(tmp_path, heads):
    rows = "Ann,,\n,2026-01-05,held\n,2026-01-12,missed\nBen,,\n,2026-01-06,held\n"
    data = taken(tmp_path, f"{heads}\n{rows}")
    assert values(data, "client") == ["Ann", "Ann", "Ben"]
    assert {note.id for note in data.notes} == {"groups_of_clients"}


def test_a_name_over_rows_in_another_column_is_a_heading(tmp_path):
    rows = "Team A,,,\n2026-01-05,A,held\n2026-01-12,B,missed\nTeam B,,\n2026-01-06,C,held\n"
    data = taken(tmp_path, f"Date,Client,Status\n{rows}")
    assert values(data, "client") == ["A", "B", "C"]
    assert {note.id for note in data.notes} == {"groups"}


@pytest.mark.parametrize(
    "rows",
    [
        "Ann,,\nBen,2026-01-05,held\n",  # a client without a day, and another
        ",2026-01-05,held\nAnn,,\n",  # nothing beneath it
        "Ann,,\nBen,,\n,2026-01-05,held\n",
    ],
)
def test_a_name_that_heads_nothing_is_asked_about(tmp_path, rows):
    assert "required" in filled(write(tmp_path, f"Client,Date,Status\n{rows}")).kinds


def test_a_day_alone_is_an_answer_that_was_not_given(tmp_path):
    text = "Date,Client,Rating\n2026-01-04,,\n2026-01-05,A,9\n2026-01-06,B,\n"
    assert len(taken(tmp_path, text).entries) == 3


# ---- the word for date ----------------------------------------------------------------------


@pytest.mark.parametrize("head", ["Datum", "Fecha", "Data", "Päivämäärä", "Dato", "Tarih", "日付"])
@pytest.mark.parametrize(("other", "cell"), [("Status", "held"), ("Amount", "90"), ("Rating", "9")])
def test_a_word_of_another_language_over_the_only_days_is_the_date(tmp_path, head, other, cell):
    data = taken(tmp_path, f"{head},Client,{other}\n2026-01-05,A,{cell}\n2026-01-19,B,{cell}\n")
    assert values(data, "client") == ["A", "B"]
    assert {note.id for note in data.notes} >= {"taken"}


@pytest.mark.parametrize(
    "text",
    [
        "Due,Client,Status\n2026-01-05,A,held\n",
        "Datum,Termin,Status\n2026-01-05,2026-01-06,held\n",
        "Datum,Client,Status\n2026-01-05,A,held\n,B,held\n",
        "Datum,Client,Other\n2026-01-05,A,held\n",
        "Datum 2,Client,Status\n2026-01-05,A,held\n",
    ],
)
def test_what_may_be_another_day_is_not_taken_for_the_date(tmp_path, text):
    assert not taken(tmp_path, text).entries


UPSIDE_DOWN = [
    ("Rating (1 = best, 10 = worst)", ["2", "9"]),
    ("Note (1 = excellent)", ["1", "9"]),
    ("Rating", ["1 - Very satisfied", "6 - Not very satisfied"]),
    ("Satisfaction", ["1 - Très satisfait", "9 - Très insatisfait"]),
]


@pytest.mark.parametrize(("head", "cells"), UPSIDE_DOWN)
@pytest.mark.parametrize("language", available())
def test_ratings_of_which_the_lowest_is_the_best_are_asked_about(tmp_path, language, head, cells):
    rows = "".join(f"2026-01-{day:02};A;{cell}\n" for day, cell in enumerate(cells, 5))
    path = write(tmp_path, f"Date;Client;{head}\n{rows}")
    result = filled(path, language=language, columns={head: "Rating"})
    assert result.kinds == {"upside_down"}


def test_words_that_go_with_their_numbers_are_no_question(tmp_path):
    cells = ("1 - Not at all satisfied", "9 - Very satisfied", "3 - Very dissatisfied")
    rows = "".join(f"2026-01-{day:02};A;{cell}\n" for day, cell in enumerate(cells, 5))
    result = filled(write(tmp_path, f"Date;Client;Rating (1 = worst, 10 = best)\n{rows}"),
                    columns={"Rating (1 = worst, 10 = best)": "Rating"})  # fmt: skip
    assert [row[2] for row in result.log("ratings")] == [1.0, 9.0, 3.0]


ONCE = (
    ("Client", "Date", "Status", "Held"),
    ("Cliente", "Date de la séance", "Statut", "Tenue"),
)


@pytest.mark.parametrize(("client", "day", "status", "held"), ONCE)
def test_a_client_named_once_over_days_that_begin_anew_is_theirs(
    tmp_path, client, day, status, held
):
    days = [("A", 5), ("", 12), ("", 20), ("B", 6), ("", 13)]
    rows = "".join(f"{name},2026-01-{at:02},{held}\n" for name, at in days)
    result = filled(write(tmp_path, f"{client},{day},{status}\n{rows}"))
    assert [row[1] for row in result.log("sessions")] == ["A", "A", "A", "B", "B"]
    assert "named_once" in result.kinds


def test_a_name_left_out_here_and_there_is_not_made_up(tmp_path):
    text = "Client,Date,Status\nA,2026-01-05,held\n,2026-01-12,held\nB,2026-02-03,held\n"
    assert [row[1] for row in filled(write(tmp_path, text)).log("sessions")] == ["A", None, "B"]
