"""Complex numbers, which Excel keeps as text such as ``3+4i``, with the region's decimal sign."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from xl_kpis.errors import DIV0, NUM, VALUE, fail
from xl_kpis.formula.functions.declare import (
    Context,
    RangeArray,
    StrictNumber,
    StrictScalar,
    StrictText,
    ex,
    function,
)
from xl_kpis.formula.functions.support.ranges import first_error
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.values.general_format import general
from xl_kpis.formula.values.region import EN_US, Region
from xl_kpis.formula.values.value import Scalar

engineering = partial(function, category="engineering")

_NUMBER: Final = r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_REAL_FIRST: Final = pattern(rf"([+-]?{_NUMBER})(?:([+-](?:{_NUMBER})?)([ij]))?\Z")
_IMAGINARY: Final = pattern(rf"([+-]?(?:{_NUMBER})?)([ij])\Z")


class Complex:
    """A complex number and the letter it was written with, if any."""

    __slots__ = ("unit", "value")

    def __init__(self, value: complex, unit: str | None) -> None:
        self.value = value
        self.unit = unit


def read_complex(item: Any, region: Region = EN_US) -> Complex:
    """A number, or a text such as ``3+4i``, ``-j`` or ``2.5``; anything else is #NUM!."""
    if isinstance(item, bool):
        fail(VALUE)
    if item is None:
        return Complex(0j, None)
    if isinstance(item, float):
        return Complex(complex(item), None)
    if not isinstance(item, str):
        fail(VALUE)
    if region.decimal != ".":
        item = fail(NUM) if "." in item else item.replace(region.decimal, ".")
    match = _REAL_FIRST.match(item)
    if match:
        real, imaginary, unit = match.groups()
    else:
        match = _IMAGINARY.match(item) or fail(NUM)
        real, (imaginary, unit) = "0", match.groups()
    if imaginary in ("", "+", "-"):
        imaginary += "1"
    return Complex(complex(float(real), float(imaginary or 0.0)), unit)


def write_complex(value: complex, unit: str | None, region: Region = EN_US) -> str:
    """The text of a complex number, its parts to 15 digits."""
    if not cmath.isfinite(value):
        fail(NUM)
    letter = unit or "i"
    real, imaginary = (region.number(general(part)) for part in (value.real, value.imag))
    if imaginary in ("0", "-0"):
        return "0" if real == "-0" else real
    part = {"1": "", "-1": "-"}.get(imaginary, imaginary) + letter
    if real in ("0", "-0"):
        return part
    return real + ("" if part.startswith("-") else "+") + part


def _common_unit(numbers: list[Complex]) -> str | None:
    """The letter all numbers share; #VALUE! where one has i and another j."""
    units = {number.unit for number in numbers} - {None}
    return fail(VALUE) if len(units) > 1 else next(iter(units), None)


def _map(inumber: Scalar, region: Region, compute: Callable[[complex], complex]) -> str:
    """A function of one complex number; where it has no value, #NUM!."""
    number = read_complex(inumber, region)
    try:
        return write_complex(compute(number.value), number.unit, region)
    except (ValueError, OverflowError, ZeroDivisionError):
        return fail(NUM)


def _sin(z: complex) -> complex:
    return complex(math.sin(z.real) * math.cosh(z.imag), math.cos(z.real) * math.sinh(z.imag))


def _cos(z: complex) -> complex:
    return complex(math.cos(z.real) * math.cosh(z.imag), -math.sin(z.real) * math.sinh(z.imag))


def _sinh(z: complex) -> complex:
    return complex(math.sinh(z.real) * math.cos(z.imag), math.cosh(z.real) * math.sin(z.imag))


def _cosh(z: complex) -> complex:
    return complex(math.cosh(z.real) * math.cos(z.imag), math.sinh(z.real) * math.sin(z.imag))


