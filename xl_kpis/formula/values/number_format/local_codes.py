"""Format codes as people of a region write them in ``TEXT``, put into the English of files.

``jj/mm/aaaa`` in French, ``TT.MM.JJJJ`` in German and ``# ##0,00`` are to a computer of that region
what ``dd/mm/yyyy`` and ``#,##0.00`` are to an American one. English letters that mean nothing in
the region's language are shown as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.values.region import EN_US, Region

_KEPT: Final = pattern(
    r'"[^"]*"?|[\\_*].?|\[\$[^\]]*\]?|am/pm|a/p|e[+-]', re.IGNORECASE | re.DOTALL
)
"""What is the same in every region."""
_BRACKET: Final = pattern(r"\[([^\]]*)\]")
_LETTERS: Final = pattern(r"([^\W\d_])\1*", re.IGNORECASE)
_DIGITS: Final = frozenset("0#?")
_NUMBERED_COLOUR: Final = pattern(r"([^\W\d_]+) *([0-9]+)")


@lru_cache(2048)
def english_code(code: str, region: Region) -> str:
    """A code as it would be in a file.

    >>> from xl_kpis.formula.values.regions import region
    >>> english_code("jj/mm/aaaa", region("fr-FR")), english_code("#.##0,00", region("de-DE"))
    ('dd/mm/yyyy', '#,##0.00')
    """
    if region is EN_US:
        return code
    general = re.compile(f"{re.escape(region.general)}|general", re.IGNORECASE)
    out: list[str] = []
    at = 0
    while at < len(code):
        if match := _KEPT.match(code, at):
            out.append(match[0])
        elif match := _BRACKET.match(code, at):
            out.append(f"[{_bracket(match[1], region)}]")
        elif match := general.match(code, at):
            out.append("General")
        elif match := _LETTERS.match(code, at):
            out.append(_letters(match[0], region))
        else:
            out.append(_sign(code, at, region))
            at += 1
            continue
        at = match.end()
    return "".join(out)


def _letters(word: str, region: Region) -> str:
    if not region.letters:
        return word
    english = region.letters.get(word[0].lower())
    if english is not None:
        return english * len(word)
    return "".join("\\" + letter for letter in word)


def _bracket(content: str, region: Region) -> str:
    if content[:1] in "<>=":
        return content.replace(region.decimal, ".")
    folded = content.lower()
    if folded in region.colours:
        return region.colours[folded]
    numbered = _NUMBERED_COLOUR.fullmatch(folded)
    if numbered and numbered[1] in region.colours:
        return f"{region.colours[numbered[1]]}{numbered[2]}"
    if len(set(folded)) == 1 and region.letters.get(folded[0], "") in ("h", "m", "s"):
        return region.letters[folded[0]] * len(folded)
    return content


def _sign(code: str, at: int, region: Region) -> str:
    """A character that is no letter: a separator where digits are beside it, or itself."""
    char = code[at]
    before, after = code[at - 1 : at], code[at + 1 : at + 2]
    if char == region.decimal:
        if before in _DIGITS or after in _DIGITS:
            return "."
    elif char in region.groups_read or char == region.group:
        if not char.isspace():
            if before in _DIGITS or before == char:
                return ","
        elif before in _DIGITS and after in _DIGITS and "/" not in code[at:].split(";")[0]:
            return ","
        else:
            return char
    elif char == "/":
        return "/" if before in _DIGITS or region.date_separator == "/" else "\\/"
    return "\\" + char if char in ".," else char
