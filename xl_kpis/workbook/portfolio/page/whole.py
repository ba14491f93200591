"""The page: its parts in order, what could not be computed, and how to read it."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from xl_kpis.workbook.html.shell import shell
from xl_kpis.workbook.portfolio.page.first_look import first_look, heading
from xl_kpis.workbook.portfolio.page.kpi_parts import kpi_parts
from xl_kpis.workbook.portfolio.page.side_by_side import groups, side_by_side
from xl_kpis.workbook.portfolio.phrases import lacking, named, reading
from xl_kpis.workbook.texts import words

if TYPE_CHECKING:
    from xl_kpis.workbook.portfolio.result import Portfolio

MOST = 60
"""How many reasons, and how many files, are listed one by one."""


def to_page(made: Portfolio) -> str:
    """The portfolio as a page in its language."""
    language = made.language
    parts = [heading(made, language) + first_look(made, language), kpi_parts(made, language)]
    parts += [groups(made, by, language) for by in made.by]
    parts += [side_by_side(made, language), _lacking(made, language)]
    cards = "\n".join(f'<section class="card folio">{part}</section>' for part in parts if part)
    style = files("xl_kpis.workbook.portfolio.page").joinpath("portfolio.css").read_text("utf-8")
    return shell(words("portfolio.title", language), language, cards, style)


def _lacking(made: Portfolio, language: str) -> str:
    """What was not computed and why, which files gave nothing, and how to read all of it."""
    missing = lacking(made, language)
    parts = []
    if missing:
        heads = "".join(
            f'<th scope="col">{escape(words(id, language))}</th>'
            for id in ("head.kpi", "portfolio.head.why", "portfolio.head.whose")
        )
        rows = "".join(
            f'<tr><th scope="row">{escape(kpi)}</th><td>{escape(why)}</td>'
            f"<td>{escape(clients)}</td></tr>"
            for kpi, why, clients in missing[:MOST]
        )
        parts.append(
            f'<table class="floors"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        )
        if len(missing) > MOST:
            parts.append(_more(len(missing) - MOST, language))
    if made.failed:
        parts.append(f"<h3>{escape(words('portfolio.failed', language))}</h3>")
        items = "".join(
            f"<li><b>{escape(file)}</b> {escape(why)}</li>"
            for file, why in list(made.failed.items())[:MOST]
        )
        parts.append(f'<ul class="state">{items}</ul>')
        if len(made.failed) > MOST:
            parts.append(_more(len(made.failed) - MOST, language))
    if made.left:
        said = words("portfolio.left", language, names=named(list(made.left), language))
        parts.append(f"<p>{escape(said)}</p>")
    title = escape(words("portfolio.lacking", language))
    if not parts:
        parts = [f'<p class="state fine">{escape(words("portfolio.lacking.none", language))}</p>']
    notes = "".join(f"<p>{escape(note)}</p>" for note in reading(made, language))
    how = escape(words("scorecard.reading", language))
    return (
        f'<h2 class="part">{title}</h2>{"".join(parts)}'
        f'<footer><h3>{how}</h3><div class="notes">{notes}</div></footer>'
    )


def _more(count: int, language: str) -> str:
    return f"<p>{escape(words('portfolio.more', language, count=count))}</p>"
