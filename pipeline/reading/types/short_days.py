"""Days in six digits: 240131 or 310124. By themselves they may be any numbers; many of them can't be so by chance."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from pipeline.reading.types import hints
from pipeline.reading.types.evidence import Evidence
from pipeline.reading.types.moment_patterns import Family
from pipeline.reading.types.moments import MomentFormat, is_sorted

DAY_FIRST = MomentFormat((Family.COMPACT_SHORT_DAY,), day_first=True)
MONTH_FIRST = MomentFormat((Family.COMPACT_SHORT_DAY,))
READINGS = (MomentFormat((Family.COMPACT_SHORT,)), DAY_FIRST, MONTH_FIRST)
DATED = frozenset({"date", "dates", "datum", "fecha"})
LENGTHS = frozenset({5, 6})  # a spreadsheet takes the nought of 010124 away
LEAST_DIFFERENT = 20  # without a name that says so: one number of six digits in 27 is such a day
LEAST_DAYS, LATE = 12, 28  # of the month, and one of them as late: numbers in groups, as 110203, have low ones
LEAST_MONTHS = 3  # of all years
NO_DAYS = hints.CODE | hints.CLASSIFICATION | hints.STANDARD_CODE | hints.COUNT | hints.MEASURED | hints.IDENTIFIER
DAY_AND_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])")  # 101, 3112
MONTH_AND_DAY = re.compile(r"(?:0?[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
Read = Mapping[MomentFormat, list[datetime]]  # the days of all values, by how they are written


def short_days(evidence: Evidence) -> MomentFormat | None:
    """How days are written in the column, if its values are days; None where they may be something else."""
    lengths = set(map(len, evidence.counts))
    if not lengths <= LENGTHS or 6 not in lengths or (5 in lengths and any(text[0] == "0" for text in evidence.counts)):
        return None
    read = {written: days for written in READINGS if (days := _days(evidence, written))}
    if is_date(evidence.name) and evidence.distinct > 2:
        return _of_fewest_years(read, evidence)
    return None if hints.speaks_of(evidence.name, NO_DAYS) else _certain(read)


def is_date(name: str) -> bool:
    """Whether a column is called a date; in German, Dutch and Swedish also within a longer word."""
    return hints.speaks_of(name, DATED) or name.strip().lower().endswith("datum")


def are_without_year(name: str, texts: Collection[str]) -> bool:
    """Whether the digits in a column of dates are the day and the month alone, as accountants write them: 101, 3112."""
    if not is_date(name) or len(texts) <= LEAST_MONTHS:
        return False
    return any(all(map(written.fullmatch, texts)) for written in (DAY_AND_MONTH, MONTH_AND_DAY))


def _of_fewest_years(read: Read, evidence: Evidence) -> MomentFormat | None:
    """The reading by which the days lie closest; where day and month may be either, the one in order, else a guess."""
    years = {written: len({day.year for day in days}) for written, days in read.items()}
    best = [written for written in years if years[written] == min(years.values())]
    return _in_order(evidence) if best == [DAY_FIRST, MONTH_FIRST] else next(iter(best), None)


def _in_order(evidence: Evidence) -> MomentFormat:
    """The day or the month first, whichever makes the days ascend or descend; a guess where both do or neither."""
    ascending = [written for written in (DAY_FIRST, MONTH_FIRST) if is_sorted(evidence.ordered, written)]
    return ascending[0] if len(ascending) == 1 else replace(DAY_FIRST, guessed=True)


def _certain(read: Read) -> MomentFormat | None:
    """The one reading of which so many different days, of all parts of several months, can't be chance."""
    certain = [written for written, days in read.items() if len(days) >= LEAST_DIFFERENT and _are_spread(days)]
    return certain[0] if len(certain) == 1 else None


def _days(evidence: Evidence, written: MomentFormat) -> list[datetime]:
    """The days of all values; none where one of them is no day."""
    days = list(map(written.parse, evidence.counts))
    return [] if None in days else [day for day in days if day]


def _are_spread(days: list[datetime]) -> bool:
    of_month = {day.day for day in days}
    return (
        len(of_month) >= LEAST_DAYS
        and max(of_month) >= LATE
        and len({(day.year, day.month) for day in days}) >= LEAST_MONTHS
    )
