"""Small workbooks for tests: cells, names, tables, arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xl_kpis.formula.book import Book
from xl_kpis.formula.sheets.model import DefinedName, RunKind, Table


@dataclass
class Formula:
    """A formula as it is entered: over a block (legacy array) or left to spill (dynamic)."""

    text: str
    kind: RunKind
    rows: int = 1
    columns: int = 1


def dynamic(text: str) -> Formula:
    """A formula that spills."""
    return Formula(text, "dynamic")


def array(text: str, rows: int = 1, columns: int = 1) -> Formula:
    """A formula entered with Ctrl+Shift+Enter over a block."""
    return Formula(text, "array", rows, columns)


def book_of(
    cells: Mapping[str, Any],
    names: Mapping[str, str] | None = None,
    tables: tuple[Table, ...] = (),
    **options: Any,
) -> Book:
    """As :meth:`Book.of`, with formulas of every kind (plain texts are ordinary ones, as in files
    of before dynamic arrays), names (``"Sheet2!rate"`` for one of that sheet's own) and tables;
    options that are the model's (``date1904``) are set on it."""
    plain = {k: "=" + v.text if isinstance(v, Formula) else v for k, v in cells.items()}
    clock = {k: options.pop(k) for k in ("now", "seed") if k in options}
    book = Book.of(plain, **clock)
    kinds = {"=" + v.text: v for v in cells.values() if isinstance(v, Formula)}
    for sheet in book.model.sheets:
        for i, run in enumerate(sheet.runs):
            entered = kinds.get("=" + run.text) or Formula(run.text, "normal")
            sheet.runs[i] = run._replace(
                kind=entered.kind,
                bottom=run.top + entered.rows - 1,
                right=run.left + entered.columns - 1,
            )
    for name, text in (names or {}).items():
        owner, _, short = name.rpartition("!")
        index = book.model.sheet_index(owner) if owner else None
        book.model.names.append(DefinedName(short, text, index))
    book.model.tables += tables
    for option, value in options.items():
        assert hasattr(book.model, option)
        setattr(book.model, option, value)
    return book


def same(got: Any, want: Any) -> bool:
    """Equal in kind and value; numbers to 12 digits, error values by their code."""
    if isinstance(want, list):
        return isinstance(got, list) and len(got) == len(want) and all(map(same, got, want))
    if isinstance(want, bool) or isinstance(got, bool) or got is None or want is None:
        return got is want
    if isinstance(want, (int, float)):
        return isinstance(got, float) and abs(got - want) <= 1e-12 * max(1.0, abs(want))
    if isinstance(want, str) and want.startswith("#"):
        return str(got) == want
    return type(got) is type(want) and bool(got == want)
