"""The one exception of reading and writing: a sentence that names file, part, reason, remedy."""

from __future__ import annotations

import errno
from typing import Any

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

_REASONS: dict[str, tuple[str, str]] = {
    # not a workbook
    "text": ("a text file", "un fichier texte"),
    "binary": ("binary data", "des données binaires"),
    "zip": ("a zip archive", "une archive zip"),
    "word": ("a Word document", "un document Word"),
    "presentation": ("a presentation", "une présentation"),
    # broken zip
    "no directory": (
        "its zip directory is missing, the file may be cut short",
        "son répertoire zip manque, il est peut-être tronqué",
    ),
    "volume": (
        "it is one volume of a split archive",
        "c’est un volume d’une archive en plusieurs morceaux",
    ),
    "directory outside": (
        "its zip directory lies outside of the file",
        "son répertoire zip se trouve hors du fichier",
    ),
    "directory damaged": ("its zip directory is damaged", "son répertoire zip est abîmé"),
    "name not text": ("a part name is not text", "un nom de partie n’est pas du texte"),
    "overlap": ("part {part} overlaps another one", "la partie {part} en chevauche une autre"),
    "part cut short": ("part {part} is cut short", "la partie {part} est tronquée"),
    "part elsewhere": (
        "part {part} is not where the zip directory says",
        "la partie {part} n’est pas là où le dit le répertoire zip",
    ),
    "compression": (
        "part {part} uses compression method {method}",
        "la partie {part} emploie la méthode de compression {method}",
    ),
    "part size": (
        "part {part} does not have the size it declares",
        "la partie {part} n’a pas la taille qu’elle déclare",
    ),
    "checksum": (
        "part {part} does not match its checksum",
        "la partie {part} ne correspond pas à sa somme de contrôle",
    ),
    "inflate": (
        "part {part} cannot be unpacked",
        "la partie {part} ne peut pas être décompressée",
    ),
    # xml
    "syntax": ("line {line}, column {column}", "ligne {line}, colonne {column}"),
    "not xml": ("it is no XML text", "ce n’est pas un texte XML"),
    "no worksheet": ("it does not hold a worksheet", "elle ne contient pas de feuille de calcul"),
    "cut short": ("it is cut short", "elle est tronquée"),
    # what a cell should hold
    "shared string": (
        "a shared string below {count}",
        "un numéro de chaîne partagée inférieur à {count}",
    ),
    "date": ("a date", "une date"),
    "type": ("a known type of value", "un type de valeur connu"),
    "number": ("a number", "un nombre"),
    # what the system says
    "denied": (
        "access is denied, or another program holds it",
        "accès refusé, ou un autre programme l’occupe",
    ),
    "folder": ("it is a folder", "c’est un dossier"),
    "nowhere": ("no such file or folder", "fichier ou dossier introuvable"),
    "no folder": (
        "a part of the path is not a folder",
        "un élément du chemin n’est pas un dossier",
    ),
    "full": ("the disk is full", "le disque est plein"),
    "read-only": ("the disk is read-only", "le disque est en lecture seule"),
    "long name": ("the name is too long", "le nom est trop long"),
    "disk": ("the disk reports an error", "le disque signale une erreur"),
    "system": ("{said}", "erreur {number} du système"),
}

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
    return _in(language, _REASONS[reason]).format(**details)


def _in(language: str, pair: tuple[str, str]) -> str:
    return pair[language == "fr"]


class WorkbookError(ValueError):
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

    def sentence(self, language: str = "en") -> str:
        """The sentence in ``"en"`` or ``"fr"``."""
        details = dict(self.details)
        for name in ("reason", "wanted"):
            if name in details:
                details[name] = _in(language, _REASONS[str(details[name])]).format(**self.details)
        return _in(language, _SENTENCES[self.code]).format(**details)

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
