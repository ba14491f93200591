"""``xl-kpis recalc``."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pebble.pool.process
import pytest
from pebble.pool.process import TaskManager

from tests.commands.conftest import Make, Run, cached
from xl_kpis.commands import fleet
from xl_kpis.commands.manifest import NAME as MANIFEST
from xl_kpis.formula.fleet import Recalculated, parcels, processes
from xl_kpis.formula.fleet.parcels import Parcel, recalculate_parcel
from xl_kpis.formula.fleet.shared_work import Late, Lost, shared

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)


def results() -> list[str]:
    """The files in the folder ``out``, without the one that says what is done."""
    return sorted(name for name in os.listdir("out") if name != MANIFEST)


def test_writes_values_and_nothing_else(run: Run, make: Make) -> None:
    source = make("in.xlsx", A1=2, A2="=A1*3")
    ran = run("recalc", "in.xlsx", "--output", "out.xlsx")
    assert (ran.code, ran.err) == (0, "")
    assert cached("out.xlsx", "A2") == 6
    assert cached(source, "A2") is None
    with zipfile.ZipFile(source) as before, zipfile.ZipFile("out.xlsx") as after:
        assert before.namelist() == after.namelist()
        differ = [n for n in before.namelist() if before.read(n) != after.read(n)]
    assert differ == ["xl/worksheets/sheet1.xml"]


def test_errors_in_cells_are_no_failure(run: Run, make: Make) -> None:
    make("in.xlsx", A1="=1/0", A2="=NA()", A3="=A2", A4="=NOSUCHFUNCTION(1)")
    ran = run("recalc", "in.xlsx", "--output", "out.xlsx", "--format", "json")
    (record,) = json.loads(ran.out)
    assert ran.code == 0
    assert record["status"] == "ok"
    assert record["formulas"] == 4
    assert record["errors"] == {"#DIV/0!": 1, "#N/A": 2, "#NAME?": 1}
    assert record["unsupported"] == {"NOSUCHFUNCTION": ["Sheet!A4"]}
    assert "NOSUCHFUNCTION" in ran.err
    assert "Sheet!A4" in ran.err


def test_circular_references_are_said(run: Run, make: Make) -> None:
    make("in.xlsx", A1="=A2", A2="=A1")
    ran = run("recalc", "in.xlsx", "--in-place")
    assert ran.code == 0
    assert "in.xlsx: circular reference" in ran.err
    assert "Sheet!A1" in ran.err


def test_in_place(run: Run, make: Make) -> None:
    make("a.xlsx", A1="=1+1")
    os.chmod("a.xlsx", 0o640)
    assert run("recalc", "a.xlsx", "--in-place").code == 0
    assert cached("a.xlsx", "A1") == 2
    assert os.stat("a.xlsx").st_mode & 0o777 == 0o640
    assert os.listdir() == ["a.xlsx"]


def test_existing_files_are_kept_without_force(run: Run, make: Make) -> None:
    make("a.xlsx", A1="=1+1")
    Path("b.xlsx").write_text("precious")
    ran = run("recalc", "a.xlsx", "--output", "b.xlsx")
    assert ran.code == 1
    assert "b.xlsx exists already" in ran.err
    assert "--overwrite" in ran.err
    assert Path("b.xlsx").read_text() == "precious"
    assert run("recalc", "a.xlsx", "--output", "b.xlsx", "--force").code == 0
    assert cached("b.xlsx", "A1") == 2


def test_a_workbook_stays_of_its_kind(run: Run, make: Make) -> None:
    make("a.xlsx", A1="=1+1")
    ran = run("recalc", "a.xlsx", "--output", "a.xlsm")
    assert ran.code == 1
    assert ".xlsx" in ran.err
    assert not Path("a.xlsm").exists()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_of_300_with_strangers_among_them(run: Run, make: Make, jobs: str) -> None:
    first = make("fleet/0.xlsx", A1=1, A2="=A1+1")
    Path("fleet/sub").mkdir()
    for i in range(1, 300):
        shutil.copy(first, f"fleet/{i}.xlsx" if i % 7 else f"fleet/sub/{i}.xlsx")
    Path("fleet/broken.xlsx").write_bytes(first.read_bytes()[:2000])
    Path("fleet/secret.xlsx").write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    Path("fleet/old.xls").write_bytes(OLE)
    Path("fleet/notes.txt").write_text("not a workbook")
    Path("fleet/~$0.xlsx").write_text("Excel's lock file")
    ran = run("recalc", "fleet", "--out-dir", "out", "--jobs", jobs, "--format", "ndjson")
    assert ran.code == 1
    records = {record["file"]: record for record in map(json.loads, ran.out.splitlines())}
    assert len(records) == 303
    failed = {Path(name).name: r["reason"] for name, r in records.items() if r["status"] != "ok"}
    assert set(failed) == {"broken.xlsx", "secret.xlsx", "old.xls"}
    assert "damaged" in failed["broken.xlsx"]
    assert "password" in failed["secret.xlsx"]
    assert ".xls format" in failed["old.xls"]
    for name in failed:
        assert f"fleet/{name}" in ran.err
    assert ran.err.endswith("Files: 303. Failed: 3.\n")
    assert "Left alone: 1 file that is no workbook." in ran.err
    written = [p.name for p in Path("out").rglob("*") if p.is_file()]
    assert len([name for name in written if name != MANIFEST]) == 300
    assert cached("out/1.xlsx", "A2") == cached("out/sub/294.xlsx", "A2") == 2


def test_patterns_and_folders(run: Run, make: Make) -> None:
    for name in ("a1.xlsx", "a2.xlsx", "b.xlsx"):
        make(name, A1="=1+1")
    ran = run("recalc", "a*.xlsx", "a1.xlsx", "--out-dir", "out")
    assert ran.code == 0
    assert results() == ["a1.xlsx", "a2.xlsx"]
    assert run("recalc", "c*.xlsx", "--out-dir", "out").err.startswith("xl-kpis: c*.xlsx holds no")
    assert "does not exist" in run("recalc", "c.xlsx", "--out-dir", "out").err
    again = run("recalc", ".", "--out-dir", "out", "--force")
    assert again.code == 0
    assert again.err == "Files: 3. Failed: 0.\n"


def test_other_files_beside_the_workbooks_are_left_alone(run: Run, make: Make) -> None:
    make("a.xlsx", A1="=1+1")
    Path("march.csv").write_text("Measure,2026-01\nUsers,1")
    Path("card.html").write_text("<html></html>")
    for name in (".", "*"):
        ran = run("recalc", name, "--out-dir", "out", "--force")
        assert (ran.code, os.listdir("out")) == (0, ["a.xlsx"])
        assert "Left alone: 2 files that are no workbooks." in ran.err
        assert "card.html" not in ran.err + ran.out
    named = run("recalc", "march.csv", "--out-dir", "out")
    assert named.code == 1
    assert "not an Excel workbook" in named.err
    only = run("recalc", "*.csv", "--out-dir", "out")
    assert only.code == 1
    assert only.err.startswith("xl-kpis: *.csv holds no workbooks")
    french = run("recalc", ".", "--out-dir", "out", "--force", "--language", "fr")
    assert "Laissés de côté\u00a0: 2 fichiers" in french.err


def test_two_files_of_one_name_do_not_overwrite_each_other(run: Run, make: Make) -> None:
    make("x/a.xlsx", A1="=1")
    make("y/a.xlsx", A1="=2")
    ran = run("recalc", "x/a.xlsx", "y/a.xlsx", "--out-dir", "out")
    assert ran.code == 1
    assert "x/a.xlsx" in ran.err
    assert "y/a.xlsx" in ran.err
    assert cached("out/a.xlsx", "A1") == 1


def test_csv_and_words(run: Run, make: Make) -> None:
    make("a.xlsx", A1="=1/0")
    ran = run("recalc", "a.xlsx", "--in-place", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(ran.out))
    assert (row["file"], row["status"], row["formulas"]) == ("a.xlsx", "ok", "1")
    assert row["errors"] == "#DIV/0! 1"
    assert row["errors_before"] == ""
    shown = run("recalc", "a.xlsx", "--in-place").out
    assert "a.xlsx" in shown
    assert "#DIV/0! 1" in shown


@pytest.mark.parametrize(("language", "said"), [("en", "1 as before"), ("fr", "1 comme avant")])
def test_errors_that_stood_there_are_told_from_new_ones(
    run: Run, make: Make, language: str, said: str
) -> None:
    make("a.xlsx", A1="=1/0", A2="=NA()")
    first = run("recalc", "a.xlsx", "--in-place", "--language", language).out
    assert said not in first
    again = run("recalc", "a.xlsx", "--in-place", "--language", language).out
    assert f"#DIV/0! {said}" in again
    assert f"#N/A {said}" in again


def test_failures_speak_french(run: Run) -> None:
    Path("a.xlsx").write_text("texte")
    Path("b.xlsx").write_text("")
    ran = run("recalc", "a.xlsx", "b.xlsx", "--in-place", "--jobs", "2", "--language", "fr")
    assert "a.xlsx n’est pas un classeur Excel" in ran.err
    assert "b.xlsx est vide" in ran.err
    assert "Fichiers : 2. En échec : 2." in ran.err


def test_a_place_that_cannot_be_written(run: Run, make: Make) -> None:
    make("a.xlsx", A1="=1")
    Path("file").write_text("")
    for words in (["--output", "file/a.xlsx"], ["--out-dir", "file"], ["--output", "."]):
        ran = run("recalc", "a.xlsx", *words)
        assert ran.code == 1
        assert "Traceback" not in ran.err
        assert ran.err


def test_a_formula_that_fails_is_said_in_the_language(
    run: Run, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xl_kpis.formula.calculate.report import Report
    from xl_kpis.formula.warning import FormulaWarning

    told = FormulaWarning.of("formula", "Sheet!A1", ValueError("odd"))
    monkeypatch.setattr("xl_kpis.Book.recalculate", lambda book, **_: Report(warnings=[told]))
    make("a.xlsx", A1=1)
    for language in ("en", "fr"):
        words = ["recalc", "a.xlsx", "--in-place", "--format", "json", "--language", language]
        ran = run(*words)
        assert json.loads(ran.out)[0]["warnings"] == [told.sentence(language)]
        assert told.sentence(language) in ran.err


def test_processes_started_afresh_speak_the_language_too(
    run: Run, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_can_fork", lambda: False)
    make("in/a.xlsx", A1="=1+1")
    Path("in/b.xlsx").write_text("texte")
    ran = run("recalc", "in", "--out-dir", "out", "--jobs", "2", "--language", "fr")
    assert ran.code == 1
    assert cached("out/a.xlsx", "A1") == 2
    assert "in/b.xlsx n’est pas un classeur Excel" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_stays_a_link(run: Run, make: Make) -> None:
    make("real.xlsx", A1="=1+1")
    os.symlink("real.xlsx", "link.xlsx")
    assert run("recalc", "link.xlsx", "--in-place").code == 0
    assert os.path.islink("link.xlsx")
    assert cached("real.xlsx", "A1") == 2


def _fatal(parcel: Parcel, **given: Any) -> list[Recalculated]:
    """Die as when there is no memory left, or be told to stop."""
    names = {item.source.name for item in parcel.items if item.source is not None}
    if "3.xlsx" in names:
        os._exit(9)
    if "4.xlsx" in names:
        Path("half written").touch()
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            os.unlink("half written")
    return recalculate_parcel(parcel, **given)


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
def test_a_process_that_dies_costs_one_file(
    run: Run, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for i in range(6):
        make(f"in/{i}.xlsx", A1="=1+1")
    monkeypatch.setattr(parcels, "recalculate_parcel", _fatal)
    ran = run("recalc", "in", "--out-dir", "out", "--jobs", "2", "--format", "json")
    records = {Path(r["file"]).name: r for r in json.loads(ran.out)}
    assert ran.code == 1
    failed = {name for name, r in records.items() if r["status"] == "failed"}
    assert failed == {"3.xlsx", "4.xlsx"}
    assert "in/3.xlsx: the process" in ran.err
    assert results() == ["0.xlsx", "1.xlsx", "2.xlsx", "5.xlsx"]
    assert not Path("half written").exists()


def _die(task: int) -> int:
    if task % 3 == 1:
        os._exit(9)
    return task


@pytest.mark.skipif(os.name == "nt", reason="there a process takes longer to begin")
@pytest.mark.parametrize("slow", ["task_start", "task_done"])
def test_a_process_that_dies_costs_its_task_and_no_other_however_late_one_hears_of_it(
    monkeypatch: pytest.MonkeyPatch, slow: str
) -> None:
    heard = getattr(TaskManager, slow)

    def late(self: TaskManager, *said: Any) -> None:
        time.sleep(0.1)
        heard(self, *said)

    monkeypatch.setattr(TaskManager, slow, late)
    came = dict(shared(processes.Processes(_die, 2), iter(range(9))))
    assert came == {task: task for task in range(9)} | {
        task: came[task] for task in (1, 4, 7) if isinstance(came[task], Lost)
    }


@pytest.mark.skipif(os.name == "nt", reason="there a process takes longer to begin")
def test_a_process_that_is_slow_to_be_killed_was_late_and_is_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop = pebble.pool.process.stop_process

    def slow(process: BaseProcess) -> None:
        time.sleep(0.5)  # several looks
        stop(process)

    monkeypatch.setattr(pebble.pool.process, "stop_process", slow)
    given = processes.Processes(time.sleep, 1, seconds=lambda task: 0.2)
    ((_, came),) = shared(given, iter([600]))
    assert type(came) is Late


def _never_begins() -> None:
    time.sleep(600)


@pytest.mark.skipif(os.name == "nt", reason="there a process takes longer to begin")
def test_a_process_that_never_begins_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "BEGINS", 0.5)
    stuck = processes.Processes(abs, 2, begin=_never_begins)
    came = dict(shared(stuck, iter([-1, -2, -3])))
    assert {task: type(each) for task, each in came.items()} == dict.fromkeys([-1, -2, -3], Lost)


def _its_number(task: int) -> int:
    return os.getpid()


@pytest.mark.skipif(os.name == "nt", reason="there a process takes longer to begin")
def test_a_process_that_dies_between_two_tasks_costs_one_at_most(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "BEGINS", 2.0)
    came = []
    done = shared(processes.Processes(_its_number, 1), iter(range(30)))
    for _, number in done:
        came.append(number)
        if not isinstance(number, Lost):
            os.kill(number, signal.SIGKILL)
    assert len(came) == 30


def test_work_is_given_out_as_results_are_taken() -> None:
    given: list[int] = []

    def tasks() -> Iterator[int]:
        for i in range(50):
            given.append(i)
            yield i

    done = shared(processes.Processes(abs, 2), tasks())
    for taken in range(1, 51):
        next(done)
        assert len(given) <= taken + 2 * processes.AHEAD
    assert list(done) == []


def test_few_files_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "Processes", None)
    assert list(fleet.each(abs, [-1], 8, lost=_unexpected)) == [1]
    assert list(fleet.each(abs, [-1, -2], 1, lost=_unexpected)) == [1, 2]


def _unexpected(task: int, why: Exception) -> int:
    raise why


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
def test_ctrl_c_leaves_whole_files_only(run: Run, make: Make) -> None:
    # Files of one kind end together: with several there is work left. The records of all are more
    # than a pipe holds.
    for kind in range(8):
        cells = {f"A{i}": f"=SUM(B1:B{kind + 2})+{i}" for i in range(1, 400 + kind)}
        first = make(f"in/{kind}-0.xlsx", **cells)
        for i in range(1, 150):
            shutil.copy(first, f"in/{kind}-{i}.xlsx")
    words = ["recalc", "in", "--out-dir", "out", "--jobs", "2", "--format", "ndjson"]
    with subprocess.Popen(
        [sys.executable, "-m", "xl_kpis", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # a suite that runs in the background was told to ignore it
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes of it
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Interrupted" in said
    assert b"Traceback" not in said
    time.sleep(0.2)
    written = [path for path in Path("out").iterdir() if path.name != MANIFEST]
    assert 0 < len(written) < 1200
    for path in written:
        assert path.suffix == ".xlsx", path
        assert not path.name.startswith("."), path
        assert zipfile.ZipFile(path).testzip() is None
