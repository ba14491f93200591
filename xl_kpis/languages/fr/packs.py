"""French: what is wrong with a pack file, and what to do about it."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "pack.first": "{file}, ligne {line} : {fault}",
    "pack.more": "(Encore {count} : xl-kpis pack check les nomme tous.)",
    "pack.toml": "Ce n’est pas du TOML ({reason}) : vérifiez guillemets, crochets et signes égal.",
    "pack.key": "Rien ne s’appelle « {name} » ici ; il y a {known}.",
    "pack.key_near": "Rien ne s’appelle « {name} » ici : vouliez-vous dire « {near} » ?",
    "pack.missing": "« {name} » manque : ajoutez-le.",
    "pack.missing_in": "« {name} » manque dans [{table}] : ajoutez-le.",
    "pack.no_pack": "Au-dessus de « {name} » il manque la ligne [pack] : ajoutez-la.",
    "pack.toml_heading": (
        "Il manque un crochet à la fin de « {said} » : écrivez [nom], et [[nom]] pour un élément "
        "parmi plusieurs."
    ),
    "pack.toml_equals": (
        "« {said} » n’a pas de = entre une clé et sa valeur : écrivez clé = valeur."
    ),
    "pack.toml_open": (
        "La liste ou les accolades de « {said} » ne sont pas fermées, ou il manque une virgule "
        "entre deux parties : ajoutez-la."
    ),
    "pack.toml_open_quote": (
        "Le texte de « {said} » n’a pas de guillemet à la fin : ajoutez-en un, sur la même ligne."
    ),
    "pack.no_table": "« {name} » doit être une table : écrivez [{name}] et ses clés dessous.",
    "pack.no_tables": "« {name} » se répète pour chacun : écrivez [[{name}]] et ses clés dessous.",
    "pack.no_text": "« {name} » doit être un texte entre guillemets, non vide.",
    "pack.no_words": '« {name} » doit être une liste de textes : ["un", "deux"].',
    "pack.long": "« {name} » a {count} caractères ; {most} au plus.",
    "pack.many": "« {name} » a {count} éléments ; {most} au plus.",
    "pack.sign": (
        "« {name} » ne doit contenir ni accolades, ni guillemets droits, ni retours à la ligne."
    ),
    "pack.choice_near": "« {name} » ne peut être « {value} » : vouliez-vous dire « {near} » ?",
    "pack.unit": (
        "« unit » ne peut être « {value} » : il dit comment s’écrit l’indicateur, percent, money "
        "(dont la devise est dans [pack]), months, days ou rating ; tout le reste est number."
    ),
    "pack.currency": (
        "« currency » doit être le code d’une devise, trois majuscules comme EUR ou USD, pas "
        "« {value} »."
    ),
    "pack.currency_near": "« currency » doit être un code, pas « {value} » : écrivez {near}.",
    "pack.acronym": (
        "« {name} » n’est pas un sigle : écrivez un seul mot de lettres et de chiffres, comme "
        "{wanted}."
    ),
    "pack.cell_acronym": (
        "« {name} » est aussi l’adresse d’une cellule, pour laquelle une formule le prendrait dès "
        "qu’on oublie les guillemets : écrivez-le autrement, comme {wanted}."
    ),
    "pack.cell_pack": (
        "« {name} » est l’adresse d’une cellule dans un tableur : ajoutez un mot, comme "
        "{name}_pack."
    ),
    "pack.toml_empty": (
        "« {said} » n’a pas de valeur : écrivez-en une après le =, ou supprimez la ligne."
    ),
    "pack.toml_letters": (
        "« {said} » a une lettre qu’aucun nom d’un fichier de pack ne peut avoir : minuscules sans "
        "accent, chiffres et _."
    ),
    "pack.choice": "« {name} » ne peut être « {value} » ; il y a {known}.",
    "pack.whole": "« {name} » doit être un nombre entier de {least} à {most}.",
    "pack.no_number": (
        "« {name} » doit être un nombre, pas {value} ; un pourcentage s’écrit entre guillemets."
    ),
    "pack.text_number": (
        "« {name} » est un nombre entre guillemets, « {value} » : écrivez-le sans eux."
    ),
    "pack.months_year": (
        "Une année ne se divise pas en périodes de {count} mois, si bien que rien ne pourrait "
        "être dit des années : écrivez 1, 2, 3, 4, 6 ou 12."
    ),
    "pack.no_language": (
        "« {language} » dans « {name} » n’est pas un code de langue comme en ou fr."
    ),
    "pack.language": (
        "« {name} » manque en {languages} : le nom du pack y est, donc chaque texte doit y être."
    ),
    "pack.no_kpi": (
        "Il n’y a aucun indicateur : écrivez [[kpi]] et ses clés, ou extends = "
        '"mentoring" dans [pack].'
    ),
    "pack.many_kpis": "Il y a {count} indicateurs ; un classeur en contient {most}.",
    "pack.bad_id": (
        "« {name} » ne peut être un nom : minuscules sans accent, chiffres et _, une "
        "lettre d’abord."
    ),
    "pack.shipped_id": (
        '« {name} » est un pack livré : choisissez un autre id, et extends = "{name}" '
        "pour le compléter."
    ),
    "pack.needs_extends": (
        "« {name} » n’a de sens qu’avec extends : ajoutez extends ou supprimez-le."
    ),
    "pack.unknown_base": "Il n’y a pas de pack « {name} » à compléter ; il y a {known}.",
    "pack.unknown_kpi": "Il n’y a pas d’indicateur « {name} » ici ; il y a {known}.",
    "pack.floors_order": "Les seuils de « {name} » doivent s’améliorer de typical à exceptional.",
    "pack.shared_name": (
        "Un autre indicateur du pack s’appelle aussi « {name} » : renommez l’un des deux."
    ),
    "pack.shared_acronym": (
        "Un autre indicateur du pack a aussi le sigle « {name} » : changez l’un des deux."
    ),
    "pack.chain": 'combine = "chain" multiplie des taux : il faut unit = "percent".',
    "pack.combine_people": (
        "« {name} » est ce qu’il y a à un moment, des personnes ou un stock, et peut être le "
        "même dans plusieurs périodes : dites ce qui vaut pour un an, "
        'combine = "none" (rien), "sum" (il compte dans chaque période) ou "chain" (taux '
        "multipliés)."
    ),
    "pack.no_field": (
        "« {name} » a {field} entre accolades, qui ne représente rien ici : il y a {known}."
    ),
    "pack.sum_days": (
        "« {name} » est un jour, et les jours ne s’additionnent pas : sans combine, rien n’est dit "
        "de plusieurs périodes."
    ),
    "pack.counted_day": "« {name} » est un jour ; ce qu’on compte dans un journal est un nombre.",
    "pack.unused": "Ni la formule ni une règle n’utilise « {name} » : utilisez-le ou supprimez-le.",
    "pack.twice": "Un autre indicateur du pack a l’id « {name} » : choisissez-en un autre.",
    "pack.short": (
        "« {name} » est trop long pour les endroits étroits : ajoutez short, de 24 "
        "caractères au plus."
    ),
    "pack.short_acronym": (
        "« {name} » est trop long pour les endroits étroits, où {acronym} le remplace : "
        "ajoutez short, de 24 caractères au plus, pour y avoir un autre nom."
    ),
    "pack.no_input": (
        "L’indicateur n’a pas de données : écrivez [kpi.inputs.nom] avec un label pour chacune."
    ),
    "pack.many_inputs": "L’indicateur a {count} données ; {most} au plus.",
    "pack.input_twice": (
        "Un autre indicateur a une donnée « {name} », qui a sa ligne : si c’est le même chiffre, "
        'dites same_as = "cet_indicateur.{name}", et il n’est demandé qu’une fois ; sinon, '
        "choisissez un autre nom."
    ),
    "pack.cell": (
        "« {name} » est l’adresse d’une cellule dans un tableur : ajoutez un mot, comme "
        "{name}_total."
    ),
    "pack.vba": (
        "« {name} » est un mot de VBA, Excel ne pourrait le prendre : ajoutez un mot, "
        "comme {name}_total."
    ),
    "pack.function_name": "« {name} » est le nom d’une fonction : choisissez-en un autre.",
    "pack.constant": "La condition ne nomme aucune donnée : elle est toujours ou jamais vraie.",
    "pack.pair": (
        '« {name} » doit être deux nombres : [0, 1] ; dans domain, "" veut dire sans limite.'
    ),
    "pack.pair_order": "Le premier nombre de « {name} » doit être le plus petit.",
    "pack.tiers_missing": (
        "Il manque aux niveaux {names} : donnez les trois, ou supprimez [kpi.tiers]."
    ),
    "pack.tier_domain": "{name} « {value} » est hors de domain : changez l’un des deux.",
    "pack.tiers_order": (
        "{name} n’est pas meilleur que {other} : chaque niveau doit être meilleur que le précédent."
    ),
    "pack.tier": "{name} « {value} » n’est pas un seuil : écrivez-le comme « {example} ».",
    "pack.tier_higher": (
        "{name} « {value} » : quand le plus haut est le meilleur, un niveau commence par >= ou >."
    ),
    "pack.tier_lower": (
        "{name} « {value} » : quand le plus bas est le meilleur, un niveau commence par <= ou <."
    ),
    "pack.scale_alone": (
        "scale dit quelles valeurs donnent 0 et 100, et il n’y a pas de niveaux : supprimez-le."
    ),
    "pack.scale": "scale doit commencer avant typical et finir au-delà d’exceptional.",
    "pack.example_lacks": "Il manque à l’exemple {names} : ajoutez-le.",
    "pack.example": (
        "L’exemple donne {found}, pas {given} : corrigez la valeur, les données ou la formule."
    ),
    "pack.example_no_tiers": (
        "L’exemple a un niveau et l’indicateur n’en a pas : supprimez-le, ou ajoutez [kpi.tiers]."
    ),
    "pack.example_tier": "L’exemple est {found}, pas {given} : corrigez le niveau ou les seuils.",
    "pack.formula.sign": (
        "La formule a un « {sign} » qu’aucune formule de pack n’a : noms, nombres, + - * "
        "/ ^ %, comparaisons et parenthèses."
    ),
    "pack.formula.empty": (
        "La formule est vide : tapez-la comme dans Excel, par exemple = partie / tout."
    ),
    "pack.formula.rest": (
        "La formule aurait dû finir avant « {rest} » : un opérateur ou une parenthèse "
        "manque ou est de trop."
    ),
    "pack.formula.number": "{number} dépasse ce qu’un tableur peut contenir.",
    "pack.formula.unknown": (
        "La formule nomme « {name} », qui n’est pas une donnée de cet indicateur ; il y a {known}."
    ),
    "pack.formula.unfinished": "La formule finit là où un nombre ou un nom devrait suivre.",
    "pack.formula.gap": "Un nombre ou un nom manque dans la formule avant « {sign} ».",
    "pack.formula.function": (
        "La formule d’un pack ne peut appeler {name} ; elle peut appeler {known}."
    ),
    "pack.formula.function_near": (
        "La formule d’un pack ne peut appeler {name} : vouliez-vous dire {near} ?"
    ),
    "pack.formula.arguments_comma": (
        "{name} ne prend pas {count} arguments : si « {found} » est un seul nombre, écrivez "
        "{wanted}."
    ),
    "pack.formula.separators": (
        "{name} ne prend pas {count} arguments : avec les noms français, les arguments sont "
        "séparés par « ; », et la virgule est celle des décimales."
    ),
    "pack.formula.arguments": "{name} ne prend pas {count} arguments.",
    "pack.formula.no_test": "{name} demande une comparaison, comme a > b.",
    "pack.formula.digits": (
        "{name} arrondit à un nombre entier de chiffres, de −{most} à {most} : écrivez-le."
    ),
    "pack.formula.deep": (
        "La formule a plus de {deepest} parenthèses emboîtées : faites deux indicateurs."
    ),
    "pack.formula.bracket": "Une parenthèse fermante manque dans la formule.",
    "pack.formula.test_as_number": (
        "Une comparaison se trouve là où « {where} » demande un nombre : faites-en un avec SI."
    ),
    "pack.formula.condition": "« {text} » donne VRAI ou FAUX ; il faut un nombre : utilisez SI.",
    "pack.formula.gives_day": (
        "« {text} » donne un jour ; il faut un nombre : retranchez un jour d’un autre."
    ),
    "pack.formula.day_arithmetic": (
        "Un jour figure là où « {where} » n’en fait rien : une formule retranche un jour d’un "
        "autre, lui ajoute des jours ou le compare à un autre jour."
    ),
    "pack.formula.day_and_number": "« {where} » a un jour d’un côté et un nombre de l’autre.",
    "pack.formula.takes_days": (
        "{name} prend deux jours : donnez-lui des données du genre date (kind)."
    ),
    "pack.formula.no_condition": (
        "« {text} » n’est pas une condition : comparez, par exemple a > b."
    ),
    "pack.toml_twice": (
        "« {said} » est là pour la seconde fois, ou avant le [[kpi]] dont il fait partie : "
        "écrivez chaque clé une fois, [[kpi]] entre deux crochets, et ses tables dessous."
    ),
    "pack.toml_quotes": (
        '{said} a des guillemets typographiques : TOML veut des guillemets droits, " aux deux'
        " bouts."
    ),
    "pack.toml_value": (
        "{said} n’est pas une valeur : mettez les textes entre guillemets droits, et écrivez "
        "sans guillemets true, false ou un nombre."
    ),
    "pack.toml_rest": (
        "Il reste quelque chose dans {said} : écrivez les nombres avec un point, les "
        "pourcentages et les textes entre guillemets, une clé par ligne."
    ),
    "pack.toml_binary": (
        "Ce n’est pas du texte simple, mais le fichier d’un autre programme : écrivez le pack dans "
        "un éditeur de texte."
    ),
    "pack.toml_heading_words": (
        "« {said} » ne peut contenir que des noms joints par des points, comme "
        "[kpi.inputs.nom] : pas d’espace."
    ),
    "pack.toml_quote_within": (
        "Un guillemet droit se trouve dans un texte de « {said} » et le termine : écrivez « et » "
        'dans les textes, ou \\" pour chacun.'
    ),
    "pack.toml_braces": (
        "Les accolades de « {said} » contiennent toutes leurs parts sur une ligne, avec une "
        "virgule entre deux et aucune après la dernière."
    ),
    "pack.toml_comment": (
        "Il reste quelque chose dans {said} : une remarque derrière une valeur commence par #."
    ),
    "pack.toml_statement": (
        "« {said} » n’est ni clé = valeur, ni un [titre], et les remarques commencent par # : "
        "supprimez la ligne, ou écrivez l’un des deux."
    ),
    "pack.toml_backslash": (
        "Une barre oblique inverse entre guillemets commence un signe spécial : écrivez-en "
        "deux, ou mettez le texte entre apostrophes droites."
    ),
    "pack.key_above": (
        "« {name} » est une clé de [[kpi]], et sous [{table}] elle compte comme une des "
        "siennes : remontez-la au-dessus du premier [kpi.…]."
    ),
    "pack.unit_above": (
        "« unit » sous [{table}] est l’unité de la donnée : pour celle de l’indicateur, "
        "écrivez-la au-dessus du premier [kpi.…]."
    ),
    "pack.control": "« {name} » a une tabulation ou un signe invisible : retapez-le.",
    "pack.begins": (
        "« {name} » commence par =, qu’un tableur prend pour une formule : commencez par un mot."
    ),
    "pack.share": (
        "« {name} » : {value} serait {share} %. Écrivez {wanted} si vous pensez en pour "
        "cent, ou {meant} si c’est bien autant."
    ),
    "pack.uneven": (
        "« {name} » a plus de textes dans une langue que dans une autre : écrivez-en autant "
        "dans chacune."
    ),
    "pack.alike": (
        "« {name} » et « {other} » ne diffèrent que par _, que LibreOffice ne voit pas : "
        "choisissez un autre nom."
    ),
    "pack.python": (
        "« {name} » est un mot de Python, qu’aucune fonction ne pourrait prendre : ajoutez un"
        " mot, comme {name}_count."
    ),
    "pack.shared_label": (
        "Une autre donnée du pack s’appelle aussi « {name} », et les chiffres vont d’après "
        "ces noms : donnez un autre nom à l’une."
    ),
    "pack.function_shipped": (
        "{name}, le nom qu’aurait la fonction de cet indicateur, est une fonction livrée : "
        "choisissez un autre id."
    ),
    "pack.scale_domain": (
        "scale sort de domain, et aucune valeur n’aurait 0 ou 100 points : changez l’un des deux."
    ),
    "pack.example_domain": (
        "La valeur de l’exemple, {given}, est hors de domain : changez l’une des deux."
    ),
    "pack.example_refused": (
        "Les données de l’exemple donnent {found} : {reason} Corrigez les données ou la règle."
    ),
    "pack.formula.operator": "« {found} » s’écrit {wanted} dans une formule, comme dans Excel.",
    "pack.formula.decimal": (
        "« {found} » a une virgule : écrivez les décimales avec un point, {wanted}."
    ),
    "pack.formula.unknown_near": (
        "La formule nomme « {name} », qui n’est pas une donnée de cet indicateur : vouliez-"
        "vous dire « {near} » ?"
    ),
    "pack.no_note": (
        "{name} est une estimation ({value}) : ajoutez une note qui dit ce qui a été lu "
        "dans la source."
    ),
    "pack.range_alone": '« range » est celui de notes : écrivez kind = "ratings", ou supprimez-le.',
    "pack.ratings_alone": "« {name} » reçoit des notes : ce doit être la seule donnée de son "
    "indicateur.",
    "pack.no_rating": "Le libellé figure sur une ligne par note : écrivez {name} là où va la note.",
    "pack.range": (
        "« range » doit être deux nombres entiers à partir de 0, la plus mauvaise note "
        "et la meilleure, {most} au plus en tout : [1, 5]."
    ),
    "pack.bad_function": (
        "« {name} » n’est pas un nom de fonction : majuscules, chiffres et _ après "
        "KPI_, comme {wanted}."
    ),
    "pack.function_twice": "Un autre indicateur du pack a la fonction {name} : choisissez un "
    "autre nom.",
    "pack.remarks": (
        "« remarks » doit être une liste de numéros de [pack.remarks] : [1, 2] ; il y a {known}."
    ),
    "pack.remark_number": (
        "« {name} » n’est pas un numéro : les remarques sont numérotées de 1 à 99."
    ),
    "pack.day": "« {value} » n’est pas un jour : écrivez-le comme 2026-09-27.",
    "pack.optional_one": "Un indicateur a une donnée facultative au plus.",
    "pack.without_divides": (
        "« without » divise par autre chose que la formule : écrivez-la de la même façon."
    ),
    "pack.needed_quotient": (
        "« needed » compte ce qui est divisé : la formule doit être divisée par une seule donnée."
    ),
    "pack.needed_count": (
        "« {name} » est des deux côtés de la division : dites quelle donnée doit "
        "augmenter, et jusqu’où, par input et count."
    ),
    "pack.call": (
        "« {name} » doit être une liste de {least} à {most} arguments, comme la fonction les prend."
    ),
    "pack.formula.ratings": "Un indicateur de notes est leur moyenne : écrivez {wanted}.",
    "pack.many_logs": "Il y a {count} journaux ; un classeur en contient {most}.",
    "pack.many_columns": "Le journal a {count} colonnes ; {most} au plus.",
    "pack.log_twice": "Le pack a déjà un journal « {name} » : choisissez un autre id.",
    "pack.log_taken": (
        "Des noms du classeur commencent déjà par « {name} » : donnez un autre id au journal, "
        "comme {name}_records."
    ),
    "pack.log_name": (
        "Un autre journal s’appelle aussi « {name} » : chacun a sa feuille, choisissez un "
        "autre nom."
    ),
    "pack.sheet_name": (
        "Le nom est celui d’une feuille, qui n’admet ni [ ] : * ? / ni \\, ni ' au bord : "
        "retirez-les."
    ),
    "pack.heading": (
        "Un en-tête n’admet ni [ ] ' # ni @, qui servent aux formules sur les tableaux : "
        "retirez-les."
    ),
    "pack.column_twice": (
        "Une autre colonne du journal s’appelle aussi « {name} » : changez l’une des deux."
    ),
    "pack.log_no_day": (
        "Aucune colonne ne dit quand une ligne compte : il en faut une de kind date qui ne "
        "soit pas facultative."
    ),
    "pack.log_once": "once demande lasts, et une colonne « client » qui dise de qui il s’agit.",
    "pack.lasts": (
        "lasts doit être deux colonnes de kind date, le premier et le dernier jour ; il y a "
        "{known}."
    ),
    "pack.lasts_optional": (
        "« {last} » est vide tant que cela dure, et « {first} » jamais : rendez « {last} » "
        "facultative et « {first} » non."
    ),
    "pack.no_switch": "« {name} » doit être true ou false, sans guillemets.",
    "pack.key_of_kind": (
        '« {name} » n’a de sens qu’avec kind = "{kind}" : supprimez-le, ou changez kind.'
    ),
    "pack.lists": (
        "Un statut a de 1 à {most} listes : écrivez [log.columns.….lists.nom] avec label et "
        "words, ou nommez done, missed, ignored."
    ),
    "pack.choices": 'Une colonne de kind « kind » a de 1 à {most} mots : words.nom = "mot".',
    "pack.word_twice": "« {name} » y est deux fois : personne ne pourrait les distinguer.",
    "pack.comma": (
        "« {name} » a une virgule, qui sépare les mots : écrivez chacun comme un texte à part."
    ),
    "pack.log_unused": (
        "Aucune donnée n’est comptée dans le journal « {name} » : donnez à l’une counted = {{ "
        'log = "{name}" }}, ou supprimez le journal.'
    ),
    "pack.unknown_log": "Il n’y a pas de journal « {name} » ; il y a {known}.",
    "pack.unknown_column": (
        "« {place} » : le journal « {log} » n’a pas de colonne « {name} » qui convienne ; il "
        "y a {known}."
    ),
    "pack.take_ratings": "Une donnée de kind ratings prend ratings, et aucune autre ne le fait.",
    "pack.take_lasts": (
        "« {name} » compte les personnes d’un journal dont les lignes durent : donnez au "
        "journal « {log} » lasts = [premier jour, dernier jour]."
    ),
    "pack.take_key": '« {name} » n’a pas de sens avec take = "{take}" : supprimez-le.',
    "pack.since_on": (
        "« since » et « on » sont tous deux « {name} » : d’un jour à lui-même il n’y a jamais "
        "de temps."
    ),
    "pack.condition": "« {name} » ne peut être comparée à « {value} » ; il y a {known}.",
    "pack.one_status": "Deux colonnes de statuts sont dans « where » ; on peut en demander une.",
    "pack.carried": "« {name} » n’est pas une autre donnée de cet indicateur ; il y a {known}.",
    "pack.same_unknown": (
        "Aucun indicateur plus haut n’a de donnée « {name} » : écrivez l’indicateur et sa donnée, "
        "par exemple {known}."
    ),
    "pack.same_below": (
        "« {name} » se trouve plus bas : placez l’indicateur « {other} » au-dessus de celui-ci, ou "
        "demandez la donnée ici et faites dire same_as à l’autre."
    ),
    "pack.same_self": (
        "« {name} » est cet indicateur lui-même : nommez-en un autre qui demande la donnée."
    ),
    "pack.same_name": (
        "La donnée s’appelle « {wanted} » dans « {other} », et ici « {name} » : appelez-la "
        "« {wanted} », car c’est une seule ligne du classeur."
    ),
    "pack.same_ratings": "« {name} » prend des notes, qu’un seul indicateur peut avoir.",
    "pack.same_says": (
        "« {name} » est dit là où la donnée est demandée, dans « {other} » : supprimez-le ici."
    ),
    "pack.same_kind": (
        "« {other} » est de la sorte « {kind} », et ce qui est la même donnée ne peut être d’une "
        "autre : supprimez-la ici, ou faites-en une donnée à part sous un autre nom."
    ),
    "pack.same_unit": (
        "« {other} » a l’unité « {unit} », et ce qui est la même donnée ne peut en avoir une "
        "autre : supprimez-la ici, ou faites-en une donnée à part sous un autre nom."
    ),
    "pack.ranges": (
        "Les notes d’un autre journal ou d’une autre colonne vont de {low} à {high} : un "
        "classeur n’a qu’une échelle de notes."
    ),
}
