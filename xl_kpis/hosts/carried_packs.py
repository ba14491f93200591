"""The pack that a workbook carries: once this is imported it is at hand while the workbook is at
work, before any other of its id."""

from __future__ import annotations

from functools import lru_cache

from xl_kpis.formula.functions.support.scoped import scoped
from xl_kpis.formula.reference import parse_area
from xl_kpis.kpi.packs import NEAREST, PACK_FILE, Pack

MOST_LINES = 20_000
"""How long the file of a pack in a workbook may be."""


def carried() -> Pack | None:
    """The pack whose file the workbook at work has in it."""
    model = scoped().model
    named = [] if model is None else model.named(PACK_FILE)
    if model is None or not named:
        return None
    sheet_name, _, cells = named[0].text.rpartition("!")
    index = model.sheet_index(sheet_name.strip("'").replace("''", "'"))
    try:
        area = parse_area(cells.replace("$", ""))
    except ValueError:
        return None
    if index is None or area.left != area.right or area.bottom - area.top >= MOST_LINES:
        return None
    column = model.sheets[index].cells
    lines = [column.get(row, area.left) for row in range(area.top, area.bottom + 1)]
    return _read("\n".join("" if line is None else str(line) for line in lines))


@lru_cache(maxsize=64)
def _read(source: str) -> Pack | None:
    from xl_kpis.kpi.pack_files import PackError, pack_from  # few workbooks carry a pack

    try:
        return pack_from(source, carried=True)
    except PackError:
        return None


NEAREST.append(carried)
