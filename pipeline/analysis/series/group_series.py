"""The series of every group of a dimension, side by side, and how uncertain their single values are."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Protocol

import numpy as np
import pandas as pd

from pipeline.analysis.context import Context
from pipeline.analysis.sql import quote
from pipeline.analysis.variables.cells import Cells
from pipeline.analysis.variables.roles import Variable
from pipeline.analysis.variables.sample import as_float, as_python
from pipeline.analysis.variables.time_axis import Aggregate, Grain, TimeAxis

MIN_BUCKETS = 16
MAX_BUCKETS = 130
ROWS_A_CELL = 2.0  # rows in each group and bucket, on average, or more
MAX_MISSING = 0.1  # of a group's buckets


@dataclass(frozen=True)
class GroupSeries:
    """A measure (None: the number of rows) in whole buckets of time (first axis) and groups (second axis)."""

    measure: str | None
    values: np.ndarray
    levels: list[Any]
    errors_of: Callable[[], np.ndarray]

    @cached_property
    def errors(self) -> np.ndarray:
        """The variance of each value that comes only of which rows fell into its bucket, of the form of ``values``.

        NaN for a group with hardly more than a row in each bucket, and for ratios of sums, so that nothing tells.
        """
        return self.errors_of()


class _Table(Protocol):
    """What was counted and summed in each bucket and group."""

    @property
    def levels(self) -> list[Any]:
        """The groups, in order."""
        ...

    def cells(self, column: str) -> np.ndarray:
        """By bucket and group, NaN where there are no rows.

        ``n``: rows; ``m3``, ``e3``, ``c3``: the fourth measure's mean or sum, its values' scatter and their number.
        """
        ...


@dataclass(frozen=True)
class _Scan:
    """What one pass over a long table gave."""

    columns: Mapping[str, Any]
    places: np.ndarray  # of the bucket, -1 outside of the whole ones
    groups: np.ndarray  # codes into ``levels``
    levels: list[Any]
    buckets: int

    def cells(self, column: str) -> np.ndarray:
        """See :class:`_Table`."""
        cells = np.full((self.buckets, len(self.levels)), np.nan)
        inside = self.places >= 0
        cells[self.places[inside], self.groups[inside]] = as_float(self.columns[column])[inside]
        return cells


@dataclass(frozen=True)
class _Held:
    """The same of a table that is held whole, each column when it is asked for."""

    rows: Cells
    places: np.ndarray  # of each whole bucket among those of ``rows``
    levels: list[Any]
    values: Sequence[np.ndarray]
    summed: Sequence[bool]  # which measures are sums

    def cells(self, column: str) -> np.ndarray:
        """See :class:`_Table`."""
        counted = self.rows.rows()
        made = counted if column == "n" else self._of(column[0], int(column[1:]))
        return np.asarray(np.where(counted > 0, made, np.nan)[self.places])

    def _of(self, part: str, place: int) -> np.ndarray:
        values, summed = self.values[place], self.summed[place]
        sizes = self.rows.sizes(values)
        if part == "c":
            return sizes
        if part == "e":
            return self.rows.sums(values**2) if summed else _variances(self.rows, values, sizes)
        sums = self.rows.sums(values)
        means = np.divide(sums, 1 if summed else sizes, out=np.full(sizes.shape, np.nan), where=sizes > 0)
        return np.asarray(means)


def _variances(rows: Cells, values: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Of the values in each cell; NaN for one value or none."""
    centred = values - np.nanmean(values)
    scatter = rows.sums(centred**2) - rows.sums(centred) ** 2 / np.maximum(sizes, 1)
    variances = np.maximum(scatter, 0.0)
    return np.asarray(np.divide(variances, sizes - 1, out=np.full(sizes.shape, np.nan), where=sizes > 1))


def grain_of_groups(axis: TimeAxis, rows: int, levels: int) -> Grain | None:
    """The finest grain that leaves enough rows in each group and bucket."""
    wider = list(Grain)[list(Grain).index(axis.grain) :]
    for grain in wider if axis.step is None else wider[:1]:  # no longer bucket holds equal numbers of dates weeks apart
        buckets = axis.cycles(grain, 1)
        if MIN_BUCKETS <= buckets <= MAX_BUCKETS and rows / (buckets * levels) >= ROWS_A_CELL:
            return grain
    grain = axis.grain  # one row a group and moment: a panel
    return grain if axis.cycles(grain, 1) >= MIN_BUCKETS and rows / (axis.cycles(grain, 1) * levels) >= 0.9 else None


def series_by_group(context: Context, axis: TimeAxis, dimension: Variable, grain: Grain) -> Iterator[GroupSeries]:
    """The number of rows, where it varies, and each measure."""
    related = [m for m in axis.measures if context.relates_to_focus(m.name, dimension.name)]
    chosen = [m for m in related if m.name != dimension.name and axis.settled(m.name) is None]  # not into open cases
    scan = _table(context, axis, dimension, chosen, grain)
    columns: list[tuple[Variable | None, str]] = [(m, f"m{i}") for i, m in enumerate(chosen)]
    if axis.counts_vary and context.relates_to_focus(dimension.name):
        columns.insert(0, (None, "n"))
    for measure, column in columns:
        cells, kept = _filled(np.nan_to_num(scan.cells("n")) if measure is None else scan.cells(column))
        if len(kept) >= 2 and len(cells) >= MIN_BUCKETS and bool((cells.std(axis=0) > 0).all()):
            aggregate = axis.aggregate_of(measure)
            errors = partial(_errors, scan, aggregate, column, cells, kept)
            name = None if measure is None else measure.name
            yield GroupSeries(name, cells, [scan.levels[i] for i in kept], errors)


