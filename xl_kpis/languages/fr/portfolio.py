"""Textes français d’un portefeuille : beaucoup de clients ensemble. Champs entre accolades."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "portfolio.title": "Tous les clients",
    "portfolio.subject": "Les indicateurs de nombreux clients ensemble",
    "portfolio.folder": "Dossier",
    "portfolio.periods": "chacun à sa dernière période, {span}",
    "portfolio.refused.none": "Il n’y a aucun classeur rempli parmi ces fichiers.",
    "portfolio.refused.taken": (
        "Aucun groupe ne peut s’appeler {name}, car une colonne du tableau s’appelle ainsi ; ces "
        "noms sont pris : {known}."
    ),
    "portfolio.refused.ending": (
        "Un portefeuille ne s’écrit pas en {ending} ; le nom du fichier finit par l’une de ces "
        "extensions : {known}."
    ),
    # Les nombres à côté du titre
    "portfolio.count.clients": "Clients",
    "portfolio.count.look": "À regarder",
    "portfolio.count.lowest": "Indicateurs au niveau le plus bas",
    "portfolio.count.better": "Indicateurs en progrès",
    "portfolio.count.worse": "Indicateurs en recul",
    "portfolio.count.lacking": "Indicateurs sans valeur",
    # Qui regarder d’abord
    "portfolio.look": "Qui regarder d’abord",
    "portfolio.look.about": (
        "Plus il y a de points, plus c’est urgent. Ils additionnent ce qui manque pour le niveau "
        "suivant, ce qui a baissé et ce qui n’est pas là, sur l’échelle des scores de 0 à 100."
    ),
    "portfolio.look.none": "✓ Personne : rien n’est au plus bas, n’a baissé ni ne manque.",
    "portfolio.look.more": "… et encore {count} : {names}",
    "portfolio.points": "{count} points",
    "portfolio.why.below": "{kpi} : niveau le plus bas, {value}",
    "portfolio.why.fell": "{kpi} : baisse de {before} à {value}",
    "portfolio.why.fell.lower": "{kpi} : hausse de {before} à {value}, or moins vaut mieux",
    "portfolio.why.below_fell": "{kpi} : baisse de {before} à {value}, au niveau le plus bas",
    "portfolio.why.below_fell.lower": "{kpi} : hausse de {before} à {value}, au niveau le plus bas",
    "portfolio.why.missing": "{kpi} : pas de données ; c’était {last}",
    "portfolio.why.wrong": "{kpi} : calcul impossible ({reason})",
    "portfolio.why.checks": "Ses contrôles ont trouvé {count} erreurs",
    "portfolio.why.checks.one": "Ses contrôles ont trouvé une erreur",
    "portfolio.why.behind": "Ses données s’arrêtent à {period}, avant celles des autres",
    "portfolio.why.unread": "Pas de données : {reason}",
    # Les KPI
    "portfolio.kpis": "Indicateur par indicateur",
    "portfolio.rankings": "Qui en est où",
    "portfolio.head.together": "Tous ensemble",
    "portfolio.head.spread": "Répartition des clients",
    "portfolio.head.tiers": "Clients par niveau",
    "portfolio.head.place": "Rang",
    "portfolio.head.client": "Client",
    "portfolio.head.moved": "Places gagnées",
    "portfolio.head.percentile": "Meilleur que",
    "portfolio.head.why": "Pourquoi",
    "portfolio.head.whose": "Chez qui",
    "portfolio.head.points": "Points",
    "portfolio.head.file": "Fichier",
    "portfolio.head.before": "Avant",
    "portfolio.head.among": "Parmi",
    "portfolio.head.currency": "Devise",
    "portfolio.head.pack": "Métier",
    "portfolio.head.clients": "Clients",
    "portfolio.head.how": "Comment",
    "portfolio.head.id": "Indicateur, pour les programmes",
    "portfolio.head.reason": "Remarque",
    "portfolio.of_clients": "clients : {count} sur {of}",
    "portfolio.between": "… {count} entre les deux",
    "portfolio.percent": "{value} %",
    "portfolio.moves": "▲ {better} mieux, ▼ {worse} moins bien, = {same}",
    "portfolio.spread.scores": (
        "{count} clients selon leur score de 0 à 100, de 5 en 5 : {counts}"
    ),
    "portfolio.spread.values": (
        "{count} clients selon leur valeur, de la plus petite à la plus grande, en vingt pas : "
        "{counts}"
    ),
    "portfolio.spread.worst": "pire",
    "portfolio.spread.median": "médiane",
    "portfolio.spread.best": "meilleur",
    "portfolio.spread.key": (
        "Barres : combien de clients ont un tel score, de 0 à 100 ; les niveaux commencent à 25, "
        "50 et 75. Le trait est la médiane."
    ),
    "portfolio.length.months": "mois",
    "portfolio.length.quarters": "trimestres",
    "portfolio.length.years": "années",
    "portfolio.length.other": "périodes de {count} mois",
    # Les groupes
    "portfolio.by": "Par groupe : {group}",
    "portfolio.by.about": (
        "Les chiffres droits sont recalculés à partir des données de tous les clients du groupe ; "
        "ceux en italique sont des médianes, là où les données de plusieurs clients ne "
        "s’additionnent pas."
    ),
    "portfolio.all": "Tous les clients",
    "portfolio.unnamed": "(non précisé)",
    "portfolio.no_value": "pas de valeur",
    "portfolio.how.recomputed": "de {count} clients",
    "portfolio.how.median": "médiane de {count} clients",
    "portfolio.how.one": "un client",
    # Côte à côte
    "portfolio.side": "Côte à côte",
    "portfolio.side.left": (
        "Ceux à regarder d’abord, par nom ; le tableau (.csv, .xlsx) en a encore {count}."
    ),
    # Ce qui n’est pas là
    "portfolio.lacking": "Ce qui n’a pas pu être calculé, et pourquoi",
    "portfolio.lacking.none": "✓ Chaque indicateur de chaque client a une valeur.",
    "portfolio.failed": "Fichiers qui n’ont rien donné",
    "portfolio.left": (
        "Laissés de côté, car ce ne sont pas des classeurs remplis de xl-kpis : {names}"
    ),
    "portfolio.and_more": "{names} et encore {count}",
    "portfolio.more": "… et encore {count}",
    # Comment le lire
    "portfolio.reading.points": (
        "Points : 25 pour chaque indicateur au niveau le plus bas, et ce qui manque à son score "
        "jusqu’à "
        "25 ; ce qu’un score a perdu depuis la période précédente, à partir de 5 points ; 25 pour "
        "un indicateur qui avait une valeur et n’en a plus, pour un calcul impossible, pour des "
        "erreurs "
        "trouvées par les contrôles, et pour des données qui s’arrêtent une période avant celles "
        "des autres ; 100 pour un fichier qui ne donne rien."
    ),
    "portfolio.reading.place": (
        "Le rang 1 est le meilleur ; à valeur égale, rang égal. Les places gagnées le sont depuis "
        "la période précédente, parmi les clients qui ont les deux valeurs. « Meilleur que » est "
        "la part des clients dont la valeur est moins bonne, les égaux comptant pour moitié ; "
        "parmi moins de cinq, cela ne dit rien et n’est pas montré."
    ),
    "portfolio.reading.groups": (
        "Le taux de plusieurs clients est calculé à partir des sommes de leurs données, comme le "
        "montrerait un classeur commun. Ce n’est pas la moyenne de leurs taux, où un client avec "
        "deux séances compterait autant qu’un autre avec deux cents."
    ),
    "portfolio.reading.compared": (
        "Seul le comparable est comparé : le même indicateur, des périodes de même durée, des "
        "montants "
        "dans la même devise."
    ),
    # Le classeur
    "portfolio.sheet.look": "À regarder",
    "portfolio.sheet.ranking": "Classement",
    "portfolio.sheet.data": "Données",
    "portfolio.sheet.by": "Par {group}",
    "portfolio.sheet.by.about": (
        "Recalculé à partir des données de tous les clients du groupe ; une médiane là où c’est dit"
    ),
    "portfolio.sheet.data.about": "Une ligne par client et par indicateur, pour calculer ailleurs",
}
