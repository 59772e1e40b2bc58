"""How much a file may unfold to: cells, columns, bytes. Whoever unfolds something asks here first.

A few bytes can stand for any number of cells: repeated ones, a far corner, a value that is coded once and said a
million times. What is bounded here is what a reader would have to hold, whatever the file's own size.
"""

from pipeline.errors import PreprocessingError

MOST_COLUMNS = 16_384  # as many as a sheet of Excel has
MOST_CELLS = 128_000_000  # of one sheet; 4 GB, as calamine holds them (32 bytes each)
FREE_CELLS = 10_000_000  # up to so many, it doesn't matter how few of them are written: a sheet of a million rows by 9
FREE_REPEATED = 2_000_000  # values that repeats stand for; each becomes a text of its own (60 bytes)
HIGHEST_UNFOLDING = 200  # of cells to those that are written in the file
MOST_GRID_CELLS = 40_000_000  # of a table that is held in memory as text (8 bytes each, and their texts)
CELLS_AT_ONCE = 2_000_000  # of a table that comes in chunks: 20,000 rows by 100
MOST_DECODED = 32 << 30  # bytes of the values of a Parquet file
FREE_DECODED = 512 << 20  # up to so many bytes, it doesn't matter how few of them are stored
HIGHEST_DECODING = 150  # of the bytes of the values to those that are stored, as for compressed files


def too_wide(width: int) -> PreprocessingError:
    """The error of a table with more columns than can be read."""
    return PreprocessingError(
        f"The table has {width:,} columns; {MOST_COLUMNS:,} can be read.",
        "Check that rows and columns are not exchanged, or leave out columns.",
    )


def require_columns(width: int) -> None:
    """Raise PreprocessingError for a table with too many columns."""
    if width > MOST_COLUMNS:
        raise too_wide(width)


def require_sheet(cells: int, written: int, repeated: int = 0) -> None:
    """Raise PreprocessingError for a sheet whose rectangle has too many ``cells`` for the few that are ``written``.

    ``repeated`` counts the values that repeats of a written one stand for.
    """
    bound = HIGHEST_UNFOLDING * max(written, 1)
    if cells > MOST_CELLS:
        raise PreprocessingError(
            f"A sheet of this workbook spans {cells:,} cells; {MOST_CELLS:,} can be read.",
            "Save the table as CSV, or upload a part of it: fewer rows or fewer columns.",
        )
    if (cells > FREE_CELLS and cells > bound) or (repeated > FREE_REPEATED and repeated > bound):
        raise PreprocessingError(
            f"A sheet of this workbook spans {cells:,} cells; those written in the file number only {written:,}.",
            "Delete what stands far below or beside the table, or copy the table to a new workbook; upload that.",
        )


def require_grid(rows: int, width: int) -> None:
    """Raise PreprocessingError for a table whose rows, brought to one width, would not fit into memory."""
    if rows * width > MOST_GRID_CELLS:
        raise PreprocessingError(
            f"The table has {rows:,} rows by {width:,} columns, too many to be read from this format.",
            "Save it as CSV or Parquet, leave out columns, or upload a part of it.",
        )


def require_decoded(decoded: int, stored: int) -> None:
    """Raise PreprocessingError for a file whose values take far more bytes than it has."""
    if decoded > MOST_DECODED or (decoded > FREE_DECODED and decoded > HIGHEST_DECODING * max(stored, 1)):
        raise PreprocessingError(
            f"The values of this file take {decoded / 1e9:,.1f} GB once they are decoded; it can't be read here.",
            "Upload a part of it: fewer rows or fewer columns.",
        )


def rows_at_once(width: int, most: int) -> int:
    """Rows of a table of this width that are taken together: ``most``, or fewer of a wide one."""
    return max(1, min(most, CELLS_AT_ONCE // max(width, 1)))
