"""Binomial, negative binomial, hypergeometric and Poisson distributions."""

from __future__ import annotations

from functools import partial
from math import exp, fsum, log, log1p, pi, sqrt

from xl_kpis.errors import NA, NUM, fail
from xl_kpis.formula.functions.declare import Array, Logical, Number, ex, function
from xl_kpis.formula.functions.support.bounds import at_least
from xl_kpis.formula.functions.support.meanings import CUMULATIVE
from xl_kpis.formula.functions.support.ranges import first_error
from xl_kpis.formula.values.formula_limits import check_steps

statistical = partial(function, category="statistical")

MAX_COUNT = 2.0**53


def _whole(number: float) -> int:
    """A count, cut to an integer; #NUM! where it was negative before, or is too large."""
    return int(number) if 0.0 <= number < MAX_COUNT else fail(NUM)


_STIRLING_RESTS = (
    *(0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093),
    *(0.016644691189821193, 0.013876128823070748, 0.01189670994589177, 0.010411265261972096),
    *(0.009255462182712733, 0.00833056343336287, 0.007573675487951841, 0.00694284010720953),
    *(0.006408994188004207, 0.0059513701127588475, 0.005554733551962801),
)
"""What Stirling's formula lacks of log(n!) for 1 to 15, where its series has fewer digits."""


def _stirling_rest(n: float) -> float:
    """What Stirling's formula lacks of log(n!)."""
    if n <= 15.0:
        return _STIRLING_RESTS[int(n) - 1]
    square = n * n
    series = 1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square
    return (1 / 12 - (1 / 360 - series / square) / square) / n


def _deviance(x: float, mean: float) -> float:
    """``x log(x / mean) + mean - x``, exact where x is near the mean."""
    difference = x - mean
    if abs(difference) < 0.1 * (x + mean):
        v = difference / (x + mean)
        total, power = difference * v, 2.0 * x * v
        for j in range(1, 1000):
            power *= v * v
            following = total + power / (2 * j + 1)
            if following == total:
                return total
            total = following
    return x * log(x / mean) + mean - x


def binomial(k: float, n: float, p: float) -> float:
    """The probability of k successes in n trials (Loader's saddle-point form)."""
    if p == 0.0 or p == 1.0:
        return 1.0 if k == n * p else 0.0
    if k == 0.0:
        return exp(n * log1p(-p))
    if k == n:
        return exp(n * log(p))
    rest = n - k
    size = _stirling_rest(n) - _stirling_rest(k) - _stirling_rest(rest)
    size -= _deviance(k, n * p) + _deviance(rest, n * (1.0 - p))
    return exp(size) * sqrt(n / (2.0 * pi * k * rest))


def poisson(k: float, mean: float) -> float:
    """The probability of k events where ``mean`` are expected."""
    if mean == 0.0 or k == 0.0:
        return exp(-mean) if k == 0.0 else 0.0
    return exp(-_stirling_rest(k) - _deviance(k, mean)) / sqrt(2.0 * pi * k)


def binomial_cdf(k: int, n: int, p: float) -> float:
    """The probability of at most k successes in n trials."""
    from scipy.special import betainc

    return float(betainc(n - k, k + 1.0, 1.0 - p)) if k < n else 1.0


@statistical(
    aliases=("BINOMDIST",),
    examples=[
        ex("=BINOM.DIST(6,10,0.5,FALSE)", 0.205078125),
        ex("=BINOM.DIST(6,10,0.5,TRUE)", 0.828125),
        ex("=BINOM.DIST(11,10,0.5,TRUE)", NUM),
        ex("=BINOM.DIST(-0.5,10,0.5,TRUE)", NUM),
    ],
    codes={"cumulative": CUMULATIVE},
)
def BINOM_DIST(
    number_s: Number, trials: Number, probability_s: Number, cumulative: Logical
) -> float:
    """Binomial distribution: the probability of a number of successes, or of at most as many."""
    k, n = _whole(number_s), _whole(trials)
    if k > n or not 0.0 <= probability_s <= 1.0:
        fail(NUM)
    if cumulative:
        return binomial_cdf(k, n, probability_s)
    return binomial(float(k), float(n), probability_s)


