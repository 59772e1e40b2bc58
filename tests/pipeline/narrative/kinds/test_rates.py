"""A rate's change is told in points, and what changes nothing to the eye is told as no change."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.facts.target import Target
from pipeline.analysis.variables.scale import is_rate
from pipeline.narrative.kinds.fact_words import difference, look_alike
from pipeline.story import Fact, Form
from tests.pipeline.analysis.facts.tables import told

MONTHS = pd.date_range("2019-01-01", periods=60, freq="MS")
PER_CENT = Target("on time", Form.MEAN, None, '"on time"', "%", is_rate=True)
PRICE = Target("price", Form.MEAN, None, '"price"', None)
LATE = Target("late", Form.SHARE, "yes", "late", None)


def course(name: str, values: np.ndarray) -> tuple[Fact, str]:
    """How a series went, with all that is said of it."""
    story = told(pd.DataFrame({"month": MONTHS, name: values}))
    (fact,) = [f for f in story.facts if f.kind == "change"]
    points = [*story.facts, *story.findings]
    return fact, " ".join(f"{point.headline}. {point.text}" for point in points if "month" in point.columns)


@pytest.mark.parametrize("name", ["on time (%)", "on_time_pct", "Anteil pünktlich in Prozent"])
def test_a_rise_in_per_cent_is_told_in_points(name: str) -> None:
    values = 70 + 0.2 * np.arange(60) + np.random.default_rng(1).normal(0, 1, 60)
    fact, said = course(name, values.round(1))
    assert "change_share" not in fact.values
    assert "percentage points on November 2023" in said
    assert f"up {100 * (values[-1] / values[0] - 1):.0f}%" not in said
    assert "rose by 1" not in said.replace("percentage points", "")


def test_a_fraction_that_is_called_a_rate_has_no_per_cents_of_itself() -> None:
    fact, said = course("conversion_rate", (0.6 + 0.002 * np.arange(60)).round(3))
    assert "change_share" not in fact.values
    assert "%" not in said


def test_a_price_is_told_in_per_cent_of_what_it_was() -> None:
    fact, _ = course("price", 70 + 0.5 * np.arange(60) + np.random.default_rng(1).normal(0, 1, 60))
    assert fact.values["change_share"] is not None
    assert "%" in fact.headline


def test_ends_that_are_written_alike_are_no_change() -> None:
    values = 79.7 + np.random.default_rng(3).normal(0, 0.4, 60)
    values[0], values[-1], values[-2] = 79.72, 79.68, 79.74
    fact, said = course("price", values.round(2))
    assert "was 79.7 in January 2019 and in December 2023 alike" in fact.headline
    assert "Against November 2023 it hardly changed" in said
    assert "up 0." not in fact.headline


def test_which_ends_look_alike() -> None:
    assert look_alike(PER_CENT, 79.72, 79.68)
    assert not look_alike(PER_CENT, 79.72, 79.41)
    assert look_alike(PRICE, 12_345.0, 12_350.0)
    assert not look_alike(PRICE, 12_345.0, 12_450.0)
    assert look_alike(LATE, 0.1204, 0.1203)
    assert not look_alike(PRICE, None, 3.0)


def test_differences_of_per_cents_are_points() -> None:
    assert difference(PER_CENT, -3.2) == "3.2 percentage points"
    assert difference(LATE, 0.143) == "14 percentage points"
    assert difference(PRICE, -3.25) == "3.25"


def test_what_is_a_rate() -> None:
    assert is_rate("punctuality", "%", (0, 100))
    assert is_rate("churn rate", None, (0, 0.4))
    assert is_rate("tasa de abandono", None, (0, 0.4))
    assert not is_rate("heart rate", None, (50, 180))
    assert not is_rate("rate", "$", (0, 1))
    assert not is_rate("price", None, (0, 1))


def test_a_trend_and_a_jump_of_a_rate_are_told_in_points() -> None:
    jump = np.where(np.arange(60) < 30, 74.0, 81.0) + np.random.default_rng(2).normal(0, 0.8, 60)
    _, said = course("Auslastung (%)", jump.round(1))
    assert "jumped in July 2021, from" in said
    assert "by 9" not in said
