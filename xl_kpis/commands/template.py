"""``xl-kpis template``: an empty workbook to type figures into."""

from __future__ import annotations

from pathlib import Path

from xl_kpis.commands.books import write
from xl_kpis.commands.frame import Choice, Command, Option, Whole, force_option
from xl_kpis.commands.language import language, say
from xl_kpis.commands.pack_option import PackOption, pack_id
from xl_kpis.commands.problem import Usage
from xl_kpis.commands.targets import ending, may_write
from xl_kpis.commands.terminal import echo

FLAVOURS = ("native", "kpi", "lambda")


def template(
    pack: str, formulas: str, periods: int | None, output: str | None, force: bool
) -> None:
    from xl_kpis.workbook.layout import PERIODS, file_stem

    pack = pack_id(pack)

    path = Path(output or f"{file_stem(pack, language(), formulas)}.xlsx")
    ending(path, ".xlsx")
    may_write(path, force)
    checked_periods(periods)
    from xl_kpis.workbook.template import template_bytes

    write(path, template_bytes(pack, language(), formulas, periods or PERIODS))
    echo(say("template.done", file=path), err=True)


def checked_periods(periods: int | None) -> None:
    """``Usage`` for a number of periods that no workbook has."""
    from xl_kpis.workbook.layout import MAX_PERIODS, WINDOW

    if periods is not None and not WINDOW <= periods <= MAX_PERIODS:
        raise Usage("template.bad_periods", count=periods, least=WINDOW, most=MAX_PERIODS)


command = Command(
    "template",
    callback=template,
    params=[
        PackOption("template.pack", required=True),
        Option(
            ["--formulas"],
            words="template.formulas",
            type=Choice(FLAVOURS),
            default="native",
        ),
        Option(["--periods"], words="template.periods", metavar="count", type=Whole()),
        Option(["-o", "--output"], words="template.output", metavar="file"),
        force_option(),
    ],
)
