"""Numbers, dates, times and percentages read out of text, as typing them into a cell would."""

from __future__ import annotations


def number_from_text(text: str, date1904: bool = False) -> float | None:
    """The number a text stands for, or None.

    >>> number_from_text(" 12 "), number_from_text("5%"), number_from_text("x")
    (12.0, 0.05, None)
    """
    stripped = text.strip()
    percent = stripped.endswith("%")
    if percent:
        stripped = stripped[:-1]
    if not stripped or stripped[-1].isalpha() or "_" in stripped:
        return None
    try:
        number = float(stripped)
    except ValueError:
        return None
    return number / 100 if percent else number
