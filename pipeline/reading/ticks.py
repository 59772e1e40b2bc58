"""Columns in which a mark or nothing stands, as in a list that somebody ticks off: read as yes and no."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.grid import Grid
from pipeline.reading.rows import Cell
from pipeline.reading.warnings import shown, warn

MARKS = frozenset("x✓✔✗✘●•☑☒√×")
PROBED = 100  # cells, which show most columns to be none of marks
LEAST_MARKED, LEAST_EMPTY = 2, 0.05  # rows with a mark, and share of those without one


def ticked(grid: Grid) -> Grid:
    """The grid with yes and no for marks and empty cells, told; as it is where no column has marks alone."""
    found = {place: mark for place, column in enumerate(grid.columns) if (mark := _mark(column))}
    if not found:
        return grid
    columns = [_said(column) if place in found else column for place, column in enumerate(grid.columns)]
    names = ", ".join(grid.names[place] for place in found)
    mark = next(iter(found.values()))
    text = f"{names}: a mark ({mark}) or nothing in {shown(grid.row_count, 'row', 'rows')}; read as yes or no."
    return replace(grid, columns=columns, warnings=[*grid.warnings, warn("ticks", text, grid.row_count, mark)])


def _mark(column: Sequence[Cell]) -> str | None:
    """The mark that is all that stands in a column with empty cells; None where anything else does."""
    if any(cell and cell.strip().lower() not in MARKS for cell in column[:PROBED]):
        return None
    counts = Counter((cell or "").strip().lower() for cell in column)
    empty = counts.pop("", 0)
    if len(counts) != 1 or not counts.keys() <= MARKS or counts.total() < LEAST_MARKED:
        return None
    return next(iter(counts)) if empty >= LEAST_EMPTY * len(column) else None


def _said(column: Sequence[Cell]) -> list[Cell]:
    return ["yes" if cell and cell.strip() else "no" for cell in column]
