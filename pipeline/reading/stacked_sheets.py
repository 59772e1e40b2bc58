"""Sheets that continue each other: one a month or a branch, all with the same columns, are one table."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.reading.grid import Grid, LargeGrid, Rows
from pipeline.reading.warnings import warn
from pipeline.story import ColumnType, ReadingWarning

YEAR = re.compile(r"(?:19|20)\d\d")
NAMED = "Sheet"  # the column that says which sheet a row comes from


def stacked(grids: Mapping[str, Grid]) -> Grid | None:
    """The sheets with the same names of columns, one below the other; None where the largest sheet stands alone.

    A sheet whose values all stand in another one too is a copy, and is left out.
    """
    groups: dict[frozenset[str], list[str]] = {}
    for sheet, grid in grids.items():
        if grid.header_row >= 0 and grid.row_count:
            groups.setdefault(key_of(grid), []).append(sheet)
    largest = max(groups.values(), key=lambda sheets: sum(map(_cells, (grids[sheet] for sheet in sheets))), default=[])
    kept = _without_copies(largest, grids)
    return _stack({sheet: grids[sheet] for sheet in kept}) if len(kept) > 1 else None


def key_of(grid: Grid) -> frozenset[str]:
    """What two sheets must have in common to be one table: the names of their columns, in whatever order."""
    return frozenset(name.casefold() for name in grid.names)


def _cells(grid: Grid) -> int:
    return grid.row_count * len(grid.names)


def _without_copies(sheets: list[str], grids: Mapping[str, Grid]) -> list[str]:
    kept: list[str] = []
    for sheet in sheets:
        if all(grids[sheet].columns != grids[other].columns for other in kept):
            kept.append(sheet)
    return kept


def stacked_streams(larges: Mapping[str, LargeGrid]) -> LargeGrid:
    """The same for sheets too large for memory, all with the same names of columns."""
    first = next(iter(larges.values()))

    def chunks() -> Iterator[Rows]:
        for sheet, large in larges.items():
            places = _places(large.beginning, first.beginning)
            for rows in large.chunks():
                yield [[*(row[place] for place in places), sheet] for row in rows]

    beginning = replace(
        first.beginning,
        names=[*first.beginning.names, _name_of(first.beginning)],
        columns=[*first.beginning.columns, [next(iter(larges))] * first.beginning.row_count],
        warnings=[_warnings(list(larges), 0, first.beginning), *first.beginning.warnings],
    )
    return LargeGrid(
        beginning,
        chunks,
        share=lambda: sum(large.share() for large in larges.values()) / len(larges),
        repairs=lambda: [warning for large in larges.values() for warning in large.repairs()],
    )


def _stack(grids: Mapping[str, Grid]) -> Grid:
    first = next(iter(grids.values()))
    columns: list[list[str | None]] = [[] for _ in first.names]
    sheets: list[str | None] = []
    for sheet, grid in grids.items():
        for column, place in zip(columns, _places(grid, first), strict=True):
            column.extend(grid.columns[place])
        sheets.extend([sheet] * grid.row_count)
    return replace(
        first,
        names=[*first.names, _name_of(first)],
        columns=[*columns, sheets],
        types={**first.types, **_type_of(grids)},
        skipped_lines=sum(grid.skipped_lines for grid in grids.values()),
        warnings=[
            _warnings(list(grids), len(sheets), first),
            *(warning for grid in grids.values() for warning in grid.warnings),
        ],
    )


def _type_of(grids: Mapping[str, Grid]) -> Mapping[str, ColumnType]:
    """Names such as 2021 are no measure: years give the rows their time, other digits are codes."""
    first = next(iter(grids.values()))
    if not all(sheet.isdecimal() for sheet in grids):
        return {}
    years = all(YEAR.fullmatch(sheet) for sheet in grids)
    return {_name_of(first): ColumnType.DATETIME if years else ColumnType.CATEGORICAL}


def _places(grid: Grid, first: Grid) -> list[int]:
    """Where the columns of ``first`` are in ``grid``."""
    places = {name.casefold(): place for place, name in enumerate(grid.names)}
    return [places[name.casefold()] for name in first.names]


def _name_of(grid: Grid) -> str:
    """A name for the column of sheets that no other column has."""
    taken = key_of(grid)
    return next(
        name for name in (NAMED, *(f"{NAMED} {n}" for n in range(2, len(taken) + 3))) if name.casefold() not in taken
    )


def _warnings(sheets: list[str], rows: int, first: Grid) -> ReadingWarning:
    said, name = ", ".join(sheets), _name_of(first)
    text = (
        f"{len(sheets)} sheets have the same columns ({said}); they are read as one table, in which {name} names them."
    )
    return warn("sheets_stacked", text, rows)
