"""A total that no word tells: a first or last row that adds up all others, as a country above its provinces."""

from collections.abc import Sequence

import numpy as np

from pipeline.reading.adding_up import BY_CHANCE, chance_of_sums
from pipeline.reading.amounts import Amounts, are_near

LEAST_PARTS, LEAST_SUMS, SUMMED = 4, 2, 0.75  # addends, columns and their share


def among(values: np.ndarray, found: Sequence[int]) -> list[int]:
    """The first or the last row beside those ``found``, where it is the sum of all others in nearly every column."""
    rest = np.setdiff1d(np.arange(len(values)), found)
    if len(rest) <= LEAST_PARTS:
        return []
    for edge, others in ((rest[0], rest[1:]), (rest[-1], rest[:-1])):
        sums, asked = _adding_up(values[edge], values[others])
        if sums.sum() >= max(LEAST_SUMS, SUMMED * asked) and _is_no_chance(values[edge], values[others], sums):
            return [int(edge)]
    return []


def are_possible(amounts: Amounts) -> bool:
    """Whether the first or the last row may be such a total; of most tables, a part of the columns says that none is.

    Each column adds to what its edges are ahead of the share that is needed; those not yet read may all add up.
    """
    written = amounts.written
    ahead = _ahead(amounts.plain)
    for read, place in enumerate(written):
        if (ahead + (1 - SUMMED) * (len(written) - read) < 0).all():
            return False
        ahead += _ahead(amounts.column(place)[:, np.newaxis])
    return bool((ahead >= 0).any())


def _ahead(values: np.ndarray) -> np.ndarray:
    """Of the first and of the last row: in how many columns it is the sum, less the share of them that is needed."""
    edges = ((values[0], values[1:]), (values[-1], values[:-1]))
    counts = (_adding_up(edge, others) for edge, others in edges)
    return np.array([sums.sum() - SUMMED * asked for sums, asked in counts])


def _is_no_chance(edge: np.ndarray, others: np.ndarray, sums: np.ndarray) -> bool:
    """Whether so many digits agree as those of small numbers hardly ever do."""
    addends = others[:, sums]
    return 2 * chance_of_sums(edge[sums], np.nansum(addends, axis=0), addends) <= BY_CHANCE


def _adding_up(edge: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, int]:
    """(in which columns a row is the sum of the others, how many there are in which it has a number)."""
    addends = np.nan_to_num(others)
    sums = addends.sum(axis=0)
    near = are_near(edge, sums) & (sums != 0) & ((addends != 0).sum(axis=0) >= LEAST_PARTS)
    return near, int((~np.isnan(edge)).sum())
