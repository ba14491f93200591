"""Ce que dit le moteur de formules en français."""

TEXTS: dict[str, str] = {
    # Formules qui n’en sont pas
    "syntax.empty": "La formule est vide.",
    "syntax.too_long": "La formule dépasse {detail} caractères.",
    "syntax.too_deep": (
        "La formule est imbriquée sur plus de {detail} niveaux, au caractère {position}."
    ),
    "syntax.unexpected": "« {detail} » n’a pas sa place au caractère {position}.",
    "syntax.unfinished": "La formule s’arrête au caractère {position}, où il manque une valeur.",
    "syntax.unclosed": "{detail} ouvert au caractère {position} n’est jamais fermé.",
    "syntax.number": "Le nombre au caractère {position} est trop grand.",
    "syntax.array": "La constante matricielle au caractère {position} est mal formée.",
    "syntax.columns": "La référence de tableau au caractère {position} est mal formée.",
    "syntax.r1c1": "« {detail} » n’est pas une référence de style L1C1.",
    # Ce qu’un classeur refuse
    "book.address": "{address} n’est ni une cellule, ni une plage, ni un nom de ce classeur",
    "book.several": "{address} désigne plusieurs plages ; demandez-les l’une après l’autre",
    "book.one cell": "{address} désigne plus d’une cellule",
    "book.sheet": "aucune feuille ne s’appelle {name} ; il y a {names}",
    "book.no name": "{name} n’est pas un nom de ce classeur",
    "book.name": "{name} ne peut pas être un nom : lettres, chiffres, _ et ., et pas d’adresse",
    "book.put.ragged": "les lignes à écrire dans les cellules sont de longueurs différentes",
    "book.put.edge": "ce qui est à écrire dépasse le bord de la feuille",
    "book.put.shape": (
        "une plage de {height} sur {width} cellules a reçu des valeurs pour {rows} sur {columns}"
    ),
    "book.holds formula": (
        "{cell} contient une formule ; seules les cellules de saisie se changent "
        "(book.formula[{address}] = None l’enlève)"
    ),
    "book.input": "{cell} contient une formule ; seules les cellules de saisie se changent",
    "book.not found": "aucune valeur de {by} ne donne {goal} pour {output}",
    "book.solve.nothing": "donnez au moins un but, et au moins une entrée pour l’atteindre",
    "book.solve.number": (
        "{output} vaut {value} avec les entrées actuelles, ce qui n’est pas un nombre"
    ),
    "book.solve.between": "{cell} a des limites, mais n’est pas une des entrées",
    "book.solve.order": (
        "les limites de {cell} doivent être croissantes : {least} n’est pas inférieur à {most}"
    ),
    "book.solve.not found": "aucune valeur de {by} ne donne {goals}",
    "book.no file": "ce classeur ne vient pas d’un fichier ; il n’y en a donc pas à écrire",
    "book.formula.table": "{cell} appartient à une table de données",
    "book.formula.array": "{cell} appartient à une formule matricielle ; changez-la en entier",
    "book.formula.none": "{text} n’est pas une formule : elle doit commencer par =",
    "book.formula.wrong": "{text} : {reason}",
    "book.shift.none": ("il n’y a pas {count} lignes ou colonnes à partir de {first}"),
    "book.shift.no cells": ("{sheet} est une feuille d’une autre sorte, sans lignes ni colonnes"),
    "book.shift.array": (
        "{sheet} a en {area} une formule matricielle dont une partie ne peut ni venir ni "
        "partir ; enlevez d’abord la formule, ou choisissez des lignes et colonnes à côté"
    ),
    "book.shift.table": (
        "{sheet} a en {area} une table de données dont une partie ne peut ni venir ni partir"
        " ; choisissez des lignes et colonnes à côté"
    ),
    "book.shift.pivot": (
        "{sheet} a en {area} un tableau croisé ou sa source, qui ne se coupe pas ; choisissez "
        "des lignes et colonnes à côté"
    ),
    "book.shift.rows of table": (
        "du tableau {table} (en {area} de {sheet}) seules des lignes de données peuvent partir, "
        "et il doit en rester une"
    ),
    "book.shift.columns of table": (
        "le tableau {table} (en {area} de {sheet}) gagnerait ou perdrait des colonnes, qui ont "
        "des noms ; choisissez des colonnes à côté, ou faites-le dans Excel ou LibreOffice"
    ),
    "book.shift.edge": ("{sheet} est utilisée jusqu’à son bord ; rien ne peut être inséré avant"),
    "book.sheet.last": ("{sheet} est la seule feuille visible ; un classeur doit en avoir une"),
    "book.sheet.pivot": ("un tableau croisé est fait de {sheet} ; enlevez-le d’abord"),
    "book.sheet.several": (
        "la formule {formula} lit plusieurs feuilles dont {sheet} est la première ou la "
        "dernière ; changez-la d’abord"
    ),
    "book.sheet.table": (
        "la formule {formula} lit le tableau {table}, qui est dans {sheet} ; changez-la d’abord"
    ),
    "book.sheet.name": (
        "{name} ne peut pas être le nom d’une feuille : de 1 à 31 caractères, sans {forbidden} "
        "et sans apostrophe à un bout"
    ),
    "book.sheet.exists": ("il y a déjà une feuille qui s’appelle {name}"),
    "book.value": "une cellule ne peut pas contenir {value}",
    "book.value.day": (
        "une cellule ne peut pas contenir {value}, un jour qu’aucun classeur ne connaît"
    ),
    "book.value.long": "une cellule contient {most} caractères au plus ; ce texte en a {count}",
    "book.function.coroutine": "{name} est une coroutine ; les formules n’attendent pas",
    "book.function.excel": "{name} est une fonction d’Excel ; replace=True la remplace",
    "book.function.own": "{name} n’est pas une fonction à vous",
    "book.functions.missing": (
        "Aucune fonction à prendre dans {source} : il n’y a pas de fichier de ce nom."
    ),
    "book.functions.module": (
        "Aucune fonction à prendre dans {source} : aucun module de ce nom n’est installé ni "
        "dans ce dossier (un fichier se nomme avec .py)."
    ),
    "book.functions.failed": "{source} ne peut pas être importé : {place} : {kind} : {reason}",
    "book.functions.none": (
        "{source} ne déclare aucune fonction : mettez @xl_kpis.function devant chacune que "
        "les formules doivent appeler."
    ),
    # Calculs arrêtés
    "stopped.time": (
        "Le calcul a été arrêté au bout de {limit} secondes{at} ; laissez-lui plus de temps, ou "
        "simplifiez le classeur à cet endroit."
    ),
    "stopped.memory": (
        "Le calcul a été arrêté car il prenait plus de {limit} Mio de mémoire{at} ; "
        "laissez-lui plus de mémoire, ou simplifiez le classeur à cet endroit."
    ),
    "stopped.cancelled": "Le calcul a été annulé{at}.",
    "stopped.at": " en {cell}, dans la formule {formula}",
    # Fichiers que personne n’a rapportés
    "not done.lost": (
        "le processus qui y travaillait s’est arrêté de façon inattendue, deux fois, sans doute "
        "faute de mémoire ; essayez-le seul"
    ),
    "not done.late": (
        "le calcul a pris plus de {limit} secondes et a été arrêté ; donnez-lui plus de temps "
        "(--timeout)"
    ),
    "cluster.nowhere": (
        "Il n’y a pas d’ordonnanceur Dask à {address} ; vérifiez l’adresse, ou démarrez-en un."
    ),
    "cluster.no workers": (
        "L’ordonnanceur Dask à {address} n’a personne pour travailler ; démarrez-en, sur des "
        "machines où xl-kpis est installé : dask worker {address}"
    ),
    "cluster.lost": (
        "L’ordonnanceur Dask à {address} a disparu ; ce qui est fait est fait. Redémarrez-le, "
        "puis la commande avec --resume."
    ),
    "cluster.missing": (
        "Un ordonnanceur demande un paquet qui manque : pip install 'xl-kpis[fleet]'"
    ),
    # Classeurs refusés
    "refusal.missing file": "{file} n’existe pas ; vérifiez le chemin.",
    "refusal.address": (
        "{file} : les adresses comme s3:// et https:// demandent des paquets qui ne sont pas "
        "installés : pip install 'xl-kpis[fleet]'"
    ),
    "refusal.unreadable": "{file} est illisible ({reason}).",
    "refusal.too large": (
        "{file} pèse {size} Mio, au-delà de la limite de {limit} Mio ; augmentez Limits.file "
        "pour l’autoriser."
    ),
    "refusal.empty": "{file} est vide ; il ne contient aucun classeur.",
    "refusal.encrypted": (
        "{file} est protégé par un mot de passe ; ouvrez-le dans Excel, retirez le mot de "
        "passe et enregistrez."
    ),
    "refusal.xls": (
        "{file} est à l’ancien format .xls ; enregistrez-le en .xlsx dans Excel ou LibreOffice."
    ),
    "refusal.xlsb": (
        "{file} est un classeur binaire (.xlsb) ; enregistrez-le en .xlsx ou .xlsm dans Excel."
    ),
    "refusal.ods": "{file} est un fichier OpenDocument ; enregistrez-le en .xlsx dans LibreOffice.",
    "refusal.openpyxl read only": (
        "Le classeur openpyxl a été ouvert avec read_only=True ; donnez le fichier lui-même, ou "
        "ouvrez-le sans cette option."
    ),
    "refusal.openpyxl write only": (
        "Le classeur openpyxl a été créé avec write_only=True et ne peut être écrit qu’une fois ; "
        "enregistrez-le et donnez le fichier, ou créez-le sans cette option."
    ),
    "refusal.openpyxl data only": (
        "Le classeur openpyxl a été ouvert avec data_only=True et contient des valeurs là où le "
        "fichier a des formules ; donnez le fichier lui-même, ou ouvrez-le sans cette option."
    ),
    "refusal.openpyxl unsaved": "openpyxl ne peut pas enregistrer ce classeur, il dit : {said}",
    "refusal.not a workbook": (
        "{file} n’est pas un classeur Excel ({reason}) ; donnez un fichier .xlsx, .xlsm, .xltx "
        "ou .xltm."
    ),
    "refusal.broken zip": (
        "{file} est endommagé : {reason} ; reprenez une copie ou enregistrez-le de nouveau "
        "dans Excel."
    ),
    "refusal.too many entries": (
        "{file} contient {count} parties, au-delà de la limite de {limit} ; augmentez "
        "Limits.entries pour l’autoriser."
    ),
    "refusal.part too large": (
        "{file} : la partie {part} occuperait {size} Mio, au-delà de la limite de {limit} "
        "Mio ; augmentez Limits.{name} pour l’autoriser."
    ),
    "refusal.ratio": (
        "{file} : la partie {part} se décompresse à {ratio} fois sa taille, comme une bombe "
        "zip ; augmentez Limits.ratio si vous faites confiance au fichier."
    ),
    "refusal.ratio of all": (
        "{file} se décompresse à {ratio} fois sa taille, comme une bombe zip ; augmentez "
        "Limits.ratio si vous faites confiance au fichier."
    ),
    "refusal.duplicate part": (
        "{file} : la partie {part} figure deux fois ; enregistrez de nouveau le classeur dans "
        "Excel."
    ),
    "refusal.part name": (
        "{file} : {part} n’est pas un nom de partie valide ; le fichier n’a pas été écrit par "
        "un tableur."
    ),
    "refusal.missing part": (
        "{file} : la partie {part} manque ; reprenez une copie ou enregistrez de nouveau le "
        "fichier dans Excel."
    ),
    "refusal.xml": (
        "{file} : la partie {part} n’est pas du XML valide ({reason}) ; enregistrez de nouveau "
        "le classeur dans Excel."
    ),
    "refusal.doctype": (
        "{file} : la partie {part} déclare un type de document, ce dont aucun classeur n’a "
        "besoin ; elle n’a pas été lue."
    ),
    "refusal.sheet twice": "{file} : deux feuilles s’appellent {name} ; renommez l’une d’elles.",
    "refusal.no sheets": (
        "{file} : le classeur ne liste aucune feuille ; enregistrez-le de nouveau dans Excel."
    ),
    "refusal.cell address": (
        "{file} : la partie {part} place une cellule en {cell}, hors d’une feuille ; "
        "corrigez-la ou retirez-la."
    ),
    "refusal.cell value": (
        "{file} : {cell} dans la partie {part} contient {value} au lieu de {wanted} ; "
        "enregistrez de nouveau le classeur dans Excel."
    ),
    "refusal.too many cells": (
        "{file} : la partie {part} compte {count} cellules ou plus, au-delà des {limit} que la "
        "limite lui laisse ; augmentez Limits.cells pour l’autoriser."
    ),
    "refusal.too many formulas": (
        "{file} : avec la partie {part}, il y a plus de formules que la limite n’en permet (il en "
        "restait {limit} pour elle) ; augmentez Limits.formulas pour les autoriser."
    ),
    "refusal.unknown sheet": "{file} n’a pas de feuille {name} ; il contient {known}.",
    "refusal.formula cell": (
        "{file} : {cell} contient une formule, on ne peut pas y écrire de valeur ; choisissez "
        "une cellule de saisie."
    ),
    "refusal.edit value": (
        "{file} : {value} ne peut pas aller dans {cell} ; donnez un nombre, un texte, un "
        "booléen ou rien."
    ),
    "refusal.unwritable": (
        "{file} ne peut pas être écrit ({reason}) ; choisissez un autre emplacement."
    ),
    # Pourquoi, dans une telle phrase
    "reason.text": "un fichier texte",
    "reason.binary": "des données binaires",
    "reason.zip": "une archive zip",
    "reason.word": "un document Word",
    "reason.presentation": "une présentation",
    "reason.no directory": "son répertoire zip manque, il est peut-être tronqué",
    "reason.volume": "c’est un volume d’une archive en plusieurs morceaux",
    "reason.directory outside": "son répertoire zip se trouve hors du fichier",
    "reason.directory damaged": "son répertoire zip est abîmé",
    "reason.name not text": "un nom de partie n’est pas du texte",
    "reason.overlap": "la partie {part} en chevauche une autre",
    "reason.part cut short": "la partie {part} est tronquée",
    "reason.part elsewhere": "la partie {part} n’est pas là où le dit le répertoire zip",
    "reason.compression": "la partie {part} emploie la méthode de compression {method}",
    "reason.part size": "la partie {part} n’a pas la taille qu’elle déclare",
    "reason.checksum": "la partie {part} ne correspond pas à sa somme de contrôle",
    "reason.inflate": "la partie {part} ne peut pas être décompressée",
    "reason.syntax": "ligne {line}, colonne {column}",
    "reason.not xml": "ce n’est pas un texte XML",
    "reason.no writing": "les adresses de ce genre ne peuvent être que lues",
    "reason.encoding": "son encodage {encoding} n’est pas de ceux de XML, ou n’est pas le bon",
    "reason.no file": "ce n’est pas un fichier, mais un tube ou un périphérique",
    "reason.no worksheet": "elle ne contient pas de feuille de calcul",
    "reason.cut short": "elle est tronquée",
    "reason.shared string": "un numéro de chaîne partagée inférieur à {count}",
    "reason.date": "une date",
    "reason.type": "un type de valeur connu",
    "reason.number": "un nombre",
    "reason.denied": "accès refusé, ou un autre programme l’occupe",
    "reason.folder": "c’est un dossier",
    "reason.nowhere": "fichier ou dossier introuvable",
    "reason.no folder": "un élément du chemin n’est pas un dossier",
    "reason.full": "le disque est plein",
    "reason.read-only": "le disque est en lecture seule",
    "reason.long name": "le nom est trop long",
    "reason.disk": "le disque signale une erreur",
    "reason.system": "erreur {number} du système",
    # Ce qui a échoué sans rien interrompre
    "warning.function": "La fonction {place} a échoué ({kind} : {said}), ce qui donne #VALUE!.",
    "warning.formula": (
        "La formule de {place} a échoué sans raison prévue ({kind} : {said}), ce qui donne "
        "#VALUE! ; merci de le signaler."
    ),
}
