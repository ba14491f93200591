"""Values with a number for each that differs from the others (*codes*), so that each is looked at
once, however often it stands there and whatever it is compared with."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Any

import numpy as np

from xl_kpis.errors import ExcelError
from xl_kpis.formula.functions.support.criteria import Key, key_of
from xl_kpis.formula.values.collation import text_key
from xl_kpis.formula.values.equal_numbers import differ_slightly, equal_numbers

_ADDED_ONE_BY_ONE = 16
"""Texts put into the order of those known already; more are sorted anew."""


class Coded:
    """Values in reading order; they may become more."""

    def __init__(self) -> None:
        self.numbers = np.empty(0)
        """The numbers; NaN stands for all else."""
        self.errors: dict[int, ExcelError] = {}
        self.codes = np.empty(0, np.int32)
        """Those of the values taken in by :meth:`coded`."""
        self.keys: list[Key] = [None]
        """What is behind each code; 0 is blank."""
        self._code_of: dict[Any, int] = {None: 0}
        self._items: list[Any] = []
        self._above_texts: list[int] = []
        self._texts = TextsInOrder()

    def add(self, array: np.ndarray) -> None:
        """Take in more values."""
        start = len(self.numbers)
        if array.dtype == np.float64:
            numbers = array.ravel()
        else:
            items = array.ravel().tolist()
            numbers = np.full(len(items), np.nan)
            for i, item in enumerate(items):
                if type(item) is float:
                    numbers[i] = item
                elif type(item) is ExcelError:
                    self.errors[start + i] = item
        self.numbers = np.concatenate((self.numbers, numbers)) if start else numbers
        self._items.append(array)

    def coded(self) -> np.ndarray:
        """A code per value, equal where keys are equal."""
        if self._items:
            code_of = self._code_of
            fresh: list[int] = []
            for array in self._items:
                for item in array.ravel().tolist():
                    raw = ("bool", item) if item is True or item is False else item
                    code = code_of.get(raw)
                    fresh.append(self._new_code(raw) if code is None else code)
            self._items.clear()
            self.codes = np.concatenate((self.codes, np.array(fresh, np.int32)))
        return self.codes

    def _new_code(self, raw: Any) -> int:
        key = key_of(raw)
        code = self._code_of.get(key)
        if code is None:
            code = self._code_of[key] = len(self.keys)
            self.keys.append(key)
            self._came(key, raw, code)
        self._code_of[raw] = code
        return code

    def _came(self, key: Key, raw: Any, code: int) -> None:
        """A value is there that was not there before."""
        if type(key) is not str and type(key) is not float:
            self._above_texts.append(code)

    def texts(self) -> TextsInOrder:
        """The texts among its values, in order."""
        self.coded()
        self._texts.reach(self.keys)
        return self._texts

    def beside(
        self, other: float | str, less: bool, same: bool, more: bool, count: int | None = None
    ) -> np.ndarray:
        """What each of the first values gives beside a number or a text: ``less`` where it is
        less, and so on. Errors give themselves.

        >>> cells = Coded()
        >>> cells.add(np.array([1.0, "b", "A", None, True], object))
        >>> cells.beside("a", False, True, False).tolist()
        [False, False, True, False, False]
        """
        if type(other) is str:
            found = self._beside_text(other, less, same, more)[self.coded()[:count]]
        else:
            found = self._beside_number(float(other), less, same, more, count)
        errors = [each for each in self.errors.items() if each[0] < len(found)]
        if not errors:
            return found
        with_errors = found.astype(object)
        for at, error in errors:
            with_errors[at] = error
        return with_errors

    def _beside_text(self, other: str, less: bool, same: bool, more: bool) -> np.ndarray:
        """Per code."""
        folded = other.casefold()
        texts = self.texts() if more != less else None
        self.coded()
        found = np.full(len(self.keys), less)
        if texts is not None:
            found[self._above_texts] = more
            found[texts.codes[texts.within(">=", other)]] = more
        code = self._code_of.get(folded)
        if code is not None:
            found[code] = same
        found[0] = less if folded else same
        return found

    def _beside_number(
        self, other: float, less: bool, same: bool, more: bool, count: int | None
    ) -> np.ndarray:
        numbers = self.numbers[:count]
        found = np.where(numbers < other, less, more)
        found[numbers == other] = same
        for at in np.flatnonzero(differ_slightly(numbers, other)).tolist():
            if equal_numbers(float(numbers[at]), other):
                found[at] = same
        others = np.isnan(numbers)
        if others.any():
            blank = same if equal_numbers(0.0, other) else less if other > 0.0 else more
            found[others & (self.coded()[:count] == 0)] = blank
        return found


class TextsInOrder:
    """The texts among codes, in the order Excel sorts them, or in that of what else they are sorted
    by."""

    def __init__(self, sorted_by: Callable[[str], str] = text_key) -> None:
        self.sorted_by = sorted_by
        self.keys: list[str] = []
        """What they are sorted by, ascending."""
        self.codes = np.empty(0, np.int32)
        self._reached = 0

    def reach(self, keys: list[Key]) -> None:
        """Take in the codes that are new."""
        fresh = [
            (self.sorted_by(key), code)
            for code, key in enumerate(keys[self._reached :], self._reached)
            if type(key) is str
        ]
        self._reached = len(keys)
        if len(fresh) <= _ADDED_ONE_BY_ONE:
            for key, code in fresh:
                at = bisect_right(self.keys, key)
                self.keys.insert(at, key)
                self.codes = np.insert(self.codes, at, code)
            return
        every = sorted([*zip(self.keys, self.codes.tolist(), strict=True), *fresh])
        self.keys = [key for key, _ in every]
        self.codes = np.array([code for _, code in every], np.int32)

    def within(self, op: str, text: str) -> slice:
        """Where those are that are less (``<``, ``<=``) or more (``>``, ``>=``) than a text."""
        find = bisect_left if op in ("<", ">=") else bisect_right
        at = find(self.keys, self.sorted_by(text))
        return slice(at) if op[0] == "<" else slice(at, None)
