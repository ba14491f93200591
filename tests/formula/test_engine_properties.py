"""What must hold for any small workbook: order, repetition, what-if and files change no value."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
from books import Formula, book_of, dynamic
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula

from xl_kpis.errors import DIV0, NA, ExcelError
from xl_kpis.formula.book import Book, load
from xl_kpis.formula.reference import cell_name
from xl_kpis.formula.sheets.model import Iteration

INPUTS = [cell_name(r, c) for r in range(6) for c in range(2)]  # A1:B6
OUTPUTS = [cell_name(r, c) for r in range(6) for c in range(3, 7)]  # D1:G6
NAMES = {"Twice": "LAMBDA(x,x*2)", "All": "Sheet1!$A$1:$B$6", "One": "Sheet1!$D$1+1"}

scalars = st.one_of(
    st.integers(-9, 9).map(float),
    st.floats(-1e9, 1e9, allow_subnormal=False),
    st.sampled_from([None, True, False, "x", "12", "", DIV0, NA]),
)
cells = st.sampled_from([*INPUTS, *INPUTS, *OUTPUTS])
ranges = st.sampled_from(
    ["A1:B6", "A:A", "$B$1:$B$6", "D1:D6", "D1:G2", "A1:G6", "F:F", "All", "E2:E4", "J:J", "I1:K8"]
)


def formulas(depth: int = 2) -> st.SearchStrategy[str]:
    if depth == 0:
        return st.one_of(cells, cells, st.sampled_from(["1", "0.5", '"x"', "TRUE", "One"]))
    inner = formulas(depth - 1)
    return st.one_of(
        inner,
        st.builds("({}{}{})".format, inner, st.sampled_from(["+", "-", "*", "/", "&", "<"]), inner),
        st.builds("IF({},{},{})".format, inner, inner, inner),
        st.builds("IFERROR({},{})".format, inner, inner),
        st.builds("{}({})".format, st.sampled_from(["SUM", "COUNT", "MAX", "COUNTA"]), ranges),
        st.builds("SUMIF({},{})".format, ranges, inner),
        st.builds("IFERROR(MATCH({},A1:A6,0),0)".format, inner),
        st.builds("INDEX(A1:B6,{},1)".format, st.integers(1, 6)),
        st.builds('INDIRECT("{}")'.format, cells),
        st.builds("SUM(OFFSET(A1,{},0,2,2))".format, st.integers(0, 4)),
        st.builds("Twice({})".format, inner),
        st.builds("LET(v,{},v&v)".format, inner),
    )


spills = st.one_of(
    st.builds("SEQUENCE(MIN(4,MAX(1,ABS(N({})))),2)".format, cells),
    st.sampled_from(["A1:B3*2", "SORT(A1:A6)", "UNIQUE(A1:A6)", "FILTER(A1:A6,ISNUMBER(A1:A6),0)"]),
)
sheets = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(INPUTS, scalars),
        **dict.fromkeys(OUTPUTS, formulas().map("={}".format)),
        "I1": spills.map(dynamic),
        "J1": spills.map(dynamic),
    },
)


def book(sheet: dict[str, Any], **options: Any) -> Book:
    return book_of(sheet, names=NAMES, **options)


def values(of: Book) -> dict[str, Any]:
    of.settle()
    columns = of.model.sheets[0].cells
    found = {(r, c): columns.get(r, c) for r in range(12) for c in range(13)}
    return {cell_name(*at): value for at, value in found.items() if value is not None}


def close(a: Any, b: Any) -> bool:
    if type(a) is float and type(b) is float:
        return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))
    return type(a) is type(b) and (a is b if isinstance(a, ExcelError) else bool(a == b))


def alike(got: dict[str, Any], want: dict[str, Any]) -> None:
    for cell in sorted(got.keys() | want.keys()):
        assert close(got.get(cell), want.get(cell)), (
            f"{cell}: {got.get(cell)!r} instead of {want.get(cell)!r}"
        )


@settings(max_examples=150, deadline=None)
@given(sheets)
def test_calculating_twice_changes_nothing(sheet: dict[str, Any]) -> None:
    made = book(sheet)
    first = values(made)
    report = made.recalculate()
    assert not report.warnings
    alike(values(made), first)


@settings(max_examples=150, deadline=None)
@given(sheets, st.randoms(use_true_random=False))
def test_the_order_of_cells_does_not_matter(sheet: dict[str, Any], random: Any) -> None:
    shuffled = list(sheet.items())
    random.shuffle(shuffled)
    one, other = book(sheet), book(dict(shuffled))
    alike(values(other), values(one))


@settings(max_examples=250, deadline=None)
@given(sheets, st.lists(st.tuples(st.sampled_from(INPUTS), scalars), min_size=1, max_size=3))
def test_what_if_is_what_calculating_everything_gives(
    sheet: dict[str, Any], changes: list[tuple[str, Any]]
) -> None:
    made = book(sheet)
    if made.recalculate().cycles:
        return
    for cell, value in changes:
        made[cell] = value
        made.settle()
    fresh = book(sheet | dict(changes))
    if fresh.recalculate().cycles:
        return
    alike(values(made), values(fresh))


@settings(max_examples=150, deadline=None)
@given(
    sheets,
    st.lists(
        st.one_of(st.sampled_from(OUTPUTS), st.tuples(st.sampled_from(INPUTS), scalars)),
        max_size=12,
    ),
)
def test_cells_read_one_by_one_are_what_calculating_everything_gives(
    sheet: dict[str, Any], steps: list[str | tuple[str, Any]]
) -> None:
    """Also where cells go round, or name others that do."""
    sheet = {at: formula for at, formula in sheet.items() if at not in ("I1", "J1")}
    made, now = book(sheet), dict(sheet)
    for step in steps:
        if isinstance(step, tuple):
            made[step[0]] = now[step[0]] = step[1]
            continue
        want = book(now)
        want.settle()
        alike({step: made[step]}, {step: want[step]})
    want = book(now)
    if not want.recalculate().cycles:
        alike(values(made), values(want))


@settings(max_examples=100, deadline=None)
@given(sheets, scalars)
def test_unrelated_cells_change_nothing(sheet: dict[str, Any], value: Any) -> None:
    alike(
        {k: v for k, v in values(book({**sheet, "M12": value})).items() if k != "M12"},
        values(book(sheet)),
    )


@settings(max_examples=60, deadline=None)
@given(sheets, st.integers(1, 30))
def test_iteration_ends_and_repeats(sheet: dict[str, Any], count: int) -> None:
    made = book(sheet, iteration=Iteration(True, count, 0.001))
    first = values(made)
    made.recalculate()
    alike(values(made), first)


@settings(max_examples=60, deadline=None)
@given(sheets)
def test_values_come_back_from_the_file(sheet: dict[str, Any]) -> None:
    """A workbook that openpyxl wrote, calculated and saved: read again it holds the values."""
    workbook = openpyxl.Workbook()
    tab = workbook.active
    tab.title = "Sheet1"
    for name, text in NAMES.items():
        stored = text.replace("LAMBDA(x,x*2)", "_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2)")
        workbook.defined_names[name] = openpyxl.workbook.defined_name.DefinedName(
            name, attr_text=stored
        )
    for cell, value in sheet.items():
        if isinstance(value, Formula):
            tab[cell] = ArrayFormula(cell, "=" + value.text)
        elif isinstance(value, str) and value.startswith("="):
            tab[cell] = value.replace("LET(v,", "_xlfn.LET(_xlpm.v,").replace(
                "v&v", "_xlpm.v&_xlpm.v"
            )
        else:
            tab[cell] = value.code if isinstance(value, ExcelError) else value
    file = BytesIO()
    workbook.save(file)
    made = load(file.getvalue())
    made.settle()
    saved = load(made.to_bytes())
    alike(_stored(saved), _stored(made))
    again = saved.to_bytes()
    assert again == load(again).to_bytes()


def _stored(of: Book) -> dict[str, Any]:
    """The values as they are, nothing calculated; an empty text is a blank to a file."""
    columns = of.model.sheets[0].cells
    found = {(r, c): columns.get(r, c) for r in range(12) for c in range(13)}
    return {cell_name(*at): value for at, value in found.items() if value not in (None, "")}
