"""The contract of :mod:`xl_kpis.kpi.cases`, run through any host.

A host's test is a subclass of :class:`Contract` with ``results``, which calculates all cases at
once, and a name for the table of what was run.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any, ClassVar

import pytest

from xl_kpis.errors import ExcelError
from xl_kpis.kpi.cases import Case, error_cases, examples

CASES: list[Case] = [*examples(), *error_cases()]


def agrees(result: Any, expected: Any) -> bool:
    """Equal; for numbers, to the 15 digits that files keep."""
    if isinstance(expected, (int, float)) and not isinstance(expected, bool):
        number = isinstance(result, (int, float)) and not isinstance(result, bool)
        return number and math.isclose(result, expected, rel_tol=1e-13, abs_tol=1e-9)
    if isinstance(expected, ExcelError):
        return result is expected
    return type(result) is type(expected) and result == expected


@cache
def _results_of(host: type[Contract]) -> Sequence[Any] | Exception:
    """All results, calculated once; what went wrong, found out once, fails every case."""
    try:
        return host.results()
    except Exception as error:
        return error


class Contract:
    """Every example and every row of the table of errors, in one host."""

    host: ClassVar[str]
    """What the table of tested functions calls it."""

    @staticmethod
    def results() -> Sequence[Any]:
        """The result of each of :data:`CASES`."""
        raise NotImplementedError

    def left_out(self, case: Case) -> str:
        """Why a case means nothing in this host; empty if it does."""
        return ""

    @pytest.mark.parametrize("number", range(len(CASES)), ids=[case.id for case in CASES])
    def test_case(self, number: int, record_property: Any) -> None:
        case = CASES[number]
        record_property("host", self.host)
        record_property("function", case.function.name)
        reason = self.left_out(case)
        if reason:
            pytest.skip(reason)
        results = _results_of(type(self))
        if isinstance(results, Exception):
            pytest.fail(f"{type(results).__name__}: {results}", pytrace=False)
        result = results[number]
        assert agrees(result, case.result), f"{case.note}: {result!r}, not {case.result!r}"
