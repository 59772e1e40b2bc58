"""Databases of SQLite; what reads them is loaded when one comes."""

from pipeline.reading.grid import Grid, LargeGrid
from pipeline.reading.reader import Reader
from pipeline.reading.source import Source

MAGIC = b"SQLite format 3\0"


def matches(source: Source) -> bool:
    """By the mark that opens every database of SQLite 3."""
    return source.head.startswith(MAGIC)


def read(source: Source) -> Grid:
    """The table that the user chose, else the largest."""
    from pipeline.reading.formats import sqlite_tables

    return sqlite_tables.read(source)


def stream(source: Source) -> LargeGrid:
    """The same in chunks."""
    from pipeline.reading.formats import sqlite_tables

    return sqlite_tables.stream(source)


READER = Reader(
    "sqlite",
    "SQLite",
    ("sqlite", "sqlite3", "db", "db3", "gpkg"),
    matches,
    read,
    stream,
    needs_whole_file=True,
)
