"""What a language is made of, and how one is found."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import xl_kpis.languages.conventions
from xl_kpis.languages import Texts, UnknownLanguage, available, catalogue, files, find


@pytest.mark.parametrize("name", ["", "xx", "french", "C", "POSIX", "f", "_fr"])
def test_an_unknown_language_is_an_error_that_names_those_there_are(name: str) -> None:
    with pytest.raises(UnknownLanguage, match=r"en, .*fr"):
        find(name)
    with pytest.raises(UnknownLanguage, match=r"en, .*fr"):
        Texts("kpi")("tier.typical", name)


def test_a_variety_of_a_language_is_the_language() -> None:
    assert Texts("kpi")("tier.typical", "fr-CA") == Texts("kpi")("tier.typical", "fr")
    assert catalogue("kpi", "fr_CA") is catalogue("kpi", "fr")


def test_an_unknown_text_names_the_file_it_belongs_to() -> None:
    with pytest.raises(KeyError, match=r"fr/workbook\.py or fr/kpi\.py"):
        Texts("workbook", "kpi")("sheet.none", "fr")


def test_files_are_those_of_the_sections_asked_for() -> None:
    found = dict(files("kpi"))
    assert set(found) == {"__init__.py", "conventions.py"} | {
        f"{code}/{name}.py" for code in available() for name in ("__init__", "kpi")
    }
    assert all(path.is_file() for path in found.values())


def test_a_language_from_elsewhere_is_found_by_the_environment(tmp_path: Path) -> None:
    folder = tmp_path / "qq"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""Invented."""\n')
    (folder / "kpi.py").write_text('TEXTS = {"tier.typical": "Kutima"}\n')
    code = (
        "from xl_kpis.languages import Texts, available;"
        "print(available(), Texts('kpi')('tier.typical', 'qq'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"XL_KPIS_LANGUAGES": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip().endswith("'qq') Kutima"), done.stderr


def test_no_section_is_loaded_before_it_is_asked_for() -> None:
    code = (
        "import sys, xl_kpis.kpi;"
        "names = [n for n in sys.modules if n.startswith('xl_kpis.languages.')];"
        "print(sorted(n for n in names if n.count('.') == 3))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "['xl_kpis.languages.en.kpi']"


def _imports(folder: str) -> set[str]:
    """What the modules of a folder of the package import, by their first two names."""
    home = Path(xl_kpis.__file__).parent / folder
    found = set()
    for path in home.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
    return {".".join(name.split(".")[:2]) for name in found}


def test_languages_know_nothing_but_the_standard_library_and_the_base_of_exceptions() -> None:
    ours = {name for name in _imports("languages") if name.partition(".")[0] == "xl_kpis"}
    others = {name.partition(".")[0] for name in _imports("languages")} - {"xl_kpis"}
    assert ours == {"xl_kpis.languages", "xl_kpis.errors"}  # the base of all exceptions
    assert others <= sys.stdlib_module_names


def test_kpis_know_no_other_part_than_the_languages() -> None:
    ours = {name for name in _imports("kpi") if name.partition(".")[0] == "xl_kpis"}
    ground = {"xl_kpis.errors", "xl_kpis.decimals"}
    assert ours <= {"xl_kpis", "xl_kpis.kpi", "xl_kpis.languages", *ground}
