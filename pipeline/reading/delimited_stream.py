"""Delimited text too large for memory: read by DuckDB where it is clean, else row by row in Python."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import TextIOWrapper
from mmap import ACCESS_READ, mmap
from pathlib import Path

from pipeline.errors import PreprocessingError
from pipeline.reading.dialect import LONGEST_CELL, Dialect, Row, split_line
from pipeline.reading.encoding import decode, detect_file, is_utf8
from pipeline.reading.grid import Grid, LargeGrid, Scan
from pipeline.reading.guards import unguarded
from pipeline.reading.mojibake import mend
from pipeline.reading.records import Repairs, assemble, split_text
from pipeline.reading.row_stream import row_stream
from pipeline.reading.shaping import make_grid
from pipeline.reading.sniffing import evenness, sniff
from pipeline.reading.source import HEAD_BYTES, Source
from pipeline.sql import literal

BEGINNING_BYTES = 1 << 16  # twice as many of a file with long lines
BEGINNING_LINES = 300
PARTS, PART_BYTES = 16, 1 << 11  # of a file whose rows don't fit what its beginning said
END_BYTES = 1 << 14  # notes below a table are short
ASSUMED_BYTES = 1 << 23  # of a file whose beginning is all ASCII the rest is looked at only where DuckDB can't read it
BLANK_LINES = (b"\n\n", b"\n\r\n")
UTF8 = frozenset({"utf-8", "utf-8-sig"})


def stream(source: Source) -> LargeGrid:
    """The large file's table; one that has another encoding is first copied in UTF-8."""
    encoding = detect_file(source.path, ASSUMED_BYTES) or "utf-8"
    return replace(_stream(source, encoding), otherwise=lambda: _otherwise(source, encoding))


def _otherwise(source: Source, assumed: str) -> LargeGrid | None:
    """The table once more, where the whole file is in another encoding, or divided otherwise, than its beginning."""
    if assumed in UTF8 and not is_utf8(source.path):
        encoding = detect_file(source.path) or assumed
        return _stream(source, encoding, mixed=encoding in UTF8)
    dialect = _taken_anew(source.path) if assumed in UTF8 else None
    return _stream(source, assumed, dialect) if dialect else None


def _taken_anew(path: Path) -> Dialect | None:
    """The dialect of lines from all parts of the file, if it divides them more evenly than that of the beginning."""
    first, everywhere = _end_to_end(path), _from_all_parts(path)
    before, after = sniff(first), sniff(everywhere)
    if before == after or evenness(everywhere, after) <= evenness(everywhere, before):
        return None
    return after


