"""Presets: what the export of a service looks like, as a small TOML file.

A file says by which headings the export is known, and what to take from it::

    title = "Our booking tool"
    recognise = ["Booked for", "Outcome"]     # headings it must have; * stands for anything
    dates = "dmy"                             # optional: how its dates and numbers are written
    decimal = "comma"

    [[take]]                                  # once per log that it feeds
    log = "sessions"
    flags = ["Late"]                          # columns of yes and no; anything else is refused
    where = { "Team|Group" = ["Coaching", "Mentoring"] }
    unless = { Outcome = "test" }
    best = 5                                  # the best rating there is, where that is not 10

    [take.columns]                            # the log's fields, and their headings
    date = "Booked for"
    status = "Outcome"

    [take.statuses]                           # what its statuses mean: held, missed, ignored
    "showed up" = "held"

    [measures]                                # or names of figures, in a table of figures
    "Net sales" = "revenue"
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from xl_kpis.errors import XlKpisError
from xl_kpis.kpi.lookup import fold
from xl_kpis.languages import DEFAULT, Texts
from xl_kpis.workbook.figures.plain_text import plain

_words = Texts("figures")
FOLDER = files("xl_kpis.workbook.figures") / "presets"
SHIPPED = ("booking", "survey", "payments")

Names = tuple[str, ...]
"""Alternatives, folded; ``*`` stands for anything."""


class PresetError(XlKpisError, ValueError):
    """A preset that cannot be used; ``key`` is the part of the file that is wrong."""

    def __init__(self, file: str, key: str) -> None:
        super().__init__(f"{file}: {key}")
        self.file, self.key = file, key

    def sentence(self, language: str = DEFAULT) -> str:
        """What is wrong, in words of a language."""
        return _words("fill.preset_wrong", language, file=self.file, key=self.key)


@dataclass(frozen=True)
class Rule:
    """Which rows: those with one of the texts in each of the columns named."""

    columns: tuple[tuple[Names, Names], ...] = ()

    def holds(self, row: Mapping[str, Any], *, absent: bool = False) -> bool:
        """Whether a row (values by folded heading) has them all; ``absent`` for a column there is
        none of."""
        for heads, texts in self.columns:
            key = first_of(heads, row)
            if key is None:
                if not absent:
                    return False
            elif not any(fnmatchcase(_loosely(row[key]), plain(text)) for text in texts):
                return False
        return True

    def __str__(self) -> str:
        return ", ".join(f"{heads[0]} = {'/'.join(texts)}" for heads, texts in self.columns)


@dataclass(frozen=True)
class Take:
    """What goes into one log."""

    log: str
    columns: Mapping[str, Names]
    where: Rule = Rule()
    unless: tuple[Rule, ...] = ()
    status: tuple[tuple[Rule, str], ...] = ()
    statuses: Mapping[str, str] = field(default_factory=dict)
    minus: Names = ()
    """Columns whose amounts are subtracted, such as what was refunded."""
    flags: Names = ()
    """Columns that say yes or no."""
    best: int | None = None
    """The best rating there is."""


@dataclass(frozen=True)
class Preset:
    """An export, and what to take from it."""

    name: str
    title: str
    recognise: tuple[Names, ...]
    takes: tuple[Take, ...] = ()
    dates: str = ""
    decimal: str = ""
    measures: Mapping[str, str] = field(default_factory=dict)

    def fits(self, heads: Iterable[Any]) -> bool:
        """Whether a row of headings is that of the export."""
        return bool(self.recognise) and not self.missing(heads)

    def missing(self, heads: Iterable[Any]) -> list[str]:
        """Headings it is known by that are not there."""
        keys = dict.fromkeys(fold(head) for head in heads if isinstance(head, str))
        return [names[0] for names in self.recognise if first_of(names, keys) is None]


def first_of(names: Names, keys: Iterable[str]) -> str | None:
    """The first key that one of the names (in their order) matches.

    >>> first_of(("start date*", "date"), ["date", "start date & time"])
    'start date & time'
    >>> first_of(("*no-show*",), ["date", "no show?"])
    'no show?'
    """
    there = [(key, _joined(key)) for key in keys]
    for name in map(_joined, names):
        for key, joined in there:
            if fnmatchcase(joined, name):
                return key
    return None


@lru_cache(4096)
def _joined(text: str) -> str:
    """A heading with blanks for what else may join its words: ``No-Show`` and ``no_show``."""
    return text.replace("-", " ").replace("_", " ")


def _loosely(value: Any) -> str:
    """What a cell says, without case and accents."""
    return "" if value is None else plain(str(value))


def load(name: str | Path) -> Preset:
    """A preset by the name of one that ships, or from a file; ``FileNotFoundError`` if neither."""
    if str(name) in SHIPPED:
        return shipped()[str(name)]
    path = Path(name)
    return parse(path.read_text("utf-8"), path.name)


@cache
def shipped() -> Mapping[str, Preset]:
    """The presets that come with the product, by name."""
    return {
        name: parse((FOLDER / f"{name}.toml").read_text("utf-8"), name, name) for name in SHIPPED
    }


def parse(text: str, file: str, name: str = "") -> Preset:
    """A preset from the text of its file; :class:`PresetError` names what is wrong in it."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PresetError(file, str(error)) from None
    known = {"title", "recognise", "dates", "decimal", "take", "measures"}
    for key in content:
        if key not in known:
            raise PresetError(file, key)
    takes = tuple(_take(found, file) for found in content.get("take", ()))
    recognise = [_names(names, file, "recognise") for names in content.get("recognise", ())]
    if not recognise:
        recognise = [n for take in takes for n in take.columns.values()]
    dates, decimal = content.get("dates", ""), content.get("decimal", "")
    if dates not in ("", "dmy", "mdy"):
        raise PresetError(file, "dates")
    if decimal not in ("", "point", "comma"):
        raise PresetError(file, "decimal")
    measures = {fold(key): str(value) for key, value in content.get("measures", {}).items()}
    title = content.get("title", file)
    return Preset(name, title, tuple(recognise), takes, dates, decimal, measures)


