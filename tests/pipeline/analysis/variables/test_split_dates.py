"""Dates that a table has in parts are put together; what isn't a date stays apart."""

import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.context import Context, make_context
from pipeline.analysis.variables.roles import Role
from pipeline.options import Options
from testing.truth.score import analysis_of
from testing.truth.tables import table_of

DAYS = pd.date_range("2021-01-01", periods=900, freq="D")
TWO = DAYS[:500]  # of two years, which as a column of numbers may count as groups
MONTHS = pd.date_range("2017-01-01", periods=84, freq="MS")


def context_of(columns: dict[str, object]) -> Context:
    frame = pd.DataFrame(columns)
    return make_context(table_of(frame.assign(level=np.random.default_rng(1).normal(size=len(frame)))), Options())


@pytest.mark.parametrize(
    ("columns", "name", "grain", "moments"),
    [
        ({"Year": MONTHS.year, "Month": MONTHS.month}, "Year-Month", "month", MONTHS),
        (
            {"year": DAYS[:500].year, "month": DAYS[:500].month, "day": DAYS[:500].day},
            "year-month-day",
            "day",
            DAYS[:500],
        ),
        ({"year": MONTHS.year, "month": MONTHS.month_name()}, "year-month", "month", MONTHS),
        ({"year": MONTHS.year, "mon": MONTHS.strftime("%b").str.upper()}, "year-mon", "month", MONTHS),
        ({"d": DAYS.day, "year": DAYS.year, "month": DAYS.month, "day": DAYS.day}, "year-month-day", "day", DAYS),
        (
            {"order_year": MONTHS.to_period("Y").start_time, "order_month": MONTHS.month, "month": 1},
            "order_year-order_month",
            "month",
            MONTHS,
        ),
        (
            {"year": MONTHS.year, "quarter": "Q" + MONTHS.quarter.astype(str)},
            "year-quarter",
            "quarter",
            MONTHS.to_period("Q").start_time,
        ),
    ],
)
def test_a_date_in_parts_is_the_time_axis(columns, name, grain, moments):
    context = context_of(columns)
    axis = context.time_axis
    assert axis is not None
    assert (axis.column, axis.grain) == (name, grain)
    assert pd.to_datetime(context.sample.times[name]).equals(pd.DatetimeIndex(moments))
    [together] = context.connection.execute(f"SELECT list({axis.expression} ORDER BY rowid) FROM data").fetchall()
    assert together[0] == list(pd.DatetimeIndex(moments).to_pydatetime())


@pytest.mark.parametrize(
    "columns",
    [
        {"year": MONTHS.year, "month": MONTHS.month, "closed": MONTHS},  # there is a whole date
        {"built_year": MONTHS.year, "sold_year": MONTHS.year + 1, "month": MONTHS.month},  # which year's month?
        {"fiscal_year": MONTHS.year, "month": MONTHS.month},  # whose months are others
        {"year": DAYS.year, "month": np.arange(900) % 40 + 1},  # no months
        {"year": DAYS.year, "month": 2, "day": np.arange(900) % 31 + 1},  # days that there aren't
    ],
)
def test_what_makes_no_date_stays_apart(columns):
    context = context_of(columns)
    assert not [v for v in context.with_role(Role.TIME) if v.sources]


def test_the_story_of_a_date_in_parts_names_its_columns_and_its_sql_works():
    sales = 200 + 1.5 * np.arange(84) + np.random.default_rng(2).normal(0, 6, 84)
    analysis = analysis_of(pd.DataFrame({"Year": MONTHS.year, "Month": MONTHS.month, "Sales": sales.round(1)}))
    (finding,) = [finding for finding in analysis.findings if finding.kind == "trend"]
    assert finding.columns == ("Sales", "Year", "Month")
    assert "to December 2023 against January 2017 to" in finding.headline
    assert not [note for note in analysis.quality if note.kind == "structure"]


def test_a_focus_on_a_part_of_the_date_is_one_on_the_date():
    sales = 200 + 40 * (MONTHS.month == 12) + np.random.default_rng(2).normal(0, 6, 84)
    frame = pd.DataFrame({"Year": MONTHS.year, "Month": MONTHS.month, "Sales": sales.round(1)})
    assert {f.kind for f in analysis_of(frame, focus="Month").findings} == {"driver", "seasonality"}


def test_a_year_of_1900_in_a_date_in_parts_is_told_and_stretches_no_axis():
    sales = 200 + 1.5 * np.arange(84) + np.random.default_rng(2).normal(0, 6, 84)
    frame = pd.DataFrame({"Year": MONTHS.to_period("Y").start_time, "Month": MONTHS.month, "Sales": sales.round(1)})
    frame.loc[40, "Year"] = pd.Timestamp("1900-01-01")
    analysis = analysis_of(frame)
    assert "trend" in {finding.kind for finding in analysis.findings}
    (note,) = [note for note in analysis.quality if note.kind == "impossible"]
    assert note.columns == ("Year",)
    assert "too early by decades in 1 row" in note.text


def test_a_far_year_among_numbers_is_told_as_a_year():
    years = np.r_[np.repeat(np.arange(1990, 2020), 10), [1620]]
    frame = pd.DataFrame({"year": years, "level": np.random.default_rng(3).normal(size=301)})
    (note,) = [note for note in analysis_of(frame).quality if note.kind == "impossible"]
    assert note.text.endswith("up to 1620.")
