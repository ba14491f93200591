"""The one exception of parsing: what is wrong with a formula's text, and where."""

from __future__ import annotations

from xl_kpis.errors import XlKpisError
from xl_kpis.languages import DEFAULT, Texts

_text = Texts("formula")


class FormulaSyntaxError(XlKpisError, ValueError):
    """The text is no formula. ``position`` counts characters from 0; ``str()`` is one sentence.

    >>> error = FormulaSyntaxError("unexpected", 4, ")")
    >>> str(error)
    '“)” does not belong at character 5.'
    >>> error.sentence("fr").endswith("au caractère 5.")
    True
    """

    def __init__(self, reason: str, position: int = 0, detail: str = "") -> None:
        self.reason = reason
        self.position = position
        self.detail = detail
        super().__init__(self.sentence())

    def sentence(self, language: str = DEFAULT) -> str:
        """What is wrong, in one sentence."""
        return _text(
            f"syntax.{self.reason}", language, position=self.position + 1, detail=self.detail
        )

    def __reduce__(self) -> tuple[type[FormulaSyntaxError], tuple[str, int, str]]:
        return FormulaSyntaxError, (self.reason, self.position, self.detail)
