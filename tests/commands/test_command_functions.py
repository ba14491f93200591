"""``--functions``: own functions on the command line and in processes of other workers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import Make, Run, cached
from xl_kpis import XlKpisError, recalculate_files
from xl_kpis.formula.functions.declare import OWN, forget

MODULE = """
import xl_kpis
from helper import RATE

@xl_kpis.function
def MY_TAX(amount: float) -> float:
    return amount * RATE
"""


@pytest.fixture
def tax(run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file with a function, in the folder of the test, and one that it imports."""
    before = set(OWN)
    Path("helper.py").write_text("RATE = 0.25\n")
    path = Path("own_tax.py")
    path.write_text(MODULE)
    yield path
    for name in set(OWN) - before:
        forget(name)
    import sys

    for name in [name for name in sys.modules if name == "helper" or "own_tax" in name]:
        del sys.modules[name]


@pytest.mark.parametrize("named", ["own_tax.py", "own_tax", "./own_tax.py"])
def test_a_formula_calls_functions_of_a_file_or_module(run: Run, tax: Path, named: str) -> None:
    assert run("eval", "=MY_TAX(200)", "--functions", named) == (0, "50\n", "")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_process_knows_them(run: Run, make: Make, tax: Path, jobs: str) -> None:
    for i in range(4):
        make(f"in/{i}.xlsx", A1=100 * i, A2="=MY_TAX(A1)")
    words = ("--functions", "own_tax.py", "--jobs", jobs, "--format", "ndjson", "--timeout", "60")
    ran = run("recalc", "in", "--out-dir", "out", *words)
    assert ran.code == 0
    assert all(json.loads(line)["unsupported"] == {} for line in ran.out.splitlines())
    assert [cached(f"out/{i}.xlsx", "A2") for i in range(4)] == [0, 25, 50, 75]


def test_files_are_recalculated_with_them(make: Make, tax: Path) -> None:
    make("a.xlsx", A1=8, A2="=MY_TAX(A1)")
    (done,) = recalculate_files([("a.xlsx", "b.xlsx")], functions=[tax])
    assert done.problem is None
    assert cached("b.xlsx", "A2") == 2


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("absent.py", None, "no file of that name is there"),
        ("absent_module", None, "no module of that name is installed or in this folder"),
        ("empty_own.py", "x = 1\n", "declares no function: put @xl_kpis.function before each"),
        ("bad_own.py", "def f(:\n", "bad_own.py:1: SyntaxError"),
        ("late_own.py", "x = 1\ny = 1 / 0\n", "late_own.py:2: ZeroDivisionError: division by"),
        ("lost_own.py", "import nothing_such\n", "ModuleNotFoundError: No module named"),
    ],
)
def test_what_cannot_be_taken_in_is_named(run: Run, file: str, text: str | None, said: str) -> None:
    if text is not None:
        Path(file).write_text(text)
    code, out, err = run("eval", "=1", "--functions", file)
    assert (code, out) == (1, "")
    assert err.startswith("xl-kpis: ")
    assert said in err
    assert file in err
    with pytest.raises(XlKpisError, match=file):
        list(recalculate_files([], functions=[file]))


def test_the_sentence_comes_in_french(run: Run) -> None:
    ran = run("eval", "=1", "--functions", "absent.py", "--language", "fr")
    assert ran.err.startswith("xl-kpis: Aucune fonction à prendre dans absent.py")
