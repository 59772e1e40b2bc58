"""READERS: the formats that can be read; the uploader accepts their extensions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.reading import (
    container,
    delimited,
    delimited_stream,
    json_document,
    json_lines,
    parquet,
    workbook,
)
from pipeline.reading.grid import Grid, LargeGrid
from pipeline.reading.source import Source


@dataclass(frozen=True)
class Reader:
    """One format: how it is called, recognised by its content and turned into a grid."""

    label: str
    extensions: tuple[str, ...]
    matches: Callable[[Source], bool]
    read: Callable[[Source], Grid]  # a table that fits into memory
    stream: Callable[[Source], LargeGrid] | None = None  # one that doesn't
    large: int = 4 << 20  # bytes from which on a file is streamed


READERS: Mapping[str, Reader] = {
    "parquet": Reader("Parquet", ("parquet", "pq"), parquet.matches, parquet.read, parquet.stream, large=1 << 20),
    "excel": Reader(
        "Excel or OpenDocument workbook",
        ("xlsx", "xls", "xlsb", "xlsm", "ods"),
        workbook.matches,
        workbook.read,
        workbook.stream,
    ),
    "jsonl": Reader("JSON Lines", ("jsonl", "ndjson"), json_lines.matches, json_lines.read, json_lines.stream),
    "json": Reader("JSON", ("json", "geojson"), json_document.matches, json_document.read),
    "csv": Reader(
        "CSV, TSV or other delimited text",
        ("csv", "tsv", "tab", "psv", "txt", "dat"),
        delimited.matches,
        delimited.read,
        delimited_stream.stream,
    ),
}
ACCEPTED_EXTENSIONS: tuple[str, ...] = (
    *(extension for reader in READERS.values() for extension in reader.extensions),
    *container.EXTENSIONS,
)
