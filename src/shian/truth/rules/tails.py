"""How likely so much, or so little, is by chance alone."""

from math import exp, lgamma, log


def at_least(k: int, n: int, p: float) -> float:
    """The chance of k or more of n, each with the chance p."""
    if k <= 0:
        return 1.0
    if p <= 0 or k > n:
        return 0.0
    return min(sum(_binomial(i, n, p) for i in range(k, n + 1)), 1.0) if p < 1 else 1.0


def at_most(k: int, mean: float) -> float:
    """The chance of k or fewer where so many are expected (Poisson)."""
    if mean <= 0:
        return 1.0
    return min(sum(exp(i * log(mean) - mean - lgamma(i + 1)) for i in range(k + 1)), 1.0)


def _binomial(k: int, n: int, p: float) -> float:
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return exp(ways + k * log(p) + (n - k) * log(1 - p))
