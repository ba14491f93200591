"""The house: every room says what is in it, and imports never lead back to where they began."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "xl_kpis"
DATA = {"presets", *(p.name for p in (PACKAGE / "languages").iterdir())}
"""Folders of data, one for each language or kind."""
ROOMS = sorted(p.parent for p in PACKAGE.rglob("__init__.py") if p.parent.name not in DATA)
LISTED = {"functions", "languages"}
"""Rooms whose pieces are listed by an index, or found by being there."""


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_says_what_is_in_it_and_what_never_is(room: Path) -> None:
    said = ast.get_docstring(ast.parse((room / "__init__.py").read_text("utf-8"))) or ""
    assert "never" in said.casefold(), "say what never happens in here"
    if room.name in LISTED:
        return
    pieces = {p.stem for p in room.glob("*.py")} | {
        p.name for p in room.iterdir() if (p / "__init__.py").exists()
    }
    missing = [name for name in sorted(pieces) if not name.startswith("__") and name not in said]
    assert not missing, f"{room.name}/__init__.py does not mention {', '.join(missing)}"


def imports(path: Path, modules: set[str]) -> set[str]:
    """The modules of ours that a file imports when it runs, wherever in it."""
    tree = ast.parse(path.read_text("utf-8"))
    only_types = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) in only_types:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names & modules or {node.module}
    return found & modules


def test_imports_make_no_circle() -> None:
    paths = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        paths[".".join(parts).removesuffix(".__init__")] = path
    after = {name: imports(path, set(paths)) - {"xl_kpis"} for name, path in paths.items()}
    while ground := {name for name, needs in after.items() if not needs}:
        after = {name: needs - ground for name, needs in after.items() if name not in ground}
    assert not after, "these import each other, or what does: " + ", ".join(sorted(after))


@pytest.mark.parametrize(
    "path",
    [p for p in sorted((PACKAGE / "formula").rglob("*.py")) if p.stem != "patterns"],
    ids=lambda p: str(p.relative_to(PACKAGE)),
)
def test_the_engine_compiles_no_expression_when_it_is_imported(path: Path) -> None:
    """Together they would take a tenth of a start: see ``xl_kpis.formula.patterns``."""
    for statement in ast.parse(path.read_text("utf-8")).body:
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None:
            assert "re.compile(" not in ast.unparse(statement.value), ast.unparse(statement)
