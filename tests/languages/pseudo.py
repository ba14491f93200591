"""A language made from English, with every text between marks: what has none is in no catalogue."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from pprint import pformat

import xl_kpis.languages
from xl_kpis.kpi.packs import SHIPPED
from xl_kpis.kpi.shipped import content

OPEN, CLOSE = "⟦", "⟧"
CODE = "xx"
HOME = Path(xl_kpis.languages.__file__).parent


def sections() -> list[str]:
    """The sections that every language has; help of functions is English in their docstrings, and
    what the packs say in their files."""
    names = (path.stem for path in (HOME / "en").glob("*.py"))
    return sorted({*names, "functions", "shipped"} - {"__init__", "conventions"})


def stands_elsewhere(section: str, language: str) -> bool:
    """Whether a language needs no file for a section."""
    if section == "shipped":
        return all(language in content(id)["pack"]["name"] for id in SHIPPED)
    return (section, language) == ("functions", "en")


def english(section: str) -> dict[str, str]:
    """All English texts of a section by id."""
    if section == "shipped":
        return {id: said for pack in SHIPPED.values() for id, said in pack.texts["en"].items()}
    if section != "functions":
        return xl_kpis.languages.catalogue(section, "en")
    from xl_kpis.formula.functions import load_all

    declared = {function.name: function for function in load_all().values()}
    return {
        name: function.help("en")
        for name, function in declared.items()
        if function.implementation.__module__.startswith("xl_kpis.formula.functions.")
    }


def write(folder: Path) -> Path:
    """Put the language into a folder of languages."""
    home = folder / CODE
    home.mkdir(parents=True)
    (home / "__init__.py").write_text('"""A language for tests."""\n', "utf-8")
    conventions = importlib.import_module("xl_kpis.languages.en.conventions").CONVENTIONS
    changed = conventions._replace(months=tuple(map(marked, conventions.months)))
    (home / "conventions.py").write_text(
        f"from xl_kpis.languages.conventions import Conventions\n\nCONVENTIONS = {changed!r}\n",
        "utf-8",
    )
    for section in sections():
        texts = {id: text_of(id, text) for id, text in english(section).items()}
        (home / f"{section}.py").write_text(f"TEXTS = {pformat(texts, width=200)}\n", "utf-8")
    return home


def text_of(id: str, text: str) -> str:
    """Command lines stay what they are; all else is marked, lists of words word by word."""
    if id.endswith(".examples") and id != "help.examples":
        return text
    if id.startswith("status."):
        return ", ".join(map(marked, text.split(", ")))
    return marked(text)


def marked(text: str) -> str:
    return OPEN + text + CLOSE


WORD = re.compile(r"[^\W\d_]{2,}")
TOKENS = re.compile(
    r"https?://\S+"
    r"|--?[a-z][\w-]*(?:=\S*)?"  # options
    r"|`[^`]*`"  # code in pages
    r"|[\w./\\~-]+\.(?:xlsx|xlsm|xltx|csv|json|html|py|bas|oxt|xlam|txt|md)\b\S*"  # files
    r"|#[A-Z/0]+[!?]?"  # error values
    r"|\b[A-Z][A-Z0-9_.]*\b"  # functions, currencies, cells
    r"|\b\w+(?:[._!]\w+)+\b"  # ids, names in workbooks
)


def unmarked(text: str) -> list[str]:
    """The words of a text that stand between no marks and are no code.

    >>> unmarked("⟦The file ⟦has⟧ a name⟧: but 12 % not here, --output, KPI_TIP")
    ['but', 'not here']
    """
    out, depth = [], 0
    for sign in text:  # one that is cut where a host shows no more just ends
        if sign == OPEN:
            depth += 1
        elif sign == CLOSE:
            if not depth:  # the rest of a text that was folded: all before it is inside, too
                out.clear()
            depth = max(0, depth - 1)
            out.append("|")
        elif not depth:
            out.append(sign)
    plain = TOKENS.sub("|", "".join(out))
    return [piece.strip() for piece in _pieces(plain) if WORD.search(piece)]


def _pieces(plain: str) -> Iterator[str]:
    yield from re.findall(r"[^\W\d_]+(?:[ ’'-][^\W\d_]+)*", plain)
