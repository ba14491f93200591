"""What the VBA compiler would refuse in a generated module, found without it."""

from __future__ import annotations

import re

KEYWORDS = """
addressof alias and any as attribute boolean byref byte byval call case cbool cbyte ccur cdate
cdbl cdec cint class_initialize class_terminate clng clnglng clngptr close const csng cstr cvar
cverr currency date debug decimal declare defbool defbyte defcur defdate defdbl defdec defint
deflng defobj defsng defstr defvar dim do double each else elseif empty end endif enum eqv erase
error event exit explicit false for friend function get global gosub goto if imp implements in
input integer is len let lib like line lock long longlong longptr loop lset me mid mod name new
next not nothing null object on open option optional or output paramarray preserve print private
property public put raiseevent random redim rem reset resume return rset scale seek select set
shared single spc static step stop string sub tab then time to true type typeof unlock until
variant wend while width with withevents write xor
"""
"""No parameter, function or module may be called so."""

BLOCKS = {"Function": "End Function", "Sub": "End Sub", "Select": "End Select", "If": "End If"}
_HEAD = re.compile(r"(?:(?:Public|Private) )?(Function|Sub) (\w+)\(([^)]*)\)")


def problems(source: str) -> list[str]:
    """Sentences; none for a module that would compile as far as can be told."""
    found = [f"not ASCII: {c!r}" for c in set(source) if ord(c) > 126]
    lines = source.splitlines()
    found += [f"too long: {line[:40]}" for line in lines if len(line) > 1023]
    opened: list[str] = []
    seen: set[str] = set()
    for statement in _statements(lines, found):
        code = re.sub(r'"(?:[^"]|"")*"', '""', statement)
        code = code.split("'")[0].strip()
        if code.count('"') % 2 or code.count("(") != code.count(")"):
            found.append(f"open quotes or brackets: {statement[:60]}")
        head = _HEAD.match(code)
        if head:
            found += _names(head, seen)
            opened.append(BLOCKS[head[1]])
        elif code.startswith("Select Case"):
            opened.append(BLOCKS["Select"])
        elif re.match(r"If .* Then$", code):
            opened.append(BLOCKS["If"])
        elif re.match(r"For \w+ =", code):
            opened.append("Next " + code.split()[1])
        elif (code.startswith("End ") or code.startswith("Next")) and (
            not opened or opened.pop() != code
        ):
            found.append(f"closes nothing: {code}")
    return found + [f"never closed: {block}" for block in opened]


def _statements(lines: list[str], found: list[str]) -> list[str]:
    """Lines with their continuations joined; VBA takes 24 of these."""
    statements, parts = [], []
    for line in lines:
        if line.endswith(" _"):
            parts.append(line[:-2])
            continue
        if len(parts) > 24:
            found.append(f"too many continuations: {parts[0]}")
        statements.append(" ".join([*parts, line]))
        parts = []
    return statements


def _names(head: re.Match[str], seen: set[str]) -> list[str]:
    """A procedure's name and parameters: unique, no keywords, no cells, optional ones last."""
    parameters = [part.strip() for part in head[3].split(",") if part.strip()]
    names = [re.sub(r"^(Optional |ByVal |ByRef )*", "", p).split(" ")[0] for p in parameters]
    found = [
        f"not a name for VBA: {name}"
        for name in (head[2], *names)
        if name.lower() in KEYWORDS.split() or not re.fullmatch(r"[A-Za-z]\w{0,254}", name)
    ]
    if re.fullmatch(r"[A-Za-z]{1,3}\d+", head[2]):
        found.append(f"also a cell: {head[2]}")
    if len({name.lower() for name in names}) < len(names) or head[2].lower() in seen:
        found.append(f"twice: {head[2]}")
    optional = [parameter.startswith("Optional") for parameter in parameters]
    if optional != sorted(optional):
        found.append(f"required after optional: {head[2]}")
    seen.add(head[2].lower())
    return found
