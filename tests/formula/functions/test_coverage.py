"""Every worksheet function that Excel has is there."""

from __future__ import annotations

import pytest

from xl_kpis.formula.functions import load_all
from xl_kpis.formula.functions.support.catalogue import CATEGORY_OF


@pytest.mark.parametrize("name", CATEGORY_OF)
def test_function_is_known(name: str) -> None:
    assert name in load_all()
