"""Stopped anywhere, gone on; nothing endless; stdin and stdout."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.commands.conftest import Make, Run, cached
from xl_kpis.formula.fleet import Recalculated
from xl_kpis.formula.fleet.parcels import Parcel, recalculate_parcel

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
ENDLESS = "=LET(f,LAMBDA(g,n,IF(n<2,n,g(g,n-1)+g(g,n-2))),f(f,32))"
"""More steps than anybody waits for."""
NAME = ".xl-kpis-recalc.ndjson"


def start(*words: str, **options: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "xl_kpis", "recalc", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,  # type: ignore[call-overload]
    )


def lines(manifest: Path | str) -> dict[str, dict[str, object]]:
    """What a manifest says last of each source."""
    found = map(json.loads, Path(manifest).read_text().splitlines())
    return {line["source"]: line for line in found}


def many(make: Make, count: int, folder: str = "in") -> list[Path]:
    first = make(f"{folder}/0.xlsx", A1=2, **{f"A{i}": f"=A{i - 1}*1.01" for i in range(2, 60)})
    for i in range(1, count):
        (first.parent / f"{i}.xlsx").write_bytes(first.read_bytes())
    return sorted(first.parent.iterdir())


# ---- what takes too long ------------------------------------------------------------------------


def test_an_endless_formula_is_named_and_the_others_are_done(run: Run, make: Make) -> None:
    make("in/a.xlsx", A1="=1+1")
    make("in/b.xlsx", A1=1, B2=ENDLESS)
    make("in/c.xlsx", A1="=1+2")
    ran = run("recalc", "in", "--out-dir", "out", "--timeout", "1")
    assert ran.code == 1
    assert "in/b.xlsx: The calculation was stopped after 1 seconds at Sheet!B2, in the" in ran.err
    assert [cached(f"out/{name}.xlsx", "A1") for name in "ac"] == [2, 3]
    assert not Path("out/b.xlsx").exists()


@POSIX
def test_what_runs_in_c_is_killed(run: Run, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from xl_kpis.formula.fleet import parcels

    monkeypatch.setattr(parcels, "GRACE", 0.5)
    monkeypatch.setattr(parcels, "recalculate_parcel", _hangs)
    make("in/a.xlsx", A1="=1+1")
    make("in/b.xlsx", A1="=1+1")
    began = time.monotonic()
    ran = run("recalc", "in", "--out-dir", "out", "--timeout", "1")
    assert ran.code == 1
    assert "in/a.xlsx: it took longer than 1 seconds and was stopped; allow it more" in ran.err
    assert cached("out/b.xlsx", "A1") == 2
    assert time.monotonic() - began < 60


def _hangs(parcel: Parcel, **given: Any) -> list[Recalculated]:
    """Work in which a file is stuck in C, where no signal is heard."""
    if any(item.source is not None and item.source.name == "a.xlsx" for item in parcel.items):
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        time.sleep(1000)
    return recalculate_parcel(parcel, **given)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is bounded on Linux")
def test_too_much_memory_is_said_and_the_others_are_done(run: Run, make: Make) -> None:
    make("in/a.xlsx", A1="=SUM(SEQUENCE(4000,8000)*2)")
    make("in/b.xlsx", A1="=1+1")
    ran = run("recalc", "in", "--out-dir", "out", "--memory", "200")
    assert ran.code == 1
    assert "a.xlsx: " in ran.err
    assert "memory" in ran.err
    assert cached("out/b.xlsx", "A1") == 2


# ---- gone on with -------------------------------------------------------------------------------


def test_a_rerun_says_what_is_done_already(run: Run, make: Make) -> None:
    many(make, 3)
    assert run("recalc", "in", "--out-dir", "out").code == 0
    again = run("recalc", "in", "--out-dir", "out")
    assert again.code == 1
    assert again.err == (
        f"xl-kpis: 3 of 3 files are done already, says out/{NAME}; add --resume to do the rest, "
        "or --overwrite to do all again.\n"
    )
    assert run("recalc", "in", "--out-dir", "out", "--overwrite").code == 0


def test_only_what_is_left_is_done(run: Run, make: Make) -> None:
    sources = many(make, 6)
    assert run("recalc", "in", "--out-dir", "out").code == 0
    kept, gone, cut, changed = (Path("out") / p.name for p in sources[:4])
    stamp = kept.stat().st_mtime_ns
    gone.unlink()
    cut.write_bytes(cut.read_bytes()[:-9])
    make(str(sources[3]), A1=100, A2="=A1+1")
    ran = run("recalc", "in", "--out-dir", "out", "--resume", "--format", "ndjson")
    assert ran.code == 0
    assert "Done before: 3 of 6 files." in ran.err
    did = {Path(json.loads(line)["output"]) for line in ran.out.splitlines()}
    assert did == {gone, cut, changed}
    assert kept.stat().st_mtime_ns == stamp
    assert (cached(changed, "A2"), cached(cut, "A2")) == (101, pytest.approx(2.02))


def test_what_was_there_before_the_run_is_not_taken_for_its_own(run: Run, make: Make) -> None:
    sources = many(make, 3)
    foreign = Path("out") / sources[0].name
    foreign.parent.mkdir()
    foreign.write_bytes(b"not ours")
    assert run("recalc", "in", "--out-dir", "out").code == 1
    ran = run("recalc", "in", "--out-dir", "out", "--resume")
    assert ran.code == 1
    assert "exists already" in ran.err
    assert foreign.read_bytes() == b"not ours"


def test_in_place_goes_on_with_a_manifest(run: Run, make: Make) -> None:
    many(make, 4)
    assert run("recalc", "in", "--in-place", "--manifest", "done.ndjson").code == 0
    ran = run("recalc", "in", "--in-place", "--manifest", "done.ndjson", "--resume")
    assert ran.code == 0
    assert "Done before: 4 of 4 files." in ran.err
    make("in/1.xlsx", A1="=7")
    ran = run("recalc", "in", "--in-place", "--manifest", "done.ndjson", "--resume")
    assert "Done before: 3 of 4 files." in ran.err
    assert cached("in/1.xlsx", "A1") == 7
    assert run("recalc", "in", "--in-place", "--resume").code == 2


def test_a_manifest_has_a_line_for_each_file(run: Run, make: Make) -> None:
    make("in/a.xlsx", A1="=1+1")
    Path("in/b.xlsx").write_bytes(b"nothing")
    run("recalc", "in", "--out-dir", "out")
    found = lines(f"out/{NAME}")
    good, bad = found["in/a.xlsx"], found["in/b.xlsx"]
    assert good["status"] == "ok"
    assert good["size"] == Path("in/a.xlsx").stat().st_size
    assert (good["output"], good["output_size"]) == (
        "out/a.xlsx",
        Path("out/a.xlsx").stat().st_size,
    )
    assert len(str(good["hash"])) == len(str(good["output_hash"])) == 32
    assert (bad["status"], "not an Excel workbook" in str(bad["reason"])) == ("failed", True)


# ---- stopped ------------------------------------------------------------------------------------


def _alive(group: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, 0)
        return True
    return False


def _stop_midway(kind: int, wait: float, jobs: str, *words: str) -> subprocess.Popen[bytes]:
    """Start a run, stop it once its first results are there, and wait until all of it has ended."""
    process = start(*words, "--jobs", jobs, start_new_session=True)
    until = time.monotonic() + 60
    while time.monotonic() < until and not list(Path("out").glob("*.xlsx")):
        time.sleep(0.005)
    time.sleep(wait)
    process.send_signal(kind)
    process.communicate(timeout=60)
    until = time.monotonic() + 30
    while _alive(process.pid) and time.monotonic() < until:
        time.sleep(0.01)
    assert not _alive(process.pid), "a process outlives its parent"
    return process


@POSIX
@pytest.mark.parametrize(
    ("kind", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGKILL, -9)]
)
def test_stopped_midway_and_gone_on(run: Run, make: Make, kind: signal.Signals, code: int) -> None:
    sources = many(make, 150)
    before = sources[0].read_bytes()
    process = _stop_midway(kind, random.random() * 0.05, "2", "in", "--out-dir", "out")
    if process.returncode != 0:  # it was not too late
        assert process.returncode == code
    written = sorted(Path("out").glob("*.xlsx"))
    time.sleep(0.3)
    assert sorted(Path("out").glob("*.xlsx")) == written, "files appear after the end"
    assert all(cached(path, "A2") == pytest.approx(2.02) for path in written[:20])
    unfinished = [p.name for p in Path("out").iterdir() if p.name.endswith(".tmp")]
    assert not unfinished
    ran = run("recalc", "in", "--out-dir", "out", "--resume")
    assert ran.code == 0, ran.err
    assert len(list(Path("out").glob("*.xlsx"))) == 150
    assert {line["status"] for line in lines(f"out/{NAME}").values()} == {"ok"}
    assert all(path.read_bytes() == before for path in sources)
    assert len({path.read_bytes() for path in Path("out").glob("*.xlsx")}) == 1


@POSIX
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_killed_at_any_moment(run: Run, make: Make, seed: int) -> None:
    chance = random.Random(seed)
    sources = many(make, 120)
    words = ("in", "--out-dir", "out") if seed % 2 else ("in", "--in-place", "--manifest", "m")
    process = start(*words, "--jobs", "2", start_new_session=True)
    time.sleep(0.2 + chance.random() * 1.5)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    while _alive(process.pid):
        time.sleep(0.01)
    for path in sources:
        assert openpyxl.load_workbook(path).active["A1"].value == 2
    more = ("--overwrite",) if not seed % 2 else ()
    assert run("recalc", *words, "--resume", *more).code == 0
    folder = Path("out" if seed % 2 else "in")
    assert len({path.read_bytes() for path in folder.glob("*.xlsx")}) == 1


# ---- stdin and stdout ---------------------------------------------------------------------------


def test_from_stdin_to_stdout(run: Run, make: Make) -> None:
    make("a.xlsx", A1=20, A2="=A1*2")
    ran = subprocess.run(
        [sys.executable, "-m", "xl_kpis", "recalc", "-"],
        input=Path("a.xlsx").read_bytes(),
        capture_output=True,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr[:9]) == (0, b"Written: ")
    book = openpyxl.load_workbook(io.BytesIO(ran.stdout), data_only=True)
    assert book.active["A2"].value == 40


def test_from_a_file_to_stdout_and_from_stdin_to_a_file(make: Make, tmp_path: Path) -> None:
    make(str(tmp_path / "a.xlsx"), A1=20, A2="=A1*2")
    command = [sys.executable, "-m", "xl_kpis", "recalc"]
    out = subprocess.run([*command, "a.xlsx", "-o", "-"], stdout=subprocess.PIPE, cwd=tmp_path)
    done = subprocess.run([*command, "-", "-o", "b.xlsx"], input=out.stdout, cwd=tmp_path)
    assert (out.returncode, done.returncode) == (0, 0)
    assert (tmp_path / "b.xlsx").read_bytes() == out.stdout


@pytest.mark.parametrize(
    ("given", "words", "said"),
    [
        (b"", ["-"], "<stdin> is empty"),
        (b"a;b\n1;2\n", ["-"], "<stdin> is not an Excel workbook"),
        (b"", ["-", "x.xlsx"], "there is one file"),
        (b"", ["-", "--in-place"], "there is one file"),
    ],
)
def test_what_cannot_come_from_stdin(
    given: bytes, words: list[str], said: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "xl_kpis", "recalc", *words]
    ran = subprocess.run(command, input=given, capture_output=True, cwd=tmp_path, timeout=60)
    assert ran.returncode in (1, 2)
    assert ran.stdout == b""
    assert said in ran.stderr.decode()
