"""What can be ticked: each frequent item of a column of lists becomes a column of yes and no beside it."""

from collections.abc import Iterator
from dataclasses import replace

import duckdb

from pipeline.sql import literal, quote
from pipeline.story import Column, ColumnType, Dataset

MIN_ROWS = 30
MOST_OPTIONS = 12  # of a column; free tags have more
MIN_SHARE, MAX_SHARE = 0.05, 0.95  # of the rows with a list that have an option, for it to tell rows apart
COVERED = 0.9  # of all items that such options must be
MOST_ADDED = 60  # columns


def with_options(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> Dataset:
    """Add the columns to ``data``, and to the facts of the table."""
    lists = [column for column in dataset.columns if column.type is ColumnType.LIST]
    taken = {column.name.casefold() for column in dataset.columns}
    added: list[Column] = []
    for column in lists:
        for item, count in _options(connection, column, dataset.rows_analyzed):
            name = f"{column.name}: {item}"
            if name.casefold() in taken or len(added) == MOST_ADDED:
                continue
            taken.add(name.casefold())
            connection.execute(f"ALTER TABLE data ADD COLUMN {quote(name)} BOOLEAN")
            connection.execute(f"UPDATE data SET {quote(name)} = list_contains({quote(column.name)}, {literal(item)})")
            present = dataset.rows_analyzed - column.missing
            distinct = 1 if count == present else 2
            added.append(Column(name, ColumnType.BOOLEAN, None, column.missing, distinct, "true"))
    if not added:
        return dataset
    return replace(dataset, columns=(*dataset.columns, *added), column_count=dataset.column_count + len(added))


def _options(connection: duckdb.DuckDBPyConnection, column: Column, rows: int) -> Iterator[tuple[str, int]]:
    present = rows - column.missing
    if present < MIN_ROWS:
        return
    items = f"SELECT unnest(list_distinct({quote(column.name)})) AS item FROM data"
    found = connection.execute(
        f"SELECT item, count(*) AS n FROM ({items}) WHERE item IS NOT NULL GROUP BY 1 ORDER BY n DESC, item "
        f"LIMIT {MOST_OPTIONS}"
    ).fetchall()
    total = connection.execute(f"SELECT count(*) FROM ({items})").fetchall()[0][0]
    options = [(item, count) for item, count in found if MIN_SHARE * present <= count <= MAX_SHARE * present]
    if sum(count for _, count in found) >= COVERED * total:
        yield from options
