"""Changed inputs: what is read afterwards is what a workbook made with them would hold."""

from __future__ import annotations

import pytest
from books import book_of
from hypothesis import given
from hypothesis import strategies as st

from xl_kpis.formula.book import Book
from xl_kpis.formula.nodes import Ref
from xl_kpis.formula.parse import FormulaSyntaxError, one_cell, parse

# ---- addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["A1", "a1", "$A$1", "Data!A1", "data!$a1", "'Data'!A1", "=A1", " A1 ", "Input"]
)
def test_one_cell_by_any_of_its_addresses(address: str) -> None:
    book = book_of({"Data!A1": 1, "Data!B1": "=A1*2"}, names={"Input": "Data!$A$1"})
    book.model.sheets.pop(0)  # the empty first one
    assert book[address] == 1.0
    book[address] = 5
    assert book["Data!B1"] == 10.0


def test_sheets_whose_names_need_care() -> None:
    cells = {"'It''s'!A1": 1, "A1!B2": 2, "'[1]x'!A1": 3, "'2024'!A1": 4, "Été!A1": 5}
    book = Book.of(cells)
    wanted = {"'It''s'!A1": 1, "A1!B2": 2, "'A1'!B2": 2, "2024!A1": 4, "'2024'!A1": 4, "été!A1": 5}
    assert {address: book[address] for address in wanted} == wanted


@pytest.mark.parametrize("name", ["XFE1", "A1048577", "A0", "Rate"])
def test_names_that_are_almost_cells(name: str) -> None:
    book = book_of({"A1": 1, "B1": "=A1+1"}, names={name: "Sheet1!$A$1"})
    book[name] = 6
    assert book["B1"] == 7.0


def test_an_address_means_what_the_sheets_are_called_now() -> None:
    book = Book.of({"A1": 1, "Other!A1": 2})
    assert book["Other!A1"] == 2.0
    book.model.sheets[0].name, book.model.sheets[1].name = "Other", "Sheet1"
    assert book["Other!A1"] == 1.0


@pytest.mark.parametrize("address", ["Nowhere!A1", "", "A", "Sheet1!", "A1+1", "XFE1", "!A1"])
def test_what_is_no_cell(address: str) -> None:
    book = Book.of({"A1": 1})
    with pytest.raises(KeyError):
        book[address]
    with pytest.raises(KeyError):
        book[address] = 1


@given(
    st.sampled_from(["", "Data!", "'My x'!", "'It''s'!", "A1!", "Jan:Mar!", "'Jan:Mar'!", "[1]x!"])
    | st.text("aA1$!':[]. \\", max_size=6),
    st.from_regex(r"\$?[A-Za-z]{1,4}\$?[0-9]{1,8}", fullmatch=True) | st.text("aZ1$ :", max_size=5),
)
def test_a_plain_cell_is_read_as_the_parser_does(before: str, cell: str) -> None:
    found = one_cell(before + cell)
    if found is None:
        return
    try:
        node = parse(before + cell)
    except FormulaSyntaxError:
        node = None
    assert isinstance(node, Ref)
    assert (node.last, node.sheet_to, node.book) == (None, None, None)
    assert (node.sheet, node.first.row, node.first.col) == found
