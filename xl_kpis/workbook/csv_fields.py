"""Texts in CSV files, which spreadsheet programs open and would take for formulas."""

from __future__ import annotations

import os
from typing import Any

_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a formula begins with, or a cell's text until it is trimmed."""


def field(value: Any, *, is_path: bool = False) -> Any:
    """A value as a field: a text that begins as a formula does has an apostrophe before it, as a
    person would type it; a path the folder it starts from, so that it names the same file.

    >>> field("=1+1"), field(-1.5), field("=cmd.xlsx", is_path=True), field("a-b")
    ("'=1+1", -1.5, './=cmd.xlsx', 'a-b')
    """
    if not isinstance(value, str) or not value.startswith(_BEGINNINGS):
        return value
    return os.path.join(".", value) if is_path else "'" + value
