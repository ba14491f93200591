"""A pack from its file: TOML in, KPIs out, or every fault with its line.

What may stand in a file is said in ``pack.schema.json`` beside this module and explained in
``docs/packs``. Everything is looked at before anything is refused, so that one reading names all
there is to mend.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from xl_kpis.errors import XlKpisError
from xl_kpis.kpi.model import TIERS, Kpi
from xl_kpis.kpi.pack_kpis import Known, KpiReader
from xl_kpis.kpi.pack_lines import Path
from xl_kpis.kpi.pack_logs import logs_in
from xl_kpis.kpi.pack_names import is_cell
from xl_kpis.kpi.pack_parts import ID, PackTable, Reading
from xl_kpis.kpi.pack_shared import Asked
from xl_kpis.kpi.pack_toml import no_toml
from xl_kpis.kpi.packs import CURRENCIES, RESERVED, SHIPPED, Pack, fold
from xl_kpis.languages import DEFAULT, Texts, available

text = Texts("packs", "kpi")

PACK_KEYS = (
    *("id", "name", "help", "currency", "months", "extends", "without", "benchmarks", "floors"),
    "remarks",
    "sources",
)
TABLES = ("pack", "log", "kpi")
SOURCE_KEYS = ("title", "date")
MOST_KPIS = 60


@dataclass(frozen=True)
class Fault:
    """Something wrong in a file: its line, and the text ``pack.<id>`` with its values, which may
    be texts by language themselves."""

    line: int
    id: str
    values: Mapping[str, Any]

    def sentence(self, language: str) -> str:
        values = {
            name: value.get(language) or value.get("") or next(iter(value.values()), "")
            if isinstance(value, dict)
            else value
            for name, value in self.values.items()
        }
        return text(f"pack.{self.id}", language, **values)


class PackError(XlKpisError, ValueError):
    """A file that is no pack; ``faults`` has all there is to mend, in the order of the file."""

    def __init__(self, faults: Iterable[Fault], file: str = "") -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        self.file = file
        super().__init__(self.faults)

    def sentence(self, language: str = DEFAULT) -> str:
        """The first fault, and how many more there are."""
        first = self.faults[0]
        said = text(
            "pack.first",
            language,
            file=self.file,
            line=first.line,
            fault=first.sentence(language),
        )
        more = len(self.faults) - 1
        return f"{said} {text('pack.more', language, count=more)}" if more else said

    def __str__(self) -> str:
        return self.sentence("en")

    def __reduce__(self) -> tuple[Any, ...]:
        return PackError, (self.faults, self.file)


def pack_from(
    source: str,
    file: str = "",
    content: dict[str, Any] | None = None,
    carried: bool = False,
    shipped: bool = False,
    sound: bool = False,
) -> Pack:
    """The pack of a file's text; :class:`PackError` names everything that is wrong with it.

    ``content`` is what TOML makes of the text, where somebody has read it already. What was
    ``carried`` by a workbook was a pack once: what can be read of it is, also where a file would
    have to be mended. What is ``shipped`` has functions, inputs and rules that all other parts of
    the package know by their names alone. What was found ``sound`` before is not looked at for
    words and keys again.
    """
    if content is None:
        content = content_of(source, file)
    reading = Reading(source, sound, carried)
    pack = _pack(PackTable(content, (), reading), source, shipped)
    faults = reading.faults if carried else [*reading.faults, *reading.advice]
    if faults:
        raise PackError(_once(faults), file)
    assert pack is not None
    return pack


def _once(found: Iterable[tuple[int, str, dict[str, Any]]]) -> list[Fault]:
    """Faults, each once: a key is read for all that needs it."""
    said: dict[tuple[int, str, str], Fault] = {}
    for line, id, values in found:
        said.setdefault((line, id, str(values.get("name"))), Fault(line, id, values))
    return list(said.values())


def content_of(source: str, file: str = "") -> dict[str, Any]:
    """A file's text as TOML; :class:`PackError` where it is none."""
    import tomllib

    try:
        return {name: _plain(found) for name, found in tomllib.loads(source).items()}
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+)", str(error))
        line = int(at[1]) if at else source.count("\n") + 1
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise PackError(
            [Fault(*no_toml(source.splitlines(), line, reason, TABLES))], file
        ) from None


