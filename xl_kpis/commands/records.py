"""Records on stdout in the format asked for; progress and remarks on stderr."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

import click

from xl_kpis.commands.language import say
from xl_kpis.commands.terminal import show

Record = dict[str, Any]


class Records:
    """Takes records as they come: ``ndjson`` and ``csv`` are written at once, ``json`` and
    ``table`` (which ``table`` makes of them) at the end. With several to come there is a table,
    and a progress bar on stderr if that is a terminal."""

    def __init__(
        self,
        format: str,
        expected: int,
        columns: tuple[str, ...],
        table: Callable[[list[Record]], Any],
    ) -> None:
        self.format, self.expected, self.columns = format, expected, columns
        self.table = table
        self.seen: list[Record] = []
        self._progress: Any = None

    def __enter__(self) -> Records:
        if self.expected > 1 and sys.stderr.isatty():
            self._progress = _bar(self.expected)
            self._progress.start()
        if self.format == "csv":
            csv.writer(sys.stdout).writerow(self.columns)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._progress is not None:
            self._progress.stop()
        if kind is not None:
            return
        if self.format == "json":
            click.echo(json.dumps(self.seen, ensure_ascii=False, indent=2))
        elif self.format == "table" and self.expected > 1:
            show(self.table(self.seen))

    def add(self, record: Record) -> None:
        self.seen.append(record)
        if self.format == "ndjson":
            click.echo(json.dumps(record, ensure_ascii=False))
        elif self.format == "csv":
            row = [flat(record[column]) for column in self.columns]
            csv.writer(sys.stdout).writerow(row)
        sys.stdout.flush()
        if self._progress is not None:
            self._progress.advance(self._progress.task_ids[0])

    def remark(self, line: str) -> None:
        """A sentence for the person at the terminal."""
        if self._progress is not None:
            self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            click.echo(line, err=True)


def flat(value: Any) -> Any:
    """A value in one field of a CSV file.

    >>> flat({"#N/A": 2, "#DIV/0!": 1}), flat(["a", "b"]), flat(None)
    ('#N/A 2; #DIV/0! 1', 'a; b', '')
    """
    if isinstance(value, dict):
        return "; ".join(f"{key} {flat(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "; ".join(str(flat(item)) for item in value)
    return "" if value is None else value


def _bar(total: int) -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Remaining(),
        console=Console(stderr=True),
        redirect_stdout=sys.stdout.isatty(),
        transient=True,
    )
    bar.add_task(say("records.progress"), total=total)
    return bar
