"""The add-in inside a real LibreOffice, on workbooks recalculated by force."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from contract import CASES, FUNCTIONS, Contract, agrees
from office import NO_ADD_IN, Office, office, version
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula
from sheets import call, formulas, values, workbook

import xl_kpis
from xl_kpis.errors import DIV0, NA, NUM, VALUE, ExcelError
from xl_kpis.hosts.diagnose import extension_state
from xl_kpis.hosts.libreoffice import extension, install
from xl_kpis.hosts.libreoffice.names import method_name, web_method_name
from xl_kpis.kpi import text
from xl_kpis.kpi.cases import Case
from xl_kpis.languages import available


def as_calc_sees(case: Case) -> Any:
    """The result where Calc hands over something else than the cell holds (docs/hosts).

    A blank single cell comes as 0 and TRUE as 1; an error never comes: of single arguments the
    last one that is an error is the result, an error in a range makes ``#VALUE!``.
    """
    for value in reversed(case.arguments):
        if isinstance(value, ExcelError):
            return value
        if isinstance(value, list) and any(isinstance(i, ExcelError) for row in value for i in row):
            return VALUE
    given: list[Any] = []
    for argument, value in zip(case.function.arguments, case.arguments, strict=False):
        if isinstance(value, list) and (len(value) > 1 or len(value[0]) > 1):
            given.append([[1.0 if item is True else item for item in row] for row in value])
            continue
        item = value[0][0] if isinstance(value, list) else value
        if item is None and not (argument.optional and value is None):
            item = 0.0
        item = 1.0 if item is True else item
        given.append([[item]] if isinstance(value, list) else item)
    return case.function(*given)


@pytest.mark.libreoffice
class TestLibreOffice(Contract):
    host = "libreoffice"

    @staticmethod
    def results() -> list[Any]:
        return values(office().recalculate(workbook(CASES, call)), len(CASES))

    def left_out(self, case: Case) -> str:
        seen = as_calc_sees(case)
        return "" if agrees(seen, case.result) else "Calc hands over something else"


@pytest.mark.libreoffice
def test_what_calc_hands_over_gives_what_the_documentation_says() -> None:
    differing = [case for case in CASES if not agrees(as_calc_sees(case), case.result)]
    assert 20 < len(differing) < len(CASES) / 3
    results = values(office().recalculate(workbook(differing, call)), len(differing))
    wrong = [
        (case.id, result, as_calc_sees(case))
        for case, result in zip(differing, results, strict=True)
        if not agrees(result, as_calc_sees(case))
    ]
    assert wrong == []


@pytest.mark.libreoffice
def test_a_changed_input_changes_what_libreoffice_saves() -> None:
    """It calculates, and does not only read back what the file says."""
    case = next(case for case in CASES if case.function.name == "KPI_RETENTION")
    data = workbook([case], call)
    book = xl_kpis.load(BytesIO(data))
    book.recalculate()
    calculated = book.to_bytes()
    assert values(office().recalculate(calculated), 1) == [0.85]
    sheet = load_workbook(BytesIO(calculated))
    sheet.active["D1"] = 400
    out = BytesIO()
    sheet.save(out)
    assert values(office().recalculate(out.getvalue()), 1) == [0.425]


@pytest.mark.libreoffice
def test_the_extension_comes_and_goes() -> None:
    if version() < (25, 2):
        pytest.skip(NO_ADD_IN)
    here = Office()
    here.set_up(with_add_in=True)
    tool = install.find_tool()
    assert tool is not None
    listing = [tool, "list", f"-env:UserInstallation={here.profile}"]

    def state() -> str:
        found = extension_state(here.run(*listing), extension.IDENTIFIER, xl_kpis.__version__)
        return found.id

    assert state() == "extension"
    here.run(*install.remove_command(tool, here.profile))
    assert state() == "no_extension"


@pytest.mark.libreoffice
def test_the_function_wizard_has_help_for_every_function() -> None:
    shown = office().wizard()
    assert set(shown) == set(FUNCTIONS)
    for name, (help, arguments) in shown.items():
        assert help.rstrip("…") in text(f"{name}.help")
        assert [argument[0] for argument in arguments] == [
            a.name for a in FUNCTIONS[name].arguments
        ]
        for (_, words), argument in zip(arguments, FUNCTIONS[name].arguments, strict=True):
            assert words
            assert words.rstrip("…") in text(f"argument.{argument.text_id}.help")


@pytest.mark.libreoffice
def test_names_are_spelled_as_excel_does() -> None:
    saved = office().recalculate(workbook(CASES, call))
    for case, formula in zip(CASES, formulas(saved, len(CASES)), strict=True):
        assert formula.startswith(f"={case.function.name}("), formula


@pytest.mark.libreoffice
def test_files_of_web_add_ins() -> None:
    prefix = extension.WEB_SPELLING
    examples = [case for case in CASES if agrees(as_calc_sees(case), case.result)]
    saved = office().recalculate(workbook(examples, lambda case, refs: prefix + call(case, refs)))
    found = zip(examples, formulas(saved, len(examples)), values(saved, len(examples)), strict=True)
    for case, formula, value in found:
        assert formula.startswith(f"={prefix}{case.function.name}(")
        assert agrees(value, case.result)


@pytest.mark.libreoffice
def test_nested_calls_literals_omitted_arguments_and_arrays() -> None:
    expected = {
        '=KPI_TIER(KPI_RETENTION(A1,A2,A3),"mentoring.retention")': "Above average",
        '=KPI_TIER(KPI_RETENTION(A1,A2,A3),"mentoring.retention","fr")': "Supérieur à la moyenne",
        "=IFERROR(KPI_RETENTION(0,1,1),-1)": -1.0,
        "=ISNA(KPI_RETENTION(200,,50))": True,
        "=IF(KPI_RETENTION(A1,A2,A3)>0.8,KPI_RETENTION(A1,A2,A3)*100,0)": 85.0,
        "=ISERROR(KPI_RETENTION(0,1,1))": True,
        "=KPI_ARPU(1000,10)": 100.0,
        "=KPI_ARPU(1000,10,)": 100.0,
        "=KPI_ARPU(1000,10,2)": 50.0,
        "=KPI_SATISFACTION({9,8;7,8})": 8.0,
        "=SUM(KPI_COMPLETION(B1:B2,B2:B3))": 1.0,
        "=KPI_TIER(KPI_RETENTION(A9,0,0),B3)": DIV0,
        '=KPI_CHECK("MSCR",101,100)': "“Sessions held” cannot be larger than “Sessions scheduled”.",
        '=KPI_RETENTION("200",220,50)': VALUE,
    }
    book = Workbook()
    sheet = book.active
    for row, items in enumerate([[200, 1], [220, 2], [50, 4]], 1):
        for column, item in enumerate(items, 1):
            sheet.cell(row, column, item)
    for row, formula in enumerate(expected, 1):
        if formula.startswith("=SUM"):
            sheet[f"F{row}"] = ArrayFormula(f"F{row}", formula)
        else:
            sheet[f"F{row}"] = formula
    sheet["H1"] = ArrayFormula("H1:H3", "=KPI_COMPLETION(B1:B3,2)")
    out = BytesIO()
    book.save(out)
    saved = load_workbook(BytesIO(office().recalculate(out.getvalue())), data_only=True).active
    for row, (formula, wanted) in enumerate(expected.items(), 1):
        cell = saved[f"F{row}"]
        value = ExcelError.of(cell.value) if cell.data_type == "e" else cell.value
        assert agrees(value, wanted), (formula, value)
    assert [saved[f"H{row}"].value for row in (1, 2, 3)] == [0.5, 1, NUM.code]
    assert NA is not DIV0


@pytest.mark.libreoffice
def test_the_engine_agrees_on_the_same_workbook() -> None:
    data = workbook(CASES, call)
    book = xl_kpis.load(BytesIO(data))
    book.recalculate()
    results = values(book.to_bytes(), len(CASES))
    wrong = [c.id for c, r in zip(CASES, results, strict=True) if not agrees(r, c.result)]
    assert wrong == []


def test_the_extension_is_complete_and_always_the_same() -> None:
    data = extension.build()
    assert data == extension.build()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
        registry = ElementTree.fromstring(archive.read("CalcAddIns.xcu"))
        interface = archive.read("functions.idl").decode()
        ElementTree.fromstring(archive.read("description.xml"))
        manifest = archive.read("META-INF/manifest.xml").decode()
    for part in re.findall(r'full-path="([^"]+)"', manifest):
        assert part in names
    for code in available():
        assert f"pythonpath/xl_kpis/languages/{code}/kpi.py" in names
    assert not {name for name in names if "engine" in name or "formula/" in name}
    oor = "{http://openoffice.org/2001/registry}"
    entries = {node.get(f"{oor}name"): node for node in registry.iter("node")}
    for name, function in FUNCTIONS.items():
        spelled = {method_name(name): name, web_method_name(name): f"_xldudf_{name}"}
        for method, shown in spelled.items():
            node = entries[method]
            assert f" {method}(" in interface
            written = {
                prop.get(f"{oor}name"): {value.get(_LANG): value.text for value in prop}
                for prop in node.findall("prop")
            }
            assert written["DisplayName"] == {"en": shown}
            for code in available():
                assert written["Description"][code].rstrip("…") in text(f"{name}.help", code)
            assert len(node.findall("node/node")) == len(function.arguments)


_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def test_the_core_in_the_extension_needs_nothing_else(tmp_path: Any) -> None:
    import subprocess
    import sys

    with zipfile.ZipFile(BytesIO(extension.build())) as archive:
        archive.extractall(tmp_path)
    code = (
        "from xl_kpis.hosts import adapter; from xl_kpis.kpi import KPI_RETENTION; import sys;"
        "print(adapter.run(KPI_RETENTION, [200, 220, 50]));"
        "assert not {'numpy', 'pandas', 'xlwings', 'openpyxl'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, 'pythonpath'); {code}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "0.85", done.stderr
