"""A workbook's values held against those it should have, with an explanation where they differ."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from xl_kpis.errors import ExcelError
from xl_kpis.formula.book import Book
from xl_kpis.hosts.engine import recalculate

STEPS = 12
"""How many parts of a formula are shown with their values."""


def assert_workbook(
    workbook: Any,
    expected: Mapping[str, Any] | str | Path,
    *,
    rel: float = 1e-9,
    update: bool = False,
    **options: Any,
) -> None:
    """Cells of a workbook have these values; ``AssertionError`` with what each cell has instead,
    its formula, and how its value came about.

    ``workbook`` is a :class:`~xl_kpis.formula.book.Book` or anything that ``load`` takes, with its
    ``options``. ``expected`` maps addresses to values: numbers are equal within ``rel``, errors are
    written as Excel does (``"#N/A"``), blanks are None, ranges nested lists. A path is a
    *snapshot*: a JSON file with the values of all formulas, written where it does not exist yet,
    and anew with ``update=True``.

    >>> book = Book.of({"A1": 0.4, "A2": "=1-A1"})
    >>> assert_workbook(book, {"A2": 0.6})
    >>> assert_workbook(book, {"A2": 0.5})
    Traceback (most recent call last):
    ...
    AssertionError: 1 value is not as expected
    A2 is 0.6, not 0.5: =1-A1
        A1  →  0.4
        1-A1  →  0.6
    """
    book = workbook if isinstance(workbook, Book) else recalculate(workbook, **options)
    if not isinstance(expected, Mapping):
        path = Path(expected)
        if update or not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                json.dumps(snapshot(book), indent=1, ensure_ascii=False) + "\n", "utf-8"
            )
            return
        expected = json.loads(path.read_text("utf-8"))
        assert isinstance(expected, dict)
        cells = set(book.formula)
        gone, new = expected.keys() - cells, cells - expected.keys()
        if gone or new:
            raise AssertionError(
                "\n".join(
                    [f"{path.name} and the workbook have formulas in different cells"]
                    + [f"{cell} has none any more" for cell in sorted(gone)]
                    + [f"{cell} has a new one: {book.formula[cell]}" for cell in sorted(new)]
                )
            )
    wrong = list(_differences(book, expected, rel))
    if wrong:
        count = "1 value is" if len(wrong) == 1 else f"{len(wrong)} values are"
        raise AssertionError("\n".join([f"{count} not as expected", *wrong]))


def snapshot(book: Book) -> dict[str, Any]:
    """The values of all formulas of a book, errors as texts."""
    return {cell: _plain(book[cell]) for cell in book.formula}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.code if isinstance(value, ExcelError) else value


def _differences(book: Book, expected: Mapping[str, Any], rel: float) -> Iterator[str]:
    for address, want in expected.items():
        got = _plain(book[address])
        if not _same(got, _plain(want), rel):
            formula = book.formula(address)
            what = f": {formula}" if formula else ", which is typed"
            lines = [f"{address} is {got!r}, not {want!r}{what}"]
            if formula:
                lines += _reasons(book, address)
            yield "\n    ".join(lines)


def _reasons(book: Book, address: str) -> Iterator[str]:
    """How the value of a formula came about."""
    steps = str(book.explain(address)).splitlines()
    if len(steps) > STEPS:
        yield f"… {len(steps) - STEPS} parts more"
    yield from steps[-STEPS:]
    path = book.error_path(address)
    if len(path) > 1:
        yield f"the error starts in {path[-1]}"


def _same(got: Any, want: Any, rel: float) -> bool:
    if isinstance(got, list) or isinstance(want, list):
        return (
            isinstance(got, list)
            and isinstance(want, list)
            and len(got) == len(want)
            and all(_same(a, b, rel) for a, b in zip(got, want, strict=True))
        )
    if isinstance(got, bool) or isinstance(want, bool) or isinstance(got, str):
        return type(got) is type(want) and bool(got == want)
    if isinstance(got, float) and isinstance(want, int | float):
        return math.isclose(got, want, rel_tol=rel, abs_tol=rel * 1e-3)
    return bool(got is want is None)
