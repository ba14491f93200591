"""The normal distribution and its relatives."""

from __future__ import annotations

from functools import partial
from math import atanh, erfc, exp, log, pi, sqrt, tanh

from xl_kpis.errors import DIV0, NUM, VALUE, ExcelError, fail
from xl_kpis.formula.functions.declare import Logical, Number, ex, function
from xl_kpis.formula.functions.support.bounds import above
from xl_kpis.formula.functions.support.meanings import CUMULATIVE

statistical = partial(function, category="statistical")

ROOT2 = sqrt(2.0)


def normal_cdf(z: float) -> float:
    """The share of the standard normal distribution below z."""
    return 0.5 * erfc(-z / ROOT2)


def normal_density(z: float) -> float:
    """The density of the standard normal distribution."""
    return exp(-0.5 * z * z) / sqrt(2.0 * pi)


def normal_quantile(probability: float) -> float:
    """The z below which a share of the standard normal distribution lies."""
    if not 0.0 < probability < 1.0:
        fail(NUM)
    from scipy.special import ndtri

    return float(ndtri(probability))


@statistical(
    aliases=("NORMDIST",),
    examples=[
        ex("=NORM.DIST(42,40,1.5,TRUE)", 0.908788780274132),
        ex("=NORM.DIST(42,40,1.5,FALSE)", 0.109340049783996),
        ex("=NORM.DIST(42,40,0,TRUE)", NUM),
    ],
    bounds={"standard_dev": above(0)},
    codes={"cumulative": CUMULATIVE},
    see=("STANDARDIZE",),
)
def NORM_DIST(x: Number, mean: Number, standard_dev: Number, cumulative: Logical) -> float:
    """Normal distribution: the share below x, or the density at x."""
    z = (x - mean) / standard_dev
    return normal_cdf(z) if cumulative else normal_density(z) / standard_dev


@statistical(
    aliases=("NORMINV",),
    examples=[
        ex("=NORM.INV(0.908789,40,1.5)", 42.000002009),
        ex("=NORM.INV(1,40,1.5)", NUM),
    ],
    bounds={"standard_dev": above(0)},
)
def NORM_INV(probability: Number, mean: Number, standard_dev: Number) -> float:
    """Value below which a share of a normal distribution lies."""
    return mean + standard_dev * normal_quantile(probability)


@statistical(
    examples=[
        ex("=NORM.S.DIST(1.333333,TRUE)", 0.908788725604095),
        ex("=NORM.S.DIST(0,FALSE)", 0.398942280401433),
        ex('=NORM.S.DIST(1,"x")', VALUE),
    ],
    codes={"cumulative": CUMULATIVE},
)
def NORM_S_DIST(z: Number, cumulative: Logical) -> float:
    """Standard normal distribution: the share below z, or the density at z."""
    return normal_cdf(z) if cumulative else normal_density(z)


@statistical(examples=[ex("=NORMSDIST(1.333333)", 0.908788725604095), ex("=NORMSDIST(0)", 0.5)])
def NORMSDIST(z: Number) -> float:
    """Share of the standard normal distribution below z."""
    return normal_cdf(z)


@statistical(
    aliases=("NORMSINV",),
    examples=[
        ex("=NORM.S.INV(0.975)", 1.95996398454005),
        ex("=NORM.S.INV(0.5)", 0),
        ex("=NORM.S.INV(0)", NUM),
    ],
    vector=True,
)
def NORM_S_INV(probability: Number) -> float:
    """Value below which a share of the standard normal distribution lies."""
    from scipy.special import ndtri

    return ndtri(probability)


@statistical(examples=[ex("=GAUSS(2)", 0.477249868051821), ex("=GAUSS(-2)", -0.477249868051821)])
def GAUSS(z: Number) -> float:
    """Share of the standard normal distribution between the mean and z."""
    return 0.5 * erfc(-z / ROOT2) - 0.5


@statistical(examples=[ex("=PHI(0.75)", 0.301137432154804), ex("=PHI(0)", 0.398942280401433)])
def PHI(x: Number) -> float:
    """Density of the standard normal distribution."""
    return normal_density(x)


