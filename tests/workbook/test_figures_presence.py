"""Attendance kept as a grid, names down and days across, is read where its marks are certain; what
a blank or a mark nobody knows means is asked about."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from figures_samples import Result, filled, write
from openpyxl import Workbook

from xl_kpis.languages import available
from xl_kpis.workbook.figures.names import words

DAYS = "05/01/2026|12/01/2026|19/01/2026"
TAKEN = {
    "ticks and crosses": (
        f"Client|{DAYS}\nA|✓|✗|✓\nB|✗|✓|",
        [("2026-01-05", "A", "held"), ("2026-01-12", "A", "no-show"), ("2026-01-19", "A", "held")],
    ),
    "letters": (f"Name|{DAYS}|Total\nA|P|A|P|2\nB|p|P|a|2\nTotal|2|1|1|4", None),
    "letters, fr": (f"Nom|{DAYS}|Total\nA|P|A|P|2\nB|p|P|a|2\nTotal|2|1|1|4", None),
    "one and nought": (f"Coachee|{DAYS}\nA|1|0|1\nB|1|1|0", None),
    "words": (f"Participant|{DAYS}\nA|Present|Absent|Present\nB|yes|Yes|No", None),
    "words, fr": (f"Participant|{DAYS}\nA|Présente|Absente|Présente\nB|oui|Oui|Non", None),
    "no heading over the names": (f"|{DAYS}\nA|✓|✗|✓\nB|✓|✓|✗", None),
    "the year above": ("2026|||\nClient|5 Jan|12 Jan|19 Jan\nA|P|A|P\nB|P|P|A", None),
    "the year above, fr": ("2026|||\nNom|5 janv.|12 janv.|19 janv.\nA|P|A|P\nB|P|P|A", None),
    "months over days": ("|January 2026||\nClient|5|12|19\nA|P|A|P\nB|P|P|A", None),
    "weekdays below": (f"Client|{DAYS}\n|Mon|Mon|Mon\nA|P|A|P\nB|P|P|A", None),
}
ROWS = [
    ("2026-01-05", "A", "held"),
    ("2026-01-12", "A", "no-show"),
    ("2026-01-19", "A", "held"),
    ("2026-01-05", "B", "held"),
    ("2026-01-12", "B", "held"),
    ("2026-01-19", "B", "no-show"),
]


def of(tmp_path, text: str, language: str = "en", **options) -> Result:
    return filled(write(tmp_path, text.replace("|", ";") + "\n"), language=language, **options)


def plain(result: Result) -> list[tuple[str, str, str]]:
    """The sessions, their status in one language."""
    done = {word for code in available() for word in words("status.done", code).split(", ")}
    rows = result.log("sessions")
    return [(day, who, "held" if said in done else "no-show") for day, who, said in rows]


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("which", TAKEN)
def test_a_grid_of_attendance_is_read(which, language, tmp_path):
    text, rows = TAKEN[which]
    result = of(tmp_path, text, language)
    assert result.taken, result.problems
    assert "grid" in result.kinds
    found = plain(result)
    assert found[: len(rows)] == rows if rows else found == ROWS


@pytest.mark.parametrize("language", available())
def test_blanks_beside_ticks_alone_are_asked_about(tmp_path, language):
    text = f"Client|{DAYS}\nA|x||x\nB|x|x|-"
    asked = of(tmp_path, text, language)
    assert asked.kinds == {"grid_blanks"}
    assert asked.says("C2", "2 ", "--status '=missed'")
    missed = of(tmp_path, text, language, statuses={"": "missed"})
    assert len(missed.log("sessions")) == 6
    none = of(tmp_path, text, language, statuses={"": "ignored"})
    assert len(none.log("sessions")) == 4


@pytest.mark.parametrize("language", available())
def test_a_mark_that_nobody_knows_is_asked_about(tmp_path, language):
    text = f"Client|{DAYS}\nA|P|A|P\nB|P|E|P"
    asked = of(tmp_path, text, language)
    assert asked.kinds >= {"status"}
    assert asked.says("C3", "--status 'E=")
    told = of(tmp_path, text, language, statuses={"E": "missed"})
    assert len(told.log("sessions")) == 6


@pytest.mark.parametrize("language", available())
def test_days_without_a_year_and_rows_without_a_name_are_asked_about(tmp_path, language):
    assert of(tmp_path, "Client|5 Jan|12 Jan\nA|x|x", language).kinds == {"month_name"}
    nobody = of(tmp_path, f"Client|{DAYS}\n|x|no|x\nB|x|x|no", language)
    assert nobody.kinds == {"grid_nobody"}
    assert nobody.says("A2")


@pytest.mark.parametrize("language", available())
def test_days_of_a_workbook_are_those_of_its_grid(tmp_path, language):
    book = Workbook()
    sheet = book.active
    sheet.append(["Client", *(dt.datetime(2026, 1, day) for day in (5, 12, 19))])
    sheet.append(["A", True, False, True])
    sheet.append(["B", True, True, False])
    held = io.BytesIO()
    book.save(held)
    result = filled(write(tmp_path, held.getvalue(), "f.xlsx"), language=language)
    assert result.taken, result.problems
    assert plain(result) == ROWS


@pytest.mark.parametrize(
    "text",
    [
        "Measure|05/01/2026|12/01/2026\nStudio talks|1|0\nOther talks|0|1",  # figures by week
        "Client|01/01/2026|01/02/2026\nA|1|0\nB|1|1",  # by month
        f"Client|{DAYS}\nA|9|8|7\nB|10|9|8",  # ratings
        f"|{DAYS}\nMine|1|0|1\nYours|0|1|1",  # nobody knows what
    ],
)
def test_what_may_be_figures_is_no_grid_of_attendance(text, tmp_path):
    result = of(tmp_path, text)
    assert "grid" not in result.kinds
    assert not result.taken
