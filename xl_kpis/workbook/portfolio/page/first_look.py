"""What the page is about, and who needs a look first."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from xl_kpis.workbook.portfolio.attention import Attention
from xl_kpis.workbook.portfolio.phrases import counts, group_name, named, packs, span_words
from xl_kpis.workbook.render import points
from xl_kpis.workbook.texts import words

if TYPE_CHECKING:
    from xl_kpis.workbook.portfolio.result import Portfolio

MOST = 40
"""How many clients are listed; the tables have all."""


def heading(made: Portfolio, language: str) -> str:
    """Title, period and some counts."""
    lines = [words(f"pack.{pack}", language) for pack in packs(made)]
    cells = "".join(
        f"<div><dt>{escape(words(f'portfolio.count.{id}', language))}</dt><dd>{count}</dd></div>"
        for id, count in counts(made).items()
    )
    return f"""<header><div><p class="over">{escape(", ".join(lines))}</p>
<h1 id="title">{escape(words("portfolio.title", language))}</h1></div></header>
<div class="top"><h2>{escape(span_words(made, language))}</h2>
<dl class="summary">{cells}</dl></div>"""


def first_look(made: Portfolio, language: str) -> str:
    """The list of those who need a look, with the reasons in words."""
    title = escape(words("portfolio.look", language))
    if not made.attention:
        fine = escape(words("portfolio.look.none", language))
        return f'<h2 class="part">{title}</h2><p class="state fine">{fine}</p>'
    at = {entry.file: i for i, entry in enumerate(made.clients)}
    items = "".join(_item(made, one, at, language) for one in made.attention[:MOST])
    left = made.attention[MOST:]
    more = ""
    if left:
        said = words(
            "portfolio.look.more",
            language,
            count=len(left),
            names=named([one.client for one in left], language),
        )
        more = f"<p>{escape(said)}</p>"
    about = escape(words("portfolio.look.about", language))
    return (
        f'<h2 class="part">{title}</h2><p class="about">{about}</p>'
        f'<ol class="look">{items}</ol>{more}'
    )


def _item(made: Portfolio, one: Attention, at: dict[str, int], language: str) -> str:
    name = escape(one.client)
    groups = ""
    if one.file in at:
        entry = made.clients[at[one.file]]
        pairs = [
            words("pair", language, first=group_name(by, language), second=entry.groups[by])
            for by in made.by
            if entry.groups.get(by)
        ]
        groups = f"<small>{escape(', '.join(pairs))}</small>" if pairs else ""
        name = f'<a href="#{client_id(at[one.file])}">{name}</a>'
    reasons = "".join(
        f'<li class="{reason.kind}">{escape(reason.text)}</li>' for reason in one.reasons
    )
    said = escape(words("portfolio.points", language, count=points(one.points)))
    return (
        f'<li><div><h3>{name}</h3>{groups}</div><p class="urgent">{said}</p><ul>{reasons}</ul></li>'
    )


def client_id(number: int) -> str:
    """The anchor of a client's row."""
    return f"client-{number + 1}"
