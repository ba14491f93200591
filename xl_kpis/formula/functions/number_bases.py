"""Numbers between binary, octal, decimal and hexadecimal, and their bits."""

from __future__ import annotations

from functools import partial

from xl_kpis.errors import NUM, VALUE, fail
from xl_kpis.formula.functions.declare import Number, StrictNumber, StrictScalar, ex, function
from xl_kpis.formula.values.coercion import to_number, to_text
from xl_kpis.formula.values.value import Scalar

engineering = partial(function, category="engineering")

DIGITS = 10
"""Texts have at most ten digits; the first bit of ten digits is the sign."""
BITS = {2: 10, 8: 30, 16: 40}
MAX_BITS = 2**48


def parse_digits(number: Scalar, base: int) -> int:
    """The integer a text of digits stands for, two's complement."""
    if isinstance(number, bool):
        fail(VALUE)
    text = to_text(number)
    if not isinstance(text, str):
        fail(text)
    if len(text) > DIGITS or not ((text.isascii() and text.isalnum()) or not text):
        fail(NUM)
    try:
        value = int(text or "0", base)
    except ValueError:
        fail(NUM)
    limit = 1 << BITS[base]
    return value - limit if value >= limit // 2 else value


def check_places(places: float | None) -> None:
    """#NUM! unless ``places`` is 1 to 10, or not given."""
    if places is not None and not 1.0 <= places < DIGITS + 1:
        fail(NUM)


def write_digits(value: int, base: int, places: float | None) -> str:
    """An integer as digits, padded with zeros to ``places``."""
    limit = 1 << BITS[base]
    if not -limit // 2 <= value < limit // 2:
        fail(NUM)
    check_places(places)
    digits = format(value % limit, {2: "b", 8: "o", 16: "X"}[base])
    if value < 0 or places is None:
        return digits
    return digits.zfill(int(places)) if len(digits) <= int(places) else fail(NUM)


def write_decimal(number: Scalar, base: int, places: float | None) -> str:
    """A number cut to an integer, as digits; Excel looks at ``places`` before the number."""
    check_places(places)
    value = VALUE if isinstance(number, bool) else to_number(number)
    return write_digits(int(value), base, places) if isinstance(value, float) else fail(value)


@engineering(
    examples=[
        ex("=BIN2DEC(1100100)", 100),
        ex('=BIN2DEC("1111111111")', -1),
        ex("=BIN2DEC(2)", NUM),
        ex("=BIN2DEC(TRUE)", VALUE),
    ],
)
def BIN2DEC(number: StrictScalar) -> float:
    """Decimal number of a binary one."""
    return float(parse_digits(number, 2))


@engineering(
    examples=[
        ex("=BIN2HEX(11111011,4)", "00FB"),
        ex("=BIN2HEX(1111111111)", "FFFFFFFFFF"),
        ex("=BIN2HEX(11111011,1)", NUM),
    ],
)
def BIN2HEX(number: StrictScalar, places: StrictNumber = None) -> str:  # type: ignore[assignment]
    """Hexadecimal number of a binary one."""
    return write_digits(parse_digits(number, 2), 16, places)


@engineering(
    examples=[
        ex("=BIN2OCT(1001,3)", "011"),
        ex("=BIN2OCT(1111111111)", "7777777777"),
        ex("=BIN2OCT(1001,0)", NUM),
    ],
)
def BIN2OCT(number: StrictScalar, places: StrictNumber = None) -> str:  # type: ignore[assignment]
    """Octal number of a binary one."""
    return write_digits(parse_digits(number, 2), 8, places)


@engineering(
    examples=[
        ex("=DEC2BIN(9,4)", "1001"),
        ex("=DEC2BIN(-100)", "1110011100"),
        ex("=DEC2BIN(512)", NUM),
    ],
)
def DEC2BIN(number: StrictScalar, places: StrictNumber = None) -> str:  # type: ignore[assignment]
    """Binary number of a decimal one from -512 to 511."""
    return write_decimal(number, 2, places)


@engineering(
    examples=[
        ex("=DEC2HEX(100,4)", "0064"),
        ex("=DEC2HEX(-54)", "FFFFFFFFCA"),
        ex("=DEC2HEX(64,1)", NUM),
    ],
)
def DEC2HEX(number: StrictScalar, places: StrictNumber = None) -> str:  # type: ignore[assignment]
    """Hexadecimal number of a decimal one."""
    return write_decimal(number, 16, places)


@engineering(
    examples=[
        ex("=DEC2OCT(58,3)", "072"),
        ex("=DEC2OCT(-100)", "7777777634"),
        ex("=DEC2OCT(536870912)", NUM),
    ],
)
def DEC2OCT(number: StrictScalar, places: StrictNumber = None) -> str:  # type: ignore[assignment]
    """Octal number of a decimal one."""
    return write_decimal(number, 8, places)


