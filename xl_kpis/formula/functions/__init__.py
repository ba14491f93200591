"""The worksheet functions, one module per family.

Every module in this package that declares functions is found by itself: a new family is a new
file, a new function is a function in one of them.
"""

from __future__ import annotations

import importlib
import pkgutil

from xl_kpis.formula.functions.declare import FUNCTIONS, Function

_INFRASTRUCTURE = {"declare", "call", "ranges", "own"}


def load_all() -> dict[str, Function]:
    """Import every family once and return all functions by name."""
    if not _loaded:
        _loaded.append(True)
        for module in pkgutil.iter_modules(__path__):
            if module.name not in _INFRASTRUCTURE:
                importlib.import_module(f"{__name__}.{module.name}")
    return FUNCTIONS


_loaded: list[bool] = []
