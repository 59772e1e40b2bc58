"""The facts of a file, as the story shows them; and what a table must have for a story."""

from collections.abc import Sequence

from pipeline.errors import PreprocessingError
from pipeline.reading.grid import Grid
from pipeline.reading.source import Source
from pipeline.reading.types import Evidence
from pipeline.story import Column, Dataset, ReadingWarning

MIN_ROWS = 10
MIN_COLUMNS = 2
SENTENCE_WORDS = 5  # of a cell; a table has numbers, moments or keys beside its sentences


def require_no_prose(grid: Grid) -> None:
    """Refuse a text of sentences, of which no column holds values. Raises PreprocessingError."""
    if grid.row_count >= MIN_ROWS or grid.typed:
        return
    cells = [*grid.names, *(cell for column in grid.columns for cell in column)]
    if max((len(cell.split()) for cell in cells if cell), default=0) >= SENTENCE_WORDS:
        raise PreprocessingError(
            "This is text in sentences, not a table.",
            f"Put what it tells into columns, with one header row and at least {MIN_ROWS} rows of values.",
        )


def require_enough(rows: int, names: Sequence[str]) -> None:
    """Refuse a table of which nothing could be told."""
    if rows == 0:
        raise PreprocessingError(
            "The file has a header, but no rows of values below it.", f"Add the values: at least {MIN_ROWS} rows."
        )
    if len(names) < MIN_COLUMNS:
        raise PreprocessingError(
            "The file has only one column.",
            "A story needs at least two; check that the values are separated by commas, semicolons or tabs.",
        )
    if rows < MIN_ROWS:
        raise PreprocessingError(
            f"The table has only {rows} {'row' if rows == 1 else 'rows'}.", f"A story needs at least {MIN_ROWS}."
        )


def evidence_of(grid: Grid) -> list[Evidence]:
    """What the columns of a grid in memory hold."""
    return [Evidence.of(name, values) for name, values in zip(grid.names, grid.columns, strict=True)]


def dataset_of(
    source: Source,
    key: str,
    grid: Grid,
    rows: int,
    columns: Sequence[Column],
    warnings: Sequence[ReadingWarning],
    totals: int = 0,
) -> Dataset:
    """The facts of the file; ``key`` is that of its reader, ``totals`` of its ``rows`` are sums of others."""
    return Dataset(
        filename=source.filename,
        row_count=rows,
        column_count=len(columns),
        file_size=source.file_size,
        format=key,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        columns=tuple(columns),
        totals=totals,
        once_a_group=grid.once_a_group,
        warnings=(*source.warnings, *grid.warnings, *warnings),
    )
