"""The worksheet functions, one module per family.

Every module in this package that declares functions is found by itself: a new family is a new
file, a new function is a function in one of them. Families are imported when a formula first calls
one of their functions; :mod:`.support.index` says which family that is.

Never in here: a list of functions kept by hand, knowledge of a function outside its declaration.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

from xl_kpis.formula.functions.declare import FUNCTIONS, Function
from xl_kpis.formula.functions.support.index import HOMES


def find(name: str) -> Function | None:
    """The function of a name (in upper case); None if nobody knows it."""
    found = FUNCTIONS.get(name)
    if found is None:
        for prefix, provide in list(_providers):
            if name.startswith(prefix):
                provide()
        if name in HOMES:
            _import(HOMES[name])
        found = FUNCTIONS.get(name)
        if found is None and not _loaded:  # unknown, or the index does not know it yet
            found = load_all().get(name)
    return found


def load_all() -> dict[str, Function]:
    """Import every family once and return all functions by name."""
    if not _loaded:
        import pkgutil

        for module in pkgutil.iter_modules(__path__):
            if not module.ispkg:
                _import(module.name)
        _loaded.append(True)  # only now: other threads look for functions meanwhile
        for _, provide in list(_providers):
            provide()
    return FUNCTIONS


def provided(prefix: str, provide: Callable[[], object]) -> None:
    """Functions from elsewhere: ``provide()`` declares all whose names begin with ``prefix``, and
    is called (perhaps again) when one is needed."""
    _providers.append((prefix, provide))
    if _loaded:
        provide()


def _import(family: str) -> None:
    importlib.import_module(f"{__name__}.{family}")


_loaded: list[bool] = []
_providers: list[tuple[str, Callable[[], object]]] = []
