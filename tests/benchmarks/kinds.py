"""Kinds of workbooks as people write them: one thing filled down many rows, models, many small
sheets, reports, grids. Each is a line of a table or a function of a few lines."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import spellings
from tests.benchmarks.sheets import Cell, letters, write_workbook

Random = random.Random
Sheets = dict[str, list[list[Cell]]]
Build = Callable[[Random, int], Sheets]
FORMULAS = 20_000
"""About how many formulas each workbook has."""


class Kind(NamedTuple):
    """A kind of workbook; what people call it is in the catalogue, under ``speed.kind.<id>``."""

    id: str
    build: Build
    formulas: int = FORMULAS
    spelled: Callable[[str], str] | None = None
    """How the program that made it writes a sheet, if otherwise than most."""

    def make(self, path: Path, formulas: int | None = None) -> None:
        """Write one of about so many formulas."""
        rnd = random.Random(f"kind {self.id}")
        write_workbook(path, self.build(rnd, formulas or self.formulas), self.spelled)


# ---- filled down --------------------------------------------------------------------------------


def _record(rnd: Random, r: int) -> list[Cell]:
    """A row of a log: a code, a group, a whole number, an amount, a date and a text."""
    code = f"C{rnd.randrange(6000):05d}"
    words = rnd.choice(("open", "closed", "on hold")), rnd.choice(("North", "South", "East"))
    amount = round(rnd.random() * 4000, 2)
    date = 44_000 + rnd.randrange(1500)
    return [code, f"Group {r % 23}", rnd.randrange(1, 500), amount, date, " - ".join(words)]


def _filled(formulas: tuple[str, ...], rnd: Random, n: int) -> Sheets:
    """Formulas filled down beside such rows, below a line of headings; ``{r}`` is their row,
    ``{p}`` the one before, ``{w}`` nine rows before, ``{n}`` the last one."""
    rows: list[list[Cell]] = [["Code", "Group", "Number", "Amount", "Date", "Text"]]
    last = max(20, n // len(formulas)) + 1
    for r in range(2, last + 1):
        at = {"r": r, "p": r - 1, "w": max(2, r - 9), "n": last}
        rows.append([*_record(rnd, r), *(formula.format(**at) for formula in formulas)])
    return {"Log": rows}


_COLUMNS: dict[str, tuple[str, ...]] = {
    "arithmetic": ("=C{r}*D{r}+1", "=(C{r}-D{r})/(C{r}+1)", "=ROUND(D{r}*1.2,2)", "=G{r}-I{r}^2"),
    "conditions": (
        '=IF(C{r}>400,"A",IF(C{r}>200,"B",IF(C{r}>100,"C","D")))',
        "=IF(AND(C{r}>50,D{r}<2000),D{r}*0.9,D{r})",
        '=_xlfn.IFS(D{r}>3000,"high",D{r}>1000,"middle",TRUE,"low")',
    ),
    "texts": ('=A{r}&"/"&B{r}', "=UPPER(F{r})", "=LEFT(A{r},3)&RIGHT(A{r},2)", "=LEN(F{r})"),
    "searched": (
        '=FIND("-",F{r})',
        '=SUBSTITUTE(F{r}," - ","/")',
        '=TRIM(LEFT(F{r},FIND("-",F{r})-1))',
        '=IF(ISNUMBER(SEARCH("open",F{r})),1,0)',
    ),
    "formats": ('=TEXT(D{r},"#,##0.00")', '=TEXT(E{r},"yyyy-mm-dd")', '=TEXT(C{r}/500,"0.0%")'),
    "dates": (
        "=YEAR(E{r})*100+MONTH(E{r})",
        "=EOMONTH(E{r},1)",
        "=EDATE(E{r},C{r}/50)",
        '=DATEDIF(E{r},E{r}+C{r},"m")',
        "=WEEKDAY(E{r},2)",
    ),
    "workdays": ("=NETWORKDAYS(E{r},E{r}+C{r})", "=WORKDAY(E{r},C{r})"),
    "errors": (
        "=IFERROR(D{r}/(C{r}-MOD(C{r},3)*C{r}),0)",
        "=IF(ISERROR(VALUE(A{r})),0,1)",
        '=IFERROR(SEARCH("hold",F{r}),"none")',
    ),
    "lookups": (
        "=VLOOKUP(A{r},$A$2:$D${n},4,FALSE)",
        '=IFERROR(INDEX($D$2:$D${n},MATCH("C"&TEXT(C{r},"00000"),$A$2:$A${n},0)),0)',
    ),
    "bands": (
        "=LOOKUP(C{r},{{0,50,100,250,400}},{{0,0.02,0.05,0.08,0.1}})",
        "=D{r}*MATCH(C{r},{{0,100,200,300,400}},1)",
    ),
    "xlookup": (
        '=_xlfn.XLOOKUP(A{r},$A$2:$A${n},$D$2:$D${n},"none")',
        "=_xlfn.XLOOKUP(C{r},$C$2:$C$400,$D$2:$D$400,0,-1)",
    ),
    "sumifs": (
        "=SUMIFS(D$2:D${n},B$2:B${n},B{r})",
        '=COUNTIFS(B$2:B${n},B{r},C$2:C${n},">"&C{r})',
        "=AVERAGEIFS(D$2:D${n},B$2:B${n},B{r},E$2:E${n},E{r})",
    ),
    "growing": ("=COUNTIF(A$2:A{r},A{r})",),
    "growing_sums": ("=SUMIF(B$2:B{r},B{r},D$2:D{r})", '=IF(COUNTIF(A$2:A{r},A{r})>1,"again","")'),
    "running": ("=SUM(D$2:D{r})", "=N(H{p})*0.99+D{r}", "=MAX(D$2:D{r})"),
    "sliding": ("=AVERAGE(D{w}:D{r})", "=MAX(D{w}:D{r})-MIN(D{w}:D{r})", "=SUM(C{w}:C{r})"),
    "statistics": ("=STDEV(C{w}:D{r})", "=MEDIAN(C{r}:D{r},100)", "=PERCENTILE(D{w}:D{r},0.9)"),
    "ranks": ("=RANK(D{r},D$2:D${n})", "=PERCENTRANK(D$2:D${n},D{r})"),
    "loans": (
        "=PMT(0.04/12,C{r},-D{r})",
        "=FV(0.03/12,24,-C{r},-D{r})",
        "=NPV(0.05,C{r},D{r},100)",
        "=IFERROR(RATE(36,-C{r},C{r}*30),0)",
    ),
    "let": ("=_xlfn.LET(_xlpm.x,C{r}*2,_xlpm.y,D{r}+_xlpm.x,IF(_xlpm.y>900,_xlpm.y,_xlpm.x))",),
    "moved": ("=SUM(OFFSET(D{r},0,-1,1,2))", '=INDIRECT("D"&ROW())', "=OFFSET($D$1,ROW()-1,0)"),
    "joined": ('=_xlfn.TEXTJOIN("; ",TRUE,A{r}:C{r})', "=_xlfn.CONCAT(A{r}:B{r})"),
    "products": ("=SUMPRODUCT(C{r}:D{r},$C$2:$D$2)", "=SUMPRODUCT((C{r}:E{r}>100)*C{r}:E{r})"),
    "choices": (
        '=CHOOSE(MOD(C{r},4)+1,"a","b","c","d")',
        '=_xlfn.SWITCH(MOD(C{r},3),0,"none",1,"one","more")',
        "=INDEX(C{r}:E{r},MOD(C{r},3)+1)",
    ),
    "subtotals": ("=SUBTOTAL(9,C{w}:C{r})", "=AGGREGATE(4,6,D{w}:D{r})"),
    "checks": (
        '=IF(ABS(C{r}*2-C{r}-C{r})<0.01,"OK","CHECK")',
        "=AND(ISNUMBER(D{r}),D{r}>0)",
        "=IF(LEN(A{r})=6,0,1)",
        "=ISERROR(MATCH(C{r},C$2:C$50,0))",
    ),
}
_FEWER: dict[str, tuple[int, tuple[str, ...]]] = {
    "two_criteria": (
        3_000,
        ("=SUMPRODUCT(($A$2:$A${n}=A{r})*($B$2:$B${n}=B{r})*$D$2:$D${n})",),
    ),
    "months": (
        2_000,
        (
            "=SUMPRODUCT((YEAR($E$2:$E${n})=YEAR(E{r}))*(MONTH($E$2:$E${n})=MONTH(E{r}))"
            "*$D$2:$D${n})",
            '=SUMPRODUCT(--(LEFT($A$2:$A${n},4)=LEFT(A{r},4)),--ISNUMBER(FIND("open",$F$2:$F${n})))',
        ),
    ),
    "between_dates": (
        2_000,
        ("=SUMPRODUCT(($B$2:$B${n}=B{r})*($E$2:$E${n}>=E{r})*($E$2:$E${n}<=E{r}+30)*$C$2:$C${n})",),
    ),
    "first_above": (
        2_000,
        (
            "=IFERROR(MATCH(TRUE,INDEX($D$2:$D${n}>D{r},0),0),0)",
            "=IFERROR(LOOKUP(2,1/(($B$2:$B${n}=B{r})*($E$2:$E${n}<E{r})),$D$2:$D${n}),0)",
        ),
    ),
    "beginnings": (3_000, ('=COUNTIF($A$2:$A${n},LEFT(A{r},5)&"*")',)),
    "numbering": (
        4_000,
        (
            '=IF(C{r}>250,COUNT(G$1:G{p})+1,"")',
            "=IFERROR(LOOKUP(2,1/(B$1:B{p}=B{r}),H$1:H{p}),0)*0.9+D{r}",
        ),
    ),
    "distinct": (
        1_000,
        (
            "=SUMPRODUCT(($B$2:$B${n}=B{r})/COUNTIFS($B$2:$B${n},$B$2:$B${n},$A$2:$A${n},$A$2:$A${n}))",
        ),
    ),
    "group_maxima": (2_000, ("{{=MAX(IF($B$2:$B${n}=B{r},$D$2:$D${n}))}}",)),
    "group_medians": (2_000, ("{{=MEDIAN(IF($B$2:$B${n}=B{r},$D$2:$D${n}))}}",)),
}
"""Where other engines look through all rows for each, as many formulas as they can do."""


_SPELLED: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
    "prefixed": (spellings.with_prefix, (*_COLUMNS["arithmetic"], *_COLUMNS["lookups"])),
    "type_first": (spellings.type_first, (*_COLUMNS["conditions"], *_COLUMNS["sumifs"])),
    "office_suite": (spellings.as_an_office_suite, (*_COLUMNS["arithmetic"], *_COLUMNS["dates"])),
    "blocks": (
        spellings.in_blocks,
        (
            "=N(G{p})*0.98+C{r}",
            "=G{r}-N(H{p})*0.5",
            "=SQRT(ABS(H{r}))+N(I{p})/2",
            "=G{r}*D{r}+I{r}",
        ),
    ),
}
"""Written by other programs."""


# ---- workbooks of a shape of their own ----------------------------------------------------------


def _different(rnd: Random, n: int) -> Sheets:
    """Formulas that are all different, over ten sheets."""
    each = max(20, n // 10)
    sheets: Sheets = {}
    for k in range(10):
        rows: list[list[Cell]] = []
        for _ in range(each):
            a, b = (f"{rnd.choice('AB')}{rnd.randint(1, each)}" for _ in "ab")
            number = rnd.randint(2, 90)
            top = rnd.randint(1, each)
            bottom = top + rnd.randrange(40)  # not longer where there are more formulas
            far = f"Part{rnd.randrange(10)}!A{rnd.randint(1, each)}"
            formula = rnd.choice(
                (
                    f"={a}*{number}+{b}",
                    f"=IF({a}>{number},{b},{far})",
                    f"=ROUND({a}/{number},{number % 5})+{far}",
                    f"=SUM(A{top}:B{bottom})-{number}",
                    f"=MAX({a},{b},{far})*{number / 10}",
                    f'={a}&" of {number}"',
                )
            )
            rows.append([rnd.randrange(1, 400), rnd.randrange(1, 90), formula])
        sheets[f"Part{k}"] = rows
    return sheets


def _small_sheets(rnd: Random, n: int) -> Sheets:
    """Sheets of a hundred formulas each, and one that adds them up."""
    count = max(2, n // 100)
    sheets: Sheets = {}
    for k in range(count):
        rows: list[list[Cell]] = []
        for r in range(1, 34):
            price, number = round(rnd.random() * 90, 2), rnd.randrange(1, 40)
            rows.append([f"Item {r}", number, price, f"=B{r}*C{r}", f"=D{r}*0.2", f"=D{r}+E{r}"])
        rows.append(["Total", None, None, "=SUM(D1:D33)", None, "=SUM(F1:F33)"])
        sheets[f"Job {k + 1}"] = rows
    sheets["All"] = [[f"='Job {k + 1}'!F34", f"=SUM(A$1:A{k + 1})"] for k in range(count)]
    return sheets


def _model(rnd: Random, n: int) -> Sheets:
    """A model by months: blocks of seven lines filled to the right."""
    months = 240 if n >= 10_000 else 24
    rows: list[list[Cell]] = []
    for k in range(max(1, n // (6 * months))):
        top = k * 8
        first: list[Cell] = [f"Block {k}"]
        lines: list[list[Cell]] = [list(first) for _ in range(7)]
        for m in range(months):
            now, before = letters(m + 1), letters(m)
            lines[0].append(rnd.randrange(50, 400))
            start: Cell = 1000 if m == 0 else f"={before}{top + 5}"
            lines[1].append(start)
            lines[2].append(f"={now}{top + 1}*0.4")
            lines[3].append(f"=ROUND({now}{top + 2}*0.01,2)")
            lines[4].append(f"={now}{top + 2}+{now}{top + 1}-{now}{top + 3}-{now}{top + 4}")
            lines[5].append(f"=IF({now}{top + 5}<900,{now}{top + 5}*0.1,0)")
            lines[6].append(f"=SUM($B{top + 6}:{now}{top + 6})")
        rows += [*lines, []]
    return {"Model": rows}


def _profit_and_loss(rnd: Random, n: int) -> Sheets:
    """Lines of twelve months with totals, shares and growth, in many short runs."""
    rows: list[list[Cell]] = []
    for r in range(1, max(2, n // 10)):
        row: list[Cell] = [f"Line {r}"]
        for m in range(1, 13):
            here, left = letters(m), letters(m - 1)
            if r % 6 == 0:
                row.append(f"=SUM({here}{r - 5}:{here}{r - 1})")
            elif r % 6 == 4:
                row.append(100 if m == 1 else f"={left}{r}*1.02")
            elif r % 6 == 5:
                row.append(f"={here}{r - 1}*0.2")
            else:
                row.append(rnd.randrange(1000))
        row += [f"=SUM(B{r}:M{r})", f"=IF(N{r}=0,0,M{r}/N{r})"]
        row.append(f"=AVERAGE(K{r}:M{r})-AVERAGE(B{r}:D{r})")
        rows.append(row)
    return {"P&L": rows}


def _invoices(rnd: Random, n: int) -> Sheets:
    """A sheet an invoice, with a price list and a list of totals."""
    goods: list[list[Cell]] = [
        [f"P{k:03d}", f"Thing {k}", rnd.randrange(100, 9999) / 100] for k in range(300)
    ]
    sheets: Sheets = {"Prices": goods, "Totals": []}
    for k in range(max(1, n // 80)):
        lines = rnd.randrange(8, 26)
        rows: list[list[Cell]] = [[f"Invoice {k}"], []]
        for r in range(3, lines + 3):
            rows.append(
                [
                    *(f"P{rnd.randrange(310):03d}", rnd.randrange(1, 9)),
                    f'=IFERROR(VLOOKUP(A{r},Prices!$A$1:$C$300,2,FALSE),"unknown")',
                    f"=IFERROR(VLOOKUP(A{r},Prices!$A$1:$C$300,3,FALSE),0)",
                    f"=B{r}*D{r}",
                    f"=ROUND(E{r}*1.2,2)",
                ]
            )
        rows.append(["Total", None, None, None, *(f"=SUM({c}3:{c}{lines + 2})" for c in "EF")])
        sheets[f"Inv {k}"] = rows
        sheets["Totals"].append([f"='Inv {k}'!F{lines + 3}", f"=SUM(A$1:A{k + 1})"])
    return sheets


def _report(rnd: Random, n: int) -> Sheets:
    """Groups of a few lines, each followed by its totals."""
    rows: list[list[Cell]] = []
    for _ in range(max(1, n // 9)):
        lines = rnd.randrange(3, 9)
        for k in range(lines):
            r = len(rows) + 1
            rows.append([f"Item {k}", rnd.randrange(100), rnd.randrange(1, 50), f"=B{r}*C{r}"])
        first, last = len(rows) - lines + 1, len(rows)
        totals: list[Cell] = [f"=SUM(B{first}:B{last})", f"=SUBTOTAL(9,C{first}:C{last})"]
        totals += [f"=SUM(D{first}:D{last})", f'=IF(D{last + 1}>5000,"high","")']
        rows += [["Total", *totals], []]
    return {"Report": rows}


def _cross_table(rnd: Random, n: int) -> Sheets:
    """Sums of a log by groups and by classes of amounts."""
    log = [_record(rnd, r) for r in range(5_000)]
    groups = max(1, n // 60)
    table: list[list[Cell]] = [[None, *(k * 8 for k in range(60))]]
    for g in range(groups):
        sums = (
            f"=SUMIFS(Log!$D$1:$D$5000,Log!$B$1:$B$5000,$A{g + 2},"
            f'Log!$C$1:$C$5000,">="&{c}$1,Log!$C$1:$C$5000,"<"&{c}$1+8)'
            for c in map(letters, range(1, 61))
        )
        table.append([f"Group {g % 23}", *sums])
    return {"Log": log, "Table": table}


def _months(rnd: Random, lines: int) -> list[list[Cell]]:
    """Lines of twelve months below their quarters, each line of a group."""
    rows: list[list[Cell]] = [[None, *(f"Q{month // 3 + 1}" for month in range(12))]]
    for line in range(lines):
        rows.append([f"Group {line % 40}", *(rnd.randrange(900) for _ in range(12))])
    return rows


def _quarters(rnd: Random, n: int) -> Sheets:
    """Beside lines of months, what their quarters come to."""
    rows = _months(rnd, max(5, n // 8))
    rows[0] += ["Q1", "Q2", "Q3", "Q4"]
    for r, row in enumerate(rows[1:], 2):
        row += [f"=SUMIF($B$1:$M$1,{letters(c)}$1,$B{r}:$M{r})" for c in range(13, 17)]
        row += [
            f"=SUMPRODUCT(--($B$1:$M$1=N$1),$B{r}:$M{r})",
            f"=AVERAGEIF($B$1:$M$1,O$1,$B{r}:$M{r})",
            f'=COUNTIFS($B$1:$M$1,P$1,$B{r}:$M{r},">100")',
            f"=_xlfn.MAXIFS($B{r}:$M{r},$B$1:$M$1,Q$1)",
        ]
    return {"Plan": rows}


def _months_sought(rnd: Random, n: int) -> Sheets:
    """Of lines of months the first and last above a limit, the best ones, of a quarter the most."""
    rows = _months(rnd, max(5, n // 6))
    for r, row in enumerate(rows[1:], 2):
        line, heads = f"$B{r}:$M{r}", "$B$1:$M$1"
        row += [
            f"=MATCH(TRUE,INDEX({line}>500,0),0)",
            f"=LOOKUP(2,1/({line}>300),{heads})",
            f"=INDEX({heads},MATCH(MAX({line}),{line},0))",
            f'=MAX(INDEX(({heads}="Q2")*{line},0))',
            f"=SUMPRODUCT(LARGE({line},{{1,2,3}}))",
            f"=SUMPRODUCT(({line}>AVERAGE({line}))*1)",
        ]
    return {"Plan": rows}


def _crossed(rnd: Random, n: int) -> Sheets:
    """A summary of such lines by group and quarter."""
    lines = 400
    table: list[list[Cell]] = [[None, "Q1", "Q2", "Q3", "Q4"]]
    for r in range(2, max(3, n // 4)):
        sums = (
            f"=SUMPRODUCT((Plan!$A$2:$A${lines + 1}=$A{r})*(Plan!$B$1:$M$1={c}$1)"
            f"*Plan!$B$2:$M${lines + 1})"
            for c in "BCDE"
        )
        table.append([f"Group {r % 40}", *sums])
    return {"Plan": _months(rnd, lines), "Table": table}


_NAMES = "Renée", "Zoë", "Jürgen", "Inès", "Björn", "Anaïs", "Łukasz", "Émile"


def _accents(rnd: Random, n: int) -> Sheets:
    """Texts that are not in plain letters."""
    rows: list[list[Cell]] = [["Name"]]
    for r in range(2, max(3, n // 5)):
        rows.append(
            [
                f"{rnd.choice(_NAMES)} {rnd.choice(_NAMES)} - {rnd.randrange(999)}",
                f'=LEFT(A{r},FIND(" ",A{r})-1)',
                f"=UPPER(B{r})",
                f'=SUBSTITUTE(A{r},"é","e")',
                f'=MID(A{r},FIND("-",A{r})+2,9)',
                f"=LEN(TRIM(A{r}))",
            ]
        )
    return {"Names": rows}


def _calendar(rnd: Random, n: int) -> Sheets:
    """Bars of a plan: a cell for each day of each task."""
    rows: list[list[Cell]] = [["Task", "from", "to", *(45_000 + d for d in range(40))]]
    for r in range(2, max(3, n // 40)):
        first = 45_000 + rnd.randrange(30)
        days = (
            f"=IF(AND({letters(d + 3)}$1>=$B{r},{letters(d + 3)}$1<=$C{r}),1,0)" for d in range(40)
        )
        rows.append([f"Task {r}", first, first + rnd.randrange(12), *days])
    return {"Plan": rows}


def _cohorts(rnd: Random, n: int) -> Sheets:
    """How many who began in a month are still there so many months later."""
    log: list[list[Cell]] = []
    for i in range(max(100, n // 2)):
        begun = i % 36
        log.append([begun, begun + rnd.randrange(1, 30) if rnd.random() < 0.6 else 99])
    last = len(log)
    rows: list[list[Cell]] = [["month", "clients", *range(36)]]
    for k in range(36):
        left = (
            f'=IF($A{k + 2}+{c}$1>35,"",1-COUNTIFS(Log!$A$1:$A${last},$A{k + 2},'
            f'Log!$B$1:$B${last},"<="&$A{k + 2}+{c}$1)/$B{k + 2})'
            for c in map(letters, range(2, 38))
        )
        rows.append([k, f"=COUNTIF(Log!$A$1:$A${last},A{k + 2})", *left])
    return {"Log": log, "Cohorts": rows}


def _loans(rnd: Random, n: int) -> Sheets:
    """Schedules of loans, a sheet each."""
    sheets: Sheets = {}
    for k in range(max(1, n // (4 * 240))):
        head: list[Cell] = [100_000 + k * 1000, 0.03 + k / 1000, 240, "=-PMT(B1/12,C1,A1)"]
        rows: list[list[Cell]] = [head, []]
        for r in range(3, 243):
            start = "=A1" if r == 3 else f"=E{r - 1}"
            parts = f"=B{r}*$B$1/12", f"=$D$1-C{r}", f"=B{r}-D{r}"
            rows.append([r - 2, start, *parts])
        sheets[f"Loan {k}"] = rows
    return sheets


def _weeks(rnd: Random, n: int) -> Sheets:
    """A sheet a week, each going on where the one before ended."""
    sheets: Sheets = {}
    for k in range(max(1, n // 180)):
        before = f"'W{k - 1}'!C" if k else ""
        sheets[f"W{k}"] = [
            [
                rnd.randrange(50),
                f"={before}{r}+A{r}" if k else f"=A{r}",
                f"=MAX(B{r}-5,0)",
                f'=IF(B{r}>100,"big","small")',
            ]
            for r in range(1, 61)
        ]
    return sheets


def _grid(rnd: Random, n: int) -> Sheets:
    """Each cell reads the one above and the one to its left."""
    size = max(3, int(n**0.5) + 1)
    rows: list[list[Cell]] = [[1.0] * size]
    for r in range(2, size + 1):
        row: list[Cell] = [1]
        row += [f"=MOD({letters(c)}{r - 1}+{letters(c - 1)}{r},1009)" for c in range(1, size)]
        rows.append(row)
    return {"Grid": rows}


def _tree(rnd: Random, n: int) -> Sheets:
    """A tree of prices: each cell reads two of the column to its right."""
    size = max(3, int((2 * n) ** 0.5))
    rows: list[list[Cell]] = []
    for r in range(size + 1):
        row: list[Cell] = [
            None
            if r > c
            else f"=MAX(0.97*(0.5*{letters(c + 1)}{r + 1}+0.5*{letters(c + 1)}{r + 2}),{r}-50)"
            for c in range(size)
        ]
        rows.append([*row, max(0, r * 2 - 100)])
    return {"Tree": rows}


def _time_sheet(rnd: Random, n: int) -> Sheets:
    """Hours of work, overtime and pay."""
    rows: list[list[Cell]] = []
    for r in range(1, max(3, n // 6)):
        begun = rnd.randrange(360, 720) / 1440
        row: list[Cell] = [45_000 + r // 5, begun, begun + rnd.randrange(120, 640) / 1440]
        row += [rnd.choice((0, 30, 45)) / 1440, f"Coach {rnd.randrange(40)}"]
        row += [f"=MOD(C{r}-B{r},1)-D{r}", f"=ROUND(F{r}*24,2)", f"=MAX(0,G{r}-8)"]
        row += [f"=IF(WEEKDAY(A{r},2)>5,1.5,IF(H{r}>0,1.25,1))", f"=G{r}*20+H{r}*20*(I{r}-1)"]
        row.append(f"=SUMIFS(G$1:G{r},E$1:E{r},E{r})")
        rows.append(row)
    return {"Hours": rows}


def _stock(rnd: Random, n: int) -> Sheets:
    """What comes and goes, and how much is left of each thing."""
    rows: list[list[Cell]] = []
    for r in range(1, max(3, n // 4)):
        row: list[Cell] = [45_000 + r // 10, f"SKU{rnd.randrange(60)}", rnd.randrange(-20, 30)]
        row += [rnd.randrange(100, 900) / 10, f"=SUMIFS(C$1:C{r},B$1:B{r},B{r})"]
        row += [f'=IF(E{r}<0,"short","")', f"=E{r}*D{r}", f"=COUNTIFS(B$1:B{r},B{r})"]
        rows.append(row)
    return {"Stock": rows}


def _survey(rnd: Random, n: int) -> Sheets:
    """Answers by person, and what teams answered on average."""
    people = max(30, n // 3)
    rows: list[list[Cell]] = []
    for r in range(1, people + 1):
        answers = (rnd.randrange(1, 6) if rnd.random() < 0.93 else None for _ in range(8))
        row: list[Cell] = [*answers, f"Team {rnd.randrange(12)}"]
        row += [f'=IF(COUNT(A{r}:H{r})<5,"",AVERAGE(A{r}:H{r}))', f"=COUNTIF(A{r}:H{r},5)"]
        row.append(f'=IF(COUNTBLANK(A{r}:H{r})>0,"gaps","")')
        rows.append(row)
    teams: list[list[Cell]] = []
    for t in range(12):
        row = [f"Team {t}"]
        for c in "ABCDEFGH":
            row.append(
                f"=IFERROR(AVERAGEIFS(All!{c}$1:{c}${people},All!$I$1:$I${people},$A{t + 1}),0)"
            )
        teams.append(row)
    return {"All": rows, "Teams": teams}


def _plan(rnd: Random, n: int) -> Sheets:
    """Tasks that begin when others end."""
    tasks = max(10, n // 4)
    rows: list[list[Cell]] = []
    for r in range(1, tasks + 1):
        row: list[Cell] = [f"T{r}", rnd.randrange(1, 15)]
        row.append(f"T{rnd.randrange(max(1, r - 60), r)}" if r > 1 and rnd.random() < 0.8 else "")
        found = f"VLOOKUP(C{r},$A$1:$E${tasks},5,FALSE)"
        row += [f'=IF(C{r}="",45000,{found}+1)', f"=D{r}+B{r}-1", f"=WEEKDAY(D{r})"]
        row.append(f'=IF(E{r}=MAX($E$1:$E${tasks}),"last","")')
        rows.append(row)
    return {"Plan": rows}


def _tree_of_people(rnd: Random, n: int) -> Sheets:
    """Who reports to whom: levels by way of the manager, counts and sums by manager."""
    people = max(20, n // 3)
    rows: list[list[Cell]] = [["E1", "", 90_000, 0, *_reports(1, people)]]
    for r in range(2, people + 1):
        boss = rnd.randint(max(1, r // 8), max(1, r // 3))
        level = f"=1+INDEX($D$1:$D${people},MATCH(B{r},$A$1:$A${people},0))"
        rows.append(
            [f"E{r}", f"E{boss}", rnd.randrange(20, 90) * 1000, level, *_reports(r, people)]
        )
    return {"People": rows}


def _reports(r: int, people: int) -> tuple[Cell, Cell]:
    managers = f"$B$1:$B${people}"
    return f"=COUNTIF({managers},A{r})", f"=SUMIF({managers},A{r},$C$1:$C${people})"


KINDS = (
    *(Kind(id, partial(_filled, formulas)) for id, formulas in _COLUMNS.items()),
    *(Kind(id, partial(_filled, formulas), n) for id, (n, formulas) in _FEWER.items()),
    *(
        Kind(id, partial(_filled, formulas), spelled=spelled)
        for id, (spelled, formulas) in _SPELLED.items()
    ),
    Kind("different", _different),
    Kind("small_sheets", _small_sheets),
    Kind("model", _model),
    Kind("profit_and_loss", _profit_and_loss),
    Kind("invoices", _invoices),
    Kind("report", _report),
    Kind("cross_table", _cross_table, 9_000),
    Kind("quarters", _quarters),
    Kind("months_sought", _months_sought),
    Kind("crossed", _crossed, 4_000),
    Kind("accents", _accents),
    Kind("calendar", _calendar),
    Kind("cohorts", _cohorts),
    Kind("loan_schedules", _loans),
    Kind("weeks", _weeks),
    Kind("grid", _grid),
    Kind("price_tree", _tree),
    Kind("time_sheet", _time_sheet),
    Kind("stock", _stock),
    Kind("survey", _survey),
    Kind("plan", _plan),
    Kind("people", _tree_of_people),
)
GROWING = ("different", "model", "small_sheets", "growing")
"""Kinds measured with more and more formulas,"""
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000)
"""about so many."""
