"""Modules with functions of a user's own, by name or file: for command lines and processes."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import NamedTuple
from zlib import crc32

from xl_kpis.errors import XlKpisError
from xl_kpis.formula.functions.declare import FUNCTIONS, OWN
from xl_kpis.formula.refusals import EditError


class Travelling(NamedTuple):
    """A module on its way to another machine, where its file is not."""

    source: str
    text: str


def travelling(sources: Iterable[str | Path]) -> tuple[str | Travelling, ...]:
    """Modules as other machines can import them: files with what is in them."""
    return tuple(
        Travelling(source, Path(source).read_text("utf-8")) if _is_file(source) else source
        for source in map(str, sources)
    )


def take_in(sources: Iterable[str | Path | Travelling]) -> None:
    """Import modules that declare functions (``@xl_kpis.function``), each once: ``rates`` from the
    current folder or wherever Python finds modules, ``work/rates.py`` from its file.

    ``EditError`` if there is none, if it cannot be imported, or if it declares no function.
    """
    for given in sources:
        if isinstance(given, Travelling):
            source, module = given.source, _from_text(*given)
        else:
            source = str(given)
            module = _from_file(source) if _is_file(source) else _by_name(source)
        if not _declares(module):
            raise EditError("functions.none", source=source)


def _is_file(source: str) -> bool:
    return source.endswith(".py") or os.sep in source


def _from_file(source: str) -> ModuleType:
    path = Path(source).resolve()
    name = f"xl_kpis_functions_{path.stem}_{crc32(os.fspath(path).encode()):x}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise EditError("functions.missing", source=source)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses and pickles look for it there
    with _naming(source, name), _found_first(path.parent):
        spec.loader.exec_module(module)
    return module


def _from_text(source: str, text: str) -> ModuleType:
    name = f"xl_kpis_functions_{Path(source).stem}_{crc32(text.encode()):x}"
    if name in sys.modules:
        return sys.modules[name]
    module = sys.modules[name] = ModuleType(name)
    module.__file__ = source
    with _naming(source, name):
        exec(compile(text, source, "exec"), vars(module))
    return module


def _by_name(source: str) -> ModuleType:
    if source in sys.modules:
        return sys.modules[source]
    with _found_first(Path.cwd()):
        try:
            found = importlib.util.find_spec(source)
        except (ImportError, ValueError):
            found = None
        if found is None:
            raise EditError("functions.module", source=source)
        with _naming(source, source):
            return importlib.import_module(source)


@contextmanager
def _found_first(folder: Path) -> Iterator[None]:
    """Python finds modules of a folder, as it does beside a script."""
    sys.path.insert(0, os.fspath(folder))
    try:
        yield
    finally:
        sys.path.remove(os.fspath(folder))


@contextmanager
def _naming(source: str, module: str) -> Iterator[None]:
    """``EditError`` with source and line for whatever goes wrong when it is imported."""
    try:
        yield
    except Exception as problem:
        sys.modules.pop(module, None)
        if isinstance(problem, SyntaxError):
            place = f"{Path(problem.filename or source).name}:{problem.lineno}"
            said = problem.msg
        else:
            frame = traceback.extract_tb(problem.__traceback__)[-1]
            place, said = f"{Path(frame.filename).name}:{frame.lineno}", str(problem)
        if isinstance(problem, XlKpisError):
            said = problem.sentence()
        details = {"source": source, "place": place, "kind": type(problem).__name__}
        raise EditError("functions.failed", **details, reason=said) from problem


def _declares(module: ModuleType) -> bool:
    """Whether a module, one of its package, or what it imports declares functions."""
    homes = {FUNCTIONS[name].implementation.__module__ for name in list(OWN)}
    if any(f"{home}.".startswith(f"{module.__name__}.") for home in homes):
        return True
    return any(
        getattr(value, "__name__" if isinstance(value, ModuleType) else "__module__", None) in homes
        for value in vars(module).values()
    )
