"""Student's, chi-squared, F, beta, gamma, exponential and Weibull distributions."""

from __future__ import annotations

from functools import partial
from math import exp, expm1, gamma, log, log1p, pi

from xl_kpis.errors import DIV0, NUM, fail
from xl_kpis.formula.functions.declare import Logical, Number, ex, function
from xl_kpis.formula.functions.support.bounds import above, at_least
from xl_kpis.formula.functions.support.meanings import CUMULATIVE, TAILS
from xl_kpis.formula.functions.support.numeric import log_gamma

statistical = partial(function, category="statistical")

MAX_FREEDOM = 1e10


def freedom(number: float) -> float:
    """Degrees of freedom: a whole number from 1 on, else #NUM!."""
    return float(int(number)) if 1.0 <= number <= MAX_FREEDOM else fail(NUM)


def f_freedom(number: float) -> float:
    """Degrees of freedom of an F distribution: :func:`freedom`, below the limit."""
    return freedom(number) if number < MAX_FREEDOM else fail(NUM)


def _is_plain(shape: float) -> bool:
    """Whether a density can be made of powers, which have more digits than logarithms, without
    leaving the range of numbers."""
    return 0.01 < shape < 100.0


def student_tail(t: float, degrees: float) -> float:
    """The share of Student's distribution above t."""
    from scipy.special import stdtr

    return float(stdtr(degrees, -t))


def f_tail(x: float, degrees1: float, degrees2: float) -> float:
    """The share of an F distribution above x."""
    from scipy.special import fdtrc

    return float(fdtrc(degrees1, degrees2, x))


def chi_tail(x: float, degrees: float) -> float:
    """The share of a chi-squared distribution above x."""
    from scipy.special import gammaincc

    return float(gammaincc(degrees / 2.0, x / 2.0))


@statistical(
    examples=[
        ex("=T.DIST(60,1,TRUE)", 0.994695326367377),
        ex("=T.DIST(8,3,FALSE)", 0.000736906520946896),
        ex("=T.DIST(1,0,TRUE)", NUM),
        ex("=T.DIST(1,0,FALSE)", DIV0),
    ],
    codes={"cumulative": CUMULATIVE},
)
def T_DIST(x: Number, deg_freedom: Number, cumulative: Logical) -> float:
    """Student's distribution: the share below x, or the density at x."""
    if deg_freedom < 1.0 and not cumulative:
        fail(DIV0)
    degrees = freedom(deg_freedom)
    if cumulative:
        return student_tail(-x, degrees)
    half = (degrees + 1.0) / 2.0
    scale = log_gamma(half) - log_gamma(degrees / 2.0) - 0.5 * log(degrees * pi)
    return exp(scale - half * log1p(x * x / degrees))


@statistical(
    examples=[
        ex("=T.DIST.RT(1.959999998,60)", 0.0273224650063542),
        ex("=T.DIST.RT(0,5)", 0.5),
        ex("=T.DIST.RT(1,0.5)", NUM),
    ],
)
def T_DIST_RT(x: Number, deg_freedom: Number) -> float:
    """Share of Student's distribution above x."""
    return student_tail(x, freedom(deg_freedom))


@statistical(
    examples=[
        ex("=T.DIST.2T(1.959999998,60)", 0.0546449300127085),
        ex("=T.DIST.2T(-1,60)", NUM),
    ],
)
def T_DIST_2T(x: Number, deg_freedom: Number) -> float:
    """Share of Student's distribution beyond x on both sides."""
    return 2.0 * student_tail(x, freedom(deg_freedom)) if x >= 0.0 else fail(NUM)


@statistical(
    examples=[
        ex("=TDIST(1.959999998,60,2)", 0.0546449300127085),
        ex("=TDIST(1.959999998,60,1)", 0.0273224650063542),
        ex("=TDIST(1,60,3)", NUM),
    ],
    codes={"tails": TAILS},
)
def TDIST(x: Number, deg_freedom: Number, tails: Number) -> float:
    """Share of Student's distribution beyond x, on one side or both."""
    degrees = freedom(deg_freedom)
    if x < 0.0 or int(tails) not in (1, 2):
        fail(NUM)
    return int(tails) * student_tail(x, degrees)


@statistical(examples=[ex("=T.INV(0.75,2)", 0.816496580927726), ex("=T.INV(0,2)", NUM)])
def T_INV(probability: Number, deg_freedom: Number) -> float:
    """Value below which a share of Student's distribution lies."""
    from scipy.special import stdtrit

    degrees = freedom(deg_freedom)
    return float(stdtrit(degrees, probability)) if 0.0 < probability < 1.0 else fail(NUM)


