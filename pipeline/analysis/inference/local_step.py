"""Test of a jump in a series that has a season and moves slowly besides: neighbouring stretches against all others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import median_filter

from pipeline.analysis.inference.distributions import t_tail
from pipeline.analysis.inference.rank_tests import mann_whitney_p
from pipeline.analysis.inference.serial import is_noise
from pipeline.analysis.inference.step import level_change_test

SMOOTH = 15  # steps whose median is the usual level
FAR = 5.0  # robust standard deviations from it, beyond which a value is clipped
MIN_BLOCKS = 6  # stretches, aside from the two at the jump, that tell how far others are apart
FREE = 0.5  # degrees of freedom of each: neighbours overlap
MIN_NOISE = 140  # steps, from which a walk under noise is told from noise
NO_WANDER = 0.1  # of Kwiatkowski et al.'s statistic; a walk under five times its noise passes in one draw of fifty
SHARP = 0.6  # of the jump that the nearest half of each stretch must show: a slow rise doesn't
KEPT = 0.5  # of the jump that must be left a stretch farther on, and a stretch before
CYCLES = 3  # of a season that is taken out
POSITIVE = 0.1  # of the median, above which all values must be for logarithms


@dataclass(frozen=True)
class LocalStep:
    """A jump: its place, the first step after it, and how probable it is by chance."""

    place: int
    p_value: float


def local_step(values: np.ndarray, cycle: int, widths: Sequence[int], *, by_factor: bool = False) -> LocalStep | None:
    """The sharpest lasting jump of a series of even steps; None where none is sharp and lasts.

    ``cycle``: steps of a season that is taken out (1: none); ``widths``: steps of a stretch, multiples of the cycle, of
    which those are tried that fit the series; ``by_factor``: whether season and jump are parts of the level. The means
    of neighbouring stretches are taken apart at each place: a slow wave or a random walk moves all of them alike, a
    jump one of them far. Misleads where a calm series has one wild stretch, so that the ranks of the two stretches have
    to differ too. Where nothing but noise is left beside the jump, the whole series says more (:func:`_of_noise`).
    """
    fitting = [width for width in widths if len(values) >= (MIN_BLOCKS + 4) * width]
    if not fitting or np.ptp(values) == 0:
        return None
    calm = without_season(_clipped(_scaled(values) if by_factor else values), cycle)
    tested = list(_tested(calm, cycle, fitting))
    found = [(p_value, place) for width, place, p_value in tested if _lasts(calm, place, width, cycle)]
    if not found:
        return None
    p_value, place = min(found)
    return LocalStep(place, min(1.0, len(tested) * p_value))


def _tested(calm: np.ndarray, cycle: int, widths: Sequence[int]) -> Iterator[tuple[int, int, float]]:
    """The width, the place and the p-value of a jump between stretches of each width, then of the whole series."""
    for width in widths:
        yield width, *_of_stretches(calm, width)
    if cycle > 1 and len(calm) >= MIN_NOISE:
        yield widths[0], *_of_noise(calm)


def without_season(values: np.ndarray, cycle: int) -> np.ndarray:
    """A series less what each part of its cycle is usually above or below the running mean of one cycle."""
    if cycle < 2 or len(values) < CYCLES * cycle:
        return values
    smooth = _running_mean(values, cycle)
    parts = np.arange(len(values)) % cycle
    usual = np.array([np.median((values - smooth)[parts == part]) for part in range(cycle)])
    return np.asarray(values - (usual - usual.mean())[parts])


def _running_mean(values: np.ndarray, cycle: int) -> np.ndarray:
    """The centred mean of a whole cycle; at the ends of the nearest whole one."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    first = np.clip(np.arange(len(values)) - cycle // 2, 0, len(values) - cycle)
    return np.asarray((sums[first + cycle] - sums[first]) / cycle)


def _scaled(values: np.ndarray) -> np.ndarray:
    """Logarithms of what is well above zero: a season and a jump are a part of the level."""
    return np.log(values) if values.min() > POSITIVE * np.median(values) > 0 else values


def _clipped(values: np.ndarray) -> np.ndarray:
    """The values, those far from the median around them clipped: a few odd days make no level."""
    usual = median_filter(values, SMOOTH, mode="nearest")
    left = values - usual
    reach = FAR * 1.4826 * float(np.median(np.abs(left)))
    return np.asarray(usual + np.clip(left, -reach, reach)) if reach > 0 else values


def _apart(values: np.ndarray, width: int) -> np.ndarray:
    """The mean of the ``width`` values from each place on, less that of those before it; from place ``width`` on."""
    means = np.convolve(values, np.ones(width) / width, mode="valid")
    return np.asarray(means[width:] - means[:-width])


def _of_stretches(values: np.ndarray, width: int) -> tuple[int, float]:
    """The place where neighbouring stretches are farthest apart, and a p-value by how far all others are."""
    apart = _apart(values, width)
    apart = apart - np.median(apart)
    at = int(np.argmax(np.abs(apart)))
    others = np.delete(apart, slice(max(0, at - width), at + width + 1))
    blocks = len(others) / width
    if blocks < MIN_BLOCKS:
        return at + width, 1.0
    scale = max(1.4826 * float(np.median(np.abs(others))), float(np.sqrt(np.mean(others**2))) / 2, 1e-12)
    by_others = 2 * float(t_tail(abs(float(apart[at])) / scale, FREE * blocks)) * 2 * len(apart) / width
    place = at + width
    before, after = values[max(0, place - 2 * width) : place], values[place : place + 2 * width]
    by_ranks = float(mann_whitney_p(before, after)) * len(apart) / width
    return place, min(1.0, max(by_others, by_ranks))


def _of_noise(values: np.ndarray) -> tuple[int, float]:
    """The jump of the whole series, where nothing is left beside it but noise: no wave and no walk."""
    place, _, p_value = level_change_test(values)
    levels = np.where(np.arange(len(values)) >= place, values[place:].mean(), values[:place].mean())
    return place, p_value if is_noise(values - levels, NO_WANDER) else 1.0


def _lasts(values: np.ndarray, place: int, width: int, cycle: int) -> bool:
    """Whether the jump is made at once, holds beyond the next stretch, and was no return from an odd one."""
    if not width <= place <= len(values) - width:
        return False
    jump = float(values[place : place + width].mean() - values[place - width : place].mean())
    near = max(cycle, width // 2)
    at_once = float(values[place : place + near].mean() - values[place - near : place].mean())
    later = values[place + width : place + 2 * width]
    earlier = values[max(0, place - 2 * width) : place - width]
    after = float(later.mean()) if len(later) else float(values[place : place + width].mean())
    before = float(earlier.mean()) if len(earlier) else float(values[place - width : place].mean())
    return bool(at_once / jump >= SHARP and (after - before) / jump >= KEPT) if jump else False
