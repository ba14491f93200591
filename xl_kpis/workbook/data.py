"""Reading what people have: files of any kind, data frames, Python mappings, into one form.

What a file is, where its tables are and how it writes numbers and dates is found out by
:mod:`xl_kpis.workbook.figures`; every figure keeps the place it was read from, and :mod:`.fill`
says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from xl_kpis.kpi.logs import Log
from xl_kpis.kpi.lookup import fold
from xl_kpis.languages.conventions import conventions
from xl_kpis.workbook import layout
from xl_kpis.workbook.figures import names, recognise
from xl_kpis.workbook.figures.beside_plans import in_one_row
from xl_kpis.workbook.figures.grids import grid
from xl_kpis.workbook.figures.logs import (
    PAYMENTS,
    SAMPLE,
    columns_of,
    is_about_appointments,
    is_about_money,
    lacking,
    may_hold,
)
from xl_kpis.workbook.figures.model import (
    Data,
    Entry,
    Figure,
    Place,
    Planned,
    Remark,
    Table,
    said,
)
from xl_kpis.workbook.figures.names import Labels
from xl_kpis.workbook.figures.options import LESS, SCALE, Options, is_less
from xl_kpis.workbook.figures.periods import parse_span
from xl_kpis.workbook.figures.plain_cells import read_days
from xl_kpis.workbook.figures.plan_names import kpi_named, plan_field
from xl_kpis.workbook.figures.plans import planned_value, plans
from xl_kpis.workbook.figures.presence import grid_in, presence
from xl_kpis.workbook.figures.presets import first_of, shipped
from xl_kpis.workbook.figures.recognise import Unreadable
from xl_kpis.workbook.figures.records import records
from xl_kpis.workbook.figures.settling import settle
from xl_kpis.workbook.figures.tables import HEADINGS_WITHIN, Block, Looking, blocks
from xl_kpis.workbook.figures.told import as_written, renamed
from xl_kpis.workbook.typed_figures import ours

__all__ = ["Data", "Entry", "Figure", "Options", "Place", "Remark", "read"]

SEEN = 3
"""How many cells are quoted of a file in which nothing was recognised."""


def read(source: Any, pack: str, options: Options | None = None) -> Data:
    """Data from a path (text, JSON, workbook), a DataFrame, or plain Python mappings and lists.

    A folder gives all files in it that hold figures. What cannot be read is among the
    ``problems`` of what comes back.
    """
    if isinstance(source, Data):
        return source
    reader = _Reader(pack, options or Options())
    data = Data(problems=list(reader.problems))
    if isinstance(source, (str, Path)):
        data.add(reader.path(Path(source)))
    elif hasattr(source, "columns") and hasattr(source, "reset_index"):
        data.add(reader.frame(source))
    else:
        data.add(reader.json(source, "data"))
    return data


class _Reader:
    """Reads for one pack, with what a person said."""

    def __init__(self, pack: str, options: Options) -> None:
        self.pack = pack
        self.problems: list[Remark] = []
        self.log = self._log_id(options.log) if options.log else ""
        self.said, self.heard = options, dict[str, str]()
        self._hear(options)

    def _hear(self, options: Options) -> None:
        """Take in what a person said."""
        self.mapped = {fold(name): self._meaning(what) for name, what in options.columns.items()}
        preset = options.preset
        own = {**(preset.measures if preset else {}), **self.mapped}
        self.labels = Labels(self.pack, own)
        named = (what for what in options.columns.values() if what and not is_less(what))
        plain = not (options.log or any(named))
        self.presets = [preset] if preset else list(shipped().values()) if plain else []
        self.dates = options.dates or (preset.dates if preset else "")
        self.decimal = options.decimal or (preset.decimal if preset else "")
        self.options = replace(options, dates=self.dates, decimal=self.decimal)

    def _log_id(self, name: str) -> str:
        logs = layout.logs(self.pack)
        for log in logs:
            if fold(name) in names.names_of_log(log):
                return log.id
        known = [(log.text_id, "") for log in logs]
        self.problems.append(Remark(Place("--log"), "log_unknown", {"name": name, "known": known}))
        return ""

    def _meaning(self, what: str) -> str:
        """What a person says a heading stands for: a field, a part of a table, or a measure."""
        key = fold(what)
        if not key:
            return ""
        if (scaled := SCALE.fullmatch(what.strip())) and self._meaning(scaled[1]) == "rating":
            return "rating"
        if (less := LESS.fullmatch(what.strip())) and self._meaning(less[1]) in ("amount", ""):
            return ""
        for log in layout.logs(self.pack):
            if names.ranks_of(log).get(key) == 0:
                return names.fields_of(log)[key]
        if part := next(
            (p for p in ("measure", "period", "value") if names.is_called(what, p)), ""
        ):
            return part
        found = Labels(self.pack).match(what).measure
        if found is not None:
            return found.id
        ids = dict.fromkeys(f.text_id for log in layout.logs(self.pack) for f in log.fields)
        values = {"name": what, "fields": [(id, "") for id in ids]}
        self.problems.append(Remark(Place("--map"), "map_unknown", values))
        return ""

    # ---- sources ----------------------------------------------------------------------------

    def path(self, path: Path) -> Data:
        if not path.is_dir():
            return self._file(path)
        data = Data()
        for inside in recognise.inside(path):
            found = self._file(inside)
            if found.is_empty and all(p.id.startswith("file_") for p in found.problems):
                for problem in found.problems:
                    reason = (problem.id, problem.values)
                    data.note(Place(inside.name), "file_skipped", reason=reason)
                continue
            data.add(found)
        if data.is_empty and not data.problems:
            data.problem(Place(path.name), "file_empty")
        return data

    def _file(self, path: Path) -> Data:
        try:
            content = recognise.content_of(path)
        except Unreadable as error:
            return Data(problems=[Remark(Place(path.name), error.id, error.values)])
        if content.kind == "json":
            return self.json(content.json, path.name)
        if content.book is not None and (typed := ours(content.book, path.name)) is not None:
            return typed
        return self.tables(content.tables, path.name)

    def frame(self, frame: Any) -> Data:
        """A DataFrame; a named or dated index is its first column."""
        plain = type(frame.index).__name__ == "RangeIndex" and frame.index.name is None
        whole = frame if plain else frame.reset_index()
        rows = [list(whole.columns), *whole.astype(object).to_numpy().tolist()]
        natives = [[_native(v) for v in row] for row in rows]
        return self.tables([Table("DataFrame", natives)], "DataFrame")

    def json(self, content: Any, file: str) -> Data:
        """Figures by measure (a list, or a mapping by period), ``settings``, ``logs``; records."""
        data = Data()
        place = Place(file)
        if _is_records(content):
            return self.tables([Table(file, _rows(content))], file)
        parts = ("settings", "logs", "measures", "targets")
        if not isinstance(content, Mapping) or not all(
            isinstance(content.get(part, {}), Mapping) for part in parts
        ):
            data.problem(place, "nothing", seen=[str(content)[:40]])
            return data
        content = dict(content)
        for key, value in content.pop("settings", {}).items():
            data.settings[key] = (value, place)
        for name, found in content.pop("logs", {}).items():
            if _is_records(found):
                table = Table(f"{file}: {name}", _rows(found), name)
                data.add(self.tables([table], table.file))
        data.plans += self._targets(content.pop("targets", {}), place)
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
                if said(value):
                    at = Place(file, row, column)
                    data.figures.append(Figure(measure, period, value, at, at, at))
        _order_periods(data, self.options)
        read_days(data, self.labels, self.options, False)
        settle(data, "", self.decimal)
        return data

    def _targets(self, content: Mapping[str, Any], place: Place) -> list[Planned]:
        """Targets by KPI: a number, or a mapping by field; in that, ``periods`` by period."""
        found = []
        for name, values in content.items():
            kpi = kpi_named(name, self.pack)
            fields = values if isinstance(values, Mapping) else {"target": values}
            fields = {plan_field(key): value for key, value in fields.items()}
            single = fields.pop("periods", {})
            for field, value in fields.items():
                if said(value):
                    read = planned_value(field, value, kpi)
                    found.append(Planned(name, field, read, place, place))
            for period, value in single.items() if isinstance(single, Mapping) else ():
                read = planned_value("target", value, kpi)
                span = parse_span(period)
                found.append(Planned(name, "target", read, place, place, period, span))
        return found

    # ---- tables -----------------------------------------------------------------------------

    def tables(self, tables: Sequence[Table], file: str) -> Data:
        """All that the sheets of a file hold, in one convention for its numbers."""
        data = Data(renamed=as_written(self.said, tables))
        if data.renamed != self.heard:
            self._hear(renamed(self.said, data.renamed))
            self.heard = data.renamed
        empty: list[Table] = []
        for table in tables:
            look = Looking(self.pack, self.labels, table.hint, self.log, self.mapped, self.presets)
            count = 0
            if self._statement(data, table):
                continue
            table = replace(table, rows=in_one_row(table.rows))
            if (there := grid_in(table, look)) is not None:
                found = presence(table, there, look, self.options)
                _hidden(found, table)
                data.add(found)
                continue
            for block in blocks(table.rows, look):
                if self._unnamed_payments(block):
                    continue
                count += 1
                if block.kind in ("log", "preset"):
                    found = records(block, table.file, self.pack, self.options)
                elif block.kind == "plan":
                    rows = block.body
                    found = plans(
                        block.plan, block.heads, rows, table.file, self.pack, self.options
                    )
                else:
                    above = table.rows[: block.top - 1]
                    found = grid(block, table.file, look, self.options, above)
                _ragged(found, block, table)
                _hidden(found, table)
                data.add(found)
                if found.is_empty and not found.notes and not found.problems:
                    data.problem(Place(table.file, block.top, 1), "nothing_rows")
            if not count and _has_cells(table):
                empty.append(table)
        named = [figure.measure for figure in data.figures]
        language = self.labels.language(named) or names.language_of_heads(
            head for taken in data.tables for head in taken.heads
        )
        read_days(data, self.labels, self.options, names.is_day_first(language))
        spoken = conventions(language).decimal if language else ""
        decimal = next((t.decimal for t in tables if t.decimal), spoken)
        settle(data, decimal, self.decimal)
        self._nothing(data, tables, empty, file)
        return data

    def _unnamed_payments(self, block: Block) -> bool:
        """Whether a table with days looks like figures and is one of payments, where no column is
        called the amount and none is the name of a figure."""
        if block.kind != "down" or not is_about_money(block.heads) or self.mapped:
            return False
        if any(said(head) and self.labels.known(head) for head in block.heads):
            return False
        below = [cells for _, cells in block.body]
        logs = (log for log in layout.logs(self.pack) if log.known == PAYMENTS)
        return any(lacking(log, block.heads, below, {}) is not None for log in logs)

    def _statement(self, data: Data, table: Table) -> bool:
        """Whether a table is an account statement of which nobody said what counts; asked then."""
        if self.options.columns or self.options.preset:
            return False
        for number, row in enumerate(table.rows[:HEADINGS_WITHIN], 1):
            came = [i for i, head in enumerate(row) if names.is_called(names.bare(head), "came_in")]
            went = [
                i for i, head in enumerate(row) if names.is_called(names.bare(head), "went_out")
            ]
            if len(came) == len(went) == 1 and any(
                names.is_called(h, "period") or names.is_called(h, "field.date") for h in row
            ):
                heads = {"came": str(row[came[0]]).strip(), "went": str(row[went[0]]).strip()}
                place = Place(table.file, number, came[0] + 1)
                data.problem(place, "statement", field=("field.amount", ""), **heads)
                return True
        return False

    def _nothing(
        self, data: Data, tables: Sequence[Table], empty: Sequence[Table], file: str
    ) -> None:
        """Say what was not recognised: as a problem if that is all there is."""
        if not data.is_empty or data.problems:
            for table in empty:
                data.note(Place(table.file), "sheet_skipped")
            return
        cells = [cell for table in tables for row in table.rows for cell in row if said(cell)]
        if not cells:
            data.problem(Place(file), "file_empty")
        elif empty and not any(table not in empty and _has_cells(table) for table in tables):
            seen = [str(cell).strip()[:30] for cell in cells[:SEEN]]
            preset = self.options.preset
            if preset is not None:
                missing = _least_missing(preset, empty)
                title = (f"preset.{preset.name}", "") if preset.name else ("", preset.title)
                data.problem(Place(file), "preset_absent", preset=title, columns=missing)
            elif (near := _nearly(self.pack, empty, self.mapped)) is not None:
                table, log, part, heads = near
                place = Place(table.file)
                field = (log.field(part).text_id, "")
                payout = next((h for h in heads if _is_of_payouts(h)), "")
                if payout and fold(payout) not in self.mapped:
                    data.problem(place, "payouts", column=payout)
                elif heads:
                    values = {"columns": heads, "one": heads[0]}
                    data.problem(place, "nothing_log", log=log, field=field, **values)
                else:
                    kind = log.field(part).kind
                    id = "nothing_status" if kind == "status" else "nothing_field"
                    data.problem(place, id, log=log, field=field)
            else:
                data.problem(Place(empty[0].file), "nothing", seen=seen)
        elif not data.tables:
            data.problem(Place(file), "nothing_left")  # no names, or totals only


def _is_of_payouts(head: str) -> bool:
    return names.is_called(names.bare(head), "payout_head")


def _ragged(data: Data, block: Block, table: Table) -> None:
    """Refuse rows that go on beyond their headings: what separates cells stands in one of them."""
    if not table.separator:
        return
    wide = len(block.heads)
    for number, cells in block.body:
        if any(map(said, cells[wide:])):
            values = {"cells": len(cells), "heads": wide, "sign": table.separator}
            data.problem(Place(table.file, number, wide + 1), "ragged", **values)


def _hidden(data: Data, table: Table) -> None:
    """Refuse what would count and is not shown, or struck through: a sheet, rows a filter leaves
    out, columns, cells."""
    hidden = table.hidden
    if hidden.sheet and not data.is_empty:
        data.problem(Place(table.file), "hidden_sheet", name=table.hint)
        return
    rows = {at.row for at in (*(e.place for e in data.entries), *(f.place for f in data.figures))}
    columns = {figure.place.column for figure in data.figures}
    if found := sorted(rows & hidden.rows):
        data.problem(Place(table.file, found[0], 1), "hidden_rows", rows=len(found))
    if found := sorted(columns & hidden.columns):
        data.problem(Place(table.file, 1, found[0]), "hidden_columns", count=len(found))
    if hidden.struck:
        counted = [place for entry in data.entries for _, place in entry.values.values()]
        counted += [figure.place for figure in data.figures]
        cells = sorted(hidden.struck.intersection((at.row, at.column) for at in counted))
        if cells:
            rows = {row for row, _ in cells}
            data.problem(Place(table.file, *cells[0]), "struck", rows=len(rows))


def _has_cells(table: Table) -> bool:
    return any(said(cell) for row in table.rows for cell in row)


def _least_missing(preset: Any, tables: Sequence[Table]) -> list[str]:
    rows = [row for table in tables for row in table.rows[:20]]
    return min((preset.missing(row) for row in rows), key=len, default=[])


def _nearly(
    pack: str, tables: Sequence[Table], mapped: Mapping[str, str]
) -> tuple[Table, Log, str, list[str]] | None:
    """A table that lacks one column of a log only: the log, the column, and the headings.

    A question about satisfaction makes it a survey, whatever stands beside it.
    """
    asks = shipped()["survey"].takes[0].columns["rating"]
    ratings = next((log for log in layout.logs(pack) if log.known == "ratings"), None)
    if ratings is None:
        return None
    for table in tables:
        for at, row in enumerate(table.rows[:20]):
            columns = columns_of(ratings, row, mapped)
            left = [i for i, head in enumerate(row) if said(head) and i not in columns.values()]
            asked = [i for i in left if first_of(asks, [fold(str(row[i]))])]
            others = [i for i in left if i not in asked]
            below = table.rows[at + 1 : at + 1 + SAMPLE]
            if asked and "date" in columns:
                return table, ratings, "rating", _that_may_hold("rating", asked, row, below)
            if (asked or "rating" in columns) and "date" not in columns and others:
                return table, ratings, "date", _that_may_hold("date", others, row, below)
    near = [
        (found, table, log)
        for table in tables
        for at, row in enumerate(table.rows[:20])
        for log in layout.logs(pack)
        if log.known == PAYMENTS or not is_about_money(row) or is_about_appointments(row)
        if (found := lacking(log, row, table.rows[at + 1 :], mapped))
    ]
    if not near:
        return None
    found, table, log = max(near, key=lambda n: (n[0].fits, len(n[0].columns)))
    return table, log, found.field, found.heads


def _that_may_hold(
    kind: str, columns: Sequence[int], heads: Sequence[Any], below: Sequence[Sequence[Any]]
) -> list[str]:
    """The headings of those columns that may be those of a field; of all where none may."""
    fitting = [i for i in columns if may_hold(kind, [row[i] for row in below if i < len(row)])]
    return [str(heads[i]).strip() for i in fitting or columns]


def _order_periods(data: Data, options: Options) -> None:
    """Read the periods of a mapping, all in one order."""
    from xl_kpis.workbook.figures.periods import DMY, decide_order
    from xl_kpis.workbook.figures.plain_cells import remark_order

    cells = [(figure.period, figure.place) for figure in data.figures]
    texts = list(dict.fromkeys(period for period, _ in cells))
    order = decide_order(texts, fixed=options.dates, periods=True)
    places = dict(reversed(cells))
    remark_order(data, order, [(text, places[text]) for text in texts])
    data.figures[:] = [
        replace(figure, span=parse_span(figure.period, order.order or DMY))
        for figure in data.figures
    ]


def _is_records(found: Any) -> bool:
    return isinstance(found, list) and bool(found) and all(isinstance(r, Mapping) for r in found)


def _rows(found: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    heads = list(dict.fromkeys(key for record in found for key in record))
    return [list(heads), *([record.get(key) for key in heads] for record in found)]


def _native(value: Any) -> Any:
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value
