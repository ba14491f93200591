"""Structured references: what stands between the brackets after a table's name."""

from __future__ import annotations

import re

from xl_kpis.formula.grammar.nodes import Structured
from xl_kpis.formula.grammar.syntax_error import FormulaSyntaxError
from xl_kpis.formula.patterns import pattern

ITEMS = ("#All", "#Data", "#Headers", "#Totals", "#This Row")
THIS_ROW = "#This Row"

_ITEM = {item.lower(): item for item in ITEMS}
_SIMPLE = pattern(r"\[((?:[^\[\]']|'.)*+)\]", re.DOTALL)
_OPEN = pattern(r"\[\s*+(@?)\s*+(?=\[)")
_PART = pattern(r"\[((?:[^\[\]']|'.)*+)\]\s*+([:,\]])\s*+", re.DOTALL)
_ESCAPED = pattern(r"'(.)", re.DOTALL)
_SPECIAL = pattern(r"(['\[\]#])")
_BARE = pattern(r"\w+")


def read_brackets(table: str | None, text: str, pos: int) -> tuple[Structured, int]:
    """The reference whose ``[`` is at ``pos``, and where it ends.

    >>> read_brackets("T", "[[#All],[a]:[b]]", 0)[0]
    Structured(table='T', items=('#All',), first='a', last='b')
    """
    match = _SIMPLE.match(text, pos)
    if match:
        return _simple(table, match[1].strip()), match.end()
    match = _OPEN.match(text, pos)
    if not match:
        raise FormulaSyntaxError("columns", pos)
    items = [THIS_ROW] if match[1] else []
    columns: list[str] = []
    end = match.end()
    separator = ","
    while separator != "]":
        match = _PART.match(text, end)
        if not match:
            raise FormulaSyntaxError("columns", pos)
        content, previous, separator = match[1], separator, match[2]
        end = match.end()
        item = _ITEM.get(content.strip().lower())
        if item and previous == "," and separator != ":" and not columns:
            items.append(item)
        elif len(columns) == (previous == ":"):
            columns.append(_unescape(content))
        else:
            raise FormulaSyntaxError("columns", pos)
    # The spaces after the last bracket are not ours: one may be an intersection.
    end = match.start(2) + 1
    first, last = (*columns, None, None)[:2]
    return Structured(table, tuple(items), first, last), end


def _simple(table: str | None, content: str) -> Structured:
    if not content:
        return Structured(table)
    if content.startswith("@"):
        column = content[1:].strip()
        return Structured(table, (THIS_ROW,), _unescape(column) if column else None)
    item = _ITEM.get(content.lower())
    return Structured(table, (item,)) if item else Structured(table, (), _unescape(content))


def _unescape(text: str) -> str:
    return _ESCAPED.sub(r"\1", text) if "'" in text else text


def print_brackets(node: Structured, files: bool) -> str:
    """The reference as text: ``[[#This Row],[a]]`` in files, ``[@a]`` as a person sees it."""
    table = node.table or ""
    if not files and node.items == (THIS_ROW,):
        if node.first is None:
            return f"{table}[@]"
        if node.last is None and _BARE.fullmatch(node.first):
            return f"{table}[@{node.first}]"
        return f"{table}[@{_columns(node)}]"
    if node.first is None:
        if len(node.items) <= 1:
            return f"{table}[{''.join(node.items)}]"
        return f"{table}[{','.join(f'[{item}]' for item in node.items)}]"
    lone = not node.items and node.last is None
    if lone and node.first == node.first.strip() and not node.first.startswith("@"):
        return f"{table}[{_escape(node.first)}]" if node.first else f"{table}[[]]"
    parts = [f"[{item}]" for item in node.items]
    return f"{table}[{','.join([*parts, _columns(node)])}]"


def _columns(node: Structured) -> str:
    assert node.first is not None
    if node.last is None:
        return f"[{_escape(node.first)}]"
    return f"[{_escape(node.first)}]:[{_escape(node.last)}]"


def _escape(name: str) -> str:
    return _SPECIAL.sub(r"'\1", name)
