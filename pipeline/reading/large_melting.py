"""Periods across the columns of a table in DuckDB: brought into rows as they are of a table in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import duckdb

from pipeline.reading.columns import plan_grid
from pipeline.reading.database import Report, first_row, keep_on_disk, run
from pipeline.reading.dataset import evidence_of
from pipeline.reading.grid import Grid
from pipeline.reading.melting import Across, find_periods, left_wide, melted, settled
from pipeline.reading.source import Source
from pipeline.reading.types import Evidence, Plan
from pipeline.sql import literal, quote
from pipeline.story import ColumnType

MOST_CELLS = 60_000_000  # of the long table
IN_MEMORY_CELLS = 20_000_000  # from which on it is kept on the disk


@dataclass(frozen=True)
class Typed:
    """The table ``data``: what is known of its beginning, how its columns are read, and from which samples."""

    beginning: Grid
    plans: Sequence[Plan]
    samples: Sequence[Evidence | None]
    times: int = 1  # rows that each row of the file became


def periods_in_rows(
    connection: duckdb.DuckDBPyConnection, table: Typed, types: Mapping[str, ColumnType], source: Source, report: Report
) -> Typed:
    """The table with its periods in rows, told; as it stands, which is told too, where that can't be done."""
    beginning = table.beginning
    across = find_periods(beginning) if beginning.columns and beginning.header_row >= 0 else None
    if across is None or source.options.keep_wide:
        return table
    across = settled(beginning, across)
    long = _planned(table, across, types)
    if long is None or not _loses_nothing(connection, table, across):
        return replace(table, beginning=replace(beginning, warnings=[*beginning.warnings, left_wide(across)]))
    rows = (first_row(connection, "SELECT count(*) FROM data") or (0,))[0]
    cells = rows * long.times * len(long.plans)
    if cells > MOST_CELLS:
        return replace(table, beginning=replace(beginning, warnings=[*beginning.warnings, left_wide(across)]))
    data = _apart(connection, source.folder) if cells > IN_MEMORY_CELLS else "data"
    run(connection, f"CREATE TABLE long AS SELECT {_selected(table, long, across)} FROM {data}", report)
    connection.execute(f"DROP TABLE {data}; ALTER TABLE long RENAME TO data")
    return long


def _planned(table: Typed, across: Across, types: Mapping[str, ColumnType]) -> Typed | None:
    """What the long table will be; None where columns of one measure are not all numbers of one unit."""
    grid = melted(table.beginning)
    measures = [_common([table.plans[place] for place in places]) for places in across.measures.values()]
    if grid.reshaped != "long" or grid.sdmx or not types.keys().isdisjoint(across.measures):
        return None
    evidences = evidence_of(grid)
    time = len(across.keys)
    plans = [*(table.plans[place] for place in across.keys), *plan_grid(evidences[time : time + 1], types)]
    plans += [plan for plan in measures if plan]
    if len(plans) < len(evidences):
        return None
    samples: Sequence[Evidence | None] = evidences if None not in table.samples else [None] * len(plans)
    return Typed(grid, plans, samples, len(across.periods))


def _common(plans: Sequence[Plan]) -> Plan | None:
    """How the values of one measure are read, which lie in several columns."""
    filled = [plan for plan in plans if plan.type is not ColumnType.EMPTY]
    if len({(plan.type, plan.unit) for plan in filled}) != 1 or filled[0].type is not ColumnType.NUMERIC:
        return None
    return replace(filled[0], whole=all(plan.whole for plan in filled))


def _loses_nothing(connection: duckdb.DuckDBPyConnection, table: Typed, across: Across) -> bool:
    """Whether a column that seemed to say but what the values are says the same in all rows."""
    used = {*across.keys, *chain.from_iterable(across.measures.values())}
    left_out = [place for place, plan in enumerate(table.plans) if place not in used and plan.storage == "VARCHAR"]
    counts = [f"count(DISTINCT {quote(table.beginning.names[place])})" for place in left_out]
    return not counts or max(first_row(connection, f"SELECT {', '.join(counts)} FROM data") or ()) <= 1


def _apart(connection: duckdb.DuckDBPyConnection, folder: Path) -> str:
    """The table that is to be reshaped, where the one that it becomes will be kept on the disk."""
    (database,) = first_row(connection, "SELECT current_database()") or ("memory",)
    if database == "memory":
        keep_on_disk(connection, folder)
    return f"{quote(database)}.main.data"


def _selected(table: Typed, long: Typed, across: Across) -> str:
    """The columns of the long table, each row of which has one of the periods and the values of it."""
    names, keys = table.beginning.names, len(across.keys)
    time = long.plans[keys]
    periods = ", ".join(f"CAST({literal(str(time.value(period)))} AS {time.storage})" for period in across.periods)
    columns = [quote(names[place]) for place in across.keys]
    columns.append(f"unnest([{periods}])")
    for plan, places in zip(long.plans[keys + 1 :], across.measures.values(), strict=True):
        values = ", ".join(f"CAST({quote(names[place])} AS {plan.storage})" for place in places)
        columns.append(f"unnest([{values}])")
    return ", ".join(f"{sql} AS {quote(name)}" for sql, name in zip(columns, long.beginning.names, strict=True))
