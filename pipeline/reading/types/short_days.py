"""Days in six digits: 240131 or 310124. By themselves they may be any numbers; many of them can't be so by chance."""

from collections.abc import Mapping
from datetime import datetime

from pipeline.reading.types import hints
from pipeline.reading.types.evidence import Evidence
from pipeline.reading.types.moment_parts import MONTH_FIRST, parse_family
from pipeline.reading.types.moment_patterns import Family

READINGS = (Family.COMPACT_SHORT, Family.COMPACT_SHORT_DAY)
DATED = frozenset({"date", "dates", "datum", "fecha"})
LEAST_DIFFERENT = 20  # without a name that says so: one number of six digits in 27 is such a day
LEAST_DAYS, LATE = 12, 28  # of the month, and one of them as late: numbers in groups, as 110203, have low ones
LEAST_MONTHS = 3  # of all years
NO_DAYS = hints.CODE | hints.CLASSIFICATION | hints.STANDARD_CODE | hints.COUNT | hints.MEASURED | hints.IDENTIFIER


def family_of_six_digits(evidence: Evidence) -> Family | None:
    """How days are written in the column, if its values are days; None where they may be something else."""
    if any(len(text) != 6 for text in evidence.counts):
        return None
    read = {family: days for family in READINGS if (days := _days(evidence, family))}
    if hints.speaks_of(evidence.name, DATED) and evidence.distinct > 2:
        return min(read, key=lambda family: len({day.year for day in read[family]}), default=None)
    return None if hints.speaks_of(evidence.name, NO_DAYS) else _certain(read)


def _certain(read: Mapping[Family, list[datetime]]) -> Family | None:
    """The one reading of which so many different days, of all parts of several months, can't be chance."""
    certain = [family for family, days in read.items() if len(days) >= LEAST_DIFFERENT and _are_spread(days)]
    return certain[0] if len(certain) == 1 else None


def _days(evidence: Evidence, family: Family) -> list[datetime]:
    """The days of all values; none where one of them is no day."""
    days = [parse_family(text, family, MONTH_FIRST) for text in evidence.counts]
    return [] if None in days else [day for day in days if day]


def _are_spread(days: list[datetime]) -> bool:
    of_month = {day.day for day in days}
    return (
        len(of_month) >= LEAST_DAYS
        and max(of_month) >= LATE
        and len({(day.year, day.month) for day in days}) >= LEAST_MONTHS
    )
