"""The workbook setting *precision as displayed*."""

from __future__ import annotations

from xl_kpis.formula.book import Book


def test_results_keep_only_the_decimals_their_format_shows() -> None:
    book = Book.of({"A1": "=1/3", "A2": "=1/3", "A3": "=A1*3", "A4": "=A2*3"})
    book.model.precision_as_displayed = True
    book.model.sheets[0].formats[0, 0] = "0.00"
    assert (book["A1"], book["A3"]) == (0.33, 0.99)
    assert (book["A2"], book["A4"]) == (1 / 3, 1.0)


def test_percentages_dates_and_signs() -> None:
    book = Book.of({"A1": "=0.12345", "A2": "=-1234.567", "A3": "=45000.75"})
    book.model.precision_as_displayed = True
    formats = {(0, 0): "0.0%", (1, 0): "#,##0.0;(#,##0)", (2, 0): "yyyy-mm-dd"}
    book.model.sheets[0].formats.update(formats)
    assert (book["A1"], book["A2"], book["A3"]) == (0.123, -1235.0, 45000.75)
