"""Runs killed (``kill -9``) at random moments and gone on with: ``python -m tests.benchmarks.kills
[COUNT]``, a third each in place, into a folder, and from bucket to bucket.

After each kill every original opens, every result that is there is whole, no process is left; after
``--resume`` all are done. Prints what was found at the end, and stops at the first that is not so.
"""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

import openpyxl

from tests.object_store import environment, make_bucket, object_store
from xl_kpis import load
from xl_kpis.commands import main as command
from xl_kpis.commands.manifest import NAME
from xl_kpis.formula.xlsx.package import places

FILES = 160
Books = list[bytes]


def workbooks() -> Books:
    """Some workbooks of four templates."""
    found = []
    for kind in range(4):
        book = openpyxl.Workbook()
        for row in range(2, 60 + 20 * kind):
            book.active[f"A{row}"] = f"=A{row - 1}*1.01"
        for number in range(FILES // 4):
            book.active["A1"] = number
            out = io.BytesIO()
            book.save(out)
            found.append(out.getvalue())
    return found


def killed(words: list[str], chance: random.Random, seconds: float, files: int) -> bool:
    """Start a run and kill it, at any moment of its time or once so many files are done; whether it
    had not ended before. No process of it is left."""
    process = subprocess.Popen(
        [sys.executable, "-m", "xl_kpis", "recalc", *words, "--jobs", "2", "--format", "ndjson"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdout is not None
    if chance.random() < 0.3:
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.1, 1.0) * seconds)
    else:
        for _ in range(chance.randrange(1, files)):
            process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.stdout.close()
    in_time = process.wait() == -signal.SIGKILL
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return in_time
        time.sleep(0.01)
    raise AssertionError("a process outlives its parent")


def gone_on(words: list[str]) -> None:
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = command(["recalc", *words, "--resume", "--jobs", "1"])
    assert code == 0, said.getvalue()


def here(chance: random.Random, given: Books, whole: Books, in_place: bool) -> Counter[str]:
    """One kill over files of this machine."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        for number, data in enumerate(given):
            (folder / "in" / f"{number}.xlsx").write_bytes(data)
        out = folder / ("in" if in_place else "out")
        words = [f"{folder}/in", *(("--in-place",) if in_place else ("--out-dir", str(out)))]
        words += ["--manifest", f"{folder}/done"]
        in_time = killed(words, chance, 1.5, FILES)
        done = 0
        for number in range(FILES):
            was = (folder / "in" / f"{number}.xlsx").read_bytes()
            assert was == given[number] or (in_place and was == whole[number])
            with suppress(FileNotFoundError):
                found = (out / f"{number}.xlsx").read_bytes()
                done += found == whole[number]
                assert in_place or found == whole[number]
        left = list(out.glob(".*"))
        gone_on(words)
        for number in range(FILES):
            assert (out / f"{number}.xlsx").read_bytes() == whole[number]
        return _counted(in_time, done, len(left), FILES)


def in_buckets(chance: random.Random, given: Books, whole: Books, bucket: str) -> Counter[str]:
    """One kill over addresses."""
    run = os.urandom(6).hex()
    for number, data in enumerate(given):
        places.put(places.place(f"{bucket}/{run}/in/{number}.xlsx"), data)
    words = [f"{bucket}/{run}/in", "--out-dir", f"{bucket}/{run}/out"]
    in_time = killed(words, chance, 6.0, len(given))
    done = _check(f"{bucket}/{run}/out", whole)
    assert _check(f"{bucket}/{run}/in", given) == len(given)
    gone_on(words)
    assert _check(f"{bucket}/{run}/out", whole) == len(given)
    places.remove_below(places.place(f"{bucket}/{run}"))
    return _counted(in_time, done, 0, len(given))


def _check(address: str, whole: list[bytes]) -> int:
    """How many files lie there, all of them whole."""
    folder = places.place(address)
    names = [name for name in places.below(folder) if not name.startswith(NAME)]
    for name in names:
        assert places.read(folder / name, 1 << 24) == whole[int(Path(name).stem)]
    return len(names)


def _counted(in_time: bool, done: int, left: int, files: int) -> Counter[str]:
    midway = in_time and 0 < done < files
    return Counter(
        kills=1, in_time=in_time, midway=midway, done_before=done, temporary_files_left=left
    )


KINDS = ("in place", "into a folder", "from bucket to bucket")


def main(count: int) -> None:
    given = workbooks()
    whole = [load(data).to_bytes() for data in given]
    seed = random.randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    chance = random.Random(seed)
    found = {kind: Counter[str]() for kind in KINDS}
    with object_store() as address, environment(address):
        bucket = make_bucket("kills")
        for number in range(count):
            kind = KINDS[number % 3]
            if kind == KINDS[2]:
                found[kind] += in_buckets(chance, given[::4], whole[::4], bucket)
            else:
                found[kind] += here(chance, given, whole, kind == KINDS[0])
            if number % 30 == 29:
                for each, numbers in found.items():
                    print(number + 1, each, dict(numbers), flush=True)
        print(count, "kills:", *(f"{kind} {dict(found[kind])}" for kind in KINDS), sep="\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
