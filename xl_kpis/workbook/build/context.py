"""What all sheet builders share: the workbook being made, its words, and where things are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from xl_kpis.kpi.model import Kpi, Measure
from xl_kpis.kpi.packs import base_of, kpis_of, pack_of
from xl_kpis.languages.conventions import conventions
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import style
from xl_kpis.workbook.texts import disclaimers, measure_words, words

FIRST = 5
"""The column of the first period, on every sheet that has periods."""
HEAD = 4
"""The row with the numbers of the periods; their first and last days follow."""
BODY = HEAD + 4
LOG_HEAD = 4
"""The row with the headings of a log, on its sheet."""


@dataclass(frozen=True)
class Check:
    """A row of the Checks sheet: ``formula`` counts what is wrong.

    ``row`` is Calc's row of it per period, if there is one; ``place`` the name of the cells to
    look at. ``remedy`` says what to do; ``cell`` and ``found`` are formulas of the address of the
    first cell concerned and of what stands there. Where a ``root`` check finds something, all
    others would only repeat it, and keep silent. ``measures`` are those whose figures say it all:
    where they stand among Calc's rows of figures, from 1, or a formula of that. ``steps`` are
    formulas that ``cell``, ``found`` and later steps read as ``{0}``, ``{1}`` …, worked out only
    where there is something to say.
    """

    id: str
    subject: str
    words: str
    severity: str
    formula: str
    place: str
    row: int = 0
    remedy: str = ""
    cell: str = ""
    found: str = ""
    root: bool = False
    measures: tuple[int | str, ...] = ()
    steps: tuple[str, ...] = ()


class Build:
    """A template in the making."""

    def __init__(
        self, pack: str, language: str, formulas: str, periods: int = layout.PERIODS
    ) -> None:
        self.pack, self.language, self.formulas = pack, language, formulas
        self.periods = periods
        self.last = FIRST + periods - 1
        """The column of the last period."""
        self.base = base_of(pack)
        """The shipped pack whose logs and settings there are; empty for a pack of its own."""
        self.kpis = kpis_of(pack)
        self.book = Workbook()
        del self.book["Sheet"]
        style.prepare(self.book)
        self.sheets: dict[str, Worksheet] = {
            key: self.book.create_sheet(self.words(layout.sheet_text(key)))
            for key in layout.sheets(pack)
        }
        self.rows: dict[str, int] = {}
        """The row of each measure on Inputs."""
        self.checks: list[Check] = []
        self.anchors: dict[str, list[tuple[str, int, str]]] = {}
        """Per sheet the names of single cells, with the row of their label and their column."""
        self.typed_cells: dict[str, str] = {}
        """Where Calc has what was typed for each KPI."""
        self.figures = (0, 0), (0, 0), 0
        """First and last row of Calc's figures as typed and as used, and the row that says in
        which column of Inputs each period is."""
        self.card_bottom = 0
        """The last row of the scorecard."""
        self.alternatives: list[tuple[str, str]] = []
        """Title and description of each chart, in the order they are added."""

    def words(self, id: str, **values: Any) -> str:
        return words(id, self.language, **values)

    def kpi_name(self, kpi: Kpi) -> str:
        return self.words(f"{kpi.id}.name")

    def measure(self, measure: Measure, what: str) -> str:
        """A measure's ``label``, ``help`` or ``unit``."""
        return measure_words(measure, what, self.language)

    def unit(self, kpi: Kpi) -> str:
        if kpi.unit == "money" and kpi.own:
            return self.words("unit.amount")
        return self.words(f"unit.{kpi.unit}")

    def unit_format(self, unit: str) -> str:
        """As :func:`unit_format`, in the language of the template and the pack's currency."""
        return self.digits(unit) if unit == "money" else unit_format(unit, self.language)

    def digits(self, unit: str) -> str:
        """The number format of values of a unit, without it."""
        own = pack_of(self.pack)
        if unit == "money" and own is not None:
            return style.money_format(own.currency)
        return style.UNIT_FORMATS[unit]

    @property
    def disclaimers(self) -> list[str]:
        """Where the benchmarks come from."""
        return disclaimers(self.pack, self.language)

    @property
    def date_format(self) -> str:
        return conventions(self.language).date_format

    def figure_format(self, measure: Measure) -> str:
        """How the figures of a measure are shown."""
        return self.date_format if measure.is_day else style.COUNT

    def kpi_title(self, kpi: Kpi, more: str = "", what: str = "name") -> str:
        """The name of a KPI, with the currency where its values are amounts: a formula there."""
        title = self.words(f"{kpi.id}.{what}") + more
        quoted = title.replace('"', '""')
        return f'="{quoted} ("&{layout.CURRENCY}&")"' if kpi.unit == "money" else title

    def period_called(self, start: str) -> str:
        """A formula of what the period that begins at a cell is called: a quarter by its number,
        any other by its first day, which has to be shown as a month."""
        year = layout.YEAR_MONTH
        quarter = f"AND({layout.MONTHS}=3,MOD(MONTH({start})-{year},3)=0,DAY({start})=1)"
        begins = f"YEAR({start})-(MONTH({start})<{year})"
        both = f'IF({year}=1,"","/"&TEXT(MOD({begins}+1,100),"00"))'
        number = f"INT(MOD(MONTH({start})-{year},12)/3)+1"
        named = f'"{conventions(self.language).quarter}"&{number}&" "&{begins}&{both}'
        return f"IF({quarter},{named},{start})"

    @property
    def month_format(self) -> str:
        """Months in the language of the template, whatever that of the spreadsheet."""
        return f"[$-{conventions(self.language).lcid}]mmm yyyy"

    @property
    def short_month_format(self) -> str:
        return f"[$-{conventions(self.language).lcid}]mmm yy"

    def quoted(self, key: str) -> str:
        """A sheet's name as formulas write it."""
        name = self.words(layout.sheet_text(key))
        return name if name.isascii() and name.isalnum() else f"'{name}'"

    def name(self, name: str, key: str, where: str) -> None:
        """Define a name for cells (``$B$4`` or ``$B$4:$D$9``) of a sheet."""
        self.define(name, f"{self.quoted(key)}!{where}")

    def single_name(self, name: str, key: str, row: int, column: str, rows: int = 1) -> None:
        """Define a name for an input cell, or a list of them, whose label is in column B.

        A check sees to it that the cell has stayed beside its label.
        """
        self.name(name, key, f"${column}${row}" + (f":${column}${row + rows - 1}" * (rows > 1)))
        self.anchors.setdefault(key, []).append((name, row, column))

    def define(self, name: str, refers_to: str, comment: str | None = None) -> None:
        """Define a name for any formula."""
        self.book.defined_names[name] = DefinedName(name, attr_text=refers_to, comment=comment)

    def row_name(self, name: str, key: str, row: int) -> None:
        """Define a name for the periods of a row."""
        self.name(name, key, self.span(row, "$"))

    def span(self, row: int, fixed: str = "") -> str:
        """The periods of a row, columns fixed: ``$E12:$AB12``, or rows too: ``$E$12:$AB$12``."""
        first, last = get_column_letter(FIRST), get_column_letter(self.last)
        return f"${first}{fixed}{row}:${last}{fixed}{row}"

    def open(self, key: str, widths: Mapping[str, float], tab: str) -> Worksheet:
        """Start a sheet: title, check flag, column widths, view, protection, print set-up."""
        sheet = self.sheets[key]
        dress(sheet, widths, tab)
        put(sheet, "B1", self.words(layout.sheet_text(key)), "title")
        about = f"{key}.help" if key.startswith("log.") else f"about.{key}"
        put(sheet, "B2", self.words(about), "subtitle")
        protection = sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = False
        protection.selectLockedCells = protection.selectUnlockedCells = False
        title = self.words("document.title", pack=self.words(f"pack.{self.pack}"))
        on_paper(sheet, title, self.words("print.page"))
        return sheet

    def heading(self, key: str, about: str) -> None:
        """The name of the business over what the workbook is; without a name, that and a line
        about it."""
        sheet = self.sheets[key]
        title = self.words("document.title", pack=self.words(f"pack.{self.pack}"))
        named = f"LEN({layout.CLIENT})>0"
        put(sheet, "B1", f'=IF({named},{layout.CLIENT},"{title}")', "title")
        put(sheet, "B2", f'=IF({named},"{title}","{about}")', "subtitle")

    def flag(self, key: str, cell: str) -> None:
        """The state of all checks, in words, with the way to them."""
        sheet = self.sheets[key]
        lost = self.words("flag.errors", count="") + "?"
        whole = f"IFERROR(_xlfn.ISFORMULA({layout.CHECK_STATE}),TRUE)"
        put(sheet, cell, f'=IF({whole},{layout.CHECK_STATE},"{lost}")', "flag")
        if key != "checks":
            link(sheet, cell, layout.CHECK_STATE)
        self.flag_colours(key, cell)

    def flag_colours(self, key: str, cell: str) -> None:
        """Blue when all is well, orange when not; the words say so, too."""
        sheet = self.sheets[key]
        for first, ink in (
            ("✓", style.BLUE),
            ("!", style.ORANGE),
            ("✗", style.ORANGE),
            ("○", style.MUTED),
        ):
            rule = Rule(
                type="beginsWith",
                operator="beginsWith",
                text=first,
                formula=[f'LEFT({cell},1)="{first}"'],
                dxf=style.look(ink, bold=True),
            )
            sheet.conditional_formatting.add(cell, rule)

    def period_heads(self, key: str) -> None:
        """Number, first and last day of each period, over its column."""
        sheet = self.sheets[key]
        for offset, head in enumerate(("head.period", "head.from", "head.to")):
            row = HEAD + offset
            for column in range(1 if key == "inputs" else 2, self.last + 1):
                put(sheet, (row, column), None, "header")
            put(sheet, (row, 2), self.words(head), "header")
            sheet.row_dimensions[row].height = 18
        first = get_column_letter(FIRST)
        for number, column in enumerate(range(FIRST, self.last + 1), 1):
            here = get_column_letter(column)
            # On Inputs the number is what a column is found by, so it moves with the column.
            counted = number if key == "inputs" else f"=COLUMNS(${first}{HEAD}:{here}{HEAD})"
            heads = (
                counted,
                f"=EDATE({layout.FIRST_PERIOD},({here}{HEAD}-1)*{layout.MONTHS})",
                f"=EDATE({layout.FIRST_PERIOD},{here}{HEAD}*{layout.MONTHS})-1",
            )
            for offset, value in enumerate(heads):
                cell = put(sheet, (HEAD + offset, column), value, "header", align=style.RIGHT)
                cell.number_format = style.signed("0") if offset == 0 else self.date_format
            sheet.column_dimensions[here].width = 11.5
        sheet.freeze_panes = f"{get_column_letter(FIRST)}{BODY - 1}"
        sheet.print_title_rows = f"{HEAD}:{HEAD + 2}"
        sheet.print_title_cols = "B:C"
        sheet.page_setup.fitToWidth = 2


