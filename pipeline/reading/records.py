"""A text is divided into rows of cells, in a given dialect; broken quotes spoil no more than their own line."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from pipeline.reading.dialect import Dialect, Row, lines_of, split_line

MOST_LINES = 100  # lines; a quote that is open for longer was never meant to be one


@dataclass
class Repairs:
    """What dividing had to mend, counted, each with its first example."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def note(self, kind: str, example: str, rows: int = 1) -> None:
        """One more row (or ``rows``) that was mended."""
        self.counts[kind] += rows
        self.examples.setdefault(kind, example.strip()[:200])


def split_text(text: str, dialect: Dialect, repairs: Repairs) -> list[Row]:
    """All rows of a text, in the csv module's reading where that makes sense, else line by line."""
    if not dialect.simple:
        return [split_line(line.rstrip("\r\n"), dialect) for line in lines_of(text)]
    lines = list(lines_of(text))
    rows = list(dialect.rows(iter(lines)))
    if dialect.quote is None or not _suspicious(rows, len(lines), text, dialect):
        return rows
    return list(assemble(lines, dialect, usual_width(rows), repairs))


def assemble(lines: Iterable[str], dialect: Dialect, width: int, repairs: Repairs) -> Iterator[Row]:
    """Rows line by line. A quote that stays open takes in the next lines only if that gives a row of ``width`` cells.

    Otherwise the quotes of that line are taken for ordinary characters, and ``repairs`` is told.
    """
    quote = dialect.quote or '"'
    source = iter(lines)
    waiting: list[str] = []
    while True:
        line = waiting.pop(0) if waiting else next(source, None)
        if line is None:
            return
        if _balanced(line, quote, dialect.escape):
            yield from dialect.rows(iter([line])) if line.strip("\r\n") else [[]]
            continue
        waiting.extend(islice(source, MOST_LINES - len(waiting)))
        joined, taken = _join(line, waiting, dialect, quote, width)
        if joined is None:
            repairs.note("stray_quotes", line)
            yield from Dialect(dialect.delimiter, None, dialect.escape, dialect.padded).rows(iter([line]))
            continue
        del waiting[:taken]
        yield joined


def _join(line: str, following: list[str], dialect: Dialect, quote: str, width: int) -> tuple[Row | None, int]:
    text = line
    for taken, extra in enumerate(following, 1):
        text += extra
        if not _balanced(text, quote, dialect.escape):
            continue
        rows = list(dialect.rows(lines_of(text)))
        if len(rows) == 1 and len(rows[0]) == width:
            return rows[0], taken
        if len(rows) != 1:
            return None, 0
    return None, 0


def _balanced(text: str, quote: str, escape: str | None) -> bool:
    count = text.count(quote)
    if escape:
        count -= text.count(escape + quote)
    return count % 2 == 0


def usual_width(rows: list[Row]) -> int:
    """How many cells most rows have; one only where hardly any row has more."""
    widths = Counter(len(row) for row in rows if any(row))
    return max(widths, key=lambda width: (widths[width] * (width > 1), width), default=1)


def _suspicious(rows: list[Row], lines: int, text: str, dialect: Dialect) -> bool:
    """Whether a quote may have swallowed lines that are rows of their own."""
    if not _balanced(text, dialect.quote or '"', dialect.escape):
        return True
    if len(rows) == lines:
        return False
    width = usual_width(rows)
    broken = (row for row in rows if any("\n" in cell or "\r" in cell for cell in row))
    return any(len(row) != width or _most_breaks(row) > MOST_LINES for row in broken)


def _most_breaks(row: Row) -> int:
    """How many line ends the cell has that has most of them."""
    return max(cell.count("\n") + cell.count("\r") for cell in row)
