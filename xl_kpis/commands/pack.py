"""``xl-kpis pack``: a line of business of one's own, in a file."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

from xl_kpis.commands.books import write
from xl_kpis.commands.explain import about_kpi
from xl_kpis.commands.frame import Argument, Choice, Command, Option, force_option
from xl_kpis.commands.language import language, say
from xl_kpis.commands.pack_option import read_pack
from xl_kpis.commands.problem import Problem, Usage
from xl_kpis.commands.targets import ending, may_write
from xl_kpis.commands.terminal import echo
from xl_kpis.kpi import PACKS, text
from xl_kpis.kpi.benchmarks import CURRENCY
from xl_kpis.kpi.model import Kpi

ACTIONS = ("new", "check", "show")


def pack(action: str, file: str, base: str | None, force: bool) -> int:
    if base is not None and (action != "new" or base not in PACKS):
        raise Usage("pack.no_base", name=base, known=", ".join(PACKS))
    if action == "new":
        _new(Path(file), base, force)
        return 0
    return _check(file) if action == "check" else _show(file)


def _new(path: Path, base: str | None, force: bool) -> None:
    ending(path, ".toml")
    may_write(path, force)
    if base is not None:
        _from(base, path)
        return
    start = resources.files("xl_kpis.kpi").joinpath(f"new_pack.{language()}.toml")
    if not start.is_file():
        start = resources.files("xl_kpis.kpi").joinpath("new_pack.en.toml")
    write(path, start.read_bytes())
    echo(say("pack.written", file=path), err=True)


def _from(base: str, path: Path) -> None:
    """A file with what a shipped pack has, called as the file is."""
    from xl_kpis.kpi.pack_parts import ID
    from xl_kpis.kpi.pack_writing import written

    id = re.sub(r"[^a-z0-9]+", "_", path.stem.casefold()).strip("_")
    sound = ID.fullmatch(id) and id not in PACKS
    write(path, written(base, id if sound else f"my_{base}").encode())
    echo(say("pack.written", file=path), err=True)


def _check(file: str) -> int:
    from xl_kpis.kpi.pack_files import Fault, PackError

    try:
        found = read_pack(file)
    except PackError as error:
        for fault in error.faults:
            sentence = fault.sentence(language())
            echo(say("pack.fault", file=file, line=fault.line, fault=sentence))
        raise Problem("pack.faults", file=file, count=len(error.faults)) from None
    for note in found.notes:
        fault = Fault(*note)
        echo(say("pack.fault", file=file, line=fault.line, fault=fault.sentence(language())))
    echo(say("pack.fine", file=file, name=found.id, count=len(found.kpis)), err=True)
    return 0


def _show(file: str) -> int:
    found = read_pack(file)
    head = text(f"pack.{found.id}", language())
    parts = [f"{head} ({found.id})", text.get(f"pack.{found.id}.help", language()) or ""]
    for kpi in found.kpis:
        parts += [about_kpi(kpi), _cases(kpi)]
    echo("\n\n".join(filter(None, parts)))
    return 0


def _cases(kpi: Kpi) -> str:
    """The calls that every host has to answer as the pack says."""
    from xl_kpis.errors import ExcelError
    from xl_kpis.kpi.formulas import call_text
    from xl_kpis.kpi.packs import pack_of
    from xl_kpis.kpi.words import format_value

    spoken, own = language(), pack_of(kpi.pack)
    currency = (own.currency if own else "") or CURRENCY
    told = []
    for case in kpi.function.cases:
        note = f"   ({case.note})" if case.note else ""
        call = call_text(kpi.function, case.arguments, spoken)
        is_error = isinstance(case.result, ExcelError)
        result = case.result if is_error else format_value(case.result, kpi.unit, spoken, currency)
        told.append(f"  ={call} → {result}{note}")
    return "\n".join([text("doc.cases", spoken), *told]) if told else ""


command = Command(
    "pack",
    callback=pack,
    params=[
        Argument(["action"], metavar="pack_action", type=Choice(ACTIONS)),
        Argument(["file"], metavar="pack_file"),
        Option(["--from", "base"], words="pack.from", metavar="pack"),
        force_option(),
    ],
)
