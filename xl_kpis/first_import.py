"""Parts of the package imported when they are first used, as fast as that can be."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from xl_kpis.garbage import not_searched, take_for_old

SPINNING, TURNS = "OPENBLAS_THREAD_TIMEOUT", "20"
"""How long a thread of numpy's linear algebra looks for work before it sleeps: two to the power of
this many turns, a third of a millisecond."""


def imported(name: str) -> ModuleType:
    """A module. Importing makes many objects and no garbage, so nobody looks for it meanwhile, nor
    among what was imported.

    >>> imported("xl_kpis.errors").DIV0
    #DIV/0!
    """
    if name in sys.modules:
        return importlib.import_module(name)
    with not_searched(), _threads_at_rest():
        module = importlib.import_module(name)
        take_for_old()
    return module


@contextmanager
def _threads_at_rest() -> Iterator[None]:
    """If numpy is imported meanwhile, its threads wait for work asleep.

    They would otherwise spin for a tenth of a second from their start on, as long as it takes to
    calculate a small workbook. Who has set the variable, or imported numpy, has decided.
    """
    if "numpy" in sys.modules or SPINNING in os.environ:
        yield
        return
    os.environ[SPINNING] = TURNS
    try:
        yield
    finally:
        os.environ.pop(SPINNING, None)
