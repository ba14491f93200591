"""The function reference is what the declarations say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.documented import documented
from xl_kpis.formula.functions import load_all
from xl_kpis.formula.functions.support.catalogue import CATEGORIES
from xl_kpis.formula.functions.support.pages import (
    DOCS,
    by_category,
    pages,
    shown,
    signature,
)
from xl_kpis.formula.grammar import parser
from xl_kpis.formula.values import formula_limits

PAGES = pages()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_committed_page_is_fresh(path: Path) -> None:
    committed = path.read_text("utf-8") if path.exists() else ""
    assert committed == PAGES[path], (
        "refresh with: python -m xl_kpis.formula.functions.support.pages"
    )


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
    assert shown([[1.5, True], ["a", None]]) == '{1.5,TRUE;"a",}'
    assert shown("") == '""'
    assert signature("SUMIFS", load_all()["SUMIFS"]) == (
        "SUMIFS(sum_range, criteria_range, criteria, …)"
    )
    assert signature("IF", load_all()["IF"]) == (
        "IF(logical_test, value_if_true, [value_if_false])"
    )


@pytest.mark.parametrize("language", documented("differences.{}.md"))
def test_the_limits_named_are_the_limits(language: str) -> None:
    page = (DOCS / f"differences.{language}.md").read_text("utf-8")
    numbers = {
        int(re.sub(r"\D", "", n)) for n in re.findall(r"\d+(?:[,\u00a0\u202f ]\d{3})*", page)
    }
    limit = formula_limits.LIMITS
    named = (limit.items, limit.text, limit.calls, limit.steps, limit.depth)
    assert numbers >= {*named, parser.MAX_LENGTH, parser.MAX_NESTING}


@pytest.mark.parametrize("name", ["contributing", "differences", "engine"])
def test_all_languages_have_the_same_sections(name: str) -> None:
    pages = [path.read_text("utf-8") for path in DOCS.glob(f"{name}.??.md")]
    assert len(pages) >= 2
    assert len({len(re.findall(r"^#+ .*", page, re.M)) for page in pages}) == 1


def test_links_lead_somewhere() -> None:
    for page in [*DOCS.glob("functions/*.md"), *DOCS.glob("*.??.md")]:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
