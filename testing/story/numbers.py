"""Whether a text states a number: to the digits that it gives, as a share or in percent, in thousands or in full."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

SCALES = {"thousand": 1e3, "k": 1e3, "K": 1e3, "million": 1e6, "M": 1e6, "billion": 1e9, "B": 1e9}
NUMBER = re.compile(
    r"(?<![\w.])[-\u2212+]?[$€£]?(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>%|percent|thousand|million|billion|k\b|[KMB]\b)?"
)
SLACK = 0.006  # of a number above 20: three digits are enough
SMALL = 20.0
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Stated:
    """A number as a text gives it."""

    value: float
    margin: float  # half a unit of its last digit
    is_percent: bool


def stated(text: str) -> list[Stated]:
    """All numbers of a text."""
    return [_stated(match) for match in NUMBER.finditer(text)]


def _stated(match: re.Match[str]) -> Stated:
    digits = match["digits"].replace(",", "")
    scale = SCALES.get(match["scale"] or "", 1.0)
    decimals = len(digits.partition(".")[2])
    return Stated(float(digits) * scale, 0.5001 * 10**-decimals * scale, match["scale"] in ("%", "percent"))


def are_half_stated(values: Iterable[float | str], text: str) -> bool:
    """Whether a text states at least half of the values; zeros count for nothing, and none at all is not told."""
    wanted = [value for value in values if value != 0]
    numbers = stated(text)
    hits = sum(_month_in(v, text) if isinstance(v, str) else _is_stated(v, numbers) for v in wanted)
    return bool(wanted) and hits >= max(1, (len(wanted) + 1) // 2)


def _month_in(day: str, text: str) -> bool:
    moment = date.fromisoformat(day)
    return str(moment.year) in text and f"{moment:%B}".lower() in text.lower()


def _is_stated(value: float, numbers: Iterable[Stated]) -> bool:
    return any(
        abs(number.value - form) <= max(number.margin, SLACK * form if form > SMALL else 0.0)
        for number in numbers
        for form in _forms(abs(value), number.is_percent)
    )


def _forms(size: float, is_percent: bool) -> Iterator[float]:
    """As it is, in percent, and what is missing to a whole, or is beyond it, in percent."""
    yield size
    yield 100 * size
    if is_percent:
        yield 100 * abs(1 - size)
