"""The committed documentation is what the definitions say, and its example for adding works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xl_kpis.errors import DIV0, NUM
from xl_kpis.kpi import FUNCTIONS, KPIS
from xl_kpis.kpi.benchmarks import BENCHMARKS
from xl_kpis.kpi.docs import FOLDER, document, path
from xl_kpis.kpi.formulas import native
from xl_kpis.kpi.model import Kpi
from xl_kpis.languages import available


@pytest.mark.parametrize("language", available())
def test_fresh(language: str) -> None:
    assert path(language).read_text(encoding="utf-8") == document(language), (
        "run python -m xl_kpis.kpi.docs"
    )


@pytest.mark.parametrize("language", available())
def test_names_every_function_and_kpi(language: str) -> None:
    page = document(language)
    assert all(f"{name}(" in page for name in FUNCTIONS)
    assert all(f"`{kpi.id}`" in page for kpi in KPIS)
    assert "{" not in re.sub(r"`[^`]*`", "", page)


def test_the_page_on_adding_a_kpi_is_true() -> None:
    page = Path(FOLDER / "adding-a-kpi.en.md").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```python\n(.*?)```", page, re.S))
    assert len([line for line in code.splitlines() if line.strip()]) <= 30
    names: dict[str, object] = {}
    exec(code, names)
    referral, kpi = names["KPI_REFERRAL"], names["REFERRALS"]
    del BENCHMARKS["remote.referral"]
    assert isinstance(kpi, Kpi)
    assert kpi.function is referral
    assert kpi.function(12, 40) == 0.3
    assert kpi.function(41, 40) is NUM
    assert kpi.function(1, 0) is DIV0
    assert native(kpi.function, ["A1", "B1"]).endswith('A1/B1)),"x"*1))))')
