"""Formulas as Excel of a region shows them, put into the English of files.

``=SI(A1>0,5;"oui";VRAI)`` is ``=IF(A1>0.5,"oui",TRUE)``: names of functions, the separators of
arguments, decimals and arrays, TRUE and FALSE, errors, and parts of tables are the region's.
English formulas are known by their names and commas, and stay as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from typing import Final, NamedTuple

from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.values.region import Region
from xl_kpis.languages import UnknownLanguage, find

_TOKEN: Final = pattern(
    r"""(?P<text>"(?:[^"]|"")*"?)
    | (?P<sheet>'(?:[^']|'')*'?)
    | (?P<brackets>\[(?:[^\[\]]|\[[^\[\]]*\])*\]?)
    | (?P<error>\#[^\W\d_¡¿/]*[¡¿]?[^\W\d_]*(?:/[0A-Z]+)?[!?]?)
    | (?P<number>(?<![\w.])(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?(?![\w]))
    | (?P<name>[^\W\d]\w*(?:\.\w+)*(?P<call>\()?)
    | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_ITEM: Final = pattern(r"#[^\]\[;,]+")


class _Words(NamedTuple):
    """What a language calls things → English."""

    functions: dict[str, str]
    items: dict[str, str]


@lru_cache
def _words(language: str) -> _Words:
    try:
        module = import_module(f"xl_kpis.languages.{find(language)}.function_names")
    except (UnknownLanguage, ModuleNotFoundError):
        return _Words({}, {})
    names = {own: english for english, own in module.NAMES.items()}
    return _Words(names, {own.casefold(): english for english, own in module.ITEMS.items()})


def english_formula(formula: str, region: Region) -> str:
    """A formula as it would be in a file, whether it is written in English or as in the region.

    >>> from xl_kpis.formula.values.regions import region
    >>> english_formula('=SI(A1>0,5;"a;b";VRAI)', region("fr-FR"))
    '=IF(A1>0.5,"a;b",TRUE)'
    >>> english_formula('=IF(A1>0.5,"yes",{1,2;3,4})', region("fr-FR"))
    '=IF(A1>0.5,"yes",{1,2;3,4})'
    """
    words = _words(region.tag[:2])
    tokens = list(_TOKEN.finditer(formula))
    if region.list_separator == "," and not words.functions:
        return formula
    if _is_english(tokens, words, region):
        return formula
    out: list[str] = []
    braces = 0
    logicals = {region.true: "TRUE", region.false: "FALSE"}
    errors = {own: english for english, own in region.errors.items()}
    for token in tokens:
        kind, text = token.lastgroup, token[0]
        if token["call"]:
            name = text[:-1].upper()
            text = words.functions.get(name, text[:-1]) + "("
        elif kind == "name":
            parts = text.split(".") if braces and region.column_separator == "." else [text]
            text = ",".join(logicals.get(part.upper(), part) for part in parts)
        elif kind == "number":
            text = text.replace(region.decimal, ".")
        elif kind == "error":
            text = errors.get(text.upper(), text)
        elif kind == "brackets":
            text = _ITEM.sub(lambda item: words.items.get(item[0].casefold(), item[0]), text)
            text = text.replace("];[", "],[")
        elif kind == "sign":
            braces += (text == "{") - (text == "}")
            if text == (region.column_separator if braces else region.list_separator):
                text = ","
        out.append(text)
    return "".join(_arrays_apart(out, tokens, formula, region))


def _arrays_apart(
    out: list[str], tokens: list[re.Match[str]], formula: str, region: Region
) -> list[str]:
    """Numbers within braces read as the region has them: ``{1.2;3,5.4}`` is ``{1,2;3.5,4}``."""
    braces = 0
    for i, token in enumerate(tokens):
        if token["sign"]:
            braces += (token[0] == "{") - (token[0] == "}")
        elif braces and token["number"] and region.column_separator == ".":
            out[i] = token[0].replace(".", "\0").replace(",", ".").replace("\0", ",")
    return out


def _is_english(tokens: list[re.Match[str]], words: _Words, region: Region) -> bool:
    """Whether a formula is written as in files: English names and no sign of the region's way.

    Where both are possible, as in ``=MAX(1,2)``, the region's way is meant.
    """
    if region.list_separator == ",":
        own = {t[0][:-1].upper() for t in tokens if t["call"]}
        return not any(words.functions.get(name, name) != name for name in own)
    braces, commas, points = 0, False, False
    english, local = False, False
    known = set(words.functions.values())
    for token in tokens:
        text = token[0]
        if token["call"]:
            name = text[:-1].upper()
            english |= name in known and name not in words.functions
            local |= words.functions.get(name, name) != name and name not in known
        elif token["name"]:
            local |= text.upper() in (region.true, region.false)
            english |= text.upper() in ("TRUE", "FALSE")
        elif token["number"]:
            points |= "." in text and not braces
        elif token["sign"]:
            braces += (text == "{") - (text == "}")
            if not braces and text == region.list_separator:
                local = True
            commas |= text == "," and not braces
    return not local and (english or commas or points)
