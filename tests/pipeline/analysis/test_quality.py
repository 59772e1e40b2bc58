"""What is told of values that are missing or can hardly be."""

import numpy as np
import pandas as pd
import pytest

from pipeline.story import QualityNote
from testing.truth.score import analysis_of


def impossible(frame: pd.DataFrame) -> list[QualityNote]:
    return [note for note in analysis_of(frame).quality if note.kind == "impossible"]


def sizes(rows: int = 500) -> np.ndarray:
    return np.random.default_rng(31).normal(70, 8, rows).round(1)


def test_zeros_far_below_all_other_values():
    values = sizes()
    values[[4, 90, 300]] = 0
    (note,) = impossible(pd.DataFrame({"chest": values}))
    assert note.columns == ("chest",)
    assert note.values["zeros"] == 3
    assert note.values["low"] == pytest.approx(np.quantile(values[values > 0], 0.01))
    assert "zero in 3 rows" in note.text


@pytest.mark.parametrize(
    "values",
    [
        np.r_[np.random.default_rng(32).exponential(5, 500).round(1), 0.0],  # values near zero are usual
        np.r_[sizes(), np.zeros(200)],  # so many zeros mean something
        np.r_[np.random.default_rng(33).integers(0, 6, 500)],  # marks
    ],
)
def test_zeros_that_can_be(values):
    assert impossible(pd.DataFrame({"chest": values})) == []


def test_a_few_negative_ages():
    ages = sizes()
    ages[7] = -3
    (note,) = impossible(pd.DataFrame({"age": ages}))
    assert note.values["negative"] == 1


def test_a_duration_that_ends_before_it_begins():
    opened = pd.Timestamp("2023-01-01") + pd.to_timedelta(np.arange(300), unit="D")
    closed = opened + pd.to_timedelta(np.random.default_rng(34).integers(1, 30, 300), unit="D")
    closed = closed.where(np.arange(300) != 40, opened - pd.Timedelta(days=2))
    (note,) = impossible(pd.DataFrame({"opened": opened, "closed": closed}))
    assert set(note.columns) == {"opened", "closed"}
    assert note.values["negative"] == 1


@pytest.mark.parametrize(("date", "words"), [("1900-01-01", "too early"), ("2099-12-31", "too late")])
def test_dates_that_stand_for_something_else(date, words):
    days = (pd.Timestamp("2023-01-01") + pd.to_timedelta(np.arange(300), unit="D")).to_series(index=range(300))
    days[12] = pd.Timestamp(date)
    (note,) = impossible(pd.DataFrame({"seen": days, "chest": sizes(300)}))
    assert words in note.text
    assert date[:4] in note.text


def missing(frame: pd.DataFrame) -> list[QualityNote]:
    return [note for note in analysis_of(frame).quality if note.kind == "missing"]


def dated(rows: int = 500) -> pd.DataFrame:
    return pd.DataFrame({"seen": pd.Timestamp("2023-01-01") + pd.to_timedelta(np.arange(rows), "D"), "chest": sizes()})


def test_a_column_that_is_filled_in_from_some_day_on():
    frame = dated()
    frame.loc[:99, "chest"] = np.nan
    (note,) = missing(frame)
    assert note.values["before"] == frame["seen"][100].isoformat()
    assert "in 20% of the rows, none at all before 11 April 2023" in note.text


def test_a_column_with_gaps_all_along():
    frame = dated()
    frame.loc[np.random.default_rng(2).random(500) < 0.5, "chest"] = np.nan
    (note,) = missing(frame)
    assert not {"before", "after"} & set(note.values)


def test_a_date_of_1900_hides_no_trend():
    frame = dated()
    frame["chest"] += np.arange(500) / 20
    frame.loc[30, "seen"] = pd.Timestamp("1900-01-01")
    analysis = analysis_of(frame)
    (trend,) = [finding for finding in analysis.findings if finding.kind == "trend"]
    assert trend.values["first_bucket"] == "2023-01-01T00:00:00"
    assert [note.values["far"] for note in analysis.quality if note.kind == "impossible"] == [1]


def test_years_far_from_each_other_are_no_slip():
    years = pd.to_datetime([f"{year}-07-01" for year in range(1700, 2025, 25)])
    assert impossible(pd.DataFrame({"built": years.repeat(10), "chest": sizes(130)})) == []
