"""What a KPI is computed from, and what stands beside it, from its tables in a pack file."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from xl_kpis.kpi.model import Argument, Kind, Measure
from xl_kpis.kpi.pack_parts import ID, NO_FIELDS, PackTable
from xl_kpis.kpi.texts import text
from xl_kpis.kpi.typed import NAMES
from xl_kpis.languages import available

KINDS = {"count": Kind.COUNT, "amount": Kind.AMOUNT}
RATINGS = "ratings"
INPUT_KEYS = ("label", "help", "unit", "kind", "range", "argument")
OPTIONAL_KEYS = ("label", "help", "kind", "without")
BESIDE_KEYS = ("label", "help", "unit")
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

_CELL = re.compile(r"[a-z]{1,3}[0-9]{1,7}|r[0-9]*c?[0-9]*|c[0-9]*")
VBA = frozenset(
    """
    addressof alias and any as attribute boolean byref byte byval call case cbool cbyte ccur
    cdate cdbl cdec cint class_initialize class_terminate clng clnglng clngptr close const
    csng cstr cvar cverr currency date debug decimal declare defbool defbyte defcur defdate
    defdbl defdec defint deflng defobj defsng defstr defvar dim do double each else elseif
    empty end endif enum eqv erase error event exit explicit false for friend function get
    global gosub goto if imp implements in input integer is len let lib like line lock long
    longlong longptr loop lset me mid mod name new next not nothing null object on open option
    optional or output paramarray preserve print private property public put raiseevent random
    redim rem reset resume return rset scale seek select set shared single spc static step
    stop string sub tab then time to true type typeof unlock until variant wend while width
    with withevents write xor
    """.split()  # noqa: SIM905
)
"""Words that VBA keeps to itself."""


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


class InputReader:
    """The tables ``inputs``, ``optional`` and ``beside`` of one KPI. ``taken`` are the measures
    that the pack has already; ``own`` is put before names in ids of texts."""

    def __init__(self, part: PackTable, own: str, taken: set[str], above: Iterable[str]) -> None:
        self.part, self.own, self.taken, self.above = part, own, taken, tuple(above)
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
        return found

    def _inputs(self, listed: PackTable) -> None:
        found = self.found
        if not listed.content:
            self.part.fault("no_input", "inputs")
        for name, own in self._each(listed, INPUT_KEYS):
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
        self.found.measures.append(Measure(name, argument, own=self._id(name)))

    def _ratings(self, listed: PackTable, name: str, own: PackTable) -> None:
        """Rows for the counts of each rating, the best one first."""
        low, high = self._range(own)
        self._texts(name, own, {"rating": "rating"})
        label = own.reading.texts[f"measure.{self._key(name)}.label"]
        if any("{rating}" not in said for said in label.values()) and "label" in own.content:
            own.fault("no_rating", "label", name="{rating}")
        for rating in range(high, low - 1, -1):
            id = f"{name}_{rating}"
            if id in self.taken:
                listed.fault("input_twice", name, name=id)
            self.taken.add(id)
            self.found.measures.append(Measure(id, "counts", rating, self._id(name)))
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

    def _id(self, name: str) -> str:
        return f"{self.own}{name}" if self.own else ""

    def _key(self, name: str) -> str:
        return self._id(name) or name


UNIT_WORDS = frozenset({"percent", "number", "money", "months", "rating"})


def sound_name(listed: PackTable, name: str, key: str | None = None) -> bool:
    """Whether every host takes a name for an argument; what is wrong with it is noted."""
    at = name if key is None else key
    if not ID.fullmatch(name):
        listed.fault("bad_id", at, name=name)
    elif _CELL.fullmatch(name):
        listed.fault("cell", at, name=name)
    elif name in VBA:
        listed.fault("vba", at, name=name)
    elif keyword.iskeyword(name):
        listed.fault("python", at, name=name)
    elif name.upper() in NAMES:
        listed.fault("function_name", at, name=name)
    else:
        return True
    return False


def alike(name: str, others: Iterable[str]) -> str:
    """One of the others that differs by underscores only, which some hosts do not see."""
    bare = name.replace("_", "")
    return next((o for o in others if o != name and o.replace("_", "") == bare), "")
