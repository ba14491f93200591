"""Python's search for objects that hold each other, put off where many are made that do not."""

from __future__ import annotations

import gc
import sys
from _thread import allocate_lock
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 10_000
"""From how many new objects on they are taken for old ones at once, rather than looked through
twice before."""
SELDOM = 300_000, 10, 10
"""How often to search, where many objects are made that hold each other now and then."""

FROZEN = 1000
"""Python 3.12 freezes fewer objects than these as it begins; who froze more had a reason to, and
that is left alone."""

_others_freeze = False
"""Whether somebody froze more. Python counts them one by one, which takes 0.1 s for millions (of a
server before it forks), so this is asked no more once it was so."""

TIMES = 10
"""After how many blocks that made so many it is looked whether memory has grown, and all objects
are searched if so: only that finds what has become old and is held by itself."""

_lock = allocate_lock()
_large = 0
"""How many blocks with so many new objects there were since it was looked."""
_after = 0
"""How much of memory was in use after the last search, in blocks of Python's own."""
_inside = 0
"""How many blocks, in all threads, are open in which no search is wanted."""
_were_on = False


@contextmanager
def not_searched() -> Iterator[None]:
    """No search meanwhile; once no thread is in such a block any more, all is as it was."""
    global _inside, _were_on, _large
    if _large >= TIMES and not _inside and gc.isenabled():
        _search_if_more_is_used()
    with _lock:
        if not _inside:
            _were_on = gc.isenabled()
            gc.disable()
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside and _were_on:
                try:
                    _large += take_for_old()
                finally:  # the end of a budget may arrive at any call
                    gc.enable()


def _search_if_more_is_used() -> None:
    """Search all objects if a quarter more is in use than after the last search. This is looked at
    before a block, since within one is what somebody still works with, and seldom: it takes the
    longer the more there is. Where each workbook is let go before the next, nothing grows."""
    global _large, _after
    _large = 0
    used = sys.getallocatedblocks()
    if not _after:
        _after = used
    elif 4 * used >= 5 * _after:
        gc.collect()
        _after = sys.getallocatedblocks()


def take_for_old() -> bool:
    """Have all objects there are not be looked through as new ones, if many are; which costs
    nothing itself."""
    global _others_freeze
    if gc.get_count()[0] < MANY:
        return False
    if not _others_freeze:
        _others_freeze = gc.get_freeze_count() >= FROZEN
        if not _others_freeze:
            gc.freeze()
            gc.unfreeze()  # into the oldest generation
    return True


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
                if gc.isenabled():
                    take_for_old()
                gc.set_threshold(*_before)
