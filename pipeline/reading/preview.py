"""What the upload page shows of a file before a story is made of it."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from pipeline.options import Options
from pipeline.reading.columns import convert, plan_grid
from pipeline.reading.dataset import dataset_of, evidence_of, require_enough
from pipeline.reading.source import open_source
from pipeline.reading.table import find_reader
from pipeline.story import Dataset

PREVIEW_ROWS = 100


@dataclass(frozen=True)
class Preview:
    """The beginning of a file as it would be read."""

    dataset: Dataset  # of the previewed part
    grid: pd.DataFrame  # its first rows, as text
    header_row: int  # row of the file that holds the names, from 0; -1: none
    sheets: tuple[str, ...]
    truncated: bool  # the file goes on after the previewed part


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
    require_enough(grid.row_count, grid.names)
    _, columns, warnings = convert(grid, plan_grid(evidence_of(grid), options.types), _unwatched)
    dataset = dataset_of(source, reader.name, grid, grid.row_count, columns, warnings)
    return Preview(dataset, grid.to_frame().head(PREVIEW_ROWS), grid.header_row, grid.sheets, truncated)


def _unwatched(share: float) -> None:
    """Progress that nobody looks at."""
