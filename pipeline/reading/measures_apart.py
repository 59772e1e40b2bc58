"""Several measures in one column of values, named in another: each gets a column of its own, under its name."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from pipeline.names import words
from pipeline.reading.cells import Kind, kind_of
from pipeline.reading.grid import Grid
from pipeline.reading.plain_columns import plain_numbers
from pipeline.reading.shaping import unique_names
from pipeline.reading.types.number_parts import WRITTEN
from pipeline.reading.types.numbers import PLAIN
from pipeline.reading.warnings import warn

NAMES = frozenset(
    {
        *("parameter", "param", "parameters", "variable", "indicator", "metric", "measure", "measurement", "kpi"),
        *("pollutant", "analyte", "quantity", "observable", "characteristic", "element", "field", "series"),
        *(
            "polluant",
            "schadstoff",
            "inquinante",
            "contaminante",
            "poluente",
            "messgröße",
            "messgrösse",
            "merkmal",
            "kennzahl",
            "indikator",
            "parametre",
            "paramètre",
            "indicateur",
        ),
        *("grandeur", "parametro", "parámetro", "parâmetro", "indicador", "magnitud", "grandezza", "variabile"),
    }
)
TESTS = frozenset(  # that name measures only where each is in a unit of its own
    {"test", "tests", "assay", "determinand", "analysis", "analyse", "untersuchung", "examen", "prueba", "análisis"}
)
UNITS = frozenset(
    {"unit", "units", "uom", "einheit", "unité", "unite", "unidad", "unidade", "unità", "enhet", "eenheid"}
)
MOST_MEASURES = 30
MIN_ROWS = 5  # of each measure
NUMBERS = 0.9  # of the values that are numbers
MIDDLE = (10, 90)  # per cent: where these ranges of two measures don't meet, they are no two groups of one measure


def measures_apart(grid: Grid) -> Grid:
    """The grid with a column a measure, in the same rows, told; as it is where it has none to be taken apart."""
    said = [{word.casefold() for word in words(name)} for name in grid.names]
    named = [
        place
        for place in range(len(said))
        if NAMES & said[place] or (TESTS & said[place] and _unit_column(grid, place) is not None)
    ]
    rows_of = {place: rows for place in named if (rows := _rows_of(grid.columns[place])) is not None}
    value = _value_column(grid) if rows_of else None
    if value is None:
        return grid
    for place, rows in rows_of.items():
        unit = _unit_column(grid, place)
        if place != value and (unit is not None or _differ(grid.columns[value], rows)):
            return _apart(grid, place, value, unit, rows)
    return grid


def _value_column(grid: Grid) -> int | None:
    """The only column of decimals or other numbers that are no dates and no codes."""
    numeric = []
    for place, column in enumerate(grid.columns):
        if _is_numeric(column):
            numeric.append(place)
    named = [
        place for place in numeric if {"value", "wert", "valeur", "valor", "result"} & set(words(grid.names[place]))
    ]
    chosen = named or numeric
    return chosen[0] if len(chosen) == 1 else None


def _is_numeric(column: Sequence[str | None]) -> bool:
    """Whether so many of the cells are numbers; as soon as too many are none, the rest is not looked at."""
    first = next(filter(None, column), None)
    if kind_of(first) is Kind.NUMBER and plain_numbers(column) is not None:
        return True
    counts = Counter(column)
    for empty in (None, ""):
        counts.pop(empty, None)
    left = (1 - NUMBERS) * counts.total()
    for cell, rows in counts.items():
        if kind_of(cell) is not Kind.NUMBER:
            left -= rows
            if left < -1e-9:
                return False
    return bool(counts)


def _rows_of(names: Sequence[str | None]) -> dict[str, list[int]] | None:
    """The rows of each measure; None where they are too few or too many for measures."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, name in enumerate(names):
        if not name:
            return None
        rows[name].append(row)
        if len(rows) > MOST_MEASURES:
            return None
    return rows if len(rows) > 1 and min(map(len, rows.values())) >= MIN_ROWS else None


def _unit_column(grid: Grid, names: int) -> int | None:
    """The column that says what each measure is in: one unit for each, and not the same for all."""
    for place, name in enumerate(grid.names):
        if place == names or not UNITS & {word.casefold() for word in words(name)}:
            continue
        units: dict[str | None, set[str | None]] = defaultdict(set)
        for measure, unit in zip(grid.columns[names], grid.columns[place], strict=True):
            units[measure].add(unit)
        if all(len(each) == 1 for each in units.values()) and len(set.union(*units.values())) > 1:
            return place
    return None


def _differ(values: Sequence[str | None], rows: Mapping[str, Sequence[int]]) -> bool:
    """Whether two measures lie in ranges that don't meet."""
    ranges = []
    for at in rows.values():
        numbers = [float(cell) for row in at if (cell := values[row]) and PLAIN.fullmatch(cell)]
        if len(numbers) >= MIN_ROWS:
            low, high = np.percentile(numbers, MIDDLE)
            ranges.append((float(low), float(high)))
    ranges.sort()
    return any(first[1] < second[0] for at, first in enumerate(ranges) for second in ranges[at + 1 :])


def _apart(grid: Grid, names: int, value: int, unit: int | None, rows: Mapping[str, Sequence[int]]) -> Grid:
    made: list[tuple[str, list[str | None]]] = []
    for measure, at in rows.items():
        column: list[str | None] = [None] * grid.row_count
        for row in at:
            column[row] = _with_unit(grid.columns[value][row], grid.columns[unit][row] if unit is not None else None)
        made.append((measure, column))
    kept = [
        (name, column)
        for place, (name, column) in enumerate(zip(grid.names, grid.columns, strict=True))
        if place not in (names, value, unit)
    ]
    unique, _ = unique_names([name for name, _ in (*kept, *made)], has_header=True)
    text = (
        f"The {len(made)} measures in {grid.names[value]!r}, named in {grid.names[names]!r}, have a column each: "
        f"{', '.join(list(rows)[:5])}{', …' if len(rows) > 5 else ''}."
    )
    warnings = [*grid.warnings, warn("measures_apart", text)]
    return replace(grid, names=unique, columns=[column for _, column in (*kept, *made)], warnings=warnings)


def _with_unit(cell: str | None, unit: str | None) -> str | None:
    """The value with its unit, where both can be read as one."""
    return f"{cell} {unit}" if cell and unit and WRITTEN.fullmatch(f"{cell} {unit}") else cell
