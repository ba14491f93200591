"""The file of the pack, in a hidden sheet: the workbook can be read where nobody has it."""

from __future__ import annotations

from typing import Any

from xl_kpis.kpi.packs import pack_of
from xl_kpis.workbook import layout
from xl_kpis.workbook.build.context import Build


def carry(build: Build) -> None:
    """A line of the file in each cell of column A, for a pack that is not shipped."""
    pack = pack_of(build.pack)
    if pack is None:
        return
    sheet = build.sheets["pack"]
    lines = pack.source.splitlines()
    for row, line in enumerate(lines, 1):
        cell: Any = sheet.cell(row, 1)
        cell.value = line or None
        if line:
            cell.data_type = "s"  # also where it begins with an equals sign
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    build.name(layout.PACK_FILE, "pack", f"$A$1:$A${len(lines)}")
