"""What may stand behind a number: currencies, magnitudes, units of one kind, and the side of an account."""

import re
from collections.abc import Iterable, Mapping

from pipeline.reading.types import hints

CURRENCY = (
    r"(?:(?:US|AU|CA|NZ|HK|SG|NT|MX|A|C|R|S)?\$|[€£¥₹₽₩₺₫฿₴₦₪₱₸₼₾]"
    r"|(?:USD|EUR|GBP|CHF|JPY|CNY|RMB|INR|SEK|NOK|DKK|PLN|CZK|HUF|BRL|AUD|CAD|Rs\.?|Fr\.?|kr\.?|zł|Kč|Ft|lei|руб\.?|TL)"
    r"(?![^\W\d_]))"
)
IS_CURRENCY = re.compile(CURRENCY)
IN_IDEOGRAPHS = re.compile(r"[円元圆人名件個个株台戸票位点歳年月日回本]|[가-힣]{1,2}")  # "万円", "億人"
MAGNITUDES = {
    **dict.fromkeys(("k", "tsd", "tsd.", "thousand", "thousands", "тыс", "тыс.", "천", "千"), 1e3),
    **dict.fromkeys(("万", "萬", "만"), 1e4),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 1e5),
    **dict.fromkeys(("m", "mn", "mm", "mio", "mio.", "mln", "mln.", "million", "millions", "millionen"), 1e6),
    **dict.fromkeys(("mil.", "millones", "milhões", "milioni", "miljoen", "млн", "млн.", "百万"), 1e6),
    **dict.fromkeys(("crore", "crores"), 1e7),
    **dict.fromkeys(("億", "亿", "억"), 1e8),
    **dict.fromkeys(("b", "bn", "mrd", "mrd.", "mld", "mld.", "md", "mds", "bln", "billion", "billions"), 1e9),
    **dict.fromkeys(("milliard", "milliards", "milliarden", "miliardi", "млрд", "млрд.", "十億"), 1e9),
    **dict.fromkeys(("t", "tn", "trn", "trillion", "trillions", "兆", "조"), 1e12),
}  # fmt: skip
CAPITAL_MAGNITUDES = frozenset({"K", "M", "B", "T"})
RUPEES = frozenset({"₹", "Rs", "INR"})
LOCAL: tuple[tuple[frozenset[str], Mapping[str, float]], ...] = (  # words that are magnitudes beside one currency alone
    (RUPEES, {"cr": 1e7, "l": 1e5}),  # crore and lakh: elsewhere credit and liters
    (frozenset({"R$"}), {"mil": 1e3, "mi": 1e6, "bi": 1e9, "tri": 1e12}),
)
BYTES = {
    **dict.fromkeys(("b", "byte", "bytes", "o"), 1.0),
    **{f"{prefix}{end}": 1024.0**power for power, prefix in enumerate("kmgtp", 1) for end in ("b", "ib", "o")},
}
FAMILIES: tuple[Mapping[str, float], ...] = (  # units that are brought to one of theirs where a column mixes them
    BYTES,
    {"s": 1, "sec": 1, "secs": 1, "min": 60, "mins": 60, "m": 60, "h": 3600, "hr": 3600, "hrs": 3600, "d": 86400},
    {"ms": 0.001, "s": 1, "µs": 0.000001, "us": 0.000001, "ns": 1e-9},
    {"mm": 0.001, "cm": 0.01, "m": 1, "km": 1000},
    {"in": 1, "ft": 12, "yd": 36, "mi": 63360},
    {"µg": 0.000001, "mg": 0.001, "g": 1, "kg": 1000, "t": 1e6},
    {"oz": 1, "lb": 16, "lbs": 16},
    {"ml": 0.001, "cl": 0.01, "dl": 0.1, "l": 1, "hl": 100},
    {"m²": 1, "m2": 1, "ha": 10_000, "km²": 1e6, "km2": 1e6},
    {"w": 1, "kw": 1e3, "mw": 1e6, "gw": 1e9},
    {"wh": 1, "kwh": 1e3, "mwh": 1e6, "gwh": 1e9, "twh": 1e12},
    {"hz": 1, "khz": 1e3, "mhz": 1e6, "ghz": 1e9},
)
SIDES = (  # what is taken from an account, what is given to it
    ({"dr", "debit", "dt"}, {"cr", "credit", "kt"}),
    ({"s", "soll"}, {"h", "haben"}),
    ({"d"}, {"c"}),
    ({"db"}, {"cr", "k"}),
)


def is_known(suffix: str) -> bool:
    """Whether letters behind a number are known to be a unit, a currency or a magnitude."""
    word = suffix.lower()
    listed = word in hints.UNITS or any(word in family for family in FAMILIES) or magnitude(word) is not None
    return listed or bool(IS_CURRENCY.fullmatch(suffix)) or not suffix.isascii()


def magnitude(word: str) -> float | None:
    """``"k"`` -> 1000; ``"Mio."`` -> 1,000,000; None for any other word."""
    return MAGNITUDES.get(word.lower())


def divided(suffix: str) -> tuple[str, str | None]:
    """``"Mio. €"``, ``"M€"``, ``"万円"`` -> the word for the magnitude ("" where there is none) and the unit."""
    word, _, rest = suffix.partition(" ")
    if magnitude(word) is not None:
        return word, rest or None
    for length in range(len(suffix) - 1, 0, -1):
        head, tail = suffix[:length], suffix[length:]
        if magnitude(head) is not None and (IS_CURRENCY.fullmatch(tail) or IN_IDEOGRAPHS.fullmatch(tail)):
            return head, tail
    return "", suffix


def family_factors(suffixes: Mapping[str, int]) -> tuple[str, dict[str, float]] | None:
    """The most frequent unit, and what each is in it; None where the units are not of one family, or all the same."""
    if len({suffix.lower() for suffix in suffixes}) < 2:
        return None
    for family in FAMILIES:
        if all(suffix.lower() in family for suffix in suffixes):
            chief = max(suffixes, key=lambda suffix: suffixes[suffix])
            size = family[chief.lower()]
            return chief, {suffix: family[suffix.lower()] / size for suffix in suffixes}
    return None


def side_factors(suffixes: Iterable[str]) -> dict[str, float] | None:
    """-1 for what was taken, 1 for what was given; None where the words are no sides of an account."""
    words = {suffix: suffix.lower().strip(".") for suffix in suffixes}
    said = set(words.values())
    taken = next((taken for taken, given in SIDES if _are_sides(said, taken, given)), None)
    return None if taken is None else {suffix: -1.0 if word in taken else 1.0 for suffix, word in words.items()}


def _are_sides(said: set[str], taken: set[str], given: set[str]) -> bool:
    """Whether all words are of the two sides and both are said; ``dr`` says enough by itself."""
    return said <= taken | given and (said == {"dr"} or not (said.isdisjoint(taken) or said.isdisjoint(given)))


def local_magnitudes(suffixes: Iterable[str], prefixes: Iterable[str]) -> Mapping[str, float]:
    """What is a magnitude beside the currencies before the numbers; Cr and L are beside a lakh, too."""
    before = set(prefixes)
    if any(suffix.lower().startswith(("lakh", "lac", "crore")) for suffix in suffixes):
        before |= RUPEES
    return next((words for currencies, words in LOCAL if before & currencies), {})
