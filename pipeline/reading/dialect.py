"""How a text is divided into cells: delimiter, quotes, escapes."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

BLANKS = "  "  # as a delimiter: two or more spaces
MARKS = {" ": r" +", BLANKS: r" {2,}"}  # what divides cells, as a pattern, where it isn't the delimiter itself
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
    mark = MARKS.get(dialect.delimiter) or re.escape(dialect.delimiter)
    quoted = dialect.quote and dialect.quote in line
    cells = list(_quoted_cells(line, mark, dialect)) if quoted else re.split(mark, line)
    return list(map(str.strip, cells)) if dialect.padded else cells


def _quoted_cells(line: str, mark: str, dialect: Dialect) -> Iterator[str]:
    """The cells of a line, some of which are within quotes; the pattern ``mark`` is what divides them."""
    quote = dialect.quote or ""
    content = ".*?" if dialect.lenient else f"(?:[^{quote}]|{quote}{quote})*"
    cell = re.compile(rf"\s*{quote}{content}{quote}\s*(?={mark}|$)|.*?(?={mark}|$)")
    place = 0
    while found := cell.match(line, place):
        yield _unquoted(found.group(), quote)
        gap = re.compile(mark).match(line, found.end())
        if gap is None:
            return
        place = gap.end()


def _unquoted(cell: str, quote: str | None) -> str:
    text = cell.strip()
    if quote and len(text) >= 2 and text.startswith(quote) and text.endswith(quote):
        return text[1:-1].replace(quote * 2, quote)
    return cell
