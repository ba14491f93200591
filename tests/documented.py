"""Which languages the hand-written pages of the documentation are in."""

from __future__ import annotations

from pathlib import Path

from xl_kpis.languages import available

DOCS = Path(__file__).parents[1] / "docs"


def documented(page: str) -> list[str]:
    """The languages a page such as ``quickstart.{}.md`` exists in.

    What the program says is in all languages; these pages may come later.
    """
    return [code for code in available() if (DOCS / page.format(code)).exists()]
