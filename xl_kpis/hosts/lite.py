"""The files for xlwings Lite: a personal module with every KPI function, and its requirements."""

from __future__ import annotations

import xl_kpis
from xl_kpis.hosts import adapter
from xl_kpis.kpi.catalogue import known_functions
from xl_kpis.kpi.lookup import choices
from xl_kpis.kpi.model import Argument, Function
from xl_kpis.kpi.packs import at_hand

_HEAD = '''\
"""xl-kpis {version} for xlwings Lite. Made by: xl-kpis addin build lite"""

from typing import Literal

import xlwings as xw

from xl_kpis.hosts.officejs import OMITTED, call

{lists}
'''

_CALL = "from xl_kpis.hosts.officejs import OMITTED, call"

_LISTS = {"kpi": "Kpi", "tier": "Tier", "language": "Language"}
"""What the drop-down lists are called, by the kind of choice."""


def module_text(language: str = "en") -> str:
    """``main.py``: plain functions with help, argument help and drop-down lists."""
    functions = known_functions().values()
    words = {a.choices: choices(a) for f in functions for a in f.arguments if a.choices}
    lists = "\n".join(
        f"{name} = Literal[{', '.join(map(_quoted, words[kind]))}]" for kind, name in _LISTS.items()
    )
    head = _HEAD.format(version=xl_kpis.__version__, lists=lists)
    packs = [_pack(pack.source) for pack in at_hand()]
    if packs:
        head = head.replace(_CALL, f"{_CALL}\nfrom xl_kpis.kpi.pack_sources import take")
    head += "".join(packs)
    return head + "\n".join(_function(function, language) for function in functions)


def _pack(source: str) -> str:
    """What takes in a pack where its file is not: its text, line by line."""
    lines = "".join(f"    {line!r}\n" for line in source.splitlines(keepends=True))
    return f"\ntake(\n{lines})\n"


def requirements_text(wheel: str | None = None) -> str:
    """``requirements.txt``: our wheel, by its address or by name and version.

    The functions need nothing else, so that Excel starts them without numpy or pandas.
    """
    return (wheel or f"xl-kpis=={xl_kpis.__version__}") + "\n"


def _function(function: Function, language: str) -> str:
    lines = ["", "@xw.func"]
    lines += [_decorator(argument, language) for argument in function.arguments]
    lines += [
        f"def {function.name}({', '.join(map(_parameter, function.arguments))}):",
        f"    {_quoted(adapter.function_help(function, language))}",
        f"    return call({', '.join([_quoted(function.name), *_names(function)])})",
        "",
    ]
    return "\n".join(lines)


def _decorator(argument: Argument, language: str) -> str:
    doc = _quoted(adapter.argument_help(argument, language))
    # A list of choices brings its own conversion; all else comes as Excel hands it over.
    raw = "" if argument.choices else 'convert="raw", '
    return f'@xw.arg("{argument.name}", {raw}doc={doc})'


def _parameter(argument: Argument) -> str:
    kind = f": {_LISTS[argument.choices]}" if argument.choices else ""
    equals = " = " if kind else "="
    return f"{argument.name}{kind}" + (f"{equals}OMITTED" if argument.optional else "")


def _names(function: Function) -> list[str]:
    return [argument.name for argument in function.arguments]


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
