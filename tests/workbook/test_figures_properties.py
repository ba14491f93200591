"""A table of figures in any spelling comes back as the same figures, or is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from xl_kpis.languages import available
from xl_kpis.languages.conventions import conventions
from xl_kpis.workbook.data import Options, read
from xl_kpis.workbook.figures.names import Labels, is_day_first, label

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
        "down": st.booleans(),
        "title": st.booleans(),
    }
)


@settings(max_examples=100, deadline=None)
@given(tables)
def test_a_table_comes_back_as_it_was_or_is_refused(table: dict) -> None:
    measures, months, language = table["measures"], table["months"], table["language"]
    assume(not (is_day_first(language) and table["dates"] == "month first"))  # nobody writes so
    values = iter(table["values"])
    expected = {(m, day): float(next(values)) for m in measures for day in months}
    labels = {m: label(LABELS.measures[m], language) for m in measures}
    heads = [month(day, table["dates"], language) for day in months]
    if table["down"]:
        rows = [["Date", *labels.values()]]
        rows += [
            [head, *(number(expected[m, day], table["numbers"]) for m in measures)]
            for head, day in zip(heads, months, strict=True)
        ]
    else:
        rows = [["KPI", *heads]]
        rows += [
            [labels[m], *(number(expected[m, day], table["numbers"]) for day in months)]
            for m in measures
        ]
    if table["title"]:
        rows = [["Our figures"], [], *rows]
    text = "\r\n".join(line(row, table["separator"]) for row in rows)
    with TemporaryDirectory() as folder:
        path = Path(folder, "t.csv")
        path.write_bytes(text.encode(table["encoding"], errors="replace"))
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
