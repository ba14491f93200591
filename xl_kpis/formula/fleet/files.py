"""Files recalculated: here, by several processes, or by other machines."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import count
from operator import length_hint
from typing import TYPE_CHECKING, BinaryIO, TypeAlias, TypeGuard

from xl_kpis.formula.calculate.budget import Cancellation
from xl_kpis.formula.fleet.in_turn import in_turn
from xl_kpis.formula.fleet.one_file import Budgets, Recalculated, Wishes
from xl_kpis.formula.values.region import AUTO, EN_US
from xl_kpis.formula.xlsx.package.file_limits import DEFAULT
from xl_kpis.formula.xlsx.package.package import bytes_and_name
from xl_kpis.formula.xlsx.package.places import Named, is_remote, place
from xl_kpis.formula.xlsx.package.refusal import WorkbookError

if TYPE_CHECKING:
    from openpyxl import Workbook

Given: TypeAlias = "str | os.PathLike[str] | bytes | Named | BinaryIO | Workbook"
"""A workbook: a path or an address, its bytes, an open file, one of openpyxl's."""
Wanted: TypeAlias = "str | os.PathLike[str] | None"
"""Where it goes to; None if its bytes are wanted."""


def recalculate_files(
    files: Iterable[Given | tuple[Given, Wanted]],
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    ordered: bool = True,
    functions: Iterable[str | os.PathLike[str]] = (),
    now: datetime.datetime | None = None,
    seed: int | None = None,
    timeout: float | None = None,
    memory: int | None = None,
    cancel: Cancellation | None = None,
    region: str = EN_US.tag,
) -> Iterator[Recalculated]:
    """Recalculate workbooks, each with where it goes to: paths, addresses such as
    ``s3://bucket/a.xlsx``, bytes. Where no target is given, the new file comes as ``data``.

    Files made from one template are read, evaluated and written together, some at a time, so that
    memory depends on the size of files, not on their number; ``files`` is asked for more when there
    is room. A file that cannot be read or written comes with its ``problem``; the others are done
    all the same. Files appear complete or not at all.

    ``jobs`` processes share the work; without it, it is done in this one. ``scheduler`` is the
    address of a Dask scheduler (``tcp://host:8786``) whose workers do it, or ``local`` for a Dask
    cluster on this machine. Files come in order, or with ``ordered=False`` as they are done
    (``number`` says which they are). ``functions`` are modules that declare functions of one's own,
    by name or as ``.py`` files; they are imported wherever the work is done.

    ``now`` fixes NOW and TODAY, ``seed`` the random functions. ``timeout``, ``memory`` and
    ``cancel`` bound the calculation of each file, as :meth:`Book.recalculate` has them: one stopped
    comes with ``CalculationStopped`` as its problem; with ``jobs`` a process that does not stop is
    killed. ``region`` is as for ``load`` (with ``auto`` each file is asked on its own).

    >>> import openpyxl
    >>> from xl_kpis import load
    >>> workbook = openpyxl.Workbook()
    >>> workbook.active["A1"] = "=6*7"
    >>> for done in recalculate_files([workbook, b"no workbook"]):
    ...     print(done.number, load(done.data)["A1"] if done.data else done.problem.code)
    0 42.0
    1 not a workbook
    """
    if region not in (AUTO, EN_US.tag):
        from xl_kpis.formula.values.regions import region as region_of

        region = region_of(region).tag
    wishes = Wishes(now, seed, Budgets(timeout, memory, cancel), region)
    modules = [os.fspath(module) for module in functions]
    if modules:
        from xl_kpis.formula.functions.support.own_modules import take_in

        take_in(modules)
    items = map(_item, files, count())
    if scheduler is None and jobs is None:
        return in_turn(items, wishes)
    known = length_hint(files, 0)
    return _elsewhere(items, wishes, modules, jobs, scheduler, known, ordered)


def _elsewhere(
    items: Iterator[Recalculated],
    wishes: Wishes,
    modules: Sequence[str],
    jobs: int | None,
    scheduler: str | None,
    known: int,
    ordered: bool,
) -> Iterator[Recalculated]:
    from xl_kpis.formula.fleet.parcels import Parcel, in_parcels, recalculate_parcel
    from xl_kpis.formula.fleet.processes import Processes

    timeout, memory, cancel = wishes.budgets
    sent = wishes._replace(budgets=Budgets(timeout, memory, None))
    work = partial(recalculate_parcel, wishes=sent)
    share = partial(in_parcels, count=known, ordered=ordered, timeout=timeout, cancel=cancel)
    if scheduler is not None:
        from xl_kpis.formula.fleet.cluster import Cluster
        from xl_kpis.formula.functions.support.own_modules import travelling

        yield from share(
            items, Cluster(partial(work, modules=travelling(modules)), scheduler, jobs)
        )
        return
    seconds = None if timeout is None else partial(Parcel.seconds, timeout=timeout)
    many = min(jobs or 1, known) if known else jobs or 1
    yield from share(
        items, Processes(partial(work, modules=modules), many, seconds=seconds, memory=memory)
    )


def _item(file: Given | tuple[Given, Wanted], number: int) -> Recalculated:
    """A file with what is to become of it."""
    given, wanted = file if _is_pair(file) else (file, None)
    item = Recalculated(None, number=number)
    try:
        item.target = None if wanted is None else place(wanted)
        if is_remote(given) or isinstance(given, str | os.PathLike):
            item.source = place(given)
        else:
            item.content = Named(*bytes_and_name(given, DEFAULT))
    except WorkbookError as problem:
        item.problem = problem
    return item


def _is_pair(file: Given | tuple[Given, Wanted]) -> TypeGuard[tuple[Given, Wanted]]:
    return isinstance(file, tuple) and not isinstance(file, Named)
