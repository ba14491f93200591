"""Ce que donne chaque fonction de feuille de calcul, sous le nom que lui donne Excel."""

TEXTS: dict[str, str] = {
    "ABS": "La grandeur d’un nombre, sans son signe.",
    "ACCRINT": "Intérêts courus d’un titre à paiements périodiques.",
    "ACCRINTM": "Intérêts courus d’un titre payant à l’échéance.",
    "ACOS": "L’angle, entre 0 et pi, qui a ce cosinus.",
    "ACOSH": "Le nombre positif qui a ce cosinus hyperbolique.",
    "ACOT": "L’angle, entre 0 et pi, qui a cette cotangente.",
    "ACOTH": "Le nombre qui a cette cotangente hyperbolique.",
    "ADDRESS": "L’adresse d’une cellule sous forme de texte, d’après sa ligne et sa colonne.",
    "AGGREGATE": (
        "Une statistique d’une liste, sans les lignes masquées, les erreurs ou les sous-totaux."
    ),
    "AMORDEGRC": "Amortissement dégressif selon le système comptable français.",
    "AMORLINC": "Amortissement linéaire selon le système comptable français.",
    "AND": "VRAI si toutes les conditions sont vraies.",
    "ARABIC": "Le nombre que représente un chiffre romain.",
    "AREAS": "Le nombre de zones d’une référence.",
    "ARRAYTOTEXT": (
        "Les valeurs d’un tableau en un texte ; en forme stricte, comme dans une formule."
    ),
    "ASC": "Un texte dont les lettres de pleine chasse passent en demi-chasse.",
    "ASIN": "L’angle, entre -pi/2 et pi/2, qui a ce sinus.",
    "ASINH": "Le nombre qui a ce sinus hyperbolique.",
    "ATAN": "L’angle, entre -pi/2 et pi/2, qui a cette tangente.",
    "ATAN2": "L’angle du point qui a ces coordonnées, entre -pi (exclu) et pi.",
    "ATANH": "Le nombre qui a cette tangente hyperbolique.",
    "AVEDEV": "La moyenne des écarts absolus à la moyenne.",
    "AVERAGE": (
        "La moyenne de nombres ; textes, booléens et cellules vides des plages sont ignorés."
    ),
    "AVERAGEA": "La moyenne de valeurs, où un texte compte pour 0 et VRAI pour 1.",
    "AVERAGEIF": "La moyenne des cellules dont les homologues répondent à un critère.",
    "AVERAGEIFS": "La moyenne des cellules des lignes où chaque plage répond à son critère.",
    "BAHTTEXT": "Un montant écrit en toutes lettres en thaï, en bahts et satangs.",
    "BASE": "Un nombre écrit dans une base de 2 à 36, complété de zéros jusqu’à une longueur.",
    "BESSELI": "Fonction de Bessel modifiée de première espèce.",
    "BESSELJ": "Fonction de Bessel de première espèce.",
    "BESSELK": "Fonction de Bessel modifiée de deuxième espèce.",
    "BESSELY": "Fonction de Bessel de deuxième espèce.",
    "BETA.DIST": "Loi bêta : part au-dessous de x, ou densité en x.",
    "BETA.INV": "Valeur au-dessous de laquelle se trouve une part de la loi bêta.",
    "BETADIST": "Part de la loi bêta au-dessous de x.",
    "BIN2DEC": "Nombre décimal d’un nombre binaire.",
    "BIN2HEX": "Nombre hexadécimal d’un nombre binaire.",
    "BIN2OCT": "Nombre octal d’un nombre binaire.",
    "BINOM.DIST": "Loi binomiale : probabilité d’un nombre de succès, ou d’au plus autant.",
    "BINOM.DIST.RANGE": "Probabilité d’un nombre de succès compris entre deux bornes.",
    "BINOM.INV": "Plus petit nombre de succès dont la probabilité cumulée atteint un seuil.",
    "BITAND": "Bits présents dans les deux nombres.",
    "BITLSHIFT": "Un nombre dont les bits sont décalés à gauche.",
    "BITOR": "Bits présents dans l’un ou l’autre nombre.",
    "BITRSHIFT": "Un nombre dont les bits sont décalés à droite.",
    "BITXOR": "Bits présents dans un seul des deux nombres.",
    "BYCOL": "Appelle une fonction pour chaque colonne d’un tableau ; une ligne de résultats.",
    "BYROW": "Appelle une fonction pour chaque ligne d’un tableau ; une colonne de résultats.",
    "CALL": "Appelle une procédure d’une bibliothèque ; ce n’est jamais fait : #BLOCKED!.",
    "CEILING": "Arrondit un nombre au multiple supérieur du pas donné.",
    "CEILING.MATH": (
        "Arrondit au multiple supérieur ; un mode non nul éloigne de zéro les nombres négatifs."
    ),
    "CEILING.PRECISE": "Arrondit au multiple supérieur, quels que soient les signes.",
    "CELL": (
        "Un renseignement sur une cellule : adresse (address), ligne (row), colonne (col), "
        "contenu (contents), type (type), format (format), fichier (filename), largeur (width)."
    ),
    "CHAR": "Le caractère d’un code de 1 à 255 (jeu occidental de Windows).",
    "CHISQ.DIST": "Loi du khi-deux : part au-dessous de x, ou densité en x.",
    "CHISQ.DIST.RT": "Part de la loi du khi-deux au-dessus de x.",
    "CHISQ.INV": "Valeur au-dessous de laquelle se trouve une part de la loi du khi-deux.",
    "CHISQ.INV.RT": "Valeur au-dessus de laquelle se trouve une part de la loi du khi-deux.",
    "CHISQ.TEST": "Probabilité du test du khi-deux des effectifs observés contre les attendus.",
    "CHOOSE": "La valeur à une position de la liste d’arguments.",
    "CHOOSECOLS": (
        "Les colonnes d’une matrice d’après leurs numéros, dans n’importe quel ordre ; les "
        "négatifs comptent depuis la fin."
    ),
    "CHOOSEROWS": (
        "Les lignes d’une matrice d’après leurs numéros, dans n’importe quel ordre ; les "
        "négatifs comptent depuis la fin."
    ),
    "CLEAN": "Un texte sans ses caractères de contrôle.",
    "CODE": "Le code du premier caractère d’un texte (jeu occidental de Windows).",
    "COLUMN": "Le numéro de colonne d’une référence, ou de la cellule de la formule.",
    "COLUMNS": "Le nombre de colonnes d’une plage ou d’une matrice.",
    "COMBIN": "Le nombre de façons de choisir des éléments sans égard à l’ordre.",
    "COMBINA": "Le nombre de façons de choisir des éléments avec répétition, sans égard à l’ordre.",
    "COMPLEX": "Nombre complexe à partir de ses parties réelle et imaginaire.",
    "CONCAT": "Met des textes bout à bout, cellule par cellule pour les plages.",
    "CONCATENATE": "Met des textes bout à bout.",
    "CONFIDENCE.NORM": (
        "Demi-largeur de l’intervalle de confiance d’une moyenne, selon la loi normale."
    ),
    "CONFIDENCE.T": (
        "Demi-largeur de l’intervalle de confiance d’une moyenne, selon la loi de Student."
    ),
    "CONVERT": "Une mesure exprimée dans une autre unité.",
    "COPILOT": "La réponse d’un modèle de langue, fournie par un service ; hors ligne #CONNECT!.",
    "CORREL": "Coefficient de corrélation de deux séries.",
    "COS": "Le cosinus d’un angle.",
    "COSH": "Le cosinus hyperbolique d’un nombre.",
    "COT": "La cotangente d’un angle.",
    "COTH": "La cotangente hyperbolique d’un nombre.",
    "COUNT": (
        "Compte les nombres ; donnés directement, booléens et textes numériques comptent aussi."
    ),
    "COUNTA": "Compte ce qui n’est pas vide, erreurs et textes vides compris.",
    "COUNTBLANK": "Compte les cellules vides et les textes vides d’une plage.",
    "COUNTIF": "Compte les cellules qui répondent à un critère.",
    "COUNTIFS": "Compte les lignes où chaque plage répond à son critère.",
    "COUPDAYBS": "Jours du début de la période de coupon au règlement.",
    "COUPDAYS": "Nombre de jours de la période de coupon qui contient le règlement.",
    "COUPDAYSNC": "Jours du règlement au prochain coupon.",
    "COUPNCD": "Date du premier coupon après le règlement.",
    "COUPNUM": "Nombre de coupons du règlement à l’échéance.",
    "COUPPCD": "Date du dernier coupon à la date du règlement ou avant.",
    "COVARIANCE.P": "Covariance de deux populations entières.",
    "COVARIANCE.S": "Covariance de deux échantillons.",
    "CSC": "La cosécante d’un angle.",
    "CSCH": "La cosécante hyperbolique d’un nombre.",
    "CUBEKPIMEMBER": (
        "Une propriété d’un indicateur conservé dans un cube ; sans son serveur #NAME?."
    ),
    "CUBEMEMBER": "Un membre ou un uplet d’un cube ; sans son serveur #NAME?.",
    "CUBEMEMBERPROPERTY": "Une propriété d’un membre d’un cube ; sans son serveur #NAME?.",
    "CUBERANKEDMEMBER": "Le n-ième membre d’un ensemble d’un cube ; sans son serveur #NAME?.",
    "CUBESET": "Un ensemble de membres d’un cube ; sans son serveur #NAME?.",
    "CUBESETCOUNT": "Le nombre de membres d’un ensemble d’un cube ; sans son serveur #NAME?.",
    "CUBEVALUE": "Une valeur agrégée par un cube ; sans son serveur #NAME?.",
    "CUMIPMT": "Intérêts payés sur un prêt d’une période à une autre.",
    "CUMPRINC": "Capital remboursé sur un prêt d’une période à une autre.",
    "DATE": "La date d’une année, d’un mois et d’un jour ; mois et jours peuvent déborder.",
    "DATEDIF": "Les jours, mois ou années entiers entre deux dates, dans l’unité demandée.",
    "DATEVALUE": "La date que représente un texte.",
    "DAVERAGE": "La moyenne d’un champ des enregistrements qui répondent aux critères.",
    "DAY": "Le jour du mois d’une date.",
    "DAYS": "Le nombre de jours d’une date à une autre.",
    "DAYS360": "Le nombre de jours entre deux dates dans une année de douze mois de trente jours.",
    "DB": "Amortissement d’une période à taux fixe sur la valeur restante.",
    "DBCS": "Un texte dont les lettres de demi-chasse passent en pleine chasse.",
    "DCOUNT": "Compte les nombres d’un champ des enregistrements qui répondent aux critères.",
    "DCOUNTA": (
        "Compte ce qui n’est pas vide dans un champ des enregistrements qui répondent aux critères."
    ),
    "DDB": "Amortissement d’une période par solde dégressif double, ou un autre facteur.",
    "DEC2BIN": "Nombre binaire d’un nombre décimal de -512 à 511.",
    "DEC2HEX": "Nombre hexadécimal d’un nombre décimal.",
    "DEC2OCT": "Nombre octal d’un nombre décimal.",
    "DECIMAL": "Le nombre que représentent des chiffres dans une base de 2 à 36.",
    "DEGREES": "Convertit des radians en degrés.",
    "DELTA": "1 si deux nombres sont égaux, sinon 0.",
    "DETECTLANGUAGE": "La langue d’un texte, fournie par un service ; hors ligne #CONNECT!.",
    "DEVSQ": "La somme des carrés des écarts à la moyenne.",
    "DGET": "Le champ du seul enregistrement qui répond aux critères.",
    "DISC": "Taux d’escompte d’un titre.",
    "DMAX": "Le plus grand nombre d’un champ des enregistrements qui répondent aux critères.",
    "DMIN": "Le plus petit nombre d’un champ des enregistrements qui répondent aux critères.",
    "DOLLAR": "Un nombre en montant en dollars, sous forme de texte.",
    "DOLLARDE": "Prix décimal d’un prix coté en fractions, comme 1,02 pour 1 et 2/16.",
    "DOLLARFR": "Prix coté en fractions d’un prix décimal, comme 1 et 2/16 écrit 1,02.",
    "DPRODUCT": "Le produit d’un champ des enregistrements qui répondent aux critères.",
    "DROP": (
        "Une matrice sans ses premières lignes et colonnes ; avec des nombres négatifs, sans "
        "les dernières."
    ),
    "DSTDEV": (
        "L’écart type, sur échantillon, d’un champ des enregistrements qui répondent aux critères."
    ),
    "DSTDEVP": (
        "L’écart type, sur population, d’un champ des enregistrements qui répondent aux critères."
    ),
    "DSUM": "Additionne un champ des enregistrements qui répondent aux critères.",
    "DURATION": "Duration de Macaulay d’une obligation, en années.",
    "DVAR": (
        "La variance, sur échantillon, d’un champ des enregistrements qui répondent aux critères."
    ),
    "DVARP": (
        "La variance, sur population, d’un champ des enregistrements qui répondent aux critères."
    ),
    "EDATE": "Le même jour quelques mois avant ou après.",
    "EFFECT": "Taux annuel effectif d’un taux nominal composé plusieurs fois par an.",
    "ENCODEURL": "Un texte rendu utilisable dans une adresse web.",
    "EOMONTH": "Le dernier jour du mois quelques mois avant ou après.",
    "ERF": "Fonction d’erreur entre deux bornes, ou de 0 à une borne.",
    "ERF.PRECISE": "Fonction d’erreur de 0 à une borne.",
    "ERFC": "1 moins la fonction d’erreur d’un nombre.",
    "ERROR.TYPE": (
        "Le numéro d’une valeur d’erreur (1 #NULL!, 2 #DIV/0!, 3 #VALUE!, 4 #REF!, 5 #NAME?, 6 "
        "#NUM!, 7 #N/A …) ; #N/A pour toute autre valeur."
    ),
    "EUROCONVERT": (
        "Un montant dans une des monnaies devenues l’euro, ou en euros, converti dans une autre."
    ),
    "EVEN": "Arrondit un nombre au nombre pair suivant, en s’éloignant de zéro.",
    "EXACT": "Indique si deux textes sont identiques, casse comprise.",
    "EXP": "Le nombre e élevé à une puissance.",
    "EXPAND": (
        "Une matrice agrandie, les nouvelles cellules remplies d’une valeur (#N/A par défaut)."
    ),
    "EXPON.DIST": "Loi exponentielle : part au-dessous de x, ou densité en x.",
    "F.DIST": "Loi F : part au-dessous de x, ou densité en x.",
    "F.DIST.RT": "Part de la loi F au-dessus de x.",
    "F.INV": "Valeur au-dessous de laquelle se trouve une part de la loi F.",
    "F.INV.RT": "Valeur au-dessus de laquelle se trouve une part de la loi F.",
    "F.TEST": "Probabilité bilatérale que deux échantillons aient la même variance.",
    "FACT": "La factorielle d’un nombre entier.",
    "FACTDOUBLE": "La factorielle double d’un nombre entier : un facteur sur deux.",
    "FALSE": "La valeur logique FAUX.",
    "FIELDVALUE": (
        "Un champ d’un type de données lié, comme une action ou un lieu ; aucune cellule n’en "
        "contient ici : #FIELD!."
    ),
    "FILTER": "Les lignes (ou colonnes) d’une matrice pour lesquelles une condition est vraie.",
    "FILTERXML": "Ce qu’une expression XPath trouve dans un texte XML.",
    "FIND": "La position d’un texte dans un autre, en respectant la casse.",
    "FISHER": "Transformation de Fisher d’une corrélation.",
    "FISHERINV": "Corrélation d’une transformation de Fisher.",
    "FIXED": "Un nombre arrondi à quelques décimales, en texte avec séparateurs de milliers.",
    "FLOOR": "Arrondit un nombre au multiple inférieur du pas donné.",
    "FLOOR.MATH": (
        "Arrondit au multiple inférieur ; un mode non nul rapproche de zéro les nombres négatifs."
    ),
    "FLOOR.PRECISE": "Arrondit au multiple inférieur, quels que soient les signes.",
    "FORECAST": "Valeur de la droite de régression en x.",
    "FORECAST.ETS": "Prévision par lissage exponentiel avec tendance et saison.",
    "FORECAST.ETS.CONFINT": "Demi-largeur de l’intervalle de confiance d’une prévision lissée.",
    "FORECAST.ETS.SEASONALITY": (
        "Longueur de la saison trouvée dans une série ; 1 s’il n’y en a pas."
    ),
    "FORECAST.ETS.STAT": (
        "Une statistique du lissage exponentiel : paramètres, erreurs ou pas de la chronologie."
    ),
    "FORMULATEXT": "La formule d’une cellule sous forme de texte ; #N/A si elle n’en a pas.",
    "FREQUENCY": "Combien de nombres tombent jusqu’à chaque borne et au-delà, en colonne.",
    "FV": "Valeur future de versements égaux et d’un montant de départ.",
    "FVSCHEDULE": "Valeur future d’un montant soumis à une suite de taux.",
    "GAMMA": "Fonction gamma.",
    "GAMMA.DIST": "Loi gamma : part au-dessous de x, ou densité en x.",
    "GAMMA.INV": "Valeur au-dessous de laquelle se trouve une part de la loi gamma.",
    "GAMMALN": "Logarithme népérien de la fonction gamma.",
    "GAUSS": "Part de la loi normale centrée réduite entre la moyenne et z.",
    "GCD": "Le plus grand nombre entier qui divise tous les nombres.",
    "GEOMEAN": "La moyenne géométrique de nombres positifs.",
    "GESTEP": "1 si un nombre atteint un seuil, sinon 0.",
    "GETPIVOTDATA": (
        "Une valeur que montre un tableau croisé dynamique, désignée par ses champs et éléments."
    ),
    "GROUPBY": (
        "Une synthèse de valeurs selon un ou plusieurs champs : une ligne par groupe et des totaux."
    ),
    "GROWTH": "Valeurs le long de la courbe exponentielle d’ajustement.",
    "HARMEAN": "La moyenne harmonique de nombres positifs.",
    "HEX2BIN": "Nombre binaire d’un nombre hexadécimal.",
    "HEX2DEC": "Nombre décimal d’un nombre hexadécimal.",
    "HEX2OCT": "Nombre octal d’un nombre hexadécimal.",
    "HLOOKUP": (
        "Cherche une valeur dans la première ligne d’une table et donne ce qu’une autre ligne "
        "contient dans cette colonne."
    ),
    "HOUR": "L’heure d’un instant, de 0 à 23.",
    "HSTACK": "Des matrices côte à côte ; ce qui manque aux plus courtes est #N/A.",
    "HYPERLINK": "Un lien : la cellule montre le nom convivial, ou à défaut l’adresse.",
    "HYPGEOM.DIST": "Probabilité d’un nombre de succès dans un échantillon sans remise.",
    "HYPGEOMDIST": "Probabilité d’exactement un nombre de succès dans un échantillon sans remise.",
    "IF": "Une valeur si une condition est vraie, une autre si elle est fausse.",
    "IFERROR": "Une valeur, ou une autre si c’est une erreur.",
    "IFNA": "Une valeur, ou une autre si c’est #N/A.",
    "IFS": "La valeur de la première condition vraie ; #N/A si aucune ne l’est.",
    "IMABS": "Module d’un nombre complexe.",
    "IMAGE": "Une image tirée d’une adresse, dans une cellule ; hors ligne #CONNECT!.",
    "IMAGINARY": "Partie imaginaire d’un nombre complexe.",
    "IMARGUMENT": "Argument d’un nombre complexe, en radians.",
    "IMCONJUGATE": "Conjugué d’un nombre complexe.",
    "IMCOS": "Cosinus d’un nombre complexe.",
    "IMCOSH": "Cosinus hyperbolique d’un nombre complexe.",
    "IMCOT": "Cotangente d’un nombre complexe.",
    "IMCSC": "Cosécante d’un nombre complexe.",
    "IMCSCH": "Cosécante hyperbolique d’un nombre complexe.",
    "IMDIV": "Quotient de deux nombres complexes.",
    "IMEXP": "Exponentielle d’un nombre complexe.",
    "IMLN": "Logarithme népérien d’un nombre complexe.",
    "IMLOG10": "Logarithme décimal d’un nombre complexe.",
    "IMLOG2": "Logarithme en base 2 d’un nombre complexe.",
    "IMPORTCSV": (
        "Un fichier CSV sous forme de matrice ; aucun autre fichier n’est jamais lu : #BLOCKED!."
    ),
    "IMPORTTEXT": (
        "Un fichier texte sous forme de matrice ; aucun autre fichier n’est jamais lu : #BLOCKED!."
    ),
    "IMPOWER": "Nombre complexe élevé à une puissance.",
    "IMPRODUCT": "Produit de nombres complexes.",
    "IMREAL": "Partie réelle d’un nombre complexe.",
    "IMSEC": "Sécante d’un nombre complexe.",
    "IMSECH": "Sécante hyperbolique d’un nombre complexe.",
    "IMSIN": "Sinus d’un nombre complexe.",
    "IMSINH": "Sinus hyperbolique d’un nombre complexe.",
    "IMSQRT": "Racine carrée d’un nombre complexe.",
    "IMSUB": "Différence de deux nombres complexes.",
    "IMSUM": "Somme de nombres complexes.",
    "IMTAN": "Tangente d’un nombre complexe.",
    "INDEX": (
        "Donne la cellule d’une plage ou d’une matrice à une ligne et une colonne ; 0 donne la "
        "ligne ou la colonne entière."
    ),
    "INDIRECT": "La référence qu’un texte désigne : une adresse, un nom ou une partie de tableau.",
    "INFO": (
        "Un renseignement sur le classeur et le programme : numfile (nombre de feuilles), "
        "recalc, origin, release, system, osversion, directory."
    ),
    "INT": "Arrondit un nombre à l’entier inférieur.",
    "INTERCEPT": "Ordonnée à l’origine de la droite de régression.",
    "INTRATE": "Taux d’intérêt d’un titre entièrement investi.",
    "IPMT": "Part d’intérêts du versement d’une période.",
    "IRR": "Taux de rendement auquel des flux espacés d’une période ont une valeur nulle.",
    "ISBLANK": "VRAI pour une cellule vide (une formule qui donne un texte vide n’en est pas une).",
    "ISERR": "VRAI pour toute valeur d’erreur autre que #N/A.",
    "ISERROR": "VRAI pour toute valeur d’erreur.",
    "ISEVEN": "VRAI pour un nombre pair ; les décimales sont ignorées.",
    "ISFORMULA": "VRAI si une cellule contient une formule.",
    "ISLOGICAL": "VRAI pour VRAI et FAUX.",
    "ISNA": "VRAI pour la valeur d’erreur #N/A.",
    "ISNONTEXT": "VRAI pour tout ce qui n’est pas un texte, y compris une cellule vide.",
    "ISNUMBER": "VRAI pour un nombre ; un texte qui y ressemble n’en est pas un.",
    "ISODD": "VRAI pour un nombre impair ; les décimales sont ignorées.",
    "ISOMITTED": "VRAI si un argument facultatif de LAMBDA a été omis.",
    "ISOWEEKNUM": "Le numéro de la semaine ISO d’une date.",
    "ISPMT": "Intérêts d’une période d’un prêt remboursé par parts égales de capital.",
    "ISREF": "VRAI pour une référence, même donnée par une fonction.",
    "ISTEXT": "VRAI pour un texte, y compris le texte vide.",
    "KURT": "Le kurtosis (aplatissement) estimé d’après un échantillon.",
    "LAMBDA": "Une fonction à vous, appelée avec ses arguments entre parenthèses ou par un nom.",
    "LARGE": "Le k-ième plus grand nombre.",
    "LCM": "Le plus petit nombre entier que divisent tous les nombres.",
    "LEFT": "Les premiers caractères d’un texte.",
    "LEN": "Le nombre de caractères d’un texte.",
    "LET": "Donne des noms à des valeurs et les utilise dans une dernière expression.",
    "LINEST": (
        "Coefficients de la droite, ou du plan, d’ajustement, et statistiques de l’ajustement."
    ),
    "LN": "Le logarithme naturel d’un nombre.",
    "LOG": "Le logarithme d’un nombre dans une base, 10 si elle est omise.",
    "LOG10": "Le logarithme en base 10 d’un nombre.",
    "LOGEST": (
        "Coefficients de la courbe exponentielle d’ajustement, et statistiques de l’ajustement."
    ),
    "LOGNORM.DIST": "Loi log-normale : part au-dessous de x, ou densité en x.",
    "LOGNORM.INV": "Valeur au-dessous de laquelle se trouve une part d’une loi log-normale.",
    "LOGNORMDIST": "Part d’une loi log-normale au-dessous de x.",
    "LOOKUP": (
        "Trouve la dernière valeur qui ne dépasse pas celle cherchée, parmi des valeurs "
        "triées, et donne sa correspondante."
    ),
    "LOWER": "Un texte en minuscules.",
    "MAKEARRAY": (
        "Un tableau fait en appelant une fonction avec chaque numéro de ligne et de colonne."
    ),
    "MAP": "Appelle une fonction pour chaque élément d’un ou plusieurs tableaux.",
    "MATCH": (
        "Donne la position d’une valeur dans une ligne ou une colonne : exacte (0), la "
        "dernière qui ne la dépasse pas en ordre croissant (1), ou la dernière qui l’atteint "
        "en ordre décroissant (-1)."
    ),
    "MAX": "Le plus grand nombre, 0 s’il n’y en a aucun.",
    "MAXA": "La plus grande valeur, où un texte compte pour 0 et VRAI pour 1.",
    "MAXIFS": "Le plus grand nombre des lignes où chaque plage répond à son critère.",
    "MDETERM": "Le déterminant d’une matrice carrée.",
    "MDURATION": "Duration modifiée d’une obligation, en années.",
    "MEDIAN": "Le nombre du milieu, ou la moyenne des deux du milieu.",
    "MID": "Des caractères du milieu d’un texte, par position et nombre.",
    "MIN": "Le plus petit nombre, 0 s’il n’y en a aucun.",
    "MINA": "La plus petite valeur, où un texte compte pour 0 et VRAI pour 1.",
    "MINIFS": "Le plus petit nombre des lignes où chaque plage répond à son critère.",
    "MINUTE": "La minute d’un instant, de 0 à 59.",
    "MINVERSE": "L’inverse d’une matrice carrée.",
    "MIRR": "Taux de rendement avec des taux propres au financement et au réinvestissement.",
    "MMULT": "Le produit de deux matrices.",
    "MOD": "Le reste d’une division, du signe du diviseur.",
    "MODE.MULT": "Tous les nombres les plus fréquents, en colonne.",
    "MODE": "Le nombre le plus fréquent, sans texte ni valeur logique parmi les arguments.",
    "MODE.SNGL": "Le nombre le plus fréquent ; le premier rencontré en cas d’égalité.",
    "MONTH": "Le mois d’une date, de 1 à 12.",
    "MROUND": "Arrondit un nombre au multiple le plus proche d’un autre.",
    "MULTINOMIAL": "La factorielle d’une somme divisée par le produit des factorielles.",
    "MUNIT": "La matrice unité d’une taille donnée.",
    "N": "Le nombre que vaut une valeur : les dates et VRAI comptent, un texte vaut 0.",
    "NA": "La valeur d’erreur #N/A : aucune valeur n’est disponible.",
    "NEGBINOM.DIST": (
        "Probabilité d’un nombre d’échecs avant un nombre de succès, ou d’au plus autant."
    ),
    "NEGBINOMDIST": "Probabilité d’un nombre d’échecs avant un nombre de succès.",
    "NETWORKDAYS": "Le nombre de jours ouvrés d’une date à une autre, samedis et dimanches exclus.",
    "NETWORKDAYS.INTL": (
        "Le nombre de jours ouvrés d’une date à une autre, avec les week-ends de son choix."
    ),
    "NOMINAL": "Taux annuel nominal dont la composition donne un taux effectif.",
    "NORM.DIST": "Loi normale : part au-dessous de x, ou densité en x.",
    "NORM.INV": "Valeur au-dessous de laquelle se trouve une part d’une loi normale.",
    "NORM.S.DIST": "Loi normale centrée réduite : part au-dessous de z, ou densité en z.",
    "NORM.S.INV": (
        "Valeur au-dessous de laquelle se trouve une part de la loi normale centrée réduite."
    ),
    "NORMSDIST": "Part de la loi normale centrée réduite au-dessous de z.",
    "NOT": "Change VRAI en FAUX et FAUX en VRAI.",
    "NOW": "La date et l’heure de maintenant.",
    "NPER": "Nombre de périodes que mettent des versements à mener un montant à un autre.",
    "NPV": "Valeur actuelle nette de flux en fin de périodes égales.",
    "NUMBERVALUE": "Le nombre que représente un texte, avec les séparateurs de son choix.",
    "OCT2BIN": "Nombre binaire d’un nombre octal.",
    "OCT2DEC": "Nombre décimal d’un nombre octal.",
    "OCT2HEX": "Nombre hexadécimal d’un nombre octal.",
    "ODD": "Arrondit un nombre au nombre impair suivant, en s’éloignant de zéro.",
    "ODDFPRICE": (
        "Prix pour 100 de valeur nominale d’une obligation à première période irrégulière."
    ),
    "ODDFYIELD": "Rendement annuel d’une obligation à première période irrégulière.",
    "ODDLPRICE": (
        "Prix pour 100 de valeur nominale d’une obligation à dernière période irrégulière."
    ),
    "ODDLYIELD": "Rendement annuel d’une obligation à dernière période irrégulière.",
    "OFFSET": (
        "Une référence décalée de lignes et de colonnes, avec au besoin une autre hauteur et "
        "une autre largeur."
    ),
    "OR": "VRAI si au moins une condition est vraie.",
    "PDURATION": "Nombre de périodes qu’un placement met à atteindre une valeur.",
    "PERCENTILE.EXC": "La valeur sous laquelle se trouve une fraction des nombres, bornes exclues.",
    "PERCENTILE.INC": (
        "La valeur sous laquelle se trouve une fraction des nombres, bornes comprises."
    ),
    "PERCENTOF": "La part que représente la somme d’une partie dans la somme du tout.",
    "PERCENTRANK.EXC": "La part des nombres inférieurs à un nombre, bornes exclues, tronquée.",
    "PERCENTRANK.INC": (
        "La part des nombres inférieurs à un nombre, de 0 à 1, tronquée à quelques chiffres."
    ),
    "PERMUT": "Le nombre de sélections ordonnées d’éléments.",
    "PERMUTATIONA": "Le nombre de sélections ordonnées d’éléments avec répétition.",
    "PHI": "Densité de la loi normale centrée réduite.",
    "PHONETIC": "La lecture conservée avec le texte des cellules ; à défaut, le texte lui-même.",
    "PI": "Le nombre pi.",
    "PIVOTBY": (
        "Une synthèse de valeurs selon des champs en lignes et des champs en colonnes, avec "
        "des totaux des deux côtés."
    ),
    "PMT": "Versement par période qui rembourse un prêt ou atteint un objectif d’épargne.",
    "POISSON.DIST": "Loi de Poisson : probabilité d’un nombre d’événements, ou d’au plus autant.",
    "POWER": "Un nombre élevé à une puissance.",
    "PPMT": "Part de capital du versement d’une période.",
    "PRICE": "Prix pour 100 de valeur nominale d’une obligation à coupons réguliers.",
    "PRICEDISC": "Prix pour 100 de valeur nominale d’un titre escompté.",
    "PRICEMAT": "Prix pour 100 de valeur nominale d’un titre payant ses intérêts à l’échéance.",
    "PROB": "Probabilité que des valeurs soient entre deux bornes, ou en égalent une.",
    "PRODUCT": "Multiplie des nombres ; les textes et booléens des plages sont ignorés.",
    "PROPER": "Un texte avec une majuscule au début de chaque mot.",
    "PV": "Valeur actuelle de versements futurs égaux et d’un montant final.",
    "PY": "Le résultat d’un code Python exécuté par un service ; hors ligne #CONNECT!.",
    "QUARTILE.EXC": "Un quartile, de 1 à 3, bornes exclues.",
    "QUARTILE.INC": "Un quartile, de 0 (le plus petit nombre) à 4 (le plus grand).",
    "QUOTIENT": "La partie entière d’une division.",
    "RADIANS": "Convertit des degrés en radians.",
    "RAND": "Un nombre aléatoire à partir de 0 et inférieur à 1.",
    "RANDARRAY": "Une matrice de nombres aléatoires, entiers si on le demande.",
    "RANDBETWEEN": "Un nombre entier aléatoire entre deux bornes incluses.",
    "RANK.AVG": (
        "Le rang d’un nombre dans une liste ; les égaux reçoivent la moyenne de leurs rangs."
    ),
    "RANK.EQ": "Le rang d’un nombre dans une liste ; les égaux partagent le meilleur rang.",
    "RATE": "Taux d’intérêt par période de versements égaux.",
    "RECEIVED": "Montant reçu à l’échéance d’un titre entièrement investi.",
    "REDUCE": (
        "Fait passer une valeur à travers un tableau, élément par élément, et rend la dernière."
    ),
    "REGEXEXTRACT": (
        "La première correspondance d’une expression régulière, toutes, ou ses groupes."
    ),
    "REGEXREPLACE": (
        "Remplace ce qui correspond à une expression régulière ; $1 désigne le premier groupe."
    ),
    "REGEXTEST": "Indique si une partie d’un texte correspond à une expression régulière.",
    "REGISTER.ID": (
        "Le numéro d’une procédure d’une bibliothèque ; aucune n’est jamais chargée : #VALUE!."
    ),
    "REPLACE": "Met un texte à la place de caractères, par position et nombre.",
    "REPT": "Répète un texte.",
    "RIGHT": "Les derniers caractères d’un texte.",
    "ROMAN": "Un nombre en chiffres romains ; les types 1 à 4 abrègent (VRAI vaut 0, FAUX 4).",
    "ROUND": "Arrondit un nombre à quelques décimales ; les moitiés s’éloignent de zéro.",
    "ROUNDDOWN": "Arrondit un nombre à quelques décimales, en se rapprochant de zéro.",
    "ROUNDUP": "Arrondit un nombre à quelques décimales, en s’éloignant de zéro.",
    "ROW": "Le numéro de ligne d’une référence, ou de la cellule de la formule.",
    "ROWS": "Le nombre de lignes d’une plage ou d’une matrice.",
    "RRI": "Taux d’intérêt qui fait passer un placement d’une valeur à une autre.",
    "RSQ": "Carré de la corrélation de deux séries.",
    "RTD": "Une valeur d’un programme qui fournit des données en temps réel ; sans lui #N/A.",
    "SCAN": (
        "Fait passer une valeur à travers un tableau, élément par élément, et rend chaque étape."
    ),
    "SEARCH": (
        "La position d’un texte dans un autre, sans égard à la casse ; ? et * y sont des jokers."
    ),
    "SEC": "La sécante d’un angle.",
    "SECH": "La sécante hyperbolique d’un nombre.",
    "SECOND": "La seconde d’un instant, de 0 à 59, arrondie.",
    "SEQUENCE": "Une matrice de nombres qui croissent d’un pas, ligne par ligne.",
    "SERIESSUM": (
        "Une série entière : les coefficients multipliés par x aux puissances n, n+m, n+2m, etc."
    ),
    "SHEET": (
        "Le numéro d’une feuille : celle d’une référence, celle nommée, ou celle de la formule."
    ),
    "SHEETS": "Le nombre de feuilles que couvre une référence, ou que compte le classeur.",
    "SIGN": "Le signe d’un nombre : 1, 0 ou -1.",
    "SIN": "Le sinus d’un angle.",
    "SINH": "Le sinus hyperbolique d’un nombre.",
    "SKEW": "L’asymétrie estimée d’après un échantillon.",
    "SKEW.P": "L’asymétrie d’une population entière.",
    "SLN": "Amortissement linéaire d’une période.",
    "SLOPE": "Pente de la droite de régression.",
    "SMALL": "Le k-ième plus petit nombre.",
    "SORT": (
        "Les lignes (ou colonnes) d’une matrice dans l’ordre d’une ou plusieurs de ses colonnes."
    ),
    "SORTBY": "Les lignes (ou colonnes) d’une matrice dans l’ordre d’autres plages.",
    "SQL.REQUEST": (
        "Le résultat d’une requête de base de données, fourni par un complément ; sans lui #NAME?."
    ),
    "SQRT": "La racine carrée d’un nombre.",
    "SQRTPI": "La racine carrée d’un nombre multiplié par pi.",
    "STANDARDIZE": "Écart à la moyenne, en écarts types.",
    "STDEV.P": "L’écart type d’une population entière.",
    "STDEV.S": "L’écart type estimé d’après un échantillon.",
    "STDEVA": "L’écart type d’un échantillon, où un texte compte pour 0 et VRAI pour 1.",
    "STDEVPA": "L’écart type d’une population, où un texte compte pour 0 et VRAI pour 1.",
    "STEYX": "Erreur type des valeurs que prévoit une droite de régression.",
    "STOCKHISTORY": (
        "Les cours d’une action dans le temps, fournis par un service ; hors ligne #CONNECT!."
    ),
    "SUBSTITUTE": "Remplace un texte dans un autre, partout ou à sa nième occurrence.",
    "SUBTOTAL": (
        "Total, moyenne, nombre… d’une liste, sans les lignes filtrées ni les autres "
        "sous-totaux ; au-dessus de 100, sans aucune ligne masquée."
    ),
    "SUM": "Additionne des nombres ; les textes et booléens des plages sont ignorés.",
    "SUMIF": "Additionne les cellules dont les homologues répondent à un critère.",
    "SUMIFS": "Additionne les cellules des lignes où chaque plage répond à son critère.",
    "SUMPRODUCT": (
        "Multiplie des matrices terme à terme et additionne ; ce qui n’est pas un nombre vaut 0."
    ),
    "SUMSQ": "La somme des carrés de nombres.",
    "SUMX2MY2": "La somme des différences des carrés des paires.",
    "SUMX2PY2": "La somme des sommes des carrés des paires.",
    "SUMXMY2": "La somme des carrés des différences des paires.",
    "SWITCH": "Le résultat placé après la première valeur égale à une expression, ou un défaut.",
    "SYD": "Amortissement d’une période par la somme des chiffres des années.",
    "T": "La valeur si c’est un texte, sinon un texte vide.",
    "T.DIST": "Loi de Student : part au-dessous de x, ou densité en x.",
    "T.DIST.2T": "Part de la loi de Student au-delà de x des deux côtés.",
    "T.DIST.RT": "Part de la loi de Student au-dessus de x.",
    "T.INV": "Valeur au-dessous de laquelle se trouve une part de la loi de Student.",
    "T.INV.2T": (
        "Valeur au-delà de laquelle, des deux côtés, se trouve une part de la loi de Student."
    ),
    "T.TEST": "Probabilité du test de Student sur deux échantillons.",
    "TAKE": (
        "Les premières lignes et colonnes d’une matrice ; avec des nombres négatifs, les dernières."
    ),
    "TAN": "La tangente d’un angle.",
    "TANH": "La tangente hyperbolique d’un nombre.",
    "TBILLEQ": "Rendement équivalent obligataire d’un bon du Trésor.",
    "TBILLPRICE": "Prix pour 100 de valeur nominale d’un bon du Trésor.",
    "TBILLYIELD": "Rendement annuel d’un bon du Trésor.",
    "TDIST": "Part de la loi de Student au-delà de x, d’un côté ou des deux.",
    "TEXT": "Une valeur sous forme de texte, selon un format de nombre.",
    "TEXTAFTER": "La partie d’un texte après un séparateur, ou après sa nième occurrence.",
    "TEXTBEFORE": "La partie d’un texte avant un séparateur, ou avant sa nième occurrence.",
    "TEXTJOIN": "Joint des textes avec un séparateur, en omettant les vides si on le demande.",
    "TEXTSPLIT": "Un texte découpé en colonnes et en lignes à des séparateurs.",
    "TIME": "L’heure, la minute et la seconde en fraction de jour.",
    "TIMEVALUE": "L’heure que représente un texte, en fraction de jour.",
    "TOCOL": (
        "Toutes les valeurs d’une matrice en une colonne, ligne par ligne ou colonne par "
        "colonne ; sans les vides (1), les erreurs (2) ou les deux (3)."
    ),
    "TODAY": "La date d’aujourd’hui.",
    "TOROW": (
        "Toutes les valeurs d’une matrice en une ligne, ligne par ligne ou colonne par "
        "colonne ; sans les vides (1), les erreurs (2) ou les deux (3)."
    ),
    "TRANSLATE": "Un texte dans une autre langue, fourni par un service ; hors ligne #CONNECT!.",
    "TRANSPOSE": "Transforme les lignes en colonnes.",
    "TREND": "Valeurs le long de la droite d’ajustement.",
    "TRIM": "Un texte sans espaces aux extrémités et avec des espaces simples à l’intérieur.",
    "TRIMMEAN": "La moyenne sans une part des plus petits et des plus grands nombres.",
    "TRIMRANGE": (
        "Une plage sans ses lignes et colonnes extérieures vides (0 aucune, 1 au début, 2 à la "
        "fin, 3 les deux)."
    ),
    "TRUE": "La valeur logique VRAI.",
    "TRUNC": "Tronque un nombre après quelques décimales.",
    "TYPE": (
        "Le type d’une valeur : 1 nombre, 2 texte, 4 logique, 16 erreur, 64 matrice, 128 fonction."
    ),
    "UNICHAR": "Le caractère d’un numéro Unicode.",
    "UNICODE": "Le numéro Unicode du premier caractère d’un texte.",
    "UNIQUE": (
        "Les lignes (ou colonnes) distinctes d’une matrice, ou celles qui n’y sont qu’une fois."
    ),
    "UPPER": "Un texte en majuscules.",
    "VALUE": "Le nombre que représente un texte : nombre, date, heure, montant ou pourcentage.",
    "VALUETOTEXT": (
        "Une valeur sous forme de texte ; en forme stricte, le texte est entre guillemets."
    ),
    "VAR.P": "La variance d’une population entière.",
    "VAR.S": "La variance estimée d’après un échantillon.",
    "VARA": "La variance d’un échantillon, où un texte compte pour 0 et VRAI pour 1.",
    "VARPA": "La variance d’une population, où un texte compte pour 0 et VRAI pour 1.",
    "VDB": "Amortissement dégressif d’un moment à un autre, avec passage au linéaire.",
    "VLOOKUP": (
        "Cherche une valeur dans la première colonne d’une table et donne ce qu’une autre "
        "colonne contient sur cette ligne."
    ),
    "VSTACK": "Des matrices l’une sous l’autre ; ce qui manque aux plus étroites est #N/A.",
    "WEBSERVICE": "Les données d’un service web ; hors ligne #VALUE!.",
    "WEEKDAY": "Le jour de la semaine d’une date, selon le type (1 : le dimanche vaut 1).",
    "WEEKNUM": "Le numéro de la semaine d’une date dans son année.",
    "WEIBULL.DIST": "Loi de Weibull : part au-dessous de x, ou densité en x.",
    "WORKDAY": (
        "La date quelques jours ouvrés avant ou après une autre, samedis et dimanches exclus."
    ),
    "WORKDAY.INTL": (
        "La date quelques jours ouvrés avant ou après une autre, avec les week-ends de son choix."
    ),
    "WRAPCOLS": "Une ligne ou une colonne découpée en colonnes d’une longueur donnée.",
    "WRAPROWS": "Une ligne ou une colonne découpée en lignes d’une longueur donnée.",
    "XIRR": "Taux de rendement de flux à des dates données.",
    "XLOOKUP": (
        "Cherche une valeur dans une ligne ou une colonne et donne sa correspondante dans une "
        "autre plage, ou à défaut une valeur de votre choix."
    ),
    "XMATCH": (
        "Donne la position d’une valeur dans une ligne ou une colonne, avec les modes de "
        "correspondance et de recherche de RECHERCHEX."
    ),
    "XNPV": "Valeur actuelle nette de flux à des dates données.",
    "XOR": "VRAI si un nombre impair de conditions est vrai.",
    "YEAR": "L’année d’une date.",
    "YEARFRAC": (
        "La fraction d’année entre deux dates, selon l’une de cinq façons de compter les jours."
    ),
    "YIELD": "Rendement annuel d’une obligation à coupons réguliers.",
    "YIELDDISC": "Rendement annuel d’un titre escompté.",
    "YIELDMAT": "Rendement annuel d’un titre payant ses intérêts à l’échéance.",
    "Z.TEST": "Probabilité que la moyenne d’un échantillon dépasse celle observée.",
    "_TRO_ALL": (
        "Ce que A1.:.C9 est dans les fichiers : une plage sans ses lignes et colonnes extérieures "
        "vides."
    ),
    "_TRO_LEADING": (
        "Ce que A1.:C9 est dans les fichiers : une plage sans ses premières lignes et colonnes "
        "vides."
    ),
    "_TRO_TRAILING": (
        "Ce que A1:.C9 est dans les fichiers : une plage sans ses dernières lignes et colonnes "
        "vides."
    ),
}
