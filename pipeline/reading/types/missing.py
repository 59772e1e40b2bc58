"""Words that stand for a value that is missing."""

import re
from collections.abc import Mapping, Set

import numpy as np

# Nobody means these as a value of anything.
CERTAIN_WORDS = frozenset(
    {
        "#n/a",
        "#na",
        "#n/a n/a",
        "n/a",
        "<na>",
        "<n/a>",
        "#null!",
        "#div/0!",
        "#value!",
        "#ref!",
        "#name?",
        "#num!",
        "null",
        "<null>",
        "(null)",
        "\\n",
        "nan",
        "-nan",
        "nat",
        ":",
        "?",
        "??",
        "???",
        "-",
        "--",
        "---",
        "–",
        "—",
        ".",
        "..",
        "...",
        "n.a.",
        "n.a",
        "n. a.",
        "n.v.",
        "k.a.",
        "k. a.",
        "n/d",
        "n.d.",
        "(blank)",
        "(leer)",
        "missing",
        "not available",
        "no data",
        "nodata",
        "keine angabe",
        "not applicable",
    }
)
# These may be a value: NA is Namibia, "none" an answer.
POSSIBLE_WORDS = frozenset(
    {"na", "none", "nil", "nd", "ns", "unknown", "unbekannt", "x", "*", "**", "tbd", "tba", "undefined", "(none)"}
)  # fmt: skip
MARKER = re.compile(
    r"\[[^\]]{1,12}\]|\((?:[A-Za-z*]{1,4})\)|:\s?[a-z]{0,2}|[^\w\s]{1,4}|[^\W\d_]{1,2}|[<>]\s?(?:lod|loq|mdl|dl)",
    re.IGNORECASE,
)
MARKER_WORDS = frozenset(
    {
        "suppressed", "withheld", "confidential", "censored", "redacted", "not reported", "not recorded", "bdl", "lod",
        "loq", "n.s.", "s.o.", "geheim", "entfällt", "desconocido", "sin dato", "inconnu", "sconosciuto", "未知",
        "不明", "不詳", "欠測", "нет данных", "brak danych", "s/d", "s.d.", "n.r.", "n.c.", "low", "no value",
        "error", "fail", "failed", "not measured", "offline", "trace", "tr",
    }
)  # fmt: skip
MARKED = re.compile(r"\[[^\]]{1,12}\]|[<>≤≥]=?\s?[\d.,]+\s?%?")  # [c], <0.5
NAMES_TOO = frozenset({"low", "error", "fail", "failed", "offline", "trace", "tr"})  # of columns
MOST_MARKERS = 6  # different ones
MOST_MARKED = 0.6  # of the values; a column that is mostly markers is one of words
KNOWN_LETTERS = frozenset(["c", "d", "e", "f", "n", "p", "s", "u", "x", "z", "nd", "nr", "ns", "tr"])
MOST_LETTERS, RARE = 2, 0.25  # other letters that may be markers: how many, and of which share of the values
LEAST_NUMBERS = 3  # different values beside the markers: 1, 2 and X are three results of a match


def is_marker(text: str) -> bool:
    """Whether a cell by itself says that its value is kept back, unknown or beyond a limit."""
    word = text.lower()
    return bool(MARKED.fullmatch(text)) or word in ("nd", "unknown", "tbd") or word in MARKER_WORDS - NAMES_TOO


def markers(counts: Mapping[str, int]) -> frozenset[str]:
    """Marks such as ``[c]``, ``:`` or ``x`` that stand amid numbers for a value that is kept back or unknown."""
    known = MARKER_WORDS | POSSIBLE_WORDS | KNOWN_LETTERS
    found = {*filter(MARKER.fullmatch, counts), *(text for text in counts if text.lower() in known)}
    rows = sum(counts.values())
    few = 0 < len(found) <= MOST_MARKERS and len(counts) - len(found) >= LEAST_NUMBERS
    if not few or sum(map(counts.__getitem__, found)) > MOST_MARKED * rows:
        return frozenset()
    letters = {text for text in found if _are_letters(text) and text.lower() not in known}
    if len(letters) > MOST_LETTERS or sum(map(counts.__getitem__, letters)) > RARE * rows:
        return frozenset()  # sizes S, M, L amid 38 and 40: words of their own
    return frozenset(found)


def _are_letters(text: str) -> bool:
    return text.isalpha() and len(text) <= 2


SENTINELS = frozenset({-1.0, -9.0})
NINES = re.compile(r"-?9+(?:\.9+)?")
LEAST_NINES = 9.89  # what 9.9 may be before it is rounded
MIN_OTHERS = 4  # different values, from which a number may be far off
CERTAIN_NINES = 3  # digits: -99.9 and 9999 are hardly ever measured


def _is_candidate(number: float) -> bool:
    text = f"{number:g}" if abs(number) < 1e6 else f"{number:.0f}"
    return number in SENTINELS or (len(text.lstrip("-")) > 1 and NINES.fullmatch(text) is not None)


def likely(numbers: np.ndarray) -> list[float]:
    """Those that may stand for a missing value: -1, -9, and what begins with 9.9, wherever its point is."""
    with np.errstate(all="ignore"):
        size = np.abs(numbers)
        leading = size / 10.0 ** np.floor(np.log10(size))
    found: list[float] = numbers[(leading > LEAST_NINES) | (numbers == -1) | (numbers == -9)].tolist()
    return found


def sentinels(counts: Mapping[float, int], known: Set[float] = frozenset()) -> set[float]:
    """Numbers that stand for a missing value, with evidence: repeated, and far off all other values of the column.

    ``counts`` maps each number to its rows. Far off: a gap as wide as three times the spread of all others, or the
    only negative number among numbers that go beyond 10; a negative one of three nines, or one that is ``known`` to be
    such a code in another column, needs no wider gap than the spread itself.
    """
    found: set[float] = set()
    numbers = np.fromiter(counts, float, len(counts))
    repeated = (number for number in likely(numbers) if counts[number] > 1 or number in known)
    for sentinel in sorted(filter(_is_candidate, repeated), key=abs, reverse=True):
        others = [*counts.keys() - found - {sentinel}]
        enough = len(others) >= MIN_OTHERS and counts[sentinel] <= sum(map(counts.__getitem__, others))
        if enough and _is_far_off(sentinel, min(others), max(others), is_known=sentinel in known):
            found.add(sentinel)
    return found


def _is_far_off(sentinel: float, low: float, high: float, *, is_known: bool) -> bool:
    """Whether a number lies far from all others, which lie between ``low`` and ``high``."""
    if sentinel < -1 and low >= 0:
        return True
    spread = max(high - low, 1.0)
    sure = is_known or (sentinel < 0 and f"{sentinel:g}".count("9") >= CERTAIN_NINES)
    gap = spread if sure else 3 * spread
    return sentinel > high + gap or sentinel < low - gap
