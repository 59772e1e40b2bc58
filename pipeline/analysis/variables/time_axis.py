"""The column that says when, its grain, and the measures' series along it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

import duckdb
import numpy as np
import pandas as pd

from pipeline.analysis.variables.roles import Variable
from pipeline.analysis.variables.sample import Sample
from pipeline.analysis.variables.spacing import spacing
from pipeline.sql import quote
from pipeline.story import ColumnType


class Grain(StrEnum):
    """How long a bucket of time is; DuckDB's names, the finest first."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Aggregate(StrEnum):
    """What is done with the rows of a bucket; the first two by DuckDB's names."""

    SUM = "sum"
    AVERAGE = "avg"
    RATIO = "ratio"  # of sums
    COUNT = "count"  # of rows


GRAINS = dict(zip(Grain, ("h", "D", "W-MON", "MS", "QS", "YS"), strict=True))  # pandas' names
BUCKET_SECONDS = dict(zip(Grain, (3600, 86400, 604800, 2629746, 7889238, 31556952), strict=True))
MAX_BUCKETS = 3_000
MIN_BUCKETS = 8
MAX_PART = 0.15  # of a bucket that may have no rows at the ends of the data
LACKING = {Grain.HOUR: 3.0, Grain.DAY: 3.0, Grain.WEEK: 6.0}  # days of it, where nearly every such bucket has rows
MIN_OCCUPIED = 0.68  # of the buckets between first and last: five days of a week are enough
LEVELS = frozenset({Aggregate.AVERAGE, Aggregate.RATIO})  # aggregates that don't grow with the number of rows
SEVERAL_ROWS = 1.5  # a bucket, from which a ratio is taken of sums: one row's ratio is its value
MOST_OF_DURATIONS = 0.95  # of the ended ones: so long after its beginning a case should have ended
ROWS = "\0rows"  # key of the series that counts rows; no column can be called so


@dataclass(frozen=True)
class Series:
    """One measure (or the number of rows) in each bucket of time that has rows; whole buckets only."""

    measure: str | None  # None: the rows are counted
    grain: Grain
    buckets: pd.DatetimeIndex
    values: np.ndarray  # float
    aggregate: Aggregate
    rows: np.ndarray  # how many rows each bucket has

    @property
    def is_level(self) -> bool:
        """Whether a bucket of more rows has a surer value rather than a larger one: averages and ratios."""
        return self.aggregate in LEVELS


