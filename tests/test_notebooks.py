"""The notebooks say what comes out of them."""

from __future__ import annotations

import nbformat
import pytest

from tests.notebooks import page, page_of, path_of, run, said
from xl_kpis.languages import available

pytest.importorskip("ipykernel", reason="ipykernel is not installed")
pytest.importorskip("matplotlib", reason="matplotlib is not installed")
REFRESH = "refresh with: python -m tests.notebooks"


@pytest.mark.parametrize("language", available())
def test_a_notebook_gives_what_it_shows(language: str) -> None:
    stored = nbformat.read(path_of(language), as_version=4)
    assert said(run(language)) == said(stored), REFRESH
    assert page_of(language).read_text("utf-8") == page(stored, language), REFRESH


def test_all_languages_do_the_same() -> None:
    kinds = {
        language: [cell.cell_type for cell in nbformat.read(path_of(language), as_version=4).cells]
        for language in available()
    }
    assert len({tuple(found) for found in kinds.values()}) == 1
    assert len(kinds["en"]) > 15
