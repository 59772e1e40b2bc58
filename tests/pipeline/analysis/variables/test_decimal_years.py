"""Years with a fraction are a date; other numbers of that size aren't."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.context import Context, make_context
from pipeline.analysis.subject import find_subject
from pipeline.options import Options
from testing.truth.score import analysis_of
from testing.truth.tables import table_of

MONTHS = np.arange(60)


def _context(**columns: object) -> Context:
    return make_context(table_of(pd.DataFrame(columns)), Options())


@pytest.mark.parametrize("digits", [2, 3, 6])
def test_each_month_has_its_own_first_day(digits: int) -> None:
    years = np.round(1949 + MONTHS / 12, digits)
    context = _context(time=years, passengers=100.0 + MONTHS)
    found = pd.to_datetime(context.sample.times["time"])
    assert list(found) == list(pd.date_range("1949-01-01", periods=60, freq="MS"))
    assert "time" not in context.sample.numbers


def test_middles_of_months_and_quarters() -> None:
    middles = _context(date=np.round(1749 + (MONTHS + 0.5) / 12, 3), spots=1.5 * MONTHS)
    assert pd.to_datetime(middles.sample.times["date"])[1] == pd.Timestamp("1749-02-01")
    quarters = _context(year=1990 + MONTHS / 4, gdp=1.5 * MONTHS)
    assert pd.to_datetime(quarters.sample.times["year"])[3] == pd.Timestamp("1990-10-01")


def test_prices_and_seconds_of_that_size_are_no_dates() -> None:
    rng = np.random.default_rng(1)
    seconds = _context(time=rng.uniform(1600, 2100, 60).round(2), value=rng.random(60))
    prices = _context(price=1949 + MONTHS / 12, value=rng.random(60))
    assert not seconds.sample.times
    assert not prices.sample.times


def test_the_story_tells_its_course_and_the_proof_runs() -> None:
    rng = np.random.default_rng(2)
    frame = pd.DataFrame({"time": np.round(1949 + MONTHS / 12, 3), "value": 100 + 2 * MONTHS + rng.normal(0, 2, 60)})
    analysis = analysis_of(frame)
    assert analysis.subject is not None
    assert analysis.subject.time == "time"
    (change,) = [fact for fact in analysis.facts if fact.kind == "change"]
    assert change.values["first_value"] == pytest.approx(frame["value"].iloc[0])


def test_a_year_and_a_month_beside_it_give_way_to_the_date() -> None:
    years = 2000 + MONTHS // 12
    context = _context(year=years, month=MONTHS % 12 + 1, date=np.round(2000 + MONTHS / 12, 3), sold=1.5 * MONTHS)
    assert find_subject(context).time == "date"
