"""The figures of a table to be scored, by whole columns: numbers and days as people write them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from xl_kpis.errors import ExcelError
from xl_kpis.kpi.arrays import BLANK, ERROR, NUMBER, TEXT, Column, pack
from xl_kpis.kpi.evaluate import serial
from xl_kpis.workbook.figures.model import said
from xl_kpis.workbook.figures.numbers import POINT, decide, written
from xl_kpis.workbook.figures.periods import DMY, MDY, decide_order, parse_span, serial_of
from xl_kpis.workbook.score_extras import TableError


def values_in(column: pd.Series, dated: np.ndarray, dates: str = "") -> Column:
    """Figures, those of the rows that are ``dated`` as days."""
    if not dated.any():
        return figures_in(column)
    numbers, kinds = np.full(len(column), np.nan), np.full(len(column), BLANK, np.uint8)
    numbers[dated], kinds[dated] = days_in(column[dated], order_in([column[dated]], dates))
    if not dated.all():
        numbers[~dated], kinds[~dated] = figures_in(column[~dated].infer_objects())
    return numbers, kinds


def check_dates(dates: str) -> None:
    """Refuse what says no order of day and month."""
    if dates not in ("", DMY, MDY):
        raise TableError("dates", given=dates)


def order_in(columns: Iterable[pd.Series], dates: str = "") -> str:
    """Which comes first in the days of a table, day or month, where they are spelled in figures;
    ``dates`` settles it where they do not tell."""
    items = [item for column in columns for item in column.unique().tolist()]
    texts = list(dict.fromkeys(item for item in items if isinstance(item, str)))
    order = decide_order(texts, fixed=dates)
    if order.because == "given" and not order.order:
        raise TableError(
            "dates_against", values=listed([texts[at] for at in order.at]), given=dates
        )
    if order.at and not order.order:
        raise TableError("days", values=listed([texts[at] for at in order.at]))
    return order.order


def days_in(column: pd.Series, order: str) -> Column:
    """A column of days as their serial numbers; what is no day as text."""
    items = [None if missing else item for item, missing in zip(column, column.isna(), strict=True)]
    known: dict[Any, Any] = {}
    for item in dict.fromkeys(items):
        span = parse_span(serial_of(item), order)
        if span is not None and span.is_day:
            known[item] = serial(span.first)
        elif said(item):
            known[item] = item if isinstance(item, ExcelError) else str(item)
    return pack([known.get(item) for item in items])


def figures_in(column: pd.Series) -> Column:
    """Numbers as they are, and those written as text, all of them in one notation."""
    if column.dtype.kind in "iuf":
        return pack(column.to_numpy())
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return pack(column.to_numpy(np.float64, na_value=np.nan))
    items = column.to_numpy(object)
    if not any(isinstance(item, str) for item in items):
        return pack(items)
    quick = pd.to_numeric(column, errors="coerce").to_numpy(np.float64)
    is_text = np.array([isinstance(item, str) for item in items])
    # What a computer writes is read at once; what a person wrote, as a person reads it.
    plain = is_text & ~np.isnan(quick) & np.array([_is_plain(item) for item in items])
    numbers, kinds = np.where(plain, quick, np.nan), np.where(plain, NUMBER, BLANK).astype(np.uint8)
    rest = np.flatnonzero(is_text & ~plain)
    said = {item: written(item) for item in dict.fromkeys(items[rest]) if item.strip()}
    numbers_said = [(text, number) for text, number in said.items() if number is not None]
    decision = decide((number for _, number in numbers_said), POINT)
    if numbers_said and decision.against:
        texts = [numbers_said[i][0] for i in decision.against]
        raise TableError("notation", values=listed(texts))
    for i in rest:
        number = said.get(items[i])
        value = None
        if number is not None and not number.percent:
            value = number.value(decision.sign)
        if value is not None:
            numbers[i], kinds[i] = value, NUMBER
        elif items[i].strip():
            kinds[i] = _code_of(items[i].strip())
    others = np.flatnonzero(~is_text)
    if len(others):
        numbers[others], kinds[others] = pack(list(items[others]))
    return numbers, kinds


def _is_plain(item: Any) -> bool:
    """``12``, ``-3.5``: what means the same in every notation, and what two digits behind a point
    mean; a point before three digits may separate thousands."""
    if not isinstance(item, str):
        return False
    whole, point, rest = item.strip().partition(".")
    return not point or (len(rest) != 3 and rest.isdigit() and whole.lstrip("-").isdigit())


def _code_of(text: str) -> int:
    try:
        return ERROR + ExcelError.of(text.upper()).number
    except (KeyError, ValueError):
        return TEXT


def listed(names: Iterable[Any]) -> str:
    return ", ".join(f"“{name}”" for name in names)
