"""Ce que seules disent les pages de la documentation : titres, tableaux, légendes."""

TEXTS: dict[str, str] = {
    # What was tested in hosts
    "tested.function": "Fonction",
    "tested.packs": "un pack en fichier",
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
    "speed.by_file": (
        "Fichier par fichier : sur les {counted} qui demandent 20 ms de processeur ou plus au plus "
        "rapide des autres moteurs, et qu’il calcule aussi juste que nous, {faster} nous en "
        "demandent moins ; son temps divisé par le nôtre vaut {ratio} au milieu."
    ),
    "speed.worst": (
        "Les dix où le plus rapide des autres moteurs nous devance le plus, et où passe notre "
        "temps :"
    ),
    "speed.worst_head": (
        "formules / feuilles | le plus rapide des autres | son processeur, ms | le nôtre, ms | "
        "processeur ÷ nôtre | du nôtre, en %, lire / compiler / calculer / écrire"
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
    "speed.kinds_title": "### Des classeurs de toutes sortes",
    "speed.kinds": (
        "{all} sortes de classeurs d’environ 20\u00a0000 formules, par `xl-kpis recalc`. Un autre "
        "moteur en calcule {compared} juste et à temps\u00a0; pour {faster} d’entre elles aucun "
        "n’est plus rapide que le nôtre, ni en durée ni en temps de processeur\u00a0; le temps du "
        "plus rapide divisé par le nôtre est de {middle} au milieu. Là où nous sommes les plus "
        "lents vient d’abord."
    ),
    "speed.kinds_head": (
        "classeur | nous\u00a0: processeur, s / mémoire, Mo | autre moteur le plus rapide | "
        "processeur, s / mémoire, Mo | processeur ÷ nôtre | durée ÷ nôtre"
    ),
    "speed.plot.kinds": (
        "Temps de l’autre moteur le plus rapide ÷ le nôtre (log) : à droite de 1, nous "
        "sommes plus rapides"
    ),
    "speed.plot.cpu": "temps de processeur",
    "speed.plot.wall": "durée",
    "speed.plot.cpu_seconds": "Processus entier, secondes de processeur (log)",
    "speed.kind.arithmetic": "calculs simples",
    "speed.kind.conditions": "IF, IFS, AND",
    "speed.kind.texts": "textes joints et coupés",
    "speed.kind.searched": "recherches dans des textes",
    "speed.kind.formats": "TEXT",
    "speed.kind.dates": "dates",
    "speed.kind.workdays": "jours ouvrés",
    "speed.kind.errors": "erreurs interceptées",
    "speed.kind.lookups": "recherches exactes",
    "speed.kind.bands": "recherches dans des constantes",
    "speed.kind.xlookup": "XLOOKUP",
    "speed.kind.sumifs": "SUMIFS, COUNTIFS, AVERAGEIFS",
    "speed.kind.growing": "COUNTIF croissants",
    "speed.kind.growing_sums": "SUMIF croissants",
    "speed.kind.running": "totaux cumulés",
    "speed.kind.sliding": "fenêtres glissantes",
    "speed.kind.statistics": "statistiques de dix lignes",
    "speed.kind.ranks": "rangs",
    "speed.kind.loans": "PMT, FV, NPV, RATE",
    "speed.kind.let": "LET",
    "speed.kind.moved": "OFFSET, INDIRECT",
    "speed.kind.joined": "TEXTJOIN, CONCAT",
    "speed.kind.products": "SUMPRODUCT d’une ligne",
    "speed.kind.choices": "CHOOSE, SWITCH, INDEX",
    "speed.kind.subtotals": "SUBTOTAL, AGGREGATE",
    "speed.kind.checks": "contrôles",
    "speed.kind.two_criteria": "sommes selon deux critères",
    "speed.kind.months": "sommes par mois ou par code (SOMMEPROD)",
    "speed.kind.between_dates": "sommes entre deux dates",
    "speed.kind.first_above": "premier au-dessus, dernier avant",
    "speed.kind.beginnings": "textes au même début",
    "speed.kind.numbering": "colonnes qui se numérotent",
    "speed.kind.distinct": "combien de différents (SUMPRODUCT)",
    "speed.kind.group_maxima": "maximums de groupes (matrices)",
    "speed.kind.group_medians": "médianes de groupes (matrices)",
    "speed.kind.prefixed": "d’un programme qui met un préfixe devant les noms",
    "speed.kind.type_first": "d’un programme aux adresses après les styles",
    "speed.kind.office_suite": "d’une suite bureautique, tout dit de chaque cellule",
    "speed.kind.blocks": "formules partagées de 64 lignes chacune",
    "speed.kind.different": "formules toutes différentes",
    "speed.kind.small_sheets": "beaucoup de petites feuilles",
    "speed.kind.model": "modèle par mois",
    "speed.kind.profit_and_loss": "compte de résultat",
    "speed.kind.invoices": "factures, une feuille chacune",
    "speed.kind.report": "rapport avec sous-totaux",
    "speed.kind.cross_table": "tableau croisé de SUMIFS",
    "speed.kind.quarters": "trimestres de lignes par mois",
    "speed.kind.months_sought": "mois cherchés dans chaque ligne",
    "speed.kind.crossed": "groupes croisés avec trimestres",
    "speed.kind.accents": "textes accentués",
    "speed.kind.calendar": "planning, une cellule par jour",
    "speed.kind.cohorts": "cohortes",
    "speed.kind.loan_schedules": "échéanciers de prêts",
    "speed.kind.weeks": "semaines, l’une après l’autre",
    "speed.kind.grid": "grille lisant en haut et à gauche",
    "speed.kind.price_tree": "arbre de prix",
    "speed.kind.time_sheet": "feuille de temps",
    "speed.kind.stock": "stock",
    "speed.kind.survey": "enquête",
    "speed.kind.plan": "tâches après tâches",
    "speed.kind.people": "qui dépend de qui",
    # Fonctions de feuille de calcul
    "functions.title": "Fonctions de feuille de calcul",
    "functions.generated": (
        "Produit à partir des déclarations par `python -m xl_kpis.formula.functions.support.pages`."
    ),
    "functions.how": (
        "Les formules sont montrées telles que les fichiers les conservent : noms anglais, "
        "virgules entre les arguments, `{1,2;3,4}` pour une matrice de deux lignes. Un "
        "argument entre crochets peut être omis ; `…` signifie que les derniers peuvent être "
        "répétés. Chaque exemple est aussi un test."
    ),
    "functions.category": "Catégorie",
    "functions.count": "Fonctions",
    "functions.bounds": "Arguments\u00a0: {bounds}\u00a0; sinon {error}.",
    "functions.offline_count": "dont hors ligne",
    "functions.coverage": "Couverture",
    "functions.summary": (
        "{known} des {all} noms de fonctions d’Excel 365 sont connus ; {offline} d’entre eux "
        "ont besoin d’un service en ligne, d’un cube ou d’un autre programme et donnent "
        "l’erreur qu’Excel donne sans lui."
    ),
    "functions.function": "Fonction",
    "functions.state": "État",
    "functions.computed": "calculée",
    "functions.volatile": "toujours recalculée",
    "functions.offline": "erreur hors ligne",
    "functions.missing": "manquante",
    "functions.example": "Exemple",
    "functions.cells": "Cellules",
    "functions.result": "Résultat",
    "functions.meaning": "Signification",
    "functions.see": "Voir aussi : {functions}",
    "functions.alias": "Autre nom de {other}.",
    "functions.called.fr": "Dans Excel en français : {name}.",
    "functions.back": "Toutes les fonctions",
    # Catégories de fonctions, avec les noms d’Excel
    "category.lookup": "Recherche et référence",
    "category.logical": "Logique",
    "category.information": "Information",
    "category.text": "Texte",
    "category.dates": "Date et heure",
    "category.math": "Mathématiques et trigonométrie",
    "category.statistical": "Statistiques",
    "category.compatibility": "Compatibilité (anciens noms)",
    "category.financial": "Finances",
    "category.engineering": "Ingénierie",
    "category.database": "Base de données",
    "category.cube": "Cube",
    "category.web": "Web",
    "category.services": "Services, compléments et automatisation",
    "category.editions": "Connues sous un autre nom dans certaines éditions",
    "category.newer": "Fonctions plus récentes",
    "peers.title": ("Ce qu’on peut demander à quelle bibliothèque"),
    "peers.intro": (
        "Chaque appel ci-dessous a été exécuté par la bibliothèque elle-même, sur un "
        "classeur (formules, un tableau, un nom, une date, un graphique), par `python -m "
        "tests.features --peers PYTHON` ; les nôtres le sont de nouveau à chaque passage des "
        "tests."
    ),
    "peers.feature": ("Possibilité"),
    "peers.legend": (
        "✓ l’appel donne ce qu’il doit · ✗ il a été exécuté et ne le donne pas (sa réponse "
        "est à côté, plus bas) · – aucun appel trouvé dans la documentation de la "
        "bibliothèque ni parmi ses noms. Garder un fichier veut dire que son graphique, son "
        "dessin, ses styles et son thème ont les mêmes octets qu’avant."
    ),
    "peers.calls": ("Les appels"),
    "peers.calls.intro": (
        "`book` est le classeur ouvert comme le montre [la page sur le "
        "passage](migrating.fr.md) ; `path` est son fichier, `target` un fichier à écrire, "
        "`out` la réponse."
    ),
    "migrating.title": ("En venant d’une autre bibliothèque"),
    "migrating.intro": (
        "Les appels côte à côte, chacun exécuté : [ce qu’on peut demander à quelle "
        "bibliothèque](peers.fr.md). Voici ceux de l’autre bibliothèque qui donnent ce "
        "qu’ils doivent. `book` est le classeur, `path` son fichier, `target` un fichier à "
        "écrire, `out` la réponse."
    ),
    "migrating.from": ("De {name}"),
    "migrating.open": ("Ouvrir un classeur"),
    "migrating.more": (
        "Ce qui diffère partout : les cellules contiennent les valeurs d’Excel (les nombres "
        "sont des `float`, les vides `None`, les erreurs des valeurs `xl_kpis.ExcelError`, "
        "jamais des exceptions) ; les adresses sont des textes comme Excel les écrit, lignes "
        "et colonnes à partir de 1 ; rien n’est calculé avant d’être demandé, puis seulement "
        "ce qui dépend d’un changement ; l’enregistrement garde chaque partie du fichier qui "
        "n’a pas à changer, octet par octet. [L’API Python](python.fr.md)"
    ),
}
