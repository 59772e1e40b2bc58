import numpy as np
import pytest

from pipeline.analysis.detectors.extreme_entity import _deviations
from tests.pipeline.analysis.detectors.tables import told, unrelated


def test_one_entity_far_away_from_the_others() -> None:
    frame = unrelated(1500)
    frame.loc[frame["city"] == "town 3", "length"] += 25
    finding = told(frame, "extreme_entity")[0]
    averages = frame.groupby("city")["length"].mean()
    assert finding.values["entity"] == "town 3"
    assert finding.values["entity_average"] == pytest.approx(averages["town 3"])
    assert finding.values["median_of_others"] == pytest.approx(averages.drop("town 3").median())


@pytest.mark.parametrize("between", [0.0, 4.0])
def test_deviations_of_alike_entities_are_as_wide_as_chance_makes_them(between: float) -> None:
    rng = np.random.default_rng(11)
    own = 1 / rng.integers(5, 100, 400)
    means = 50 + rng.normal(size=400) * np.sqrt(own + between)
    means[7] += 12 * np.sqrt(own[7] + between)
    deviations, freedom = _deviations(means, own)
    assert np.delete(deviations, 7).std() == pytest.approx(1, abs=0.1)
    assert deviations[7] == pytest.approx(12, abs=3)
    assert freedom == 379


def test_a_code_says_it_no_second_time() -> None:
    frame = unrelated(1500)
    frame.loc[frame["city"] == "town 3", "length"] += 25
    frame["city_code"] = frame["city"].str.replace("town ", "T")
    assert [f.columns for f in told(frame, "extreme_entity")] == [("city", "length")]


def test_nothing_of_nothing() -> None:
    assert not told(unrelated(1500), "extreme_entity")
