"""A file becomes a typed table: the grid, the types over all rows, the conversion."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading.columns import convert, plan_grid
from pipeline.reading.database import TemporaryTable, lock, open_database
from pipeline.reading.grid import Grid
from pipeline.reading.readers import READERS, Reader
from pipeline.reading.source import Source
from pipeline.reading.types import Evidence
from pipeline.story import Column, Dataset, ReadingWarning, Table

MIN_ROWS = 10
MIN_COLUMNS = 2


def read(path: Path, options: Options, report: Callable[[float], None]) -> Table:
    """Read a table file into a typed DuckDB table named ``data``.

    ``report`` gets the share of the work that is done. Raises :class:`~pipeline.errors.PreprocessingError` when the
    file holds no table that a story could be made of.
    """
    source = Source(path, options)
    key, reader = find_reader(source)
    grid = reader.read(source)
    require_enough(grid)
    report(0.5)
    plans = plan_grid(
        [Evidence.of(name, values) for name, values in zip(grid.names, grid.columns, strict=True)], options.types
    )
    report(0.7)
    typed, columns, warnings = convert(grid, plans, lambda share: report(0.7 + 0.2 * share))
    folder = TemporaryDirectory(prefix="datastory-", ignore_cleanup_errors=True)
    connection = open_database(folder)
    connection.register("typed", typed)
    connection.execute("CREATE TABLE data AS SELECT * FROM typed")
    connection.unregister("typed")
    lock(connection)
    report(1.0)
    return TemporaryTable(connection, dataset_of(source, key, grid, columns, warnings), folder)


def read_grid(path: Path) -> pd.DataFrame:
    """The cells of a file as text: one column a column, NA where a cell is empty, no cell changed.

    ``attrs`` tells ``header`` (False where the file has none), ``header_row``, ``encoding``, ``delimiter``, ``quote``
    and ``skipped_lines``. For files that fit into memory; large ones are read by :func:`read`.
    """
    source = Source(Path(path), Options())
    return find_reader(source)[1].read(source).to_frame()


def find_reader(source: Source) -> tuple[str, Reader]:
    """The format of a file, by its content."""
    for key, reader in READERS.items():
        if reader.matches(source):
            return key, reader
    raise PreprocessingError(
        "This file is not a table: it holds binary data in no format that is known here.",
        "Upload a CSV, Excel or Parquet file.",
    )


def require_enough(grid: Grid) -> None:
    """Refuse a table of which nothing could be told."""
    if grid.row_count == 0:
        raise PreprocessingError(
            "The file has a header, but no rows of values below it.", f"Add the values: at least {MIN_ROWS} rows."
        )
    if len(grid.names) < MIN_COLUMNS:
        raise PreprocessingError(
            "The file has only one column.",
            "A story needs at least two; check that the values are separated by commas, semicolons or tabs.",
        )
    if grid.row_count < MIN_ROWS:
        raise PreprocessingError(f"The table has only {grid.row_count} rows.", f"A story needs at least {MIN_ROWS}.")


def dataset_of(source: Source, key: str, grid: Grid, columns: list[Column], warnings: list[ReadingWarning]) -> Dataset:
    """The facts of the file."""
    return Dataset(
        filename=source.filename,
        row_count=grid.row_count,
        column_count=len(columns),
        file_size=source.size,
        format=key,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        columns=tuple(columns),
        warnings=(*grid.warnings, *warnings),
    )
