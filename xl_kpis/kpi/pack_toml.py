"""What makes a line of a pack file no TOML, as people do it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

Found = tuple[int, str, dict[str, str]]
"""The line, and the text ``pack.<id>`` with its values."""

_TWICE = re.compile("twice|overwrite|mutate|duplicate", re.IGNORECASE)
_HEADING = re.compile(r"\s*\[+\s*(\w+)")
_COMMENT = re.compile(r"[\"'\w]\s+(?://|;|--|%)")
_WITHIN = re.compile(r'"[^"{}\[\],=]*"[^\W\d]|"[^"{}\[\],=]*" *[^\W\d]+(?! *=)[\s"]')
"""A quote that closes a text which goes on."""
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_OPENS = re.compile(r"\s*([\w.]+)\s*=\s*[\[{]")


def no_toml(lines: Sequence[str], line: int, reason: str, tables: Sequence[str]) -> Found:
    """What is wrong with a line, or with one above that it ends: ``reason`` is what the parser
    says, ``tables`` are those that a file may have."""
    said = "".join(lines[line - 1 : line]).strip()
    key, _, value = (part.strip() for part in said.partition("="))
    bare = r"\[+[\w\s.]+\]+" if said[:1] == "[" else r"\w+"
    if _UNSEEN.search(said):
        return line, "toml_binary", {}
    if not key.isascii() and re.fullmatch(bare, key):
        return line, "toml_letters", {"said": key}
    if "=" in said and (not value or value.startswith("#")):
        return line, "toml_empty", {"said": key}
    if _TWICE.search(reason):
        return _misnamed(lines, line, tables) or (line, "toml_twice", {"said": said})
    if "at the end of a table declaration" in reason and said.endswith("]"):
        return line, "toml_heading_words", {"said": said}
    if "at the end of a table declaration" in reason:
        return line, "toml_heading", {"said": said}
    if "Expected '='" in reason:
        return line, "toml_equals", {"said": said}
    if value.count('"') > 2 and _WITHIN.search(value):
        return line, "toml_quote_within", {"said": key}
    if "{" in value and "initial character for a key part" in reason:
        return line, "toml_braces", {"said": key}
    if reason.startswith("Unclosed"):
        return _unclosed(lines, line, said)
    if value[:1] in ("“", "”", "„", "«", "‘", "’"):
        return line, "toml_quotes", {"said": value}
    if value.count('"') == 1 and value[:1] == '"':
        return line, "toml_open_quote", {"said": key}
    if reason.startswith("Invalid value") and value:
        return line, "toml_value", {"said": value}
    if value and "newline or end of document" in reason and _COMMENT.search(value):
        return line, "toml_comment", {"said": value}
    if value and "newline or end of document" in reason:
        return line, "toml_rest", {"said": value}
    if "\\" in value and (value[:1] == '"' or "\\" in reason):
        return line, "toml_backslash", {}
    if reason.startswith("Invalid statement"):
        return line, "toml_statement", {"said": said[:40]}
    return line, "toml", {"reason": reason}


def _misnamed(lines: Sequence[str], line: int, tables: Sequence[str]) -> Found | None:
    """A heading above that no file has, so that the tables below it went to the one before."""
    for number, above in enumerate(lines[:line], 1):
        heading = _HEADING.match(above)
        if heading and heading[1] not in tables:
            near = difflib.get_close_matches(heading[1], tables, 1, 0.6)
            if near:
                return number, "key_near", {"name": heading[1], "near": near[0]}
            return number, "key", {"name": heading[1], "known": ", ".join(tables)}
    return None


def _unclosed(lines: Sequence[str], line: int, said: str) -> Found:
    """The key whose list or braces are not closed, on the line where it begins."""
    for number in range(line, 0, -1):
        opened = _OPENS.match(lines[number - 1]) if number <= len(lines) else None
        if opened:
            return number, "toml_open", {"said": opened[1]}
    return line, "toml_open", {"said": said}
