"""How a call is written in a loop: the running balances of a run, as plain Python over floats."""

from __future__ import annotations

from typing import Literal

from xl_kpis.record_class import record


@record
class Loop:
    """A call as an expression of floats, where every argument is a plain number or truth value.

    Where anything else turns up, or the expression fails, the row is left to the function itself:
    the expression never has to know Excel's rules for errors, blanks and text.
    """

    text: str
    """``"({1} if {0} else {2})"``; with a ``joint``, ``{0}`` stands for all arguments."""
    takes: tuple[Literal["number", "finite", "test", "unused"], ...]
    """What each argument is written as: a number, one that has not overflowed, a truth value, or
    not at all; with a ``joint``, the one for all of them."""
    joint: str | None = None
    """What stands between arguments, of which there may be any number."""
    gives: Literal["number", "test"] = "number"
    over_ranges: bool = False
    """Whether a short range may be spelled out cell by cell."""
    overflows: bool = False
    """Whether the expression may give infinity where the function fails."""
    hands_on: bool = False
    """Whether the value is that of an argument, which stays a truth value if it is one."""


SUM = Loop("({0})", ("finite",), " + ", over_ranges=True, overflows=True)
LEAST = Loop("min(({0},))", ("finite",), ", ", over_ranges=True)
GREATEST = Loop("max(({0},))", ("finite",), ", ", over_ranges=True)
ALL_TRUE = Loop("({0})", ("test",), " & ", gives="test")
SOME_TRUE = Loop("({0})", ("test",), " | ", gives="test")
CHOICE = Loop("({1} if {0} else {2})", ("test", "number", "number"), overflows=True)
UNLESS_IT_FAILS = Loop("{0}", ("finite", "unused"), overflows=True, hands_on=True)
AS_IT_IS = Loop("{0}", ("finite",), overflows=True)
