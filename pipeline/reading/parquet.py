"""Parquet files."""

import json
from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import PreprocessingError
from pipeline.reading.cell_text import cell_text
from pipeline.reading.grid import Grid, LargeGrid, Rows, Scan
from pipeline.reading.limits import require_columns, rows_at_once
from pipeline.reading.parquet_size import require_bounded
from pipeline.reading.reader import Reader
from pipeline.reading.shaping import unique_names
from pipeline.reading.source import Source
from pipeline.sql import literal, quote

MAGIC = b"PAR1"
BATCH_ROWS = 20_000
HEAD_ROWS = 5_000
UNPACKED = 16  # bytes of values that one byte of a usual file stands for
DAMAGE = (pa.ArrowException, OSError, LookupError, ValueError)  # what pyarrow raises for a damaged file


def matches(source: Source) -> bool:
    """By the mark that opens every Parquet file."""
    return source.head.startswith(MAGIC)


def read(source: Source) -> Grid:
    """All columns as text; of a preview, the first rows."""
    file = _opened(source)
    try:
        table = next(_batches(file, HEAD_ROWS), None) if source.only_head else file.read()
        return _grid(pa.table(table) if table is not None else file.schema_arrow.empty_table())
    except PreprocessingError:
        raise
    except DAMAGE as error:  # among them texts that are no UTF-8
        raise _damaged() from error


def stream(source: Source) -> LargeGrid:
    """The columns as text, in batches."""
    file = _opened(source)
    beginning = _grid(
        pa.Table.from_batches([batch for batch in [next(_batches(file, HEAD_ROWS), None)] if batch], file.schema_arrow)
    )
    total = max(file.metadata.num_rows, 1)
    done = 0

    def chunks() -> Iterator[Rows]:
        nonlocal done
        try:
            for batch in _batches(file, BATCH_ROWS):
                done += batch.num_rows
                yield list(zip(*_grid(pa.table(batch)).columns, strict=True))
        except DAMAGE as error:
            raise _damaged() from error

    return LargeGrid(
        beginning, chunks, lambda: done / total, list, _scan(source, file.schema_arrow, len(beginning.names))
    )


def weight(source: Source) -> int:
    """Bytes of a usual file with as many values: one of equal values is small, but no table for memory."""
    return max(source.size, _checked(source)[1] // UNPACKED)


def _opened(source: Source) -> pq.ParquetFile:
    return _checked(source)[0]


def _checked(source: Source) -> tuple[pq.ParquetFile, int]:
    """The file, and the bytes of its values."""
    try:
        file = pq.ParquetFile(source.path)
        require_columns(file.metadata.num_columns)
        return file, require_bounded(file, str(source.path), source.size)
    except DAMAGE as error:
        raise _damaged() from error


def _batches(file: pq.ParquetFile, rows: int) -> Iterator[pa.RecordBatch]:
    yield from file.iter_batches(batch_size=rows_at_once(file.metadata.num_columns, rows))


def _damaged() -> PreprocessingError:
    return PreprocessingError(
        "This Parquet file is damaged or incomplete.", "Export it again, then upload the new file."
    )


def _grid(table: pa.Table) -> Grid:
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    names, warnings = unique_names(list(table.column_names), has_header=True)
    columns = [[_text(value) for value in column.to_pylist()] for column in table.columns]
    return Grid(names, columns, 0, warnings=warnings)


def _text(value: object) -> str | None:
    nested = isinstance(value, list | dict)
    return json.dumps(value, ensure_ascii=False, default=str) if nested else cell_text(value)


def _scan(source: Source, schema: pa.Schema, width: int) -> Scan | None:
    """SQL that gives the same text; None where the columns hold more than plain values."""
    plain = (
        pa.types.is_integer,
        pa.types.is_floating,
        pa.types.is_string,
        pa.types.is_large_string,
        pa.types.is_boolean,
        pa.types.is_date,
    )
    moments = [pa.types.is_timestamp(field.type) and field.type.tz is None for field in schema]
    if len(schema) != width or len({name.casefold() for name in schema.names}) != width:
        return None
    if not all(
        moment or any(test(field.type) for test in plain) for field, moment in zip(schema, moments, strict=True)
    ):
        return None

    def scan(types: Sequence[str]) -> str:
        pairs = enumerate(zip(schema.names, types, strict=True))
        cells = ", ".join(f"CAST({quote(name)} AS {kind}) AS c{position}" for position, (name, kind) in pairs)
        return f"(SELECT {cells} FROM read_parquet({literal(str(source.path))}))"

    return scan


READER = Reader(
    "parquet",
    "Parquet",
    ("parquet", "pq"),
    matches,
    read,
    stream,
    large=1 << 20,
    weight=weight,
    needs_whole_file=True,
)
