"""Tests of one jump in the level of a series whose neighbouring values depend on each other."""

from enum import StrEnum

import numpy as np
from scipy import special

from pipeline.analysis.inference.distributions import t_tail
from pipeline.analysis.inference.rank_tests import mann_whitney_p
from pipeline.analysis.inference.serial import kpss_statistic, persistence, safety_margin, winsorized
from pipeline.analysis.inference.trend import trend_r_squared

PLAINLY = 13.0  # twice the log-likelihood by which a jump leaves a line behind, for the line not to be told
AT_ALL = 4.0  # the same, for the jump to be told: it may be at any place, a line has only one
PROMISING_P = 0.05  # of the jump's size, for ranks to be looked at too
SHARP = 6.0  # twice the log-likelihood by which a jump leaves every slow rise behind, to be told as made at once
RISES = (0.25, 0.5, 0.75)  # of a series' length that a rise between two levels may take to be a slow one
KPSS_1_PERCENT = 0.38  # as in inference.serial, about two levels: the 1 % point for a jump whose place was chosen
KPSS_5_PERCENT = 0.26  # likewise its 5 % point


class Form(StrEnum):
    """Which of two forms describes a series."""

    LINE = "line"
    STEP = "step"
    EITHER = "either"  # the data can't tell them apart


def form_of(values: np.ndarray) -> Form:
    """Whether one jump or a straight line describes a series plainly better, by their likelihoods.

    In 400 draws each of a jump and of a line of p < 1e-6 the gain was under ``PLAINLY`` for 13 % of the jumps and over
    ``AT_ALL`` for 10 % of the lines: between the two the data don't say which it was.
    """
    clipped = winsorized(values)
    left = [max(1 - r, 1e-12) for r in (trend_r_squared(clipped), step_r_squared(clipped))]
    gain = len(values) * float(np.log(left[0] / left[1]))
    return Form.STEP if gain > PLAINLY else Form.EITHER if gain > AT_ALL else Form.LINE


def jump_form(values: np.ndarray) -> Form:
    """As :func:`form_of`, and against rises that take a quarter of the series or more and then hold.

    Of 60 draws each of a rise over a quarter, over half and to the end, of 2 standard deviations, a jump left them
    behind by ``SHARP`` in one of twenty at most; where it gains nothing on them it is none, which a true jump of the
    size of the noise never was.
    """
    form = form_of(values)
    clipped = winsorized(values)
    slow = max(_rise_r_squared(clipped, max(2, int(part * len(clipped)))) for part in RISES)
    gain = len(values) * float(np.log(max(1 - slow, 1e-12) / max(1 - step_r_squared(clipped), 1e-12)))
    if form is Form.LINE or gain <= 0:
        return Form.LINE
    return form if gain > SHARP else Form.EITHER


def _rise_r_squared(values: np.ndarray, width: int) -> float:
    """The share of a series' variance that an even rise over ``width`` steps takes, at its best place."""
    n, left = len(values), values - values.mean()
    sums, moments = (np.concatenate([[0.0], np.cumsum(part)]) for part in (left, np.arange(n) * left))
    begins = np.arange(n - width + 1)
    ends = begins + width
    within = (moments[ends] - moments[begins] - begins * (sums[ends] - sums[begins])) / width
    after = n - ends
    part = np.arange(width) / width
    variance = float(part @ part) + after - (part.sum() + after) ** 2 / n
    gains = (within - sums[ends]) ** 2 / variance  # the sum of all that is left is nought
    return float(gains.max() / max(float(left @ left), 1e-300))


def step_r_squared(values: np.ndarray) -> float:
    """The share of a series' variance that one jump takes, at its best place."""
    return float(_step_gains(values)[1].max() / max(float(((values - values.mean()) ** 2).sum()), 1e-300))


def _step_gains(values: np.ndarray, margin: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Places of a jump (the first step after it) and the sum of squares that each takes."""
    n = len(values)
    margin = min(max(margin, n // 20), n // 2)
    places = np.arange(margin, n - margin + 1)
    before = np.cumsum(values - values.mean())[places - 1]
    return places, before**2 * n / (places * (n - places))


def level_change_test(values: np.ndarray) -> tuple[int, float, float]:
    """Where the level of a series jumps once, the share of variance that the jump takes, and a p-value.

    The best place of all, tested on the series quasi-differenced by the persistence that is left after the jump, with
    a p-value that reckons with the choice of the place (:func:`_of_any_place`). Where that persistence can't be told
    from a random walk's, or the levels wander, only the one change is compared with all other changes.
    """
    values = winsorized(values)
    places, gains = _step_gains(values)
    place = int(places[gains.argmax()])
    n = len(values)
    step = (np.arange(n) >= place).astype(float)
    residual = values - np.where(step > 0, values[place:].mean(), values[:place].mean())
    r_squared = float(1 - residual.var() / values.var()) if values.var() > 0 else 0.0
    rho = (
        1.0 if kpss_statistic(residual) > KPSS_1_PERCENT else persistence(residual, safety_margin(n), KPSS_5_PERCENT)[0]
    )
    y, x = values[1:] - rho * values[:-1], step[1:] - rho * step[:-1]
    y, x = y - y.mean(), x - x.mean()
    left = y - x * float(x @ y) / float(x @ x)
    degrees_of_freedom = (len(y) - 2) * (1 if rho == 1 else (1 - rho) / (1 + rho))
    t = float(x @ y) / np.sqrt(float(x @ x) * max(float(left @ left), 1e-300) / max(1.0, len(y) - 2))
    by_values = 2 * t_tail(abs(t), max(2.0, degrees_of_freedom))
    p_value = float(by_values)
    if p_value < PROMISING_P:  # a few far values make no level
        p_value = max(p_value, mann_whitney_p(values[:place], values[place:]))
    return place, r_squared, _of_any_place(p_value, len(places), int(places[0]) / n)


def _of_any_place(p_value: float, places: int, margin: float) -> float:
    """The two-sided p-value of the best of many places, given that of a known one; ``margin`` at each end is left out.

    The smaller of Bonferroni's and the tail of the maximum of a standardised Brownian bridge, neighbouring places being
    nearly the same test (James, James & Siegmund 1987, Biometrika 74).
    """
    bonferroni = min(1.0, places * p_value)
    if not 0 < p_value < 0.05:
        return bonferroni
    b = float(-special.ndtri(p_value / 2))
    bridge = (
        b * np.exp(-(b**2) / 2) / np.sqrt(2 * np.pi) * ((1 - 1 / b**2) * 2 * np.log((1 - margin) / margin) + 4 / b**2)
    )
    return float(min(bonferroni, bridge))