@statistical(
    examples=[
        ex("=LOGNORM.DIST(4,3.5,1.2,TRUE)", 0.0390835557068005),
        ex("=LOGNORM.DIST(4,3.5,1.2,FALSE)", 0.0176175966818176),
        ex("=LOGNORM.DIST(0,3.5,1.2,TRUE)", NUM),
    ],
    bounds={"x": above(0), "standard_dev": above(0)},
    codes={"cumulative": CUMULATIVE},
)
def LOGNORM_DIST(x: Number, mean: Number, standard_dev: Number, cumulative: Logical) -> float:
    """Lognormal distribution: the share below x, or the density at x."""
    z = (log(x) - mean) / standard_dev
    return normal_cdf(z) if cumulative else normal_density(z) / (standard_dev * x)


@statistical(
    examples=[
        ex("=LOGNORMDIST(4,3.5,1.2)", 0.0390835557068005),
        ex("=LOGNORMDIST(4,3.5,-1)", NUM),
    ],
)
def LOGNORMDIST(x: Number, mean: Number, standard_dev: Number) -> float:
    """Share of a lognormal distribution below x."""
    return LOGNORM_DIST(x, mean, standard_dev, True)


@statistical(
    aliases=("LOGINV",),
    examples=[
        ex("=LOGNORM.INV(0.039084,3.5,1.2)", 4.00002521868064),
        ex("=LOGNORM.INV(0.5,0,1)", 1),
        ex("=LOGNORM.INV(0,3.5,1.2)", NUM),
    ],
)
def LOGNORM_INV(probability: Number, mean: Number, standard_dev: Number) -> float | ExcelError:
    """Value below which a share of a lognormal distribution lies."""
    found = NORM_INV(probability, mean, standard_dev)
    return found if isinstance(found, ExcelError) else exp(found)


@statistical(
    examples=[ex("=STANDARDIZE(42,40,1.5)", 1.33333333333333), ex("=STANDARDIZE(42,40,0)", NUM)],
)
def STANDARDIZE(x: Number, mean: Number, standard_dev: Number) -> float:
    """Distance from the mean, in standard deviations."""
    return (x - mean) / standard_dev if standard_dev > 0.0 else fail(NUM)


def _check_confidence(alpha: float, standard_dev: float, size: float) -> float:
    """The size, cut to an integer."""
    if not 0.0 < alpha < 1.0 or standard_dev <= 0.0 or size < 1.0:
        fail(NUM)
    return float(int(size))


@statistical(
    aliases=("CONFIDENCE",),
    examples=[
        ex("=CONFIDENCE.NORM(0.05,2.5,50)", 0.692951912174839),
        ex("=CONFIDENCE.NORM(0,2.5,50)", NUM),
    ],
)
def CONFIDENCE_NORM(alpha: Number, standard_dev: Number, size: Number) -> float:
    """Half the width of a mean's confidence interval, by the normal distribution."""
    count = _check_confidence(alpha, standard_dev, size)
    return normal_quantile(1.0 - alpha / 2.0) * standard_dev / sqrt(count)


@statistical(
    examples=[
        ex("=CONFIDENCE.T(0.05,1,50)", 0.284196855102632),
        ex("=CONFIDENCE.T(0.05,1,1)", DIV0),
        ex("=CONFIDENCE.T(0.05,1,0)", NUM),
    ],
)
def CONFIDENCE_T(alpha: Number, standard_dev: Number, size: Number) -> float:
    """Half the width of a mean's confidence interval, by Student's distribution."""
    from scipy.special import stdtrit

    count = _check_confidence(alpha, standard_dev, size)
    if count == 1.0:
        fail(DIV0)
    return float(-stdtrit(count - 1.0, alpha / 2.0)) * standard_dev / sqrt(count)


@statistical(examples=[ex("=FISHER(0.75)", 0.972955074527657), ex("=FISHER(1)", NUM)])
def FISHER(x: Number) -> float:
    """Fisher transformation of a correlation."""
    if not -1.0 < x < 1.0:
        fail(NUM)
    return 0.5 * log((1.0 + x) / (1.0 - x)) if abs(x) > 0.01 else atanh(x)


@statistical(examples=[ex("=FISHERINV(0.972955)", 0.749999967388), ex("=FISHERINV(0)", 0)])
def FISHERINV(y: Number) -> float:
    """Correlation of a Fisher transformation."""
    return tanh(y)
