"""The function reference, written from the declarations.

``python -m xl_kpis.formula.functions.support.pages`` writes all that follows from the declarations:
``docs/functions/`` (one page per category and language, an index with the coverage table), the
generated part of ``docs/differences`` and the index of families. Tests keep them fresh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from xl_kpis.errors import ExcelError
from xl_kpis.formula.functions import load_all
from xl_kpis.formula.functions.declare import Example, Function
from xl_kpis.formula.functions.support import index, write_index
from xl_kpis.formula.functions.support.catalogue import CATEGORIES, CATEGORY_OF, Category
from xl_kpis.formula.functions.support.meanings import Codes
from xl_kpis.formula.reference import cell_name, parse_cell
from xl_kpis.formula.values.coercion import to_text
from xl_kpis.languages import Texts, available
from xl_kpis.languages.conventions import conventions, function_names

DOCS = Path(__file__).parents[4] / "docs"
NEWER = Category("newer", ())
"""For functions that are in no category of the catalogue and name none themselves."""

_words = Texts("docs")
OFFLINE_FAMILY = "xl_kpis.formula.functions.services"


def words(key: str, language: str, /, **values: object) -> str:
    """What the catalogue of the documentation says under ``functions.<key>``."""
    return _words(f"functions.{key.replace(' ', '_')}", language, **values)


def pages() -> dict[Path, str]:
    """Every generated page with its text."""
    listed = by_category()
    out: dict[Path, str] = {}
    for language in available():
        out[DOCS / "functions" / f"index.{language}.md"] = _text(_index(listed, language))
        for category, functions in listed.items():
            path = DOCS / "functions" / f"{category.key}.{language}.md"
            out[path] = _text(_page(category, functions, language))
        differences = DOCS / f"differences.{language}.md"
        if differences.exists():
            out[differences] = _with_offline(differences.read_text("utf-8"), language)
    return out


def by_category() -> dict[Category, list[str]]:
    """The names to document, in alphabetical order: the catalogue's, and the engine's others."""
    known = [
        name
        for name, function in load_all().items()
        if function.implementation.__module__.startswith("xl_kpis.formula.functions.")
    ]
    found: dict[str, list[str]] = {}
    for name in sorted({*known, *CATEGORY_OF}):
        found.setdefault(category_key(name), []).append(name)
    return {c: found[c.key] for c in (*CATEGORIES, NEWER) if c.key in found}


def category_key(name: str) -> str:
    """Excel's category, or else the one a function names where it is declared."""
    key = CATEGORY_OF.get(name) or load_all()[name].category
    return key if key in {c.key for c in CATEGORIES} else NEWER.key


def is_offline(function: Function) -> bool:
    """Whether the function only ever gives the error of a service that cannot be reached."""
    return function.implementation.__module__ == OFFLINE_FAMILY


def signature(name: str, function: Function) -> str:
    """How a function is called: optional arguments in brackets, dots where they repeat.

    >>> signature("ROUND", load_all()["ROUND"]), signature("SUM", load_all()["SUM"])
    ('ROUND(number, num_digits)', 'SUM(number, …)')
    """
    parts = [f"[{p.name}]" if p.optional else p.name for p in function.parameters]
    return f"{name}({', '.join(parts + ['…'] * bool(function.group))})"


def shown(value: Any, *, inside: bool = False) -> str:
    """A value as a person reads it in a cell; texts in quotes only where they stand in an array
    or would not be seen.

    >>> shown(0.1 + 0.2), shown(True), shown("a"), shown([[1, "x"], [None, ""]])
    ('0.3', 'TRUE', 'a', '{1,"x";,""}')
    """
    if isinstance(value, list):
        rows = [row if isinstance(row, list) else [row] for row in value]
        return "{" + ";".join(",".join(shown(v, inside=True) for v in row) for row in rows) + "}"
    if isinstance(value, str):
        quoted = inside or not value.strip() or value != value.strip()
        return '"' + value.replace('"', '""') + '"' if quoted else value
    if isinstance(value, ExcelError):
        return value.code
    if isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    return str(to_text(value))