@statistical(
    aliases=("TINV",),
    examples=[
        ex("=T.INV.2T(0.05,10)", 2.22813885198627),
        ex("=T.INV.2T(1,60)", 0),
        ex("=T.INV.2T(0,60)", NUM),
    ],
)
def T_INV_2T(probability: Number, deg_freedom: Number) -> float:
    """Value beyond which, on both sides, a share of Student's distribution lies."""
    from scipy.special import stdtrit

    degrees = freedom(deg_freedom)
    return float(-stdtrit(degrees, probability / 2.0)) if 0.0 < probability <= 1.0 else fail(NUM)


@statistical(
    examples=[
        ex("=CHISQ.DIST(0.5,1,TRUE)", 0.520499877813047),
        ex("=CHISQ.DIST(2,3,FALSE)", 0.207553748710297),
        ex("=CHISQ.DIST(-1,1,TRUE)", NUM),
    ],
    codes={"cumulative": CUMULATIVE},
)
def CHISQ_DIST(x: Number, deg_freedom: Number, cumulative: Logical) -> float:
    """Chi-squared distribution: the share below x, or the density at x."""
    return GAMMA_DIST(x, freedom(deg_freedom) / 2.0, 2.0, cumulative)


@statistical(
    aliases=("CHIDIST",),
    examples=[
        ex("=CHISQ.DIST.RT(18.307,10)", 0.0500005890913981),
        ex("=CHISQ.DIST.RT(-1,10)", NUM),
    ],
)
def CHISQ_DIST_RT(x: Number, deg_freedom: Number) -> float:
    """Share of the chi-squared distribution above x."""
    return chi_tail(x, freedom(deg_freedom)) if x >= 0.0 else fail(NUM)


@statistical(
    examples=[
        ex("=CHISQ.INV(0.93,1)", 3.28302028675954),
        ex("=CHISQ.INV(0.6,2)", 1.83258146374831),
        ex("=CHISQ.INV(1,2)", NUM),
    ],
)
def CHISQ_INV(probability: Number, deg_freedom: Number) -> float:
    """Value below which a share of the chi-squared distribution lies."""
    return GAMMA_INV(probability, freedom(deg_freedom) / 2.0, 2.0)


@statistical(
    aliases=("CHIINV",),
    examples=[
        ex("=CHISQ.INV.RT(0.05,10)", 18.3070380532751),
        ex("=CHISQ.INV.RT(1,10)", 0),
        ex("=CHISQ.INV.RT(2,10)", NUM),
    ],
)
def CHISQ_INV_RT(probability: Number, deg_freedom: Number) -> float:
    """Value above which a share of the chi-squared distribution lies."""
    from scipy.special import gammainccinv

    half = freedom(deg_freedom) / 2.0
    if not 0.0 < probability <= 1.0:
        fail(NUM)
    return 2.0 * float(gammainccinv(half, probability))


@statistical(
    examples=[
        ex("=F.DIST(15.20686486,6,4,TRUE)", 0.99),
        ex("=F.DIST(15.20686486,6,4,FALSE)", 0.00122379959876089),
        ex("=F.DIST(-1,6,4,TRUE)", NUM),
    ],
    codes={"cumulative": CUMULATIVE},
)
def F_DIST(x: Number, deg_freedom1: Number, deg_freedom2: Number, cumulative: Logical) -> float:
    """F distribution: the share below x, or the density at x."""
    d1, d2 = f_freedom(deg_freedom1), f_freedom(deg_freedom2)
    if x < 0.0:
        fail(NUM)
    if cumulative:
        from scipy.special import fdtr

        return float(fdtr(d1, d2, x))
    if x == 0.0:
        return 1.0 if d1 == 2.0 else 0.0 if d1 > 2.0 else fail(NUM)
    half1, half2 = d1 / 2.0, d2 / 2.0
    beta = log_gamma(half1) + log_gamma(half2) - log_gamma(half1 + half2)
    spread = (half1 + half2) * log1p(d1 * x / d2)
    return exp(half1 * log(d1 / d2) + (half1 - 1.0) * log(x) - spread - beta)


