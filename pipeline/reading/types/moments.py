"""Dates and times as people write them, with day and month told apart over the whole column."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cached_property
from itertools import islice, pairwise

from pipeline.reading.types import calendars, hints, marks
from pipeline.reading.types.moment_patterns import START, WRITTEN, Family
from pipeline.reading.types.months import MONTHS
from pipeline.reading.types.regularity import regular_order
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
EPOCH = datetime(1970, 1, 1)
SERIAL_ZERO = datetime(1899, 12, 30)
PROBED = 50  # values; if none of so many is a moment, the column has none
DIGIT = re.compile(r"\d")
LETTERS = re.compile(r"[^\W\d_]*")
OPENING = frozenset({*MONTHS, "fy", "q", "t", "k", "w", "kw", "cw", "week"})  # the words that a moment may begin with
ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?", re.ASCII)
OFFSET = re.compile(r"([+\-−])(\d{1,2}):?(\d{2})?$")  # +0100, -03:30, GMT+1
ZONES = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "EST": -300,
    "EDT": -240,
    "CST": -360,
    "CDT": -300,
    "MST": -420,
    "MDT": -360,
    "PST": -480,
    "PDT": -420,
    "CET": 60,
    "CEST": 120,
    "BST": 60,
}


YEARS = range(1000, 3000)  # that a moment may lie in
PIVOT = 69  # two digits from here on are of the 20th century, as POSIX has it
FEWEST_DATES = 15  # different ones; among so many days of a month some are after the 12th
FEWEST_SWAPPED = 5  # different dates, none of which has a day after the 12th while all texts beside them do
MONTH_ROUNDED = 0.02  # of a month, by which a decimal year may miss its first day
LATEST_HOUR = 29  # of a day of service, which ends after midnight: 25:10 is ten past one on the next day
AHEAD_YEARS = 10  # that a date may lie in the future without its column saying so


@dataclass(frozen=True)
class MomentFormat:
    """How the moments of one column are written."""

    families: tuple[Family, ...]
    day_first: bool = False
    to_utc: bool = False  # the column's time zones differ, so all are brought to UTC
    clocks: bool = field(default=False, compare=False)  # some values have a time of day
    calendar: str | None = None  # "buddhist", "persian" or "era": the years are counted otherwise
    pivot: int = PIVOT  # two-digit years from here on are of the 20th century
    marked: bool = False  # some have a footnote or a flag behind them: 2020*, 2023p
    swapped: bool = False  # a program took day for month in all dates where it could
    guessed: bool = field(default=False, compare=False)  # nothing tells day from month

    def parse(self, text: str) -> datetime | None:
        """The moment without time zone; None where the text is none in this format."""
        if self._reads_iso and ISO.fullmatch(text) and (moment := _from_iso(text)):
            return moment
        text = self._in_common_calendar(in_ascii(marks.unmarked(text) if self.marked else text))
        for family in self.families:
            moment = _parse_family(text, family, self._reading)
            if moment is not None:
                return self._without_zone(_swapped(moment) if self.swapped and family is Family.YEAR_FIRST else moment)
        return None

    def _without_zone(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            return moment
        return (moment.astimezone(UTC) if self.to_utc else moment).replace(tzinfo=None)

    @cached_property
    def _reads_iso(self) -> bool:
        """Whether a date as computers write it means what it says."""
        return self.calendar is None and not self.swapped and Family.YEAR_FIRST in self.families

    @cached_property
    def _reading(self) -> "Reading":
        return Reading(self.day_first, self.pivot, calendars.BUDDHIST if self.calendar == "buddhist" else 0)

    def _in_common_calendar(self, text: str) -> str:
        if self.calendar == "era":
            return calendars.in_common_era(text)
        if self.calendar == "persian" and (found := calendars.PERSIAN_DATE.match(text)):
            year, month, day = (int(found[part]) for part in (1, 3, 4))
            try:
                return calendars.from_persian(year, month, day).isoformat() + text[found.end() :]
            except ValueError:
                return ""
        return text


def _from_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _swapped(moment: datetime) -> datetime:
    """The moment with day and month the other way round, where that makes one."""
    return moment.replace(month=moment.day, day=moment.month) if moment.day <= 12 else moment


@dataclass(frozen=True)
class Reading:
    """What the numbers of a date mean."""

    day_first: bool = False
    pivot: int = PIVOT
    ahead: int = 0  # years that the calendar is ahead


MONTH_FIRST, DAY_FIRST = Reading(), Reading(day_first=True)


def learn_format(
    counts: Mapping[str, int],
    ordered: Sequence[str],
    day_first_hint: bool | None = None,
    name: str = "",
    custom: bool | None = None,
) -> tuple[MomentFormat | None, int]:
    """The format of the values and how many rows it reads; None where none of them looks like a moment.

    Day and month: whatever number above 12 decides; else whichever order makes the column ascend or descend; else what
    other columns of the file use (``day_first_hint``); else whichever makes the dates regular; else the ``custom`` of
    the file's language, currency and marks; else day first for ``31.01.`` and ``31-01-``, month first for ``01/31/``.
    """
    if len(counts) > 2 * PROBED and not any(_looks(calendars.in_common_era(t)) for t in islice(counts, PROBED)):
        return None, 0
    found = _survey(counts)
    if not found.families:
        return None, 0
    chosen = tuple(family for family, _ in found.families.most_common())
    if found.families[Family.FISCAL] and all(_parse_family(text, Family.FISCAL, MONTH_FIRST) for text in counts):
        chosen = (Family.FISCAL,)  # 2010/11 and 2011/12 are no months where 2019/20 is none
    if found.short_years and _are_no_days(found.numbers):
        return None, 0
    day_first, guessed = _order(found, ordered, day_first_hint, custom)
    learned = MomentFormat(
        chosen,
        day_first,
        to_utc=len(found.zones) > 1,
        clocks=found.clocks,
        calendar=_calendar(counts, found, name),
        pivot=_pivot(found.short_years, name),
        swapped=_are_swapped(found),
        guessed=guessed,
    )
    return learned, sum(count for text, count in counts.items() if learned.parse(text) is not None)


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


def _survey(counts: Mapping[str, int]) -> Survey:
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
    moment = _from_iso(text)
    if moment is None:
        return _parse_family(text, Family.YEAR_FIRST, MONTH_FIRST)
    return moment if moment.year in YEARS else None


def _look_at(text: str, count: int, seen: Survey) -> None:
    if not _may_be_moment(text):
        return
    bare = _unweekday(text)
    for family in SELF_EVIDENT:
        found = next((found for pattern in WRITTEN[family] if (found := pattern.fullmatch(bare))), None)
        if found is not None and (moment := _parse_either(text, family)):
            seen.note(family, found, moment, count)
            return


def _may_be_moment(text: str) -> bool:
    """Whether a text has a digit and begins as moments do: what is cheap to see, before all patterns are tried."""
    if not DIGIT.search(text):
        return False
    word = LETTERS.match(text)
    return not word or not word[0] or word[0].lower() in OPENING or _unweekday(text) != text


def _parse_either(text: str, family: Family) -> datetime | None:
    """The moment with whichever of day and month first makes one."""
    moment = _parse_family(text, family, MONTH_FIRST)
    if moment is None and family is Family.NUMBERS:
        return _parse_family(text, family, DAY_FIRST)
    return moment


def _are_no_days(numbers: list[tuple[int, int, str]]) -> bool:
    """Whether numbers such as 4.3.18 are versions: of so many different dates, some would be after the 12th."""
    firsts, seconds = {first for first, _, _ in numbers}, {second for _, second, _ in numbers}
    if len(set(numbers)) < FEWEST_DATES or min(len(firsts), len(seconds)) == 1:
        return False
    return max(firsts) <= 12 and max(seconds) <= 12


def _calendar(counts: Mapping[str, int], found: Survey, name: str) -> str | None:
    if found.eras:
        return "era"
    if not found.years:
        return None
    extremes = {min(found.years), max(found.years)}
    if extremes.issubset(calendars.BUDDHIST_YEARS):
        return "buddhist"
    if extremes.issubset(calendars.PERSIAN_YEARS) and _are_persian(counts, name):
        return "persian"
    return None


def _are_persian(texts: Collection[str], name: str) -> bool:
    """Dates in Persian digits, or below a name in Arabic letters."""
    said = any(map(calendars.PERSIAN_DIGITS.search, texts)) or calendars.ARABIC_LETTERS.search(name)
    return bool(said) and all(calendars.PERSIAN_DATE.match(in_ascii(text)) for text in texts)


def _pivot(short: set[int], name: str) -> int:
    """From which two digits on a year is of the 20th century: no births in the future, and no other date far in it."""
    this_year = date.today().year % 100
    if not short or hints.speaks_of(name, hints.FUTURE):
        return PIVOT
    if hints.speaks_of(name, hints.BIRTH):
        return this_year + 1
    near = any(this_year < year <= this_year + AHEAD_YEARS for year in short)
    return PIVOT if near else this_year + AHEAD_YEARS


def _are_swapped(found: Survey) -> bool:
    """Whether a spreadsheet took day for month wherever it could, and left the days after the 12th as texts."""
    if not found.numbers or len(found.iso) < FEWEST_SWAPPED:
        return False
    left = all(first > 12 for first, _, _ in found.numbers) or all(second > 12 for _, second, _ in found.numbers)
    return left and len(set(found.numbers)) >= FEWEST_SWAPPED and all(day.day <= 12 for day in found.iso)


def _looks(text: str) -> bool:
    text = in_ascii(text)
    return _may_be_moment(text) and any(_parse_either(text, family) is not None for family in SELF_EVIDENT)


def _order(
    found: Survey, ordered: Sequence[str], day_first_hint: bool | None, custom: bool | None
) -> tuple[bool, bool]:
    """Whether the day comes before the month, and whether that is a guess."""
    told = _day_first(found, ordered, day_first_hint, custom)
    return (_usually_day_first(found.numbers), True) if told is None else (told, False)


def _day_first(found: Survey, ordered: Sequence[str], day_first_hint: bool | None, custom: bool | None) -> bool | None:
    """The same; None where nothing tells."""
    first_large = sum(first > 12 for first, _, _ in found.numbers)
    second_large = sum(second > 12 for _, second, _ in found.numbers)
    if first_large != second_large:
        return first_large > second_large
    if not found.numbers:
        return False
    sorted_as = [is_sorted(ordered, MomentFormat((Family.NUMBERS,), day_first)) for day_first in (True, False)]
    if sorted_as[0] != sorted_as[1]:
        return sorted_as[0]
    if day_first_hint is not None:
        return day_first_hint
    regular = None if first_large else regular_order(found.dates)
    return regular if regular is not None else _customary(found.numbers, custom)


def _customary(numbers: list[tuple[int, int, str]], custom: bool | None) -> bool | None:
    """Points stand for day first, whatever the file's custom is; dates such as 01/01 are the same in either order."""
    if numbers[0][2].startswith("."):
        return True
    mirrored = all(first == second for first, second, _ in numbers)
    return _usually_day_first(numbers) if mirrored and custom is None else custom


