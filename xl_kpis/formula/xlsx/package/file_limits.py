"""What a workbook may cost, declared once and checked before memory is taken."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds for reading a package. Sizes are bytes.

    >>> Limits(total=10 * MIB).total
    10485760
    """

    file: int = 1024 * MIB
    """Size of the file itself."""
    entries: int = 20_000
    """Members of the zip archive."""
    part: int = 2047 * MIB
    """One part, uncompressed."""
    total: int = 4095 * MIB
    """All parts together, uncompressed."""
    ratio: int = 300
    """Uncompressed over compressed size of a part larger than ``ratio_from``."""
    ratio_from: int = 32 * MIB
    cells: int = 50_000_000
    """Cells of all sheets together, and cells under the array formulas of one."""
    formulas: int = 10_000_000
    """Cells with formulas of all sheets together; each takes half a kilobyte."""


DEFAULT = Limits()
