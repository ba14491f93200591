"""Where worksheet functions come from that are not the engine's own.

The engine looks here and knows nothing of what it finds; who brings functions names them here.
"""

from __future__ import annotations

SOURCES: dict[str, str] = {}
"""The beginning of functions' names, and the module that declares them when it is imported; its
``find`` gives those that are not the same for every book, None for what there is not."""
