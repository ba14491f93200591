"""Regular expressions, in the Perl manner Excel follows."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from xl_kpis.errors import NA, VALUE, fail
from xl_kpis.formula.functions.declare import Integer, Text, ex, function
from xl_kpis.formula.functions.support.meanings import CASE, MATCHES
from xl_kpis.formula.functions.support.patience import searched
from xl_kpis.formula.functions.text import fits
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.values.formula_limits import check_text
from xl_kpis.formula.values.value import from_rows


@lru_cache(1024)
def _compiled(pattern: str, case_sensitivity: int) -> Any:
    import regex

    if case_sensitivity not in (0, 1):
        fail(VALUE)
    try:
        return regex.compile(pattern, regex.IGNORECASE if case_sensitivity else 0)
    except (regex.error, RecursionError):
        return fail(VALUE)


@function(
    examples=[
        ex('=REGEXTEST("KPI 2024","[0-9]{4}")', True),
        ex('=REGEXTEST("kpi","KPI")', False),
        ex('=REGEXTEST("kpi","KPI",1)', True),
        ex('=REGEXTEST("kpi","(")', VALUE),
    ],
    category="text",
    codes={"case_sensitivity": CASE},
)
def REGEXTEST(text: Text, pattern: Text, case_sensitivity: Integer = 0) -> bool:
    """Whether some part of a text matches a regular expression."""
    compiled = _compiled(pattern, case_sensitivity)
    return searched(compiled, lambda most: compiled.search(text, timeout=most)) is not None


@function(
    examples=[
        ex('=REGEXEXTRACT("AdaLovelace","[A-Z][a-z]+")', "Ada"),
        ex('=REGEXEXTRACT("AdaLovelace","[A-Z][a-z]+",1)', [["Ada", "Lovelace"]]),
        ex('=REGEXEXTRACT("12-34","(\\d+)-(\\d+)",2)', [["12", "34"]]),
        ex('=REGEXEXTRACT("abc","\\d")', NA),
    ],
    category="text",
    codes={"case_sensitivity": CASE, "return_mode": MATCHES},
)
def REGEXEXTRACT(
    text: Text, pattern: Text, return_mode: Integer = 0, case_sensitivity: Integer = 0
) -> Any:
    """The first match of a regular expression, all matches, or the groups of the first."""
    if return_mode not in (0, 1, 2):
        fail(VALUE)
    compiled = _compiled(pattern, case_sensitivity)
    if return_mode == 1:
        all_ = searched(compiled, lambda most: list(compiled.finditer(text, timeout=most)))
        return from_rows([[m[0] for m in all_]]) if all_ else NA
    match = searched(compiled, lambda most: compiled.search(text, timeout=most))
    if match is None:
        return NA
    if return_mode == 0:
        return match[0]
    groups = match.groups()
    return from_rows([[group or "" for group in groups]]) if groups else VALUE


_GROUP: Final = pattern(r"\$(?:(\$)|([0-9]+)|\{(\w+)\}|([A-Za-z_]\w*))")


def _expand(replacement: str, match: Any) -> str:
    def one(reference: re.Match[str]) -> str:
        if reference[1]:
            return "$"
        name = reference[2] or reference[3] or reference[4]
        try:
            return match[int(name) if name.isdigit() else name] or ""
        except IndexError:
            return fail(VALUE)

    return _GROUP.sub(one, replacement)


@function(
    examples=[
        ex('=REGEXREPLACE("Ada Lovelace","(\\w+) (\\w+)","$2, $1")', "Lovelace, Ada"),
        ex('=REGEXREPLACE("a1b2c3","\\d","")', "abc"),
        ex('=REGEXREPLACE("a1b2c3","\\d","#",-1)', "a1b2c#"),
        ex('=REGEXREPLACE("abc","x","y")', "abc"),
    ],
    category="text",
    codes={"case_sensitivity": CASE},
)
def REGEXREPLACE(
    text: Text,
    pattern: Text,
    replacement: Text,
    occurrence: Integer = 0,
    case_sensitivity: Integer = 0,
) -> str:
    """Replaces what matches a regular expression; $1 stands for the first group."""
    compiled = _compiled(pattern, case_sensitivity)
    matches = searched(compiled, lambda most: list(compiled.finditer(text, timeout=most)))
    if occurrence:
        at = occurrence - 1 if occurrence > 0 else len(matches) + occurrence
        matches = matches[at : at + 1] if at >= 0 else []
    out, done, length = [], 0, len(text)
    for match in matches:
        put = _expand(replacement, match)
        length += len(put) - len(match[0])
        out += [text[done : match.start()], put]
        done = match.end()
        check_text(length - (len(text) - done))
    return fits("".join([*out, text[done:]]))
