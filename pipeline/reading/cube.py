"""A cube of values over dimensions, as statistical offices publish it, becomes rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from pipeline.errors import PreprocessingError
from pipeline.reading.grid import Grid
from pipeline.reading.shaping import unique_names
from pipeline.reading.value_rows import IN_MEMORY_CELLS, too_large
from pipeline.story import ColumnType

VALUE = "value"
YEAR = re.compile(r"(?:1[6-9]|2[01])\d\d")
EMPTIEST = 10  # cells of the cube for each that is given; of an emptier one only those given become rows


@dataclass(frozen=True)
class Dimension:
    """One axis: its name, and the labels along it."""

    name: str
    labels: tuple[str, ...]
    measures: bool = False  # its labels name what was measured: each becomes a column

    @property
    def is_years(self) -> bool:
        """Whether it runs along years, which by themselves look like any other number."""
        return all(YEAR.fullmatch(label) for label in self.labels)


@dataclass(frozen=True)
class Cube:
    """The dimensions, the last one running fastest."""

    dimensions: tuple[Dimension, ...]

    def grid(self, cells: Iterable[tuple[int, str | None]]) -> Grid:
        """One row a cell, or, with a dimension of measures, one row for all of them.

        ``cells`` are the values by their place in the cube. Raises PreprocessingError for an empty or a boundless one.
        """
        sizes = [len(dimension.labels) for dimension in self.dimensions]
        total = prod(sizes)
        if not total:
            raise PreprocessingError("One of the table's dimensions has no values.", "Export it again, with values.")
        given = {place: value for place, value in cells if 0 <= place < total}
        if len(given) * (len(sizes) + 1) > IN_MEMORY_CELLS:
            raise too_large()
        places = range(total) if total <= EMPTIEST * len(given) + EMPTIEST else sorted(given)
        measures = next((position for position, each in enumerate(self.dimensions) if each.measures), None)
        return self._by_value(given, places) if measures is None else self._by_measure(given, places, measures)

    def _by_value(self, given: dict[int, str | None], places: Iterable[int]) -> Grid:
        rows = [[*self._labels(place), given.get(place)] for place in places]
        return self._grid([*(each.name for each in self.dimensions), VALUE], rows)

    def _by_measure(self, given: dict[int, str | None], places: Iterable[int], position: int) -> Grid:
        names = self.dimensions[position].labels
        rows: dict[tuple[str, ...], list[str | None]] = {}
        for place in places:
            labels = self._labels(place)
            measure = names.index(labels.pop(position))
            rows.setdefault(tuple(labels), [None] * len(names))[measure] = given.get(place)
        kept = [each.name for at, each in enumerate(self.dimensions) if at != position]
        return self._grid([*kept, *names], [[*labels, *values] for labels, values in rows.items()])

    def _labels(self, place: int) -> list[str]:
        found = []
        for dimension in reversed(self.dimensions):
            place, position = divmod(place, len(dimension.labels))
            found.append(dimension.labels[position])
        return found[::-1]

    def _grid(self, names: list[str], rows: list[list[str | None]]) -> Grid:
        unique, warnings = unique_names(names, has_header=True)
        types = {each.name: ColumnType.DATETIME for each in self.dimensions if each.is_years}
        return Grid(unique, [list(column) for column in zip(*rows, strict=True)], 0, warnings=warnings, types=types)
