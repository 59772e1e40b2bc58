"""Avro container files, through fastavro."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, BinaryIO

from pipeline.errors import PreprocessingError
from pipeline.reading.formats.avro_blocks import require_small_blocks, require_space
from pipeline.reading.grid import Grid, LargeGrid, Unfolded
from pipeline.reading.json_values import flat
from pipeline.reading.reader import Reader
from pipeline.reading.source import Source
from pipeline.reading.value_rows import ValueRows, text_of

MAGIC = b"Obj\x01"
NAMED_ROWS = 5_000  # records whose fields are looked at for the columns
# What fastavro raises for a file that is damaged; it has no error of its own.
DAMAGE = (ValueError, EOFError, TypeError, LookupError, ArithmeticError, OSError, RecursionError, MemoryError)


def matches(source: Source) -> bool:
    """By the mark that opens every Avro container."""
    return source.head.startswith(MAGIC)


def read(source: Source) -> Grid:
    """One row a record; records within it become columns ``a.b``."""
    return _rows(source).grid(only_head=source.only_head)


def stream(source: Source) -> LargeGrid:
    """The same in chunks."""
    return _rows(source).large()


def _rows(source: Source) -> ValueRows:
    names: dict[str, None] = {}
    for record in islice(_records(source), NAMED_ROWS):
        names.update(dict.fromkeys(name for name, _ in flat(record)))

    def rows() -> Iterator[Sequence[object]]:
        for record in _records(source):
            values = dict(flat(record))
            yield [values.get(name) for name in names]

    return ValueRows(list(names), rows)


def _records(source: Source) -> Iterator[Mapping[str, Any]]:
    with _refusing(), source.path.open("rb") as file:
        yield from _opened(file)


def _opened(file: BinaryIO) -> Iterator[Mapping[str, Any]]:
    import fastavro

    opened = fastavro.reader(file)
    require_space(opened.writer_schema)
    require_small_blocks(file, (opened.metadata or {}).get("avro.codec", "null"))
    file.seek(0)
    for record in fastavro.reader(file):
        yield _plain(record if isinstance(record, dict) else {"value": record})


def _plain(value: Any) -> Any:
    """Dates, decimals and bytes as text; objects and lists as they are."""
    match value:
        case dict():
            return {name: _plain(inner) for name, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case None | bool():
            return value
        case _:
            return text_of(value)


def _damage() -> tuple[type[Exception], ...]:
    """The errors of a damaged file, with those of the libraries that unpack its blocks."""
    import lzma
    import zlib

    import cramjam

    return (*DAMAGE, cramjam.DecompressionError, zlib.error, lzma.LZMAError)


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (PreprocessingError, Unfolded):
        raise
    except _damage() as error:
        raise PreprocessingError(
            "This Avro file is damaged, or packed in a way that is not known here.",
            "Export it again, packed with deflate or snappy, or save it as Parquet or CSV.",
        ) from error


READER = Reader("avro", "Avro", ("avro",), matches, read, stream, needs_whole_file=True)
