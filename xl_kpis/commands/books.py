"""Workbooks made from our templates, opened for a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from xl_kpis.commands.problem import Problem

if TYPE_CHECKING:
    from xl_kpis import Book


@contextmanager
def template_book(file: str | Path, region: str | None = None) -> Iterator[Book]:
    """The workbook, calculated as in a region (that of its language unless given); ``Problem``
    if it turns out not to be made from a template."""
    from xl_kpis import load
    from xl_kpis.workbook.places import in_region

    book = load(file)
    with naming(file):
        in_region(book, region)
        yield book


@contextmanager
def naming(file: str | Path) -> Iterator[None]:
    """``Problem`` with the file's name if a workbook is not made from a template, or damaged."""
    from xl_kpis.workbook.places import Damaged, NotATemplate

    try:
        yield
    except Damaged as error:
        raise Problem("books.damaged", file=file, what=error) from None
    except NotATemplate:
        raise Problem("books.no_template", file=file) from None


def write(path: Path, content: bytes) -> None:
    """Write a file, or to an address, all at once or not at all, with the folders it needs."""
    if not isinstance(path, Path):
        from xl_kpis.formula.xlsx.package.places import put

        put(path, content)
        return
    from xl_kpis.formula.xlsx.write.saving import replacing

    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as out:
        out.write(content)
