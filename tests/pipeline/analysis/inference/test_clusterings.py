"""Clusterings looked at together say what each says alone."""

import numpy as np
import pytest

from pipeline.analysis.inference.clusterings import Clusterings
from pipeline.analysis.inference.clusters import constant_within, means_of_clusters_p, over_clusters_p, same_groups
from pipeline.analysis.inference.relation import correlation, relation_p

ROWS = 300


def alone(x: np.ndarray, y: np.ndarray, codes: np.ndarray, *, nested: bool) -> float:
    """One clustering's p-value, row by row."""
    if constant_within(x, codes) or constant_within(y, codes):
        return means_of_clusters_p(x, y, codes, 2, 1)
    over = 0.0 if nested else over_clusters_p(x, y, codes, 2, 1)
    clusters = len(np.unique(codes))
    inner = [v - np.array([v[codes == code].mean() for code in codes]) for v in (x, y)]
    if over in {0.0, 1.0} or inner[0] @ inner[0] < 0.02 * (x @ x) or clusters > ROWS / 2:
        return over
    free = ROWS - clusters
    return min(1.0, 2 * min(over, relation_p(correlation(*inner), free, 2, 1.0, free)))


@pytest.fixture(scope="module", params=range(8))
def rows(request: pytest.FixtureRequest) -> tuple[list[np.ndarray], np.ndarray, np.ndarray, np.random.Generator]:
    rng = np.random.default_rng(request.param)
    codes = [rng.integers(0, k, ROWS) for k in (2, 7, 12, 40, 140)] + [np.arange(ROWS), np.zeros(ROWS, dtype=int)]
    x = rng.normal(size=12)[codes[2]] + (request.param % 3) * rng.normal(size=ROWS)  # constant in a clustering
    y = 0.4 * x + rng.normal(size=40)[codes[3]] + rng.normal(size=ROWS)
    return codes, x - x.mean(), y - y.mean(), rng


@pytest.mark.parametrize("nested", [False, True])
def test_p_values_are_those_of_each_clustering(rows, nested):
    codes, x, y, _ = rows
    p_values = Clusterings.of(codes).p_values(x, y, ROWS, 2, np.full(len(codes), nested), 1)
    assert p_values == pytest.approx([alone(x, y, each, nested=nested) for each in codes], rel=1e-9)


def test_among_some_rows(rows):
    codes, x, y, rng = rows
    chosen = rng.random(ROWS) < 0.7
    among = Clusterings.of(codes).among(chosen).p_values(x[chosen], y[chosen], 200, 1, np.zeros(len(codes), bool))
    apart = Clusterings.of([each[chosen] for each in codes])
    assert among == pytest.approx(apart.p_values(x[chosen], y[chosen], 200, 1, np.zeros(len(codes), bool)))


def test_which_are_the_compared_groups(rows):
    codes, _, _, rng = rows
    groups = np.where(rng.random(ROWS) < 0.1, -1, rng.permutation(12)[codes[2]])
    found = Clusterings.of(codes).are_groups(groups)
    assert found.tolist() == [same_groups(each, groups) for each in codes]
    assert found.sum() == 1
