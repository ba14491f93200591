"""Names that stand in two columns: two people of one family name are two."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook.figures import names
from xl_kpis.workbook.figures.model import has, said


def _about(heads: Sequence[Any], id: str) -> list[int]:
    return [i for i, head in enumerate(heads) if said(head) and names.words_in(str(head), id)]


def family_name(heads: Sequence[Any]) -> int | None:
    """The column of family names, where there is one and one of first names beside it.

    >>> family_name(["Date", "Customer first name", "Customer last name"])
    2
    >>> family_name(["Date", "Last name"]) is None
    True
    """
    first, last = _about(heads, "first_name"), _about(heads, "last_name")
    return last[0] if len(first) == len(last) == 1 else None


def beside(
    heads: Sequence[Any], columns: Mapping[str, int], told: Collection[str]
) -> tuple[int, int] | None:
    """The columns of first and family names, where that of the client is one of them; none where a
    person said which column the client is.

    >>> beside(["Date", "Nom", "Prénom"], {"client": 1}, ())
    (2, 1)
    >>> beside(["Full name", "First name"], {"client": 0}, ()) is None
    True
    """
    client = columns.get("client")
    first, last = _about(heads, "first_name"), _about(heads, "last_name")
    if client is None or len(first) != 1 or fold(str(heads[client])) in told:
        return None
    if client in first and len(last) == 1:
        return first[0], last[0]
    is_last = client in last or names.is_called(names.bare(heads[client]), "mere_name")
    return (first[0], client) if is_last and client not in first else None


def whole(cells: Sequence[Any], pair: tuple[int, int]) -> str:
    """A first and a family name as one; of one that holds the other already, the longer.

    >>> whole(["Bell", "Ann"], (1, 0)), whole(["Ann Bell", "Ann"], (1, 0)), whole(["Bell"], (1, 0))
    ('Ann Bell', 'Ann Bell', 'Bell')
    """
    first, last = (str(cells[i]).strip() if has(cells, i) else "" for i in pair)
    if fold(first) in fold(last).split():
        return last
    return f"{first} {last}".strip()
