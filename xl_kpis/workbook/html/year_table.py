"""The KPIs of a period over years, folded away; nothing where there are too few periods."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xl_kpis.kpi.words import format_value
from xl_kpis.workbook.scorecard import Record
from xl_kpis.workbook.texts import words
from xl_kpis.workbook.years import FIELDS


def year_table(records: Sequence[Record], language: str, currency: str) -> str:
    """A row per KPI: this year, the last one, twelve months, the same period a year ago."""
    kept = [field for field in FIELDS if any(r[field] is not None for r in records)]
    if not kept:
        return ""

    def shown(record: Record, field: str) -> str:
        value = record[field]
        return "–" if value is None else format_value(value, record["unit"], language, currency)

    titles = "".join(
        f'<th scope="col">{escape(words(f"years.{field}", language))}</th>' for field in kept
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(record["name"])}</th>'
        + "".join(f"<td>{escape(shown(record, field))}</td>" for field in kept)
        + "</tr>"
        for record in records
    )
    name, head = escape(words("years.title", language)), escape(words("head.kpi", language))
    note = escape(words("years.note", language))
    return (
        f'<details class="years"><summary>{name}</summary><div class="wide" tabindex="0" '
        f'role="region" aria-label="{name}"><table class="figures"><thead><tr>'
        f'<th scope="col">{head}</th>{titles}</tr></thead><tbody>{rows}</tbody></table></div>'
        f"<p>{note}</p></details>"
    )
