"""Thousands of workbooks from bucket to bucket: ``python -m tests.benchmarks.buckets [COUNT]``.

Against a real S3 server on this machine: by one and two processes, by one and two Dask workers; a
worker killed midway, then the scheduler, then gone on with. Prints a line for each run.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import openpyxl

from tests.dask_cluster import dask
from tests.object_store import environment, make_bucket, object_store
from xl_kpis import recalculate_files
from xl_kpis.commands.manifest import NAME
from xl_kpis.formula.xlsx.package import places

Words = tuple[str, ...]
PATIENCE = 600
"""Seconds that workers wait for a scheduler."""


def templates() -> list[openpyxl.Workbook]:
    """Four templates: some 60 to 240 formulas over some 20 to 80 rows of figures."""
    found = []
    for kind in range(4):
        book = openpyxl.Workbook()
        rows = 20 * (kind + 1)
        for row in range(2, rows + 2):
            book.active[f"C{row}"] = f"=A{row}*B{row}"
            book.active[f"D{row}"] = f"=SUM(C$2:C{row})"
            book.active[f"E{row}"] = f'=IF(D{row}>{1000 * kind},"high","low")'
        book.active["G1"] = f"=AVERAGE(C2:C{rows + 1})"
        book.active["G2"] = f'=COUNTIF(E2:E{rows + 1},"high")'
        found.append(book)
    return found


def workbooks(count: int) -> Iterator[tuple[str, bytes]]:
    """Names and bytes, a folder for each template."""
    kinds = templates()
    chance = random.Random(1)
    for number in range(count):
        kind = number * len(kinds) // count
        sheet = kinds[kind].active
        for row in range(2, 22 + 20 * kind):
            sheet[f"A{row}"], sheet[f"B{row}"] = chance.randrange(100), chance.random()
        out = BytesIO()
        kinds[kind].save(out)
        yield f"{kind}/{number}.xlsx", out.getvalue()


class Watch:
    """Wall and CPU seconds of a command and its processes, and the memory its largest has had."""

    def __init__(self, *words: str) -> None:
        self.began, self.before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        self.records = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "xl_kpis", "recalc", *words, "--format", "ndjson"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def until(self, records: int | None = None) -> None:
        """Read records, all or so many."""
        assert self.process.stdout is not None
        while records is None or self.records < records:
            line = self.process.stdout.readline()
            if not line:
                return
            self.records += json.loads(line)["status"] == "ok"

    def said(self, title: str) -> None:
        """Print what it took."""
        self.until()
        assert self.process.stderr is not None
        said = self.process.stderr.read().decode().strip().splitlines()
        code = self.process.wait()
        seconds = time.monotonic() - self.began
        now = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = now.ru_utime + now.ru_stime - self.before.ru_utime - self.before.ru_stime
        print(
            f"{title}: exit {code}, {self.records} files, {seconds:.1f} s,"
            f" {self.records / seconds:.0f} files/s, {cpu:.1f} CPU s,"
            f" largest process so far {now.ru_maxrss // 1024} MiB; {said[-1] if said else ''}",
            flush=True,
        )


def results(bucket: str, folder: str) -> dict[str, bytes]:
    """What lies below a folder, but for the manifest."""
    place = places.place(f"{bucket}/{folder}")
    names = [name for name in places.below(place) if not name.startswith(NAME)]
    with ThreadPoolExecutor(16) as threads:
        return dict(
            zip(names, threads.map(lambda n: places.read(place / n, 1 << 24), names), strict=True)
        )


def ask_workers(address: str) -> dict[str, int]:
    """The most memory each worker has had, in MiB."""
    import distributed

    with distributed.Client(address, timeout=60, set_as_default=False) as client:
        return {str(name): most for name, most in client.run(_most).items()}


def _most() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def a_worker(address: str) -> int:
    """The process of one of the workers."""
    import distributed

    with distributed.Client(address, timeout=60, set_as_default=False) as client:
        return int(next(iter(client.run(os.getpid).values())))


def main(count: int) -> None:
    with object_store() as found, environment(found):
        bucket = make_bucket("fleet")
        given = dict(workbooks(count))
        print(f"{count} workbooks, {sum(map(len, given.values())) / count / 1024:.1f} KiB each")
        with ThreadPoolExecutor(16) as threads:
            put = [(places.place(f"{bucket}/in/{name}"), data) for name, data in given.items()]
            list(threads.map(places.put, *zip(*put, strict=True)))
        began = time.process_time()
        whole = dict(
            zip(given, (item.data for item in recalculate_files(given.values())), strict=True)
        )
        print(f"in memory, one process: {count / (time.process_time() - began):.0f} files/CPU s")

        def from_to(folder: str, *more: str) -> Words:
            return f"{bucket}/in", "--out-dir", f"{bucket}/{folder}", *more

        def check(folder: str) -> None:
            assert results(bucket, folder) == whole, f"{folder} is not what a local run gives"

        for jobs in (1, 2):
            Watch(*from_to(f"p{jobs}", "--jobs", str(jobs))).said(f"{jobs} processes")
            check(f"p{jobs}")
        for workers in (1, 2):
            with dask(workers, PATIENCE) as (address, _):
                Watch(*from_to(f"d{workers}", "--scheduler", address)).said(f"{workers} workers")
                print("memory of workers, MiB:", *ask_workers(address).values())
            check(f"d{workers}")

        with dask(2, PATIENCE) as (address, scheduler):
            pid = a_worker(address)
            run = Watch(*from_to("k", "--scheduler", address))
            run.until(count // 4)
            os.kill(pid, signal.SIGKILL)
            run.until(count // 2)
            scheduler.kill()
            run.said("worker killed after a quarter, scheduler after a half")
            before = run.records
        with dask(2, PATIENCE) as (address, _):
            run = Watch(*from_to("k", "--scheduler", address, "--resume"))
            run.said("gone on")
            print(f"{before} + {run.records} = {before + run.records} of {count}")
        check("k")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
