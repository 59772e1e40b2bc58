"""Which dialect a text has."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.reading.cells import Kind, kind_of
from pipeline.reading.dialect import BLANKS, Dialect, Row, split_line, split_lines
from pipeline.reading.quoting import detailed, quote_of
from pipeline.reading.rows import width_of

STRONG = (",", ";", "\t", "|")
UNUSUAL = ("^", "~", "\x1f", "\x01", "§", "¦", "\x1e", "¬", "þ", "·", "!", "#", "&", "@", "*")
SUSPICIOUS = (*STRONG, "^", "~", "\x1f", "\x01", "§", "¦", "¬")  # a cell with one of these may be several
WEAK = (":", " ", "/", "_", "=")
DIVIDING_VALUES = (":", "/", "_", "=")  # within clocks, dates and fractions
LONG = ("||", ";;", "::", "~|~", "|~|", "^|^", "@@", "##", "<>", "$$", "\t\t", "//")
MARKS = (*STRONG, *UNUSUAL, *WEAK, *LONG, BLANKS)
# How readily a mark is believed to be a delimiter.
TRUST = {
    **dict.fromkeys(MARKS, 0.6),
    **dict.fromkeys(UNUSUAL, 0.7),
    **dict.fromkeys(SUSPICIOUS, 0.85),
    **dict.fromkeys((BLANKS, *LONG), 0.9),
    **dict.fromkeys(STRONG, 1.0),
}
SAMPLE_CHARACTERS = 1 << 15
SAMPLE_ROWS, CLEAN_ROWS = 500, 200  # that are divided, and of which all cells are looked at
CLEAR = 0.8  # a score of a usual delimiter that no other one can beat
PRESENT = 0.3  # of the lines; a mark in fewer of them divides no table
HIGHEST = 1.3  # score of a mark, its trust aside
CONSTANT = 0.9  # of the lines, the first one included, have a mark as often: it may well be the delimiter
HEADLESS = 0.6  # factor for a mark that the first line lacks, while another one is constant
LEAST_DIVISIONS = 2  # of a line
RUN_LINES, RUN_SHARE = 10, 0.4  # at least, of lines on end that a usual delimiter divides into as many cells
DECLARED = re.compile(r'\s*"?sep=(?P<delimiter>[^"\r\n])"?\s*$', re.IGNORECASE)
GAP = re.compile(r"\S {2,}\S")  # several cells by their places
CELL_IN_QUOTES = re.compile(r'(?<![^\W_])"[^"]*"(?![^\W_])')
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
TOUCHING = re.compile(r"[-+]?\d+\.\d+ [-+]?\d[\d.]*[^\W\d]\w*")  # 0.0 2kmps
PLACED = 0.8  # of the lines
REMARK = re.compile(r"(?P<mark>[#%;!*])[\s\w#%;!*]")
LEAST_BELOW = 3  # lines of values below remarks
COMMENT = re.compile(r"(?:#|//|%|--)")


def sniff(text: str) -> Dialect:
    """The dialect in which the beginning of a text makes the cleanest table; quotes are looked for in all of it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    sample = _sample(text)
    first = sample.split("\n", 1)[0]
    if declared := DECLARED.match(first):
        return detailed(declared["delimiter"], text[text.find("\n") + 1 :])
    best = _best(_Sample.of(sample))
    return detailed(best, text) if best else Dialect("", quote_of("", text))


def _remarks_above(lines: Sequence[str]) -> int:
    """How many lines, two or more, begin with a mark that no line below them has: remarks, whatever the mark."""
    found = REMARK.match(lines[0]) if lines else None
    if found is None:
        return 0
    above = next((at for at, line in enumerate(lines) if not line.startswith(found["mark"])), 0)
    rest = lines[above:]
    return above if above > 1 and len(rest) >= LEAST_BELOW and not any(found["mark"] in line for line in rest) else 0


def _has_rows_beside_comments(lines: Sequence[str]) -> bool:
    """Whether lines, at least half of them, are left without comments."""
    left = len(_without_comments(lines))
    return left >= 0.5 * len(lines) and left > 1


def _without_comments(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if not COMMENT.match(line)]


def _counts(lines: Sequence[str], marks: Iterable[str]) -> dict[str, Counter[int]]:
    """How many of the lines have each mark how often."""
    return {mark: Counter(line.count(mark) for line in lines) for mark in marks}


def evenness(text: str, dialect: Dialect) -> float:
    """The share of the rows that have the most frequent width, if that is more than one cell; 0 to 1."""
    widths = Counter(width_of(row) for row in split_lines(text, dialect) if any(row))
    return max((count for width, count in widths.items() if width > 1), default=0) / max(widths.total(), 1)


