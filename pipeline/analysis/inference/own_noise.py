"""Whether an entity changed between two ends by more than it goes up and down from one period to the next."""

import numpy as np

from pipeline.analysis.inference.distributions import t_tail

MIN_PERIODS = 4
PRIOR = 4.0  # steps that all entities' scatter counts for beside an entity's own


def moved_p(values: np.ndarray, told: list[int]) -> float | None:
    """P-value of the one of some entities that moved farthest for its ways, of ``values`` by period and entity.

    An entity's change from first to last is held against its own steps from period to period, and the line through
    its periods, where that goes the same way, against its scatter about it; variances are drawn towards those of all
    (as in Smyth 2004). Corrected for the two tests and for the choice among all entities. None of too few periods.
    """
    if len(values) < MIN_PERIODS:
        return None
    gains, steps = values[-1] - values[0], np.diff(values, axis=0)
    known = (~np.isnan(steps)).sum(axis=0)
    by_steps = _p_values(gains, np.nansum(steps**2, axis=0), known)
    slopes, left, error = _lines(values)
    by_lines = np.where(slopes * gains > 0, _p_values(slopes / error, left, np.maximum(known - 1, 1)), 1.0)
    p_values = np.fmin(by_steps, by_lines)[told]
    if np.isnan(p_values).all():
        return None
    return min(1.0, float(np.nanmin(p_values)) * 2 * int((~np.isnan(gains)).sum()))


def _p_values(sizes: np.ndarray, squares: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Of each entity's size, in the unit of the root of ``squares`` over the number of ``known``."""
    pooled = float(squares.sum() / max(known.sum(), 1))
    deviations = np.sqrt(np.maximum((PRIOR * pooled + squares) / (PRIOR + known), 1e-300))
    return np.asarray(2 * t_tail(np.abs(sizes) / deviations, PRIOR + known))


def _lines(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The slope of each entity's line, its squared residuals, and the slope's error for residuals of size one."""
    is_known = ~np.isnan(values)
    sizes = np.maximum(is_known.sum(axis=0), 1)
    y, t = np.nan_to_num(values), np.arange(len(values), dtype=float)[:, None] * is_known
    x = np.where(is_known, t - t.sum(axis=0) / sizes, 0.0)
    y = np.where(is_known, y - y.sum(axis=0) / sizes, 0.0)
    spread = np.maximum((x**2).sum(axis=0), 1e-300)
    slopes = (x * y).sum(axis=0) / spread
    return slopes, ((y - x * slopes) ** 2).sum(axis=0), 1 / np.sqrt(spread)
