import numpy as np
import pandas as pd
import pytest
from scipy.stats.contingency import association

from tests.pipeline.analysis.detectors.tables import findings_of, unrelated


def test_the_rate_of_an_outcome_in_the_groups_where_it_is_highest_and_lowest() -> None:
    frame = unrelated(900)
    rng = np.random.default_rng(1)
    frame["churned"] = rng.random(900) < frame["colour"].map({"red": 0.5, "green": 0.2, "blue": 0.1})
    (finding,) = findings_of(frame, "rate")
    rates = frame.groupby("colour")["churned"].mean()
    assert finding.columns == ("churned", "colour")
    assert (finding.values["high_group"], finding.values["low_group"]) == ("red", "blue")
    assert finding.values["high_share"] == pytest.approx(rates["red"])
    assert finding.values["overall_share"] == pytest.approx(frame["churned"].mean())


def test_two_columns_of_groups_with_their_cramers_v() -> None:
    frame = unrelated(900)
    rng = np.random.default_rng(2)
    partner = frame["colour"].map({"red": "north", "green": "south", "blue": "east"})
    frame["region"] = np.where(rng.random(900) < 0.5, partner, rng.choice(["north", "south", "east"], 900))
    (finding,) = findings_of(frame, "association")
    counts = pd.crosstab(frame["colour"], frame["region"])
    assert set(finding.columns) == {"colour", "region"}
    assert finding.effect_size == pytest.approx(association(counts, method="cramer"), abs=0.02)


@pytest.mark.parametrize("bound", [False, True])
def test_a_level_that_two_columns_share_row_by_row_is_no_relation_of_theirs(bound) -> None:
    rng = np.random.default_rng(4)
    internet = rng.random(900) < 0.75

    def service(yes: np.ndarray) -> np.ndarray:
        return np.where(internet, np.where(yes, "Yes", "No"), "No internet service")

    backup = rng.random(900) < 0.4
    security = np.where(rng.random(900) < 0.6, backup, rng.random(900) < 0.4) if bound else rng.random(900) < 0.4
    frame = pd.DataFrame({"backup": service(backup), "security": service(security), "score": rng.normal(size=900)})
    found = findings_of(frame, "association")
    assert len(found) == int(bound)
    for finding in found:
        ends = {finding.values["level"], finding.values["high_group"], finding.values["low_group"]}
        assert ends <= {"Yes", "No"}


def test_nothing_of_nothing() -> None:
    frame = unrelated()
    assert not findings_of(frame, "rate") + findings_of(frame, "association")
