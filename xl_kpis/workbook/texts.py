"""What a person reads in the workbook and about it, KPIs included, in every language.

>>> words("sheet.scorecard", "fr"), words("tier.typical", "en")
('Tableau de bord', 'Typical')
"""

from __future__ import annotations

from xl_kpis.kpi.model import Measure
from xl_kpis.kpi.packs import base_of, pack_of
from xl_kpis.languages import Texts

words = Texts("workbook", "kpi")


def measure_words(measure: Measure, what: str, language: str) -> str:
    """A measure's ``label``, ``help`` or ``unit``."""
    return words(f"measure.{measure.text_id}.{what}", language, rating=measure.rating)


def disclaimers(pack: str, language: str) -> list[str]:
    """Where the benchmarks of a pack come from; empty where nobody says so."""
    shipped = [words("benchmark.disclaimer", language)] if base_of(pack) else []
    own = words.get(f"pack.{pack}.benchmarks", language) if pack_of(pack) else ""
    return [*shipped, own] if own else shipped