def _from_all_parts(path: Path) -> str:
    """Whole lines from places all over the file."""
    size, parts = path.stat().st_size, []
    with path.open("rb") as file:
        for place in range(0, size, max(size // PARTS, 1)):
            file.seek(max(place - PART_BYTES, 0))
            part = file.read(PART_BYTES)
            begin = part.find(b"\n") + 1 if file.tell() > PART_BYTES else 0
            parts.append(part[begin : part.rfind(b"\n") + 1])
        file.seek(-min(END_BYTES, size), 2)
        parts.append(file.read().partition(b"\n")[2])
    return b"".join(parts).decode("utf-8-sig", "replace").replace("\0", "")


def _stream(source: Source, encoding: str, known: Dialect | None = None, *, mixed: bool = False) -> LargeGrid:
    path, repairs = source.path, Repairs()
    if mixed or encoding not in UTF8 or _needs_mending(path):
        path = _in_utf8(source, encoding, repairs)
    text = _end_to_end(path)
    dialect = known or sniff(text)
    rows = _divided(text, dialect)
    beginning = make_grid(rows, source.options.header_row, dialect.delimiter, keep_empty=True)
    beginning = replace(beginning, encoding=encoding, delimiter=dialect.delimiter or None, quote=dialect.quote)
    lines = _Lines(path, dialect, len(beginning.names), repairs)
    names = rows[beginning.header_row] if beginning.header_row >= 0 else None
    scan = _scan(path, dialect, beginning, rows)
    large = row_stream(beginning, names, lines.rows, lines.share, repairs, scan, totals=not source.options.keep_totals)
    return replace(large, has_gaps=lambda: _has_blank_lines(path))


class _Lines:
    """One pass through the lines of a file at a time, divided into rows."""

    def __init__(self, path: Path, dialect: Dialect, width: int, repairs: Repairs) -> None:
        self.path, self.dialect, self.width, self.repairs = path, dialect, width, repairs
        self.size = max(path.stat().st_size, 1)
        self.position = 0

    def share(self) -> float:
        """How much of the file the pass has used up."""
        return min(self.position / self.size, 1.0)

    def rows(self) -> Iterator[Row]:
        """All rows of the file, those above the table too."""
        self.position = 0
        with self.path.open("rb") as binary, TextIOWrapper(binary, "utf-8-sig", errors="replace", newline="") as file:
            lines = self._lines(file)
            if self.dialect.simple and self.dialect.quote:
                rows = assemble(lines, self.dialect, self.width, self.repairs)
            elif self.dialect.simple:
                rows = self.dialect.rows(lines)
            else:
                rows = (split_line(line.rstrip("\r\n"), self.dialect) for line in lines)
            for row in rows:
                yield [cell.strip() for cell in row] if self.dialect.padded else row

    def _lines(self, file: TextIOWrapper) -> Iterator[str]:
        number = 0
        while line := file.readline(LONGEST_CELL):
            number += 1
            if len(line) == LONGEST_CELL:
                raise line_too_long(number)
            self.position += len(line)
            if "\0" in line:
                self.repairs.note("nul_bytes", line.replace("\0", ""))
                line = line.replace("\0", "")
            if "\ufffd" in line:
                self.repairs.note("undecodable", line)
            yield line


def line_too_long(number: int) -> PreprocessingError:
    """The error of a line that can't be one of a table."""
    return PreprocessingError(
        f"Line {number:,} is longer than {LONGEST_CELL >> 20} MB.",
        "Check that the file has line breaks, and that no quote stays open, then upload it again.",
    )


def _needs_mending(path: Path) -> bool:
    text = _end_to_end(path)
    return unguarded(mend(text, Repairs()), Repairs()) != text


def _in_utf8(source: Source, encoding: str, repairs: Repairs) -> Path:
    """A copy with whole lines of one block after the other decoded and mended."""
    copy = source.folder / "utf8.csv"
    if encoding.startswith(("utf-16", "utf-32")):
        with (
            source.path.open(encoding=encoding, errors="replace", newline="") as original,
            copy.open("w", encoding="utf-8", newline="") as target,
        ):
            while text := original.read(HEAD_BYTES):
                target.write(text)
        return copy
    with source.path.open("rb") as binary, copy.open("w", encoding="utf-8", newline="") as target:
        while block := binary.read(HEAD_BYTES):
            block += binary.readline(LONGEST_CELL)
            target.write(unguarded(mend(decode(block, encoding, repairs), repairs), repairs))
    return copy


def _end_to_end(path: Path) -> str:
    """Whole lines from the beginning and the end of the file."""
    with path.open("rb") as file:
        head = file.read(BEGINNING_BYTES)
        if head.count(b"\n") < BEGINNING_LINES:
            head += file.read(BEGINNING_BYTES)
        file.seek(-END_BYTES, 2)
        tail = file.read()
    if b"\n" not in head and b"\r" not in head:
        _require_line_break(path)
    cut = max(head.rfind(b"\n"), head.rfind(b"\r")) + 1 or len(head)
    begin = tail.find(b"\n") + 1 or tail.find(b"\r") + 1
    return (head[:cut] + tail[begin:]).decode("utf-8-sig", "replace").replace("\0", "")


def _has_blank_lines(path: Path) -> bool:
    """Whether any line is blank but those at the end."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        tail = content[-END_BYTES:]
        end = len(content) - len(tail) + len(tail.rstrip())
        return any(content.find(mark, 0, end) >= 0 for mark in BLANK_LINES)


def _require_line_break(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(LONGEST_CELL)
    if len(start) == LONGEST_CELL and b"\n" not in start and b"\r" not in start:
        raise line_too_long(1)


def _divided(text: str, dialect: Dialect) -> list[Row]:
    rows = split_text(text, dialect, Repairs())
    return [[cell.strip() for cell in row] for row in rows] if dialect.padded else rows


def _scan(path: Path, dialect: Dialect, beginning: Grid, rows: list[Row]) -> Scan | None:
    """How DuckDB reads the same rows; None where head or end of the file say that it can't."""
    width = len(beginning.names)
    even = all(len(row) == width for row in rows[beginning.first_row :])
    if not (beginning.clean and even and dialect.simple and not dialect.padded and dialect.escape is None):
        return None
    skipped = beginning.first_row + sum(cell.count("\n") for row in rows[: beginning.first_row] for cell in row)
    quote = literal(dialect.quote) if dialect.quote else "''"
    marks = f"delim={literal(dialect.delimiter)}, quote={quote}, escape={quote}"
    options = f"auto_detect=false, header=false, skip={skipped}, {marks}"

    def scan(types: Sequence[str]) -> str:
        columns = ", ".join(f"'c{position}': '{kind}'" for position, kind in enumerate(types))
        return f"read_csv({literal(str(path))}, {options}, columns={{{columns}}})"

    return scan
