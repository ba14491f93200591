"""The logs of a pack file: tables of records, from ``[[log]]``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from xl_kpis.kpi.logs import GENERAL_LISTS, GENERAL_WORDS, Field, Log, Meaning
from xl_kpis.kpi.pack_names import sound_id
from xl_kpis.kpi.pack_parts import PackTable
from xl_kpis.kpi.packs import SHIPPED
from xl_kpis.languages import Texts, available

LOG_KEYS = ("id", "name", "help", "lasts", "once", "columns")
COLUMN_KEYS = ("label", "aliases", "kind", "optional", "telling", "range", "lists", "words")
LIST_KEYS = ("label", "words")
KINDS = ("date", "text", "rating", "status", "kind", "count", "amount")
MOST_LOGS, MOST_COLUMNS, MOST_LISTS, MOST_WORDS = 8, 12, 6, 8
MOST_CHOICES = 20
TAKEN = frozenset(
    """
    book change checks coverage error errors floor forecast foreign fx gap grid in index inputs
    kpi kpis list lists log logs mark needed open own owngap owntarget pace pack period periods
    plan rank response rolling row rows scale score set settings shown source spread sum target
    targets tier used value weight year yearly
    """.split()  # noqa: SIM905
)
"""What a log cannot be called: names in the workbook begin so."""

_NO_SHEET = re.compile(r"[\[\]:*?/\\]|^'|'$")
_NO_HEADING = re.compile(r"[\[\]'#@]")

workbook = Texts("workbook")


def logs_in(
    tables: list[PackTable], pack: str, base: tuple[Log, ...], shipped: bool
) -> tuple[Log, ...]:
    """The logs of a pack behind those of its ``base``."""
    reader = LogReader(pack, not shipped)
    found = {log.id: log for log in base}
    titles = [workbook(log.text_id, code) for log in base for code in available()]
    seen = {title.casefold() for title in titles}
    if len(tables) > MOST_LOGS:
        tables[MOST_LOGS].fault("many_logs", count=len(tables), most=MOST_LOGS)
    for part in tables:
        log = reader.read(part, found)
        if log is None:
            continue
        found[log.id] = log
        scales = [f.range for each in found.values() for f in each.fields if f.kind == "rating"]
        if scales and scales[-1] != scales[0]:
            part.fault("ranges", "columns", low=scales[0][0], high=scales[0][1])
        own = {said.casefold() for said in part.names("name")}
        if own & seen:
            part.fault("log_name", "name", name=next(part.names("name")))
        seen |= own
    return tuple(found.values())


class LogReader:
    """The ``[[log]]`` tables of a pack, one by one."""

    def __init__(self, pack: str, is_own: bool) -> None:
        self.pack, self.is_own = pack, is_own
        shipped = [log for pack in SHIPPED.values() for log in pack.logs] if is_own else []
        self.shipped = shipped
        self.general = {field.id: field.kind for log in shipped for field in log.fields}

    def read(self, part: PackTable, there: Mapping[str, Log]) -> Log | None:
        """A log, or None where nothing is left of it."""
        part.only(LOG_KEYS)
        id = part.word("id", "", required=True, longest=20)
        if not id or not sound_id(part, id, "id"):
            return None
        if id in there:
            part.fault("log_twice", "id", name=id)
            return None
        if id in TAKEN:
            part.fault("log_taken", "id", name=id)
            return None
        own = f"{self.pack}.{id}" if self.is_own else ""
        listed = part.table("columns", required=True)
        if listed is None:
            return None
        fields = self._fields(listed, own)
        if not any(field.kind == "date" and field.required for field in fields):
            part.fault("log_no_day", "columns")
            return None
        once = _switch(part, "once")
        log = Log(id, fields, self._lasts(part, fields), once, own)
        if log.once and (log.lasts is None or not any(f.id == "client" for f in fields)):
            part.fault("log_once", "once")
        known = self._known(log)
        self._titles(part, own, known)
        return replace(log, known=known)

    def _titles(self, part: PackTable, own: str, known: str) -> None:
        if not own:
            return  # the catalogue has what shipped logs are called
        at = f"log.{own}"
        if "name" not in part.content and known:
            _general(part, at, f"log.{known}")
        else:
            name = part.text("name", at, required=True, longest=31)
            if any(_NO_SHEET.search(said) for said in name.values()):
                part.fault("sheet_name", "name")
        if "help" not in part.content and known:
            _general(part, f"{at}.help", f"log.{known}.help")
        else:
            part.text("help", f"{at}.help", longest=255)

    def _known(self, log: Log) -> str:
        """The shipped log it means the same as: it has its name, and all its records must have."""
        if not self.is_own:
            return log.id
        kinds = {part.id: part.kind for part in log.fields}
        for other in self.shipped:
            needed = {f.id: f.kind for f in other.fields if f.required}
            if (
                log.id == other.id
                and needed.items() <= kinds.items()
                and bool(log.lasts) == bool(other.lasts)
            ):
                return log.id
        return ""

    def _lasts(self, part: PackTable, fields: tuple[Field, ...]) -> tuple[str, str] | None:
        given = part.content.get("lasts")
        if given is None:
            return None
        days = {f.id: f.required for f in fields if f.kind == "date"}
        if not isinstance(given, list) or len(given) != 2 or not set(map(str, given)) <= set(days):
            part.fault("lasts", "lasts", known=", ".join(days) or "–")
            return None
        if days[given[1]] or not days[given[0]]:
            part.fault("lasts_optional", "lasts", first=given[0], last=given[1])
            return None
        return given[0], given[1]

    # ---- columns ------------------------------------------------------------------------------

    def _fields(self, listed: PackTable, own: str) -> tuple[Field, ...]:
        found: list[Field] = []
        if len(listed.content) > MOST_COLUMNS:
            listed.fault("many_columns", count=len(listed.content), most=MOST_COLUMNS)
        heads: set[str] = set()
        for name in listed.content:
            part = listed.table(name)
            if part is None or not sound_id(listed, name):
                continue
            part.only(COLUMN_KEYS, above=LOG_KEYS)
            field = self._field(part, name, f"{own}.{name}" if own else "")
            found.append(field)
            for said in part.names("label"):
                if said.casefold() in heads:
                    part.fault("column_twice", "label", name=said)
                heads.add(said.casefold())
        return tuple(found)

    def _field(self, part: PackTable, name: str, own: str) -> Field:
        if "kind" not in part.content:
            part.missing("kind")
        kind = part.one_of("kind", self.general.get(name, "text"), KINDS)
        known = name if not own or self.general.get(name) == kind else ""
        if own:
            if "label" not in part.content and known:
                _general(part, f"field.{own}", f"field.{known}")
            else:
                label = part.text("label", f"field.{own}", required=True, longest=30)
                if any(_NO_HEADING.search(said) for said in label.values()):
                    part.fault("heading", "label")
        choices: tuple[Meaning, ...] = ()
        if kind == "status":
            choices = self._lists(part, own)
        elif kind == "kind":
            choices = self._words(part, own)
        for key, of in (("lists", "status"), ("words", "kind"), ("range", "rating")):
            if key in part.content and kind != of:
                part.fault("key_of_kind", key, name=key, kind=of)
        return Field(
            name,
            kind,
            not _switch(part, "optional"),
            _switch(part, "telling"),
            choices,
            self._range(part) if kind == "rating" else (1, 10),
            own,
            known,
            tuple(part.names("aliases")),
        )

    def _range(self, part: PackTable) -> tuple[int, int]:
        given = part.content.get("range", [1, 10])
        if (
            isinstance(given, list)
            and len(given) == 2
            and all(type(n) is int for n in given)
            and 0 <= given[0] < given[1] <= 100
        ):
            return given[0], given[1]
        part.fault("range", "range", most=100)
        return 1, 10

    def _lists(self, part: PackTable, own: str) -> tuple[Meaning, ...]:
        """The lists of a status; those that every language has words for need only be named."""
        given = part.content.get("lists", list(GENERAL_LISTS))
        if isinstance(given, list):
            given = {str(id): {} for id in given}
        if not isinstance(given, dict) or not 1 <= len(given) <= MOST_LISTS:
            part.fault("lists", "lists", most=MOST_LISTS)
            return ()
        listed = PackTable({"lists": given}, part.path, part.reading).quiet("lists")
        assert listed is not None
        found = []
        for id in given:
            one = listed.table(id)
            if one is None or not sound_id(listed, id):
                continue
            one.only(LIST_KEYS, above=COLUMN_KEYS)
            if id in GENERAL_LISTS and not one.content:
                found.append(Meaning(id))
                continue
            at = f"{own}.{id}"
            one.text("label", f"settings.{at}", required=True, longest=60)
            self._said(one, f"status.{at}", MOST_WORDS)
            found.append(Meaning(id, at))
        return tuple(found)

    def _said(self, part: PackTable, id: str, most: int) -> None:
        """Words of a list, kept as one text with commas."""
        if "words" not in part.content:
            part.fault("missing", name="words")
            return
        count = part.texts("words", f"{id}.word", most)
        said: dict[str, list[str]] = {}
        for number in range(1, count + 1):
            for code, word in part.reading.texts.pop(f"{id}.word.{number}", {}).items():
                said.setdefault(code, []).append(word.strip())
                if "," in word:
                    part.fault("comma", "words", name=word)
        part.reading.texts[id] = {code: ", ".join(words) for code, words in said.items()} or {
            "": ""
        }
        if not count:
            part.fault("no_words", "words", name="words")

    def _words(self, part: PackTable, own: str) -> tuple[Meaning, ...]:
        """The words of a kind, each with an id by which conditions name it."""
        given = part.content.get("words")
        if isinstance(given, list) and given and set(map(str, given)) <= set(GENERAL_WORDS):
            return tuple(Meaning(id) for id in given)
        listed = part.quiet("words")
        if listed is None or not 1 <= len(listed.content) <= MOST_CHOICES:
            part.fault("choices", "words" if "words" in part.content else None, most=MOST_CHOICES)
            return ()
        found, seen = [], set()
        for id in listed.content:
            if not sound_id(listed, id):
                continue
            for said in listed.text(id, f"kind.{own}.{id}", longest=60).values():
                if said.casefold() in seen:
                    listed.fault("word_twice", id, name=said)
                seen.add(said.casefold())
            found.append(Meaning(id, f"{own}.{id}"))
        return tuple(found)


def _switch(part: PackTable, key: str) -> bool:
    found = part.content.get(key, False)
    if not isinstance(found, bool):
        part.fault("no_switch", key, name=key)
    return found is True


def _general(part: PackTable, id: str, other: str) -> None:
    """A text that every language has for what is known."""
    part.reading.texts[id] = {code: workbook(other, code) for code in available()}
