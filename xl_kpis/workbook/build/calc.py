"""The Calc sheet: from figures to values, tiers, scores and gaps; one formula per row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter

from xl_kpis.kpi import tiers
from xl_kpis.kpi.benchmarks import DOLLARS, in_dollars
from xl_kpis.kpi.expr import Expr, Number, Symbol, at_most, choose
from xl_kpis.kpi.formulas import native
from xl_kpis.kpi.model import TIERS, Kpi, Measure, Tier
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import style
from xl_kpis.workbook.build.charts import CAP
from xl_kpis.workbook.build.context import BODY, FIRST, HEAD, Build, off_paper, put, section
from xl_kpis.workbook.counting import counted_in_logs

Formula = Callable[[str, str], str]
"""Makes the formula of a column from its letter and that of the column before."""

RowMaker = Callable[[Kpi], tuple[Formula, str]]
"""Gives a KPI's row: its formula and number format."""


LABEL = 52
"""How wide labels are; longer ones take two lines."""


class Calc:
    """The sheet while rows are added to it."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self.sheet = build.open("calc", {"B": LABEL, "C": 16, "D": 13}, "work")
        self.row = BODY
        self.used: dict[str, int] = {}
        """The row of each measure's figure used."""
        self.typed: dict[str, int] = {}
        """The row of each measure's figure as typed; empty text where there is none."""
        self.column = 0
        """The row that says in which column of Inputs each period is."""
        self.from_log: dict[str, int] = {}
        """The row of what the logs say of each measure."""
        self.at: dict[str, int] = {}
        """The row of each defined name."""
        self.points = (0, 0)
        """First and last row of the points of the bullets."""
        self.window: dict[str, int] = {}
        """Rows of the block the trend charts draw: ``heads``, ``bands`` (the first of four), and
        one per KPI."""

    def section(self, text: str) -> None:
        section(self.sheet, self.row, self.build.words(text), get_column_letter(self.build.last))
        self.row += 1

    def add(
        self,
        label: str,
        formula: Formula,
        number_format: str,
        name: str = "",
        unit: str = "",
        fixed: object = None,
    ) -> int:
        """A row over all periods; ``fixed`` is what stands in column D."""
        row = self.row
        lines = style.WRAPPED if len(label) > LABEL else None
        put(self.sheet, (row, 2), label, "label", align=lines)
        put(self.sheet, (row, 3), unit or None, "note")
        put(self.sheet, (row, 4), fixed, "calc", "0.##")
        for column in range(FIRST, self.build.last + 1):
            text = formula(get_column_letter(column), get_column_letter(column - 1))
            put(self.sheet, (row, column), f"={text}", "calc", number_format)
        if name:
            self.build.row_name(name, "calc", row)
            self.at[name] = row
        self.row += 1
        return row

    def single(self, label: str, formula: str, number_format: str, name: str = "") -> int:
        """A row with one figure, in column D."""
        row = self.row
        put(self.sheet, (row, 2), label, "label")
        put(self.sheet, (row, 3), None, "note")
        put(self.sheet, (row, 4), f"={formula}", "calc", number_format)
        if name:
            self.build.name(name, "calc", f"$D${row}")
        self.row += 1
        return row

    def end(self) -> None:
        self.row += 1

    def per_kpi(self, what: str, title: str, make: RowMaker) -> None:
        """A section with one row for each KPI."""
        self.section(title)
        for kpi in self.build.kpis:
            formula, number_format = make(kpi)
            unit = self.build.unit(kpi) if what in ("Value", "Target", "Gap") else ""
            name = layout.row_name(what, kpi)
            self.add(self.build.kpi_name(kpi), formula, number_format, name, unit)
        self.end()


def calc(build: Build) -> Calc:
    """Write the sheet; the rows it returns serve the checks."""
    out = Calc(build)
    build.flag("calc", "D1")
    build.period_heads("calc")
    off_paper(out.sheet)
    put(out.sheet, "C4", build.words("head.unit"), "header")
    put(out.sheet, "D4", build.words("head.source"), "header")
    names = (layout.PERIOD_NUMBERS, layout.PERIOD_STARTS, layout.PERIOD_ENDS)
    for row, name in enumerate(names, HEAD):
        build.row_name(name, "calc", row)
    _shown(out)
    if layout.logs(build.pack):
        _logs(out)
    _typed(out)
    _used(out)
    rows = [list(kind.values()) for kind in (out.typed, out.used)]
    build.figures = (rows[0][0], rows[0][-1]), (rows[1][0], rows[1][-1]), out.column
    _values(out)
    _overall(out)
    _beside(out)
    return out


