"""Files recalculated with the KPI functions in the engine."""

from xl_kpis.formula.fleet import Recalculated, recalculate_files
from xl_kpis.hosts import engine  # the KPI functions come with it

__all__ = ["Recalculated", "engine", "recalculate_files"]
