"""Everything a person reads, one folder per language, and how each language writes figures.

A language is the folder named by its code, ``en`` or ``fr``, with a module of plain data for each
section: ``kpi``, ``workbook``, ``commands``, ``hosts`` … Each holds ``TEXTS``: a text for every id,
with ``{placeholders}``; ids are the same in all languages, and tests keep it so. How figures are
written is in ``conventions``. A section is loaded when something of it is first asked for. Nothing
here knows what the texts are about, and beside the base of all exceptions the standard library is
all that is imported; never does
anything outside this folder hold a text, or ask which language it is.

A folder of further languages is taken in by :func:`add`, or by naming it in the environment
variable ``XL_KPIS_LANGUAGES`` (several are separated as in ``PATH``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from xl_kpis.errors import XlKpisError

DEFAULT = "en"
"""The language where none is asked for. Every language can be asked for by its code."""

VARIABLE = "XL_KPIS_LANGUAGES"

_catalogues: dict[tuple[str, str], dict[str, str]] = {}
_supplied: dict[str, tuple[Mapping[str, Mapping[str, str]], str]] = {}
_further: dict[tuple[str, str], Mapping[str, str]] = {}
_available: tuple[str, ...] = ()


class UnknownLanguage(XlKpisError, LookupError):
    """There is no such language; says which there are."""

    def __init__(self, name: object) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"there is no language {self.name!r}; there are {', '.join(available())}"


def available() -> tuple[str, ...]:
    """The codes of all languages, the default one first.

    >>> available()[0], "fr" in available()
    ('en', True)
    """
    global _available
    known = _available
    if not known:
        found = {name for folder in __path__ for name in _languages_in(folder)}
        known = _available = (DEFAULT, *sorted(found - {DEFAULT}))
    return known


def find(name: str) -> str:
    """The code of the language for this code of a language or of a country's variety of it.

    What a variety has no folder for is said as in the language itself.

    >>> find("FR"), find("fr-CA"), find("en_US.UTF-8")
    ('fr', 'fr', 'en')
    """
    code = name.strip().casefold().partition(".")[0].replace("-", "_")
    while code:
        if code in available():
            return code
        code = code.rpartition("_")[0]
    raise UnknownLanguage(name)


def catalogue(section: str, language: str) -> dict[str, str]:
    """All texts of one section by id.

    >>> catalogue("kpi", "fr")["tier.exceptional"]
    'Exceptionnel'
    """
    try:
        return _catalogues[section, language]
    except KeyError:
        module = import_module(f"{__name__}.{find(language)}.{section}")
        return _catalogues.setdefault((section, language), module.TEXTS)


def add(folder: str | os.PathLike[str]) -> None:
    """Take in the languages of a folder: each of its folders is one, named by its code."""
    global _available
    __path__.append(os.fspath(folder))
    _available = ()
    _further.clear()


def supply(owner: str, texts: Mapping[str, Mapping[str, str]], section: str = "") -> None:
    """Take in texts that come from elsewhere, by language and id: those of a pack of KPIs, say.

    They replace what the same owner supplied before; no id of a catalogue is ever replaced. A
    language that has the ``section`` says them in its own words there.
    """
    _supplied[owner] = texts, section


def _from_elsewhere(id: str, language: str) -> str | None:
    code = find(language)
    for texts, section in _supplied.values():
        found = texts.get(code, {}).get(id)
        if found is not None:
            return _own_words(section, code).get(id, found) if section else found
    return None


def _own_words(section: str, language: str) -> Mapping[str, str]:
    """The texts of a section that few languages have; none where it has not."""
    found = _further.get((section, language))
    if found is None:
        try:
            found = catalogue(section, language)
        except ModuleNotFoundError:
            found = {}
        _further[section, language] = found
    return found


def files(*sections: str) -> Iterator[tuple[str, Path]]:
    """The files that some sections have in every language, with their places below this folder.

    >>> [place for place, _ in files("kpi")][:4]
    ['__init__.py', 'conventions.py', 'en/__init__.py', 'en/kpi.py']
    """
    for own in sorted(Path(__file__).parent.glob("*.py")):
        yield own.name, own
    for language in available():
        for name in ("__init__.py", *(f"{section}.py" for section in sections)):
            place = f"{language}/{name}"
            there = (Path(folder, place) for folder in __path__)
            if (found := next(filter(Path.is_file, there), None)) is not None:
                yield place, found


class Texts:
    """The texts of some sections: where two have an id, the first one's is meant.

    >>> words = Texts("workbook", "kpi")
    >>> words("sheet.scorecard", "fr"), words("op.>", "en", floor=3)
    ('Tableau de bord', 'more than 3')
    """

    def __init__(self, *sections: str) -> None:
        self.sections = sections

    def __call__(self, id: str, language: str = DEFAULT, /, **values: Any) -> str:
        """The text with this id, its placeholders filled; ``KeyError`` for an unknown id,
        :class:`UnknownLanguage` for an unknown language."""
        found = self.get(id, language)
        if found is not None:
            return found.format(**values) if values else found
        where = " or ".join(f"{find(language)}/{section}.py" for section in self.sections)
        raise KeyError(f"no text {id!r} in xl_kpis/languages/{where}")

    def get(self, id: str, language: str) -> str | None:
        """The text as it stands in the catalogue, None for an unknown id."""
        for section in self.sections:
            found = catalogue(section, language).get(id)
            if found is not None:
                return found
        return _from_elsewhere(id, language) if _supplied else None


def _languages_in(folder: str) -> Iterator[str]:
    if os.path.isdir(folder):
        yield from (
            entry.name
            for entry in os.scandir(folder)
            if os.path.isfile(os.path.join(entry.path, "__init__.py"))
        )
        return
    import pkgutil  # inside of an archive

    yield from (module.name for module in pkgutil.iter_modules([folder]) if module.ispkg)


__path__.extend(filter(None, os.environ.get(VARIABLE, "").split(os.pathsep)))
