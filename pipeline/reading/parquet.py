"""Parquet files."""

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import PreprocessingError
from pipeline.reading.grid import Grid
from pipeline.reading.source import Source

MAGIC = b"PAR1"


def matches(source: Source) -> bool:
    """By the mark that opens every Parquet file."""
    return source.head.startswith(MAGIC)


def read(source: Source) -> Grid:
    """All columns as text."""
    try:
        table = pq.read_table(source.path)
    except (pa.ArrowInvalid, OSError) as error:
        raise PreprocessingError(
            "This Parquet file is damaged or incomplete.", "Export it again, then upload the new file."
        ) from error
    return Grid(
        list(table.column_names),
        [[None if v is None else str(v) for v in column.to_pylist()] for column in table.columns],
        0,
    )
