"""Writes :mod:`.index` anew: ``python -m xl_kpis.formula.functions.support.write_index``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from xl_kpis.formula.functions import load_all


def families() -> dict[str, str]:
    """What ``FAMILIES`` should hold."""
    found: dict[str, list[str]] = {}
    for name, function in sorted(load_all().items()):
        package, _, family = function.implementation.__module__.rpartition(".")
        if package == "xl_kpis.formula.functions":
            found.setdefault(family, []).append(name)
    return {family: " ".join(names) for family, names in sorted(found.items())}


def _lines() -> Iterable[str]:
    for family, names in families().items():
        yield f'    "{family}": (\n'
        line = ""
        for name in names.split():
            if len(line) + len(name) > 80:
                yield f'        "{line}"\n'
                line = ""
            line += name + " "
        yield f'        "{line.strip()}"\n    ),\n'


def main() -> None:
    """Write the table of :mod:`.index` anew."""
    path = Path(__file__).with_name("index.py")
    text = path.read_text(encoding="utf-8")
    table = "FAMILIES = {\n" + "".join(_lines()) + "}"
    text = re.sub(r"^FAMILIES = \{.*?^\}", lambda _: table, text, count=1, flags=re.M | re.S)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
