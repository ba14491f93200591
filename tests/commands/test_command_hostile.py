"""Places that are no files, names and texts that are no words, disks that are full."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import openpyxl
import pytest

from tests.commands.conftest import Make, Run
from tests.samples import demo_in, finished

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes and devices as POSIX has them")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
HARMFUL = "\x1b\x9b\u202e\u2066\x07"


def start(*words: str, stdout: str) -> subprocess.CompletedProcess[str]:
    """The command line as a process of its own, its output going to a file."""
    with open(stdout, "w") as out:
        return subprocess.run(
            [sys.executable, "-m", "xl_kpis", *words],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            env={**os.environ, "LANG": "C.UTF-8"},
        )


# ---- what is no file ----------------------------------------------------------------------------


@POSIX
def test_a_device_stays_one(run: Run, make: Make) -> None:
    make("a.xlsx", A1="=1+1")
    Path("null.xlsx").symlink_to(os.devnull)
    assert run("recalc", "a.xlsx", "-o", "null.xlsx", "--force").code == 0
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
    assert Path("null.xlsx").is_symlink()


@POSIX
def test_a_pipe_takes_the_result(run: Run, make: Make) -> None:
    make("a.xlsx", A1="=1+1")
    os.mkfifo("out.xlsx")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(Path("out.xlsx").read_bytes()))
    reader.start()
    assert run("recalc", "a.xlsx", "-o", "out.xlsx", "--force").code == 0
    reader.join(10)
    book = openpyxl.load_workbook(io.BytesIO(got[0]), data_only=True)
    assert book.active["A1"].value == 2


@POSIX
@pytest.mark.parametrize(
    "words",
    [
        ("recalc", "pipe.xlsx", "--in-place"),
        ("recalc", "pipe.xlsx", "a.xlsx", "--out-dir", "out"),
        ("scorecard", "pipe.xlsx"),
        ("check", "pipe.xlsx"),
        ("fill", "pipe.xlsx", "--data", "a.csv", "-o", "b.xlsx"),
        ("fill", "t.xlsx", "--data", "pipe.xlsx", "-o", "b.xlsx"),
        ("import", "t.xlsx", "pipe.xlsx"),
        ("roll", "pipe.xlsx"),
        ("convert", "pipe.xlsx", "--formulas", "kpi", "-o", "c.xlsx"),
    ],
    ids=" ".join,
)
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(
    run: Run, make: Make, words: tuple[str, ...]
) -> None:
    make("a.xlsx", A1="=1+1")
    Path("a.csv").write_text("measure,2026-01\nRevenue,5200\n")
    if "t.xlsx" in words:
        Path("t.xlsx").write_bytes(finished("mentoring"))
    os.mkfifo("pipe.xlsx")
    ran = run(*words)
    assert ran.code == 1
    assert "pipe.xlsx cannot be read (it is no file but a pipe or a device)" in ran.err


# ---- what reaches a terminal, and a spreadsheet program -----------------------------------------


def test_texts_do_nothing_to_a_terminal(run: Run) -> None:
    ran = run("eval", '="a"&CHAR(27)&"[2J"&UNICHAR(155)&UNICHAR(8238)&"b"')
    assert ran.out == "a�[2J��b\n"
    exact = run("eval", '="a"&CHAR(27)&UNICHAR(155)&UNICHAR(8238)', "--json").out
    assert exact.strip().isprintable()
    assert json.loads(exact)["value"] == "a\x1b\x9b\u202e"


@POSIX
@pytest.mark.parametrize("format", ["table", "json", "ndjson"])
def test_names_do_nothing_to_a_terminal(run: Run, make: Make, format: str) -> None:
    name = f"[2J{HARMFUL}31m.xlsx"
    make(name, A1="=FROB(1)")
    make("b.xlsx", A1="=1")
    ran = run("recalc", name, "b.xlsx", "missing" + name, "--out-dir", "out", "--format", format)
    both = run("recalc", name, "b.xlsx", "--out-dir", "out", "--format", format)
    for text in (ran.out + ran.err, both.out + both.err):
        assert not set(text) & set(HARMFUL), repr(text)
    if format == "json":
        assert name in [record["file"] for record in json.loads(both.out)]


@POSIX
def test_a_name_is_no_formula_in_csv(run: Run, make: Make) -> None:
    names = ["=cmd.xlsx", "+a.xlsx", "@b.xlsx", "c.xlsx"]
    for name in names:
        make(name, A1="=1+1")
    ran = run(
        "recalc", "=cmd.xlsx", "+a.xlsx", "@b.xlsx", "c.xlsx", "--in-place", "--format", "csv"
    )
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert {row["file"] for row in rows} == {"./=cmd.xlsx", "./+a.xlsx", "./@b.xlsx", "c.xlsx"}
    assert all(Path(row["file"]).is_file() for row in rows)


@POSIX
def test_a_name_is_no_formula_in_a_scorecard(run: Run) -> None:
    demo_in(Path("d"))
    book = next(path for path in Path("d").glob("*.xlsx"))
    book.rename("=cmd.xlsx")
    rows = list(csv.DictReader(io.StringIO(run("scorecard", "=cmd.xlsx", "--format", "csv").out)))
    assert {row["file"] for row in rows} == {"./=cmd.xlsx"}
    assert not [v for row in rows for v in row.values() if v.startswith(("=", "@", "+"))]


# ---- disks that are full ------------------------------------------------------------------------


@FULL
@pytest.mark.parametrize(
    "words", [("list",), ("eval", "=1"), ("explain", "remote.retention"), ("--help",)], ids=" ".join
)
def test_a_full_disk_under_stdout_is_said(words: tuple[str, ...]) -> None:
    ran = start(*words, stdout="/dev/full")
    assert ran.returncode == 1
    assert ran.stderr == "xl-kpis: stdout: the disk is full.\n"


@FULL
def test_a_full_disk_is_said_by_every_command(run: Run) -> None:
    demo_in(Path("d"))
    book = str(next(path for path in Path("d").glob("*.xlsx")))
    for ending in ("xlsx", "csv", "html"):
        Path(f"full.{ending}").symlink_to("/dev/full")
    for words in (
        ("recalc", book, "-o", "full.xlsx"),
        ("template", "--pack", "mentoring", "-o", "full.xlsx"),
        ("scorecard", book, "-o", "full.csv"),
        ("scorecard", book, "-o", "full.html"),
    ):
        ran = run(*words, "--force")
        assert ran.code == 1
        assert ran.err.splitlines()[0].endswith(
            "cannot be written (the disk is full); choose another place."
        )


def test_who_reads_no_further_hears_no_complaint() -> None:
    reader = subprocess.Popen(["head", "-c", "1"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    ran = subprocess.run(
        [sys.executable, "-m", "xl_kpis", "list", "--format", "json"],
        stdout=reader.stdin,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
    )
    assert reader.stdin is not None
    reader.stdin.close()
    reader.wait(10)
    assert ran.stderr == ""
