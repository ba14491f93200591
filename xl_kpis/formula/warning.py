"""What a person is told of a function that failed in a way nobody foresaw."""

from __future__ import annotations

_SENTENCES = {
    "function": (
        "The function {place} failed ({kind}: {said}), which gives #VALUE!.",
        "La fonction {place} a échoué ({kind}\u00a0: {said}), ce qui donne #VALUE!.",
    ),
    "formula": (
        "The formula in {place} failed unexpectedly ({kind}: {said}), which gives #VALUE!; "
        "please report it.",
        "La formule de {place} a échoué sans raison prévue ({kind}\u00a0: {said}), ce qui donne "
        "#VALUE!\u00a0; merci de le signaler.",
    ),
}


class FormulaWarning(RuntimeWarning):
    """A failure that became #VALUE!. ``str`` gives English, :meth:`sentence` either language.

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

    def sentence(self, language: str = "en") -> str:
        """What happened, in English (``en``) or French (``fr``)."""
        sentence = _SENTENCES[self.code][language == "fr"]
        return sentence.format(place=self.place, kind=self.kind, said=self.said)

    __str__ = sentence
