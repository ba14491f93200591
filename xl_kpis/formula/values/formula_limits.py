"""What a single formula may cost, declared in one place and checked before memory is taken.

What a *file* may cost is in :mod:`xl_kpis.formula.xlsx.package.file_limits`. Beyond a limit a
formula is the error #NUM!, as where Excel runs out of resources.
"""

from __future__ import annotations

from dataclasses import dataclass

from xl_kpis.errors import NUM, VALUE, fail


@dataclass
class CalculationLimits:
    """Bounds for one formula. Assign to :data:`LIMITS` to change them.

    >>> LIMITS.items
    67108864
    """

    items: int = 2**26
    """Items of one array: half a gigabyte of numbers."""
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
