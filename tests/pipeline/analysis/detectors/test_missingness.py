import numpy as np
import pytest

from tests.pipeline.analysis.detectors.tables import findings_of, unrelated


def test_where_values_are_missing_more_often() -> None:
    frame = unrelated(900)
    rng = np.random.default_rng(8)
    frame.loc[(frame["colour"] == "blue") & (rng.random(900) < 0.6), "length"] = np.nan
    (finding,) = findings_of(frame, "missingness")
    shares = frame["length"].isna().groupby(frame["colour"]).mean()
    assert finding.columns == ("length", "colour")
    assert finding.values["high_share"] == pytest.approx(shares["blue"])
    assert finding.values["low_share"] == 0


def test_values_missing_by_chance_are_not_told() -> None:
    frame = unrelated(900)
    frame.loc[np.random.default_rng(9).random(900) < 0.3, "length"] = np.nan
    assert not findings_of(frame, "missingness")


def test_columns_that_miss_the_same_rows_are_told_once() -> None:
    frame = unrelated(900)
    gone = (frame["colour"] == "blue") & (np.random.default_rng(8).random(900) < 0.6)
    frame.loc[gone, ["length", "load"]] = np.nan
    assert [finding.columns for finding in findings_of(frame, "missingness")] == [("length", "colour")]
