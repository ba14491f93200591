"""The page on many machines: its lines for Ray and Spark calculate workbooks, where they are
installed."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.formula.test_fleet_elsewhere import alone, books

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").glob("fleet.*.md"))
BEGIN = {
    "ray": "import ray\nray.init(num_cpus=1, include_dashboard=False, log_to_driver=False)\n",
    "pyspark": "from pyspark.sql import SparkSession\n"
    "spark = SparkSession.builder.master('local[1]')"
    ".config('spark.ui.enabled', False).getOrCreate()\n",
}
END = {
    "ray": "\nfound = {row['path']: row['bytes'] for row in new.take_all()}\n",
    "pyspark": "\nfound = {row.path: row.content for row in new.collect()}\n",
}
WRITE = """
from pathlib import Path
for path, data in found.items():
    if data is not None:
        Path(OUT, Path(path).name).write_bytes(data)
"""


def block(page: Path, word: str) -> str:
    """The page's lines of Python that speak of one of them."""
    found = re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.S)
    (only,) = [text for text in found if word in text]
    return str(only)


def test_both_pages_have_the_same_lines() -> None:
    first, *others = ([block(page, word) for word in ("ray.data", "spark.read")] for page in PAGES)
    assert others == [first]


@pytest.mark.slow
@pytest.mark.parametrize(("package", "word"), [("ray", "ray.data"), ("pyspark", "spark.read")])
def test_workbooks_go_through(package: str, word: str, tmp_path: Path) -> None:
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed")
    if package == "pyspark" and shutil.which("java") is None:
        pytest.skip("there is no Java for Spark")
    given = books(6)
    for name in ("in", "out"):
        (tmp_path / name).mkdir()
    for number, data in enumerate(given):
        (tmp_path / "in" / f"{number}.xlsx").write_bytes(data)
    (tmp_path / "in" / "none.xlsx").write_bytes(b"no workbook")
    places = f"FOLDER, OUT = {str(tmp_path / 'in')!r}, {str(tmp_path / 'out')!r}\n"
    script = tmp_path / "script.py"
    script.write_text(places + BEGIN[package] + block(PAGES[0], word) + END[package] + WRITE)
    ran = subprocess.run(
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    found = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert found == {f"{number}.xlsx": alone(data) for number, data in enumerate(given)}
