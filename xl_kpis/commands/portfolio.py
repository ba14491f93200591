"""``xl-kpis portfolio``: many clients' workbooks together, as a table, a page or a workbook."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from xl_kpis.commands.books import write
from xl_kpis.commands.frame import Argument, Command, Option, force_option, region_option
from xl_kpis.commands.language import language, say
from xl_kpis.commands.problem import Usage, about, sentence, trace
from xl_kpis.commands.records import Progress
from xl_kpis.commands.targets import ending, may_write, where, workbooks
from xl_kpis.commands.terminal import echo

if TYPE_CHECKING:
    from xl_kpis.workbook.portfolio.gathering import Came
    from xl_kpis.workbook.portfolio.result import Portfolio

ENDINGS = (".html", ".pdf", ".xlsx", ".csv", ".parquet")


def write_portfolio(
    files: tuple[str, ...],
    by: tuple[str, ...],
    period: str | None,
    output: str,
    force: bool,
    region: str | None,
) -> int:
    from xl_kpis.workbook.portfolio.result import PortfolioError, check_groups

    path = where(output)
    ending(path, *ENDINGS)
    may_write(path, force)
    try:
        check_groups(by)
    except PortfolioError as error:
        raise Usage("portfolio.refused", reason=error.sentence(language())) from None
    names = [str(file) for file, *_ in workbooks(files)]
    made = _gathered(names, by, period, region)
    write(path, made.to_bytes(path.suffix.lower()))
    echo(say("files.written", file=path), err=True)
    there = sum(row["value"] is not None for row in made.rows)
    counts = {"clients": len(made.clients), "there": there, "lacking": len(made.rows) - there}
    counts |= {"look": len(made.attention), "left": len(made.left), "failed": len(made.failed)}
    echo(say("portfolio.done", **counts), err=True)
    return 1 if made.failed else 0


def _gathered(
    names: list[str], by: tuple[str, ...], period: str | None, region: str | None
) -> Portfolio:
    """The portfolio of some files; of those that fail it is said why, as soon as they do."""
    from xl_kpis.workbook.portfolio.gathering import gather, is_failure, together_of

    found: dict[str, Came] = {}
    failed: dict[str, str] = {}
    with Progress(len(names)) as progress:
        jobs = os.cpu_count() or 1
        for name, came in gather(names, by, period, language(), region, jobs, see=trace):
            found[name] = came
            if is_failure(came):
                assert isinstance(came, Exception)
                failed[name] = sentence(came)
                progress.remark(about(name, failed[name]))
            progress.advance()
    in_order = {name: found[name] for name in names}
    return together_of(
        in_order, by, language(), {name: failed[name] for name in names if name in failed}
    )


command = Command(
    "portfolio",
    callback=write_portfolio,
    params=[
        Argument(["files"], metavar="file", nargs=-1, required=True),
        Option(["--by"], words="portfolio.by", metavar="group", multiple=True),
        Option(["--period"], words="scorecard.period", metavar="period"),
        Option(["-o", "--output"], words="portfolio.output", metavar="file", required=True),
        force_option(),
        region_option(words="option.region.own"),
    ],
)
