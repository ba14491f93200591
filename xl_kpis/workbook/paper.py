"""The scorecard on paper: a PDF with a page per workbook, tagged, bookmarked, its fonts inside;
or the same as a picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from xl_kpis.kpi.model import TIERS
from xl_kpis.languages.conventions import conventions
from xl_kpis.workbook import layout
from xl_kpis.workbook.day_words import date_words
from xl_kpis.workbook.html.card import Card
from xl_kpis.workbook.logo import Logo
from xl_kpis.workbook.outlook import pace_words
from xl_kpis.workbook.own_targets import (
    BEHIND,
    ON_TRACK,
    has_plan,
    state_words,
    target_value_words,
)
from xl_kpis.workbook.render import (
    asterisk_notes,
    change_words,
    format_value,
    gap_words,
    points,
    sentence,
    summary_items,
    target_words,
    value_words,
)
from xl_kpis.workbook.scorecard import Record
from xl_kpis.workbook.texts import disclaimers, words
from xl_kpis.workbook.typeset import paper_of, pdf, picture_of, png
from xl_kpis.workbook.years import years_of

PLAN_HEADS = (
    *("head.kpi", "target.target", "head.state"),
    *("target.step", "target.owner", "target.due"),
)
HEADS = ("kpi", "value", "tier", "band", "score", "gap", "change")
MOST_FINDINGS = 3


def to_pdf(cards: Sequence[Card], language: str, logo: Logo | None = None) -> bytes:
    """The scorecards of the periods shown, each on a page: PDF/UA-1, vector, tagged; a ``logo``
    stands in the heading of each, or else that of the workbook."""
    return pdf(_source(), content(cards, language, logo))


def to_png(cards: Sequence[Card], language: str, logo: Logo | None = None) -> bytes:
    """The scorecards of the periods shown as one picture, one below the other."""
    return png(_source(), content(cards, language, logo))


def _source() -> str:
    return files("xl_kpis.workbook").joinpath("scorecard.typ").read_text("utf-8")


def content(cards: Sequence[Card], language: str, logo: Logo | None = None) -> dict[str, Any]:
    """All that the paper says, in words, and the places of what is drawn."""
    packs = dict.fromkeys(words(f"pack.{card.now[0]['pack']}", language) for card in cards)
    return {
        "language": language,
        "title": words("document.title", language, pack=", ".join(packs)),
        "subject": words("document.subject", language),
        "paper": paper_of({card.overview.currency for card in cards}),
        "heads": [words(f"head.{head}", language) for head in HEADS],
        "targets": words("sheet.targets", language),
        "plan_heads": [words(head, language) for head in PLAN_HEADS],
        "tiers": [words(f"tier.{tier}", language) for tier in TIERS],
        "reading": words("scorecard.reading.1", language),
        "cards": [
            {
                **_card(card, language, named=len(cards) > 1),
                "logo": picture_of(logo or card.logo),
            }
            for card in cards
        ],
    }


def _card(card: Card, language: str, *, named: bool) -> dict[str, Any]:
    shown = card.overview
    pack = words(f"pack.{card.now[0]['pack']}", language)
    titled = bool(card.title and (named or shown.business))
    notes = [f"* {note}" for note in asterisk_notes(card.now, language)]
    return {
        "over": pack if titled else words("sheet.scorecard", language),
        "name": card.title if titled else pack,
        "period": sentence(shown.said(language)),
        "summary": [
            {"label": label, "value": value, "unit": unit}
            for label, value, unit in summary_items(shown, len(card.now), language)
        ],
        "rows": [_row(card, record, language) for record in card.now],
        "plan": [_planned(card, record, language) for record in card.now if has_plan(record)],
        "years": _years(card, language),
        "notes": [*notes, *disclaimers(card.now[0]["pack"], language)],
        "findings": _findings(card, language),
    }


def _years(card: Card, language: str) -> dict[str, Any] | None:
    """The KPIs over years, where there are enough periods."""
    found = years_of(card.now, language, card.overview.currency or "USD")
    if found is None:
        return None
    heads = [words("head.kpi", language), *found.heads]
    return {"title": found.title, "heads": heads, "rows": found.rows, "note": found.note}


def _planned(card: Card, record: Record, language: str) -> dict[str, Any]:
    """A line about a target: its KPI, itself, the state, and what is done."""
    currency = card.overview.currency or "USD"
    state = state_words(record, language, currency), pace_words(record, language)
    step = " – ".join(filter(None, [record["next_step"], record["comment"]]))
    return {
        "cells": [
            record["name"],
            target_value_words(record, language, currency),
            ", ".join(filter(None, state)),
            step,
            record["owner"],
            date_words(record["due"], language),
        ],
        "trend": {ON_TRACK: "up", BEHIND: "down"}.get(record["own_target_state"], "same"),
    }


def _row(card: Card, record: Record, language: str) -> dict[str, Any]:
    currency = card.overview.currency or "USD"
    rank, change = record["tier_rank"], record["change"]
    own, at = card.scores(record["kpi"]), record["period_number"]
    past = [own.get(n) for n in card.window(at)]
    lines, said = _small_line(card, record, language, past)
    target = target_words(record, language, currency)
    lower = record["better"] == "lower"
    return {
        "name": record["name"],
        "hint": words("scorecard.better_lower", language) if lower else "",
        "value": value_words(record, language, currency),
        "rank": rank,
        "missing": record["value"] is None,
        "unranked": words("scorecard.no_benchmark", language),
        "symbol": "" if rank is None else layout.TIER_SYMBOLS[rank],
        "tier": record["tier"],
        "asterisk": record["asterisk"],
        "score": record["score"] or 0.0,
        "points": points(record["score"]),
        "score_said": f"{words('head.score', language)} {points(record['score'])} / 100",
        "before": past[-2],
        "gap": gap_words(record, language, currency),
        "goal": words("pair", language, first=record["target_tier"], second=target)
        if target
        else "",
        "change": change_words(record, language, currency),
        "trend": "same" if not change else "down" if change < 0 else "up",
        "lines": lines,
        "spark_said": said,
    }


def _small_line(
    card: Card, record: Record, language: str, past: Sequence[float | None]
) -> tuple[list[list[tuple[float, float]]], str]:
    """The line through the scores of the last periods, and what it says; through the values, where
    there are no scores."""
    if record["tier_rank"] is not None:
        said = ", ".join(points(score) for score in past if score is not None)
        return _lines(past, 25), words("page.spark", language, scores=said)
    own, currency = card.values(record["kpi"]), card.overview.currency or "USD"
    at = record["period_number"]
    values = [own.get(n) for n in card.window(at)]
    known = [value for value in values if value is not None]
    told = (format_value(value, record["unit"], language, currency) for value in known)
    said = conventions(language).semicolon.join(told)  # values hold commas of their own
    return _lines(values, 0), words("page.spark.values", language, values=said)


def _lines(scores: Sequence[float | None], least: float) -> list[list[tuple[float, float]]]:
    """The small line: places from 0 to 1, broken where nothing is known, as high as the values are
    apart, and as ``least`` at least."""
    known = [score for score in scores if score is not None]
    if len(known) < 2:
        return []
    low = min(*known, max(known) - least)
    unit = max(known) - low or 1.0
    lines: list[list[tuple[float, float]]] = [[]]
    for i, score in enumerate(scores):
        if score is None:
            lines.append([])
        else:
            lines[-1].append((i / (len(scores) - 1), (score - low) / unit))
    return [line for line in lines if line]


def _findings(card: Card, language: str) -> list[str]:
    """What the checks found, as much of it as a page has room for."""
    if card.findings is None:
        return []
    found = card.findings.found
    if not found:
        return [words(card.findings.fine, language)]
    marks = {"error": words("state.error", language), "warning": words("state.warning", language)}
    said = [
        f"{marks[f.severity]} {f.subject} – {f.message} ({f.where}) {f.remedy}".rstrip()
        for f in found[:MOST_FINDINGS]
    ]
    left = len(found) - MOST_FINDINGS
    return [*said, words("page.left", language, count=left)] if left > 0 else said
