"""Files given out in parcels: neighbours, which are likely to be of one template, together."""

from __future__ import annotations

import os
import pickle
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from xl_kpis.errors import XlKpisError
from xl_kpis.formula.calculate.budget import CalculationStopped, Cancellation
from xl_kpis.formula.fleet.in_turn import in_turn
from xl_kpis.formula.fleet.one_file import Recalculated, Wish
from xl_kpis.formula.fleet.shared_work import Late, Lost, Workers, shared
from xl_kpis.languages import DEFAULT, Texts

if TYPE_CHECKING:
    from xl_kpis.formula.functions.support.own_modules import Travelling

LARGE = 2_000_000
"""Bytes from which on a file is a parcel of its own."""
MOST = 64
"""Files in a parcel at most …"""
MOST_BYTES = 16_000_000
"""… and bytes, beyond the first of them."""
OUT_OF_ORDER = 2_000
"""Files that may be done while one before them is not, where order is asked for."""
GRACE = 2.0
"""Seconds that a file may take beyond its calculation …"""
BYTES_A_SECOND = 1_000_000
"""… and one more for so many of its bytes."""
_text = Texts("formula")


class NotDone(XlKpisError):
    """A file that brought nobody back: ``reason`` is ``"lost"`` (who worked on it died, twice) or
    ``"late"`` (it was stopped after ``limit`` seconds, in the middle of what cannot be stopped
    otherwise). ``str`` gives a sentence in English, :meth:`sentence` in any language.

    >>> print(NotDone("late", 60))
    it took longer than 60 seconds and was stopped; allow it more time (--timeout)
    """

    def __init__(self, reason: str, limit: float = 0) -> None:
        self.reason, self.limit = reason, limit
        super().__init__(self.sentence())

    def sentence(self, language: str = DEFAULT) -> str:
        """The sentence in a language."""
        return _text(f"not done.{self.reason}", language, limit=f"{self.limit:g}")

    def __reduce__(self) -> tuple[Any, ...]:
        return NotDone, (self.reason, self.limit)


class Parcel(NamedTuple):
    """Files that travel together."""

    items: tuple[Recalculated, ...]
    again: bool = False
    """Whether it was given out before, and lost."""

    def seconds(self, timeout: float) -> float:
        """Seconds after which who works on it is killed: after each file has had its time to
        calculate, and some to be read and written."""
        size = sum(map(_size, self.items))
        return timeout * len(self.items) + GRACE + size / BYTES_A_SECOND


_one_at_a_time = Lock()


def recalculate_parcel(
    parcel: Parcel, wishes: Wish, modules: Sequence[str | Travelling]
) -> list[Recalculated]:
    """The files of a parcel, as they are sent back."""
    with _one_at_a_time:  # who has several threads gains nothing by them
        if modules:
            from xl_kpis.formula.functions.support.own_modules import take_in

            take_in(modules)
        done = list(in_turn(parcel.items, wishes))
    for item in done:
        if item.problem is not None:
            item.problem = _sendable(item.problem)
    return done


def _sendable(problem: Exception) -> Exception:
    """An exception that can be sent, with a note where it came up unless its sentence says it."""
    if not isinstance(problem, XlKpisError):
        problem.add_note("".join(traceback.format_exception(problem)))
    try:
        pickle.loads(pickle.dumps(problem))
    except Exception:
        return RuntimeError(f"{type(problem).__name__}: {problem}")
    return problem


class _Parcels(Iterator[Parcel]):
    """The parcels to be given out, made when they are asked for."""

    def __init__(self, items: Iterator[Recalculated], most: int, behind: Callable[[int], bool]):
        self.items, self.most, self.behind = items, most, behind
        self.lost: deque[Parcel] = deque()
        self.next: Recalculated | None = None

    def __next__(self) -> Parcel:
        if self.lost:
            return self.lost.popleft()
        found: list[Recalculated] = []
        size = 0
        while len(found) < self.most:
            item = self.next or next(self.items, None)
            self.next = None
            if item is None:
                break
            more = _size(item)
            if self.behind(item.number) or (found and (more > LARGE or size + more > MOST_BYTES)):
                self.next = item
                break
            found.append(item)
            size += more
            if more > LARGE:
                break
        if not found:
            raise StopIteration
        return Parcel(tuple(found))

    def again(self, parcel: Parcel) -> None:
        """Give out the files of a lost parcel once more, each on its own."""
        self.lost += (Parcel((item,), again=True) for item in parcel.items)


def in_parcels(
    items: Iterator[Recalculated],
    workers: Workers[Parcel],
    *,
    count: int,
    ordered: bool,
    timeout: float | None = None,
    cancel: Cancellation | None = None,
) -> Iterator[Recalculated]:
    """Have files recalculated by others, ``count`` of them if that is known (else 0). Of several
    whose worker died only those that are the reason are given up."""
    most = min(MOST, -(-count // (2 * workers.size))) if count else MOST
    order = _Order() if ordered else None
    out: dict[int, Recalculated] = {}

    def behind(number: int) -> bool:
        return order is not None and number - order.next >= OUT_OF_ORDER

    def look() -> None:
        if cancel is not None and cancel.is_cancelled:
            raise _Cancelled

    def noted() -> Iterator[Recalculated]:
        for item in items:
            out[item.number] = item
            yield item

    todo = _Parcels(noted(), most, behind)
    done = _done(todo, shared(workers, todo, look), timeout)
    try:
        for item in done:
            del out[item.number]
            yield from [item] if order is None else order.take(item)
    except _Cancelled:
        for item in (*(out[number] for number in sorted(out)), *items):
            item.problem = CalculationStopped("cancelled")
            yield from [item] if order is None else order.take(item)


class _Cancelled(Exception):
    """The token says that nobody waits any more."""


def _done(
    todo: _Parcels, ended: Iterator[tuple[Parcel, Any]], timeout: float | None
) -> Iterator[Recalculated]:
    for parcel, came in ended:
        if not isinstance(came, Lost | Late):
            yield from came
        elif len(parcel.items) > 1 or (isinstance(came, Lost) and not parcel.again):
            todo.again(parcel)
        else:
            late = isinstance(came, Late)
            why = NotDone("late", timeout or 0) if late else NotDone("lost")
            yield replace(parcel.items[0], problem=why, content=None)


class _Order:
    """Files that are done, kept until those before them are."""

    def __init__(self) -> None:
        self.next = 0
        self.waiting: dict[int, Recalculated] = {}

    def take(self, item: Recalculated) -> Iterator[Recalculated]:
        self.waiting[item.number] = item
        while self.next in self.waiting:
            yield self.waiting.pop(self.next)
            self.next += 1


def _size(item: Recalculated) -> int:
    """Bytes of a file; 0 if they are not simply to be had."""
    if item.content is not None:
        return len(item.content.data)
    if item.source is None or item.is_far:
        return 0
    try:
        return os.stat(item.source).st_size
    except OSError:
        return 0
