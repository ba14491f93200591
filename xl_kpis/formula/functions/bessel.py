"""Bessel functions, to the digits Excel gives.

Excel computes orders 0 and 1 from the classical polynomial approximations (Hart for J and Y;
Abramowitz and Stegun 9.8 for I and K), good to about eight digits, and higher orders from them by
recurrence. More exact values would differ from Excel's, so the same approximations are used.
"""

from __future__ import annotations

from functools import partial
from math import cos, exp, isqrt, log, sin, sqrt

from xl_kpis.errors import NUM, fail
from xl_kpis.formula.functions.declare import StrictNumber, ex, function
from xl_kpis.formula.values.formula_limits import check_steps

engineering = partial(function, category="engineering")

TWO_OVER_PI = 0.636619772
ACCURACY = 40
"""How far above the wanted order downward recurrence starts: sqrt(ACCURACY * order)."""
HUGE = 1e10

J_SMALL = (
    (
        (57568490574.0, -13362590354.0, 651619640.7, -11214424.18, 77392.33017, -184.9052456),
        (57568490411.0, 1029532985.0, 9494680.718, 59272.64853, 267.8532712, 1.0),
    ),
    (
        (72362614232.0, -7895059235.0, 242396853.1, -2972611.439, 15704.4826, -30.16036606),
        (144725228442.0, 2300535178.0, 18583304.74, 99447.43394, 376.9991397, 1.0),
    ),
)
Y_SMALL = (
    (
        (-2957821389.0, 7062834065.0, -512359803.6, 10879881.29, -86327.92757, 228.4622733),
        (40076544269.0, 745249964.8, 7189466.438, 47447.2647, 226.1030244, 1.0),
    ),
    (
        (
            -4.900604943e12,
            1.27527439e12,
            -5.153438139e10,
            7.349264551e8,
            -4237922.726,
            8511.937935,
        ),
        (2.49958057e13, 4.244419664e11, 3.733650367e9, 2.245904002e7, 102042.605, 354.9632885, 1.0),
    ),
)
PHASES = (0.785398164, 2.356194491)
LARGE = (
    (
        (1.0, -0.1098628627e-2, 0.2734510407e-4, -0.2073370639e-5, 0.2093887211e-6),
        (-0.1562499995e-1, 0.1430488765e-3, -0.6911147651e-5, 0.7621095161e-6, -0.934945152e-7),
    ),
    (
        (1.0, 0.183105e-2, -0.3516396496e-4, 0.2457520174e-5, -0.240337019e-6),
        (0.04687499995, -0.2002690873e-3, 0.8449199096e-5, -0.88228987e-6, 0.105787412e-6),
    ),
)
I_SMALL = (
    (1.0, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.0360768, 0.0045813),
    (0.5, 0.87890594, 0.51498869, 0.15084934, 0.02658733, 0.00301532, 0.00032411),
)
I_LARGE = (
    (
        *(0.39894228, 0.01328592, 0.00225319, -0.00157565, 0.00916281),
        *(-0.02057706, 0.02635537, -0.01647633, 0.00392377),
    ),
    (
        *(0.39894228, -0.03988024, -0.00362018, 0.00163801, -0.01031555),
        *(0.02282967, -0.02895312, 0.01787654, -0.00420059),
    ),
)
K_SMALL = (
    (-0.57721566, 0.4227842, 0.23069756, 0.0348859, 0.00262698, 0.0001075, 0.0000074),
    (1.0, 0.15443144, -0.67278579, -0.18156897, -0.01919402, -0.00110404, -0.00004686),
)
K_LARGE = (
    (1.25331414, -0.07832358, 0.02189568, -0.01062446, 0.00587872, -0.0025154, 0.00053208),
    (1.25331414, 0.23498619, -0.0365562, 0.01504268, -0.00780353, 0.00325614, -0.00068245),
)


def _polynomial(coefficients: tuple[float, ...], x: float) -> float:
    total = 0.0
    for coefficient in reversed(coefficients):
        total = total * x + coefficient
    return total


def _waves(x: float, order: int) -> tuple[float, float, float, float]:
    """Amplitude, phase and the two parts of J and Y of order 0 or 1 where x is 8 or more."""
    z = 8.0 / x
    even, odd = LARGE[order]
    return (
        sqrt(TWO_OVER_PI / x),
        x - PHASES[order],
        _polynomial(even, z * z),
        z * _polynomial(odd, z * z),
    )


def _j(x: float, order: int) -> float:
    """J of order 0 or 1."""
    size = abs(x)
    if size < 8.0:
        above, below = J_SMALL[order]
        value = _polynomial(above, x * x) / _polynomial(below, x * x)
        return x * value if order else value
    amplitude, phase, even, odd = _waves(size, order)
    value = amplitude * (cos(phase) * even - sin(phase) * odd)
    return -value if order and x < 0.0 else value


