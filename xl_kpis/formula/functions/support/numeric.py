"""Shared by the numeric families: errors put into arrays of results, the logarithm of the gamma
function."""

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


STIRLING_FROM = 8.0
"""From where on Stirling's series has all digits."""


def log_gamma(x: float) -> float:
    """The natural logarithm of the gamma function of a number above 0.

    Near 1 and 2, where it is 0, by its Taylor series there; of large numbers by Stirling's series;
    of others by a quotient of polynomials.

    >>> log_gamma(5.0), log_gamma(1.0000001)
    (3.1780538303479458, -5.772155829918508e-08)
    """
    from scipy.special import gammaln, loggamma

    if x >= STIRLING_FROM or abs(x - 1.0) < 0.1 or abs(x - 2.0) < 0.1:
        return float(loggamma(complex(x)).real)
    return float(gammaln(x))
