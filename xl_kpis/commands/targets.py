"""Which files a command line means, and where what comes of each goes."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xl_kpis.commands.language import say
from xl_kpis.commands.problem import Problem, Usage
from xl_kpis.commands.terminal import echo

if TYPE_CHECKING:
    from xl_kpis.formula.xlsx.package.places import Fingerprint

_KINDS = (".xlsx", ".xlsm", ".xltx", ".xltm")
_WORKBOOKS = (*_KINDS, ".xls", ".xlsb", ".ods", ".numbers")
"""Endings of workbooks; those that cannot be calculated are refused in words, not passed over."""


class Target(NamedTuple):
    """A file to read and the file to write."""

    source: Path
    output: Path
    problem: Problem | None = None
    """Why it cannot be done, if that is known already."""
    read: Fingerprint | None = None
    """Of a source at an address: the version that is there, if the store says it."""
    there: Fingerprint | None = None
    """Of an output at an address: the version that is there."""

    @property
    def name(self) -> str:
        """What to call the source."""
        return shown(self.source)


class Meant(NamedTuple):
    """A file that a name stands for."""

    file: Path
    short: Path
    """The name it would have in another folder."""
    version: Fingerprint | None = None
    """Of a file at an address: which one is there, if the store says it."""


def shown(place: Path) -> str:
    """A path or an address as people see it."""
    if isinstance(place, Path):
        return str(place)
    from xl_kpis.formula.xlsx.package.places import without_secrets

    return without_secrets(place)


def where(name: str) -> Path:
    """The path, or the address, that a word of the command line is."""
    if "://" not in name:
        return Path(name)
    from xl_kpis.formula.xlsx.package.places import place

    return place(name)


def expand(names: Iterable[str], leave_out: Path | None = None) -> list[Meant]:
    """The files that names stand for.

    A folder stands for every file in it and below it, except hidden ones, Excel's own lock files
    and what lies in ``leave_out``; so does what addresses begin with. A pattern stands for what it
    matches. ``Problem`` where one stands for nothing.
    """
    found: dict[Path, Meant] = {}
    for name in names:
        for meant in _meant(where(name), leave_out):
            found.setdefault(meant.file, meant)
    return list(found.values())


def workbooks(names: Iterable[str], leave_out: Path | None = None) -> list[Meant]:
    """As :func:`expand`, but of folders and patterns the workbooks only; how many other files
    were left alone is said. Who names a file means it, whatever its ending."""
    found: dict[Path, Meant] = {}
    others: set[Path] = set()
    for name in names:
        path = where(name)
        meant = _meant(path, leave_out)
        if [one.file for one in meant] != [path]:
            books = [one for one in meant if one.file.suffix.lower() in _WORKBOOKS]
            if not books:
                raise Problem("files.no_workbooks", file=name)
            others.update(one.file for one in meant)
            meant = books
        for one in meant:
            found.setdefault(one.file, one)
    if left := len(others - set(found)):
        text = say("files.left_one") if left == 1 else say("files.left", count=left)
        echo(text, err=True)
    return list(found.values())


def _meant(path: Path, leave_out: Path | None) -> list[Meant]:
    is_local = isinstance(path, Path)
    matches = list(_matches(path, leave_out) if is_local else _far(path, leave_out))
    if not matches:
        holds = glob.has_magic(str(path)) or (path.is_dir() if is_local else not path.suffix)
        raise Problem("files.none" if holds else "files.missing", file=shown(path))
    return matches


def _matches(path: Path, leave_out: Path | None) -> Iterator[Meant]:
    if path.is_dir():
        for file in _walk(path, leave_out):
            yield Meant(file, file.relative_to(path))
    elif path.exists():
        yield Meant(path, Path(path.name))
    elif glob.has_magic(str(path)):
        for name in sorted(glob.glob(str(path), recursive=True)):
            if os.path.isfile(name):
                yield Meant(Path(name), Path(os.path.basename(name)))


def _far(path: Path, leave_out: Path | None) -> Iterator[Meant]:
    """What an address stands for: a file, a pattern, or all addresses that begin with it."""
    from xl_kpis.formula.xlsx.package import places

    name = Path(places.name_of(path))
    if str(path).startswith("http"):  # which has no folders, and need not say what it has
        yield Meant(path, name)
    elif glob.has_magic(str(path)):
        for file, version in places.matching(path).items():
            yield Meant(file, Path(file.name), version)
    elif (found := places.tag(path)) is not None:
        yield Meant(path, name, found)
    else:
        for rest, version in sorted(places.below(path).items()):
            file = path / rest
            hidden = any(part.startswith((".", "~$")) for part in rest.split("/"))
            if not hidden and (leave_out is None or not _is_below(file, leave_out)):
                yield Meant(file, Path(rest), version)


def _is_below(file: Path, folder: Path) -> bool:
    return str(file).startswith(str(folder).rstrip("/") + "/")


def _walk(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith((".", "~$")):
            continue
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if leave_out is None or path.resolve() != leave_out:
                yield from _walk(path, leave_out)
        elif entry.is_file():
            yield path


def targets(
    names: tuple[str, ...],
    output: str | None,
    out_dir: str | None,
    in_place: bool,
    force: bool,
) -> list[Target]:
    """What to do, from the options of which exactly one must be given."""
    if (output is not None) + (out_dir is not None) + in_place != 1:
        raise Usage("files.one_of")
    folder = None if out_dir is None else where(out_dir)
    files = workbooks(names, leave_out=folder.resolve() if isinstance(folder, Path) else folder)
    if output is not None:
        if len(files) > 1:
            raise Usage("files.many", count=len(files))
        to = where(output)
        return [_checked(files[0], to, force, _there(to, force))]
    if folder is None:
        return [Target(one.file, one.file, read=one.version) for one in files]
    if isinstance(folder, Path) and folder.exists() and not folder.is_dir():
        raise Problem("files.no_folder", file=folder)
    there = _all_there(folder)
    taken: dict[Path, Path] = {}
    found = []
    for one in files:
        name = one.short.as_posix()
        target = _checked(one, folder / name, force, there.get(name))
        first = taken.setdefault(target.output, one.file)
        if first != one.file:
            about = {"file": target.name, "other": shown(first), "output": target.output}
            target = Target(one.file, target.output, Problem("files.collision", **about))
        found.append(target)
    return found


def _there(place: Path, force: bool) -> Fingerprint | None:
    """What is there already, if it is an address. A store that does not say it is no reason to
    write over it, unless that is wanted."""
    if isinstance(place, Path):
        return None
    from xl_kpis.formula.xlsx.package.places import tag
    from xl_kpis.formula.xlsx.package.refusal import WorkbookError

    try:
        return tag(place)
    except WorkbookError:
        if not force:
            raise
        return None


def _all_there(folder: Path) -> dict[str, Fingerprint]:
    """What is there already, if the folder is at an address."""
    if isinstance(folder, Path):
        return {}
    from xl_kpis.formula.xlsx.package.places import below

    return below(folder)


def _checked(meant: Meant, output: Path, force: bool, there: Fingerprint | None) -> Target:
    before, after = meant.short.suffix.lower(), Path(output.name).suffix.lower()
    is_local = isinstance(output, Path)
    problem = None
    if is_local and output.is_dir():
        problem = Problem("files.is_folder", file=output)
    elif (output.exists() if is_local else there is not None) and not force:
        problem = Problem("files.exists", file=output)
    elif after not in _KINDS and before != after:  # else the source is refused, with its remedy
        known = ", ".join(_KINDS)
        problem = Problem("files.ending", file=output, ending=after or "–", known=known)
    elif before in _KINDS and before != after:
        problem = Problem("files.kind", file=output, kind=before)
    return Target(meant.file, output, problem, meant.version, there)


def workbook_ending(path: Path) -> None:
    """``Problem`` if the name of a workbook to write has the ending of something else."""
    ending(path, *_KINDS)


def ending(path: Path, *known: str) -> None:
    """``Problem`` if a command cannot write files with the ending of this one."""
    if path.suffix.lower() not in known:
        raise Usage("files.ending", file=path, ending=path.suffix or "–", known=", ".join(known))


def may_write(path: Path, force: bool) -> None:
    """``Problem`` if a file that a command is about to write exists already."""
    is_there = path.exists() if isinstance(path, Path) else _there(path, force) is not None
    if is_there and not force:
        raise Problem("files.exists", file=path)