def _usually_day_first(numbers: list[tuple[int, int, str]]) -> bool:
    return not numbers[0][2].startswith("/")


def is_sorted(ordered: Iterable[str], written: MomentFormat) -> bool:
    """Whether the moments ascend or descend, with at least three different ones."""
    moments = [moment for text in ordered if (moment := written.parse(text)) is not None]
    if len(set(moments)) < 3:
        return False
    pairs = list(pairwise(moments))
    return all(a <= b for a, b in pairs) or all(a >= b for a, b in pairs)


def _unweekday(text: str) -> str:
    found = START.match(text)
    return text[found.end() :] if found else text


def _parse_family(text: str, family: Family, reading: Reading) -> datetime | None:
    try:
        match family:
            case Family.EPOCH_SECONDS:
                return EPOCH + timedelta(seconds=float(text))
            case Family.EPOCH_MILLISECONDS:
                return EPOCH + timedelta(milliseconds=float(text))
            case Family.SERIAL:
                return SERIAL_ZERO + timedelta(seconds=round(float(text) * 86400))
            case Family.DECIMAL_YEAR:
                return _from_decimal_year(float(text))
        bare = _unweekday(text)
        for pattern in WRITTEN[family]:
            found = pattern.fullmatch(bare)
            if found and (moment := _moment(found.groupdict(), reading)):
                return moment
    except (ValueError, OverflowError):
        return None
    return None


