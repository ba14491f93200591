"""``pack``, and ``--pack FILE`` of the other commands."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.kpi.test_packs import EXAMPLE
from xl_kpis.kpi import PACKS


def test_a_new_pack_is_checked_shown_and_made_a_workbook(run: Run) -> None:
    assert run("pack", "new", "mine.toml").code == 0
    assert run("pack", "check", "mine.toml").code == 0
    shown = run("pack", "show", "mine.toml")
    assert "Referral rate (REF, my_business.referral)" in shown.out
    assert "Clients referred ÷ Clients who joined" in shown.out
    made = run("template", "--pack", "mine.toml")
    assert made.code == 0, made.err
    Path("figures.csv").write_text("measure,2026-01\nreferred,12\nClients who joined,40\n")
    assert (
        run("fill", "my-business.en.xlsx", "--data", "figures.csv", "-o", "filled.xlsx").code == 0
    )
    card = run("scorecard", "filled.xlsx", "--format", "json")
    (record,) = json.loads(card.out)
    assert (record["value"], record["tier_id"]) == (0.3, "above_average")


def test_a_new_pack_overwrites_nothing(run: Run) -> None:
    Path("mine.toml").write_text("mine", "utf-8")
    assert run("pack", "new", "mine.toml").code != 0
    assert Path("mine.toml").read_text("utf-8") == "mine"


def test_faults_are_named_with_file_line_and_remedy(run: Run) -> None:
    source = EXAMPLE.read_text("utf-8")
    source = source.replace('unit = "money"', 'unit = "euros"').replace('"80%"', '"81%"')
    Path("wrong.toml").write_text(source, "utf-8")
    found = run("pack", "check", "wrong.toml")
    assert found.code == 1
    lines = found.out.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("wrong.toml, line ") for line in lines)
    assert "The example gives 80%, not 81%: correct" in lines[0]
    refused = run("template", "--pack", "wrong.toml", "--language", "fr")
    assert refused.code == 1
    assert "wrong.toml, ligne" in refused.err
    assert not list(Path().glob("*.xlsx"))


def test_list_and_explain_take_a_file(run: Run) -> None:
    found = json.loads(run("list", "--pack", str(EXAMPLE), "--format", "json").out)
    assert [record["kpi"] for record in found][-1] == "studio.revenue"
    assert found[-1]["typical"] is None
    assert "studio.revenue" in run("list", "--pack", str(EXAMPLE)).out
    said = run("explain", "Stay rate", "96%", "--pack", str(EXAMPLE)).out
    assert said.startswith("Member retention rate: 96.0% (above average)")
    assert run("explain", "revenue", "50", "--pack", str(EXAMPLE)).out == (
        "Revenue per member: 50.00 EUR.\n"
    )
    whole = json.loads(
        run("explain", "revenue", "50", "--pack", str(EXAMPLE), "--format", "json").out
    )
    assert whole["tier_rank"] is None


def test_a_pack_nobody_knows_is_named(run: Run) -> None:
    found = run("template", "--pack", "gym")
    assert found.code == 2
    assert "mentoring, remote" in found.err
    assert run("template", "--pack", "no-such-file.toml").code == 1


def test_packs_of_the_environment_have_names(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XL_KPIS_PACKS", str(EXAMPLE.parent))
    assert "studio.retention" in run("list", "--pack", "studio").out


@pytest.mark.parametrize("base", ["mentoring", "remote"])
def test_a_file_begins_with_what_is_shipped(run: Run, base: str) -> None:
    made = run("pack", "new", "Our business.toml", "--from", base)
    assert made.code == 0, made.err
    assert run("pack", "check", "Our business.toml").code == 0
    listed = json.loads(run("list", "--pack", "Our business.toml", "--format", "json").out)
    assert len(listed) == len(PACKS[base])
    assert {record["pack"] for record in listed} == {"our_business"}


def test_only_what_is_shipped_can_be_begun_with(run: Run) -> None:
    assert "mentoring, remote" in run("pack", "new", "a.toml", "--from", "gym").err
    assert run("pack", "check", str(EXAMPLE), "--from", "remote").code == 2
    assert not Path("a.toml").exists()


def test_its_functions_are_called_by_name(run: Run) -> None:
    call = "=KPI_STUDIO_WAIT(90,10)"
    assert run("eval", call, "--pack", str(EXAMPLE)).out == "9\n"
    listed = run("list", "--functions", "--pack", str(EXAMPLE), "--format", "json")
    assert [record["function"] for record in json.loads(listed.out)][2] == "KPI_STUDIO_WAIT"
    assert run("template", "--pack", str(EXAMPLE), "--formulas", "kpi").code == 0
    Path("figures.csv").write_text("measure,2026-01\ndays_waited,90\npeople_admitted,10\n")
    filled = run("fill", "studio.en.kpi.xlsx", "--data", "figures.csv", "-o", "filled.xlsx")
    assert filled.code == 0, filled.err
    card = json.loads(run("scorecard", "filled.xlsx", "--format", "json").out)
    assert [record["value"] for record in card if record["kpi"] == "studio.wait"] == [9.0]


@pytest.mark.parametrize("host", ["libreoffice", "excel", "lite"])
def test_add_ins_are_built_with_it(run: Run, host: str) -> None:
    made = run("addin", "build", host, "--pack", str(EXAMPLE), "-o", "out")
    assert made.code == 0, made.err
    inside = b"".join(
        path.read_bytes() if path.suffix in (".py", ".bas") else _unpacked(path)
        for path in Path("out").iterdir()
        if path.suffix != ".xlam"
    )
    assert b"KPI_STUDIO_WAIT" in inside
    assert ("XL_KPIS_PACKS" in made.err) == (host == "excel")


def _unpacked(path: Path) -> bytes:
    if not zipfile.is_zipfile(path):
        return b""
    with zipfile.ZipFile(path) as archive:
        return b"".join(map(archive.read, archive.namelist()))


@pytest.mark.parametrize(
    ("language", "begin", "rate"),
    [
        ("en", "=KPI_MY_BUSINESS_REFERRAL(12,40) → ", "30.0%"),
        ("fr", "=KPI_MON_ACTIVITE_RECOMMANDATION(12;40) → ", "30,0"),
    ],
)
def test_the_calls_a_pack_has_worked_out_are_told_of_and_shown(run: Run, language, begin, rate):
    run("pack", "new", "mine.toml", "--language", language)
    text = Path("mine.toml").read_text("utf-8")
    assert run("pack", "show", "mine.toml", "--language", language).out.count("→") == 0
    at = text.index("# [[kpi.cases]]")
    cases = "".join(
        line.removeprefix("# ") if line.startswith("# ") else line
        for line in text[at:].splitlines(keepends=True)
    )
    Path("mine.toml").write_text(text[:at] + cases, "utf-8")
    assert run("pack", "check", "mine.toml").code == 0
    shown = run("pack", "show", "mine.toml", "--language", language).out
    assert begin + rate in shown
    assert "→ #DIV/0!" in shown
