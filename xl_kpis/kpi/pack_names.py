"""Names in a pack file that have to be sound in every host, and what people call its KPIs by."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable

from xl_kpis.kpi.pack_parts import ID, PackTable
from xl_kpis.kpi.spelling import NAMES

_CELL = re.compile(r"[a-z]{1,3}[0-9]{1,7}|[rl][0-9]*c?[0-9]*|c[0-9]*")
"""Addresses in either style; where Excel speaks French, R1C1 is L1C1."""
_ACRONYM = re.compile(r"(?=.*[^\W\d_])[^\W_][\w&+./%-]*")
"""One word with a letter in it: what a person types between quotes, and reads in a heading."""
LONGEST_ACRONYM = 12
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
    elif is_cell(name):
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


def is_cell(name: str) -> bool:
    """Whether a spreadsheet takes a name for the address of a cell.

    >>> [is_cell(name) for name in ("ab12", "R1C1", "L1C1", "rc", "ab_12", "retention")]
    [True, True, True, True, False, False]
    """
    return _CELL.fullmatch(name.casefold()) is not None


def acronym_in(part: PackTable, default: str) -> str:
    """The acronym of a KPI; one that a formula would read as something else is named."""
    said = part.word("acronym", default, longest=LONGEST_ACRONYM)
    if said == default:
        return said
    if not _ACRONYM.fullmatch(said):
        wanted = re.sub(r"[^\w&+./%-]|^_+", "", said)
        wanted = wanted if _ACRONYM.fullmatch(wanted) and not is_cell(wanted) else default
        part.advise("acronym", "acronym", name=said, wanted=wanted[:LONGEST_ACRONYM])
    elif is_cell(said):
        apart = re.fullmatch(r"(\D+)(\d+)", said)
        wanted = "-".join(apart.groups() if apart else (said[0], said[1:] or "KPI"))
        part.advise("cell_acronym", "acronym", name=said, wanted=wanted)
    return said


def alike(name: str, others: Iterable[str]) -> str:
    """One of the others that differs by underscores only, which some hosts do not see."""
    bare = name.replace("_", "")
    return next((o for o in others if o != name and o.replace("_", "") == bare), "")
