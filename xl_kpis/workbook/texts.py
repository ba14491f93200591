"""What a person reads in the workbook and about it, KPIs included, in every language.

>>> words("sheet.scorecard", "fr"), words("tier.typical", "en")
('Tableau de bord', 'Typical')
"""

from __future__ import annotations

from xl_kpis.kpi.model import Measure
from xl_kpis.languages import Texts

words = Texts("workbook", "kpi")


def measure_words(measure: Measure, what: str, language: str) -> str:
    """A measure's ``label``, ``help`` or ``unit``."""
    return words(f"measure.{measure.text_id}.{what}", language, rating=measure.rating)
