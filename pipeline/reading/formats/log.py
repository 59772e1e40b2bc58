"""Log files: of web servers and applications, W3C's extended format, lines of JSON with something before them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.reading.dialect import LONGEST_CELL, lines_of
from pipeline.reading.encoding import detect
from pipeline.reading.formats.log_lines import LineFormat, find_format
from pipeline.reading.grid import Grid, LargeGrid
from pipeline.reading.reader import Reader
from pipeline.reading.source import Source
from pipeline.reading.value_rows import HEAD_ROWS, ValueRows
from pipeline.reading.warnings import shown, warn
from pipeline.story import ReadingWarning

PROBED_BYTES = 65_536
PROBED_LINES = 200


def matches(source: Source) -> bool:
    """Whether nearly all of the first lines are those of one kind of log."""
    return _format(source) is not None


def _format(source: Source) -> LineFormat | None:
    head = source.head[:PROBED_BYTES]
    text = head.decode(detect(head, cut=True), "replace")
    lines = [line.rstrip("\r\n") for line in islice(lines_of(text), PROBED_LINES)]
    if len(source.head) > PROBED_BYTES or source.truncated:
        lines = lines[:-1] or lines
    return find_format(lines)


def read(source: Source) -> Grid:
    """One row an event."""
    return _rows(source).grid(only_head=source.only_head)


def stream(source: Source) -> LargeGrid:
    """The same in chunks."""
    return _rows(source).large()


def _rows(source: Source) -> ValueRows:
    encoding = detect(source.head, cut=source.size > len(source.head))
    written = _format(source)
    assert written is not None

    names: dict[str, None] = {}
    counts = Counter[bool]()  # of lines that are an event, or none
    for fields in islice(written.events(_lines(source, encoding)), HEAD_ROWS if source.only_head else None):
        counts[fields is not None] += 1
        names.update(dict.fromkeys(name for name, value in (fields or {}).items() if value is not None))

    def rows() -> Iterator[Sequence[object]]:
        for fields in filter(None, written.events(_lines(source, encoding))):
            yield [fields.get(name) for name in names]

    warnings = _of_lost(counts[False], written, _lines(source, encoding))
    return ValueRows(list(names), rows, counts[True], warnings=warnings, encoding=encoding)


def _of_lost(lost: int, written: LineFormat, lines: Iterator[str]) -> list[ReadingWarning]:
    """What is said of lines that are no event."""
    if not lost:
        return []
    text = f"{shown(lost, 'line is', 'lines are')} not written as the others are, and left out."
    return [warn("broken_lines", text, lost, next(filter(written.is_lost, lines), None))]


def _lines(source: Source, encoding: str) -> Iterator[str]:
    with source.path.open(encoding=encoding, errors="replace", newline=None) as file:
        while line := file.readline(LONGEST_CELL):
            yield line.rstrip("\n").replace("\0", "")


READER = Reader("log", "Log", ("log",), matches, read, stream)
