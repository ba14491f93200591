"""Example records: rows of the logs that count to the figures of :mod:`.examples`.

They are made up, and the same whenever they are made. Clients are numbers. What the articles count
of another circle than the roster (clients in a programme, users of a platform) is in no log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from xl_kpis.kpi.model import Measure
from xl_kpis.kpi.packs import kpis_of
from xl_kpis.workbook import layout
from xl_kpis.workbook.examples import QUARTERS, SETTINGS, history
from xl_kpis.workbook.figures.periods import add_months

Record = dict[str, Any]
PAYMENTS = 120
"""How many payments a quarter has."""


OTHERS = frozenset(f"clients_{what}" for what in ("advanced", "total", "placed", "coached")) | {
    "users"
}
"""Measures that the articles count among others than the clients of the roster."""
COUNTED = ("remote",)
"""The pack whose workbook counts from its logs; in the other all is typed, and its logs agree."""


def example(pack: str) -> dict[str, Any]:
    """Figures and records of a workbook to look at, as ``fill`` takes them."""
    figures = history(pack)
    typed = {
        measure.id
        for kpi in kpis_of(pack)
        if pack not in COUNTED or not all(map(_is_counted, kpi.measures))
        for measure in kpi.measures
    }
    return {"measures": {id: figures[id] for id in figures if id in typed}, "logs": logs(pack)}


def _is_counted(measure: Measure) -> bool:
    return measure.counted is not None and measure.known not in OTHERS


def logs(pack: str) -> dict[str, list[Record]]:
    """The records of a shipped pack by log, as ``fill`` takes them.

    >>> held = [row for row in logs("remote")["sessions"] if row["status"] == "held"]
    >>> len(held), sum(history("remote")["sessions_completed"])
    (408, 408)
    """
    made = _Maker(history(pack))
    known = {log.id for log in layout.logs(pack)}
    return {id: list(getattr(made, id)()) for id in known}


class _Maker:
    def __init__(self, figures: dict[str, list[float]]) -> None:
        self.figures = {id: [int(value) for value in values] for id, values in figures.items()}
        first = SETTINGS["first_period"]
        assert isinstance(first, dt.date)
        self.starts = [add_months(first, 3 * i) for i in range(-1, QUARTERS + 1)]
        self.people = self._people()

    def quarters(self) -> Iterator[tuple[int, list[dt.date]]]:
        """Each quarter's number and its working days."""
        for q in range(QUARTERS):
            yield q, self.days(q)

    def days(self, q: int) -> list[dt.date]:
        first, after = self.starts[q + 1], self.starts[q + 2]
        days = (first + dt.timedelta(i) for i in range((after - first).days))
        return [day for day in days if day.weekday() < 5]

    def _people(self) -> list[Record]:
        """Everybody there ever was: those of the beginning, and who came and left since."""
        at_start, at_end, new = (
            self.figures[f"clients_{what}"] for what in ("start", "end", "new")
        )
        long_ago = dt.date(2020, 1, 6)
        before = (self.starts[1] - long_ago).days // at_start[0]
        people: list[Record] = []

        def comes(day: dt.date) -> None:
            people.append({"client": f"C-{len(people) + 1:03}", "joined": day})

        for i in range(at_start[0]):
            comes(long_ago + dt.timedelta(i * before))
        for q, days in self.quarters():
            there = [person for person in people if "left" not in person]
            leaving = at_start[q] + new[q] - at_end[q]
            for i, day in enumerate(_spread(days, leaving)):
                there[(i * len(there) // leaving + 5 * q) % len(there)]["left"] = day
            for day in _spread(days, new[q]):
                comes(day)
        return people

    def client(self, number: int, since: dt.date, until: dt.date) -> str:
        """Somebody who was there all that time, another one for each number."""
        there = [
            person["client"]
            for person in self.people
            if person["joined"] <= since and person.get("left", dt.date.max) > until
        ]
        return str(there[number * 7 % len(there)])

    def roster(self) -> Iterator[Record]:
        yield from self.people

    def sessions(self) -> Iterator[Record]:
        for q, days in self.quarters():
            held, planned = (
                self.figures[f"sessions_{what}"][q] for what in ("completed", "scheduled")
            )
            statuses = ["held" if yes else "no-show" for yes in _evenly(held, planned)]
            statuses[len(statuses) // 2 : 0] = ["moved", "moved"]
            for i, day in enumerate(_spread(days, len(statuses))):
                yield {"date": day, "client": self.client(i, day, day), "status": statuses[i]}

    def ratings(self) -> Iterator[Record]:
        for q, days in self.quarters():
            rated = {
                rating: self.figures[f"rated_{rating}"][q]
                for rating in range(10, 0, -1)
                if f"rated_{rating}" in self.figures
            } or self._satisfied(q)
            given: list[int | None] = [r for r, count in rated.items() for _ in range(count)]
            asked = self.figures["clients_asked"][q]
            given += [None] * (asked - len(given))
            for i, day in enumerate(_spread(days, asked)):
                rating = given[i * _STRIDE % asked]
                answer = {} if rating is None else {"rating": rating}
                yield {"date": day, "client": self.client(i, day, day), **answer}

    def _satisfied(self, q: int) -> dict[int, int]:
        """Ratings of which so many are those of satisfied clients."""
        good = self.figures["clients_satisfied"][q]
        other = self.figures["clients_surveyed"][q] - good
        return {10: good // 4, 9: good // 3, 8: good - good // 4 - good // 3} | {
            7: other - other // 3,
            6: other // 3,
        }

    def milestones(self) -> Iterator[Record]:
        number = 0
        for q, days in self.quarters():
            reached = self.figures["clients_at_milestone"][q]
            in_all = int(self.figures["months_to_milestone"][q] * layout.DAYS_PER_MONTH)
            each = in_all // reached
            for i, day in enumerate(_spread(days, reached)):
                apart = (i - (reached - 1) / 2) * each / reached
                took = each + int(apart) if i < reached - 1 else in_all
                in_all -= took
                number += 1
                started = day - dt.timedelta(took)
                who = self.client(number, started, day)
                yield {"client": who, "started": started, "reached": day}
        # As many are on their way at the end as arrive in the time it takes.
        mean = each // 30
        for i, day in enumerate(_spread(self._last(mean), reached * mean // 3)):
            yield {"client": self.client(i, day, self.starts[-1]), "started": day}

    def _last(self, months: int) -> list[dt.date]:
        quarters = range(QUARTERS - -(-months // 3), QUARTERS)
        days = [day for q in quarters for day in self.days(q)]
        return [day for day in days if day >= add_months(self.starts[-1], -months)]

    def events(self) -> Iterator[Record]:
        attended = [self.figures["attendance_before"][0], *self.figures["attendance_now"]]
        for q, people in enumerate(attended, -1):
            for day, came in zip(_spread(self.days(q), 2), _halves(people), strict=True):
                yield {"date": day, "kind": "workshop", "attendees": came}
        for q, days in self.quarters():
            here = _halves(self.figures["event_attendees"][q])
            made = _halves(self.figures["connections_made"][q])
            for i, day in enumerate(_spread(days, 2, 10)):
                meeting = {"kind": "networking", "attendees": here[i], "connections": made[i]}
                yield {"date": day, **meeting}

    def payments(self) -> Iterator[Record]:
        for q, days in self.quarters():
            left = self.figures["revenue"][q]
            usual = left // PAYMENTS // 10 * 10
            for i, day in enumerate(_spread(days, PAYMENTS)):
                amount = usual + (i % 3 - 1) * 90 if i < PAYMENTS - 1 else left
                left -= amount
                yield {"date": day, "client": self.client(i, day, day), "amount": amount}

    def consultations(self) -> Iterator[Record]:
        number = 0
        for q, days in self.quarters():
            free, paying = (self.figures[f"consultations_{what}"][q] for what in ("free", "paying"))
            for day, pays in zip(_spread(days, free), _evenly(paying, free), strict=True):
                number += 1
                later = min(day + dt.timedelta(2 + number % 9), self.starts[-1] - dt.timedelta(1))
                paid = {"paid": later} if pays else {}
                yield {"client": f"P-{number:03}", "consulted": day, **paid}


_STRIDE = 37
"""Through a list of answers, so that days have good and bad ones."""


def _spread(days: list[dt.date], count: int, later: int = 0) -> list[dt.date]:
    """So many of the days, evenly over all of them."""
    return [days[min((i * len(days)) // count + later, len(days) - 1)] for i in range(count)]


def _evenly(some: int, among: int) -> list[bool]:
    """Which of so many are some of them, evenly."""
    return [(i + 1) * some // among > i * some // among for i in range(among)]


def _halves(whole: int) -> tuple[int, int]:
    return whole // 2, whole - whole // 2
