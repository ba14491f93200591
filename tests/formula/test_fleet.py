"""Workbooks of one template: calculated together, they are what each would be alone."""

from __future__ import annotations

import datetime
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.formula.test_lanes import formulas, grids
from tests.formula.xlsx.packages import contents, packed, parts, sheet
from xl_kpis import function, load
from xl_kpis.errors import DIV0, ExcelError
from xl_kpis.formula import thresholds
from xl_kpis.formula.book import Book
from xl_kpis.formula.fleet import Recalculated, recalculate_files
from xl_kpis.formula.fleet.fleet_calculation import FleetCalculation
from xl_kpis.formula.fleet.fleet_frame import FleetFrame
from xl_kpis.formula.fleet.together import _kinds
from xl_kpis.formula.functions.declare import FUNCTIONS, OWN
from xl_kpis.formula.grammar import translate
from xl_kpis.formula.reference import cell_name
from xl_kpis.formula.xlsx.package.xml_text import escape

NOW = datetime.datetime(2024, 5, 6, 7, 8)


@pytest.fixture(autouse=True)
def no_templates() -> Iterator[None]:
    """Each test begins and ends without templates met before."""
    _kinds.clear()
    yield
    _kinds.clear()


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many workbooks each joint calculation had."""
    counts: list[int] = []
    run = FleetCalculation.run

    def counted(self: FleetCalculation) -> None:
        run(self)
        counts.append(self.books)

    monkeypatch.setattr(FleetCalculation, "run", counted)
    return counts


@pytest.fixture
def asked_alone(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The cells of calls that were made for each workbook on its own."""
    cells: list[tuple[int, int]] = []
    each = FleetFrame._each

    def noted(self: FleetFrame, closure: Any) -> Any:
        cells.append((self.row, self.col))
        return each(self, closure)

    monkeypatch.setattr(FleetFrame, "_each", noted)
    return cells


def cell(row: int, col: int, value: Any) -> str:
    """A cell as a file has it; texts that begin with ``=`` are formulas without a value."""
    name = cell_name(row, col)
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{name}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, ExcelError):
        return f'<c r="{name}" t="e"><v>{value.code}</v></c>'
    if isinstance(value, str) and value.startswith("="):
        return f'<c r="{name}"><f>{escape(value[1:])}</f></c>'
    if isinstance(value, str):
        return f'<c r="{name}" t="str"><v>{escape(value)}</v></c>'
    return f'<c r="{name}"><v>{value!r}</v></c>'


def rows_of(grid: Sequence[Sequence[Any]]) -> str:
    return "".join(
        f'<row r="{i + 1}">{"".join(cell(i, j, v) for j, v in enumerate(row))}</row>'
        for i, row in enumerate(grid)
    )


def workbook(*grids: Sequence[Sequence[Any]], **more: Any) -> bytes:
    """A workbook with a sheet ``S1``, ``S2``, … for each grid."""
    return packed(parts({f"S{i}": sheet(rows_of(g)) for i, g in enumerate(grids, 1)}, **more))


def recalculated(folder: Path, files: Sequence[bytes], **options: Any) -> list[Recalculated]:
    """The files written, recalculated together and compared with each alone."""
    folder.mkdir(exist_ok=True)
    names = []
    for i, data in enumerate(files):
        path = folder / f"{i}.xlsx"
        path.write_bytes(data)
        names.append((path, folder / "out" / path.name))
    done = list(recalculate_files(names, now=NOW, seed=1, **options))
    assert [item.source for item in done] == [source for source, _ in names]
    for item in done:
        if item.problem is None:
            book = load(item.source, now=NOW, seed=1)
            report = book.recalculate()
            assert contents(item.target.read_bytes()) == contents(book.to_bytes())
            assert item.report is not None
            assert (item.report.formulas, item.report.errors) == (report.formulas, report.errors)
            assert item.report.errors_before == report.errors_before
            assert item.report.unsupported == report.unsupported
    return done


def values(item: Recalculated, *addresses: str) -> list[Any]:
    """Values as the file written has them."""
    book = load(item.target)
    out = []
    for address in addresses:
        area = book.resolve(address).area
        out.append(book.model.value(*area[:3]))
    return out


FIGURES = [["n", "e", "s"], [3.0, 1.5, 2.0], [4.0, None, "x"], [5.0, 2.5, True]]


def figures(scale: float) -> list[list[Any]]:
    return [[v * scale if type(v) is float else v for v in row] for row in FIGURES]


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(grids, min_size=3, max_size=3), st.lists(formulas(2), min_size=3, max_size=3))
@example([[[1.0, 2.0, 3.0]] * 12] * 3, ["SUM(A$1:A1)", "COUNTIF($A$1:$C$12,A1)", "A1^0.5"])
def test_any_formulas_over_anything(
    tmp_path_factory: pytest.TempPathFactory, books: list[list[list[Any]]], texts: list[str]
) -> None:
    _kinds.clear()
    files = []
    for grid in books:
        down = [[*row, None, *(f"={at(t, i)}" for t in texts)] for i, row in enumerate(grid)]
        files.append(workbook(down))
    done = recalculated(tmp_path_factory.mktemp("fleet"), files)
    assert all(item.problem is None for item in done)


