"""``xl-kpis template``: an empty workbook to type figures into."""

from __future__ import annotations

from pathlib import Path

import click

from xl_kpis.commands.books import write
from xl_kpis.commands.frame import Choice, Command, Option, force_option
from xl_kpis.commands.language import language, say
from xl_kpis.commands.targets import ending, may_write
from xl_kpis.kpi import PACKS

FLAVOURS = ("native", "kpi", "lambda")


def template(pack: str, formulas: str, output: str | None, force: bool) -> None:
    from xl_kpis.workbook.layout import file_stem

    path = Path(output or f"{file_stem(pack, language(), formulas)}.xlsx")
    ending(path, ".xlsx")
    may_write(path, force)
    from xl_kpis.workbook.template import template_bytes

    write(path, template_bytes(pack, language(), formulas))
    click.echo(say("template.done", file=path), err=True)


command = Command(
    "template",
    callback=template,
    params=[
        Option(["--pack"], words="template.pack", type=Choice(tuple(PACKS)), required=True),
        Option(
            ["--formulas"],
            words="template.formulas",
            type=Choice(FLAVOURS),
            default="native",
        ),
        Option(["-o", "--output"], words="template.output", metavar="file"),
        force_option(),
    ],
)
