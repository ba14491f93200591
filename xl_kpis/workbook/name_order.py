"""Names in the order in which people look for them: Abel, Émile, Femi; C-2 before C-10.

In English as in French letters come first, then their accents, then capitals, and œ is o and e: so
one key serves both, without a library of all the world's rules, and without the computer's own
settings, of which nobody knows what they are on the next one.
"""

from __future__ import annotations

import re
import unicodedata

_JOINED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_PARTS = re.compile(r"(\d+)|([^\W\d_]+)")

Key = tuple[list[tuple[int, int, str]], str, str]


def name_order(name: str) -> Key:
    """What to sort a name by; names that differ at all have keys that do.

    >>> sorted(["Femi", "émile", "Zoé", "Œuvre", "Oda", "C-10", "C-2", "Abel"], key=name_order)
    ['Abel', 'C-2', 'C-10', 'émile', 'Femi', 'Oda', 'Œuvre', 'Zoé']
    >>> sorted(["Renée", "Rene", "René", "rene", "Jean-Luc", "Jean Marc", "Jean"], key=name_order)
    ['Jean', 'Jean-Luc', 'Jean Marc', 'rene', 'Rene', 'René', 'Renée']
    """
    folded = unicodedata.normalize("NFKD", name).casefold().translate(_JOINED)
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    parts = [
        (0, int(number), "") if number else (1, 0, word) for number, word in _PARTS.findall(letters)
    ]
    return parts, folded, name.swapcase()