def _y(x: float, order: int) -> float:
    """Y of order 0 or 1."""
    if x < 8.0:
        above, below = Y_SMALL[order]
        value = _polynomial(above, x * x) / _polynomial(below, x * x)
        if order:
            return x * value + TWO_OVER_PI * (_j(x, 1) * log(x) - 1.0 / x)
        return value + TWO_OVER_PI * _j(x, 0) * log(x)
    amplitude, phase, even, odd = _waves(x, order)
    return amplitude * (sin(phase) * even + cos(phase) * odd)


def _i(x: float, order: int) -> float:
    """I of order 0 or 1."""
    size = abs(x)
    if size < 3.75:
        value = _polynomial(I_SMALL[order], (x / 3.75) ** 2)
        return x * value if order else value
    value = exp(size) / sqrt(size) * _polynomial(I_LARGE[order], 3.75 / size)
    return -value if order and x < 0.0 else value


def _k(x: float, order: int) -> float:
    """K of order 0 or 1."""
    if x <= 2.0:
        value = _polynomial(K_SMALL[order], x * x / 4.0)
        if order:
            return log(x / 2.0) * _i(x, 1) + value / x
        return value - log(x / 2.0) * _i(x, 0)
    return exp(-x) / sqrt(x) * _polynomial(K_LARGE[order], 2.0 / x)


def _order(n: float) -> int:
    check_steps(n)
    return int(n) if n >= 0.0 else fail(NUM)


@engineering(
    examples=[
        ex("=BESSELJ(2,3)", 0.12894324997562717),
        ex("=BESSELJ(1.9,-1)", NUM),
    ],
)
def BESSELJ(x: StrictNumber, n: StrictNumber) -> float:
    """Bessel function of the first kind."""
    order, size = _order(n), abs(x)
    if order < 2:
        return _j(x, order)
    if size == 0.0:
        return 0.0
    if size > order:
        before, value = _j(size, 0), _j(size, 1)
        for k in range(1, order):
            before, value = value, 2.0 * k / size * value - before
    else:
        wanted = after = total = 0.0
        current, counts = 1.0, False
        for k in range(2 * ((order + isqrt(ACCURACY * order)) // 2), 0, -1):
            after, current = current, 2.0 * k / size * current - after
            if abs(current) > HUGE:
                after, current = after / HUGE, current / HUGE
                wanted, total = wanted / HUGE, total / HUGE
            if counts:
                total += current
            counts = not counts
            if k == order:
                wanted = after
        value = wanted / (2.0 * total - current)
    return -value if x < 0.0 and order % 2 else value


@engineering(examples=[ex("=ROUND(BESSELY(2.5,1),7)", 0.1459181), ex("=BESSELY(0,1)", NUM)])
def BESSELY(x: StrictNumber, n: StrictNumber) -> float:
    """Bessel function of the second kind."""
    order = _order(n)
    if x <= 0.0:
        fail(NUM)
    if order < 2:
        return _y(x, order)
    before, value = _y(x, 0), _y(x, 1)
    for k in range(1, order):
        before, value = value, 2.0 * k / x * value - before
    return value


@engineering(
    examples=[
        ex("=BESSELI(2,3)", 0.21273995970273565),
        ex("=ROUND(BESSELI(1.5,1),9)", 0.981666428),
        ex("=BESSELI(-1,-1)", NUM),
    ],
)
def BESSELI(x: StrictNumber, n: StrictNumber) -> float:
    """Modified Bessel function of the first kind."""
    order = _order(n)
    if order < 2:
        return _i(x, order)
    if x == 0.0:
        return 0.0
    wanted = after = 0.0
    current = 1.0
    for k in range(2 * (order + isqrt(ACCURACY * order)), 0, -1):
        after, current = current, after + 2.0 * k / abs(x) * current
        if abs(current) > HUGE:
            wanted, after, current = wanted / HUGE, after / HUGE, current / HUGE
        if k == order:
            wanted = after
    value = wanted * _i(x, 0) / current
    return -value if x < 0.0 and order % 2 else value


@engineering(
    examples=[
        ex("=BESSELK(2,3)", 0.6473854),
        ex("=ROUND(BESSELK(1.5,1),9)", 0.277387804),
        ex("=BESSELK(0,1)", NUM),
    ],
)
def BESSELK(x: StrictNumber, n: StrictNumber) -> float:
    """Modified Bessel function of the second kind."""
    order = _order(n)
    if x <= 0.0:
        fail(NUM)
    if order < 2:
        return _k(x, order)
    before, value = _k(x, 0), _k(x, 1)
    for k in range(1, order):
        before, value = value, before + 2.0 * k / x * value
    return value