def cells(example: Example) -> str:
    """The cells an example reads: ``A1:B2 = {1,2;3,4}``."""
    parts = []
    for address, value in example.cells.items():
        if isinstance(value, list):
            row, col = parse_cell(address.rpartition("!")[2])
            width = max(len(line) if isinstance(line, list) else 1 for line in value)
            last = cell_name(row + len(value) - 1, col + width - 1)
            if last != address.rpartition("!")[2]:
                address = f"{address}:{last}"
        parts.append(f"{address} = {shown(value, inside=True)}")
    return ", ".join(parts)


# ---- pages --------------------------------------------------------------------------------------


def _page(category: Category, names: list[str], language: str) -> Iterator[str]:
    yield f"# {_title(category, language)}"
    yield ""
    yield words("generated", language)
    yield f"[{words('back', language)}](index.{language}.md)"
    for name in names:
        yield ""
        yield f"## {name}"
        yield ""
        function = load_all().get(name)
        if function is None:
            yield words("missing", language)
            continue
        yield f"`{signature(name, function)}`"
        yield ""
        if name != function.name.upper():
            yield words("alias", language, other=_link(function.name, language))
        yield _escape(_sentence(function, language))
        yield from _bounds(function, language)
        yield from _called(name, language)
        yield ""
        for argument, codes in function.codes:
            yield from _codes(argument, codes, language)
        yield from _examples(function, language)
        if near := relatives(name):
            links = " · ".join(_link(other, language) for other in near)
            yield ""
            yield words("see", language, functions=links)


def _called(name: str, language: str) -> Iterator[str]:
    """What Excel calls a function in other languages."""
    for other in available():
        own = function_names(other).get(name, name)
        if own != name:
            yield words(f"called.{other}", language, name=_code(own))


def _bounds(function: Function, language: str) -> Iterator[str]:
    """What arguments may be, and what comes of others."""
    for error in dict.fromkeys(bounds.error for _, bounds in function.bounds):
        parts = [
            _code(bounds.shown(function.parameters[at].name))
            for at, bounds in function.bounds
            if bounds.error is error
        ]
        yield words("bounds", language, bounds=", ".join(parts), error=_code(error.code))


def _codes(argument: str, codes: Codes, language: str) -> Iterator[str]:
    """What the values of an argument stand for; values that stand for the same share a row."""
    head = words("result", language) if argument == "result" else _code(argument)
    yield _row((head, words("meaning", language)))
    yield "|---|---|"
    together: dict[str, list[str]] = {}
    for code, meaning in codes.meanings(language):
        together.setdefault(meaning, []).append(code)
    for meaning, same in together.items():
        said = _code(meaning) if codes.names else _escape(meaning)
        yield _row((", ".join(map(_code, same)), said))
    yield ""


def relatives(name: str) -> list[str]:
    """Functions one may want instead: those it or they name, then those of its family that are
    called alike or take much the same.

    >>> relatives("XLOOKUP")[:3], "YIELD" in relatives("PRICE")
    (['FILTER', 'INDEX', 'MATCH'], True)
    """
    functions = _documented()
    own = load_all()[name]
    named = [n for n, other in functions.items() if n in own.see or own.name in other.see]
    home = own.implementation.__module__
    others = [
        (-_likeness(own, other), n)
        for n, other in functions.items()
        if other is not own and other.implementation.__module__ == home and n not in named
    ]
    near = [n for likeness, n in sorted(others)[: MOST - len(named)] if likeness < -0.36]
    return named + (near if named or near else [n for _, n in sorted(others)[:LEAST]])


MOST, LEAST = 8, 3
"""How many relatives are named at most, and of a family in which nothing is much alike."""


@cache
def _documented() -> dict[str, Function]:
    """The engine's own functions by the names they are declared under, in alphabetical order."""
    return {
        name: function
        for name, function in sorted(load_all().items())
        if function.implementation.__module__.startswith("xl_kpis.formula.functions.")
        and name == function.name.upper()
        and not name.startswith("_")
    }