def _from_decimal_year(number: float) -> datetime:
    """The first of a month where the fraction is one of twelfths, else the day. Raises ValueError beyond the years."""
    year, fraction = int(number), number % 1
    months = round(fraction * 12)
    if abs(fraction * 12 - months) < MONTH_ROUNDED:
        return datetime(year + months // 12, months % 12 + 1, 1)
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return datetime(year, 1, 1) + timedelta(days=int(fraction * days))


def _moment(parts: Mapping[str, str | None], reading: Reading) -> datetime | None:
    """From the named parts of a match. Raises ValueError where there is no such day."""
    year = _year(parts["year"] or "", reading.pivot) - reading.ahead
    if year not in YEARS:
        return None
    if parts.get("next") and _number(parts, "next") != (year + 1) % 100:
        return None
    if parts.get("week"):
        return datetime.fromisocalendar(year, _number(parts, "week"), _number(parts, "weekday", 1))
    month, day = _month_and_day(parts, reading.day_first)
    if month is None:
        return None
    hour = _hour(_number(parts, "hour"), parts.get("half"))
    if hour is None or hour > LATEST_HOUR:
        return None
    minute, second = _number(parts, "minute"), _number(parts, "second")
    fraction = int((parts.get("fraction") or "")[:6].ljust(6, "0"))
    moment = datetime(year, month, day, hour % 24, minute, second, fraction, _zone(parts.get("zone")))
    return moment + timedelta(days=hour // 24)


def _number(parts: Mapping[str, str | None], name: str, otherwise: int = 0) -> int:
    return int(parts.get(name) or otherwise)


def _hour(hour: int, half: str | None) -> int | None:
    """The hour of 24; None where a half of the day is said with an hour that it doesn't have."""
    if not half:
        return hour
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def _month_and_day(parts: Mapping[str, str | None], day_first: bool) -> tuple[int | None, int]:
    if parts.get("quarter"):
        return _number(parts, "quarter") * 3 - 2, 1
    if name := parts.get("name"):
        return MONTHS.get(name.lower()), _number(parts, "day", 1)
    if parts.get("first"):
        first, second = _number(parts, "first"), _number(parts, "second_number")
        return (second, first) if day_first else (first, second)
    return _number(parts, "month", 1), _number(parts, "day", 1)


def _year(text: str, pivot: int) -> int:
    digits = text.lstrip("'")
    if len(digits) == 2:
        return int(digits) + (2000 if int(digits) < pivot else 1900)
    return int(digits)


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text in ZONES:
        return timezone(timedelta(minutes=ZONES[text]))
    found = OFFSET.search(text)
    if not found:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(offset if found[1] == "+" else -offset)
