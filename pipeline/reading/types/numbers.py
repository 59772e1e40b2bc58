"""Numbers as people write them: units, currencies, thousands marks, decimal commas, brackets for negative ones."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pipeline.reading.types import marks
from pipeline.reading.types.scripts import in_ascii
from pipeline.reading.types.units import (
    CAPITAL_MAGNITUDES,
    CURRENCY,
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
APPROXIMATE = r"(?:[~≈]|(?:ca|approx|env|circa)\.?(?=\s))"
GROUP_MARKS = "'’ \u00a0\u202f\u2009"
MINUS = "-−–"
UP, DOWN = "▲△↑", "▼▽↓"  # before a change; in Japan an upward one alone, before amounts, is a minus
MARKS = (".", ",")  # either may be the decimal one
OTHER_MARK = {".": ",", ",": "."}
WRITTEN = re.compile(
    rf"""
    (?P<square>\[)?(?P<limit>{marks.LIMIT})?\s*(?P<arrow>[{UP}{DOWN}])?\s*
    (?P<bracket>\()?\s*
    (?P<sign>[{MINUS}+])?\s*(?P<prefix>{CURRENCY}|{APPROXIMATE})?\s*(?P<late_sign>[{MINUS}+])?
    (?P<late_bracket>\()?
    (?P<digits>\d(?:[\d.,{GROUP_MARKS}]*\d)?\.?|[.,]\d+)
    (?P<exponent>[eE][+-]?\d{{1,3}})?
    (?P<trailing_minus>-(?=\s*$|\s*[^\d\s]+$))?
    (?P<spread>\s?{marks.SPREAD})?
    \s*(?P<suffix>{CURRENCY}|(?![¼½¾⅓⅔])[^\W\d_][^\d\s_,;()\[\]*†‡+]{{0,11}}(?:\s(?:{CURRENCY}))?|[%‰°][A-Za-z]?)?
    \s*(?P<end>\))?
    (?(square)\])(?P<mark>(?:\s?{marks.NOTE})+)?
    """,
    re.VERBOSE,
)
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

    @property
    def simple(self) -> bool:
        """Whether nothing but one unit may stand at a number."""
        return not (self.marked or self.flags or self.down) and all(suffix == self.unit for suffix in self.factors)

    def parse(self, text: str) -> int | float | None:
        """The number, None where the text is none in this format."""
        if PLAIN.fullmatch(text) and (self.plain or self.decimal == "."):
            return _plain(text)
        if self.plain:
            return None
        found = _matched(text)
        return self.read(found) if found else None

    def read(self, found: re.Match[str]) -> int | float | None:
        """The number of a match of ``WRITTEN``; None where it is none in this format."""
        if not self.marked and (found["limit"] or found["mark"] or found["spread"] or found["square"]):
            return None
        scale = self._scale(found)
        number = _digits(found["digits"], self.decimal)
        if scale is None or number is None:
            return None
        number += found["exponent"] or ""
        signs = (found["sign"], found["late_sign"], found["trailing_minus"])
        arrow = found["arrow"]
        negative = (
            bool(found["end"]) or bool(arrow and arrow in self.down) or any(mark and mark in MINUS for mark in signs)
        )
        value = _plain(("-" if negative else "") + number)
        if scale == 1:
            return value
        scaled = round(float(value) * scale, 9)
        return int(scaled) if scaled.is_integer() and abs(scaled) < 1e15 else scaled

    def _scale(self, found: re.Match[str]) -> float | None:
        """What the number is multiplied by; None for a unit or suffix that this format doesn't have."""
        prefix, suffix = _unit(found["prefix"]), found["suffix"]
        if prefix not in (None, self.unit):
            return None
        if not suffix or suffix in self.flags:
            return 1
        if suffix in self.factors:
            return self.factors[suffix]
        return 1 if suffix == self.unit else None

    def remark(self, text: str) -> str | None:
        """What was taken away from a text, or done to its number: a key of ``REMARKS``; None for a plain one."""
        found = None if self.plain or PLAIN.fullmatch(text) else WRITTEN.fullmatch(in_ascii(text))
        return None if found is None else _remark_around(found) or self._remark_behind(found)

    def _remark_behind(self, found: re.Match[str]) -> str | None:
        """What is said of the marks and letters behind a number."""
        suffix = found["suffix"] or ""
        if found["mark"] or found["square"] or (suffix and suffix in self.flags):
            return "at_least" if (found["mark"] or "").strip() == "+" else "marks"
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
    matches = {text: found for text in counts if (found := _matched(text))}
    if sum(map(counts.__getitem__, matches)) < 0.5 * total:
        return as_plain
    decimal = _learn_decimal([found["digits"] for found in matches.values()], decimal_hint)
    if plain == total and decimal == ".":
        return as_plain
    unit, factors, flags = _learn_suffixes(matches, counts)
    marked, down = _are_marked(matches, counts), _learn_arrow(matches)
    written = NumberFormat(decimal, unit, factors, flags, marked, down, plain=False)
    read = sum(counts[text] for text, found in matches.items() if _is_read(written, text, found))
    return max(as_plain, (written, read), key=lambda each: (each[1], each[0].decimal == ","))


def _learn_arrow(matches: Mapping[str, re.Match[str]]) -> str:
    """The arrow that numbers have before them; where both ways are written, the one for less."""
    arrows = {found["arrow"] for found in matches.values()} - {None}
    if not arrows:
        return ""
    return DOWN if arrows & set(DOWN) else UP


def _may_be_written(counts: Mapping[str, int], plain: int, total: int) -> bool:
    """Whether a closer look can find more than the ``plain`` numbers among the values."""
    if plain == total:
        return _all_grouped_by_dot(counts)
    return plain > 0 or len(counts) <= 2 * PROBED or any(map(_matched, islice(counts, PROBED)))


def _is_read(written: NumberFormat, text: str, found: re.Match[str]) -> bool:
    return written.read(found) is not None or written.parse(text) is not None


def _remark_around(found: re.Match[str]) -> str | None:
    """What is said of a limit before a number, a ± behind it, or a word such as ``ca.``."""
    if found["limit"]:
        return "limits"
    if found["spread"]:
        return "spreads"
    return "about" if _is_about(found) else None


def _is_about(found: re.Match[str]) -> bool:
    """Whether a number is said to be approximate: ``~120``, ``ca. 140``."""
    return bool(found["prefix"]) and _unit(found["prefix"]) is None


def _matched(text: str) -> re.Match[str] | None:
    found = WRITTEN.fullmatch(in_ascii(text))
    opened = found and bool(found["bracket"]) + bool(found["late_bracket"])
    return found if found and opened == bool(found["end"]) else None


def _are_marked(matches: Mapping[str, re.Match[str]], counts: Mapping[str, int]) -> bool:
    """Whether some numbers have marks, and not so many that the marks are what the column is about."""
    marked = sum(
        counts[text]
        for text, found in matches.items()
        if found["limit"] or found["mark"] or found["spread"] or found["square"] or _is_about(found)
    )
    spread = any(found["spread"] for found in matches.values())
    return 0 < marked <= MOST_MARKED * sum(counts[text] for text in matches) or spread


def _learn_suffixes(
    matches: Mapping[str, re.Match[str]], counts: Mapping[str, int]
) -> tuple[str | None, dict[str, float], frozenset[str]]:
    """(unit, factors, flags), from all that stands before and behind the numbers."""
    prefixes = _summed((_unit(found["prefix"]), counts[text]) for text, found in matches.items())
    suffixes = _summed((found["suffix"], counts[text]) for text, found in matches.items())
    total = sum(counts[text] for text in matches)
    currency = prefixes.most_common(1)[0][0] if prefixes else None
    if sides := side_factors(suffixes):
        return currency, sides, frozenset()
    if family := family_factors(suffixes):
        return *family, frozenset()
    local = local_magnitudes(suffixes, prefixes)
    letters = {suffix: rows for suffix, rows in suffixes.items() if suffix.lower().strip(".") not in local}
    flags = marks.flags(letters, total - suffixes.total())
    kept = Counter({suffix: rows for suffix, rows in suffixes.items() if suffix not in flags})
    return *_learn_unit(kept, prefixes, total), flags


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


def _all_grouped_by_dot(counts: Mapping[str, int]) -> bool:
    """Whether all values with a dot could have it as a thousands mark, and there are some."""
    dotted = False
    for text in counts:
        if "." in text:
            dotted = True
            digits = text.lstrip("+-")
            if digits.startswith("0") or not THOUSANDS.fullmatch(digits):
                return False
    return dotted
