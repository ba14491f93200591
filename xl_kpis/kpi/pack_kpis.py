"""A KPI from its table in a pack file."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from xl_kpis.errors import DIV0, NUM
from xl_kpis.kpi.days import day_rule
from xl_kpis.kpi.logs import STAYS, Log
from xl_kpis.kpi.means import mean_of, mean_rules, scale_rules
from xl_kpis.kpi.model import Example, Function, Kpi, Measure, Rule
from xl_kpis.kpi.pack_days import check_days
from xl_kpis.kpi.pack_examples import with_examples
from xl_kpis.kpi.pack_inputs import InputReader, Inputs
from xl_kpis.kpi.pack_names import acronym_in, alike
from xl_kpis.kpi.pack_parts import ID, PackTable
from xl_kpis.kpi.pack_shared import Asked
from xl_kpis.kpi.pack_tiers import pair, scale_of, tiers_in
from xl_kpis.kpi.texts import text
from xl_kpis.kpi.typed import FormulaFault, Typed, condition, larger, parse, typed
from xl_kpis.languages import available

UNITS = {
    "percent": "ratio",
    "number": "number",
    "money": "money",
    "months": "months",
    "days": "days",
    "rating": "score",
}
KEYS = (
    *("id", "name", "short", "acronym", "aliases", "help", "reads", "limits", "tips", "unit"),
    *("better", "domain", "scale", "combine", "function", "formula", "in_words", "inputs"),
    *("optional", "beside", "rules", "needed", "tiers", "remarks", "example", "examples"),
    "cases",
)
COMBINED = ("sum", "chain", "none")
RULE_KEYS = ("when", "says", "remedy", "error", "id")
NEEDED_KEYS = ("what", "one", "input", "count")
MOST_NAMED = 3
"""How many figures a remedy names."""
LONGEST_SHORT = 24
"""Characters of a name in narrow places."""
LONGEST_COUNTED = 30
"""Characters of what is counted to the next tier, beside its number in a cell."""
_FUNCTION = re.compile(r"KPI_[A-Z][A-Z0-9_]{0,50}")


@dataclass(frozen=True)
class Known:
    """What a KPI may not, or may only, name: what is there already in its pack and elsewhere."""

    functions: Collection[str]
    """Functions of other packs, whose names are taken."""
    ids: set[str]
    measures: set[str]
    made: set[str]
    """Functions of this pack."""
    remarks: Collection[int]
    """The numbers of the pack's remarks."""
    sources: Mapping[str, str]
    """What the pack's figures were read in, by name, each with its day."""
    logs: Mapping[str, Log]
    """What figures may be worked out of."""
    asked: Asked
    """The inputs of the KPIs above, which may be shared."""
    shipped: bool = False
    """Whether it is a pack that is shipped, whose inputs and rules other parts know by name."""


@dataclass(frozen=True)
class Computed:
    """What a KPI's function computes with."""

    formula: Callable[..., Any]
    rules: tuple[Rule, ...]
    used: frozenset[str]
    """The inputs it has, as the file calls them."""
    typed: Typed | None = None
    """The formula over the inputs that must be there; None for the mean of ratings."""


