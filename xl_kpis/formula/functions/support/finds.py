"""How functions that find an item of an array do it, as they declare it: for what finds it for many
cells at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

Which = Literal["first", "last", "last number"]
"""Of the items that are equal to what is sought the first or the last; or the last number there is,
where what is sought is greater than all."""


class Finds(NamedTuple):
    """Its first argument is sought in its second."""

    which: Callable[..., Which | None]
    """Which item it finds, by its arguments that are neither of those nor named below; None for
    another."""
    beside: str = ""
    """The parameter of which it gives the item at the same place; without one, the place."""
    otherwise: str = ""
    """The parameter it gives where there is none; else #N/A."""


def exactly(match_mode: float = 0.0, search_mode: float = 1.0) -> Which | None:
    """What XLOOKUP and XMATCH find."""
    if match_mode != 0.0:
        return None
    return "first" if search_mode == 1.0 else "last" if search_mode == -1.0 else None
