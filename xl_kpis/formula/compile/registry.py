"""Ways of compiling a call that are not a plain call of a function.

They register themselves here, the compiler asks here: neither knows of the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xl_kpis.formula.compile.compiled import Closure, Mode
    from xl_kpis.formula.compile.compiler import Compiler
    from xl_kpis.formula.functions.declare import Function
    from xl_kpis.formula.grammar import nodes

    Form = Callable[[Compiler, nodes.Call, Mode, bool, frozenset[str]], Closure]
    Site = Callable[[Compiler, Function, nodes.Call, frozenset[str]], Closure | None]
    SiteInArrays = Callable[[Compiler, Function, nodes.Call, Mode, frozenset[str]], Closure | None]

FORMS: dict[str, Form] = {}
"""Special forms by the name of their function: they decide what of their arguments to evaluate."""
SITES: list[Site] = []
"""What may serve a call, in an ordinary formula, better than the plain call does: each gives a
closure, or None where it does not apply. The first one that applies is taken."""
IN_ARRAYS: list[SiteInArrays] = []
"""What may serve a call better in array formulas, too; asked before those."""
ANYWHERE: list[SiteInArrays] = []
"""What gives the very value that a plain call gives, and may so serve calls that are taken whole,
too; asked before all others."""
OTHERWISE: list[Site] = []
"""What may serve a call where none of those does."""


def register_site(site: Any) -> Any:
    """Add a way of serving calls, as a decorator."""
    SITES.append(site)
    return site


def register_in_arrays(site: Any) -> Any:
    """Add a way of serving calls in any mode, as a decorator."""
    IN_ARRAYS.append(site)
    return site


def register_first(site: Any) -> Any:
    """Add a way of serving calls in any mode that is asked before all others, as a decorator."""
    IN_ARRAYS.insert(0, site)
    return site


def register_anywhere(site: Any) -> Any:
    """Add a way of serving calls in any mode and any place, as a decorator."""
    ANYWHERE.append(site)
    return site


def register_last(site: Any) -> Any:
    """Add a way of serving calls that no other serves, as a decorator."""
    OTHERWISE.append(site)
    return site