class KpiReader:
    """One ``[[kpi]]`` table of a pack."""

    def __init__(self, part: PackTable, pack: str, known: Known) -> None:
        self.part, self.pack, self.known = part, pack, known
        self.id = self.function = ""
        self.twice = False
        """Whether another KPI has its id, and so its function."""

    def read(self) -> Kpi | None:
        """The KPI, or None where what is wrong leaves nothing to compute with."""
        part = self.part
        part.only(KEYS)
        name = self._id()
        self.id = f"{self.pack}.{name}"
        self.function = self._function(name)
        unit = UNITS[part.one_of("unit", "number", UNITS, "unit")]
        better = self._better()
        domain = pair(part, "domain", unit) or (None, None)
        self._texts()
        known = self.known
        inputs = InputReader(
            part, self._own(""), known.measures, KEYS, known.logs, known.asked
        ).read()
        listed = part.content.get("inputs")
        combine = self._combine(unit, inputs)
        unit = _unit(unit, inputs, domain)
        names = [*(listed if isinstance(listed, dict) else ()), *inputs.without]
        computed = self._formula(names, inputs)
        rules = self._rules(names, inputs)
        found = tiers_in(part, self.id, unit, better, domain, KEYS, self.known.sources)
        scale = scale_of(part, unit, better, domain, found)
        if computed is None or not inputs.arguments or not inputs.sound:
            return None
        used = computed.used | {need for rule in rules for need in rule.needs}
        for place in names:
            if place not in used and inputs.names[place] not in used:
                self._input_part(place).fault("unused", name=place)
        function = self._counting(
            Function(
                self.function,
                "kpi",
                tuple(inputs.arguments),
                unit,
                formula=computed.formula,
                own_rules=(*computed.rules, *rules),
            ),
            computed,
            inputs,
        )
        kpi = Kpi(
            self.id,
            acronym_in(part, name.upper()),
            function,
            better,
            domain,
            found,
            scale,
            Example((), 0.0),
            "",
            0.0,
            tuple(inputs.measures),
            combine,
            self._remarks(),
        )
        return with_examples(kpi, part, inputs, KEYS)

    # ---- names and texts --------------------------------------------------------------------

    def _own(self, name: str) -> str:
        """A name as ids of texts have it: no other pack has it so."""
        return name if self.known.shipped else f"{self.id}.{name}"

    def _id(self) -> str:
        id = self.part.word("id", "", required=True)
        if id and not ID.fullmatch(id):
            self.part.fault("bad_id", "id", name=id)
        elif id in self.known.ids:
            self.twice = True
            self.part.fault("twice", "id", name=id)
        elif near := alike(id, self.known.ids):
            self.part.advise("alike", "id", name=id, other=near)
        self.known.ids.add(id)
        return id or f"kpi_{self.part.place + 1}"

    def _function(self, name: str) -> str:
        """What its worksheet function is called."""
        key = "function" if "function" in self.part.content else "id"
        default = f"KPI_{self.pack}_{name}".upper()
        called = self.part.word("function", default)
        if key == "function" and not _FUNCTION.fullmatch(called):
            self.part.fault("bad_function", "function", name=called, wanted=default)
            called = default
        if called in self.known.functions:
            self.part.fault("function_shipped", key, name=called)
        elif called in self.known.made and (key == "function" or not self.twice):
            self.part.fault("function_twice", key, name=called)
        self.known.made.add(called)
        return called

    def _texts(self) -> None:
        part, id, function = self.part, self.id, self.function
        name = part.text("name", f"{id}.name", required=True, longest=60)
        part.text("short", f"{id}.short", longest=LONGEST_SHORT, default=self._short(name))
        part.text("help", f"{function}.help", default=name)
        for what in ("reads", "limits"):
            part.text(what, f"{function}.{what}")
        if "in_words" in part.content:
            part.text("in_words", f"{function}.formula")
        part.texts("tips", f"{function}.tip", 3)
        if "aliases" in part.content and not list(part.names("aliases")):
            part.fault("no_words", "aliases", name="aliases")

    def _short(self, name: dict[str, str]) -> dict[str, str]:
        """What a KPI is called in narrow places, where the file does not say it."""
        long = [said for said in name.values() if len(said) > LONGEST_SHORT]
        if not long or "short" in self.part.content:
            return name
        acronym = self.part.content.get("acronym")
        if not isinstance(acronym, str) or not acronym.strip():
            self.part.fault("short", "name", name=long[0])
            return name
        self.part.note("short_acronym", "name", name=long[0], acronym=acronym.strip())
        return dict.fromkeys(name, acronym.strip())

    def _better(self) -> str:
        """What is good; where it is no word for that, as the tiers have it, so that they are not
        named for it."""
        listed = self.part.quiet("tiers")
        bounds = "" if listed is None else str(listed.content.get("typical", ""))
        default = "lower" if "better" in self.part.content and "<" in bounds else "higher"
        return self.part.one_of("better", default, ("higher", "lower"))

    def _combine(self, unit: str, inputs: Inputs) -> str:
        """How periods combine; days do not add up."""
        part = self.part
        said = part.one_of("combine", "none" if inputs.days else "sum", COMBINED)
        if said == "chain" and unit != "ratio":
            part.fault("chain", "combine")
        if said == "sum" and inputs.days:
            part.fault("sum_days", "combine", name=min(inputs.days))
        same = [m.id for m in inputs.measures if m.argument and _is_state(m)]
        if same and "combine" not in part.content:
            part.note("combine_people", "id", name=same[0])
        return said

    def _remarks(self) -> tuple[int, ...]:
        """The numbers of the pack's remarks on its source that concern this KPI."""
        given = self.part.content.get("remarks", [])
        known = self.known.remarks
        if not isinstance(given, list) or any(type(n) is not int or n not in known for n in given):
            self.part.fault("remarks", "remarks", known=", ".join(map(str, known)) or "–")
            return ()
        return tuple(given)

    # ---- formula and rules ------------------------------------------------------------------

    def _input_part(self, name: str) -> PackTable:
        for key in ("inputs", "optional"):
            listed = self.part.quiet(key)
            if listed is not None and name in listed.content:
                return listed.quiet(name) or listed
        return self.part

    def _formula(self, names: list[str], inputs: Inputs) -> Computed | None:
        said = self.part.word("formula", "", required=True, longest=2000)
        if not said:
            return None
        try:
            if inputs.ratings is not None:
                return self._mean(said, names, inputs)
            whole = typed(said, names)
            check_days(said, names, inputs.days)
        except FormulaFault as fault:
            self.part.fault(f"formula.{fault.id}", "formula", **fault.values)
            return None
        used = frozenset(whole.node.inputs())
        rules = (*map(day_rule, sorted(inputs.days)), *whole.rules)
        rules = self._called(rules, inputs)
        if not inputs.without:
            return Computed(whole.formula, rules, used, whole)
        shorter = self._without(whole, inputs)
        if shorter is None:
            return None

        def formula(*values: Any) -> Any:
            given = values[:-1] if values[-1] is None else values
            return (whole if len(given) == len(names) else shorter).formula(*given)

        return Computed(formula, rules, used, shorter)

    def _without(self, whole: Typed, inputs: Inputs) -> Typed | None:
        """The formula where the argument that may be left out is."""
        (name, own), *more = inputs.without.items()
        if more:
            self.part.fault("optional_one", "optional")
            return None
        said = own.word("without", "", required=True, longest=2000)
        if not said:
            return None
        try:
            others = [other for other in inputs.names if other != name]
            found = typed(said, others)
            check_days(said, others, inputs.days)
        except FormulaFault as fault:
            own.fault(f"formula.{fault.id}", "without", **fault.values)
            return None
        if not {rule.needs for rule in found.rules} <= {rule.needs for rule in whole.rules}:
            own.fault("without_divides", "without")
            return None
        return found

    def _mean(self, said: str, names: list[str], inputs: Inputs) -> Computed:
        """The mean of ratings, which is all a KPI of ratings can be so far."""
        assert inputs.ratings is not None
        name, (low, high) = inputs.ratings
        node = parse(said, names)
        if (node.name, [part.name for part in node.parts]) != ("AVERAGE", [name]):
            raise FormulaFault("ratings", wanted=f"= AVERAGE({name})")
        off = self._own("off_scale")
        if not self.known.shipped:  # the catalogue has the sentence for ratings from 1 to 10
            self.part.reading.texts[f"check.{off}"] = {
                code: text("check.off_range", code, argument="{argument}", low=low, high=high)
                for code in available()
            }
        rules = (*mean_rules("ratings", "counts"), *scale_rules("ratings", low, high, off))
        return Computed(mean_of, rules, frozenset({name}))

    def _called(self, rules: tuple[Rule, ...], inputs: Inputs) -> tuple[Rule, ...]:
        """Rules over the names that the function has for its arguments."""
        names = inputs.names
        return tuple(
            replace(rule, needs=tuple(names.get(name, name) for name in rule.needs))
            for rule in rules
        )

    def _rules(self, names: list[str], inputs: Inputs) -> tuple[Rule, ...]:
        rules = []
        for number, own in enumerate(self.part.tables("rules"), 1):
            own.only(RULE_KEYS, above=KEYS)
            called = own.word("id", str(number))
            if "id" in own.content and not ID.fullmatch(called):
                own.fault("bad_id", "id", name=called)
            id = self._own(called)
            error = {"#NUM!": NUM, "#DIV/0!": DIV0}[
                own.one_of("error", "#NUM!", ("#NUM!", "#DIV/0!"))
            ]
            test = own.word("when", "", required=True, longest=2000)
            if not test:
                continue
            try:
                needs, holds = condition(test, names)
                check_days(test, names, inputs.days)
                if "says" not in own.content and (two := larger(test, names)):
                    id, (needs, holds) = "part_over_whole", two
            except FormulaFault as fault:
                own.fault(f"formula.{fault.id}", "when", **fault.values)
                continue
            if id != "part_over_whole":
                fields = dict(zip(needs, ("argument", "other"), strict=False))
                own.text("says", f"check.{id}", required=True, fields=fields)
                told = "remedy" in own.content
                look_at = None if told else _look_at([self._label(name) for name in needs])
                own.text("remedy", f"remedy.rule.{id}", default=look_at)
            if not needs:
                own.fault("constant", "when")
                continue
            rules.append(Rule(id, error, needs, holds))
        return self._called(tuple(rules), inputs)

    def _label(self, name: str) -> dict[str, str]:
        """What an input is called in the workbook, or where it has no row, by the function."""
        texts, own = self.part.reading.texts, self._own(name)
        here = f"argument.{self._own(self.id.partition('.')[2])}.{name}.label"
        found = texts.get(here) or texts.get(f"measure.{own}.label")
        found = found or texts.get(f"argument.{own}.label")
        return found or {"": name}

    # ---- what is counted ----------------------------------------------------------------------

    def _counting(self, function: Function, computed: Computed, inputs: Inputs) -> Function:
        """The function with what it divides by what, to say how many are missing to a tier."""
        own = self.part.table("needed")
        numerator, denominator = "", ""
        if inputs.ratings is not None:
            numerator, denominator = "ratings", "counts"
        elif computed.typed is not None:
            numerator, denominator = (
                inputs.names.get(name, "") for name in computed.typed.ratio_of
            )
        made = replace(function, numerator=numerator, denominator=denominator)
        texts = self.part.reading.texts
        if own is None:
            ids = {argument.name: argument.text_id for argument in made.arguments}
            label = texts.get(f"argument.{ids.get(numerator, '')}.label", {"": ""})
            unit = texts.get(f"measure.{ids.get(numerator, '')}.unit", {})
            if unit and max(map(len, label.values())) > LONGEST_COUNTED:
                label = unit
            label = {spoken: _within(words) for spoken, words in label.items()}
            single = texts.get(f"measure.{ids.get(numerator, '')}.unit.one", label)
            texts |= {f"{function.name}.needed": label, f"{function.name}.needed.one": single}
            return made
        own.only(NEEDED_KEYS, above=KEYS)
        what = own.text("what", f"{function.name}.needed", required=True)
        own.text("one", f"{function.name}.needed.one", default=what)
        if computed.typed is not None and (not numerator or "count" in own.content):
            return self._counted(made, own, computed.typed, inputs)
        return made

    def _counted(
        self, function: Function, own: PackTable, formula: Typed, inputs: Inputs
    ) -> Function:
        """Where it is not one input divided by another: which figure has to grow, and how far."""
        above, below = formula.quotient_of
        if below is None or above is None:
            own.fault("needed_quotient", "what")
            return function
        denominator = inputs.names.get(below, "")
        if "count" not in own.content:
            if below in above.inputs():
                own.fault("needed_count", "what", name=below)
            counted = partial(_over, above, tuple(inputs.names))
            return replace(function, numerator="counted", denominator=denominator, counted=counted)
        name = own.one_of("input", "", tuple(inputs.names))
        try:
            goal = typed(own.word("count", ""), ["value", below])
        except FormulaFault as fault:
            own.fault(f"formula.{fault.id}", "count", **fault.values)
            return function
        return replace(
            function,
            numerator=inputs.names.get(name, ""),
            denominator=denominator,
            numerator_for=goal.formula,
        )