@dataclass(frozen=True)
class _Sample:
    """The lines of a text that may be rows, remarks aside."""

    text: str
    lines: list[str]
    counts: dict[str, Counter[int]]  # how many lines have a mark how often

    @classmethod
    def of(cls, text: str) -> "_Sample":
        every = [line for line in text.split("\n") if line.strip()]
        if above := _remarks_above(every):
            text = "\n".join(every[above:])
        elif _has_rows_beside_comments(every):
            text = "\n".join(_without_comments(text.split("\n")))
        lines = [line for line in text.split("\n") if line.strip()][:SAMPLE_ROWS]
        return cls(text, lines, _counts(lines, [mark for mark in MARKS if mark in text]))

    def candidates(self) -> list[str]:
        """The marks in enough of the lines."""
        least = PRESENT * len(self.lines)
        others = {mark for mark, is_other in (("//", self._has_links()), (",", self._groups_digits())) if is_other}
        others.update(mark for mark in DIVIDING_VALUES if mark in self.counts and self._stands_within(mark))
        return [
            mark for mark, counts in self.counts.items() if len(self.lines) - counts[0] >= least and mark not in others
        ]

    def _stands_within(self, mark: str) -> bool:
        """Whether there is a table that a usual delimiter divides, into more cells than ``mark`` would."""
        return any(self._divides_run(strong, mark) for strong in STRONG if strong in self.counts)

    def _divides_run(self, strong: str, weak: str) -> bool:
        """Whether lines on end have ``strong`` equally often, twice at least, and ``weak`` in no line so often."""
        for times, run in groupby(self.lines, lambda line: line.count(strong)):
            lines = list(run) if times >= LEAST_DIVISIONS else []
            if len(lines) >= max(RUN_LINES, RUN_SHARE * len(self.lines)):
                return all(line.count(weak) < times for line in lines)
        return False

    def _has_links(self) -> bool:
        return self.text.count("://") > 0.5 * self.text.count("//")

    def _groups_digits(self) -> bool:
        """Whether commas stand for thousands alone, in lines whose cells have their places."""
        placed = sum(GAP.search(line) is not None for line in self.lines)
        return placed >= PLACED * len(self.lines) and len(THOUSANDS.findall(self.text)) == self.text.count(",")

    def constant(self) -> frozenset[str]:
        """The marks that nearly all lines have as often as the first one, with or without those within quotes."""
        bare = [CELL_IN_QUOTES.sub("", line) for line in self.lines] if '"' in self.text else []
        unquoted = _counts(bare, self.counts) if bare else {}
        return self._constant(self.lines, self.counts) | self._constant(bare, unquoted)

    def _constant(self, lines: Sequence[str], counted: Mapping[str, Counter[int]]) -> frozenset[str]:
        found = []
        for mark, counts in counted.items():
            times = lines[0].count(mark) if lines else 0
            having = (
                counts.total() - counts[0] if mark == BLANKS else counts[times]
            )  # as many blanks as fill the column
            if times and having >= CONSTANT * len(lines):
                found.append(mark)
        return frozenset(found)


def _best(sample: _Sample) -> str:
    """The mark that divides the sample best; none where no mark makes a table of it."""
    scores = _scores(sample)
    best = _highest(scores)
    if best == BLANKS and _numbers_touch(sample):
        return " "
    return best if best and scores[best] > 0 else ""


def _scores(sample: _Sample) -> dict[str, float]:
    """The scores of the marks that may be the best."""
    constant = sample.constant()
    is_unusual = not constant.isdisjoint((*UNUSUAL, *LONG[:-1]))
    scores: dict[str, float] = {}
    for mark in sample.candidates():
        first = _highest(scores)
        if mark not in STRONG and not is_unusual and first in constant and scores[first] > CLEAR:
            break
        if not first or scores[first] < HIGHEST * TRUST[mark]:
            scores[mark] = _score(detailed(mark, sample.text), sample, constant - {mark})
    return scores


def _highest(scores: Mapping[str, float]) -> str:
    """The mark with the highest score; none of no scores."""
    return max(scores, key=lambda mark: scores[mark], default="")


def _numbers_touch(sample: _Sample) -> bool:
    """Whether two blanks leave numbers together that one blank divides, as it does all rows evenly."""
    (wide, joined), (even, single) = (_texts_in(sample, mark) for mark in (BLANKS, " "))
    looked_at = min(len(sample.lines), CLEAN_ROWS)
    return even >= PLACED * looked_at and (joined - single >= 0.5 * wide > 0 or (even == looked_at and _join(sample)))


