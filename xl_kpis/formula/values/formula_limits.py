"""What a single formula may cost, declared in one place and checked before memory is taken.

What a *file* may cost is in :mod:`xl_kpis.formula.xlsx.package.file_limits`. Beyond a limit a
formula is the error #NUM!, as where Excel runs out of resources.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from xl_kpis.errors import NUM, VALUE, fail

T = TypeVar("T")


@dataclass
class CalculationLimits:
    """Bounds for one formula. Assign to :data:`LIMITS` to change them.

    >>> LIMITS.items
    67108864
    """

    items: int = 2**26
    """Items of one array: half a gigabyte of numbers."""
    characters: int = 2**27
    """Characters of all texts of one array together."""
    text: int = 32_767
    """Characters of a text, as in Excel."""
    depth: int = 1024
    """How deep LAMBDAs may call each other."""
    calls: int = 5_000_000
    """How many times one cell's formula may call LAMBDAs."""
    steps: int = 5_000_000
    """Steps of a function that works one by one: periods of a schedule, terms of a series."""


LIMITS = CalculationLimits()


def check_size(rows: int, columns: int) -> None:
    """End the running function with #NUM! if an array of this shape would be too large."""
    if rows * columns > LIMITS.items:
        fail(NUM)


def check_characters(count: int) -> None:
    """End the running function with #NUM! if the texts of an array would have too many."""
    if count > LIMITS.characters:
        fail(NUM)


class Characters:
    """Counts the texts an array is being made of, some at a time.

    >>> counted = Characters()
    >>> counted.add(["a" * 1000, 1.0, None])
    >>> counted.total
    1000
    """

    EACH = 1024
    """Items after which it is worth being asked."""

    def __init__(self) -> None:
        self.total = 0

    def add(self, items: Iterable[object]) -> None:
        """End the running function with #NUM! if an array of these would hold too many."""
        items = list(items)
        if set(map(type, items)) == {str}:
            self.total += sum(map(len, items))  # type: ignore[arg-type]
        else:
            self.total += sum([len(item) for item in items if type(item) is str])
        check_characters(self.total)


def counted(items: Iterable[T]) -> list[T]:
    """The items of an array being made, as a list."""
    count, out, at = Characters(), list[T](), iter(items)
    while some := list(islice(at, Characters.EACH)):
        count.add(some)
        out += some
    return out


def check_calls(count: int) -> None:
    """End the running function with #NUM! if it would call a LAMBDA too many times."""
    if count > LIMITS.calls:
        fail(NUM)


def check_steps(count: float) -> None:
    """End the running function with #NUM! if it would take too many steps."""
    if count > LIMITS.steps:
        fail(NUM)


def check_text(length: int) -> None:
    """End the running function with #VALUE! if a text of this length would be too long."""
    if length > LIMITS.text:
        fail(VALUE)
