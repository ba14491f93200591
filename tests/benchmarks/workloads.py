"""The workbooks of the benchmark, always the same ones."""

from __future__ import annotations

import json
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.sheets import Cell, Rows, letters, write_workbook

FILES = 200
"""Workbooks of W1 in one process."""
SCENARIOS = 10_000
FEW_SCENARIOS = 200
"""For engines that take minutes for all."""


def template_like(path: Path, seed: int) -> None:
    """W1: ten sheets, 600 formulas of the kinds a scorecard template has."""
    rnd = random.Random(f"W1 {seed}")
    groups = ["north", "south", "east", "west", "online"]
    months = 24

    def log(columns: int, rows: int) -> Rows:
        yield ["period", "group", *(f"m{i}" for i in range(columns))]
        for _ in range(rows):
            yield [
                rnd.randint(1, months),
                rnd.choice(groups),
                *(round(rnd.random() * 100, 2) for _ in range(columns)),
            ]

    def monthly(name: str, formulas: list[str]) -> Rows:
        yield ["period", *(f"f{i}" for i in range(len(formulas)))]
        for i in range(2, months + 2):
            yield [i - 1, *(f.format(log=name, i=i) for f in formulas)]

    sums = [
        "=SUMIFS({log}!$C$2:$C$121,{log}!$A$2:$A$121,$A{i})",
        '=COUNTIFS({log}!$A$2:$A$121,$A{i},{log}!$B$2:$B$121,"north")',
        "=IFERROR(AVERAGEIFS({log}!$D$2:$D$121,{log}!$A$2:$A$121,$A{i}),0)",
        "=IF(B{i}=0,0,ROUND(D{i}/B{i},4))",
        '=IFERROR(INDEX({log}!$C$2:$C$121,MATCH($A{i},{log}!$A$2:$A$121,0)),"none")',
    ]
    ratios = [
        "=Monthly!B{i}+Monthly2!B{i}",
        "=IFERROR(B{i}/SUM(Monthly!$B$2:$B$25),0)",
        '=TEXT(C{i},"0.0%")',
        '=IF(C{i}>=0.05,"high",IF(C{i}>=0.03,"middle","low"))',
        "=MAX(Monthly!B{i},Monthly2!B{i})-MIN(Monthly!D{i},Monthly2!D{i})",
        "=SUM(B$2:B{i})",
    ]

    def settings() -> Rows:
        yield ["name", "value"]
        for i, name in enumerate(("target", "floor", "weight", "growth")):
            yield [name, round(0.01 * (i + 1) + rnd.random(), 3)]

    def groups_sheet() -> Rows:
        yield ["group", "sum", "count", "mean", "share", "best"]
        for i, group in enumerate(groups, 2):
            yield [
                group,
                f"=SUMIFS(Sessions!$C$2:$C$121,Sessions!$B$2:$B$121,A{i})",
                f"=COUNTIFS(Sessions!$B$2:$B$121,A{i})",
                f"=IFERROR(AVERAGEIFS(Sessions!$E$2:$E$121,Sessions!$B$2:$B$121,A{i}),0)",
                f"=B{i}/SUM(B$2:B$6)",
                f'=IF(B{i}=MAX(B$2:B$6),"best","")',
            ]

    def scorecard() -> Rows:
        yield ["month", "value", "before", "change", "text", "state", "target"]
        for i in range(2, 20):
            yield [
                i + 4,
                f"=INDEX(Trends!$B$2:$B$25,MATCH(A{i},Trends!$A$2:$A$25,0))",
                f"=INDEX(Trends!$B$2:$B$25,MATCH(A{i}-1,Trends!$A$2:$A$25,0))",
                f"=IFERROR((B{i}-C{i})/C{i},0)",
                f'=TEXT(B{i},"#,##0.00")&" "&TEXT(D{i},"+0%;-0%")',
                f'=IF(D{i}>Settings!$B$3,"up",IF(D{i}<0,"down","flat"))',
                f"=ROUND(B{i}*(1+Settings!$B$5),2)",
            ]

    def summary() -> Rows:
        for i in range(1, 11):
            yield [
                f"key {i}",
                f"=SUM(Scorecard!B{i + 1}:B{i + 9})",
                f"=AVERAGE(Trends!G{i + 1}:G{i + 10})",
                f'=COUNTIF(Scorecard!F$2:F$19,IF(A{i}="key 1","up","down"))',
                f"=IF(AND(B{i}>0,C{i}>0),B{i}/C{i},0)",
                f'=IF(OR(E{i}>1,D{i}=0),"yes","no")',
            ]

    write_workbook(
        path,
        {
            "Settings": settings(),
            "Sessions": log(3, 120),
            "Clients": log(3, 120),
            "Monthly": monthly("Sessions", sums),
            "Monthly2": monthly("Clients", sums),
            "Trends": monthly("", ratios),
            "Groups": groups_sheet(),
            "Scorecard": scorecard(),
            "Summary": summary(),
            "Notes": iter([["A workbook like a template."]]),
        },
    )


def filled_down(path: Path, rows: int = 200_000) -> None:
    """W2: five arithmetic, IF and ROUND columns beside five of inputs."""
    rnd = random.Random("W2")

    def lines() -> Iterator[list[Cell]]:
        for i in range(1, rows + 1):
            yield [
                rnd.randint(1, 1000),
                rnd.random() * 100,
                rnd.randint(1, 50),
                rnd.random(),
                rnd.randint(0, 1),
                f"=A{i}*B{i}",
                f"=IF(C{i}>25,F{i}*0.9,F{i})",
                f"=ROUND(G{i}/C{i},2)",
                f"=F{i}+G{i}-H{i}",
                f"=IF(AND(E{i}=1,D{i}>0.5),I{i},0)",
            ]

    write_workbook(path, {"Data": lines()})


