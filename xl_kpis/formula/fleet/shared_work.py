"""Work given out to others: as much at a time as they can do, taken in as it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from typing import Any, Protocol, TypeVar

Task = TypeVar("Task")
Taken = TypeVar("Taken", contravariant=True)

AHEAD = 2
"""Tasks given out per worker: one to work on, one to find when it is done."""
LOOKS = 0.1
"""Seconds between looks at whether all is well, while nothing ends."""


class Lost(Exception):
    """Who worked on a task died."""


class Late(Exception):
    """A task took too long, and who worked on it was killed."""


class Workers(Protocol[Taken]):
    """Who does the work: processes, or other machines."""

    size: int
    """How many tasks they do at the same time."""

    @property
    def room(self) -> int:
        """How many tasks they are given at the same time."""

    def give(self, task: Taken, over: Callable[[Any], None], /) -> None:
        """Have a task done; ``over(something)`` when it is, from any thread."""

    def outcome(self, something: Any, /) -> Any:
        """What came of it: :class:`Lost` or :class:`Late` if nothing did."""

    def look(self) -> None:
        """Raises an exception if nothing can come any more."""

    def stop(self) -> None:
        """Give up what is not done."""


def shared(
    workers: Workers[Task], tasks: Iterator[Task], look: Callable[[], None] = lambda: None
) -> Iterator[tuple[Task, Any]]:
    """Each task with what came of it, in the order they end. ``tasks`` may have none now and some
    later, once others have ended; ``look`` is called all the time, to raise what ends it all."""
    over: SimpleQueue[tuple[Task, Any]] = SimpleQueue()
    busy = 0
    try:
        while True:
            # Never all at once: neither tasks nor results of thousands of files lie in wait.
            while busy < workers.room and (given := next(tasks, None)) is not None:
                workers.give(given, _into(over, given))
                busy += 1
            if not busy:
                return
            look()
            workers.look()
            try:
                task, something = over.get(timeout=LOOKS)
            except Empty:
                continue
            busy -= 1
            yield task, workers.outcome(something)
    finally:
        workers.stop()


def _into(over: SimpleQueue[tuple[Task, Any]], task: Task) -> Callable[[Any], None]:
    return lambda something: over.put((task, something))