def _shown(out: Calc) -> None:
    words = out.build.words
    out.section("calc.shown")
    picked = out.single(
        words("calc.shown.picked"),
        f"IF(ISBLANK({layout.PICKED}),0,IFERROR(MATCH({layout.PICKED},{layout.PERIOD_STARTS},0),0))",
        "0",
    )
    latest = out.single(
        words("calc.shown.latest"),
        f"MAX(1,SUMPRODUCT(MAX(({layout.COVERAGE}>0)*{layout.PERIOD_NUMBERS})))",
        "0",
    )
    out.single(
        words("calc.shown.number"), f"IF(D{picked}>0,D{picked},D{latest})", "0", layout.SHOWN
    )
    for kpi in out.build.kpis:
        if in_dollars(kpi):
            own = ",".join(layout.own_floor_name(kpi, tier.id) for tier in kpi.tiers)
            same = ",".join(f'"{code}"' for code in DOLLARS)
            known = f"ISNUMBER(MATCH(UPPER(TRIM({layout.CURRENCY})),{{{same}}},0))"
            out.single(
                words("calc.foreign", kpi=out.build.kpi_name(kpi)),
                f"IF(OR({known},COUNT({own})={len(kpi.tiers)}),0,1)",
                "0",
                layout.foreign_name(kpi),
            )
    out.end()


def _logs(out: Calc) -> None:
    build = out.build
    out.section("calc.logs")
    dates = ",".join(layout.log_dates(build.pack))
    out.single(
        build.words("calc.logs_end"),
        f"IF(ISNUMBER({layout.LOGS_UNTIL}),{layout.LOGS_UNTIL},MAX({dates}))",
        f'{build.date_format};;"–"',
        layout.LOG_END,
    )
    for _, measure in layout.measures(build.pack):
        template = counted_in_logs(build.pack, measure)
        row = out.row

        def formula(here: str, _: str, template: str = template, row: int = row) -> str:
            counted = template.format(
                s=f"{here}$5",
                n=f"({here}$6+1)",
                p=f"EDATE({here}$5,-{layout.MONTHS})",
                rating=f"$D{row}",
            )
            return f"IF({here}$5>{layout.LOG_END},NA(),{counted})"

        out.from_log[measure.id] = out.add(
            build.measure(measure, "label"),
            formula,
            build.figure_format(measure),
            unit=build.measure(measure, "unit"),
            fixed=measure.rating or None,
        )
    out.end()


def _typed(out: Calc) -> None:
    """Figures by the id of their row and the number of their period: no cell of Inputs is pointed
    at, so that whatever is cut, pasted, inserted or sorted there moves nothing here."""
    build, words = out.build, out.build.words
    out.section("calc.typed")
    out.column = out.add(
        words("calc.typed.column"),
        lambda here, _: f"MATCH({here}${HEAD},{layout.INPUT_NUMBERS},0)",
        "0",
    )
    for _, measure in layout.measures(build.pack):
        row = out.row

        def formula(here: str, _: str, row: int = row) -> str:
            cell = f"INDEX({layout.INPUTS},$D{row},{here}${out.column})"
            return f'IF(ISBLANK({cell}),"",{cell})'

        out.typed[measure.id] = out.add(
            build.measure(measure, "label"),
            formula,
            build.figure_format(measure),
            unit=measure.id,
            fixed=f"=MATCH($C{row},{layout.INPUT_IDS},0)",
        )
    first, last = get_column_letter(FIRST), get_column_letter(build.last)
    for kpi in build.kpis:
        rows = [out.typed[m.id] for m in kpi.asked or kpi.measures[:1]]
        cells = f"${first}${rows[0]}:${last}${rows[-1]}"
        build.typed_cells[kpi.id] = f"{build.quoted('calc')}!{cells}"
    out.end()


def _used(out: Calc) -> None:
    build = out.build
    out.section("calc.used")
    top = out.row
    rows = {m.id: top + i for i, (_, m) in enumerate(layout.measures(build.pack))}
    for kpi, measure in layout.measures(build.pack):
        typed, logged = out.typed[measure.id], out.from_log.get(measure.id, 0)
        source = f"{layout.source_name(kpi)}=INDEX({layout.SOURCES},2)"
        blank = partial(_blank, out, kpi, measure, rows)

        def formula(
            here: str,
            before: str,
            typed: int = typed,
            logged: int = logged if layout.has_log(kpi) else 0,
            blank: Formula = blank,
            source: str = source,
        ) -> str:
            cell = f"{here}{typed}"
            figure = f'IF({cell}="",{blank(here, before)},{cell})'
            return f"IF({source},{here}{logged},{figure})" if logged else figure

        out.used[measure.id] = out.add(
            build.measure(measure, "label"),
            formula,
            build.figure_format(measure),
            layout.used_name(measure.id),
            build.measure(measure, "unit"),
            fixed=measure.rating or None,
        )
    out.end()


