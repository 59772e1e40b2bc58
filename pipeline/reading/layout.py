"""Where the table lies in the rows of a file: header, names, ragged rows."""

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from pipeline.errors import PreprocessingError
from pipeline.reading.grid import Grid
from pipeline.reading.values import is_number_or_date
from pipeline.story import ReadingWarning

Cell = str | None


def lay_out(rows: list[list[Cell]], header_row: int | None) -> Grid:
    """Find the header among ``rows`` (of unequal length, as in the file) and make the rest rectangular."""
    filled = [index for index, row in enumerate(rows) if any(row)]
    if not filled:
        raise PreprocessingError(
            "The file holds no table.", "Put one header row and at least 10 rows of values into it."
        )
    header = _header_row(rows, filled) if header_row is None else header_row
    first = filled[0] if header < 0 else header + 1
    body = [rows[index] for index in filled if index >= first]
    width = max(_width(body), len(_trimmed(rows[header])) if 0 <= header < len(rows) else 0)
    warnings = _ragged(body, width)
    body = [row[:width] for row in body]
    columns = (
        [list(column)[: len(body)] for column in zip_longest(*body, [None] * width)]
        if body
        else [[] for _ in range(width)]
    )
    names = _names(rows[header] if 0 <= header < len(rows) else [], width)
    return Grid(names, columns, header, skipped_lines=max(header, 0), warnings=warnings)


def _trimmed(row: Sequence[Cell]) -> list[Cell]:
    cells = list(row)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _width(rows: list[list[Cell]]) -> int:
    """The usual width: the most frequent one, or a wider one that a tenth of the rows have."""
    counts = Counter(len(_trimmed(row)) for row in rows)
    if not counts:
        return 0
    return max(width for width, count in counts.items() if count >= max(counts.values()) * 0.1)


def _header_row(rows: list[list[Cell]], filled: list[int]) -> int:
    """The first row as wide as the table whose cells are all words; -1 where the first such row holds values."""
    width = _width([rows[index] for index in filled])
    for index in filled[:100]:
        cells = _trimmed(rows[index])
        if len(cells) >= max(width - 1, 1):
            return -1 if any(is_number_or_date(cell) for cell in cells if cell) else index
    return -1


def _names(header: Sequence[Cell], width: int) -> list[str]:
    names: list[str] = []
    for position in range(width):
        cell = (header[position] if position < len(header) else None) or ""
        name = base = " ".join(cell.split()) or f"column_{position + 1}"
        copy = 1
        while name in names:
            copy += 1
            name = f"{base}_{copy}"
        names.append(name)
    return names


def _ragged(body: list[list[Cell]], width: int) -> list[ReadingWarning]:
    long = [row for row in body if any(row[width:])]
    if not long:
        return []
    example = ", ".join(cell or "" for cell in long[0])[:200]
    return [ReadingWarning("long_rows", f"Cells beyond column {width} were cut off.", len(long), example)]
