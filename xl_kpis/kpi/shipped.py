"""The packs that are shipped, read from their files beside this module.

The order is the order of the articles, and of every list, sheet and report. A function that two
of them have is one function, declared in both files alike.
"""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from typing import Any

from xl_kpis import languages
from xl_kpis.kpi.model import Function, Kpi
from xl_kpis.kpi.pack_files import content_of, pack_from
from xl_kpis.kpi.packs import SHIPPED, Pack

SECTION = "shipped"
"""The section in which a language says what the files of the packs do not say in it."""
ORDER = ("mentoring", "remote")


def content(id: str) -> dict[str, Any]:
    """What TOML makes of the file of a pack that is shipped."""
    return content_of(source(id), f"{id}.toml")


def source(id: str) -> str:
    """The file of a pack that is shipped."""
    return resources.files(__package__).joinpath(f"{id}.toml").read_text("utf-8")


def _read(id: str) -> Pack:
    found = resources.files(__package__).joinpath(f"{id}.json")
    if found.is_file():  # where an older Python has no TOML: in the extension for LibreOffice
        return pack_from("", f"{id}.json", json.loads(found.read_text("utf-8")), shipped=True)
    return pack_from(source(id), f"{id}.toml", shipped=True)


def _with_one_of_each(kpi: Kpi) -> Kpi:
    return replace(kpi, function=FUNCTIONS.setdefault(kpi.function.name, kpi.function))


FUNCTIONS: dict[str, Function] = {}
"""The KPI functions that are shipped, by name."""
for _id in ORDER:
    _pack = _read(_id)
    languages.supply(f"pack.{_id}", _pack.texts, SECTION)
    SHIPPED[_id] = replace(_pack, kpis=tuple(map(_with_one_of_each, _pack.kpis)))

PACKS: dict[str, tuple[Kpi, ...]] = {id: pack.kpis for id, pack in SHIPPED.items()}
KPIS: tuple[Kpi, ...] = tuple(kpi for kpis in PACKS.values() for kpi in kpis)
