"""A KPI from its table in a pack file."""

from __future__ import annotations

import keyword
import math
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from xl_kpis.errors import DIV0, NUM, ExcelError
from xl_kpis.kpi import tiers as benchmarks
from xl_kpis.kpi.catalogue import FUNCTIONS
from xl_kpis.kpi.evaluate import evaluate, find_problem
from xl_kpis.kpi.model import TIERS, Argument, Example, Function, Kind, Kpi, Measure, Rule, Tier
from xl_kpis.kpi.pack_parts import ID, PackTable, number_of
from xl_kpis.kpi.texts import text
from xl_kpis.kpi.typed import NAMES, FormulaFault, Typed, condition, typed
from xl_kpis.languages import available

UNITS = {
    "percent": "ratio",
    "number": "number",
    "money": "money",
    "months": "months",
    "rating": "score",
}
KINDS = {"count": Kind.COUNT, "amount": Kind.AMOUNT}
KEYS = (
    *("id", "name", "short", "acronym", "aliases", "help", "reads", "limits", "tips", "unit"),
    *("better", "domain", "scale", "combine", "formula", "inputs", "rules", "tiers", "example"),
)
INPUT_KEYS = ("label", "help", "unit", "kind")
RULE_KEYS = ("when", "says", "remedy", "error")
TIER_KEYS = (*TIERS[1:], "source", "notes")
MOST_INPUTS = 12
CLOSE = 1e-9
"""How near to its value a worked example has to come, as a share of it."""

_BOUND = re.compile(r"\s*(>=|<=|>|<|≥|≤)\s*(.+)")
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


