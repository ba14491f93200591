"""A calculation that may take so much time and memory, and can be told to stop.

Formulas turn in many loops: LAMBDAs, searches, schedules, iteration. None of them counts for
itself. A second thread looks at the clock, at the memory of the process and at a token, and ends
the calculating thread, and those that work for it, wherever they are in Python. What runs in C ends
when it comes back; ``xl-kpis recalc --timeout`` therefore gives files to processes it can kill.
"""

from __future__ import annotations

import sys
import time
from _thread import allocate_lock, get_ident
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, TypeVar

from xl_kpis.errors import XlKpisError
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.compile.stack_room import Ended, end_thread, let_go
from xl_kpis.formula.functions.support.patience import until
from xl_kpis.formula.reference import cell_name
from xl_kpis.formula.sheets.model import Model
from xl_kpis.languages import DEFAULT, Texts

R = TypeVar("R")
MIB = 1024 * 1024
LOOKS = 0.02
"""Seconds between looks at the budget."""
AGAIN = 0.2
"""Seconds after which a thread that was told to end is told again."""
_text = Texts("formula")


class Cancellation:
    """A token: who has it can stop the calculations it was given to, from any thread.

    >>> token = Cancellation()
    >>> token.cancel()
    >>> token.is_cancelled
    True
    """

    def __init__(self) -> None:
        self.is_cancelled = False

    def cancel(self) -> None:
        """Stop what is under way; what begins later with this token stops at once."""
        self.is_cancelled = True


class CalculationStopped(XlKpisError):
    """A calculation that was stopped: no time or memory left (``reason`` is ``"time"`` or
    ``"memory"``), or ``"cancelled"``. Where time ran out it is also a ``TimeoutError``. The
    workbook is as if it had not been calculated: the next question calculates it anew.

    ``cell`` is where it was, such as ``Inputs!C5``, and ``formula`` what stands there; both may be
    empty. ``str`` gives a sentence in English, :meth:`sentence` in any language.

    >>> from xl_kpis import Book
    >>> book = Book.of({"A1": "=REDUCE(0,SEQUENCE(999,999),LAMBDA(a,x,a+MOD(x,7)))"})
    >>> try:
    ...     book.recalculate(timeout=0.05)
    ... except TimeoutError as stopped:
    ...     print(stopped.reason)
    time
    """

    def __init__(self, reason: str, limit: float = 0, cell: str = "", formula: str = "") -> None:
        self.reason, self.limit, self.cell, self.formula = reason, limit, cell, formula
        super().__init__(self.sentence())

    def sentence(self, language: str = DEFAULT) -> str:
        """The sentence in a language."""
        at = ""
        if self.cell:
            at = _text("stopped.at", language, cell=self.cell, formula=_short(self.formula))
        return _text(f"stopped.{self.reason}", language, limit=f"{self.limit:g}", at=at)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.reason, self.limit, self.cell, self.formula)


class OutOfTime(CalculationStopped, TimeoutError):
    """One for which there was no time left."""


def _short(formula: str) -> str:
    text = "".join(c if c.isprintable() else " " for c in formula)
    return text if len(text) <= 80 else text[:79] + "…"


class Budget:
    """What a calculation may take: seconds, so many bytes more than the process has."""

    def __init__(
        self,
        timeout: float | None = None,
        memory: int | None = None,
        cancel: Cancellation | None = None,
    ) -> None:
        self.timeout, self.memory, self.cancel = timeout, memory, cancel
        self._reason = ""
        self._over = False
        self._lock = allocate_lock()

    def within(self, model: Model, function: Callable[[], R]) -> R:
        """``function()``; :class:`CalculationStopped` if the budget does not suffice."""
        if self.timeout is None and self.memory is None and self.cancel is None:
            return function()
        if self.cancel is not None and self.cancel.is_cancelled:
            raise CalculationStopped("cancelled")
        try:
            try:
                self._begin()
                return function()
            finally:
                self._end()
        except Ended as stopped:
            self._end_for_sure()
            if not self._reason:
                raise
            cell, formula = _place(model, stopped.__traceback__)
        limit = {"time": self.timeout, "memory": (self.memory or 0) // MIB}.get(self._reason, 0)
        kind = OutOfTime if self._reason == "time" else CalculationStopped
        raise kind(self._reason, limit or 0, cell, formula)

    def _begin(self) -> None:
        self._thread = get_ident()
        self._until = None if self.timeout is None else time.monotonic() + self.timeout
        until.set(self._until)
        self._most = None if self.memory is None else memory_in_use() + self.memory
        with suppress(RuntimeError):  # Python in a browser has one thread only
            from threading import Thread

            Thread(target=self._look, daemon=True, name="xl_kpis budget").start()

    def _look(self) -> None:
        while not self._over:
            reason = self._used_up()
            if reason:
                with self._lock:
                    if self._over:
                        return
                    self._reason = reason
                    end_thread(self._thread)
            time.sleep(AGAIN if reason else LOOKS)

    def _used_up(self) -> str:
        if self.cancel is not None and self.cancel.is_cancelled:
            return "cancelled"
        if self._until is not None and time.monotonic() > self._until:
            return "time"
        if self._most is not None and memory_in_use() > self._most:
            return "memory"
        return ""

    def _end(self) -> None:
        """From now on the thread is not told to end, and has not been."""
        self._over = True
        until.set(None)
        with self._lock:
            let_go(self._thread)

    def _end_for_sure(self) -> None:
        while True:
            try:
                return self._end()
            except Ended:  # it came once more
                continue


def _place(model: Model, trace: TracebackType | None) -> tuple[str, str]:
    """The cell whose formula was evaluated, and that formula; empty if it was none."""
    found: tuple[Group, int, int] | None = None
    while trace is not None:
        own = trace.tb_frame.f_locals
        group, frame = own.get("group"), own.get("frame")
        if isinstance(group, Group):
            found = group, group.run.top, group.run.left
            if isinstance(frame, Frame) and frame.sheet == group.sheet:
                found = group, frame.row, frame.col
        trace = trace.tb_next
    if found is None:
        return "", ""
    group, row, col = found
    return f"{model.sheets[group.sheet].name}!{cell_name(row, col)}", "=" + group.run.text


def memory_in_use() -> int:
    """Bytes of memory this process has; where that cannot be asked, the most it has had, or 0.

    >>> memory_in_use() >= 0
    True
    """
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * _page()
    except OSError:
        pass
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _page() -> int:
    import resource

    return resource.getpagesize()
