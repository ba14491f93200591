"""The Checks sheet: every rule as a row, with what it found, and one flag for all."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter

from xl_kpis.errors import DIV0
from xl_kpis.kpi.formulas import rule_text
from xl_kpis.kpi.model import Kpi
from xl_kpis.kpi.model import Rule as KpiRule
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import style
from xl_kpis.workbook.build.calc import Calc, answered_cells, arguments, required
from xl_kpis.workbook.build.context import FIRST, HEAD, LAST, Build, Check, link, put, span
from xl_kpis.workbook.build.inputs import rule_words
from xl_kpis.workbook.layout import Field, Log

HEAD_ROW = 9


def checks(build: Build, calc: Calc) -> None:
    sheet = build.open(
        "checks",
        {"B": 7, "C": 42, "D": 84, "E": 14, "F": 9, "G": 13, "H": 13, "I": 44, "J": 40},
        "output",
    )
    found = build.checks = [*_settings(build), *_kpis(build, calc), *_logs(build)]
    heads = ("state", "kpi", "check", "severity", "count", "first_seen", "where")
    for column, head in enumerate(heads, 2):
        put(sheet, (HEAD_ROW, column), build.words(f"head.{head}"), "header")
    put(sheet, (HEAD_ROW, 9), build.words("notes.id"), "header")
    put(sheet, (HEAD_ROW, 10), build.words("checks.name"), "header")
    sheet.row_dimensions[HEAD_ROW].height = 22
    for row, check in enumerate(found, HEAD_ROW + 1):
        _row(build, check, row)
    first, last = HEAD_ROW + 1, HEAD_ROW + len(found)
    build.name(layout.CHECKS, "checks", f"$B${first}:$J${last}")
    _summary(build, first, last)
    _colours(build, first, last)
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.print_area = f"A1:J{last}"
    sheet.auto_filter.ref = f"B{HEAD_ROW}:J{last}"
    sheet.protection.autoFilter = False


def _row(build: Build, check: Check, row: int) -> None:
    sheet = build.sheets["checks"]
    sign = build.words(f"state.{check.severity}")
    put(sheet, f"B{row}", f'=IF(F{row}=0,"{build.words("state.ok")}","{sign}")', "label")
    sheet[f"B{row}"].alignment = style.CENTRED
    put(sheet, f"C{row}", check.subject, "label")
    put(sheet, f"D{row}", check.words, "label", align=style.WRAPPED)
    put(sheet, f"E{row}", build.words(f"severity.{check.severity}"), "label")
    put(sheet, f"F{row}", f"=IFERROR({check.formula},1)", "calc", "0")
    first = '=""'
    if check.row:
        periods = f"{build.quoted('calc')}!{span(check.row)}"
        found = f"INDEX({layout.PERIOD_STARTS},MATCH(1,{periods},0))"
        first = f'=IF(F{row}=0,"",{found})'
    put(sheet, f"G{row}", first, "calc", build.date_format)
    put(sheet, f"H{row}", build.words("checks.go"), "link")
    link(sheet, f"H{row}", check.place)
    put(sheet, f"I{row}", check.id, "note")
    put(sheet, f"J{row}", check.place, "note")


def _summary(build: Build, first: int, last: int) -> None:
    sheet = build.sheets["checks"]
    rows = (
        ("checks.errors", layout.CHECK_ERRORS, "error"),
        ("checks.warnings", layout.CHECK_WARNINGS, "warning"),
    )
    for row, (text, name, severity) in enumerate(rows, 6):
        put(sheet, f"C{row}", build.words(text), "label")
        word = build.words(f"severity.{severity}")
        formula = f'=COUNTIFS(E{first}:E{last},"{word}",F{first}:F{last},">0")'
        put(sheet, f"D{row}", formula, "calc", "0", style.Alignment("left", "center"))
        build.name(name, "checks", f"$D${row}")
    put(sheet, "C4", build.words("checks.summary"), "label")
    texts = [build.words(f"flag.{what}", count="") for what in ("errors", "warnings", "ok")]
    state = (
        f'=IF({layout.CHECK_ERRORS}>0,"{texts[0]}"&{layout.CHECK_ERRORS},'
        f'IF({layout.CHECK_WARNINGS}>0,"{texts[1]}"&{layout.CHECK_WARNINGS},"{texts[2]}"))'
    )
    put(sheet, "D4", state, "flag")
    build.flag_colours("checks", "D4")
    build.name(layout.CHECK_STATE, "checks", "$D$4")


def _colours(build: Build, first: int, last: int) -> None:
    sheet = build.sheets["checks"]
    cells = f"B{first}:H{last}"
    sheet.conditional_formatting.add(
        cells,
        Rule(
            type="expression",
            formula=[f"$F{first}>0"],
            dxf=style.look(style.TIER_INKS[0], style.PALE_ORANGE),
        ),
    )


def _settings(build: Build) -> Iterator[Check]:
    subject = build.words("sheet.settings")

    def check(id: str, formula: str, place: str, severity: str = "error") -> Check:
        words = build.words(f"check.{id}")
        return Check(id, subject, words, severity, formula, place)

    n = layout
    yield check("settings.first", f"IF(COUNT({n.FIRST_PERIOD})=1,0,1)", n.FIRST_PERIOD)
    months = f"AND({n.MONTHS}>=1,{n.MONTHS}<=12,{n.MONTHS}=INT({n.MONTHS}))"
    yield check("settings.months", f"IF({months},0,1)", n.MONTHS)
    scale = f"AND({n.SCALE_LOW}=1,{n.SCALE_HIGH}=10)"
    yield check("settings.scale", f"IF({scale},0,1)", n.SCALE_LOW, "warning")
    if build.pack == "remote":
        within = f"AND({n.THRESHOLD}>={n.SCALE_LOW},{n.THRESHOLD}<={n.SCALE_HIGH})"
        yield check("settings.threshold", f"IF({within},0,1)", n.THRESHOLD)
    weights = "+".join(f"N({layout.weight_name(kpi)})" for kpi in build.kpis)
    place = layout.weight_name(build.kpis[0])
    yield check("settings.weights", f"IF({weights}>0,0,1)", place)
    known = f"OR(ISBLANK({n.PICKED}),COUNTIF({n.PERIOD_STARTS},{n.PICKED})>0)"
    yield check("period.known", f"IF({known},0,1)", n.PICKED)


def _kpis(build: Build, calc: Calc) -> Iterator[Check]:
    calc.section("calc.checks")
    for kpi in build.kpis:
        yield from _per_period(build, calc, kpi)
        yield from _per_kpi(build, kpi)
    calc.end()


def _per_kpi(build: Build, kpi: Kpi) -> Iterator[Check]:
    """Checks of what is set once for a KPI."""

    def check(what: str, formula: str, place: str, **values: str) -> Check:
        words = build.words(f"check.kpi.{what}", **values)
        id = f"{layout.short(kpi)}.{what}"
        return Check(id, build.kpi_name(kpi), words, "error", formula, place)

    typical, above, best = (layout.floor_name(kpi, tier.id) for tier in kpi.tiers)
    sign = "<" if kpi.better == "higher" else ">"
    own = ",".join(layout.own_floor_name(kpi, tier.id) for tier in kpi.tiers)
    rising = f"AND({typical}{sign}{above},{above}{sign}{best},COUNTA({own})=COUNT({own}))"
    place = layout.own_floor_name(kpi, kpi.tiers[0].id)
    yield check("floors", f"IF({rising},0,1)", place)
    source = layout.source_name(kpi)
    words = {s: build.words(f"source.{s}") for s in ("typed", "log")}
    yield check("source", f"IF(COUNTIF({layout.SOURCES},{source})>0,0,1)", source, **words)
    weight = layout.weight_name(kpi)
    yield check("weight", f"IF(COUNT({weight})=1,IF({weight}<0,1,0),1)", weight)


def _per_period(build: Build, calc: Calc, kpi: Kpi) -> Iterator[Check]:
    """Checks of the figures of each period, as rows of Calc."""
    rows = [build.rows[m.id] for m in kpi.measures]
    inputs = build.quoted("inputs")
    used = [calc.used[m.id] for m in required(kpi)]
    value = calc.at[layout.row_name("Value", kpi)]
    first = layout.input_name(kpi.measures[0].id)
    first_column = get_column_letter(FIRST)
    last_column = get_column_letter(LAST)

    def check(what: str, severity: str, words: str, formula) -> Check:  # type: ignore[no-untyped-def]
        label = build.words("pair", first=build.words(f"{kpi.id}.short"), second=words)
        row = calc.add(label, formula, "0", fixed=None)
        counted = f"SUM({build.quoted('calc')}!{span(row)})"
        id = f"{layout.short(kpi)}.{what}"
        return Check(id, build.kpi_name(kpi), words, severity, counted, first, row)

    def typed(here: str) -> str:
        return f"{inputs}!{here}{rows[0]}:{here}{rows[-1]}"

    yield check(
        "text",
        "error",
        build.words("check.kpi.text"),
        lambda here, _: f"MIN(1,COUNTA({typed(here)})-COUNT({typed(here)}))",
    )
    if not kpi.measures[0].rating:

        def cells(here: str) -> str:
            return ",".join(f"{here}{row}" for row in used)

        yield check(
            "incomplete",
            "error",
            build.words("check.kpi.incomplete"),
            lambda here, _: f"IF(AND(COUNT({cells(here)})>0,COUNT({cells(here)})<{len(used)}),1,0)",
        )
    yield check(
        "gap",
        "warning",
        build.words("check.kpi.gap"),
        lambda here, _: (
            f"IF(AND(ISNA({here}{value}),COUNT(${first_column}{value}:{here}{value})>0,"
            f"COUNT({here}{value}:${last_column}{value})>0),1,0)"
        ),
    )
    for id, rules in _grouped(kpi).items():
        severity = "warning" if rules[0].error is DIV0 else "error"
        words = " ".join(dict.fromkeys(rule_words(build, kpi, rule) for rule in rules))
        if id == "negative":
            words = build.words("check.kpi.negative")

        def formula(here: str, _: str, rules: list[KpiRule] = rules) -> str:
            found = arguments(calc, kpi, here)
            parts = []
            for rule in rules:
                needs = [found[name] for name in rule.needs if name != "ratings"]
                enough = f"COUNT({','.join(needs)})" + (
                    ">0" if "ratings" in found else f"={len(needs)}"
                )
                parts.append(f"IF({enough},IF({rule_text(rule, found)},1,0),0)")
            return parts[0] if len(parts) == 1 else f"MIN(1,{'+'.join(parts)})"

        yield check(id, severity, words, formula)
    yield from _neighbours(build, calc, kpi, check)


def _grouped(kpi: Kpi) -> dict[str, list[KpiRule]]:
    """The rules that typed figures can break, those with the same words together."""
    given = {m.argument for m in kpi.measures if m.argument} | {"ratings"}
    groups: dict[str, list[KpiRule]] = {}
    for rule in kpi.function.rules:
        if set(rule.needs) <= given and rule.needs != ("ratings",):
            groups.setdefault(rule.id, []).append(rule)
    return groups


def _neighbours(build: Build, calc: Calc, kpi: Kpi, check) -> Iterator[Check]:  # type: ignore[no-untyped-def]
    """Checks across periods, and against the number of clients asked."""
    ids = {m.id for m in kpi.measures}
    if "clients_start" in ids:
        start, end = calc.used["clients_start"], calc.used["clients_end"]

        def chain(here: str, before: str) -> str:
            pair = f"{here}{start},{before}{end}"
            return (
                f"IF({here}${HEAD}=1,0,IF(COUNT({pair})=2,IF({here}{start}<>{before}{end},1,0),0))"
            )

        yield check("chain", "warning", build.words("check.kpi.chain"), chain)
        value = calc.at[layout.row_name("Value", kpi)]
        logged = [calc.from_log[id] for id in ("clients_start", "clients_end", "clients_new")]

        def roster(here: str, _: str) -> str:
            """The roster is exact about new clients who left again; typed figures may not be."""
            first, last, new = (f"{here}{row}" for row in logged)
            differs = f"ROUND({here}{value},2)<>ROUND(({last}-{new})/{first},2)"
            return (
                f"IF(COUNT({here}{value},{first},{last},{new})=4,"
                f"IF({first}=0,0,IF({differs},1,0)),0)"
            )

        yield check("roster", "warning", build.words("check.kpi.roster"), roster)
    if "clients_asked" in ids:
        asked, answered = answered_cells(calc)
        yield check(
            "asked",
            "warning",
            build.words("check.kpi.asked"),
            lambda here, _: f"IF(COUNT({here}{asked})=1,IF({answered(here)}>{here}{asked},1,0),0)",
        )


def _logs(build: Build) -> Iterator[Check]:
    for log in layout.LOGS[build.pack]:
        names = {f.id: layout.log_column_name(log.id, f.id) for f in log.fields}
        for what, severity, formula, field, values in _log_rules(build, log, names):
            words = build.words(f"check.log.{what}", **values)
            id = f"{log.id}.{field.id}.{what}"
            subject = build.words(f"log.{log.id}")
            yield Check(id, subject, words, severity, formula, names[field.id])


LogRule = tuple[str, str, str, Field, dict[str, str]]


def _log_rules(build: Build, log: Log, names: dict[str, str]) -> Iterator[LogRule]:
    dates = [f for f in log.fields if f.kind == "date"]
    filled = "+".join(f'({name}<>"")' for name in names.values())
    for field in log.fields:
        name, label = names[field.id], {"field": build.words(f"field.{field.id}")}
        words_in_it = f"COUNTA({name})-COUNT({name})"
        if field.kind == "date":
            yield "dates", "error", words_in_it, field, label
        if field.kind == "rating":
            low, high = f'"<"&{layout.SCALE_LOW}', f'">"&{layout.SCALE_HIGH}'
            off = f"COUNTIF({name},{low})+COUNTIF({name},{high})+{words_in_it}"
            yield "scale", "error", off, field, {}
        if field.kind == "kind":
            known = f"SUMPRODUCT(COUNTIF({name},{layout.KINDS}))"
            yield "kind", "error", f"COUNTA({name})-{known}", field, {}
        if field.kind == "status":
            lists = (layout.DONE, layout.IGNORED, layout.MISSED)
            known = "".join(f"-SUMPRODUCT(COUNTIF({name},{listed}))" for listed in lists)
            yield "status", "error", f"COUNTA({name}){known}", field, {}
        if field.kind == "count":
            yield "number", "error", f'{words_in_it}+COUNTIF({name},"<0")', field, label
        if field.kind == "amount":
            yield "amount", "error", words_in_it, field, label
        if field.required:
            empty = f'SUMPRODUCT(({filled}>0)*({name}=""))'
            yield "required", "error", empty, field, label
    for later in dates[1:]:
        earlier = dates[0]
        a, b = names[earlier.id], names[later.id]
        pair = {
            "later": build.words(f"field.{later.id}"),
            "earlier": build.words(f"field.{earlier.id}"),
        }
        # Not "<": LibreOffice fails on comparing two columns that are empty.
        step = f"SIGN({a}-{b})"
        backwards = f'SUMPRODUCT(({b}<>"")*(ABS({step})+{step}))/2'
        yield "order", "error", backwards, later, pair
    after = f'COUNTIF({names[dates[0].id]},">"&MAX({layout.PERIOD_ENDS}))'
    yield "future", "warning", after, dates[0], {}
