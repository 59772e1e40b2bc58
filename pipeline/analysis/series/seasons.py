"""Weekdays, months and hours: what they are called, and on which of them the rows of a table fall."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.analysis.context import Context
from pipeline.analysis.inference.clusters import over_clusters_p
from pipeline.analysis.inference.exact import Result
from pipeline.analysis.inference.strata import SHRUNK, part_kept
from pipeline.analysis.variables.sample import Grouping, cut_codes, quantile_edges
from pipeline.analysis.variables.time_axis import Grain, TimeAxis
from pipeline.story import Plot

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True)
class Season:
    """A cycle of the calendar, and the parts that it is made of."""

    name: str
    grain: Grain  # of the series that shows it
    cycle: Grain
    function: str  # DuckDB's, that gives a moment's part
    first: int  # what that function calls the first part
    parts: tuple[str, ...]
    preposition: str
    min_cycles: int  # that a table must cover

    @property
    def steps(self) -> int:
        """Parts in a cycle."""
        return len(self.parts)


HOURS = tuple(f"{hour}:00" for hour in range(24))
SEASONS = {
    season.name: season
    for season in (
        Season("weekday", Grain.DAY, Grain.WEEK, "isodow", 1, WEEKDAYS, "on", 5),
        Season("month", Grain.MONTH, Grain.YEAR, "month", 1, MONTHS, "in", 3),
        Season("hour", Grain.HOUR, Grain.DAY, "hour", 0, HOURS, "at", 5),
    )
}
OF_ROWS = ("weekday", "hour")  # seasons of a row's own moment; months have series of their own
MIN_PARTS = 4  # weekdays or hours that have rows
EVEN = 0.7  # of the steps from one row to the next, that are as long as the one in the middle
ERAS = 40  # that the rows are cut into along the time
ROWS_OF_AN_ERA = 50
DAY_NS = 86_400_000_000_000
FIRST_MONDAY = 4  # days from 1970-01-01
EVEN_DAYS = 0.5  # of the days that rows count for, where few hold many; of a Poisson distribution of one a day


def sql_part(season: str, place: int) -> int:
    """What DuckDB calls the part of a cycle at a place, from 0: it counts weekdays and months from one."""
    return place + SEASONS[season].first


def name_of_part(season: str, part: int) -> str:
    """The name of a part as DuckDB counts it."""
    return SEASONS[season].parts[part - SEASONS[season].first]


def seasons_of_rows(context: Context, *, unseen: bool = False) -> Iterator[tuple[TimeAxis, Grouping]]:
    """The time axis, and the rows' weekdays, then their hours, where there are enough weeks and days to tell.

    ``unseen``: only where a series of days or hours can't show them, being mostly empty or too long.
    """
    axis = context.time_axis
    if axis is None or axis.by_years or are_steps(context.sample.times[axis.column]):
        return
    for season in OF_ROWS:
        if unseen and (axis.can_show(SEASONS[season].grain) or axis.recorded not in {None, Grain.HOUR, Grain.DAY}):
            continue
        by = _parts_of_rows(context, axis, season)
        if by is not None:
            yield axis, by


def are_steps(moments: np.ndarray) -> bool:
    """Whether rows are the steps of one series: their number says when it was open, and nothing of how busy it was."""
    known = np.sort(moments[~np.isnan(moments)])
    steps = np.diff(known)
    return bool(len(steps) and steps.min() > 0 and np.mean(steps == np.median(steps)) >= EVEN)


def _parts_of_rows(context: Context, axis: TimeAxis, season: str) -> Grouping | None:
    grain, steps = SEASONS[season].grain, SEASONS[season].steps
    if axis.cycles(grain, steps) < SEASONS[season].min_cycles:
        return None
    moments = context.sample.times[axis.column]
    dated = ~np.isnan(moments)
    index = pd.to_datetime(moments[dated])
    codes = np.full(len(moments), -1)
    codes[dated] = index.day_of_week if season == "weekday" else index.hour
    sizes = np.bincount(codes[dated], minlength=steps)
    if np.count_nonzero(sizes) < MIN_PARTS:
        return None
    return Grouping(season, codes, tuple(range(steps)), sizes)


def by_part(axis: TimeAxis, season: str, value: str, known: str = "TRUE") -> str:
    """SQL: a table of ``part`` and ``value``, what the dated rows of each part come to."""
    part = f"{SEASONS[season].function}({axis.expression})"
    rows = f"FROM data WHERE {known} AND {axis.expression} IS NOT NULL GROUP BY 1"
    return f"(SELECT {part} AS part, {value} AS value {rows}) AS parts"


def plot_of_parts(
    context: Context, season: str, parts: str, name: str, alt: str, unit: str | None = None, *, is_share: bool = False
) -> Plot:
    """A line over a table of ``part`` and ``value`` in SQL, in the order of the cycle."""
    frame = context.connection.execute(f"SELECT part, value FROM {parts} ORDER BY part").df()
    frame["part"] = [name_of_part(season, int(part)) for part in frame["part"]]
    return Plot(
        kind="line",
        title=f"{name} by {season}",
        frame=frame,
        x="part",
        y="value",
        x_label=season.capitalize(),
        y_label=name,
        alt_text=f"Line chart of {alt} for each {season}.",
        y_unit=unit,
        is_share=is_share,
        from_zero=bool(frame["value"].min() >= 0),
        highlight=_ends_of_cycle(frame),
    )


def _ends_of_cycle(frame: pd.DataFrame) -> tuple[str, ...]:
    """The parts with the highest and the lowest value."""
    known = frame.dropna(subset=["value"])
    ordered = [str(part) for part in known.sort_values("value", kind="stable")["part"]]
    return (ordered[-1], ordered[0]) if ordered else ()


def plot_of_week(context: Context, axis: TimeAxis) -> Plot | None:
    """The number of rows in each hour of each weekday; None where the moments have no times of day."""
    frame: pd.DataFrame = context.connection.execute(
        f"SELECT isodow({axis.expression}) AS day, hour({axis.expression}) AS hour, count(*) AS rows FROM data "
        f"WHERE {axis.expression} IS NOT NULL GROUP BY 1, 2"
    ).df()
    if frame["hour"].nunique() < MIN_PARTS or frame["day"].nunique() < MIN_PARTS:
        return None
    whole = pd.MultiIndex.from_product([range(1, 8), range(24)], names=["day", "hour"])
    frame = frame.set_index(["day", "hour"]).reindex(whole, fill_value=0).reset_index()
    frame["day"] = [WEEKDAYS[int(day) - 1] for day in frame["day"]]
    frame["hour"] = [HOURS[int(hour)] for hour in frame["hour"]]
    return Plot(
        kind="heatmap",
        title="Rows by weekday and hour",
        frame=frame,
        x="hour",
        y="rows",
        x_label="Hour",
        y_label="Number of rows",
        alt_text=f"Heat table of the number of rows by weekday and hour of {axis.column}.",
        series="day",
    )


def by_days_p(context: Context, axis: TimeAxis, result: Result, degrees_of_freedom: int) -> float:
    """The p-value of a relation with the rows' weekday or hour, the rows of one day counting together."""
    inside = (result.x != 0) | (result.y != 0)
    days = np.floor(context.sample.times[axis.column][inside] / DAY_NS)
    codes = np.unique(days, return_inverse=True)[1]
    return over_clusters_p(result.x[inside], result.y[inside], codes, degrees_of_freedom)


