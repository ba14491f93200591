"""The file of a pack that is shipped as one of somebody's own, to begin with; and what TOML makes
of these files, written to be read faster: ``python -m xl_kpis.kpi.pack_writing``."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path

from xl_kpis.kpi.pack_files import pack_from
from xl_kpis.kpi.packs import SHIPPED
from xl_kpis.kpi.shipped import KEPT, ORDER, content, file_of


def written(base: str, id: str) -> str:
    """A pack that is shipped as the file of another one; ``KeyError`` if there is none such.

    Its functions get names of their own; what people read stays as it is.

    >>> print(written("remote", "mine").splitlines()[1])
    id = "mine"
    """
    source = SHIPPED[base].source
    begin = source.index("[pack]")
    own = re.sub(r'^id = ".*"', f'id = "{id}"', source[begin:], count=1, flags=re.M)
    return re.sub(r"^function = .*\n", "", own, flags=re.M)


def kept() -> str:
    """What belongs into the file of contents: each with the check sum of what it was read from."""
    found = {}
    for id in ORDER:
        source = file_of(f"{id}.toml")
        pack_from(source.decode(), f"{id}.toml", shipped=True)  # names what is wrong with it
        found[id] = {"of": zlib.crc32(source), "content": content(id)}
    return json.dumps(found, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name(KEPT).write_text(kept(), encoding="utf-8")
