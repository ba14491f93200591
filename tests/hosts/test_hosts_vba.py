"""The generated VBA module."""

from __future__ import annotations

import re

import pytest
from contract import FUNCTIONS
from vba_lint import problems

from xl_kpis.hosts.excel import COM_ERRORS
from xl_kpis.hosts.vba import ERRORS, literal, module_bytes, module_text
from xl_kpis.languages import available


@pytest.mark.parametrize("language", available())
def test_it_would_compile(language: str) -> None:
    assert problems(module_text(language)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("new_clients", "New"),
        ("End Select", ""),
        ("KPI_RETENTION(", "KPI_COMPLETION("),
        ("Optional months As Variant", "Optional months As Variant, last As Variant"),
        ("Next j", "Next i"),
        ("One value or", "Un résultat ou"),
        ("CVErr(xlErrValue)", "CVErr(xlErrValue"),
        ("KPI_ARPU", "KPI1"),
    ],
)
def test_the_lint_finds(old: str, new: str) -> None:
    source = module_text()
    assert old in source
    assert problems(source.replace(old, new))


def test_every_function_passes_all_its_arguments() -> None:
    source = module_text()
    for name, function in FUNCTIONS.items():
        names = ", ".join(argument.name for argument in function.arguments)
        assert f'"{name}", _\n        Array({names})' in source


def test_every_error_becomes_a_real_one() -> None:
    cases = re.findall(r'Case "(.*)"\n +XlKpisValue = CVErr\((\w+)\)', module_text())
    assert dict(cases) == ERRORS
    assert set(ERRORS) == {error.code for error in COM_ERRORS.values()}


def test_texts_of_any_language_are_expressions() -> None:
    assert literal("") == '""'
    assert literal("é") == "ChrW(233)"
    assert literal('a "b"') == '"a ""b"""'


def test_the_file_has_the_line_ends_of_vba() -> None:
    data = module_bytes("fr")
    assert data.count(b"\n") == data.count(b"\r\n") > 400
