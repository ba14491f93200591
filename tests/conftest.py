"""What all tests share."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile

import pytest

from tests.samples import FOLDER

OWN = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """The processes of a run have a folder in common; the one that begins the others makes it."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = config.stash[OWN] = tempfile.mkdtemp(prefix="xl-kpis-samples-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if OWN in config.stash:
        del os.environ[FOLDER]
        shutil.rmtree(config.stash[OWN], ignore_errors=True)


def pytest_collection_finish() -> None:
    """Thousands of collected tests are never let go: Python need not look through them whenever a
    workbook was read."""
    gc.collect()
    gc.freeze()
