"""Numbers that are the same for Excel: it compares 15 digits."""

from __future__ import annotations

import numpy as np

NEAR = 4e-15
"""Numbers nearer to each other than this part of them may be equal in 15 digits."""


def equal_numbers(a: float, b: float) -> bool:
    """Equal in the 15 digits Excel compares.

    >>> equal_numbers(0.1 + 0.2, 0.3), equal_numbers(1.0, 1.0 + 1e-14)
    (True, False)
    """
    if a == b:
        return True
    if abs(a - b) > NEAR * abs(a):
        return False
    return f"{a:.14e}" == f"{b:.14e}"


def differ_slightly(a: np.ndarray, b: np.ndarray | float) -> np.ndarray:
    """Which numbers are not the same, but so near that Excel may compare them as equal.

    >>> differ_slightly(np.array([0.1 + 0.2, 0.3, 0.4]), 0.3).tolist()
    [True, False, False]
    """
    with np.errstate(over="ignore", invalid="ignore"):
        difference = np.abs(a - b)
        near: np.ndarray = (difference <= NEAR * np.abs(a)) & (difference > 0.0)
    return near
