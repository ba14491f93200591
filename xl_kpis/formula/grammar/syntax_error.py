"""The one exception of parsing: what is wrong with a formula's text, and where."""

from __future__ import annotations

_REASONS = {
    "empty": ("The formula is empty.", "La formule est vide."),
    "too_long": (
        "The formula is longer than {detail} characters.",
        "La formule dépasse {detail} caractères.",
    ),
    "too_deep": (
        "The formula is nested more than {detail} levels deep, at character {position}.",
        "La formule est imbriquée sur plus de {detail} niveaux, au caractère {position}.",
    ),
    "unexpected": (
        "“{detail}” does not belong at character {position}.",
        "« {detail} » n’a pas sa place au caractère {position}.",
    ),
    "unfinished": (
        "The formula stops at character {position} where a value is missing.",
        "La formule s’arrête au caractère {position}, où il manque une valeur.",
    ),
    "unclosed": (
        "{detail} opened at character {position} is never closed.",
        "{detail} ouvert au caractère {position} n’est jamais fermé.",
    ),
    "number": (
        "The number at character {position} is too large.",
        "Le nombre au caractère {position} est trop grand.",
    ),
    "array": (
        "The array constant at character {position} is not well formed.",
        "La constante matricielle au caractère {position} est mal formée.",
    ),
    "columns": (
        "The table reference at character {position} is not well formed.",
        "La référence de tableau au caractère {position} est mal formée.",
    ),
    "r1c1": (
        "“{detail}” is not a reference in R1C1 style.",
        "« {detail} » n’est pas une référence de style L1C1.",
    ),
}


class FormulaSyntaxError(ValueError):
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

    def sentence(self, language: str = "en") -> str:
        """What is wrong, in English (``en``) or French (``fr``)."""
        english, french = _REASONS[self.reason]
        template = french if language == "fr" else english
        return template.format(position=self.position + 1, detail=self.detail)

    def __reduce__(self) -> tuple[type[FormulaSyntaxError], tuple[str, int, str]]:
        return FormulaSyntaxError, (self.reason, self.position, self.detail)
