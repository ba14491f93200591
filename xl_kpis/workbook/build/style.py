"""Colours, fonts and number formats of the template.

One hue for bands, blue for inputs, and blue against orange where something is good or bad, so
that people who see colours differently see the same; every colour has a word or symbol beside it.
"""

from __future__ import annotations

import re
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.writer.theme import theme_xml

from xl_kpis.workbook.currencies import is_whole

NAVY, INK, MUTED, FAINT = "1B365D", "1F2933", "5F6C7B", "8895A5"
LINE, SURFACE, WHITE = "D3DBE4", "F4F6F9", "FFFFFF"
INPUT_FILL, INPUT_LINE, INPUT_INK = "FFF8E1", "E0C97F", "0B4FA8"
BLUE, ORANGE, PALE_BLUE, PALE_ORANGE = "1F6FB5", "B4501A", "DCEBF7", "FCE8DA"
BANDS = ("B8C6D8", "CDD8E5", "E0E8F0", "F0F4F8")
"""Below, typical, above average, exceptional: the darker the further from the goal."""
TIER_FILLS = ("FCE8DA", "E9EDF2", "D3E6F6", "1B5E97")
TIER_INKS = ("8A3B0F", "3A4755", "0E4A7B", "FFFFFF")
BAR = "8FB4DB"
"""Of a bar that a cell draws behind its number."""
TABS = {"input": "E0A800", "work": "9AA7B5", "output": "1F6FB5", "about": "1B365D"}

COUNT, RATIO, DECIMAL, SCORE = "#,##0", "0.0%", "0.0", "0"

UNIT_FORMATS = {
    "ratio": RATIO,
    "score": "0.00",
    "months": DECIMAL,
    "days": DECIMAL,
    "money": "#,##0.00",
    "number": "#,##0.0#",
}
"""Always with a digit behind the point, or Excel writes ``4.``."""


def money_format(currency: str) -> str:
    """How amounts of a currency are shown: without decimals where it has no parts.

    >>> money_format("EUR"), money_format("JPY")
    ('#,##0.00', '#,##0')
    """
    return COUNT if is_whole(currency) else UNIT_FORMATS["money"]


def signed(number_format: str) -> str:
    """A number format with a true minus; one of a date, of text, or with a sign of its own stays.

    >>> signed('0.0" points"'), signed("0;[Red]0"), signed("yyyy-mm-dd")
    ('0.0" points";−0.0" points"', '0;[Red]0', 'yyyy-mm-dd')
    """
    bare = re.sub(r'"[^"]*"', "", number_format)
    own = ";" in bare or not re.search("[0#]", bare)
    return number_format if own else f"{number_format};\u2212{number_format}"


FONT = "Calibri"


def font(**options: Any) -> Font:
    """The theme's body font, so that a change of theme changes all of it."""
    options.setdefault("color", INK)
    options.setdefault("size", 11)
    return Font(name=FONT, family=2, scheme="minor", **options)


def fill(color: str) -> PatternFill:
    return PatternFill("solid", fgColor=color, bgColor=color)


def line(color: str = LINE) -> Side:
    return Side(style="thin", color=color)


TOP_LEFT = Alignment(vertical="top", wrap_text=True)
MIDDLE = Alignment(vertical="center")
WRAPPED = Alignment(vertical="center", wrap_text=True)
CENTRED = Alignment(horizontal="center", vertical="center")
RIGHT = Alignment(horizontal="right", vertical="center")
FIGURE = Alignment(horizontal="right", vertical="center", shrink_to_fit=True)
"""Of numbers: one that is too wide becomes smaller, and not ``###``."""
NAME = Alignment(vertical="center", shrink_to_fit=True)
"""Of a name in one line: a pack of one's own may have long ones."""
SAID = Alignment("left", "center", indent=1, shrink_to_fit=True)
"""Of numbers that are shown with words."""
RIGHT_WRAPPED = Alignment(horizontal="right", vertical="center", wrap_text=True)
INDENTED = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
APART = Border(left=Side(style="thick", color=WHITE))
"""Of headings at the right of their columns, which would touch where both are long."""
BAND_BORDER = Border(
    top=Side(style="thick", color=WHITE),
    bottom=Side(style="thick", color=WHITE),
    left=Side(style="thin", color=WHITE),
    right=Side(style="thin", color=WHITE),
)
LOCKED, OPEN = Protection(locked=True), Protection(locked=False)


def _styles() -> list[NamedStyle]:
    def style(name: str, **parts: Any) -> NamedStyle:
        parts.setdefault("font", font())
        parts.setdefault("alignment", MIDDLE)
        parts.setdefault("protection", LOCKED)
        return NamedStyle(name=f"KPI {name}", **parts)

    box = line(INPUT_LINE)
    rule = Border(bottom=line())
    return [
        style("title", font=font(size=20, bold=True, color=NAVY)),
        style("subtitle", font=font(color=MUTED)),
        style("flag", font=font(bold=True, color=MUTED), alignment=MIDDLE),
        style("section", font=font(size=13, bold=True, color=NAVY), border=rule),
        style(
            "header",
            font=font(bold=True, color=WHITE),
            fill=fill(NAVY),
            alignment=Alignment(vertical="center", wrap_text=True),
        ),
        style("text", alignment=WRAPPED),
        style("label", border=rule),
        style("note", font=font(size=9, color=MUTED), alignment=WRAPPED, border=rule),
        style("id", font=font(size=8, color=FAINT), border=rule),
        style("calc", border=rule, alignment=FIGURE),
        style(
            "input",
            font=font(color=INPUT_INK),
            fill=fill(INPUT_FILL),
            border=Border(left=box, right=box, top=box, bottom=box),
            alignment=FIGURE,
            protection=OPEN,
        ),
        style("link", font=font(color=BLUE, underline="single")),
        style("big", font=font(size=20, bold=True, color=NAVY), alignment=MIDDLE),
        style("small", font=font(size=9, color=MUTED), alignment=MIDDLE),
    ]


def prepare(workbook: Workbook) -> None:
    """Give a workbook our cell styles and a theme of our colours and one font."""
    for style in _styles():
        workbook.add_named_style(style)
    theme = re.sub(
        r'(<a:(?:major|minor)Font>\s*<a:latin typeface=)"[^"]*"', rf'\1"{FONT}"', theme_xml
    )
    accents = (NAVY, BLUE, ORANGE, "6B8FB5", "8895A5", "D9A441")
    for number, color in enumerate(accents, 1):
        theme = re.sub(
            rf'(<a:accent{number}>\s*<a:srgbClr val=)"[0-9A-F]+"', rf'\1"{color}"', theme
        )
    workbook.loaded_theme = theme


def look(ink: str, background: str | None = None, bold: bool = False) -> DifferentialStyle:
    """What a conditional format makes of a cell."""
    return DifferentialStyle(
        font=Font(color=ink, bold=bold or None), fill=fill(background) if background else None
    )