def _over_cosines(z: complex, sign: float, real: float, imaginary: float) -> complex:
    """Parts over ``cosh 2y + sign cos 2x``, to which products of both cosines or sines add up."""
    divisor = math.cosh(2.0 * z.imag) + sign * math.cos(2.0 * z.real)
    if divisor < 1.0:  # small, so from squares: the sum would lose digits
        circular = math.cos(z.real) if sign > 0.0 else math.sin(z.real)
        divisor = 2.0 * (circular**2 + math.sinh(z.imag) ** 2)
    return complex(real / divisor, imaginary / divisor)


def _tan(z: complex) -> complex:
    if abs(z.imag) > _FAR:
        return complex(0.0, math.copysign(1.0, z.imag))
    return _over_cosines(z, 1.0, math.sin(2.0 * z.real), math.sinh(2.0 * z.imag))


def _cot(z: complex) -> complex:
    if abs(z.imag) > _FAR:
        return complex(0.0, -math.copysign(1.0, z.imag))
    return _over_cosines(z, -1.0, math.sin(2.0 * z.real), -math.sinh(2.0 * z.imag))


def _sec(z: complex) -> complex:
    if abs(z.imag) > _FAR:
        return 0j
    cos = math.cos(z.real) * math.cosh(z.imag)
    return _over_cosines(z, 1.0, 2.0 * cos, 2.0 * math.sin(z.real) * math.sinh(z.imag))


def _csc(z: complex) -> complex:
    return 1.0 / _sin(z) if abs(z.imag) <= _FARTHEST else 0j


def _sech(z: complex) -> complex:
    return _sec(complex(-z.imag, z.real))


def _csch(z: complex) -> complex:
    return 1.0 / _sinh(z) if abs(z.real) <= _FARTHEST else 0j


_FARTHEST: Final = 710.0
"""Where hyperbolic cosines are beyond a float."""
_FAR: Final = _FARTHEST / 2.0


def _polar(size: float, angle: float) -> complex:
    return complex(size * math.cos(angle), size * math.sin(angle))


@engineering(
    examples=[
        ex("=COMPLEX(3,4)", "3+4i"),
        ex('=COMPLEX(0,-1,"j")', "-j"),
        ex("=COMPLEX(0,0)", "0"),
        ex('=COMPLEX(1,1,"k")', VALUE),
    ],
    asks=[],
)
def COMPLEX(
    real_num: StrictNumber, i_num: StrictNumber, suffix: StrictText = "i", *, ctx: Context
) -> str:
    """Complex number from its real and imaginary parts."""
    if suffix not in ("i", "j", ""):
        fail(VALUE)
    return write_complex(complex(real_num, i_num), suffix or "i", ctx.region)


@engineering(
    examples=[ex('=IMREAL("6-9i")', 6), ex('=IMREAL("x")', NUM), ex('=IMREAL("i")', 0)], asks=[]
)
def IMREAL(inumber: StrictScalar, *, ctx: Context) -> float:
    """Real part of a complex number."""
    return read_complex(inumber, ctx.region).value.real


@engineering(
    examples=[ex('=IMAGINARY("0-j")', -1), ex("=IMAGINARY(4)", 0), ex("=IMAGINARY(TRUE)", VALUE)],
    asks=[],
)
def IMAGINARY(inumber: StrictScalar, *, ctx: Context) -> float:
    """Imaginary part of a complex number."""
    return read_complex(inumber, ctx.region).value.imag


@engineering(examples=[ex('=IMABS("5+12i")', 13), ex('=IMABS("5+12")', NUM)], asks=[])
def IMABS(inumber: StrictScalar, *, ctx: Context) -> float:
    """Absolute value of a complex number."""
    return abs(read_complex(inumber, ctx.region).value)


@engineering(
    examples=[ex('=IMARGUMENT("3+4i")', 0.927295218001612), ex("=IMARGUMENT(0)", DIV0)], asks=[]
)
def IMARGUMENT(inumber: StrictScalar, *, ctx: Context) -> float:
    """Angle of a complex number, in radians."""
    value = read_complex(inumber, ctx.region).value
    return cmath.phase(value) if value else fail(DIV0)


