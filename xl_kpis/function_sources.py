"""Where worksheet functions come from that are not the engine's own.

The engine looks here and knows nothing of what it finds; who brings functions names them here.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

SOURCES: dict[str, str] = {}
"""The beginning of functions' names, and the module that declares them when it is imported; its
``find`` gives those that are not the same for every book, None for what there is not."""

TELLING: list[str] = []
"""Modules that new processes have to hear from: where one is imported, its ``told`` gives what it
knows beyond the package itself, and its ``hear`` takes that in, in the other process."""


def told() -> dict[str, Any]:
    """What a new process has to hear, by module."""
    return {name: sys.modules[name].told() for name in TELLING if name in sys.modules}


def hear(said: dict[str, Any]) -> None:
    """Take in what another process told."""
    for name, known in said.items():
        if known:
            importlib.import_module(name).hear(known)
