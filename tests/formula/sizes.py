"""The engine with other sizes from which on it goes another way."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from xl_kpis.formula import thresholds
from xl_kpis.formula.compile import plan


@contextmanager
def sizes(values: Mapping[str, int]) -> Iterator[None]:
    """The engine with these sizes from which on it goes another way, and with no plan that was made
    for others."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setattr(thresholds, name, value)
        patch.setattr(plan, "_kept", OrderedDict())
        patch.setattr(plan, "_kept_runs", 0)
        yield
