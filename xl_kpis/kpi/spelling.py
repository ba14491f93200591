"""The functions of a pack's formulas as Excel calls them in each language: ``SI`` for ``IF``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from xl_kpis.kpi.days import DATE_FUNCTIONS
from xl_kpis.languages import available
from xl_kpis.languages.conventions import conventions, function_names

NAMES = (
    *("IF", "MIN", "MAX", "SUM", "AVERAGE", "MEDIAN", "ABS", "AND", "OR", "NOT", "IFERROR"),
    *("ROUND", "ROUNDUP", "ROUNDDOWN", "INT", "SQRT", "POWER", *DATE_FUNCTIONS),
)
"""The functions a formula may call."""
_CALLED = re.compile(r"([^\W\d][\w.]*)\s*\(")
_SPOKEN = re.compile(
    r'"(?:[^"]|"")*"|(?P<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)|(?P<call>[A-Z][A-Z0-9.]*)(?=\()'
    r"|(?P<name>[a-z_]\w*)|(?P<negative>(?<![^(,])-(?=\d))|(?P<sign><=|>=|<>|[-+*/^=<>,])"
)
_SIGNS = {"/": "÷", "*": "×", "-": "−", "<=": "≤", ">=": "≥", "<>": "≠"}


def english_name(called: str) -> str | None:
    """A function by what it is called in some language; None where a formula cannot call it.

    >>> english_name("moyenne"), english_name("Average"), english_name("VLOOKUP")
    ('AVERAGE', 'AVERAGE', None)
    """
    name = called.upper()
    return name if name in NAMES else _english(available()).get(name)


def names_called() -> tuple[str, ...]:
    """All that the functions are called in some language."""
    return tuple(_english(available()))


@lru_cache(maxsize=4)
def _english(languages: tuple[str, ...]) -> dict[str, str]:
    found = {name: name for name in NAMES}
    for language in languages:
        for name in NAMES:
            found.setdefault(own_name(name, language).upper(), name)
    return found


def own_name(name: str, language: str) -> str:
    """What Excel in a language calls a function."""
    return function_names(language).get(name, name)


def own_names(name: str) -> dict[str, str]:
    """The same by language, as a value of a text."""
    return {language: own_name(name, language) for language in available()}


def is_local(formula: str) -> bool:
    """Whether a formula is spelled as where decimals have a comma: by its semicolons, or by a
    function that English calls otherwise.

    >>> is_local("= MAX(a; 0,5)"), is_local("= SOMME(a)"), is_local("= SUM(a, b)")
    (True, True, False)
    """
    called = map(str.upper, _CALLED.findall(formula))
    return ";" in formula or any(name not in NAMES and english_name(name) for name in called)


def written(formula: str, labels: Mapping[str, str], language: str) -> str:
    """An English formula for people to read: labels for its names, space around its signs, and
    functions, decimals and what separates arguments as in Excel of the language.

    >>> written("IF(a<=0.5,0,b/a)", {"a": "Début", "b": "Fin"}, "fr")
    'SI(Début ≤ 0,5\\xa0; 0\\xa0; Fin ÷ Début)'
    """
    spelled = conventions(language)
    between = spelled.semicolon if spelled.argument_separator == ";" else ", "

    def part(found: re.Match[str]) -> str:
        said = found[0]
        match found.lastgroup:
            case "number":
                return said.replace(".", spelled.decimal)
            case "call":
                return own_name(said, language)
            case "name":
                return labels[said]
            case "negative":
                return "−"
            case "sign":
                return between if said == "," else f" {_SIGNS.get(said, said)} "
        return said

    return _SPOKEN.sub(part, formula)