@dataclass(frozen=True)
class TimeAxis:
    """A time column in the table and how finely it can be looked at."""

    connection: duckdb.DuckDBPyConnection
    column: str
    expression: str  # SQL: the column as a TIMESTAMP
    grain: Grain  # the finest whose buckets are mostly occupied
    first: pd.Timestamp
    last: pd.Timestamp
    by_years: bool  # the column holds years as numbers
    recorded: Grain | None  # the coarsest grain at whose beginnings all moments lie: a month dated to its first day
    measures: Sequence[Variable]
    ratios: Mapping[str, str]  # SQL of the ratio of sums that stands for a measure which is a ratio
    held: Sample | None = field(default=None, compare=False)  # all rows, of a table that is held whole
    step: str | None = None  # of dates that are some weeks apart, how far: see :func:`spacing`
    _frames: dict[Grain, pd.DataFrame] = field(default_factory=dict, compare=False)
    _settled: dict[str, pd.Timestamp | None] = field(default_factory=dict, compare=False)
    _series: dict[tuple[str | None, Grain, Aggregate], Series] = field(default_factory=dict, compare=False)

    def bucket(self, grain: Grain | None = None) -> str:
        """SQL: the bucket of a row."""
        return f"date_trunc('{grain or self.grain}', {self.expression})"

    def frame(self, grain: Grain | None = None) -> pd.DataFrame:
        """One row a bucket that has rows: their count, and each measure's value, by :meth:`key`; whole buckets only."""
        grain = grain or self.grain
        if grain not in self._frames:
            self._frames[grain] = self._trimmed(self._scan(grain), grain)
        return self._frames[grain]

    def _scan(self, grain: Grain) -> pd.DataFrame:
        keys = [(v, aggregate) for v in self.measures for aggregate in self.aggregates_of(v)]
        if self.held is not None and not self.ratios:
            return self._summed(self.held, grain, keys)
        listed = [f"{self.summary_sql(v, aggregate)} AS m{i}" for i, (v, aggregate) in enumerate(keys)]
        query = f"SELECT {self.bucket(grain)} AS bucket, count(*) AS counted, {', '.join([*listed, '1'])} FROM data"
        scanned = self.connection.execute(f"{query} WHERE {self.expression} IS NOT NULL GROUP BY 1 ORDER BY 1").df()
        names = {"counted": ROWS} | {f"m{i}": key(v.name, aggregate) for i, (v, aggregate) in enumerate(keys)}
        return scanned.iloc[:, :-1].set_index("bucket").rename(columns=names)

    def _summed(self, held: Sample, grain: Grain, keys: Sequence[tuple[Variable, Aggregate]]) -> pd.DataFrame:
        """The same of rows that are in memory."""
        bucketed = held.bucketed(self.column, grain, by_years=self.by_years)
        cells = bucketed.cells()
        columns = {ROWS: cells.rows()}
        for measure, aggregate in keys:
            values = held.numbers[measure.name]
            sums, sizes = cells.sums(values), cells.sizes(values)
            divisors = sizes if aggregate is Aggregate.AVERAGE else 1
            summary = np.divide(sums, divisors, out=np.full(len(sums), np.nan), where=sizes > 0)
            columns[key(measure.name, aggregate)] = summary
        return pd.DataFrame(columns, index=pd.DatetimeIndex(bucketed.begins, name="bucket"))

    def _trimmed(self, frame: pd.DataFrame, grain: Grain) -> pd.DataFrame:
        """Without a first or last bucket that the data covers only in part."""
        if len(frame) < 4 or grain in {Grain.HOUR, Grain.DAY}:
            return frame
        offset = pd.tseries.frequencies.to_offset(GRAINS[grain])
        assert offset is not None
        length = (frame.index[1] + offset) - frame.index[1]
        reach = min(MAX_PART * length, pd.Timedelta(days=LACKING.get(self.grain, 366.0)))
        late = self.first - frame.index[0] > reach
        early = frame.index[-1] + length - self._end() > reach
        return frame.iloc[int(late) : len(frame) - int(early and self._many_rows_a_bucket(frame))]

    def _end(self) -> pd.Timestamp:
        """Up to where the data goes: to the end of the month, say, if it is dated by months; else of the last day."""
        if self.recorded is None or self.recorded is Grain.HOUR:
            return self.last + pd.Timedelta(days=1)
        offset = pd.tseries.frequencies.to_offset(GRAINS[self.recorded])
        assert offset is not None
        return self.last + offset

    @staticmethod
    def _many_rows_a_bucket(frame: pd.DataFrame) -> bool:
        """A table with one row a month dates it to the month's first day: its last month isn't incomplete."""
        return bool(frame[ROWS].median() > 1)

    def can_show(self, grain: Grain) -> bool:
        """Whether a grain is as fine as the data allows, or coarser."""
        order = list(Grain)
        return order.index(grain) >= order.index(self.grain)

    def cycles(self, grain: Grain, steps: int) -> float:
        """How many cycles of so many buckets lie between the first moment and the last."""
        return (self.last - self.first).total_seconds() / BUCKET_SECONDS[grain] / steps

    def value_sql(self, series: Series) -> str:
        """SQL: what a series makes of the rows of a bucket."""
        if series.measure is None:
            return "count(*)"
        measure = next(v for v in self.measures if v.name == series.measure)
        return self.summary_sql(measure, series.aggregate)

    def aggregates_of(self, measure: Variable) -> tuple[Aggregate, ...]:
        """What can be done with a measure's values in the rows of a bucket, first what is mostly meant."""
        if measure.name in self.ratios:
            return (Aggregate.RATIO,)
        if not measure.adds_up:
            return (Aggregate.AVERAGE,)
        is_uneven = self.step is not None and self.grain is not Grain.WEEK
        return (Aggregate.AVERAGE, Aggregate.SUM) if is_uneven else (Aggregate.SUM, Aggregate.AVERAGE)

    def aggregate_of(self, measure: Variable | None) -> Aggregate:
        """The first of them; rows (None) are counted."""
        return Aggregate.COUNT if measure is None else self.aggregates_of(measure)[0]

    def summary_sql(self, measure: Variable, aggregate: Aggregate) -> str:
        """SQL: the same."""
        return self.ratios[measure.name] if aggregate is Aggregate.RATIO else f"{aggregate}({measure.sql})"

    @cached_property
    def counts_vary(self) -> bool:
        """Whether the number of rows over time says something: rows are events, not one or a fixed number a bucket."""
        rows = self.frame()[ROWS]
        if self.step is not None and self.grain is not Grain.WEEK:
            return False
        return bool(rows.mean() >= 1.5 and rows.std() > 0.05 * rows.mean())

    def counts_vary_by(self, grain: Grain | None) -> bool:
        """The same by a grain, of which no bucket may hold more dates than another where they are weeks apart."""
        return self.counts_vary and (self.step is None or grain in {None, self.grain})

    def series(
        self, measure: Variable | None, grain: Grain | None = None, aggregate: Aggregate | None = None
    ) -> Series:
        """The series of a measure, by its first aggregate unless told otherwise, or of the number of rows."""
        grain = grain or self.grain
        name = None if measure is None else measure.name
        aggregate = aggregate or self.aggregate_of(measure)
        if aggregate is Aggregate.SUM and self.step is not None and grain is not self.grain:
            aggregate = Aggregate.AVERAGE  # a month has four of its dates, or five
        if (name, grain, aggregate) not in self._series:
            self._series[name, grain, aggregate] = self._make_series(name, grain, aggregate)
        return self._series[name, grain, aggregate]

    def settled(self, measure: str) -> pd.Timestamp | None:
        """Until when a measure may be followed: see :func:`settled_until`; None for one that isn't cut off."""
        if measure not in self._settled:
            sources = next(v for v in self.measures if v.name == measure).sources
            is_duration = len(sources) == 2 and sources[0] == self.column
            self._settled[measure] = settled_until(self.connection, *sources) if is_duration else None
        return self._settled[measure]

    def _make_series(self, measure: str | None, grain: Grain, aggregate: Aggregate) -> Series:
        frame = self.frame(grain)
        assert isinstance(frame.index, pd.DatetimeIndex)
        values = frame[ROWS if measure is None else key(measure, aggregate)].to_numpy(dtype=float, na_value=np.nan)
        present = ~np.isnan(values)
        if measure is not None and (until := self.settled(measure)) is not None:
            present = present & (frame.index + pd.tseries.frequencies.to_offset(GRAINS[grain]) <= until)
        buckets, rows = frame.index[present], frame[ROWS].to_numpy()[present]
        return Series(measure, grain, buckets, values[present], aggregate, rows)


