"""Where printed pages end, so that what belongs together stands on one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

A4 = (595.3, 841.9)
"""Width and height of the paper, in points."""
ROW = 15.0
"""The height of a row that has none of its own."""
CHARACTER = 5.25
"""The width of a character of column width, in points."""
ROOM = 0.75
"""How much of the width is used: fonts that stand in for the template's are a third wider."""
TALL = 0.98
"""How much of the height, which no font changes."""
SMALLEST = 50
"""Per cent: smaller letters are not read."""


def keep_together(sheet: Worksheet, starts: Sequence[int], most: int) -> None:
    """Print parts of a sheet, which begin with these rows, each on one page: on so many pages if
    the letters stay large enough, or else on as many as it takes.

    Spreadsheet programs heed breaks only where the size is given, and not found by fitting.
    """
    left, top, right, bottom = range_boundaries(sheet.print_area.rpartition("!")[2])
    columns = map(get_column_letter, range(left, right + 1))
    wide = sum(sheet.column_dimensions[c].width for c in columns) * CHARACTER
    margins = sheet.page_margins
    page = A4[1] - 72 * (margins.left + margins.right), A4[0] - 72 * (margins.top + margins.bottom)
    largest = min(100, int(100 * ROOM * page[0] / wide))
    heights = {row: sheet.row_dimensions[row].height or ROW for row in range(top, bottom + 1)}

    def ends(scale: int) -> list[int]:
        return list(_ends(heights, starts, TALL * page[1] * 100 / scale))

    fitting = (scale for scale in range(largest, SMALLEST, -1) if len(ends(scale)) < most)
    sheet.page_setup.scale = scale = next(fitting, largest)
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    for row in ends(scale):
        sheet.row_breaks.append(Break(id=row))


def _ends(heights: dict[int, float], starts: Sequence[int], room: float) -> Iterable[int]:
    """The last rows of pages: before a part that the page has no room for."""
    used = 0.0
    for start, after in zip(starts, [*starts[1:], max(heights) + 1], strict=True):
        part = sum(heights[row] for row in range(start, after))
        if used and used + part > room:
            yield start - 1
            used = 0.0
        used += part
        while used > room:  # longer than a page, it goes on by itself
            used -= room
