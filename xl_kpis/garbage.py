"""Python's search for objects that hold each other, put off where many are made that do not."""

from __future__ import annotations

import gc
from _thread import allocate_lock
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 100_000
"""From how many new objects on they are taken for old ones at once, rather than looked through
twice before."""
SELDOM = MANY, 10, 2
"""How often to search, where many objects are made that hold each other now and then."""

FROZEN = 1000
"""Python 3.12 freezes fewer objects than these as it begins; who froze more had a reason to, and
that is left alone."""

SOME, TIMES = 10_000, 10
"""After how many blocks that made so many new objects each all objects are searched: Python itself
would have done so long before, and only that finds what has become old and is held by itself."""

_lock = allocate_lock()
_made = [0, 0, 0]
"""How often and how many, since all were searched; how many there were then."""
_inside = 0
"""How many blocks, in all threads, are open in which no search is wanted."""
_were_on = False


@contextmanager
def not_searched() -> Iterator[None]:
    """No search meanwhile; once no thread is in such a block any more, all is as it was."""
    global _inside, _were_on
    with _lock:
        if not _inside:
            _were_on = gc.isenabled()
            gc.disable()
        _inside += 1
    try:
        yield
    finally:
        all_of_them = False
        with _lock:
            _inside -= 1
            if not _inside and _were_on:
                try:
                    new = gc.get_count()[0]
                    all_of_them = new >= SOME and _is_time_for_all(new)
                    if new >= MANY:
                        take_for_old()
                finally:  # the end of a budget may arrive at any call
                    gc.enable()
        if all_of_them:  # without the lock: what is let go may end by asking for it
            gc.collect()
            _made[2] = len(gc.get_objects())


def _is_time_for_all(new: int) -> bool:
    """Whether all objects are to be searched: after several times, and as many new objects as a
    quarter of all."""
    _made[0] += 1
    _made[1] += new
    if _made[0] < TIMES or 4 * _made[1] < _made[2]:
        return False
    _made[:2] = 0, 0
    return True


def take_for_old() -> None:
    """Have all objects there are not be looked through as new ones, which costs nothing itself."""
    if gc.get_freeze_count() < FROZEN:
        gc.freeze()
        gc.unfreeze()  # into the oldest generation


_calculating = 0
_before = gc.get_threshold()


@contextmanager
def seldom_searched() -> Iterator[None]:
    """Searches are rare meanwhile, unless somebody has set them to be rarer still."""
    global _calculating, _before
    with _lock:
        if not _calculating:
            _before = gc.get_threshold()
            if 0 < _before[0] < SELDOM[0]:
                gc.set_threshold(*SELDOM)
        _calculating += 1
    try:
        yield
    finally:
        with _lock:
            _calculating -= 1
            if not _calculating:
                gc.set_threshold(*_before)
