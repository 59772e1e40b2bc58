import numpy as np
import pytest
from scipy import stats

from tests.pipeline.analysis.detectors.tables import findings_of, unrelated


def test_the_medians_of_the_groups_and_their_rows() -> None:
    frame = unrelated()
    frame.loc[frame["colour"] == "red", "length"] += 6
    (finding,) = findings_of(frame, "difference")
    groups = frame.groupby("colour")["length"]
    assert finding.columns == ("length", "colour")
    assert finding.values["high_group"] == "red"
    assert finding.values["high_median"] == pytest.approx(groups.median()["red"])
    assert finding.values["low_rows"] == groups.size()[finding.values["low_group"]]
    assert finding.p_value is not None
    assert finding.p_value < stats.kruskal(*(values for _, values in groups)).pvalue * 1e6 < 1e-6


def test_many_small_groups_may_differ_too() -> None:
    frame = unrelated(1500)
    frame["length"] += frame["city"].str.removeprefix("town ").astype(int)
    (finding,) = findings_of(frame, "difference")
    assert finding.columns == ("length", "city")
    assert finding.values["high_group"] == "town 14"


def test_a_ratio_is_told_of_sums_as_well() -> None:
    frame = unrelated(800)
    rng = np.random.default_rng(23)
    frame["visits"] = rng.integers(50, 5000, 800)
    frame["orders"] = rng.binomial(frame["visits"], np.where(frame["colour"] == "red", 0.08, 0.05))
    frame["conversion"] = (100 * frame["orders"] / frame["visits"]).round(2)
    finding = next(f for f in findings_of(frame, "difference") if f.columns == ("conversion", "colour"))
    red = frame[frame["colour"] == "red"]
    assert finding.values["high_together"] == pytest.approx(100 * red["orders"].sum() / red["visits"].sum())
    assert "Total **orders** over total **visits**" in finding.text


def test_nothing_of_nothing() -> None:
    assert not findings_of(unrelated(), "difference")
