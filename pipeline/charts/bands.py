"""Names that are bands of numbers, ``18-24``, ``under 18``, ``65+``, and the order in which they follow each other."""

import re
from collections.abc import Sequence

STARTS_WITH_NUMBER = re.compile(r"[<>≤≥=~ $€£¥₹−-]*\d")
BELOW = re.compile(
    r"\s*(?:[<≤]|(?:under|below|less than|up to|at most|unter|bis|moins de|jusqu.à|menos de|hasta)\b)"
    r"|.*\bor (?:less|fewer|below|under|younger)$",
    re.IGNORECASE,
)
ABOVE = re.compile(
    r"\s*(?:[>≥]|(?:over|above|more than|at least|from|über|ab|mehr als|plus de|más de|desde)\b)"
    r"|.*\d[km]?\s*(?:\+|(?:and|or) (?:more|over|above|older))",
    re.IGNORECASE,
)
RANGE = re.compile(r"\d[\dkKmM.,]*\s*(?:[-–—]|to|bis|à|a)\s*[$€£]?\d")
NUMBER = re.compile(r"(\d+(?:[.,]\d{3})*(?:[.,]\d+)?)\s*([km]\b)?", re.IGNORECASE)
THOUSANDS = re.compile(r"[.,](?=\d{3}\b)")
BELOW_ZERO = re.compile(r"\s*[$€£]?[−-]")
TIMES = {"": 1.0, "k": 1e3, "m": 1e6}
FEW_NUMBERED = 8  # names that begin with a number stand in its order; of more it may be the number of a shop


def places_of_bands(names: Sequence[str]) -> list[int] | None:
    """The place of each band, or of a few names that begin with a number; None where these are none.

    One name may be no band, as "unknown": it comes last.
    """
    numbered = list(filter(_is_numbered, names))
    if len(numbered) < 2 or len(names) > len(numbered) + 1 or not (len(names) <= FEW_NUMBERED or _are_bands(numbered)):
        return None
    ends = {name: _lower_end(name) for name in numbered}
    ordered = sorted(set(ends.values()))
    return [ordered.index(ends[name]) if name in ends else len(ordered) for name in names]


def _is_numbered(name: str) -> bool:
    return NUMBER.search(name) is not None and (STARTS_WITH_NUMBER.match(name) is not None or _is_open(name))


def _are_bands(names: Sequence[str]) -> bool:
    return 2 * sum(bool(RANGE.search(name)) or _is_open(name) for name in names) > len(names)


def _is_open(name: str) -> bool:
    """Whether a name is a band without one of its ends."""
    return bool(BELOW.match(name) or ABOVE.match(name))


def _lower_end(name: str) -> tuple[float, int]:
    """The number that a name begins with, and whether the band lies below it, at it or above it."""
    found = NUMBER.search(name)
    assert found is not None
    size = float(THOUSANDS.sub("", found[1]).replace(",", ".")) * TIMES[(found[2] or "").lower()]
    side = -1 if BELOW.match(name) else 1 if ABOVE.match(name) else 0
    return (-size if BELOW_ZERO.match(name) else size), side
