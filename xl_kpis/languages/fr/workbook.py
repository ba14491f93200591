"""French texts of the workbook. Placeholders in braces; non-breaking spaces are part of them."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    # Sheets
    "sheet.start": "Accueil",
    "sheet.settings": "Paramètres",
    "sheet.inputs": "Saisie",
    "sheet.logs": "Journaux",
    "sheet.benchmarks": "Repères",
    "sheet.calc": "Calculs",
    "sheet.scorecard": "Tableau de bord",
    "sheet.trends": "Tendances",
    "sheet.checks": "Contrôles",
    "sheet.notes": "Notes",
    "about.start": "À quoi sert ce classeur, et par où commencer",
    "about.settings": "Tout ce qui peut changer, en un seul endroit",
    "about.inputs": "Une colonne par période : remplissez les cellules jaunes",
    "about.logs": "Facultatif : collez ici vos enregistrements, le classeur compte pour vous",
    "about.benchmarks": (
        "Où commence chaque niveau ; inscrivez votre chiffre si vous en avez un meilleur"
    ),
    "about.calc": "D’où viennent les chiffres ; rien à saisir ici",
    "about.scorecard": "Sept indicateurs en un coup d’œil",
    "about.trends": "Douze périodes, chaque indicateur sur la même échelle de 0 à 100",
    "about.checks": "Ce qui paraît faux dans les chiffres, en clair, et où le trouver",
    "about.notes": "Ce que dit chaque indicateur, ce qu’il ne dit pas, et que faire",
    "pair": "{first} : {second}",
    # Document
    "install.parquet": "Parquet a besoin de pyarrow : pip install 'xl-kpis[parquet]'.",
    "install.typst": "Un PDF demande un paquet de plus : pip install typst.",
    "document.title": "{pack} : tableau de bord des indicateurs",
    "document.subject": "Sept indicateurs avec repères, tendances et contrôles",
    "document.keywords": "indicateurs, tableau de bord, coaching, mentorat, repères",
    "document.category": "Modèle",
    # Flag on every sheet
    "flag.ok": "✓ Tous les contrôles sont bons",
    "flag.warnings": "! À vérifier : {count}",
    "flag.errors": "✗ À corriger : {count}",
    # Start
    "start.what": "De quoi il s’agit",
    "start.what.1": (
        "Saisissez quelques comptages par période. Le classeur calcule sept indicateurs, les "
        "compare à des repères et dit en clair où vous en êtes et ce qui manque pour le niveau "
        "suivant."
    ),
    "start.what.2": (
        "Ni macro, ni lien vers d’autres fichiers, rien à installer. Il fonctionne dans Excel, "
        "LibreOffice et d’autres tableurs."
    ),
    "start.what.kpi": (
        "Cette version appelle les fonctions KPI_… du complément xl-kpis ; sans lui, leurs "
        "cellules affichent #NOM? dès qu’elles sont recalculées."
    ),
    "start.what.kpi.own": (
        "Cette version appelle les fonctions KPI_… d’un complément xl-kpis construit avec ce pack "
        "(xl-kpis addin build … --pack) ; sans lui, leurs cellules affichent #NOM? dès leur "
        "recalcul."
    ),
    "start.what.lambda": (
        "Cette version définit les fonctions KPI_… dans le classeur même ; elle demande Excel 365 "
        "ou Excel 2024."
    ),
    "start.steps": "Six étapes",
    "start.step.1": "Indiquez le début de la première période et la durée d’une période.",
    "start.step.2": (
        "Remplissez les cellules jaunes d’une période. Laissez vide ce que vous ignorez."
    ),
    "start.step.3": "Voyez si un contrôle a quelque chose à dire, et corrigez.",
    "start.step.4": "Lisez le tableau de bord ; il s’imprime sur une page.",
    "start.step.5": "Fixez vos objectifs, si vous en avez : quoi, par qui, pour quand.",
    "start.step.6": "Suivez les tendances, et lisez les notes avant d’agir sur un chiffre.",
    "start.legend": "Couleurs et symboles",
    "legend.input": "Jaune, chiffres bleus : à vous de remplir",
    "legend.calc": "Blanc : calculé, verrouillé (feuilles protégées sans mot de passe)",
    "legend.tiers": "Niveaux, du plus bas au meilleur",
    "legend.band": "Bandes des barres : plus c’est foncé, plus l’objectif est loin",
    "legend.asterisk": "* repère que la source n’énonce pas en ces termes ; voir les notes",
    "start.functions": "Les fonctions derrière les chiffres",
    "start.functions.how": (
        "Avec le complément xl-kpis, vous pouvez les appeler dans toute cellule. Dans Excel en "
        "français, les arguments sont séparés par des points-virgules, en anglais par des virgules."
    ),
    "start.functions.comma": "Avec des virgules",
    "start.functions.semicolon": "Avec des points-virgules",
    "start.about": "À propos de ce fichier",
    "start.pack": "Activité",
    "start.version": "Version du modèle",
    "start.formulas": "Formules",
    "formulas.native": "formules simples, tout tableur",
    "formulas.kpi": "fonctions KPI_… du complément",
    "formulas.lambda": "fonctions KPI_… définies dans ce classeur",
    # Settings
    "settings.periods": "Périodes",
    "settings.first": "Premier jour de la première période",
    "settings.first.help": "Les {count} autres périodes en découlent.",
    "settings.months": "Mois par période",
    "settings.months.help": "1 pour des mois, 3 pour des trimestres, 12 pour des années.",
    "settings.words": "Mots et échelles",
    "places.no_template": "Ce classeur n’est pas issu d’un modèle xl-kpis, ou ses noms ont été "
    "supprimés ; partez d’un classeur écrit par xl-kpis template.",
    "places.damaged": "Le classeur a perdu une partie dont ses formules ont besoin : {what} ; "
    "annulez la dernière modification, ou réparez-le avec xl-kpis roll --repair.",
    "settings.currency": "Devise",
    "settings.currency.help": "Affichée près des montants ; rien n’est converti.",
    "settings.currency.benchmarks": (
        "Les repères sont en {benchmarks} : avec une autre devise, saisissez les vôtres."
    ),
    "settings.threshold": "Un client est satisfait à partir de la note",
    "settings.threshold.help": "Sert à compter les clients satisfaits dans le journal des notes.",
    "settings.low": "Note la plus basse",
    "settings.high": "Note la plus haute",
    "settings.scale.help": "Les repères des notes supposent une échelle de {low} à {high}.",
    "settings.logs": "Journaux",
    "settings.until": "Journaux complets jusqu’au",
    "settings.until.help": "Laissez vide pour prendre la dernière date trouvée dans un journal.",
    "settings.month_days": "Jours par mois",
    "settings.month_days.help": "Convertit en mois les jours entre le départ et l’étape.",
    "settings.statuses": "Statuts des séances",
    "settings.done": "Séances tenues : statuts",
    "settings.ignored": "Séances laissées de côté : statuts",
    "settings.missed": "Séances manquées : statuts",
    "settings.weights": "Poids dans l’indice global",
    "settings.weight.help": "1 compte une fois, 2 deux fois, 0 pas du tout.",
    "settings.lists": "Listes utilisées par le classeur",
    "settings.lists.help": "Un mot changé ici change partout ; gardez l’ordre.",
    "settings.sources": "D’où viennent les chiffres",
    "settings.kinds": "Types d’événement",
    "settings.tiers": "Niveaux",
    "settings.phrases": "Expressions",
    "settings.errors": "Quand il n’y a pas de chiffre",
    "source.typed": "saisie",
    "source.log": "journal",
    "kind.workshop": "atelier",
    "kind.networking": "réseautage",
    "status.done": "tenue, terminée",
    "status.ignored": "déplacée, annulée par nous",
    "status.missed": "manquée, absent, annulée, no-show",
    # Column headings
    "head.unit": "Unité",
    "head.note": "Que compter",
    "head.period": "Période",
    "head.from": "Du",
    "head.to": "Au",
    "head.kpi": "Indicateur",
    "head.tier": "Niveau",
    "head.bound": "Commence à",
    "head.op": "Règle",
    "head.provenance": "D’où il vient",
    "head.own": "Votre chiffre",
    "head.floor": "En vigueur",
    "head.mark": "Marque",
    "head.remark": "Remarque",
    "head.value": "Valeur",
    "head.score": "Score",
    "head.band": "De 0 à 100, avec les niveaux",
    "head.target": "Niveau suivant à",
    "head.gap": "Pour y arriver",
    "head.change": "Depuis la période précédente",
    "head.state": "État",
    "head.check": "Ce qui est contrôlé",
    "head.severity": "Gravité",
    "head.count": "Fois",
    "head.where": "Où",
    "head.first_seen": "Dès",
    "head.source": "Origine",
    # Logs
    "logs.switch": "D’où chaque indicateur tire ses chiffres",
    "logs.switch.help": (
        "Choisissez « {log} » et les chiffres de la feuille Saisie sont remplacés par des "
        "comptages des journaux, chacun sur sa feuille."
    ),
    "log.ratings": "Notes des clients",
    "log.sessions": "Séances",
    "log.roster": "Liste des clients",
    "log.milestones": "Étapes de carrière",
    "log.events": "Événements",
    "log.payments": "Paiements",
    "log.consultations": "Consultations gratuites",
    "log.ratings.help": "Une ligne par client interrogé ; pas de note s’il n’a pas répondu.",
    "log.sessions.help": "Une ligne par séance programmée.",
    "log.roster.help": "Une ligne par client ; « Sortie » est le dernier jour, vide s’il est là.",
    "log.milestones.help": "Une ligne par client et étape ; vide si elle n’est pas atteinte.",
    "log.events.help": "Une ligne par atelier ou rencontre de réseautage.",
    "log.payments.help": "Une ligne par paiement ; remboursements en négatif.",
    "log.consultations.help": "Une ligne par consultation ; date du premier paiement, s’il y en a.",
    "field.date": "Date",
    "field.client": "Client",
    "field.rating": "Note",
    "field.status": "Statut",
    "field.joined": "Entrée",
    "field.left": "Sortie",
    "field.advanced": "Progression",
    "field.placed": "Placement",
    "field.started": "Départ",
    "field.reached": "Atteinte",
    "field.kind": "Type",
    "field.attendees": "Participants",
    "field.connections": "Contacts",
    "field.amount": "Montant",
    "field.consulted": "Consultation",
    "field.paid": "Premier paiement",
    "benchmarks.foreign": " ; aucun niveau tant que les montants sont en {currency} et ces "
    "repères en {benchmarks}",
    "scorecard.foreign": "repères en {benchmarks}*",
    "benchmarks.title": "{kpi} ({unit} ; {better})",
    # Calc
    "calc.logs": "D’après les journaux",
    "calc.logs_end": "Journaux complets jusqu’au",
    "calc.used": "Chiffres retenus",
    "calc.value": "Valeurs",
    "calc.rank": "Niveau, de 0 à 3",
    "calc.score": "Scores, de 0 à 100",
    "calc.change": "Évolution depuis la période précédente ; positif = mieux",
    "calc.target": "Où commence le niveau suivant",
    "calc.gap": "Distance au niveau suivant",
    "calc.needed": "Ce qui manque pour le niveau suivant, en nombres",
    "calc.weight": "Poids, là où il y a un score",
    "calc.weighted": "Score multiplié par le poids",
    "calc.index": "Ensemble",
    "calc.index.score": "Indice global",
    "calc.index.coverage": "Indicateurs renseignés",
    "calc.beside": "À côté des indicateurs",
    "calc.yearly": "Rétention sur un an, à ce rythme",
    "calc.response": "Taux de réponse",
    "calc.shown": "La période affichée sur le tableau de bord",
    "calc.shown.picked": "Période choisie",
    "calc.shown.latest": "Dernière période renseignée",
    "calc.shown.number": "Période affichée",
    "calc.foreign": "Les repères sont dans une autre devise : {kpi}",
    "calc.bullet": "Points des barres du tableau de bord",
    "calc.bullet.before": "Avant",
    "calc.bullet.row": "Rang",
    "calc.window": "Périodes jusqu’à celle affichée, pour les courbes",
    "calc.checks": "Contrôles, 1 là où quelque chose ne va pas",
    # Scorecard
    "scorecard.period": "Période",
    "scorecard.period.help": "Choisissez, ou laissez vide : la dernière renseignée.",
    "scorecard.shown": "Affichée",
    "scorecard.until": "au",
    "scorecard.index": "Indice global",
    "scorecard.coverage": "Indicateurs renseignés",
    "scorecard.coverage.of": '0" sur {count}"',
    "scorecard.better_lower": "moins, c’est mieux",
    "scorecard.top": "meilleur niveau",
    "scorecard.unit.score": "points",
    "scorecard.unit.months": "mois en moyenne",
    "scorecard.unit.days": "jours",
    "scorecard.unit.money": "par utilisateur",
    "change.better": "▲ mieux de ",
    "change.worse": "▼ moins bien de ",
    "change.same": "= inchangé",
    "change.points": " pts",
    "scorecard.reading": "Comment le lire",
    "scorecard.reading.1": (
        "La barre est le score de la période ; le trait vertical, celui de la période "
        "précédente. "
        "Les scores vont de 0 à 100 et passent par 25, 50 et 75 là où un niveau commence."
    ),
    "scorecard.beside": "À côté des indicateurs",
    "scorecard.open": "Clients encore en route vers une étape de carrière",
    "scorecard.chart": "Scores de la période affichée",
    "scorecard.chart.alt": (
        "Graphique à barres : une barre par indicateur de 0 à 100 sur quatre bandes de "
        "niveau, avec "
        "un trait pour la période précédente. Les mêmes scores figurent dans la colonne Score."
    ),
    # The page
    "page.periods": "Autres périodes",
    "page.spark": "Scores jusqu’à cette période, du plus ancien au plus récent : {scores}",
    "page.spark.values": (
        "Valeurs jusqu’à cette période, de la plus ancienne à la plus récente : {values}"
    ),
    "page.trend": (
        "Score de chaque période, {first} à {last}, du plus ancien au plus récent : {scores}"
    ),
    "page.details": "Derrière les indicateurs",
    "page.figures": "Les chiffres derrière cet indicateur",
    "page.all": "Tous les tableaux de bord",
    "page.left": "… et {count} de plus : xl-kpis check les nomme.",
    "page.more": "… et {count} de plus, à l’écran.",
    # Trends
    "trends.data": "Les chiffres derrière les graphiques",
    "trends.alt": (
        "Courbe du score de « {name} » sur douze périodes, sur quatre bandes de niveau de 25 "
        "points "
        "chacune. Les chiffres figurent dans le tableau sous les graphiques."
    ),
    "trends.missing": "Une courbe interrompue signale une période sans données.",
    # Checks
    "checks.summary": "Résultat",
    "checks.errors": "À corriger",
    "checks.warnings": "À vérifier",
    "severity.error": "à corriger",
    "severity.warning": "à vérifier",
    "state.ok": "✓",
    "state.error": "✗",
    "state.warning": "!",
    "checks.go": "y aller",
    "checks.name": "Nom des cellules",
    "check.kpi.text": "Du texte, ou une erreur, à la place d’un nombre",
    "check.kpi.text.days": "Du texte, ou une erreur, à la place d’un nombre ou d’un jour",
    "check.kpi.incomplete": "Certains chiffres d’une période sont saisis, d’autres manquent",
    "check.kpi.gap": "Une période sans données entre des périodes renseignées",
    "check.kpi.chain": "Les clients au début ne sont pas ceux de la fin de la période précédente",
    "check.kpi.roster": "Le taux diffère de celui que donne la liste des clients",
    "check.kpi.asked": "Plus de réponses que de clients interrogés",
    "check.kpi.negative": "Un nombre inférieur à zéro",
    "check.kpi.floors": "Niveaux dans le désordre : chacun doit être meilleur que le précédent",
    "check.kpi.source": "L’origine n’est ni « {typed} » ni « {log} »",
    "check.kpi.weight": "Le poids n’est pas un nombre à partir de 0",
    "check.settings.first": "La première période n’a pas de date valable",
    "check.settings.months": "Une année ne se divise pas en périodes de ce nombre de mois",
    "check.settings.scale": "L’échelle des notes n’est pas de 1 à 10, ce que supposent les repères",
    "check.settings.threshold": (
        "La note à partir de laquelle un client est satisfait est hors échelle"
    ),
    "check.settings.weights": "Tous les poids sont nuls",
    "check.period.known": "La période choisie n’est pas l’une des {count} périodes",
    "check.log.dates": "« {field} » contient autre chose qu’une date",
    "check.log.required": "Lignes sans « {field} »",
    "check.log.scale": "Notes hors échelle",
    "check.log.kind": "Événements d’un type inconnu",
    "check.log.number": "« {field} » contient autre chose qu’un nombre à partir de 0",
    "check.log.amount": "« {field} » contient autre chose qu’un nombre",
    "check.log.order": "« {later} » précède « {earlier} »",
    "check.log.status": (
        "Statuts absents des listes de la feuille Paramètres ; ils comptent comme manqués"
    ),
    "check.log.future": "Dates après la dernière des {count} périodes",
    "flag.empty": "○ Pas encore de chiffres",
    "head.found": "Ce qui s’y trouve",
    "head.remedy": "Que faire",
    "logs.tables": "Les journaux, chacun sur sa feuille",
    "logs.rows": "Lignes",
    "calc.typed": "Chiffres tels que saisis",
    "calc.typed.column": "Colonne de la Saisie",
    "checks.workbook": "Le classeur lui-même",
    "checks.roots": "Dont celles qui masquent les autres",
    "checks.worst": "À regarder en premier",
    "checks.order": "Ordre",
    "check.kpi.fraction": "Une fraction là où l’on compte des unités",
    "check.kpi.floor_text": "Un de vos repères n’est pas un nombre",
    "check.kpi.floor_share": "Un de vos repères n’est pas compris entre 0 et 100 %",
    "check.kpi.floor_range": "Un de vos repères sort de l’échelle de cet indicateur",
    "check.kpi.log_empty": (
        "L’indicateur se calcule à partir des journaux, et tous n’ont pas de lignes : {logs}"
    ),
    "check.kpi.log_column": (
        "Il se compte d’après des journaux ({logs}) où rien du tout ne figure sous l’un de ces "
        "titres : {fields}"
    ),
    "check.kpi.log_silent": (
        "Il se compte d’après un journal ({logs}) où rien du tout ne figure sous {fields}, il n’y "
        "a donc pas de chiffre"
    ),
    "check.kpi.log_unused": (
        "Les journaux ont des lignes pour cet indicateur, mais il attend des chiffres saisis"
    ),
    "check.log.copied": "Lignes pareilles dans toutes les colonnes, comptées deux fois",
    "found.log.copied": "la ligne {row} répète la ligne {other} : ",
    "check.log.below": "Lignes sous le tableau, que rien ne compte",
    "check.structure.rows": "Une ligne de la Saisie manque ou s’y trouve deux fois",
    "check.structure.periods": (
        "Une période de la Saisie manque, s’y trouve deux fois ou n’est plus à sa place"
    ),
    "check.structure.dates": (
        "Une date au-dessus d’une colonne de la Saisie n’est pas celle que donnent les paramètres"
    ),
    "check.structure.stray": (
        "La Saisie contient quelque chose hors de ses lignes ou de ses périodes"
    ),
    "check.structure.grid": (
        "Une ligne ou une colonne a été insérée ou supprimée dans la feuille « {sheet} »"
    ),
    "check.structure.values": (
        "Dans la feuille « {sheet} », une formule manque ou une valeur a pris sa place"
    ),
    "check.structure.checks": (
        "Des contrôles ont été supprimés ou remplacés par des valeurs : rien ne garantit les "
        "chiffres"
    ),
    "check.structure.moved.settings": "Un paramètre n’est plus à côté de son libellé",
    "check.structure.moved.logs": (
        "Un choix de la feuille Journaux n’est plus à côté de son libellé"
    ),
    "check.structure.moved.benchmarks": "Un de vos repères n’est plus à côté de son libellé",
    "check.structure.moved.scorecard": (
        "La période choisie dans le tableau de bord n’est plus à sa place"
    ),
    "check.structure.log": "Le tableau « {log} » a perdu une colonne ou un titre",
    "check.errors.scorecard": "Le tableau de bord affiche une erreur",
    "check.errors.calc": "Une formule des Calculs échoue",
    "remedy.settings.first": "Saisissez une date, par exemple le premier jour de l’année.",
    "remedy.settings.months": (
        "Saisissez 1 pour des mois, 3 pour des trimestres, 12 pour des années ; ou 2, 4 ou 6."
    ),
    "remedy.settings.scale": (
        "Convertissez les notes sur 1 à 10, ou inscrivez vos propres repères de satisfaction."
    ),
    "remedy.settings.threshold": (
        "Saisissez une note comprise entre la plus basse et la plus haute."
    ),
    "remedy.settings.weights": "Donnez à un indicateur au moins un poids supérieur à 0.",
    "remedy.period.known": (
        "Choisissez une période dans la liste de la cellule, ou videz la cellule."
    ),
    "remedy.kpi.text": "Saisissez le nombre seul, sans mots ni unités, ou videz la cellule.",
    "remedy.kpi.text.days": (
        "Saisissez le nombre seul, un jour comme une date de ce tableur, ou videz la cellule."
    ),
    "remedy.kpi.incomplete": "Complétez le chiffre marqué « – », ou videz les autres.",
    "remedy.kpi.negative": "Saisissez le nombre sans le signe moins, ou cherchez d’où il vient.",
    "remedy.kpi.fraction": (
        "Saisissez combien il y en a eu, et non leur part : 85 sur 100, pas 0,85."
    ),
    "remedy.kpi.gap": "Complétez la période si vous avez ses chiffres ; sinon, laissez-la vide.",
    "remedy.kpi.chain": (
        "Videz la cellule pour reprendre la période précédente, ou corrigez l’un des deux chiffres."
    ),
    "remedy.kpi.roster": (
        "Comparez les chiffres saisis à la liste des clients, ou laissez-la les compter."
    ),
    "remedy.kpi.asked": (
        "Corrigez le nombre de clients interrogés ; il comprend ceux qui n’ont pas répondu."
    ),
    "remedy.kpi.floor_text": "Saisissez un nombre, ou videz la cellule.",
    "remedy.kpi.floor_share": "Saisissez 85 % ou 0,85, et non 85.",
    "remedy.kpi.floor_range": (
        "Saisissez un nombre à l’échelle des autres repères, ou videz la cellule."
    ),
    "remedy.kpi.floors": (
        "Changez vos repères pour que chaque niveau soit meilleur que le précédent, ou videz-les."
    ),
    "remedy.kpi.source": "Choisissez « {typed} » ou « {log} » dans la liste de la cellule.",
    "remedy.kpi.weight": "Saisissez 1 pour le compter une fois, 0 pour l’écarter.",
    "remedy.kpi.log_empty": "Collez les lignes qui manquent, ou choisissez de saisir les chiffres.",
    "remedy.kpi.log_column": (
        "Remplissez la colonne si elle a été oubliée, ou choisissez la saisie ; rien à faire si "
        "cela n’est jamais arrivé."
    ),
    "remedy.kpi.log_silent": (
        "Remplissez la colonne ; si cela n’est vraiment jamais arrivé, choisissez la saisie et "
        "tapez 0."
    ),
    "remedy.kpi.log_unused": (
        "Choisissez « {log} » sur la feuille Journaux ; il se compte à partir de : {logs}."
    ),
    "remedy.rule.nothing_to_divide_by": (
        "S’il n’y avait rien à compter dans cette période, videz ses cellules."
    ),
    "remedy.rule.part_over_whole": (
        "Les deux sont peut-être inversés, ou l’un relève d’une autre période."
    ),
    "remedy.rule.no_day": "Saisissez de nouveau le jour, comme une date de ce tableur.",
    "remedy.rule.negative": "Saisissez le nombre sans le signe moins, ou cherchez d’où il vient.",
    "remedy.rule.no_weight": (
        "Indiquez combien de clients ont donné chaque note, ou videz les cellules."
    ),
    "remedy.rule.no_number": (
        "Indiquez combien de clients ont donné chaque note, ou videz les cellules."
    ),
    "remedy.log.dates": "Saisissez de nouveau la date, comme une date de ce tableur.",
    "remedy.log.required": "Complétez « {field} », ou effacez ce que contient la ligne.",
    "remedy.log.scale": (
        "Convertissez les notes à l’échelle des paramètres ; videz la cellule s’il n’y a pas "
        "eu de réponse."
    ),
    "remedy.log.kind": "Choisissez un type dans la liste de la cellule.",
    "remedy.log.status": (
        "Inscrivez le statut dans l’une des trois listes de la feuille Paramètres, ou corrigez-le."
    ),
    "remedy.log.number": "Saisissez un nombre à partir de 0, sans mots.",
    "remedy.log.amount": "Saisissez le montant comme un nombre, sans la devise.",
    "remedy.log.order": "Le jour et le mois sont peut-être inversés dans l’une des deux dates.",
    "remedy.log.future": (
        "Corrigez la date, ou commencez un classeur aux périodes plus tardives : xl-kpis roll."
    ),
    "remedy.log.copied": (
        "Supprimez la ligne copiée. Si les deux ont eu lieu, ajoutez l’heure à l’une des dates "
        "(02/03/2026 14:00)."
    ),
    "remedy.log.copied.lasting": (
        "Supprimez la ligne copiée. S’il s’agit de deux personnes, ajoutez à l’un des noms ce qui "
        "les distingue."
    ),
    "remedy.log.below": "Déplacez-les dans des lignes libres du tableau, ou allongez le tableau.",
    "remedy.structure.rows": (
        "Annulez (Ctrl+Z) ce qui l’a supprimée ou doublée, ou reprenez vos chiffres dans un "
        "nouveau classeur : xl-kpis roll --repair."
    ),
    "remedy.structure.periods": (
        "Annulez (Ctrl+Z) ce qui l’a supprimée, doublée ou déplacée, ou reprenez vos "
        "chiffres dans un nouveau classeur : xl-kpis roll --repair."
    ),
    "remedy.structure.dates": (
        "Annulez (Ctrl+Z), et ne changez les périodes que dans les paramètres."
    ),
    "remedy.structure.stray": (
        "Déplacez-le dans la ligne et la colonne qui conviennent, ou effacez-le."
    ),
    "remedy.structure.grid": (
        "Annulez (Ctrl+Z) : la feuille a besoin de ses lignes et de ses colonnes d’origine. Sinon, "
        "enregistrez vos chiffres dans un nouveau classeur : xl-kpis roll --repair."
    ),
    "remedy.structure.values": (
        "Annulez (Ctrl+Z) ; les chiffres se tapent dans la Saisie ou comme repères personnels. "
        "Sinon, enregistrez-les dans un nouveau classeur : xl-kpis roll --repair."
    ),
    "remedy.structure.checks": (
        "Annulez (Ctrl+Z), ou enregistrez vos chiffres dans un nouveau classeur : "
        "xl-kpis roll --repair."
    ),
    "remedy.structure.moved.settings": "Annulez (Ctrl+Z), puis copiez et collez au lieu de couper.",
    "remedy.structure.moved.logs": (
        "Annulez (Ctrl+Z), puis choisissez dans la liste au lieu de couper et coller."
    ),
    "remedy.structure.moved.benchmarks": (
        "Annulez (Ctrl+Z), puis copiez et collez au lieu de couper."
    ),
    "remedy.structure.moved.scorecard": (
        "Annulez (Ctrl+Z), puis choisissez la période dans la liste de la cellule."
    ),
    "remedy.structure.log": (
        "Annulez (Ctrl+Z) : le tableau a besoin de ses colonnes sous leurs titres."
    ),
    "remedy.errors.scorecard": (
        "Annulez (Ctrl+Z) le dernier changement, ou reprenez vos chiffres dans un nouveau "
        "classeur : xl-kpis roll --repair."
    ),
    "remedy.errors.calc": (
        "Si des fonctions KPI_… sont employées, installez le complément ; sinon, annulez "
        "(Ctrl+Z) le dernier changement."
    ),
    "notes.change.2": (
        "Les chiffres sont trouvés par ligne et par période, si bien que couper et "
        "coller ne déplace rien ; une feuille par journal ; les contrôles nomment la cellule "
        "et le remède."
    ),
    "notes.change.3": "Vos propres objectifs, avec responsable, prochaine étape et échéance.",
    "checks.figure": "Chiffre",
    # Notes
    "notes.formula": "Formule",
    "notes.reading": "Lecture",
    "notes.limits": "Limites",
    "notes.tips": "Ce qui aide",
    "notes.several": "Sur plusieurs périodes",
    "inputs.shared": "« {label} » : à saisir une seule fois, sous « {kpi} »",
    "notes.measures": "Les chiffres et leurs identifiants",
    "notes.measures.help": (
        "Les identifiants nomment les chiffres dans les fichiers dont on remplit le classeur."
    ),
    "notes.errata": "Où les sources se trompent ou restent floues",
    "notes.benchmarks": "À propos des repères",
    "notes.changes": "Versions",
    "notes.change.1": "Première version.",
    "notes.id": "Identifiant",
    # Objectifs
    "sheet.targets": "Objectifs",
    "about.targets": "Ce que vous voulez atteindre, qui s’en charge, la suite, et pour quand",
    "head.value_shown": "Valeur affichée",
    "target.target": "Votre objectif",
    "target.owner": "Responsable",
    "target.step": "Prochaine étape",
    "target.due": "Échéance",
    "target.comment": "Commentaire",
    "target.on_track": "✓ en bonne voie",
    "target.behind.ratio": "✗ en retard de {gap} pts",
    "target.behind.score": "✗ en retard de {gap} points",
    "target.behind.months": "✗ en retard de {gap} mois",
    "target.behind.days": "✗ en retard de {gap} jours",
    "target.behind.money": "✗ en retard de {gap}",
    "target.behind.number": "✗ en retard de {gap}",
    "targets.unit": "{unit} ; {better}",
    "targets.single": "Un objectif pour une seule période ; il passe avant « Votre objectif »",
    "targets.help.1": "Laissez vide ce qui n’a pas d’objectif : rien n’en sera affiché.",
    "targets.help.2": "La valeur et l’état sont ceux de la période qu’affiche le tableau de bord.",
    "targets.help.3": (
        "Un objectif est le vôtre, à côté des repères : il ne change ni niveau ni score."
    ),
    "valid.target": "Ce que cet indicateur peut être : {domain} ; ou rien.",
    "valid.length": "Pas plus de {most} caractères.",
    "calc.own_target": "Votre objectif en vigueur",
    "calc.own_gap": "Distance à votre objectif ; sous zéro : dépassé",
    "calc.plan": "Les objectifs de la période affichée",
    "calc.plan.order": "Numéro",
    "calc.plan.target": "Objectif",
    "calc.plan.gap": "Distance",
    "calc.plan.unit": "Unité",
    "calc.plan.row": "Ligne",
    "check.kpi.target_text": "Un objectif n’est pas un nombre",
    "check.kpi.target_range": "Un objectif est impossible ; valeurs de l’indicateur : {domain}",
    "check.kpi.target_due": "Une échéance n’est pas une date",
    "remedy.kpi.target_text": "Saisissez un nombre, ou videz la cellule.",
    "remedy.kpi.target_range": (
        "Saisissez un nombre que l’indicateur peut être ({domain}), ou videz la cellule."
    ),
    "remedy.kpi.target_due": "Saisissez une date de ce tableur, ou videz la cellule.",
    "check.structure.moved.targets": (
        "Des colonnes de la feuille Objectifs ne sont plus sous leurs titres"
    ),
    "remedy.structure.moved.targets": (
        "Annulez (Ctrl+Z), ou enregistrez vos chiffres dans un nouveau classeur : xl-kpis roll "
        "--repair."
    ),
    # Où mènent les droites
    "calc.known": "Périodes avec des valeurs, et celles-ci",
    "calc.forecast": "Valeur suivante, selon une droite à travers douze périodes au plus",
    "calc.spread": "Quatre valeurs suivantes sur cinq s’en écartent de moins",
    "calc.pace": "Ce que la droite gagne en une période",
    "trends.ahead": "La période suivante, à ce rythme",
    "trends.next": "Valeur suivante",
    "trends.low": "De",
    "trends.high": "À",
    "trends.target_by": "Votre objectif d’ici",
    "trends.never": "pas ainsi",
    "trends.ahead.note": (
        "Une droite à travers douze périodes au plus, dont au moins {count} avec des valeurs ; "
        "quatre valeurs suivantes sur cinq se trouvent entre « De » et « À » si tout continue "
        "ainsi."
    ),
    "trends.ahead.limits": "Elle ne sait rien des saisons ni des projets.",
    "outlook.next": (
        "À ce rythme, {value} à la période suivante ; quatre fois sur cinq, de {low} à {high}."
    ),
    "outlook.by": "à ce rythme, d’ici {day}",
    "outlook.never": "pas à ce rythme",
    # Les années, et de qui sont ces chiffres
    "settings.business": "L’entreprise",
    "settings.client": "Nom",
    "settings.client.help": (
        "Figure en tête du tableau de bord, de sa page et du papier ; peut rester vide."
    ),
    "settings.coach": "Coach",
    "settings.site": "Site",
    "settings.product": "Produit",
    "settings.group.help": (
        "Un portefeuille de nombreux classeurs peut être groupé ainsi ; peut rester vide."
    ),
    "settings.year_month": "Premier mois de l’année",
    "settings.year_month.help": "1 pour janvier, 4 pour avril : où commence l’année en cours.",
    "check.settings.year_month": "Le premier mois de l’année n’est pas un entier de 1 à 12",
    "remedy.settings.year_month": "Saisissez 1 pour janvier, 12 pour décembre.",
    "calc.years": "La première période de chaque étendue",
    "calc.year.first": "Première période de l’année",
    "calc.rolling.first": "Première période des douze derniers mois",
    "calc.year.sums": "Chiffres depuis le début de l’année, additionnés",
    "calc.rolling.sums": "Chiffres des douze derniers mois, additionnés",
    "calc.year": "Année en cours",
    "calc.rolling": "Douze derniers mois",
    "years.title": "Sur un an",
    "years.year_to_date": "Année en cours",
    "years.last_year_to_date": "Un an avant",
    "years.rolling_year": "Douze derniers mois",
    "years.same_period_last_year": "Même période, un an avant",
    "years.note": (
        "Calculé sur les chiffres de toutes les périodes, ou en multipliant les taux, jamais en "
        "faisant la moyenne ; « – » là où une période manque."
    ),
    # Validation
    "valid.count": "Un nombre à partir de 0, ou rien.",
    "valid.number": "Un nombre, ou rien.",
    "valid.date": "Une date, ou rien.",
    "valid.list": "Choisissez dans la liste.",
    "valid.title": "Impossible",
    "valid.check": "À vérifier",
    "valid.months": "1, 2, 3, 4, 6 ou 12 : une année doit se diviser en périodes.",
    "valid.year_month": "Un entier de 1 à 12.",
    "valid.rating": "Une note sur l’échelle de la feuille Paramètres.",
    "valid.weight": "Un nombre à partir de 0.",
    # Print
    "print.page": "Page &P sur &N",
    # Packs of files
    "sheet.pack": "Pack",
    "benchmarks.none": (
        "Le pack n’a pas de repères pour cet indicateur : il a une valeur et une "
        "tendance, sans niveau."
    ),
    "scorecard.no_benchmark": "sans repère",
    "unit.amount": "montant",
    "scorecard.unit.number": "en valeur",
    "scorecard.unit.amount": "en valeur",
    "remedy.rule.formula_divides_by_zero": (
        "Renseignez les chiffres par lesquels la formule divise."
    ),
    "remedy.rule.formula_power": (
        "Regardez les chiffres que la formule élève à une puissance : un nombre négatif "
        "n’a pas de racine."
    ),
    "about.scorecard.own": "Les indicateurs d’un coup d’œil : {pack}",
    # Tableaux de chiffres évalués sans classeur
    "table.no_pack": (
        "Il n’y a pas de pack « {name} » ; il y a {known}, et le fichier de tout autre."
    ),
    "table.column_twice": (
        "« {first} » et « {second} » sont la même colonne : n’en gardez qu’une."
    ),
    "table.no_value": (
        "Il n’y a pas de chiffres : en plus du client et de la période, le tableau a besoin de "
        "measure et value, ou d’une colonne par donnée. Ses colonnes sont {columns}."
    ),
    "table.no_measure": "La ligne {row} n’a pas de nom de donnée.",
    "table.no_client": "La ligne {row} n’a pas de client.",
    "table.no_period": "La ligne {row} n’a pas de période.",
    "table.near": "« {name} » n’est pas une donnée de ce pack ; vouliez-vous dire {known} ?",
    "table.unknown": (
        "« {name} » n’est pas une donnée de ce pack : retirez-la, ou donnez-lui son nom, par "
        "exemple {known}."
    ),
    "table.target_number": "« {value} », l’objectif de « {name} », n’est pas un nombre.",
    "table.target_domain": (
        "{value} ne peut pas être l’objectif de « {name} » : valeurs possibles, {domain}."
    ),
    "table.target_twice": (
        "« {name} » a deux objectifs pour un client et une période : {value}, {other}."
    ),
    "logo.kind": "{file} n’est ni une image PNG ni une image JPEG.",
    "logo.large": "Un logo peut avoir {most} octets ; celui-ci en a {size}.",
    "table.twice": (
        "{what} se trouve à la ligne {first} et encore à la ligne {second} : n’en gardez qu’une."
    ),
    "table.days": (
        "{values} : rien ne dit si le jour ou le mois vient d’abord. Écrivez les jours comme "
        "2026-03-02, ou dites leur sens : dates dmy (le jour d’abord) ou mdy (le mois d’abord)."
    ),
    "table.dates": "« {given} » ne dit pas l’ordre du jour et du mois : dites dmy (le jour "
    "d’abord) ou mdy (le mois d’abord).",
    "table.dates_against": (
        "{values} ne peut pas se lire comme {given} : dites le sens des jours, dmy (le jour "
        "d’abord) ou mdy (le mois d’abord), ou écrivez-les comme 2026-03-02."
    ),
    "table.notation": (
        "{values} : rien ne dit si la virgule ou le point précède les décimales. Écrivez tous les "
        "nombres sans séparateur de milliers."
    ),
    "start.what.own": (
        "Saisissez quelques chiffres par période. Le classeur calcule les indicateurs de son "
        "pack, les compare aux repères qui existent et dit en toutes lettres où vous en êtes."
    ),
    "about.trends.own": (
        "Douze périodes ; "
        "les indicateurs à repères sur la même échelle de 0 à 100, les autres tels quels"
    ),
    # A period that somebody names
    "choice.bad_period": (
        "« {period} » n’est pas une période ; écrivez un numéro de 1 à "
        "{last}, un jour comme 2025-01-31, ou un mois ou un trimestre comme 2026-02 ou T1 2026."
    ),
    "choice.several": (
        "« {period} » est plus long qu’une période du classeur ; nommez-en une, "
        "par exemple celle du {first} au {last}."
    ),
    "choice.calendar": ("{period} est hors des périodes du classeur, du {first} au {last}."),
    "choice.no_data": "Il n’y a pas de données pour {period}, seulement du {first} au {last}.",
    "roll.no_first": (
        "La première période de la feuille Paramètres n’a pas de date valable ; saisissez-en "
        "une, ou réparez le classeur en la donnant (--repair avec --from)."
    ),
    "roll.between": (
        "Aucune période ne commence le {day} ; les plus proches commencent le {one} et le {other}."
    ),
    "roll.log_full": (
        "{count} lignes de « {log} » sont à emporter, et le tableau a de la place pour "
        "{room} ; laissez dans l’ancien celles qui ne comptent plus (sans --all-records), ou "
        "supprimez des lignes dont vous n’avez plus besoin."
    ),
    "settings.own.statuses": "Statuts",
    "settings.own.done": "Les lignes de ce statut comptent comme faites",
    "settings.own.missed": "Les lignes de ce statut comptent comme manquées",
    "settings.own.ignored": "Les lignes de ce statut sont laissées de côté",
    "check.log.word": "« {field} » contient un mot qui n’est pas dans sa liste",
    "remedy.log.word": "Choisissez dans la liste de la cellule.",
    "check.log.list": (
        "« {field} » contient un mot qui n’est dans aucune liste de la feuille Paramètres"
    ),
    "remedy.log.list": (
        "Écrivez le mot dans l’une des listes de la feuille Paramètres, ou corrigez-le."
    ),
}