def settled_until(connection: duckdb.DuckDBPyConnection, begin: str, end: str) -> pd.Timestamp | None:
    """Until when nearly all durations between two date columns that began have ended; None where no case is open.

    What is still open is missing, and mostly the long ones: the last periods look quicker than they are.
    """
    b, e = quote(begin), quote(end)
    found = connection.execute(
        f"SELECT count(*) - count({e}), quantile_cont(date_diff('second', {b}, {e}), {MOST_OF_DURATIONS}), "
        f"max(greatest({b}, {e})) FROM data WHERE {b} IS NOT NULL"
    ).fetchone()
    if found is None or not found[0] or found[1] is None:
        return None
    return pd.Timestamp(found[2]) - pd.Timedelta(seconds=float(found[1]))


def decided_until(connection: duckdb.DuckDBPyConnection, begin: str, waiting: str) -> pd.Timestamp | None:
    """Until when nearly all cases that began have an outcome; None where those without one are no younger than others.

    ``waiting``: SQL condition of a case without one. What is decided of the last ones are the quick ones alone.
    """
    b = quote(begin)
    found = connection.execute(
        f"SELECT quantile_cont({b}, {1 - MOST_OF_DURATIONS}) FILTER ({waiting}), median({b}) FROM data"
    ).fetchone()
    if found is None or found[0] is None or found[0] < found[1]:
        return None
    return pd.Timestamp(found[0])


def key(measure: str, aggregate: Aggregate) -> str:
    """The name of a measure's column in a frame of buckets."""
    return f"{aggregate} {measure}"


def find_time_axis(
    connection: duckdb.DuckDBPyConnection,
    times: Sequence[Variable],
    measures: Sequence[Variable],
    row_count: int,
    ratios: Mapping[str, str] | None = None,
    sample: Sample | None = None,
) -> TimeAxis | None:
    """The time column with most rows dated, the leftmost of equals, if its dates fill one of the grains.

    ``ratios``: for measures that are ratios, SQL of what they are for many rows, the ratio of sums. ``sample``: where
    it is complete the table isn't scanned.
    """
    best: TimeAxis | None = None
    fewest_missing = row_count
    for variable in times:
        if variable.column.missing < min(fewest_missing, 0.5 * row_count + 1):
            axis = _axis(connection, variable, measures, row_count, ratios or {}, sample)
            if axis is not None:
                best, fewest_missing = axis, variable.column.missing
    return best


