"""The benchmark's own bookkeeping: failures counted, values judged, pages in two languages."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import by_file, compare, corpus, kinds, ours, page, through
from tests.benchmarks.measure import Result, Run
from tests.benchmarks.sheets import write_workbook
from tests.test_french import prose_lines, wrong
from xl_kpis import load
from xl_kpis.errors import DIV0

PEERS = """
import os, pathlib, time

class Engine:
    def recalc(self, source, target):
        name = pathlib.Path(source).stem
        if name == "refused":
            raise ValueError("not this one")
        if name == "crashed":
            os.abort()
        if name == "slow":
            time.sleep(60)
        print("engines may print")
        pathlib.Path(target).write_text("done")

    def begin(self):
        pass

ENGINES = {"engine": Engine}
"""


def test_a_failure_does_not_end_the_run(tmp_path: Path) -> None:
    shutil.copy(through.__file__, tmp_path)
    (tmp_path / "peers.py").write_text(PEERS)
    source, target = tmp_path / "in", tmp_path / "out"
    for folder in (source, target):
        folder.mkdir()
    for name in ("a", "crashed", "middle", "refused", "slow", "z"):
        (source / f"{name}.xlsx").touch()
    command = [sys.executable, tmp_path / "through.py", "2", source, target, "engine", "recalc"]
    subprocess.run(command, check=True, timeout=60)
    report = json.loads((target / through.REPORT).read_text())
    assert {name: told[0] for name, told in report.items()} == {
        "a.xlsx": "written",
        "crashed.xlsx": "crashed",
        "middle.xlsx": "written",
        "refused.xlsx": "refused",
        "slow.xlsx": "too slow",
        "z.xlsx": "written",
    }
    assert report["refused.xlsx"][3] == "ValueError: not this one"


def test_engines_do_not_see_saved_values(tmp_path: Path) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    write_workbook(folder / "book.xlsx", {"S": [[1, "=A1+1", "=NOW()"]]})
    write_workbook(folder / "plain.xlsx", {"S": [[1, "text"]]})
    expected = corpus.prepare([folder], tmp_path / "flat")
    assert expected == {"0000.xlsx": [["S", "B1", "n", 0.0]]}
    copy = tmp_path / "flat" / "0000.xlsx"
    assert corpus.right(folder / "book.xlsx", expected["0000.xlsx"]) == 1
    assert corpus.right(copy, expected["0000.xlsx"]) == 0
    assert corpus.saved(copy) == []


@pytest.mark.parametrize(
    ("got", "kind", "want", "agree"),
    [
        (1.0, "n", 1, True),
        (1.0 + 1e-8, "n", 1.0, False),
        (True, "n", 1.0, False),
        (None, "s", "", True),
        ("a\r\nb", "s", "a\nb", True),
        (DIV0, "e", "#DIV/0!", True),
        (True, "b", True, True),
        (1.0, "b", True, False),
    ],
)
def test_what_agrees(got: object, kind: str, want: object, agree: bool) -> None:
    assert corpus.agrees(got, kind, want) is agree


def test_a_peer_counts_where_it_is_as_right_as_we_are() -> None:
    def turn(**seconds: float) -> dict[str, list[Any]]:
        return {name: ["written", 1.0, spent, ""] for name, spent in seconds.items()}

    timed = {
        "us": [turn(a=0.2, b=0.2, c=0.2), turn(a=0.1, b=0.1, c=0.1), turn(a=0.1, b=0.1, c=0.1)],
        "fast": [turn(a=0.01, b=0.05)],
        "slow": [turn(a=0.4, b=0.3, c=0.001)],
    }
    good = {"us": {"a": 100, "b": 100, "c": 0}, "fast": {"a": 90, "b": 98}, "slow": {"a": 99}}
    found = by_file.compared(timed, good, "us")
    assert [(each.name, each.peer, round(each.ratio, 6)) for each in found] == [
        ("b", "fast", 0.5),
        ("a", "slow", 4.0),
    ]
    assert by_file.summary(found) == {"counted": 2, "faster": 1, "ratio": 2.25}
    assert by_file.summary(found, least=1.0) == {"counted": 0, "faster": 0, "ratio": 0.0}
    assert by_file.worst(found) == found
    assert by_file.worst(found, least=0.1) == found[1:]


def test_where_our_time_goes_is_told_by_its_parts(tmp_path: Path) -> None:
    kinds.KINDS[0].make(tmp_path / "kind.xlsx", 60)
    ours.parts(str(tmp_path / "kind.xlsx"), str(tmp_path / "told.json"))
    told = json.loads((tmp_path / "told.json").read_text())
    assert told.keys() == {*ours.PARTS, "formulas", "sheets"}
    assert (told["formulas"], told["sheets"]) == (60 + 20, 1)
    assert all(told[part] >= 0.0 for part in ours.PARTS)


def results() -> page.Results:
    counts = {"files": 1200, "written": 1199, "refused": 0, "crashed": 1, "slow": 0}
    counts |= {"cells": 100_000, "right": 99_999, "perfect": 1198, "common": 1000}
    times = {"wall": 12.5, "cpu": 11.0}
    times |= {"by_file_counted": 90, "by_file_faster": 60, "by_file_ratio": 1.384}
    behind = {"theirs": 0.02, "ours": 0.05, "formulas": 1234.0, "sheets": 3.0}
    behind |= dict(zip(ours.PARTS, (0.01, 0.02, 0.015, 0.005), strict=True))
    one = Result([Run(2.0, 1.0, 1234.0)], inner=[0.0002])
    few = Result(one.runs, inner=[0.0004])
    other = Result([Run(5.0, 4.0, 50.0)], inner=[0.02])
    return {
        "W2": {"xl-kpis": one, "formualizer": Result(problem="OSError: unknown")},
        "W7": {"xl-kpis": one, "ironcalc": Result(problem="too slow")},
        "W7, 200 cases": {"xl-kpis": few, "formualizer (rewriting)": other},
        "W8": {"xl-kpis": one},
        "kind let": {
            "xl-kpis": one,
            "ironcalc": Result([Run(1.0, 4.0, 50.0)]),
            "formualizer": Result([Run(3.0, 3.0, 40.0)]),
        },
        "kind dates": {"xl-kpis": one, "ironcalc": other, "formualizer": Result(problem="lost")},
        "kind texts": {"xl-kpis": one, "ironcalc": Result(problem="90 other values")},
        "sizes model 1000": {"xl-kpis": one, "ironcalc": other},
        "sizes model 3000": {"xl-kpis": other, "ironcalc": Result(problem="too slow")},
        "growth 10000": {"xl-kpis": one, "ironcalc": Result(problem="1000 other values")},
        "corpus": {"xl-kpis": Result(one.runs, counts=counts | times)},
        "worst": {"0007.xlsx formualizer (rewriting)": Result(counts=behind)},
    }


def tables(language: str) -> str:
    """The tables of these results, each whole."""
    names = ("processor", "cores", "memory", "system", "Python", "load", "xl-kpis", "numpy")
    dates = {"W2": "2026-03-01", "W7": "2026-03-04"}
    text = page.tables_of(results(), dict.fromkeys(names, "1.5"), dates, language)
    for block in text.split("\n\n"):
        widths = {line.count("|") for line in block.splitlines() if line.startswith("|")}
        assert len(widths) <= 1, block
    return text


def test_english_tables() -> None:
    text = tables("en")
    assert "between 1 March 2026 and 4 March 2026" in text
    assert "| formualizer (rewriting) | 5.00 | 4.00 | 50 |" in text
    assert "99,999 (99.99%)" in text
    assert "of the 90 that take" in text
    assert "60 take us less; its time divided by ours is 1.38" in text
    assert "| 1,234 / 3 | formualizer (rewriting) | 20 | 50 | 0.40 | 20 / 40 / 30 / 10 |" in text
    told = "formualizer (rewriting) 20.0 ms with 200 cases (50.0 × ours with 200"
    assert f"{told}, 100.0 × ours with 10,000)." in text.replace("\u00a0", " ")


def test_kinds_are_compared_with_the_fastest_that_is_right_the_worst_first() -> None:
    found = page.compared_kinds(results())
    assert [(k.id, k.peer, k.wall, k.cpu) for k in found] == [
        ("let", "formualizer", 0.5, 3.0),
        ("dates", "ironcalc", 2.5, 4.0),
    ]
    text = tables("en")
    assert "gets 2 of them right in time; in 1 of these no engine is faster" in text
    assert "| LET | 1.00 / 1,234 | formualizer | 3.00 / 40 | 3.00 | 0.50 |" in text
    assert "| dates | 1.00 / 1,234 | ironcalc | 4.00 / 50 | 4.00 | 2.50 |" in text
    assert page.seconds_by_size(results(), "model") == {
        "xl-kpis": [(1000, 1.0), (3000, 4.0)],
        "ironcalc": [(1000, 4.0)],
    }


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.id)
def test_workbooks_of_all_kinds_are_calculated(kind: kinds.Kind, tmp_path: Path) -> None:
    for formulas in (60, 600):
        kind.make(tmp_path / "kind.xlsx", formulas)
        report = load(tmp_path / "kind.xlsx").recalculate()
        assert (report.cycles, report.errors, report.warnings) == ([], {}, [])
        assert report.formulas == compare.count_formulas(tmp_path / "kind.xlsx")


def test_french_tables() -> None:
    text = tables("fr")
    assert "entre le 1er mars 2026 et le 4 mars 2026" in text
    assert "refuse le fichier" in text
    assert "1\u00a0000 valeurs différentes" in text
    assert [problems for _, line in prose_lines(text) if (problems := wrong(line))] == []