@statistical(
    name="BINOM.DIST.RANGE",
    examples=[
        ex("=BINOM.DIST.RANGE(60,0.75,48)", 0.0839749674290475),
        ex("=BINOM.DIST.RANGE(60,0.75,45,50)", 0.523629793457186),
        ex("=BINOM.DIST.RANGE(60,0.75,50,45)", NUM),
    ],
    empty="default",
)
def BINOM_DIST_RANGE(
    trials: Number,
    probability_s: Number,
    number_s: Number,
    number_s2: Number = None,  # type: ignore[assignment]
) -> float:
    """Probability of a number of successes from one bound to another."""
    n, first = _whole(trials), _whole(number_s)
    last = first if number_s2 is None else _whole(number_s2)
    if not first <= last <= n or not 0.0 <= probability_s <= 1.0:
        fail(NUM)
    if last - first < 1000:
        return fsum(binomial(float(k), float(n), probability_s) for k in range(first, last + 1))
    below = binomial_cdf(first - 1, n, probability_s) if first else 0.0
    return binomial_cdf(last, n, probability_s) - below


@statistical(
    aliases=("CRITBINOM",),
    examples=[ex("=BINOM.INV(6,0.5,0.75)", 4), ex("=BINOM.INV(6,0.5,0)", NUM)],
    bounds={"trials": at_least(0)},
)
def BINOM_INV(trials: Number, probability_s: Number, alpha: Number) -> float:
    """Least number of successes whose cumulative probability reaches a level."""
    n = _whole(trials)
    if not 0.0 < probability_s < 1.0 or not 0.0 < alpha < 1.0:
        fail(NUM)
    low, high = 0, n
    while low < high:
        middle = (low + high) // 2
        if binomial_cdf(middle, n, probability_s) >= alpha:
            high = middle
        else:
            low = middle + 1
    return float(low)


def _negative_binomial(failures: float, successes: float, p: float) -> tuple[int, int]:
    f, s = _whole(failures), _whole(successes)
    return (f, s) if s >= 1 and 0.0 < p < 1.0 else fail(NUM)


@statistical(
    examples=[
        ex("=NEGBINOM.DIST(10,5,0.25,TRUE)", 0.313514058129862),
        ex("=NEGBINOM.DIST(10,5,0.25,FALSE)", 0.0550486603751779),
        ex("=NEGBINOM.DIST(10,0,0.25,TRUE)", NUM),
    ],
    codes={"cumulative": CUMULATIVE},
)
def NEGBINOM_DIST(
    number_f: Number, number_s: Number, probability_s: Number, cumulative: Logical
) -> float:
    """Probability of a number of failures before a number of successes, or of at most as many."""
    from scipy.special import betainc

    f, s = _negative_binomial(number_f, number_s, probability_s)
    if cumulative:
        return float(betainc(s, f + 1.0, probability_s))
    return s / (f + s) * binomial(float(s), float(f + s), probability_s)


@statistical(
    examples=[
        ex("=NEGBINOMDIST(10,5,0.25)", 0.0550486603751779),
        ex("=NEGBINOMDIST(-1,5,0.25)", NUM),
    ],
)
def NEGBINOMDIST(number_f: Number, number_s: Number, probability_s: Number) -> float:
    """Probability of a number of failures before a number of successes."""
    return NEGBINOM_DIST(number_f, number_s, probability_s, False)


def _hypergeometric(k: int, sample: int, successes: int, population: int) -> float:
    if not max(0, sample - population + successes) <= k <= min(sample, successes):
        return 0.0
    share = sample / population
    drawn = binomial(float(k), float(successes), share)
    others = binomial(float(sample - k), float(population - successes), share)
    return drawn * others / binomial(float(sample), float(population), share)


