"""How numbers, shares and counts are written."""

import math
from collections.abc import Sequence

PREFIX_UNITS = frozenset("$€£¥₹")
SEVERAL = {"days": "day", "hours": "hour", "weeks": "week", "months": "month", "years": "year", "miles": "mile"}
CENTS = 2  # decimals of money that has any
DIME, HUNDRED = 0.095, 99.995  # sizes of money between are written with their cents
EXACT = 10_000  # whole numbers below are written in full where they are compared
ROUNDED = 1_000  # sizes below are written to the unit
DISTORTS = 0.3  # of what is between two shares, which whole per cents add or take: 1.4 points are not two
SMALL = 0.0995  # shares below have a decimal; parts of a billion below are written in millions
MILLION = 1e6
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
        has_cents = DIME <= size < HUNDRED and not float(size).is_integer()
        return f"{sign}{unit}{f'{size:.{CENTS}f}' if has_cents else text}"
    if unit == "%":
        return f"{sign}{text}%"
    return sign + _with_unit(text, unit)


def _whole_or_rounded(size: float, digits: int) -> str:
    if size < 999_999.5:
        return f"{size:,.0f}" if float(size).is_integer() else _significant(size, digits)
    rounded = float(f"{size:.{digits - 1}e}")  # 999,999,600 is written as a billion, not as 1,000 million
    for scale, word in LARGE:
        if rounded >= scale and size < 1e18:
            return _without_zeros(_significant(size / scale, digits)) + word
    return _significant(size, digits)


def percent(share: float) -> str:
    """``0.1234`` -> ``12%``; under ten per cent with one decimal: ``0.0123`` -> ``1.2%``, ``0.01`` -> ``1%``;
    ``0.0004`` -> ``0.04%``. Only all is written as 100%: ``0.9996`` -> ``99.96%``.
    """
    sign = "−" if share < 0 else ""
    size = abs(share) * 100
    if 99.5 <= size < 100:
        texts = (f"{size:.{decimals}f}" for decimals in range(1, 9))
        text = next(filter(_is_below_all, texts), "100")
    elif size >= 9.95 or abs(size - round(size)) < 1e-9:
        text = f"{size:,.0f}"
    elif size >= 0.095:
        text = f"{size:.1f}"
    else:
        text = _significant(size, 1)
    return f"{sign}{text}%"


def _is_below_all(per_cent: str) -> bool:
    return float(per_cent) < 100


def amounts(sizes: Sequence[float], unit: str | None = None) -> list[str]:
    """Sizes that are compared, all with the same last digit: ``[484247, 733215]`` -> ``484,000``, ``733,000``.

    The largest has three digits, four where their difference would else have less than two; whole numbers under
    10,000 are written in full, and what is less than a million beside millions in thousands.
    """
    if not sizes:
        return []
    largest = max(map(abs, sizes))
    whole = all(map(float.is_integer, map(float, sizes)))
    if _are_written_alone(largest, whole=whole):
        return [number(size, unit) for size in sizes]
    scale, word = _large_unit(largest)
    place = _last_place([size / scale for size in sizes], whole=whole and scale == 1)
    return [_beside(size, (scale, word), place, unit) for size in sizes]


def _beside(size: float, large: tuple[float, str], place: int, unit: str | None) -> str:
    """One of several sizes, in the millions, billions ... of the largest, unless it is far below them."""
    scale, word = large
    if scale == MILLION and abs(size) < MILLION:
        return _placed(size, place + 6, "", unit)
    if word and abs(size) < SMALL * scale:
        return amounts([size], unit)[0]
    return _placed(size / scale, place, word, unit)


def _are_written_alone(largest: float, *, whole: bool) -> bool:
    """Whether sizes are written as each would be without the others: in full, or in powers of ten."""
    return not 1e-15 <= largest < 1e15 or (whole and largest < EXACT)


def _large_unit(largest: float) -> tuple[float, str]:
    """The millions, billions ... in which sizes up to the ``largest`` are written, and their word; else ones."""
    return next(((scale, word) for scale, word in LARGE if largest >= scale * 0.9995), (1.0, ""))


def _last_place(sizes: Sequence[float], *, whole: bool) -> int:
    """The power of ten of the last digit that is written."""
    place = math.floor(math.log10(max(abs(size) for size in sizes))) - 2
    spread = max(sizes) - min(sizes)
    if spread > 0:
        place = max(min(place, math.floor(math.log10(spread)) - 1), place - 1)
    while place < 0 and all(abs(size - round(size, -place - 1)) <= 1e-9 * abs(size) for size in sizes):
        place += 1  # no zeros behind what is exact without them
    return max(place, 0) if whole else place


