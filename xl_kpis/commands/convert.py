"""``xl-kpis convert``: KPI calls of any workbook written as other formulas, and back."""

from __future__ import annotations

from pathlib import Path

from xl_kpis.commands.books import write
from xl_kpis.commands.frame import Argument, Choice, Command, Option, force_option
from xl_kpis.commands.language import language, say
from xl_kpis.commands.pack_option import PackOption, pack_id
from xl_kpis.commands.problem import Usage
from xl_kpis.commands.targets import may_write, workbook_ending
from xl_kpis.commands.terminal import echo

FLAVOURS = ("native", "lambda", "kpi")


def convert(
    file: str,
    formulas: str,
    packs: tuple[str, ...],
    output: str | None,
    in_place: bool,
    force: bool,
) -> int:
    for name in packs:
        pack_id(name)
    if (output is None) != in_place:
        raise Usage("convert.where")
    path = Path(output or file)
    workbook_ending(path)
    if not in_place:
        may_write(path, force)
    from xl_kpis.hosts.convert import convert as converted

    done = converted(file, formulas, language())
    write(path, done.data)
    for entry in done.left:
        reason = say(f"convert.why.{entry.reason}")
        echo(say("convert.left", place=entry.place, call=entry.call, reason=reason), err=True)
    echo(say("convert.done", file=path, count=done.changed), err=True)
    if done.names:
        echo(say("convert.names", names=", ".join(done.names)), err=True)
    return 1 if done.left else 0


command = Command(
    "convert",
    callback=convert,
    params=[
        Argument(["file"], metavar="file"),
        Option(["--formulas"], words="convert.formulas", type=Choice(FLAVOURS), required=True),
        PackOption("convert.pack", multiple=True),
        Option(["-o", "--output"], words="convert.output", metavar="file"),
        Option(["--in-place"], words="convert.in_place", is_flag=True),
        force_option(),
    ],
)
