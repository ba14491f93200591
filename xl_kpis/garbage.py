"""Python's search for objects that hold each other, put off where many are made that do not."""

from __future__ import annotations

import gc
from _thread import allocate_lock
from collections.abc import Iterator
from contextlib import contextmanager

_lock = allocate_lock()
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
        with _lock:
            _inside -= 1
            if not _inside and _were_on:
                gc.enable()
