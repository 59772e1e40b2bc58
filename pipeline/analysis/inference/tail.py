"""Test of the farthest of many values against the tail that the others show."""

import numpy as np
from scipy import special

from pipeline.analysis.inference.distributions import t_tail

SET_ASIDE = 2  # of the farthest values may be the odd ones; the tail is judged from the others
MIN_VALUES = 10  # values; fewer show no tail
FEWEST_OF_TAIL = 8  # values beside those set aside, that the tail's scale comes from
LONG = 75  # values; fewer don't tell a heavy tail from a light one, and must pass both tests
DROP = {"long": 2.51, "short": 0.7}  # log-likelihood within which the lighter tail is believed; 2.51: 97.5 % interval
FREEDOMS = np.array([0.7, 1, 1.3, 1.7, 2.2, 3, 4, 5, 6.5, 8, 10, 13, 17, 25, 40, 100, 1000])
QUARTILES = special.stdtrit(FREEDOMS, 0.75)  # of Student's t
SCALES = np.exp(np.linspace(-0.5, 0.5, 21))  # about the one that has the median in common
HEAVY_TAIL = 0.35  # mean log excess above which a tail counts as a power law; a normal distribution has about 0.2


def tail_p(deviations: np.ndarray) -> float:
    """P-value of the largest of some distances from their centre, those to one side of it.

    They are taken as Student's t of the lightest tail that all but the ``SET_ASIDE`` farthest, which count as no more
    than far (censored), allow (Lange, Little & Taylor 1989, J. Am. Stat. Assoc. 84). Under ``LONG`` values the test of
    :func:`extrapolated_p` must hold too. Misleads where a few far values are usual and rarer than the series is long.
    """
    if len(deviations) < MIN_VALUES:
        return 1.0
    if np.median(deviations) <= 0:
        return extrapolated_p(deviations)
    if len(deviations) >= LONG:
        return student_p(deviations, DROP["long"])
    return max(student_p(deviations, DROP["short"]), extrapolated_p(deviations))


def student_p(deviations: np.ndarray, drop: float) -> float:
    """The largest against Student's t of the highest degrees of freedom within ``drop`` of the best log-likelihood.

    The likelihood is that of all values but the largest, which is the one that is tested (externally studentised).
    """
    ordered = np.sort(deviations)
    n = len(ordered)
    kept = ordered[: n - SET_ASIDE]
    start = np.median(ordered) / QUARTILES
    likelihoods = np.array([_log_likelihood(kept, start * factor) for factor in SCALES])
    best = likelihoods.max(axis=0)
    chosen = int(np.flatnonzero(best >= best.max() - drop)[-1])
    scale = start[chosen] * SCALES[likelihoods[:, chosen].argmax()]
    return float(min(1.0, 2 * n * float(t_tail(ordered[-1] / scale, FREEDOMS[chosen]))))


def _log_likelihood(kept: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """For each of ``FREEDOMS`` with its scale; those set aside, but for the one tested, lie beyond the largest kept."""
    nu = FREEDOMS
    constant = special.gammaln((nu + 1) / 2) - special.gammaln(nu / 2) - np.log(nu * np.pi) / 2 - np.log(scales)
    squares = np.log1p(kept**2 / (nu * scales**2)[:, None]).sum(axis=1)
    with np.errstate(divide="ignore"):  # far beyond any tail
        beyond = (SET_ASIDE - 1) * np.log(t_tail(kept[-1] / scales, nu))
    return np.asarray(len(kept) * constant - (nu + 1) / 2 * squares + beyond)


def extrapolated_p(deviations: np.ndarray) -> float:
    """The largest against an exponential tail, or a power law's where the next largest look heavy-tailed.

    The tail's scale comes from the ones after the ``SET_ASIDE`` largest (Weissman 1978, J. Am. Stat. Assoc. 73).
    """
    ordered = np.sort(deviations)[::-1]
    if len(ordered) <= SET_ASIDE + FEWEST_OF_TAIL:
        return 1.0
    k = int(np.clip(len(ordered) // 10, FEWEST_OF_TAIL, 40))
    threshold = ordered[SET_ASIDE + k]
    if threshold <= 0:
        return 1.0
    tail = ordered[SET_ASIDE : SET_ASIDE + k]
    excess, farthest = tail - threshold, ordered[0] - threshold
    logs = np.log(tail / threshold)
    if float(logs.mean()) > HEAVY_TAIL:
        excess, farthest = logs, np.log(ordered[0] / threshold)
    # the k smallest of k + SET_ASIDE exponential values are smaller than k values drawn freely
    shrinkage = sum(1 / (k + SET_ASIDE - j) for i in range(k) for j in range(i + 1)) / k
    scale = float(excess.sum()) / shrinkage
    if scale <= 0:
        return 1.0
    return float(min(1.0, (k + SET_ASIDE) * (1 + farthest / scale) ** -k))
