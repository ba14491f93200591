"""What a person reads about KPIs, in every language, found by id.

Ids follow from names: ``KPI_RETENTION.help``, ``argument.new_clients.label``,
``mentoring.retention.name``, ``tier.typical``, ``check.new_over_end``, ``error.#DIV/0!``.

>>> text("tier.above_average"), text("tier.above_average", "fr")
('Above average', 'Supérieur à la moyenne')
"""

from __future__ import annotations

from xl_kpis.languages import Texts

text = Texts("kpi")