def lookups(path: Path) -> None:
    """W3: conditional sums and lookups over tables of 10,000 rows."""
    rnd = random.Random("W3")
    table: list[list[Cell]] = [
        [f"k{i}", i * 2, rnd.random() * 100, f"g{i % 50}", rnd.choice("abc")] for i in range(10_000)
    ]

    def questions() -> Iterator[list[Cell]]:
        for i in range(1, 10_001):
            key = rnd.randint(0, 10_500)
            yield [
                f"k{key}",
                f"g{rnd.randint(0, 55)}",
                key * 2 - 1,
                f'=SUMIFS(T!$C$1:$C$10000,T!$D$1:$D$10000,B{i},T!$E$1:$E$10000,"a")',
                f"=COUNTIFS(T!$D$1:$D$10000,B{i})",
                f"=IFERROR(VLOOKUP(A{i},T!$A$1:$C$10000,3,FALSE),0)",
                f"=IFERROR(INDEX(T!$C$1:$C$10000,MATCH(C{i},T!$B$1:$B$10000,1)),-1)",
                f"=_xlfn.XLOOKUP(A{i},T!$A$1:$A$10000,T!$B$1:$B$10000,-1)",
            ]

    write_workbook(path, {"T": table, "Q": questions()})


def chain(path: Path, cells: int = 100_000) -> None:
    """W4: each cell one more than the one above."""
    rows: Iterator[list[Cell]] = ([f"=A{i - 1}+1" if i > 1 else 1] for i in range(1, cells + 1))
    write_workbook(path, {"Chain": rows})


def running_sums(path: Path, cells: int = 20_000) -> None:
    """W5: sums that grow."""
    rnd = random.Random("W5")
    rows: Iterator[list[Cell]] = ([rnd.random(), f"=SUM(A$1:A{i})"] for i in range(1, cells + 1))
    write_workbook(path, {"Sums": rows})


def own_functions(path: Path, cells: int = 100_000) -> None:
    """W6: a function of our own, with blanks, texts and errors among what it is given."""
    rnd = random.Random("W6")

    def lines() -> Iterator[list[Cell]]:
        for i in range(1, cells + 1):
            yield [
                rnd.choice([200, 210, None, "x", 200, 200, 200, 200]),
                rnd.randint(180, 220),
                rnd.choice([50, 50, 50, "=1/0", 300]),
                f"=KPI_RETENTION(A{i},B{i},C{i})",
            ]

    write_workbook(path, {"Clients": lines()})


def mentoring(path: Path) -> None:
    """W7: the mentoring template, filled with its example history, in words every engine knows.

    Names for the columns of tables are written as ranges, and empty cells without a type.
    """
    from xl_kpis.formula.xlsx import open_package, read_model
    from xl_kpis.workbook.examples import SETTINGS, history
    from xl_kpis.workbook.fill import fill
    from xl_kpis.workbook.template import template_bytes

    filled = fill(template_bytes("mentoring", "en"), history("mentoring"), settings=SETTINGS)
    path.write_bytes(filled.file)
    model = read_model(open_package(path))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, data in parts.items():
        if name.startswith("xl/worksheets/"):
            parts[name] = re.sub(rb'(<c [^>]*) t="n"(/>|></c>)', rb"\1\2", data)
    for table in model.tables:
        for i, column in enumerate(table.columns):
            col = letters(table.left + i)
            top, bottom = table.top + 1 + table.header_rows, table.bottom + 1 - table.totals_rows
            area = f"{model.sheets[table.sheet].name}!${col}${top}:${col}${bottom}"
            was = f">{table.name}[{column}]<".encode()
            parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(was, f">{area}<".encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def scenarios(path: Path, workbook: Path, count: int = SCENARIOS) -> None:
    """W7: ten figures of the last quarter, drawn at random; what the scorecard shows of them.

    What depends on satisfaction is left out: other engines give other values for its SUMPRODUCT.
    """
    import xl_kpis

    rnd = random.Random("W7")
    book = xl_kpis.load(workbook)
    book.recalculate()
    rows = [22, 23, 26, 27, 30, 31, 35, 36, 37, 44]
    inputs = [f"Inputs!P{row}" for row in rows]
    before = [book[address] for address in inputs]
    values = [
        [float(round(value * rnd.uniform(0.9, 1.1))) for value in before] for _ in range(count)
    ]
    shown = [
        f"Scorecard!{letters(col)}{row}"
        for row in range(9, 20)  # satisfaction is in row 8, and in the index above
        for col in range(12)
    ]
    outputs = [a for a in shown if isinstance(book[a], float) and book.formula(a)]
    job = {"file": str(workbook), "inputs": inputs, "values": values, "outputs": outputs}
    path.write_text(json.dumps(job))


def changes(path: Path, workbook: Path) -> None:
    """W8: single inputs of W2 set to new numbers."""
    rnd = random.Random("W8")
    changes = [[f"Data!A{rnd.randint(1, 200_000)}", float(rnd.randint(1, 1000))] for _ in range(20)]
    path.write_text(json.dumps({"file": str(workbook), "changes": changes}))
