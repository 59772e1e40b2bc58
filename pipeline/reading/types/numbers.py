"""Numbers as people write them: units, currencies, thousands marks, decimal commas, brackets for negative ones."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from pipeline.reading.types import marks
from pipeline.reading.types.number_parts import DOWN, UP, WRITTEN, Parts
from pipeline.reading.types.scripts import in_ascii
from pipeline.reading.types.units import (
    CAPITAL_MAGNITUDES,
    IS_CURRENCY,
    divided,
    family_factors,
    local_magnitudes,
    magnitude,
    side_factors,
)

PROBED = 50  # values; if none of so many is a number, the column has none
PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
PLAIN_INTEGER = re.compile(r"[+-]?(?:0|[1-9]\d{0,17})", re.ASCII)
ZERO_LED = re.compile(r"[+-]?0\d+")
MARKS = (".", ",")  # either may be the decimal one
OTHER_MARK = {".": ",", ",": "."}
THOUSANDS = re.compile(
    r"[1-9]\d{0,2}(?:(?P<mark>[.,'’ \u00a0\u202f\u2009])\d{3})(?:(?P=mark)\d{3})*|[1-9]\d?(?:,\d{2})+,\d{3}"
)
MOST_MARKED = 0.8  # of the values; more marks than that say something of their own


@dataclass(frozen=True)
class NumberFormat:
    """How the numbers of one column are written."""

    decimal: str = "."
    unit: str | None = None
    factors: Mapping[str, float] = field(default_factory=dict)  # what stands behind a number -> what multiplies it
    flags: frozenset[str] = frozenset()  # what stands behind a number and only marks it
    marked: bool = False  # some have a limit, a footnote or a ±, which is left out
    down: str = ""  # arrows that are a minus
    plain: bool = True  # as a computer writes them: 1234.5, -3, 1e6
    guessed: bool = field(default=False, compare=False)  # that its points part thousands is told by the language alone
    known: dict[str, int | float | None] = field(default_factory=dict, init=False, compare=False, repr=False)  # read

    @property
    def simple(self) -> bool:
        """Whether nothing but one unit may stand at a number."""
        return not (self.marked or self.flags or self.down or self.guessed) and all(
            suffix == self.unit for suffix in self.factors
        )

    def parse(self, text: str) -> int | float | None:
        """The number, None where the text is none in this format."""
        if text in self.known:
            return self.known[text]
        if self.plain and not PLAIN.fullmatch(text):
            return None
        return _plain(text) if self.plain else self.read(text, Parts.of(text))

    def read(self, text: str, parts: Parts | None) -> int | float | None:
        """The number of a text that ``WRITTEN`` takes apart so; None where it is none in this format."""
        if self.decimal == "." and PLAIN.fullmatch(text):
            return _plain(text)
        if parts is None or (parts.marked and not self.marked):
            return None
        scale = self._scale(parts)
        number = _digits(parts.digits, self.decimal)
        if scale is None or number is None:
            return None
        negative = parts.negative or bool(parts.arrow and parts.arrow in self.down)
        return _scaled(_plain(f"{'-' if negative else ''}{number}{parts.exponent or ''}"), scale)

    def _scale(self, parts: Parts) -> float | None:
        """What the number is multiplied by; None for a unit or suffix that this format doesn't have."""
        suffix = parts.suffix
        if parts.prefix and _unit(parts.prefix) not in (None, self.unit):
            return None
        if not suffix or suffix in self.flags:
            return 1
        if suffix in self.factors:
            return self.factors[suffix]
        return 1 if suffix == self.unit else None

    def remark(self, text: str) -> str | None:
        """What was taken away from a text, or done to its number: a key of ``REMARKS``; None for a plain one."""
        found = None if self.plain or PLAIN.fullmatch(text) else WRITTEN.fullmatch(in_ascii(text))
        if found is None:
            return None
        parts = Parts(*found.groups())
        return _remark_around(parts) or self._remark_behind(parts)

    def _remark_behind(self, parts: Parts) -> str | None:
        """What is said of the marks and letters behind a number."""
        suffix = parts.suffix or ""
        if parts.mark or parts.square or (suffix and suffix in self.flags):
            return "at_least" if (parts.mark or "").strip() == "+" else "marks"
        factor = self.factors.get(suffix, 1)
        if factor == -1 or (suffix and factor == 1 and -1 in self.factors.values()):
            return "sides"
        return "scales" if factor != 1 else None


