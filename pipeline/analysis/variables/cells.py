"""Rows counted and summed up by bucket of time and group, in arrays: what SQL's GROUP BY does of tables held whole."""

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from pipeline.analysis.variables.buckets import cut_to, years_begin


@dataclass(frozen=True)
class Bucketed:
    """Which rows are dated, the beginnings of the buckets that have rows, and the place of each dated row's bucket."""

    inside: np.ndarray
    begins: np.ndarray  # datetime64, microseconds, in order
    places: np.ndarray

    @classmethod
    def of(cls, moments: np.ndarray, grain: str, *, by_years: bool) -> "Bucketed":
        """Rows by their moments: nanoseconds, or years as numbers; NaN where missing."""
        inside = ~np.isnan(moments)
        cut = years_begin(moments[inside]) if by_years else cut_to(grain, moments[inside])
        begins, places = np.unique(cut, return_inverse=True)
        return cls(inside, begins, places)

    def cells(self) -> "Cells":
        """The dated rows by bucket."""
        return Cells(self.inside, self.places, (len(self.begins),))

    def cells_by(self, codes: np.ndarray, levels: int) -> "Cells":
        """The dated rows by bucket (first axis) and group (second); ``codes`` is -1 for rows of no group."""
        grouped = codes[self.inside] >= 0
        both = self.inside.copy()
        both[both] = grouped
        return Cells(both, self.places[grouped] * levels + codes[both], (len(self.begins), levels))


@dataclass(frozen=True)
class Cells:
    """A table of cells, and the cell of each row that has one."""

    inside: np.ndarray  # which rows have one
    codes: np.ndarray  # of those
    shape: tuple[int, ...]

    def rows(self) -> np.ndarray:
        """The number of rows in each cell."""
        return self._rows.copy()

    @cached_property
    def _rows(self) -> np.ndarray:
        return self._counted(self.codes)

    def sizes(self, values: np.ndarray) -> np.ndarray:
        """The number of values in each cell, those missing (NaN) aside."""
        missing = np.isnan(values[self.inside])
        return self._counted(self.codes[~missing]) if missing.any() else self.rows()

    def sums(self, values: np.ndarray) -> np.ndarray:
        """The sum of the values in each cell, 0 where there are none."""
        weights = values[self.inside]
        missing = np.isnan(weights)
        if missing.any():
            weights = np.where(missing, 0.0, weights)
        return np.bincount(self.codes, weights, self._size).reshape(self.shape)

    def _counted(self, codes: np.ndarray) -> np.ndarray:
        return np.bincount(codes, minlength=self._size).reshape(self.shape).astype(float)

    @property
    def _size(self) -> int:
        return prod(self.shape)
