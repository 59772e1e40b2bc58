"""The table cut into periods of its time: years, quarters, months ... with what is complete and what is not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import duckdb
import numpy as np
import pandas as pd

from pipeline.analysis.facts.coverage import Coverage, recorded
from pipeline.analysis.facts.moved import yearly_wave_p
from pipeline.analysis.facts.target import Target
from pipeline.analysis.sql import literal
from pipeline.analysis.variables.buckets import coarser
from pipeline.analysis.variables.roles import Variable
from pipeline.analysis.variables.sample import Sample
from pipeline.analysis.variables.spacing import spacing
from pipeline.story import ColumnType, Form

GRAINS = {"day": "D", "week": "W-MON", "month": "MS", "quarter": "QS", "year": "YS"}  # pandas' names, finest first
DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "quarter": 91.3, "year": 365.2}
PERIODS = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}  # the same of periods
ENOUGH = {"year": 2, "quarter": 5, "month": 3, "week": 2, "day": 3}  # complete ones: the last quarter has a year before
SEASONAL_P = 1e-3
DAY_NS = 86_400e9
MAX_DAYS = 4_000  # a longer time is counted by months
MAX_WEEKS = 400  # that are followed one by one
STRAGGLING = 0.03  # of the rows lie before a file begins in earnest
MIN_STRAGGLERS = 3  # days or other periods
MAX_PERIODS = 60  # that a reader compares one by one


@dataclass(frozen=True)
class Periods:
    """Sums and numbers of rows in each period of the finest grain that is looked at, added up for coarser ones."""

    expression: str  # SQL: when a row happened, as a TIMESTAMP
    column: str
    finest: str
    by_years: bool
    single: bool  # one row a period
    panel: bool  # one row an entity and period
    base: pd.DataFrame = field(compare=False)  # index: period; n rows, and s0, c0, s1, c1 ... sum and number of values
    targets: Sequence[Target] = field(compare=False)
    coverage: Coverage = field(compare=False)
    settled: pd.Timestamp | None = None  # until when durations that begin then have mostly ended

    @classmethod
    def of(
        cls,
        connection: duckdb.DuckDBPyConnection,
        sample: Sample,
        variable: Variable,
        targets: Sequence[Target],
        single: bool,
        panel: bool = False,
    ) -> "Periods | None":
        """One scan of the table, or of a sample of all its rows; None where there are no two periods."""
        yearly = variable.column.type is not ColumnType.DATETIME
        column = variable.sql
        expression = f"make_timestamp(CAST({column} AS BIGINT), 1, 1, 0, 0, 0)" if yearly else column
        ends = _ends(connection, expression) if not sample.complete or yearly else _ends_of(sample.times[variable.name])
        if ends is None:
            return None
        first, last = ends
        scanned = "year" if yearly else "month" if (last - first).days > MAX_DAYS else "day"
        base = _summed(sample, variable.name, scanned, targets, by_years=yearly)
        if base is None:
            base = _scanned(connection, expression, scanned, targets)
        finest = recorded(pd.DatetimeIndex(base.index), scanned)
        days = pd.DatetimeIndex(base.index) if scanned != "month" else _days(sample.times[variable.name], ends)
        coverage = Coverage(days, recorded(days, "day"))
        return cls(expression, variable.name, finest, yearly, single, panel, base, tuple(targets), coverage)

    @cached_property
    def _frames(self) -> dict[str, pd.DataFrame]:
        return {}

    @cached_property
    def _series(self) -> dict[tuple[Target, str], pd.Series]:
        return {}

    def frame(self, grain: str) -> pd.DataFrame:
        """The sums by periods of a grain, complete ones only."""
        if grain not in self._frames:
            keys = coarser(grain, self.base.index.to_numpy())
            begins = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
            cells = self.base.to_numpy()
            sums = np.add.reduceat(np.nan_to_num(cells), begins)
            sums[~np.logical_or.reduceat(~np.isnan(cells), begins)] = np.nan
            frame = pd.DataFrame(sums, pd.DatetimeIndex(keys[begins], name="period"), self.base.columns)
            self._frames[grain] = frame[self._complete(frame, grain)]
        return self._frames[grain]

    @cached_property
    def begun(self) -> pd.Timestamp | None:
        """When a file of events begins in earnest, if hardly a row lies in the first half of its time or more.

        What grows steadily, even a thousandfold, has more in its first half.
        """
        if self.single or self.panel or len(self.base) < 2:
            return None
        rows, moments = self.base["n"].to_numpy(), self.base.index
        before = int(np.searchsorted(np.cumsum(rows), STRAGGLING * rows.sum(), side="right"))
        is_late = moments[before] - moments[0] >= (moments[-1] - moments[0]) / 2
        return moments[before] if before >= MIN_STRAGGLERS and is_late else None

    def _complete(self, frame: pd.DataFrame, grain: str) -> np.ndarray:
        """Which periods the file covers from beginning to end."""
        whole = np.ones(len(frame), dtype=bool)
        if self.begun is not None:
            whole &= np.asarray(frame.index >= self.begun)
        if self.by_years or grain == "day" or len(frame) < 2:
            return whole
        offset = pd.tseries.frequencies.to_offset(GRAINS[grain])
        assert offset is not None
        first, last = frame.index[[0, -1]]
        is_told_by_date = self.step is not None and DAYS[grain] >= DAYS["quarter"]  # so that one may be wanting
        cut = pd.Timedelta(days=7 * is_told_by_date)
        whole[0] &= self.coverage.from_beginning(first + cut, first + offset)
        whole[-1] &= self.coverage.to_end(last, last + offset - cut)
        return whole

    def partial(self, grain: str) -> list[pd.Timestamp]:
        """The periods that were left out since the file covers them in part."""
        keys = self.frame(grain).index
        every = pd.DatetimeIndex(np.unique(coarser(grain, self.base.index.to_numpy())))
        return [moment for moment in every if moment not in keys]

    @cached_property
    def step(self) -> str | None:
        """Of dates that are some weeks apart, how far: see :func:`spacing`."""
        return spacing(self.coverage.days) if self.finest == "day" else None

    def per(self, target: Target, grain: str) -> str | None:
        """The step by which a total or a count is told, as in "units a week", since the periods hold unequal many."""
        if self.step is None or target.form not in (Form.TOTAL, Form.COUNT) or grain in {"day", "week"}:
            return None
        return self.step if self._dates(target, grain).nunique() > 1 else None

    def _dates(self, target: Target, grain: str) -> pd.Series:
        """How many dates with a value each complete period has."""
        days = self.frame("day")
        known = days["n"] if target.form is Form.COUNT else days[f"c{self.index_of(target)}"]
        dates = (known > 0).groupby(coarser(grain, days.index.to_numpy())).sum()
        return dates.reindex(self.frame(grain).index)

    def aggregate(self, target: Target, grain: str) -> str:
        """SQL: the target over the rows of one period, or of a group in it."""
        if self.per(target, grain) is None:
            return target.aggregate
        known = "" if target.form is Form.COUNT else f" FILTER ({target.sql} IS NOT NULL)"
        return f"{target.aggregate} / count(DISTINCT date_trunc('day', {self.expression})){known}"

    @cached_property
    def report_grain(self) -> str:
        """In which periods a reader compares: see :data:`ENOUGH`; of one series the periods that it has."""
        followed = self.single or (self.panel and self.targets[0].form is Form.MEAN and not self.is_seasonal)
        if followed and self.finest in {"month", "quarter", "year"}:
            return self.finest
        for grain, enough in ENOUGH.items():
            if DAYS[grain] >= DAYS[self.finest] and len(self.frame(grain)) >= enough:
                return grain
        return self.finest

    @cached_property
    def is_seasonal(self) -> bool:
        """Whether the first target's months have a season, so that only the same months may be compared."""
        if DAYS[self.finest] > DAYS["month"]:
            return False
        p_value = yearly_wave_p(self.series(self.targets[0], "month"))
        return p_value is not None and p_value < SEASONAL_P

    @cached_property
    def series_grain(self) -> str:
        """The grain at which the course is followed: months where there are enough of them, of weekly dates weeks."""
        by_step = self.step is not None and len(self.frame("week")) <= MAX_WEEKS
        first: tuple[str, ...] = ("week",) if by_step else ()
        for grain in (*first, "month", "quarter", "week", "day", "year"):
            size = len(self.frame(grain)) if DAYS[grain] >= DAYS[self.finest] else 0
            if size >= 8 and (grain != "month" or size <= 400):
                return grain
        return self.report_grain

    def sql(self, grain: str) -> str:
        """SQL: the period of a row."""
        return f"date_trunc('{grain}', {self.expression})"

    def index_of(self, target: Target) -> int:
        """The place of a target among those that were scanned."""
        return list(self.targets).index(target)

    def series(self, target: Target, grain: str) -> pd.Series:
        """A target by complete periods, not to be changed: a total, a mean, a share or the number of rows."""
        frame = self.frame(grain)
        if target.form is Form.COUNT:
            return frame["n"] if self.per(target, grain) is None else frame["n"] / self._dates(target, grain)
        if (target, grain) not in self._series:
            self._series[target, grain] = self._series_of(target, grain)
        return self._series[target, grain]

    def _series_of(self, target: Target, grain: str) -> pd.Series:
        frame, shown, i = self.frame(grain), self.shown(target, grain), self.index_of(target)
        values, sizes = frame[f"s{i}"].to_numpy(), frame[f"c{i}"].to_numpy()
        if target.form is not Form.TOTAL:
            values = np.divide(values, sizes, out=np.full(len(values), np.nan), where=sizes != 0)
        elif self.per(target, grain) is not None:
            values = values / self._dates(target, grain).replace(0, np.nan).to_numpy()
        told = np.isfinite(values) & np.asarray(frame.index.isin(shown))
        return pd.Series(values[told], frame.index[told])

    def totals(self, target: Target) -> pd.Series:
        """A stock's sum over all entities in each period of the finest grain: over time nothing is added up."""
        frame, i = self.frame(self.finest), self.index_of(target)
        return frame[f"s{i}"][frame[f"c{i}"] > 0]

    def shown(self, target: Target, grain: str) -> pd.DatetimeIndex:
        """The periods of which something may be said: complete, and of durations those that have mostly ended."""
        whole = self.frame(grain).index
        assert isinstance(whole, pd.DatetimeIndex)
        if not target.is_awaited or self.settled is None:
            return whole
        return whole[whole + pd.tseries.frequencies.to_offset(GRAINS[grain]) <= self.settled]

    def where(self, grain: str, moment: pd.Timestamp) -> str:
        """SQL condition: rows of one period."""
        return f"{self.sql(grain)} = {literal(moment)}"


