import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.detectors.busy_times import busiest_hours
from tests.pipeline.analysis.detectors.tables import findings_of, unrelated


def calls(rows: int, days: int, hours: np.ndarray, seed: int = 4) -> pd.DataFrame:
    """Moments over so many days, the hours of the day as likely as ``hours`` says."""
    rng = np.random.default_rng(seed)
    seconds = rng.integers(0, days, rows) * 86_400 + rng.choice(24, rows, p=hours / hours.sum()) * 3_600
    frame = unrelated(rows)
    frame["called"] = pd.Timestamp("2023-01-02") + pd.to_timedelta(seconds + rng.integers(0, 3_600, rows), unit="s")
    return frame


OFFICE = np.where((np.arange(24) >= 9) & (np.arange(24) < 17), 4.0, 1.0)


def test_rows_that_come_at_some_hours() -> None:
    frame = calls(1500, 600, np.where(np.arange(24) == 10, 8.0, OFFICE))
    (finding,) = findings_of(frame, "busy_times")
    sizes = frame["called"].dt.hour.value_counts()
    inside = frame["called"].dt.hour.between(9, 17).mean()
    assert finding.headline == (
        f"{inside:.0%} of rows fall between **9:00** and **18:00**; the busiest hour is **10:00**"
    )
    assert finding.values["window_share"] == pytest.approx(inside)
    assert finding.values["high_share"] == pytest.approx(sizes[10] / 1500)
    assert finding.values["low_rows"] == sizes.min()
    assert finding.values["even_share"] == pytest.approx(1 / 24)


def test_an_hour_without_any_row_is_the_least_busy() -> None:
    frame = calls(1500, 600, np.where(np.arange(24) == 3, 0.0, OFFICE))
    (finding,) = findings_of(frame, "busy_times")
    assert (finding.values["low_part"], finding.values["low_rows"]) == (3, 0)


def test_rows_that_come_on_some_weekdays_though_few_days_have_any() -> None:
    frame = calls(400, 1500, np.ones(24))
    frame = frame[(frame["called"].dt.day_of_week != 6) | (np.arange(400) % 5 == 0)]
    (finding,) = findings_of(frame, "busy_times")
    assert finding.headline.endswith(" on **Sundays**")


def test_the_fewest_hours_that_hold_most_rows_may_cross_midnight() -> None:
    rows = np.ones(24)
    rows[[22, 23, 0, 1]] = 40
    assert busiest_hours(rows) == (22, 4)  # 160 of 180
    assert busiest_hours(np.ones(24)) is None


def test_a_burst_of_rows_within_one_day_is_no_pattern() -> None:
    frame = calls(1500, 600, np.ones(24))
    frame.loc[:300, "called"] = pd.Timestamp("2023-06-05 10:00") + pd.to_timedelta(np.arange(301) * 10, unit="s")
    assert not findings_of(frame, "busy_times")


def test_a_measure_that_is_higher_at_some_hours() -> None:
    frame = calls(2000, 600, np.ones(24))
    hour = frame["called"].dt.hour
    frame["length"] += np.where(hour == 7, 6, 0)
    (finding,) = findings_of(frame, "level_by_time")
    medians = frame.groupby(hour)["length"].median()
    assert finding.values["high_part"] == 7
    assert finding.values["high_median"] == pytest.approx(medians[7])
    assert finding.values["low_median"] == pytest.approx(medians[finding.values["low_part"]])


def test_nothing_of_nothing() -> None:
    frame = calls(2000, 600, np.ones(24))
    assert not findings_of(frame, "busy_times") + findings_of(frame, "level_by_time")


def test_a_log_of_trading_days_says_nothing_of_busy_weekdays() -> None:
    days = pd.bdate_range("2005-01-03", periods=4000)  # too long for a series of days
    frame = pd.DataFrame({"day": days.delete([80, 900, 2600]), "close": np.random.default_rng(1).normal(size=3997)})
    assert not findings_of(frame, "busy_times")


def test_weekdays_that_only_early_years_had_rows_on_have_no_level_of_their_own() -> None:
    days = pd.date_range("1920-01-01", "1990-12-31", freq="D")
    days = days[(days.day_of_week < 5) | ((days.day_of_week == 5) & (days.year < 1952))]  # Saturdays until 1952
    level = np.exp((days.year - 1920) / 15) + np.random.default_rng(2).normal(0, 0.1, len(days))
    assert not findings_of(pd.DataFrame({"day": days, "close": level}), "level_by_time")
