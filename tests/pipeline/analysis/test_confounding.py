"""What is left of a relation within the groups of another column."""

import numpy as np
import pytest

from pipeline.analysis.confounding import part_kept


def test_a_relation_that_the_groups_explain_is_not_kept():
    strata = np.repeat([0, 1], 50)
    within = np.tile([-1.0, 1.0], 50)  # unrelated to the other within the groups
    x, y = 2.0 * strata + within, 2.0 * strata + np.repeat([-1.0, 1.0, 1.0, -1.0], 25)
    assert part_kept(x, y, strata) == pytest.approx(0.0, abs=0.05)


def test_a_column_that_is_constant_where_the_groups_are_known_tells_nothing():
    x, y = np.array([0.0, 0.0, 0.0, 5.0]), np.array([1.0, 2.0, 3.0, 4.0])
    assert part_kept(x, y, np.array([0, 0, 1, -1])) is None
