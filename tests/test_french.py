"""All French that people read, whichever part says it: one typography.

The apostrophe is ’, the space before ``: ; ? ! % »`` and after ``«`` does not break (U+00A0).
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "xl_kpis").rglob("*.py"))
PACKS = sorted([*(ROOT / "xl_kpis" / "kpi").glob("*.toml"), *(ROOT / "docs").rglob("*.toml")])
PAGES = sorted((ROOT / "docs").rglob("*.fr.md"))

CODE = re.compile(
    r"<\w+ lang=\"en\">[^<]*<"  # English beside it
    r"|<[/?!\w][^>]*>"  # markup
    r"|`+[^`]*`+"  # code spans
    r"|\]\([^)]*\)"  # targets of links
    r"|#[A-ZÉ/0]+[!?]"  # error values
    r"|\w+!\$?[A-Z]"  # cells of other sheets
    r"|=\w+\([^)]*\)"  # formulas
)
RESULT = re.compile(r"^- code → .*")
"""What an example gives may be in another language."""
WRONG = {
    "a straight apostrophe": re.compile(r"(?<=[^\W\d_])'(?=[^\W_])"),
    "a space that breaks": re.compile(r" [;?!%»]| :(?=\s|$)|« "),
    "no space": re.compile(r"[^\s\u00a0:][;?!»]|[\d}]%|[\w)»}]:(?=\s|$)|«(?!\u00a0)"),
    "another space": re.compile(r"\u202f(?!\d{3})"),  # thousands may have it
}
FRENCH = re.compile(
    r"\b(les|des|une|est|dans|qui|aux|avec|sans|sont|pas)\b|\b[dlnsqj]['’]|[àâçèêëîïôùûœ]"
)


def wrong(text: str) -> list[str]:
    """What is wrong with the typography of a French text."""
    prose = RESULT.sub("", CODE.sub("code", text))
    return [
        f"{what}: …{prose[max(0, found.start() - 20) : found.end() + 20]}…"
        for what, pattern in WRONG.items()
        for found in pattern.finditer(prose)
    ]


def french_texts(path: Path) -> Iterator[tuple[int, str]]:
    """The French strings of a module, with their lines: those marked as French, or that look it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    marked: set[ast.AST] = set()
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):  # docstrings
            skipped.add(node.value)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                id = key.value if isinstance(key, ast.Constant) else None
                if str(id).endswith(".examples"):  # command lines
                    skipped.add(value)
                elif id == "fr" or "fr" in path.parts:
                    marked.update(ast.walk(value))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node not in skipped
            and (node in marked or FRENCH.search(node.value))
        ):
            yield node.lineno, node.value


def prose_lines(page: str) -> Iterator[tuple[int, str]]:
    """The lines of a page that are no blocks of code."""
    fenced, before = False, ""
    for number, line in enumerate(page.splitlines(), 1):
        fence = line.startswith("```")
        fenced ^= fence
        block = line.startswith("    ") and (not before or before.startswith("    "))
        if not (fence or fenced or block):
            yield number, line
        before = line


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("L’étape\u00a0: «\u00a0prêt\u00a0»\u00a0; 80\u00a0% à 12:30.", 0),
        ("Écrivez `l'x;y` dans Feuille!A1, sinon #NOM?.", 0),
        ("C'est fait.", 1),
        ("Une étape : deux.", 1),
        ("Une étape: deux.", 1),
        ("Vraiment ?", 1),
        ("« prêt\u00a0»", 2),
        ("80% des clients; 20 %", 3),
        ("Prêt\u202f!", 1),
        ("1\u202f000\u00a0000 de lignes", 0),
    ],
)
def test_the_test(text: str, count: int) -> None:
    assert len(wrong(text)) == count


def test_texts_of_the_program() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{line}": problems
        for path in SOURCES
        for line, text in french_texts(path)
        if (problems := wrong(text))
    }
    assert found == {}


def in_french(part: Any) -> Iterator[str]:
    """What the tables of a pack say in French."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from [value] if key == "fr" and isinstance(value, str) else in_french(value)
            if key == "fr" and isinstance(value, list):
                yield from value
    elif isinstance(part, list):
        for value in part:
            yield from in_french(value)


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.name)
def test_packs(pack: Path) -> None:
    said = list(in_french(tomllib.loads(pack.read_text("utf-8"))))
    assert len(said) >= 10 or pack.name.endswith(".en.toml")
    assert [problems for text in said if (problems := wrong(text))] == []


def test_all_parts_are_looked_at() -> None:
    looked = {path.relative_to(ROOT / "xl_kpis").parts[0] for path in SOURCES}
    assert {"formula", "hosts", "languages"} <= looked
    assert sum(1 for path in SOURCES for _ in french_texts(path)) > 1400
    assert len(PAGES) > 20


def test_every_page_of_the_documentation_is_in_french() -> None:
    english = {path.with_suffix("").with_suffix("") for path in (ROOT / "docs").rglob("*.en.md")}
    assert {path.with_suffix("").with_suffix("") for path in PAGES} >= english


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_pages(page: Path) -> None:
    lines = prose_lines(page.read_text(encoding="utf-8"))
    assert {number: problems for number, line in lines if (problems := wrong(line))} == {}
