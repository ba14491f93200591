"""What tests make once: for one process, or for all that run tests at the same time."""

from __future__ import annotations

import functools
import inspect
import os
import tempfile
import zipfile
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import ParamSpec, TypeVar

from xl_kpis.kpi.packs import pack_of
from xl_kpis.workbook.layout import PERIODS

P = ParamSpec("P")
T = TypeVar("T")

FOLDER = "SAMPLES_OF_XL_KPIS"
"""The variable with the folder in which the processes of one run keep what they made."""


def once(make: Callable[P, T]) -> Callable[P, T]:
    """Like ``functools.cache``, but ``f("a")`` and ``f("a", "en")`` are the same if ``en`` is what
    is taken anyway."""
    signature = inspect.signature(make)
    known: dict[tuple[object, ...], T] = {}

    @functools.wraps(make)
    def made(*args: P.args, **named: P.kwargs) -> T:
        given = signature.bind(*args, **named)
        given.apply_defaults()
        key = tuple(given.arguments.values())
        if key not in known:
            known[key] = make(*args, **named)
        return known[key]

    return made


def shared(make: Callable[P, bytes]) -> Callable[P, bytes]:
    """Like :func:`once`, but what one process of a run made, the others take from it.

    For what follows from the arguments alone, which are texts, numbers and the like.
    """
    signature = inspect.signature(make)

    @functools.wraps(make)
    def made(*args: P.args, **named: P.kwargs) -> bytes:
        folder = os.environ.get(FOLDER)
        if folder is None:
            return make(*args, **named)
        given = signature.bind(*args, **named)
        given.apply_defaults()
        told = repr((make.__module__, make.__qualname__, *given.arguments.values()))
        file = Path(folder) / sha256(told.encode()).hexdigest()
        if not file.exists():
            content = make(*args, **named)
            # All at once, as others may be reading; two that made it at a time made the same.
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as begun:
                begun.write(content)
            Path(begun.name).replace(file)
        return file.read_bytes()

    return once(made)


def finished(
    pack: str, language: str = "en", formulas: str = "native", periods: int = PERIODS
) -> bytes:
    """A template as it is written, values and all, of a shipped pack or one in use."""
    own = pack_of(pack)
    return _template(own.source if own else "", pack, language, formulas, periods)


@shared
def _template(source: str, pack: str, language: str, formulas: str, periods: int) -> bytes:
    """That of a pack, which may be made anew with another ``source``."""
    from xl_kpis.workbook.template import template_bytes

    return template_bytes(pack, language, formulas, periods)


def demo_in(folder: Path, language: str = "en") -> None:
    """A folder with what ``xl-kpis demo`` writes."""
    with zipfile.ZipFile(BytesIO(_demo(language))) as files:
        files.extractall(folder)


@shared
def _demo(language: str) -> bytes:
    from xl_kpis.commands import main

    packed = BytesIO()
    with tempfile.TemporaryDirectory() as name, zipfile.ZipFile(packed, "w") as files:
        folder = Path(name) / "demo"
        assert main(["demo", "--dir", str(folder), "--language", language]) == 0
        for file in sorted(folder.iterdir()):
            files.write(file, file.name)
    return packed.getvalue()
