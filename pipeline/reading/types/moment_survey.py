"""What the texts of a column show of how its moments are written."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from pipeline.reading.types import calendars
from pipeline.reading.types.moment_parts import (
    DAY_FIRST,
    MONTH_FIRST,
    YEARS,
    from_iso,
    parse_family,
    without_weekday,
)
from pipeline.reading.types.moment_patterns import WRITTEN, Family
from pipeline.reading.types.months import MONTHS
from pipeline.reading.types.scripts import in_ascii

SELF_EVIDENT = (
    Family.YEAR_FIRST,
    Family.NUMBERS,
    Family.NAMED,
    Family.YEAR_MONTH,
    Family.FISCAL,
    Family.QUARTER,
    Family.WEEK,
    Family.CTIME,
    Family.NAMED_YEAR,
)
DIGIT = re.compile(r"\d")
LETTERS = re.compile(r"[^\W\d_]*")
OPENING = frozenset(
    {*MONTHS, "fy", "gj", "q", "t", "k", "w", "kw", "cw", "week"}
)  # the words that a moment may begin with
ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?", re.ASCII)


@dataclass
class Survey:
    """What the values of a column say of the way in which they are written."""

    families: Counter[Family] = field(default_factory=Counter)
    zones: set[timedelta | None] = field(default_factory=set)
    numbers: list[tuple[int, int, str]] = field(default_factory=list)  # of 31.01.2024: 31, 1 and the mark
    dates: set[tuple[int, int, int]] = field(default_factory=set)  # of 31.01.2024: 31, 1 and 2024
    short_years: set[int] = field(default_factory=set)
    iso: set[date] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    clocks: bool = False
    eras: bool = False

    def note(self, family: Family, found: re.Match[str], moment: datetime, rows: int) -> None:
        """Count the ``moment`` that so many ``rows`` say, as a pattern of its family ``found`` it."""
        self.families[family] += rows
        self.zones.add(moment.utcoffset())
        self.years.add(moment.year)
        self.clocks = self.clocks or (moment.hour, moment.minute) != (0, 0)
        digits = found["year"].lstrip("'")
        if len(digits) == 2:
            self.short_years.add(int(digits))
        if family == Family.NUMBERS:
            first, second = int(found["first"]), int(found["second_number"])
            self.numbers.append((first, second, found["mark"]))
            self.dates.add((first, second, moment.year))


def survey(counts: Mapping[str, int]) -> Survey:
    """What the different texts of a column show; ``counts`` says of how many rows each is."""
    seen = Survey()
    for text, count in counts.items():
        if ISO.fullmatch(text):
            seen.families[Family.YEAR_FIRST] += count
            seen.clocks = seen.clocks or len(text) > 10
            if moment := _iso(text):
                seen.iso.add(moment.date())
                seen.years.add(moment.year)
            continue
        written = in_ascii(text)
        common = calendars.in_common_era(written)
        seen.eras = seen.eras or common != written
        _look_at(common, count, seen)
    return seen


def _iso(text: str) -> datetime | None:
    """The moment of a text as computers write it; the slow way knows hour 24 too."""
    moment = from_iso(text)
    if moment is None:
        return parse_family(text, Family.YEAR_FIRST, MONTH_FIRST)
    return moment if moment.year in YEARS else None


def _look_at(text: str, count: int, seen: Survey) -> None:
    if not _may_be_moment(text):
        return
    bare = without_weekday(text)
    for family in SELF_EVIDENT:
        found = next((found for pattern in WRITTEN[family] if (found := pattern.fullmatch(bare))), None)
        if found is not None and (moment := parse_either(text, family)):
            seen.note(family, found, moment, count)
            return


def _may_be_moment(text: str) -> bool:
    """Whether a text has a digit and begins as moments do: what is cheap to see, before all patterns are tried."""
    if not DIGIT.search(text):
        return False
    word = LETTERS.match(text)
    return not word or not word[0] or word[0].lower() in OPENING or without_weekday(text) != text


def parse_either(text: str, family: Family) -> datetime | None:
    """The moment with whichever of day and month first makes one."""
    moment = parse_family(text, family, MONTH_FIRST)
    if moment is None and family is Family.NUMBERS:
        return parse_family(text, family, DAY_FIRST)
    return moment


def looks_like_moment(text: str) -> bool:
    """Whether a text is a moment in one of the ways that speak for themselves."""
    text = in_ascii(text)
    return _may_be_moment(text) and any(parse_either(text, family) is not None for family in SELF_EVIDENT)
