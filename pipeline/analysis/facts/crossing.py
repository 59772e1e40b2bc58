"""What a dimension's groups come to in each period: one table for all facts that set groups beside periods."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from pipeline.analysis.context import Context
from pipeline.analysis.facts.periods import Periods
from pipeline.analysis.facts.target import Target
from pipeline.analysis.sql import quote
from pipeline.analysis.variables.buckets import coarser
from pipeline.analysis.variables.cells import Cells
from pipeline.analysis.variables.sample import Factor, as_float
from pipeline.story import Form

NESTED = {"month": {"month", "quarter", "year"}, "quarter": {"quarter", "year"}, "day": {"day", "week", "month"}}


@dataclass(frozen=True)
class Crossing:
    """Rows, and each target's sum and number of values, by period (first axis) and level (second axis)."""

    periods: pd.DatetimeIndex  # that have rows, in order
    levels: Sequence[object]  # in order
    rows: np.ndarray
    sums: dict[Target, np.ndarray]
    sizes: dict[Target, np.ndarray]
    dates: dict[Target | None, np.ndarray] = field(default_factory=dict)  # with a value, of dates that lie weeks apart

    def at(self, grain: str) -> "Crossing":
        """The same added up over coarser periods."""
        starts = coarser(grain, self.periods.to_numpy())
        begins = np.flatnonzero(np.concatenate([[True], starts[1:] != starts[:-1]]))
        sums, sizes = ({t: np.add.reduceat(n, begins) for t, n in part.items()} for part in (self.sums, self.sizes))
        dates = {t: np.add.reduceat(n, begins) for t, n in self.dates.items()}
        rows = np.add.reduceat(self.rows, begins)
        return Crossing(pd.DatetimeIndex(starts[begins]), self.levels, rows, sums, sizes, dates)

    def dated(self) -> "Crossing":
        """The same of periods that are single dates, with the dates of each target and of the rows (None)."""
        return replace(self, dates={t: (n > 0).astype(float) for t, n in (self.sizes | {None: self.rows}).items()})

    def table(
        self, target: Target, shown: pd.DatetimeIndex, *, summed: bool, per_date: bool = False
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The target in the periods to be shown (NaN where there is none), and the number of its values.

        ``summed``: a total, whatever the target's form. ``per_date``: over the dates that it has. Periods and levels
        without any row are left out.
        """
        inside = np.asarray(self.periods.isin(shown))
        rows = self.rows[inside]
        if target.form is Form.COUNT:
            values, sizes = np.where(rows > 0, rows, np.nan), rows
        else:
            sums, sizes = self.sums[target][inside], self.sizes[target][inside]
            values = np.full(sums.shape, np.nan)
            total = summed or target.form is Form.TOTAL
            np.divide(sums, 1 if total else sizes, out=values, where=sizes > 0)
        if per_date:
            values = values / np.maximum(self.dates[None if target.form is Form.COUNT else target][inside], 1)
        filled = rows.any(axis=1)
        used = np.ix_(filled, rows.any(axis=0))
        index = self.periods[np.flatnonzero(inside)[filled]].rename("period")
        columns = pd.Index([self.levels[i] for i in used[1].ravel().tolist()], name="level")
        return pd.DataFrame(values[used], index, columns), pd.DataFrame(sizes[used], index, columns)


@dataclass(frozen=True)
class Crossings:
    """The crossings of a table, and what facts read off them; each is made once."""

    context: Context
    _made: dict[tuple[str, str, str], Crossing] = field(default_factory=dict)
    _tables: dict[tuple[object, ...], tuple[pd.DataFrame, pd.DataFrame]] = field(default_factory=dict)

    def of(self, periods: Periods, name: str, grain: str) -> Crossing:
        """The rows of a column by periods of a grain, with the targets that the periods were scanned for."""
        made = self._made.get((periods.column, name, grain))
        if made is None or not made.sums.keys() >= set(_summed(periods)):
            base = periods.series_grain if grain in NESTED.get(periods.series_grain, ()) else grain
            base = "day" if periods.step is not None else base
            made = self._made_at(periods, name, base) if base == grain else self.of(periods, name, base).at(grain)
            self._made[periods.column, name, grain] = made
        return made

    def table(
        self, periods: Periods, name: str, grain: str, target: Target, *, summed: bool
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """:meth:`Crossing.table` of the periods of which something may be said; not to be changed."""
        shown = periods.shown(target, grain)
        key = (periods.column, name, grain, target, summed, shown.to_numpy().tobytes())
        if key not in self._tables:
            per_date = not summed and periods.per(target, grain) is not None
            self._tables[key] = self.of(periods, name, grain).table(target, shown, summed=summed, per_date=per_date)
        return self._tables[key]

    def _made_at(self, periods: Periods, name: str, grain: str) -> Crossing:
        made = self._make(periods, name, grain)
        return made if periods.step is None else made.dated()

    def _make(self, periods: Periods, name: str, grain: str) -> Crossing:
        sample, factor = self.context.sample, _factor(self.context, name)
        targets = _summed(periods)
        values = {target: target.numbers(sample) for target in targets}
        known = {target: numbers for target, numbers in values.items() if numbers is not None}
        if not sample.complete or factor is None or len(known) < len(values):
            return _scanned(self.context, periods, name, grain, targets)
        bucketed = sample.bucketed(periods.column, grain, by_years=periods.by_years)
        cells = bucketed.cells_by(factor.codes, len(factor.levels))
        sums = {target: cells.sums(numbers) for target, numbers in known.items()}
        sizes = {target: cells.sizes(numbers) for target, numbers in known.items()}
        filled = cells.rows().any(axis=1)
        if not filled.all():
            sums, sizes = ({t: part[filled] for t, part in each.items()} for each in (sums, sizes))
        return Crossing(pd.DatetimeIndex(bucketed.begins[filled]), factor.levels, cells.rows()[filled], sums, sizes)


def _summed(periods: Periods) -> list[Target]:
    """The targets that have sums: a number of rows has none."""
    return [target for target in periods.targets if target.form is not Form.COUNT]


def _factor(context: Context, name: str) -> Factor | None:
    """Each row's level: of a dimension, or of the arms of a design, which are numbers."""
    sample = context.sample
    factor = sample.factor(name)
    if factor is not None or name not in sample.numbers:
        return factor
    codes, levels = pd.factorize(sample.numbers[name], sort=True)
    return Factor(codes, tuple(level.item() for level in levels))


def _scanned(context: Context, periods: Periods, name: str, grain: str, targets: Sequence[Target]) -> Crossing:
    """The same by one scan of a table that is too long to be held."""
    d = quote(name)
    listed = "".join(f", sum({t.sql}) AS s{i}, count({t.sql}) AS c{i}" for i, t in enumerate(targets))
    scanned = context.connection.execute(
        f"SELECT {periods.sql(grain)} AS period, {d} AS level, count(*) AS n{listed} FROM data "
        f"WHERE {d} IS NOT NULL AND {periods.expression} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
    ).fetchnumpy()
    buckets, places = np.unique(np.ma.getdata(scanned.pop("period")).astype("datetime64[us]"), return_inverse=True)
    codes, levels = pd.factorize(np.asarray(np.ma.getdata(scanned.pop("level"))), sort=True)
    cells = Cells(np.ones(len(codes), dtype=bool), places * len(levels) + codes, (len(buckets), len(levels)))
    columns = {name: cells.sums(as_float(np.ma.asarray(column))) for name, column in scanned.items()}
    names = tuple(level.item() if isinstance(level, np.generic) else level for level in levels)
    sums = {target: columns[f"s{i}"] for i, target in enumerate(targets)}
    sizes = {target: columns[f"c{i}"] for i, target in enumerate(targets)}
    return Crossing(pd.DatetimeIndex(buckets), names, columns["n"], sums, sizes)
