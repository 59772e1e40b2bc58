"""How a text is divided into cells: delimiter, quotes, escapes."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

BLANKS = "  "  # as a delimiter: two or more spaces
LONGEST_CELL = 1 << 26  # characters
csv.field_size_limit(LONGEST_CELL)

Row = list[str]


@dataclass(frozen=True)
class Dialect:
    """How one text is divided. ``delimiter`` may be of several characters; "" means that a line is one cell."""

    delimiter: str
    quote: str | None = '"'
    escape: str | None = None  # within quotes, or before a delimiter
    padded: bool = False  # blanks around cells belong to no cell
    lenient: bool = False  # quotes within cells are not doubled; one before a delimiter closes its cell

    @property
    def simple(self) -> bool:
        """Whether the csv module knows such dialects."""
        return len(self.delimiter) == 1 and not self.blank and not self.lenient

    @property
    def blank(self) -> bool:
        """Whether runs of spaces divide the cells."""
        return self.delimiter in (" ", BLANKS)

    def rows(self, lines: Iterator[str]) -> Iterator[list[str]]:
        """The csv module's reading of ``lines``; only for a :attr:`simple` dialect."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote or '"',
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            escapechar=self.escape,
            doublequote=True,
            skipinitialspace=self.padded,
        )


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text with their ends, whichever of the three kinds these are."""
    return iter(io.StringIO(text, newline=""))


def split_lines(sample: str, dialect: Dialect) -> list[Row]:
    """The rows of a sample, unmended."""
    if dialect.simple:
        return list(dialect.rows(lines_of(sample)))
    return [split_line(line, dialect) for line in sample.split("\n")]


def split_line(line: str, dialect: Dialect) -> Row:
    """One line in a dialect whose delimiter is a run of spaces or has several characters, or that has none."""
    if dialect.blank:
        line = line.strip()
    if not dialect.delimiter:
        return [_unquoted(line, dialect.quote)]
    mark = r" +" if dialect.delimiter == " " else r" {2,}" if dialect.blank else re.escape(dialect.delimiter)
    if not dialect.quote or dialect.quote not in line:
        cells = re.split(mark, line)
    else:
        quote = dialect.quote
        content = ".*?" if dialect.lenient else f"(?:[^{quote}]|{quote}{quote})*"
        cell = rf"\s*{quote}{content}{quote}\s*(?={mark}|$)|.*?(?={mark}|$)"
        cells, start = [], 0
        while True:
            found = re.compile(cell).match(line, start)
            if not found:
                break
            cells.append(_unquoted(found.group(), quote))
            gap = re.compile(mark).match(line, found.end())
            if not gap:
                break
            start = gap.end()
    return [cell.strip() for cell in cells] if dialect.padded else cells


def _unquoted(cell: str, quote: str | None) -> str:
    text = cell.strip()
    if quote and len(text) >= 2 and text.startswith(quote) and text.endswith(quote):
        return text[1:-1].replace(quote * 2, quote)
    return cell
