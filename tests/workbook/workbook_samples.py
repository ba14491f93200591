"""Workbooks the tests share; making one takes a second or two."""

from __future__ import annotations

from openpyxl import Workbook

import xl_kpis
from tests.samples import finished, once
from xl_kpis.formula.book import Book
from xl_kpis.formula.reference import cell_name
from xl_kpis.kpi import PACKS
from xl_kpis.workbook import examples, layout
from xl_kpis.workbook.html import Card, read_card
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.template import build_template


@once
def made(pack: str, language: str = "en", formulas: str = "native") -> Workbook:
    """A template as openpyxl has it; not to be changed."""
    return build_template(pack, language, formulas)


def with_figures(book: Book, figures: dict[str, list[float]]) -> Book:
    """Type figures into a workbook, from the first period on."""
    places = Places(book)
    # All places first: looking for one between two figures has the workbook calculated again.
    rows = {measure: places.inputs(measure) for measure in figures}
    sheet = places.input_sheet_name
    for measure, values in figures.items():
        for cell, value in zip(rows[measure], values, strict=False):
            assert cell
            book[f"'{sheet}'!{cell_name(*cell)}"] = value
    return book


@once
def empty(pack: str, language: str = "en", formulas: str = "native") -> Book:
    """A template as a book; not to be changed, but to be copied."""
    return xl_kpis.load(finished(pack, language, formulas))


@once
def demo(pack: str, language: str = "en", formulas: str = "native") -> Book:
    """A workbook with the example history, calculated; not to be changed."""
    book = empty(pack, language, formulas).copy()
    book[layout.FIRST_PERIOD] = examples.SETTINGS["first_period"]
    book[layout.MONTHS] = examples.SETTINGS["months"]
    with_figures(book, examples.history(pack))
    book.recalculate()
    return book


@once
def card(pack: str, language: str) -> Card:
    """What the scorecard page shows of the example history."""
    return read_card(demo(pack, language), language, file=f"{pack}.xlsx")


def faulty_card(book: Book, pack: str, language: str) -> Card:
    """The same of a workbook in which the checks find much: figures below zero, and gaps."""
    wrong = {
        measure.id: [-5.0, None, -2.0]
        for kpi in PACKS[pack]
        for measure in kpi.measures
        if measure.argument
    }
    return read_card(with_figures(book, wrong), language, file="b.xlsx")
