"""Memory for many large arrays, one after another."""

from __future__ import annotations

from functools import cache

import numpy as np

_LARGE = 16 * 1024 * 1024


@cache
def keep_freed() -> None:
    """Have the C library keep what arrays leave for the next ones.

    That of Linux gives memory back to the system at once, and takes it again page by page, until a
    larger piece than those has been freed once. The piece itself is never touched.
    """
    np.empty(_LARGE, np.uint8)
