"""What a person is told of a function that failed in a way nobody foresaw."""

from __future__ import annotations

from xl_kpis.languages import DEFAULT, Texts

_text = Texts("formula")


class FormulaWarning(RuntimeWarning):
    """A failure that became #VALUE!. ``str`` gives English, :meth:`sentence` any language.

    ``code`` is ``"function"`` for a function somebody added and ``"formula"`` for the engine's own;
    ``place`` names the function or the cell.

    >>> told = FormulaWarning.of("function", "MARGIN", TypeError("no number"))
    >>> print(told)
    The function MARGIN failed (TypeError: no number), which gives #VALUE!.
    >>> told.sentence("fr").startswith("La fonction MARGIN a échoué")
    True
    """

    def __init__(self, code: str, place: str, kind: str, said: str) -> None:
        super().__init__(code, place, kind, said)
        self.code, self.place, self.kind, self.said = code, place, kind, said

    @classmethod
    def of(cls, code: str, place: str, wrong: Exception) -> FormulaWarning:
        """The warning about an exception."""
        return cls(code, place, type(wrong).__name__, str(wrong))

    def sentence(self, language: str = DEFAULT) -> str:
        """What happened, in one sentence."""
        return _text(
            f"warning.{self.code}", language, place=self.place, kind=self.kind, said=self.said
        )

    __str__ = sentence