def _is_state(measure: Measure) -> bool:
    """Whether a figure counts who is there, or people, who are the same in several periods."""
    takes = {"people", *STAYS} - {"joined"}
    return bool(measure.carried) or (measure.counted is not None and measure.counted.take in takes)


def _unit(unit: str, inputs: Inputs, domain: tuple[float | None, float | None]) -> str:
    """The unit as people read it: what is no rating out of ten is not called so."""
    best = inputs.ratings[1][1] if inputs.ratings is not None else domain[1]
    return "number" if unit == "score" and best not in (None, 10) else unit


def _over(node: Any, names: tuple[str, ...], *values: Any) -> Any:
    return node.value(dict(zip(names, values, strict=False)))


def _look_at(labels: list[dict[str, str]]) -> dict[str, str]:
    """What to do where nobody says it: look at the figures that are concerned."""
    found = {}
    for code in available():
        named = [label.get(code) or next(iter(label.values())) for label in labels[:MOST_NAMED]]
        listed = ", ".join(text("rule.figure", code, label=label) for label in named)
        found[code] = text(
            "rule.remedy" if len(named) > 1 else "rule.remedy.one", code, labels=listed
        )
    return found


def _within(label: str) -> str:
    """A label within a sentence; what begins as an abbreviation does keeps its capitals.

    >>> _within("Places taken"), _within("VAT paid")
    ('places taken', 'VAT paid')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
