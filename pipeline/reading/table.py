"""A file becomes a typed table: the grid, the types over all rows, the conversion."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd

from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading.database import TemporaryTable, keep_on_disk, lock, open_database
from pipeline.reading.dataset import dataset_of, require_enough, require_no_prose
from pipeline.reading.formats import READERS
from pipeline.reading.grid import Unfolded
from pipeline.reading.large import read_large
from pipeline.reading.list_options import with_options
from pipeline.reading.reader import Reader
from pipeline.reading.source import Source, open_source
from pipeline.reading.totals import without_totals
from pipeline.reading.typed_grid import tidied, type_grid
from pipeline.story import Dataset, Table

Connect = Callable[[], duckdb.DuckDBPyConnection]
"""Waits for the database to be open."""
KEPT_ON_DISK = 200 << 20  # weight of a file from which its table may outgrow the memory that the database has


def read(path: Path, options: Options, report: Callable[[float], None]) -> Table:
    """Read a table file into a typed DuckDB table named ``data``.

    ``report`` gets the share of the work that is done. Raises :class:`~pipeline.errors.PreprocessingError` when the
    file holds no table that a story could be made of.
    """
    report = rising(report)
    folder = TemporaryDirectory(prefix="datastory-", ignore_cleanup_errors=True)
    database = _opening(folder)
    try:
        source = open_source(path, options, Path(folder.name))
        reader = find_reader(source)
        dataset = _dataset(database.result, source, reader, report)
        dataset = with_options(database.result(), dataset)
        lock(database.result())
        report(1.0)
    except BaseException:
        with suppress(duckdb.Error, MemoryError):  # where it is the database that couldn't be opened
            database.result().close()
        folder.cleanup()
        raise
    return TemporaryTable(database.result(), dataset, folder)


def _opening(folder: TemporaryDirectory[str]) -> Future[duckdb.DuckDBPyConnection]:
    """The database of a table, while it is opened beside the reading of the file: each takes a tenth of the time."""
    with_one = ThreadPoolExecutor(1)
    opening = with_one.submit(open_database, folder)
    with_one.shutdown(wait=False)
    return opening


def _dataset(connect: Connect, source: Source, reader: Reader, report: Callable[[float], None]) -> Dataset:
    """Fill the table ``data``: at once, or in parts where the file is large, or is so once it is unpacked."""
    if reader.stream is None:
        return _read_small(connect, source, reader, report)
    weight = reader.weight(source)
    if is_small := weight <= reader.large:
        with suppress(Unfolded):
            return _read_small(connect, source, reader, report)
    if is_small or weight >= KEPT_ON_DISK:  # what unfolds may become of any size
        keep_on_disk(connect(), source.folder)
    return read_large(connect(), source, reader.name, reader.stream, report)


def rising(report: Callable[[float], None]) -> Callable[[float], None]:
    """Progress that never goes back, also where a second way of reading starts afresh."""
    most = 0.0

    def rise(share: float) -> None:
        nonlocal most
        most = max(most, min(share, 1.0))
        report(most)

    return rise


def read_grid(path: Path) -> pd.DataFrame:
    """The cells of a file as text: one column a column, NA where a cell is empty, no cell changed; no rows of totals.

    ``attrs`` tells ``header`` (False where the file has none), ``header_row``, ``encoding``, ``delimiter``, ``quote``,
    ``skipped_lines`` (how many lines of the file are neither header nor row) and ``warnings``. For files that fit into
    memory; large ones are read by :func:`read`, in which their text stays in DuckDB.
    """
    with TemporaryDirectory(prefix="datastory-", ignore_cleanup_errors=True) as folder:
        source = open_source(Path(path), Options(), Path(folder))
        return without_totals(find_reader(source).read(source)).to_frame()


def find_reader(source: Source) -> Reader:
    """The format of a file, by its content."""
    for reader in READERS.values():
        if reader.matches(source):
            return reader
    raise PreprocessingError(
        "This file is not a table: it holds binary data in no format that is known here.",
        "Open it in the program that wrote it, and save the table as CSV, Excel or Parquet.",
    )


def _read_small(connect: Connect, source: Source, reader: Reader, report: Callable[[float], None]) -> Dataset:
    """Fill the table ``data`` at once. Raises Unfolded where rows become too many for memory."""
    grid = tidied(reader.read(source), source.options)
    if reader.stream and any(warning.kind == "left_wide" for warning in grid.warnings):
        raise Unfolded
    if reader.name == "csv":
        require_no_prose(grid)
    require_enough(grid.row_count, grid.names)
    report(0.5)
    typed = type_grid(grid, source.options, lambda share: report(0.5 + 0.4 * share))
    connection = connect()
    connection.register("typed", typed.table)
    connection.execute("CREATE TABLE data AS SELECT * FROM typed")
    connection.unregister("typed")
    return dataset_of(source, reader.name, grid, grid.row_count, typed.columns, typed.warnings, typed.totals)