def unit_format(unit: str, language: str) -> str:
    """How values of a unit are shown, with the unit behind them as the language writes it.

    Money has none: its currency is a setting.
    """
    digits = style.UNIT_FORMATS[unit]
    if unit not in ("ratio", "score", "months", "days"):
        return digits
    behind = words(f"format.{unit}", language, value="")
    if unit == "ratio":
        space = behind.removesuffix("%")
        return digits.replace("%", f'"{space}"%' if space else "%")
    return f'{digits}"{behind}"'


def dress(sheet: Worksheet, widths: Mapping[str, float], tab: str) -> None:
    """Column widths, room for a title, the view, and the colour of the sheet's tab."""
    for column, width in {"A": 2.0, **widths}.items():
        sheet.column_dimensions[column].width = width
    sheet.sheet_properties.tabColor = style.TABS[tab]
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    sheet.row_dimensions[1].height = 32
    sheet.row_dimensions[2].height = 20


def on_paper(sheet: Worksheet, title: str, page: str) -> None:
    """As wide as a page turned on its side, with a footer."""
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = (
        "landscape",
        9,
        1,
        0,
    )
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    sheet.HeaderFooter.scaleWithDoc = False  # or a sheet made smaller has a footer nobody reads
    footer: Any = sheet.oddFooter
    for part, text in ((footer.left, title), (footer.center, "&A"), (footer.right, page)):
        part.text, part.size, part.color = text, 8, style.MUTED


