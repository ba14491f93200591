"""Textes français. Les espaces insécables sont de vrais caractères U+00A0."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "language": "Français",
    # Niveaux
    "tier.below": "Sous la norme",
    "tier.typical": "Dans la norme",
    "tier.above_average": "Supérieur à la moyenne",
    "tier.exceptional": "Exceptionnel",
    # Unités, en tête de colonne et dans les phrases
    "unit.ratio": "pourcentage",
    "unit.score": "note de 1 à 10",
    "unit.months": "mois",
    "unit.days": "jours",
    "unit.money": "devise par utilisateur",
    "unit.number": "nombre",
    "unit.text": "texte",
    "format.ratio": "{value} %",
    "format.score": "{value} sur 10",
    "format.months": "{value} mois",
    "format.days": "{value} jours",
    "format.money": "{value} {currency}",
    "format.number": "{value}",
    "better.higher": "plus c’est élevé, mieux c’est",
    "better.lower": "plus c’est bas, mieux c’est",
    "domain.between": "de {low} à {high}",
    "domain.any": "n’importe quel nombre",
    "op.>=": "{floor} ou plus",
    "op.>": "plus de {floor}",
    "op.<=": "{floor} ou moins",
    "op.<": "moins de {floor}",
    "combine.sum": (
        "Additionner les données puis recalculer ; ne jamais faire la moyenne des taux."
    ),
    "combine.none": ("Rien n’est dit : les données ne s’additionnent pas."),
    "combine.chain": "Multiplier les taux ; ne jamais en faire la moyenne.",
    "combine.chain.roster": (
        "Multiplier les taux, ou calculer exactement d’après le registre "
        "des clients ; ne jamais en faire la moyenne."
    ),
    # Origine des repères
    "provenance.stated": "indiqué par la source",
    "provenance.stated_point": "indiqué par la source comme moyenne",
    "provenance.interpolated": "notre estimation entre deux chiffres indiqués",
    "provenance.extrapolated": "notre estimation au-delà des chiffres indiqués",
    "provenance.resolved": "notre lecture d’une contradiction de la source",
    "provenance.user": "votre propre chiffre",
    "note.currency": "Les repères sont en {benchmarks} ({floors}) et les montants dans une autre "
    "devise : aucun niveau n’est donné tant que les trois repères ne sont pas les vôtres.",
    "benchmark.disclaimer": (
        "Les repères proviennent d’articles sur des entreprises des États-Unis qui ne citent pas "
        "leurs sources. Remplacez-les par les vôtres si vous en avez de meilleurs."
    ),
    "benchmark.asterisk": "* la source ne le dit pas en ces termes ; voir la note.",
    # Phrases
    "explain.value": "{name} : {value} ({tier}).",
    "explain.next": "Niveau suivant, {tier} : {bound}.",
    "explain.foreign": "{name} : {value}. {note}",
    "explain.best": "Il n’y a pas de meilleur niveau.",
    "explain.note": "* {note}",
    "needed.more": "{count} de plus : {what}",
    "tip.hold": (
        "Meilleur niveau atteint. Notez ce qui fonctionne aujourd’hui et veillez à ce que "
        "cela dure."
    ),
    # Contrôles
    "check.ok": "OK",
    "check.error": "« {argument} » est déjà une erreur : {error}",
    "check.blank": "« {argument} » est vide.",
    "check.not_number": "« {argument} » doit être un nombre, et non un texte ou VRAI/FAUX.",
    "check.not_date": "« {argument} » contient un texte qui n’est pas une date.",
    "check.shapes": "« {argument} » et « {other} » doivent être des plages de même taille.",
    "check.nothing_to_divide_by": "« {argument} » vaut zéro : la division est impossible.",
    "check.no_number": "« {argument} » ne contient aucun nombre.",
    "check.no_weight": "Les nombres de « {argument} » n’ont aucun poids dans « {other} ».",
    "check.negative": "« {argument} » ne peut pas être négatif.",
    "check.part_over_whole": "« {argument} » ne peut pas dépasser « {other} ».",
    "check.off_scale": "« {argument} » doit être compris entre 1 et 10.",
    "check.off_range": "« {argument} » doit être compris entre {low} et {high}.",
    "check.off_score": "« {argument} » doit être compris entre 0 et 100.",
    "check.nobody_at_start": "Personne dans « {argument} » n’était client au début de la période.",
    "check.no_session": "« {argument} » ne contient aucune séance à compter.",
    "check.no_milestone": "Personne dans « {argument} » n’a encore franchi d’étape de carrière.",
    "check.backwards": "« {other} » ne peut pas précéder « {argument} ».",
    "check.no_day": "« {argument} » doit être un jour, à partir de 1900.",
    # Erreurs, en clair
    "error.#NULL!": "deux plages qui ne se croisent pas",
    "error.#DIV/0!": "division impossible",
    "error.#VALUE!": "un texte à la place d’un nombre",
    "error.#REF!": "une cellule qui n’existe plus",
    "error.#NAME?": "une fonction ou un nom inconnu",
    "error.#NUM!": "des nombres impossibles",
    "error.#N/A": "pas de données",
    "error.other": "une erreur venue d’ailleurs dans le classeur",
    # Données brutes
    "KPI_RETENTION_ROSTER.help": (
        "Rétention d’après un registre : parmi les clients arrivés avant la période et présents à "
        "son début, la part de ceux qui le sont encore à sa fin."
    ),
    "KPI_COMPLETION_LOG.help": (
        "Réalisation des séances d’après un journal : part des séances dont le statut compte comme "
        "tenue ; les statuts ignorés ne comptent nulle part."
    ),
    "KPI_SATISFIED_RATE_RATINGS.help": (
        "Part de clients satisfaits d’après les notes : celles qui atteignent un seuil."
    ),
    "KPI_TIME_TO_MILESTONE_DATES.help": (
        "Nombre moyen de mois du début à l’étape de carrière, d’après deux colonnes de dates ; "
        "sans seconde date, le client est encore en chemin et n’est pas compté."
    ),
    "KPI_CONVERSION_LOG.help": (
        "Conversion d’après un journal : part des consultations gratuites ayant une date de "
        "premier paiement."
    ),
    # Fonctions d'aide
    "KPI_TIER.help": "Le niveau d’une valeur, en toutes lettres : sous la norme à exceptionnel.",
    "KPI_TIER_RANK.help": (
        "Le niveau d’une valeur, en chiffre : de 0 (sous la norme) à 3 (exceptionnel)."
    ),
    "KPI_SCORE.help": (
        "Un score de 0 à 100 qui rend comparables des indicateurs différents : les niveaux "
        "commencent à 25, 50 et 75."
    ),
    "KPI_GAP.help": (
        "Ce qui manque à une valeur pour atteindre un niveau, dans l’unité de l’indicateur ; "
        "négatif au-delà. Sans niveau : le prochain."
    ),
    "KPI_BENCHMARK.help": (
        "Le chiffre auquel commence un niveau ; sans niveau indiqué : la norme."
    ),
    "KPI_NEEDED.help": (
        "Combien il en faut pour atteindre un niveau avec un dénominateur donné ; avec le "
        "numérateur actuel : combien de plus."
    ),
    "KPI_CHANGE.help": (
        "Variation depuis une valeur précédente, dans l’unité de l’indicateur ; positive quand "
        "c’est mieux, même si moins vaut mieux."
    ),
    "KPI_ANNUALIZE.help": "Un taux de rétention sur quelques mois, ramené à l’année.",
    "KPI_PERCENTILE.help": (
        "La place d’une valeur parmi vos pairs, de 0 à 1 : la part qui fait moins bien, les "
        "ex æquo comptant pour moitié."
    ),
    "KPI_INDEX.help": (
        "Moyenne de plusieurs scores de 0 à 100, pondérée si des poids sont indiqués."
    ),
    "KPI_NAME.help": "Le nom d’un indicateur dans la langue demandée.",
    "KPI_EXPLAIN.help": (
        "Une valeur en toutes lettres : son niveau, le suivant, et ce que la source laisse ouvert."
    ),
    "KPI_TIP.help": "Un conseil pratique adapté au niveau d’une valeur.",
    "KPI_CHECK.help": (
        "Dit en toutes lettres ce qui ne va pas dans les données d’un indicateur, sinon OK."
    ),
    # Arguments
    "argument.ratings.label": "Notes",
    "argument.ratings.help": "Plage de notes de 1 à 10 ; le texte et les vides sont ignorés.",
    "ratings.help": "Plage de notes de {low} à {high} ; le texte et les vides sont ignorés.",
    "argument.counts.label": "Nombre de clients",
    "argument.counts.help": (
        "Plage de même taille : combien de clients ont donné chaque note. À omettre si chaque "
        "cellule est un client."
    ),
    "argument.months.label": "Mois",
    "argument.months.help": "Durée de la période en mois.",
    "argument.join_dates.label": "Arrivée",
    "argument.join_dates.help": "Plage de dates, une par client : le premier jour comme client.",
    "argument.leave_dates.label": "Départ",
    "argument.leave_dates.help": (
        "Plage de même taille : le dernier jour comme client ; vide si le client est encore là."
    ),
    "argument.from_date.label": "Du",
    "argument.from_date.help": "Premier jour de la période.",
    "argument.to_date.label": "Au",
    "argument.to_date.help": "Dernier jour de la période.",
    "argument.status.label": "Statut",
    "argument.status.help": "Plage avec le statut de chaque séance ; les vides sont ignorés.",
    "argument.done.label": "Tenue",
    "argument.done.help": "Le statut, ou une plage de statuts, qui compte comme séance tenue.",
    "argument.ignore.label": "Ignorer",
    "argument.ignore.help": "Un statut, ou une plage de statuts, à laisser entièrement de côté.",
    "argument.threshold.label": "Seuil",
    "argument.threshold.help": "La note à partir de laquelle un client est satisfait.",
    "argument.start_dates.label": "Début",
    "argument.start_dates.help": "Plage de dates, une par client : le début.",
    "argument.achieved_dates.label": "Étape franchie le",
    "argument.achieved_dates.help": (
        "Plage de même taille : le jour de l’étape de carrière ; vide si elle est encore à venir."
    ),
    "argument.consulted_dates.label": "Consultation du",
    "argument.consulted_dates.help": "Plage de dates : une par consultation gratuite.",
    "argument.paid_dates.label": "Payé le",
    "argument.paid_dates.help": (
        "Plage de même taille : le jour du premier paiement ; vide s’il n’y en a pas eu."
    ),
    "argument.value.label": "Valeur",
    "argument.value.help": "La valeur de l’indicateur, par exemple le résultat de sa fonction.",
    "argument.kpi.label": "Indicateur",
    "argument.kpi.help": (
        "Identifiant tel que mentoring.retention, ou un sigle ou un nom propre à un seul "
        "indicateur."
    ),
    "argument.tier.label": "Niveau",
    "argument.tier.help": "typical, above_average ou exceptional, son nom, ou 1, 2 ou 3.",
    "argument.language.label": "Langue",
    "argument.language.help": "Une langue par son code, comme fr ou en ; l’anglais par défaut.",
    "argument.denominator.label": "Dénominateur",
    "argument.denominator.help": (
        "Ce par quoi l’indicateur divise, par exemple les séances prévues."
    ),
    "argument.numerator.label": "Numérateur",
    "argument.numerator.help": "Ce qui est déjà acquis ; sans lui, le nombre entier est donné.",
    "argument.previous.label": "Valeur précédente",
    "argument.previous.help": "La valeur du même indicateur dans la période de comparaison.",
    "argument.rate.label": "Taux",
    "argument.rate.help": "Taux de rétention de la période, par exemple 0,85.",
    "argument.population.label": "Pairs",
    "argument.population.help": "Plage des valeurs de vos propres pairs, vos coachs par exemple.",
    "argument.scores.label": "Scores",
    "argument.scores.help": "Plage de scores de 0 à 100 ; le texte et les vides sont ignorés.",
    "argument.weights.label": "Poids",
    "argument.weights.help": "Plage de même taille : le poids de chaque score.",
    "argument.first.label": "Première donnée",
    "argument.first.help": "La première donnée de la fonction de l’indicateur.",
    "argument.second.label": "Deuxième donnée",
    "argument.second.help": "La deuxième donnée de la fonction de l’indicateur.",
    "argument.third.label": "Troisième donnée",
    "argument.third.help": "La troisième donnée de la fonction de l’indicateur, s’il y en a une.",
    # Titres de la documentation
    "doc.title": "Les indicateurs et leurs fonctions",
    "doc.generated": "Produit à partir des définitions par `python -m xl_kpis.kpi.docs`.",
    "doc.meaning": "De quoi il s’agit",
    "doc.formula": "Formule",
    "doc.example": "Exemple",
    "doc.cases": "Appels auxquels il est répondu ainsi partout",
    "doc.benchmarks": "Repères",
    "doc.bound": "Seuil",
    "doc.provenance": "Provenance",
    "doc.source": "Source",
    "source.read": "Source : {sources}",
    "source.title": "« {title} »",
    "source.dated": "« {title} », {date}",
    "doc.reading": "Comment le lire",
    "doc.limits": "Ce qu’il ne dit pas",
    "doc.tips": "Ce qui aide",
    "doc.periods": "Plusieurs périodes",
    "doc.beside": "Demandé à côté",
    "doc.errata": "Remarques sur la source",
    "doc.helpers": "Fonctions d’aide",
    "doc.records": "Fonctions sur données brutes",
    "doc.optional": "facultatif",
    "doc.errors": "Erreurs",
    "doc.errors.help": (
        "Toutes les fonctions donnent les mêmes erreurs, examinées dans cet ordre ; dans une "
        "plage, ce qui n’est pas un nombre est ignoré."
    ),
    "doc.situation": "Situation",
    "doc.result": "Résultat",
    "doc.errors.1": "Un argument est une erreur",
    "doc.errors.1.result": "cette erreur, celle du premier argument d’abord",
    "doc.errors.2": "Une valeur requise est vide ; un indicateur, un niveau ou une langue inconnus",
    "doc.errors.3": (
        "Un texte (même en chiffres) ou VRAI à la place d’un nombre ; des plages de tailles "
        "différentes ; un texte qui n’est pas une date"
    ),
    "doc.errors.4": "Un dénominateur nul ; aucun nombre dans une plage",
    "doc.errors.5": (
        "Un effectif négatif ; une note hors échelle ; une partie plus grande que le tout ; une "
        "fin avant son début"
    ),
    # Packs of files
    "provenance.pack": "fixé par le pack",
    "check.formula_divides_by_zero": "La formule diviserait par zéro : regardez « {argument} ».",
    "check.formula_power": (
        "Une puissance ou racine de la formule n’a pas de valeur : regardez « {argument} »."
    ),
    "rule.figure": "« {label} »",
    "rule.remedy": "Regardez {labels} : tous ne peuvent être justes.",
    "rule.remedy.one": "Regardez {labels} : il ne peut être juste.",
    "explain.plain": "{name} : {value}.",
}
