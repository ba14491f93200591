"""Reading what people have: tables, JSON, other workbooks, data frames, into one form.

Nothing is judged here beyond its shape: every figure keeps the place it was read from, and
:mod:`.fill` says what is wrong with it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xl_kpis.kpi.lookup import fold
from xl_kpis.languages import available
from xl_kpis.workbook import layout
from xl_kpis.workbook.layout import Log
from xl_kpis.workbook.texts import words


@dataclass(frozen=True)
class Place:
    """Where something was read: row and column count from 1, as people see them; 0 for none."""

    file: str
    row: int = 0
    column: int = 0


@dataclass(frozen=True)
class Figure:
    """A value for a measure in a period, both as the source calls them."""

    measure: Any
    period: Any
    value: Any
    place: Place
    measure_place: Place
    period_place: Place


@dataclass(frozen=True)
class Entry:
    """A record of a log: values by field id, with their places."""

    log: Log
    values: Mapping[str, tuple[Any, Place]]
    place: Place


@dataclass
class Data:
    """Everything read."""

    figures: list[Figure] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    settings: dict[str, tuple[Any, Place]] = field(default_factory=dict)

    def add(self, other: Data) -> None:
        self.figures += other.figures
        self.entries += other.entries
        self.settings.update(other.settings)


MEASURE_WORDS = ("measure", "figure", "id", "mesure", "chiffre", "indicateur", "label", "libellé")
PERIOD_WORDS = ("period", "période", "periode", "date", "month", "mois", "from", "du")
VALUE_WORDS = ("value", "valeur", "number", "nombre", "amount")
LOG_WORDS = ("log", "journal", "table")

Table = Sequence[Sequence[Any]]


def read(source: Any, pack: str) -> Data:
    """Data from a path (CSV, JSON, workbook), a DataFrame, or plain Python mappings and lists.

    A folder gives all files in it.
    """
    if isinstance(source, Data):
        return source
    if isinstance(source, (str, Path)):
        return _read_path(Path(source), pack)
    if hasattr(source, "columns") and hasattr(source, "reset_index"):
        return _read_frame(source, pack)
    return _read_json(source, "data", pack)


def _read_path(path: Path, pack: str) -> Data:
    if path.is_dir():
        data = Data()
        for inside in sorted(path.iterdir()):
            if inside.suffix.lower() in (".csv", ".tsv", ".txt", ".json", ".xlsx", ".xlsm"):
                data.add(_read_path(inside, pack))
        return data
    ending = path.suffix.lower()
    if ending in (".xlsx", ".xlsm", ".xltx", ".xltm"):
        return _read_workbook(path, pack)
    text = decoded(path.read_bytes())
    if ending == ".json":
        return _read_json(json.loads(text), path.name, pack)
    return from_table(table_of(text), path.name, pack, hint=path.stem)


def decoded(raw: bytes) -> str:
    """Text in UTF-8 (with or without a mark), UTF-16 or, failing that, the Windows code page."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def table_of(text: str) -> list[list[str]]:
    """Rows of a CSV text, whatever separates its columns.

    >>> table_of("id;2026-01\\nrevenue;1 000,5\\n")
    [['id', '2026-01'], ['revenue', '1 000,5']]
    """
    first = text.partition("\n")[0]
    separator = max("\t;,", key=first.count) if any(c in first for c in "\t;,") else ","
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def from_table(table: Table, file: str, pack: str, hint: str = "") -> Data:
    """What a table with a row of headings says.

    Records of a log (headings are its fields), figures in long form (measure, period, value),
    periods down the side (first heading is a period), or periods across the top.
    """
    rows = [(i, list(row)) for i, row in enumerate(table, 1) if any(_said(v) for v in row)]
    if not rows:
        return Data()
    top, heads = rows[0]
    body = rows[1:]
    log = log_of(heads, pack, hint)
    if log is not None:
        return _log(log, heads, body, file)
    keys = [fold(h) if isinstance(h, str) else h for h in heads]
    long = [_index(keys, group) for group in (MEASURE_WORDS, PERIOD_WORDS, VALUE_WORDS)]
    data = Data()

    def add(row: int, cells: Sequence[Any], measure: At, period: At, column: int) -> None:
        """``measure`` and ``period`` are (row, column, what stands there)."""
        value = cells[column] if column < len(cells) else None
        if _said(value) and _said(measure[2]) and _said(period[2]):
            measured, timed = (Place(file, at[0], at[1] + 1) for at in (measure, period))
            place = Place(file, row, column + 1)
            data.figures.append(Figure(measure[2], period[2], value, place, measured, timed))

    if None not in long:
        m, p, v = (int(i) for i in long if i is not None)
        for row, cells in body:
            if len(cells) > max(m, p):
                add(row, cells, (row, m, cells[m]), (row, p, cells[p]), v)
        return data
    described = _not_periods(keys)
    for row, cells in body:
        for column in range(1, len(heads)):
            head, side = (top, column, heads[column]), (row, 0, cells[0])
            if keys[0] in PERIOD_WORDS:
                add(row, cells, head, side, column)
            elif column not in described:
                add(row, cells, side, head, column)
    return data