def _axis(
    connection: duckdb.DuckDBPyConnection,
    variable: Variable,
    measures: Sequence[Variable],
    row_count: int,
    ratios: Mapping[str, str],
    sample: Sample | None,
) -> TimeAxis | None:
    column = variable.sql
    yearly = variable.column.type is not ColumnType.DATETIME
    expression = f"make_timestamp(CAST({column} AS BIGINT), 1, 1, 0, 0, 0)" if yearly else column
    grains = [Grain.YEAR] if yearly else list(Grain)
    held = _held(sample)
    if held is None:
        span = _span_by_sql(connection, expression, grains)
    elif np.isnan(held.times[variable.name]).all():
        return None
    else:
        span = _span_of(held, variable.name, grains, by_years=yearly)
    for grain, occupied in span.occupied.items():
        total = _buckets_between(span.first, span.last, grain)
        filled = occupied >= MIN_OCCUPIED * total or (grain is Grain.YEAR and _evenly_spaced(span.years))
        if occupied >= MIN_BUCKETS and total <= MAX_BUCKETS and filled:
            of_sums = ratios if row_count >= SEVERAL_ROWS * occupied else {}
            return TimeAxis(
                connection=connection,
                column=variable.name,
                expression=expression,
                grain=grain,
                first=span.first,
                last=span.last,
                by_years=yearly,
                recorded=span.recorded,
                measures=measures,
                ratios=of_sums,
                held=held,
                step=_step(sample, variable),
            )
    return None


def _held(sample: Sample | None) -> Sample | None:
    """The sample where it is all of the table."""
    return sample if sample is not None and sample.complete else None


def _step(sample: Sample | None, variable: Variable) -> str | None:
    """See :func:`spacing`; None of years, and where there is no sample that tells."""
    if sample is None or variable.column.type is not ColumnType.DATETIME:
        return None
    return spacing(pd.DatetimeIndex(sample.bucketed(variable.name, "day").begins))


@dataclass(frozen=True)
class _Span:
    """From when to when a column goes, and which buckets on the way have rows."""

    first: pd.Timestamp
    last: pd.Timestamp
    years: Sequence[int]  # that have rows, in order
    occupied: Mapping[Grain, int]  # how many buckets of each grain, the finest first, have rows
    recorded: Grain | None  # see :class:`TimeAxis`


def _span_by_sql(connection: duckdb.DuckDBPyConnection, expression: str, grains: Sequence[Grain]) -> _Span:
    counted = ", ".join(
        f"count(DISTINCT date_trunc('{grain}', t)), bool_and(a = z AND a = date_trunc('{grain}', a))"
        for grain in grains
    )
    # first the few hours that there are, then what they make: a sixth of the time of cutting every moment to each grain
    finest = f"SELECT date_trunc('{grains[0]}', {expression}) AS t, min({expression}) AS a, max({expression}) AS z"
    [[first, last, years, *by_grain]] = connection.execute(
        f"SELECT min(a), max(z), list_sort(list(DISTINCT year(t))), {counted} FROM ({finest} FROM data GROUP BY 1)"
    ).fetchall()
    recorded = [grain for grain, begins in zip(grains, by_grain[1::2], strict=True) if begins]
    occupied = dict(zip(grains, by_grain[::2], strict=True))
    known = [year for year in years or () if year is not None]
    return _Span(pd.Timestamp(first), pd.Timestamp(last), known, occupied, recorded[-1] if recorded else None)


def _span_of(held: Sample, column: str, grains: Sequence[Grain], *, by_years: bool) -> _Span:
    """The same of rows that are in memory."""
    begins = {grain: held.bucketed(column, grain, by_years=by_years).begins for grain in grains}
    years = [int(year) + 1970 for year in begins[Grain.YEAR].astype("datetime64[Y]").astype(np.int64)]
    occupied = {grain: len(each) for grain, each in begins.items()}
    moments = held.times[column]
    if by_years:
        first, last = begins[Grain.YEAR][[0, -1]]
        return _Span(pd.Timestamp(first), pd.Timestamp(last), years, occupied, Grain.YEAR)
    distinct = np.unique(moments[~np.isnan(moments)])
    ends = distinct[[0, -1]] / 1000
    first, last = np.rint(ends).astype(np.int64).astype("datetime64[us]")
    recorded = [
        grain
        for grain, each in begins.items()
        if len(each) == len(distinct) and bool((each.astype(np.int64) * 1000.0 == distinct).all())
    ]
    return _Span(pd.Timestamp(first), pd.Timestamp(last), years, occupied, recorded[-1] if recorded else None)


def _evenly_spaced(years: Sequence[int]) -> bool:
    """Whether a table has every second, fourth or tenth year, as those of censuses and elections do."""
    return len({after - before for before, after in pairwise(years)}) == 1


def _buckets_between(first: pd.Timestamp, last: pd.Timestamp, grain: Grain) -> float:
    return (last - first).total_seconds() / BUCKET_SECONDS[grain] + 1
