"""Families are found by an index that is as new as they are, and by looking where it is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from xl_kpis.formula.functions.support.index import FAMILIES
from xl_kpis.formula.functions.support.write_index import families


def run(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_the_index_is_up_to_date() -> None:
    assert families() == FAMILIES, "run python -m xl_kpis.formula.functions.support.write_index"


def test_only_families_that_are_called_are_imported() -> None:
    code = (
        "import sys, xl_kpis; xl_kpis.evaluate('=SUM(1,2)');"
        "print([n for n in ('bonds', 'aggregates') if f'xl_kpis.formula.functions.{n}' "
        "in sys.modules])"
    )
    assert run(code) == "['aggregates']"


def test_a_function_the_index_lacks_is_found() -> None:
    code = (
        "from xl_kpis.formula.functions.support import index; del index.HOMES['SUM'];"
        "import xl_kpis; print(xl_kpis.evaluate('=SUM(1,2)'))"
    )
    assert run(code) == "3.0"


@pytest.mark.parametrize("name", ["MYTAX", "Sheet.Rate", "Q", "TAX?", "_xll.RATE2"])
def test_what_is_no_function_is_not_sought_by_importing_all(name: str) -> None:
    code = (
        f"import sys, xl_kpis; print(xl_kpis.evaluate('={name}(1)'));"
        "print(len([n for n in sys.modules if n.startswith('xl_kpis.formula.functions.')]) < 60,"
        "'xl_kpis.kpi' in sys.modules)"
    )
    assert run(code).split() == ["#NAME?", "True", "False"]


def test_nothing_heavy_is_imported_to_calculate() -> None:
    code = (
        "import sys, xl_kpis; xl_kpis.evaluate('=SUM(A1)+KPI_RETENTION(200,220,50)', {'A1': 1});"
        "print([n for n in ('scipy', 'pandas', 'openpyxl', 'xlwings', 'rich') if n in sys.modules])"
    )
    assert run(code) == "[]"


def test_a_workbook_is_calculated_with_few_imports(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append([1, "x", "=A1+1", "=SUM(A1:C1)", '=TEXT(A1,"0.0")', "=VLOOKUP(1,A1:B1,2)"])
    book.save(tmp_path / "in.xlsx")
    code = (
        "import sys, numpy; before = set(sys.modules); import xl_kpis;"
        "book = xl_kpis.load('in.xlsx'); book.recalculate();"
        "book.save('out.xlsx'); print([n for n in ('numpy.random', 'random', 'secrets', 'tempfile',"
        "'shutil', 'calendar', 'fractions', 'decimal', 'threading', 'click')"
        " if n in sys.modules.keys() - before])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.strip() == "[]"


def test_importing_the_engine_leaves_the_garbage_collector_as_it_was() -> None:
    assert run("import gc, xl_kpis; xl_kpis.load; print(gc.isenabled())") == "True"
    assert run("import gc, xl_kpis; gc.disable(); xl_kpis.load; print(gc.isenabled())") == "False"


def test_a_users_function_outlives_the_family_it_replaces() -> None:
    code = (
        "import xl_kpis\n"
        "@xl_kpis.function(replace=True)\n"
        "def SUM(a: float, b: float) -> float:\n"
        "    return 42.0\n"
        "print(xl_kpis.evaluate('=SUM(1,2)+MAX(1,2)'))"
    )
    assert run(code) == "44.0"


def test_kpi_functions_come_when_they_are_named() -> None:
    assert run("import xl_kpis; print(xl_kpis.evaluate('=KPI_RETENTION(200,220,50)'))") == "0.85"
