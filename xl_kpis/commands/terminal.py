"""Tables for people: in colour on a terminal, plain and as wide as needed anywhere else."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from typing import Any

import click

from xl_kpis.formula.patterns import pattern

WIDE = 200
"""Columns where there is no terminal that says how many it has."""
ROOMY = 150


def is_narrow() -> bool:
    """Whether stdout is a terminal with fewer columns than our widest tables want."""
    import shutil

    return sys.stdout.isatty() and shutil.get_terminal_size().columns < ROOMY


_HARMFUL = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that move the cursor, change colours or turn round what stands beside them."""


def harmless(text: str) -> str:
    """A text that does nothing to a terminal: where a character would, a mark stands for it.

    >>> harmless("a\\x1b[2Jb\\u202ec")
    'a�[2Jb�c'
    """
    return text if text.isprintable() else _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", text)


def echo(text: object = "", *, err: bool = False, nl: bool = True) -> None:
    """Print a text for people."""
    click.echo(harmless(str(text)), err=err, nl=nl)


def echo_data(text: str, *, nl: bool = True) -> None:
    """Print what programs read: as it is, unless it goes to a terminal."""
    click.echo(harmless(text) if sys.stdout.isatty() else text, nl=nl)


def in_json(value: Any, indent: int | None = None) -> str:
    """A value as JSON, in which characters that do something to a terminal are escaped.

    >>> in_json({"é": "\\x9b"})
    '{"é": "\\\\u009b"}'
    """
    import json  # not needed for what most commands print

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _HARMFUL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


class _Harmless:
    """A rich table or text whose own characters do nothing to a terminal."""

    def __init__(self, thing: Any) -> None:
        self.thing = thing

    def __rich_console__(self, console: Any, options: Any) -> Iterator[Any]:
        for segment in console.render(self.thing, options):
            yield segment if segment.control else segment._replace(text=harmless(segment.text))


def show(*things: Any) -> None:
    """Print rich tables or texts to stdout."""
    if not sys.stdout.isatty():
        click.echo(as_text(*things), nl=False)
        return
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    for thing in things:
        console.print(_Harmless(thing))


def as_text(*things: Any) -> str:
    """What :func:`show` would print, without colour."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(file=out, highlight=False, width=WIDE, color_system=None)
    for thing in things:
        console.print(thing, markup=False)
    return "\n".join(harmless(line.rstrip()) for line in out.getvalue().split("\n")[:-1]) + "\n"


def table(*headings: str, right: tuple[int, ...] = ()) -> Any:
    """An empty table; ``right`` are the columns aligned right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    made = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for i, heading in enumerate(headings):
        made.add_column(heading, justify="right" if i in right else "left")
    return made
