"""What is left of a relation within the groups of another column."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.selection.confounding import part_kept
from testing.truth.score import analysis_of


def test_a_relation_that_the_groups_explain_is_not_kept():
    strata = np.repeat([0, 1], 50)
    within = np.tile([-1.0, 1.0], 50)  # unrelated to the other within the groups
    x, y = 2.0 * strata + within, 2.0 * strata + np.repeat([-1.0, 1.0, 1.0, -1.0], 25)
    part = part_kept(x, y, strata)
    assert part is not None
    assert part.kept == pytest.approx(0.0, abs=0.05)


def test_a_column_that_is_constant_where_the_groups_are_known_tells_nothing():
    x, y = np.array([0.0, 0.0, 0.0, 5.0]), np.array([1.0, 2.0, 3.0, 4.0])
    assert part_kept(x, y, np.array([0, 0, 1, -1])) is None


def sold(rows: int, turned: bool) -> pd.DataFrame:
    """Prices of stones: large ones are poorly cut and dear; of one size the well cut ones are dearer, or no dearer."""
    rng = np.random.default_rng(8)
    poor = rng.random(rows) < 0.5
    size = rng.normal(10, 2, rows) + 2.5 * poor
    price = 5 * size - 8 * poor * turned + rng.normal(0, 6, rows)
    return pd.DataFrame({"cut": np.where(poor, "poor", "good"), "size": size, "price": price})


def test_a_difference_that_turns_round_is_called_a_paradox_and_not_said_to_be_looked_for_in_vain():
    analysis = analysis_of(sold(2000, turned=True))
    (finding,) = [f for f in analysis.findings if f.kind == "difference" and set(f.columns) == {"price", "cut"}]
    (caveat,) = finding.caveats
    assert "**size**" in caveat
    assert "reverses (Simpson's paradox)" in caveat
    (row,) = [row for row in analysis.statistics.looked_for if row["kind"] == "paradox"]
    assert row["findings"] == 1


def test_a_difference_that_all_but_vanishes_within_groups_is_no_paradox():
    analysis = analysis_of(sold(2000, turned=False))
    (finding,) = [f for f in analysis.findings if f.kind == "difference" and set(f.columns) == {"price", "cut"}]
    assert "paradox" not in finding.caveats[0]
