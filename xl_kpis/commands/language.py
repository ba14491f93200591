"""Which language the commands speak, and how they say something."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Any

from xl_kpis.languages import DEFAULT, Texts, UnknownLanguage, find

VARIABLE = "XL_KPIS_LANGUAGE"

_texts = Texts("commands", "hosts")
_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


def language() -> str:
    """The code of the language in use."""
    return _language.get()


def speak(language: str) -> None:
    """Use this language from now on."""
    _language.set(language)


def say(id: str, **values: Any) -> str:
    """The text with this id in the language in use."""
    return _texts(id, language(), **values)


def settle(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> None:
    """Choose the language: ``--language``, else ``XL_KPIS_LANGUAGE``, else the locale.

    It is looked for in the words of the command line before they are parsed, because help and
    complaints about them have to be in that language, too.
    """
    speak(
        _known(_option(arguments))
        or _known(environment.get(VARIABLE))
        or _known(_locale(environment))
        or DEFAULT
    )


def _option(arguments: Sequence[str]) -> str | None:
    for i, word in enumerate(arguments):
        if word == "--":
            return None
        if word == "--language" and i + 1 < len(arguments):
            return arguments[i + 1]
        if word.startswith("--language="):
            return word.partition("=")[2]
    return None


def _locale(environment: Mapping[str, str]) -> str | None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return environment[name]
    if os.name == "nt":  # pragma: no cover
        import ctypes
        import locale

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined]
        return locale.windows_locale.get(number)
    return None


def _known(name: str | None) -> str | None:
    """``fr`` from ``fr``, ``FR`` or ``fr_CA.UTF-8``; None if not ours."""
    try:
        return find(name or "")
    except UnknownLanguage:
        return None
