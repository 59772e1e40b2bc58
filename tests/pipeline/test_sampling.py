import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pipeline.sampling import sampled

BRANCHES = ["North", "South", "East", "West"]


@pytest.mark.parametrize("step", [2, 3, 4, 7, 12])
def test_what_comes_in_turn_in_the_file_stays_in_proportion(step):
    rows = 12_000
    frame = pd.DataFrame({"branch": np.arange(rows) % step, "value": np.sin(np.arange(rows) * 2 * np.pi / step)})
    counts = sampled(frame, rows // step)["branch"].value_counts()
    assert stats.chisquare(counts).pvalue > 1e-3
    assert len(counts) == step


def test_a_sample_has_the_distribution_of_all_rows():
    rng = np.random.default_rng(1)
    frame = pd.DataFrame({"x": rng.lognormal(size=5_000).round(2), "y": rng.integers(0, 5, 5_000)}).sort_values("x")
    kept = sampled(frame, 1_000)
    assert len(kept) == 1_000
    assert stats.ks_2samp(frame["x"], kept["x"]).pvalue > 0.01
    assert (
        stats.chisquare(
            kept["y"].value_counts(sort=False), 1_000 * frame["y"].value_counts(sort=False, normalize=True)
        ).pvalue
        > 0.01
    )


def test_what_is_half_of_the_rows_stays_half_of_them():
    frame = pd.DataFrame({"x": [0.0] * 500 + [*range(1, 501)]})
    assert 200 < (sampled(frame, 500)["x"] == 0).sum() < 300


def test_the_same_rows_are_kept_each_time_in_their_order_however_the_file_is_sorted():
    frame = pd.DataFrame({"x": np.arange(400.0)})
    kept = sampled(frame, 100)
    assert kept["x"].is_monotonic_increasing
    assert set(sampled(frame.iloc[::-1], 100)["x"]) == set(kept["x"])


def test_some_rows_are_kept_in_any_case_and_all_of_few():
    frame = pd.DataFrame({"x": np.arange(400.0)})
    assert {7.0, 399.0} <= set(sampled(frame, 10, frame["x"].isin([7.0, 399.0]))["x"])
    assert sampled(frame, 400) is frame
