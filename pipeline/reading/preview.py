"""What the upload page shows of a file before a story is made of it."""

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pyarrow as pa

from pipeline.options import Options
from pipeline.reading.dataset import dataset_of, require_enough, require_no_prose
from pipeline.reading.grid import Grid
from pipeline.reading.source import open_source
from pipeline.reading.table import find_reader
from pipeline.reading.typed_grid import tidied, type_grid
from pipeline.reading.warnings import warn
from pipeline.story import Dataset, ReadingWarning

PREVIEW_ROWS = 100
PREVIEW_COLUMNS = 200
TIDIED_COLUMNS = 2_000  # of a wider table these tell what is done to its rows
LONGEST_TEXT = 500  # characters of a cell


@dataclass(frozen=True)
class Preview:
    """The beginning of a file as it would be read."""

    dataset: Dataset  # of the previewed part; of a wide table its first columns
    grid: pd.DataFrame  # its first rows and columns, as text
    header_row: int  # row of the file that holds the names, from 0; -1: none
    sheets: tuple[str, ...]
    truncated: bool  # the file goes on after the previewed part
    reshaped: str | None = None  # "long", "transposed", or "wide" where the user wants periods in their columns
    typed: pa.Table | None = None  # the previewed part as analysis would have it; not for the page


def preview(path: Path, options: Options) -> Preview:
    """The first megabyte of a file as it would be read.

    Raises :class:`~pipeline.errors.PreprocessingError` where :func:`~pipeline.reading.read` would.
    """
    with TemporaryDirectory(prefix="datastory-", ignore_cleanup_errors=True) as folder:
        source = open_source(path, options, Path(folder), only_head=True)
        reader = find_reader(source)
        if reader.needs_whole_file:
            source = open_source(path, options, Path(folder), only_head=True, unpack_whole=True)
        grid = reader.read(source)
        truncated = source.truncated
    beyond = max(0, len(grid.names) - TIDIED_COLUMNS)
    grid = tidied(_cut(grid, TIDIED_COLUMNS), options)
    count = len(grid.names) + (0 if grid.reshaped else beyond)
    if reader.name == "csv":
        require_no_prose(grid)
    require_enough(grid.row_count, grid.names)
    typed = type_grid(_cut(grid, PREVIEW_COLUMNS), options, _unwatched)
    columns = [replace(column, example=_short(column.example)) for column in typed.columns]
    warnings = [*typed.warnings, *_left_out(count)]
    dataset = dataset_of(source, reader.name, grid, grid.row_count, columns, warnings, typed.totals)
    dataset = replace(dataset, column_count=count)
    return Preview(dataset, _shown(typed.grid), grid.header_row, grid.sheets, truncated, grid.reshaped, typed.table)


def _cut(grid: Grid, most: int) -> Grid:
    """The first columns of a grid."""
    return grid if len(grid.names) <= most else replace(grid, names=grid.names[:most], columns=grid.columns[:most])


def _left_out(count: int) -> list[ReadingWarning]:
    if count <= PREVIEW_COLUMNS:
        return []
    text = f"Of {count:,} columns the first {PREVIEW_COLUMNS} are shown here; the story is made of all."
    return [warn("many_columns", text, 0)]


def _shown(grid: Grid) -> pd.DataFrame:
    columns = [[_short(cell) for cell in column[:PREVIEW_ROWS]] for column in grid.columns]
    return replace(grid, columns=columns).to_frame()


def _short(cell: str | None) -> str | None:
    return cell if cell is None or len(cell) <= LONGEST_TEXT else f"{cell[:LONGEST_TEXT]}…"


def _unwatched(share: float) -> None:
    """Progress that nobody looks at."""
