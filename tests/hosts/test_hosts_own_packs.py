"""Packs of files as worksheet functions: every host gives what Python gives, whatever the formula,
and a workbook is calculated with the pack that it carries."""

from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from contract import agrees
from office import NO_ADD_IN, Office, office, version
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName
from sheets import Written, call, values, workbook

import xl_kpis
from xl_kpis.errors import DIV0, NAME, NUM
from xl_kpis.formula.reference import cell_name
from xl_kpis.hosts.convert import convert
from xl_kpis.kpi.cases import Case
from xl_kpis.kpi.catalogue import known_function
from xl_kpis.kpi.formulas import lambda_text, native
from xl_kpis.kpi.model import Kind
from xl_kpis.kpi.pack_files import PackError, pack_from
from xl_kpis.kpi.pack_sources import VARIABLE, take
from xl_kpis.kpi.packs import PACK_FILE, Pack
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.template import template_bytes

# ---- any formula, any input ------------------------------------------------------------------

INPUTS = ("won", "lost", "held")
ITEMS: list[Any] = [0, 1, 2, 3, -1, 7.5, 0.125, 40, 1e200, None, "", "abc", "5", True, NAME, DIV0]
WEIGHTS = [4, 4, 4, 3, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1]


def number(dice: random.Random, deep: int) -> str:
    """A formula that gives a number, as somebody types it."""
    if deep == 0:
        return dice.choice((*INPUTS, *INPUTS, "2", "10%", "0.5"))
    one, other = number(dice, deep - 1), number(dice, dice.randrange(deep))
    return dice.choice(
        (
            f"({one} {dice.choice('+-*/')} {other})",
            f"({one} {dice.choice('+-*/')} {other})",
            f"{dice.choice(('MIN', 'MAX', 'SUM', 'AVERAGE'))}({one}, {other})",
            f"IF({condition(dice, deep)}, {one}, {other})",
            f"({one}) ^ {dice.choice(('2', '0.5', other))}",
            f"-ABS({one})",
        )
    )


def condition(dice: random.Random, deep: int) -> str:
    one, other = number(dice, deep - 1), number(dice, 0)
    compared = f"{one} {dice.choice(('>', '>=', '=', '<>', '<', '<='))} {other}"
    joined = f"{dice.choice(('AND', 'OR'))}({compared}, lost > 1)"
    return dice.choice((compared, joined, f"NOT({compared})"))


DATED = (
    "({1} - {0}) / {2}",
    "NETWORKDAYS({0}, {1})",
    "NETWORKDAYS(MAX({0}, {1}), {1} + {2}) / {2}",
    "DAYS({1}, {0}) / NETWORKDAYS({0}, {1})",
    "IF({0} > {1}, {2}, MIN({0}, {1}) - {0})",
)
"""Formulas over two days and a number."""
DAYS: list[Any] = [1, 2, 7, 59, 60, 61, 45000, 46083, 46086.75, 46087, 46088.25, 46089, 2958465]
DAYS += [0, -3, 0.5, 2958466, 1e9, None, "", "2026-03-02", True, NAME]


def dated() -> Pack:
    """A pack of formulas over days."""
    text = '[pack]\nid = "dated"\nname = "Dated"\n'
    for number, formula in enumerate(DATED):
        own = [f"{name}_{number}k" for name in ("first", "last", "many")]
        text += f'[[kpi]]\nid = "d{number}k"\nname = "D {number}"\n'
        text += f'formula = "= {formula.format(*own)}"\n'
        for name, kind in zip(own, ("date", "date", "amount"), strict=True):
            used = kind == "date" or name in formula.format(*own)
            text += f'[kpi.inputs.{name}]\nlabel = "{name}"\nkind = "{kind}"\n' if used else ""
        value = (3.0, 10.0, 0.75, 1.2, 0.0)[number]
        text += f"[kpi.example]\n{own[0]} = 2026-03-02\n{own[1]} = 2026-03-14\n"
        text += f"{own[2]} = 4\n" if own[2] in formula.format(*own) else ""
        text += f"value = {value}\n"
    return take(text)


def tried(count: int) -> Pack:
    """A pack of formulas thrown together; the same ones in every run."""
    dice = random.Random(11)
    text = '[pack]\nid = "tried"\nname = "Tried"\n'
    names = iter(f"k{a}{b}" for a in "abcdefgh" for b in "pqrstuvw")
    for name in names:
        one = _kpi(name, number(dice, 3))
        if one is None:  # its example has no value
            continue
        text += one
        if text.count("[[kpi]]") == count:
            break
    return take(text)


