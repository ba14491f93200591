"""The function reference is what the declarations say."""

from __future__ import annotations

from pathlib import Path

import pytest

from xl_kpis.formula import docs
from xl_kpis.formula.catalogue import CATEGORIES
from xl_kpis.formula.docs import DOCS, by_category, pages
from xl_kpis.formula.functions import load_all

PAGES = pages()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_committed_page_is_fresh(path: Path) -> None:
    committed = path.read_text("utf-8") if path.exists() else ""
    assert committed == PAGES[path], "refresh with: python -m xl_kpis.formula.docs"


def test_no_page_is_left_over() -> None:
    assert set((DOCS / "functions").glob("*.md")) <= set(PAGES)


def test_every_declared_function_is_on_one_page() -> None:
    listed = [name for names in by_category().values() for name in names]
    assert len(listed) == len(set(listed))
    declared = {
        name
        for name, function in load_all().items()
        if function.implementation.__module__.startswith("xl_kpis.formula.functions.")
    }
    assert declared <= set(listed)


def test_no_name_is_in_two_categories() -> None:
    names = [name for category in CATEGORIES for name in category.names]
    assert len(names) == len(set(names))


def test_values_as_a_person_sees_them() -> None:
    assert docs.shown([[1.5, True], ["a", None]]) == '{1.5,TRUE;"a",}'
    assert docs.shown("") == '""'
    assert docs.signature("SUMIFS", load_all()["SUMIFS"]) == (
        "SUMIFS(sum_range, criteria_range, criteria, …)"
    )
    assert docs.signature("IF", load_all()["IF"]) == (
        "IF(logical_test, value_if_true, [value_if_false])"
    )