def _table(context: Context, axis: TimeAxis, dimension: Variable, chosen: list[Variable], grain: Grain) -> _Table:
    """Counted in memory where all rows are there; a ratio of sums takes both its columns, so SQL does that."""
    factor = context.sample.factors.get(dimension.name)
    if axis.held is None or factor is None or any(m.name in axis.ratios for m in chosen):
        return _scan(context, axis, dimension, chosen, grain)
    bucketed = axis.held.bucketed(axis.column, grain, by_years=axis.by_years)
    return _Held(
        bucketed.cells_by(factor.codes, len(factor.levels)),
        np.searchsorted(bucketed.begins, pd.DatetimeIndex(axis.frame(grain).index).to_numpy()),
        [as_python(level) for level in factor.levels],
        [axis.held.numbers[m.name] for m in chosen],
        [axis.aggregate_of(m) is Aggregate.SUM for m in chosen],
    )


def _scan(context: Context, axis: TimeAxis, dimension: Variable, chosen: list[Variable], grain: Grain) -> _Scan:
    """For each bucket and group the rows, and each measure's mean or sum, its values' scatter and their number."""
    d = quote(dimension.name)
    listed = "".join(f", {_cell_sql(axis, measure, i)}" for i, measure in enumerate(chosen))
    columns = context.connection.execute(
        f"SELECT {axis.bucket(grain)} AS bucket, {d} AS level, count(*) AS n{listed} FROM data "
        f"WHERE {d} IS NOT NULL AND {axis.expression} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
    ).fetchnumpy()
    groups, levels = pd.factorize(np.ma.getdata(columns["level"]), sort=True)
    whole = pd.DatetimeIndex(axis.frame(grain).index)
    places = whole.get_indexer(pd.DatetimeIndex(np.ma.getdata(columns["bucket"])))
    return _Scan(columns, places, groups, [as_python(level) for level in levels], len(whole))


def _cell_sql(axis: TimeAxis, measure: Variable, i: int) -> str:
    """SQL: what a measure is in a bucket and group, its values' scatter there, and how many there are."""
    aggregate, x = axis.aggregate_of(measure), measure.sql
    scatter = f"sum(CAST({x} AS DOUBLE) * {x})" if aggregate is Aggregate.SUM else f"var_samp({x})"
    return f"{axis.summary_sql(measure, aggregate)} AS m{i}, {scatter} AS e{i}, count({x}) AS c{i}"


def _errors(scan: _Table, aggregate: Aggregate, column: str, cells: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """See :attr:`GroupSeries.errors`."""
    if aggregate is Aggregate.RATIO:
        return np.full(cells.shape, np.nan)
    if aggregate is Aggregate.COUNT:
        return np.broadcast_to(cells.mean(axis=0), cells.shape)
    scatter, sizes = scan.cells(f"e{column[1:]}")[:, kept], scan.cells(f"c{column[1:]}")[:, kept]
    return _errors_of_sums(scatter, sizes) if aggregate is Aggregate.SUM else _errors_of_means(scatter, sizes)


def _errors_of_means(variances: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Each group's variance from row to row, over the rows of each bucket (one, where its value was filled in)."""
    sizes = np.maximum(np.nan_to_num(sizes), 1)
    degrees_of_freedom = np.where(np.isnan(variances), 0.0, sizes - 1)
    pooled = (degrees_of_freedom * np.nan_to_num(variances)).sum(axis=0) / np.maximum(degrees_of_freedom.sum(axis=0), 1)
    return np.asarray(np.where(_many(sizes), pooled, np.nan) / sizes)


def _errors_of_sums(squares: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The mean sum of squares of each group's buckets: the variance of a sum of randomly many values."""
    counted = np.maximum((sizes > 0).sum(axis=0), 1)
    means = np.where(_many(np.nan_to_num(sizes)), np.nan_to_num(squares).sum(axis=0) / counted, np.nan)
    return np.broadcast_to(means, squares.shape)


def _many(sizes: np.ndarray) -> np.ndarray:
    """Which groups have more than one row in most of their buckets."""
    return np.asarray((sizes > 1).mean(axis=0) > 0.5)


def _filled(cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The groups with nearly all buckets, the few missing ones taken from the line between their neighbours."""
    missing = np.isnan(cells)
    kept = np.flatnonzero(missing.mean(axis=0) < MAX_MISSING)
    cells = cells[:, kept]
    for j in np.flatnonzero(missing[:, kept].any(axis=0)):
        known = np.flatnonzero(~np.isnan(cells[:, j]))
        cells[:, j] = np.interp(np.arange(len(cells)), known, cells[known, j])
    return cells, kept
