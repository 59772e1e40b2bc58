"""Lines that are each one quoted cell: a file that was quoted once more by the program that saved it."""

import re
from collections.abc import Iterable

from pipeline.reading.dialect import lines_of
from pipeline.reading.records import Repairs
from pipeline.reading.sniffing import evenness, sniff

WRAPPED = re.compile(r'\s*"(?P<line>(?:[^"]|"")*)"[,;\t ]*(?P<end>[\r\n]*)')
LEAST_SHARE = 0.3  # of the lines; the others need no quotes
EVEN = 0.95  # of the unwrapped rows have the same width
COMPARED = 200  # lines


def unwrap(text: str, repairs: Repairs) -> str:
    """The text without the quotes around whole lines, if its rows are then even, and were not; ``repairs`` is told."""
    if not text.lstrip().startswith('"') and '\n"' not in text[: 1 << 16]:
        return text
    beginning = [line for line in lines_of(text[: 1 << 16]) if line.strip()][:COMPARED]
    whole = sum(_wrapped(line) is not None for line in beginning)
    if len(beginning) < 2 or whole < LEAST_SHARE * len(beginning) or not _is_better(beginning):
        return text
    lines = [(line, _bare(line)) for line in lines_of(text)]
    changed = [bare for line, bare in lines if bare != line]
    repairs.note("wrapped_lines", changed[0], len(changed))
    return "".join(bare for _, bare in lines)


def _wrapped(line: str) -> re.Match[str] | None:
    """A line that is one quoted cell with a delimiter in it."""
    found = WRAPPED.fullmatch(line)
    return found if found and re.search(r"[,;\t|]", found["line"]) else None


def _bare(line: str) -> str:
    found = _wrapped(line)
    return found["line"].replace('""', '"') + found["end"] if found else line


def _is_better(lines: list[str]) -> bool:
    return _evenness(map(_bare, lines)) >= EVEN > _evenness(lines)


def _evenness(lines: Iterable[str]) -> float:
    text = "".join(lines)
    return evenness(text, sniff(text))
