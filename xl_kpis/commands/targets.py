"""Which files a command line means, and where what comes of each goes."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from xl_kpis.commands.language import say
from xl_kpis.commands.problem import Problem, Usage
from xl_kpis.commands.terminal import echo

_KINDS = (".xlsx", ".xlsm", ".xltx", ".xltm")
_WORKBOOKS = (*_KINDS, ".xls", ".xlsb", ".ods", ".numbers")
"""Endings of workbooks; those that cannot be calculated are refused in words, not passed over."""


@dataclass(frozen=True)
class Target:
    """A file to read and the file to write."""

    source: Path
    output: Path
    problem: Problem | None = None
    """Why it cannot be done, if that is known already."""


def expand(names: Iterable[str], leave_out: Path | None = None) -> list[tuple[Path, Path]]:
    """Files with the name each would have in another folder.

    A folder stands for every file in it and below it, except hidden ones, Excel's own lock files
    and what lies in ``leave_out``; a pattern for what it matches. ``Problem`` where one stands for
    nothing.
    """
    found: dict[Path, Path] = {}
    for name in names:
        for file, short in _meant(name, leave_out):
            found.setdefault(file, short)
    return list(found.items())


def workbooks(names: Iterable[str], leave_out: Path | None = None) -> list[tuple[Path, Path]]:
    """As :func:`expand`, but of folders and patterns the workbooks only; how many other files
    were left alone is said. Who names a file means it, whatever its ending."""
    found: dict[Path, Path] = {}
    others: set[Path] = set()
    for name in names:
        meant = _meant(name, leave_out)
        if not Path(name).is_file():
            books = [pair for pair in meant if pair[0].suffix.lower() in _WORKBOOKS]
            if not books:
                raise Problem("files.no_workbooks", file=name)
            others.update(file for file, _ in meant)
            meant = books
        for file, short in meant:
            found.setdefault(file, short)
    if left := len(others - set(found)):
        text = say("files.left_one") if left == 1 else say("files.left", count=left)
        echo(text, err=True)
    return list(found.items())


def _meant(name: str, leave_out: Path | None) -> list[tuple[Path, Path]]:
    path = Path(name)
    matches = list(_matches(path, leave_out))
    if not matches:
        id = "files.none" if path.is_dir() or glob.has_magic(name) else "files.missing"
        raise Problem(id, file=name)
    return matches


def _matches(path: Path, leave_out: Path | None) -> Iterator[tuple[Path, Path]]:
    if path.is_dir():
        for file in _walk(path, leave_out):
            yield file, file.relative_to(path)
    elif path.exists():
        yield path, Path(path.name)
    elif glob.has_magic(str(path)):
        for name in sorted(glob.glob(str(path), recursive=True)):
            if os.path.isfile(name):
                yield Path(name), Path(os.path.basename(name))


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
    folder = None if out_dir is None else Path(out_dir)
    files = workbooks(names, leave_out=None if folder is None else folder.resolve())
    if output is not None:
        if len(files) > 1:
            raise Usage("files.many", count=len(files))
        return [_checked(files[0][0], Path(output), force)]
    if folder is None:
        return [Target(file, file) for file, _ in files]
    if folder.exists() and not folder.is_dir():
        raise Problem("files.no_folder", file=folder)
    taken: dict[Path, Path] = {}
    found = []
    for file, short in files:
        target = _checked(file, folder / short, force)
        first = taken.setdefault(target.output, file)
        if first != file:
            problem = Problem("files.collision", file=file, other=first, output=target.output)
            target = Target(file, target.output, problem)
        found.append(target)
    return found


def _checked(source: Path, output: Path, force: bool) -> Target:
    before, after = source.suffix.lower(), output.suffix.lower()
    problem = None
    if output.is_dir():
        problem = Problem("files.is_folder", file=output)
    elif output.exists() and not force:
        problem = Problem("files.exists", file=output)
    elif after not in _KINDS and before != after:  # else the source is refused, with its remedy
        known = ", ".join(_KINDS)
        problem = Problem("files.ending", file=output, ending=after or "–", known=known)
    elif before in _KINDS and before != after:
        problem = Problem("files.kind", file=output, kind=before)
    return Target(source, output, problem)


def workbook_ending(path: Path) -> None:
    """``Problem`` if the name of a workbook to write has the ending of something else."""
    ending(path, *_KINDS)


def ending(path: Path, *known: str) -> None:
    """``Problem`` if a command cannot write files with the ending of this one."""
    if path.suffix.lower() not in known:
        raise Usage("files.ending", file=path, ending=path.suffix or "–", known=", ".join(known))


def may_write(path: Path, force: bool) -> None:
    """``Problem`` if a file that a command is about to write exists already."""
    if path.exists() and not force:
        raise Problem("files.exists", file=path)