def learn_format(
    counts: Mapping[str, int], decimal_hint: str | None = None, *, all_plain: bool = False
) -> tuple[NumberFormat, int]:
    """The format that most of the values have, and how many rows it can read.

    The decimal mark and the unit are decided over all values together; ``decimal_hint`` is what other columns of the
    file use, for values such as ``1.234`` that could be either. ``all_plain``: each is known to be a plain number.
    """
    total = sum(counts.values())
    plain = total if all_plain else sum(map(counts.__getitem__, filter(PLAIN.fullmatch, counts)))
    as_plain = NumberFormat(), plain
    if not _may_be_written(counts, plain, total):
        return as_plain
    parted = {text: parts for text in counts if (parts := Parts.of(text))}
    rows = sum(map(counts.__getitem__, parted))
    if rows < 0.5 * total:
        return as_plain
    decimal = _learn_decimal([parts.digits for parts in parted.values()], decimal_hint)
    if plain == total and decimal == ".":
        return as_plain
    return max(
        as_plain, _learn_written(decimal, parted, counts, rows), key=lambda each: (each[1], each[0].decimal == ",")
    )


def _learn_written(
    decimal: str, parted: Mapping[str, Parts], counts: Mapping[str, int], rows: int
) -> tuple[NumberFormat, int]:
    """The format of numbers that are no plain ones, which stand in so many ``rows``, and how many of these it reads."""
    unit, factors, flags = _learn_suffixes(parted, counts, rows)
    marked, down = _are_marked(parted, counts, rows), _learn_arrow(parted)
    written = NumberFormat(decimal, unit, factors, flags, marked, down, plain=False)
    written.known.update((text, written.read(text, parts)) for text, parts in parted.items())
    return written, sum(counts[text] for text, number in written.known.items() if number is not None)


def _learn_arrow(parted: Mapping[str, Parts]) -> str:
    """The arrow that numbers have before them; where both ways are written, the one for less."""
    arrows = {parts.arrow for parts in parted.values()} - {None}
    if not arrows:
        return ""
    return DOWN if arrows & set(DOWN) else UP


def _may_be_written(counts: Mapping[str, int], plain: int, total: int) -> bool:
    """Whether a closer look can find more than the ``plain`` numbers among the values."""
    if plain == total:
        return all_grouped_by_point(counts)
    return plain > 0 or len(counts) <= 2 * PROBED or any(map(Parts.of, islice(counts, PROBED)))


def _remark_around(parts: Parts) -> str | None:
    """What is said of a limit before a number, a ± behind it, or a word such as ``ca.``."""
    if parts.limit:
        return "limits"
    if parts.spread:
        return "spreads"
    return "about" if _is_about(parts) else None


def _is_about(parts: Parts) -> bool:
    """Whether a number is said to be approximate: ``~120``, ``ca. 140``."""
    return bool(parts.prefix) and _unit(parts.prefix) is None


def _are_marked(parted: Mapping[str, Parts], counts: Mapping[str, int], rows: int) -> bool:
    """Whether some numbers have marks, and not so many that the marks are what the column is about."""
    marked = sum(counts[text] for text, parts in parted.items() if parts.marked or _is_about(parts))
    return 0 < marked <= MOST_MARKED * rows or any(parts.spread for parts in parted.values())


def _learn_suffixes(
    parted: Mapping[str, Parts], counts: Mapping[str, int], rows: int
) -> tuple[str | None, dict[str, float], frozenset[str]]:
    """(unit, factors, flags), from all that stands before and behind the numbers, in so many ``rows``."""
    prefixes = _summed((_unit(parts.prefix), counts[text]) for text, parts in parted.items())
    suffixes = _summed((parts.suffix, counts[text]) for text, parts in parted.items())
    currency = prefixes.most_common(1)[0][0] if prefixes else None
    if sides := side_factors(suffixes):
        return currency, sides, frozenset()
    if family := family_factors(suffixes):
        return *family, frozenset()
    local = local_magnitudes(suffixes, prefixes)
    letters = {suffix: count for suffix, count in suffixes.items() if suffix.lower().strip(".") not in local}
    flags = marks.flags(letters, rows - suffixes.total())
    kept = Counter({suffix: count for suffix, count in suffixes.items() if suffix not in flags})
    return *_learn_unit(kept, prefixes, rows), flags


def _summed(words: Iterable[tuple[str | None, int]]) -> Counter[str]:
    """The rows of each word that there is."""
    rows = Counter[str]()
    for word, count in words:
        if word:
            rows[word] += count
    return rows


