"""The test of a jump beside a season and a slow movement: what it finds, and how rarely it errs."""

import numpy as np
import pytest

from pipeline.analysis.inference.local_step import local_step, without_season

WEEK = 7
STRETCHES = (14, 28)
DRAWS = 100


def test_the_place_of_a_jump_beside_a_week_and_a_wave() -> None:
    rng = np.random.default_rng(1)
    at = np.arange(400)
    values = 50 + 8 * np.sin(2 * np.pi * at / 400) + 10 * (at % WEEK < 5) + rng.normal(0, 2, 400)
    values[250:] += 14
    found = local_step(values, WEEK, STRETCHES)
    assert found is not None
    assert found.place == 250
    assert found.p_value < 1e-3


def test_a_season_is_taken_out_and_the_level_stays() -> None:
    week = np.array([3.0, 3, 3, 3, 3, -7, -8])
    values = np.repeat([10.0, 20.0], 70) + np.tile(week, 20)
    assert without_season(values, WEEK) == pytest.approx(np.repeat([10.0, 20.0], 70), abs=1e-9)


@pytest.mark.parametrize("sort", ["noise", "walk", "noisy walk"])
def test_in_series_without_a_jump_it_errs_rarely(sort) -> None:
    rng = np.random.default_rng(2)
    p_values = []
    for _ in range(DRAWS):
        noise = rng.normal(size=int(rng.integers(150, 700)))
        walk = np.cumsum(rng.normal(size=len(noise)))
        values = {"noise": noise, "walk": walk, "noisy walk": walk + 3 * noise}[sort]
        found = local_step(values, WEEK, STRETCHES)
        p_values.append(1.0 if found is None else found.p_value)
    assert np.mean(np.array(p_values) < 0.05) <= 0.07
    assert min(p_values) > 1e-4


@pytest.mark.parametrize("values", [np.ones(300), np.arange(100.0), np.zeros(0)])
def test_constant_and_short_series_have_none(values) -> None:
    assert local_step(values, WEEK, STRETCHES) is None
