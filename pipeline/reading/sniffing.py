"""Which dialect a text has."""

import re
from collections import Counter

from pipeline.reading.cells import Kind, kind_of
from pipeline.reading.dialect import BLANKS, Dialect, split_lines

STRONG = (",", ";", "\t", "|")
UNUSUAL = ("^", "~", "\x1f", "\x01", "§", "¦", "\x1e", "¬", "þ", "·", "!", "#", "&", "@", "*")
SUSPICIOUS = (*STRONG, "^", "~", "\x1f", "\x01", "§", "¦", "¬")  # a cell with one of these may be several
WEAK = (":", " ", "/", "_", "=")
LONG = ("||", ";;", "::", "~|~", "|~|", "^|^", "@@", "##", "<>", "$$", "\t\t", "//")
SAMPLE_CHARACTERS = 1 << 15
CLEAR = 0.8  # a score that no unusual delimiter can beat
DECLARED = re.compile(r'\s*"?sep=(?P<delimiter>[^"\r\n])"?\s*$', re.IGNORECASE)


def sniff(text: str) -> Dialect:
    """The dialect in which the beginning of a text divides into the cleanest table."""
    sample = _sample(text)
    first = sample.split("\n", 1)[0]
    if declared := DECLARED.match(first):
        return _detailed(declared["delimiter"], sample[len(first) + 1 :])
    candidates = [mark for mark in (*STRONG, *UNUSUAL, *WEAK, *LONG, BLANKS) if mark in sample]
    scores: dict[str, float] = {}
    for mark in candidates:
        if mark not in STRONG and max(scores.values(), default=0) > CLEAR:
            break
        scores[mark] = _score(_detailed(mark, sample), sample)
    best = max(scores, key=lambda mark: scores[mark], default="")
    return _detailed(best, sample) if best and scores[best] > 0 else Dialect("", _quote("", sample))


def _sample(text: str) -> str:
    sample = text[:SAMPLE_CHARACTERS]
    if len(text) > SAMPLE_CHARACTERS:
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample
    return sample.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _score(dialect: Dialect, sample: str) -> float:
    """How even the rows are, times how clean the cells, with a bonus for many columns and for the usual delimiters."""
    rows = [row for row in split_lines(sample, dialect) if any(cell.strip() for cell in row)][:500]
    if not rows:
        return 0.0
    widths = Counter(_width(row) for row in rows)
    width, even = max(
        widths.items(), key=lambda item: (item[1] * (item[0] > 1) * (1 + 0.02 * min(item[0], 20)), item[0])
    )
    if width == 1:
        return 0.0
    chosen = [row for row in rows if _width(row) == width][:200]
    if dialect.delimiter in WEAK and dialect.delimiter != " " and not any(map(_has_words, zip(*chosen, strict=False))):
        return 0.0  # clocks, dates and fractions
    cells = [_cleanness(cell) for row in chosen for cell in row[:50]]
    score = (even / len(rows)) ** 1.5 * (sum(cells) / len(cells)) * (1 + 0.03 * min(width, 10))
    if even < 2 and len(rows) > 1:
        score *= 0.3
    if dialect.delimiter in STRONG:
        return score
    return score * (
        0.9
        if dialect.delimiter in (BLANKS, *LONG)
        else 0.85
        if dialect.delimiter in SUSPICIOUS
        else 0.7
        if dialect.delimiter in UNUSUAL
        else 0.6
    )


def _has_words(column: tuple[str, ...]) -> bool:
    return sum(kind_of(cell) == Kind.TEXT for cell in column) > 0.5 * len(column)


def _width(row: list[str]) -> int:
    """Cells of a row; a single empty one at the end doesn't count."""
    return len(row) - (len(row) > 1 and not row[-1])


def _cleanness(cell: str) -> float:
    kind = kind_of(cell)
    if kind == Kind.EMPTY:
        return 0.55
    if kind != Kind.TEXT:
        return 1.0
    if any(mark in cell for mark in SUSPICIOUS):
        return 0.3 if ", " not in cell or any(mark in cell for mark in SUSPICIOUS[1:]) else 0.6
    if cell[:1] in "\"'" or cell[-1:] in "\"'":
        return 0.5
    return 0.85


def _detailed(delimiter: str, sample: str) -> Dialect:
    """Quotes, escapes and padding that go with a delimiter."""
    if delimiter in (" ", BLANKS):
        return Dialect(delimiter, _quote(delimiter, sample), None, padded=True)
    quote = _quote(delimiter, sample)
    return Dialect(delimiter, quote, _escape(delimiter, quote, sample), _padded(delimiter, sample))


def _quote(delimiter: str, sample: str) -> str | None:
    """The mark that opens and closes cells: a cell must begin and end with it somewhere."""
    edge = re.escape(delimiter) if delimiter.strip(" ") else r"\s"
    for quote in '"', "'":
        if quote not in sample:
            continue
        opened = re.search(
            rf"(?:^|{edge}) *{quote}(?:[^{quote}]|{quote}{quote}|\\{quote})*{quote} *(?:{edge}|$)", sample, re.MULTILINE
        )
        if opened and opened.group().strip(" \n" + delimiter) != quote:
            return quote
    return None


def _escape(delimiter: str, quote: str | None, sample: str) -> str | None:
    """A backslash, if quotes within cells follow one, or delimiters do in cells without quotes."""
    if "\\" not in sample:
        return None
    edge = re.escape(delimiter)
    if quote:
        inside = len(re.findall(rf"\\{quote}(?!\s*(?:{edge}|$))", sample, re.MULTILINE))
        doubled = len(re.findall(rf"[^{edge}\n]{quote}{quote}", sample))
        return "\\" if inside > doubled else None
    if f"\\{delimiter}" not in sample or not delimiter:
        return None
    lines = [line for line in sample.split("\n") if line]
    plain = Counter(line.count(delimiter) for line in lines)
    escaped = Counter(line.count(delimiter) - line.count("\\" + delimiter) for line in lines)
    return "\\" if max(escaped.values()) > max(plain.values()) else None


def _padded(delimiter: str, sample: str) -> bool:
    """Whether nearly all delimiters have blanks beside them, always on the same side or sides."""
    if not delimiter.strip():
        return False
    marks = sample.count(delimiter)
    if not marks:
        return False
    after = sample.count(delimiter + " ") + sample.count(delimiter + "\n") + sample.count(delimiter * 2)
    before = sample.count(" " + delimiter)
    return (after >= 0.95 * marks and sample.count(delimiter + " ") > 0.5 * marks) or before >= 0.7 * marks
