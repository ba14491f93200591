"""Every function there is, by name: those that are shipped, and those of packs of files."""

from __future__ import annotations

from collections.abc import Mapping

from xl_kpis.kpi import helpers, packs, records, shipped
from xl_kpis.kpi.model import Function

FUNCTIONS: dict[str, Function] = {
    **shipped.FUNCTIONS,
    **{
        found.name: found
        for module in (helpers, records)
        for found in vars(module).values()
        if isinstance(found, Function)
    },
}
"""Every function that is shipped by name, in the order of their files."""
packs.RESERVED.update(FUNCTIONS)


def known_functions() -> Mapping[str, Function]:
    """The functions that are shipped, and behind them those of all packs at hand.

    >>> list(known_functions())[:2]
    ['KPI_SATISFACTION', 'KPI_COMPLETION']
    """
    own = {name: made for pack in packs.at_hand() for name, made in pack.functions.items()}
    return {**FUNCTIONS, **own}


def known_function(name: str) -> Function | None:
    """The function of this name, shipped or of a pack at hand; None if there is none."""
    found = FUNCTIONS.get(name)
    if found is not None:
        return found
    return next((p.functions[name] for p in packs.at_hand() if name in p.functions), None)
