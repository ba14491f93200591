"""Tables for people: in colour on a terminal, plain and as wide as needed anywhere else."""

from __future__ import annotations

import io
import sys
from typing import Any

WIDE = 200
"""Columns where there is no terminal that says how many it has."""
ROOMY = 150


def is_narrow() -> bool:
    """Whether stdout is a terminal with fewer columns than our widest tables want."""
    import shutil

    return sys.stdout.isatty() and shutil.get_terminal_size().columns < ROOMY


def show(*things: Any) -> None:
    """Print rich tables or texts to stdout."""
    import click

    if not sys.stdout.isatty():
        click.echo(as_text(*things), nl=False)
        return
    from rich.console import Console

    console = Console(highlight=False)
    for thing in things:
        console.print(thing, markup=False)


def as_text(*things: Any) -> str:
    """What :func:`show` would print, without colour."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(file=out, highlight=False, width=WIDE, color_system=None)
    for thing in things:
        console.print(thing, markup=False)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def table(*headings: str, right: tuple[int, ...] = ()) -> Any:
    """An empty table; ``right`` are the columns aligned right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    made = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for i, heading in enumerate(headings):
        made.add_column(heading, justify="right" if i in right else "left")
    return made