At = tuple[int, int, Any]


def _not_periods(keys: Sequence[Any]) -> set[int]:
    """Columns of a wide table that describe the measure: unit, note, label beside the id."""
    described = {"unit", "unité", "note", "what to count", "que compter", *MEASURE_WORDS}
    return {i for i, key in enumerate(keys) if key in described}


def _index(keys: Sequence[Any], names: Sequence[str]) -> int | None:
    for name in names:
        if name in keys:
            return keys.index(name)
    return None


def _said(value: Any) -> bool:
    """Whether a cell has something in it."""
    return (
        value is not None and value == value and not (isinstance(value, str) and not value.strip())
    )


def fields_of(log: Log) -> dict[str, str]:
    """Field ids by all they are called, folded."""
    names = {}
    for part in log.fields:
        names[fold(part.id)] = part.id
        for language in available():
            names[fold(words(f"field.{part.id}", language))] = part.id
    return names


def log_of(heads: Iterable[Any], pack: str, hint: str = "") -> Log | None:
    """The log that a row of headings belongs to: it has all required fields and no others."""
    keys = {fold(h) for h in heads if isinstance(h, str) and h.strip()}
    candidates = []
    for log in layout.LOGS[pack]:
        known = fields_of(log)
        found = {known[key] for key in keys if key in known}
        required = {f.id for f in log.fields if f.required}
        if required <= found and len(found) > 1 and all(key in known for key in keys):
            candidates.append(log)
    named = [log for log in candidates if fold(hint) in names_of_log(log)]
    return next(iter(named or candidates), None)


def names_of_log(log: Log) -> set[str]:
    """What a log is called, folded."""
    return {log.id, *(fold(words(f"log.{log.id}", language)) for language in available())}


def _log(log: Log, heads: Sequence[Any], body: list[tuple[int, list[Any]]], file: str) -> Data:
    known = fields_of(log)
    columns = {
        i: known[fold(h)] for i, h in enumerate(heads) if isinstance(h, str) and fold(h) in known
    }
    data = Data()
    for row, cells in body:
        values = {
            columns[i]: (value, Place(file, row, i + 1))
            for i, value in enumerate(cells)
            if i in columns and _said(value)
        }
        data.entries.append(Entry(log, values, Place(file, row)))
    return data


def _read_frame(frame: Any, pack: str) -> Data:
    """A DataFrame; a named or dated index is its first column."""
    plain = type(frame.index).__name__ == "RangeIndex" and frame.index.name is None
    whole = frame if plain else frame.reset_index()
    rows = [list(whole.columns), *whole.astype(object).to_numpy().tolist()]
    return from_table([[_native(v) for v in row] for row in rows], "DataFrame", pack)


