import numpy as np
import pandas as pd
import pytest

from tests.pipeline.analysis.detectors.tables import findings_of, unrelated


def orders(rows: int, seed: int) -> pd.DataFrame:
    frame = unrelated(rows)
    moments = np.sort(np.random.default_rng(seed).random(rows)) * 300 * 86_400
    frame["ordered"] = (pd.Timestamp("2023-01-02") + pd.to_timedelta(moments, unit="s")).round("s")
    return frame


def test_an_outcome_that_is_more_frequent_on_some_weekdays() -> None:
    frame = orders(3000, 18)
    weekday = frame["ordered"].dt.day_name()
    frame["returned"] = np.random.default_rng(19).random(3000) < np.where(weekday == "Sunday", 0.4, 0.1)
    (finding,) = findings_of(frame, "rhythm")
    rates = frame.groupby(weekday)["returned"].mean()
    assert "of rows on **Sundays**" in finding.headline
    assert finding.values["high_share"] == pytest.approx(rates["Sunday"])
    assert finding.values["low_share"] == pytest.approx(rates.min())


def test_an_outcome_that_is_more_frequent_at_some_hours() -> None:
    frame = orders(4000, 20)
    hour = frame["ordered"].dt.hour
    frame["failed"] = np.random.default_rng(21).random(4000) < np.where(hour == 3, 0.6, 0.1)
    (finding,) = findings_of(frame, "rhythm")
    assert finding.values["high_part"] == 3
    assert finding.values["high_share"] == pytest.approx(frame["failed"][hour == 3].mean())


def test_a_weekday_of_days_with_a_few_rows_each() -> None:
    """Dates alone, in their order: the rows of a day share their weekday and are counted as days, once."""
    rng, rows = np.random.default_rng(31), 2400
    day = pd.Timestamp("2024-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 700, rows)), unit="D")
    monday = day.day_name() == "Monday"
    frame = pd.DataFrame({"visited": day, "missed": rng.random(rows) < np.where(monday, 0.16, 0.06)})
    (finding,) = findings_of(frame, "rhythm")
    assert finding.values["high_part"] == 1
    assert finding.p_value < 1e-5


def test_one_crowded_day_is_no_weekday() -> None:
    """Most of the Mondays' rows are of one day, on which much was missed."""
    rng = np.random.default_rng(24)
    day = np.concatenate([np.repeat(np.arange(120), 4), np.full(400, 63)])
    missed = rng.random(len(day)) < np.where(day == 63, 0.3, 0.06)
    moments = pd.Timestamp("2024-01-01") + pd.to_timedelta(day, unit="D")
    frame = pd.DataFrame({"visited": moments, "missed": missed}).sort_values("visited", ignore_index=True)
    assert not findings_of(frame, "rhythm")


def test_nothing_of_nothing() -> None:
    assert not findings_of(orders(3000, 22), "rhythm")