def _blank(
    out: Calc, kpi: Kpi, measure: Measure, rows: dict[str, int], here: str, before: str
) -> str:
    """What a figure is that nobody typed: missing, or what another was in the period before."""
    if measure.rating:
        return '""'
    if not measure.carried:
        return "NA()"
    others = [f"{here}{rows[m.id]}" for m in required(kpi) if m.id != measure.id]
    known = f"{here}${HEAD}>1,COUNT({','.join(others)})={len(others)}"
    return f"IF(AND({known}),{before}{rows[measure.carried]},NA())"


def required(kpi: Kpi) -> list[Measure]:
    """The measures a KPI cannot be computed without."""
    return [measure for measure in kpi.measures if measure.argument]


def arguments(out: Calc, kpi: Kpi, here: str, rows: dict[str, int] | None = None) -> dict[str, str]:
    """What each argument of a KPI's function refers to, in one column: the figures used, or those
    in other ``rows`` of the sheet, by measure."""
    rows = out.used if rows is None else rows
    cells: dict[str, str] = {}
    rated = [out.used[m.id] for m in kpi.measures if m.rating]
    if rated:
        counts = [rows[m.id] for m in kpi.measures if m.rating]
        cells["ratings"] = f"$D${rated[0]}:$D${rated[-1]}"
        cells["counts"] = f"{here}{counts[0]}:{here}{counts[-1]}"
    for measure in required(kpi):
        if not measure.rating:
            cells[measure.argument] = f"{here}{rows[measure.id]}"
    return cells


def _value(out: Calc, kpi: Kpi, here: str, _: str) -> str:
    return value_of(out, kpi, here)


def value_of(out: Calc, kpi: Kpi, here: str, rows: dict[str, int] | None = None) -> str:
    """The formula of a KPI in one column, of the figures used or of those in other rows."""
    cells = arguments(out, kpi, here, rows)
    refs = list(cells.values())
    if out.build.formulas == "native":
        text = native(kpi.function, refs)
    else:
        text = f"{kpi.function.name}({','.join(refs)})"
    return f"IF(COUNT({cells['counts']})=0,NA(),{text})" if "counts" in cells else text


def _at(tier: Tier, cell: str) -> Tier:
    """The tier with a cell for its floor: the KPI core computes with symbols as with figures."""
    floor: Any = Symbol(cell)
    return replace(tier, floor=floor)


def symbolic(kpi: Kpi) -> Kpi:
    """The KPI with the cells of its floors in force in place of figures."""
    typical, above, exceptional = (_at(tier, layout.floor_name(kpi, tier.id)) for tier in kpi.tiers)
    return replace(kpi, tiers=(typical, above, exceptional))