@statistical(
    aliases=("FDIST",),
    examples=[
        ex("=F.DIST.RT(15.20686486,6,4)", 0.01),
        ex("=F.DIST.RT(-1,6,4)", NUM),
        ex("=F.DIST.RT(5,1,1E+10)", NUM),
    ],
)
def F_DIST_RT(x: Number, deg_freedom1: Number, deg_freedom2: Number) -> float:
    """Share of the F distribution above x."""
    d1, d2 = f_freedom(deg_freedom1), f_freedom(deg_freedom2)
    return f_tail(x, d1, d2) if x >= 0.0 else fail(NUM)


@statistical(
    examples=[
        ex("=F.INV(0.01,6,4)", 0.109309914112457),
        ex("=F.INV(0,6,4)", 0),
        ex("=F.INV(1,6,4)", NUM),
    ],
)
def F_INV(probability: Number, deg_freedom1: Number, deg_freedom2: Number) -> float:
    """Value below which a share of the F distribution lies."""
    from scipy.special import betaincinv

    d1, d2 = f_freedom(deg_freedom1), f_freedom(deg_freedom2)
    if not 0.0 <= probability < 1.0:
        fail(NUM)
    share = float(betaincinv(d1 / 2.0, d2 / 2.0, probability))
    return d2 * share / (d1 * (1.0 - share))


@statistical(
    aliases=("FINV",),
    examples=[
        ex("=F.INV.RT(0.01,6,4)", 15.2068648611575),
        ex("=F.INV.RT(1,6,4)", 0),
        ex("=F.INV.RT(0,6,4)", NUM),
    ],
)
def F_INV_RT(probability: Number, deg_freedom1: Number, deg_freedom2: Number) -> float:
    """Value above which a share of the F distribution lies."""
    from scipy.special import betaincinv

    d1, d2 = f_freedom(deg_freedom1), f_freedom(deg_freedom2)
    if not 0.0 < probability <= 1.0:
        fail(NUM)
    share = float(betaincinv(d2 / 2.0, d1 / 2.0, probability))
    return d2 * (1.0 - share) / (d1 * share)


def _beta_cdf(x: float, alpha: float, beta: float, low: float, high: float) -> float:
    from scipy.special import betainc

    if alpha <= 0.0 or beta <= 0.0 or not low <= x <= high or low == high:
        fail(NUM)
    return float(betainc(alpha, beta, (x - low) / (high - low)))


@statistical(
    examples=[
        ex("=BETA.DIST(2,8,10,TRUE,1,3)", 0.685470581054687),
        ex("=BETA.DIST(2,8,10,FALSE,1,3)", 1.48376464843750),
        ex("=BETA.DIST(4,8,10,TRUE,1,3)", NUM),
    ],
    codes={"cumulative": CUMULATIVE},
)
def BETA_DIST(
    x: Number,
    alpha: Number,
    beta: Number,
    cumulative: Logical,
    A: Number = 0.0,
    B: Number = 1.0,
) -> float:
    """Beta distribution: the share below x, or the density at x."""
    share = _beta_cdf(x, alpha, beta, A, B)
    if cumulative:
        return share
    y = (x - A) / (B - A)
    if y in (0.0, 1.0):
        edge = alpha if y == 0.0 else beta
        return 0.0 if edge > 1.0 else fail(NUM) if edge < 1.0 else (alpha + beta - 1.0) / (B - A)
    if _is_plain(alpha) and _is_plain(beta):
        from scipy.special import beta as beta_function

        powers = y ** (alpha - 1.0) * (1.0 - y) ** (beta - 1.0)
        return powers / float(beta_function(alpha, beta)) / (B - A)
    norm = log_gamma(alpha + beta) - log_gamma(alpha) - log_gamma(beta)
    return exp(norm + (alpha - 1.0) * log(y) + (beta - 1.0) * log1p(-y)) / (B - A)


@statistical(
    examples=[
        ex("=BETADIST(2,8,10,1,3)", 0.685470581054687),
        ex("=BETADIST(0.5,0,10)", NUM),
    ],
)
def BETADIST(x: Number, alpha: Number, beta: Number, A: Number = 0.0, B: Number = 1.0) -> float:
    """Share of the beta distribution below x."""
    return _beta_cdf(x, alpha, beta, A, B)


@statistical(
    aliases=("BETAINV",),
    examples=[
        ex("=BETA.INV(0.685470581,8,10,1,3)", 1.99999999963398),
        ex("=BETA.INV(0.5,1,1)", 0.5),
        ex("=BETA.INV(0,8,10,1,3)", NUM),
        ex("=BETA.INV(0.2,4,5,2,2)", NUM),
    ],
)
def BETA_INV(
    probability: Number, alpha: Number, beta: Number, A: Number = 0.0, B: Number = 1.0
) -> float:
    """Value below which a share of the beta distribution lies."""
    from scipy.special import betaincinv

    if alpha <= 0.0 or beta <= 0.0 or not 0.0 < probability < 1.0 or A >= B:
        fail(NUM)
    return A + (B - A) * float(betaincinv(alpha, beta, probability))


