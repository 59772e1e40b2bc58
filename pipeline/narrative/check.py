"""The check of numbers and names: every number in a story's text must be one of the values behind it, rounded as
written, and every name in it one of its statement's own.

Names are no numbers: what stands in bold and is the name of a column or of a group is left alone, and so is what is
quoted from the data. Dates and times of day are checked as such. A percentage may be written of a share or of a
percentage; a fall may be written without its minus sign.
"""

import calendar
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TypeGuard

from pipeline import wording
from pipeline.story import Scalar
from pipeline.wording import plain

MONTHS = {month: number for number, month in enumerate(calendar.month_name) if month}
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}

QUOTED = re.compile("“[^”]*”")
CLOCK = re.compile(r"\b(?P<hour>\d{1,2}):(?P<minute>\d{2})\b")
BOLD = re.compile(r"\*\*((?:\\.|[^\\])+?)\*\*")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)")
MONTH = "|".join(MONTHS)
WRITTEN_DATE = re.compile(
    r"(?=[A-Z\d])"
    rf"(?:(?:\bQ(?P<quarter>[1-4]) (?P<quarter_year>\d{{4}})\b)"
    rf"|(?:(?:\b(?P<day>\d{{1,2}}) )?\b(?P<month>{MONTH}) (?P<year>\d{{4}})\b"
    r"(?:, (?P<hour>\d{2}):(?P<minute>\d{2}))?)"
    r"|(?:\b(?P<iso>\d{4}-\d{2}-\d{2})\b))"
)
WRITTEN_NUMBER = re.compile(
    r"(?=[−\d$€£¥₹\\-])"  # where nothing else can begin, the rest isn't tried
    r"(?P<sign>(?:(?<=^)|(?<=[\s(\[“\"]))[−-])?(?<![A-Za-z\d.,])(?:\\?[$€£¥₹])?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?(?P<exponent>e-?\d+)?"
    rf"(?:\s(?P<scale>{'|'.join(SCALES)})\b)?(?P<percent>\s?%|\sper cent\b|\spercent)?"
)
PER = re.compile(r"\bper 100,000\b")  # of so many people, a unit like per cent
POINTS = re.compile(r"(?: of [\d.,]+)? percentage point")  # also of the first in: 0.8 of 3.1 percentage points
ROUNDED = 1_000  # from here on zeros at the end may be rounding
DIGITS_THAT_COUNT = 2
YEAR = re.compile(r"\d{4}")
ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?")


@dataclass(frozen=True)
class WrittenNumber:
    """A number as it stands in a text: its size, its sign where written, and how finely it was rounded."""

    text: str
    size: float
    negative: bool
    step: float  # one unit of the last digit written
    percent: bool

    def origins(self) -> Iterator[tuple[float, float]]:
        """Between which sizes lies what gives this number when it is written with as many digits."""
        slack = self.step / 2 * (1 + 1e-6) + 1e-12 * self.size
        yield self.size - slack, self.size + slack
        if self.percent:
            yield (self.size - slack) / 100, (self.size + slack) / 100


def _is_number(value: Scalar) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


class Backing:
    """What a text may speak of, read once for all its sentences: numbers, moments, and names.

    ``values`` are a finding's values, or facts of the data set. ``names`` are the names of columns and groups; string
    values count as names too. ``own``, where given, are the only names that a text may state.
    """

    def __init__(self, values: Iterable[Scalar], names: Iterable[str] = (), own: Iterable[str] | None = None) -> None:
        values = list(values)
        texts = [value for value in values if isinstance(value, str)]
        self._numbers = set(map(float, filter(_is_number, values)))
        self._sizes = sorted(abs(number) for number in self._numbers)
        self._fallen = sorted(-number for number in self._numbers if number <= 0)
        self._moments = [*filter(None, map(_moment, values))]
        self._known = {*map(_flat, names), *map(_flat, texts)}
        self._own = None if own is None else frozenset(own)

    def lacks(self, text: str) -> list[str]:
        """The numbers, dates and names in a text of Markdown that nothing here gives, as they are written."""
        wrong: list[str] = []
        strange = [] if self._own is None else strange_names(text, self._own)
        text = PER.sub(" ", text)
        text = QUOTED.sub(" ", BOLD.sub(self._without_name, text))
        for pattern, is_given in ((WRITTEN_DATE, self._gives_date), (CLOCK, self._gives_time)):
            wrong += [found[0] for found in pattern.finditer(text) if not is_given(found)]
            text = pattern.sub(" ", text)
        wrong += [number.text for number in written_numbers(text) if not self._gives(number)]
        return [*wrong, *strange]

    def _without_name(self, bold: re.Match[str]) -> str:
        name = plain(bold[0])
        return " " if _flat(name) in self._known else name

    def _gives_date(self, written: re.Match[str]) -> bool:
        return any(_is_written_of(written, moment) for moment in self._moments)

    def _gives_time(self, written: re.Match[str]) -> bool:
        hour, minute = int(written["hour"]), int(written["minute"])
        is_hour = minute == 0 and hour in self._numbers
        return is_hour or any((moment.hour, moment.minute) == (hour, minute) for moment in self._moments)

    def _gives(self, number: WrittenNumber) -> bool:
        is_year = bool(YEAR.fullmatch(number.text)) and any(m.year == number.size for m in self._moments)
        sizes = self._fallen if number.negative else self._sizes
        return is_year or any(_is_between(sizes, *ends) for ends in number.origins())


