"""When a criterion, as COUNTIF has them, says of every cell of a range what a condition
(``A1:A9=D1``) says.

Criteria take some things for the same that conditions tell apart, and the other way round: numbers
that differ behind the digits Excel compares, texts that read as numbers, blanks and 0. A range of
numbers or of texts alone knows neither, and only of such ranges may the one stand for the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from xl_kpis.formula.functions.declare import Context, OneByOne
from xl_kpis.formula.functions.support.criteria import Criterion
from xl_kpis.formula.functions.support.matching import Block
from xl_kpis.formula.values.collation import text_key
from xl_kpis.formula.values.equal_numbers import NEAR

_TAKES_ZERO = {"=": np.equal, "<": np.greater, ">": np.less, "<=": np.greater_equal,
               ">=": np.less_equal}  # fmt: skip
"""Whether 0, which a blank is in a condition, meets it: how that asks about what it is compared
with."""


class Compared:
    """The cells of a block, as far as it is read now, compared with other values."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.rows = block.rows

    @cached_property
    def _numbers(self) -> np.ndarray:
        """Its different numbers, ascending."""
        numbers = self.block.numbers
        return np.unique(numbers[~np.isnan(numbers)])

    @cached_property
    def _are_apart(self) -> bool:
        every = self._numbers
        return not (np.diff(every) <= NEAR * np.abs(every[1:])).any()

    @cached_property
    def _others(self) -> tuple[bool, bool]:
        """Whether there are blanks, and whether there is anything else that is no number."""
        codes = self.block.coded()[np.isnan(self.block.numbers)]
        return bool((codes == 0).any()), bool((codes != 0).any())

    @cached_property
    def _texts(self) -> set[str]:
        self.block.coded()
        return {key for key in self.block.keys if type(key) is str}

    @cached_property
    def _sorted_as(self) -> set[object]:
        """What its texts are compared by."""
        return set(map(text_key, self._texts))

    def with_numbers(self, op: str, operands: np.ndarray, beyond: bool) -> None:
        """See that conditions on these numbers are criteria; ``beyond`` if blanks follow."""
        blanks, others = self._others
        if (blanks or beyond) and _TAKES_ZERO[op](operands, 0.0).any():
            raise OneByOne
        if others and (op != "=" or self.block.has_numeric_texts):
            raise OneByOne
        every = self._numbers
        if not self._are_apart:
            raise OneByOne
        if not len(every):
            return
        at = np.searchsorted(every, operands)
        for beside in (at - 1, at, at + 1):
            apart = np.abs(every[np.clip(beside, 0, len(every) - 1)] - operands)
            if ((apart > 0) & (apart <= NEAR * np.abs(operands))).any():
                raise OneByOne

    def with_texts(self, operands: Sequence[str]) -> None:
        """See that conditions that ask for these texts, in small letters, are criteria."""
        texts = self._texts
        if self.block.takes_texts_for_equal or len(self._sorted_as) < len(texts):
            raise OneByOne
        unknown = set(operands) - texts
        keys = set(map(text_key, unknown))
        if len(keys) < len(unknown) or not keys.isdisjoint(self._sorted_as):
            raise OneByOne

    def criteria(self, op: str, operands: list[object], beyond: bool) -> list[Criterion]:
        """A criterion for each of what the cells are compared with."""
        if self.block.errors:
            raise OneByOne
        kinds = set(map(type, operands))
        keys: list[object] = operands
        if kinds == {float}:
            self.with_numbers(op, np.array(operands, float), beyond)
        elif kinds == {str} and all(operands) and op == "=":
            keys = [operand.casefold() for operand in operands]  # type: ignore[attr-defined]
            self.with_texts(keys)  # type: ignore[arg-type]
        else:
            raise OneByOne
        made = {key: Criterion(op, key) for key in set(keys)}
        return [made[key] for key in keys]


def compared(block: Block, ctx: Context) -> Compared:
    """What is known of a block, kept while no cell changes."""
    key = "compared", block
    found = ctx.memo.get(key)
    if found is None or found.rows != block.rows:
        found = ctx.memo[key] = Compared(block)
    return found
