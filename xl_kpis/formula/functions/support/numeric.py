"""Shared by the numeric families: errors put into arrays of results."""

from __future__ import annotations

from typing import Any

import numpy as np

from xl_kpis.errors import NUM, ExcelError


def with_errors(result: Any, *wrong: tuple[Any, ExcelError]) -> Any:
    """An array of results with an error wherever a mask is true; earlier pairs win."""
    shape = np.broadcast_shapes(np.shape(result), *(np.shape(mask) for mask, _ in wrong))
    if not any(np.any(mask) for mask, _ in wrong):
        return result
    out = np.broadcast_to(result, shape).astype(object)
    out[~np.isfinite(np.broadcast_to(result, shape))] = NUM
    for mask, error in reversed(wrong):
        out[np.broadcast_to(mask, shape)] = error
    return out
