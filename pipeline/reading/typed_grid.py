"""A grid in memory becomes a typed table: totals taken out, periods brought into rows, types over all rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pyarrow as pa

from pipeline.options import Options
from pipeline.reading.columns import convert
from pipeline.reading.dataset import MIN_ROWS
from pipeline.reading.grid import Grid
from pipeline.reading.measures_apart import measures_apart
from pipeline.reading.melting import melted
from pipeline.reading.months_across import months_in_rows
from pipeline.reading.sampled import plan_columns
from pipeline.reading.signs import signed
from pipeline.reading.ticks import ticked
from pipeline.reading.total_groups import group_warnings, total_groups
from pipeline.reading.totals import without_totals
from pipeline.reading.types import Plan
from pipeline.story import Column, ColumnType, ReadingWarning


@dataclass(frozen=True)
class TypedGrid:
    """The table as it is analysed, and what was done to it."""

    grid: Grid
    table: pa.Table
    columns: list[Column]
    warnings: list[ReadingWarning]
    totals: int  # rows of the grid that are no rows of the table, being sums of others


def tidied(grid: Grid, options: Options) -> Grid:
    """The grid without totals, with periods in rows and measures in columns, unless the user wants it as it stands."""
    grid = grid if options.keep_totals else without_totals(grid)
    grid = melted(signed(ticked(grid)), keep_wide=options.keep_wide)
    grid = months_in_rows(grid, keep_wide=options.keep_wide)
    return grid if options.keep_wide else measures_apart(grid)


def type_grid(grid: Grid, options: Options, report: Callable[[float], None]) -> TypedGrid:
    """The typed table of a grid that was ``tidied``; ``report`` gets the share of the work that is done."""
    types = {**grid.types, **options.types}
    plans = plan_columns(grid, types)
    report(0.5)
    left, plans, told_of, totals = _without_total_groups(grid, plans, types, options)
    table, columns, warnings = convert(left, plans, lambda share: report(0.5 + 0.5 * share))
    return TypedGrid(left, table, columns, [*told_of, *warnings], totals)


def _without_total_groups(
    grid: Grid, plans: list[Plan], types: Mapping[str, ColumnType], options: Options
) -> tuple[Grid, list[Plan], list[ReadingWarning], int]:
    if options.keep_totals:
        return grid, plans, [], 0
    gone, groups = total_groups(grid, plans)
    rows = int(gone.sum())
    if not rows or grid.row_count - rows < MIN_ROWS:
        return grid, plans, [], 0
    columns = [[cell for cell, out in zip(column, gone, strict=True) if not out] for column in grid.columns]
    left = replace(grid, columns=columns)
    return left, plan_columns(left, types), group_warnings(groups, rows), rows