def _kpi(name: str, formula: str) -> str | None:
    own = {input: f"{input}_{name}" for input in INPUTS}
    for input, called in own.items():
        formula = formula.replace(input, called)
    inputs = "".join(
        f'[kpi.inputs.{called}]\nlabel = "{input} {name}"\nkind = "amount"\n'
        for input, called in own.items()
    )
    text = (
        f'[[kpi]]\nid = "{name}"\nname = "KPI {name}"\nformula = "= {formula}"\n{inputs}'
        f'[[kpi.rules]]\nwhen = "{" + ".join(own.values())} > 70"\nsays = "Too many."\n'
        f"[kpi.example]\n{''.join(f'{called} = 3{chr(10)}' for called in own.values())}"
    )
    try:
        pack_from(f'[pack]\nid = "a"\nname = "A"\n{text}value = 1.23456e77\n')
    except PackError as error:
        (found,) = [fault.values["found"] for fault in error.faults]
        return None if found.startswith("#") else f"{text}value = {found}\n"
    return None


def cases(each: int) -> list[Case]:
    """Every function of the pack over all kinds of cells."""
    dice = random.Random(12)
    drawn = [
        (function, tuple(dice.choices(ITEMS, WEIGHTS, k=3)))
        for function in tried(40).functions.values()
        for _ in range(each)
    ]
    for function in dated().functions.values():
        kinds = [DAYS if argument.kind is Kind.DATE else ITEMS for argument in function.arguments]
        drawn += [(function, tuple(map(dice.choice, kinds))) for _ in range(4 * each)]
    return [Case(function, given, function(*given), "tried") for function, given in drawn]


def in_formula(write: Callable[[Any, list[str | None]], str]) -> Written:
    return lambda case, references: write(case.function, references)


def in_engine(data: bytes, count: int) -> list[Any]:
    book = xl_kpis.load(BytesIO(data))
    book.recalculate()
    return values(book.to_bytes(), count)


