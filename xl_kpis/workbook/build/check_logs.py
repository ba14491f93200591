"""Checks of the records in the logs, and of which KPIs take them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from xl_kpis.kpi.logs import Field, Log
from xl_kpis.kpi.model import Kpi
from xl_kpis.workbook import layout
from xl_kpis.workbook.build.context import LOG_HEAD, Build, Check, as_typed

FAR = 1048576
"""A row that no sheet goes beyond."""


@dataclass(frozen=True)
class _Rule:
    what: str
    severity: str
    field: Field
    bad: str
    """An array over the rows of the log, above zero where something is wrong."""
    words: dict[str, str]
    count: str = ""
    """What counts the bad rows, if that is quicker than adding them up."""


def log_checks(build: Build) -> Iterator[Check]:
    for log in layout.logs(build.pack):
        names = {f.id: layout.log_column_name(log.id, f.id) for f in log.fields}
        for rule in _rules(build, log, names):
            yield _check(build, log, rule, names[rule.field.id])
        yield from _copied(build, log, names)
        yield _below(build, log, names[log.fields[0].id])
    for kpi in build.kpis:
        if layout.has_log(kpi):
            yield from _sources(build, kpi)


def _check(build: Build, log: Log, rule: _Rule, name: str) -> Check:
    row = f"{FAR}-SUMPRODUCT(MAX(({rule.bad}>0)*({FAR}-ROW({name}))))"
    cell = f"INDEX({name},{row}-ROW(INDEX({name},1))+1)"
    found = as_typed(cell)
    if rule.field.kind == "date":
        found = f"IF(ISNUMBER({cell}),{iso(cell)},{found})"
    return Check(
        f"{log.id}.{rule.field.id}.{rule.what}",
        build.words(log.text_id),
        build.words(f"check.log.{rule.what}", **rule.words),
        rule.severity,
        rule.count or f"SUMPRODUCT(--({rule.bad}>0))",
        name,
        remedy=build.words(f"remedy.log.{rule.what}", **rule.words),
        cell=f"ADDRESS({row},COLUMN(INDEX({name},1)),4)",
        found=found,
    )


EARLIEST = "DATE(1970,1,1)"
"""What is dated before is a number that was typed for a day, and would count in no period."""


def iso(cell: str) -> str:
    """A date in digits that mean the same in every language."""
    return f'YEAR({cell})&"-"&RIGHT("0"&MONTH({cell}),2)&"-"&RIGHT("0"&DAY({cell}),2)'


def _rules(build: Build, log: Log, names: dict[str, str]) -> Iterator[_Rule]:
    dates = [f for f in log.fields if f.kind == "date"]
    filled = "+".join(f"(1-ISBLANK({name}))" for name in names.values())
    for field in log.fields:
        name, label = names[field.id], {"field": build.words(field.text_id)}
        no_number = f"(1-ISNUMBER({name}))*(1-ISBLANK({name}))"
        words_in_it = f"COUNTA({name})-COUNT({name})"
        if field.kind == "date":
            early = f"{no_number}+ISNUMBER({name})*({name}<{EARLIEST})"
            none = f'{words_in_it}+COUNTIF({name},"<"&{EARLIEST})'
            yield _Rule("dates", "error", field, early, label, none)
        if field.kind == "rating":
            n = layout
            off = f"ISNUMBER({name})*(({name}<{n.SCALE_LOW})+({name}>{n.SCALE_HIGH}))+{no_number}"
            yield _Rule("scale", "error", field, off, {})
        if field.kind == "kind":
            unknown = f"(1-ISBLANK({name}))*(COUNTIF({layout.words_name(log, field)},{name})=0)"
            what = "kind" if log.known == "events" else "word"
            yield _Rule(what, "error", field, unknown, label)
        if field.kind == "status":
            listed = (layout.list_name(log, field, choice) for choice in field.choices)
            lists = "+".join(f"COUNTIF({words},{name})" for words in listed)
            what = "list" if any(choice.own for choice in field.choices) else "status"
            yield _Rule(what, "error", field, f"(1-ISBLANK({name}))*({lists}=0)", label)
        if field.kind == "count":
            bad = f"{no_number}+ISNUMBER({name})*({name}<0)"
            yield _Rule("number", "error", field, bad, label)
        if field.kind == "amount":
            yield _Rule("amount", "error", field, no_number, label, words_in_it)
        if field.required:
            yield _Rule("required", "error", field, f"({filled})*ISBLANK({name})", label)
    for later in dates[1:]:
        a, b = names[dates[0].id], names[later.id]
        pair = {
            "later": build.words(later.text_id),
            "earlier": build.words(dates[0].text_id),
        }
        yield _Rule("order", "error", later, f"ISNUMBER({a})*ISNUMBER({b})*({b}<{a})", pair)
    first = dates[0]
    name = names[first.id]
    bad = f"ISNUMBER({name})*({name}>MAX({layout.PERIOD_ENDS}))"
    after = f'COUNTIF({name},">"&MAX({layout.PERIOD_ENDS}))'
    yield _Rule("future", "warning", first, bad, {"count": str(build.periods)}, after)


def _copied(build: Build, log: Log, names: dict[str, str]) -> Iterator[Check]:
    """Records that are the same in every column: a row that was copied counts twice.

    Only records that say whose they are, or how many came; answers of nobody in particular are
    often alike.
    """
    whose = [f for f in log.fields if f.kind == "text"][:1]
    fields = whose or [f for f in log.fields if f.kind == "count" and f.required]
    if not fields:
        return
    told = "*".join(f"(1-ISBLANK({names[f.id]}))" for f in fields)
    # An empty cell as a criterion would be a zero; with a text behind it, it is what is empty.
    same = ",".join(f"{names[f.id]},{names[f.id]}{_criterion(f)}" for f in log.fields)
    bad = f"{told}*(COUNTIFS({same})>1)"
    name, date = names[fields[0].id], names[log.day]
    at = f"{{0}}-ROW(INDEX({name},1))+1"
    equal = "*".join(f"({n}=INDEX({n},{at}))" for n in names.values())

    def first(rows: str) -> str:
        return f"{FAR}-SUMPRODUCT(MAX({rows}*({FAR}-ROW({name}))))"

    again_at = f"{{1}}-ROW(INDEX({name},1))+1"
    day, who = f"INDEX({date},{again_at})", f"INDEX({name},{again_at})"
    again = build.words("found.log.copied", row="#1", other="#2")
    said = f'SUBSTITUTE(SUBSTITUTE("{again}","#1",{{1}}),"#2",{{0}})'
    day = f'IF(ISNUMBER({day}),{iso(day)},{day}&"")'
    lasting = log.lasts is not None  # nobody begins twice on one day
    yield Check(
        f"{log.id}.copied",
        build.words(log.text_id),
        build.words("check.log.copied"),
        "error" if lasting else "warning",
        f"SUMPRODUCT({bad})",
        name,
        remedy=build.words("remedy.log.copied" + (".lasting" if lasting else "")),
        cell=f"ADDRESS({{1}},COLUMN(INDEX({name},1)),4)",
        found=f'{said}&{who}&", "&{day}',
        steps=(first(bad), first(f"{equal}*(ROW({name})>{{0}})")),
    )


def _criterion(field: Field) -> str:
    """What stands behind a cell of a field that may be empty, to count the cells that are alike."""
    return "" if field.required and field.kind != "text" else '&""'


def _below(build: Build, log: Log, name: str) -> Check:
    """Records under the table, which nothing counts."""
    sheet = build.quoted(layout.log_sheet(log))
    right = get_column_letter(1 + len(log.fields))
    top = LOG_HEAD + layout.LOG_ROWS + 1
    cells = f"{sheet}!$B${top}:${right}${top + layout.LOG_ROWS}"
    return Check(
        f"{log.id}.below",
        build.words(log.text_id),
        build.words("check.log.below"),
        "error",
        f"COUNTA({cells})",
        name,
        remedy=build.words("remedy.log.below"),
        cell=f"ADDRESS(ROW({sheet}!$B${top}),COLUMN({sheet}!$B${top}),4)",
    )


def logs_of(build: Build, kpi: Kpi) -> list[Log]:
    """The logs a KPI is counted from."""
    counted = {m.counted.log for m in kpi.measures if m.counted}
    return [log for log in layout.logs(build.pack) if log.id in counted]


def _sources(build: Build, kpi: Kpi) -> Iterator[Check]:
    """A KPI counted from an empty log, or typed nowhere while a log of its own has records."""
    source = layout.source_name(kpi)
    logged = f"{source}=INDEX({layout.SOURCES},2)"
    used = logs_of(build, kpi)
    alone = [
        log for log in used if not any(log in logs_of(build, k) for k in build.kpis if k is not kpi)
    ]
    titles = ", ".join(build.words(log.text_id) for log in used)
    words = {"logs": titles, "log": build.words("source.log")}

    def records(log: Log) -> str:
        return f"COUNTA({layout.log_column_name(log.id, log.day)})"

    def check(what: str, severity: str, formula: str) -> Check:
        return Check(
            f"{layout.short(kpi)}.{what}",
            build.kpi_name(kpi),
            build.words(f"check.kpi.{what}", **words),
            severity,
            formula,
            source,
            remedy=build.words(f"remedy.kpi.{what}", **words),
            found=as_typed(source),
        )

    # no log has figures for a KPI that is counted from none
    empty = "+".join(f"({records(log)}=0)" for log in used) or "1"
    yield check("log_empty", "error", f"IF({logged},0+{empty},0)")
    own = {(log.id, f.id) for log in used for f in log.fields if not f.required}
    counted = {column for m in kpi.measures for column in layout.columns_counted(m)}
    optional = (own & counted) - _silent(used)
    telling = optional & layout.telling(build.pack)
    for what, found in (("log_silent", telling), ("log_column", optional - telling)):
        if found:
            columns = [layout.log_column_name(*column) for column in sorted(found)]
            none = "+".join(f"(COUNTA({column})=0)" for column in columns)
            some = "*".join(f"({records(log)}>0)" for log in used)
            words["fields"] = ", ".join(
                build.words(field.text_id) for field in _fields(used, found)
            )
            yield check(what, "warning", f"IF({logged},{some}*({none}),0)")
    if alone:
        some = "+".join(records(log) for log in alone)
        typed = f"COUNT({build.typed_cells[kpi.id]})"
        yield check("log_unused", "warning", f"IF({logged},0,IF({typed}=0,IF({some}>0,1,0),0))")


def _silent(logs: list[Log]) -> set[tuple[str, str]]:
    """Columns that may well be empty: nobody left yet; of ratings a note says so when they come."""
    gone = {(log.id, log.last_day) for log in logs if log.once}
    return gone | {(log.id, f.id) for log in logs for f in log.fields if f.kind == "rating"}


def _fields(logs: list[Log], columns: set[tuple[str, str]]) -> list[Field]:
    """Those columns, by log and name."""
    by_id = {log.id: log for log in logs}
    return [by_id[log].field(field) for log, field in sorted(columns)]


__all__ = ["iso", "log_checks", "logs_of"]
