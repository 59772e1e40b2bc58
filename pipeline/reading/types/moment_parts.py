"""One written moment, from the numbers and words of its parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pipeline.reading.types.clock import LATEST_HOUR, hour_of_day, zone_of
from pipeline.reading.types.moment_patterns import START, WRITTEN, Family
from pipeline.reading.types.months import MONTHS

EPOCH = datetime(1970, 1, 1)
SERIAL_ZERO = datetime(1899, 12, 30)
YEARS = range(1000, 3000)  # that a moment may lie in
PIVOT = 69  # two digits from here on are of the 20th century, as POSIX has it
MONTH_ROUNDED = 0.02  # of a month, by which a decimal year may miss its first day


@dataclass(frozen=True)
class Reading:
    """What the numbers of a date mean."""

    day_first: bool = False
    pivot: int = PIVOT
    ahead: int = 0  # years that the calendar is ahead


MONTH_FIRST, DAY_FIRST = Reading(), Reading(day_first=True)


def without_weekday(text: str) -> str:
    """The text without the day of the week that it begins with."""
    found = START.match(text)
    return text[found.end() :] if found else text


def from_iso(text: str) -> datetime | None:
    """The moment of a text as computers write it; None where it is none."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def parse_family(text: str, family: Family, reading: Reading) -> datetime | None:
    """The moment of a text that is written in one way; None where it is none."""
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
        bare = without_weekday(text)
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
    hour = hour_of_day(_number(parts, "hour"), parts.get("half"))
    if hour is None or hour > LATEST_HOUR:
        return None
    minute, second = _number(parts, "minute"), _number(parts, "second")
    fraction = int((parts.get("fraction") or "")[:6].ljust(6, "0"))
    moment = datetime(year, month, day, hour % 24, minute, second, fraction, zone_of(parts.get("zone")))
    return moment + timedelta(days=hour // 24)


def _number(parts: Mapping[str, str | None], name: str, otherwise: int = 0) -> int:
    return int(parts.get(name) or otherwise)


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
    if len(digits) <= 2:
        return int(digits) + (2000 if int(digits) < pivot else 1900)
    return int(digits)
