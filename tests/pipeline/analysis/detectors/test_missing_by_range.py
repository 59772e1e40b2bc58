import re

import numpy as np
import pandas as pd
import pytest

from pipeline.charts.order import has_own_order
from tests.pipeline.analysis.detectors.tables import findings_of, unrelated


def test_where_values_are_missing_more_often_the_higher_a_measure_is() -> None:
    frame = unrelated(900)
    low, high = frame["load"].quantile([0.25, 0.75], interpolation="lower")
    rng = np.random.default_rng(8)
    frame.loc[rng.random(900) < 0.5 * frame["load"].rank(pct=True), "length"] = np.nan
    gone = frame["length"].isna()
    (finding,) = findings_of(frame, "missing_by_range")
    assert finding.columns == ("length", "load")
    assert re.search(r"where \*\*load\*\* is [\d.]+ or more, .* or less", finding.headline)
    assert finding.values["high_share"] == pytest.approx(gone[frame["load"] >= high].mean(), abs=0.01)
    assert finding.values["low_share"] == pytest.approx(gone[frame["load"] <= low].mean(), abs=0.01)
    assert finding.plot is not None
    assert has_own_order(list(finding.plot.frame["level"]))  # so that the chart shows it along the measure


def test_a_column_that_is_filled_in_more_and_more() -> None:
    frame = unrelated(900)
    frame["seen"] = pd.Timestamp("2023-01-01") + pd.to_timedelta(np.random.default_rng(3).integers(0, 400, 900), "D")
    age = frame["seen"].rank(pct=True)
    frame.loc[np.random.default_rng(4).random(900) > age + 0.1, "length"] = np.nan
    (finding,) = findings_of(frame, "missing_by_range")
    assert re.search(r"where \*\*seen\*\* is .* or earlier, .* or later", finding.headline)
    assert finding.values["low_share"] == pytest.approx(frame["length"].isna()[age <= 0.25].mean(), abs=0.02)
    assert finding.values["low_edge"] == frame["seen"].quantile(0.25, interpolation="lower").isoformat()


def test_values_missing_by_chance_are_not_told() -> None:
    frame = unrelated(900)
    frame.loc[np.random.default_rng(9).random(900) < 0.3, "length"] = np.nan
    assert not findings_of(frame, "missing_by_range")


def test_a_mark_that_is_missing_is_no_entity_of_its_own() -> None:
    frame = unrelated(900)
    rng = np.random.default_rng(12)
    frame["mark"] = rng.integers(1, 11, 900).astype(float)
    frame.loc[rng.random(900) < 0.6 * frame["load"].rank(pct=True), "mark"] = np.nan
    assert [finding.columns for finding in findings_of(frame, "missing_by_range")] == [("mark", "load")]


def test_rows_that_are_tied_are_drawn_together() -> None:
    frame = unrelated(900)
    rng = np.random.default_rng(13)
    frame["mark"] = rng.integers(1, 11, 900)
    frame.loc[rng.random(900) < 0.07 * frame["mark"], "length"] = np.nan
    (finding,) = findings_of(frame, "missing_by_range")
    shares = 100 * frame["length"].isna().groupby(frame["mark"]).mean()
    assert finding.plot is not None
    assert list(finding.plot.frame["level"]) == [str(mark) for mark in range(1, 11)]
    assert finding.plot.frame["value"].tolist() == pytest.approx(shares.tolist())
