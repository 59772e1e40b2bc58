"""Databases of DuckDB: one of their tables, read in a connection that can reach nothing else."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb

from pipeline.errors import PreprocessingError
from pipeline.reading.database import MEMORY_LIMIT, lock
from pipeline.reading.grid import Grid, LargeGrid
from pipeline.reading.reader import Reader
from pipeline.reading.source import Source
from pipeline.reading.tables import choose
from pipeline.reading.value_rows import HEAD_ROWS, ValueRows
from pipeline.sql import quote

MAGIC, MAGIC_AT = b"DUCK", 8
FETCHED_ROWS = 5_000


def matches(source: Source) -> bool:
    """By the mark in the first block of every database."""
    return source.head[MAGIC_AT:].startswith(MAGIC)


def read(source: Source) -> Grid:
    """The table that the user chose, else the largest."""
    return _rows(source).grid(only_head=source.only_head)


def stream(source: Source) -> LargeGrid:
    """The same in chunks."""
    return _rows(source).large()


def _rows(source: Source) -> ValueRows:
    with _opened(source) as connection:
        known = connection.execute(
            "SELECT if(schema_name = 'main', table_name, schema_name || '.' || table_name), "
            "schema_name, table_name, estimated_size * column_count, estimated_size "
            "FROM duckdb_tables() WHERE NOT internal AND database_name = current_database()"
        ).fetchall()
        tables = {shown: (schema, name, total) for shown, schema, name, _, total in known}
        sizes = {shown: cells for shown, _, _, cells, _ in known}
        chosen, warnings = choose(sizes, source.options.sheet)
        schema, name, total = tables[chosen]
        table = f"{quote(schema)}.{quote(name)}"
        columns = connection.execute(f"DESCRIBE {table}").fetchall()
    cells = ", ".join(_text(column, kind) for column, kind, *_ in columns)

    def rows() -> Iterator[Sequence[object]]:
        limit = f" LIMIT {HEAD_ROWS}" if source.only_head else ""
        with _opened(source) as connection:
            result = connection.execute(f"SELECT {cells} FROM {table}{limit}")
            while fetched := result.fetchmany(FETCHED_ROWS):
                yield from fetched

    return ValueRows([column for column, *_ in columns], rows, total, tuple(sizes), warnings)


def _text(column: str, kind: str) -> str:
    """SQL for a column as text; moments with a zone are told in UTC, which needs no extension."""
    name = quote(column)
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"CAST(make_timestamp(epoch_us({name})) AS VARCHAR)"
    return "NULL" if kind in ("BLOB", "GEOMETRY") else f"CAST({name} AS VARCHAR)"


@contextmanager
def _opened(source: Source) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        with closing(_connected(source.path, source.folder)) as connection:
            yield connection
    except duckdb.Error as error:
        raise PreprocessingError(
            "This DuckDB database is damaged, or of a version that is not known here.",
            "Write the table as Parquet (COPY … TO 'table.parquet'), then upload that.",
        ) from error


def _connected(path: Path, folder: Path) -> duckdb.DuckDBPyConnection:
    """The database, read only, without extensions and without access to any other file."""
    connection = duckdb.connect(
        str(path),
        read_only=True,
        config={
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": str(folder),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )
    lock(connection)
    return connection


READER = Reader("duckdb", "DuckDB", ("duckdb", "ddb"), matches, read, stream, needs_whole_file=True)
