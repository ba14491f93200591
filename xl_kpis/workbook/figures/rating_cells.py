"""Ratings as cells have them: a number, out of how many, in stars, with words behind it."""

from __future__ import annotations

import re
from typing import Any

from xl_kpis.workbook.figures import names


def out_of(value: Any) -> tuple[float, int | None] | None:
    """A rating and the best there is, where its cell says it; None for what is no rating.

    >>> out_of("4/5"), out_of("★★★★☆"), out_of("4 stars"), out_of("9 - Very satisfied")
    ((4.0, 5), (4.0, 5), (4.0, 5), (9.0, None))
    >>> out_of("★★★"), out_of(7), out_of("good")
    ((3.0, 5), (7.0, None), None)
    """
    rating = rating_of(value)
    if isinstance(rating, (int, float)):
        best = _OUT_OF.fullmatch(value.strip()) if isinstance(value, str) else None
        return float(rating), int(best[2]) if best else None
    if not isinstance(rating, str):
        return None
    text = rating.strip()
    if found := _OUT_OF.fullmatch(text):
        return _number(found[1]), int(found[2])
    if re.fullmatch(r"[★⭐]{1,5}[☆✩]{0,4}", bare := text.replace("\ufe0f", "")):
        return float(sum(sign in "★⭐" for sign in bare)), 5
    found = _COUNTED.fullmatch(text)
    return (_number(found[1]), 5) if found and names.is_called(found[2], "stars") else None


_NUMBER = r"(\d{1,2}(?:[.,]\d+)?)"
_OUT_OF = re.compile(rf"{_NUMBER}\s*(?:/|out of|sur)\s*(\d{{1,3}})", re.IGNORECASE)
_COUNTED = re.compile(rf"{_NUMBER}\s*([^\W\d]+)")


def rating_of(value: Any, high: float = 10) -> Any:
    """A rating as survey services write it: ``9 - Very satisfied``, ``7/10``; else the value.

    >>> rating_of("9 - Very satisfied"), rating_of("7/10"), rating_of("4/5"), rating_of("good")
    (9.0, 7.0, '4/5', 'good')
    """
    if not isinstance(value, str):
        return value
    text = value.strip()
    number = _NUMBER
    if found := _OUT_OF.fullmatch(text):
        return _number(found[1]) if float(found[2]) == high else value
    if found := re.fullmatch(rf"{number}\s*(?:[-–—:=]|\()\s*[^\W\d].*", text):
        return _number(found[1])
    if found := re.fullmatch(number, text):
        return _number(found[1])
    return value


def _number(text: str) -> float:
    return float(text.replace(",", "."))
