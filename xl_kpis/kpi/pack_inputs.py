"""What a KPI is computed from, and what stands beside it, from its tables in a pack file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from xl_kpis.kpi.logs import Log
from xl_kpis.kpi.model import Argument, Kind, Measure
from xl_kpis.kpi.pack_counting import counted_in
from xl_kpis.kpi.pack_names import alike, sound_name
from xl_kpis.kpi.pack_parts import NO_FIELDS, PackTable
from xl_kpis.kpi.pack_shared import Asked
from xl_kpis.kpi.texts import text
from xl_kpis.languages import available

KINDS = {"count": Kind.COUNT, "amount": Kind.AMOUNT, "date": Kind.DATE}
RATINGS = "ratings"
INPUT_KEYS = (
    "label",
    "help",
    "unit",
    "unit_one",
    "kind",
    "range",
    "argument",
    "counted",
    "carried",
    "same_as",
)
SAME_KEYS = ("same_as", "kind", "unit", "argument")
"""What may stand beside ``same_as``: the rest is said where the input is asked for."""
OPTIONAL_KEYS = ("label", "help", "kind", "without")
BESIDE_KEYS = ("label", "help", "unit", "counted")
ARGUMENT_KEYS = ("name", "label", "help")
GENERAL = {
    ("ratings", "label"): "argument.ratings.label",
    ("ratings", "help"): "ratings.help",
    ("counts", "label"): "argument.counts.label",
    ("counts", "help"): "argument.counts.help",
}
"""What is said of the arguments of every function of ratings, by argument and part."""
MOST_INPUTS = 12
MOST_RATINGS = 20
"""How many ratings there may be, each of which is a row of the workbook."""


@dataclass
class Inputs:
    """What was read. The names of a formula are those of the file; those of the function's
    arguments may be others."""

    arguments: list[Argument] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """By name in the file: the name of the argument."""
    without: dict[str, PackTable] = field(default_factory=dict)
    """The tables of the arguments that may be left out."""
    ratings: tuple[str, tuple[int, int]] | None = None
    """Name and range of an input of ratings."""
    sound: bool = True
    """Whether every input can be computed with."""

    @property
    def days(self) -> frozenset[str]:
        """The inputs that are days, as the file calls them."""
        days = {a.name for a in self.arguments if a.kind is Kind.DATE}
        return frozenset(name for name, called in self.names.items() if called in days)


class InputReader:
    """The tables ``inputs``, ``optional`` and ``beside`` of one KPI. ``taken`` are the measures
    that the pack has already; ``own`` is put before names in ids of texts; ``logs`` are those that
    figures may be worked out of."""

    def __init__(
        self,
        part: PackTable,
        own: str,
        taken: set[str],
        above: Iterable[str],
        logs: Mapping[str, Log],
        asked: Asked,
    ) -> None:
        self.part, self.own, self.taken, self.above = part, own, taken, tuple(above)
        self.logs, self.asked = logs, asked
        self.found = Inputs()

    def read(self) -> Inputs:
        part, found = self.part, self.found
        listed = part.table("inputs", required=True)
        if listed is not None:
            self._inputs(listed)
        optional = part.table("optional")
        if optional is not None:
            for name, own in self._each(optional, OPTIONAL_KEYS):
                self._argument(name, own, name, optional=True)
                found.without[name] = own
        if len(found.names) > MOST_INPUTS:
            key = "inputs" if listed is not None else None
            part.fault("many_inputs", key, count=len(found.names), most=MOST_INPUTS)
        beside = part.table("beside")
        if beside is not None:
            for name, own in self._each(beside, BESIDE_KEYS):
                self._row(beside, name, own, "")
        self._carried()
        return found

    def _inputs(self, listed: PackTable) -> None:
        found = self.found
        if not listed.content:
            self.part.fault("no_input", "inputs")
        for name, own in self._each(listed, INPUT_KEYS):
            if "same_as" in own.content:
                self._same(name, own)
                continue
            kind = own.one_of("kind", "count", (*KINDS, RATINGS))
            if kind == RATINGS:
                self._ratings(listed, name, own)
                continue
            if "range" in own.content:
                own.fault("range_alone", "range")
            self._row(listed, name, own, self._argument(name, own, self._called(name, own)))
        found.sound = len(found.names) == len(listed.content)
        if found.ratings is not None and len(listed.content) > 1:
            self.part.fault("ratings_alone", "inputs", name=found.ratings[0])
            found.sound = False

    def _each(self, listed: PackTable, keys: tuple[str, ...]) -> Iterator[tuple[str, PackTable]]:
        """The tables within one whose names are sound."""
        for name in listed.content:
            own = listed.table(name)
            if own is None or not sound_name(listed, name):
                continue
            own.only(keys, above=self.above)
            others = (*self.found.names, *(m.id for m in self.found.measures))
            if near := alike(name, others):
                listed.advise("alike", name, name=name, other=near)
            if name in self.found.names:
                listed.fault("input_twice", name, name=name)
                continue
            yield name, own

    # ---- rows ---------------------------------------------------------------------------------

    def _row(self, listed: PackTable, name: str, own: PackTable, argument: str) -> None:
        """A row of the workbook; ``argument`` is empty for one that stands beside the KPI."""
        if name in self.taken:
            listed.fault("input_twice", name, name=name)
        self.taken.add(name)
        self._texts(name, own)
        counted = counted_in(own, self.logs, False)
        kinds = {a.name: a.kind for a in self.found.arguments}
        is_day = kinds.get(argument) is Kind.DATE
        if is_day and counted is not None:
            own.fault("counted_day", "counted", name=name)
        carried = own.word("carried", "")
        self.found.measures.append(
            Measure(name, argument, 0, self._id(name), counted, carried, is_day)
        )

    def _same(self, name: str, own: PackTable) -> None:
        """An input that another KPI asks for: no row of its own, and the same figures."""
        said = own.word("same_as", "")
        kpi = str(self.part.content.get("id"))
        there = self.asked.found(own, name, said, kpi)
        for key in own.content:
            if key in INPUT_KEYS and key not in SAME_KEYS:
                own.fault("same_says", key, name=key, other=said)
        if there is None:
            return
        if "kind" in own.content:
            kind = KINDS.get(own.one_of("kind", "count", KINDS), Kind.COUNT)
            if kind is not there.kind:
                kinds = {k: word for word, k in KINDS.items()}
                own.fault("same_kind", "kind", other=said, kind=kinds[there.kind])
        if "unit" in own.content:
            unit = own.text("unit", f"measure.{self._id(kpi)}.{name}.unit", longest=24)
            if unit != there.unit:
                listed = ", ".join(dict.fromkeys(there.unit.values())) or "–"
                own.fault("same_unit", "unit", other=said, unit=listed)
        called = self._called(name, own)
        argument = Argument(called, there.kind, own=f"{self._id(kpi)}.{name}")
        at, texts = argument.text_id, own.reading.texts
        texts[f"argument.{at}.label"] = texts[f"measure.{at}.label"] = there.label
        texts[f"argument.{at}.help"], texts[f"measure.{at}.unit"] = there.label, there.unit
        if there.one:
            texts[f"measure.{at}.unit.one"] = there.one
        if (told := own.quiet("argument")) is not None:
            told.text("label", f"argument.{at}.label", longest=60, default=there.label)
            told.text("help", f"argument.{at}.help", default=there.label)
        self.found.arguments.append(argument)
        self.found.names[name] = called
        shared = replace(there.measure, argument=called, counted=None, carried="", shared=True)
        self.found.measures.append(shared)

    def _carried(self) -> None:
        """Name what is carried over from a row that the KPI does not have."""
        ids = [measure.id for measure in self.found.measures if measure.argument]
        for measure in self.found.measures:
            others = [id for id in ids if id != measure.id]
            listed = self.part.quiet("inputs")
            own = listed.quiet(measure.id) if listed is not None and measure.carried else None
            if own is not None and measure.carried not in others:
                known = ", ".join(others) or "–"
                own.fault("carried", "carried", name=measure.carried, known=known)

    def _ratings(self, listed: PackTable, name: str, own: PackTable) -> None:
        """Rows for the counts of each rating, the best one first."""
        low, high = self._range(own)
        self._texts(name, own, {"rating": "rating"})
        label = own.reading.texts[f"measure.{self._key(name)}.label"]
        if any("{rating}" not in said for said in label.values()) and "label" in own.content:
            own.fault("no_rating", "label", name="{rating}")
        counted = counted_in(own, self.logs, True)
        for rating in range(high, low - 1, -1):
            id = f"{name}_{rating}"
            if id in self.taken:
                listed.fault("input_twice", name, name=id)
            self.taken.add(id)
            self.found.measures.append(Measure(id, "counts", rating, self._id(name), counted))
        for argument in (
            Argument("ratings", Kind.NUMBERS, own=self._id("ratings")),
            Argument("counts", Kind.NUMBERS, True, "", "ratings", self._id("counts")),
        ):
            self.found.arguments.append(argument)
            for what in ("label", "help") if self.own else ():  # the catalogue has them else
                own.reading.texts[f"argument.{argument.text_id}.{what}"] = {
                    code: text(GENERAL[argument.name, what], code, low=low, high=high)
                    for code in available()
                }
        self.found.names[name] = "ratings"
        self.found.ratings = name, (low, high)

    def _range(self, own: PackTable) -> tuple[int, int]:
        given = own.content.get("range")
        if (
            isinstance(given, list)
            and len(given) == 2
            and all(type(end) is int for end in given)
            and 0 <= given[0] < given[1] < given[0] + MOST_RATINGS
        ):
            return given[0], given[1]
        own.fault("range", "range" if given is not None else None, most=MOST_RATINGS)
        return 1, 10

    def _argument(self, name: str, own: PackTable, called: str, optional: bool = False) -> str:
        """The function's argument for an input; its name."""
        kind = KINDS.get(str(own.content.get("kind")), Kind.COUNT)
        if optional:
            kind = KINDS[own.one_of("kind", "count", KINDS)]
        argument = Argument(called, kind, optional, own=self._id(name))
        at = f"argument.{argument.text_id}"
        label = own.text("label", f"{at}.label", required=True, longest=60)
        help = own.text("help", f"{at}.help", default=label)
        if (told := own.quiet("argument")) is not None:
            told.text("label", f"{at}.label", longest=60, default=label)
            told.text("help", f"{at}.help", default=help)
        self.found.arguments.append(argument)
        self.found.names[name] = called
        return called

    def _called(self, name: str, own: PackTable) -> str:
        """What the function calls an input."""
        told = own.table("argument")
        if told is None:
            return name
        told.only(ARGUMENT_KEYS, above=INPUT_KEYS)
        called = told.word("name", name)
        if called != name and (not sound_name(told, called, "name")):
            return name
        if called in self.found.names.values():
            told.fault("input_twice", "name", name=called)
            return name
        return called

    # ---- texts --------------------------------------------------------------------------------

    def _texts(self, name: str, own: PackTable, fields: Mapping[str, str] = NO_FIELDS) -> None:
        at = f"measure.{self._key(name)}"
        label = own.text("label", f"{at}.label", required=True, longest=60, fields=fields)
        own.text("help", f"{at}.help", default=label, fields=fields)
        unit = own.text("unit", f"{at}.unit", longest=24)
        if "unit" not in self.part.content and any(said in UNIT_WORDS for said in unit.values()):
            own.advise("unit_above", "unit", table=own.heading)
        if "unit_one" in own.content:
            own.text("unit_one", f"{at}.unit.one", longest=24)
            if "unit" not in own.content:
                own.missing("unit")

    def _id(self, name: str) -> str:
        return f"{self.own}{name}" if self.own else ""

    def _key(self, name: str) -> str:
        return self._id(name) or name


UNIT_WORDS = frozenset({"percent", "number", "money", "months", "rating"})
"""Units of KPIs that no figure is counted in; hours, days and clients are."""
