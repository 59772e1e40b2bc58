"""Rows that are sums of others, and how likely they are to be so by chance: few digits prove little."""

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from operator import mul

import numpy as np

from pipeline.reading.amounts import are_near

LEAST_ADDENDS = 2
BY_CHANCE = 0.001  # how likely the rows of a table may be to add up without being totals
UNITS = 10.0 ** np.arange(6, -7, -1)  # in which the numbers of a column may all be written
COMPARED = 2_000  # rows that tell how usual a number is
ALIKE = 0.98  # correlation of columns that say the same: where one adds up, so does the other
LEAST_ROWS = 4  # of both, that such a correlation is of


class AddingUp:
    """Each of several ``candidates`` as the sum of all other rows, of the run above it, or of that below it."""

    TRIED = 3  # sums for each candidate

    def __init__(self, values: np.ndarray, candidates: Sequence[int]) -> None:
        self.values, self.candidates = values, candidates
        self.totals = values[list(candidates)]
        addends = np.nan_to_num(values, nan=0.0, posinf=np.inf, neginf=-np.inf)
        addends[list(candidates)] = 0
        present = addends != 0
        starts = [0, *candidates]
        runs, counted = np.add.reduceat(addends, starts, axis=0), np.add.reduceat(present, starts, axis=0, dtype=int)
        every = np.broadcast_to(addends.sum(axis=0), self.totals.shape)
        self.sums = np.array([every, runs[:-1], runs[1:]])  # of the three, by candidates and columns
        enough = np.array([np.broadcast_to(present.sum(axis=0), every.shape), counted[:-1], counted[1:]])
        self.equal = are_near(self.totals, self.sums) & (enough >= LEAST_ADDENDS) & ~np.isnan(self.totals)
        self.equal &= self.totals != 0

    @cached_property
    def columns(self) -> list[int]:
        """In how many columns each candidate adds up, of the sum in which most do."""
        most: list[int] = self.equal.sum(axis=2).max(axis=0).tolist()
        return most

    def by_chance(self, tried: Sequence[int], found: Sequence[int]) -> set[int]:
        """Those ``found`` among the candidates that were ``tried`` which may add up by chance; all prove each other."""
        if len(found) == len(tried) and self._are_proven(found):
            return set()
        return {place for place in found if self._chance(place) * self.TRIED * len(tried) > BY_CHANCE}

    def _are_proven(self, found: Sequence[int]) -> bool:
        """Whether so many rows can't all add up by chance; a few of many say so."""
        together = accumulate(map(self._chance, found), mul, initial=float(self.TRIED))
        return any(chance <= BY_CHANCE for chance in together)

    def _chance(self, place: int) -> float:
        """How likely an ordinary row is to add up so, as the candidate of this place does by the best of its sums."""
        best = self.equal[:, place].sum(axis=1).argmax()
        found = self.equal[best, place]
        return chance_of_sums(self.totals[place, found], self.sums[best, place, found], self._others[:, found])

    @cached_property
    def _others(self) -> np.ndarray:
        """Rows from everywhere that are no candidates."""
        others = np.delete(self.values, list(self.candidates), axis=0)
        return others[:: max(1, len(others) // COMPARED)]


def chance_of_sums(row: np.ndarray, sums: np.ndarray, others: np.ndarray) -> float:
    """How likely an ordinary row is to be so near these ``sums``, where ``others`` are the rows that are no totals.

    Columns that say the same count once.
    """
    chance, counted = 1.0, list[int]()
    for place in range(len(row)):
        if not any(_are_alike(others[:, place], others[:, before]) for before in counted):
            counted.append(place)
            chance *= _chance(row[place], sums[place], others[:, place])
    return chance


def _chance(value: float, total: float, column: np.ndarray) -> float:
    """The share of such values in a column; else of those of its size, among as many as its digits can write."""
    present = column[~np.isnan(column)]
    if not len(present):
        return 1.0
    near = abs(value - total) + _unit(np.append(present, value)) / 2
    sizes, size = np.abs(present), abs(total)
    usual = (np.abs(present - total) < near).mean()
    of_its_size = (1 + ((sizes >= size / 2) & (sizes <= 2 * size)).sum()) / (1 + len(present))
    return float(min(1.0, max(usual, of_its_size * 2 * near / size)))


def _unit(values: np.ndarray) -> float:
    """The largest power of ten in which all numbers are whole."""
    parts = values / UNITS[:, np.newaxis]
    whole = np.isclose(parts, np.round(parts), rtol=0, atol=1e-6).all(axis=1)
    return float(UNITS[whole.argmax()]) if whole.any() else 0.0


def _are_alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two columns rise and fall together, but for what rounding changes."""
    both = ~np.isnan(one) & ~np.isnan(other)
    if both.sum() < LEAST_ROWS or not np.ptp(one[both]) or not np.ptp(other[both]):
        return False
    return bool(abs(np.corrcoef(one[both], other[both])[0, 1]) > ALIKE)
