"""Where packs of files come from: a file that is named, the environment, installed distributions.

The environment variable ``XL_KPIS_PACKS`` names files and folders (several are separated as in
``PATH``). A distribution offers a pack by an entry point of the group ``xl_kpis.packs``: the text
of a pack, the path of its file, or a function that gives either.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from xl_kpis.kpi.pack_files import PackError, pack_from
from xl_kpis.kpi.packs import Pack, in_use, is_known, use

VARIABLE = "XL_KPIS_PACKS"
GROUP = "xl_kpis.packs"


def load(file: str | os.PathLike[str]) -> Pack:
    """Read a file and take its pack in; ``PackError`` names what is wrong with it."""
    return take(Path(file).read_text("utf-8-sig"), os.fspath(file))


def take(source: str, file: str = "", content: dict[str, Any] | None = None) -> Pack:
    """Take in the pack of a file's text, as :func:`~xl_kpis.kpi.pack_files.pack_from` reads it."""
    return use(pack_from(source, file, content))


def told() -> tuple[str, ...]:
    """The files of the packs in use, for another process to :func:`hear`."""
    return tuple(pack.source for pack in in_use())


def hear(sources: Iterable[str]) -> None:
    """Take in the packs that another process has in use."""
    for source in sources:
        use(pack_from(source, carried=True))


def find(id: str) -> bool:
    """Whether there is such a pack; that of the environment is taken in."""
    if is_known(id):
        return True
    for pack in offered():
        if pack.id == id:
            use(pack)
            return True
    return False


def offered() -> tuple[Pack, ...]:
    """The packs that the environment and installed distributions offer, read once. What is no
    pack is passed over: ``xl-kpis pack check`` says what is wrong with it."""
    return _read(os.environ.get(VARIABLE, ""))


@lru_cache(maxsize=8)
def _read(places: str) -> tuple[Pack, ...]:
    found: dict[str, Pack] = {}
    for text in _elsewhere(places):
        try:
            pack = pack_from(text)
        except PackError:
            continue
        found.setdefault(pack.id, pack)
    return tuple(found.values())


def _elsewhere(places: str) -> Iterator[str]:
    """The texts of all packs that the environment and installed distributions offer."""
    for name in filter(None, places.split(os.pathsep)):
        place = Path(name)
        for path in sorted(place.glob("*.toml")) if place.is_dir() else [place]:
            try:
                yield path.read_text("utf-8-sig")
            except (OSError, UnicodeDecodeError):
                continue
    from importlib.metadata import entry_points

    for entry in entry_points(group=GROUP):
        found: Any = entry.load()
        found = found() if callable(found) else found
        if isinstance(found, Path):
            found = found.read_text("utf-8-sig")
        if isinstance(found, str):
            yield found
