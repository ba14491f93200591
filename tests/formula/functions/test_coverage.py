"""Every worksheet function that Excel has is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from xl_kpis.formula.functions import load_all

_LINES = (Path(__file__).parent / "excel_names.txt").read_text("ascii").splitlines()
NAMES = [name for line in _LINES if not line.startswith("#") for name in line.split()]


def test_no_name_is_listed_twice() -> None:
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("name", NAMES)
def test_function_is_known(name: str) -> None:
    assert name in load_all()
