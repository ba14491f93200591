"""The guide on adding a worksheet function, followed by its own text in a copy of the tree."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDES = sorted((ROOT / "docs").glob("contributing.??.md"))
STEP = re.compile(r"(?:`([\w./]+\.py)`\n\n)?```(python|sh)\n(.*?)```", re.S)


def steps(guide: Path) -> list[tuple[str, str, str]]:
    """The file, the kind and the text of each block about adding a function."""
    return STEP.findall(guide.read_text("utf-8"))


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a contributor has."""
    copy = tmp_path_factory.mktemp("tree")
    for name in ("xl_kpis", "tests", "docs", "workbook_template"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, copy / name)
    return copy


def run(line: str, tree: Path) -> str:
    program, *words = shlex.split(line)
    assert program == "python"
    done = subprocess.run(
        [sys.executable, *words],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout[-6000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def test_following_the_guide_adds_a_function(tree: Path) -> None:
    found = steps(ROOT / "docs" / "contributing.en.md")
    assert [kind for _, kind, _ in found] == ["python", "python", "sh"]
    for file, kind, text in found:
        if kind == "sh":
            for line in text.splitlines():
                run(line, tree)
        elif (tree / file).exists():  # a line of its catalogue, where the alphabet has it
            path = tree / file
            name = text.split('"')[1]
            written = path.read_text("utf-8")
            after = next(k for k in re.findall(r'^    "(.+?)":', written, re.M) if k > name)
            path.write_text(written.replace(f'    "{after}":', f'{text}    "{after}":', 1), "utf-8")
        else:
            (tree / file).write_text(text, "utf-8")
            assert len(text.splitlines()) <= 20
    page = (tree / "docs/functions/math.en.md").read_text("utf-8")
    assert "## PAIRS" in page
    assert "`number ≥ 0`" in page
    assert "## PAIRS" in (tree / "docs/functions/math.fr.md").read_text("utf-8")
    filled = run(
        "python -c 'import xl_kpis; "
        'print(xl_kpis.evaluate("=SUM(PAIRS(A1:A3))", {"A1": [[2], [5], [9]]}))\'',
        tree,
    )
    assert filled.strip() == "7.0"


def test_the_guide_is_the_same_in_every_language() -> None:
    assert len(GUIDES) >= 2
    assert all(steps(guide) == steps(GUIDES[0]) for guide in GUIDES)
