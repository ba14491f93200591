"""Where nothing is installed: native formulas and LAMBDA names, in three spreadsheets.

Our engine, LibreOffice without the add-in and IronCalc calculate the same workbooks.
"""

from __future__ import annotations

import functools
import re
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from contract import CASES, FUNCTIONS, Contract, agrees
from office import office
from openpyxl import Workbook
from sheets import FIRST, HEIGHT, call, values, workbook

import xl_kpis
from xl_kpis.errors import NUM, ExcelError
from xl_kpis.kpi import KPIS, kpi
from xl_kpis.kpi.cases import Case
from xl_kpis.kpi.formulas import lambda_text, native
from xl_kpis.kpi.model import Function, Kind

assert FIRST > 1, "the result needs a column of its own"


def native_formula(case: Case, references: list[str | None]) -> str | None:
    """The native formula; a KPI, tier or language is written into it."""
    written: list[str | None] = []
    for argument, reference, value in zip(
        case.function.arguments, references, case.arguments, strict=False
    ):
        if argument.kind is not Kind.WORD:
            written.append(reference)
        elif value is None:
            written.append(None)
        else:
            written.append(f'"{value}"' if isinstance(value, str) else str(value))
    try:
        return native(case.function, written)
    except ValueError:
        return None


RANGES: list[str | None] = ["A1:A3", "B1:B3", "C1:C3", "D1:D3", "E1:E3"]


@functools.cache
def in_native_formulas() -> bytes:
    return workbook(CASES, native_formula)


def _lambda(function: Function) -> str | None:
    try:
        return lambda_text(function, in_file=True)
    except ValueError:
        return None


LAMBDAS = {name: text for name, f in FUNCTIONS.items() if (text := _lambda(f)) is not None}
NAMED = workbook(CASES, call, LAMBDAS)


def in_engine(data: bytes) -> list[Any]:
    book = xl_kpis.load(BytesIO(data))
    book.recalculate()
    return values(book.to_bytes(), len(CASES))


def ironcalc_values(data: bytes, rows: list[int]) -> list[Any]:
    ironcalc = pytest.importorskip("ironcalc")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(data)
        model = ironcalc.load_from_xlsx(str(path))
    model.evaluate()
    codes = set(ExcelError.codes())
    found = [model.get_cell_value(0, row, 1) for row in rows]
    return [ExcelError.of(value) if value in codes else value for value in found]


def in_ironcalc(data: bytes) -> list[Any]:
    return ironcalc_values(data, [1 + number * HEIGHT for number in range(len(CASES))])


OVERFLOW = "10^999 is no #NUM! in IronCalc"
TESTS_OF_RANGES = "IronCalc does not test every cell of a range for its type"
OPTIONAL = "IronCalc does not know optional parameters of LAMBDA in files"
PROBES = {
    OVERFLOW: ("10^999", NUM),
    TESTS_OF_RANGES: ("SUMPRODUCT(ISNUMBER(C1:C3)*1,D1:D3)", 9.0),
    OPTIONAL: (
        "_xlfn.LAMBDA(_xlpm.a,_xlop.b,IF(_xlfn.ISOMITTED(_xlop.b),_xlpm.a,_xlop.b))(1)",
        1.0,
    ),
}


@functools.cache
def missing() -> frozenset[str]:
    """What this version of IronCalc cannot do, found out with one formula each."""
    book = Workbook()
    sheet = book.active
    for row, (formula, _) in enumerate(PROBES.values(), 1):
        sheet.cell(row, 1, f"={formula}")
        sheet.cell(row, 3, row)
        sheet.cell(row, 4, row + 1)
    out = BytesIO()
    book.save(out)
    found = ironcalc_values(out.getvalue(), list(range(1, len(PROBES) + 1)))
    pairs = zip(PROBES.items(), found, strict=True)
    return frozenset(limit for (limit, (_, wanted)), value in pairs if not agrees(value, wanted))


def beyond_ironcalc(case: Case, formula: str) -> str:
    """Why IronCalc cannot calculate a formula; empty if it can."""
    lacks = {
        OVERFLOW: case.result is NUM and "10^999" in formula,
        OPTIONAL: "_xlop." in formula,
        TESTS_OF_RANGES: bool(
            re.search(r"IS(NUMBER|TEXT)\((MATCH|\$?[A-Z]+\$?\d+:|_xlpm\.)", formula)
        )
        and any(argument.is_range for argument in case.function.arguments),
    }
    return next((limit for limit in lacks if lacks[limit] and limit in missing()), "")


class WithoutAddIn(Contract):
    def left_out(self, case: Case) -> str:
        return "" if native_formula(case, RANGES[: len(case.arguments)]) else "no native formula"


def asks_own_kpi(case: Case) -> bool:
    """Whether a helper is asked about a KPI of a pack of a file."""
    pairs = zip(case.function.arguments, case.arguments, strict=False)
    named = [value for argument, value in pairs if argument.choices == "kpi"]
    try:
        return any(kpi(name) not in KPIS for name in named)
    except KeyError:
        return False


class WithNames(Contract):
    def left_out(self, case: Case) -> str:
        if case.function.name not in LAMBDAS:
            return "no LAMBDA"
        return "LAMBDAs of helpers know shipped KPIs only" if asks_own_kpi(case) else ""


class TestNativeInEngine(WithoutAddIn):
    host = "native-engine"

    @staticmethod
    def results() -> list[Any]:
        return in_engine(in_native_formulas())


@pytest.mark.libreoffice
class TestNativeInLibreOffice(WithoutAddIn):
    host = "native-libreoffice"

    @staticmethod
    def results() -> list[Any]:
        return values(office(with_add_in=False).recalculate(in_native_formulas()), len(CASES))

    def left_out(self, case: Case) -> str:
        if case.boolean_in_range:
            return "LibreOffice counts TRUE in a range as 1"
        return super().left_out(case)


class TestNativeInIronCalc(WithoutAddIn):
    host = "native-ironcalc"

    @staticmethod
    def results() -> list[Any]:
        return in_ironcalc(in_native_formulas())

    def left_out(self, case: Case) -> str:
        written = native_formula(case, RANGES[: len(case.arguments)])
        return super().left_out(case) or beyond_ironcalc(case, written or "")


class TestNamesInEngine(WithNames):
    host = "lambda-engine"

    @staticmethod
    def results() -> list[Any]:
        return in_engine(NAMED)


class TestNamesInIronCalc(WithNames):
    host = "lambda-ironcalc"

    @staticmethod
    def results() -> list[Any]:
        return in_ironcalc(NAMED)

    def left_out(self, case: Case) -> str:
        written = LAMBDAS.get(case.function.name, "")
        return super().left_out(case) or beyond_ironcalc(case, written)


class TestFunctionsInEngine(Contract):
    host = "engine"

    @staticmethod
    def results() -> list[Any]:
        return in_engine(workbook(CASES, call))
