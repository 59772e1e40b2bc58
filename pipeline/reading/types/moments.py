"""Dates and times as people write them, with day and month told apart over the whole column."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import islice, pairwise

from pipeline.reading.types import calendars, hints, marks
from pipeline.reading.types.moment_parts import MONTH_FIRST, PIVOT, Reading, from_iso, parse_family
from pipeline.reading.types.moment_patterns import Family
from pipeline.reading.types.moment_survey import ISO, Survey, looks_like_moment, survey
from pipeline.reading.types.regularity import regular_order
from pipeline.reading.types.scripts import in_ascii

PROBED = 50  # values; if none of so many is a moment, the column has none
FEWEST_DATES = 15  # different ones; among so many days of a month some are after the 12th
FEWEST_SWAPPED = 5  # different dates, none of which has a day after the 12th while all texts beside them do
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
        if self._reads_iso and ISO.fullmatch(text) and (moment := from_iso(text)):
            return moment
        text = self._in_common_calendar(in_ascii(marks.unmarked(text) if self.marked else text))
        for family in self.families:
            moment = parse_family(text, family, self._reading)
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


def _swapped(moment: datetime) -> datetime:
    """The moment with day and month the other way round, where that makes one."""
    return moment.replace(month=moment.day, day=moment.month) if moment.day <= 12 else moment


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
    probed = map(calendars.in_common_era, islice(counts, PROBED))
    if len(counts) > 2 * PROBED and not any(map(looks_like_moment, probed)):
        return None, 0
    found = survey(counts)
    if not found.families:
        return None, 0
    chosen = tuple(family for family, _ in found.families.most_common())
    if found.families[Family.FISCAL] and all(parse_family(text, Family.FISCAL, MONTH_FIRST) for text in counts):
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
