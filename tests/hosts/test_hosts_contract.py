"""The contract itself: it notices whatever is wrong."""

from __future__ import annotations

from typing import Any

import contract
import pytest
from contract import CASES, FUNCTIONS, OWN_CASES, Contract, agrees

from xl_kpis.errors import NA, VALUE
from xl_kpis.hosts.docs import OF_PACKS
from xl_kpis.kpi.cases import Case


def changed(result: Any) -> Any:
    """Another result than this, if only a little."""
    if isinstance(result, float):
        return result + 1e-6
    return f"{result} " if isinstance(result, str) else VALUE if result is NA else NA


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.id for case in CASES])
def test_a_changed_value_fails(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    case = CASES[number]
    right = [each.result for each in CASES]

    class Host(Contract):
        host = ""

        @staticmethod
        def results() -> list[Any]:
            return right

    noted: dict[str, str] = {}
    Host().test_case(number, noted.__setitem__)
    assert noted["function"] == (OF_PACKS if case in OWN_CASES else case.function.name)
    other = [*CASES]
    other[number] = case._replace(result=changed(case.result))
    monkeypatch.setattr(contract, "CASES", other)
    with pytest.raises(AssertionError):
        Host().test_case(number, noted.__setitem__)


def test_numbers_texts_and_errors_are_different_things() -> None:
    assert not agrees("0.85", 0.85)
    assert not agrees(True, 1.0)
    assert not agrees("#N/A", NA)
    assert not agrees(0.0, NA)
    assert not agrees(None, 0.0)
    assert agrees(1, 1.0)


def test_every_function_has_cases() -> None:
    assert {case.function.name for case in CASES} == set(FUNCTIONS)
    assert all(isinstance(case, Case) for case in CASES)
