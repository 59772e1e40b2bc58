"""Marks at a number that are no part of it: footnotes, flags, limits and the ± of a measurement."""

import re
from collections.abc import Mapping

from pipeline.reading.types.units import magnitude

LIMIT = r"(?:[<>]=?|[≤≥≦≧])"
SPREAD = r"(?:±|\+/[-−–]|\+-)\s?\d[\d.,]*"
NOTE = r"(?:\*{1,3}|[†‡§¶#^]|[⁰¹²³⁴-⁹ᵃ-ᶻ]{1,3}|\((?:[A-Za-z]{1,2}|\d{1,2})\)|\[(?:[A-Za-z]{1,2}|\d{1,2}|note \d+)\]|\+)"
ONLY_RAISED = re.compile(r"[⁰¹²³⁴-⁹ᵃ-ᶻ]+")
FLAG = re.compile(r"[abcdefinopqrsuxyz]{1,3}|[EPRF]|(?:est|prov|prel|rev|prelim)\.?")  # letters that are no magnitude
SEVERAL, MAGNITUDES = 3, frozenset("KMGBT")  # 0.10A, 0.22G: capitals that tell how each value was measured
MOST_FLAGGED = 0.6  # of the values: where more have a letter behind them, it is a unit; two or more letters are flags
DATED = re.compile(rf"(.*?\d)\s?(?:{NOTE}|[a-z])")


def flags(suffixes: Mapping[str, int], bare: int) -> frozenset[str]:
    """Those of the suffixes that only mark a value: provisional, estimated, revised; ``bare`` values have none."""
    raised = set(filter(ONLY_RAISED.fullmatch, suffixes))
    capitals = set(filter(_is_capital, suffixes))
    if capitals == suffixes.keys() and len(capitals) >= SEVERAL and capitals - MAGNITUDES:
        return frozenset(capitals)
    letters = {text: rows for text, rows in suffixes.items() if FLAG.fullmatch(text) and not _is_magnitude(text)}
    others = sum(map(suffixes.__getitem__, suffixes.keys() - letters.keys() - raised))
    flagged = sum(letters.values())
    rare = flagged <= MOST_FLAGGED * (flagged + bare + others)
    several = len(letters) > 1 and bare and not others
    return frozenset(raised | letters.keys() if rare or several else raised)


def _is_capital(suffix: str) -> bool:
    return len(suffix) == 1 and suffix.isascii() and suffix.isupper()


def _is_magnitude(suffix: str) -> bool:
    return len(suffix) > 1 and magnitude(suffix) is not None


def unmarked(text: str) -> str:
    """``2020*``, ``2019 p`` -> the text without its mark."""
    found = DATED.fullmatch(text)
    return found[1] if found else text
