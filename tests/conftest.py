"""What all tests share."""

from __future__ import annotations

import gc


def pytest_collection_finish() -> None:
    """Thousands of collected tests are never let go: Python need not look through them whenever a
    workbook was read."""
    gc.collect()
    gc.freeze()
