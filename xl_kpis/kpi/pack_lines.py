"""Which line of a TOML file a part of it is on, for sentences about it.

``tomllib`` gives values without places. Here headings and keys are found again, line by line;
what stands within a value is on the line of its key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]

_HEADING = re.compile(r"\s*(\[\[?)([^\[\]#]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_TRIPLE = ('"""', "'''")


class Lines:
    """The lines of the parts of a file.

    >>> lines = Lines('[pack]\\nid = "gym"\\n[[kpi]]\\nid = "a"\\n[[kpi]]\\nid = "b"\\n')
    >>> lines.of(("kpi", 1, "id")), lines.of(("kpi", 1, "better")), lines.of(())
    (6, 5, 1)
    """

    def __init__(self, text: str) -> None:
        self._at: dict[Path, int] = {}
        counts: dict[Path, int] = {}
        table: Path = ()
        for number, line in _outside_of_texts(text):
            if heading := _HEADING.match(line):
                table = ()
                names = list(_names(heading[2]))
                for place, name in enumerate(names):
                    table = (*table, name)
                    if heading[1] == "[[" and place == len(names) - 1:
                        counts[table] = counts.get(table, -1) + 1
                    if table in counts:
                        table = (*table, counts[table])
                self._at.setdefault(table, number)
            elif key := _KEY.match(line):
                path = table
                for name in _names(key[1]):
                    path = (*path, name)
                    self._at.setdefault(path, number)

    def of(self, path: Path) -> int:
        """The line of a part, or of the nearest thing around it."""
        while path and path not in self._at:
            path = path[:-1]
        return self._at.get(path, 1)


def _names(dotted: str) -> Iterator[str]:
    for name in re.findall(r"""[\w-]+|"[^"]*"|'[^']*'""", dotted):
        yield name.strip("\"'")


def _outside_of_texts(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not within a text of several lines."""
    closing = ""
    for number, line in enumerate(text.splitlines(), 1):
        if closing:
            if closing in line:
                closing = ""
            continue
        yield number, line
        for mark in _TRIPLE:
            if line.count(mark) % 2:
                closing = mark
