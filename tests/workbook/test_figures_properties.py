"""A table of figures in any spelling comes back as the same figures, or is refused."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import xlwt
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from xlsb_samples import xlsb

from xl_kpis.languages import available
from xl_kpis.languages.conventions import conventions
from xl_kpis.workbook.data import Options, read
from xl_kpis.workbook.figures.names import Labels, called, is_day_first, label

LABELS = Labels("remote")
MEASURES = ("revenue", "users", "sessions_completed", "clients_start")
SEPARATORS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
MONTHS = [dt.date(2026 + i // 12, i % 12 + 1, 1) for i in range(24)]


def number(value: float, style: str) -> str:
    plain = f"{value:,.2f}" if value != int(value) else f"{value:,.0f}"
    signs = {
        "commas": ",.",
        "spaces": "\u00a0,",
        "points": ".,",
        "apostrophes": "'.",
        "none": "-.",
    }[style]
    swapped = plain.replace(",", "G").replace(".", signs[1])
    return swapped.replace("G", "" if signs[0] == "-" else signs[0])


def month(day: dt.date, style: str, language: str) -> str:
    names = conventions(language).months
    return {
        "iso": f"{day:%Y-%m}",
        "iso day": f"{day:%Y-%m-%d}",
        "slash": f"{day:%m/%Y}",
        "name": f"{names[day.month - 1]} {day.year}",
        "short": f"{names[day.month - 1][:4]}. {day.year}",
        "day first": f"{day:%d/%m/%Y}",
        "month first": f"{day:%m/%d/%Y}",
        "dots": f"{day:%d.%m.%Y}",
    }[style]


def line(cells: list[str], separator: str) -> str:
    return separator.join(
        f'"{cell}"' if separator in cell or '"' in cell else cell for cell in cells
    )


Cell = str | float | dt.date
Sheets = list[list[list[Cell]]]


def as_xlsx(sheets: Sheets) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"S{number}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(sheets: Sheets) -> bytes:
    def cell(value: Cell) -> str:
        kind = "string" if isinstance(value, str) else "float"
        said = "" if isinstance(value, str) else f' office:value="{value!r}"'
        text = escape(str(value))
        return (
            f'<table:table-cell office:value-type="{kind}"{said}>'
            f"<text:p>{text}</text:p></table:table-cell>"
        )

    urn = "urn:oasis:names:tc:opendocument:xmlns"
    found = "".join(
        f'<table:table table:name="S{number}">'
        + "".join(
            f"<table:table-row>{''.join(map(cell, row)) or '<table:table-cell/>'}</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for number, rows in enumerate(sheets, 1)
    )
    spaces = "".join(f' xmlns:{short}="{urn}:{short}:1.0"' for short in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}>'
        f"<office:body><office:spreadsheet>{found}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{urn}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return out.getvalue()


def as_xls(sheets: Sheets) -> bytes:
    book = xlwt.Workbook()
    for number, rows in enumerate(sheets, 1):
        sheet = book.add_sheet(f"S{number}")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xlsb(sheets: Sheets) -> bytes:
    return xlsb(*sheets)


WRITERS = {"xlsx": as_xlsx, "ods": as_ods, "xls": as_xls, "xlsb": as_xlsb}
tables = st.fixed_dictionaries(
    {
        "measures": st.lists(st.sampled_from(MEASURES), min_size=1, max_size=4, unique=True),
        "months": st.lists(st.sampled_from(MONTHS), min_size=1, max_size=5, unique=True),
        "values": st.lists(
            st.one_of(st.integers(1, 2_000_000), st.integers(0, 10**7).map(lambda n: n / 100)),
            min_size=20,
            max_size=20,
        ),
        "language": st.sampled_from(available()),
        "separator": st.sampled_from(SEPARATORS),
        "encoding": st.sampled_from(ENCODINGS),
        "numbers": st.sampled_from(("commas", "spaces", "points", "apostrophes", "none")),
        "dates": st.sampled_from(
            ("iso", "iso day", "slash", "name", "day first", "month first", "dots")
        ),
        "file": st.sampled_from(("csv", "csv", *WRITERS)),
        "typed": st.booleans(),
        "real days": st.booleans(),
        "sheets": st.booleans(),
        "layout": st.sampled_from(("down", "across", "long", "year and month")),
        "title": st.booleans(),
    }
)


@settings(max_examples=150, deadline=None)
@given(tables)
def test_a_table_comes_back_as_it_was_or_is_refused(table: dict) -> None:
    measures, months, language = table["measures"], table["months"], table["language"]
    assume(not (is_day_first(language) and table["dates"] == "month first"))  # nobody writes so
    values = iter(table["values"])
    expected = {(m, day): float(next(values)) for m in measures for day in months}
    labels = {m: label(LABELS.measures[m], language) for m in measures}
    real = table["real days"] and table["file"] == "xlsx"
    heads: list[Cell] = [day if real else month(day, table["dates"], language) for day in months]
    typed = table["typed"] and table["file"] != "csv"

    def said(measure: str, day: dt.date) -> Cell:
        value = expected[measure, day]
        return value if typed else number(value, table["numbers"])

    def laid_out(part: list[str]) -> list[list[Cell]]:
        pairs = list(zip(heads, months, strict=True))
        if table["layout"] == "down":
            rows = [["Date", *(labels[m] for m in part)]]
            rows += [[head, *(said(m, day) for m in part)] for head, day in pairs]
        elif table["layout"] == "year and month":
            rows = [
                [*(called(p, language)[0] for p in ("year", "month")), *(labels[m] for m in part)]
            ]
            rows += [[f"{d.year}", f"{d.month}", *(said(m, d) for m in part)] for d in months]
        elif table["layout"] == "across":
            rows = [["KPI", *heads], *([labels[m], *(said(m, d) for d in months)] for m in part)]
        else:
            rows = [["measure", "period", "value"]]
            rows += [[labels[m], head, said(m, day)] for m in part for head, day in pairs]
        return [["Our figures"], [], *rows] if table["title"] else rows

    apart = table["sheets"] and table["file"] != "csv"
    sheets = [laid_out([m]) for m in measures] if apart else [laid_out(measures)]
    if table["file"] == "csv":
        text = "\r\n".join(line([str(c) for c in row], table["separator"]) for row in sheets[0])
        raw = text.encode(table["encoding"], errors="replace")
    else:
        raw = WRITERS[table["file"]](sheets)
    with TemporaryDirectory() as folder:
        path = Path(folder, f"t.{table['file']}")
        path.write_bytes(raw)
        data = read(path, "remote", Options())
    found = {}
    for figure in data.figures:
        measure = LABELS.match(figure.measure).measure
        if measure is not None and figure.span is not None and isinstance(figure.value, float):
            day = figure.span.first.replace(day=1)
            found[measure.id, day] = figure.value
    assert data.problems or found == expected
    assert all(found[key] == expected[key] for key in found if key in expected)
    assert set(found) <= set(expected)
