"""The tables of an SQLite database, read without running anything that the file itself defines."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote as quote_path

from pipeline.errors import PreprocessingError
from pipeline.reading.grid import Grid, LargeGrid
from pipeline.reading.source import Source
from pipeline.reading.tables import choose
from pipeline.reading.value_rows import HEAD_ROWS, ValueRows
from pipeline.sql import quote

LONGEST_VALUE = 16 << 20  # bytes of one cell
READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA})
COUNTING = frozenset({"count"})  # functions that a statement of ours uses
# Tables of a program's own: virtual ones would run its code, those of map data only describe the others.
OWN = ("sqlite_", "gpkg_", "rtree_", "idx_", "spatial_ref_sys", "geometry_columns", "android_metadata")


def read(source: Source) -> Grid:
    """The table that the user chose, else the largest."""
    return _rows(source).grid(only_head=source.only_head)


def stream(source: Source) -> LargeGrid:
    """The same in chunks."""
    return _rows(source).large()


def _rows(source: Source) -> ValueRows:
    with _opened(source.path) as connection:
        sizes = {name: _cells(connection, name) for name in _tables(connection)}
        chosen, warnings = choose(sizes, source.options.sheet)
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({quote(chosen)})")]
        total = _count(connection, chosen)

    def rows() -> Iterator[Sequence[object]]:
        limit = f" LIMIT {HEAD_ROWS}" if source.only_head else ""
        with _opened(source.path) as connection:
            yield from connection.execute(f"SELECT {', '.join(map(quote, names))} FROM {quote(chosen)}{limit}")

    return ValueRows(names, rows, total, tuple(sizes), warnings)


def _tables(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    return [
        name
        for name, sql in found
        if not name.lower().startswith(OWN) and not (sql or "").lstrip().upper().startswith("CREATE VIRTUAL")
    ]


def _cells(connection: sqlite3.Connection, table: str) -> int:
    columns = len(connection.execute(f"PRAGMA table_info({quote(table)})").fetchall())
    return columns * _count(connection, table)


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {quote(table)}").fetchone()[0])


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The database, read only: no lock, no journal, no extension, no function that its schema asks for."""
    try:
        with closing(sqlite3.connect(f"file:{quote_path(str(path))}?mode=ro&immutable=1", uri=True)) as connection:
            connection.text_factory = lambda content: content.decode("utf-8", "replace")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
            connection.set_authorizer(_allowed)
            yield connection
    except (sqlite3.Error, OverflowError, MemoryError, UnicodeDecodeError) as error:
        raise PreprocessingError(
            "This SQLite database is damaged, locked with a password, or was copied while it was in use.",
            "Close the program that uses it, copy it again, or export the table as CSV.",
        ) from error


def _allowed(action: int, first: str | None, second: str | None, _database: str | None, _source: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_OK if second in COUNTING else sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA:
        return sqlite3.SQLITE_OK if first == "table_info" else sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in READING else sqlite3.SQLITE_DENY
