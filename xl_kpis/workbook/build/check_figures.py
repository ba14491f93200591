"""Checks of the figures of each period, as rows of Calc."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from openpyxl.utils import get_column_letter

from xl_kpis.errors import DIV0
from xl_kpis.kpi.formulas import rule_text
from xl_kpis.kpi.model import Kind, Kpi, Measure
from xl_kpis.kpi.model import Rule as KpiRule
from xl_kpis.workbook import layout
from xl_kpis.workbook.build.calc import Calc, answered_cells, arguments, required
from xl_kpis.workbook.build.context import FIRST, HEAD, Build, Check
from xl_kpis.workbook.build.inputs import rule_words


def figure_checks(build: Build, calc: Calc) -> Iterator[Check]:
    for kpi in build.kpis:
        yield from _Figures(build, calc, kpi).checks()
    calc.end()


class _Figures:
    """The checks of one KPI while they are made."""

    def __init__(self, build: Build, calc: Calc, kpi: Kpi) -> None:
        self.build, self.calc, self.kpi = build, calc, kpi
        self.place = layout.input_name((kpi.asked or kpi.measures)[0].id)
        self.earlier: dict[str, int] = {}
        """The rows of Calc of this KPI's checks so far."""

    def sheet(self, cells: str) -> str:
        return f"{self.build.quoted('calc')}!{cells}"

    def check(
        self,
        what: str,
        severity: str,
        words: str,
        formula: Callable[[str, str], str],
        measures: Iterable[Measure] = (),
        unless: Iterable[str] = (),
        **also: str,
    ) -> Check:
        """A check as a row of Calc: 1 in the periods where something is wrong.

        ``measures`` are those it is about, three at most, the first of which is where to look;
        ``unless`` names checks that, where they found something, make this one a mere consequence.
        """
        build, calc = self.build, self.calc
        before = [self.earlier[id] for id in unless if id in self.earlier]

        def guarded(here: str, last: str) -> str:
            text = formula(here, last)
            found = "+".join(f"{here}{row}" for row in before)
            return f"IF({found}>0,0,{text})" if found else text

        label = build.words("pair", first=build.words(f"{self.kpi.id}.short"), second=words)
        row = calc.row
        fixed = f"=IFERROR(MATCH(1,{build.span(row)},0),0)"
        calc.add(label, guarded, "0", fixed=fixed)
        self.earlier[what] = row
        concerned = [self.number(m) for m in measures]
        return Check(
            f"{layout.short(self.kpi)}.{what}",
            build.kpi_name(self.kpi),
            words,
            severity,
            f"SUM({self.sheet(build.span(row))})",
            self.place,
            row,
            remedy=also.get("remedy") or self.build.words(f"remedy.kpi.{what}"),
            measures=(also["which"],) if "which" in also else tuple(concerned),
        )

    def number(self, measure: Measure) -> int:
        """Which of Calc's rows of figures a measure is, from 1."""
        return list(self.calc.typed).index(measure.id) + 1

    def column(self, top: int, bottom: int) -> str:
        """Some rows of Calc in the first period in which the next check finds something."""
        first, last = get_column_letter(FIRST), get_column_letter(self.build.last)
        period = self.sheet(f"$D${self.calc.row}")
        return f"INDEX({self.sheet(f'${first}${top}:${last}${bottom}')},0,{period})"

    def first_of(self, flags: str, top: int, bottom: int) -> str:
        """Which of some rows is the first with a flag, from 1."""
        n, column = bottom - top + 1, self.column(top, bottom)
        here = self.sheet(f"$D${top}")
        return f"{n + 1}-SUMPRODUCT(MAX(({flags})*({n}-ROW({column})+ROW({here}))))"

    def rated(self, flags: Callable[[str], str]) -> str:
        """The first of the counts of ratings with a flag, as they were typed."""
        counts = [measure for measure in self.kpi.measures if measure.rating]
        top, bottom = (self.calc.typed[measure.id] for measure in (counts[0], counts[-1]))
        before = self.number(counts[0]) - 1
        return f"{before}+{self.first_of(flags(self.column(top, bottom)), top, bottom)}"

    # ---- the checks -----------------------------------------------------------------------

    def checks(self) -> Iterator[Check]:
        kpi, build, calc = self.kpi, self.build, self.calc
        if kpi.asked:
            yield self.text()
        if kpi.asked and not kpi.measures[0].rating:
            used = [calc.used[m.id] for m in required(kpi)]
            asked = [calc.used[m.id] for m in required(kpi) if not m.shared] or used
            own = [calc.used[m.id] for m in required(kpi) if not m.carried and not m.shared]

            def incomplete(here: str, _: str) -> str:
                cells = ",".join(f"{here}{row}" for row in used)
                # Another KPI may have what both share, and this one nothing else.
                some = f"COUNT({','.join(f'{here}{row}' for row in asked)})>0"
                if 0 < len(own) < len(asked):
                    # The first period has what it takes from an older workbook before its own.
                    others = ",".join(f"{here}{row}" for row in own)
                    some = some.removesuffix(">0")
                    some = f"IF({here}${HEAD}>1,{some},COUNT({others}))>0"
                return f"IF(AND({some},COUNT({cells})<{len(used)}),1,0)"

            words = build.words("check.kpi.incomplete")
            needs = required(kpi)
            yield self.check("incomplete", "error", words, incomplete, needs, ["text"])
        for id, rules in _grouped(kpi).items():
            yield self.rule(id, rules)
        if any(self.counts(m) for m in kpi.asked):
            yield self.fraction()
        yield self.gap()
        yield from self.neighbours()

    def text(self) -> Check:
        """Text, an error or TRUE where a number belongs."""
        rows = [self.calc.typed[m.id] for m in self.kpi.asked]
        top, bottom = rows[0], rows[-1]

        def wrong(here: str, _: str) -> str:
            cells = f"{here}{top}:{here}{bottom}"
            return f'MIN(1,ROWS({cells})-COUNT({cells})-COUNTIF({cells},""))'

        days = ".days" if any(m.is_day for m in self.kpi.asked) else ""
        words = self.build.words(f"check.kpi.text{days}")
        remedy = self.build.words(f"remedy.kpi.text{days}")
        column = self.column(top, bottom)
        # The first text, or else the first error or TRUE.
        other = self.first_of(f"ISERROR({column})+ISLOGICAL({column})", top, bottom)
        before = self.number(self.kpi.asked[0]) - 1
        which = f'{before}+IFERROR(MATCH("?*",{column},0),{other})'
        return self.check("text", "error", words, wrong, which=which, remedy=remedy)

    def rule(self, id: str, rules: list[KpiRule]) -> Check:
        severity = "warning" if rules[0].error is DIV0 else "error"
        build, kpi, calc = self.build, self.kpi, self.calc
        words = " ".join(dict.fromkeys(rule_words(build, kpi, rule) for rule in rules))
        if id == "negative":
            words = build.words("check.kpi.negative")

        def formula(here: str, _: str) -> str:
            found = arguments(calc, kpi, here)
            parts = []
            for rule in rules:
                needs = [found[name] for name in rule.needs if name != "ratings"]
                enough = f"COUNT({','.join(needs)})" + (
                    ">0" if "ratings" in found else f"={len(needs)}"
                )
                parts.append(f"IF({enough},IF({rule_text(rule, found)},1,0),0)")
            return parts[0] if len(parts) == 1 else f"MIN(1,{'+'.join(parts)})"

        names = [name for rule in rules for name in rule.needs]
        concerned = [m for m in kpi.measures if m.argument in names and not m.rating]
        also = {"remedy": self.build.words(f"remedy.rule.{id}")}
        if id == "negative" and not concerned and any(m.rating for m in kpi.measures):
            also["which"] = self.rated(lambda column: f"{column}<0")
        unless = ["text"] if id == "negative" else ["text", "negative"]
        return self.check(id, severity, words, formula, concerned, unless, **also)

    def counts(self, measure: Measure) -> bool:
        """Whether a measure counts people or things, of which there are no halves."""
        if measure.counted and measure.counted.take in ("days", "months"):
            return False
        kinds = {a.name: a.kind for a in self.kpi.function.arguments}
        return bool(measure.rating) or kinds.get(measure.argument, Kind.COUNT) is Kind.COUNT

    def fraction(self) -> Check:
        """A share where a count belongs: 0.85 for 85 sessions of 100."""
        counted = [m for m in self.kpi.asked if self.counts(m)]
        rows = [self.calc.used[m.id] for m in counted]

        def formula(here: str, _: str) -> str:
            cells = [f"{here}{row}" for row in rows]
            parts = [f"IF(ISNUMBER({cell}),IF({cell}<>INT({cell}),1,0),0)" for cell in cells]
            return f"MIN(1,{'+'.join(parts)})"

        also = {}
        if counted[0].rating:
            also["which"] = self.rated(lambda column: f'{column}&""<>TEXT({column},"0")')
        words = self.build.words("check.kpi.fraction")
        return self.check("fraction", "warning", words, formula, counted, ["text"], **also)

    def gap(self) -> Check:
        value = self.calc.at[layout.row_name("Value", self.kpi)]
        first, last = get_column_letter(FIRST), get_column_letter(self.build.last)

        def formula(here: str, _: str) -> str:
            return (
                f"IF(AND(ISNA({here}{value}),COUNT(${first}{value}:{here}{value})>0,"
                f"COUNT({here}{value}:${last}{value})>0),1,0)"
            )

        words = self.build.words("check.kpi.gap")
        first_one = (self.kpi.asked or self.kpi.measures)[:1]
        return self.check("gap", "warning", words, formula, first_one, ["text", "incomplete"])

    def neighbours(self) -> Iterator[Check]:
        """Checks across periods, and against the number of clients asked."""
        build, calc, kpi = self.build, self.calc, self.kpi
        ids = {m.known: m for m in kpi.asked}
        if "clients_start" in ids:
            start, end = calc.used["clients_start"], calc.used["clients_end"]

            def chain(here: str, before: str) -> str:
                pair = f"{here}{start},{before}{end}"
                differ = f"IF(COUNT({pair})=2,IF({here}{start}<>{before}{end},1,0),0)"
                return f"IF({here}${HEAD}=1,0,{differ})"

            yield self.check(
                "chain",
                "warning",
                build.words("check.kpi.chain"),
                chain,
                [ids["clients_start"]],
            )
            value = calc.at[layout.row_name("Value", kpi)]
            logged = [calc.from_log[id] for id in ("clients_start", "clients_end", "clients_new")]

            def roster(here: str, _: str) -> str:
                """The roster is exact about new clients who left; typed figures may not be."""
                first, last, new = (f"{here}{row}" for row in logged)
                differs = f"ROUND({here}{value},2)<>ROUND(({last}-{new})/{first},2)"
                return (
                    f"IF(COUNT({here}{value},{first},{last},{new})=4,"
                    f"IF({first}=0,0,IF({differs},1,0)),0)"
                )

            words = build.words("check.kpi.roster")
            yield self.check("roster", "warning", words, roster, required(kpi))
        if "clients_asked" in ids:
            asked, answered = answered_cells(calc)

            def more(here: str, _: str) -> str:
                return f"IF(COUNT({here}{asked})=1,IF({answered(here)}>{here}{asked},1,0),0)"

            words = build.words("check.kpi.asked")
            yield self.check("asked", "warning", words, more, [ids["clients_asked"]], ["text"])


def _grouped(kpi: Kpi) -> dict[str, list[KpiRule]]:
    """The rules that typed figures can break, those with the same words together."""
    given = {m.argument for m in kpi.measures if m.argument} | {"ratings"}
    told = {m.argument for m in kpi.measures if m.shared}  # by the KPI that asks for them
    groups: dict[str, list[KpiRule]] = {}
    for rule in sorted(kpi.function.rules, key=lambda rule: rule.id != "negative"):
        if set(rule.needs) <= told and len(rule.needs) == 1:
            continue
        if set(rule.needs) <= given and rule.needs != ("ratings",):
            groups.setdefault(rule.id, []).append(rule)
    return groups


__all__ = ["figure_checks"]