def at(text: str, row: int) -> str:
    """A formula written for the first row, as it is some rows further down."""
    return translate(text, 0, 4, row, 4)


def test_values_are_read_and_written_for_all_at_once(
    tmp_path: Path, together: list[int], asked_alone: list[tuple[int, int]]
) -> None:
    formulas = [
        "=SUM(S1!B2:B4)",
        "=SUMIFS(S1!$A$2:$A$4,S1!$B$2:$B$4,S1!A2/2)",
        '=COUNTIF(S1!$C$2:$C$4,"x")',
        "=IFERROR(VLOOKUP(S1!A3,S1!$A$2:$C$4,2,FALSE),0)",
        "=INDEX(S1!$A$2:$A$4,MATCH(S1!A4,S1!$A$2:$A$4,0))",
        '=IF(A1>5,"high","low")&TEXT(A1,"0.0")',
        "=S1!C4",
        "=1/S1!B3",
    ]
    files = [workbook(figures(k), [formulas]) for k in (1.0, 2.0, 3.0, 0.5)]
    done = recalculated(tmp_path, files)
    assert together == [3]  # the first is calculated alone, to learn the template
    assert asked_alone == []
    assert values(done[1], "S2!A1", "S2!D1", "S2!E1", "S2!F1") == [8.0, 0.0, 10.0, "high8.0"]
    assert values(done[3], "S2!A1", "S2!F1", "S2!G1", "S2!H1") == [2.0, "low2.0", True, DIV0]


@pytest.mark.parametrize("strange", [[], ['="  a "']])
def test_errors_that_the_files_had_in_the_same_cells_are_told_from_new_ones(
    tmp_path: Path, together: list[int], strange: list[str]
) -> None:
    formulas = ["=1/S1!B3", "=NA()", "=S1!A2/S1!C2/0", "=A1", *strange]
    files = [load(workbook(figures(k), [formulas])).to_bytes() for k in (1.0, 2.0, 3.0)]
    members = contents(files[1])
    members["xl/worksheets/sheet2.xml"] = members["xl/worksheets/sheet2.xml"].replace(
        b"#N/A", b"#REF!"
    )
    files.append(packed(members))
    done = recalculated(tmp_path, files)
    assert together == [3]
    told = [item.report.errors_before for item in done if item.report]
    assert told[:3] == [{"#DIV/0!": 3, "#N/A": 1}] * 3
    assert told[3] == {"#DIV/0!": 3}, "an error instead of another one is new"
    plain = recalculated(tmp_path / "new", [workbook(figures(1.0), [formulas])] * 3)
    assert [item.report.errors_before for item in plain if item.report] == [{}] * 3


def test_what_takes_ranges_whole_is_asked_of_each_workbook(
    tmp_path: Path, asked_alone: list[tuple[int, int]]
) -> None:
    formulas = ["=SUMPRODUCT(S1!A2:A4*2)+1", "=ROWS(S1!A2:A4)", "=LARGE(S1!A2:A4,2)"]
    done = recalculated(tmp_path, [workbook(figures(k), [formulas]) for k in (1.0, 2.0, 3.0)])
    assert set(asked_alone) == {(0, 0), (0, 2)}
    assert values(done[2], "S2!A1", "S2!B1", "S2!C1") == [73.0, 3.0, 12.0]


@pytest.mark.parametrize(
    "formulas",
    [
        ["=LET(x,S1!A2,x*2)"],
        ['=INDIRECT("S1!A2")+OFFSET(S1!A2,1,0)'],
        ["=SUM(S1!A2:INDEX(S1!A2:A4,2))"],
        ["=SUM(S1:S2!B2)"],
        ["=NOW()", "=RAND()"],
        ["=ROW()+COLUMN()", "=FORMULATEXT(A1)"],
        ["=B1+1", "=C1+1", "=S1!A2"],
        ["=NOSUCHFUNCTION(S1!A2)"],
        ["=S1!A2:A4"],
        [
            "=AVERAGE(S1!A:A)",
            "=COUNTBLANK(S1!B:B)",
            '=COUNTIF(S1!B:B,"")',
            '=COUNTIF(S1!B:B,"<>1")',
        ],
        ["=XLOOKUP(S1!A2,S1!A2:A4,S1!B2:B4)", '=MATCH("n",S1!1:1,0)', "=MATCH(4,S1!A2:A4)"],
    ],
)
def test_unusual_formulas(tmp_path: Path, formulas: list[str], together: list[int]) -> None:
    recalculated(tmp_path, [workbook(figures(k), [formulas]) for k in (1.0, 2.0, 3.0)])
    assert together == [2]


