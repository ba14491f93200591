"""The charts: bullets on the scorecard, small lines on Trends.

Both are built from what every spreadsheet draws alike. The bullets are a transparent scatter chart
of thick lines over coloured cells: spreadsheets disagree on which series is in front, and on bar
charts with a second axis.
"""

from __future__ import annotations

from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference, ScatterChart, Series
from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.worksheet.worksheet import Worksheet

from xl_kpis.workbook.build import style

POINT = 12700
"""English metric units in a point."""
BAR = 10
"""Points a bar is thick."""
CAP = 1.5
"""How far, on the scale from 0 to 100, the square ends of a bar reach past its points. Bars begin
and end by so much within what they show: LibreOffice makes a chart smaller where a thick line
reaches past its edge, and nothing is where it belongs any more. (Half of a bar over the width of
the bands, which is 1.2 or 1.7 by the fonts a machine has.) Strokes keep as far from both ends: in
LibreOffice they have ends across."""


def bullets(data: Worksheet, rows: tuple[int, int], column: int, kpis: int) -> ScatterChart:
    """A bar per KPI, and a stroke for the period before; the cells below are the bands.

    Columns of the block on Calc: height on the chart, score; score of the period before, its
    height.
    """
    chart = ScatterChart(scatterStyle="lineMarker")
    chart.style = 2
    chart.legend = None
    top, bottom = rows

    def cells(offset: int) -> Reference:
        return Reference(data, min_col=column + offset, min_row=top, max_row=bottom)

    def add(height: int, along: int, line: LineProperties, bars: ErrorBars | None = None) -> None:
        series = Series(cells(height), cells(along))
        series.marker = Marker(symbol="none")
        series.graphicalProperties = GraphicalProperties()
        series.graphicalProperties.line = line
        series.smooth = False
        series.errBars = bars
        chart.series.append(series)

    add(0, 1, LineProperties(solidFill=style.NAVY, w=BAR * POINT, cap="sq"))
    add(3, 2, LineProperties(noFill=True), _stroke(0.32))
    x, y = chart.x_axis, chart.y_axis
    x.axPos = "b"
    x.scaling.min, x.scaling.max = 0, 100
    y.scaling.min, y.scaling.max = 0.5, kpis + 0.5
    for axis in (x, y):
        axis.delete = True
        axis.majorGridlines = None
    chart.layout = Layout(
        manualLayout=ManualLayout(
            layoutTarget="inner", xMode="edge", yMode="edge", x=0.0, y=0.0, w=1.0, h=1.0
        )
    )
    _plain(chart)
    return chart


def _stroke(half: float) -> ErrorBars:
    """A stroke through each point of a series, so many units up and down."""
    bars = ErrorBars(errDir="y", errBarType="both", errValType="fixedVal", noEndCap=True, val=half)
    bars.graphicalProperties = GraphicalProperties()
    bars.graphicalProperties.line = LineProperties(
        solidFill=style.NAVY, w=int(2.25 * POINT), cap="flat"
    )
    return bars


def trend(
    data: Worksheet,
    title: str,
    score_row: int,
    band_rows: tuple[int, int],
    heads_row: int,
    left: int,
    right: int,
    month_format: str,
    plain: str = "",
) -> BarChart:
    """The score of one KPI as a line over bands; with ``plain``, the number format of its values,
    the values of a KPI that has no score, over nothing."""
    bands = BarChart()
    bands.type, bands.grouping, bands.overlap, bands.gapWidth = "col", "stacked", 100, 0
    heads = Reference(data, min_col=left, max_col=right, min_row=heads_row)
    # Beside bars a line has gaps where it has no value, in every spreadsheet; alone it has not.
    drawn = [score_row] if plain else range(band_rows[0], band_rows[1] + 1)
    for i, row in enumerate(drawn):
        series = Series(Reference(data, min_col=left, max_col=right, min_row=row))
        series.graphicalProperties = (
            GraphicalProperties(noFill=True)
            if plain
            else GraphicalProperties(solidFill=style.BANDS[i])
        )
        series.graphicalProperties.line = LineProperties(noFill=True)
        bands.series.append(series)
    bands.set_categories(heads)
    line = LineChart()
    series = Series(Reference(data, min_col=left, max_col=right, min_row=score_row))
    series.graphicalProperties = GraphicalProperties()
    series.graphicalProperties.line = LineProperties(solidFill=style.NAVY, w=int(2.25 * POINT))
    series.marker = Marker(symbol="circle", size=5)
    series.marker.graphicalProperties = GraphicalProperties(solidFill=style.NAVY)
    series.marker.graphicalProperties.line = LineProperties(solidFill=style.WHITE)
    series.smooth = False
    line.series.append(series)
    line.set_categories(heads)
    bands += line
    bands.legend = None
    bands.title = _title(title)
    bands.title.overlay = False
    y, x = bands.y_axis, bands.x_axis
    if not plain:
        y.scaling.min, y.scaling.max, y.majorUnit = 0, 100, 25
    y.majorGridlines = None
    y.number_format = style.signed(plain or "0")
    x.number_format = month_format
    x.tickLblPos = "low"  # below all values, not across them where some are negative
    x.tickLblSkip, x.tickMarkSkip, x.noMultiLvlLbl = 3, 3, True
    for axis in (x, y):
        axis.delete = False
        axis.majorTickMark = axis.minorTickMark = "none"
        axis.txPr = _text(800, style.MUTED, tilted=axis is x)
        axis.graphicalProperties = GraphicalProperties()
        axis.graphicalProperties.line = LineProperties(noFill=True)
    _plain(bands)
    bands.display_blanks = "gap"
    return bands


def place(sheet: Worksheet, chart: Any, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Put a chart over cells: column and row (from 1) of its first cell and of the one after."""
    anchor = TwoCellAnchor(editAs="twoCell")
    anchor._from = AnchorMarker(col=first[0] - 1, row=first[1] - 1)
    anchor.to = AnchorMarker(col=last[0] - 1, row=last[1] - 1)
    chart.anchor = anchor
    sheet.add_chart(chart)


def _plain(chart: ScatterChart | BarChart) -> None:
    """No frame, no ground: the sheet shows through."""
    chart.graphical_properties = GraphicalProperties(noFill=True)
    chart.graphical_properties.line = LineProperties(noFill=True)
    chart.plot_area.graphicalProperties = GraphicalProperties(noFill=True)
    chart.plot_area.graphicalProperties.line = LineProperties(noFill=True)
    chart.roundedCorners = False


def _characters(size: int, color: str, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=color, latin=Font(typeface="+mn-lt"))


def _text(size: int, color: str, tilted: bool = False) -> RichText:
    properties = ParagraphProperties(defRPr=_characters(size, color))
    return RichText(
        bodyPr=RichTextProperties(rot=-45 * 60000 if tilted else 0),
        p=[Paragraph(pPr=properties, endParaRPr=_characters(size, color))],
    )


def _title(words: str) -> Title:
    characters = _characters(1000, style.NAVY, bold=True)
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=characters), r=[RegularTextRun(rPr=characters, t=words)]
    )
    title = Title()
    title.tx = _rich(paragraph)
    return title


def _rich(paragraph: Paragraph):  # type: ignore[no-untyped-def]
    from openpyxl.chart.text import Text

    return Text(rich=RichText(bodyPr=RichTextProperties(), p=[paragraph]))
