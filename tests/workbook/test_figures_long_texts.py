"""Long texts in any place of a file: read or refused, and not thought about without end."""

from __future__ import annotations

import contextlib
import csv
import random
from pathlib import Path

import pytest

from xl_kpis.formula.xlsx import WorkbookError
from xl_kpis.workbook.data import read

LENGTH = 3_000
AT_MOST = 60
"""Seconds, and far more than any takes: where two parts of a pattern may take the same letters, it
is centuries."""
BEGIN = ["", "Total ", "a", "1", "Date ", "(", "MoM ", "Rating "]
AGAIN = [
    "a",
    "é",
    "㤹",
    "1",
    " ",
    "\t",
    "_",
    ".",
    "-",
    "'",
    "(",
    ")",
    "()",
    "(a)",
    "[a]",
    "a ",
    "1 ",
]
AGAIN += ["a-", "a.", "1.", "1,", "1/", "€", "%", "a1", "aB", ":", "1:", "jan ", "lundi ", "total "]
AGAIN += ["12/01/2026 ", "10:00 ", "usd ", "st", "k", "no ", "+1", "(%)", " vs", "a_"]
END = ["", "!", "x", "1", ")", "\x01"]
ROWS = [["2026-01-05", "A", "held"], ["2026-01-06", "B", "held"]]


def tables(text: str) -> list[list[list[str]]]:
    """Tables with that text in each of the places that are read in their own way."""
    figures = [["Measure", "2026-01", "2026-02"], ["Revenue", "1", "2"]]
    log = [["Date", "Client", "Status"], *ROWS]
    return [
        [["Measure", text, "2026-02"], figures[1]],
        [figures[0], [text, "1", "2"]],
        [figures[0], ["Revenue", text, "2"]],
        [[text], *figures],
        [[*log[0], text], *([*row, "x"] for row in ROWS)],
        [*log, [text, "C", "held"]],
        [*log, ["2026-01-07", "C", text]],
        [["Date", "Client", "Amount"], ["2026-01-05", text, "12"], ["2026-01-05", "A", text]],
        [["Date", "Rating"], ["2026-01-05", text], ["2026-01-06", "4"]],
    ]


CHANCE = random.Random(20261129)
SOME = [(CHANCE.choice(BEGIN), again, CHANCE.choice(END)) for again in AGAIN]
FOUND = [("", "a", "\x01"), ("", "㤹", "+"), ("Total ", "(a)", "x"), ("MoM ", "(%)", "x")]
FOUND += [("a", " ", "!"), ("1", "\t", "1"), ("a", " ", "b EUR")]


@pytest.mark.timeout(AT_MOST)
@pytest.mark.parametrize(("begin", "again", "end"), [*FOUND, *SOME])
def test_a_long_text_is_read_or_refused(begin: str, again: str, end: str, tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    for rows in tables(begin + again * (LENGTH // len(again)) + end):
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        with contextlib.suppress(WorkbookError):
            read(path, "remote")