class KpiReader:
    """One ``[[kpi]]`` table. ``taken`` and ``measures`` are the ids that are there already."""

    def __init__(self, part: PackTable, pack: str, taken: set[str], measures: set[str]) -> None:
        self.part, self.pack, self.taken, self.measures = part, pack, taken, measures
        self.id = self.function = ""

    def read(self) -> Kpi | None:
        """The KPI, or None where what is wrong leaves nothing to compute with."""
        part = self.part
        part.only(KEYS)
        name = self._id()
        self.id, self.function = f"{self.pack}.{name}", f"KPI_{self.pack}_{name}".upper()
        if self.function in FUNCTIONS:
            part.fault("function_shipped", "id", name=self.function)
        unit = UNITS[part.one_of("unit", "number", UNITS)]
        better = part.one_of("better", "higher", ("higher", "lower"))
        combine = part.one_of("combine", "sum", ("sum", "chain"))
        if combine == "chain" and unit != "ratio":
            part.fault("chain", "combine")
        domain = self._pair("domain", unit) or (None, None)
        self._texts()
        arguments = self._inputs()
        listed = part.content.get("inputs")
        names = list(listed) if isinstance(listed, dict) else []
        formula = self._formula(names)
        rules = self._rules(names)
        found = self._tiers(unit, better, domain)
        scale = self._scale(unit, better, domain, found)
        if formula is None or not arguments or len(arguments) < len(names):
            return None
        used = set(formula.node.inputs()) | {need for rule in rules for need in rule.needs}
        for place in names:
            if place not in used:
                self._input_part(place).fault("unused", name=place)
        numerator, denominator = formula.ratio_of
        function = Function(
            self.function,
            "kpi",
            arguments,
            unit,
            formula=formula.formula,
            own_rules=(*formula.rules, *rules),
            numerator=numerator,
            denominator=denominator,
        )
        texts = part.reading.texts
        counted = f"argument.{self.id}.{numerator}.label"
        for one in ("", ".one"):
            texts[f"{self.function}.needed{one}"] = texts.get(counted, {"": ""})
        measures = tuple(Measure(a.name, a.name, own=a.own) for a in arguments)
        kpi = Kpi(
            self.id,
            part.word("acronym", name.upper(), longest=12),
            function,
            better,
            domain,
            found,
            scale,
            Example((), 0.0),
            "",
            0.0,
            measures,
            combine,
        )
        return self._with_example(kpi)

    # ---- names and texts --------------------------------------------------------------------

    def _id(self) -> str:
        id = self.part.word("id", "", required=True)
        if id and not ID.fullmatch(id):
            self.part.fault("bad_id", "id", name=id)
        elif id in self.taken:
            self.part.fault("twice", "id", name=id)
        elif near := _alike(id, self.taken):
            self.part.advise("alike", "id", name=id, other=near)
        self.taken.add(id)
        return id or f"kpi_{self.part.place + 1}"

    def _texts(self) -> None:
        part, id, function = self.part, self.id, self.function
        name = part.text("name", f"{id}.name", required=True, longest=60)
        short = part.text("short", f"{id}.short", longest=24, default=name)
        if "short" not in part.content and any(len(said) > 24 for said in short.values()):
            part.fault("short", "name", name=next(s for s in short.values() if len(s) > 24))
        part.text("help", f"{function}.help", default=name)
        for what in ("reads", "limits"):
            part.text(what, f"{function}.{what}")
        part.texts("tips", f"{function}.tip", 3)
        if "aliases" in part.content and not list(part.names("aliases")):
            part.fault("no_words", "aliases", name="aliases")

    # ---- inputs, formula, rules -------------------------------------------------------------

    def _input_part(self, name: str) -> PackTable:
        listed = self.part.table("inputs")
        assert listed is not None
        return listed.table(name) or listed

    def _inputs(self) -> tuple[Argument, ...]:
        listed = self.part.table("inputs", required=True)
        if listed is None:
            return ()
        if not listed.content:
            self.part.fault("no_input", "inputs")
        if len(listed.content) > MOST_INPUTS:
            self.part.fault("many_inputs", "inputs", count=len(listed.content), most=MOST_INPUTS)
        arguments: list[Argument] = []
        for name in listed.content:
            own = listed.table(name)
            if own is None or not self._sound_name(listed, name):
                continue
            own.only(INPUT_KEYS, above=KEYS)
            if near := _alike(name, (argument.name for argument in arguments)):
                listed.advise("alike", name, name=name, other=near)
            if name in self.measures:
                listed.fault("input_twice", name, name=name)
            self.measures.add(name)
            key = f"{self.id}.{name}"
            label = own.text("label", f"argument.{key}.label", required=True, longest=60)
            help = own.text("help", f"argument.{key}.help", default=label)
            unit = own.text("unit", f"measure.{key}.unit", longest=24)
            if "unit" not in self.part.content and any(said in UNITS for said in unit.values()):
                own.advise("unit_above", "unit", table=own.heading)
            texts = own.reading.texts
            texts |= {f"measure.{key}.label": label, f"measure.{key}.help": help}
            texts[f"measure.{key}.unit"] = unit
            kind = KINDS[own.one_of("kind", "count", KINDS)]
            arguments.append(Argument(name, kind, own=key))
        return tuple(arguments)

    def _sound_name(self, listed: PackTable, name: str) -> bool:
        if not ID.fullmatch(name):
            listed.fault("bad_id", name, name=name)
        elif _CELL.fullmatch(name):
            listed.fault("cell", name, name=name)
        elif name in VBA:
            listed.fault("vba", name, name=name)
        elif keyword.iskeyword(name):
            listed.fault("python", name, name=name)
        elif name.upper() in NAMES:
            listed.fault("function_name", name, name=name)
        else:
            return True
        return False

    def _formula(self, names: list[str]) -> Typed | None:
        said = self.part.word("formula", "", required=True, longest=2000)
        if not said:
            return None
        try:
            return typed(said, names)
        except FormulaFault as fault:
            self.part.fault(f"formula.{fault.id}", "formula", **fault.values)
            return None

    def _rules(self, names: list[str]) -> tuple[Rule, ...]:
        rules = []
        for number, own in enumerate(self.part.tables("rules"), 1):
            own.only(RULE_KEYS, above=KEYS)
            id = f"{self.id}.{number}"
            error = {"#NUM!": NUM, "#DIV/0!": DIV0}[
                own.one_of("error", "#NUM!", ("#NUM!", "#DIV/0!"))
            ]
            said = own.text("says", f"check.{id}", required=True)
            own.text("remedy", f"remedy.rule.{id}", default=said)
            test = own.word("when", "", required=True, longest=2000)
            if not test:
                continue
            try:
                needs, holds = condition(test, names)
            except FormulaFault as fault:
                own.fault(f"formula.{fault.id}", "when", **fault.values)
                continue
            if not needs:
                own.fault("constant", "when")
                continue
            rules.append(Rule(id, error, needs, holds))
        return tuple(rules)

    # ---- benchmarks -------------------------------------------------------------------------

    def _pair(self, key: str, unit: str) -> tuple[float | None, float | None] | None:
        """Two numbers in order, either of which may be "" for none."""
        found = self.part.content.get(key)
        if found is None:
            return None
        if not isinstance(found, list) or len(found) != 2:
            self.part.fault("pair", key, name=key)
            return None
        ends = [None if one == "" else number_of(one, unit) for one in found]
        if any(end is None and one != "" for end, one in zip(ends, found, strict=True)):
            self.part.fault("pair", key, name=key)
            return None
        low, high = ends
        for end, one in zip(ends, found, strict=True):
            if end is not None:
                self.part.sound_share(key, one, end, unit)
        if key == "domain" and low is not None and high is not None and low >= high:
            self.part.fault("pair_order", key, name=key)
        return low, high

    def _tiers(
        self, unit: str, better: str, domain: tuple[float | None, float | None]
    ) -> tuple[Tier, ...]:
        own = self.part.table("tiers")
        if own is None:
            return ()
        own.only(TIER_KEYS, above=KEYS)
        given = {id: own.content[id] for id in TIERS[1:] if id in own.content}
        if len(given) < 3:
            lacking = ", ".join(id for id in TIERS[1:] if id not in given)
            self.part.fault("tiers_missing", "tiers", names=lacking)
        notes = own.table("notes")
        if notes is not None:
            notes.only(TIERS[1:])
        source = own.text("source", f"note.{self.id}.source")
        found = []
        for id, said in given.items():
            tier = self._tier(own, id, said, unit, better)
            if tier is None:
                continue
            if not within(tier.floor, domain):
                own.fault("tier_domain", id, name=id, value=said)
            noted = notes is not None and id in notes.content
            if noted and notes is not None:
                notes.text(id, f"note.{self.id}.{id}")
            note = (
                f"{self.id}.{id}" if noted else f"{self.id}.source" if any(source.values()) else ""
            )
            found.append(Tier(id, tier.floor, tier.op, "pack", note))
        if len(found) < 3:
            return ()
        sign = 1 if better == "higher" else -1
        for one, following in pairwise(found):
            if sign * one.floor >= sign * following.floor:
                own.fault("tiers_order", following.id, name=following.id, other=one.id)
        return tuple(found)

    def _tier(self, own: PackTable, id: str, said: Any, unit: str, better: str) -> Tier | None:
        match = _BOUND.fullmatch(said) if isinstance(said, str) else None
        floor = number_of(match[2], unit) if match else None
        if match is None or floor is None:
            example = ">= 70%" if unit == "ratio" else ">= 70"
            own.fault("tier", id, name=id, value=said, example=example)
            return None
        own.sound_share(id, match[2], floor, unit)
        sign = {"≥": ">=", "≤": "<="}.get(match[1], match[1])
        if (sign[0] == ">") != (better == "higher"):
            own.fault(f"tier_{better}", id, name=id, value=said)
            return None
        return Tier(id, floor, sign, "pack")

    def _scale(
        self,
        unit: str,
        better: str,
        domain: tuple[float | None, float | None],
        found: tuple[Tier, ...],
    ) -> tuple[float, float]:
        """What scores 0 and 100. Unless the file says so: as far from the outer tiers as the next
        ones are, within what is possible."""
        given = self._pair("scale", unit)
        if not found:
            if given is not None:
                self.part.fault("scale_alone", "scale")
            return 0.0, 100.0
        typical, above, best = (tier.floor for tier in found)
        if given is None or None in given:
            if given is not None:
                self.part.fault("pair", "scale", name="scale")
            low, high = domain
            worst, top = (
                min(max(end, -math.inf if low is None else low), math.inf if high is None else high)
                for end in (round(2 * typical - above, 10), round(2 * best - above, 10))
            )
            return worst, top
        worst, top = given[0] or 0.0, given[1] or 0.0
        sign = 1 if better == "higher" else -1
        if not sign * worst < sign * typical or not sign * best < sign * top:
            self.part.fault("scale", "scale")
        if any(not within(end, domain) for end in (worst, top)):
            self.part.advise("scale_domain", "scale")
        return worst, top

    # ---- the worked example -----------------------------------------------------------------

    def _with_example(self, kpi: Kpi) -> Kpi:
        own = self.part.table("example", required=True)
        if own is None:
            return kpi
        names = [argument.name for argument in kpi.function.arguments]
        own.only((*names, "value", "tier"), above=KEYS)
        lacking = [name for name in names if name not in own.content]
        if lacking:
            self.part.fault("example_lacks", "example", names=", ".join(lacking))
        if "value" not in own.content:
            self.part.fault("example_lacks", "example", names="value")
            return kpi
        given = [own.number(name, "number") for name in names if name in own.content]
        wanted = own.number("value", kpi.unit)
        if lacking or wanted is None or None in given:
            return kpi
        value = evaluate(kpi.function, given)
        if isinstance(value, ExcelError) and (reasons := self._reasons(kpi.function, given)):
            own.fault("example_refused", None, found=str(value), reason=reasons)
            return kpi
        if isinstance(value, ExcelError) or abs(value - wanted) > CLOSE * max(1.0, abs(wanted)):
            shown = str(value) if isinstance(value, ExcelError) else f"{value:.10g}"
            own.fault("example", "value", found=shown, given=own.content["value"])
            return kpi
        if not within(value, kpi.domain):
            own.advise("example_domain", "value", given=own.content["value"])
        example = Example(tuple(given), value)
        function = replace(kpi.function, examples=(example,))
        if not kpi.tiers:
            if "tier" in own.content and "tiers" not in self.part.content:
                own.fault("example_no_tiers", "tier")
            return replace(kpi, function=function, example=example)
        tier = TIERS[int(benchmarks.rank(value, kpi))]
        said = own.one_of("tier", tier, TIERS)
        if said != tier:
            own.fault("example_tier", "tier", found=tier, given=said)
        return replace(
            kpi,
            function=function,
            example=example,
            example_tier=tier,
            example_score=float(benchmarks.score(value, kpi)),
        )

    def _reasons(self, function: Function, given: Iterable[float | None]) -> dict[str, str]:
        """Why there is no value, by language."""
        found = find_problem(function, list(given))
        texts = self.part.reading.texts
        if found is None:
            return {}
        if own := texts.get(f"check.{found.check}"):
            return own
        ids = {argument.name: argument.text_id for argument in function.arguments}
        reasons = {}
        for language in available():
            labels = [texts[f"argument.{ids[name]}.label"] for name in (*found.arguments, *ids)[:2]]
            said = [label.get(language) or next(iter(label.values())) for label in labels]
            reasons[language] = text(
                f"check.{found.check}", language, argument=said[0], other=said[-1], error=""
            )
        return reasons


def within(value: float, domain: tuple[float | None, float | None]) -> bool:
    """Whether a value is one that a KPI can have."""
    low, high = domain
    return (low is None or value >= low) and (high is None or value <= high)


def _alike(name: str, others: Iterable[str]) -> str:
    """One of the others that differs by underscores only, which some hosts do not see."""
    bare = name.replace("_", "")
    return next((o for o in others if o != name and o.replace("_", "") == bare), "")
