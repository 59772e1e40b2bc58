"""Numbers as people write them: units, currencies, thousands marks, decimal commas, brackets for negative ones."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

PROBED = 50  # values; if none of so many is a number, the column has none
PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
PLAIN_INTEGER = re.compile(r"[+-]?(?:0|[1-9]\d{0,17})")
ZERO_LED = re.compile(r"[+-]?0\d+")
CURRENCY = (
    r"(?:(?:US|AU|CA|NZ|HK|SG|A|C|R|S)?\$|[€£¥₹₽₩₺₫฿₴₦₪]"
    r"|(?:USD|EUR|GBP|CHF|JPY|CNY|INR|SEK|NOK|DKK|PLN|CZK|HUF|BRL|AUD|CAD|Rs\.?|Fr\.?|kr\.?|zł)(?![A-Za-z]))"
)
GROUP_MARKS = "'’ \u00a0\u202f\u2009"
MINUS = "-−–"
WRITTEN = re.compile(
    rf"""
    (?P<bracket>\()?\s*
    (?P<sign>[{MINUS}+])?\s*(?P<prefix>{CURRENCY}|[~≈])?\s*(?P<late_sign>[{MINUS}+])?
    (?P<digits>\d(?:[\d.,{GROUP_MARKS}]*\d)?\.?|[.,]\d+)
    (?P<exponent>[eE][+-]?\d{{1,3}})?
    (?P<trailing_minus>-(?=\s*$|\s*[^\d\s]+$))?
    \s*(?P<suffix>{CURRENCY}|[^\W\d_][^\d\s_,;()\[\]]{{0,11}}(?:\s(?:{CURRENCY}))?|[%‰°][A-Za-z]?)?
    \s*(?P<end>\))?
    """,
    re.VERBOSE,
)
MAGNITUDES = {
    **dict.fromkeys(("k", "tsd", "tsd.", "thousand"), 1e3),
    **dict.fromkeys(("m", "mn", "mm", "mio", "mio.", "mln", "million", "millions"), 1e6),
    **dict.fromkeys(("b", "bn", "mrd", "mrd.", "bln", "billion", "billions"), 1e9),
    **dict.fromkeys(("t", "tn", "trillion"), 1e12),
}
CAPITAL_MAGNITUDES = frozenset({"K", "M", "B", "T"})
THOUSANDS = re.compile(
    r"[1-9]\d{0,2}(?:(?P<mark>[.,'’ \u00a0\u202f\u2009])\d{3})(?:(?P=mark)\d{3})*|[1-9]\d?(?:,\d{2})+,\d{3}"
)


@dataclass(frozen=True)
class NumberFormat:
    """How the numbers of one column are written."""

    decimal: str = "."
    unit: str | None = None
    magnitudes: bool = False  # 1.2M, 3k
    plain: bool = True  # as a computer writes them: 1234.5, -3, 1e6

    def parse(self, text: str) -> int | float | None:
        """The number, None where the text is none in this format."""
        if PLAIN.fullmatch(text) and (self.plain or self.decimal == "."):
            return _plain(text)
        if self.plain:
            return None
        found = WRITTEN.fullmatch(text)
        if not found or bool(found["bracket"]) != bool(found["end"]):
            return None
        scale, unit = self._suffix(found)
        if scale is None or unit not in (None, self.unit):
            return None
        number = _digits(found["digits"], self.decimal)
        if number is None:
            return None
        number += found["exponent"] or ""
        marks = (found["sign"], found["late_sign"], found["trailing_minus"])
        negative = bool(found["bracket"]) or any(mark and mark in MINUS for mark in marks)
        value = _plain(("-" if negative else "") + number)
        if scale == 1:
            return value
        scaled = round(float(value) * scale, 6)
        return int(scaled) if scaled.is_integer() and abs(scaled) < 1e15 else scaled

    def _suffix(self, found: re.Match[str]) -> tuple[float | None, str | None]:
        """(factor, unit); the factor is None for a suffix that this format doesn't have."""
        prefix, suffix = _unit(found["prefix"]), found["suffix"]
        scale = 1.0
        if suffix and self.magnitudes:
            word, _, rest = suffix.partition(" ")
            factor = magnitude(word)
            if factor is not None:
                scale, suffix = factor, rest or None
        if prefix and suffix and prefix != suffix:
            return None, None
        return scale, prefix or _unit(suffix)


