"""The pages about hosts: both languages, links, and the table as the last run noted it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.documented import documented
from xl_kpis.hosts.docs import FOLDER, HOSTS, OF_PACKS, noted, path, renewed
from xl_kpis.kpi import FUNCTIONS

PAGES = sorted(FOLDER.glob("*.md"))


@pytest.mark.parametrize("language", documented("hosts/README.{}.md"))
def test_the_table_is_fresh(language: str) -> None:
    page = path(language).read_text("utf-8")
    assert page == renewed(page, language), "run python -m xl_kpis.hosts.docs"


def test_every_function_ran_in_every_host_and_nothing_failed() -> None:
    counts = noted()
    assert set(counts) == set(HOSTS)
    for host, rows in counts.items():
        assert set(rows) == {*FUNCTIONS, OF_PACKS}, host
        assert sum(failed for _, failed, _ in rows.values()) == 0, host


def test_there_are_eight_pages() -> None:
    assert len(list(FOLDER.glob("*.en.md"))) == 8


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", [p for p in PAGES if p.name.endswith(".fr.md")], ids=str)
def test_french_spacing(page: Path) -> None:
    text = re.sub(
        r"```.*?```|`[^`]*`|<!--.*?-->|\|[-|]+\|", "", page.read_text("utf-8"), flags=re.S
    )
    assert not re.search(r"\w [:;?!»](?!\w)", text)
