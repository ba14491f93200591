"""The notebooks of the documentation, run: ``python -m tests.notebooks`` runs them and writes what
comes out into them, and the pages of the site made of them.

Needs nbclient, nbconvert, ipykernel and matplotlib (extra ``test``).
"""

from __future__ import annotations

import base64
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from xl_kpis.languages import available

DOCS = Path(__file__).parents[1] / "docs"
NAME = "analyst"
SECONDS = 120


def path_of(language: str) -> Path:
    return DOCS / "notebooks" / f"{NAME}.{language}.ipynb"


def page_of(language: str) -> Path:
    return DOCS / f"notebook.{language}.md"


def run(language: str) -> nbformat.NotebookNode:
    """A notebook with what comes out of it now, run in an empty folder."""
    book = nbformat.read(path_of(language), as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        resources = {"metadata": {"path": folder}}
        NotebookClient(book, timeout=SECONDS, kernel_name="python3", resources=resources).execute()
    for number, cell in enumerate(book.cells, 1):
        cell.id = f"c{number}"
        cell.metadata.pop("execution", None)
    book.metadata = nbformat.from_dict(
        {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    )
    return book


def said(book: nbformat.NotebookNode) -> list[list[str]]:
    """What each cell says, as text; of a picture only that there is one."""
    return [
        [_text(output) for output in cell.outputs]
        for cell in book.cells
        if cell.cell_type == "code"
    ]


def _text(output: nbformat.NotebookNode) -> str:
    if output.output_type == "stream":
        return str(output.text)
    if "image/png" in output.data:
        return "a picture"
    return str(output.data["text/plain"])


def page(book: nbformat.NotebookNode, language: str) -> str:
    """The page of the site: the notebook with its results, and the notebook to take along."""
    parts = []
    for cell in book.cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
            continue
        parts.append(f"```python\n{cell.source}\n```")
        for output in cell.outputs:
            if "image/png" in output.get("data", ()):
                alt = re.sub(r"[\[\]]", "", cell.metadata.get("alt", ""))
                parts.append(f"![{alt}](images/notebook.{language}.png)")
            else:
                parts.append(f"```text\n{_text(output).rstrip()}\n```")
    return "\n\n".join(parts) + "\n"


def picture(book: nbformat.NotebookNode) -> bytes:
    """The one picture a notebook draws."""
    (found,) = (
        output.data["image/png"]
        for cell in book.cells
        for output in cell.get("outputs", ())
        if "image/png" in output.get("data", ())
    )
    return base64.b64decode(found)


def main() -> int:
    for language in available():
        if path_of(language).exists():
            book = run(language)
            nbformat.write(book, path_of(language))
            page_of(language).write_text(page(book, language), "utf-8")
            (DOCS / "images" / f"notebook.{language}.png").write_bytes(picture(book))
    return 0


if __name__ == "__main__":
    sys.exit(main())
