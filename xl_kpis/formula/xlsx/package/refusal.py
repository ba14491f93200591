"""The one exception of reading and writing: a sentence that names file, part, reason, remedy."""

from __future__ import annotations

import errno
from typing import Any

from xl_kpis.errors import XlKpisError
from xl_kpis.languages import DEFAULT, Texts

_text = Texts("formula")

_OF_SYSTEM = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EISDIR: "folder",
    errno.ENOENT: "nowhere",
    errno.ENOTDIR: "no folder",
    errno.ENOSPC: "full",
    errno.EROFS: "read-only",
    errno.ENAMETOOLONG: "long name",
    errno.EIO: "disk",
}


def of_system(problem: OSError) -> dict[str, Any]:
    """The ``reason``, and what it needs, of something the operating system refused."""
    code = _OF_SYSTEM.get(problem.errno or 0)
    if code is not None:
        return {"reason": code}
    return {"reason": "system", "said": problem.strerror or problem, "number": problem.errno or "?"}


def reason(language: str, *, reason: str, **details: object) -> str:
    """What stands for a ``reason`` in a sentence of this language.

    >>> reason("fr", **of_system(IsADirectoryError(errno.EISDIR, "Is a directory")))
    'c’est un dossier'
    """
    return _text(f"reason.{reason}", language, **details)


class WorkbookError(XlKpisError, ValueError):
    """A workbook that cannot be read or written, in one sentence.

    ``str`` gives English; :meth:`sentence` any language of the product; ``code`` is stable, and so
    are the codes that stand in ``details`` as ``reason`` or ``wanted``.

    >>> print(WorkbookError("xls", file="old.xls"))
    old.xls is in the old .xls format; save it as .xlsx in Excel or LibreOffice.
    >>> print(WorkbookError("empty", file="a.xlsx").sentence("fr"))
    a.xlsx est vide ; il ne contient aucun classeur.
    """

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = {name: _short(value) for name, value in details.items()}
        super().__init__(self.sentence())

    def sentence(self, language: str = DEFAULT) -> str:
        """The sentence in a language."""
        details = dict(self.details)
        for name in ("reason", "wanted"):
            if name in details:
                details[name] = _text(f"reason.{details[name]}", language, **self.details)
        return _text(f"refusal.{self.code}", language, **details)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.code, self.details)


def _rebuild(code: str, details: dict[str, object]) -> WorkbookError:
    return WorkbookError(code, **details)


def _short(value: object) -> object:
    """A detail as the sentence shows it: text from the file must not flood the terminal."""
    if not isinstance(value, str):
        return value
    text = "".join(c if c.isprintable() else "?" for c in value)
    return text if len(text) <= 160 else text[:157] + "…"