def put(
    sheet: Worksheet,
    where: str | tuple[int, int],
    value: Any,
    named: str = "text",
    number_format: str = "",
    align: Alignment | None = None,
) -> Any:
    """Write a cell in one of our cell styles."""
    cell: Any = sheet[where] if isinstance(where, str) else sheet.cell(*where)
    cell.value = value
    cell.style = f"KPI {named}"
    if number_format:
        cell.number_format = style.signed(number_format)
    if align:
        cell.alignment = align
    return cell


def styled_as(one: Any, sheet: Worksheet, row: int, column: int) -> None:
    """Give an empty cell the style of another one, of which there are thousands: what a style is
    made of is looked up once."""
    cell: Any = sheet.cell(row, column)
    cell._style = copy(one._style)


def as_typed(cell: str) -> str:
    """A formula of what stands in a cell, as text; a number with a true minus."""
    return f'IF(N({cell})<0,"\u2212"&-N({cell}),{cell}&"")'


def as_day(build: Build, cell: str) -> str:
    """A formula of the day in a cell, as text, as the language of the template writes it: what
    ``TEXT`` takes depends on the language of the spreadsheet."""
    parts = {"yyyy": f"YEAR({cell})", "mm": f"MONTH({cell})", "dd": f"DAY({cell})"}
    wide = {what: f'TEXT({part},"{"0" * len(what)}")' for what, part in parts.items()}
    pieces = re.split("(yyyy|mm|dd)", build.date_format)
    return "&".join(wide.get(piece, f'"{piece}"') for piece in pieces if piece)


def off_paper(sheet: Worksheet) -> None:
    """Leave a sheet out where the whole workbook is printed: its print area is one blank cell. To
    print it all the same, one clears the print area."""
    sheet.print_area = "A3"


def link(sheet: Worksheet, cell: str, target: str) -> None:
    """Make a cell lead to a defined name, which follows its cells wherever they move."""
    sheet[cell].hyperlink = Hyperlink(ref=cell, location=target)


def section(sheet: Worksheet, row: int, text: str, last: str, first: str = "B") -> None:
    """A heading with a line under it, up to a column."""
    for column in range(column_index_from_string(first), column_index_from_string(last) + 1):
        put(sheet, (row, column), None, "section")
    put(sheet, f"{first}{row}", text, "section")
    sheet.row_dimensions[row].height = 24


def folded(text: str, width: int) -> list[str]:
    """Lines of a text, so that nothing needs a merged or wrapped cell."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) + 1 > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
