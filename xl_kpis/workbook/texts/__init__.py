"""What a person reads in the workbook and about it, in English and French, found by id.

Words about KPIs themselves are in :mod:`xl_kpis.kpi.texts`; :func:`words` finds both.
"""

from __future__ import annotations

from typing import Any

from xl_kpis.kpi.texts import CATALOGUES as KPI_CATALOGUES
from xl_kpis.workbook.texts import en, fr

CATALOGUES: dict[str, dict[str, str]] = {"en": en.TEXTS, "fr": fr.TEXTS}


def words(id: str, language: str, **values: Any) -> str:
    """The text with this id, its ``{placeholders}`` filled; ``KeyError`` for an unknown id.

    >>> words("sheet.scorecard", "fr"), words("tier.typical", "en")
    ('Tableau de bord', 'Typical')
    """
    own = CATALOGUES[language]
    found = own[id] if id in own else KPI_CATALOGUES[language][id]
    return found.format(**values) if values else found