@engineering(examples=[ex('=IMCONJUGATE("3+4i")', "3-4i"), ex("=IMCONJUGATE(3)", "3")], asks=[])
def IMCONJUGATE(inumber: StrictScalar, *, ctx: Context) -> str:
    """Conjugate of a complex number."""
    return _map(inumber, ctx.region, complex.conjugate)


@engineering(
    examples=[
        ex('=IMEXP("1+i")', "1.46869393991589+2.28735528717884i"),
        ex('=IMEXP("0")', "1"),
    ],
    asks=[],
)
def IMEXP(inumber: StrictScalar, *, ctx: Context) -> str:
    """Exponential of a complex number."""
    return _map(inumber, ctx.region, lambda z: _polar(math.exp(z.real), z.imag))


@engineering(
    examples=[ex('=IMLN("3+4i")', "1.6094379124341+0.927295218001612i"), ex("=IMLN(0)", NUM)],
    asks=[],
)
def IMLN(inumber: StrictScalar, *, ctx: Context) -> str:
    """Natural logarithm of a complex number."""
    return _map(inumber, ctx.region, lambda z: complex(math.log(abs(z)), cmath.phase(z)))


@engineering(
    examples=[
        ex('=IMLOG10("3+4i")', "0.698970004336019+0.402719196273373i"),
        ex("=IMLOG10(0)", NUM),
    ],
    asks=[],
)
def IMLOG10(inumber: StrictScalar, *, ctx: Context) -> str:
    """Base-10 logarithm of a complex number."""
    return _map(
        inumber,
        ctx.region,
        lambda z: complex(math.log10(abs(z)), cmath.phase(z) * math.log10(math.e)),
    )


@engineering(
    examples=[
        ex('=IMLOG2("3+4i")', "2.32192809488736+1.33780421245098i"),
        ex("=IMLOG2(0)", NUM),
    ],
    asks=[],
)
def IMLOG2(inumber: StrictScalar, *, ctx: Context) -> str:
    """Base-2 logarithm of a complex number."""
    return _map(
        inumber,
        ctx.region,
        lambda z: complex(math.log(abs(z)) * math.log2(math.e), cmath.phase(z) * math.log2(math.e)),
    )


@engineering(
    examples=[
        ex('=IMPOWER("2+3j",2)', "-5+12j"),
        ex('=IMPOWER("2+3i",3)', "-46+9.00000000000001i"),
        ex("=IMPOWER(0,0)", NUM),
    ],
    asks=[],
)
def IMPOWER(inumber: StrictScalar, number: StrictNumber, *, ctx: Context) -> str:
    """Complex number raised to a power."""

    def power(z: complex) -> complex:
        if z == 0:
            return 0j if number > 0.0 else fail(NUM)
        return _polar(abs(z) ** number, cmath.phase(z) * number)

    return _map(inumber, ctx.region, power)


@engineering(
    examples=[
        ex('=IMSQRT("1+i")', "1.09868411346781+0.455089860562227i"),
        ex("=IMSQRT(0)", "0"),
    ],
    asks=[],
)
def IMSQRT(inumber: StrictScalar, *, ctx: Context) -> str:
    """Square root of a complex number."""
    return _map(inumber, ctx.region, lambda z: _polar(math.sqrt(abs(z)), cmath.phase(z) / 2.0))


@engineering(
    examples=[
        ex('=IMDIV("-238+240i","10+24i")', "5+12i"),
        ex('=IMDIV("1","0")', NUM),
        ex('=IMDIV("i","j")', VALUE),
    ],
    asks=[],
)
def IMDIV(inumber1: StrictScalar, inumber2: StrictScalar, *, ctx: Context) -> str:
    """Quotient of two complex numbers."""
    first, second = read_complex(inumber1, ctx.region), read_complex(inumber2, ctx.region)
    unit = _common_unit([first, second])
    return write_complex(first.value / second.value, unit, ctx.region)


