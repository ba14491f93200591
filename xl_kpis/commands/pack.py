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
    parts += [about_kpi(kpi) for kpi in found.kpis]
    echo("\n\n".join(filter(None, parts)))
    return 0


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
