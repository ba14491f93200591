"""Regular expressions compiled when first used: together they would take a tenth of a start."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Later:
    """Stands for a compiled expression; takes over each of its methods when first asked for it."""

    def __init__(self, *made_of: Any) -> None:
        self._made_of = made_of

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._made_of), name)
        setattr(self, name, found)
        return found


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As ``re.compile``, for expressions at the top of modules.

    >>> pattern(r"[a-z]+").fullmatch("abc")[0]
    'abc'
    """
    return cast("re.Pattern[AnyStr]", _Later(source, flags))