def _values(out: Calc) -> None:
    def cell(what: str, kpi: Kpi, here: str) -> Symbol:
        return Symbol(f"{here}{out.at[layout.row_name(what, kpi)]}")

    def rank(kpi: Kpi, here: str, _: str) -> str:
        return tiers.rank(cell("Value", kpi, here), symbolic(kpi)).excel()

    def score(kpi: Kpi, here: str, _: str) -> str:
        return tiers.score(cell("Value", kpi, here), symbolic(kpi)).excel()

    def change(kpi: Kpi, here: str, before: str) -> str:
        now, then = cell("Value", kpi, here), cell("Value", kpi, before)
        return f"IF({here}${HEAD}=1,NA(),{tiers.change(now, then, kpi).excel()})"

    def target(kpi: Kpi, here: str, _: str) -> str:
        floors = [tier.floor for tier in symbolic(kpi).tiers]
        return choose(at_most(cell("Rank", kpi, here), 2), floors).excel()

    def gap(kpi: Kpi, here: str, _: str) -> str:
        goal = _at(kpi.tiers[0], cell("Target", kpi, here).name)
        return tiers.gap(cell("Value", kpi, here), kpi, goal).excel()

    def needed(kpi: Kpi, here: str, _: str) -> str:
        if kpi.unit != "ratio":
            gap_cell = cell("Gap", kpi, here)
            return (gap_cell if kpi.better == "higher" else Number(0) - gap_cell).excel()
        parts = _parts(out, kpi, here)
        if parts is None:
            return "NA()"
        numerator, denominator = parts
        goals = [tiers.needed(kpi, denominator, t, numerator) for t in symbolic(kpi).tiers]
        return choose(at_most(cell("Rank", kpi, here), 2), goals).excel()

    def rows(
        make: Callable[[Kpi, str, str], str], number_format: str = "", judged: bool = True
    ) -> RowMaker:
        """``judged`` rows are about tiers, which not every KPI has."""

        def of(kpi: Kpi) -> tuple[Formula, str]:
            formula: Formula = partial(make, kpi)
            if judged and not kpi.tiers:
                formula = _no_benchmark
            return formula, number_format or out.build.digits(kpi.unit)

        return of

    out.per_kpi("Value", "calc.value", rows(partial(_value, out), judged=False))
    out.per_kpi("Rank", "calc.rank", rows(rank, "0"))
    out.per_kpi("Score", "calc.score", rows(score, style.DECIMAL))
    out.per_kpi("Change", "calc.change", rows(change, judged=False))
    out.per_kpi("Target", "calc.target", rows(target))
    out.per_kpi("Gap", "calc.gap", rows(gap))
    out.per_kpi("Needed", "calc.needed", rows(needed, "#,##0.##"))


def _no_benchmark(here: str, before: str) -> str:
    return "NA()"


def _parts(out: Calc, kpi: Kpi, here: str) -> tuple[Expr, Expr] | None:
    """What a ratio counts and what it divides by; who stayed is no figure of its own. None where
    a formula of a pack is no such quotient."""
    cells = {name: Symbol(ref) for name, ref in arguments(out, kpi, here).items()}
    function = kpi.function
    if function.numerator in cells:
        return cells[function.numerator], cells[function.denominator]
    if function.counted is None:
        return None
    given = [cells[a.name] for a in function.arguments if a.name in cells]
    return function.counted(*given), cells[function.denominator]


def _overall(out: Calc) -> None:
    build = out.build
    scored = [kpi for kpi in build.kpis if kpi.tiers]
    scores = [out.at[layout.row_name("Score", kpi)] for kpi in scored]
    # Not scores: what has no tiers, or tiers in another currency, has none, and yet a value.
    values = [out.at[layout.row_name("Value", kpi)] for kpi in build.kpis]
    starts: list[int] = []

    def counted(factor: str, row: int, weight: str, here: str, _: str) -> str:
        """The weight, or the score times it, where there is a score."""
        cell = f"{here}{row}"
        return f"IF(ISNUMBER({cell}),{factor.format(cell=cell)}{weight},0)"

    for title, factor in (("calc.weight", ""), ("calc.weighted", "{cell}*")):
        out.section(title)
        starts.append(out.row)
        for kpi, row in zip(scored, scores, strict=True):
            weight = layout.weight_name(kpi)
            out.add(
                build.kpi_name(kpi),
                partial(counted, factor, row, weight),
                "0.#",
            )
        out.end()
    n = len(scored) - 1

    def total(here: str, start: int) -> str:
        return f"SUM({here}{start}:{here}{start + n})" if scored else "0"

    out.section("calc.index")
    out.add(
        build.words("calc.index.score"),
        lambda here, _: (
            f"IF({total(here, starts[0])}=0,NA(),{total(here, starts[1])}/{total(here, starts[0])})"
        ),
        style.DECIMAL,
        layout.INDEX,
    )
    out.add(
        build.words("calc.index.coverage"),
        lambda here, _: f"COUNT({here}{values[0]}:{here}{values[-1]})",
        "0",
        layout.COVERAGE,
    )
    out.end()


def _beside(out: Calc) -> None:
    build = out.build
    known = {measure.known for kpi in build.kpis for measure in kpi.measures}
    if not known & {"clients_start", "clients_asked", "clients_open"}:
        return
    out.section("calc.beside")
    if "clients_start" in known:
        retention = next(k for k in build.kpis if k.measures[0].known == "clients_start")
        value = out.at[layout.row_name("Value", retention)]
        out.add(
            build.words("calc.yearly"),
            lambda here, _: f"{here}{value}^(12/{layout.MONTHS})",
            style.RATIO,
            layout.YEARLY,
        )
    if "clients_asked" in known:
        asked, answered = answered_cells(out)
        out.add(
            build.words("calc.response"),
            lambda here, _: f"{answered(here)}/{here}{asked}",
            style.RATIO,
            layout.RESPONSE,
        )
    if "clients_open" in known:
        out.add(
            build.words("scorecard.open"),
            lambda here, _: f"{here}{out.used['clients_open']}",
            style.COUNT,
            layout.OPEN,
        )
    out.end()


