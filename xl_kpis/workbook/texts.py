"""What a person reads in the workbook and about it, KPIs included, in every language.

>>> words("sheet.scorecard", "fr"), words("tier.typical", "en")
('Tableau de bord', 'Typical')
"""

from __future__ import annotations

from typing import Any, ClassVar

from xl_kpis.errors import XlKpisError
from xl_kpis.kpi.model import Measure
from xl_kpis.kpi.packs import base_of, pack_of
from xl_kpis.languages import DEFAULT, Texts

words = Texts("workbook", "kpi", "portfolio")


class Refused(XlKpisError, ValueError):
    """Something cannot be done: the text ``<section>.<id>`` says why, with ``values`` in it."""

    section: ClassVar[str]

    def __init__(self, id: str, **values: Any) -> None:
        super().__init__(id)
        self.id, self.values = id, values

    def sentence(self, language: str = DEFAULT) -> str:
        return words(f"{self.section}.{self.id}", language, **self.values)

    def __str__(self) -> str:
        return self.sentence(DEFAULT)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (type(self), self.id, self.values)


class NotInstalled(Refused):
    """A package that only this needs is not there; the sentence says what to install."""

    section = "install"


def _rebuilt(kind: type[Refused], id: str, values: dict[str, Any]) -> Refused:
    return kind(id, **values)


def measure_words(measure: Measure, what: str, language: str) -> str:
    """A measure's ``label``, ``help`` or ``unit``."""
    return words(f"measure.{measure.text_id}.{what}", language, rating=measure.rating)


def disclaimers(pack: str, language: str) -> list[str]:
    """Where the benchmarks of a pack come from; empty where nobody says so."""
    shipped = [words("benchmark.disclaimer", language)] if base_of(pack) else []
    own = words.get(f"pack.{pack}.benchmarks", language) if pack_of(pack) else ""
    return [*shipped, own] if own else shipped
