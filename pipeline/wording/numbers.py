"""How numbers, shares and counts are written."""

import math

PREFIX_UNITS = frozenset("$€£¥₹")
LARGE = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))


def number(value: float, unit: str | None = None, *, digits: int = 3) -> str:
    """``1234567, "$"`` -> ``$1.23 million``; ``1234`` -> ``1,234``; ``0.01234, "kg"`` -> ``0.0123 kg``.

    Whole numbers under a million are written in full, everything else with ``digits`` significant digits.
    """
    sign = "−" if value < 0 else ""
    size = abs(value)
    if not math.isfinite(size):
        raise ValueError(f"{value} can't be written as a number")
    text = _whole_or_rounded(size, digits)
    if unit in PREFIX_UNITS:
        return f"{sign}{unit}{text}"
    if unit == "%":
        return f"{sign}{text}%"
    return f"{sign}{text} {unit}" if unit else sign + text


def _whole_or_rounded(size: float, digits: int) -> str:
    if size < 999_999.5:
        return f"{size:,.0f}" if float(size).is_integer() else _significant(size, digits)
    rounded = float(f"{size:.{digits - 1}e}")  # 999,999,600 is written as a billion, not as 1,000 million
    for scale, word in LARGE:
        if rounded >= scale and size < 1e18:
            text = _significant(size / scale, digits)
            return (text.rstrip("0").rstrip(".") if "." in text else text) + word
    return _significant(size, digits)


def percent(share: float) -> str:
    """``0.1234`` -> ``12%``; under ten per cent with one decimal: ``0.0123`` -> ``1.2%``, ``0.01`` -> ``1%``;
    ``0.0004`` -> ``0.04%``. Only all is written as 100%: ``0.9996`` -> ``99.96%``.
    """
    sign = "−" if share < 0 else ""
    size = abs(share) * 100
    if 99.5 <= size < 100:
        text = next((t for t in (f"{size:.{decimals}f}" for decimals in range(1, 9)) if float(t) < 100), "100")
    elif size >= 9.95 or abs(size - round(size)) < 1e-9:
        text = f"{size:,.0f}"
    elif size >= 0.095:
        text = f"{size:.1f}"
    else:
        text = _significant(size, 1)
    return f"{sign}{text}%"


def times(ratio: float) -> str:
    """``2.345`` -> ``2.3 times``, ``5624285988`` -> ``5.62 billion times``."""
    return f"{_significant(ratio, 2) if ratio < 1000 else number(ratio)} times"


def count(size: int, noun: str, plural: str | None = None) -> str:
    """``1, "row"`` -> ``1 row``; ``1234, "row"`` -> ``1,234 rows``."""
    return f"{size:,} {noun if size == 1 else plural or noun + 's'}"


def file_size(size_bytes: int) -> str:
    """``1536`` -> ``1.5 kB``, in thousands as file managers count."""
    size = float(size_bytes)
    for unit in ("bytes", "kB", "MB"):
        if size < 999.5:
            return f"{size:.0f} {unit}" if unit == "bytes" or size >= 9.95 else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


def _significant(size: float, digits: int) -> str:
    """Rounded to ``digits`` significant digits; digits before the point are all kept. ``99.96, 3`` -> ``100``.

    What was exact with fewer digits gets no zeros: ``5.6`` -> ``5.6``, but ``5.602`` -> ``5.60``.
    """
    if size == 0:
        return "0"
    if not 1e-15 <= size < 1e18:
        return f"{size:.{digits - 1}e}".replace("e+", "e")
    magnitude = int(f"{size:.{digits - 1}e}".partition("e")[2])  # of the rounded number
    text = f"{size:,.{max(0, digits - 1 - magnitude)}f}"
    if text[-1] == "0" and "." in text and float(text.replace(",", "")) == size:
        return text.rstrip("0").rstrip(".")
    return text
