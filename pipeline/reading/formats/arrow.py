"""Arrow and Feather files."""

import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pyarrow as pa

from pipeline.errors import PreprocessingError
from pipeline.reading.formats.arrow_blocks import require_small_batches
from pipeline.reading.grid import Grid, LargeGrid
from pipeline.reading.reader import Reader
from pipeline.reading.source import Source
from pipeline.reading.value_rows import ValueRows

FILE, OLD_FEATHER = b"ARROW1", b"FEA1"
STREAM = b"\xff\xff\xff\xff"
SLICE_ROWS = 5_000
DAMAGE = (
    SystemError,  # CPython, of a size below zero
    pa.ArrowException,
    struct.error,
    OSError,
    ValueError,
    LookupError,
    MemoryError,
    NotImplementedError,
    ArithmeticError,
)


def matches(source: Source) -> bool:
    """By the mark that opens them; a stream of Arrow begins with the length of its schema."""
    return source.head.startswith((FILE, OLD_FEATHER)) or _is_stream(source.head)


def _is_stream(head: bytes) -> bool:
    if not head.startswith(STREAM) or len(head) < 8:
        return False
    length = int.from_bytes(head[4:8], "little")
    return 0 < length <= len(head) - 8 and length % 8 == 0 and head[8:12] != b"\0\0\0\0"


def read(source: Source) -> Grid:
    """All rows, or the first ones."""
    return _rows(source).grid(only_head=source.only_head)


def stream(source: Source) -> LargeGrid:
    """The same in chunks."""
    return _rows(source).large()


def _rows(source: Source) -> ValueRows:
    if source.head.startswith(OLD_FEATHER):
        raise PreprocessingError(
            "This is a Feather file of the first version, which is no longer written or read.",
            "Write it again with a newer pandas or arrow, or save the table as Parquet or CSV.",
        )
    with _refusing(), pa.memory_map(str(source.path)) as file:
        require_small_batches(file, is_stream=_is_stream(source.head))
        file.seek(0)
        names = _flat(_opened(source, file).schema.empty_table()).column_names

    def rows() -> Iterator[Sequence[object]]:
        with _refusing(), pa.memory_map(str(source.path)) as file:
            for batch in _batches(_opened(source, file)):
                batch.validate(full=True)  # places of texts that lie outside the file would end the process
                for start in range(0, batch.num_rows, SLICE_ROWS):
                    table = _flat(pa.table(batch.slice(start, SLICE_ROWS)))
                    yield from zip(*(_values(column) for column in table.columns), strict=True)

    return ValueRows(names, rows)


def _opened(source: Source, file: pa.NativeFile) -> pa.RecordBatchReader | pa.RecordBatchFileReader:
    return pa.ipc.open_stream(file) if _is_stream(source.head) else pa.ipc.open_file(file)


def _batches(opened: pa.RecordBatchReader | pa.RecordBatchFileReader) -> Iterator[pa.RecordBatch]:
    if isinstance(opened, pa.RecordBatchFileReader):
        for position in range(opened.num_record_batches):
            yield opened.get_batch(position)
    else:
        yield from opened


def _flat(table: pa.Table) -> pa.Table:
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    return table


def _values(column: pa.ChunkedArray) -> list[object]:
    """The values of a column; those of a dictionary are made once and shared by all rows."""
    if not pa.types.is_dictionary(column.type):
        return list(column.to_pylist())
    found: list[object] = []
    for chunk in column.chunks:
        words = chunk.dictionary.to_pylist()
        found += [None if index is None else words[index] for index in chunk.indices.to_pylist()]
    return found


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except PreprocessingError:
        raise
    except DAMAGE as error:
        raise PreprocessingError(
            "This Arrow or Feather file is damaged or incomplete.", "Export it again, or save it as Parquet or CSV."
        ) from error


READER = Reader(
    "arrow", "Arrow or Feather", ("arrow", "feather", "ipc", "arrows"), matches, read, stream, needs_whole_file=True
)
