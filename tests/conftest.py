"""What all tests share."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator

import pytest

from tests.samples import FOLDER
from xl_kpis.kpi import packs

OWN = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """The processes of a run have a folder in common; the one that begins the others makes it."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = config.stash[OWN] = tempfile.mkdtemp(prefix="xl-kpis-samples-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if OWN in config.stash:
        del os.environ[FOLDER]
        shutil.rmtree(config.stash[OWN], ignore_errors=True)


@pytest.fixture(scope="module", autouse=True)
def packs_of_their_own() -> Iterator[None]:
    """Packs that the tests of a module take into use are none of the next one's."""
    before = dict(packs._in_use)
    yield
    packs._in_use.clear()
    packs._in_use.update(before)


def pytest_collection_finish() -> None:
    """Thousands of collected tests are never let go: Python need not look through them whenever a
    workbook was read."""
    gc.collect()
    gc.freeze()
