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

    ``errors``: each group's variance of a value that comes only of which rows fell into its bucket; NaN where a bucket
    has one row, so that nothing tells.
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

    rows = cells_of("n")
    columns: list[tuple[str | None, str]] = [(m.name, f"m{i}") for i, m in enumerate(chosen)]
    if axis.counts_vary and context.relates_to_focus(dimension.name):
        columns.insert(0, (None, "n"))
    for measure, column in columns:
        cells, kept = _filled(np.nan_to_num(rows) if measure is None else cells_of(column))
        if len(kept) >= 2 and len(cells) >= LEAST_BUCKETS and bool((cells.std(axis=0) > 0).all()):
            errors = cells.mean(axis=0) if measure is None else _errors(cells_of(f"e{column[1:]}"), rows)[kept]
            yield GroupSeries(measure, cells, errors, [names[i] for i in kept])


def _scan(context: Context, axis: TimeAxis, dimension: Variable, chosen: list[Variable], grain: str) -> pd.DataFrame:
    """For each bucket and group the rows, each measure's mean or sum, and the variance of that from row to row."""
    d = quote(dimension.name)
    listed = "".join(
        f", sum({m.sql}) AS m{i}, sum(CAST({m.sql} AS DOUBLE) * {m.sql}) AS e{i}"
        if m.adds_up
        else f", avg({m.sql}) AS m{i}, var_samp({m.sql}) / count({m.sql}) AS e{i}"
        for i, m in enumerate(chosen)
    )
    scanned: pd.DataFrame = context.connection.execute(
        f"SELECT {axis.bucket(grain)} AS bucket, {d} AS level, count(*) AS n{listed} FROM data "
        f"WHERE {d} IS NOT NULL AND {axis.expression} IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
    ).df()
    return scanned


def _errors(variances: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The mean of the buckets' variances for each group; NaN where hardly any bucket has two rows."""
    known = (rows > 1) & ~np.isnan(variances)
    counts = known.sum(axis=0)
    means = np.where(known, variances, 0.0).sum(axis=0) / np.maximum(counts, 1)
    return np.where(counts > 0.5 * (rows > 0).sum(axis=0), means, np.nan)


def _filled(cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The groups with nearly all buckets, the few missing ones taken from the line between their neighbours."""
    missing = np.isnan(cells)
    kept = np.flatnonzero(missing.mean(axis=0) < MOST_MISSING)
    cells = cells[:, kept]
    for j in np.flatnonzero(missing[:, kept].any(axis=0)):
        known = np.flatnonzero(~np.isnan(cells[:, j]))
        cells[:, j] = np.interp(np.arange(len(cells)), known, cells[known, j])
    return cells, kept
