"""``--pack``: a pack that is shipped, one of the environment, or a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from xl_kpis.commands.frame import Option
from xl_kpis.commands.language import say
from xl_kpis.commands.problem import Problem, Usage

if TYPE_CHECKING:
    from xl_kpis.kpi.packs import Pack


def pack_id(name: str) -> str:
    """The id of the pack that was named; that of a file is read and taken in."""
    from xl_kpis.kpi import PACKS

    if name in PACKS:
        return name
    if name.casefold().endswith(".toml") or Path(name).is_file():
        return read_pack(name).id
    from xl_kpis.kpi.pack_sources import find

    if find(name):
        return name
    raise Usage("pack.unknown", name=name, known=", ".join(PACKS))


def read_pack(file: str) -> Pack:
    """The pack of a file, taken in; ``Problem`` if nobody can read it."""
    import xl_kpis.workbook.currencies  # noqa: F401  # the pack's is looked up there
    from xl_kpis.kpi.pack_sources import load

    try:
        return load(file)
    except UnicodeDecodeError:
        raise Problem("pack.not_utf8", file=file) from None


class PackOption(Option):
    """``--pack NAME|FILE.toml``; :func:`pack_id` makes something of it."""

    def __init__(self, words: str, required: bool = False, multiple: bool = False) -> None:
        name = "packs" if multiple else "pack"
        super().__init__(["--pack", name], words=words, required=required, multiple=multiple)

    def make_metavar(self, ctx: click.Context) -> str:
        from xl_kpis.kpi import PACKS

        return "|".join((*PACKS, say("metavar.pack_file")))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Packs by name, and pack files; other files' folders where nothing else fits."""
        from xl_kpis.kpi import PACKS

        named = [name for name in PACKS if name.startswith(incomplete)]
        files = Path(incomplete).parent.glob("*.toml")
        named += [str(file) for file in sorted(files) if str(file).startswith(incomplete)]
        if named:
            return [CompletionItem(name) for name in named]
        return [CompletionItem(incomplete, type="file")]
