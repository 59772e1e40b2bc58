"""Which column is the axis, at which grain, and where its whole buckets end."""

from datetime import date

import duckdb
import pandas as pd
import pytest

from pipeline.analysis.roles import Role, Variable
from pipeline.analysis.time_axis import TimeAxis, find_time_axis
from pipeline.story import Column, ColumnType


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
