"""``xl-kpis addin``, ``convert`` and ``doctor``, and what they look at."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from xl_kpis.commands import main
from xl_kpis.hosts import diagnose, xlam
from xl_kpis.hosts.setup_excel import new_config, read_config, without_us
from xl_kpis.hosts.vba import PYTHON_MODULE
from xl_kpis.languages import available


def test_build_writes_what_each_host_needs(tmp_path: Path) -> None:
    for host in ("libreoffice", "excel", "lite"):
        assert main(["addin", "build", host, "--out-dir", str(tmp_path)]) == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"xl_kpis.oxt", "xl_kpis_udfs.bas", xlam.FILE, "main.py", "requirements.txt"}
    assert zipfile.is_zipfile(tmp_path / "xl_kpis.oxt")


def test_build_overwrites_nothing_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["addin", "build", "lite", "--out-dir", str(tmp_path)]
    (tmp_path / "requirements.txt").write_text("mine")
    assert main(command) == 1
    assert "requirements.txt" in capsys.readouterr().err
    assert not (tmp_path / "main.py").exists()
    assert main([*command, "--force"]) == 0


@pytest.mark.parametrize("language", available())
def test_convert_there_and_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    book = Workbook()
    book.active["A1"] = "=KPI_RETENTION(200,220,50)"
    book.active["A2"] = '=KPI_EXPLAIN(0.8,"MSCR")'
    source, sent = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book.save(source)
    before = source.read_bytes()
    convert = ["convert", "--language", language, "--formulas"]
    assert main([*convert, "native", str(source), "-o", str(sent)]) == 1
    assert "Sheet!A2" in capsys.readouterr().err
    assert load_workbook(sent).active["A1"].value.startswith("=IF(")
    assert main([*convert, "kpi", str(sent), "--in-place"]) == 0
    assert load_workbook(sent).active["A1"].value == "=KPI_RETENTION(200,220,50)"
    assert source.read_bytes() == before
    assert main([*convert, "native", str(source)]) == 2
    assert main([*convert, "native", str(source), "-o", str(sent)]) == 1


def test_settings_of_xlwings_are_kept() -> None:
    old = '"LICENSE_KEY","x,y"\n"UDF MODULES","sales"\n"INTERPRETER_WIN","C:\\old.exe"\n'
    new = new_config(old, "C:\\new.exe")
    assert read_config(new) == {
        "LICENSE_KEY": "x,y",
        "UDF MODULES": f"sales;{PYTHON_MODULE}",
        "INTERPRETER_WIN": "C:\\new.exe",
    }
    assert new_config(new, "C:\\new.exe") == new
    assert 'UDF MODULES","sales"' in without_us(new)


def test_xlwings_reads_the_settings_as_we_write_them(tmp_path: Path) -> None:
    import xlwings
    from xlwings.utils import read_user_config

    file = tmp_path / "xlwings.conf"
    file.write_text(new_config("", "C:\\python.exe"))
    before, xlwings.USER_CONFIG_FILE = xlwings.USER_CONFIG_FILE, str(file)
    try:
        assert read_user_config()["udf modules"] == PYTHON_MODULE
    finally:
        xlwings.USER_CONFIG_FILE = before


def test_the_doctor_compares_settings() -> None:
    right = new_config("", "C:\\python.exe")
    assert [f.id for f in diagnose.configuration(right, "c:\\Python.exe")] == ["configured"]
    found = [f.id for f in diagnose.configuration("", "C:\\python.exe")]
    assert found == ["no_module", "interpreter"]


@pytest.mark.parametrize(
    ("listed", "id"),
    [
        ("", "no_extension"),
        ("Identifier: a.b\n  Version: 0.1.0\nIdentifier: other", "extension"),
        ("Identifier: a.b\n  Version: 0.0.9\n", "old_extension"),
    ],
)
def test_the_doctor_knows_the_extension(listed: str, id: str) -> None:
    assert diagnose.extension_state(listed, "a.b", "0.1.0").id == id


def test_the_doctor_says_why_cells_show_name_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from openpyxl.workbook.defined_name import DefinedName

    book = Workbook()
    book.defined_names["KPI_TIER"] = DefinedName("KPI_TIER", attr_text="_xlfn.LAMBDA(_xlpm.a,1)")
    book.defined_names["Book_version"] = DefinedName("Book_version", attr_text='"0.1"')
    formulas = {
        "A1": "=_xldudf_KPI_ARPU(1,2)",
        "A2": "=KPI_ARPU(1,2)",
        "A3": '=KPI_TIER(0.5,"ARPU")',
        "A4": "=KPI_RETENTON(1,2,3)",
        "A5": "=_xlfn.NEWTHING(1)",
        "A6": "=SUMM(1)",
        "A7": "=1+1",
    }
    for cell, formula in formulas.items():
        book.active[cell] = formula
    path = tmp_path / "a.xlsx"
    book.save(path)
    _mark_as_name_errors(path)
    found = {f.id: f.values for f in diagnose.workbook(path)}
    assert set(found) == {
        "template",
        "name_web",
        "name_addin",
        "name_lambda",
        "name_unknown",
        "name_new",
        "name_other",
    }
    assert found["name_web"]["cells"] == "Sheet!A1"
    assert main(["doctor", str(path), "--language", "fr"]) == 1
    assert "#NOM?" in capsys.readouterr().out


def _mark_as_name_errors(path: Path) -> None:
    """Give all formulas but the last the value #NAME?, as a spreadsheet would."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    for row in range(1, 7):
        head, cell, rest = sheet.partition(b'<c r="A%d"' % row)
        assert cell
        rest = rest.replace(b"<v></v>", b"<v>#NAME?</v>", 1).replace(b"<v />", b"<v>#NAME?</v>", 1)
        rest = rest.replace(b"<v/>", b"<v>#NAME?</v>", 1)
        sheet = head + cell + b' t="e"' + rest
    parts["xl/worksheets/sheet1.xml"] = sheet
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
