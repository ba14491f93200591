"""Workbooks the tests share; making one takes a second or two."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from openpyxl import Workbook

import xl_kpis
from xl_kpis.formula.book import Book
from xl_kpis.formula.reference import cell_name
from xl_kpis.kpi import PACKS
from xl_kpis.workbook import examples, layout
from xl_kpis.workbook.build.package import finish
from xl_kpis.workbook.html import Card, read_card
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.template import MADE, build_template, template_bytes


@cache
def made(pack: str, language: str = "en", formulas: str = "native") -> Workbook:
    """A template as openpyxl has it; not to be changed."""
    return build_template(pack, language, formulas)


@cache
def finished(pack: str, language: str = "en", formulas: str = "native") -> bytes:
    """A template as it is written, values and all."""
    return template_bytes(pack, language, formulas)


@cache
def blank(pack: str, language: str = "en", formulas: str = "native") -> bytes:
    """A template as a file, without cached values."""
    buffer = BytesIO()
    made(pack, language, formulas).save(buffer)
    return finish(buffer.getvalue(), MADE)


def with_figures(book: Book, figures: dict[str, list[float]]) -> Book:
    """Type figures into a workbook, from the first period on."""
    for measure, values in figures.items():
        places = Places(book)
        for cell, value in zip(places.inputs(measure), values, strict=False):
            assert cell
            book[f"'{places.input_sheet_name}'!{cell_name(*cell)}"] = value
    return book


@cache
def demo(pack: str, language: str = "en", formulas: str = "native") -> Book:
    """A workbook with the example history, calculated; not to be changed."""
    book = xl_kpis.load(blank(pack, language, formulas))
    book[layout.FIRST_PERIOD] = examples.SETTINGS["first_period"]
    book[layout.MONTHS] = examples.SETTINGS["months"]
    with_figures(book, examples.history(pack))
    book.recalculate()
    return book


@cache
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
