"""Everything a person reads, in English and French, found by id.

The catalogues :mod:`.en` and :mod:`.fr` have the same ids; a test keeps it so. Ids follow from
names: ``KPI_RETENTION.help``, ``argument.new_clients.label``, ``mentoring.retention.name``,
``tier.typical``, ``check.new_over_end``, ``error.#DIV/0!``.
"""

from __future__ import annotations

from typing import Any

from xl_kpis.kpi.texts import en, fr

LANGUAGES = ("en", "fr")
DEFAULT_LANGUAGE = "en"
CATALOGUES: dict[str, dict[str, str]] = {"en": en.TEXTS, "fr": fr.TEXTS}


def text(id: str, language: str = DEFAULT_LANGUAGE, **values: Any) -> str:
    """The text with this id, its ``{placeholders}`` filled; ``KeyError`` for an unknown id.

    >>> text("tier.above_average"), text("tier.above_average", "fr")
    ('Above average', 'Supérieur à la moyenne')
    """
    found = CATALOGUES[language][id]
    return found.format(**values) if values else found
