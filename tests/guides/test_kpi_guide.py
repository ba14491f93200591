"""The guide on adding a KPI, followed by its own text in a copy of the tree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.guides.following import ROOT, copied, run

GUIDE = ROOT / "docs" / "adding-a-kpi.en.md"
STEP = re.compile(r"At the end of\s+`(?P<file>[\w./]+)`:\n\n```toml\n(?P<code>.*?)```", re.S)


@pytest.mark.slow
def test_following_the_guide_adds_a_kpi(tmp_path: Path) -> None:
    copied(tmp_path)
    guide = GUIDE.read_text("utf-8")
    steps = list(STEP.finditer(guide))
    assert len(steps) == guide.count("```python") + guide.count("```toml") == 1
    for step in steps:
        path = tmp_path / step["file"]
        path.write_text(path.read_text("utf-8") + step["code"], "utf-8")
    code = "from xl_kpis.kpi import KPI_REFERRAL as f; print(f(12, 40), f(41, 40), f(1, 0))"
    assert run(f'python -c "{code}"', tmp_path).stdout.split() == ["0.3", "#NUM!", "#DIV/0!"]
    (commands,) = re.findall(r"```sh\n(.*?)```", guide, re.S)
    for line in commands.splitlines():
        done = run(line, tmp_path)
        assert done.returncode == 0, f"{line}\n{done.stdout[-6000:]}\n{done.stderr[-2000:]}"
    told = run("python -m xl_kpis explain remote.referral 0.3", tmp_path)
    assert "30.0%" in told.stdout, told.stderr


def test_the_guide_is_the_same_in_every_language() -> None:
    blocks = [
        re.findall(r"```.*?```", page.read_text("utf-8"), re.S)
        for page in GUIDE.parent.glob("adding-a-kpi.??.md")
    ]
    assert len(blocks) >= 2
    assert all(each == blocks[0] for each in blocks)
