"""The guide on adding a language, followed by its own text in a copy of the tree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.guides.following import ROOT, copied, run

GUIDE = ROOT / "docs" / "adding-a-language.en.md"
STEP = re.compile(r"(?:`([\w./]+\.py)`[^`]*(?:`[^`]*`[^`]*)?\n\n)?```(\w+)\n(.*?)```", re.S)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("tree"))


def test_following_the_guide_adds_a_language(tree: Path) -> None:
    steps = STEP.findall(GUIDE.read_text("utf-8"))
    assert [kind for _, kind, _ in steps] == ["sh", "python", "sh"]
    for file, kind, text in steps:
        if kind == "python":
            (tree / file).write_text(text, "utf-8")
            continue
        for line in text.splitlines():
            done = run(line, tree)
            assert done.returncode == 0, f"{line}\n{done.stdout[-6000:]}\n{done.stderr[-2000:]}"
    made = run("python -m xl_kpis template --pack remote -o t.xlsx --language eo", tree)
    assert made.returncode == 0, made.stderr
    assert "12,5" in run("python -m xl_kpis explain ARPU 12.5 --language eo", tree).stdout


def test_a_text_left_out_is_named_with_its_file(tree: Path) -> None:
    path = tree / "xl_kpis/languages/eo/workbook.py"
    whole = path.read_text("utf-8")
    path.write_text(re.sub(r'    "sheet\.start": .*\n', "", whole), "utf-8")
    done = run("python -m pytest tests/languages/test_catalogues.py", tree)
    path.write_text(whole, "utf-8")
    assert done.returncode == 1
    assert "xl_kpis/languages/eo/workbook.py lacks these texts" in done.stdout
    assert "'sheet.start': 'Start'" in done.stdout


def test_the_guide_is_the_same_in_every_language() -> None:
    blocks = [
        re.findall(r"```.*?```", page.read_text("utf-8"), re.S)
        for page in GUIDE.parent.glob("adding-a-language.??.md")
    ]
    assert len(blocks) >= 2
    assert all(each == blocks[0] for each in blocks)
