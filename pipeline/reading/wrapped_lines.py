"""Lines that are each one quoted cell: a file that was quoted once more by the program that saved it."""

import re
from collections import Counter

from pipeline.reading.dialect import lines_of, split_lines
from pipeline.reading.records import Repairs
from pipeline.reading.rows import width_of
from pipeline.reading.sniffing import sniff

WRAPPED = re.compile(r'\s*"(?P<line>(?:[^"]|"")*)"[,;\t ]*(?P<end>[\r\n]*)')
LEAST_SHARE = 0.3  # of the lines; the others need no quotes
EVEN = 0.95  # of the unwrapped rows have the same width
COMPARED = 200  # lines


def unwrap(text: str, repairs: Repairs) -> str:
    """The text without the quotes around whole lines, if its rows are then even, and were not; ``repairs`` is told."""
    if not text.lstrip().startswith('"') and '\n"' not in text[: 1 << 16]:
        return text
    beginning = [line for line in lines_of(text[: 1 << 16]) if line.strip()][:COMPARED]
    found = [WRAPPED.fullmatch(line) for line in beginning]
    whole = sum(match is not None and bool(re.search(r"[,;\t|]", match["line"])) for match in found)
    if len(beginning) < 2 or whole < LEAST_SHARE * len(beginning) or not _is_better(beginning):
        return text
    lines = [(line, _bare(line)) for line in lines_of(text)]
    changed = [bare for line, bare in lines if bare != line]
    repairs.note("wrapped_lines", changed[0], len(changed))
    return "".join(bare for _, bare in lines)


def _bare(line: str) -> str:
    found = WRAPPED.fullmatch(line)
    return found["line"].replace('""', '"') + found["end"] if found and re.search(r"[,;\t|]", found["line"]) else line


def _is_better(lines: list[str]) -> bool:
    return _evenness("".join(map(_bare, lines))) >= EVEN > _evenness("".join(lines))


def _evenness(text: str) -> float:
    """The share of the rows that have the most frequent width, if that is more than one cell."""
    widths = Counter(width_of(row) for row in split_lines(text, sniff(text)) if any(row))
    return max((count for width, count in widths.items() if width > 1), default=0) / max(widths.total(), 1)
