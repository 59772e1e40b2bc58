"""Rows that are weeks apart: what adds up is told by their dates, never by how many of them a period holds."""

import numpy as np
import pandas as pd
import pytest

from pipeline.story import Verdict
from tests.pipeline.analysis.facts.tables import told

WEEKS = pd.date_range("2023-01-02", periods=130, freq="7D")


def output(weeks: pd.DatetimeIndex, level: np.ndarray, seed: int = 1) -> pd.DataFrame:
    """What two lines made on each date."""
    rng = np.random.default_rng(seed)
    lines = [pd.DataFrame({"week": weeks, "line": name, "units": level}) for name in ("L1", "L2")]
    frame = pd.concat(lines, ignore_index=True)
    return frame.assign(units=(frame["units"] * rng.normal(1, 0.03, len(frame))).round())


def by_kind(frame: pd.DataFrame, kind: str) -> list:
    return [fact for fact in told(frame).facts if fact.kind == kind]


@pytest.fixture(scope="module")
def rising() -> pd.DataFrame:
    return output(WEEKS, np.linspace(5000, 7000, len(WEEKS)))


@pytest.fixture(scope="module")
def story(rising):
    return told(rising)


def test_a_change_compares_means_a_week(story, rising) -> None:
    (fact,) = [fact for fact in story.facts if fact.kind == "change"]
    by_week = rising.groupby("week")["units"].sum()
    years = by_week.groupby(by_week.index.year).mean()
    assert (fact.values["first_value"], fact.values["last_value"]) == pytest.approx((years[2023], years[2024]))
    assert fact.verdict is Verdict.BEYOND_CHANCE
    assert fact.headline.startswith("Units a week rose 15%")


def test_groups_and_what_they_added_are_told_a_week_too(story, rising) -> None:
    (fact,) = [fact for fact in story.facts if fact.kind == "group_change"]
    own = rising[rising["line"] == fact.values["level_1"]]
    years = own.groupby(own["week"].dt.year)["units"].mean()  # one row a week
    assert (fact.values["first_1"], fact.values["last_1"]) == pytest.approx((years[2023], years[2024]))
    assert "units a week" in fact.headline.casefold()


@pytest.mark.parametrize("days", [7, 14, 28])
def test_a_flat_course_has_no_peak_and_no_season(days: int) -> None:
    dates = pd.date_range("2021-01-04", periods=1200 // days, freq=f"{days}D")
    frame = output(dates, np.full(len(dates), 5000.0), seed=days)
    analysis = told(frame)
    kinds = {fact.kind for fact in analysis.facts if fact.verdict is Verdict.BEYOND_CHANCE}
    assert not kinds & {"change", "season", "turning_points", "group_change", "contribution"}
    assert not {finding.kind for finding in analysis.findings} & {"seasonality", "segment_trend", "trend"}
    for fact in analysis.facts:
        if fact.kind == "change":
            assert abs(fact.values["change_share"]) < 0.05  # five dates in a month of the one, four in the other: 25 %


def test_a_season_of_weeks_is_told_by_the_mean_week_of_a_month() -> None:
    weeks = pd.date_range("2021-01-04", periods=208, freq="7D")
    level = 5000 + 1500 * np.cos(2 * np.pi * weeks.day_of_year / 365.25)  # highest in the first days of a year
    frame = output(weeks, level)[lambda f: f["line"] == "L1"].drop(columns="line")
    (fact,) = by_kind(frame, "season")
    months = frame.groupby(frame["week"].dt.month)["units"].mean()
    assert fact.values["mean_1"] == pytest.approx(months[fact.values["level_1"]])
    assert fact.values["level_1"] in {1, 12}
    assert "share_1" not in fact.values
    assert fact.headline.startswith("Units a week are ")


def test_a_part_of_a_year_is_no_fall() -> None:
    weeks = pd.date_range("2023-01-02", periods=126, freq="7D")  # to May of the third year: without its December
    level = np.where(weeks.month == 12, 9000.0, 5000.0) * np.where(weeks.year == 2024, 0.8, 1.0)
    others = output(weeks, level, 2).replace({"L1": "L3", "L2": "L4"})
    (fact,) = by_kind(pd.concat([output(weeks, level), others]), "falls")
    assert fact.values["period_1"] == "2024-01-01T00:00:00"


def test_a_mean_of_values_that_lie_close_is_not_rounded_below_the_lowest() -> None:
    rng = np.random.default_rng(1)
    days = pd.date_range("2024-01-01", periods=200)
    pressure = rng.normal(1014.9, 1.3, 200).clip(1012, 1019).round(1)
    frame = pd.DataFrame({"date": days, "pressure": pressure, "wind": rng.gamma(2, 3, 200).round(1)})
    texts = [fact.text for fact in told(frame).facts if fact.kind == "level"]
    assert any("pressure is 1,015" in text for text in texts)
    (level, *_) = [fact for fact in told(frame[["date", "pressure"]]).facts if fact.kind == "level"]
    assert "pressure is 1,015" in level.headline
