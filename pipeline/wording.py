"""How numbers, shares, dates and lists are written for a reader. Whatever writes them into a story uses these."""

import math
from collections.abc import Sequence
from datetime import date, datetime

PREFIX_UNITS = frozenset("$€£¥₹")
LARGE = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))


def number(value: float, unit: str | None = None, *, digits: int = 3) -> str:
    """``1234567, "$"`` -> ``$1.23 million``; ``1234`` -> ``1,234``; ``0.01234, "kg"`` -> ``0.0123 kg``.

    Integers under a million are written in full, everything else with ``digits`` significant digits.
    """
    sign = "−" if value < 0 else ""
    size = abs(value)
    if not math.isfinite(size):
        raise ValueError(f"{value} can't be written as a number")
    for scale, word in LARGE:
        if size >= scale * (1 - 0.5 * 10**-digits):
            text = _significant(size / scale, digits) + word
            break
    else:
        text = f"{size:,.0f}" if float(size).is_integer() else _significant(size, digits)
    if unit in PREFIX_UNITS:
        return f"{sign}{unit}{text}"
    if unit == "%":
        return f"{sign}{text}%"
    return f"{sign}{text} {unit}" if unit else sign + text


def percent(share: float) -> str:
    """``0.1234`` -> ``12%``; under ten per cent with one decimal: ``0.0123`` -> ``1.2%``; ``0.0004`` -> ``0.04%``."""
    sign = "−" if share < 0 else ""
    size = abs(share) * 100
    if size >= 9.95 or size == 0:
        text = f"{size:,.0f}"
    elif size >= 0.095:
        text = f"{size:.1f}"
    else:
        text = _significant(size, 1)
    return f"{sign}{text}%"


def times(ratio: float) -> str:
    """``2.345`` -> ``2.3 times``."""
    return f"{_significant(ratio, 2)} times"


def count(size: int, noun: str, plural: str | None = None) -> str:
    """``1, "row"`` -> ``1 row``; ``1234, "row"`` -> ``1,234 rows``."""
    return f"{size:,} {noun if size == 1 else plural or noun + 's'}"


def day(moment: date | datetime, grain: str = "day") -> str:
    """A moment as its reader names it: ``5 March 2024``, ``March 2024``, ``Q1 2024``, ``2024``."""
    match grain:
        case "year":
            return f"{moment.year}"
        case "quarter":
            return f"Q{(moment.month + 2) // 3} {moment.year}"
        case "month":
            return f"{moment:%B} {moment.year}"
        case "hour":
            return f"{moment.day} {moment:%B} {moment.year}, {moment:%H}:00"
        case _:  # day and week: a week is named by its first day
            return f"{moment.day} {moment:%B} {moment.year}"


def listing(items: Sequence[str], last: str = "and") -> str:
    """``["a", "b", "c"]`` -> ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def name(column: str) -> str:
    """A column's or a group's name as it stands in a sentence: in bold, with Markdown's own marks made harmless."""
    text = " ".join(column.split()).replace("\\", "")
    for mark in "*_`[]<>$#":
        text = text.replace(mark, "\\" + mark)
    return f"**{text}**"


def _significant(size: float, digits: int) -> str:
    """Rounded to ``digits`` significant digits, never in scientific notation; digits before the point are all kept."""
    if size == 0:
        return "0"
    decimals = max(0, digits - 1 - math.floor(math.log10(size)))
    return f"{size:,.{min(decimals, 12)}f}"