@cache
def _likeness(one: Function, other: Function) -> float:
    """How near two functions of a family are, from 0 to 1: by their arguments and their names."""
    ours, theirs = ({p.name for p in f.parameters} for f in (one, other))
    arguments = len(ours & theirs) / max(len(ours | theirs), 1)
    return (arguments + SequenceMatcher(None, one.name, other.name).ratio()) / 2


def _examples(function: Function, language: str) -> Iterator[str]:
    with_cells = any(example.cells for example in function.examples)
    heads = ["example", *(["cells"] if with_cells else []), "result"]
    yield _row(words(head, language) for head in heads)
    yield "|---" * len(heads) + "|"
    for example in function.examples:
        row = [_code(example.formula), _code(shown(example.result))]
        if with_cells:
            row.insert(1, _code(cells(example)) if example.cells else "")
        yield _row(row)


def _index(listed: dict[Category, list[str]], language: str) -> Iterator[str]:
    functions = load_all()
    names = [name for group in listed.values() for name in group]
    offline = {n for n in names if n in functions and is_offline(functions[n])}
    yield f"# {words('title', language)}"
    yield ""
    yield words("generated", language)
    yield ""
    yield words("how", language)
    yield ""
    yield _row(words(head, language) for head in ("category", "count", "offline count"))
    yield "|---|---|---|"
    for category, group in listed.items():
        link = f"[{_title(category, language)}]({category.key}.{language}.md)"
        yield _row((link, str(len(group)), str(len(offline & set(group)) or "")))
    yield ""
    yield f"## {words('coverage', language)}"
    yield ""
    counted = [n for n in names if not n.startswith("_")]  # what files call operators is none
    yield words(
        "summary",
        language,
        known=sum(n in functions for n in counted),
        all=len(counted),
        offline=len(offline),
    )
    yield ""
    yield _row(words(head, language) for head in ("function", "category", "state"))
    yield "|---|---|---|"
    for category, group in listed.items():
        for name in group:
            state = _state(functions.get(name), language)
            yield _row((_link(name, language), _title(category, language), state))


def _state(function: Function | None, language: str) -> str:
    if function is None:
        return words("missing", language)
    if is_offline(function):
        colon = conventions(language).colon
        return words("offline", language) + colon + _escape(_sentence(function, language))
    state = words("computed", language)
    return f"{state}, {words('volatile', language)}" if function.volatile else state


BEGIN, END = "<!-- generated: offline functions -->", "<!-- end of generated part -->"


def _with_offline(page: str, language: str) -> str:
    """The page of differences with its list of offline functions renewed."""
    functions = {n: f for n, f in load_all().items() if is_offline(f)}
    rows = [_row(words(head, language) for head in ("function", "state")), "|---|---|"]
    rows += [
        _row((_link(name, language, "functions/"), _escape(_sentence(function, language))))
        for name, function in sorted(functions.items())
    ]
    generated = "\n".join([BEGIN, "", *rows, "", END])
    return re.sub(f"{BEGIN}.*?{END}", lambda _: generated, page, flags=re.S)


def _title(category: Category, language: str) -> str:
    return _words(f"category.{category.key}", language)


def _sentence(function: Function, language: str) -> str:
    return function.help(language)


def _link(name: str, language: str, folder: str = "") -> str:
    anchor = re.sub(r"[^a-z0-9_-]", "", name.lower())
    return f"[{name}]({folder}{category_key(name)}.{language}.md#{anchor})"


def _row(items: Any) -> str:
    return "| " + " | ".join(items) + " |"


def _code(text: str) -> str:
    """Code inside a table: a pipe would end the cell, a line break the row."""
    text = text.replace("|", "\\|").replace("\r", "␍").replace("\n", "↵")
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _escape(text: str) -> str:
    return re.sub(r"([|*<~])", r"\\\1", text)


def _text(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write all pages and the index of families; pages of former categories are removed."""
    if write_index.families() != index.FAMILIES:
        write_index.main()
    written = pages()
    for old in (DOCS / "functions").glob("*.md"):
        if old not in written:
            old.unlink()
    for path, text in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
