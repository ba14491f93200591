"""Where files are: paths of this machine, and addresses such as ``s3://bucket/client.xlsx``.

Addresses are read and written through fsspec, whose packages are imported when there is one; who
may read and write there is said as those packages want it (``AWS_ACCESS_KEY_ID``, …).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeGuard, cast
from urllib.parse import unquote, urlsplit

from xl_kpis.errors import is_foreign
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.xlsx.package.refusal import WorkbookError

Fingerprint: TypeAlias = tuple[int, str]
"""The size of a file, and what tells this version of it from others."""
_SCHEME = pattern(r"([a-zA-Z][a-zA-Z0-9+.-]+)://")


class Named(NamedTuple):
    """The bytes of a file and what to call it."""

    data: bytes
    name: str


def is_remote(address: object) -> TypeGuard[str | os.PathLike[str]]:
    """Whether this is an address elsewhere, not a path of this machine.

    >>> is_remote("s3://bucket/a.xlsx"), is_remote("file:///tmp/a.xlsx"), is_remote("C:\\\\a.xlsx")
    (True, False, False)
    """
    if isinstance(address, str):
        found = _SCHEME.match(address)
        return found is not None and found[1].lower() not in ("file", "local")
    return not isinstance(address, os.PathLike) and hasattr(address, "fs")


def place(address: str | os.PathLike[str]) -> Path:
    """A path, or an address that can be asked what a path can (a ``UPath``)."""
    if not isinstance(address, str):
        return cast(Path, address) if is_remote(address) else Path(address)
    if not is_remote(address):
        return Path(_of_file(address) if _SCHEME.match(address) else address)
    try:
        from upath import UPath
    except ModuleNotFoundError:
        raise WorkbookError("address", file=without_secrets(address)) from None
    with _refusals(address, "unreadable"):
        found = UPath(address)
        found.fs  # noqa: B018  (now, rather than when it is too late: which packages are needed)
        return cast(Path, found)


def _of_file(address: str) -> str:
    from urllib.request import url2pathname

    return url2pathname(urlsplit(address).path) if os.name == "nt" else unquote(address[7:])


def without_secrets(address: object) -> str:
    """An address as people may see it: without a password, or the signature behind its name.

    >>> without_secrets("https://me:secret@host/a.xlsx?signature=abc"), without_secrets("a.xlsx")
    ('https://host/a.xlsx', 'a.xlsx')
    """
    text = str(address)
    if not is_remote(text):
        return text
    scheme, _, rest = text.partition("://")
    host, slash, path = rest.partition("/")
    if scheme.lower().startswith("http"):
        path = path.partition("?")[0].partition("#")[0]
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


def name_of(place: Path) -> str:
    """The last word of a path or an address."""
    return without_secrets(place).rstrip("/").rpartition("/")[2] if is_remote(place) else place.name


def read(place: Path, most: int) -> bytes:
    """What is at an address, of a very long file only the first so many bytes."""
    fs, path = _store(place)
    with _refusals(place, "unreadable"):
        try:
            return bytes(fs.cat_file(path, start=0, end=most))
        except OSError:  # stores do not give the beginning of nothing
            with suppress(Exception):
                if fs.info(path)["size"] == 0:
                    return b""
            raise


def put(place: Path, data: bytes) -> Fingerprint | None:
    """Write what is to be at an address, in one piece: whoever reads there finds what was there
    before, or all of it. The size and version of what is there now, if the store says it."""
    fs, path = _store(place)
    with _refusals(place, "unwritable"):
        said = fs.pipe_file(path, data)
    if isinstance(said, dict) and said.get("ETag"):
        return _fingerprint({"size": len(data), **said})
    with suppress(WorkbookError):  # who may write need not be allowed to look
        return tag(place)
    return None


def tag(place: Path) -> Fingerprint | None:
    """The size and version of what is at an address; None if there is no file. ``WorkbookError``
    where the store does not say."""
    fs, path = _store(place)
    with _refusals(place, "unreadable"):
        fs.invalidate_cache(fs._parent(path))
        try:
            about = fs.info(path)
        except FileNotFoundError:
            return None
        return None if about.get("type") == "directory" else _fingerprint(about)


def below(folder: Path) -> dict[str, Fingerprint]:
    """What lies at addresses that begin with this one and a slash, each by what follows."""
    fs, path = _store(folder)
    with _refusals(folder, "unreadable"):
        fs.invalidate_cache()
        root = path.rstrip("/") + "/"
        try:
            found = fs.find(root, detail=True)
        except FileNotFoundError:
            return {}
        return {
            name[len(root) :]: _fingerprint(about)
            for name, about in found.items()
            if name.startswith(root) and not name.endswith("/")
        }


def matching(pattern: Path) -> dict[Path, Fingerprint]:
    """What lies at addresses that a pattern matches."""
    fs, path = _store(pattern)
    with _refusals(pattern, "unreadable"):
        fs.invalidate_cache()
        found = fs.glob(path, detail=True)
        return {
            place(fs.unstrip_protocol(name)): _fingerprint(about)
            for name, about in sorted(found.items())
            if about.get("type") == "file"
        }


def remove_below(folder: Path) -> None:
    """Remove what lies at addresses that begin with this one and a slash."""
    fs, path = _store(folder)
    root = path.rstrip("/") + "/"
    with _refusals(folder, "unwritable"):
        names = [root + name for name in below(folder)]
        if names:
            fs.rm(names)


def _fingerprint(about: dict[str, Any]) -> Fingerprint:
    """Of what a store says about a file."""
    versions = ("ETag", "etag", "md5Hash", "content_md5", "LastModified", "mtime", "created")
    version = next((about[key] for key in versions if about.get(key) is not None), "")
    return int(about.get("size") or 0), str(version).strip('"')


def _store(place: Path) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    found: Any = place
    return found.fs, found.path


@contextmanager
def _refusals(place: object, code: str) -> Iterator[None]:
    """What a store raises, as a sentence."""
    file = without_secrets(place)
    try:
        yield
    except FileNotFoundError:
        if code == "unreadable":
            raise WorkbookError("missing file", file=file) from None
        raise WorkbookError(code, file=file, reason="nowhere") from None
    except PermissionError:
        raise WorkbookError(code, file=file, reason="denied") from None
    except NotImplementedError:
        raise WorkbookError(code, file=file, reason="no writing") from None
    except Exception as problem:
        if is_foreign(problem) and not isinstance(problem, ModuleNotFoundError):
            raise
        said = " ".join((str(problem) or type(problem).__name__).split())
        raise WorkbookError(code, file=file, reason="system", said=said) from None
