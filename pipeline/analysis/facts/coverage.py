"""From when to when a table records, and whether it covers a period to its ends, by the table's own rhythm."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

SELDOM = 0.99  # of the gaps between neighbouring days with rows are no longer than the longest usual one
LEAST_REACH = 3.0  # days between the last one with rows and a month's end: a weekend's two have none
MIN_MONTH = 28.0  # days, from which a period's end may fall on such a weekend
MAX_PART = 0.15  # of a period that may have no rows where rows are few
OFFSETS = {
    "month": pd.offsets.MonthBegin(),
    "quarter": pd.offsets.QuarterBegin(startingMonth=1),
    "year": pd.offsets.YearBegin(),
}


@dataclass(frozen=True, eq=False)
class Coverage:
    """The days of the first and the last row, and the days with rows between them.

    ``dated``: the grain at whose beginnings all moments lie, where that is the month, the quarter or the year: the
    first of March then stands for all of it.
    """

    days: pd.DatetimeIndex
    dated: str | None

    @cached_property
    def _gaps(self) -> np.ndarray:
        """Days from each day with rows to the next one."""
        return np.diff(self.days.to_numpy().astype("datetime64[D]")).astype(float)

    def _reach(self, length: float) -> float:
        """How many days after a day with rows, in a period of so many days, the next one may be expected."""
        if not len(self._gaps):
            return length
        usual, longest = np.quantile(self._gaps, [0.5, SELDOM])
        least = LEAST_REACH if length >= MIN_MONTH else 1.0
        return float(max(least, min(longest, max(MAX_PART * length, usual, LEAST_REACH))))

    def from_beginning(self, start: pd.Timestamp, end: pd.Timestamp) -> bool:
        """Whether a period (``end`` is the next one's start) is recorded from its first day on."""
        first = self.days[0]
        if self.dated in OFFSETS:
            return bool(first - OFFSETS[self.dated] < start)
        return bool((first - start).days < self._reach((end - start).days))

    def to_end(self, start: pd.Timestamp, end: pd.Timestamp) -> bool:
        """Whether a period is recorded to its last day."""
        last = self.days[-1]
        if self.dated in OFFSETS:
            return bool(last + OFFSETS[self.dated] >= end)
        return bool((end - last).days <= self._reach((end - start).days))


def recorded(days: pd.DatetimeIndex, scanned: str) -> str:
    """The coarsest grain at whose beginnings all days lie: a table dated to the first of January is one of years."""
    if len(days) < 2 or not (days.day == 1).all():
        return scanned
    if (days.month == 1).all():
        return "year"
    if days.month.isin([1, 4, 7, 10]).all() and len(days) > 2:
        return "quarter"
    return "month"
