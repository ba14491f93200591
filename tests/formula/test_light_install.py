"""The engine with as little installed as it needs: numpy and lxml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

ALONE = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {missing!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Missing())
import xl_kpis
"""
ALL = [
    "babel",
    "click",
    "isal",
    "openpyxl",
    "orjson",
    "pandas",
    "pebble",
    "python_calamine",
    "regex",
    "rich",
    "scipy",
    "xlrd",
    "xlwings",
]


def run(code: str, folder: Path, missing: list[str] = ALL) -> list[str]:
    script = ALONE.format(missing=set(missing)) + code
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=folder, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


def test_a_workbook_is_read_calculated_changed_and_written(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in range(1, 401):
        book.active.append([row / 7, f"text {row}", f"=A{row}*2", f"=SUM(A$1:A{row})", "=1/3"])
    book.active["F1"] = '=VLOOKUP(A9,A1:B400,2,FALSE)&TEXT(DATE(2024,2,29)," d mmm")'
    book.save(tmp_path / "in.xlsx")
    code = """
book = xl_kpis.load("in.xlsx")
book["A1"] = 0.1
print(book["D400"], book["F1"], book.explain("C2"))
book.formula["G1"] = "=A1+1"
book.save("out.xlsx")
print(xl_kpis.load("out.xlsx")["G1"], xl_kpis.evaluate("=KPI_RETENTION(200,220,50)"))
"""
    light = run(code, tmp_path)
    assert light == run(code, tmp_path, [])
    pairs = "list(xl_kpis.recalculate_files([('in.xlsx', f'{i}.xlsx') for i in range(3)]))"
    assert run(f"print([d.problem for d in {pairs}])", tmp_path) == ["[None, None, None]"]


@pytest.mark.parametrize(
    ("call", "module"),
    [
        ("book.frame('A1:B2')", "pandas"),
        ("book.scenarios(None, ['A1'])", "pandas"),
        ("book.goal_seek('B1', 9, 'A1')", "scipy"),
        ("book.evaluate('=T.DIST.2T(A1,5)')", "scipy"),
        ("xl_kpis.Book.of({'A1': '=T.DIST.2T(1,5)'})['A1']", "scipy"),
        ('book.evaluate(\'=REGEXTEST("a","b")\')', "regex"),
        ("xl_kpis.Book.of({}, region='fr-FR')", "babel"),
    ],
)
def test_what_is_missing_is_named_and_never_a_wrong_value(
    call: str, module: str, tmp_path: Path
) -> None:
    code = f"""
book = xl_kpis.Book.of({{"A1": 1, "B1": "=A1*2"}})
try:
    print({call})
except ModuleNotFoundError as problem:
    print(problem)
"""
    (said,) = run(code, tmp_path)
    assert said.endswith(f"pip install {module}"), said
