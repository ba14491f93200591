"""Which scale ratings are on: as their heading, their cells or a person says, or as nobody does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from xl_kpis.kpi.logs import Log
from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook.figures import doubts, names
from xl_kpis.workbook.figures.model import Data, Entry, Place, has
from xl_kpis.workbook.figures.options import Options
from xl_kpis.workbook.figures.rating_cells import out_of
from xl_kpis.workbook.figures.tables import Block

STARS = 5
"""How many stars there are, where nobody says."""


def put_on_scale(
    data: Data,
    block: Block,
    file: str,
    log: Log,
    columns: Mapping[str, int],
    options: Options,
    preset: int | None = None,
) -> None:
    """Ratings on the scale of the workbook, where a person said which theirs is, or a preset has
    the best of them; refused on any other scale, and where none is in its upper half, as stars
    are."""
    if "rating" not in columns:
        return
    column = columns["rating"]
    head, at = str(block.heads[column]).strip(), Place(file, block.top, column + 1)
    low, high = log.field("rating").range
    for number, cells in [(block.top, block.heads), *block.body]:
        if has(cells, column) and is_upside_down(cells[column], low):
            place, value = Place(file, number, column + 1), str(cells[column]).strip()
            data.problem(place, "upside_down", value=value, low=low, high=high)
            return
    rated = {
        i: out_of(entry.values["rating"][0])
        for i, entry in enumerate(data.entries)
        if entry.log is log and entry.place.file == file and "rating" in entry.values
    }
    found = [each for each in rated.values() if each is not None]
    if not found or len(found) < len(rated) or any(number < low for number, _ in found):
        return  # some are no ratings, which is spoken of by cell
    most = max(number for number, _ in found)
    scales = {best for _, best in found}
    if len(scales) > 1:
        return  # those on another scale than the rest are spoken of by cell
    told = options.scale_of(head) or preset
    best = told or doubts.best_rating(head) or scales.pop()
    if best is None and names.words_in(head, "stars") and most <= STARS:
        best = STARS
    said = preset is not None or fold(head) in options.told
    if best is not None and most > best:
        data.problem(at, "scale", column=head, best=most, high=high, how=("", ""))
    elif told is not None and high % told == 0:
        if told < high:
            data.note(at, "rescaled", column=head, best=told, times=high // told)
        for i, each in rated.items():
            if each is not None:
                data.entries[i] = _with_rating(data.entries[i], each[0] * high / told)
    elif best is not None and best != high:
        _ask(data, at, head, best, high)
    elif best is None and not said and len(found) > 1 and most <= high / 2:
        field = (log.field("rating").text_id, "")
        data.problem(at, "low", column=head, highest=most, high=high, best=high // 2, field=field)


def is_upside_down(text: Any, low: float) -> bool:
    """Whether a heading or a cell calls the lowest rating the best, or a high one the worst.

    >>> is_upside_down("Rating (1 = best)", 1), is_upside_down("1 - Very satisfied", 1)
    (True, True)
    >>> is_upside_down("1 = worst, 10 = best", 1), is_upside_down("5 - very dissatisfied", 1)
    (False, True)
    """
    if not isinstance(text, str):
        return False
    return any(
        (names.begins_as(label, "best") and int(number) <= low)
        or (names.begins_as(label, "worst") and int(number) > low + 2)
        for number, label in _LABELLED.findall(text)
    )


_LABELLED = re.compile(r"(?<![\d.,/])(\d{1,3})\s*[-–—:=(]\s*([^\W\d][^,;()/\d]{0,40})")


def _ask(data: Data, at: Place, head: str, best: int, high: int) -> None:
    values = {"column": head, "best": best, "field": ("field.rating", "")}
    how = ("", "") if high % best else ("scale_how", {**values, "times": high // best})
    data.problem(at, "scale", column=head, best=best, high=high, how=how)


def _with_rating(entry: Entry, rating: float) -> Entry:
    _, place = entry.values["rating"]
    return replace(entry, values={**entry.values, "rating": (rating, place)})