@engineering(
    examples=[
        ex('=HEX2BIN("F",8)', "00001111"),
        ex('=HEX2BIN("FFFFFFFFFF")', "1111111111"),
        ex('=HEX2BIN("200")', NUM),
    ],
)
def HEX2BIN(number: StrictScalar, places: StrictNumber = None) -> str:  # type: ignore[assignment]
    """Binary number of a hexadecimal one."""
    return write_digits(parse_digits(number, 16), 2, places)


@engineering(
    examples=[
        ex('=HEX2DEC("A5")', 165),
        ex('=HEX2DEC("FFFFFFFF5B")', -165),
        ex('=HEX2DEC("G")', NUM),
    ],
)
def HEX2DEC(number: StrictScalar) -> float:
    """Decimal number of a hexadecimal one."""
    return float(parse_digits(number, 16))


@engineering(
    examples=[
        ex('=HEX2OCT("F",3)', "017"),
        ex('=HEX2OCT("3B4E")', "35516"),
        ex('=HEX2OCT("20000000")', NUM),
    ],
)
def HEX2OCT(number: StrictScalar, places: StrictNumber = None) -> str:  # type: ignore[assignment]
    """Octal number of a hexadecimal one."""
    return write_digits(parse_digits(number, 16), 8, places)


@engineering(
    examples=[
        ex("=OCT2BIN(3,3)", "011"),
        ex("=OCT2BIN(7777777000)", "1000000000"),
        ex("=OCT2BIN(1000)", NUM),
    ],
)
def OCT2BIN(number: StrictScalar, places: StrictNumber = None) -> str:  # type: ignore[assignment]
    """Binary number of an octal one."""
    return write_digits(parse_digits(number, 8), 2, places)


@engineering(
    examples=[
        ex("=OCT2DEC(54)", 44),
        ex("=OCT2DEC(7777777533)", -165),
        ex("=OCT2DEC(8)", NUM),
    ],
)
def OCT2DEC(number: StrictScalar) -> float:
    """Decimal number of an octal one."""
    return float(parse_digits(number, 8))


@engineering(
    examples=[
        ex("=OCT2HEX(100,4)", "0040"),
        ex("=OCT2HEX(7777777533)", "FFFFFFFF5B"),
        ex("=OCT2HEX(100,11)", NUM),
    ],
)
def OCT2HEX(number: StrictScalar, places: StrictNumber = None) -> str:  # type: ignore[assignment]
    """Hexadecimal number of an octal one."""
    return write_digits(parse_digits(number, 8), 16, places)


def _bits(number: float) -> int:
    """A whole number of at most 48 bits."""
    return int(number) if 0.0 <= number < MAX_BITS and number == int(number) else fail(NUM)


@engineering(examples=[ex("=BITAND(13,25)", 9), ex("=BITAND(-1,1)", NUM)])
def BITAND(number1: Number, number2: Number) -> float:
    """Bits set in both numbers."""
    return float(_bits(number1) & _bits(number2))


@engineering(examples=[ex("=BITOR(23,10)", 31), ex("=BITOR(12.5,3)", NUM)])
def BITOR(number1: Number, number2: Number) -> float:
    """Bits set in either number."""
    return float(_bits(number1) | _bits(number2))


@engineering(examples=[ex("=BITXOR(5,3)", 6), ex("=BITXOR(281474976710656,1)", NUM)])
def BITXOR(number1: Number, number2: Number) -> float:
    """Bits set in exactly one of two numbers."""
    return float(_bits(number1) ^ _bits(number2))


def _shift(number: float, amount: float) -> float:
    """A number shifted left, right where the amount is negative."""
    value, places = _bits(number), int(amount)
    if abs(places) > 53:
        fail(NUM)
    result = value << places if places >= 0 else value >> -places
    return float(result) if result < MAX_BITS else fail(NUM)


@engineering(
    examples=[
        ex("=BITLSHIFT(4,2)", 16),
        ex("=BITLSHIFT(16,-2)", 4),
        ex("=BITLSHIFT(1,54)", NUM),
    ],
)
def BITLSHIFT(number: Number, shift_amount: Number) -> float:
    """A number with its bits shifted to the left."""
    return _shift(number, shift_amount)


@engineering(
    examples=[
        ex("=BITRSHIFT(13,2)", 3),
        ex("=BITRSHIFT(3,-2)", 12),
        ex("=BITRSHIFT(1,54)", NUM),
    ],
)
def BITRSHIFT(number: Number, shift_amount: Number) -> float:
    """A number with its bits shifted to the right."""
    return _shift(number, -shift_amount)
