"""Work shared among the workers of a Dask cluster: of other machines, or a local one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from xl_kpis.errors import XlKpisError
from xl_kpis.formula.fleet.one_file import Recalculated
from xl_kpis.formula.fleet.parcels import Parcel
from xl_kpis.formula.fleet.shared_work import AHEAD, Lost
from xl_kpis.formula.xlsx.package.package import file_bytes
from xl_kpis.formula.xlsx.package.places import Named
from xl_kpis.function_sources import hear, told
from xl_kpis.languages import DEFAULT, Texts

LOCAL = "local"
"""Stands for a cluster on this machine, which is there as long as the work takes."""
PATIENCE = 30.0
"""Seconds in which a scheduler must answer, and have a worker."""
COUNTS = 5.0
"""Seconds after which it is asked how many workers there are."""
_text = Texts("formula")


class ClusterLost(XlKpisError):
    """A scheduler that is not there (``"nowhere"``), has nobody to do the work (``"no workers"``),
    is gone (``"lost"``), or cannot be spoken to (``"missing"``: a package is not installed).

    >>> print(ClusterLost("nowhere", "tcp://host:8786"))
    There is no Dask scheduler at tcp://host:8786; check the address, or start one.
    """

    def __init__(self, reason: str, address: str = "") -> None:
        self.reason, self.address = reason, address
        super().__init__(self.sentence())

    def sentence(self, language: str = DEFAULT) -> str:
        """The sentence in a language."""
        return _text(f"cluster.{self.reason}", language, address=self.address)

    def __reduce__(self) -> tuple[Any, ...]:
        return ClusterLost, (self.reason, self.address)


class Cluster:
    """The workers of a scheduler. Files of this machine travel to them as bytes, and back; they
    read and write at addresses themselves."""

    def __init__(
        self, work: Callable[[Parcel], list[Recalculated]], address: str, jobs: int | None
    ) -> None:
        try:
            import distributed
        except ModuleNotFoundError:
            raise ClusterLost("missing") from None

        self.work, self.address = work, address
        self.local: Any = None
        if address == LOCAL:
            self.local = distributed.LocalCluster(
                n_workers=jobs or os.cpu_count() or 1,
                threads_per_worker=1,
                dashboard_address=":0",
                silence_logs=50,  # what happens to workers is said of the files
            )
        try:
            self.client = distributed.Client(
                self.local or address, timeout=PATIENCE, set_as_default=False
            )
        except (OSError, ValueError, TimeoutError):
            raise ClusterLost("nowhere", address) from None
        try:
            self.client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            self.stop()
            raise ClusterLost("no workers", address) from None
        self._count()

    def _count(self) -> None:
        """How many workers there are now: they come and go."""
        self.size = max(1, sum(self.client.nthreads().values()))
        self.room = AHEAD * self.size
        self.counted = time.monotonic()

    def give(self, task: Parcel, over: Callable[[Any], None]) -> None:
        """Send a parcel."""
        sent = Parcel(tuple(map(_sent, task.items)), task.again)
        future = self.client.submit(_worked, self.work, told(), sent, pure=False)
        future.add_done_callback(partial(_call, over, task))

    def outcome(self, something: Any) -> Any:
        """The files that came back, those of this machine where they belong."""
        from distributed import CancelledError, KilledWorker

        task, future = something
        if future.status == "cancelled":
            raise ClusterLost("lost", self.address)
        try:  # what a worker had done and died with ("lost") is done again, and waited for
            came = future.result()
        except KilledWorker:
            return Lost()
        except CancelledError:
            raise ClusterLost("lost", self.address) from None
        except Exception:
            self.look()
            raise
        return list(map(_back, task.items, came))

    def look(self) -> None:
        """Raises :class:`ClusterLost` if the scheduler is gone."""
        if self.client.status != "running":
            raise ClusterLost("lost", self.address)
        if time.monotonic() - self.counted > COUNTS:
            self._count()

    def stop(self) -> None:
        """Let go of the workers; a local cluster ends."""
        self.client.close(timeout=1)
        if self.local is not None:
            self.local.close(timeout=5)


_heard: dict[str, Any] = {}
"""What a worker was told last: it lives longer than one task, and serves several who ask."""


def _worked(
    work: Callable[[Parcel], list[Recalculated]], said: dict[str, Any], parcel: Parcel
) -> list[Recalculated]:
    """A parcel, on a worker that knows what who sent it knows."""
    if said != _heard:
        hear(said)
        _heard.clear()
        _heard.update(said)
    return work(parcel)


def _call(over: Callable[[Any], None], task: Parcel, future: Any) -> None:
    over((task, future))


def _sent(item: Recalculated) -> Recalculated:
    """A file as it travels."""
    content = item.content
    if content is None and item.source is not None and not item.is_far and item.problem is None:
        try:
            content = Named(file_bytes(item.source), item.source.name)
        except Exception as problem:
            item.fail(problem)
            return replace(item, source=None, target=None)
    far = item.target if item.is_kept else None
    return replace(item, content=content, target=far)


def _back(item: Recalculated, came: Recalculated) -> Recalculated:
    """A file that came back, written where it belongs."""
    came.source, came.target = item.source, item.target
    if item.is_kept or came.data is None:
        return came
    try:
        with came.opened() as out:
            out.write(came.data)
        came.data = None
    except Exception as problem:
        came.fail(problem)
    return came
