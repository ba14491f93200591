"""The file of a pack that is shipped as one of somebody's own, to begin with."""

from __future__ import annotations

import re

from xl_kpis.kpi.packs import SHIPPED


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