def _plain(found: Any) -> Any:
    """A value as JSON has it, days as texts: a pack may stand in JSON, and in a program."""
    if isinstance(found, dict):
        return {name: _plain(one) for name, one in found.items()}
    if isinstance(found, list):
        return [_plain(one) for one in found]
    return found.isoformat() if isinstance(found, (dt.date, dt.time)) else found


def _pack(whole: PackTable, source: str, shipped: bool) -> Pack | None:
    whole.only(TABLES)
    head = whole.table("pack")
    if head is None:
        _no_head(whole)
        return None
    head.only(PACK_KEYS)
    id = _id_of(head, shipped)
    languages = head.languages("name")
    reading = head.reading
    head.text("name", f"pack.{id}", required=True, longest=60)
    reading.languages = languages  # from here on every text has to be in these
    head.text("help", f"pack.{id}.help", longest=255)
    head.text("benchmarks", f"pack.{id}.benchmarks", longest=255)
    currency = _currency(head)
    months = head.whole("months", 1, 1, 12)
    if 12 % months:
        head.advise("months_year", "months", count=months)
    base, inherited = _base(head, id)
    reading.logs = frozenset(str(part.content.get("id")) for part in whole.tables("log"))
    logs = logs_in(whole.tables("log"), id, SHIPPED[base].logs if base else (), shipped)
    kpis: list[Kpi] = []
    aliases: dict[str, str] = {}
    own = whole.tables("kpi")
    if not own and not inherited:
        whole.fault("no_kpi", key="kpi")
    if len(own) > MOST_KPIS:
        whole.fault("many_kpis", key="kpi", count=len(own), most=MOST_KPIS)
    known = Known(
        () if shipped else RESERVED,
        {k.id.partition(".")[2] for k in inherited},
        {m.id for k in inherited for m in k.measures},
        set(),
        _remarks(head, "" if shipped else f"{id}."),
        _sources(head, id),
        {log.id: log for log in logs},
        Asked.of(inherited, own),
        shipped,
    )
    for part in own:
        made = KpiReader(part, id, known).read()
        known.asked.read.add(str(part.content.get("id")))
        if made is not None:
            kpis.append(made)
            known.asked.add(made, reading.texts)
            aliases.update(dict.fromkeys(part.names("aliases"), made.id))
    _unused_logs(whole, own)
    _shared_names(own, id, [*inherited, *kpis], reading)
    texts = reading.texts_in(available())
    for kpi in inherited:
        told = f"{base}.{kpi.id.partition('.')[2]}"
        for language, found in texts.items():
            for part_of in ("name", "short"):
                found[f"{kpi.id}.{part_of}"] = text(f"{told}.{part_of}", language)
            for tier in kpi.tiers:
                if tier.source is not None:
                    name = tier.source.name
                    found[f"source.{id}.{name}"] = text(f"source.{base}.{name}", language)
    notes = tuple(reading.notes)
    return Pack(
        id, (*inherited, *kpis), source, base, currency, months, texts, aliases, logs, notes
    )


def _no_head(whole: PackTable) -> None:
    """Name the table that a file begins with, where it is missing, and nothing that follows."""
    loose = [key for key in whole.content if key in PACK_KEYS]
    if loose:
        whole.reading.faults.clear()
        whole.fault("no_pack", loose[0], name=loose[0])
    elif not whole.reading.faults:
        whole.missing("[pack]")


def _id_of(head: PackTable, shipped: bool) -> str:
    id = head.word("id", "", required=True)
    if not id:
        return "pack"
    if not ID.fullmatch(id):
        head.fault("bad_id", key="id", name=id)
        return "pack"
    if id in SHIPPED and not shipped:
        head.fault("shipped_id", key="id", name=id)
    elif is_cell(id):
        head.advise("cell_pack", key="id", name=id)
    return id


def _currency(head: PackTable) -> str:
    """The code of the pack's currency; a word that is none is named, with the codes it may mean."""
    said = head.word("currency", "")
    if not said or head.reading.sound or head.reading.carried:
        return said
    near = next((found for asked in CURRENCIES if (found := asked(said)) is not None), None)
    known = near is None or said in near
    if near and not known:
        shown = {
            code: ", ".join(f"{one} ({names.get(code) or one})" for one, names in near.items())
            for code in available()
        }
        head.advise("currency_near", "currency", value=said, near=shown)
    elif not known or not re.fullmatch("[A-Z]{3}", said):
        head.advise("currency", "currency", value=said)
    return said


