"""A real S3 server on this machine: SeaweedFS, from its wheel."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError

PORTS = ("master.port", "volume.port", "filer.port", "s3.port")


def weed() -> str | None:
    """The server's program; None if it is not installed."""
    beside = Path(sys.executable).with_name("weed")
    return str(beside) if beside.exists() else shutil.which("weed")


@contextmanager
def object_store() -> Iterator[dict[str, str]]:
    """While the block runs there is a server; what the environment must hold to find it."""
    program = weed()
    assert program is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for _ in range(3):  # somebody else may take a port that was free
            address, server = _started(program, Path(folder))
            if _answers(address + "/status", server):
                break
            server.kill()
        else:
            raise RuntimeError((Path(folder) / "log").read_text()[-2000:])
        try:
            yield {
                "AWS_ENDPOINT_URL": address,
                "AWS_ACCESS_KEY_ID": "any",
                "AWS_SECRET_ACCESS_KEY": "any",
                "AWS_DEFAULT_REGION": "us-east-1",
            }
        finally:
            server.kill()
            server.wait()


def _started(program: str, folder: Path) -> tuple[str, subprocess.Popen[bytes]]:
    ports = {name: _free_port() for name in PORTS}
    words = [f"-{name}={port}" for name, port in ports.items()]
    words += [f"-{name}.grpc={_free_port()}" for name in PORTS]
    words += ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-volume.max=500"]
    words += ["-s3.port.iceberg=0", "-s3.port.lance=0"]
    with open(folder / "log", "wb") as log:
        server = subprocess.Popen(
            [program, "server", "-s3", f"-dir={folder}", *words], stdout=log, stderr=log
        )
    return f"http://127.0.0.1:{ports['s3.port']}", server


def _answers(address: str, server: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        with suppress(URLError, OSError), urllib.request.urlopen(address, timeout=5):
            return True
        time.sleep(0.1)
    return False


def make_bucket(name: str) -> str:
    """The address of a new bucket."""
    import s3fs

    until = time.monotonic() + 60
    while True:
        try:
            s3fs.S3FileSystem(anon=False).mkdir(name)
            return f"s3://{name}"
        except OSError:  # the server listens before it can do anything
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def environment(values: dict[str, str]) -> Iterator[None]:
    """The environment with some more in it, while the block runs."""
    import s3fs

    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        s3fs.S3FileSystem.clear_instance_cache()  # which remember the environment
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