def _placed(size: float, place: int, word: str, unit: str | None) -> str:
    """A size whose last digit stands for this power of ten of the ``word``, or for a smaller one of its own."""
    own = _own_place(size, place)
    rounded = math.floor(abs(size) / 10.0**own + 0.5 + 1e-9) * 10.0**own
    if not rounded:
        return _with_unit(f"0{word}", unit)
    has_tenths_of_money = unit in PREFIX_UNITS and own == -1 and not word
    decimals = CENTS if has_tenths_of_money else max(0, -own)
    text = f"{abs(size) if decimals == CENTS else rounded:,.{decimals}f}"
    if word or (own < place and decimals != CENTS):
        text = _without_zeros(text)
    return ("−" if size < 0 else "") + _with_unit(text + word, unit)


def _own_place(size: float, place: int) -> int:
    """The power of ten of a size's last digit beside larger ones: it has two digits, and all up to the unit."""
    if not size:
        return place
    return min(place, math.floor(math.log10(abs(size))) - 1, 0 if abs(size) < ROUNDED else place)


def _without_zeros(text: str) -> str:
    """``5.60`` -> ``5.6``, ``5.0`` -> ``5``."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _with_unit(text: str, unit: str | None) -> str:
    if unit in PREFIX_UNITS:
        return f"{unit}{text}"
    if unit == "%":
        return f"{text}%"
    if text == "1" and unit in SEVERAL:
        return f"{text} {SEVERAL[unit]}"
    return f"{text} {unit}" if unit else text


def percents(shares: Sequence[float]) -> list[str]:
    """Shares that are compared: whole per cents, but for those that would be called 0% or 100%; all with one decimal
    where whole ones wouldn't tell any of them apart, where two are so near that whole ones would make much more or
    less of what is between them, and where all are under ten.
    """
    if max(map(abs, shares), default=0) < SMALL:
        return [percent(share) for share in shares]
    whole = [_per_cent(share, 0) for share in shares]
    if not {"0%", "100%"} & set(whole) and (_look_alike(shares, whole) or _are_distorted(shares)):
        return [_per_cent(share, 1) for share in shares]
    return list(map(_unless_rounded_away, shares, whole))


def _look_alike(shares: Sequence[float], whole: Sequence[str]) -> bool:
    """Whether whole per cents are all one, but the shares aren't."""
    return len(set(whole)) == 1 < len({round(share, 3) for share in shares})


def _are_distorted(shares: Sequence[float]) -> bool:
    """Whether whole per cents of two shares make far more or less of what is between them."""
    if len(shares) != 2:
        return False
    between, rounded = abs(shares[0] - shares[1]), abs(round(shares[0], 2) - round(shares[1], 2))
    return abs(rounded - between) > DISTORTS * between


def _per_cent(share: float, decimals: int) -> str:
    return f"{100 * share:,.{decimals}f}%".replace("-", "−")


def _unless_rounded_away(share: float, whole: str) -> str:
    """A share's whole per cent, unless that calls some nothing, or not all everything."""
    is_rounded_away = (whole in ("0%", "−0%") and share != 0) or (whole == "100%" and share < 1)
    return percent(share) if is_rounded_away else whole


def points(difference: float) -> str:
    """A difference of two shares: ``0.143`` -> ``14 percentage points``."""
    return in_points(percent(abs(difference)))


def in_points(size: str) -> str:
    """``14%`` or ``14`` -> ``14 percentage points``."""
    number_of_points = size.removesuffix("%")
    return f"{number_of_points} percentage point{'' if number_of_points == '1' else 's'}"


def times(ratio: float) -> str:
    """``2.345`` -> ``2.3 times``, ``5624285988`` -> ``5.62 billion times``."""
    return f"{_significant(ratio, 2) if ratio < 1000 else number(ratio)} times"


def grown(share: float, factor: float | None) -> str:
    """How much more or less something is than it was: ``37%``; of many times as much how many: ``15-fold``."""
    return percent(abs(share)) if factor is None else fold(factor)


def grown_by(share: float, factor: float | None) -> str:
    """The same behind a verb that wants a ``by``: ``by 37%``, ``15-fold``."""
    return f"by {percent(abs(share))}" if factor is None else fold(factor)


def fold(factor: float) -> str:
    """How many times as much something is as it was: ``2.7-fold``."""
    return f"{_factor(factor)}-fold"


def multiple(factor: float) -> str:
    """The same beside a name: ``×2.7``."""
    return f"×{_factor(factor)}"


def _factor(factor: float) -> str:
    return number(factor, digits=2).removesuffix(".0")


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

    What was exact with fewer digits gets no zeros: ``5.6`` -> ``5.6``, but ``5.602`` -> ``5.60``; none gets two:
    ``0.9996`` -> ``1.0``.
    """
    if size == 0:
        return "0"
    if not 1e-15 <= size < 1e18:
        return f"{size:.{digits - 1}e}".replace("e+", "e")
    magnitude = int(f"{size:.{digits - 1}e}".partition("e")[2])  # of the rounded number
    text = f"{size:,.{max(0, digits - 1 - magnitude)}f}"
    if text[-1] == "0" and "." in text and float(text.replace(",", "")) == size:
        return text.rstrip("0").rstrip(".")
    return text.removesuffix("0") if text.endswith(".00") else text
