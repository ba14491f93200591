"""What the page says, in English and French, and how it writes numbers."""

from __future__ import annotations

import datetime

LANGUAGES = ("en", "fr")
NBSP, THIN = "\u00a0", "\u202f"

WORDS = {
    "en": {
        "head": "workload | engine | wall, s | CPU, s | memory, MB | wall ÷ ours | CPU ÷ ours",
        "growth head": "formulas | engine | wall, s | CPU, s | memory, MB | wall ÷ ours"
        " | CPU ÷ ours",
        "corpus head": "engine | wall, s | CPU, s | memory, MB | files written"
        " | refused / crashed / too slow | cells right | files all right"
        " | same files, wall / CPU, s | wall / CPU ÷ ours",
        "about": "Measured {when} on {processor}, {cores} cores, {memory} GB of memory, {system},"
        " Python {python}, with {engines}. Other work on the machine before it began: a load of"
        " {load}.",
        "on": "on {}",
        "between": "between {} and {}",
        "change": "W8. One change and its dependents read, within the process: {}.",
        "cases": "W7. One case, the workbook already loaded: {}.",
        "of": "{} {} with {} cases",
        "times ours": "{}\u00a0× ours with {}",
        "semicolon": "; ",
        "corpus title": "### Real workbooks",
        "corpus": "{files} workbooks that Excel saved, in one process; {cells} formula cells whose"
        " values it saved. Same files: the {common} that all of these engines wrote, without the"
        " start of the process.",
        "files of": "{} of {}",
        "growth title": "### More and more formulas",
        "comma": ", ",
        "too slow": "too slow",
        "unreadable": "writes a file that cannot be read",
        "wrote nothing": "writes nothing",
        "refused": "refuses the file",
        "other": "other values",
    },
    "fr": {
        "head": "travail | moteur | durée, s | processeur, s | mémoire, Mo | durée ÷ nôtre"
        " | processeur ÷ nôtre",
        "growth head": "formules | moteur | durée, s | processeur, s | mémoire, Mo | durée ÷ nôtre"
        " | processeur ÷ nôtre",
        "corpus head": "moteur | durée, s | processeur, s | mémoire, Mo | fichiers écrits"
        " | refusés / interrompus / trop lents | cellules justes | fichiers tout justes"
        " | mêmes fichiers, durée / processeur, s | durée / processeur ÷ nôtre",
        "about": "Mesuré {when} sur {processor}, {cores} cœurs, {memory}\u00a0Go de mémoire,"
        " {system}, Python {python}, avec {engines}. Autres travaux sur la machine avant le début"
        "\u00a0: une charge de {load}.",
        "on": "le {}",
        "between": "entre le {} et le {}",
        "change": "W8. Une saisie changée et ses dépendants lus, dans le processus\u00a0: {}.",
        "cases": "W7. Un cas, le classeur étant déjà chargé\u00a0: {}.",
        "of": "{} {} avec {} cas",
        "times ours": "{}\u00a0× le nôtre avec {}",
        "semicolon": "\u00a0; ",
        "corpus title": "### De vrais classeurs",
        "corpus": "{files} classeurs enregistrés par Excel, dans un seul processus\u00a0; {cells}"
        " cellules de formule dont il a enregistré la valeur. Mêmes fichiers\u00a0: les {common}"
        " que tous ces moteurs ont écrits, sans le démarrage du processus.",
        "files of": "{} sur {}",
        "growth title": "### De plus en plus de formules",
        "comma": ", ",
        "too slow": "trop lent",
        "unreadable": "écrit un fichier illisible",
        "wrote nothing": "n’écrit rien",
        "refused": "refuse le fichier",
        "other": "valeurs différentes",
    },
}
_NAMES = {
    "processes": "processus",
    "threads": "fils d’exécution",
    "(rewriting)": "(en réécrivant)",
    "cases": "cas",
}
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


def name(text: str, language: str) -> str:
    """An engine or workload as it is called in a language."""
    if language == "fr":
        for english, french in _NAMES.items():
            text = text.replace(english, french)
    return text


def figure(value: float, language: str) -> str:
    """A number of seconds or a ratio, to three digits or so."""
    text = f"{value:.0f}" if value >= 1000 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
    return text.replace(".", "," if language == "fr" else ".")


def count(value: float, language: str) -> str:
    """A whole number with its thousands apart."""
    return f"{value:,.0f}".replace(",", THIN if language == "fr" else ",")


def share(part: float, whole: float, language: str) -> str:
    """A percentage that is 100 only if nothing is missing."""
    text = f"{int(part / max(1, whole) * 10_000) / 100:.2f}"
    return text.replace(".", ",") + NBSP + "%" if language == "fr" else f"{text}%"


def day(iso: str, language: str) -> str:
    """A date as people write it."""
    date = datetime.date.fromisoformat(iso)
    number = "1er" if date.day == 1 and language == "fr" else str(date.day)
    return f"{number} {_MONTHS[language].split()[date.month - 1]} {date.year}"
