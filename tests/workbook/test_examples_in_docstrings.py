"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "module",
    [
        *("texts", "figures.recognise", "figures.numbers", "figures.periods", "figures.names"),
        *("figures.logs", "figures.presets", "figures.sentences"),
    ],
)
def test_examples(module):
    found = doctest.testmod(importlib.import_module(f"xl_kpis.workbook.{module}"))
    assert found.attempted
    assert not found.failed
