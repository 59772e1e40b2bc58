"""The DuckDB that holds a table: bounded in memory, cut off from everything but its own temporary folder."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillRunning
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from pipeline.sql import literal
from pipeline.story import Table

MEMORY_LIMIT = "350MB"
POLL_S = 0.1
Report = Callable[[float], None]


@dataclass(frozen=True)
class TemporaryTable(Table):
    """A table whose database spills into a folder that goes when it is closed."""

    folder: TemporaryDirectory[str]

    def close(self) -> None:
        """Close the database and remove its folder."""
        super().close()
        self.folder.cleanup()


def open_database(folder: TemporaryDirectory[str]) -> duckdb.DuckDBPyConnection:
    """An empty database that keeps the order of rows and never loads an extension."""
    connection = duckdb.connect(
        config={
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": folder.name,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "preserve_insertion_order": "true",
        }
    )
    # Progress can be asked for, but nothing is printed.
    connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
    return connection


def keep_on_disk(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Have the tables that are made from here on kept, compressed, in a file in ``folder``.

    A table in memory that outgrows it is written out and read back by one query after the other, in four times the
    time; the parts of a file are merely read, and being smaller they nearly all stay in memory.
    """
    file = literal(str(folder / "table.duckdb"))  # never read again once it is closed: there is nothing to recover
    connection.execute(f"ATTACH {file} AS stored (RECOVERY_MODE 'no_wal_writes'); USE stored")


def lock(connection: duckdb.DuckDBPyConnection) -> None:
    """From here on SQL can reach neither files nor the network, and can't change that; a query has one thread.

    Several would add up decimals in an order that differs from run to run, and with it the last digits of sums.
    """
    connection.execute("SET threads = 1; SET enable_external_access=false; SET lock_configuration=true")


def run(connection: duckdb.DuckDBPyConnection, sql: str, report: Report, low: float = 0.0, high: float = 1.0) -> None:
    """Run one long statement; ``report`` gets DuckDB's own measure of its progress and may raise to stop it."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(connection.execute, sql)
        while True:
            try:
                running.result(POLL_S)
                break
            except StillRunning:
                done = max(connection.query_progress(), 0.0) / 100
            try:
                report(low + (high - low) * min(done, 1.0))
            except BaseException:
                connection.interrupt()
                raise
    report(high)


def first_row(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...] | None:
    """The first row of a short result, which is taken whole: DuckDB refuses other work while one is unfinished."""
    rows = connection.execute(sql).fetchall()
    return rows[0] if rows else None
