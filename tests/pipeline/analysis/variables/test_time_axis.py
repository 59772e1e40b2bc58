"""Which column is the axis, at which grain, and where its whole buckets end."""

from datetime import date

import duckdb
import numpy as np
import pandas as pd
import pytest

from pipeline.analysis.context import make_context
from pipeline.analysis.series.over_time import series_to_test
from pipeline.analysis.variables.roles import Role, Variable
from pipeline.analysis.variables.time_axis import TimeAxis, find_time_axis
from pipeline.options import Options
from pipeline.story import Column, ColumnType
from testing.truth.score import analysis_of
from testing.truth.tables import table_of


def axis_of(moments: list[date]) -> TimeAxis | None:
    connection = duckdb.connect()
    connection.register("moments", pd.DataFrame({"moment": pd.to_datetime(moments)}))
    connection.execute("CREATE TABLE data AS SELECT * FROM moments")
    column = Column("moment", ColumnType.DATETIME, None, 0, len(set(moments)))
    return find_time_axis(connection, [Variable(column, Role.TIME)], [], len(moments))


@pytest.mark.parametrize("step", [1, 2, 5, 10])
def test_years_with_the_same_distance_are_an_axis(step: int) -> None:
    axis = axis_of([date(1900 + step * k, 1, 1) for k in range(9) for _ in range(3)])
    assert axis is not None
    assert axis.grain == "year"
    assert list(pd.DatetimeIndex(axis.frame().index).year) == [1900 + step * k for k in range(9)]


def test_few_years_strewn_over_many_are_none() -> None:
    assert axis_of([date(year, 1, 1) for year in (1900, 1903, 1910, 1911, 1920, 1929, 1935, 1950, 1951)]) is None


def test_a_month_dated_to_its_first_day_is_a_whole_one() -> None:
    months = [date(2023, month, 1) for month in range(1, 11) for _ in range(4)]
    axis = axis_of(months)
    assert axis is not None
    assert (axis.grain, len(axis.frame())) == ("month", 10)


def test_a_month_of_which_there_are_only_the_first_days_is_left_out() -> None:
    days = [day.date() for day in pd.date_range("2023-01-01", "2023-10-04")]
    axis = axis_of(days)
    assert axis is not None
    assert len(axis.frame("month")) == 9


def test_a_ratio_over_time_is_one_of_sums() -> None:
    rng = np.random.default_rng(3)
    days = np.repeat(pd.date_range("2024-01-01", periods=60), 5)
    visits = rng.integers(10, 5000, len(days))
    orders = rng.binomial(visits, 0.1)
    frame = pd.DataFrame({"day": days, "visits": visits, "orders": orders, "converted": (orders / visits).round(4)})
    context = make_context(table_of(frame), Options())
    axis = context.time_axis
    assert axis is not None
    series = axis.series(context.variables["converted"])
    sums = frame.groupby("day")[["orders", "visits"]].sum()
    assert series.aggregate == "ratio"
    assert series.values == pytest.approx(sums["orders"] / sums["visits"])


def test_a_ratio_of_one_row_a_day_is_its_value() -> None:
    rng = np.random.default_rng(3)
    visits = rng.integers(10, 5000, 60)
    orders = rng.binomial(visits, 0.1)
    columns = {"day": pd.date_range("2024-01-01", periods=60), "visits": visits, "orders": orders}
    frame = pd.DataFrame(columns | {"converted": (orders / visits).round(4)})
    context = make_context(table_of(frame), Options())
    assert context.time_axis is not None
    assert context.time_axis.series(context.variables["converted"]).aggregate == "avg"


def test_what_adds_up_is_looked_at_as_a_total_and_as_an_average() -> None:
    rng = np.random.default_rng(5)
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 60, 400)), unit="D")
    frame = pd.DataFrame({"day": days, "amount": rng.normal(50, 5, 400)})
    context = make_context(table_of(frame), Options())
    totals, averages = (s for s in series_to_test(context, averages=True) if s.measure == "amount")
    by_day = frame.groupby("day")["amount"]
    assert (totals.aggregate, averages.aggregate) == ("sum", "avg")
    assert totals.values == pytest.approx(by_day.sum())
    assert averages.values == pytest.approx(by_day.mean())


def test_the_average_may_rise_though_the_total_swings_with_the_number_of_rows() -> None:
    rng = np.random.default_rng(6)
    days = pd.Timestamp("2022-01-01") + pd.to_timedelta(rng.integers(0, 700, 3000), unit="D")
    amount = 50 + 6 * (days - days.min()).days / 700 + rng.normal(0, 5, 3000)
    (finding,) = [f for f in analysis_of(pd.DataFrame({"sold": days, "amount": amount})).findings if f.kind == "trend"]
    assert finding.headline.startswith("The average **amount** rose")