def test_balances_that_read_the_row_above(tmp_path: Path, together: list[int]) -> None:
    def flows(k: float) -> list[list[Any]]:
        rows = [[100.0, "=A1"], *([k * i, f"=B{i + 1}+A{i + 2}"] for i in range(40))]
        return [[*row, f"=B{i + 1}*2+SUM(B$1:B{i + 1})"] for i, row in enumerate(rows)]

    done = recalculated(tmp_path, [workbook(flows(k)) for k in (1.0, 2.0, 3.0)])
    assert together == [2]
    assert values(done[2], "S1!B41") == [100.0 + 3 * 780]


def test_runs_to_the_right(tmp_path: Path, asked_alone: list[tuple[int, int]]) -> None:
    def wide(k: float) -> list[list[Any]]:
        letters = [cell_name(0, j)[:-1] for j in range(12)]
        return [
            [k * j for j in range(12)],
            [f"={c}1*2" for c in letters],
            [f"=SUM($A1:{c}1)" for c in letters],
            [f"=SUM({c}1:{c}2)+COUNT({c}1:$L1)" for c in letters],
        ]

    done = recalculated(tmp_path, [workbook(wide(k)) for k in (1.0, 2.0, 3.0)])
    assert asked_alone == []
    assert values(done[1], "S1!L3", "S1!A4") == [132.0, 12.0]


def test_a_range_that_would_move_the_other_way_is_one_for_all_rows(
    tmp_path: Path, asked_alone: list[tuple[int, int]]
) -> None:
    def counts(k: float) -> list[list[Any]]:
        return [
            [k * i, f'=COUNTIF(A$1:A$12,">"&A{i + 1}*2)', f"=MATCH(A{i + 1},A$1:A$12,0)"]
            for i in range(12)
        ]

    done = recalculated(tmp_path, [workbook(counts(k)) for k in (1.0, 2.0, 3.0)])
    assert asked_alone == []
    assert values(done[2], "S1!B1", "S1!B4", "S1!C12") == [11.0, 5.0, 12.0]


def test_a_circle_in_one_of_them(tmp_path: Path) -> None:
    formulas = ["=IF(S1!A2>4,B1,1)", "=A1+1"]
    done = recalculated(tmp_path, [workbook(figures(k), [formulas]) for k in (1.0, 2.0, 1.2)])
    assert [len(item.report.cycles) for item in done if item.report] == [0, 1, 0]


# ---- what is of one template, and what is not ----------------------------------------------------


def test_blanks_types_and_lengths_may_differ(tmp_path: Path, together: list[int]) -> None:
    formulas = ["=SUM(S1!A:A)", "=COUNTA(S1!A1:C9)", '=IF(S1!B2="","none",S1!B2)']
    inputs: list[list[list[Any]]] = [
        [[1.0, None], [2.0, "x"]],
        [[1.0], [None, 5.0], [7.0]],
        [["a", True], [DIV0, None], [1e9, -0.5]],
        [],
    ]
    recalculated(tmp_path, [workbook(grid, [formulas]) for grid in inputs])
    assert together == [3]


def test_shared_strings_are_each_workbooks_own(tmp_path: Path, together: list[int]) -> None:
    formula = '<row r="1"><c r="B1"><f>A1&amp;"!"</f></c><c r="A1" t="s"><v>%d</v></c></row>'
    files = []
    for number, texts in ((0, ["a"]), (1, ["b", "c &amp; d"]), (0, ["e", "f"])):
        strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
        files.append(packed(parts({"S": sheet(formula % number)}, strings)))
    files.append(
        packed(parts({"S": sheet(formula % 0)}, "<si><r><t>ri</t></r><r><t>ch</t></r></si>"))
    )
    done = recalculated(tmp_path, files)
    assert together == [3]
    assert [values(item, "S!B1") for item in done] == [["a!"], ["c & d!"], ["e!"], ["rich!"]]


def test_what_a_program_says_of_itself_does_not_matter(tmp_path: Path, together: list[int]) -> None:
    def saved(build: int) -> bytes:
        made = parts({"S": sheet(rows_of([[1.0, "=A1+1"]]))})
        text = str(made["xl/workbook.xml"])
        head, rest = text.split("<sheets>")
        version = f'<fileVersion appName="xl" rupBuild="{build}"/>'
        made["xl/workbook.xml"] = f"{head}{version}<sheets>{rest}"
        return packed(made)

    recalculated(tmp_path, [saved(i) for i in range(3)])
    assert together == [2]


