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
from pipeline.reading.melting import find_periods, left_wide, melted, settled
from pipeline.reading.months_across import find_parts, months_in_rows
from pipeline.reading.source import Source
from pipeline.reading.types import Evidence, Plan
from pipeline.sql import literal, quote
from pipeline.story import ColumnType, ReadingWarning

MOST_CELLS = 60_000_000  # of the long table
IN_MEMORY_CELLS = 20_000_000  # from which on it is kept on the disk


@dataclass(frozen=True)
class Typed:
    """The table ``data``: what is known of its beginning, how its columns are read, and from which samples."""

    beginning: Grid
    plans: Sequence[Plan]
    samples: Sequence[Evidence | None]
    times: int = 1  # rows that each row of the file became


@dataclass(frozen=True)
class _Shape:
    """How a table is brought into rows of single periods, and what that makes of its beginning."""

    long: Grid
    keys: Sequence[int]
    measures: Mapping[str, Sequence[int]]  # name -> the column of each period
    periods: Sequence[str]
    year: int | None = None  # the column that says of which year the periods are

    @classmethod
    def of(cls, beginning: Grid) -> "_Shape | None":
        """None where no periods lie across the columns."""
        if across := find_periods(beginning):
            across = settled(beginning, across)
            return cls(melted(beginning), across.keys, across.measures, across.periods)
        if parts := find_parts(beginning):
            periods = [beginning.names[place] for place in parts.parts]
            return cls(months_in_rows(beginning), parts.keys, {"Value": parts.parts}, periods, parts.year)
        return None

    @property
    def left_wide(self) -> ReadingWarning:
        """What is told where the table stays as it is."""
        return left_wide(self.periods, len(self.measures))

    def times(self, names: Sequence[str], plan: Plan) -> list[str]:
        """The period of each of the rows that a row becomes, in SQL."""
        if self.year is None:
            return [f"CAST({literal(str(plan.value(period)))} AS {plan.storage})" for period in self.periods]
        year, months = quote(names[self.year]), range(1, 13, 12 // len(self.periods))
        return [f"make_timestamp(year({year}), {month}, 1, 0, 0, 0.0)" for month in months]


def periods_in_rows(
    connection: duckdb.DuckDBPyConnection, table: Typed, types: Mapping[str, ColumnType], source: Source, report: Report
) -> Typed:
    """The table with its periods in rows, told; as it stands, which is told too, where that can't be done."""
    beginning = table.beginning
    if source.options.keep_wide or not beginning.columns or beginning.header_row < 0:
        return table
    shape = _Shape.of(beginning)
    if shape is None:
        return table
    long = _planned(table, shape, types)
    if long is None or not _loses_nothing(connection, table, shape) or _cells(connection, long) > MOST_CELLS:
        return replace(table, beginning=replace(beginning, warnings=[*beginning.warnings, shape.left_wide]))
    data = _apart(connection, source.folder) if _cells(connection, long) > IN_MEMORY_CELLS else "data"
    run(connection, f"CREATE TABLE long AS SELECT {_selected(table, long, shape)} FROM {data}", report)
    connection.execute(f"DROP TABLE {data}; ALTER TABLE long RENAME TO data")
    if shape.year is not None:  # the rest of the last year is empty
        time, value = (quote(name) for name in long.beginning.names[-2:])
        last = f"SELECT max({time}) FROM data WHERE {value} IS NOT NULL"
        connection.execute(f"DELETE FROM data WHERE {time} > ({last})")
    return long


def _cells(connection: duckdb.DuckDBPyConnection, long: Typed) -> int:
    """How many cells the long table will have."""
    rows = (first_row(connection, "SELECT count(*) FROM data") or (0,))[0]
    return int(rows) * long.times * len(long.plans)


def _planned(table: Typed, shape: _Shape, types: Mapping[str, ColumnType]) -> Typed | None:
    """What the long table will be; None where columns of one measure are not all numbers of one unit."""
    if not _may_be_long(table, shape, types):
        return None
    measures = [_common([table.plans[place] for place in places]) for places in shape.measures.values()]
    evidences = evidence_of(shape.long)
    time = len(shape.keys)
    plans = [*(table.plans[place] for place in shape.keys), *plan_grid(evidences[time : time + 1], types)]
    plans += [plan for plan in measures if plan]
    if len(plans) < len(evidences):
        return None
    samples: Sequence[Evidence | None] = evidences if None not in table.samples else [None] * len(plans)
    return Typed(shape.long, plans, samples, len(shape.periods))


def _may_be_long(table: Typed, shape: _Shape, types: Mapping[str, ColumnType]) -> bool:
    """Whether the form is one that SQL can bring about, and the user said nothing of its values."""
    dated = shape.year is None or table.plans[shape.year].storage == "TIMESTAMP"
    return dated and shape.long.reshaped == "long" and not shape.long.sdmx and types.keys().isdisjoint(shape.measures)


def _common(plans: Sequence[Plan]) -> Plan | None:
    """How the values of one measure are read, which lie in several columns."""
    filled = [plan for plan in plans if plan.type is not ColumnType.EMPTY]
    if len({(plan.type, plan.unit) for plan in filled}) != 1 or filled[0].type is not ColumnType.NUMERIC:
        return None
    return replace(filled[0], whole=all(plan.whole for plan in filled))


def _loses_nothing(connection: duckdb.DuckDBPyConnection, table: Typed, shape: _Shape) -> bool:
    """Whether a column that seemed to say but what the values are says the same in all rows."""
    used = {*shape.keys, *chain.from_iterable(shape.measures.values())}
    left_out = [place for place, plan in enumerate(table.plans) if place not in used and plan.storage == "VARCHAR"]
    counts = [f"count(DISTINCT {quote(table.beginning.names[place])})" for place in left_out]
    return not counts or max(first_row(connection, f"SELECT {', '.join(counts)} FROM data") or ()) <= 1


def _apart(connection: duckdb.DuckDBPyConnection, folder: Path) -> str:
    """The table that is to be reshaped, where the one that it becomes will be kept on the disk."""
    (database,) = first_row(connection, "SELECT current_database()") or ("memory",)
    if database == "memory":
        keep_on_disk(connection, folder)
    return f"{quote(database)}.main.data"


def _selected(table: Typed, long: Typed, shape: _Shape) -> str:
    """The columns of the long table, each row of which has one of the periods and the values of it."""
    names, keys = table.beginning.names, len(shape.keys)
    columns = [quote(names[place]) for place in shape.keys]
    columns.append(f"unnest([{', '.join(shape.times(names, long.plans[keys]))}])")
    for plan, places in zip(long.plans[keys + 1 :], shape.measures.values(), strict=True):
        values = ", ".join(f"CAST({quote(names[place])} AS {plan.storage})" for place in places)
        columns.append(f"unnest([{values}])")
    return ", ".join(f"{sql} AS {quote(name)}" for sql, name in zip(columns, long.beginning.names, strict=True))
