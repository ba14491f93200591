"""What a book refuses, in one sentence of any language."""

from __future__ import annotations

from typing import Any

from xl_kpis.errors import XlKpisError
from xl_kpis.languages import DEFAULT, Texts

_text = Texts("formula")


class _Refusal(XlKpisError):
    """``code`` is stable; ``str`` gives English, :meth:`sentence` any language."""

    def __init__(self, code: str, **details: object) -> None:
        self.code, self.details = code, details
        super().__init__(self.sentence())

    def sentence(self, language: str = DEFAULT) -> str:
        """The sentence in a language."""
        return _text(f"book.{self.code}", language, **self.details)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (type(self), self.code, self.details)


class AddressError(_Refusal, KeyError):
    """No such cell, range, name or sheet.

    >>> print(AddressError("address", address="Nowhere!A1"))
    Nowhere!A1 is no cell, range or name of this workbook
    """


class EditError(_Refusal, ValueError):
    """A change that cannot be made; nothing has changed.

    >>> print(EditError("formula.table", cell="Sheet1!B2").sentence("fr"))
    Sheet1!B2 appartient à une table de données
    """


class CellTypeError(_Refusal, TypeError):
    """A value of a kind that no cell holds.

    >>> print(CellTypeError("value", value={}))
    a cell cannot hold {}
    """


def _rebuilt(kind: type[_Refusal], code: str, details: dict[str, object]) -> _Refusal:
    return kind(code, **details)