@engineering(examples=[ex('=IMSUB("13+4i","5+3i")', "8+i"), ex('=IMSUB("i","j")', VALUE)], asks=[])
def IMSUB(inumber1: StrictScalar, inumber2: StrictScalar, *, ctx: Context) -> str:
    """Difference of two complex numbers."""
    first, second = read_complex(inumber1, ctx.region), read_complex(inumber2, ctx.region)
    unit = _common_unit([first, second])
    return write_complex(first.value - second.value, unit, ctx.region)


def _read_all(arrays: tuple[Any, ...], region: Region) -> list[Complex]:
    """The complex numbers of several ranges. A blank cell by itself is 0; those of ranges do not
    count."""
    items = [
        0.0 if item is None else item
        for array in arrays
        for item in array.ravel().tolist()
        if item is not None or array.size == 1
    ]
    error = first_error(items)
    return [read_complex(item, region) for item in items] if error is None else fail(error)


@engineering(
    examples=[
        ex('=IMSUM("3+4i","5-3i")', "8+i"),
        ex("=IMSUM(A1:A3)", "3+2j", A1=[["1+j"], [None], ["2+j"]]),
    ],
    asks=[],
)
def IMSUM(inumber: RangeArray, *more: RangeArray, ctx: Context) -> str:
    """Sum of complex numbers."""
    numbers = _read_all((inumber, *more), ctx.region)
    return write_complex(sum((n.value for n in numbers), 0j), _common_unit(numbers), ctx.region)


@engineering(
    examples=[
        ex('=IMPRODUCT("3+4i","5-3i")', "27+11i"),
        ex('=IMPRODUCT("1+2i",30)', "30+60i"),
        ex('=IMPRODUCT("i","j")', VALUE),
        ex("=IMPRODUCT(7,A1)", "0"),
    ],
    asks=[],
)
def IMPRODUCT(inumber: RangeArray, *more: RangeArray, ctx: Context) -> str:
    """Product of complex numbers."""
    numbers = _read_all((inumber, *more), ctx.region)
    product = numbers[0].value if numbers else 0j
    for number in numbers[1:]:
        product *= number.value
    return write_complex(product, _common_unit(numbers), ctx.region)


def _declare(name: str, help: str, compute: Callable[[complex], complex], result: str) -> None:
    """A trigonometric function of one complex number, whose value at 1+i is ``result``."""

    def implementation(inumber: StrictScalar, *, ctx: Context) -> str:
        return _map(inumber, ctx.region, compute)

    implementation.__module__ = __name__
    implementation.__doc__ = help
    engineering(
        name=name,
        examples=[ex(f'={name}("1+i")', result), ex(f'={name}("1+k")', NUM)],
        asks=[],
    )(implementation)


_declare(
    "IMSIN",
    "Sine of a complex number.",
    _sin,
    "1.29845758141598+0.634963914784736i",
)
_declare(
    "IMCOS",
    "Cosine of a complex number.",
    _cos,
    "0.833730025131149-0.988897705762865i",
)
_declare(
    "IMTAN",
    "Tangent of a complex number.",
    _tan,
    "0.271752585319512+1.08392332733869i",
)
_declare(
    "IMCOT",
    "Cotangent of a complex number.",
    _cot,
    "0.217621561854403-0.868014142895925i",
)
_declare(
    "IMSEC",
    "Secant of a complex number.",
    _sec,
    "0.498337030555187+0.591083841721045i",
)
_declare(
    "IMCSC",
    "Cosecant of a complex number.",
    _csc,
    "0.621518017170428-0.303931001628426i",
)
_declare(
    "IMSINH",
    "Hyperbolic sine of a complex number.",
    _sinh,
    "0.634963914784736+1.29845758141598i",
)
_declare(
    "IMCOSH",
    "Hyperbolic cosine of a complex number.",
    _cosh,
    "0.833730025131149+0.988897705762865i",
)
_declare(
    "IMSECH",
    "Hyperbolic secant of a complex number.",
    _sech,
    "0.498337030555187-0.591083841721045i",
)
_declare(
    "IMCSCH",
    "Hyperbolic cosecant of a complex number.",
    _csch,
    "0.303931001628426-0.621518017170428i",
)
