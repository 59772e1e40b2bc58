import pytest

from tests.pipeline.analysis.detectors.tables import findings_of, unrelated


def test_far_values_are_counted_beyond_tukeys_far_fences() -> None:
    frame = unrelated()
    frame.loc[[10, 20], "length"] = [400.0, -300.0]
    (finding,) = findings_of(frame, "outliers")
    lower, upper = frame["length"].quantile([0.25, 0.75])
    assert finding.values["outliers"] == 2
    assert finding.values["farthest"] == 400.0
    assert finding.values["upper_quartile"] == pytest.approx(upper)
    assert abs(frame["length"] - frame["length"].median()).nlargest(3).iloc[2] < 3 * (upper - lower)


def test_a_skewed_column_has_none() -> None:
    assert not findings_of(unrelated(), "outliers")
