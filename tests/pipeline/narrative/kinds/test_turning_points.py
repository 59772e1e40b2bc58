"""A rise and a fall of one size are told as both, and a fall alone as one."""

import numpy as np
import pandas as pd
import pytest

from pipeline.story import Fact
from tests.pipeline.analysis.facts.tables import told

DAYS = pd.date_range("2023-01-01", "2023-12-31", freq="D")


def fact_of(course: np.ndarray) -> Fact:
    rng = np.random.default_rng(12)
    frame = pd.DataFrame({"day": DAYS, "level": (course + rng.normal(0, 1.5, len(DAYS))).round(1)})
    (fact,) = (fact for fact in told(frame).facts if fact.kind == "turning_points")
    return fact


def wave() -> np.ndarray:
    """Cold, warm, cold: one year's weather."""
    return 45 - 25 * np.cos((DAYS.day_of_year.to_numpy() - 15) / 365 * 2 * np.pi)


def fall() -> np.ndarray:
    """High for a quarter, then down to the end."""
    return np.interp(np.arange(len(DAYS)), [0, 90, 364], [68, 70, 20])


def test_a_year_that_warms_and_cools_did_not_just_fall() -> None:
    headline = fact_of(wave()).headline
    assert " rose from " in headline
    assert "then fell to" in headline
    assert [month for month in ("January", "July", "December") if month in headline] == ["January", "July", "December"]


@pytest.mark.parametrize("course", [fall(), fall() + 100])
def test_a_fall_is_one(course: np.ndarray) -> None:
    headline = fact_of(course).headline
    assert " fell " in headline
    assert "rose" not in headline