def own_days(context: Context, axis: TimeAxis) -> tuple[str, ...]:
    """The axis, where :func:`by_days_p` says by itself how much less the rows of one day say; else nothing.

    It can where no few days hold most of the rows, which then would speak for their whole weekday.
    """
    moments = context.sample.times[axis.column]
    sizes = np.unique(np.floor(moments[~np.isnan(moments)] / DAY_NS), return_counts=True)[1].astype(float)
    return (axis.column,) if float(sizes.sum()) ** 2 >= EVEN_DAYS * len(sizes) * float(sizes @ sizes) else ()


def is_of_eras(context: Context, axis: TimeAxis, result: Result) -> bool:
    """Whether a relation with weekday or hour is mostly one with the time: days that only some years had rows on."""
    inside = (result.x != 0) | (result.y != 0)
    moments = context.sample.times[axis.column][inside]
    eras = cut_codes(moments, quantile_edges(moments, min(ERAS, max(2, len(moments) // ROWS_OF_AN_ERA))))
    part = part_kept(result.x[inside], result.y[inside], eras)
    return part is not None and part.kept < SHRUNK


def cycles_of_rows(context: Context, axis: TimeAxis, season: str) -> np.ndarray:
    """The number of each row's week (for weekdays) or day (for hours); -1 in the first and last, which may be cut."""
    days = np.floor(context.sample.times[axis.column] / DAY_NS)
    cycles = np.floor((days - FIRST_MONDAY) / 7) if season == "weekday" else days
    whole = (cycles > np.nanmin(cycles)) & (cycles < np.nanmax(cycles))
    return np.where(whole, np.nan_to_num(cycles - np.nanmin(cycles)), -1).astype(np.int64)
