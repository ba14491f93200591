"""How files spell functions that came after the file format, and back."""

from __future__ import annotations

import re

from xl_kpis.formula.patterns import pattern

_PREFIX = pattern(r"(?:_xlfn\.|_xlws\.|_xludf\.|_xldudf_|_xll\.|_xlpm\.|_xlop\.)+", re.IGNORECASE)
VARIABLE = pattern(r"_xl(?:pm|op)\.", re.IGNORECASE)
"""Before a LET or LAMBDA variable; ``_xlop.`` marks an optional parameter."""

_XLWS = "FILTER PY SORT"
_XLFN = """
ACOT ACOTH AGGREGATE ANCHORARRAY ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST
BINOM.DIST.RANGE BINOM.INV BITAND BITLSHIFT BITOR BITRSHIFT BITXOR BYCOL BYROW CEILING.MATH
CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV CHISQ.INV.RT CHISQ.TEST CHOOSECOLS CHOOSEROWS
COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COPILOT COT COTH COVARIANCE.P COVARIANCE.S CSC CSCH DAYS
DECIMAL DETECTLANGUAGE DROP ENCODEURL ERF.PRECISE ERFC.PRECISE EXPAND EXPON.DIST F.DIST
F.DIST.RT F.INV F.INV.RT F.TEST FIELDVALUE FILTERXML FLOOR.MATH FLOOR.PRECISE FORECAST.ETS
FORECAST.ETS.CONFINT FORECAST.ETS.SEASONALITY FORECAST.ETS.STAT FORECAST.LINEAR FORMULATEXT GAMMA
GAMMA.DIST GAMMA.INV GAMMALN.PRECISE GAUSS GROUPBY HSTACK HYPGEOM.DIST IFNA IFS IMAGE IMCOSH IMCOT
IMCSC IMCSCH IMPORTCSV IMPORTTEXT IMSEC IMSECH IMSINH IMTAN ISFORMULA ISOMITTED ISOWEEKNUM LAMBDA
LET LOGNORM.DIST LOGNORM.INV MAKEARRAY MAP MAXIFS MINIFS MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST
NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC PERCENTILE.INC
PERCENTOF PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI PIVOTBY POISSON.DIST QUARTILE.EXC
QUARTILE.INC QUERYSTRING RANDARRAY RANK.AVG RANK.EQ REDUCE REGEXEXTRACT REGEXREPLACE REGEXTEST RRI
SCAN SEC SECH SEQUENCE SHEET SHEETS SINGLE SKEW.P SORTBY STDEV.P STDEV.S STOCKHISTORY SWITCH T.DIST
T.DIST.2T T.DIST.RT T.INV T.INV.2T T.TEST TAKE TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW
TRANSLATE TRIMRANGE UNICHAR UNICODE UNIQUE VALUETOTEXT VAR.P VAR.S VSTACK WEBSERVICE WEIBULL.DIST
WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST _TRO_ALL _TRO_LEADING _TRO_TRAILING
"""
FUTURE = {name: f"_xlfn.{name}" for name in _XLFN.split()}
"""Functions that files spell with a prefix → that spelling."""
FUTURE |= {name: f"_xlfn._xlws.{name}" for name in _XLWS.split()}


def plain_name(spelled: str) -> str:
    """A function's name without the prefixes that only files have, in its own case.

    >>> plain_name("_xlfn._xlws.SORT"), plain_name("[1]!myRate"), plain_name("'x.xlam'!F")
    ('SORT', 'myRate', 'F')
    """
    _, _, name = spelled.rpartition("!")
    match = _PREFIX.match(name)
    return name[match.end() :] or name if match else name


_STORED = pattern(
    r'"[^"]*"'
    r"|'[^']*'"
    r"|(?P<spill>_xlfn\.ANCHORARRAY\((?P<anchor>[^()]*)\))"
    r"|(?P<single>_xlfn\.SINGLE\((?:(?P<one>[\w$:.!]+)\))?)"
    r"|(?<![\w.])(?P<prefix>(?:_xl(?:fn|ws|udf|l|pm|op|eta)\.|_xldudf_)+)",
    re.IGNORECASE,
)


def as_typed(text: str) -> str:
    """A stored formula as a person sees it, spaces and case kept as they are.

    >>> as_typed('_xlfn.XLOOKUP( a1 ,B:B,C:C)&"_xlfn."&SUM(_xlfn.ANCHORARRAY(D1))')
    'XLOOKUP( a1 ,B:B,C:C)&"_xlfn."&SUM(D1#)'
    """
    if "_xl" not in text and "_XL" not in text:
        return text

    def shown(match: re.Match[str]) -> str:
        if match["spill"]:
            return f"{match['anchor']}#"
        if match["single"]:
            return f"@{match['one'] or '('}"
        return "" if match["prefix"] else match[0]

    return _STORED.sub(shown, text)
