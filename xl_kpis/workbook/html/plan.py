"""The targets of a period and what is done to reach them; nothing where there are none."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xl_kpis.workbook.day_words import date_words
from xl_kpis.workbook.outlook import pace_words
from xl_kpis.workbook.own_targets import BEHIND, has_plan, state_words, target_value_words
from xl_kpis.workbook.scorecard import Record
from xl_kpis.workbook.texts import words

HEADS = (
    *("head.kpi", "target.target", "head.state", "target.step"),
    *("target.owner", "target.due", "target.comment"),
)


def plan(records: Sequence[Record], language: str, currency: str) -> str:
    """A table of the KPIs that have a target, or something written beside one."""
    planned = [record for record in records if has_plan(record)]
    if not planned:
        return ""
    kept = [head for head in HEADS if any(_cells(r, language, currency)[head] for r in planned)]
    titles = "".join(
        f'<th scope="col" role="columnheader">{escape(words(head, language))}</th>' for head in kept
    )
    rows = "".join(_row(record, kept, language, currency) for record in planned)
    name = escape(words("sheet.targets", language))
    return (
        f'<table class="plan" role="table"><caption>{name}</caption>'
        f'<thead role="rowgroup"><tr role="row">{titles}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )


def _cells(record: Record, language: str, currency: str) -> dict[str, str]:
    return {
        "head.kpi": record["name"],
        "target.target": target_value_words(record, language, currency),
        "head.state": state_words(record, language, currency),
        "pace": pace_words(record, language),
        "target.step": record["next_step"],
        "target.owner": record["owner"],
        "target.due": date_words(record["due"], language),
        "target.comment": record["comment"],
    }


def _row(record: Record, kept: Sequence[str], language: str, currency: str) -> str:
    cells = _cells(record, language, currency)
    trend = "down" if record["own_target_state"] == BEHIND else "up"
    pace = f"<small>{escape(cells['pace'])}</small>" if cells["pace"] else ""
    inside = "".join(
        _cell(head, cells[head], trend, language, pace if head == "head.state" else "")
        for head in kept[1:]
    )
    name = escape(cells["head.kpi"])
    return f'<tr role="row"><th scope="row" role="rowheader">{name}</th>{inside}</tr>'


def _cell(head: str, text: str, trend: str, language: str, below: str) -> str:
    if not text:
        return '<td role="cell" class="nothing"></td>'
    css = {"head.state": f"short {trend}", "target.target": "short", "target.due": "short"}
    label = escape(words(head, language))
    said = f"<span>{escape(text)}</span>{below}"
    return f'<td role="cell" class="{css.get(head, "")}" data-label="{label}">{said}</td>'
