"""The scorecard as Markdown, for notes, wikis and messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from xl_kpis.workbook.html.card import Card
from xl_kpis.workbook.own_targets import state_words, target_value_words
from xl_kpis.workbook.render import (
    asterisk_notes,
    change_words,
    gap_words,
    points,
    summary_items,
    target_words,
    tier_words,
    value_words,
)
from xl_kpis.workbook.scorecard import Record
from xl_kpis.workbook.texts import disclaimers, words
from xl_kpis.workbook.years import years_of

HEADS = {"kpi": "---", "value": "--:", "tier": "---", "score": "--:", "target": "--:"}
HEADS |= {"gap": "---", "change": "---"}
"""The columns, and to which side they stand."""


def to_markdown(cards: Sequence[Card], language: str) -> str:
    """The scorecards of the periods shown, each with a heading, its table, and what to know."""
    return "\n\n".join("\n".join(_card(card, language)) for card in cards) + "\n"


def _card(card: Card, language: str) -> Iterator[str]:
    pack, shown = card.now[0]["pack"], card.overview
    currency = shown.currency or "USD"
    title = words("document.title", language, pack=words(f"pack.{pack}", language))
    yield f"# {_plain(title)}, {shown.said(language)}"
    yield ""
    if card.title:
        yield f"*{_plain(card.title)}*"
        yield ""
    for label, value, unit in summary_items(shown, len(card.now), language):
        yield f"- {_plain(label)} **{value}** {unit}".rstrip()
    yield ""
    yield _row(words(f"head.{head}", language) for head in HEADS)
    yield f"|{'|'.join(HEADS.values())}|"
    for record in card.now:
        yield _row(
            (
                record["name"],
                value_words(record, language, currency),
                _tier(record, language),
                points(record["score"]),
                target_words(record, language, currency),
                gap_words(record, language, currency),
                change_words(record, language, currency),
            )
        )
    yield ""
    yield from _years(card, language, currency)
    own = words("target.target", language)
    for record in card.now:
        if goal := target_value_words(record, language, currency):
            state = state_words(record, language, currency)
            said = words("pair", language, first=f"{own}, {record['name']}", second=goal)
            yield f"- {_plain(said)} – {_plain(state)}"
    yield ""
    for note in asterisk_notes(card.now, language):
        yield f"\\* {_plain(note)}"
        yield ""
    for found in card.findings.found if card.findings else ():
        said = f"{found.subject} – {found.message} ({found.where}) {found.remedy}".rstrip()
        yield f"- {words(f'state.{found.severity}', language)} {_plain(said)}"
    yield ""
    yield "\n\n".join(_plain(said) for said in disclaimers(pack, language))


def _tier(record: Record, language: str) -> str:
    """The tier of a value, or that there are no benchmarks to tell it by."""
    if record["value"] is None or record["tier_rank"] is not None or record["asterisk"]:
        return tier_words(record)
    return words("scorecard.no_benchmark", language)


def _years(card: Card, language: str, currency: str) -> Iterator[str]:
    """The KPIs over years, as a table of their own; nothing where there are too few periods."""
    found = years_of(card.now, language, currency)
    if found is None:
        return
    yield f"## {_plain(found.title)}"
    yield ""
    yield _row((words("head.kpi", language), *found.heads))
    yield f"|---|{'--:|' * len(found.heads)}"
    for cells in found.rows:
        yield _row(cells)
    yield ""
    yield _plain(found.note)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(_plain, cells))} |"


def _plain(text: str) -> str:
    """A text that Markdown leaves as it is."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", " ")
    return re.sub(r"([\\`*_|\[\]])", r"\\\1", text)
