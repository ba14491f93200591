"""Files of figures changed at random: figures, or what speaks against them; never an exception.

A few seconds of it in every run with a new seed, printed; minutes with ``-m slow``.
"""

from __future__ import annotations

import json
import random
import time
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from xl_kpis.formula.xlsx import WorkbookError
from xl_kpis.workbook.data import read
from xl_kpis.workbook.figures.tables import _is_number_of_period

TABLE = """measure;2026-01;2026-02;2026-03
Revenue;5 200,50 €;4 800;"6,100"
Sessions held;95;102;88
Clients at the start;;12;13
"""
LOG = """Invitee Name,Event Type Name,Start Date & Time,Canceled,Answer 1,No-Show
Ada,Coaching call,2026-01-05 10:00,false,yes,No
"Bo ""B"" B",Intro,2026-01-06 11:30 AM,true,"a, b",Yes
Cléo,Coaching call,13/01/2026,false,,No
"""
RECORDS = json.dumps(
    {
        "settings": {"first_period": "2026-01"},
        "measures": {"revenue": {"2026-01": 5200.5, "2026-02": None}, "sessions": [1, 2, 3]},
        "logs": {"sessions": [{"date": "2026-01-05", "status": "held"}]},
    }
)
TOKENS = [
    *(";", ",", "\t", '"', "\n", "\r", "\0", "=1+1", "-", "(12)", "1e999", "NaN", "null", "%"),
    *("31/02/2026", "2026-13", "12/11/10", "Q5 2026", "€", "\u202e", "\ufeff", "é", "½", "٣"),
    *("[", "{", "}", "]", "[[[[[[[[", "<table>", "<html>", "PK\x03\x04", "9" * 400, " " * 300),
]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (line.split(";") for line in TABLE.splitlines()):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 3, 8])):
        at = chance.randrange(len(out) + 1)
        to = min(len(out), at + chance.choice([0, 1, 5, 40]))
        kind = chance.randrange(5)
        if kind == 0 and at < len(out):
            out[at] = chance.randrange(256)
        elif kind == 1:
            del out[at:to]
        elif kind == 2:
            other = chance.randrange(len(out) + 1)
            out[other:other] = out[at:to]
        else:
            encoding = chance.choice(["utf-8", "utf-8", "cp1252", "utf-16-le"])
            out[at:to] = chance.choice(TOKENS).encode(encoding, "replace")
    return bytes(out)


SOURCES = {
    "table.csv": TABLE.encode(),
    "log.csv": LOG.encode(),
    "records.json": RECORDS.encode(),
    "utf16.txt": TABLE.replace(";", "\t").encode("utf-16"),
    "page.html": f"<table><tr><td>{TABLE.replace(';', '</td><td>')}</td></tr></table>".encode(),
}


def hunt(folder: Path, seed: int, count: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    sources = {**SOURCES, "book.xlsx": workbook()}
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        name = chance.choice(list(sources))
        path = folder / name
        path.write_bytes(changed(sources[name], chance))
        try:
            read(path, chance.choice(["mentoring", "remote"]))
        except WorkbookError:
            pass
        except Exception as wrong:
            raise AssertionError(f"seed {seed}, number {number}, {name}") from wrong
        if time.monotonic() > until:
            break


def test_mutants_are_figures_or_said_to_be_none(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    hunt(tmp_path, seed, 100_000, 8.0)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_many_mutants_are_figures_or_said_to_be_none(tmp_path: Path, seed: int) -> None:
    hunt(tmp_path, seed, 3_000, 3600.0)


@pytest.mark.parametrize("around", ["\x1c", "\x1f", "\x85", "\xa0", " "])
def test_a_heading_that_is_a_number_may_have_anything_around_it(around: str) -> None:
    assert _is_number_of_period(f"13{around}")
    assert not _is_number_of_period(f"1{around}3")