def magnitude(word: str) -> float | None:
    """``"k"`` -> 1000; ``"Mio."`` -> 1,000,000; None for any other word."""
    return MAGNITUDES.get(word.lower())


def learn_format(counts: Mapping[str, int], decimal_hint: str | None = None) -> tuple[NumberFormat, int]:
    """The format that most of the values have, and how many rows it can read.

    The decimal mark and the unit are decided over all values together; ``decimal_hint`` is what other columns of the
    file use, for values such as ``1.234`` that could be either.
    """
    plain = sum(count for text, count in counts.items() if PLAIN.fullmatch(text))
    total = sum(counts.values())
    if plain == total and not _all_grouped_by_dot(counts):
        return NumberFormat(), plain
    if not plain and len(counts) > 2 * PROBED and not any(WRITTEN.fullmatch(text) for text in islice(counts, PROBED)):
        return NumberFormat(), 0
    matches = {
        text: found
        for text in counts
        if (found := WRITTEN.fullmatch(text)) and bool(found["bracket"]) == bool(found["end"])
    }
    if sum(counts[text] for text in matches) < 0.5 * total:
        return NumberFormat(), plain
    unit, magnitudes = _learn_unit(matches, counts)
    decimal = _learn_decimal([found["digits"] for found in matches.values()], decimal_hint)
    if plain == total and decimal == ".":
        return NumberFormat(), plain
    written = NumberFormat(decimal, unit, magnitudes, plain=False)
    read = sum(counts[text] for text in matches if written.parse(text) is not None)
    better = read > plain or (read == plain and decimal == ",")
    return (written, read) if better else (NumberFormat(), plain)


def _plain(text: str) -> int | float:
    if PLAIN_INTEGER.fullmatch(text):
        return int(text)
    return float(text)


def _unit(text: str | None) -> str | None:
    return None if text is None or text in "~≈" else text.strip()


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


def _learn_unit(matches: Mapping[str, re.Match[str]], counts: Mapping[str, int]) -> tuple[str | None, bool]:
    units: Counter[str] = Counter()
    scales: Counter[str] = Counter()
    for text, found in matches.items():
        if prefix := _unit(found["prefix"]):
            units[prefix] += counts[text]
        if suffix := found["suffix"]:
            word, _, rest = suffix.partition(" ")
            if magnitude(word) is not None:
                scales[word] += counts[text]
                if rest:
                    units[rest] += counts[text]
            else:
                units[suffix] += counts[text]
    several = len({word.lower() for word in scales}) > 1
    if scales and (
        several
        or units
        or not scales.keys().isdisjoint(CAPITAL_MAGNITUDES | {"k"})
        or any(len(word) > 1 and word != "mm" for word in scales)
    ):
        return (units.most_common(1)[0][0] if units else None), True
    units.update(scales)
    return (units.most_common(1)[0][0] if units else None), False


def _learn_decimal(digits: Iterable[str], hint: str | None) -> str:
    """``.`` or ``,``, by what can only be one of the two; see the tests for the cases."""
    votes = Counter[str]()
    undecided = Counter[str]()
    ungrouped_large, small = 0, 0
    for text in digits:
        dots, commas = text.count("."), text.count(",")
        if dots and commas:
            votes["." if text.rfind(".") > text.rfind(",") else ","] += 1
        elif dots + commas > 1:
            votes["," if dots else "."] += 1
        elif dots + commas == 1:
            mark = "." if dots else ","
            whole, _, fraction = text.partition(mark)
            if len(fraction) != 3 or not 1 <= len(whole) <= 3 or whole.startswith("0"):
                votes[mark] += 1
            else:
                undecided[mark] += 1
        elif text.isdigit():
            ungrouped_large += len(text) > 3
            small += len(text) <= 3
    if votes:
        return votes.most_common(1)[0][0]
    if undecided[","] and not undecided["."]:
        return "," if hint == "," or ungrouped_large > undecided[","] else "."
    if undecided["."] and not undecided[","]:
        grouped = hint == "," or (undecided["."] >= 3 and small > 0 and not ungrouped_large)
        return "," if grouped else "."
    return hint or "."


def _all_grouped_by_dot(counts: Mapping[str, int]) -> bool:
    """Whether all values with a dot could have it as a thousands mark, and there are some."""
    dotted = [text for text in counts if "." in text]
    return bool(dotted) and all(
        THOUSANDS.fullmatch(text.lstrip("+-")) and not text.lstrip("+-").startswith("0") for text in dotted
    )
