"""Files taken one after the other, those of one template together, in this process."""

from __future__ import annotations

import stat
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from xl_kpis.formula import thresholds
from xl_kpis.formula.fleet.one_file import Recalculated, Wish
from xl_kpis.formula.xlsx.package.archive import Archive
from xl_kpis.formula.xlsx.package.file_limits import DEFAULT
from xl_kpis.formula.xlsx.package.refusal import WorkbookError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from xl_kpis.formula.fleet.together import Opened

CONNECTIONS = 16
"""Files read from or written to addresses at the same time."""


def in_turn(items: Iterable[Recalculated], wishes: Wish) -> Iterator[Recalculated]:
    """Do what is wished with files in order, as many together as memory allows."""
    some: list[Opened] = []
    size = 0
    for item in _fetched(items):
        archive = _opened(item)
        more = 0 if archive is None else sum(m.size for m in archive.members.values())
        if more > thresholds.BYTES_AT_ONCE // 2:  # large enough to keep arrays busy on its own
            archive, more = None, 0
        full = len(some) >= thresholds.FILES_AT_ONCE or size + more > thresholds.BYTES_AT_ONCE
        if some and full:
            yield from _put_there(_done(wishes, some))
            some, size = [], 0
        some.append((item, archive))
        size += more
    yield from _put_there(_done(wishes, some))


def _done(wishes: Wish, some: list[Opened]) -> Iterator[Recalculated]:
    if len(some) > 1:
        from xl_kpis.formula.fleet.together import Together  # not for one file

        yield from Together(wishes).done(some)
        return
    for item, _ in some:
        wishes.alone(item)
        yield item


def _opened(item: Recalculated) -> Archive | None:
    """A file's archive; None if that is not simply to be had."""
    if item.problem is not None:
        return None
    try:
        if item.content is not None:
            data, name = item.content
        else:
            assert item.source is not None
            about = item.source.stat()
            if not stat.S_ISREG(about.st_mode) or about.st_size > thresholds.BYTES_AT_ONCE:
                return None
            data, name = item.source.read_bytes(), Path(item.source).name
        return Archive(data, name, DEFAULT)
    except (OSError, WorkbookError):
        return None


def _fetched(items: Iterable[Recalculated]) -> Iterator[Recalculated]:
    """Files in order, those at addresses read ahead: waiting for one takes no longer than for
    many."""
    ahead: deque[tuple[Recalculated, Future[None] | None]] = deque()
    threads: ThreadPoolExecutor | None = None
    with ExitStack() as until_done:
        for item in items:
            if item.is_far:
                if threads is None:
                    threads = until_done.enter_context(_connections())
                ahead.append((item, threads.submit(item.fetch)))
            elif ahead:
                ahead.append((item, None))
            else:
                yield item
            while len(ahead) >= CONNECTIONS or _held(ahead) > thresholds.BYTES_AT_ONCE:
                yield _first(ahead)
        while ahead:
            yield _first(ahead)


def _connections() -> ThreadPoolExecutor:
    """Threads that wait for addresses; most files have none."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(CONNECTIONS)


def _held(ahead: Iterable[tuple[Recalculated, Future[None] | None]]) -> int:
    return sum(len(item.content.data) for item, _ in ahead if item.content is not None)


def _first(ahead: deque[tuple[Recalculated, Future[None] | None]]) -> Recalculated:
    item, reading = ahead.popleft()
    if reading is not None:
        reading.result()
    return item


def _put_there(done: Iterable[Recalculated]) -> Iterator[Recalculated]:
    """Files that are done, those that go to addresses once they are there."""
    items = list(done)
    far = [item for item in items if item.target is not None and item.data is not None]
    if far:
        with _connections() as threads:
            list(threads.map(Recalculated.put_there, far))
    for item in items:
        item.content = None
        yield item
