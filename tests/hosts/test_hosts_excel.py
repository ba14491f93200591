"""The module for Excel on Windows, run by xlwings' own import and call code."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from contract import CASES, FUNCTIONS, OWN_FILE, Contract
from pywin32_stub import MISSING, FakeRange
from vba_lint import problems

from xl_kpis.errors import ExcelError
from xl_kpis.hosts.excel import COM_ERRORS
from xl_kpis.kpi import text
from xl_kpis.kpi.pack_sources import VARIABLE
from xl_kpis.languages import available

MODULE = "xl_kpis.hosts.excel"
ROOT = Path(__file__).parents[2]
NUMBERS = {error: number for number, error in COM_ERRORS.items()}


def run(calls: list[tuple[str, list[Any]]], **environment: str) -> Any:
    """What xlwings makes of the module: VBA text, help, and the result of each call."""
    script = Path(__file__).with_name("pywin32_stub.py")
    done = subprocess.run(
        [sys.executable, script],
        input=pickle.dumps((MODULE, calls)),
        capture_output=True,
        env={
            **os.environ,
            "PYTHONPATH": f"{script.parent}{os.pathsep}{ROOT}",
            VARIABLE: str(OWN_FILE),
            **environment,
        },
    )
    assert done.returncode == 0, done.stderr.decode()
    return pickle.loads(done.stdout)


def com(value: Any) -> Any:
    """A value as Excel hands it over."""
    if isinstance(value, ExcelError):
        return NUMBERS[value]
    return float(value) if type(value) is int else value


def as_range(value: Any) -> FakeRange:
    if isinstance(value, list):
        rows = tuple(tuple(com(item) for item in row) for row in value)
        return FakeRange(rows if len(rows) > 1 or len(rows[0]) > 1 else rows[0][0])
    return FakeRange(com(value))


def as_literal(value: Any) -> Any:
    return as_range(value) if isinstance(value, list) or value is None else com(value)


def from_excel(rows: Any) -> Any:
    """A cell's value; xlwings returns rows always, which Excel shows as one cell."""
    ((value,),) = rows
    return ExcelError.of(value) if value in {e.code for e in NUMBERS} else value


def calls(convert: Any) -> list[tuple[str, list[Any]]]:
    """All cases; arguments not given are missing, as VBA passes them."""
    return [
        (
            case.function.name,
            [convert(value) for value in case.arguments]
            + [MISSING] * (len(case.function.arguments) - len(case.arguments)),
        )
        for case in CASES
    ]


class TestCellsAsArguments(Contract):
    host = "excel-xlwings"

    @staticmethod
    def results() -> list[Any]:
        return [from_excel(value) for value in run(calls(as_range))[2]]


class TestLiteralsAsArguments(Contract):
    host = "excel-xlwings"

    @staticmethod
    def results() -> list[Any]:
        return [from_excel(value) for value in run(calls(as_literal))[2]]


def test_ranges_for_single_arguments_spill() -> None:
    columns = [as_range([[200.0], [None], [0.0]]), as_range([[220.0], [1.0], [1.0]]), 50.0]
    _, _, (spilled, single) = run(
        [("KPI_RETENTION", columns), ("KPI_SATISFACTION", [as_range(9.0), as_range(None)])]
    )
    assert spilled == [[0.85], ["#N/A"], ["#DIV/0!"]]
    # One blank cell is a range with no weight in it, not an omitted argument.
    assert single == [["#DIV/0!"]]


def test_currency_and_dates_are_numbers() -> None:
    import datetime as dt
    from decimal import Decimal

    day = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    days = [as_range([[45000.0], [45300.0]]), as_range([[None], [None]])]
    _, _, results = run(
        [
            ("KPI_ARPU", [FakeRange(Decimal("1000")), 10.0, MISSING]),
            ("KPI_RETENTION_ROSTER", [*days, FakeRange(day), 45382.0]),
        ]
    )
    assert results == [[[100.0]], [[1.0]]]


@pytest.mark.parametrize("language", available())
def test_help(language: str) -> None:
    _, options, _ = run([], XL_KPIS_LANGUAGE=language)
    assert set(options) == set(FUNCTIONS)
    for name, given in options.items():
        assert given["Description"].rstrip("…") in text(f"{name}.help", language)
        assert given["Category"] == "xl-kpis"
        assert len(given["Description"]) <= 255
        assert len(given["ArgumentDescriptions"]) == len(FUNCTIONS[name].arguments)
        for argument, help in zip(
            FUNCTIONS[name].arguments, given["ArgumentDescriptions"], strict=True
        ):
            assert help.rstrip("…") in text(f"argument.{argument.text_id}.help", language)
            assert len(help) <= 255


def test_the_vba_of_xlwings_would_compile() -> None:
    vba, _, _ = run([])
    heads = dict(re.findall(r"^Function (\w+)\((.*)\)$", vba, re.MULTILINE))
    assert set(heads) == set(FUNCTIONS)
    for name, parameters in heads.items():
        words = [word.removeprefix("Optional ") for word in parameters.split(", ")]
        assert words == [argument.name for argument in FUNCTIONS[name].arguments]
    # Conditional compilation is more than the lint knows.
    assert problems(re.sub("^ *#.*", "", vba, flags=re.MULTILINE)) == []


def test_importable_without_excel() -> None:
    import xl_kpis.hosts.excel as excel

    assert excel.KPI_RETENTION(200.0, 220.0, 50.0) == 0.85  # type: ignore[attr-defined]
    assert excel.KPI_RETENTION(200.0, None, 50.0) == "#N/A"  # type: ignore[attr-defined]