def _take(found: Mapping[str, Any], file: str) -> Take:
    known = {"log", "columns", "where", "unless", "status", "statuses", "minus", "flags", "best"}
    for key in found:
        if key not in known:
            raise PresetError(file, f"take.{key}")
    for key in ("log", "columns"):
        if key not in found:
            raise PresetError(file, f"take.{key}")
    best = found.get("best")
    if best is not None and not (type(best) is int and 0 < best < 1000):
        raise PresetError(file, "take.best")
    unless = found.get("unless", ())
    rules = [unless] if isinstance(unless, Mapping) else unless
    return Take(
        log=str(found["log"]),
        columns={id: _names(n, file, f"columns.{id}") for id, n in found["columns"].items()},
        where=_rule(found.get("where", {}), file),
        unless=tuple(_rule(rule, file) for rule in rules),
        status=tuple(
            (_rule(r.get("where", {}), file), str(r["is"])) for r in found.get("status", ())
        ),
        statuses={fold(k): str(v) for k, v in found.get("statuses", {}).items()},
        minus=_names(found.get("minus", ()), file, "minus"),
        flags=_names(found.get("flags", ()), file, "flags"),
        best=best,
    )


def _rule(found: Any, file: str) -> Rule:
    if not isinstance(found, Mapping):
        raise PresetError(file, "where")
    pairs = (
        (_names(head.split("|"), file, "where"), _names(texts, file, "where"))
        for head, texts in found.items()
    )
    return Rule(tuple(pairs))


def _names(found: Any, file: str, key: str) -> Names:
    listed = [found] if isinstance(found, str) else found
    if not isinstance(listed, (list, tuple)) or not all(isinstance(n, str) for n in listed):
        raise PresetError(file, key)
    return tuple(fold(name) for name in listed)


def written(
    title: str,
    heads: Sequence[str],
    log: str,
    columns: Mapping[str, str],
    statuses: Mapping[str, str],
    where: Mapping[str, str],
    unless: Mapping[str, str],
    dates: str,
    decimal: str,
    measures: Mapping[str, str],
    best: int | None = None,
    minus: Sequence[str] = (),
) -> str:
    """The text of a preset that takes a table as it was just taken."""

    def lines(pairs: Mapping[str, str]) -> list[str]:
        return [f"{_key(key)} = {_quoted(value)}" for key, value in pairs.items()]

    out = [f"title = {_quoted(title)}"]
    if heads:
        out.append(f"recognise = [{', '.join(map(_quoted, heads))}]")
    out += lines({key: v for key, v in (("dates", dates), ("decimal", decimal)) if v})
    if log:
        out += ["", "[[take]]", f"log = {_quoted(log)}"]
        for key, rule in (("where", where), ("unless", unless)):
            if rule:
                pairs = (f"{_key(k)} = {_alternatives(v)}" for k, v in rule.items())
                out.append(f"{key} = {{ {', '.join(pairs)} }}")
        if best is not None:
            out.append(f"best = {best}")
        if minus:
            out.append(f"minus = [{', '.join(map(_quoted, minus))}]")
        out += ["", "[take.columns]", *lines(columns)]
        if statuses:
            out += ["", "[take.statuses]", *lines(statuses)]
    if measures:
        out += ["", "[measures]", *lines(measures)]
    return "\n".join(out) + "\n"


def _alternatives(text: str) -> str:
    """Texts with | between them, as a list."""
    return f"[{', '.join(map(_quoted, text.split('|')))}]" if "|" in text else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _key(text: str) -> str:
    plain = text.isascii() and text.replace("_", "").replace("-", "").isalnum()
    return text if plain else _quoted(text)
