"""One group's change is named where it is planted, and no group is in noise or where all change alike."""

from collections.abc import Iterator

import numpy as np
import pytest

from pipeline.analysis.inference.carried import Stretches, carrier_of

BUCKETS, GROUPS = 60, 5
SURE_P = 1e-3
AFTER = np.arange(BUCKETS) >= 40


def means(seed: int, jumps: dict[int, float], shared: float = 0.0) -> tuple[int, float] | None:
    """Means of about six rows a cell, beside a slow movement that all groups share."""
    rng = np.random.default_rng(seed)
    sizes = rng.poisson(6, (BUCKETS, GROUPS)).astype(float)
    jump = shared + np.array([jumps.get(group, 0.0) for group in range(GROUPS)])
    slow = 0.5 * np.cumsum(rng.normal(0, 0.3, BUCKETS))[:, None]
    sums = sizes * (30 + slow + AFTER[:, None] * jump) + rng.normal(0, 8, sizes.shape) * np.sqrt(sizes)
    data = Stretches(sums, sizes, ~AFTER, AFTER, adds=False)
    return carrier_of(data, (sums.sum(axis=1), sizes.sum(axis=1)))


def counts(seed: int, factors: dict[int, float], shared: float = 1.0) -> tuple[int, float] | None:
    rng = np.random.default_rng(seed)
    usual = np.array([40.0, 25.0, 15.0, 12.0, 8.0])
    grown = shared * np.array([factors.get(group, 1.0) for group in range(GROUPS)])
    sums = rng.poisson(usual * np.where(AFTER[:, None], grown, 1.0)).astype(float)
    data = Stretches(sums, np.ones(sums.shape), ~AFTER, AFTER, adds=True)
    return carrier_of(data, (sums.sum(axis=1), np.ones(BUCKETS)))


def named(found: Iterator[tuple[int, float] | None]) -> list[int]:
    return [group for group, p_value in filter(None, found) if p_value <= SURE_P]


def test_the_group_whose_mean_jumped_is_named() -> None:
    assert named(means(seed, {2: 20.0}) for seed in range(30)).count(2) >= 27


def test_the_group_whose_rows_became_more_is_named() -> None:
    assert named(counts(seed, {3: 2.5}) for seed in range(30)).count(3) >= 27


def test_a_group_that_ended_is_named() -> None:
    assert named(counts(seed, {1: 0.0}) for seed in range(30)).count(1) >= 27


@pytest.mark.parametrize("shared", [0.0, 4.0, 20.0])
def test_noise_and_a_change_of_all_name_no_group(shared: float) -> None:
    assert not named(means(seed, {}, shared) for seed in range(200))


@pytest.mark.parametrize("shared", [1.0, 1.3, 2.5])
def test_counts_that_grow_alike_name_no_group(shared: float) -> None:
    assert not named(counts(seed, {}, shared) for seed in range(200))


def test_a_change_of_two_groups_is_not_told_of_one() -> None:
    assert not named(means(seed, {1: 20.0, 2: 20.0}) for seed in range(30))
    assert not named(counts(seed, {1: 2.0, 2: 2.5}) for seed in range(30))


def test_groups_that_change_against_each_other_are_not_as_before() -> None:
    """Without the first group the others' mean stays as it was, since one of them rose and one fell."""
    assert not named(means(seed, {0: 20.0, 3: 15.0, 4: -15.0}) for seed in range(30))


def test_a_few_buckets_tell_nothing() -> None:
    sums = np.array([[1.0, 9.0], [9.0, 9.0]])
    data = Stretches(sums, np.ones((2, 2)), np.array([True, False]), np.array([False, True]), adds=True)
    assert carrier_of(data, (sums.sum(axis=1), np.ones(2))) is None
