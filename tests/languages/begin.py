"""Begin a language: ``python -m tests.languages.begin de Deutsch``.

Its folder holds what English has, ready to be translated: the files as they are, the sentences of
the worksheet functions, which are their docstrings, and what the packs say in their files.
"""

from __future__ import annotations

import json
import re
import sys

from tests.languages import pseudo


def begin(code: str, name: str) -> None:
    """Write the folder; what is there already stays."""
    home = pseudo.HOME / code
    home.mkdir(exist_ok=True)
    for file in sorted((pseudo.HOME / "en").glob("*.py")):
        text = file.read_text("utf-8")
        if file.name == "__init__.py":
            text = f'"""{name}."""\n'
        elif file.name == "kpi.py":
            text = re.sub(r'("language": )".*"', lambda found: f'{found[1]}"{name}"', text)
        _write(home / file.name, text)
    for section, what in (
        ("functions", "What each worksheet function gives"),
        ("shipped", "What the packs that are shipped say"),
    ):
        lines = [
            f"    {json.dumps(id)}: {json.dumps(_printed(said), ensure_ascii=False)},"
            for id, said in sorted(pseudo.english(section).items())
        ]
        head = f'"""{what}, in {name}."""\n\nTEXTS: dict[str, str] = {{\n'
        _write(home / f"{section}.py", head + "\n".join(lines) + "\n}\n")


def _printed(text: str) -> str:
    """A sentence as it is printed: docstrings have the apostrophe of a typewriter."""
    return re.sub(r"(?<=[^\W\d])'(?=[^\W\d])", "\u2019", text)


def _write(path: pseudo.Path, text: str) -> None:
    if not path.exists():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    begin(*sys.argv[1:])
