"""Day and month told apart by the calendar: steady steps in one order are clumps in the other."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import pairwise
from math import gcd

FEWEST = 4  # different dates, below which steady steps may be chance
FEWEST_FIRSTS = 6  # firsts of months without steady steps, over several years
FEWEST_MONTHS = 10  # with one date in each of them, whatever its day
FILLED = 0.75  # of the steps between the first and the last date, which have a date
MONTH_STEPS = (1, 3, 6, 12)
FRIDAY = 4


def regular_order(dates: Collection[tuple[int, int, int]]) -> bool | None:
    """Whether the day comes first, as that makes the dates regular; None where either order or neither does.

    Each date is its two numbers, as they stand and neither above 12, and its year.
    """
    if len(dates) < FEWEST:
        return None
    by_day = _regularity(sorted(date(year, second, first) for first, second, year in dates))
    by_month = _regularity(sorted(date(year, first, second) for first, second, year in dates))
    return None if by_day == by_month else by_day > by_month


def _regularity(days: Sequence[date]) -> int:
    """2 for consecutive days and firsts of months, 1 for another day of each month, 0 for all else."""
    if _are_consecutive(days) or _are_firsts(days):
        return 2
    return int(_are_monthly(days))


def _are_consecutive(days: Sequence[date]) -> bool:
    """Day after day, or one working day after the other, with few gaps. A week apart they would pass the 12th."""
    if len(days) >= FILLED * ((days[-1] - days[0]).days + 1):
        return True
    return all((b - a).days == (3 if a.weekday() == FRIDAY else 1) for a, b in pairwise(days))


def _are_firsts(days: Sequence[date]) -> bool:
    if any(day.day != 1 for day in days):
        return False
    return _have_steps(days) or (len(days) >= FEWEST_FIRSTS and days[0].year != days[-1].year)


def _are_monthly(days: Sequence[date]) -> bool:
    """One date a month, on the same day of each or in many months."""
    return _have_steps(days) and (len({day.day for day in days}) == 1 or len(days) >= FEWEST_MONTHS)


def _have_steps(days: Sequence[date]) -> bool:
    """Whether the dates are a month, a quarter, a half-year or a year apart, with few gaps."""
    months = [day.year * 12 + day.month for day in days]
    step = gcd(*(b - a for a, b in pairwise(months)))
    if step not in MONTH_STEPS or len(set(months)) < len(months):
        return False
    return len(months) >= FILLED * ((months[-1] - months[0]) // step + 1)
