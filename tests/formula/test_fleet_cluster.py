"""Workbooks recalculated by the workers of a Dask cluster of two, on this machine."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.dask_cluster import dask
from tests.formula.test_fleet import workbook
from tests.formula.test_fleet_elsewhere import OWN, alone, books
from xl_kpis import load, recalculate_files
from xl_kpis.formula.fleet import cluster
from xl_kpis.formula.fleet.cluster import ClusterLost
from xl_kpis.formula.fleet.parcels import NotDone

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX does it")
ROOT = Path(__file__).parents[2]
SUICIDE = """
import os, signal
import xl_kpis

@xl_kpis.function
def CLUSTERS_END(number):
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with dask(2, patience=5) as (address, _):
        yield address


def test_a_cluster_gives_what_each_is_alone(scheduler: str, tmp_path: Path) -> None:
    given = books(70)
    pairs: list[Any] = []
    for i, data in enumerate(given):
        (tmp_path / f"{i}.xlsx").write_bytes(data)
        pairs.append((tmp_path / f"{i}.xlsx", tmp_path / "out" / f"{i}.xlsx"))
    pairs[3] = (given[3], None)
    pairs[4] = (tmp_path / "none.xlsx", tmp_path / "out" / "none.xlsx")
    done = list(recalculate_files(pairs, scheduler=scheduler))
    assert [item.number for item in done if item.problem] == [4]
    assert str(done[4].problem) == f"{tmp_path}/none.xlsx does not exist; check the path."
    assert done[3].data == alone(given[3])
    for i in set(range(70)) - {3, 4}:
        assert (done[i].source, done[i].target) == pairs[i]
        assert (tmp_path / "out" / f"{i}.xlsx").read_bytes() == alone(given[i])
        assert done[i].data is None
    assert not list((tmp_path / "out").glob(".*"))


def test_functions_of_a_file_travel_too(scheduler: str, tmp_path: Path) -> None:
    (tmp_path / "own.py").write_text(OWN.format("CLUSTER"))
    given = [workbook([[float(i), "=FLEETS_OWN_CLUSTER(A1)"]]) for i in range(8)]
    done = list(
        recalculate_files(
            given, scheduler=scheduler, functions=[tmp_path / "own.py"], ordered=False
        )
    )
    values = {item.number: load(item.data).model.value(0, 0, 1) for item in done}
    assert values == {i: 3 * i for i in range(8)}


def test_what_a_worker_that_dies_worked_on_is_done_by_another(scheduler: str) -> None:
    given = books(300)
    done = {}
    with distributed.Client(scheduler, timeout=30, set_as_default=False) as client:
        pid = next(iter(client.run(os.getpid).values()))
        for item in recalculate_files(given, scheduler=scheduler, ordered=False):
            if not done:
                os.kill(pid, signal.SIGKILL)
            assert item.number not in done
            done[item.number] = item.data
    assert [done[i] for i in range(300)] == [alone(data) for data in given]


@pytest.mark.slow
def test_a_file_that_kills_workers_is_given_up_and_the_others_are_done(tmp_path: Path) -> None:
    (tmp_path / "end.py").write_text(SUICIDE)
    given = books(12)
    given[5] = workbook([[1.0, "=CLUSTERS_END(A1)"]])
    done = list(
        recalculate_files(given, scheduler="local", jobs=2, functions=[tmp_path / "end.py"])
    )
    assert [item.number for item in done if item.problem] == [5]
    assert isinstance(done[5].problem, NotDone)
    assert done[11].data == alone(given[11])


def test_a_scheduler_that_goes_is_said_and_what_was_done_is_done(tmp_path: Path) -> None:
    with dask(2, patience=5) as (address, scheduler):
        given = books(400)
        came = 0
        with pytest.raises(ClusterLost) as lost:  # noqa: PT012
            for item in recalculate_files(given, scheduler=address, ordered=False):
                assert item.data == alone(given[item.number])
                came += 1
                scheduler.kill()
    assert 0 < came < 400
    assert str(lost.value) == (
        f"The Dask scheduler at {address} is gone; what was done is done. Start it again, and the "
        "command with --resume."
    )


def test_where_there_is_no_scheduler_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    with pytest.raises(ClusterLost, match=r"no Dask scheduler at tcp://127\.0\.0\.1:9;"):
        list(recalculate_files(books(1), scheduler="tcp://127.0.0.1:9"))


def test_a_scheduler_without_workers_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 2.0)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0") as empty,
        pytest.raises(ClusterLost, match="has no workers"),
    ):
        list(recalculate_files(books(1), scheduler=empty.scheduler_address))


def test_who_does_not_wait_to_the_end_leaves_nothing_behind(scheduler: str) -> None:
    done = recalculate_files(books(300), scheduler=scheduler)
    with closing(done):  # type: ignore[type-var]
        next(done)
    with distributed.Client(scheduler, timeout=30, set_as_default=False) as client:
        until = time.monotonic() + 30
        while time.monotonic() < until and any(client.processing().values()):
            time.sleep(0.1)
        assert not any(client.processing().values())
