"""Classes of fields that never change and are what they are by identity."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(eq_default=False, frozen_default=True, field_specifiers=(field,))
def record(cls: type[_T]) -> type[_T]:
    """A dataclass whose fields the type checker keeps from being set again.

    A frozen dataclass that compares and prints costs four times as long to define, since each of
    its methods is a text that is compiled, and these are defined whenever the engine starts.

    >>> @record
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1).y, Point(1) == Point(1)
    (0, False)
    """
    return dataclass(eq=False, repr=False)(cls)