def _hypergeometric_counts(
    sample_s: float, number_sample: float, population_s: float, number_pop: float
) -> tuple[int, int, int, int]:
    k, sample = _whole(sample_s), _whole(number_sample)
    successes, population = _whole(population_s), _whole(number_pop)
    if not 0 < sample <= population or not 0 < successes <= population:
        fail(NUM)
    if not max(0, sample - population + successes) <= k <= min(sample, successes):
        fail(NUM)
    return k, sample, successes, population


@statistical(
    examples=[
        ex("=HYPGEOM.DIST(1,4,8,20,TRUE)", 0.465428276573787),
        ex("=HYPGEOM.DIST(1,4,8,20,FALSE)", 0.363261093911249),
        ex("=HYPGEOM.DIST(5,4,8,20,TRUE)", NUM),
    ],
    codes={"cumulative": CUMULATIVE},
)
def HYPGEOM_DIST(
    sample_s: Number,
    number_sample: Number,
    population_s: Number,
    number_pop: Number,
    cumulative: Logical,
) -> float:
    """Probability of a number of successes in a sample without replacement."""
    k, *counts = _hypergeometric_counts(sample_s, number_sample, population_s, number_pop)
    if not cumulative:
        return _hypergeometric(k, *counts)
    check_steps(k)
    return min(fsum(_hypergeometric(i, *counts) for i in range(k + 1)), 1.0)


@statistical(
    examples=[
        ex("=HYPGEOMDIST(1,4,8,20)", 0.363261093911249),
        ex("=HYPGEOMDIST(1,4,8,0)", NUM),
    ],
)
def HYPGEOMDIST(
    sample_s: Number, number_sample: Number, population_s: Number, number_pop: Number
) -> float:
    """Probability of exactly a number of successes in a sample without replacement."""
    return HYPGEOM_DIST(sample_s, number_sample, population_s, number_pop, False)


@statistical(
    aliases=("POISSON",),
    examples=[
        ex("=POISSON.DIST(2,5,TRUE)", 0.124652019483081),
        ex("=POISSON.DIST(2,5,FALSE)", 0.0842243374885683),
        ex("=POISSON.DIST(-1,5,TRUE)", NUM),
    ],
    bounds={"x": at_least(0), "mean": at_least(0)},
    codes={"cumulative": CUMULATIVE},
)
def POISSON_DIST(x: Number, mean: Number, cumulative: Logical) -> float:
    """Poisson distribution: the probability of a number of events, or of at most as many."""
    k = _whole(x)
    if cumulative:
        from scipy.special import gammaincc

        return float(gammaincc(k + 1.0, mean))
    return poisson(float(k), mean)


@statistical(
    examples=[
        ex("=PROB({0,1,2,3},{0.2,0.3,0.1,0.4},2)", 0.1),
        ex("=PROB({0,1,2,3},{0.2,0.3,0.1,0.4},1,3)", 0.8),
        ex("=PROB({0,1},{0.2,0.3},1)", NUM),
        ex("=PROB({0,1,2},{0.5,0.5},1)", NA),
    ],
    empty="default",
)
def PROB(
    x_range: Array,
    prob_range: Array,
    lower_limit: Number,
    upper_limit: Number = None,  # type: ignore[assignment]
) -> float:
    """Probability that values lie between two limits, or equal one."""
    values, chances = x_range.ravel().tolist(), prob_range.ravel().tolist()
    error = first_error(values + chances)
    if error is not None:
        fail(error)
    if len(values) != len(chances):
        fail(NA)
    both = [
        (x, p)
        for x, p in zip(values, chances, strict=True)
        if type(x) is float and type(p) is float
    ]
    if any(not 0.0 < p <= 1.0 for _, p in both) or abs(fsum(p for _, p in both) - 1.0) > 1e-9:
        fail(NUM)
    upper = lower_limit if upper_limit is None else upper_limit
    return fsum(p for x, p in both if lower_limit <= x <= upper)
