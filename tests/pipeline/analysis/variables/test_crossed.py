"""Every two groupings crossed in blocks, against a table of counts for each pair."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.variables.crossed import LEVELS_AT_ONCE, Crossed

ROWS = 400


@pytest.fixture(scope="module")
def codes() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(4)
    columns = {f"c{i}": rng.integers(0, 2 + 3 * i, ROWS) for i in range(12)}
    columns |= {"coarse": columns["c8"] // 3, "renamed": 9 - columns["c8"], "wide": rng.integers(0, 60, ROWS)}
    return {name: np.where(rng.random(ROWS) < (i % 3) / 5, -1, each) for i, (name, each) in enumerate(columns.items())}


def test_every_pair_is_as_its_own_table_of_counts(codes):
    widths = np.array([int(each.max()) + 1 for each in codes.values()])
    assert widths.sum() > 2 * LEVELS_AT_ONCE, "several blocks"
    crossed = Crossed.of(list(codes), list(codes.values()), widths)
    for i, first in enumerate(codes.values()):
        for j, second in enumerate(codes.values()):
            both = (first >= 0) & (second >= 0)
            rows, columns = pd.factorize(first[both])[0], pd.factorize(second[both])[0]
            table = np.zeros((rows.max() + 1, columns.max() + 1))
            np.add.at(table, (rows, columns), 1)
            margins = np.outer(table.sum(axis=1), table.sum(axis=0))
            assert crossed.rows[i, j] == both.sum()
            assert crossed.meeting[i, j] == (table > 0).sum()
            assert crossed.used[i, j] == table.shape[0]
            assert crossed.unevenness[i, j] == pytest.approx((table**2 / margins).sum())


def test_some_of_them_in_another_order(codes):
    widths = np.array([int(each.max()) + 1 for each in codes.values()])
    crossed = Crossed.of(list(codes), list(codes.values()), widths)
    some = crossed.among(["wide", "c3"])
    assert crossed.used[-1, 3] != crossed.used[3, -1]
    assert some.used.tolist() == [
        [crossed.used[-1, -1], crossed.used[-1, 3]],
        [crossed.used[3, -1], crossed.used[3, 3]],
    ]


def test_without_groupings():
    assert Crossed.of([], [], np.array([])).rows.shape == (0, 0)
