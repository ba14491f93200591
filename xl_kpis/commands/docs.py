"""The reference of all commands, written from their definitions.

``python -m xl_kpis.commands.docs`` renews the generated part of ``docs/commands.en.md`` and
its translations; a test keeps it fresh.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from xl_kpis.commands.app import COMMANDS, GROUP, PROGRAM
from xl_kpis.commands.language import say, speak
from xl_kpis.languages import available

FOLDER = Path(__file__).parents[2] / "docs"
BEGIN, END = "<!-- generated: commands -->", "<!-- end of generated part -->"


def path(language: str) -> Path:
    return FOLDER / f"commands.{language}.md"


def renewed(page: str, language: str) -> str:
    """A page with its generated part written anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    speak(language)
    return f"{before}{BEGIN}\n" + "\n".join(_commands()) + f"\n\n{END}{after}"


def _commands() -> Iterator[str]:
    group = click.Context(GROUP, info_name=PROGRAM)
    for name in COMMANDS:
        command = GROUP.get_command(group, name)
        assert command is not None
        yield from _command(command, click.Context(command, parent=group, info_name=name))


def _command(command: click.Command, ctx: click.Context) -> Iterator[str]:
    name = command.name
    yield ""
    yield f"## {PROGRAM} {name}"
    yield ""
    yield say(f"{name}.help")
    yield ""
    yield "```sh"
    yield from say(f"{name}.examples").splitlines()
    yield "```"
    yield ""
    pieces = " ".join(command.collect_usage_pieces(ctx))
    yield f"`{ctx.command_path} {pieces}`"
    yield ""
    records = [param.get_help_record(ctx) for param in command.get_params(ctx)]
    for names, help in filter(None, records):
        yield f"- `{names}` – {help}"


if __name__ == "__main__":
    for page, code in ((path(code), code) for code in available()):
        if page.exists():
            page.write_text(renewed(page.read_text("utf-8"), code), encoding="utf-8")
