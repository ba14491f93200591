"""The table of what was really run, written from the last test run.

``pytest tests/hosts --write-tested`` notes in ``docs/hosts/tested.json`` what ran;
``python -m xl_kpis.hosts.docs`` puts it into ``docs/hosts/README.en.md`` and its translations.
"""

from __future__ import annotations

import json
from pathlib import Path

from xl_kpis.kpi import FUNCTIONS
from xl_kpis.languages import Texts, available

FOLDER = Path(__file__).parents[2] / "docs" / "hosts"
BEGIN, END = "<!-- generated: tested -->", "<!-- end of generated part -->"

HOSTS = (
    "engine",
    "libreoffice",
    "excel-xlwings",
    "excel-xlwings-lite",
    "native-engine",
    "native-libreoffice",
    "native-ironcalc",
    "lambda-engine",
    "lambda-ironcalc",
)
"""The columns, by the name in the notes; titles are ``tested.<name>``."""

OF_PACKS = "packs of files"
"""What the notes call all cases of a pack of a file, together."""

_text = Texts("docs")


def path(language: str) -> Path:
    return FOLDER / f"README.{language}.md"


def noted() -> dict[str, dict[str, list[int]]]:
    """Cases passed, failed and left out, by host and function."""
    found: dict[str, dict[str, list[int]]] = json.loads((FOLDER / "tested.json").read_text("utf-8"))
    return found


def renewed(page: str, language: str) -> str:
    """A page with its generated part written anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table(language)}\n{END}{after}"


def table(language: str) -> str:
    """Functions and hosts: how many cases passed, and how many a host leaves out."""
    counts = noted()
    names = [_text(f"tested.{host}", language) for host in HOSTS]
    rows = [
        f"| {_text('tested.function', language)} | " + " | ".join(names) + " |",
        "|---|" + "---|" * len(names),
    ]
    for function in (*FUNCTIONS, OF_PACKS):
        cells = [_cell(counts.get(host, {}).get(function)) for host in HOSTS]
        name = f"`{function}`" if function in FUNCTIONS else _text("tested.packs", language)
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _cell(count: list[int] | None) -> str:
    passed, failed, left_out = count or (0, 0, 0)
    if failed:
        return f"✗ {failed}"
    if not passed:
        return "–"
    return f"{passed} ✓" + (f" (−{left_out})" if left_out else "")


def main() -> None:
    for language in available():
        file = path(language)
        if file.exists():
            file.write_text(renewed(file.read_text("utf-8"), language), "utf-8")


if __name__ == "__main__":
    main()
