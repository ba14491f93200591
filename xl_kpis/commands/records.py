"""Records on stdout in the format asked for; progress and remarks on stderr."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any

from xl_kpis.commands.language import say
from xl_kpis.commands.terminal import echo, echo_data, harmless, in_json, show

Record = dict[str, Any]


class Progress:
    """A progress bar on stderr, where there are several things to wait for and a terminal to show
    it on; and remarks there, which go above it."""

    def __init__(self, expected: int) -> None:
        self.bar = _bar(expected) if expected > 1 and sys.stderr.isatty() else None

    def __enter__(self) -> Progress:
        if self.bar is not None:
            self.bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.bar is not None:
            self.bar.stop()

    def advance(self) -> None:
        """One thing more is done."""
        if self.bar is not None:
            self.bar.advance(self.bar.task_ids[0])

    def remark(self, line: str) -> None:
        """A sentence for the person at the terminal."""
        if self.bar is not None:
            self.bar.console.print(harmless(line), markup=False, highlight=False, soft_wrap=True)
        else:
            echo(line, err=True)


class Records:
    """Takes records as they come: ``ndjson`` and ``csv`` are written at once, ``json`` and
    ``table`` (which ``table`` makes of several) at the end."""

    def __init__(
        self, format: str, columns: tuple[str, ...], table: Callable[[list[Record]], Any]
    ) -> None:
        self.format, self.columns, self.table = format, columns, table
        self.seen: list[Record] = []

    def __enter__(self) -> Records:
        if self.format == "csv":
            _write_row(self.columns)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            return
        if self.format == "json":
            echo_data(in_json(self.seen, indent=2))
        elif self.format == "table" and len(self.seen) > 1:
            show(self.table(self.seen))

    def add(self, record: Record) -> None:
        self.seen.append(record)
        if self.format == "ndjson":
            echo_data(in_json(record))
        elif self.format == "csv":
            _write_row([_field(record, column) for column in self.columns])
        sys.stdout.flush()


def _write_row(fields: Sequence[Any]) -> None:
    import csv

    row = io.StringIO()
    csv.writer(row, lineterminator="\n").writerow(fields)
    echo_data(row.getvalue(), nl=False)


def _field(record: Record, column: str) -> Any:
    from xl_kpis.workbook.csv_fields import field

    return field(flat(record[column]), is_path=column in ("file", "output"))


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
