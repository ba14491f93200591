"""The one exception of reading and writing: a sentence that names file, part, reason, remedy."""

from __future__ import annotations

_SENTENCES: dict[str, tuple[str, str]] = {
    "missing file": (
        "{file} does not exist; check the path.",
        "{file} n’existe pas ; vérifiez le chemin.",
    ),
    "unreadable": (
        "{file} cannot be read ({reason}).",
        "{file} est illisible ({reason}).",
    ),
    "too large": (
        "{file} is {size} MiB, above the limit of {limit} MiB; raise Limits.file to allow it.",
        "{file} pèse {size} Mio, au-delà de la limite de {limit} Mio ; "
        "augmentez Limits.file pour l’autoriser.",
    ),
    "empty": (
        "{file} is empty; it holds no workbook.",
        "{file} est vide ; il ne contient aucun classeur.",
    ),
    "encrypted": (
        "{file} is protected by a password; open it in Excel, remove the password and save.",
        "{file} est protégé par un mot de passe ; ouvrez-le dans Excel, "
        "retirez le mot de passe et enregistrez.",
    ),
    "xls": (
        "{file} is in the old .xls format; save it as .xlsx in Excel or LibreOffice.",
        "{file} est à l’ancien format .xls ; enregistrez-le en .xlsx dans Excel ou LibreOffice.",
    ),
    "xlsb": (
        "{file} is a binary workbook (.xlsb); save it as .xlsx or .xlsm in Excel.",
        "{file} est un classeur binaire (.xlsb) ; enregistrez-le en .xlsx ou .xlsm dans Excel.",
    ),
    "ods": (
        "{file} is an OpenDocument file; save it as .xlsx in LibreOffice.",
        "{file} est un fichier OpenDocument ; enregistrez-le en .xlsx dans LibreOffice.",
    ),
    "not a workbook": (
        "{file} is not an Excel workbook ({reason}); give an .xlsx, .xlsm, .xltx or .xltm file.",
        "{file} n’est pas un classeur Excel ({reason}) ; "
        "donnez un fichier .xlsx, .xlsm, .xltx ou .xltm.",
    ),
    "broken zip": (
        "{file} is damaged: {reason}; restore it from a copy or save it again in Excel.",
        "{file} est endommagé : {reason} ; reprenez une copie "
        "ou enregistrez-le de nouveau dans Excel.",
    ),
    "too many entries": (
        "{file} holds {count} parts, above the limit of {limit}; raise Limits.entries to allow it.",
        "{file} contient {count} parties, au-delà de la limite de {limit} ; "
        "augmentez Limits.entries pour l’autoriser.",
    ),
    "part too large": (
        "{file}: part {part} would unpack to {size} MiB, above the limit of {limit} MiB; "
        "raise Limits.{name} to allow it.",
        "{file} : la partie {part} occuperait {size} Mio, au-delà de la limite de {limit} Mio ; "
        "augmentez Limits.{name} pour l’autoriser.",
    ),
    "ratio": (
        "{file}: part {part} unpacks to {ratio} times its size, as a zip bomb does; "
        "raise Limits.ratio if you trust the file.",
        "{file} : la partie {part} se décompresse à {ratio} fois sa taille, comme une bombe zip ; "
        "augmentez Limits.ratio si vous faites confiance au fichier.",
    ),
    "duplicate part": (
        "{file}: part {part} occurs twice; save the workbook again in Excel.",
        "{file} : la partie {part} figure deux fois ; "
        "enregistrez de nouveau le classeur dans Excel.",
    ),
    "part name": (
        "{file}: {part} is not a valid part name; the file was not written by a spreadsheet.",
        "{file} : {part} n’est pas un nom de partie valide ; "
        "le fichier n’a pas été écrit par un tableur.",
    ),
    "missing part": (
        "{file}: part {part} is missing; restore the file from a copy or save it again in Excel.",
        "{file} : la partie {part} manque ; reprenez une copie "
        "ou enregistrez de nouveau le fichier dans Excel.",
    ),
    "xml": (
        "{file}: part {part} is not valid XML ({reason}); save the workbook again in Excel.",
        "{file} : la partie {part} n’est pas du XML valide ({reason}) ; "
        "enregistrez de nouveau le classeur dans Excel.",
    ),
    "doctype": (
        "{file}: part {part} declares a document type, which no workbook needs; it was not read.",
        "{file} : la partie {part} déclare un type de document, "
        "ce dont aucun classeur n’a besoin ; elle n’a pas été lue.",
    ),
    "sheet twice": (
        "{file}: two sheets are called {name}; rename one of them.",
        "{file} : deux feuilles s’appellent {name} ; renommez l’une d’elles.",
    ),
    "no sheets": (
        "{file}: the workbook lists no sheets; save it again in Excel.",
        "{file} : le classeur ne liste aucune feuille ; enregistrez-le de nouveau dans Excel.",
    ),
    "cell address": (
        "{file}: part {part} has a cell at {cell}, outside of a sheet; correct or remove it.",
        "{file} : la partie {part} place une cellule en {cell}, hors d’une feuille ; "
        "corrigez-la ou retirez-la.",
    ),
    "cell value": (
        "{file}: {cell} in part {part} holds {value} where {wanted} is expected; "
        "save the workbook again in Excel.",
        "{file} : {cell} dans la partie {part} contient {value} au lieu de {wanted} ; "
        "enregistrez de nouveau le classeur dans Excel.",
    ),
    "too many cells": (
        "{file}: part {part} has {count} cells, above the limit of {limit}; "
        "raise Limits.cells to allow it.",
        "{file} : la partie {part} compte {count} cellules, au-delà de la limite de {limit} ; "
        "augmentez Limits.cells pour l’autoriser.",
    ),
    "unknown sheet": (
        "{file} has no sheet called {name}; it has {known}.",
        "{file} n’a pas de feuille {name} ; il contient {known}.",
    ),
    "formula cell": (
        "{file}: {cell} holds a formula, so no value can be put there; choose an input cell.",
        "{file} : {cell} contient une formule, on ne peut pas y écrire de valeur ; "
        "choisissez une cellule de saisie.",
    ),
    "edit value": (
        "{file}: {value} cannot be put into {cell}; give a number, a text, a boolean or nothing.",
        "{file} : {value} ne peut pas aller dans {cell} ; "
        "donnez un nombre, un texte, un booléen ou rien.",
    ),
    "unwritable": (
        "{file} cannot be written ({reason}); choose another place.",
        "{file} ne peut pas être écrit ({reason}) ; choisissez un autre emplacement.",
    ),
}


class WorkbookError(ValueError):
    """A workbook that cannot be read or written, in one sentence.

    ``str`` gives English; :meth:`sentence` any language of the product; ``code`` is stable.

    >>> print(WorkbookError("xls", file="old.xls"))
    old.xls is in the old .xls format; save it as .xlsx in Excel or LibreOffice.
    >>> print(WorkbookError("empty", file="a.xlsx").sentence("fr"))
    a.xlsx est vide ; il ne contient aucun classeur.
    """

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = {name: _short(value) for name, value in details.items()}
        super().__init__(self.sentence())

    def sentence(self, language: str = "en") -> str:
        """The sentence in ``"en"`` or ``"fr"``."""
        english, french = _SENTENCES[self.code]
        return (french if language == "fr" else english).format(**self.details)

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
