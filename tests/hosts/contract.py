"""The contract of :mod:`xl_kpis.kpi.cases`, run through any host.

The cases are those of what is shipped and those of a pack of a file. A host's test is a subclass of
:class:`Contract` with ``results``, which calculates all cases at once, and a name for the table of
what was run.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pytest

from xl_kpis.errors import DIV0, NA, NUM, ExcelError
from xl_kpis.hosts.docs import OF_PACKS
from xl_kpis.kpi.cases import Case, error_cases, examples
from xl_kpis.kpi.catalogue import FUNCTIONS as SHIPPED
from xl_kpis.kpi.pack_files import pack_from

OWN_FILE = Path(__file__).parents[2] / "docs" / "packs" / "fitness-studio.toml"
OWN = pack_from(OWN_FILE.read_text("utf-8"))
"""A pack of a file: what the hosts do with what is shipped, they do with it, too. It is in use in
every test of this folder."""


FUNCTIONS = {**SHIPPED, **OWN.functions}


def _own(name: str, *arguments: Any, result: Any, note: str) -> Case:
    return Case(FUNCTIONS[name], arguments, result, note)


OWN_CASES = [
    *examples(OWN),
    *error_cases(OWN),
    _own("KPI_STUDIO_RETENTION", 0, 410, 26, result=DIV0, note="nobody at the start"),
    _own("KPI_STUDIO_RETENTION", 400, 410, 420, result=NUM, note="more joined than there are"),
    _own("KPI_STUDIO_RETENTION", 400, 510, 26, result=NUM, note="more stayed than there were"),
    _own("KPI_STUDIO_RETENTION", 0, -1, 5, result=DIV0, note="division before a negative count"),
    _own("KPI_STUDIO_FILLED", 8, 0, result=DIV0, note="no places"),
    _own("KPI_STUDIO_FILLED", 9, 8, result=NUM, note="more places taken than offered"),
    _own("KPI_STUDIO_WAIT", 5, 0, result=0.0, note="IF keeps it from dividing"),
    _own("KPI_STUDIO_WAIT", -5, 2, result=-2.5, note="an amount may be negative"),
    _own("KPI_TIER", 0.96, "studio.retention", result="Above average", note="a tier of a pack"),
    _own("KPI_TIER", 9, "WAIT", "fr", result="Dans la norme", note="a lower one is better"),
    _own("KPI_TIER_RANK", 0.95, "Bleibequote", result=2.0, note="by an alias"),
    _own("KPI_SCORE", 9, "studio.wait", result=42.8571428571, note="5 sevenths of the way"),
    _own("KPI_GAP", 9, "studio.wait", result=2.0, note="to the next tier"),
    _own("KPI_BENCHMARK", "studio.filled", "exceptional", result=0.9, note="its floor"),
    _own("KPI_CHANGE", 50, "studio.revenue", 40, result=10.0, note="without benchmarks"),
    _own("KPI_TIER", 50, "studio.revenue", result=NA, note="without benchmarks no tier"),
    _own("KPI_NAME", "studio.revenue", "fr", result="Revenu par membre", note="its name"),
    _own("KPI_CHECK", "studio.filled", 9, 8, result="More places were taken than offered.",
         note="its own sentence"),
]  # fmt: skip

CASES: list[Case] = [*examples(), *error_cases(), *OWN_CASES]


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
        record_property("function", OF_PACKS if case in OWN_CASES else case.function.name)
        reason = self.left_out(case)
        if reason:
            pytest.skip(reason)
        results = _results_of(type(self))
        if isinstance(results, Exception):
            pytest.fail(f"{type(results).__name__}: {results}", pytrace=False)
        result = results[number]
        assert agrees(result, case.result), f"{case.note}: {result!r}, not {case.result!r}"
