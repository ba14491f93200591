"""The packs that are shipped, read from their files beside this module.

The order is the order of the articles, and of every list, sheet and report. A function that two
of them have is one function, declared in both files alike.

What TOML makes of the files is kept in ``shipped.json``, since reading TOML takes longer than all
the rest, and the Python of an older LibreOffice cannot. It counts only as long as it is of the
very file, and was found sound; ``python -m xl_kpis.kpi.pack_writing`` writes it anew.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import replace
from typing import Any

from xl_kpis import languages
from xl_kpis.kpi.model import Function, Kpi
from xl_kpis.kpi.pack_files import content_of, pack_from
from xl_kpis.kpi.packs import SHIPPED, Pack

SECTION = "shipped"
"""The section in which a language says what the files of the packs do not say in it."""
ORDER = ("mentoring", "remote")
KEPT = "shipped.json"
FILES = (*(f"{id}.toml" for id in ORDER), KEPT)
"""What this module reads, beside it."""


def content(id: str) -> dict[str, Any]:
    """What TOML makes of the file of a pack that is shipped."""
    return content_of(file_of(f"{id}.toml").decode(), f"{id}.toml")


def file_of(name: str) -> bytes:
    """A file beside this module, in a folder or in an archive."""
    path = os.path.join(os.path.dirname(__file__), name)
    loader: Any = globals()["__loader__"]
    found: bytes = loader.get_data(path)
    return found


def _packs() -> dict[str, Pack]:
    known = json.loads(file_of(KEPT))
    found = {}
    for id in ORDER:
        source, name = file_of(f"{id}.toml"), f"{id}.toml"
        same = known.get(id, {}).get("of") == zlib.crc32(source)
        held = known[id]["content"] if same else None
        found[id] = pack_from(source.decode(), name, held, shipped=True, sound=same)
    return found


def _with_one_of_each(kpi: Kpi) -> Kpi:
    return replace(kpi, function=FUNCTIONS.setdefault(kpi.function.name, kpi.function))


FUNCTIONS: dict[str, Function] = {}
"""The KPI functions that are shipped, by name."""
for _id, _pack in _packs().items():
    languages.supply(f"pack.{_id}", _pack.texts, SECTION)
    SHIPPED[_id] = replace(_pack, kpis=tuple(map(_with_one_of_each, _pack.kpis)))

PACKS: dict[str, tuple[Kpi, ...]] = {id: pack.kpis for id, pack in SHIPPED.items()}
KPIS: tuple[Kpi, ...] = tuple(kpi for kpis in PACKS.values() for kpi in kpis)
