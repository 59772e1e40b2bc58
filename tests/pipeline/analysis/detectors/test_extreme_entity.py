import numpy as np
import pytest

from pipeline.analysis.detectors.extreme_entity import farthest
from tests.pipeline.analysis.detectors.tables import findings_of, unrelated


def test_one_entity_far_away_from_the_others() -> None:
    frame = unrelated(1500)
    frame.loc[frame["city"] == "town 3", "length"] += 25
    finding = findings_of(frame, "extreme_entity")[0]
    averages = frame.groupby("city")["length"].mean()
    assert finding.values["entity"] == "town 3"
    assert finding.values["entity_average"] == pytest.approx(averages["town 3"])
    assert finding.values["median_of_others"] == pytest.approx(averages.drop("town 3").median())


@pytest.mark.parametrize("between", [0.0, 0.01, 4.0])
def test_the_farthest_entity_is_judged_by_the_spread_of_the_others(between: float) -> None:
    rng = np.random.default_rng(11)
    own = 1 / rng.integers(5, 100, 400)
    means = 50 + rng.normal(size=400) * np.sqrt(own + between)
    means[7] = np.median(means) + 8 * np.sqrt(own[7] + between)
    place, deviation, p_value = farthest(means, own)
    assert place == 7
    assert deviation == pytest.approx(8, abs=0.8)
    assert 1e-16 < p_value < 1e-8


@pytest.mark.parametrize("between", [0.0, 0.01, 1.0])
def test_entities_that_are_alike_are_seldom_far(between: float) -> None:
    rng = np.random.default_rng(12)
    found = []
    for _ in range(500):
        own = 1 / rng.integers(20, 60, 40)
        found.append(farthest(rng.normal(size=40) * np.sqrt(own + between), own)[2])
    assert np.mean(np.array(found) < 1e-3) < 0.01
    assert min(found) > 2e-5


def test_a_code_says_it_no_second_time() -> None:
    frame = unrelated(1500)
    frame.loc[frame["city"] == "town 3", "length"] += 25
    frame["city_code"] = frame["city"].str.replace("town ", "T")
    assert [f.columns for f in findings_of(frame, "extreme_entity")] == [("city", "length")]


def test_nothing_of_nothing() -> None:
    assert not findings_of(unrelated(1500), "extreme_entity")
