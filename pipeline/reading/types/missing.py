"""Words that stand for a value that is missing."""

from collections.abc import Mapping

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
SENTINELS = frozenset({999.0, 9999.0, 99999.0, 999999.0, -1.0, -9.0, -99.0, -999.0, -9999.0, -99999.0, 99.0})


def sentinels(counts: Mapping[float, int]) -> set[float]:
    """Numbers that stand for a missing value, with evidence: repeated, and far off all other values of the column.

    ``counts`` maps each number to its rows. Far off: a gap as wide as three times the spread of all others, or the
    only negative number among numbers that go beyond 10.
    """
    found: set[float] = set()
    for sentinel in sorted(SENTINELS, key=abs, reverse=True):
        others = [number for number in counts if number != sentinel and number not in found]
        if counts.get(sentinel, 0) < 2 or len(others) < 4:
            continue
        rows = sum(counts[number] for number in others)
        low, high = min(others), max(others)
        spread = max(high - low, 1.0)
        if counts[sentinel] > rows:
            continue
        alone_negative = sentinel < -1 and low >= 0
        if alone_negative or sentinel > high + 3 * spread or sentinel < low - 3 * spread:
            found.add(sentinel)
    return found
