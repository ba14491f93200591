"""A formula taken apart: each part with its value, as Excel's *Evaluate Formula* shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from xl_kpis.errors import ExcelError
from xl_kpis.formula.calculate.state import State
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.functions import find
from xl_kpis.formula.grammar import children, nodes, quote_sheet, shift, unparse
from xl_kpis.formula.reference import Area, Reference, cell_name
from xl_kpis.formula.sheets.model import Model
from xl_kpis.formula.values.coercion import to_text
from xl_kpis.formula.values.repeated import Repeated


@dataclass
class Explanation:
    """A part of a formula, its value, and the parts it is made of."""

    text: str
    value: Any
    parts: list[Explanation] = field(default_factory=list)

    def steps(self) -> Iterator[tuple[str, Any]]:
        """Every part with its value, innermost first."""
        waiting: list[tuple[Explanation, bool]] = [(self, False)]  # deeper than Python recurses
        while waiting:
            part, opened = waiting.pop()
            if opened or not part.parts:
                yield part.text, part.value
            else:
                waiting.append((part, True))
                waiting += [(inner, False) for inner in reversed(part.parts)]

    def __str__(self) -> str:
        return "\n".join(f"{text}  →  {show(value)}" for text, value in self.steps())


def explain(state: State, sheet: int, row: int, col: int) -> Explanation:
    """The formula of a cell with the value of each part; a cell without one is its value."""
    model = state.model
    group = state.owner(sheet, row, col)
    if group is None:
        here = Area(sheet, row, col, row, col)
        return Explanation(address(model, here), model.value(sheet, row, col))
    node = group.compiled.node
    if group.run.kind == "normal":
        anchor_row, anchor_col = group.compiled.anchor
        node = shift(node, row - anchor_row, col - anchor_col)
    frame = Frame(state, sheet, row, col)
    mode = group.compiled.mode
    compiler = Compiler(model, sheet, row, col)

    def part(node: nodes.Node) -> Explanation:
        value = compiler.compile(node, mode, True, frozenset())(frame)
        if isinstance(value, Reference):
            whole = len(value.areas) == 1
            value = frame.once(value) if whole else value
        if isinstance(value, Repeated):
            value = value.core
        if isinstance(value, np.ndarray):
            value = value.item() if value.size == 1 else value.tolist()
        return Explanation(unparse(node, files=False), value)

    whole = part(node)
    waiting = [(whole, node)]
    while waiting:
        found, node = waiting.pop()
        if _binds(node):
            continue
        for inner in _operands(node):
            if not isinstance(inner, _CONSTANT):
                found.parts.append(part(inner))
                waiting.append((found.parts[-1], inner))
    return whole


def _binds(node: nodes.Node) -> bool:
    """Whether the parts of a call have no value outside of it."""
    function = find(node.name) if isinstance(node, nodes.Call) else None
    return function is not None and function.binds


def _operands(node: nodes.Node) -> tuple[nodes.Node, ...]:
    """What a node is made of; of a very long sum and the like its terms, not each sum so far."""
    terms: list[nodes.Node] = []
    first = node
    while isinstance(first, nodes.Binary):
        terms.append(first.right)
        first = first.left
    return (first, *reversed(terms)) if len(terms) > LONG else children(node)


LONG = 100
"""Operators one after another from which on only what they join is explained."""

_CONSTANT = (nodes.Literal, nodes.Omitted, nodes.ArrayLiteral)


def show(value: Any) -> str:
    """A value as one line of text; long arrays are cut.

    >>> show(0.85), show("a"), show([[1.0, 2.0], [3.0, None]])
    ('0.85', '"a"', '{1,2;3,}')
    """
    if isinstance(value, list):
        rows = [",".join(show(item) for item in row[:MANY]) for row in value[:MANY]]
        more = "…" if len(value) > MANY or any(len(row) > MANY for row in value) else ""
        return "{" + ";".join(rows) + more + "}"
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return str(value) if isinstance(value, ExcelError) else str(to_text(value))


MANY = 10
"""How many rows and columns of an array are shown."""


def address(model: Model, area: Area) -> str:
    """How a person writes an area: ``Inputs!C5`` or ``'My sheet'!A1:B2``."""
    first, last = cell_name(area.top, area.left), cell_name(area.bottom, area.right)
    cells = first if first == last else f"{first}:{last}"
    return f"{quote_sheet(model.sheets[area.sheet].name)}!{cells}"
