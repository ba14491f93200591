"""The workbooks of many clients read into a portfolio, many at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from xl_kpis.errors import XlKpisError
from xl_kpis.languages import DEFAULT, find
from xl_kpis.workbook.places import Damaged, NotATemplate, region_of
from xl_kpis.workbook.portfolio.reading import ClientEntry, read_entry, take_in_packs
from xl_kpis.workbook.portfolio.result import Portfolio, PortfolioError, check_groups

Came = ClientEntry | Exception
"""What came of a file."""


def portfolio(
    files: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    by: str | Sequence[str] = (),
    period: str | None = None,
    language: str = DEFAULT,
    region: str | None = None,
    jobs: int | None = None,
) -> Portfolio:
    """The workbooks of many clients together: who stands where, and who needs a look first.

    ``files`` are paths or addresses of workbooks made from a template. ``by`` are the groups:
    ``folder``, or any name such as ``coach``, read from the cell of each workbook that is called
    ``Set_coach``; a client is called what ``Set_client`` says, or else as its file. Each workbook
    counts with the period it shows, unless one is named: by its number, a day in it
    (``2026-03-31``) or a name (``Q1 2026``). ``region`` is that of each workbook's language unless
    given; ``jobs`` processes share the work, without it it is done in this one.

    What cannot be read is among the ``failed`` of what comes back, what is no filled workbook of
    ours among those ``left`` alone. :class:`PortfolioError` (a ``ValueError``) if nothing else is
    there, or if a group is called as a column of the table.

    >>> from pathlib import Path
    >>> clients = portfolio(sorted(Path("clients").glob("*.xlsx")), by="coach")  # doctest: +SKIP
    >>> for client in clients.attention[:3]:                                     # doctest: +SKIP
    ...     print(client.client, [reason.text for reason in client.reasons])
    >>> clients.save("portfolio.html")                                           # doctest: +SKIP
    """
    one = isinstance(files, (str, os.PathLike))
    names = [os.fspath(files)] if one else [os.fspath(file) for file in files]  # type: ignore[arg-type, union-attr]
    groups = (by,) if isinstance(by, str) else tuple(by)
    spoken = find(language)
    found = dict(gather(names, groups, period, spoken, region, jobs or 1))
    said = {name: _sentence(came, spoken) for name, came in found.items() if is_failure(came)}
    return together_of(found, groups, spoken, said)


def gather(
    names: Sequence[str],
    by: tuple[str, ...],
    period: str | None,
    language: str,
    region: str | None,
    jobs: int,
    see: Callable[[BaseException], None] | None = None,
) -> Iterator[tuple[str, Came]]:
    """Each file with what came of it, as they are done. ``see`` is shown what went wrong where it
    did."""
    from xl_kpis.formula.fleet.asking import Question, ask_files

    check_groups(by)
    read = partial(read_entry, language=language, by=by, period=period)
    question = Question(read, partial(region_of, region=region), see)
    different = list(dict.fromkeys(names))
    for done in ask_files(different, question, jobs):
        name = different[done.number]
        if done.problem is not None:
            yield name, done.problem
        else:
            yield name, replace(done.answer, file=name)


def together_of(
    found: Mapping[str, Came], by: tuple[str, ...], language: str, failed: Mapping[str, str]
) -> Portfolio:
    """A portfolio of what was read; ``failed`` are sentences about what could not be."""
    filled = [came for came in found.values() if isinstance(came, ClientEntry) and came.is_filled]
    if not filled:
        raise PortfolioError("none")
    take_in_packs(filled)
    clients = {entry.file for entry in filled}
    left = [name for name in found if name not in clients and name not in failed]
    return Portfolio(filled, by, language, failed, left)


def is_failure(came: Came) -> bool:
    """Whether a file is ours and gave nothing; one of somebody else is only left alone."""
    return isinstance(came, Exception) and not is_strange(came)


def is_strange(came: Came) -> bool:
    """Whether a file is a workbook of somebody else."""
    return isinstance(came, NotATemplate) and not isinstance(came, Damaged)


def _sentence(came: Came, language: str) -> str:
    return came.sentence(language) if isinstance(came, XlKpisError) else str(came)
