"""Names stand where people look for them, whatever their accents and capitals."""

from __future__ import annotations

import itertools

import pytest

from xl_kpis.workbook.name_order import name_order

ORDERS = {
    "an accent is no letter of its own": ["Dora", "Elia", "Émile", "Enzo", "Femi"],
    "nor is a capital": ["abel", "Bela", "cleo", "Dora"],
    "accents and capitals decide between names of the same letters": [
        *("cote", "Cote", "coté", "côte", "côté", "coter"),
    ],
    "letters that are written together are apart": ["Oda", "Œdipe", "Ofelia", "Zaïre"],
    "numbers are numbers": ["C-2", "C-10", "C-014", "C-100"],
    "a short name before a longer one": ["Jean", "Jean-Luc", "Jean Marc", "Jeanne"],
}


@pytest.mark.parametrize("names", ORDERS.values(), ids=ORDERS)
def test_names_in_any_order_come_out_in_this_one(names):
    for mixed in itertools.islice(itertools.permutations(names), 200):
        assert sorted(mixed, key=name_order) == names


@pytest.mark.parametrize(("one", "other"), [("Zoé", "Zoe\u0301x"), ("a", "A"), ("C-01", "C-1")])
def test_names_that_differ_have_a_place_each(one, other):
    assert name_order(one) != name_order(other)
