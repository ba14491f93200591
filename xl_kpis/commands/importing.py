"""``xl-kpis import``: exports of other services into a workbook, in place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xl_kpis.commands.figures import READING, job, put
from xl_kpis.commands.frame import Argument, Command, Option, force_option
from xl_kpis.commands.targets import may_write, workbook_ending


def import_figures(
    template: str, files: tuple[str, ...], output: str | None, force: bool, **given: Any
) -> int:
    path = Path(output or template)
    workbook_ending(path)
    if output is not None and not given["dry_run"]:
        may_write(path, force)
    return put(job(template, files, path, **given))


command = Command(
    "import",
    callback=import_figures,
    params=[
        Argument(["template"], metavar="workbook"),
        Argument(["files"], metavar="file", nargs=-1, required=True),
        Option(["-o", "--output"], words="import.output", metavar="file"),
        *READING,
        force_option(),
    ],
)
