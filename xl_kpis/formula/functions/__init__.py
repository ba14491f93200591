"""The worksheet functions, one module per family.

Every module in this package that declares functions is found by itself: a new family is a new
file, a new function is a function in one of them. Families are imported when a formula first calls
one of their functions; :mod:`.support.index` says which family that is. Functions from elsewhere
are found by :mod:`xl_kpis.function_sources`.

Never in here: a list of functions kept by hand, knowledge of a function outside its declaration.
"""

from __future__ import annotations

import importlib
import re
from functools import lru_cache
from pathlib import Path

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
        if found is None and not _loaded:
            for family in _naming(name):  # the index does not know it yet
                _import(family)
            found = FUNCTIONS.get(name)
    return found


@lru_cache(4096)
def _naming(name: str) -> tuple[str, ...]:
    """Families in whose text a name stands that the index does not know. Many workbooks call what
    is no function of ours: importing all families to see that would cost more than the workbook."""
    spelt = {name.encode(), name.replace(".", "_").encode()}
    return tuple(
        family
        for family, text in _texts().items()
        if text is None or any(word in text and _is_word(word, text) for word in spelt)
    )


def _is_word(word: bytes, text: bytes) -> bool:
    return re.search(rb"\b%b\b" % re.escape(word), text) is not None


@lru_cache
def _texts() -> dict[str, bytes | None]:
    """The source of each family; None where there is none to read."""
    return {family: _text(Path(__file__).with_name(f"{family}.py")) for family in _families()}


def _text(source: Path) -> bytes | None:
    try:
        return source.read_bytes()
    except OSError:
        return None


def _families() -> list[str]:
    import pkgutil

    return [family.name for family in pkgutil.iter_modules(__path__) if not family.ispkg]


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
        for family in _families():
            _import(family)
        _loaded.append(True)  # only now: other threads look for functions meanwhile
        for module in SOURCES.values():
            importlib.import_module(module)
    return FUNCTIONS


def _import(family: str) -> None:
    importlib.import_module(f"{__name__}.{family}")


_loaded: list[bool] = []
