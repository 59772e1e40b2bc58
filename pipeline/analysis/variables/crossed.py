"""Every two groupings crossed: which of their levels meet, in how many rows, and how unevenly.

A wide table's levels by levels would take hundreds of megabytes many times over; so a block of them is crossed with all
that follow, summed up and forgotten.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

LEVELS_AT_ONCE = 128  # of the block: with thousands beside them a few megabytes, which stay in the cache


@dataclass(frozen=True)
class Crossed:
    """Tables (groupings, groupings), in the order of ``names``.

    ``meeting``: pairs of their levels that share a row. ``used``: levels of the first that occur beside the second.
    ``rows`` that have both. ``unevenness``: the sum of each cell's square over the product of its margins, 1 where the
    groupings are independent.
    """

    names: tuple[str, ...]
    meeting: np.ndarray
    used: np.ndarray
    rows: np.ndarray
    unevenness: np.ndarray

    @classmethod
    def of(cls, names: Sequence[str], codes: Sequence[np.ndarray], widths: np.ndarray) -> "Crossed":
        """``codes``: of each grouping, -1 where missing; ``widths``: how many levels each has, at least one."""
        shape = len(names), len(names)
        meeting, used = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        rows, unevenness = np.zeros(shape), np.zeros(shape)
        if not len(names):
            return cls((), meeting, used, rows, unevenness)
        members, starts = one_hot(codes, widths)
        for place, end in _blocks(widths):
            first = int(starts[place])
            ours = members[:, first : int(starts[end - 1] + widths[end - 1])]
            counts = (ours.T @ members[:, first:]).astype(float)  # (levels of the block, its levels and all after them)
            own, others = starts[place:end] - first, starts[place:] - first
            by_level = np.add.reduceat(counts, others, axis=1)  # rows of a level that have the other column
            by_other = np.add.reduceat(counts, own, axis=0)
            margins = np.repeat(by_level, widths[place:], axis=1) * np.repeat(by_other, widths[place:end], axis=0)
            cells = np.divide(counts**2, margins, out=np.zeros_like(counts), where=margins > 0)
            block, beside = slice(place, end), slice(place, len(names))
            rows[block, beside] = np.add.reduceat(by_level, own, axis=0)
            unevenness[block, beside] = _over_both(cells, own, others)
            meeting[block, beside] = _over_both(counts > 0, own, others)
            used[block, beside] = np.add.reduceat(by_level > 0, own, axis=0, dtype=np.int64)
            used[beside, block] = np.add.reduceat(by_other > 0, others, axis=1, dtype=np.int64).T
        meeting, rows, unevenness = (_mirrored(table) for table in (meeting, rows, unevenness))
        return cls(tuple(names), meeting, used, rows, unevenness)

    def among(self, names: Sequence[str]) -> "Crossed":
        """The same of some of the groupings, in their order."""
        place = {name: i for i, name in enumerate(self.names)}
        chosen = np.ix_(*[[place[name] for name in names]] * 2)
        return Crossed(
            tuple(names), self.meeting[chosen], self.used[chosen], self.rows[chosen], self.unevenness[chosen]
        )


def one_hot(codes: Sequence[np.ndarray], widths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which rows have which level, of all groupings (rows, levels), and where each grouping's levels start."""
    starts = np.cumsum(widths) - widths
    members = np.zeros((len(codes[0]), int(widths.sum())), dtype=np.float32)
    for each, start in zip(codes, starts, strict=True):
        inside = np.flatnonzero(each >= 0)
        members[inside, start + each[inside]] = 1.0
    return members, starts


def _blocks(widths: np.ndarray) -> Iterator[tuple[int, int]]:
    """First and end of the groupings of each block."""
    place = 0
    while place < len(widths):
        reach = np.searchsorted(np.cumsum(widths[place:]), LEVELS_AT_ONCE, side="right")
        end = place + max(1, int(reach))
        yield place, end
        place = end


def _over_both(cells: np.ndarray, own: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Sums over the levels of every two groupings."""
    dtype = np.int64 if cells.dtype == bool else cells.dtype
    return np.asarray(np.add.reduceat(np.add.reduceat(cells, own, axis=0, dtype=dtype), others, axis=1))


def _mirrored(table: np.ndarray) -> np.ndarray:
    """The table with what is above its diagonal below as well."""
    return np.asarray(np.triu(table) + np.triu(table, 1).T)
