"""``xl-kpis eval``: the value of a formula, with cells given on the command line."""

from __future__ import annotations

import datetime as dt
import difflib
import json
import re
from collections.abc import Iterator
from typing import Any

from xl_kpis.commands.frame import Argument, Command, Option, functions_option, region_option
from xl_kpis.commands.language import language, say
from xl_kpis.commands.pack_option import PackOption, pack_id
from xl_kpis.commands.problem import Usage
from xl_kpis.commands.terminal import echo, echo_data, in_json
from xl_kpis.errors import CALC, NAME, ExcelError
from xl_kpis.formula.values.region import EN_US, Region
from xl_kpis.languages import DEFAULT
from xl_kpis.languages.conventions import conventions

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?")


def evaluate_formula(
    formula: str,
    settings: tuple[str, ...],
    packs: tuple[str, ...],
    as_json: bool,
    region: str | None,
) -> None:
    for name in packs:
        pack_id(name)
    from xl_kpis import evaluate
    from xl_kpis.formula.grammar.local_formulas import english_formula
    from xl_kpis.formula.values.regions import region as region_of

    ways = region_of(region or EN_US.tag)
    formula = english_formula(formula, ways)
    cells = dict(setting(words, ways) for words in settings)
    for address, given in cells.items():
        if isinstance(given, str) and given.startswith("="):
            cells[address] = english_formula(given, ways)
    value = shown(evaluate(formula, cells, region=ways.tag))
    if as_json:
        echo_data(in_json(typed(value)))
    else:
        rows = value if isinstance(value, list) else [[value]]
        for row in rows:
            echo("\t".join(plain(item, ways) for item in row))
    if value is NAME:
        for name, near in unknown(formula):
            id = "eval.near" if near else "eval.unknown"
            echo(say(id, name=name, near=", ".join(near)), err=True)


def unknown(formula: str) -> Iterator[tuple[str, list[str]]]:
    """Functions that a formula calls and nobody knows, each with the names most like it."""
    from xl_kpis.formula.functions import load_all
    from xl_kpis.formula.grammar import parse
    from xl_kpis.formula.grammar.nodes import Call
    from xl_kpis.formula.grammar.traversal import walk
    from xl_kpis.kpi.catalogue import known_functions

    known = load_all() | dict(known_functions())
    called = {node.name for node in walk(parse(formula)) if isinstance(node, Call)}
    for name in sorted(called - set(known)):
        yield name, difflib.get_close_matches(name, known, 3, 0.75)


def setting(words: str, region: Region = EN_US) -> tuple[str, Any]:
    """``A1=200`` as an address and a value.

    >>> setting("A1=200"), setting("B1:B2=[1,2]")
    (('A1', 200.0), ('B1:B2', [[1.0], [2.0]]))
    """
    from xl_kpis.formula.reference import parse_area

    address, equals, text = words.partition("=")
    address = address.strip()
    if not equals:
        raise Usage("eval.no_equals", words=words)
    try:
        area = parse_area(address.rpartition("!")[2].replace("$", ""), 0)
    except ValueError:
        raise Usage("eval.no_address", address=address) from None
    value = _block(address, text) if text.startswith("[") else cell(text, region)
    rows, cols = area.bottom - area.top + 1, area.right - area.left + 1
    given = value if isinstance(value, list) else [[value]]
    if len(given) != rows or any(len(row) != cols for row in given):
        raise Usage("eval.shape", address=address, rows=rows, columns=cols)
    return address, value


def cell(text: str, region: Region = EN_US) -> Any:
    """What typing a text into a cell gives in a region; numbers with a point, English words and ISO
    dates are understood in all of them.

    >>> cell("200"), cell("TRUE"), cell("#N/A"), cell("word"), cell('"200"'), cell("")
    (200.0, True, #N/A, 'word', '200', None)
    """
    text = text.strip()
    if not text:
        return None
    for number in (text, text.replace(region.decimal, ".")):
        if _NUMBER.fullmatch(number):
            return float(number)
    for spelled in (conventions(DEFAULT), conventions(language()), region):
        if text.upper() in (spelled.true, spelled.false):
            return text.upper() == spelled.true
    codes = {own: code for code, own in region.errors.items()}
    code = codes.get(text.upper(), text.upper())
    if code in ExcelError.codes():
        return ExcelError.of(code)
    if _DATE.fullmatch(text):
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            raise Usage("eval.date", text=text) from None
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    return text


def _block(address: str, text: str) -> list[list[Any]]:
    """Rows from JSON; a plain list is a column."""
    try:
        rows = json.loads(text)
    except ValueError:
        raise Usage("eval.json", address=address) from None
    rows = [row if isinstance(row, list) else [row] for row in rows]
    return [[_item(address, item) for item in row] for row in rows]


def _item(address: str, item: Any) -> Any:
    if isinstance(item, str):
        return item if _NUMBER.fullmatch(item.strip()) else cell(item)
    if isinstance(item, (list, dict)):
        raise Usage("eval.json", address=address)
    return float(item) if isinstance(item, int) and not isinstance(item, bool) else item


def shown(value: Any) -> Any:
    """A value as a cell would hold it: a blank is 0, a function #CALC!."""
    if isinstance(value, list):
        return [[shown(item) for item in row] for row in value]
    if value is None:
        return 0.0
    return value if isinstance(value, (bool, float, str, ExcelError)) else CALC


def plain(value: Any, region: Region = EN_US) -> str:
    """A scalar as text as a region writes it, numbers with the 15 digits Excel keeps."""
    from xl_kpis.formula.values.general_format import general

    if isinstance(value, bool):
        return region.logical(value)
    if isinstance(value, ExcelError):
        return region.errors.get(value.code, value.code)
    return region.number(general(value)) if isinstance(value, float) else str(value)


def typed(value: Any) -> dict[str, Any]:
    """A value with its type, for JSON.

    >>> typed(0.85), typed([[1.0, "a"]])["types"]
    ({'type': 'number', 'value': 0.85}, [['number', 'text']])
    """
    if isinstance(value, list):
        parts = [[typed(item) for item in row] for row in value]
        return {
            "type": "array",
            "value": [[part["value"] for part in row] for row in parts],
            "types": [[part["type"] for part in row] for row in parts],
        }
    if isinstance(value, ExcelError):
        return {"type": "error", "value": value.code}
    names: dict[type, str] = {bool: "boolean", float: "number", str: "text"}
    return {"type": names[type(value)], "value": value}


command = Command(
    "eval",
    callback=evaluate_formula,
    params=[
        Argument(["formula"], metavar="formula"),
        Option(["--set", "settings"], words="eval.set", metavar="setting", multiple=True),
        region_option(auto=False, words="eval.region"),
        functions_option(),
        PackOption("eval.pack", multiple=True),
        Option(["--json", "as_json"], words="eval.as_json", is_flag=True),
    ],
)