def _native(value: Any) -> Any:
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value


def _read_json(content: Any, file: str, pack: str) -> Data:
    """Figures by measure (a list, or a mapping by period), ``settings``, ``logs``; or records."""
    if isinstance(content, list):
        heads = list(dict.fromkeys(key for record in content for key in record))
        table = [heads, *([record.get(key) for key in heads] for record in content)]
        return from_table(table, file, pack)
    if not isinstance(content, Mapping):
        raise ValueError("neither a mapping of figures nor a list of records")
    data = Data()
    place = Place(file)
    content = dict(content)
    for key, value in content.pop("settings", {}).items():
        data.settings[key] = (value, place)
    for name, records in content.pop("logs", {}).items():
        heads = list(dict.fromkeys(key for record in records for key in record))
        table = [heads, *([record.get(key) for key in heads] for record in records)]
        data.add(from_table(table, f"{file}: {name}", pack, hint=name))
    periods = content.pop("periods", None)
    figures = content.pop("measures", content)
    for row, (measure, values) in enumerate(figures.items(), 1):
        if isinstance(values, Mapping):
            pairs = list(values.items())
        elif isinstance(values, (list, tuple)):
            pairs = list(zip(periods or range(1, len(values) + 1), values, strict=False))
        else:
            pairs = [((periods or [1])[0], values)]
        for column, (period, value) in enumerate(pairs, 1):
            if _said(value):
                at = Place(file, row, column)
                data.figures.append(Figure(measure, period, value, at, at, at))
    return data


def _read_workbook(path: Path, pack: str) -> Data:
    """Another workbook: one of ours by its names, any other sheet by sheet."""
    import xl_kpis
    from xl_kpis.workbook.places import NotATemplate, Places

    book = xl_kpis.load(path)
    try:
        return _read_template(Places(book), path.name)
    except NotATemplate:
        pass
    data = Data()
    for index, sheet in enumerate(book.model.sheets):
        rows, columns = sheet.cells.extent()
        if rows and columns and not sheet.is_external:
            table = sheet.cells.read(index, 0, 0, rows - 1, columns - 1).tolist()
            data.add(from_table(table, f"{path.name}: {sheet.name}", pack, hint=sheet.name))
    return data


def _read_template(places: Any, file: str) -> Data:
    """What a person typed into a workbook of ours."""
    data = Data()
    starts = [start for start, _ in places.periods()]
    for _, measure in layout.measures(places.pack):
        sheet = f"{file}: {places.input_sheet_name}"
        cells = places.inputs(measure.id)
        for i, value in enumerate(places.typed(measure.id)):
            if _said(value) and (cell := cells[i]):
                at = Place(sheet, cell[0] + 1, cell[1] + 1)
                data.figures.append(Figure(measure.id, starts[i], value, at, at, at))
    for log in layout.LOGS[places.pack]:
        columns = {f.id: places.values(layout.log_column_name(log.id, f.id)) for f in log.fields}
        areas = {f.id: places.area(layout.log_column_name(log.id, f.id)) for f in log.fields}
        sheet = f"{file}: {places.sheet_name(areas[log.fields[0].id])}"
        for i in range(len(columns[log.fields[0].id])):
            values = {
                id: (column[i], Place(sheet, areas[id].top + i + 1, areas[id].left + 1))
                for id, column in columns.items()
                if _said(column[i])
            }
            if values:
                data.entries.append(Entry(log, values, next(iter(values.values()))[1]))
    for name in (layout.FIRST_PERIOD, layout.MONTHS):
        area = places.area(name)
        sheet = f"{file}: {places.sheet_name(area)}"
        value = places.value(name)
        key = name.removeprefix("Set_")
        data.settings[key] = (value, Place(sheet, area.top + 1, area.left + 1))
    return data
