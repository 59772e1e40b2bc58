"""An entity that moved is told from those that only go up and down."""

import numpy as np

from pipeline.analysis.inference.own_noise import moved_p

SURE_P = 1e-2


def panel(seed: int, drift: float = 0.0, periods: int = 8, entities: int = 9) -> np.ndarray:
    rng = np.random.default_rng(seed)
    values = rng.uniform(80, 120, entities) + rng.normal(0, 9, (periods, entities))
    values[:, 2] += drift * np.arange(periods)
    return values


def extremes(values: np.ndarray) -> list[int]:
    gains = values[-1] - values[0]
    return [int(gains.argmax()), int(gains.argmin())]


def test_noise_moves_nobody() -> None:
    tables = [panel(seed) for seed in range(300)]
    assert sum((moved_p(values, extremes(values)) or 0.0) < SURE_P for values in tables) <= 6


def test_volatile_entities_beside_quiet_ones_move_by_their_own_ways() -> None:
    tables = [panel(seed) * 1.0 for seed in range(300)]
    for values in tables:
        values[:, 4] += np.random.default_rng(int(values[0, 0] * 1e6)).normal(0, 20, len(values))
    assert sum((moved_p(values, extremes(values)) or 0.0) < SURE_P for values in tables) <= 9


def test_one_that_rose_year_after_year_has_moved() -> None:
    tables = [panel(seed, drift=9.0) for seed in range(30)]
    assert sum((moved_p(values, extremes(values)) or 1.0) < SURE_P for values in tables) >= 24


def test_few_periods_tell_nothing_and_gaps_are_left_out() -> None:
    assert moved_p(panel(1, periods=3), [0, 1]) is None
    values = panel(2, drift=20.0)
    values[3, 2] = np.nan
    values[:, 5] = np.nan
    found = moved_p(values, [2])
    assert found is not None
    assert found < SURE_P
