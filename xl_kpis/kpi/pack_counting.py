"""How an input of a pack file is worked out of a log: its key ``counted``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from xl_kpis.kpi.logs import STAYS, TAKES, Counted, Field, Log, Where
from xl_kpis.kpi.pack_parts import PackTable

KEYS = ("log", "take", "on", "column", "since", "period", "where", "if_some", "if_some_lack")
_COMPARED = re.compile(r"\s*(>=|<=|<>|>|<|=)\s*(-?\d+(?:\.\d+)?|threshold)\s*")
_COLUMNS = {
    "sum": (("amount", "count", "rating"), ""),
    "days": (("date",), ""),
    "months": (("date",), ""),
    "people": (("text",), "client"),
    "new_people": (("text",), "client"),
    "ratings": (("rating",), "rating"),
}
"""The kinds of columns that may be taken, and which it is where nothing is said."""


def counted_in(own: PackTable, logs: Mapping[str, Log], is_ratings: bool) -> Counted | None:
    """How an input is worked out of a log, from its key ``counted``; None where it is not."""
    part = own.table("counted")
    if part is None:
        return None
    part.only(KEYS)
    name = part.word("log", "", required=True)
    if not name:
        return None
    if name not in logs:
        if name not in part.reading.logs:  # what is wrong with one that is there is named there
            part.fault("unknown_log", "log", name=name, known=", ".join(logs) or "–")
        return None
    return _Counting(part, logs[name], is_ratings).read()


class _Counting:
    """One table ``counted``."""

    def __init__(self, part: PackTable, log: Log, is_ratings: bool) -> None:
        self.part, self.log, self.is_ratings = part, log, is_ratings
        self.sound = True

    def read(self) -> Counted | None:
        part, log = self.part, self.log
        take = part.one_of("take", "ratings" if self.is_ratings else "rows", TAKES)
        if self.is_ratings != (take == "ratings"):
            self._fault("take_ratings", "take")
        if take in STAYS and log.lasts is None:
            self._fault("take_lasts", "take", name=take, log=log.id)
        needs = TAKES[take]
        column = self._column(needs, *_COLUMNS[take]) if needs else ""
        for key in ("column", "since", "on"):
            if key in part.content and (take in STAYS if key == "on" else key != needs):
                self._fault("take_key", key, name=key, take=take)
        if take in STAYS:
            column, on = log.lasts or ("", "")
        else:
            on = self._column("on", ("date",), log.last_day if needs == "since" else log.day)
        if needs == "since" and column and column == on:
            self._fault("since_on", "since", name=column)
        before = part.one_of("period", "this", ("this", "before")) == "before"
        if before and (take in STAYS or take == "new_people"):
            self._fault("take_key", "period", name="period", take=take)
        found = Counted(
            log.id,
            take,
            on,
            column,
            before,
            self._where(take),
            self._column("if_some", (), "") if "if_some" in part.content else "",
            self._column("if_some_lack", (), "") if "if_some_lack" in part.content else "",
        )
        return found if self.sound else None

    def _fault(self, id: str, key: str | None = None, **values: Any) -> None:
        self.part.fault(id, key, **values)
        self.sound = False

    def _column(self, key: str, kinds: Iterable[str], default: str) -> str:
        listed = tuple(kinds)
        columns = {f.id: f.kind for f in self.log.fields if not listed or f.kind in listed}
        found = self.part.word(key, default if default in columns else "")
        if found not in columns:
            at = key if key in self.part.content else None
            known = ", ".join(columns) or "–"
            self._fault("unknown_column", at, place=key, name=found, log=self.log.id, known=known)
        return found

    def _where(self, take: str) -> tuple[Where, ...]:
        listed = self.part.table("where")
        if listed is None:
            return ()
        found = []
        for name, said in listed.content.items():
            field = next((f for f in self.log.fields if f.id == name), None)
            if field is None:
                known = ", ".join(f.id for f in self.log.fields)
                listed.fault(
                    "unknown_column", name, place="where", name=name, log=self.log.id, known=known
                )
                self.sound = False
                continue
            made = _condition(field, said)
            if made is None:
                listed.fault("condition", name, name=name, value=said, known=_possible(field))
                self.sound = False
                continue
            found.append(made)
        kinds = {field.id: field.kind for field in self.log.fields}
        if sum(kinds[condition.column] == "status" for condition in found) > 1:
            self._fault("one_status", "where")
        return tuple(found)


def _condition(field: Field, said: Any) -> Where | None:
    if isinstance(said, bool):
        return None
    if isinstance(said, (int, float)):
        said = f"= {said}"
    if not isinstance(said, str):
        return None
    plain = said.strip()
    if plain in ("given", "empty"):
        return Where(field.id, plain)
    if plain == "happened" and field.kind == "date":
        return Where(field.id, plain)
    if field.kind in ("status", "kind"):
        op, name = ("is_not", plain[4:].strip()) if plain.startswith("not ") else ("is", plain)
        known = {choice.id for choice in field.choices}
        return Where(field.id, op, choice=name) if name in known else None
    match = _COMPARED.fullmatch(plain)
    if match is None or field.kind not in ("rating", "count", "amount"):
        return None
    if match[2] == "threshold":
        is_rating = field.kind == "rating" and match[1] == ">="
        return Where(field.id, "threshold") if is_rating else None
    return Where(field.id, match[1], float(match[2]))


def _possible(field: Field) -> str:
    """What a condition of a column may be, to be named."""
    if field.kind in ("status", "kind"):
        return ", ".join(f'"{c.id}", "not {c.id}"' for c in field.choices)
    own = {"date": '"happened"', "text": ""}.get(field.kind, '">= 8"')
    return ", ".join(filter(None, (own, '"given"', '"empty"')))
