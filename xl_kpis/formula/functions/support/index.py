"""Which family has which function.

Written by ``python -m xl_kpis.formula.functions.support.index``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

FAMILIES = {
    "aggregates": (
        "AVERAGE AVERAGEA COUNT COUNTA COUNTBLANK MAX MAXA MIN MINA PRODUCT SUM SUMPRODUCT SUMSQ"
    ),
    "annuities": (
        "CUMIPMT CUMPRINC DOLLARDE DOLLARFR EFFECT FV FVSCHEDULE IPMT ISPMT NOMINAL NPER "
        "PDURATION PMT PPMT PV RATE RRI"
    ),
    "arithmetic": ("ABS EXP GCD LCM LN LOG LOG10 MOD PI POWER QUOTIENT SERIESSUM SIGN SQRT SQRTPI"),
    "bessel": ("BESSELI BESSELJ BESSELK BESSELY"),
    "bonds": (
        "COUPDAYBS COUPDAYS COUPDAYSNC COUPNCD COUPNUM COUPPCD DURATION MDURATION PRICE YIELD"
    ),
    "cashflows": ("IRR MIRR NPV XIRR XNPV"),
    "combinatorics": ("COMBIN COMBINA FACT FACTDOUBLE MULTINOMIAL PERMUT PERMUTATIONA"),
    "complex_numbers": (
        "COMPLEX IMABS IMAGINARY IMARGUMENT IMCONJUGATE IMCOS IMCOSH IMCOT IMCSC IMCSCH "
        "IMDIV IMEXP IMLN IMLOG10 IMLOG2 IMPOWER IMPRODUCT IMREAL IMSEC IMSECH IMSIN "
        "IMSINH IMSQRT IMSUB IMSUM IMTAN"
    ),
    "conditional": ("AVERAGEIF AVERAGEIFS COUNTIF COUNTIFS MAXIFS MINIFS SUMIF SUMIFS"),
    "continuous": (
        "BETA.DIST BETA.INV BETADIST BETAINV CHIDIST CHIINV CHISQ.DIST CHISQ.DIST.RT "
        "CHISQ.INV CHISQ.INV.RT EXPON.DIST EXPONDIST F.DIST F.DIST.RT F.INV F.INV.RT "
        "FDIST FINV GAMMA GAMMA.DIST GAMMA.INV GAMMADIST GAMMAINV GAMMALN GAMMALN.PRECISE "
        "T.DIST T.DIST.2T T.DIST.RT T.INV T.INV.2T TDIST TINV WEIBULL WEIBULL.DIST"
    ),
    "conversion": ("CONVERT"),
    "databases": ("DAVERAGE DCOUNT DCOUNTA DGET DMAX DMIN DPRODUCT DSTDEV DSTDEVP DSUM DVAR DVARP"),
    "dates": (
        "DATE DATEDIF DATEVALUE DAY DAYS DAYS360 EDATE EOMONTH HOUR ISOWEEKNUM MINUTE "
        "MONTH NOW SECOND TIME TIMEVALUE TODAY WEEKDAY WEEKNUM YEAR YEARFRAC"
    ),
    "depreciation": ("AMORDEGRC AMORLINC DB DDB SLN SYD VDB"),
    "discrete": (
        "BINOM.DIST BINOM.DIST.RANGE BINOM.INV BINOMDIST CRITBINOM HYPGEOM.DIST "
        "HYPGEOMDIST NEGBINOM.DIST NEGBINOMDIST POISSON POISSON.DIST PROB"
    ),
    "dynamic": ("FILTER SORT SORTBY UNIQUE"),
    "engineering": ("DELTA ERF ERF.PRECISE ERFC ERFC.PRECISE GESTEP"),
    "euro": ("EUROCONVERT"),
    "generators": ("RAND RANDARRAY RANDBETWEEN SEQUENCE"),
    "grouping": ("GROUPBY PERCENTOF PIVOTBY"),
    "hypothesis_tests": ("CHISQ.TEST CHITEST F.TEST FTEST T.TEST TTEST Z.TEST ZTEST"),
    "information": (
        "ERROR.TYPE ISBLANK ISERR ISERROR ISEVEN ISLOGICAL ISNA ISNONTEXT ISNUMBER ISODD "
        "ISTEXT N NA TYPE"
    ),
    "lambdas": ("BYCOL BYROW ISOMITTED LAMBDA LET MAKEARRAY MAP REDUCE SCAN"),
    "linear_models": ("GROWTH LINEST LOGEST TREND"),
    "logical": ("AND CHOOSE FALSE IF IFERROR IFNA IFS NOT OR SWITCH TRUE XOR"),
    "lookup": ("HLOOKUP LOOKUP MATCH VLOOKUP"),
    "lookup_modern": ("INDEX XLOOKUP XMATCH"),
    "matrices": ("MDETERM MINVERSE MMULT MUNIT SUMX2MY2 SUMX2PY2 SUMXMY2 TRANSPOSE"),
    "normal": (
        "CONFIDENCE CONFIDENCE.NORM CONFIDENCE.T FISHER FISHERINV GAUSS LOGINV "
        "LOGNORM.DIST LOGNORM.INV LOGNORMDIST NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV "
        "NORMDIST NORMINV NORMSDIST NORMSINV PHI STANDARDIZE"
    ),
    "number_bases": (
        "BIN2DEC BIN2HEX BIN2OCT BITAND BITLSHIFT BITOR BITRSHIFT BITXOR DEC2BIN DEC2HEX "
        "DEC2OCT HEX2BIN HEX2DEC HEX2OCT OCT2BIN OCT2DEC OCT2HEX"
    ),
    "numerals": ("ARABIC BASE DECIMAL ROMAN"),
    "odd_bonds": ("ODDFPRICE ODDFYIELD ODDLPRICE ODDLYIELD"),
    "pivots": ("GETPIVOTDATA"),
    "ranking": (
        "FREQUENCY LARGE MEDIAN MODE MODE.MULT MODE.SNGL PERCENTILE PERCENTILE.EXC "
        "PERCENTILE.INC PERCENTRANK PERCENTRANK.EXC PERCENTRANK.INC QUARTILE QUARTILE.EXC "
        "QUARTILE.INC RANK RANK.AVG RANK.EQ SMALL"
    ),
    "references": (
        "ADDRESS AREAS COLUMN COLUMNS FORMULATEXT INDIRECT ISFORMULA ISREF OFFSET ROW "
        "ROWS SHEET SHEETS"
    ),
    "regression": (
        "CORREL COVAR COVARIANCE.P COVARIANCE.S FORECAST FORECAST.LINEAR INTERCEPT "
        "PEARSON RSQ SLOPE STEYX"
    ),
    "reshape": (
        "CHOOSECOLS CHOOSEROWS DROP EXPAND HSTACK TAKE TOCOL TOROW TRIMRANGE VSTACK "
        "WRAPCOLS WRAPROWS"
    ),
    "rounding": (
        "CEILING CEILING.MATH CEILING.PRECISE ECMA.CEILING EVEN FLOOR FLOOR.MATH "
        "FLOOR.PRECISE INT ISO.CEILING MROUND ODD ROUND ROUNDDOWN ROUNDUP TRUNC"
    ),
    "securities": (
        "ACCRINT ACCRINTM DISC INTRATE PRICEDISC PRICEMAT RECEIVED TBILLEQ TBILLPRICE "
        "TBILLYIELD YIELDDISC YIELDMAT"
    ),
    "services": (
        "CALL COPILOT CUBEKPIMEMBER CUBEMEMBER CUBEMEMBERPROPERTY CUBERANKEDMEMBER "
        "CUBESET CUBESETCOUNT CUBEVALUE DETECTLANGUAGE FIELDVALUE IMAGE IMPORTCSV "
        "IMPORTTEXT PY REGISTER.ID RTD SQL.REQUEST STOCKHISTORY TRANSLATE WEBSERVICE"
    ),
    "smoothing": ("FORECAST.ETS FORECAST.ETS.CONFINT FORECAST.ETS.SEASONALITY FORECAST.ETS.STAT"),
    "spread": (
        "AVEDEV DEVSQ GEOMEAN HARMEAN KURT SKEW SKEW.P STDEV STDEV.P STDEV.S STDEVA "
        "STDEVP STDEVPA TRIMMEAN VAR VAR.P VAR.S VARA VARP VARPA"
    ),
    "subtotals": ("AGGREGATE SUBTOTAL"),
    "surroundings": ("CELL INFO"),
    "text": (
        "CLEAN EXACT FIND FINDB LEFT LEFTB LEN LENB LOWER MID MIDB PROPER REPLACE "
        "REPLACEB REPT RIGHT RIGHTB SEARCH SEARCHB SUBSTITUTE T TRIM UPPER"
    ),
    "text_convert": (
        "ARRAYTOTEXT CHAR CODE DOLLAR FIXED NUMBERVALUE TEXT UNICHAR UNICODE USDOLLAR "
        "VALUE VALUETOTEXT"
    ),
    "text_join": ("CONCAT CONCATENATE TEXTJOIN"),
    "text_language": ("ASC BAHTTEXT DBCS JIS PHONETIC"),
    "text_regex": ("REGEXEXTRACT REGEXREPLACE REGEXTEST"),
    "text_split": ("TEXTAFTER TEXTBEFORE TEXTSPLIT"),
    "trigonometry": (
        "ACOS ACOSH ACOT ACOTH ASIN ASINH ATAN ATAN2 ATANH COS COSH COT COTH CSC CSCH "
        "DEGREES RADIANS SEC SECH SIN SINH TAN TANH"
    ),
    "web": ("ENCODEURL FILTERXML HYPERLINK"),
    "workdays": ("NETWORKDAYS NETWORKDAYS.INTL WORKDAY WORKDAY.INTL"),
}
"""The functions of each family, by Excel's names."""

HOMES = {name: family for family, names in FAMILIES.items() for name in names.split()}
"""The family of each function."""


def families() -> dict[str, str]:
    """What ``FAMILIES`` should hold."""
    from xl_kpis.formula.functions import load_all

    found: dict[str, list[str]] = {}
    for name, function in sorted(load_all().items()):
        package, _, family = function.implementation.__module__.rpartition(".")
        if package == "xl_kpis.formula.functions":
            found.setdefault(family, []).append(name)
    return {family: " ".join(names) for family, names in sorted(found.items())}


def _lines() -> Iterable[str]:
    for family, names in families().items():
        yield f'    "{family}": (\n'
        line = ""
        for name in names.split():
            if len(line) + len(name) > 80:
                yield f'        "{line}"\n'
                line = ""
            line += name + " "
        yield f'        "{line.strip()}"\n    ),\n'


def main() -> None:
    """Write this file's table anew."""
    path = Path(__file__)
    text = path.read_text(encoding="utf-8")
    table = "FAMILIES = {\n" + "".join(_lines()) + "}"
    text = re.sub(r"^FAMILIES = \{.*?^\}", lambda _: table, text, count=1, flags=re.M | re.S)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
