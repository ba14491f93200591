"""Everything a person reads, in the language for tests: ``python -m tests.languages.wall FOLDER``.

Prints JSON: for each surface (a help page, a command, a workbook …) the words that are not marked.
It runs in a process of its own, since languages are found when the package is first imported.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.languages.pseudo import CODE, unmarked

Surface = dict[str, list[str]]


def command(*words: str) -> list[str]:
    """What a command says, on both streams."""
    from xl_kpis.commands import main

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        main([*words, "--language", CODE])
    said = out.getvalue()
    with contextlib.suppress(ValueError):
        values = list(_values(json.loads(said)))
        return [*values, err.getvalue()]
    return [said, err.getvalue()]


def _values(data: Any) -> Iterator[str]:
    """The strings of JSON data that are no ids."""
    if isinstance(data, dict):
        for value in data.values():
            yield from _values(value)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value)
    elif isinstance(data, str) and not re.fullmatch(r"[a-z_]+", data):
        yield data


def without_commands(said: list[str]) -> list[str]:
    """Without lines that are to be typed, and the names of things to choose from."""
    return [
        "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("xl-kpis"))
        for text in said
    ]


def help_pages() -> Iterator[tuple[str, list[str]]]:
    from xl_kpis.commands.app import COMMANDS

    for name in ("", *COMMANDS):
        words = (name, "--help") if name else ("--help",)
        yield f"help {name}", without_commands(command(*words))


def commands() -> Iterator[tuple[str, list[str]]]:
    """Each command doing its work, and refusing to, in the present folder."""
    Path("notes.xlsx").write_text("name;value")
    Path("empty.xlsx").write_bytes(b"")
    Path("bad.json").write_text("{")
    Path("list.json").write_text("[1, 2]")
    Path("folder").mkdir()
    Path("good.csv").write_text("measure,period,value\nclients_start,1,200\nclients_end,1,220\n")
    Path("bad.csv").write_text(
        "measure,period,value\nclients_strt,1,2\nclients_start,99,3\nclients_start,2024-99-01,4\n"
        "clients_end,1,many\nclients_end,2,-4\nclients_new,1,1\nclients_new,1,2\n"
    )
    Path("log.csv").write_text(
        "client,joined,left\nA,2025-01-01,2024-01-01\n,2025-01-05,\nB,soon,\n"
    )
    lines = """
        demo
        demo
        template --pack mentoring -o t.xlsx
        template --pack mentoring -o t.xlsx
        template --pack remote --formulas kpi -o k.xlsx
        template --pack remote --formulas lambda -o l.xlsx
        template --pack retail -o none.xlsx
        template
        fill t.xlsx --data good.csv --setting months=3 -o filled.xlsx
        fill t.xlsx --data good.csv -o filled.xlsx
        fill t.xlsx --data bad.csv -o no.xlsx
        fill t.xlsx --data bad.csv -o forced.xlsx --force
        fill t.xlsx --data log.csv -o logged.xlsx
        fill t.xlsx --data log.csv -o logged.xlsx --force
        fill t.xlsx --data bad.json -o no.xlsx
        fill t.xlsx --data list.json -o no.xlsx
        fill t.xlsx --data notes.xlsx -o no.xlsx
        fill t.xlsx --data folder -o no.xlsx
        fill t.xlsx --data nowhere.csv -o no.xlsx
        fill t.xlsx --data good.csv --setting months=13 -o no.xlsx
        fill t.xlsx --data good.csv --setting colour=blue -o no.xlsx
        fill t.xlsx --data good.csv --setting months -o no.xlsx
        fill t.xlsx
        fill notes.xlsx --data good.csv -o no.xlsx
        fill plain.xlsx --data good.csv -o no.xlsx
        scorecard filled.xlsx
        scorecard filled.xlsx --format csv
        scorecard filled.xlsx --format json
        scorecard filled.xlsx --format html
        scorecard xl-kpis-demo
        scorecard xl-kpis-demo --format html
        scorecard filled.xlsx --period 99
        scorecard filled.xlsx --period 2099-01-01
        scorecard filled.xlsx --period sometime
        scorecard folder
        scorecard plain.xlsx
        scorecard notes.xlsx
        check filled.xlsx
        check forced.xlsx
        check forced.xlsx --format json
        check logged.xlsx
        check plain.xlsx
        list
        list --pack remote --format json
        list --format csv
        list --functions
        list --functions --format json
        explain mentoring.retention
        explain mentoring.retention 85%
        explain remote.retention 85% --format json
        explain retenton
        explain xyzzy
        explain CRR
        explain ARPU much
        eval =1+1
        eval =KPI_EXPLAIN(0.85,"mentoring.retention","xx")
        eval =1+
        eval =)
        eval =SUM(1
        eval =SUMM(1)
        eval =XYZZY(1)
        eval =A1 --set A1
        eval =A1 --set A0=1
        eval =A1 --set A1:B2=[1]
        eval =A1 --set A1:B2=x
        eval =A1 --set A1=2025-13-01
        eval =A1 --json --set A1=words
        recalc plain.xlsx -o done.xlsx
        recalc plain.xlsx -o done.xlsx
        recalc plain.xlsx notes.xlsx empty.xlsx nowhere.xlsx --out-dir out
        recalc plain.xlsx notes.xlsx --out-dir out --force --format json
        recalc plain.xlsx notes.xlsx --out-dir out --force --format csv
        recalc plain.xlsx notes.xlsx --out-dir out --force --format ndjson
        recalc plain.xlsx
        recalc plain.xlsx notes.xlsx -o one.xlsx
        recalc plain.xlsx -o folder
        recalc plain.xlsx -o other.txt
        recalc plain.xlsx --out-dir plain.xlsx
        recalc folder --in-place
        recalc plain.xlsx --in-place --jobs none
        convert k.xlsx --formulas native -o n.xlsx
        convert k.xlsx --formulas lambda -o n2.xlsx
        convert calls.xlsx --formulas native -o n3.xlsx
        convert k.xlsx --formulas native
        convert notes.xlsx --formulas native -o n4.xlsx
        addin build excel --out-dir addins
        addin build lite --out-dir addins
        addin build libreoffice --out-dir addins
        addin build excel --out-dir addins
        addin install excel
        addin install lite
        addin uninstall lite
        addin uninstall excel
        doctor
        doctor calls.xlsx
        doctor k.xlsx
        frobnicate
        list --frobnicate
        list --pack
        list --functions=yes
        list one two
        addin fly libreoffice
        eval
    """
    import openpyxl

    plain = openpyxl.Workbook()
    plain.active["A1"], plain.active["A2"], plain.active["A3"] = "=A2", "=A1+1", "=FROBNICATE(1)"
    plain.save("plain.xlsx")
    calls = openpyxl.Workbook()
    calls.active["A1"] = "=KPI_RETENTION(B1:B2,2,3)"
    calls.active["A2"] = "=KPI_TIER(0.5,B1)"
    calls.active["A3"] = "=KPI_NOTHING(1)"
    calls.active["A4"] = "=FROBNICATE(1)"
    calls.save("calls.xlsx")
    for line in filter(None, map(str.strip, lines.splitlines())):
        said = command(*line.split())
        if "--format csv" in line:  # its headings are ids
            cells = _values([*csv.reader(io.StringIO(said[0]))][1:])
            said = [*(cell for cell in cells if cell not in ("True", "False")), *said[1:]]
        if "--format html" in line:
            said = [" ".join(_visible(said[0])), *said[1:]]
        if "--format ndjson" in line:
            rows = [json.loads(row) for row in said[0].splitlines()]
            said = [*_values(rows), *said[1:]]
        yield line, without_commands(said)


def _visible(page: str) -> Iterator[str]:
    """What a page shows and says."""
    yield from re.findall(r'(?:alt|title|aria-label)="([^"]*)"', page)
    body = re.sub(r"<(style|script).*?</\1>", "", page, flags=re.S)
    yield re.sub(r"<[^>]+>", "|", body)


_SHOWN = {"prompt", "promptTitle", "error", "errorTitle", "descr", "title", "tooltip", "display"}
_TEXTS = {
    "t",
    "oddHeader",
    "oddFooter",
    "evenFooter",
    "firstFooter",
    "subject",
    "keywords",
    "category",
    "description",
}


def workbooks() -> Iterator[tuple[str, list[str]]]:
    from xl_kpis.workbook.layout import FLAVOURS
    from xl_kpis.workbook.template import template_bytes

    for pack in ("mentoring", "remote"):
        for flavour in FLAVOURS:
            said: list[str] = []
            with zipfile.ZipFile(io.BytesIO(template_bytes(pack, CODE, flavour))) as archive:
                for part in archive.namelist():
                    if part.endswith((".xml", ".vml")) and "theme" not in part:
                        said += _part(part, archive.read(part))
            yield f"template {pack} {flavour}", said


def _part(name: str, data: bytes) -> Iterator[str]:
    """The strings of a part of a workbook that somebody may see."""
    for node in ElementTree.fromstring(data).iter():
        tag = node.tag.rpartition("}")[2]
        for attribute, value in node.attrib.items():
            if attribute in _SHOWN or (tag == "sheet" and attribute == "name"):
                yield value
        if node.text and tag in _TEXTS:
            yield re.sub(r"&(?:[LCRPNADFT]|\"[^\"]*\"|K[0-9A-F]{6}|\d+)", "|", node.text)
        elif node.text and tag in ("f", "formula", "formula1", "formula2"):
            yield from re.findall(r'"((?:[^"]|"")*)"', node.text)
        elif node.text and tag == "title" and "docProps" in name:
            yield node.text


def pages() -> Iterator[tuple[str, list[str]]]:
    """The documentation that is written from definitions."""
    from xl_kpis.commands import docs as command_docs
    from xl_kpis.formula.functions.support import pages as function_pages
    from xl_kpis.hosts import docs as host_docs
    from xl_kpis.kpi import docs as kpi_docs

    yield "page kpis", [_prose(kpi_docs.document(CODE))]
    for path, text in function_pages.pages().items():
        if path.name.endswith(f".{CODE}.md"):
            yield f"page {path.name}", [_prose(text)]
    yield "page commands", [_prose(command_docs.renewed("", CODE))]
    yield "page hosts", [host_docs.table(CODE)]


def _prose(page: str) -> str:
    page = re.sub(r"<!--.*?-->|```.*?```|\]\([^)]*\)", "|", page, flags=re.S)
    page = re.sub(r"^- `=.*", "|", page, flags=re.M)  # an example gives what it gives in English
    return re.sub(r"^#+ `?[A-Z][A-Z0-9.]*\(?.*|^#+ xl-kpis.*", "|", page, flags=re.M)


def hosts() -> Iterator[tuple[str, list[str]]]:
    """Help in spreadsheet programs, and what values are said to mean."""
    from xl_kpis.hosts import adapter, xlam
    from xl_kpis.hosts.libreoffice import extension
    from xl_kpis.kpi import FUNCTIONS, KPI_CHECK, KPI_EXPLAIN, KPI_NAME, KPI_TIER, KPI_TIP, KPIS

    yield (
        "function help",
        [
            said
            for function in FUNCTIONS.values()
            for said in (
                adapter.function_help(function, CODE),
                *(adapter.argument_help(a, CODE) for a in function.arguments),
            )
        ],
    )
    registry = ElementTree.fromstring(extension.registry())
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    yield (
        "extension",
        [node.text or "" for node in registry.iter("value") if node.get(lang) == CODE],
    )
    with zipfile.ZipFile(io.BytesIO(xlam.build(CODE))) as archive:
        yield "xlam", list(_part("docProps/core.xml", archive.read("docProps/core.xml")))
    said = []
    for kpi in KPIS:
        for tier in kpi.tiers:
            call: Callable[..., Any]
            for call in (KPI_EXPLAIN, KPI_TIP, KPI_TIER):
                said.append(str(call(tier.floor, kpi.id, CODE)))
        said.append(str(KPI_NAME(kpi.id, CODE)))
        said.append(str(KPI_CHECK(kpi.id, "x", None, -1, CODE)))
    yield "values in words", said


def ids() -> set[str]:
    """Words of the program that are the same in every language: commands, choices, arguments."""
    import click

    from xl_kpis.commands.app import COMMANDS, GROUP
    from xl_kpis.kpi import FUNCTIONS, KPIS, PACKS
    from xl_kpis.languages import available

    found = {*COMMANDS, *PACKS, *available()}
    for name in COMMANDS:
        command = GROUP.get_command(click.Context(GROUP), name)
        assert command is not None
        for param in command.params:
            found.update(getattr(param.type, "choices", ()))
    for function in FUNCTIONS.values():
        found.update(
            (function.group, function.unit), *(a.name.split("_") for a in function.arguments)
        )
    for kpi in KPIS:
        found.update((kpi.better,), *(m.id.split("_") for m in kpi.measures))
    return {
        *found,
        *["xl", "kpis"],
        *(part for path in Path().rglob("*.xlsx") for part in re.findall(r"\w+", path.name)),
    }


def main(folder: str) -> None:
    os.chdir(folder)
    found: Surface = {}
    for surfaces in (help_pages, commands, workbooks, pages, hosts):
        for name, said in surfaces():
            found[name] = sorted({word for text in said for word in unmarked(text)})
    known = ids()
    for name, words in found.items():
        found[name] = [word for word in words if not set(re.findall(r"\w+", word)) <= known]
    print(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(sys.argv[1])
