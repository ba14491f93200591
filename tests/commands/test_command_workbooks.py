"""``demo``, ``template``, ``fill``, ``scorecard``, ``check``, ``list`` and ``explain``."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.samples import finished
from xl_kpis.commands import main
from xl_kpis.commands.books import write
from xl_kpis.kpi import FUNCTIONS, KPIS, PACKS, text
from xl_kpis.languages import available

KEYS = {
    *("file", "pack", "kpi", "name", "period", "value", "unit", "tier", "tier_rank", "score"),
    *("gap", "target", "change", "provenance", "note"),
}


@pytest.fixture(scope="module")
def template() -> bytes:
    return finished("mentoring")


@pytest.fixture(scope="module")
def two_quarters(template: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A workbook with two quarters of retention and sessions, as ``fill`` writes it."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "template.xlsx").write_bytes(template)
    (folder / "figures.csv").write_text(
        "measure,2025-01-01,2025-04-01\n"
        "clients_start,180,200\nclients_end,190,220\nclients_new,40,50\n"
        "sessions_completed,70,80\nsessions_scheduled,95,100\n"
    )
    quarters = ["--setting", "months=3", "--setting", "first_period=2025-01-01"]
    words = ["--data", str(folder / "figures.csv"), *quarters, "--output", str(folder / "f.xlsx")]
    assert main(["fill", str(folder / "template.xlsx"), *words]) == 0
    return (folder / "f.xlsx").read_bytes()


@pytest.fixture
def filled(run: Run, two_quarters: bytes) -> str:
    """That workbook, in the folder in which a test runs."""
    Path("filled.xlsx").write_bytes(two_quarters)
    return "filled.xlsx"


def test_demo(run: Run) -> None:
    ran = run("demo")
    assert ran.code == 0
    for name in ("career-mentoring", "remote-career-coaching"):
        for ending in ("xlsx", "html"):
            path = Path(f"xl-kpis-demo/{name}.en.{ending}")
            assert path.exists()
            assert str(path) in ran.out
    for kpi in KPIS:
        assert text(f"{kpi.id}.short", "en") in ran.out
    assert "Above average*" in ran.out  # remote retention at 85%
    before = os.stat("xl-kpis-demo/career-mentoring.en.xlsx").st_mtime_ns
    again = run("demo", "--dir", "xl-kpis-demo")
    assert again.code == 1
    assert "--overwrite" in again.err
    assert os.stat("xl-kpis-demo/career-mentoring.en.xlsx").st_mtime_ns == before


def test_demo_finds_a_free_folder(run: Run) -> None:
    Path("xl-kpis-demo").mkdir()
    assert run("demo", "--language", "fr").code == 0
    assert os.listdir("xl-kpis-demo") == []
    assert Path("xl-kpis-demo-2/career-mentoring.fr.xlsx").exists()


def test_template_is_the_committed_one(run: Run, template: bytes) -> None:
    assert run("template", "--pack", "mentoring").code == 0
    assert Path("career-mentoring.en.xlsx").read_bytes() == template
    again = run("template", "--pack", "mentoring")
    assert again.code == 1
    assert "exists already" in again.err


def test_fill_keeps_its_values_calculated(filled: str) -> None:
    import openpyxl

    shown = openpyxl.load_workbook(filled, data_only=True)["Scorecard"]
    assert 0.85 in [cell.value for row in shown.iter_rows() for cell in row]


def test_fill_names_all_problems_at_once_and_writes_nothing(run: Run, template: bytes) -> None:
    Path("template.xlsx").write_bytes(template)
    Path("bad.csv").write_text(
        "measure,2026-01-01,2026-02-01\nclients_start,180,many\nclientes_end,1,2\n"
        "sessions_completed,-4,5\n"
    )
    words = ["fill", "template.xlsx", "--data", "bad.csv", "--output", "out.xlsx"]
    ran = run(*words)
    assert ran.code == 1
    assert "bad.csv, C2: “many” is not a number" in ran.err
    assert (
        "bad.csv, A3: unknown figure “clientes_end” (did you mean “Clients at the end”?)" in ran.err
    )
    assert "bad.csv, B4:" in ran.err
    assert not Path("out.xlsx").exists()
    assert "n’est pas un nombre" in run(*words, "--language", "fr").err
    Path("out.xlsx").write_bytes(b"there")
    assert run(*words, "--force").code == 1
    assert Path("out.xlsx").read_bytes() == b"there"
    rest = run(*words, "--leave-out", "--force")
    assert rest.code == 1
    assert "bad.csv, C2" in rest.err
    assert Path("out.xlsx").exists()


def test_fill_refuses_what_it_cannot_read(run: Run, template: bytes) -> None:
    Path("template.xlsx").write_bytes(template)
    Path("a.xlsx").write_text("no workbook")
    Path("a.json").write_text("{")
    for words in (
        ["a.xlsx", "--data", "a.json", "--output", "o.xlsx"],
        ["template.xlsx", "--data", "a.json", "--output", "o.xlsx"],
        ["template.xlsx", "--data", "missing.csv", "--output", "o.xlsx"],
        ["template.xlsx", "--data", "a.xlsx", "--output", "o.xlsx"],
    ):
        ran = run("fill", *words)
        assert ran.code == 1
        assert "unexpected" not in ran.err
        assert "a.xlsx" in ran.err or "a.json" in ran.err or "missing.csv" in ran.err
        assert not Path("o.xlsx").exists()


def test_scorecard_records(run: Run, filled: str) -> None:
    records = json.loads(run("scorecard", filled, "--format", "json").out)
    assert len(records) == 2 * 7
    assert set(records[0]) >= KEYS
    (latest,) = [
        r for r in records if r["kpi"] == "mentoring.retention" and r["period"] == "2025-04-01"
    ]
    assert latest["file"] == filled
    assert latest["value"] == 0.85
    assert (latest["tier"], latest["tier_rank"]) == ("Above average", 2)
    rows = list(csv.DictReader(io.StringIO(run("scorecard", filled, "--format", "csv").out)))
    assert [row["kpi"] for row in rows] == [record["kpi"] for record in records]


def test_scorecard_of_a_period(run: Run, filled: str) -> None:
    def values(*words: str) -> list[float]:
        records = json.loads(run("scorecard", filled, "--format", "json", *words).out)
        assert len(records) == 7
        return [r["value"] for r in records if r["kpi"] == "mentoring.retention"]

    assert values("--period", "2") == values("--period", "2025-06-30") == [0.85]
    assert values("--period", "2025-01-31") == [pytest.approx(150 / 180)]
    for wrong in ("0", "99", "soon", "2020-01-01"):
        ran = run("scorecard", filled, "--period", wrong)
        assert ran.code == 2
        assert wrong in ran.err


def test_scorecard_for_people(run: Run, filled: str) -> None:
    shown = run("scorecard", filled).out
    assert "85.0%" in shown
    assert "▲ Above average" in shown
    assert "no data" in shown
    french = run("scorecard", filled, "--language", "fr").out
    assert "85,0\u00a0%" in french
    assert "Supérieur à la moyenne" in french


def test_scorecard_page_by_its_ending(run: Run, filled: str) -> None:
    ran = run("scorecard", filled, "--output", "card.html", "--language", "fr")
    assert (ran.code, ran.out) == (0, "")
    page = Path("card.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert 'lang="fr"' in page
    assert run("scorecard", filled, "--output", "card.html").code == 1


@pytest.mark.parametrize(("kind", "first"), [("pdf", b"%PDF-"), ("png", b"\x89PNG")])
def test_scorecard_on_paper_and_as_a_picture(
    kind: str, first: bytes, run: Run, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = run("scorecard", filled, "--format", kind)
    assert refused.code == 2
    assert f"{kind.upper()} is no text" in refused.err
    assert "--output" in refused.err
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "typst", None)
        lacking = run("scorecard", filled, "--output", f"card.{kind}")
    assert lacking.code == 1
    assert "pip install typst" in lacking.err
    assert not Path(f"card.{kind}").exists()
    pytest.importorskip("typst", reason="typst is not installed (extra pdf)")
    assert run("scorecard", filled, "--output", f"card.{kind}").code == 0
    assert Path(f"card.{kind}").read_bytes().startswith(first)


def test_scorecard_as_markdown(run: Run, filled: str) -> None:
    ran = run("scorecard", filled, "--output", "card.md", "--language", "fr")
    assert (ran.code, ran.out) == (0, "")
    written = Path("card.md").read_text("utf-8")
    assert written.startswith("# ")
    assert written == run("scorecard", filled, "--format", "markdown", "--language", "fr").out


def test_scorecards_of_many_files_name_what_fails(run: Run, filled: str) -> None:
    Path("notes.txt").write_text("words")
    import openpyxl

    openpyxl.Workbook().save("other.xlsx")
    ran = run("scorecard", filled, "notes.txt", "other.xlsx", "--format", "json")
    assert ran.code == 1
    assert {record["file"] for record in json.loads(ran.out)} == {filled}
    assert "notes.txt is not an Excel workbook" in ran.err
    assert "other.xlsx was not made from an xl-kpis template" in ran.err
    assert run("scorecard", "notes.txt").code == 1


def test_check(run: Run, filled: str) -> None:
    Path("more.csv").write_text("measure,2025-04-01\nsessions_completed,180\n")
    clean = run("check", filled)
    assert clean.code == 0
    assert "0 errors" in clean.err
    run("fill", filled, "--data", "more.csv", "--output", "wrong.xlsx")
    ran = run("check", "wrong.xlsx")
    assert ran.code == 1
    assert "“Sessions held” cannot be larger than “Sessions scheduled”." in ran.out
    found = json.loads(run("check", "wrong.xlsx", "--format", "json").out)[0]
    assert found["severity"] == "error"
    assert found["where"].startswith("Inputs!")
    assert "ne peut pas dépasser" in run("check", "wrong.xlsx", "--language", "fr").out


@pytest.mark.parametrize("command", ["check", "scorecard"])
def test_a_workbook_of_somebody_else(run: Run, command: str) -> None:
    import openpyxl

    openpyxl.Workbook().save("other.xlsx")
    ran = run(command, "other.xlsx")
    assert ran.code == 1
    assert "other.xlsx was not made from an xl-kpis template" in ran.err


def test_list(run: Run) -> None:
    shown = run("list").out
    assert all(kpi.id in shown for kpi in KPIS)
    records = json.loads(run("list", "--format", "json", "--pack", "remote").out)
    assert [record["kpi"] for record in records] == [kpi.id for kpi in PACKS["remote"]]
    assert records[2]["above_average"] == 0.85
    functions = json.loads(run("list", "--functions", "--format", "json").out)
    assert [record["function"] for record in functions] == list(FUNCTIONS)
    rows = list(csv.DictReader(io.StringIO(run("list", "--format", "csv").out)))
    assert len(rows) == len(KPIS)


@pytest.mark.parametrize("language", available())
def test_list_says_what_the_asterisks_are_about(run: Run, language: str) -> None:
    shown = run("list", "--pack", "remote", "--language", language).out
    marked = [(kpi, tier) for kpi in PACKS["remote"] for tier in kpi.tiers if tier.asterisk]
    lines = [line for line in shown.splitlines() if line.startswith("  ")]
    assert len(lines) == len(marked) > 0
    for line, (kpi, tier) in zip(lines, marked, strict=True):
        assert line.startswith(f"  {kpi.id}, {text(f'tier.{tier.id}', language)}")
        assert line.endswith(text(f"note.{tier.note}", language))
    assert "*" not in run("list", "--pack", "mentoring", "--language", language).out


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
@pytest.mark.parametrize("language", available())
def test_explain_tells_everything(run: Run, kpi: object, language: str) -> None:
    from xl_kpis.kpi import Kpi

    assert isinstance(kpi, Kpi)
    ran = run("explain", kpi.id, "--language", language)
    assert ran.code == 0
    flat = " ".join(ran.out.split(" ")).replace("\n", " ")
    flat = " ".join(part for part in flat.split(" ") if part)
    for part in ("help", "reads", "limits", "tip.1", "tip.2", "tip.3"):
        said = text(f"{kpi.function.name}.{part}", language)
        assert " ".join(said.split(" ")) in flat
    assert kpi.function.name in flat
    assert ("*" in ran.out) == kpi.asterisk


@pytest.mark.parametrize("value", ["0.85", "85%", "85 %", "0,85"])
def test_explain_a_value(run: Run, value: str) -> None:
    ran = run("explain", "mentoring.retention", value)
    assert ran.code == 0
    assert "85.0% (above average)" in ran.out


def test_explain_names_candidates(run: Run) -> None:
    several = run("explain", "KPI_RETENTION")
    assert several.code == 1
    assert "mentoring.retention, remote.retention" in several.err
    assert "remote.arpu" in run("explain", "arpuu").err
    assert "xl-kpis list" in run("explain", "zzzzzz").err
    assert run("explain", "KPI_ARPU").code == 0
    assert run("explain", "ARPU", "many").code == 2


def test_explain_json(run: Run) -> None:
    record = json.loads(run("explain", "ARPU", "180", "--format", "json").out)
    assert record["kpi"] == "remote.arpu"
    assert record["tier_rank"] == 1
    assert "180" in record["explanation"]


def test_files_are_written_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a/b.txt", b"whole")
    assert (tmp_path / "a/b.txt").read_bytes() == b"whole"
    assert os.listdir(tmp_path / "a") == ["b.txt"]


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("clients", "clients-2026.xlsx"),
        ("clients-2025", "clients-2026.xlsx"),
        ("my kpis 2025", "my kpis 2026.xlsx"),
    ],
)
def test_roll_writes_the_new_year_beside_the_old_one(
    run: Run, filled: str, name: str, new: str
) -> None:
    old = Path(filled).rename(f"{name}.xlsx")
    before = old.read_bytes()
    ran = run("roll", str(old))
    assert ran.code == 0, ran.err
    assert f"Written: {new} (24 periods from 2026-01-01)" in ran.err
    assert old.read_bytes() == before
    again = run("roll", str(old))
    assert again.code == 1
    assert "exists already" in again.err
    assert run("roll", str(old), "--overwrite").code == 0
    assert run("check", new).code == 0


def test_roll_takes_along_what_comes_after_and_carries_what_was_before(
    run: Run, filled: str
) -> None:
    ran = run("roll", filled, "--from", "2025-04", "--periods", "30", "-o", "new.xlsx")
    assert ran.code == 0, ran.err
    assert "(30 periods from 2025-04-01)" in ran.err
    assert "Taken along: 5 figures." in ran.err
    ran = run("roll", filled, "--from", "2025-07", "-o", "later.xlsx", "--language", "fr")
    assert "dans la première période : 220, de la période d’avant." in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "2025-05"), "the nearest begin on 2025-04-01 and 2025-07-01"),
        (("--from", "soon"), "--from takes a day"),
        (("--periods", "5"), "from 12 to 120 periods, not 5"),
        (("--output", "filled.xlsx", "--overwrite"), "is the old workbook itself"),
        (("--output", "new.pdf"), "cannot be written here"),
    ],
)
def test_roll_says_why_not_and_writes_nothing(
    run: Run, filled: str, words: tuple[str, ...], said: str
) -> None:
    files, before = sorted(os.listdir()), Path(filled).read_bytes()
    ran = run("roll", filled, *words)
    assert ran.code in (1, 2)
    assert said in ran.err
    assert (sorted(os.listdir()), Path(filled).read_bytes()) == (files, before)


def test_a_template_has_as_many_periods_as_asked_for(run: Run) -> None:
    assert run("template", "--pack", "remote", "--periods", "36", "-o", "long.xlsx").code == 0
    from xl_kpis import load
    from xl_kpis.workbook.places import Places

    assert len(Places(load("long.xlsx")).periods()) == 36
    refused = run("template", "--pack", "remote", "--periods", "121", "-o", "longer.xlsx")
    assert refused.code == 2
    assert "from 12 to 120 periods, not 121" in refused.err
