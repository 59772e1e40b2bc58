"""The series of every group of a dimension, side by side, and how uncertain their single values are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.analysis.context import Context
from pipeline.analysis.roles import Variable
from pipeline.analysis.sql import quote
from pipeline.analysis.time_axis import GRAINS, TimeAxis

LEAST_BUCKETS = 16
MOST_BUCKETS = 130
ROWS_A_CELL = 2.0  # rows in each group and bucket, on average, or more
MOST_MISSING = 0.1  # of a group's buckets


@dataclass(frozen=True)
class GroupSeries:
    """A measure (None: the number of rows) in whole buckets of time (first axis) and groups (second axis).

    ``errors``, of the same form: the variance of a value that comes only of which rows fell into its bucket; NaN for a
    group with hardly more than a row in each bucket, so that nothing tells.
    """

    measure: str | None
    values: np.ndarray
    errors: np.ndarray
    levels: list[Any]


def grain_of_groups(axis: TimeAxis, rows: int, levels: int) -> str | None:
    """The finest grain that leaves enough rows in each group and bucket."""
    for grain in list(GRAINS)[list(GRAINS).index(axis.grain) :]:
        buckets = axis.cycles(grain, 1)
        if LEAST_BUCKETS <= buckets <= MOST_BUCKETS and rows / (buckets * levels) >= ROWS_A_CELL:
            return grain
    grain = axis.grain  # one row a group and moment: a panel
    return grain if axis.cycles(grain, 1) >= LEAST_BUCKETS and rows / (axis.cycles(grain, 1) * levels) >= 0.9 else None


def series_by_group(context: Context, axis: TimeAxis, dimension: Variable, grain: str) -> Iterator[GroupSeries]:
    """The number of rows, where it varies, and each measure."""
    related = [m for m in context.measures if context.relates_to_focus(m.name, dimension.name)]
    chosen = [m for m in related if m.name != dimension.name]
    scanned = _scan(context, axis, dimension, chosen, grain)
    whole = pd.DatetimeIndex(axis.frame(grain).index)
    levels, names = pd.factorize(scanned["level"], sort=True)
    places = whole.get_indexer(pd.DatetimeIndex(scanned["bucket"]))
    inside = places >= 0

    def cells_of(column: str) -> np.ndarray:
        cells = np.full((len(whole), len(names)), np.nan)
        cells[places[inside], levels[inside]] = scanned[column].to_numpy(dtype=float)[inside]
        return cells

    columns: list[tuple[Variable | None, str]] = [(m, f"m{i}") for i, m in enumerate(chosen)]
    if axis.counts_vary and context.relates_to_focus(dimension.name):
        columns.insert(0, (None, "n"))
    for measure, column in columns:
        cells, kept = _filled(np.nan_to_num(cells_of("n")) if measure is None else cells_of(column))
        if len(kept) >= 2 and len(cells) >= LEAST_BUCKETS and bool((cells.std(axis=0) > 0).all()):
            errors = np.broadcast_to(cells.mean(axis=0), cells.shape)
            if measure is not None:
                scatter, sizes = cells_of(f"e{column[1:]}")[:, kept], cells_of(f"c{column[1:]}")[:, kept]
                errors = _errors_of_sums(scatter, sizes) if measure.adds_up else _errors_of_means(scatter, sizes)
            yield GroupSeries(None if measure is None else measure.name, cells, errors, [names[i] for i in kept])


def _scan(context: Context, axis: TimeAxis, dimension: Variable, chosen: list[Variable], grain: str) -> pd.DataFrame:
    """For each bucket and group the rows, and each measure's mean or sum, its values' scatter and their number."""
    d = quote(dimension.name)
    listed = "".join(
        (
            f", sum({m.sql}) AS m{i}, sum(CAST({m.sql} AS DOUBLE) * {m.sql}) AS e{i}"
            if m.adds_up
            else f", avg({m.sql}) AS m{i}, var_samp({m.sql}) AS e{i}"
        )
        + f", count({m.sql}) AS c{i}"
        for i, m in enumerate(chosen)
    )
    scanned: pd.DataFrame = context.connection.execute(
        f"SELECT {axis.bucket(grain)} AS bucket, {d} AS level, count(*) AS n{listed} FROM data "
        f"WHERE {d} IS NOT NULL AND {axis.expression} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
    ).df()
    return scanned


def _errors_of_means(variances: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Each group's variance from row to row, over the rows of each bucket (one, where its value was filled in)."""
    sizes = np.maximum(np.nan_to_num(sizes), 1)
    freedom = np.where(np.isnan(variances), 0.0, sizes - 1)
    pooled = (freedom * np.nan_to_num(variances)).sum(axis=0) / np.maximum(freedom.sum(axis=0), 1)
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
    kept = np.flatnonzero(missing.mean(axis=0) < MOST_MISSING)
    cells = cells[:, kept]
    for j in np.flatnonzero(missing[:, kept].any(axis=0)):
        known = np.flatnonzero(~np.isnan(cells[:, j]))
        cells[:, j] = np.interp(np.arange(len(cells)), known, cells[known, j])
    return cells, kept
