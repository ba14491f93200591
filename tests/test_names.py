"""One name, one thing: no two public classes, and in one room no two modules, are called the same
without a reason."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "xl_kpis"

IN_THEIR_OWN_WORDS = {
    # The rules of a KPI are small expressions of their own, nearer to a definition than to Excel.
    *("Binary", "Call"),
    # A worksheet function and a KPI's function are each declared, with kinds and examples.
    *("Example", "Function", "Kind", "Rule", "Source"),
    # An argument on the command line is click's word; a KPI's is what its function takes.
    "Argument",
    # What an engine and a person's file call the same, in rooms that know nothing of each other.
    *("Block", "Table", "Written"),
    # What a person is told by a command, of figures, of a host, of a workbook.
    *("Problem", "Finding", "Job"),
}
"""Classes that bear one name in two rooms, and why."""

SAME_THING = {
    # A room and the module that is its heart.
    "package",
    # The steps of one sheet of the template: built, and filled.
    *("benchmarks", "logs", "scorecard", "settings", "figures", "model", "records", "tables"),
}
"""Modules of one room that bear one name, and why."""


def modules() -> list[tuple[str, Path]]:
    """All modules, each with its name; a folder goes by its own."""
    return [
        (path.parent.name if path.stem == "__init__" else path.stem, path)
        for path in sorted(PACKAGE.rglob("*.py"))
    ]


def room(path: Path) -> str:
    """What a module belongs to: the formula engine, the workbook, one language …"""
    parts = path.relative_to(PACKAGE).parts[:-1]
    return "/".join(parts[:2] if parts[:1] == ("languages",) else parts[:1])


def test_no_two_public_classes_are_called_the_same() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for _, path in modules():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(str(path.relative_to(PACKAGE)))
    twice = {name: where for name, where in found.items() if len(where) > 1}
    assert {name: twice[name] for name in twice if name not in IN_THEIR_OWN_WORDS} == {}
    within = {
        name: where
        for name, where in twice.items()
        if len({room(PACKAGE / path) for path in where}) < len(where)
    }
    assert within == {}


def test_no_two_modules_of_a_room_are_called_the_same() -> None:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, path in modules():
        found[room(path), name].append(str(path.relative_to(PACKAGE)))
    twice = {key: where for key, where in found.items() if len(where) > 1}
    assert {key: where for key, where in twice.items() if key[1] not in SAME_THING} == {}
