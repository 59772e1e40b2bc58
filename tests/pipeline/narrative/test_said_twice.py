"""The first paragraph and what stands right behind it say no number twice."""

import re

import numpy as np
import pandas as pd

from pipeline.analysis import analyze
from pipeline.narrative import narrate
from pipeline.options import Options
from testing.truth.tables import table_of

NUMBER = re.compile(r"\d[\d,.]*\d")
DATE = re.compile(r"\b(\d{1,2} )?[A-Z][a-z]+ \d{4}\b")


def summary(frame: pd.DataFrame, subject: str | None = None) -> str:
    found = analyze(table_of(frame), Options(subject=subject), lambda _: None)
    return narrate(found, Options(subject=subject), lambda _: None)[1].summary


def twice(text: str) -> set[str]:
    numbers = NUMBER.findall(DATE.sub("", text))
    return {number for number in numbers if numbers.count(number) > 1}


def test_the_first_step_of_a_funnel_is_not_counted_again_behind_its_level() -> None:
    rng = np.random.default_rng(4)
    applications = rng.poisson(60, 300)
    interviews = rng.binomial(applications, 0.2)
    frame = pd.DataFrame({"day": pd.date_range("2024-01-01", periods=300), "applications": applications})
    frame = frame.assign(interviews=interviews, offers=rng.binomial(interviews, 0.25))
    told = summary(frame, "applications")
    assert "They brought" in told
    assert not twice(told.partition("\n\n")[0])


def test_a_funnel_alone_counts_its_first_step() -> None:
    rng = np.random.default_rng(4)
    applications = rng.poisson(60, 300)
    interviews = rng.binomial(applications, 0.2)
    frame = pd.DataFrame({"day": pd.date_range("2024-01-01", periods=300), "applications": applications})
    frame = frame.assign(interviews=interviews, offers=rng.binomial(interviews, 0.25))
    assert "applications brought" in summary(frame, "offers")


def test_the_highest_value_is_told_once_with_its_date() -> None:
    months = pd.date_range("2019-01-01", periods=60, freq="MS")
    values = (79.7 + np.random.default_rng(3).normal(0, 0.4, 60)).round(2)
    told = summary(pd.DataFrame({"month": months, "on_time_pct": values}))
    assert told.count("highest") == 1
    assert "The highest on time percentage is 81.0, in October 2019" in told
    assert "the lowest is 78.6" in told


def test_without_a_point_of_its_own_the_highest_value_stands_beside_the_level() -> None:
    rng = np.random.default_rng(5)
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 300, 1200), unit="D")
    frame = pd.DataFrame({"visited": days, "ward": rng.choice(list("ABC"), 1200)})
    told = summary(frame.assign(stay_days=rng.gamma(2, 3, 1200).round(1)))
    assert "and the highest 26.2 days" in told
