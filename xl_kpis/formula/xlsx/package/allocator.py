"""Memory for many arrays and texts, one after another."""

from __future__ import annotations

from functools import cache

import numpy as np

_LARGE = 16 * 1024 * 1024


@cache
def keep_freed() -> None:
    """Have the C library keep what is left for what comes next.

    That of Linux gives memory back to the system at once, and takes it again page by page, until a
    larger piece than those has been freed once. A second such piece then comes out of what is kept,
    and numpy asks for large pages for it: those that come after it find them there. The pieces
    themselves are never touched.
    """
    for _ in range(2):
        np.empty(_LARGE, np.uint8)
