"""The KPIs of a period over years, folded away; nothing where there are too few periods."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xl_kpis.workbook.scorecard import Record
from xl_kpis.workbook.texts import words
from xl_kpis.workbook.years import years_of


def year_table(records: Sequence[Record], language: str, currency: str) -> str:
    """A row per KPI: this year, the last one, twelve months, the same period a year ago."""
    found = years_of(records, language, currency)
    if found is None:
        return ""
    titles = "".join(f'<th scope="col">{escape(title)}</th>' for title in found.heads)
    rows = "".join(
        f'<tr><th scope="row">{escape(kpi)}</th>'
        + "".join(f"<td>{escape(value)}</td>" for value in values)
        + "</tr>"
        for kpi, *values in found.rows
    )
    name, head = escape(found.title), escape(words("head.kpi", language))
    return (
        f'<details class="years"><summary>{name}</summary><div class="wide" tabindex="0" '
        f'role="region" aria-label="{name}"><table class="figures"><thead><tr>'
        f'<th scope="col">{head}</th>{titles}</tr></thead><tbody>{rows}</tbody></table></div>'
        f"<p>{escape(found.note)}</p></details>"
    )
