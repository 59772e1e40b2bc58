"""Months, or quarters, that lie across the columns beside a year in each row: brought into one column of periods."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress

import numpy as np

from pipeline.reading.amounts import Amounts
from pipeline.reading.grid import Grid
from pipeline.reading.melting import MOST_CELLS, NUMERIC_SHARE, YEAR, each_times, free_names, is_numeric
from pipeline.reading.rows import Cell
from pipeline.reading.types.months import MONTHS
from pipeline.reading.warnings import warn

OF_YEAR = re.compile(r"years?|yr|jahr|kalenderjahr|ann[ée]e|an|anno|año|jaar|ano", re.IGNORECASE)
YEARS = re.compile(rf"{YEAR}(?:\.0)?")
QUARTER = re.compile(r"(?:q|qtr|quarter|quartal|trim|trimestre|t)[ ._]?([1-4])|([1-4])\. ?quartal", re.IGNORECASE)
PARTS = {12: "Month", 4: "Quarter"}  # of a year
NEAR = 0.005  # of the size of a sum or a mean, from which another column is that
ROUNDED = 0.051  # what was rounded to tenths may be off
MANY_YEARS = 20  # rows
MOSTLY = 0.9  # of the rows, or of the columns


@dataclass(frozen=True)
class AcrossYears:
    """Which column holds the years, which ones their parts in order, and which other columns stay."""

    year: int
    parts: list[int]
    keys: list[int]


def months_in_rows(grid: Grid, *, keep_wide: bool = False) -> Grid:
    """The grid with the months of its years in rows, told; the same where none lie across, or the user wants that."""
    if grid.reshaped or grid.header_row < 0 or not grid.row_count:
        return grid
    across = find_parts(grid)
    if across is None or grid.row_count * len(across.parts) * (len(across.keys) + 2) > MOST_CELLS:
        return grid
    return replace(grid, reshaped="wide") if keep_wide else _long(grid, across)


def find_parts(grid: Grid) -> AcrossYears | None:
    """The twelve months or four quarters of the years in another column, in their order, if they hold numbers.

    None of a long series that has the year's own figure beside them: its rows are the years.
    """
    places = _parts(grid.names)
    others = [place for place in range(len(grid.names)) if place not in places]
    year = next((place for place in others if _holds_years(grid, place)), None)
    if year is None or not _are_numeric(grid, places):
        return None
    keys = _apart(grid, places, [place for place in others if place != year])
    is_yearly = len(others) > 1 and not keys and grid.row_count >= MANY_YEARS
    return None if is_yearly else AcrossYears(year, places, keys)


def _apart(grid: Grid, parts: Sequence[int], others: Sequence[int]) -> list[int]:
    """Those of the other columns that hold neither the sums nor the means of the parts."""
    wholes = _sums_and_means([grid.columns[place] for place in parts])
    return [place for place in others if not _is_one_of(grid.columns[place], wholes)]


def _are_numeric(grid: Grid, places: Sequence[int]) -> bool:
    """Whether there are such columns, and nearly all hold numbers."""
    return bool(places) and sum(is_numeric(grid.columns[place]) for place in places) >= MOSTLY * len(places)


def _parts(names: Sequence[str]) -> list[int]:
    """The columns of all months, else of all quarters, in their order; none where one is wanting or comes twice."""
    for part_of, count in ((_month, 12), (_quarter, 4)):
        found = {place: part for place, name in enumerate(names) if (part := part_of(name.strip())) is not None}
        if list(found.values()) == list(range(1, count + 1)):
            return list(found)
    return []


def _month(name: str) -> int | None:
    return MONTHS.get(name.rstrip(".").casefold())


def _quarter(name: str) -> int | None:
    found = QUARTER.fullmatch(name)
    return int(found[1] or found[2]) if found else None


def _holds_years(grid: Grid, place: int) -> bool:
    """Whether a column is called a year and holds one in each row."""
    cells = grid.columns[place]
    return OF_YEAR.fullmatch(grid.names[place].strip()) is not None and all(
        cell is not None and YEARS.fullmatch(cell.strip()) for cell in cells
    )


def _sums_and_means(columns: Sequence[Sequence[Cell]]) -> tuple[np.ndarray, np.ndarray]:
    matrix = Amounts(columns).matrix
    sums: np.ndarray = np.nansum(matrix, axis=1)
    known = (~np.isnan(matrix)).sum(axis=1)
    return sums, np.divide(sums, known, out=np.full(len(sums), np.nan), where=known > 0)


def _is_one_of(column: Sequence[Cell], wholes: Sequence[np.ndarray]) -> bool:
    """Whether a column holds the sums or means of its rows, which would come back in each of their new rows."""
    values = Amounts([column]).column(0)
    return any(_is_near(values, whole) for whole in wholes)


def _is_near(values: np.ndarray, whole: np.ndarray) -> bool:
    known = ~np.isnan(values) & ~np.isnan(whole)
    near = np.abs(values[known] - whole[known]) <= np.maximum(NEAR * np.abs(whole[known]), ROUNDED)
    return bool(known.sum() >= NUMERIC_SHARE * len(values) and near.mean() >= MOSTLY)


def _long(grid: Grid, across: AcrossYears) -> Grid:
    count = len(across.parts)
    time = PARTS[count]
    years = [(cell or "").strip()[:4] for cell in grid.columns[across.year]]
    written = f"{{}}-{'{:02}' if time == 'Month' else 'Q{}'}"
    periods = [written.format(year, part) for year in years for part in range(1, count + 1)]
    values = list(chain.from_iterable(zip(*(grid.columns[place] for place in across.parts), strict=True)))
    end = max((period for period, value in zip(periods, values, strict=True) if value), default="")
    columns: list[list[Cell]] = [*(each_times(grid.columns[place], count) for place in across.keys), [*periods], values]
    come = [period <= end for period in periods]  # the rest of the last year is empty
    columns = [list(compress(column, come)) for column in columns]
    names = free_names([*(grid.names[place] for place in across.keys), time, "Value"])
    first, last = (grid.names[across.parts[place]] for place in (0, -1))
    text = (
        f"{count} columns are the {time.lower()}s ({first} to {last}) of the year in each row; they were brought into "
        f"rows: one column {time}, and Value beside it."
    )
    return replace(
        grid,
        names=names,
        columns=columns,
        typed=frozenset(),
        reshaped="long",
        warnings=[*grid.warnings, warn("melted", text, 0, first)],
    )
