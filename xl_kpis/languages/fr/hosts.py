"""What the commands about spreadsheet programs say in French."""

TEXTS: dict[str, str] = {
    "metavar.action": "build|install|uninstall",
    "metavar.host": "libreoffice|excel|lite",
    # What lists of add-ins show
    "extension.title": "xl-kpis : fonctions d’indicateurs pour le mentorat et le coaching",
    "xlam.title": "xl-kpis (expérimental : fait sans Excel, jamais ouvert dans Excel)",
    # addin
    "addin.short": "Les fonctions KPI dans LibreOffice et Excel.",
    "addin.help": "Fabrique, installe ou retire les fonctions KPI pour un tableur : libreoffice "
    "(une extension), excel (Excel sous Windows avec xlwings : un module VBA, et un "
    "complément expérimental qui le contient) ou lite (xlwings Lite, Excel sous Windows, sur Mac "
    "et sur le web : main.py et requirements.txt).",
    "addin.examples": "xl-kpis addin install libreoffice\n"
    "xl-kpis addin build excel --out-dir fichiers/\n"
    "xl-kpis addin build lite --pack mon-activite.toml",
    "addin.out_dir": "Écrire les fichiers dans ce dossier plutôt que dans le dossier courant.",
    "addin.pack": "Aussi les fonctions de cette activité, un fichier à vous ; peut être donné "
    "plusieurs fois.",
    "addin.excel_packs": "Le Python d’Excel trouve les activités dont la variable d’environnement "
    "XL_KPIS_PACKS nomme les fichiers : {files}",
    "addin.libreoffice_in": "Installé. Relancez LibreOffice Calc et tapez "
    "=KPI_RETENTION(200;220;50).",
    "addin.libreoffice_out": "Retiré. Relancez LibreOffice.",
    "addin.excel_in": "xlwings connaît désormais les fonctions. Relancez Excel, ouvrez l’onglet "
    "xlwings et choisissez Import Functions ; pour de vraies valeurs d’erreur, importez plutôt le "
    "module VBA que fabrique « xl-kpis addin build excel » (Alt+F11, Fichier, Importer un "
    "fichier).",
    "addin.excel_untried": "Le complément .xlam est expérimental : il a été fait sans Excel "
    "et n’y a jamais été ouvert.",
    "addin.excel_out": "xlwings ne charge plus les fonctions. Relancez Excel.",
    "addin.not_windows": "Cela ne marche qu’avec Excel sous Windows. Sur Mac et sur le web, "
    "prenez xlwings Lite : xl-kpis addin build lite.",
    "addin.xlwings": "xlwings n’a pas pu installer son complément ({reason}) ; fermez Excel et "
    "réessayez.",
    "addin.lite_in": "Rien ne s’installe de l’extérieur : fabriquez les fichiers avec « xl-kpis "
    "addin build lite », ouvrez le complément xlwings Lite dans Excel et collez main.py et "
    "requirements.txt dans un module personnel.",
    "addin.lite_out": "Rien ne se retire de l’extérieur : supprimez le module personnel dans le "
    "complément xlwings Lite.",
    "addin.refused": "Rien n’a changé : {reason}",
    "addin.why.root": "LibreOffice n’installe pas d’extension pour l’utilisateur root ; lancez "
    "cette commande avec le compte qui utilise LibreOffice.",
    "addin.why.no_libreoffice": "LibreOffice est introuvable ; installez la version 25.2 ou une "
    "plus récente, ou ajoutez le dossier de unopkg au PATH.",
    "addin.why.failed": "LibreOffice a refusé : {detail}. Fermez-le et réessayez.",
    # convert
    "convert.short": "Les appels KPI en formules ordinaires ou en LAMBDA, et retour.",
    "convert.help": "Récrit les appels KPI d’un classeur, pour l’envoyer à quelqu’un qui n’a pas "
    "les fonctions : native donne des formules pour tout tableur, lambda met les fonctions dans le "
    "classeur sous forme de noms (Excel 365), kpi rétablit les appels. Rien d’autre ne change dans "
    "le fichier. Codes de sortie : 0 tout va bien, 1 des appels sont restés tels quels, 2 ligne de "
    "commande erronée.",
    "convert.examples": "xl-kpis convert clients.xlsx --formulas native --output a-envoyer.xlsx\n"
    "xl-kpis convert a-envoyer.xlsx --formulas kpi --in-place",
    "convert.formulas": "Ce qu’il faut écrire : native, lambda ou kpi.",
    "convert.pack": "Une activité, un fichier à vous, dont le classeur appelle les fonctions ; "
    "celle qu’il contient est connue.",
    "convert.output": "Écrire le résultat ici.",
    "convert.in_place": "Écrire le résultat à la place du fichier, d’un coup ou pas du tout.",
    "convert.where": "Dites où va le résultat : soit --output FICHIER, soit --in-place.",
    "convert.done": "Écrit : {file} ({count} formules changées).",
    "convert.names": "Fonctions désormais dans le classeur : {names}.",
    "convert.left": "{place} : {call} reste tel quel : {reason}",
    "convert.why.no_formula": "ce ne peut pas être une formule (son indicateur n’est pas écrit en "
    "toutes "
    "lettres, ou elle fait des phrases).",
    "convert.why.range": "une plage se trouve là où il faut une cellule.",
    "convert.why.left_out": "un argument nécessaire manque.",
    "convert.why.arguments": "il y a trop ou trop peu d’arguments.",
    "convert.why.too_long": "la formule serait plus longue qu’Excel ne l’admet.",
    # doctor
    "doctor.short": "Pourquoi les fonctions KPI ne marchent pas ici, et que faire.",
    "doctor.help": "Cherche les obstacles habituels sur cette machine et, si un classeur est "
    "donné, dans celui-ci : pourquoi des cellules affichent #NOM?. Codes de sortie : 0 rien "
    "trouvé, 1 quelque chose trouvé.",
    "doctor.examples": "xl-kpis doctor\nxl-kpis doctor clients.xlsx",
    "doctor.say.python": "Python {version} ({path}).",
    "doctor.say.no_windows": "Ce n’est pas Windows : Excel n’exécute donc les fonctions qu’avec "
    "xlwings Lite (xl-kpis addin build lite).",
    "doctor.say.no_xlwings": "Il manque xlwings : {path} -m pip install xlwings.",
    "doctor.say.no_pywin32": "Il manque pywin32, dont xlwings a besoin sous Windows : {path} -m "
    "pip install pywin32.",
    "doctor.say.no_module": "xlwings ne charge pas {module} : lancez xl-kpis addin install excel.",
    "doctor.say.interpreter": "xlwings démarre un autre Python ({found}, et non {path}) : lancez "
    "xl-kpis addin install excel.",
    "doctor.say.configured": "xlwings démarre {path}.",
    "doctor.say.trusted": "Excel approuve l’accès au projet VBA : Import Functions marche.",
    "doctor.say.not_trusted": "Import Functions demande un réglage d’Excel : Fichier, Options, "
    "Centre de gestion de la confidentialité, Paramètres des macros, Accès approuvé au modèle "
    "d’objet du projet VBA. Importer le module VBA à la main n’en a pas besoin.",
    "doctor.say.no_libreoffice": "LibreOffice est introuvable.",
    "doctor.say.no_extension": "LibreOffice est là, mais pas notre extension : xl-kpis addin "
    "install libreoffice.",
    "doctor.say.old_extension": "L’extension de LibreOffice est en version {found}, et non "
    "{version} : xl-kpis addin install libreoffice.",
    "doctor.say.extension": "LibreOffice a l’extension, version {version}.",
    "doctor.say.template": "Le classeur vient de la version {found} du modèle ; celle-ci attend la "
    "version {version}. Créez un nouveau modèle et remplissez-le depuis l’ancien classeur.",
    "doctor.say.name_web": "{count} cellules affichent #NOM? parce qu’elles viennent de xlwings "
    "Lite, qui n’est pas chargé ici ({cells}) : ouvrez xlwings Lite, ou xl-kpis convert FICHIER "
    "--formulas native.",
    "doctor.say.name_addin": "{count} cellules affichent #NOM? parce qu’aucune fonction KPI n’est "
    "chargée ({cells}) : installez-les, ou xl-kpis convert FICHIER --formulas native.",
    "doctor.say.name_lambda": "{count} cellules affichent #NOM? alors que le classeur apporte les "
    "fonctions ({cells}) : il leur faut Excel 365 ; prenez xl-kpis convert FICHIER --formulas "
    "native.",
    "doctor.say.name_unknown": "{count} cellules appellent des fonctions KPI qui n’existent pas "
    "({cells}) : voyez xl-kpis list.",
    "doctor.say.name_new": "{count} cellules emploient des fonctions d’un Excel plus récent "
    "({cells}).",
    "doctor.say.name_other": "{count} cellules affichent #NOM? pour une autre raison, le plus "
    "souvent une fonction ou un nom mal tapé ({cells}).",
    "doctor.say.no_names": "Aucune cellule du classeur n’affiche #NOM?.",
}