def _learn_unit(suffixes: Counter[str], prefixes: Counter[str], total: int) -> tuple[str | None, dict[str, float]]:
    local = local_magnitudes(suffixes, prefixes)
    parts = {suffix: _parts(suffix, local) for suffix in suffixes}
    scales = _summed((parts[suffix][0], rows) for suffix, rows in suffixes.items())
    units = prefixes + _summed((parts[suffix][1], rows) for suffix, rows in suffixes.items())
    if scales and not _are_magnitudes(scales, units):
        units.update(scales)
        scales, parts = Counter(), {suffix: ("", suffix, 1.0) for suffix in suffixes}
    chief = next(iter(units.most_common(1)), (None,))[0]
    if chief and not scales and units[chief] < 0.5 * total:
        return None, {}  # a unit of a few values is none of the column: these stand in the wrong place
    return chief, {suffix: factor for suffix, (_, unit, factor) in parts.items() if unit in (None, chief)}


def _parts(suffix: str, local: Mapping[str, float]) -> tuple[str, str | None, float]:
    """``Mio. €`` -> its word for a magnitude, its unit, and what multiplies the number."""
    if (factor := local.get(suffix.lower().strip("."))) is not None:
        return suffix, None, factor
    word, unit = divided(suffix)
    if unit and IS_CURRENCY.fullmatch(unit):
        unit = unit.rstrip(".")
    return word, unit, magnitude(word) or 1.0


def _are_magnitudes(scales: Counter[str], units: Counter[str]) -> bool:
    """Whether words such as m and t are factors here rather than units."""
    return (
        len({word.lower() for word in scales}) > 1
        or bool(units)
        or not scales.keys().isdisjoint(CAPITAL_MAGNITUDES | {"k"})
        or any((len(word) > 1 and word != "mm") or not word.isascii() for word in scales)
    )


def _plain(text: str) -> int | float:
    if PLAIN_INTEGER.fullmatch(text):
        return int(text)
    return float(text)


def _scaled(value: float, scale: float) -> int | float:
    """A number by what multiplies it, without the noise of the product."""
    if scale == 1:
        return value
    scaled = round(float(value) * scale, 9)
    return int(scaled) if scaled.is_integer() and abs(scaled) < 1e15 else scaled


@lru_cache(maxsize=256)
def _unit(text: str | None) -> str | None:
    """What stands before a number, if it is a currency: ``Rs.`` and ``Rs`` are one."""
    return None if text is None or not IS_CURRENCY.fullmatch(text.strip()) else text.strip().rstrip(".")


def _digits(text: str, decimal: str) -> str | None:
    """The digits as Python reads them; None where marks stand where none may stand."""
    whole, _, fraction = text.partition(decimal) if text.count(decimal) == 1 else (text, "", "")
    if decimal in whole or not (fraction.isdigit() or not fraction):
        return None
    if not whole.isdigit() and whole:
        if not THOUSANDS.fullmatch(whole):
            return None
        whole = re.sub(r"\D", "", whole)
    return (whole or "0") + ("." + fraction if fraction else "")


def _learn_decimal(digits: Sequence[str], hint: str | None) -> str:
    """``.`` or ``,``, by what can only be one of the two; see the tests for the cases."""
    certain = Counter(filter(None, map(_certain_mark, digits)))
    return certain.most_common(1)[0][0] if certain else _likely_mark(digits, hint)


def _likely_mark(digits: Sequence[str], hint: str | None) -> str:
    """The decimal mark of numbers that all have two readings, or no mark."""
    if hint == ",":
        return ","
    found = Counter(mark for mark in MARKS for text in digits if mark in text)
    lengths = Counter(len(text) > 3 for text in filter(str.isdigit, digits))  # of whole numbers: long, short
    if found.keys() == {","}:  # 1,234 beside 5000: the comma parts no thousands
        return "," if lengths[True] > found[","] else "."
    if found.keys() == {"."} and found["."] >= 3 and lengths[False] and not lengths[True]:
        return ","  # 1.234 beside 567: the point does
    return "."


def _certain_mark(text: str) -> str:
    """The decimal mark of a number that can be read in one way only; "" where it has two readings, or no mark."""
    first, *others = sorted(filter(text.__contains__, MARKS), key=text.rfind, reverse=True) or [""]
    if others or not first:
        return first  # of two marks, the one further back
    if text.count(first) > 1:
        return OTHER_MARK[first]  # what stands twice parts thousands
    whole, _, fraction = text.partition(first)
    grouped = len(fraction) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    return "" if grouped else first


def all_grouped_by_point(counts: Mapping[str, int]) -> bool:
    """Whether all values with a dot could have it as a thousands mark, and there are some."""
    dotted = False
    for text in counts:
        if "." in text:
            dotted = True
            digits = text.lstrip("+-")
            if digits.startswith("0") or not THOUSANDS.fullmatch(digits):
                return False
    return dotted
