"""Ce que seules disent les pages de la documentation : titres, tableaux, légendes."""

TEXTS: dict[str, str] = {
    # What was tested in hosts
    "tested.function": "Fonction",
    "tested.engine": "Moteur",
    "tested.libreoffice": "LibreOffice",
    "tested.excel-xlwings": "xlwings",
    "tested.excel-xlwings-lite": "xlwings Lite",
    "tested.native-engine": "Natif : moteur",
    "tested.native-libreoffice": "Natif : LibreOffice",
    "tested.native-ironcalc": "Natif : IronCalc",
    "tested.lambda-engine": "LAMBDA : moteur",
    "tested.lambda-ironcalc": "LAMBDA : IronCalc",
    # Speed
    "speed.head": (
        "travail | moteur | durée, s | processeur, s | mémoire, Mo | durée ÷ nôtre | "
        "processeur ÷ nôtre"
    ),
    "speed.growth_head": (
        "formules | moteur | durée, s | processeur, s | mémoire, Mo | durée ÷ nôtre | "
        "processeur ÷ nôtre"
    ),
    "speed.corpus_head": (
        "moteur | durée, s | processeur, s | mémoire, Mo | fichiers écrits | refusés / "
        "interrompus / trop lents | cellules justes | fichiers tout justes | mêmes fichiers, "
        "durée / processeur, s | durée / processeur ÷ nôtre"
    ),
    "speed.about": (
        "Mesuré {when} sur {processor}, {cores} cœurs, {memory} Go de mémoire, {system}, "
        "Python {python}, avec {engines}. Autres travaux sur la machine avant le début : une "
        "charge de {load}."
    ),
    "speed.on": "le {day}",
    "speed.between": "entre le {first} et le {last}",
    "speed.change": "W8. Une saisie changée et ses dépendants lus, dans le processus : {told}.",
    "speed.cases": "W7. Un cas, le classeur étant déjà chargé : {told}.",
    "speed.of": "{engine} {time} avec {cases} cas",
    "speed.times_ours": "{ratio} × le nôtre avec {cases}",
    "speed.corpus_title": "### De vrais classeurs",
    "speed.corpus": (
        "{files} classeurs enregistrés par Excel, dans un seul processus ; {cells} cellules "
        "de formule dont il a enregistré la valeur. Mêmes fichiers : les {common} que tous "
        "ces moteurs ont écrits, sans le démarrage du processus."
    ),
    "speed.files_of": "{written} sur {files}",
    "speed.growth_title": "### De plus en plus de formules",
    "speed.too_slow": "trop lent",
    "speed.unreadable": "écrit un fichier illisible",
    "speed.wrote_nothing": "n’écrit rien",
    "speed.refused": "refuse le fichier",
    "speed.other": "valeurs différentes",
    "speed.name.processes": "processus",
    "speed.name.threads": "fils d’exécution",
    "speed.name.rewriting": "(en réécrivant)",
    "speed.name.cases": "cas",
    "speed.plot.seconds": "Processus entier, secondes (log)",
    "speed.plot.formulas": "Formules (log)",
    "speed.plot.growth": "Processus entier, de 10 000 à 1 000 000 de formules",
    "speed.plot.linear": "dix fois plus de formules, dix fois plus de temps",
}