@statistical(
    aliases=("GAMMADIST",),
    examples=[
        ex("=GAMMA.DIST(10.00001131,9,2,TRUE)", 0.068094004),
        ex("=GAMMA.DIST(10.00001131,9,2,FALSE)", 0.032639130),
        ex("=GAMMA.DIST(-1,9,2,TRUE)", NUM),
    ],
    bounds={"x": at_least(0), "alpha": above(0), "beta": above(0)},
    codes={"cumulative": CUMULATIVE},
)
def GAMMA_DIST(x: Number, alpha: Number, beta: Number, cumulative: Logical) -> float:
    """Gamma distribution: the share below x, or the density at x."""
    y = x / beta
    if cumulative:
        from scipy.special import gammainc

        return float(gammainc(alpha, y))
    if y == 0.0:
        return 0.0 if alpha > 1.0 else fail(NUM) if alpha < 1.0 else 1.0 / beta
    if _is_plain(alpha) and y < 100.0:
        return y ** (alpha - 1.0) * exp(-y) / gamma(alpha) / beta
    return exp((alpha - 1.0) * log(y) - y - log_gamma(alpha)) / beta


@statistical(
    aliases=("GAMMAINV",),
    examples=[
        ex("=GAMMA.INV(0.068094,9,2)", 10.0000111914377),
        ex("=GAMMA.INV(0,9,2)", 0),
        ex("=GAMMA.INV(1,9,2)", NUM),
    ],
)
def GAMMA_INV(probability: Number, alpha: Number, beta: Number) -> float:
    """Value below which a share of the gamma distribution lies."""
    from scipy.special import gammaincinv

    if alpha <= 0.0 or beta <= 0.0 or not 0.0 <= probability < 1.0:
        fail(NUM)
    return beta * float(gammaincinv(alpha, probability))


@statistical(
    examples=[
        ex("=GAMMA(2.5)", 1.32934038817914),
        ex("=GAMMA(-3.75)", 0.267866128861417),
        ex("=GAMMA(-2)", NUM),
    ],
)
def GAMMA(number: Number) -> float:
    """Gamma function."""
    return gamma(number) if number > 0.0 or number != int(number) else fail(NUM)


@statistical(
    aliases=("GAMMALN.PRECISE",),
    examples=[
        ex("=GAMMALN(4)", 1.79175946922806),
        ex("=GAMMALN(1.0000001)", -5.772155829918508e-08),
        ex("=GAMMALN(0)", NUM),
    ],
)
def GAMMALN(x: Number) -> float:
    """Natural logarithm of the gamma function."""
    return log_gamma(x) if x > 0.0 else fail(NUM)


@statistical(
    name="EXPON.DIST",
    aliases=("EXPONDIST",),
    examples=[
        ex("=EXPON.DIST(0.2,10,TRUE)", 0.864664716763387),
        ex("=EXPON.DIST(0.2,10,FALSE)", 1.35335283236613),
        ex("=EXPON.DIST(0.2,0,TRUE)", NUM),
    ],
    bounds={"x": at_least(0), "lambda": above(0)},
    codes={"cumulative": CUMULATIVE},
)
def EXPON_DIST(x: Number, lambda_: Number, cumulative: Logical) -> float:
    """Exponential distribution: the share below x, or the density at x."""
    return WEIBULL_DIST(x, 1.0, 1.0 / lambda_, cumulative)


@statistical(
    aliases=("WEIBULL",),
    examples=[
        ex("=WEIBULL.DIST(105,20,100,TRUE)", 0.929581390069277),
        ex("=WEIBULL.DIST(105,20,100,FALSE)", 0.0355888640245045),
        ex("=WEIBULL.DIST(-1,20,100,TRUE)", NUM),
    ],
    bounds={"x": at_least(0), "alpha": above(0), "beta": above(0)},
    codes={"cumulative": CUMULATIVE},
)
def WEIBULL_DIST(x: Number, alpha: Number, beta: Number, cumulative: Logical) -> float:
    """Weibull distribution: the share below x, or the density at x."""
    power = (x / beta) ** alpha
    if cumulative:
        return -expm1(-power)
    return alpha / beta * (x / beta) ** (alpha - 1.0) * exp(-power)
