"""A file takes the place of another: complete, and with what the other had."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from xl_kpis.formula.xlsx import WorkbookError
from xl_kpis.formula.xlsx.write.saving import replacing

POSIX = pytest.mark.skipif(os.name != "posix", reason="owners, links and pipes as POSIX has them")


def put(path: Path, text: bytes = b"new") -> None:
    with replacing(path) as out:
        out.write(text)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@POSIX
def test_nobody_else_reads_it_before_it_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o600)
    with replacing(path) as out:
        out.write(b"new")
        (unfinished,) = tmp_path.glob(".*")
        assert mode(unfinished) == 0o600
        assert path.read_bytes() == b"old"
    assert (mode(path), path.read_bytes()) == (0o600, b"new")


@POSIX
@pytest.mark.parametrize("old", [0o644, 0o640, 0o666, 0o755, 0o2664])
def test_permissions_stay(tmp_path: Path, old: int) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    path.chmod(old)
    put(path)
    assert mode(path) == old


@POSIX
def test_a_new_file_has_the_permissions_of_any(tmp_path: Path) -> None:
    put(tmp_path / "a.xlsx")
    (tmp_path / "b").write_bytes(b"")
    assert mode(tmp_path / "a.xlsx") == mode(tmp_path / "b")


@POSIX
@pytest.mark.parametrize("size", [0, 1, 3, 5_000_000])
def test_other_names_of_a_file_name_what_is_new(tmp_path: Path, size: int) -> None:
    path, other = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    path.write_bytes(b"old and longer")
    os.link(path, other)
    put(path, b"x" * size)
    assert path.samefile(other)
    assert other.read_bytes() == b"x" * size
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]


@POSIX
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    path, link = tmp_path / "far" / "a.xlsx", tmp_path / "link.xlsx"
    path.write_bytes(b"old")
    link.symlink_to(path)
    put(link)
    assert link.is_symlink()
    assert path.read_bytes() == b"new"


@POSIX
def test_the_owner_stays(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives files to others")
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    os.chown(path, 12345, 23456)
    put(path)
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 23456)
    assert path.read_bytes() == b"new"


@POSIX
def test_an_owner_that_cannot_be_given_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives files to others")
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    os.chown(path, 12345, 23456)

    def denied(*_: object) -> None:
        raise PermissionError(1, "no")

    monkeypatch.setattr(os, "chown", denied)
    put(path)
    assert (path.stat().st_uid, path.read_bytes()) == (12345, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


def test_extended_attributes_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.origin", b"client")
    except (OSError, AttributeError):
        pytest.skip("no extended attributes here")
    put(path)
    assert os.getxattr(path, "user.origin") == b"client"


@POSIX
def test_a_device_stays_one() -> None:
    before = os.stat(os.devnull)
    put(Path(os.devnull))
    now = os.stat(os.devnull)
    assert (before.st_ino, before.st_rdev, before.st_mode) == (now.st_ino, now.st_rdev, now.st_mode)


@POSIX
def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "pipe.xlsx"
    os.mkfifo(path)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(path.read_bytes()))
    reader.start()
    put(path, b"x" * 300_000)
    reader.join(10)
    assert got == [b"x" * 300_000]
    assert stat.S_ISFIFO(path.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said_of_the_file() -> None:
    with pytest.raises(WorkbookError) as caught:
        put(Path("/dev/full"))
    assert str(caught.value) == (
        "/dev/full cannot be written (the disk is full); choose another place."
    )


@POSIX
def test_a_file_that_cannot_be_finished_leaves_the_other(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    code = """
import resource, sys
from xl_kpis.formula.xlsx import WorkbookError
from xl_kpis.formula.xlsx.write.saving import replacing
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    with replacing(sys.argv[1]) as out:
        out.write(b"x" * 200_000)
except WorkbookError as refusal:
    print(refusal.code)
"""
    ran = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True)
    assert ran.stdout == "unwritable\n", ran.stderr
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]
