"""Inputs that several KPIs of a pack share: asked for once, by the first of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from xl_kpis.kpi.model import Kind, Kpi, Measure
from xl_kpis.kpi.pack_parts import PackTable
from xl_kpis.kpi.texts import text
from xl_kpis.languages import available


@dataclass(frozen=True)
class There:
    """An input of a KPI further up: its row, and what is said of it, by language."""

    measure: Measure
    kind: Kind
    label: dict[str, str]
    unit: dict[str, str]
    one: dict[str, str]
    """The unit of one, where the file says it."""


@dataclass
class Asked:
    """The inputs that have a row, by ``kpi.input``."""

    below: frozenset[str] = frozenset()
    """All inputs of the file, sound or not."""
    inputs: dict[str, There] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    """The KPIs above, sound or not: of one that is not, something was said already."""

    @classmethod
    def of(cls, inherited: Iterable[Kpi], tables: Iterable[PackTable]) -> Asked:
        """Those of the shipped pack that is extended, and the names of those to come."""
        named: set[str] = set()
        for part in tables:
            for key in ("inputs", "beside"):
                listed = part.content.get(key)
                if isinstance(listed, dict):
                    named.update(f"{part.content.get('id')}.{name}" for name in listed)
        asked = cls(frozenset(named))
        for kpi in inherited:
            asked.add(kpi, {})
        return asked

    def add(self, kpi: Kpi, texts: dict[str, dict[str, str]]) -> None:
        """Note the inputs of a KPI that was read; its texts are the pack's, or the catalogue's."""
        kinds = {argument.name: argument.kind for argument in kpi.function.arguments}
        name = kpi.id.partition(".")[2]
        for measure in kpi.measures:
            said = {}
            for what in ("label", "unit"):
                id = f"measure.{measure.text_id}.{what}"
                said[what] = texts.get(id) or (
                    {} if measure.own else {code: text(id, code) for code in available()}
                )
            kind = kinds.get(measure.argument, Kind.COUNT)
            one = texts.get(f"measure.{measure.text_id}.unit.one", {})
            there = There(measure, kind, said["label"], said["unit"], one)
            self.inputs[f"{name}.{measure.id}"] = there

    def found(self, own: PackTable, name: str, said: str, kpi: str) -> There | None:
        """The input that is meant; named where it cannot be."""
        there = self.inputs.get(said)
        if there is None:
            self._unknown(own, name, said, kpi)
        elif there.measure.rating:
            own.fault("same_ratings", "same_as", name=said)
        elif there.measure.id != name:
            own.fault("same_name", "same_as", name=name, other=said, wanted=there.measure.id)
        else:
            return there
        return None

    def _unknown(self, own: PackTable, name: str, said: str, kpi: str) -> None:
        other, _, input = said.partition(".")
        if other == kpi:
            own.fault("same_self", "same_as", name=said)
        elif said in self.below:
            if other not in self.read:
                own.fault("same_below", "same_as", name=said, other=other)
        else:
            here = [full for full in self.inputs if full.partition(".")[2] in (name, input, said)]
            known = ", ".join(here or self.inputs) or "–"
            own.fault("same_unknown", "same_as", name=said, known=known)
