"""Labels that are written once for a group of rows, in its first one: filled down into the rows below."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import comb

from pipeline.reading.cells import Kind, kind_of
from pipeline.reading.totals import says_total

Column = list[str | None]
LEAST_GROUPS = 2
LEAST_ROWS, MOST_KEYS = 4, 4  # of the table, and first columns that may be the key of its groups
LEAST_ONCE = 2  # columns that stand once a group, beside the key
LEAST_GAPS = 0.25  # of the rows are without the label
MOST_ALONE = 0.34  # of the groups; where more have a single row, the gaps are missing values
LEAST_SHARED = 0.1  # of the rows; so many are further rows of a key
LEAST_PATTERNS = 100  # ways in which as many gaps may lie; of few, chance takes the one that follows a key
MOST_COUNTED = 5  # of these gaps
FILLED_HEADS = 0.9  # of the groups have the value in their first row


@dataclass(frozen=True)
class Filling:
    """What was filled down, and what stands once a group but is an amount and was left as it is."""

    filled: tuple[int, ...] = ()
    once: tuple[int, ...] = ()
    cells: int = 0  # that were filled
    key: int | None = None  # the column whose value all rows of a group repeat


def fill_down(columns: Sequence[Column]) -> Filling:
    """Fill labels down, in place, where the gaps follow groups of rows."""
    return _fill_levels(columns) or _fill_by_key(columns) or Filling()


def _fill_levels(columns: Sequence[Column]) -> Filling | None:
    """The first columns of a report: each group's label in its first row, that of a wider group further left."""
    levels: list[int] = []
    outer: list[bool] = []
    for place, column in enumerate(columns[:-1]):
        heads = [cell is not None for cell in column]
        if not _is_level(column, heads, outer):
            break
        levels.append(place)
        outer = heads
    if not levels or not _is_whole(columns, len(levels)):
        return None
    return Filling(tuple(levels), cells=sum(_fill(columns[place]) for place in levels))


def _is_level(column: Column, heads: list[bool], outer: list[bool]) -> bool:
    """Whether a label stands at the head of each group, once: nothing between, nothing twice within the wider group."""
    sums = [cell is not None and says_total(cell) for cell in column]
    groups = sum(heads)
    if not heads or not heads[0] or groups < LEAST_GROUPS or len(heads) - groups < LEAST_GAPS * len(heads):
        return False
    if outer and any(above and not here for above, here in zip(outer, heads, strict=True)):
        return False
    alone = sum(here and after and not of for (here, after), of in zip(pairwise([*heads, True]), sums, strict=True))
    if alone > MOST_ALONE * (groups - sum(sums)):
        return False
    return not _comes_back([None if of else cell for cell, of in zip(column, sums, strict=True)], outer)


def _comes_back(column: Column, outer: list[bool]) -> bool:
    """Whether a label stands twice within a wider group."""
    seen: set[str] = set()
    for place, cell in enumerate(column):
        if outer and outer[place]:
            seen = set()
        if cell is not None and cell in seen:
            return True
        if cell is not None:
            seen.add(cell)
    return False


def _is_whole(columns: Sequence[Column], first: int) -> bool:
    """Whether some column right of the labels is filled in nearly all rows."""
    return any(sum(cell is None for cell in column) <= 0.05 * len(column) for column in columns[first:])


def _fill_by_key(columns: Sequence[Column]) -> Filling | None:
    """Orders with several items: their key in each row, all else about the order in its first one."""
    if not columns or len(columns[0]) < LEAST_ROWS:
        return None
    for key, column in enumerate(columns[:MOST_KEYS]):
        heads = _heads(column)
        once = [] if heads is None else _at_heads(columns, key, heads)
        if heads is not None and len(once) >= LEAST_ONCE:
            labels = tuple(place for place in once if not _is_amount(columns[place]))
            amounts = tuple(place for place in once if place not in labels)
            return Filling(labels, amounts, sum(_fill(columns[place], heads) for place in labels), key)
    return None


def _heads(key: Column) -> list[bool] | None:
    """The first row of each group, by the key that changes there; None where the rows are not in such groups."""
    if None in key:
        return None
    heads = [True, *(before != here for before, here in pairwise(key))]
    values = [cell for cell, head in zip(key, heads, strict=True) if head]
    further = len(key) - len(values)
    shared = further >= LEAST_SHARED * len(key) and comb(len(key), min(further, MOST_COUNTED)) >= LEAST_PATTERNS
    return heads if shared and len(set(values)) >= max(LEAST_GROUPS, len(values)) else None


def _at_heads(columns: Sequence[Column], key: int, heads: list[bool]) -> list[int]:
    """The other columns that are filled in the first row of each group alone."""
    return [place for place, other in enumerate(columns) if place != key and _stands_at_heads(other, heads)]


def _stands_at_heads(column: Column, heads: list[bool]) -> bool:
    if any(cell is not None and not head for cell, head in zip(column, heads, strict=True)):
        return False
    return len(column) - column.count(None) >= FILLED_HEADS * sum(heads)


def _is_amount(column: Column) -> bool:
    kinds = Counter(kind_of(cell) for cell in column[:500] if cell is not None)
    return kinds[Kind.NUMBER] > 0.5 * kinds.total()


def _fill(column: Column, heads: list[bool] | None = None) -> int:
    """Fill the gaps with what stands above them, never beyond the next head; returns how many there were."""
    above, gaps = None, 0
    for place, cell in enumerate(column):
        if cell is not None or (heads is not None and heads[place]):
            above = cell
        elif above is not None:
            column[place] = above
            gaps += 1
    return gaps
