"""Textes français. Les espaces insécables sont de vrais caractères U+00A0."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "language": "Français",
    "pack.mentoring": "Mentorat de carrière",
    "pack.remote": "Coaching de carrière à distance",
    "pack.mentoring.help": (
        "Sept indicateurs d’une activité de mentorat, en entretien et lors d’événements."
    ),
    "pack.remote.help": "Sept indicateurs d’un service de coaching de carrière en ligne.",
    # Niveaux
    "tier.below": "Sous la norme",
    "tier.typical": "Dans la norme",
    "tier.above_average": "Supérieur à la moyenne",
    "tier.exceptional": "Exceptionnel",
    # Unités, en tête de colonne et dans les phrases
    "unit.ratio": "pourcentage",
    "unit.score": "note de 1 à 10",
    "unit.months": "mois",
    "unit.money": "devise par utilisateur",
    "unit.number": "nombre",
    "unit.text": "texte",
    "format.ratio": "{value} %",
    "format.score": "{value} sur 10",
    "format.months": "{value} mois",
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
        "Sur plusieurs périodes : additionner les données puis recalculer ; ne jamais faire la "
        "moyenne des taux."
    ),
    "combine.chain": (
        "Sur plusieurs périodes : multiplier les taux, ou calculer exactement d’après le registre "
        "des clients ; ne jamais en faire la moyenne."
    ),
    # Origine des repères
    "provenance.stated": "indiqué par la source",
    "provenance.stated_point": "indiqué par la source comme moyenne",
    "provenance.interpolated": "notre estimation entre deux chiffres indiqués",
    "provenance.extrapolated": "notre estimation au-delà des chiffres indiqués",
    "provenance.resolved": "notre lecture d’une contradiction de la source",
    "provenance.user": "votre propre chiffre",
    "note.point": (
        "La source donne une seule valeur moyenne ; nous en faisons le seuil du niveau."
    ),
    "note.shared_bound": (
        "Dans la source, deux niveaux partagent ce chiffre ; le meilleur l’emporte."
    ),
    "note.strict": "Le chiffre lui-même appartient encore au niveau inférieur.",
    "note.gap": (
        "La source laisse un vide au-dessus de cette plage ; ses valeurs restent à ce niveau."
    ),
    "note.same_width": (
        "La source ne donne pas de norme ; celle-ci a la largeur du niveau suivant, 10 points."
    ),
    "note.midpoint": (
        "La source ne connaît pas ce niveau ; il se situe à mi-chemin de ses deux chiffres."
    ),
    "note.top_performers": (
        "La source parle des entreprises les plus performantes ; nous lisons « exceptionnel »."
    ),
    "note.contradiction": (
        "La source donne deux sens à la plage de 70 à 80 % ; seul un seuil au-dessus de 80 % "
        "laisse trois niveaux dans l’ordre."
    ),
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
    "check.new_over_end": (
        "« {other} » ne peut pas dépasser « {argument} » : ne comptez que les nouveaux clients "
        "encore présents."
    ),
    "check.kept_over_start": (
        "Il est resté plus de clients qu’il n’y en avait dans « {argument} » : vérifiez "
        "« {other} » et les nouveaux clients."
    ),
    "check.off_scale": "« {argument} » doit être compris entre 1 et 10.",
    "check.off_range": "« {argument} » doit être compris entre {low} et {high}.",
    "check.off_score": "« {argument} » doit être compris entre 0 et 100.",
    "check.nobody_at_start": "Personne dans « {argument} » n’était client au début de la période.",
    "check.no_session": "« {argument} » ne contient aucune séance à compter.",
    "check.no_milestone": "Personne dans « {argument} » n’a encore franchi d’étape de carrière.",
    "check.backwards": "« {other} » ne peut pas précéder « {argument} ».",
    # Erreurs, en clair
    "error.#NULL!": "deux plages qui ne se croisent pas",
    "error.#DIV/0!": "division impossible",
    "error.#VALUE!": "un texte à la place d’un nombre",
    "error.#REF!": "une cellule qui n’existe plus",
    "error.#NAME?": "une fonction ou un nom inconnu",
    "error.#NUM!": "des nombres impossibles",
    "error.#N/A": "pas de données",
    "error.other": "une erreur venue d’ailleurs dans le classeur",
    # Indicateurs
    "mentoring.satisfaction.name": "Note de satisfaction des clients",
    "mentoring.satisfaction.short": "Note de satisfaction",
    "mentoring.session_completion.name": "Taux de réalisation des séances de mentorat",
    "mentoring.session_completion.short": "Séances de mentorat",
    "mentoring.career_advancement.name": "Taux de progression de carrière des clients",
    "mentoring.career_advancement.short": "Progression",
    "mentoring.time_to_milestone.name": "Délai moyen pour franchir une étape de carrière",
    "mentoring.time_to_milestone.short": "Délai d’étape",
    "mentoring.retention.name": "Taux de rétention des clients",
    "mentoring.retention.short": "Rétention",
    "mentoring.workshop_growth.name": "Croissance de la fréquentation des ateliers",
    "mentoring.workshop_growth.short": "Croissance des ateliers",
    "mentoring.networking_success.name": "Taux de réussite des événements de réseautage",
    "mentoring.networking_success.short": "Réseautage",
    "remote.satisfaction.name": "Part de clients satisfaits",
    "remote.satisfaction.short": "Clients satisfaits",
    "remote.session_completion.name": "Taux de réalisation des séances",
    "remote.session_completion.short": "Séances tenues",
    "remote.retention.name": "Taux de rétention des clients",
    "remote.retention.short": "Rétention",
    "remote.arpu.name": "Revenu moyen par utilisateur",
    "remote.arpu.short": "Revenu par utilisateur",
    "remote.free_to_paid.name": "Taux de conversion des consultations gratuites",
    "remote.free_to_paid.short": "Conversion",
    "remote.job_placement.name": "Taux de placement des clients",
    "remote.job_placement.short": "Placement",
    "remote.time_to_milestone.name": "Délai moyen pour franchir une étape de carrière",
    "remote.time_to_milestone.short": "Délai d’étape",
    # Fonctions : objet, lecture, limites, conseils
    "KPI_SATISFACTION.help": (
        "Moyenne des notes des clients, de 1 à 10, pondérée par le nombre de clients ayant donné "
        "chaque note si les effectifs sont indiqués."
    ),
    "KPI_SATISFACTION.reads": "8,7 : la réponse moyenne est de 8,7 sur 10.",
    "KPI_SATISFACTION.limits": (
        "Seuls comptent ceux qui ont répondu : regardez aussi le taux de réponse. Une moyenne "
        "cache un partage entre clients ravis et clients déçus."
    ),
    "KPI_SATISFACTION.tip.1": (
        "Appelez chaque client ayant donné 6 ou moins et demandez ce qui lui a manqué."
    ),
    "KPI_SATISFACTION.tip.2": "Demandez une note après chaque étape, et non seulement à la fin.",
    "KPI_SATISFACTION.tip.3": (
        "Cherchez ce que les notes de 10 ont en commun et faites-en profiter tout le monde."
    ),
    "KPI_SATISFACTION.formula": (
        "Somme des (note × clients qui l’ont donnée) ÷ clients qui en ont donné une"
    ),
    "KPI_SATISFACTION.needed": "points de notation",
    "KPI_COMPLETION.help": "Part des séances prévues qui ont eu lieu.",
    "KPI_COMPLETION.reads": "80 % : une séance prévue sur cinq n’a pas eu lieu.",
    "KPI_COMPLETION.limits": (
        "Ce taux ne dit ni pourquoi une séance n’a pas eu lieu, ni si elle a été utile. Décidez "
        "une fois pour toutes comment compter les séances déplacées."
    ),
    "KPI_COMPLETION.tip.1": ("Envoyez un rappel la veille, avec un lien pour déplacer la séance."),
    "KPI_COMPLETION.tip.2": (
        "Notez le motif de chaque séance manquée ; agissez sur le plus fréquent."
    ),
    "KPI_COMPLETION.tip.3": "Fixez la prochaine séance avant la fin de celle en cours.",
    "KPI_COMPLETION.needed": "séances tenues",
    "KPI_COMPLETION.needed.one": "séance tenue",
    "KPI_ADVANCEMENT.help": "Part des clients dont la carrière a progressé.",
    "KPI_ADVANCEMENT.reads": "60 % : six clients sur dix ont fait un pas dans leur carrière.",
    "KPI_ADVANCEMENT.limits": (
        "Définissez ce qui compte comme progression avant de compter. Les clients récents ont eu "
        "peu de temps, et le marché de l’emploi a son mot à dire."
    ),
    "KPI_ADVANCEMENT.tip.1": (
        "Fixez avec chaque client un objectif de carrière concret dès la première séance."
    ),
    "KPI_ADVANCEMENT.tip.2": (
        "Revoyez les objectifs chaque trimestre et changez les plans qui n’avancent pas."
    ),
    "KPI_ADVANCEMENT.tip.3": "Confiez les clients à des mentors qui connaissent leur métier.",
    "KPI_ADVANCEMENT.needed": "clients en progression",
    "KPI_ADVANCEMENT.needed.one": "client en progression",
    "KPI_TIME_TO_MILESTONE.help": (
        "Nombre moyen de mois qu’il a fallu aux clients pour franchir leur étape de carrière."
    ),
    "KPI_TIME_TO_MILESTONE.reads": "10 : dix mois en moyenne du début jusqu’à l’étape.",
    "KPI_TIME_TO_MILESTONE.limits": (
        "Seuls comptent les clients arrivés au but : si beaucoup sont encore en chemin, la moyenne "
        "paraît meilleure qu’elle n’est."
    ),
    "KPI_TIME_TO_MILESTONE.tip.1": "Divisez les objectifs lointains en pas de trois mois au plus.",
    "KPI_TIME_TO_MILESTONE.tip.2": (
        "Examinez le quart des clients les plus lents : à quel moment attendent-ils ?"
    ),
    "KPI_TIME_TO_MILESTONE.tip.3": (
        "Donnez aux clients des modèles et des exercices entre les séances."
    ),
    "KPI_TIME_TO_MILESTONE.needed": "mois au total",
    "KPI_RETENTION.help": (
        "Part des clients présents au début d’une période qui le sont encore à la fin."
    ),
    "KPI_RETENTION.reads": "85 % : 15 clients sur 100 sont partis pendant la période.",
    "KPI_RETENTION.limits": (
        "Ne comparez que des périodes de même durée : 85 % par trimestre font 52 % par an. Les "
        "nouveaux clients doivent être encore là à la fin ; un registre est exact."
    ),
    "KPI_RETENTION.tip.1": ("Demandez à chaque client qui part pourquoi il part, dans la semaine."),
    "KPI_RETENTION.tip.2": "Proposez un nouvel objectif avant que le précédent soit atteint.",
    "KPI_RETENTION.tip.3": ("Surveillez les séances manquées : elles annoncent souvent un départ."),
    "KPI_RETENTION.needed": "clients conservés",
    "KPI_RETENTION.needed.one": "client conservé",
    "KPI_WORKSHOP_GROWTH.help": (
        "Croissance de la fréquentation des ateliers d’une période à l’autre."
    ),
    "KPI_WORKSHOP_GROWTH.reads": (
        "30 % : 13 personnes sont venues là où il en venait 10 auparavant."
    ),
    "KPI_WORKSHOP_GROWTH.limits": (
        "Un petit point de départ donne de grands pourcentages. Comparez la même saison et le "
        "même nombre d’ateliers."
    ),
    "KPI_WORKSHOP_GROWTH.tip.1": (
        "Demandez aux anciens participants pour quel sujet ils reviendraient."
    ),
    "KPI_WORKSHOP_GROWTH.tip.2": "Laissez chaque participant inviter gratuitement un collègue.",
    "KPI_WORKSHOP_GROWTH.tip.3": "Reprenez les meilleurs sujets à d’autres heures et en ligne.",
    "KPI_WORKSHOP_GROWTH.needed": "participants",
    "KPI_WORKSHOP_GROWTH.needed.one": "participant",
    "KPI_NETWORKING.help": (
        "Contacts utiles noués lors des événements de réseautage, par participant."
    ),
    "KPI_NETWORKING.reads": "25 % : un contact pour quatre participants.",
    "KPI_NETWORKING.limits": (
        "On compte des contacts et non des personnes : le taux peut dépasser 100 %. Il ne dit pas "
        "ce que ces contacts sont devenus."
    ),
    "KPI_NETWORKING.tip.1": (
        "Annoncez à l’avance qui sera présent et qui il serait utile de rencontrer."
    ),
    "KPI_NETWORKING.tip.2": "Formez de petits groupes et changez-les pendant l’événement.",
    "KPI_NETWORKING.tip.3": "Demandez deux semaines plus tard quels contacts ont eu une suite.",
    "KPI_NETWORKING.needed": "contacts",
    "KPI_NETWORKING.needed.one": "contact",
    "KPI_SATISFIED_RATE.help": "Part des clients interrogés qui sont satisfaits.",
    "KPI_SATISFIED_RATE.reads": "85 % : 85 clients sur 100 ayant répondu sont satisfaits.",
    "KPI_SATISFIED_RATE.limits": (
        "Fixez la note à partir de laquelle un client est satisfait, et n’en changez plus. Ceux "
        "qui n’ont pas répondu n’y figurent pas."
    ),
    "KPI_SATISFIED_RATE.tip.1": "Répondez à chaque réclamation sous deux jours ouvrés.",
    "KPI_SATISFIED_RATE.tip.2": (
        "Posez une seule question après chaque séance en ligne plutôt qu’un long questionnaire."
    ),
    "KPI_SATISFIED_RATE.tip.3": "Dites aux clients ce que leurs réponses ont fait changer.",
    "KPI_SATISFIED_RATE.needed": "clients satisfaits",
    "KPI_SATISFIED_RATE.needed.one": "client satisfait",
    "KPI_ARPU.help": (
        "Revenu divisé par le nombre d’utilisateurs ; par mois si le nombre de mois est indiqué."
    ),
    "KPI_ARPU.reads": "100 : chaque utilisateur a rapporté 100 en moyenne.",
    "KPI_ARPU.limits": (
        "Indiquez la période : un mois et une année ne se comparent pas. Quelques gros clients "
        "peuvent porter la moyenne."
    ),
    "KPI_ARPU.tip.1": "Proposez des forfaits pour qu’une séance mène à une série.",
    "KPI_ARPU.tip.2": "Ajoutez un service haut de gamme qui fait gagner du temps aux clients.",
    "KPI_ARPU.tip.3": "Revoyez les prix une fois par an au vu de ce que les clients obtiennent.",
    "KPI_ARPU.needed": "revenu",
    "KPI_CONVERSION.help": "Part des consultations gratuites qui ont donné un client payant.",
    "KPI_CONVERSION.reads": (
        "40 % : deux consultations gratuites sur cinq ont eu une suite payante."
    ),
    "KPI_CONVERSION.limits": (
        "Les décisions tardives manquent dans les mois récents. Un taux élevé peut aussi signifier "
        "que trop peu de personnes obtiennent une consultation gratuite."
    ),
    "KPI_CONVERSION.tip.1": ("Terminez chaque consultation gratuite par un plan écrit et un prix."),
    "KPI_CONVERSION.tip.2": "Relancez après deux jours, puis une dernière fois après dix.",
    "KPI_CONVERSION.tip.3": "Demandez à l’avance ce que la personne souhaite atteindre.",
    "KPI_CONVERSION.needed": "clients payants",
    "KPI_CONVERSION.needed.one": "client payant",
    "KPI_PLACEMENT.help": "Part des clients accompagnés qui ont trouvé un emploi.",
    "KPI_PLACEMENT.reads": "60 % : six clients accompagnés sur dix ont trouvé un emploi.",
    "KPI_PLACEMENT.limits": (
        "Les clients encore accompagnés comptent comme non placés. Le marché de l’emploi pèse "
        "autant que le coaching."
    ),
    "KPI_PLACEMENT.tip.1": (
        "Mettez à jour le CV et le profil en ligne dans les deux premières semaines."
    ),
    "KPI_PLACEMENT.tip.2": "Répétez les entretiens en vidéo, tels qu’ils auront lieu.",
    "KPI_PLACEMENT.tip.3": "Tenez une liste d’employeurs qui recrutent à distance.",
    "KPI_PLACEMENT.needed": "clients placés",
    "KPI_PLACEMENT.needed.one": "client placé",
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
    "argument.counts.label": "Nombre de clients",
    "argument.counts.help": (
        "Plage de même taille : combien de clients ont donné chaque note. À omettre si chaque "
        "cellule est un client."
    ),
    "ratings.label": "Notes",
    "ratings.help": "Plage de notes de {low} à {high} ; le texte et les vides sont ignorés.",
    "counts.label": "Nombre de clients",
    "counts.help": (
        "Plage de même taille : combien de clients ont donné chaque note. À omettre si chaque "
        "cellule est un client."
    ),
    "argument.completed.label": "Séances tenues",
    "argument.completed.help": "Combien des séances prévues ont eu lieu.",
    "argument.scheduled.label": "Séances prévues",
    "argument.scheduled.help": "Combien de séances étaient prévues dans la période.",
    "argument.advanced.label": "Clients en progression",
    "argument.advanced.help": "Combien de clients ont fait un pas en avant dans leur carrière.",
    "argument.total.label": "Total des clients",
    "argument.total.help": "Combien de clients il y avait.",
    "argument.total_months.label": "Total des mois",
    "argument.total_months.help": (
        "Mois écoulés du début à l’étape de carrière, additionnés sur tous les clients."
    ),
    "argument.clients.label": "Clients arrivés à l’étape",
    "argument.clients.help": "Combien de clients ont franchi leur étape de carrière.",
    "argument.start_clients.label": "Clients au début",
    "argument.start_clients.help": "Combien de clients il y avait au début de la période.",
    "argument.end_clients.label": "Clients à la fin",
    "argument.end_clients.help": "Combien de clients il y avait à la fin de la période.",
    "argument.new_clients.label": "Nouveaux clients",
    "argument.new_clients.help": (
        "Combien des clients présents à la fin sont arrivés pendant la période."
    ),
    "argument.old_attendance.label": "Fréquentation précédente",
    "argument.old_attendance.help": "Combien de personnes sont venues dans la période précédente.",
    "argument.new_attendance.label": "Fréquentation actuelle",
    "argument.new_attendance.help": "Combien de personnes sont venues dans la période actuelle.",
    "argument.connections.label": "Contacts noués",
    "argument.connections.help": "Combien de contacts utiles ont été noués lors des événements.",
    "argument.attendees.label": "Participants",
    "argument.attendees.help": "Combien de personnes ont participé aux événements.",
    "argument.satisfied.label": "Clients satisfaits",
    "argument.satisfied.help": "Combien des clients interrogés sont satisfaits.",
    "argument.surveyed.label": "Clients ayant répondu",
    "argument.surveyed.help": "Combien de clients ont répondu à l’enquête.",
    "argument.revenue.label": "Revenu",
    "argument.revenue.help": "Revenu de la période ; négatif si les remboursements le dépassent.",
    "argument.users.label": "Utilisateurs",
    "argument.users.help": "Combien d’utilisateurs il y avait dans la période.",
    "argument.months.label": "Mois",
    "argument.months.help": "Durée de la période en mois.",
    "argument.paying.label": "Clients payants",
    "argument.paying.help": (
        "Combien de personnes sont devenues clientes après une consultation gratuite."
    ),
    "argument.consultations.label": "Consultations gratuites",
    "argument.consultations.help": "Combien de consultations gratuites ont été données.",
    "argument.placed.label": "Clients placés",
    "argument.placed.help": "Combien des clients accompagnés ont trouvé un emploi.",
    "argument.coached.label": "Clients accompagnés",
    "argument.coached.help": "Combien de clients ont été accompagnés.",
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
    # Mesures : les lignes de la feuille de saisie
    "measure.rated.label": "Clients ayant donné {rating}",
    "measure.rated.help": "Combien de clients ont donné la note {rating} dans la période.",
    "measure.rated.unit": "clients",
    "measure.clients_asked.label": "Clients sollicités",
    "measure.clients_asked.help": "Facultatif ; permet d’afficher le taux de réponse.",
    "measure.clients_asked.unit": "clients",
    "measure.sessions_completed.label": "Séances tenues",
    "measure.sessions_completed.help": "Séances prévues qui ont eu lieu.",
    "measure.sessions_completed.unit": "séances",
    "measure.sessions_scheduled.label": "Séances prévues",
    "measure.sessions_scheduled.help": "Séances prévues pour la période.",
    "measure.sessions_scheduled.unit": "séances",
    "measure.clients_advanced.label": "Clients en progression",
    "measure.clients_advanced.help": "Clients dont la carrière a fait un pas en avant.",
    "measure.clients_advanced.unit": "clients",
    "measure.clients_total.label": "Total des clients",
    "measure.clients_total.help": "Tous les clients de la période.",
    "measure.clients_total.unit": "clients",
    "measure.months_to_milestone.label": "Mois jusqu’à l’étape, au total",
    "measure.months_to_milestone.help": (
        "Mois écoulés du début à l’étape de carrière, additionnés sur les clients arrivés au but."
    ),
    "measure.months_to_milestone.unit": "mois",
    "measure.clients_at_milestone.label": "Clients arrivés à l’étape",
    "measure.clients_at_milestone.help": (
        "Clients ayant franchi leur étape de carrière dans la période."
    ),
    "measure.clients_at_milestone.unit": "clients",
    "measure.clients_open.label": "Clients encore en chemin",
    "measure.clients_open.help": "Facultatif ; montre combien la moyenne laisse de côté.",
    "measure.clients_open.unit": "clients",
    "measure.clients_start.label": "Clients au début",
    "measure.clients_start.help": "Clients au début de la période.",
    "measure.clients_start.unit": "clients",
    "measure.clients_end.label": "Clients à la fin",
    "measure.clients_end.help": "Clients à la fin de la période, nouveaux compris.",
    "measure.clients_end.unit": "clients",
    "measure.clients_new.label": "Nouveaux clients encore présents",
    "measure.clients_new.help": ("Clients arrivés pendant la période et encore présents à sa fin."),
    "measure.clients_new.unit": "clients",
    "measure.attendance_before.label": "Fréquentation précédente des ateliers",
    "measure.attendance_before.help": "Participants aux ateliers de la période de comparaison.",
    "measure.attendance_before.unit": "personnes",
    "measure.attendance_now.label": "Fréquentation actuelle des ateliers",
    "measure.attendance_now.help": "Participants aux ateliers de cette période.",
    "measure.attendance_now.unit": "personnes",
    "measure.connections_made.label": "Contacts noués",
    "measure.connections_made.help": "Contacts utiles noués lors des événements de réseautage.",
    "measure.connections_made.unit": "contacts",
    "measure.event_attendees.label": "Participants aux événements",
    "measure.event_attendees.help": "Personnes présentes aux événements de réseautage.",
    "measure.event_attendees.unit": "personnes",
    "measure.clients_satisfied.label": "Clients satisfaits",
    "measure.clients_satisfied.help": "Clients dont la réponse compte comme satisfaite.",
    "measure.clients_satisfied.unit": "clients",
    "measure.clients_surveyed.label": "Clients ayant répondu",
    "measure.clients_surveyed.help": "Clients ayant répondu à l’enquête.",
    "measure.clients_surveyed.unit": "clients",
    "measure.revenue.label": "Revenu",
    "measure.revenue.help": "Revenu de la période, remboursements déduits.",
    "measure.revenue.unit": "devise",
    "measure.users.label": "Utilisateurs",
    "measure.users.help": "Utilisateurs de la période.",
    "measure.users.unit": "utilisateurs",
    "measure.consultations_paying.label": "Clients payants après consultation gratuite",
    "measure.consultations_paying.help": "Personnes devenues clientes après la consultation.",
    "measure.consultations_paying.unit": "clients",
    "measure.consultations_free.label": "Consultations gratuites",
    "measure.consultations_free.help": "Consultations gratuites données dans la période.",
    "measure.consultations_free.unit": "consultations",
    "measure.clients_placed.label": "Clients placés",
    "measure.clients_placed.help": "Clients accompagnés ayant trouvé un emploi.",
    "measure.clients_placed.unit": "clients",
    "measure.clients_coached.label": "Clients accompagnés",
    "measure.clients_coached.help": "Tous les clients accompagnés.",
    "measure.clients_coached.unit": "clients",
    # Errata de la source
    "erratum.1": (
        "La source donne 8,6 comme résultat de son exemple ; (40·9 + 5·8 + 5·7) / 50 font 8,7, et "
        "c’est 8,7 que nous donnons."
    ),
    "erratum.2": (
        "Dans les sources, deux indicateurs portent le même nom et le même sigle (CSS) : une note "
        "moyenne et une part de clients satisfaits. Ce sont ici deux fonctions, et le sigle seul "
        "est ambigu."
    ),
    "erratum.3": (
        "La source dit le placement exceptionnel au-dessus de 70 % et supérieur à la moyenne de 70 "
        "à 80 %. Nous retenons exceptionnel au-dessus de 80 %."
    ),
    "erratum.4": (
        "Certains niveaux manquent dans les sources et certaines plages laissent des vides. Une "
        "valeur dans un vide reste au niveau inférieur ; les niveaux ajoutés portent un astérisque."
    ),
    "erratum.5": (
        "Les nouveaux clients doivent être encore présents à la fin. Si 50 sont arrivés et que 10 "
        "d’entre eux sont repartis, la formule avec 50 donne 85 % alors que 90 % est juste. La "
        "fonction sur registre est exacte."
    ),
    "erratum.6": (
        "Les sources emploient les mêmes 85 % tantôt pour un an, tantôt pour un trimestre, et "
        "leurs repères ne nomment pas de période ; 85 % par trimestre font 52,2 % par an. "
        "Indiquez votre période."
    ),
    "erratum.7": (
        "La source lit le réseautage comme une part de participants. Ce n’est vrai qu’avec un "
        "contact chacun ; le taux peut dépasser 100 %."
    ),
    "erratum.8": (
        "La source donne le revenu par utilisateur sans période, et son exemple (100) est "
        "inférieur à sa propre moyenne (150)."
    ),
    "erratum.9": (
        "Le délai moyen ne couvre que les clients arrivés à leur étape de carrière. Regardez "
        "combien sont encore en chemin."
    ),
    "erratum.10": (
        "La source divise par tous les clients ; seuls ceux qui ont répondu entrent dans une "
        "moyenne, d’où le taux de réponse affiché à côté. Elle ne fixe pas non plus la note à "
        "partir de laquelle un client est satisfait."
    ),
    "erratum.11": (
        "L’exemple chiffré tombe exactement sur la limite d’un niveau ; le meilleur l’emporte, "
        "sauf formulation stricte."
    ),
    # Titres de la documentation
    "doc.title": "Les indicateurs et leurs fonctions",
    "doc.generated": "Produit à partir des définitions par `python -m xl_kpis.kpi.docs`.",
    "doc.meaning": "De quoi il s’agit",
    "doc.formula": "Formule",
    "doc.example": "Exemple",
    "doc.benchmarks": "Repères",
    "doc.bound": "Seuil",
    "doc.provenance": "Provenance",
    "doc.source": "Source",
    "doc.line": "ligne {line}",
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
        "Une puissance de la formule n’a pas de valeur : regardez « {argument} »."
    ),
    "explain.plain": "{name} : {value}.",
}
