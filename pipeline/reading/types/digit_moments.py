"""Moments that could be numbers: years, 20240131, 01.2024, seconds since 1970, the day numbers of Excel."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pipeline.reading.types import calendars, hints
from pipeline.reading.types.codes import COMPOUND
from pipeline.reading.types.evidence import Evidence
from pipeline.reading.types.keys import UNNAMED
from pipeline.reading.types.moment_patterns import Family
from pipeline.reading.types.moments import MomentFormat
from pipeline.reading.types.short_days import DATED, is_date, short_days

BUDDHIST_ERA = ("พ.ศ", "ปี")
DATED_ALONE = frozenset({"date", "time", "period", "time_period", "ref_date", "datum", "fecha", "periode", "période"})
EARLIEST_YEAR = 1000
MONTH_AND_YEAR = re.compile(r"(?:0?[1-9]|1[0-2])\.(?:19|20)\d{2}")
PADDED_MONTH = re.compile(r"0[1-9]\.")  # as no decimal is written
YEAR_AND_MONTH = re.compile(r"(?:19|20)\d{2}\.(?:0[1-9]|1[0-2])")
FULL_YEAR_AND_MONTH = re.compile(r"(?:19|20|21)\d{2}(?:0[1-9]|1[0-2])")
NUMBER_RANGE, GIVEN_OUT = 100_000_000, 1_000_000  # 1400000000 and its first million: 11 days of 2014, or receipts
AHEAD = 2 * 365 * 86_400  # seconds that a moment lies in the future where no name says that it is one
LEAST_STEPS, UNEVEN = 9, 0.1  # between decimal years: how many, and how far they may differ
OUR_TIME = (1900, 2035)  # years that rows share which have one in common: 1995 in "convicted", 2009 in "opened"
RECURRING_ROWS, RECURRING_YEARS = 100, (10, 100)
YEAR_IN_SCRIPT = ("年", "年度", "연도", "년도", "سال")


def moment_in_digits(evidence: Evidence) -> MomentFormat | None:
    """Years, 20240131, seconds or milliseconds since 1970, Excel's day numbers: by range, and by name where needed."""
    if _are_buddhist(evidence):
        return MomentFormat((Family.YEAR,), calendar="buddhist")
    return _written(evidence)


def _are_buddhist(evidence: Evidence) -> bool:
    """Years of the Buddhist calendar, in a column that is named so."""
    named = hints.speaks_of(evidence.name, hints.YEAR) or any(word in evidence.name for word in BUDDHIST_ERA)
    return named and all(text.isdecimal() and int(text) in calendars.BUDDHIST_YEARS for text in evidence.counts)


def _written(evidence: Evidence) -> MomentFormat | None:
    """By range, and whether all are whole; what the first rule that fits denies no other can say."""
    name = evidence.name
    if hints.ends_with(name, hints.STRONG_IDENTIFIER) or hints.speaks_of(name, hints.PHONE | hints.POSTAL):
        return None
    try:
        values = evidence.plain.numbers if evidence.plain else np.array(list(map(float, evidence.counts)))
    except ValueError:
        return None
    whole = _are_whole(values)
    rule = next((rule for rule in RULES if rule.fits(evidence, values, whole=whole)), None)
    if hints.speaks_of(name, hints.AMOUNT):
        return None
    if rule is None:
        return short_days(evidence)
    return MomentFormat((rule.family,)) if rule.holds(evidence, values) else None


def _are_whole(values: np.ndarray) -> bool:
    return bool(np.all(values == np.floor(values)))


def _is_dated(name: str) -> bool:
    return hints.speaks_of(name, hints.MOMENT) or hints.speaks_of(name, hints.YEAR) or is_date(name)


def _are_years(evidence: Evidence, values: np.ndarray) -> bool:
    """Named so; or alone as the date of each row, or one after the other below no name."""
    name = evidence.name.strip()
    if hints.speaks_of(evidence.name, hints.YEAR) or name.endswith(YEAR_IN_SCRIPT):
        return True
    if name.lower() in DATED_ALONE and values.min() >= 1800 and values.max() <= 2100 and evidence.distinct > 2:
        return True
    if UNNAMED.fullmatch(name):
        return _are_years_in_a_row(evidence, values)
    return _recur_as_years(evidence, values)


def _are_days(evidence: Evidence, _values: np.ndarray) -> bool:
    return _reads(evidence, Family.COMPACT) and (_is_dated(evidence.name) or evidence.distinct > 2)


def _are_months(evidence: Evidence, _values: np.ndarray) -> bool:
    return _is_dated(evidence.name) and _reads(evidence, Family.COMPACT_MONTH)


def _are_months_of_years(evidence: Evidence, _values: np.ndarray) -> bool:
    """Decimals are never padded as 01.2024 is; 1.2024 is a month where the name is one of time."""
    padded = any(map(PADDED_MONTH.match, evidence.counts))
    return padded or (_is_dated(evidence.name) and evidence.distinct > 2)


def _are_years_and_months(evidence: Evidence, _values: np.ndarray) -> bool:
    """2024.01 below a name of time: some decimal years would go on beyond .12."""
    return _is_dated(evidence.name) and evidence.distinct > 2


