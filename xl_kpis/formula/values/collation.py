"""The order of text, as Excel sorts it and searches sorted text.

Letters without regard to case, punctuation before digits before letters, accents only where the
letters are equal, hyphens and apostrophes only where everything else is.
"""

from __future__ import annotations

import unicodedata

_PUNCTUATION = '_,;:!?."()[]{}@*/\\&#%`^+<=>|~$'
_ORDER: dict[int, str | None] = {ord(c): chr(1 + i) for i, c in enumerate(" " + _PUNCTUATION)}
_ORDER[ord("-")] = _ORDER[ord("'")] = None


def text_key(text: str) -> str:
    """A string whose code point order is Excel's order of the text.

    >>> sorted(["b", "A", "co-op", "coop", "coat", "1", "_", "é", "ez"], key=text_key)
    ['_', '1', 'A', 'b', 'coat', 'coop', 'co-op', 'é', 'ez']
    """
    folded = text.casefold()
    if folded.isascii():
        if folded.isalnum():
            return folded
        return folded.translate(_ORDER) + "\0" + folded
    plain = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return plain.translate(_ORDER) + "\0" + folded
