"""Dates and times as people write them, with day and month told apart over the whole column."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from itertools import islice, pairwise

from pipeline.reading.types.months import MONTHS, WEEKDAY

CLOCK = (
    r"(?:(?:\s*,\s*|[T\s]\s*|\s+at\s+|\s+um\s+)(?P<hour>\d{1,2})(?::|h|\.(?=\d\d(?:\.\d\d)?(?:\s|$)))(?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:\s*(?P<half>[AaPp]\.?[Mm]\.?))?(?:\s*Uhr)?(?:\s*(?P<zone>Z|UTC|GMT|[A-Z]{3,4}(?=$)|(?:UTC|GMT)?[+\-−]\d{2}:?(?:\d{2})?))?(?:\s*\([^)]*\))?)?"
)
NAME = r"(?P<name>[^\W\d_]{3,12})\.?"
START = re.compile(rf"(?:{WEEKDAY}\.?,?\s+)?", re.IGNORECASE)


class Family(StrEnum):
    """The ways to write a moment that need different readings."""

    YEAR_FIRST = "year first"  # 2024-01-31
    NUMBERS = "numbers"  # 31.01.2024, 1/31/24
    NAMED = "named"  # 31 Jan 2024, January 31, 2024
    CTIME = "ctime"  # Wed Jan 31 10:00:00 2024
    YEAR_MONTH = "year and month"  # 2024-01, 01/2024, Jan 2024
    FISCAL = "fiscal year"  # 2019/20
    QUARTER = "quarter"  # 2024-Q3, Q3 2024
    WEEK = "week"  # 2024W05, 2024-W05-2
    COMPACT = "compact"  # 20240131, 20240131T1000
    COMPACT_MONTH = "compact month"  # 202401
    YEAR = "year"
    EPOCH_SECONDS = "epoch seconds"
    EPOCH_MILLISECONDS = "epoch milliseconds"
    SERIAL = "serial"  # Excel's days since 1899-12-30


WRITTEN: Mapping[Family, tuple[re.Pattern[str], ...]] = {
    family: tuple(re.compile(pattern) for pattern in patterns)
    for family, patterns in {
        Family.YEAR_FIRST: (
            rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){CLOCK}",
            rf"(?P<year>\d{{4}})\s?年\s?(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日{CLOCK}",
        ),
        Family.NUMBERS: (
            rf"(?P<first>\d{{1,2}})(?P<mark>[-/.]\s?)(?P<second_number>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}|\d{{2}}){CLOCK}",
        ),
        Family.NAMED: (
            rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|º)?[-/.\s]*(?:of |de )?{NAME},?"
            rf"[-/.\s]*(?:de )?(?P<year>\d{{4}}|'?\d{{2}}){CLOCK}",
            rf"{NAME}[-/.\s]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|[-/.\s]+)(?P<year>\d{{4}}){CLOCK}",
            rf"(?P<year>\d{{4}})[-/.,\s]*{NAME}[-/.\s]*(?P<day>\d{{1,2}}){CLOCK}",
        ),
        Family.CTIME: (
            rf"{NAME}\s+(?P<day>\d{{1,2}})\s+(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}}):(?P<second>\d{{2}})"
            r"(?:\s(?P<zone>[A-Z]{3,4}|[+-]\d{4}))?\s+(?P<year>\d{4})",
        ),
        Family.YEAR_MONTH: (
            r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})",
            r"(?P<year>\d{4})[Mm](?P<month>\d{2})",
            r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})",
            rf"{NAME}[-/.,'\s]*(?P<year>\d{{4}}|(?<=[-/'\s.])\d{{2}})",
            rf"(?P<year>\d{{4}})[-/.,\s]*{NAME}",
        ),
        Family.FISCAL: (r"(?:FY ?)?(?P<year>\d{4})[-/–](?:\d{2})?(?P<next>\d{2})",),
        Family.QUARTER: (
            r"(?P<year>\d{4})[-/.\s]?[QqTtKk](?P<quarter>[1-4])",
            r"[QqTtKk](?P<quarter>[1-4])[-/.\s']*(?P<year>\d{4}|\d{2})",
            r"(?P<quarter>[1-4])\.?\s?(?:Q|[Qq]uarter|[Qq]uartal|[Tt]rimestre)[-/.\s]*(?P<year>\d{4})",
        ),
        Family.WEEK: (
            r"(?P<year>\d{4})[-/.\s]?(?:W|KW|CW|w)\s?(?P<week>\d{1,2})(?:-?(?P<weekday>[1-7]))?",
            r"(?:W|KW|CW|Week)[-\s]?(?P<week>\d{1,2})[-/.,\s]+(?P<year>\d{4})",
        ),
        Family.COMPACT: (
            r"(?P<year>(?:19|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)"
            r"(?:[T ]?(?P<hour>[0-2]\d):?(?P<minute>[0-5]\d):?(?P<second>[0-5]\d)?(?P<zone>Z)?)?",
        ),
        Family.COMPACT_MONTH: (r"(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])",),
        Family.YEAR: (r"(?P<year>\d{4})(?:\.0)?",),
    }.items()
}
SELF_EVIDENT = (
    Family.YEAR_FIRST,
    Family.NUMBERS,
    Family.NAMED,
    Family.YEAR_MONTH,
    Family.FISCAL,
    Family.QUARTER,
    Family.WEEK,
    Family.CTIME,
)
EPOCH = datetime(1970, 1, 1)
SERIAL_ZERO = datetime(1899, 12, 30)
PROBED = 50  # values; if none of so many is a moment, the column has none
ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?")
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


@dataclass(frozen=True)
class MomentFormat:
    """How the moments of one column are written."""

    families: tuple[Family, ...]
    day_first: bool = False
    to_utc: bool = False  # the column's time zones differ, so all are brought to UTC
    clocks: bool = field(default=False, compare=False)  # some values have a time of day

    def parse(self, text: str) -> datetime | None:
        """The moment without time zone; None where the text is none in this format."""
        if Family.YEAR_FIRST in self.families and ISO.fullmatch(text):
            try:
                return datetime.fromisoformat(text)
            except ValueError:
                return None
        for family in self.families:
            moment = _parse_family(text, family, self.day_first)
            if moment is not None:
                if moment.tzinfo is None:
                    return moment
                return (moment.astimezone(UTC) if self.to_utc else moment).replace(tzinfo=None)
        return None


def learn_format(
    counts: Mapping[str, int], ordered: Sequence[str], day_first_hint: bool | None = None
) -> tuple[MomentFormat | None, int]:
    """The format of the values and how many rows it reads; None where none of them looks like a moment.

    Day and month: whatever number above 12 decides; else whichever order makes the column ascend or descend; else what
    other columns of the file use; else day first for ``31.01.`` and ``31-01-``, month first for ``01/31/``.
    """
    families: Counter[Family] = Counter()
    zones: set[timedelta | None] = set()
    numbers: list[tuple[int, int, str]] = []
    clocks = False
    if len(counts) > 2 * PROBED and not any(_looks(text) for text in islice(counts, PROBED)):
        return None, 0
    for text, count in counts.items():
        if ISO.fullmatch(text):
            families[Family.YEAR_FIRST] += count
            clocks = clocks or len(text) > 10
            continue
        for family in SELF_EVIDENT:
            moment = _parse_family(text, family, False) or _parse_family(text, family, True)
            if moment is None:
                continue
            families[family] += count
            zones.add(moment.utcoffset())
            clocks = clocks or (moment.hour, moment.minute) != (0, 0)
            if family == Family.NUMBERS and (found := WRITTEN[family][0].fullmatch(_unweekday(text))):
                numbers.append((int(found["first"]), int(found["second_number"]), found["mark"]))
            break
    if not families:
        return None, 0
    chosen = tuple(family for family, _ in families.most_common())
    if families[Family.FISCAL] and all(_parse_family(text, Family.FISCAL, False) for text in counts):
        chosen = (Family.FISCAL,)  # 2010/11 and 2011/12 are no months where 2019/20 is none
    day_first = _day_first(numbers, ordered, day_first_hint)
    learned = MomentFormat(chosen, day_first, to_utc=len(zones) > 1, clocks=clocks)
    return learned, sum(count for text, count in counts.items() if learned.parse(text) is not None)


def _looks(text: str) -> bool:
    return any(_parse_family(text, family, order) is not None for family in SELF_EVIDENT for order in (False, True))


def _day_first(numbers: list[tuple[int, int, str]], ordered: Sequence[str], hint: bool | None) -> bool:
    first_large = sum(first > 12 for first, _, _ in numbers)
    second_large = sum(second > 12 for _, second, _ in numbers)
    if first_large != second_large:
        return first_large > second_large
    if not numbers:
        return False
    sorted_as = [is_sorted(ordered, MomentFormat((Family.NUMBERS,), day_first)) for day_first in (True, False)]
    if sorted_as[0] != sorted_as[1]:
        return sorted_as[0]
    if hint is not None:
        return hint
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


def _parse_family(text: str, family: Family, day_first: bool) -> datetime | None:
    try:
        match family:
            case Family.EPOCH_SECONDS:
                return EPOCH + timedelta(seconds=float(text))
            case Family.EPOCH_MILLISECONDS:
                return EPOCH + timedelta(milliseconds=float(text))
            case Family.SERIAL:
                return SERIAL_ZERO + timedelta(seconds=round(float(text) * 86400))
        bare = _unweekday(text)
        for pattern in WRITTEN[family]:
            found = pattern.fullmatch(bare)
            if found and (moment := _moment(found.groupdict(), day_first)):
                return moment
    except (ValueError, OverflowError):
        return None
    return None


def _moment(parts: Mapping[str, str | None], day_first: bool) -> datetime | None:
    """From the named parts of a match. Raises ValueError where there is no such day."""
    year = _year(parts["year"] or "")
    if not 1000 <= year < 3000:
        return None
    if parts.get("next") and int(parts["next"] or 0) != (year + 1) % 100:
        return None
    if parts.get("week"):
        return datetime.fromisocalendar(year, int(parts["week"] or 0), int(parts.get("weekday") or 1))
    month, day = _month_and_day(parts, day_first)
    if month is None:
        return None
    hour = int(parts.get("hour") or 0)
    half = (parts.get("half") or "").lower().replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    fraction = (parts.get("fraction") or "")[:6].ljust(6, "0")
    extra = timedelta(days=1) if hour == 24 else timedelta()
    zone = _zone(parts.get("zone"))
    moment = datetime(
        year, month, day, hour % 24, int(parts.get("minute") or 0), int(parts.get("second") or 0), int(fraction), zone
    )
    return moment + extra


def _month_and_day(parts: Mapping[str, str | None], day_first: bool) -> tuple[int | None, int]:
    if parts.get("quarter"):
        return int(parts["quarter"] or 0) * 3 - 2, 1
    if name := parts.get("name"):
        return MONTHS.get(name.lower()), int(parts.get("day") or 1)
    if parts.get("first"):
        numbers = int(parts["first"] or 0), int(parts["second_number"] or 0)
        day, month = numbers if day_first else numbers[::-1]
        return month, day
    return int(parts.get("month") or 1), int(parts.get("day") or 1)


def _year(text: str) -> int:
    digits = text.lstrip("'")
    if len(digits) == 2:
        return int(digits) + (2000 if int(digits) < 69 else 1900)  # as POSIX has it
    return int(digits)


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text in ZONES:
        return timezone(timedelta(minutes=ZONES[text]))
    digits = re.sub(r"\D", "", text)
    if not digits:
        return None
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4] or 0))
    return timezone(-offset if any(minus in text for minus in "-−") else offset)