def _are_decimal_years(evidence: Evidence, values: np.ndarray) -> bool:
    """One after the other, each once, below a name of time: at even steps, or where it says date or year."""
    ordered = [float(text) for text in evidence.ordered]
    steps = np.diff(ordered)
    if not evidence.unique or len(steps) < LEAST_STEPS or values.min() < 1500 or not (steps > 0).all():
        return False
    named = evidence.name.strip().lower() in DATED_ALONE or hints.speaks_of(evidence.name, hints.YEAR)
    even = bool(np.ptp(steps) < UNEVEN * np.median(steps))
    return named and (even or hints.speaks_of(evidence.name, hints.YEAR | DATED))


def _are_seconds(evidence: Evidence, values: np.ndarray) -> bool:
    """Named as a moment, or too large for anything else; keys that count up are none."""
    if _counts_up(values):
        return False
    if hints.speaks_of(evidence.name, hints.CLOCK | hints.MOMENT):
        return True
    return values.min() > 1_000_000_000 and _are_whole(values) and _may_be_moments(evidence.name, values)


def _are_milliseconds(evidence: Evidence, values: np.ndarray) -> bool:
    """So large a whole number is hardly anything else, but for the numbers that firms give out."""
    if hints.speaks_of(evidence.name, hints.CLOCK | hints.MOMENT):
        return True
    return _may_be_moments(evidence.name, values / 1_000)


def _may_be_moments(name: str, seconds: np.ndarray) -> bool:
    """Whether nothing says that large numbers are of receipts or accounts: no name, no first digits, no far future."""
    if len(seconds) > 2 and not np.ptp(seconds % 60):  # minutes apart, or days
        return True
    if hints.ends_with(name, hints.IDENTIFIER | hints.ENTITY | hints.NUMBER_WORD) or COMPOUND.search(name):
        return False
    ranged = seconds.max() // NUMBER_RANGE == seconds.min() // NUMBER_RANGE and seconds.min() % NUMBER_RANGE < GIVEN_OUT
    return not ranged and bool(seconds.max() < time.time() + AHEAD)


def _are_serials(evidence: Evidence, _values: np.ndarray) -> bool:
    return _is_dated(evidence.name) and not hints.speaks_of(evidence.name, hints.COUNT)


@dataclass(frozen=True)
class Rule:
    """Between which numbers the moments of a family lie, how they may be written, and what else must hold."""

    family: Family
    low: int
    high: int
    holds: Callable[[Evidence, np.ndarray], bool]
    is_whole: bool = True
    written: re.Pattern[str] | None = None  # as all values are

    def fits(self, evidence: Evidence, values: np.ndarray, *, whole: bool) -> bool:
        """Whether the values lie within, and are written so."""
        within = values.min() >= self.low and values.max() <= self.high and whole >= self.is_whole
        return bool(within) and (self.written is None or all(map(self.written.fullmatch, evidence.counts)))


RULES = (
    Rule(Family.YEAR, EARLIEST_YEAR, 2_200, _are_years),
    Rule(Family.YEAR_MONTH, EARLIEST_YEAR, 2_200, _are_years_and_months, is_whole=False, written=YEAR_AND_MONTH),
    Rule(Family.COMPACT, 19_000_101, 21_001_231, _are_days),
    Rule(Family.COMPACT_MONTH, 190_001, 210_012, _are_months, written=FULL_YEAR_AND_MONTH),
    Rule(Family.EPOCH_SECONDS, 946_684_800, 2_145_916_800, _are_seconds, is_whole=False),  # 2000 to 2037
    Rule(Family.EPOCH_MILLISECONDS, 946_684_800_000, 2_145_916_800_000, _are_milliseconds),
    Rule(Family.SERIAL, 15_000, 73_050, _are_serials, is_whole=False),  # 1941 to 2099
    Rule(Family.YEAR_MONTH, 1, 13, _are_months_of_years, is_whole=False, written=MONTH_AND_YEAR),
    Rule(Family.DECIMAL_YEAR, EARLIEST_YEAR, 2_200, _are_decimal_years, is_whole=False),
)


def _are_years_in_a_row(evidence: Evidence, values: np.ndarray) -> bool:
    """Whether a column without a name has each year once, one after the other: nothing else is written so."""
    ordered = [float(text) for text in evidence.ordered]
    return (
        evidence.unique
        and bool(values.min() >= 1500)
        and _counts_up(values)
        and ordered in (sorted(ordered), sorted(ordered)[::-1])
    )


def _recur_as_years(evidence: Evidence, values: np.ndarray) -> bool:
    """Whether many rows share a few dozen years of our time, below a name that neither counts nor measures."""
    return (
        evidence.present >= RECURRING_ROWS
        and RECURRING_YEARS[0] <= evidence.distinct <= RECURRING_YEARS[1]
        and bool(values.min() >= OUR_TIME[0] and values.max() <= OUR_TIME[1])
        and bool(values.max() - values.min() < 2 * evidence.distinct)
        and not hints.speaks_of(evidence.name, hints.COUNT | hints.MEASURED | hints.CODE | hints.IDENTIFIER)
    )


def _counts_up(values: np.ndarray) -> bool:
    """Whether the numbers follow each other without a gap, as keys do."""
    return len(values) > 2 and bool(values.max() - values.min() == len(values) - 1)


def _reads(evidence: Evidence, family: Family) -> bool:
    written = MomentFormat((family,))
    return all(written.parse(text) is not None for text in evidence.counts)
