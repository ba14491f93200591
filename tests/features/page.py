"""The pages on what libraries can be asked and how calls of others are ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.features.measure import ENGINES, OURS, RESULTS, calls
from xl_kpis.languages import Texts, available

DOCS = Path(__file__).parents[2] / "docs"
_text = Texts("docs")
YES, NO, NONE = "✓", "✗", "–"


def write() -> None:
    """Write both pages in all languages."""
    found = json.loads(RESULTS.read_text("utf-8"))
    for language in available():
        (DOCS / f"peers.{language}.md").write_text(peers(found, language), "utf-8")
        (DOCS / f"migrating.{language}.md").write_text(migrating(found, language), "utf-8")


def peers(found: dict[str, Any], language: str) -> str:
    """The table: feature by engine, and beneath it each call that was run."""
    features = calls()["feature"]
    heads = [f"{name} {found[engine]['version']}".strip() for engine, name in ENGINES.items()]
    heads[0] = ENGINES[OURS]
    rows = [[_text("peers.feature", language), *heads], ["---"] + [":-:"] * len(heads)]
    for id, feature in features.items():
        name = f"[{feature[language]}](#{anchor(feature[language])})"
        rows.append([name, *(mark(found, engine, id) for engine in ENGINES)])
    parts = [f"# {_text('peers.title', language)}", _text("peers.intro", language)]
    parts.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
    parts.append(_text("peers.legend", language))
    parts.append(f"## {_text('peers.calls', language)}")
    parts.append(_text("peers.calls.intro", language))
    for id, feature in features.items():
        parts.append(f"### {feature[language]}")
        for engine, name in ENGINES.items():
            if engine in feature:
                said = found[engine]["found"][id]
                outcome = f"{NO} {code(said)}" if said else YES
                parts.append(f"{name} {outcome}\n\n{block(feature[engine])}")
    return "\n\n".join(parts) + "\n"


def migrating(found: dict[str, Any], language: str) -> str:
    """Engine by engine: its calls that did what they should, beside ours."""
    told = calls()
    parts = [f"# {_text('migrating.title', language)}", _text("migrating.intro", language)]
    for engine, name in ENGINES.items():
        if engine == OURS:
            continue
        parts.append(f"## {_text('migrating.from', language, name=name)}")
        heads = [_text("peers.feature", language), name, ENGINES[OURS]]
        rows = [heads, ["---"] * 3]
        opening = _text("migrating.open", language)
        rows.append([opening, cell(told["open"][engine]), cell(told["open"][OURS])])
        rows += [
            [feature[language], cell(feature[engine]), cell(feature[OURS])]
            for id, feature in told["feature"].items()
            if engine in feature and not found[engine]["found"][id]
        ]
        parts.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
    parts.append(_text("migrating.more", language))
    return "\n\n".join(parts) + "\n"


def mark(found: dict[str, Any], engine: str, id: str) -> str:
    """How an engine's call for a feature ended."""
    said = found[engine]["found"].get(id)
    return NONE if said is None else NO if said else YES


def anchor(heading: str) -> str:
    """The anchor of a heading."""
    kept = re.sub(r"[^\w\s-]", "", heading.replace("\u00a0", "").casefold())
    return re.sub(r"\s", "-", kept)


def code(text: str) -> str:
    return f"`{text.replace('`', chr(39))}`"


def block(call: str) -> str:
    return f"```python\n{call}\n```"


def cell(call: str) -> str:
    """A call in a cell of a table: line by line."""
    return "<br>".join(_lines(call))


def _lines(call: str) -> Iterator[str]:
    for line in call.splitlines():
        bare = line.lstrip(" ")
        shown = "\u00a0" * (len(line) - len(bare)) + bare
        yield f"`{shown.replace('|', chr(92) + '|')}`"
