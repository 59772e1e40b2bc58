"""What the upload page shows of a file before a story is made of it."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.options import Options
from pipeline.reading.columns import convert, plan_grid
from pipeline.reading.source import Source
from pipeline.reading.table import dataset_of, find_reader, require_enough
from pipeline.reading.types import Evidence
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
    source = Source(path, options, only_head=True)
    key, reader = find_reader(source)
    grid = reader.read(source)
    require_enough(grid)
    plans = plan_grid(
        [Evidence.of(name, values) for name, values in zip(grid.names, grid.columns, strict=True)], options.types
    )
    _, columns, warnings = convert(grid, plans, _unwatched)
    dataset = dataset_of(source, key, grid, columns, warnings)
    return Preview(dataset, grid.to_frame().head(PREVIEW_ROWS), grid.header_row, grid.sheets, source.truncated)


def _unwatched(share: float) -> None:
    """Progress that nobody looks at."""
