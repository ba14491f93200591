"""Excel's wildcards: ``?`` any character, ``*`` any number of them, ``~`` the next one as it is."""

from __future__ import annotations

import re
from functools import lru_cache


def has_wildcards(text: str) -> bool:
    """Whether a text is more than itself as a pattern.

    >>> has_wildcards("Que?"), has_wildcards("100%")
    (True, False)
    """
    return "*" in text or "?" in text or "~" in text


@lru_cache(4096)
def wildcard_regex(pattern: str) -> re.Pattern[str]:
    """A compiled expression, without regard to case; use its ``fullmatch``.

    >>> bool(wildcard_regex("q*~?").fullmatch("Question?"))
    True
    """
    return re.compile("".join(_parts(pattern)), re.IGNORECASE | re.DOTALL)


@lru_cache(4096)
def wildcard_search(pattern: str) -> re.Pattern[str]:
    """As :func:`wildcard_regex`, to look for it inside a text: use its ``match``, of which group 1
    is where the pattern begins. Where what follows the first ``*`` is not behind the first place
    of what comes before it, it is not behind another: the text is gone through once.

    >>> wildcard_search("e*n").match("Question", 0).start(1)
    2
    """
    first, *rest = _parts(pattern)
    return re.compile(f"(?>.*?({first}))" + "".join(rest), re.IGNORECASE | re.DOTALL)


def _parts(pattern: str) -> tuple[str, str, str]:
    """What comes before the first ``*`` of a pattern, between its ``*``, after the last."""
    segments, i = [""], 0
    while i < len(pattern):
        char = pattern[i]
        if char == "*":
            if segments[-1] or len(segments) == 1:
                segments.append("")
        elif char == "?":
            segments[-1] += "."
        elif char == "~" and i + 1 < len(pattern):
            i += 1
            segments[-1] += re.escape(pattern[i])
        else:
            segments[-1] += re.escape(char)
        i += 1
    # The nearest match of each segment will do, so none is tried twice.
    first, *rest = segments
    between = "".join(f"(?>.*?{segment})" for segment in rest[:-1])
    last = f".*{rest[-1]}" if rest else ""
    return first, between, last
