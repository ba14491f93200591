"""Every worksheet function of Excel 365, by Excel's own categories.

The coverage table, the documentation pages and the coverage test follow this list. A function that
is newer than the list names its category where it is declared (``category="text"``).
"""

from __future__ import annotations

from typing import NamedTuple


class Category(NamedTuple):
    """A category: its key (the page's file name), its titles and the functions in it."""

    key: str
    en: str
    fr: str
    names: tuple[str, ...]


def _category(key: str, en: str, fr: str, names: str) -> Category:
    return Category(key, en, fr, tuple(names.split()))


CATEGORIES: tuple[Category, ...] = (
    _category(
        "lookup",
        "Lookup and reference",
        "Recherche et référence",
        """
        ADDRESS AREAS CHOOSE CHOOSECOLS CHOOSEROWS COLUMN COLUMNS DROP EXPAND FILTER
        FORMULATEXT GETPIVOTDATA GROUPBY HLOOKUP HSTACK HYPERLINK IMAGE INDEX INDIRECT
        LOOKUP MATCH OFFSET PIVOTBY ROW ROWS RTD SORT SORTBY TAKE TOCOL TOROW TRANSPOSE
        TRIMRANGE UNIQUE VLOOKUP VSTACK WRAPCOLS WRAPROWS XLOOKUP XMATCH
        """,
    ),
    _category(
        "logical",
        "Logical",
        "Logique",
        """
        AND BYCOL BYROW FALSE IF IFERROR IFNA IFS LAMBDA LET MAKEARRAY MAP NOT OR REDUCE
        SCAN SWITCH TRUE XOR
        """,
    ),
    _category(
        "information",
        "Information",
        "Information",
        """
        CELL ERROR.TYPE INFO ISBLANK ISERR ISERROR ISEVEN ISFORMULA ISLOGICAL ISNA
        ISNONTEXT ISNUMBER ISODD ISOMITTED ISREF ISTEXT N NA SHEET SHEETS STOCKHISTORY
        TYPE
        """,
    ),
    _category(
        "text",
        "Text",
        "Texte",
        """
        ARRAYTOTEXT ASC BAHTTEXT CHAR CLEAN CODE CONCAT CONCATENATE DBCS DETECTLANGUAGE
        DOLLAR EXACT FIND FINDB FIXED LEFT LEFTB LEN LENB LOWER MID MIDB NUMBERVALUE
        PHONETIC PROPER REGEXEXTRACT REGEXREPLACE REGEXTEST REPLACE REPLACEB REPT RIGHT
        RIGHTB SEARCH SEARCHB SUBSTITUTE T TEXT TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT
        TRANSLATE TRIM UNICHAR UNICODE UPPER USDOLLAR VALUE VALUETOTEXT
        """,
    ),
    _category(
        "dates",
        "Date and time",
        "Date et heure",
        """
        DATE DATEDIF DATEVALUE DAY DAYS DAYS360 EDATE EOMONTH HOUR ISOWEEKNUM MINUTE
        MONTH NETWORKDAYS NETWORKDAYS.INTL NOW SECOND TIME TIMEVALUE TODAY WEEKDAY
        WEEKNUM WORKDAY WORKDAY.INTL YEAR YEARFRAC
        """,
    ),
    _category(
        "math",
        "Math and trigonometry",
        "Mathématiques et trigonométrie",
        """
        ABS ACOS ACOSH ACOT ACOTH AGGREGATE ARABIC ASIN ASINH ATAN ATAN2 ATANH BASE
        CEILING CEILING.MATH CEILING.PRECISE COMBIN COMBINA COS COSH COT COTH CSC CSCH
        DECIMAL DEGREES EVEN EXP FACT FACTDOUBLE FLOOR FLOOR.MATH FLOOR.PRECISE GCD INT
        ISO.CEILING LCM LN LOG LOG10 MDETERM MINVERSE MMULT MOD MROUND MULTINOMIAL MUNIT
        ODD PERCENTOF PI POWER PRODUCT QUOTIENT RADIANS RAND RANDARRAY RANDBETWEEN ROMAN
        ROUND ROUNDDOWN ROUNDUP SEC SECH SEQUENCE SERIESSUM SIGN SIN SINH SQRT SQRTPI
        SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT SUMSQ SUMX2MY2 SUMX2PY2 SUMXMY2 TAN TANH
        TRUNC
        """,
    ),
    _category(
        "statistical",
        "Statistical",
        "Statistiques",
        """
        AVEDEV AVERAGE AVERAGEA AVERAGEIF AVERAGEIFS BETA.DIST BETA.INV BINOM.DIST
        BINOM.DIST.RANGE BINOM.INV CHISQ.DIST CHISQ.DIST.RT CHISQ.INV CHISQ.INV.RT
        CHISQ.TEST CONFIDENCE.NORM CONFIDENCE.T CORREL COUNT COUNTA COUNTBLANK COUNTIF
        COUNTIFS COVARIANCE.P COVARIANCE.S DEVSQ EXPON.DIST F.DIST F.DIST.RT F.INV
        F.INV.RT F.TEST FISHER FISHERINV FORECAST FORECAST.ETS FORECAST.ETS.CONFINT
        FORECAST.ETS.SEASONALITY FORECAST.ETS.STAT FORECAST.LINEAR FREQUENCY GAMMA
        GAMMA.DIST GAMMA.INV GAMMALN GAMMALN.PRECISE GAUSS GEOMEAN GROWTH HARMEAN
        HYPGEOM.DIST INTERCEPT KURT LARGE LINEST LOGEST LOGNORM.DIST LOGNORM.INV MAX
        MAXA MAXIFS MEDIAN MIN MINA MINIFS MODE.MULT MODE.SNGL NEGBINOM.DIST NORM.DIST
        NORM.INV NORM.S.DIST NORM.S.INV PEARSON PERCENTILE.EXC PERCENTILE.INC
        PERCENTRANK.EXC PERCENTRANK.INC PERMUT PERMUTATIONA PHI POISSON.DIST PROB
        QUARTILE.EXC QUARTILE.INC RANK.AVG RANK.EQ RSQ SKEW SKEW.P SLOPE SMALL
        STANDARDIZE STDEV.P STDEV.S STDEVA STDEVPA STEYX T.DIST T.DIST.2T T.DIST.RT
        T.INV T.INV.2T T.TEST TREND TRIMMEAN VAR.P VAR.S VARA VARPA WEIBULL.DIST Z.TEST
        """,
    ),
    _category(
        "compatibility",
        "Compatibility (older names)",
        "Compatibilité (anciens noms)",
        """
        BETADIST BETAINV BINOMDIST CHIDIST CHIINV CHITEST CONFIDENCE COVAR CRITBINOM
        EXPONDIST FDIST FINV FTEST GAMMADIST GAMMAINV HYPGEOMDIST LOGINV LOGNORMDIST
        MODE NEGBINOMDIST NORMDIST NORMINV NORMSDIST NORMSINV PERCENTILE PERCENTRANK
        POISSON QUARTILE RANK STDEV STDEVP TDIST TINV TTEST VAR VARP WEIBULL ZTEST
        """,
    ),
    _category(
        "financial",
        "Financial",
        "Finances",
        """
        ACCRINT ACCRINTM AMORDEGRC AMORLINC COUPDAYBS COUPDAYS COUPDAYSNC COUPNCD
        COUPNUM COUPPCD CUMIPMT CUMPRINC DB DDB DISC DOLLARDE DOLLARFR DURATION EFFECT
        FV FVSCHEDULE INTRATE IPMT IRR ISPMT MDURATION MIRR NOMINAL NPER NPV ODDFPRICE
        ODDFYIELD ODDLPRICE ODDLYIELD PDURATION PMT PPMT PRICE PRICEDISC PRICEMAT PV
        RATE RECEIVED RRI SLN SYD TBILLEQ TBILLPRICE TBILLYIELD VDB XIRR XNPV YIELD
        YIELDDISC YIELDMAT
        """,
    ),
    _category(
        "engineering",
        "Engineering",
        "Ingénierie",
        """
        BESSELI BESSELJ BESSELK BESSELY BIN2DEC BIN2HEX BIN2OCT BITAND BITLSHIFT BITOR
        BITRSHIFT BITXOR COMPLEX CONVERT DEC2BIN DEC2HEX DEC2OCT DELTA ERF ERF.PRECISE
        ERFC ERFC.PRECISE GESTEP HEX2BIN HEX2DEC HEX2OCT IMABS IMAGINARY IMARGUMENT
        IMCONJUGATE IMCOS IMCOSH IMCOT IMCSC IMCSCH IMDIV IMEXP IMLN IMLOG10 IMLOG2
        IMPOWER IMPRODUCT IMREAL IMSEC IMSECH IMSIN IMSINH IMSQRT IMSUB IMSUM IMTAN
        OCT2BIN OCT2DEC OCT2HEX
        """,
    ),
    _category(
        "database",
        "Database",
        "Base de données",
        """
        DAVERAGE DCOUNT DCOUNTA DGET DMAX DMIN DPRODUCT DSTDEV DSTDEVP DSUM DVAR DVARP
        """,
    ),
    _category(
        "cube",
        "Cube",
        "Cube",
        """
        CUBEKPIMEMBER CUBEMEMBER CUBEMEMBERPROPERTY CUBERANKEDMEMBER CUBESET
        CUBESETCOUNT CUBEVALUE
        """,
    ),
    _category(
        "web",
        "Web",
        "Web",
        """
        ENCODEURL FILTERXML WEBSERVICE
        """,
    ),
    _category(
        "services",
        "Services, add-ins and automation",
        "Services, compléments et automatisation",
        """
        CALL COPILOT EUROCONVERT FIELDVALUE IMPORTCSV IMPORTTEXT PY REGISTER.ID
        SQL.REQUEST
        """,
    ),
    _category(
        "editions",
        "Known by another name in some editions",
        "Connues sous un autre nom dans certaines éditions",
        """
        ECMA.CEILING JIS
        """,
    ),
)

CATEGORY_OF: dict[str, str] = {name: c.key for c in CATEGORIES for name in c.names}
"""The key of a function's category."""
