"""Names in a pack file that have to be sound in every host."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable

from xl_kpis.kpi.pack_parts import ID, PackTable
from xl_kpis.kpi.typed import NAMES

_CELL = re.compile(r"[a-z]{1,3}[0-9]{1,7}|r[0-9]*c?[0-9]*|c[0-9]*")
VBA = frozenset(
    """
    addressof alias and any as attribute boolean byref byte byval call case cbool cbyte ccur
    cdate cdbl cdec cint class_initialize class_terminate clng clnglng clngptr close const
    csng cstr cvar cverr currency date debug decimal declare defbool defbyte defcur defdate
    defdbl defdec defint deflng defobj defsng defstr defvar dim do double each else elseif
    empty end endif enum eqv erase error event exit explicit false for friend function get
    global gosub goto if imp implements in input integer is len let lib like line lock long
    longlong longptr loop lset me mid mod name new next not nothing null object on open option
    optional or output paramarray preserve print private property public put raiseevent random
    redim rem reset resume return rset scale seek select set shared single spc static step
    stop string sub tab then time to true type typeof unlock until variant wend while width
    with withevents write xor
    """.split()  # noqa: SIM905
)
"""Words that VBA keeps to itself."""


def sound_id(listed: PackTable, name: str, key: str | None = None) -> bool:
    """Whether a name can be a part of names in a workbook; what is wrong with it is noted."""
    at = name if key is None else key
    if not ID.fullmatch(name):
        listed.fault("bad_id", at, name=name)
    elif _CELL.fullmatch(name):
        listed.fault("cell", at, name=name)
    else:
        return True
    return False


def sound_name(listed: PackTable, name: str, key: str | None = None) -> bool:
    """Whether every host takes a name for an argument; what is wrong with it is noted."""
    at = name if key is None else key
    if not sound_id(listed, name, at):
        return False
    if name in VBA:
        listed.fault("vba", at, name=name)
    elif keyword.iskeyword(name):
        listed.fault("python", at, name=name)
    elif name.upper() in NAMES:
        listed.fault("function_name", at, name=name)
    else:
        return True
    return False


def alike(name: str, others: Iterable[str]) -> str:
    """One of the others that differs by underscores only, which some hosts do not see."""
    bare = name.replace("_", "")
    return next((o for o in others if o != name and o.replace("_", "") == bare), "")