@pytest.mark.parametrize(
    "other",
    [
        workbook([[2.0, "=A1+2"]]),
        workbook([[2.0, None, "=A1+1"]]),
        workbook([[2.0, 5.0]]),
        workbook([[2.0, "=A1+1", "=A1+1"]]),
        workbook([[2.0, "=A1+1"]], [[1.0]]),
        workbook(
            [[2.0, "=A1+1"]],
            book='<definedNames><definedName name="x">1</definedName></definedNames>',
        ),
    ],
)
def test_workbooks_of_other_templates(tmp_path: Path, other: bytes, together: list[int]) -> None:
    alike = [workbook([[float(k), "=A1+1"]]) for k in range(3)]
    done = recalculated(tmp_path, [alike[0], other, alike[1], other, alike[2], other])
    assert sum(together) in (2, 4)  # those alike, and perhaps the others among themselves
    assert values(done[4], "S1!B1") == [3.0]


def test_rows_hidden_in_one_of_them(tmp_path: Path) -> None:
    def book(hidden: str) -> bytes:
        rows = f'<row r="1"{hidden}>{cell(0, 0, 5.0)}</row><row r="2">{cell(1, 0, 7.0)}</row>'
        total = f'<row r="3">{cell(2, 0, "=SUBTOTAL(109,A1:A2)")}</row>'
        return packed(parts({"S": sheet(rows + total)}))

    done = recalculated(tmp_path, [book(""), book(""), book(' hidden="1"'), book("")])
    assert [values(item, "S!A3") for item in done] == [[12.0], [12.0], [7.0], [12.0]]


def test_a_damaged_file_costs_only_itself(tmp_path: Path, together: list[int]) -> None:
    files = [workbook([[float(k), "=A1+1"]]) for k in range(4)]
    files[2] = files[2][:200]
    broken = files[3].index(b"sheet1.xml") + 40
    files.append(files[3][:broken] + b"?" + files[3][broken + 1 :])
    done = recalculated(tmp_path, files)
    assert [item.problem is None for item in done] == [True, True, False, True, False]
    assert not done[2].target.exists()
    assert "2.xlsx" in str(done[2].problem)


def test_a_target_that_cannot_be_written(tmp_path: Path) -> None:
    for i in range(3):
        (tmp_path / f"{i}.xlsx").write_bytes(workbook([[float(i), "=A1+1"]]))
    (tmp_path / "file").write_text("no folder")
    targets = [tmp_path / "a.xlsx", tmp_path / "file" / "b.xlsx", tmp_path / "c.xlsx"]
    pairs = [(tmp_path / f"{i}.xlsx", target) for i, target in enumerate(targets)]
    done = list(recalculate_files(pairs))
    assert [item.problem is None for item in done] == [True, False, True]
    assert (tmp_path / "file").read_text() == "no folder"


def test_files_are_taken_some_at_a_time(
    tmp_path: Path, together: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thresholds, "FILES_AT_ONCE", 4)
    recalculated(tmp_path, [workbook([[float(k), "=A1+1"]]) for k in range(10)])
    assert together == [3, 4, 2]
    monkeypatch.setattr(thresholds, "BYTES_AT_ONCE", 100)
    recalculated(tmp_path, [workbook([[float(k), "=A1+1"]]) for k in range(3)])
    assert together == [3, 4, 2]  # large ones alone


def test_own_functions_declared_anew(tmp_path: Path) -> None:
    try:
        for factor in (2, 3):

            @function(name="TEST_TIMES")
            def times(number: float, factor: int = factor) -> float:
                return number * factor

            files = [workbook([[float(k), "=TEST_TIMES(A1)"]]) for k in (1, 2, 3)]
            done = recalculated(tmp_path, files)
            assert values(done[2], "S1!B1") == [3.0 * factor]
    finally:
        FUNCTIONS.pop("TEST_TIMES", None)
        OWN.pop("TEST_TIMES", None)


def test_what_a_signal_raises_gets_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no problem of the file that was being calculated, alone or with others."""

    def handler(*_: Any) -> None:
        raise TimeoutError("enough")

    files = []
    for i in range(4):
        (tmp_path / f"{i}.xlsx").write_bytes(workbook([[float(i), "=A1*2"]]))
        files.append((tmp_path / f"{i}.xlsx", tmp_path / "out" / f"{i}.xlsx"))
    assert all(item.problem is None for item in recalculate_files(files))
    before = signal.signal(signal.SIGALRM, handler)
    try:
        for owner, name in ((FleetCalculation, "run"), (Book, "recalculate")):
            with monkeypatch.context() as patch:
                patch.setattr(owner, name, lambda *_, **__: signal.raise_signal(signal.SIGALRM))
                some = files if owner is FleetCalculation else files[:1]
                _kinds[:] = _kinds if owner is FleetCalculation else []
                with pytest.raises(TimeoutError, match="enough"):
                    list(recalculate_files(some))
    finally:
        signal.signal(signal.SIGALRM, before)