def answered_cells(out: Calc) -> tuple[int, Callable[[str], str]]:
    """The row of clients asked, and how many of them answered."""
    rated = [out.used[m.id] for kpi in out.build.kpis for m in kpi.measures if m.rating]
    rows = rated or [out.used["clients_surveyed"]]
    return out.used["clients_asked"], lambda here: f"SUM({here}{rows[0]}:{here}{rows[-1]})"


def blocks_for_charts(out: Calc) -> None:
    """What the charts draw, which no row over periods can give them."""
    _points(out)
    _window(out)
    missing = Rule(type="containsErrors", dxf=style.look(style.FAINT))
    here = f"{get_column_letter(FIRST)}{BODY}"
    missing.formula = [f"ISERROR({here})"]
    out.sheet.conditional_formatting.add(
        f"{here}:{get_column_letter(out.build.last)}{out.row}", missing
    )


def _points(out: Calc) -> None:
    """Two points a bar, and an empty row after it so that the line breaks."""
    build, sheet = out.build, out.sheet
    out.section("calc.bullet")
    heads = ("calc.bullet.row", "head.score", "calc.bullet.before", "calc.bullet.row")
    for i, head in enumerate(heads):
        put(sheet, (out.row, FIRST + i), build.words(head), "note")
    out.row += 1
    top = out.row
    for i, kpi in enumerate(build.kpis):
        scores = layout.row_name("Score", kpi)
        height = len(build.kpis) - i
        now = f"IFERROR(INDEX({scores},{layout.SHOWN}),0)"
        last = f"INDEX({scores},MAX(1,{layout.SHOWN}-1))"
        # Without a score the point has no height: along a chart, spreadsheets number what is
        # missing instead of leaving it out.
        known = f"=IF(AND({layout.SHOWN}>1,ISNUMBER({last})),{height},NA())"
        drawn = f"=IF({now}>0,{height},NA())"
        end = f"=MAX({CAP},{now}-{CAP})"
        stroke = f"=IFERROR(MIN(MAX({last},{CAP}),{100 - CAP}),{CAP})"
        for ends in ((drawn, CAP, None, None), (drawn, end, stroke, known)):
            put(sheet, (out.row, 2), build.kpi_name(kpi), "label")
            for j, value in enumerate(ends):
                put(sheet, (out.row, FIRST + j), value, "calc", style.DECIMAL)
            out.row += 1
        out.row += 1
    out.points = (top, out.row - 2)
    out.end()


def _window(out: Calc) -> None:
    """The periods up to the one shown, and the bands behind the lines."""
    build, sheet = out.build, out.sheet
    out.section("calc.window")
    first = get_column_letter(FIRST)
    columns = [get_column_letter(FIRST + i) for i in range(layout.WINDOW)]
    number = out.row

    def add(label: str, make: Callable[[str], object], number_format: str) -> int:
        put(sheet, (out.row, 2), label, "label")
        for here in columns:
            put(sheet, f"{here}{out.row}", make(here), "calc", number_format)
        out.row += 1
        return out.row - 1

    start = f"MAX(0,{layout.SHOWN}-{layout.WINDOW})"
    add(
        build.words("head.period"),
        lambda here: f"={start}+COLUMNS(${first}{number}:{here}{number})",
        "0",
    )
    out.window["number"] = number
    out.window["heads"] = add(
        build.words("head.from"),
        lambda here: f"={build.period_called(f'INDEX({layout.PERIOD_STARTS},{here}{number})')}",
        build.short_month_format,
    )
    for i, tier in enumerate(TIERS):
        row = add(build.words(f"tier.{tier}"), lambda here: 25, "0")
        if i == 0:
            out.window["bands"] = row

    def scored(name: str, here: str) -> str:
        return f"=IFERROR(INDEX({name},{here}{number}),NA())"

    rows = [
        (kpi.id, build.kpi_name(kpi), layout.row_name("Score" if kpi.tiers else "Value", kpi))
        for kpi in build.kpis
    ]
    for id, label, name in [*rows, ("index", build.words("calc.index.score"), layout.INDEX)]:
        out.window[id] = add(
            label,
            partial(scored, name),
            style.DECIMAL,
        )
    out.end()
