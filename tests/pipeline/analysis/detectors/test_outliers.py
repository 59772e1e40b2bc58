import pytest

from tests.pipeline.analysis.detectors.tables import findings_of, unrelated
from tests.pipeline.narrative.backing import unsupported


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


def test_values_far_above_all_others_are_told_by_what_is_usual() -> None:
    frame = unrelated()
    frame.loc[[1, 2, 3], "length"] = [5000.0, 5200.0, 4800.0]
    (finding,) = findings_of(frame, "outliers")
    usual = f"{frame['length'].median():.0f}"
    assert finding.headline == f"In 3 rows, **length** is far above all others: up to 5,200, against {usual} usually"
    assert (finding.values["above"], finding.values["slipped"]) == (3, 3)
    assert "Divided by 100, those 3 would be like the others" in finding.text
    assert unsupported(finding.text, finding.values.values()) == []


def test_values_that_are_no_hundredfold_are_called_no_slips() -> None:
    frame = unrelated()
    frame.loc[[1, 2, 3], "length"] = [900.0, 950.0, 980.0]
    (finding,) = findings_of(frame, "outliers")
    assert finding.values["slipped"] == 0
    assert "Divided" not in finding.text
