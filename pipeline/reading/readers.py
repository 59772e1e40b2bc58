"""READERS: the formats that can be read; the uploader accepts their extensions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.reading import delimited, parquet, workbook
from pipeline.reading.grid import Grid
from pipeline.reading.source import Source


@dataclass(frozen=True)
class Reader:
    """One format: how it is called, recognised by its content and turned into a grid."""

    label: str
    extensions: tuple[str, ...]
    matches: Callable[[Source], bool]
    read: Callable[[Source], Grid]


READERS: Mapping[str, Reader] = {
    "parquet": Reader("Parquet", ("parquet",), parquet.matches, parquet.read),
    "excel": Reader(
        "Excel or OpenDocument workbook", ("xlsx", "xls", "xlsb", "xlsm", "ods"), workbook.matches, workbook.read
    ),
    "csv": Reader(
        "CSV, TSV or other delimited text", ("csv", "tsv", "tab", "psv", "txt"), delimited.matches, delimited.read
    ),
}
ACCEPTED_EXTENSIONS: tuple[str, ...] = tuple(
    extension for reader in READERS.values() for extension in reader.extensions
)
