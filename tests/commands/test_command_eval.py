"""``xl-kpis eval``."""

from __future__ import annotations

import json

import pytest

from tests.commands.conftest import Run
from xl_kpis.errors import ExcelError
from xl_kpis.kpi import KPIS


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (["=KPI_RETENTION(200,220,50)"], "0.85"),
        (["KPI_RETENTION(200,220,50)"], "0.85"),
        (["=(A1-B1)/C1", "--set", "A1=220", "--set", "B1=50", "--set", "C1=200"], "0.85"),
        (["=0.1+0.2"], "0.3"),
        (["=1=1"], "TRUE"),
        (["=NA()"], "#N/A"),
        (["=KPI_COMPLETION(A1,100)"], "#N/A"),
        (['="a"&"b"'], "ab"),
        (["=SEQUENCE(2,3)"], "1\t2\t3\n4\t5\t6"),
        (["=SUM(A1:B2)", "--set", "A1:B2=[[1,2],[3,4]]"], "10"),
        (["=SUM(A1:A3)", "--set", "A1:A3=[1,null,2]"], "3"),
        (["=B1", "--set", "A1=3", "--set", "B1==A1*2"], "6"),
        (["=Data!A1*2", "--set", "Data!A1=4"], "8"),
        (['=TEXT(A1,"yyyy-mm-dd")', "--set", "A1=2024-02-29"], "2024-02-29"),
        (["=ISERROR(A1)", "--set", "A1=#DIV/0!"], "TRUE"),
        (["=ISBLANK(A1)", "--set", "A1="], "TRUE"),
        (["=ISTEXT(A1)", "--set", 'A1="200"'], "TRUE"),
        (["=IF(A1,1,2)", "--set", "A1=false"], "2"),
        (["=A1"], "0"),
    ],
)
def test_prints_the_value(run: Run, words: list[str], printed: str) -> None:
    assert run("eval", *words) == (0, printed + "\n", "")


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (['=SI(A1>0;"oui";"non")', "--set", "A1=1,5"], "oui"),
        (["=A1*2", "--set", "A1=1,5"], "3"),
        (["=A1/2", "--set", "A1=1.5"], "0,75"),
        (["=ET(A1;VRAI)", "--set", "A1=vrai"], "VRAI"),
        (["=B1", "--set", "B1==SOMME(1,5;2)"], "3,5"),
        (["=TYPE.ERREUR(A1)", "--set", "A1=#VALEUR!"], "3"),
        (["=1/0+NA()"], "#DIV/0!"),
        (["=RACINE(-1)"], "#NOMBRE!"),
        (['=TEXTE(A1;"jj/mm/aaaa")', "--set", "A1=2024-02-29"], "29/02/2024"),
    ],
)
def test_formulas_and_values_are_those_of_a_region(
    run: Run, words: list[str], printed: str
) -> None:
    assert run("eval", *words, "--region", "fr-FR") == (0, printed + "\n", "")


def test_an_unknown_region_is_a_wrong_command_line(run: Run) -> None:
    ran = run("eval", "=1", "--region", "xx")
    assert ran.code == 2
    assert "fr-FR" in ran.err


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
def test_worked_examples(run: Run, kpi: object) -> None:
    from xl_kpis.kpi import Kpi

    assert isinstance(kpi, Kpi)
    cells, names = [], []
    for argument, letter in zip(kpi.example.arguments, "ABC", strict=False):
        name = f"{letter}1:{letter}{len(argument)}" if isinstance(argument, list) else f"{letter}1"
        cells += ["--set", f"{name}={json.dumps(argument)}"]
        names.append(name)
    ran = run("eval", f"={kpi.function.name}({','.join(names)})", *cells)
    assert float(ran.out) == pytest.approx(kpi.example.result, abs=1e-12)


@pytest.mark.parametrize(
    ("formula", "type", "value"),
    [
        ("=1/4", "number", 0.25),
        ("=TRUE", "boolean", True),
        ('="x"', "text", "x"),
        ("=1/0", "error", "#DIV/0!"),
    ],
)
def test_json_has_type_and_value(run: Run, formula: str, type: str, value: object) -> None:
    assert json.loads(run("eval", formula, "--json").out) == {"type": type, "value": value}


def test_json_of_an_array(run: Run) -> None:
    said = json.loads(run("eval", '={1,"#N/A";TRUE,#N/A}', "--json").out)
    assert said["type"] == "array"
    assert said["value"] == [[1.0, "#N/A"], [True, "#N/A"]]
    assert said["types"] == [["number", "text"], ["boolean", "error"]]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["=1", "--set", "A1"], "A1=200"),
        (["=1", "--set", "nowhere=1"], "nowhere"),
        (["=1", "--set", "A1:A3=5"], "3 of 1"),
        (["=1", "--set", "A1:A3=[1,2"], "JSON"),
        (["=1", "--set", "A1:A2=[1,[2,3]]"], "2 of 1"),
        (["=1", "--set", "A1=2024-02-30"], "2024-02-30"),
        ([], "FORMULA"),
    ],
)
def test_a_wrong_command_line_is_said_in_a_sentence(run: Run, words: list[str], part: str) -> None:
    ran = run("eval", *words)
    assert (ran.code, ran.out) == (2, "")
    assert part in ran.err
    assert "Try: xl-kpis eval --help" in ran.err


def test_a_formula_nobody_can_read(run: Run) -> None:
    ran = run("eval", "=1+")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("xl-kpis: ")
    assert ran.err.count("\n") == 1
    assert "manque" in run("eval", "=1+", "--language", "fr").err


def test_error_values_can_be_given(run: Run) -> None:
    for code in ExcelError.codes():
        assert run("eval", "=A1", "--set", f"A1={code}").out.strip() == code


def test_an_unknown_function_is_named(run: Run) -> None:
    ran = run("eval", "=KPI_RETENTON(200,220,50)")
    assert (ran.code, ran.out) == (0, "#NAME?\n")
    assert "KPI_RETENTON; did you mean KPI_RETENTION" in ran.err
    assert "no function ZZZQQQ" in run("eval", "=1+ZZZQQQ(2)").err
