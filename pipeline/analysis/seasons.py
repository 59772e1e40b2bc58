"""Weekdays, months and hours: what they are called, and on which of them the rows of a table fall."""

import numpy as np
import pandas as pd

from pipeline.analysis.clusters import over_clusters_p
from pipeline.analysis.context import Context
from pipeline.analysis.exact import Result
from pipeline.analysis.sample import Grouping
from pipeline.analysis.time_axis import TimeAxis
from pipeline.story import ColumnType

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SEASONS = {  # season -> grain of the series, SQL part of a bucket, steps in a cycle, names
    "weekday": ("day", "isodow", 7, WEEKDAYS),
    "month": ("month", "month", 12, MONTHS),
    "hour": ("hour", "hour", 24, tuple(f"{hour}:00" for hour in range(24))),
}
LEAST_CYCLES = {"weekday": 5, "month": 3, "hour": 5}
PREPOSITION = {"weekday": "on", "month": "in", "hour": "at"}
OF_ROWS = ("weekday", "hour")  # seasons of a row's own moment; months have series of their own
LEAST_PARTS = 4  # weekdays or hours that have rows
DAY_NS = 86_400_000_000_000
FIRST_MONDAY = 4  # days from 1970-01-01


def sql_part(season: str, place: int) -> int:
    """What DuckDB calls the part of a cycle at a place, from 0: it counts weekdays and months from one."""
    return place if season == "hour" else place + 1


def name_of_part(season: str, part: int) -> str:
    """The name of a part as DuckDB counts it."""
    return SEASONS[season][3][part - sql_part(season, 0)]


def moments_axis(context: Context) -> TimeAxis | None:
    """The time axis if its column holds moments, not years."""
    axis = context.time_axis
    return axis if axis and context.variables[axis.column].column.type is ColumnType.DATETIME else None


def without_series(axis: TimeAxis, season: str) -> bool:
    """Whether only single rows tell the season: series of days or hours would be mostly empty, or too long."""
    return not axis.can_show(SEASONS[season][0]) and axis.recorded in {None, "hour", "day"}


def parts_of_rows(context: Context, axis: TimeAxis, season: str) -> Grouping | None:
    """The rows' weekdays or hours; None where there are few of them, or too few weeks or days to tell."""
    grain, _, steps, _ = SEASONS[season]
    if axis.cycles(grain, steps) < LEAST_CYCLES[season]:
        return None
    moments = context.sample.times[axis.column]
    dated = ~np.isnan(moments)
    index = pd.to_datetime(moments[dated])
    codes = np.full(len(moments), -1)
    codes[dated] = index.day_of_week if season == "weekday" else index.hour
    sizes = np.bincount(codes[dated], minlength=steps)
    if np.count_nonzero(sizes) < LEAST_PARTS:
        return None
    return Grouping(season, codes, tuple(range(steps)), sizes)


def by_days_p(context: Context, axis: TimeAxis, result: Result, freedom: int) -> float:
    """The p-value of a relation with the rows' weekday or hour, the rows of one day counting together."""
    inside = (result.x != 0) | (result.y != 0)
    days = np.floor(context.sample.times[axis.column][inside] / DAY_NS)
    codes = np.unique(days, return_inverse=True)[1]
    return over_clusters_p(result.x[inside], result.y[inside], codes, freedom)


def cycles_of_rows(context: Context, axis: TimeAxis, season: str) -> np.ndarray:
    """The number of each row's week (for weekdays) or day (for hours); -1 in the first and last, which may be cut."""
    days = np.floor(context.sample.times[axis.column] / DAY_NS)
    cycles = np.floor((days - FIRST_MONDAY) / 7) if season == "weekday" else days
    whole = (cycles > np.nanmin(cycles)) & (cycles < np.nanmax(cycles))
    return np.where(whole, np.nan_to_num(cycles - np.nanmin(cycles)), -1).astype(np.int64)
