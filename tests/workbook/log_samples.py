"""A pack of a file that takes from its logs all there is to take, and records for it."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

DAY = dt.date

DESK = """
[pack]
id = "desk"
name = { en = "Support desk", fr = "Assistance" }
months = 1

[[log]]
id = "tickets"
name = { en = "Tickets", fr = "Demandes" }
help = { en = "One row per ticket.", fr = "Une ligne par demande." }
lasts = ["opened", "closed"]

[log.columns.client]
kind = "text"
optional = true

[log.columns.opened]
kind = "date"
label = { en = "Opened", fr = "Ouverte" }
aliases = { en = ["Created"], fr = ["Créée le"] }

[log.columns.closed]
kind = "date"
label = { en = "Closed", fr = "Close" }
optional = true

[log.columns.hours]
kind = "count"
label = { en = "Hours", fr = "Heures" }
optional = true

[log.columns.level]
kind = "kind"
label = { en = "Level", fr = "Niveau" }
words = { high = { en = "high", fr = "haut" }, low = { en = "low", fr = "bas" } }
optional = true

[[log]]
id = "answers"
name = { en = "Answers", fr = "Réponses" }

[log.columns.date]
kind = "date"

[log.columns.client]
kind = "text"
optional = true

[log.columns.rating]
kind = "rating"
range = [0, 5]
optional = true

[log.columns.status]
kind = "status"

[[kpi]]
id = "all"
name = { en = "All", fr = "Tout" }
formula = "= SUM(NAMES)"
"""

INPUTS = {
    "opened_rows": "tickets",
    "closed_rows": 'tickets", on = "closed',
    "before": 'tickets", period = "before',
    "hours": 'tickets", take = "sum", column = "hours',
    "high": 'tickets", where = { level = "high" }, take = "rows',
    "not_high": 'tickets", where = { level = "not high", hours = "given" }, take = "rows',
    "from_five": 'tickets", where = { hours = ">= 5" }, take = "rows',
    "without": 'tickets", where = { hours = "empty" }, take = "rows',
    "days_open": 'tickets", take = "days", since = "opened',
    "at_start": 'tickets", take = "there_at_start',
    "at_end": 'tickets", take = "there_at_end',
    "high_at_end": 'tickets", where = { level = "high" }, take = "there_at_end',
    "meanwhile": 'tickets", take = "there_meanwhile',
    "came": 'tickets", take = "joined',
    "people": 'tickets", take = "people',
    "new_people": 'tickets", take = "new_people',
    "answered": 'answers", where = { rating = "given" }, take = "rows',
    "asked": 'answers", if_some_lack = "rating',
    "held": 'answers", where = { status = "done" }, take = "rows',
    "points": 'answers", where = { status = "not ignored" }, take = "sum", column = "rating',
    "who_held": 'answers", where = { status = "done", rating = ">= 3" }, take = "people',
}


def desk(also: str = "") -> str:
    """A pack whose KPIs take everything there is to take."""
    first = DESK.partition("[[kpi]]")[0] + also
    every = [*INPUTS.items()]
    for number, some in enumerate((every[:11], every[11:])):
        inputs = dict(some)
        first += f'\n[[kpi]]\nid = "all_{number}"\nname = "All {number}"\n'
        first += f'formula = "= SUM({", ".join(inputs)})"\n'
        for name, counted in inputs.items():
            first += f'[kpi.inputs.{name}]\nlabel = "{name}"\ncounted = {{ log = "{counted}" }}\n'
        first += "[kpi.example]\n" + "".join(f"{name} = 1\n" for name in inputs)
        first += f"value = {len(inputs)}\n"
    return first


def records(seed: int) -> dict[str, list[dict[str, Any]]]:
    chance = random.Random(seed)
    names = ["Ann", "ann", "B*", "Bea", "B?a", "C~", "12", "Zoé"]

    def day() -> dt.date:
        return DAY(2025, 10, 1) + dt.timedelta(chance.randrange(300))

    tickets = []
    for number in range(60):
        opened = day()
        one: dict[str, Any] = {"opened": opened, "client": f"{chance.choice(names)}"}
        if chance.random() < 0.7:
            one["closed"] = opened + dt.timedelta(chance.randrange(90))
        if chance.random() < 0.7:
            one["hours"] = chance.choice([0, 2.5, 5, number])
        if chance.random() < 0.8:
            one["level"] = chance.choice(["high", "low"])
        tickets.append(one)
    answers = []
    for _ in range(60):
        one = {"date": day(), "status": chance.choice(["held", "no-show", "moved"])}
        if chance.random() < 0.8:
            one["client"] = chance.choice(names)
        if chance.random() < 0.7:
            one["rating"] = chance.randrange(6)
        answers.append(one)
    return {"tickets": tickets, "answers": answers}
