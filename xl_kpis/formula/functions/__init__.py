"""The worksheet functions, one module per family.

Every module in this package that declares functions is found by itself: a new family is a new
file, a new function is a function in one of them. Families are imported when a formula first calls
one of their functions; :mod:`.support.index` says which family that is. Functions from elsewhere
are found by :mod:`xl_kpis.function_sources`.

Never in here: a list of functions kept by hand, knowledge of a function outside its declaration.
"""

from __future__ import annotations

import importlib

from xl_kpis.formula.functions.declare import FUNCTIONS, Function
from xl_kpis.formula.functions.support.index import HOMES
from xl_kpis.formula.functions.support.scoped import scoped
from xl_kpis.function_sources import SOURCES


def find(name: str) -> Function | None:
    """The function of a name (in upper case); None if nobody knows it. What the book at work has
    of its own comes first."""
    found = scoped().get(name) or FUNCTIONS.get(name)
    if found is None:
        for prefix, module in SOURCES.items():
            if name.startswith(prefix):
                return _from_source(name, module)
        if name in HOMES:
            _import(HOMES[name])
        found = FUNCTIONS.get(name)
        if found is None and not _loaded:  # unknown, or the index does not know it yet
            found = load_all().get(name)
    return found


def _from_source(name: str, module: str) -> Function | None:
    """A function that a source declares, or finds for the book at work."""
    source = importlib.import_module(module)
    found = FUNCTIONS.get(name)
    if found is None:
        own = scoped()
        found = source.find(name)
        if own.model is not None:
            own.asked = True
            if found is not None:
                own[name] = found
    return found


def load_all() -> dict[str, Function]:
    """Import every family once and return all functions by name."""
    if not _loaded:
        import pkgutil

        for family in pkgutil.iter_modules(__path__):
            if not family.ispkg:
                _import(family.name)
        _loaded.append(True)  # only now: other threads look for functions meanwhile
        for module in SOURCES.values():
            importlib.import_module(module)
    return FUNCTIONS


def _import(family: str) -> None:
    importlib.import_module(f"{__name__}.{family}")


_loaded: list[bool] = []
