"""What the page says, in every language, and how it writes numbers."""

from __future__ import annotations

import datetime

from xl_kpis.languages import DEFAULT, Texts
from xl_kpis.languages.conventions import conventions

_text = Texts("docs")


def text(id: str, language: str, /, **values: object) -> str:
    """What the catalogue says under ``speed.<id>``."""
    return _text(f"speed.{id}", language, **values)


def name(said: str, language: str) -> str:
    """An engine or workload as it is called in a language."""
    for id in ("processes", "threads", "rewriting", "cases"):
        said = said.replace(text(f"name.{id}", DEFAULT), text(f"name.{id}", language))
    return said


def figure(value: float, language: str) -> str:
    """A number of seconds or a ratio, to three digits or so."""
    plain = f"{value:.0f}" if value >= 1000 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
    return conventions(language).localized(plain)


def count(value: float, language: str) -> str:
    """A whole number with its thousands apart."""
    return conventions(language).number(value, 0)


def share(part: float, whole: float, language: str) -> str:
    """A percentage that is 100 only if nothing is missing."""
    percent = int(part / max(1, whole) * 10_000) / 100
    number = conventions(language).number(percent, 2)
    return Texts("kpi")("format.ratio", language, value=number)


def day(iso: str, language: str) -> str:
    """A date as people write it."""
    date = datetime.date.fromisoformat(iso)
    spelled = conventions(language)
    number = f"{date.day}{spelled.day_suffixes[date.day > 1]}"
    return f"{number} {spelled.months[date.month - 1]} {date.year}"
