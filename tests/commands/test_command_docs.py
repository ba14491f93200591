"""What the documentation says about the commands is what happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.documented import documented
from tests.samples import demo_in
from xl_kpis.commands.app import COMMANDS
from xl_kpis.commands.docs import FOLDER, path, renewed

ROOT = FOLDER.parent
README = ROOT / "README.md"
READMES = {"en": README} | {
    code: FOLDER / f"README.{code}.md" for code in documented("README.{}.md")
}


def blocks(page: Path, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", page.read_text("utf-8"), re.S)


@pytest.mark.parametrize("language", documented("commands.{}.md"))
def test_the_reference_is_fresh(language: str) -> None:
    page = path(language).read_text("utf-8")
    assert page == renewed(page, language), "run python -m xl_kpis.commands.docs"


@pytest.mark.parametrize("language", documented("quickstart.{}.md"))
def test_the_quick_start_works_as_printed(
    run: Run, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = FOLDER / f"quickstart.{language}.md"
    (name,) = re.findall(r"`(\w+\.csv)`", page.read_text("utf-8"))
    Path(name).write_text(blocks(page, "csv")[0], "utf-8")
    for line in "".join(blocks(page, "sh")).splitlines():
        program, *words = shlex.split(line)
        if program == "export":
            monkeypatch.setenv(*words[0].split("="))
            continue
        ran = run(*words)
        if words[0] == "check":
            assert ran.code == 0, ran.out
        else:
            assert ran.code == 0, ran.err
    assert run("eval", '=KPI_NEEDED("mentoring.retention",200,"exceptional")').out == "180\n"
    said = run("scorecard", "clients.xlsx", "--format", "csv").out
    assert "mentoring.retention" in said
    assert ",0.85," in said


@pytest.mark.parametrize("language", READMES)
def test_the_python_example_of_the_readme(run: Run, language: str) -> None:
    demo_in(Path("xl-kpis-demo"), language)
    (code,) = blocks(READMES[language], "python")
    shown: list[object] = []
    exec(code, {"print": shown.append})
    assert shown[0] == 0.95
    assert Path("clients.xlsx").exists()


@pytest.mark.parametrize("language", READMES)
def test_the_readme_begins_with_what_the_scorecard_shows(run: Run, language: str) -> None:
    page = READMES[language].read_text("utf-8")
    assert page.index("```text") < page.index("python3 -m venv")
    demo_in(Path("xl-kpis-demo"), language)
    book = f"xl-kpis-demo/career-mentoring.{language}.xlsx"
    shown = " ".join(run("scorecard", book, "--language", language).out.split())
    for line in blocks(READMES[language], "text")[0].splitlines():
        for cell in re.split(r" {2,}|─+", line.strip()):
            assert " ".join(cell.split()) in shown, cell


def test_the_readme_of_a_package_index_leads_nowhere_that_is_not_there() -> None:
    core = pytest.importorskip("hatchling.metadata.core", reason="hatchling is not installed")
    manager = pytest.importorskip("hatchling.plugin.manager")
    pytest.importorskip("hatch_fancy_pypi_readme", reason="its plugin is not installed")
    shown = core.ProjectMetadata(str(ROOT), manager.PluginManager()).core.readme
    assert shown.startswith("# xl-kpis")
    assert [at for at in re.findall(r"\]\(([^)]*)\)", shown) if "://" not in at] == []
    assert "Quick start ·" not in shown, "a title without its page says nothing"
    assert "The guides come with the sources, in the folder `docs`" in shown
    assert "inside this folder" not in shown
    assert "![" not in shown


def test_the_readme_names_every_command() -> None:
    page = README.read_text("utf-8")
    for name in COMMANDS:
        assert f"xl-kpis {name}`" in page or f", `{name}`" in page


@pytest.mark.parametrize(
    "page", [*READMES.values(), *FOLDER.glob("quickstart.*"), *FOLDER.glob("commands.*")], ids=str
)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target
