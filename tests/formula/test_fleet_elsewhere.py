"""Workbooks recalculated by processes of this machine: what each would be alone, in order or not,
bytes or files, whatever happens to a process."""

from __future__ import annotations

import io
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.formula.test_fleet import workbook
from xl_kpis import (
    CalculationStopped,
    Cancellation,
    WorkbookError,
    load,
    recalculate_files,
    remove_function,
)
from xl_kpis.formula.fleet import Recalculated, parcels
from xl_kpis.formula.fleet.parcels import NotDone, Parcel, recalculate_parcel
from xl_kpis.formula.xlsx.package.places import Named, place, put, read

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
ENDLESS = "=LET(f,LAMBDA(g,n,IF(n<2,n,g(g,n-1)+g(g,n-2))),f(f,32))"


def books(count: int) -> list[bytes]:
    """Workbooks of two templates, in turn."""
    return [
        workbook([[float(i), "=A1*2", "=SUM(A1:B1)"]] if i % 2 else [[float(i)], ["=A1+1"]])
        for i in range(count)
    ]


def alone(data: bytes) -> bytes:
    return load(data).to_bytes()


@pytest.mark.parametrize("ordered", [True, False])
def test_processes_give_what_each_is_alone(ordered: bool) -> None:
    given = books(90)
    done = list(recalculate_files(given, jobs=2, ordered=ordered))
    numbers = [item.number for item in done]
    assert (numbers == list(range(90))) or not ordered
    assert sorted(numbers) == list(range(90))
    for item in done:
        assert item.data == alone(given[item.number])
        assert item.report is not None
        assert item.report.formulas == 2 - (item.number % 2 == 0)
        assert (item.source, item.target, item.content) == (None, None, None)


def test_files_and_bytes_go_together(tmp_path: Path) -> None:
    given = books(3)
    (tmp_path / "a.xlsx").write_bytes(given[0])
    pairs: list[Any] = [
        (tmp_path / "a.xlsx", tmp_path / "out" / "a.xlsx"),
        (given[1], str(tmp_path / "b.xlsx")),
        (io.BytesIO(given[2]), None),
        Named(b"no workbook", "given.xlsx"),
        str(tmp_path / "a.xlsx"),
    ]
    for jobs in (None, 2):
        done = list(recalculate_files(pairs, jobs=jobs))
        assert (tmp_path / "out" / "a.xlsx").read_bytes() == alone(given[0]) == done[4].data
        assert (tmp_path / "b.xlsx").read_bytes() == alone(given[1])
        assert done[2].data == alone(given[2])
        assert done[0].source == tmp_path / "a.xlsx"
        assert str(done[3].problem).startswith("given.xlsx is not an Excel workbook")


def test_addresses_in_and_out() -> None:
    pytest.importorskip("upath")
    given = books(40)
    for i, data in enumerate(given):
        put(place(f"memory://fleet/in/{i}.xlsx"), data)
    pairs = [(f"memory://fleet/in/{i}.xlsx", f"memory://fleet/out/{i}.xlsx") for i in range(41)]
    done = list(recalculate_files(pairs))
    for i, item in enumerate(done[:40]):
        assert read(place(pairs[i][1]), 1 << 20) == alone(given[i])
        assert item.version is not None
        assert (item.version[0], item.data) == (len(alone(given[i])), None)
    assert isinstance(done[40].problem, WorkbookError)
    assert str(done[40].problem) == f"{pairs[40][0]} does not exist; check the path."


def test_more_are_asked_for_only_when_there_is_room() -> None:
    asked = 0

    def endless() -> Iterator[bytes]:
        nonlocal asked
        data = books(1)[0]
        while True:
            asked += 1
            yield data

    done = recalculate_files(endless(), jobs=2)
    for _ in range(10):
        next(done)
    done.close()  # type: ignore[attr-defined]
    assert asked <= parcels.MOST * 6


def test_where_one_is_slow_those_behind_it_wait_only_so_far(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parcels, "OUT_OF_ORDER", 20)
    monkeypatch.setattr(parcels, "MOST", 4)
    given = [workbook([[1.0, ENDLESS]]), *books(60)]
    done = list(recalculate_files(iter(given), jobs=2, timeout=1))
    assert [item.number for item in done] == list(range(61))
    assert [item.number for item in done if item.problem] == [0]


# ---- what happens to processes -------------------------------------------------------------------


def _dies(parcel: Parcel, **given: Any) -> list[Recalculated]:
    if any(item.number == 7 for item in parcel.items):
        os.kill(os.getpid(), signal.SIGKILL)
    return recalculate_parcel(parcel, **given)


def _dies_once(parcel: Parcel, **given: Any) -> list[Recalculated]:
    if not parcel.again and any(item.number == 7 for item in parcel.items):
        os.kill(os.getpid(), signal.SIGKILL)
    return recalculate_parcel(parcel, **given)


@POSIX
def test_a_file_that_kills_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "recalculate_parcel", _dies)
    done = list(recalculate_files(books(30), jobs=2))
    assert [item.number for item in done if item.problem] == [7]
    problem = done[7].problem
    assert isinstance(problem, NotDone)
    assert "ended unexpectedly, twice" in str(problem)
    assert "deux fois" in problem.sentence("fr")


@POSIX
def test_files_whose_process_died_are_done_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "recalculate_parcel", _dies_once)
    given = books(30)
    done = list(recalculate_files(given, jobs=2))
    assert [item.data for item in done] == [alone(data) for data in given]


def test_endless_ones_are_named_and_the_others_done() -> None:
    given = books(20)
    given[3] = workbook([[1.0, ENDLESS]])
    done = list(recalculate_files(given, jobs=2, timeout=0.5))
    assert [item.number for item in done if item.problem] == [3]
    assert isinstance(done[3].problem, CalculationStopped)
    assert done[3].problem.cell == "S1!B1"


@pytest.mark.parametrize("ordered", [True, False])
def test_a_token_stops_all_that_is_not_done(ordered: bool) -> None:
    token = Cancellation()
    given = [*books(20), *[workbook([[1.0, ENDLESS]])] * 20]
    began = time.monotonic()
    stopped = []
    for item in recalculate_files(given, jobs=2, cancel=token, ordered=ordered):
        token.cancel()
        if item.problem is not None:
            assert isinstance(item.problem, CalculationStopped)
            assert item.problem.reason == "cancelled"
            stopped.append(item.number)
    assert set(range(20, 40)) <= set(stopped)
    assert time.monotonic() - began < 20


# ---- functions of one's own ----------------------------------------------------------------------

OWN = "import xl_kpis\n\n@xl_kpis.function\ndef FLEETS_OWN_{0}(number):\n    return number * 3\n"


@pytest.mark.parametrize("jobs", [None, 2])
def test_functions_of_a_file_are_known_where_the_work_is_done(
    tmp_path: Path, jobs: int | None
) -> None:
    (tmp_path / "own.py").write_text(OWN.format(jobs))
    given = [workbook([[float(i), f"=FLEETS_OWN_{jobs}(A1)"]]) for i in range(4)]
    done = list(recalculate_files(given, jobs=jobs, functions=[tmp_path / "own.py"]))
    if jobs is None:
        remove_function("FLEETS_OWN_None")
    assert [load(item.data).model.value(0, 0, 1) for item in done] == [0, 3, 6, 9]