def _base(head: PackTable, id: str) -> tuple[str, tuple[Kpi, ...]]:
    """The shipped pack that is extended, and its KPIs as those of this pack."""
    base = head.word("extends", "")
    without = head.words("without")
    floors = head.table("floors")
    if not base:
        for key in ("without", "floors"):
            if key in head.content:
                head.fault("needs_extends", key=key, name=key)
        return "", ()
    if base not in SHIPPED:
        head.fault("unknown_base", key="extends", name=base, known=", ".join(SHIPPED))
        return "", ()
    short = {kpi.id.partition(".")[2]: kpi for kpi in SHIPPED[base].kpis}
    for name in without:
        if name not in short:
            head.fault("unknown_kpi", key="without", name=name, known=", ".join(short))
    kept = {}
    for name, kpi in short.items():
        if name not in without:
            kept[name] = replace(kpi, id=f"{id}.{name}")
    if floors is not None:
        for name in floors.content:
            if name not in kept:
                floors.fault("unknown_kpi", key=name, name=name, known=", ".join(kept))
                continue
            own = floors.table(name)
            if own is not None:
                own.only(TIERS[1:])
                unit = kept[name].unit
                given = {t: own.number(t, unit) for t in own.content if t in TIERS[1:]}
                found = {t: value for t, value in given.items() if value is not None}
                try:
                    kept[name] = kept[name].with_floors(found)
                except ValueError:
                    floors.fault("floors_order", key=name)
    return base, tuple(kept.values())


def _remarks(head: PackTable, own: str) -> tuple[int, ...]:
    """The numbers of the remarks on the pack's source; a KPI names those that concern it."""
    listed = head.table("remarks")
    if listed is None:
        return ()
    found = []
    for number in listed.content:
        if not re.fullmatch("[1-9][0-9]?", number):
            listed.fault("remark_number", number, name=number)
            continue
        listed.text(number, f"erratum.{own}{number}")
        found.append(int(number))
    return tuple(found)


def _sources(head: PackTable, id: str) -> dict[str, str]:
    """What the pack's figures were read in, by name, each with its day; empty for none."""
    listed = head.table("sources")
    if listed is None:
        return {}
    found = {}
    for name in listed.content:
        part = listed.table(name)
        if part is None:
            continue
        part.only(SOURCE_KEYS)
        part.text("title", f"source.{id}.{name}", required=True)
        day = part.word("date", "")
        try:
            found[name] = day and dt.date.fromisoformat(day).isoformat()
        except ValueError:
            part.fault("day", "date", name="date", value=day)
            found[name] = ""
    return found


def _unused_logs(whole: PackTable, kpis: list[PackTable]) -> None:
    """Logs of the file that nothing is counted in."""
    counted = {
        table.content.get("log")
        for kpi in kpis
        for listed in filter(None, map(kpi.quiet, ("inputs", "beside")))
        for own in filter(None, map(listed.quiet, listed.content))
        if (table := own.quiet("counted")) is not None
    }
    for part in whole.tables("log"):
        if (id := part.content.get("id")) is not None and id not in counted:
            part.advise("log_unused", "id", name=id)


def _shared_names(own: list[PackTable], id: str, kpis: list[Kpi], reading: Reading) -> None:
    """Two KPIs, or two inputs, of one pack with one name: nobody could tell them apart."""
    seen: dict[str, int] = {}
    for part in own:
        for key in ("name", "short", "aliases"):
            told = ((n, seen.setdefault(fold(n), part.place)) for n in part.names(key))
            shared = [name for name, place in told if place != part.place]
            if shared:
                tell = part.advise if key == "aliases" else part.fault
                tell("shared_name", key=key, name=shared[0])
                break
    labels: dict[str, Path] = {}
    for part in own:
        listed = part.quiet("inputs")
        for one in [] if listed is None else map(listed.quiet, listed.content):
            for label in [] if one is None else one.names("label"):
                if one is not None and labels.setdefault(fold(label), one.path) != one.path:
                    one.advise("shared_label", "label", name=label)
                    break
    acronyms = [kpi.acronym.casefold() for kpi in kpis]
    for part in own:
        acronym = part.content.get("acronym")
        if isinstance(acronym, str) and acronyms.count(acronym.casefold()) > 1:
            part.fault("shared_acronym", key="acronym", name=acronym)