def _ends(connection: duckdb.DuckDBPyConnection, expression: str) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    found = connection.execute(f"SELECT min({expression}), max({expression}) FROM data").fetchone()
    if found is None or found[0] is None or found[0] == found[1]:
        return None
    return pd.Timestamp(found[0]), pd.Timestamp(found[1])


def _days(moments: np.ndarray, ends: tuple[pd.Timestamp, pd.Timestamp]) -> pd.DatetimeIndex:
    """The days of moments in memory, which may be a part of all, and those of the first and the last of all."""
    present = np.unique(moments[~np.isnan(moments)] // DAY_NS).astype(np.int64).astype("datetime64[D]")
    return pd.DatetimeIndex(present).union(pd.DatetimeIndex(ends).normalize())


def _ends_of(moments: np.ndarray) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """The same of moments in memory, nanoseconds of which the last three are none of the table's."""
    present = moments[~np.isnan(moments)]
    if not len(present) or present.min() == present.max():
        return None
    ends = np.rint(np.array([present.min(), present.max()]) / 1000).astype(np.int64).astype("datetime64[us]")
    return pd.Timestamp(ends[0]), pd.Timestamp(ends[1])


def _scanned(
    connection: duckdb.DuckDBPyConnection, expression: str, grain: str, targets: Sequence[Target]
) -> pd.DataFrame:
    listed = "".join(f", sum({t.sql}) AS s{i}, count({t.sql}) AS c{i}" for i, t in enumerate(targets))
    base = connection.execute(
        f"SELECT date_trunc('{grain}', {expression}) AS period, count(*) AS n{listed} FROM data "
        f"WHERE {expression} IS NOT NULL GROUP BY 1 ORDER BY 1"
    ).df()
    base["period"] = pd.to_datetime(base["period"])
    return base.set_index("period").astype(float)


def _summed(
    sample: Sample, column: str, grain: str, targets: Sequence[Target], *, by_years: bool
) -> pd.DataFrame | None:
    """The same in memory; None where not all rows are there, or a target isn't."""
    numbers = [target.numbers(sample) for target in targets]
    if not sample.complete or any(values is None for values in numbers):
        return None
    bucketed = sample.bucketed(column, grain, by_years=by_years)
    cells = bucketed.cells()
    columns = {"n": cells.rows()}
    for i, values in enumerate(each for each in numbers if each is not None):
        sizes = cells.sizes(values)
        columns |= {f"s{i}": np.where(sizes > 0, cells.sums(values), np.nan), f"c{i}": sizes}
    return pd.DataFrame(columns, pd.DatetimeIndex(bucketed.begins, name="period"))
