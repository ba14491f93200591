"""How long a search with a regular expression may take, which runs in C and cannot be told to stop.

One search has two seconds. A pattern that has used them up is given half of that the next time, and
so on: a column full of it takes a few seconds, not hours. Where the calculation has a time to end,
a search ends with it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Final, TypeVar

from xl_kpis.errors import VALUE, fail

T = TypeVar("T")

LONGEST: Final = 2.0
"""Seconds for one search."""
SHORTEST: Final = 0.001
PATTERNS: Final = 1000
"""Patterns remembered that have used up their time."""

until: ContextVar[float | None] = ContextVar("until", default=None)
"""When the calculation has to end, by ``time.monotonic``."""
_left: dict[Any, float] = {}


def searched(compiled: Any, search: Callable[[float], T]) -> T:
    """``search(seconds)``, which ends with TimeoutError after so many; #VALUE! if it does."""
    seconds = _left.get(compiled, LONGEST)
    end = until.get()
    if end is not None:
        seconds = min(seconds, max(end - time.monotonic(), SHORTEST))
    try:
        return search(seconds)
    except TimeoutError:
        if len(_left) >= PATTERNS:
            _left.clear()
        _left[compiled] = max(seconds / 2, SHORTEST)
        return fail(VALUE)