def _is_between(ordered: Sequence[float], low: float, high: float) -> bool:
    """Whether one of the numbers, in order, lies within both ends."""
    place = bisect_left(ordered, low)
    return place < len(ordered) and ordered[place] <= high


def strange_names(text: str, own: Iterable[str]) -> list[str]:
    """The names in a text of Markdown, in bold, that are none of its statement's own; a number is no name."""
    known = _folded(frozenset(own))
    names = (_flat(plain(bold)) for bold in (found[0] for found in BOLD.finditer(text)))
    return [name for name in names if name.casefold() not in known and not written_numbers(name)]


def written_numbers(text: str) -> list[WrittenNumber]:
    """The numbers in a plain text, dates and names aside."""
    numbers = []
    for found in WRITTEN_NUMBER.finditer(text):
        decimals = found["decimals"] or ""
        scale, exponent = SCALES.get(found["scale"] or "", 1.0), found["exponent"] or ""
        size = float(found["digits"].replace(",", "") + decimals + exponent) * scale
        step = 10.0 ** -max(0, len(decimals) - 1) * scale * float(f"1{exponent}")
        if not decimals and size >= ROUNDED:
            step *= _rounding(found["digits"])
        percent = found["percent"] is not None or POINTS.match(text, found.end()) is not None
        numbers.append(WrittenNumber(found[0].strip(), size, found["sign"] is not None, step, percent))
    return numbers


def _rounding(digits: str) -> float:
    """One unit of the last digit that counts: of ``58,000`` a thousand; two digits always count."""
    plain_digits = digits.replace(",", "")
    zeros = len(plain_digits) - len(plain_digits.rstrip("0"))
    return 10.0 ** max(0, min(zeros, len(plain_digits) - DIGITS_THAT_COUNT))


def sentences(text: str) -> list[str]:
    """A paragraph's sentences; a full stop in a name in bold ends none."""
    bold = BOLD.findall(text)
    parts = SENTENCE_END.split(BOLD.sub("**\0**", text))
    names = iter(bold)
    return [re.sub("\0", lambda _: next(names), part) for part in parts if part]


def kept_and_dropped(text: str, backing: Backing) -> tuple[str, list[str]]:
    """The text without the sentences whose numbers, or names, have no backing, and those sentences."""
    kept: list[str] = []
    dropped: list[str] = []
    for sentence in sentences(text):
        (dropped if backing.lacks(sentence) else kept).append(sentence)
    return " ".join(kept), dropped


@lru_cache(maxsize=64)
def _folded(own: frozenset[str]) -> frozenset[str]:
    return frozenset(_flat(name).casefold() for name in own)


@lru_cache(maxsize=8192)  # the same names are looked for in each sentence
def _flat(name: str) -> str:
    """A name as :func:`pipeline.wording.name` leaves it, to compare by."""
    return wording.one_line(name)


def _moment(value: Scalar) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, str) and ISO.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            return None
    return None


def _is_written_of(written: re.Match[str], moment: datetime) -> bool:
    """Whether the date in the text is this moment, as finely as it is written."""
    if written["iso"]:
        return moment.strftime("%Y-%m-%d") == written["iso"]
    if written["quarter"]:
        return (moment.year, (moment.month + 2) // 3) == (int(written["quarter_year"]), int(written["quarter"]))
    parts = [(moment.year, int(written["year"])), (moment.month, MONTHS[written["month"]])]
    parts += [(getattr(moment, part), int(written[part])) for part in ("day", "hour", "minute") if written[part]]
    if written["minute"] == "00":  # the hour that a moment lies in
        parts.pop()
    return all(a == b for a, b in parts)