def _join(sample: _Sample) -> bool:
    """Whether in half of the rows two blanks leave a number together with a key that begins with a digit."""
    rows = [split_line(line, Dialect(BLANKS, None)) for line in sample.lines[:CLEAN_ROWS]]
    return 2 * sum(any(map(TOUCHING.fullmatch, row)) for row in rows) >= len(rows)


def _texts_in(sample: _Sample, mark: str) -> tuple[int, int]:
    """(rows of the usual width, their cells of words)."""
    rows = [split_line(line, Dialect(mark, None)) for line in sample.lines[:CLEAN_ROWS]]
    width, count = _usual_width(rows)
    chosen = (row for row, cells in zip(rows, _widths(rows), strict=True) if cells == width)
    return count, sum(kind_of(cell) == Kind.TEXT for row in chosen for cell in row)


def _sample(text: str) -> str:
    sample = text[:SAMPLE_CHARACTERS]
    return sample if len(text) <= SAMPLE_CHARACTERS else sample[: sample.rfind("\n") + 1] or sample


def _usual_width(rows: list[Row]) -> tuple[int, int]:
    """(cells that most rows have, the number of those rows); a width of several cells comes first."""
    widths = Counter(_widths(rows))
    return max(widths.items(), key=lambda item: (item[1] * (item[0] > 1) * (1 + 0.02 * min(item[0], 20)), item[0]))


def _mean_cleanness(rows: Sequence[Row], suspicious: tuple[str, ...]) -> float:
    cells = [cell for row in rows for cell in row[:50]]
    clean = {cell: _cleanness(cell, suspicious) for cell in set(cells)}
    return sum(map(clean.__getitem__, cells)) / len(cells)


def _score(dialect: Dialect, sample: _Sample, rivals: frozenset[str]) -> float:
    """How even the rows are, times how clean the cells, with a bonus for many columns and for the usual delimiters.

    ``rivals`` are the other marks that all lines have equally often.
    """
    rows = [row for row in split_lines(sample.text, dialect) if any(cell.strip() for cell in row)][:SAMPLE_ROWS]
    if not rows:
        return 0.0
    width, even = _usual_width(rows)
    chosen = [row for row, cells in zip(rows, _widths(rows), strict=True) if cells == width][:CLEAN_ROWS]
    weak = dialect.delimiter in WEAK and dialect.delimiter != " "
    if width == 1 or (weak and not (_is_named(rows[0], width) or _have_words(chosen))):
        return 0.0  # one column, or clocks, dates and fractions
    suspicious = (*SUSPICIOUS, *(mark for mark in rivals if mark in UNUSUAL))
    score = (even / len(rows)) ** 1.5 * _mean_cleanness(chosen, suspicious) * (1 + 0.03 * min(width, 10))
    if even < 2 and len(rows) > 1:
        score *= 0.3
    if rivals and dialect.delimiter not in sample.lines[0]:
        score *= HEADLESS
    return float(score * TRUST[dialect.delimiter])


def _is_named(row: list[str], width: int) -> bool:
    return _width(row) == width and all(kind_of(cell) == Kind.TEXT for cell in row[:width])


def _have_words(rows: list[list[str]]) -> bool:
    """Whether some column is of words."""
    columns = zip(*rows, strict=False)
    return any(sum(kind_of(cell) == Kind.TEXT for cell in column) > 0.5 * len(column) for column in columns)


def _widths(rows: Sequence[Row]) -> list[int]:
    """The cells of each row; those of rows that are all as long as the first one, which is full, as they are."""
    lengths = [len(row) for row in rows]
    if rows and rows[0][-1].strip() and lengths.count(lengths[0]) >= CONSTANT * len(rows):
        return lengths
    return [_width(row) for row in rows]


def _width(row: list[str]) -> int:
    """Cells of a row; a single empty one at the end doesn't count."""
    return len(row) - (len(row) > 1 and not row[-1])


def _cleanness(cell: str, suspicious: tuple[str, ...]) -> float:
    kind = kind_of(cell)
    if kind == Kind.EMPTY:
        return 0.55
    if kind != Kind.TEXT:
        return 1.0
    if any(mark in cell for mark in suspicious):
        return 0.3 if ", " not in cell or any(mark in cell for mark in suspicious[1:]) else 0.6
    if cell[:1] in "\"'" or cell[-1:] in "\"'" or GAP.search(cell):
        return 0.5
    return 0.85
