"""Running the command line inside the test, and workbooks to run it on."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from xl_kpis.commands import main
from xl_kpis.commands.language import speak


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]
Make = Callable[..., Path]


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English, whatever the machine's language, and no settings of the person testing."""
    for name in list(os.environ):
        if name.startswith(("LC_", "LANG", "XL_KPIS_")):
            monkeypatch.delenv(name)
    yield
    speak("en")


@pytest.fixture(autouse=True)
def long_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine's clock says, no appointment of the tests is still to come."""
    monkeypatch.setattr("xl_kpis.workbook.filling.job.today", lambda: dt.date(2099, 1, 1))


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("eval", "=1+1")`` in an empty folder: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def runner(*words: str) -> Ran:
        capfd.readouterr()
        code = main(list(words))
        return Ran(code, *capfd.readouterr())

    return runner


@pytest.fixture
def make() -> Make:
    """``make("a.xlsx", A1=2, A2="=A1*2")`` writes a workbook."""

    def maker(path: str, **cells: object) -> Path:
        book = openpyxl.Workbook()
        for address, value in cells.items():
            book.active[address] = value
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
        return Path(path)

    return maker


def cached(path: Path | str, address: str) -> object:
    """The value a file holds for a cell."""
    return openpyxl.load_workbook(path, data_only=True).worksheets[0][address].value
