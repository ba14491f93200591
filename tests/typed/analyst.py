"""A quarter of a coaching business, worked on as an analyst would: what users' code looks like.

``tests/test_types.py`` runs it and has type checkers read it, strictly and without exceptions.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

import xl_kpis
from xl_kpis import Book, CellValue, CellValues, EditError, ExcelError, XlKpisError

PRICE = "Plan!B1"
SESSIONS = "Plan!B2"
HELD = "Plan!B3"
REVENUE = "Plan!B4"
SHARE = "Plan!B5"

CELLS: Mapping[str, CellValue] = {
    "Plan!A1": "Price of a session",
    PRICE: 120.0,
    "Plan!A2": "Sessions booked",
    SESSIONS: 80.0,
    "Plan!A3": "Sessions held",
    HELD: 76.0,
    "Plan!A4": "Revenue",
    REVENUE: "=B1*B3",
    "Plan!A5": "Share held",
    SHARE: "=IF(B2=0,NA(),B3/B2)",
}


@dataclass(frozen=True)
class Quarter:
    """What an analyst wants to know."""

    revenue: float
    share: float | None
    note: str


@xl_kpis.function
def AFTER_TAX(amount: float, rate: float = 0.2) -> float:
    """What is left of an amount."""
    return amount * (1 - rate)


@xl_kpis.function(name="NEXT_MONDAY", volatile=False)
def next_monday(day: dt.date) -> dt.date:
    """The Monday after a day."""
    return day + dt.timedelta(days=7 - day.weekday())


@xl_kpis.function(vector=True)
def GROWN(start: float, rate: float) -> float:
    """A value after a year."""
    return start * (1 + rate)


def number(value: object) -> float:
    """A number of a cell, or an exception that says what was there."""
    if isinstance(value, bool) or not isinstance(value, float):
        raise TypeError(f"{value!r} is no number")
    return value


def column(values: CellValues) -> list[CellValue]:
    """The first column of what a book gives for a range."""
    if not isinstance(values, list):
        return [values]
    return [row[0] for row in values]


def quarter(book: Book) -> Quarter:
    """The figures of a quarter as the book has them now."""
    share = book[SHARE]
    if isinstance(share, ExcelError):
        return Quarter(number(book[REVENUE]), None, f"no share: {share.code}")
    formula = book.formula[SHARE]
    text = formula if isinstance(formula, str) else ""
    return Quarter(number(book[REVENUE]), number(share), text)


def what_if(book: Book, prices: Sequence[float]) -> pd.DataFrame:
    """The revenue at several prices."""
    cases = pd.DataFrame({PRICE: list(prices)})
    found: pd.DataFrame = book.scenarios(cases, [REVENUE, SHARE])
    return found


def needed_price(book: Book, revenue: float) -> float:
    """The price that gives a revenue."""
    price: float = book.goal_seek(REVENUE, revenue, by=PRICE)
    return price


def prices_by_sessions(book: Book) -> npt.NDArray[np.float64]:
    """Revenue by price, down, and sessions held, across."""
    table = book.data_table(REVENUE, rows={PRICE: [100, 120]}, columns={HELD: [70, 76, 80]})
    return table.to_numpy(dtype=np.float64)


def errors(book: Book) -> Iterator[tuple[str, str]]:
    """Cells whose formulas give errors, with the cell each error starts in."""
    for address in book.formula:
        if isinstance(book[address], ExcelError):
            path: list[str] = book.error_path(address)
            yield address, path[-1]


def described(book: Book) -> str:
    """A book in a few words."""
    lines: list[str] = []
    for sheet in book.sheets:
        used: str | None = sheet.used
        name: str = sheet.name
        lines.append(f"{name}: {used or 'empty'}, {len(sheet.formulas)} formulas")
        for row in sheet.rows():
            texts = [item for item in row if isinstance(item, str)]
            lines.extend(f"  {text}" for text in texts)
    names: dict[str, str] = dict(book.names)
    tables: dict[str, str] = book.tables
    return "\n".join([*lines, *names, *tables])


def refused(book: Book) -> list[str]:
    """What a book says no to, in French."""
    said: list[str] = []
    try:
        book[REVENUE] = 5
    except EditError as problem:
        said.append(problem.sentence("fr"))
    try:
        book["Nowhere!A1"]
    except XlKpisError as problem:
        said.append(str(problem))
    return said


def saved(book: Book, target: Path) -> int:
    """A workbook with the plan's figures, saved; how many formulas were written."""
    report = book.recalculate(timeout=10.0)
    if report.errors:
        raise ValueError(f"errors: {report.errors}")
    buffer = io.BytesIO()
    written = book.save(buffer)
    assert target.write_bytes(buffer.getvalue()) > 0
    again: Book = xl_kpis.load(target, now=dt.datetime(2024, 3, 31), seed=1, region="fr-FR")
    assert again.region == "fr-FR"
    return written.cells


def from_file(folder: Path) -> str:
    """A workbook of a file, changed and written beside it."""
    target = folder / "out.xlsx"
    book = xl_kpis.load(folder / "in.xlsx")
    plan = book.sheets["Plan"]
    plan.insert_rows(1)
    plan.name = "Renamed"
    book.sheets.add("Notes")["A1"] = "typed"
    book.formula["Notes!B1"] = "=Renamed!A3+1"
    count = saved(book, target)
    for done in xl_kpis.recalculate_files([(target, folder / "again.xlsx")]):
        if done.problem is not None or done.report is None:
            raise RuntimeError(done.problem)
        count += done.report.formulas
    xl_kpis.assert_workbook(book, {"Notes!B1": 21.0})
    return f"{count} formulas; {book['Notes!B1']}"


def main(folder: Path) -> list[str]:
    """All of it; what was found, a line each."""
    book = Book.of(CELLS, seed=1)
    out = [str(quarter(book)), described(book), *refused(book)]
    book[SESSIONS] = 0
    out.append(str(quarter(book)))
    out.extend(f"{cell} by {start}" for cell, start in errors(book))
    book[SESSIONS] = np.float64(80)
    out.append(f"{needed_price(book, 10_000):.2f}")
    revenues: list[float] = what_if(book, [100.0, 110.0])[REVENUE].tolist()
    out.append(str(revenues))
    out.append(str(prices_by_sessions(book).sum()))
    left = book.evaluate("=AFTER_TAX(Plan!B4)")
    monday = xl_kpis.evaluate("=NEXT_MONDAY(DATE(2024,3,28))")
    grown = column(xl_kpis.evaluate("=GROWN({100;200},0.1)"))
    out.append(f"{number(left):.0f} {number(monday):.0f} {[round(number(g), 6) for g in grown]}")
    out.append(str(book.explain(SHARE)))
    out.append(", ".join(book.precedents(SHARE)))
    out.append(from_file(folder))
    return out


if __name__ == "__main__":
    print("\n".join(main(Path(sys.argv[1]))))
