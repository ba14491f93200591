"""``xl-kpis fill``: data put into a template, checked before anything is written."""

from __future__ import annotations

from typing import Any

from xl_kpis.commands.figures import READING, job, put
from xl_kpis.commands.frame import (
    Argument,
    Command,
    Option,
    force_option,
    functions_option,
    region_option,
)
from xl_kpis.commands.targets import may_write, where, workbook_ending


def fill(
    template: str,
    data: tuple[str, ...],
    output: str,
    force: bool,
    region: str | None,
    **given: Any,
) -> int:
    path = where(output)
    workbook_ending(path)
    if not given["dry_run"]:
        may_write(path, force)
    return put(job(template, data, path, **given), region)


command = Command(
    "fill",
    callback=fill,
    params=[
        Argument(["template"], metavar="template"),
        Option(["--data"], words="fill.data", metavar="file", multiple=True, required=True),
        Option(["-o", "--output"], words="fill.output", metavar="file", required=True),
        *READING,
        force_option(),
        region_option(words="option.region.own"),
        functions_option(),
    ],
)