WAYS: dict[str, Written] = {
    "by name": call,
    "natively": in_formula(native),
    "as a LAMBDA": in_formula(
        lambda function, references: (
            f"{lambda_text(function, in_file=True)}({','.join(map(str, references))})"
        )
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_engine_gives_what_python_gives(way: str) -> None:
    found = cases(12)
    kinds = {type(case.result) for case in found} | {case.result for case in found}
    assert {float, DIV0, NUM, NAME} <= kinds, "the cases show too little"
    results = in_engine(workbook(found, WAYS[way]), len(found))
    wrong = [(c.id, r, c.result) for c, r in zip(found, results, strict=True) if not near(r, c)]
    assert wrong == []


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_gives_what_python_gives_without_the_add_in() -> None:
    found = cases(25)
    data = workbook(found, WAYS["natively"])
    results = values(office(with_add_in=False).recalculate(data), len(found))
    wrong = [(c.id, r, c.result) for c, r in zip(found, results, strict=True) if not near(r, c)]
    assert wrong == []


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_gives_what_python_gives_with_the_add_in() -> None:
    if version() < (25, 2):
        pytest.skip(NO_ADD_IN)
    found = [case for case in cases(25) if all(type(v) in (int, float) for v in case.arguments)]
    here = Office()
    here.set_up(with_add_in=True)
    results = values(here.recalculate(workbook(found, call)), len(found))
    wrong = [(c.id, r, c.result) for c, r in zip(found, results, strict=True) if not near(r, c)]
    assert wrong == []


def near(result: Any, case: Case) -> bool:
    """As equal as sums of large and small numbers are, in whatever order they are added."""
    if isinstance(case.result, float) and isinstance(result, (int, float)):
        return abs(result - case.result) <= 1e-9 * max(1.0, abs(case.result))
    return agrees(result, case.result)


# ---- which pack is meant ---------------------------------------------------------------------

PACK = """
[pack]
id = "pottery"
name = "Pottery"
[[kpi]]
id = "refill"
name = "Refill"
unit = "percent"
formula = "= rebooked / finished"
[kpi.inputs.finished]
label = "Finished"
[kpi.inputs.rebooked]
label = "Rebooked"
[kpi.tiers]
typical = ">= 40%"
above_average = ">= 55%"
exceptional = ">= 70%"
[kpi.example]
finished = 50
rebooked = 30
value = 0.6
"""
LATER = PACK.replace("rebooked / finished", "(rebooked - 1) / (finished - 1)").replace(
    "value = 0.6", "value = 0.5918367347"
)
TYPED = '=KPI_POTTERY_REFILL(50,30)&" "&KPI_TIER(0.6,"pottery.refill")'


def with_formula(pack: str) -> bytes:
    """A workbook that carries a pack, as templates do, with a formula of its reader's."""
    book = Workbook()
    book.active.title = "Mine"
    book["Mine"]["A1"] = TYPED
    sheet = book.create_sheet("Pack")
    lines = pack.splitlines()
    for row, line in enumerate(lines, 1):
        cell = sheet.cell(row, 1, line or None)
        cell.data_type = "s" if line else "n"
    where = f"Pack!$A$1:$A${len(lines)}"
    book.defined_names[PACK_FILE] = DefinedName(PACK_FILE, attr_text=where)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def alone(own_pack: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """No pack is in use, as in a process of its own."""
    monkeypatch.setattr("xl_kpis.kpi.packs._in_use", {})
    monkeypatch.delenv(VARIABLE, raising=False)


def test_a_workbook_is_calculated_with_the_pack_it_carries(alone: None) -> None:
    older, newer = with_formula(PACK), with_formula(LATER)
    take(PACK)
    for data, wanted in ((older, "0.6"), (newer, "0.591836734693878"), (older, "0.6")):
        book = xl_kpis.load(BytesIO(data))
        book.recalculate()
        assert book["Mine!A1"] == f"{wanted} Above average"


def test_templates_of_all_kinds_of_formulas_give_the_same(alone: None) -> None:
    take(PACK)
    found = []
    for flavour in ("native", "lambda", "kpi"):
        book = xl_kpis.load(BytesIO(template_bytes("pottery", "en", flavour)))
        places = Places(book)
        for measure, figure in (("finished", 50.0), ("rebooked", 30.0)):
            row, column = places.inputs(measure)[0] or (0, 0)
            book[f"{places.input_sheet_name}!{cell_name(row, column)}"] = figure
        calls = [f for f in book.formula if "KPI_POTTERY_REFILL(" in (book.formula[f] or "")]
        assert bool(calls) == (flavour != "native")
        found.append([places.values(f"{what}_refill")[0] for what in ("Value", "Rank", "Score")])
    assert found == [[0.6, 2.0, pytest.approx(175 / 3)]] * 3


def test_a_workbook_needs_no_pack_but_its_own(alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    data = with_formula(PACK)
    monkeypatch.setattr("xl_kpis.kpi.packs._in_use", {})
    book = xl_kpis.load(BytesIO(data))
    book.formula["Mine!B1"] = "=KPI_POTTERY_REFILL(10,7)"  # entered only now
    assert book["Mine!B1"] == 0.7
    assert list(book.function) == []


def test_workbooks_recalculated_together_keep_to_their_own_packs(
    alone: None, tmp_path: Path
) -> None:
    for number, pack in enumerate((PACK, LATER, PACK, LATER)):
        (tmp_path / f"{number}.xlsx").write_bytes(with_formula(pack))
    pairs = [(tmp_path / f"{n}.xlsx", tmp_path / f"done{n}.xlsx") for n in range(4)]
    assert all(done.problem is None for done in xl_kpis.recalculate_files(pairs))
    found = [load_workbook(done, data_only=True)["Mine"]["A1"].value for _, done in pairs]
    assert [value.split()[0] for value in found] == ["0.6", "0.591836734693878"] * 2


def test_a_function_nobody_knew_is_known_once_its_pack_is(alone: None) -> None:
    assert xl_kpis.evaluate("=KPI_POTTERY_REFILL(50,30)") is NAME
    take(PACK)
    assert xl_kpis.evaluate("=KPI_POTTERY_REFILL(50,30)") == 0.6
    take(LATER)
    assert xl_kpis.evaluate("=KPI_POTTERY_REFILL(51,31)") == 0.6
    assert xl_kpis.evaluate("=kpi_pottery_refill(51,31)") == 0.6


def test_packs_of_the_environment_need_not_be_asked_for(
    alone: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pottery.toml").write_text(PACK, "utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert xl_kpis.evaluate(TYPED) == "0.6 Above average"
    assert known_function("KPI_POTTERY_REFILL")


@pytest.mark.parametrize("flavour", ["native", "lambda"])
def test_calls_of_a_carried_pack_are_converted_and_back(
    alone: None, flavour: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = with_formula(PACK)
    monkeypatch.setattr("xl_kpis.kpi.packs._in_use", {})
    made = convert(BytesIO(data), flavour)
    assert not made.left
    assert made.names == (["KPI_POTTERY_REFILL"] if flavour == "lambda" else [])
    monkeypatch.setattr("xl_kpis.kpi.packs.NEAREST", [])  # without the functions themselves
    monkeypatch.setattr("xl_kpis.kpi.packs._in_use", {})
    book = xl_kpis.load(BytesIO(made.data))
    book.recalculate()
    assert book["Mine!A1"] == "0.6 Above average"
    monkeypatch.undo()
    back = convert(BytesIO(made.data), "kpi")
    assert xl_kpis.load(BytesIO(back.data)).formula("Mine!A1") == TYPED


def test_a_damaged_pack_in_a_workbook_leaves_its_functions_unknown(alone: None) -> None:
    book = load_workbook(BytesIO(with_formula(PACK)))
    book["Pack"]["A3"] = "id ="
    out = BytesIO()
    book.save(out)
    assert xl_kpis.load(BytesIO(out.getvalue()))["Mine!A1"] is NAME
