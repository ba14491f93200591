"""Deep formulas without a deep Python stack: where room gets short, work goes on in a fresh thread.

Python counts how deep calls go for each thread, and says ``RecursionError`` at a limit that belongs
to the whole process. We never move that limit. A nest of brackets, a LAMBDA that calls itself, a
name of names: each is gone down into as far as there is room; what lies below is evaluated by a
thread made for it, with a stack of its own, while this one waits. The result, or the exception,
comes back as if it had been called here, with the same context variables. So the same formulas
work on every Python, whatever limit the host has set and however deep it already was, and also in
threads with a small stack.

Where no thread can be started (Python in a browser) work goes on in place, and a formula too deep
for what is left is #NUM!.
"""

from __future__ import annotations

import _thread
import contextvars
import sys
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import numpy as np

P = ParamSpec("P")
R = TypeVar("R")

DEEPEST = 350
"""Python calls open in a thread from which on there is too little room for another nest: on each
of them the stack of a thread of 256 KiB still holds the rest."""
NEST = 100
"""Python calls that a nest of closures may take before it is asked again whether there is room."""
CALLS = 240
"""As many that LAMBDAs calling each other may take before that."""
SPARE = 240
"""What is left for functions themselves, numpy, and modules being imported."""
_BELOW = NEST + CALLS + SPARE
_AMPLE = DEEPEST + _BELOW


def is_short() -> bool:
    """Whether this thread has too little room for another nest of calls."""
    limit = sys.getrecursionlimit()
    open_ = DEEPEST if limit >= _AMPLE else max(limit - _BELOW, limit // 3)
    try:
        sys._getframe(open_)
    except ValueError:
        return False
    return True


def with_room(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """``function(*args)``, in a thread of its own if room is short here."""
    if is_short():
        return on_fresh_stack(function, *args, **kwargs)
    return function(*args, **kwargs)


THREADS = 512
"""How many of them may wait for each other."""
_level: contextvars.ContextVar[int] = contextvars.ContextVar("_level", default=0)
_for: contextvars.ContextVar[int] = contextvars.ContextVar("_for", default=0)


def working_for() -> int:
    """The thread whose work this is: itself, or the one that waits for it in the end."""
    return _for.get() or _thread.get_ident()


class Exclusive:
    """A lock that a thread, and those that work for it, may take again while they have it."""

    def __init__(self) -> None:
        self._lock = _thread.allocate_lock()
        self._owner = 0
        self._times = 0

    def __enter__(self) -> None:
        me = working_for()
        if self._owner != me:
            self._lock.acquire()
            self._owner = me
        self._times += 1

    def __exit__(self, *_: object) -> None:
        self._times -= 1
        if not self._times:
            self._owner = 0
            self._lock.release()


class Ended(BaseException):
    """Ends a thread whose work nobody waits for any more, or may not go on."""


class _Work:
    """A call handed to a thread, and what came of it."""

    def __init__(self) -> None:
        self.thread = 0
        self.result: Any = None
        self.problem: BaseException | None = None
        self.over = False
        self.done = _thread.allocate_lock()
        self.done.acquire()

    def run(self, call: Callable[[], Any]) -> None:
        try:
            try:
                self.result = call()
            except BaseException as problem:
                self.problem = problem
            finally:
                self.over = True
                self.done.release()
        except Ended:  # it came when the work was over already
            pass


_waiting: dict[int, _Work] = {}
"""The work that a thread waits for, by the thread's number."""


def on_fresh_stack(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """``function(*args)`` in a thread of its own, waited for.

    An exception raised while waiting (Ctrl-C, a signal's) ends that thread, too, before it goes on.

    >>> on_fresh_stack(max, 1, 2)
    2
    """
    level = _level.get() + 1
    if level > THREADS:
        raise RecursionError
    context = contextvars.copy_context()
    context.run(_level.set, level)
    context.run(_for.set, working_for())
    errors = np.geterr()

    def call() -> R:
        with np.errstate(**errors):
            return function(*args, **kwargs)

    work = _Work()
    me = _thread.get_ident()
    try:
        work.thread = _thread.start_new_thread(work.run, (lambda: context.run(call),))
    except RuntimeError:  # no threads here
        return function(*args, **kwargs)
    _waiting[me] = work
    try:
        work.done.acquire()
    except BaseException:
        _stop(work)
        raise
    finally:
        del _waiting[me]
    problem, work.problem = work.problem, None
    if problem is not None:
        try:
            raise problem
        finally:
            del problem  # it would refer to itself by way of this call
    result: R = work.result
    return result


def _stop(work: _Work) -> None:
    """End the thread at work, and those it waits for itself, and wait until they have ended."""
    while not work.over and work.thread in sys._current_frames():
        end_thread(work.thread)
        work.done.acquire(timeout=0.05)


def end_thread(thread: int) -> None:
    """Raise :class:`Ended` in a thread, or in the one that works for it in the end, as soon as it
    is in Python again."""
    while (inner := _waiting.get(thread)) is not None and not inner.over:
        thread = inner.thread
    _raise_in(thread, Ended)


def let_go(thread: int) -> None:
    """Forget that a thread was told to end, if it was not yet.

    Python goes on looking for what was taken back at each call, and under a tracer (a debugger,
    coverage) it never gets further, until an exception raised so has arrived: one does, here.
    """
    _raise_in(thread, None)
    try:
        _raise_in(_thread.get_ident(), _Nothing)
        for _ in range(100):
            pass
    except _Nothing:
        pass


class _Nothing(BaseException):
    """Arrives where it was sent from, and is all there was."""


def _raise_in(thread: int, problem: type[BaseException] | None) -> None:
    try:
        import ctypes
    except ImportError:
        return
    what = ctypes.c_void_p() if problem is None else ctypes.py_object(problem)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
