"""Formulas as a person types them today: which may give several values, and so spill.

Excel decides so when a formula is entered: where one cell's value is all it can come to, it is an
ordinary formula; where a range or an array stands in the place of one value, or a function may
give several, it is a dynamic one. Files say which is which; what is typed into a book does not.
"""

from __future__ import annotations

from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import TokenClass
from xl_kpis.formula.grammar import FormulaSyntaxError, nodes, parse

_BRANCHES = {"IF": 1, "IFS": 0, "CHOOSE": 1, "SWITCH": 1}
"""Functions that hand on one of their arguments, and how many come before those."""
_OF_ONE_VALUE = frozenset({"IFERROR", "IFNA"})
"""Functions that look at one value, wherever they stand."""


def may_spill(text: str) -> bool:
    """Whether a formula (without its ``=``) may give several values, or reckons with several.

    >>> may_spill("A1*2"), may_spill("SUM(A1:A3)"), may_spill("SUMPRODUCT(A1:A3*2)")
    (False, False, False)
    >>> may_spill("A1:A3*2"), may_spill("SUM(A1:A3*2)"), may_spill("SEQUENCE(3)")
    (True, True, True)
    """
    try:
        todo: list[tuple[nodes.Node, TokenClass]] = [(parse(text), "value")]
    except FormulaSyntaxError:
        return False
    while todo:
        parts = _parts(*todo.pop())
        if parts is None:
            return True
        todo += parts
    return False


def _parts(node: nodes.Node, takes: TokenClass) -> list[tuple[nodes.Node, TokenClass]] | None:
    """The parts of a node that are to be looked at, each with what its place takes; None where
    several values may stand at the node itself, in a place that takes what is said."""
    several = False
    # what an operand stands for: a value, unless all around is an array
    inside: TokenClass = "array" if takes == "array" else "value"
    if isinstance(node, nodes.Ref):
        several = takes == "value" and (node.last is not None or node.sheet_to is not None)
    elif isinstance(node, nodes.Structured):
        several = takes == "value" and "#This Row" not in node.items
    elif isinstance(node, nodes.ArrayLiteral):
        several = takes in ("value", "cell")
    elif isinstance(node, nodes.Name):
        several = takes == "value"
    elif isinstance(node, nodes.Apply):
        several = True
    elif isinstance(node, nodes.Unary):
        if node.op == "#":
            several = takes == "value"
        elif node.op != "@":
            return [(node.operand, inside)]
    elif isinstance(node, nodes.Binary):
        if node.op not in (":", ",", " "):
            return [(node.left, inside), (node.right, inside)]
        if takes != "value":
            return [(node.left, "reference"), (node.right, "reference")]
        several = True
    elif isinstance(node, nodes.Call):
        return _arguments(node, takes, inside)
    return None if several else []


def _arguments(
    node: nodes.Call, takes: TokenClass, inside: TokenClass
) -> list[tuple[nodes.Node, TokenClass]] | None:
    if node.name in _OF_ONE_VALUE:
        return [(arg, "value") for arg in node.args]
    before = _BRANCHES.get(node.name)
    if before is not None:
        handed_on: TokenClass = "value" if takes == "array" else takes
        return [(arg, "value" if i < before else handed_on) for i, arg in enumerate(node.args)]
    function = find(node.name)
    if function is None or function.special:  # LET, LAMBDA, names that are called
        return None
    if takes == "value" and function.gives_several:
        return None
    parts: list[tuple[nodes.Node, TokenClass]] = []
    for i, arg in enumerate(node.args[: function.maximum]):
        wanted = function.parameter(i).kind.takes if function.parameters else "value"
        if wanted == "crossing":
            parts.append((arg, "value"))
            continue
        if isinstance(arg, nodes.ArrayLiteral) and function.parameter(i).kind.name == "any":
            wanted = "value"  # it is given as it is, to be gone through (N)
        parts.append((arg, inside if wanted == "value" else wanted))
    return parts
