"""Work shared among processes of this machine: one that dies or takes too long costs what it
worked on, and none outlives the process it works for."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import FrameType
from typing import Any, Generic, TypeVar

from xl_kpis.formula.fleet.shared_work import AHEAD, Late, Lost
from xl_kpis.function_sources import hear, told

Task = TypeVar("Task")

BEGINS = 60.0
"""Seconds after which a process that has not begun what it was given never will."""
ENDS = 30.0
"""Seconds that processes have to end, before they are left to themselves."""
_GIVEN_UP = object()
"""What came of a task whose process was given up."""


class Processes(Generic[Task]):
    """Processes that do ``work(task)``. One that takes more than ``seconds(task)`` is killed;
    ``memory`` are the bytes each may take on top of those it begins with; ``begin`` is called in
    each before anything else."""

    def __init__(
        self,
        work: Callable[[Task], Any],
        jobs: int,
        *,
        seconds: Callable[[Task], float] | None = None,
        memory: int | None = None,
        begin: Callable[[], None] | None = None,
    ) -> None:
        from multiprocessing import get_context

        from pebble import CONSTS, ProcessPool

        import xl_kpis.formula.fleet.together  # noqa: F401  (the processes inherit what is imported)

        CONSTS.sleep_unit = 0.01  # seconds between looks at whether the processes have ended
        context: Any = get_context("fork" if _can_fork() else "spawn")
        given = [begin, memory, os.getpid(), told()]
        self.work, self.seconds = work, seconds
        self.size = jobs
        self.room = jobs * AHEAD
        new = partial(ProcessPool, 1, initializer=_prepare, initargs=given, context=context)
        # A pool for each, which has one task at a time: a pool of several cannot always tell which
        # of their tasks ended with a process, and then loses another or waits for ever.
        self._new = lambda: _Process(new())
        self._all = [self._new() for _ in range(jobs)]
        self._free, self._broken = list(self._all), 0
        self._waiting: deque[tuple[Task, Callable[[Any], None]]] = deque()
        self._lock = threading.RLock()

    def give(self, task: Task, over: Callable[[Any], None]) -> None:
        """Have a task done; ``over`` is called when it is."""
        with self._lock:
            self._waiting.append((task, over))
        self.look()

    def _begin(self) -> None:
        """Let processes that are free do what waits."""
        while self._waiting and self._free:
            process = self._free.pop()
            if not process.pool.active:
                self._broken += 1
                continue
            task, over = self._waiting.popleft()
            seconds = None if self.seconds is None else self.seconds(task)
            process.heard, process.over = time.monotonic(), over
            future = process.pool.schedule(_until_stopped, args=[self.work, task], timeout=seconds)
            process.future = future
            future.add_done_callback(partial(self._ended, process))

    def _ended(self, process: _Process, future: Any) -> None:
        with self._lock:
            over, process.over, process.future = process.over, None, None
            if over is None:  # it was given up
                return
            self._free.append(process)
            self._begin()
        over(future)

    def outcome(self, future: Any) -> Any:
        """What came of a task, or :class:`Lost` or :class:`Late`."""
        from concurrent.futures.process import BrokenProcessPool

        from pebble import ProcessExpired

        try:
            return Lost() if future is _GIVEN_UP else future.result()
        except (ProcessExpired, BrokenProcessPool):
            return Lost()
        except TimeoutError:
            return Late()

    def look(self) -> None:
        """Begin new processes for those that died: here, since they end with the thread that began
        them, and that of a broken pool is about to."""
        with self._lock:
            self._begin()
            while self._broken:
                self._broken -= 1
                self._all.append(self._new())
                self._free.append(self._all[-1])
                self._begin()
            silent = [process for process in self._all if process.is_silent()]
            over = [process.give_up() for process in silent]
            self._all = [process for process in self._all if process not in silent]
            self._broken += len(silent)
        for each in over:
            each(_GIVEN_UP)

    def stop(self) -> None:
        """End the processes, whatever they do."""
        with self._lock:
            self._waiting.clear()
        # All at once: one may hold open what another is waited for to close.
        ending = [process.end() for process in self._all]
        for thread in ending:
            if thread is not None:
                thread.join(ENDS)


class _Process:
    """A process with its pool, and the task it works on."""

    def __init__(self, pool: Any) -> None:
        self.pool = pool
        self.future: Any = None
        self.over: Callable[[Any], None] | None = None
        """Is to be called when the task is done."""
        self.heard = 0.0
        """When it was last known to be at work."""

    def is_silent(self) -> bool:
        """Whether it has not begun its task for so long, or is no more without a word, that
        nothing will come of it."""
        future = self.future
        if self.over is None or future is None or future.done():
            return False
        if future.running() and self.pool.active:
            self.heard = time.monotonic()
        return time.monotonic() - self.heard > BEGINS

    def give_up(self) -> Callable[[Any], None]:
        """Wait for nothing any more; gives what was to be called."""
        over, self.over, self.future = self.over, None, None
        assert over is not None
        self.end()
        return over

    def end(self) -> threading.Thread | None:
        """End it, in a thread that is done when it has ended, if there still are threads."""
        self.pool.stop()
        thread = threading.Thread(target=self.pool.join, daemon=True, name="end of a process")
        try:
            thread.start()
        except RuntimeError:  # the interpreter ends
            self.pool.join()
            return None
        return thread


def _can_fork() -> bool:
    """Forked processes share what is imported already. macOS and Windows cannot do it safely, nor
    can who has read from addresses: the threads that do are not in the other process."""
    is_linux = os.name == "posix" and os.uname().sysname == "Linux"
    return is_linux and "fsspec.asyn" not in sys.modules


class Stopped(SystemExit):
    """A process was told to stop: it unwinds, so that files half written are removed."""


def _until_stopped(work: Callable[[Task], Any], task: Task) -> Any:
    """``work(task)``, after which a process that was told to stop ends."""
    try:
        return work(task)
    except Stopped as stopped:
        os._exit(128 + int(str(stopped.code)))


def _prepare(
    begin: Callable[[], None] | None, memory: int | None, parent: int, said: dict[str, Any]
) -> None:
    """In a new process, which would stop where it stands."""
    if memory is not None:
        _bound(memory)
    _end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits for us tells us to stop
    signal.signal(signal.SIGTERM, _stop)
    hear(said)
    if begin is not None:
        begin()


def _bound(memory: int) -> None:
    """Let this process have so much more memory; beyond it there is none (where that can be
    said)."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        with open("/proc/self/statm", "rb") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (now + memory, hard))


def _end_with(parent: int) -> None:
    """Stop this process once the one it works for is gone, even if that was killed."""
    if os.name == "nt":  # pragma: no cover
        return

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(0.1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=look, daemon=True, name="parent").start()
    with suppress(OSError, AttributeError):  # Linux says so at once
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)


def _stop(number: int, frame: FrameType | None) -> None:
    from xl_kpis.formula.xlsx.write.saving import UNFINISHED

    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once: what is tidied up now is not cut short
    for name in list(UNFINISHED):  # also those whose block was not entered yet
        with suppress(OSError):
            os.unlink(name)
    while frame is not None:
        if frame.f_code is _until_stopped.__code__:
            raise Stopped(number)
        frame = frame.f_back
    os._exit(128 + number)  # between two tasks, or at its end anyhow: there is nothing to unwind
