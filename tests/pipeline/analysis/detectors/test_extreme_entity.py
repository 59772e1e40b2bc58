import pytest

from tests.pipeline.analysis.detectors.tables import told, unrelated


def test_one_entity_far_away_from_the_others() -> None:
    frame = unrelated(1500)
    frame.loc[frame["city"] == "town 3", "length"] += 25
    finding = told(frame, "extreme_entity")[0]
    averages = frame.groupby("city")["length"].mean()
    assert finding.values["entity"] == "town 3"
    assert finding.values["entity_average"] == pytest.approx(averages["town 3"])
    assert finding.values["median_of_others"] == pytest.approx(averages.drop("town 3").median())


def test_a_code_says_it_no_second_time() -> None:
    frame = unrelated(1500)
    frame.loc[frame["city"] == "town 3", "length"] += 25
    frame["city_code"] = frame["city"].str.replace("town ", "T")
    assert [f.columns for f in told(frame, "extreme_entity")] == [("city", "length")]


def test_nothing_of_nothing() -> None:
    assert not told(unrelated(1500), "extreme_entity")
