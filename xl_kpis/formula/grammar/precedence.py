"""How tightly operators bind; the parser and the printer agree on it."""

from __future__ import annotations

COMPARISON = 1
CONCATENATION = 2
SUM = 3
PRODUCT = 4
POWER = 5
PERCENT = 6
PREFIX = 7
UNION = 8
INTERSECTION = 9
RANGE = 10
SPILL = 11
PRIMARY = 12

PRECEDENCE = {
    **dict.fromkeys(("=", "<>", "<", ">", "<=", ">="), COMPARISON),
    "&": CONCATENATION,
    "+": SUM,
    "-": SUM,
    "*": PRODUCT,
    "/": PRODUCT,
    "^": POWER,
    ",": UNION,
    " ": INTERSECTION,
    ":": RANGE,
}
"""Operators between two operands; all group to the left."""
