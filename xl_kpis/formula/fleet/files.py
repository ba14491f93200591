"""Files recalculated, those of one template together."""

from __future__ import annotations

import datetime
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xl_kpis.formula import thresholds
from xl_kpis.formula.calculate.budget import Cancellation
from xl_kpis.formula.fleet.one_file import Budgets, Recalculated, Wishes
from xl_kpis.formula.values.region import AUTO, EN_US
from xl_kpis.formula.xlsx.package.archive import Archive
from xl_kpis.formula.xlsx.package.file_limits import DEFAULT
from xl_kpis.formula.xlsx.package.refusal import WorkbookError

if TYPE_CHECKING:
    from xl_kpis.formula.fleet.together import Opened


def recalculate_files(
    files: Iterable[tuple[str | Path, str | Path]],
    *,
    now: datetime.datetime | None = None,
    seed: int | None = None,
    timeout: float | None = None,
    memory: int | None = None,
    cancel: Cancellation | None = None,
    region: str = EN_US.tag,
    functions: Sequence[str | Path] = (),
) -> Iterator[Recalculated]:
    """Recalculate workbook files (each with where it goes to), in order.

    Files made from one template are read, evaluated and written together, some at a time, so that
    memory depends on the size of files, not on their number. A file that cannot be read or written
    comes with its ``problem``; the others are done all the same. Files appear complete or not at
    all; ``now`` fixes NOW and TODAY, ``seed`` the random functions. ``timeout``, ``memory`` and
    ``cancel`` bound the calculation of each file, as :meth:`Book.recalculate` has them: one stopped
    comes with ``CalculationStopped`` as its problem. ``region`` is as for ``load`` (with ``auto``
    each file is asked on its own). ``functions`` are modules with functions of your own, by name or
    file, for when none of them is imported.
    """
    if functions:
        from xl_kpis.formula.functions.support.own_modules import take_in

        take_in(functions)
    if region not in (AUTO, EN_US.tag):
        from xl_kpis.formula.values.regions import region as region_of

        region = region_of(region).tag
    wishes = Wishes(now, seed, Budgets(timeout, memory, cancel), region)
    some: list[Opened] = []
    size = 0
    for source, target in files:
        item = Recalculated(Path(source), Path(target))
        archive = _opened(item.source)
        more = 0 if archive is None else sum(m.size for m in archive.members.values())
        if more > thresholds.BYTES_AT_ONCE // 2:  # large enough to keep arrays busy on its own
            archive, more = None, 0
        full = len(some) >= thresholds.FILES_AT_ONCE or size + more > thresholds.BYTES_AT_ONCE
        if some and full:
            yield from _done(wishes, some)
            some, size = [], 0
        some.append((item, archive))
        size += more
    yield from _done(wishes, some)


def _done(wishes: Wishes, some: list[Opened]) -> Iterator[Recalculated]:
    if len(some) > 1:
        from xl_kpis.formula.fleet.together import Together  # not for one file

        yield from Together(wishes).done(some)
        return
    for item, _ in some:
        wishes.alone(item)
        yield item


def _opened(path: Path) -> Archive | None:
    """A file's archive; None if that is not simply to be had."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > thresholds.BYTES_AT_ONCE:
            return None
        return Archive(path.read_bytes(), path.name, DEFAULT)
    except (OSError, WorkbookError):
        return None
