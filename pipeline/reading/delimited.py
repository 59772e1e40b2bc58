"""CSV, TSV and every other text with a delimiter."""

import re
from dataclasses import replace
from itertools import dropwhile

from pipeline.errors import PreprocessingError
from pipeline.reading.boxes import undrawn
from pipeline.reading.delimited_stream import stream
from pipeline.reading.dialect import BLANKS, Dialect, Row
from pipeline.reading.encoding import BOMS, decode, detect
from pipeline.reading.excel_traces import excel_traces
from pipeline.reading.fixed_width import split_fixed_width
from pipeline.reading.grid import Grid
from pipeline.reading.guards import unguarded
from pipeline.reading.mojibake import mend
from pipeline.reading.reader import Reader
from pipeline.reading.records import Repairs, split_text
from pipeline.reading.redivision import divide_again
from pipeline.reading.remark_names import MARK
from pipeline.reading.shaping import make_grid
from pipeline.reading.sniffing import GAP, evenness, sniff
from pipeline.reading.source import Source
from pipeline.reading.typed_grid import tidied
from pipeline.reading.warnings import shown, warn
from pipeline.reading.wrapped_lines import unwrap
from pipeline.story import ReadingWarning

CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1c\x1d\x1e\x1f\x01\x00"))
WIDE, WIDE_BYTES = 300, 24 << 20  # columns, and bytes that take some 400 MB in memory
WIDE_SHARE = 16
LEAST_FULL = 10  # lines
FINER = 3  # times as many cells: more than the words of a name
LARGE, RESHAPED_BYTES = 4 << 20, 16 << 20  # a table that is reshaped is streamed from a larger size on only
RETURNS = re.compile(r"\r{2,}\n")  # a line end that was converted again and again
BEGINNING = 1 << 16  # bytes that tell whether it is
MIXED = re.compile(r"\S {2,}\S.*\t|\t.*\S {2,}\S|\t {2,}\S| \t")
RESHAPING = frozenset(
    {
        "melted",
        "transposed",
        "measures_apart",
        "total_rows",
        "filled_down",
        "once_a_group",
        "signs",
        "several_tables",
        "ticks",
    }
)
TEXTS = {
    "stray_quotes": (
        "row has a quote",
        "rows have a quote",
        "that never closes; it was read as an ordinary character.",
    ),
    "nul_bytes": ("line has", "lines have", "zero bytes in it, which were left out."),
    "undecodable": ("line has", "lines have", "bytes that are no characters in the file's encoding, shown as \ufffd."),
    "mixed_encodings": (
        "line is",
        "lines are",
        "not in the encoding of the others; each was read in its own.",
    ),
    "decoded_twice": (
        "line had",
        "lines had",
        "text that was once decoded in the wrong encoding and saved so (as in MÃ¼nchen for München); it was mended.",
    ),
    "wrapped_lines": ("line was", "lines were", "one quoted cell as a whole; its quotes were taken away."),
    "guarded": (
        "line had",
        "lines had",
        'cells such as ="00123", by which a program kept a spreadsheet from changing them.',
    ),
    "other_delimiter": (
        "row is",
        "rows are",
        "divided by another delimiter than the others, and read so.",
    ),
    "joined_names": ("row of names has", "rows of names have", "a number with an unquoted comma; it was made whole."),
    "cut_off": ("row, the last one, breaks off", "rows break off", "in the middle: the file seems to be incomplete."),
}


def matches(source: Source) -> bool:
    """Text: hardly any control characters, once the zero bytes of UTF-16 are seen as such."""
    head = source.head[:65536]
    if any(head.startswith(bom) for bom, _ in BOMS):
        return True
    if head.count(0) > 0.02 * len(head) and not detect(head, cut=True).startswith(("utf-16", "utf-32")):
        return False
    return len(head) - len(head.translate(None, CONTROLS)) <= 0.002 * len(head)


def read(source: Source) -> Grid:
    """Decode, divide into rows, find the table."""
    content = source.content()
    encoding = detect(content, cut=source.truncated)
    repairs = Repairs()
    text = unwrap(text_of(content, encoding, repairs), repairs)
    if source.truncated:
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text
    dialect = sniff(text)
    if (even := _evenly_blank(text, dialect)) is not None:
        text, dialect = even, replace(sniff(even), delimiter=" ", padded=True, escape=None, lenient=False)
    rows = _clean(divide_again(split_text(text, dialect, repairs), dialect, repairs), dialect)
    if dialect.blank or not dialect.delimiter:
        rows = _better(rows, split_fixed_width(text), indented=text[:1].isspace())
    grid = make_grid(rows, source.options.header_row, dialect.delimiter)
    if not text.endswith(("\n", "\r")) and rows and _breaks_off(rows, grid):
        repairs.note("cut_off", ", ".join(rows[-1]))
    repaired = [*repair_warnings(repairs), *excel_traces(grid.names, grid.columns)]
    return replace(
        grid,
        encoding=encoding,
        delimiter=dialect.delimiter or None,
        quote=dialect.quote if dialect.quote and dialect.quote in text else None,
        warnings=[*repaired, *grid.warnings],
    )


def _evenly_blank(text: str, dialect: Dialect) -> str | None:
    """The text with blanks for tabs, if tabs and blanks divide its columns together, and only so into even rows."""
    sample = text[:BEGINNING]
    if dialect.delimiter not in ("\t", " ", BLANKS) or not MIXED.search(sample):
        return None
    if sample[:1].isspace():  # the names may be one less: that of the first column is missing
        sample = sample.partition("\n")[2]
    blank = sample.replace("\t", "  ")
    before, after = evenness(sample, dialect), evenness(blank, Dialect(" ", dialect.quote, padded=True))
    lines = [line for line in sample.split("\n") if line.strip()]
    gaps = sum(GAP.search(line) is not None for line in lines)
    uneven = before < 1.0 or gaps >= 0.9 * len(lines)
    return text.replace("\t", "  ") if uneven and after == 1.0 else None


def _breaks_off(rows: list[Row], grid: Grid) -> bool:
    """Whether the last row, one of values, is shorter than the table."""
    return grid.last_row == len(rows) - 1 and 0 < len(rows[-1]) < len(grid.names)


def _better(divided: list[Row], placed: list[Row] | None, *, indented: bool) -> list[Row]:
    """The rows by their places in the line, if there are such; not where those divided at blanks are all even."""
    if placed is None or _has_row_names(divided, indented):
        return divided
    below = dropwhile(lambda row: not any(row) or MARK.match(row[0]), divided)
    widths = [len(row) for row in below if any(row)]
    even = len(set(widths)) == 1 and set(widths) != {1}
    if even and not indented and len(placed[0]) > widths[0] and _are_full(placed):
        return placed
    return divided if even or _are_far_finer(widths[1:], placed) else placed


def _are_full(placed: list[Row]) -> bool:
    """Whether places divide all lines of a table, that of its names too, into as many cells."""
    return len(placed) >= LEAST_FULL and all(map(all, filter(any, placed)))


def _are_far_finer(widths: list[int], placed: list[Row]) -> bool:
    """Whether blanks divide all rows below the first one evenly, and so into many more cells than places do."""
    return len(set(widths)) == 1 and widths[0] > FINER * max(map(len, placed))


def _has_row_names(rows: list[Row], indented: bool) -> bool:
    """Whether all rows but that of the names are one cell longer and begin with words of their own, as R's do."""
    names, *values = [row for row in rows if any(row)] or [[]]
    if len(values) < 2 or len(names) < 2 or any(len(row) != len(names) + 1 for row in values):
        return False
    firsts = {row[0] for row in values}
    return len(firsts) == len(values) and (indented or any(" " in first for first in firsts))


def text_of(content: bytes, encoding: str, repairs: Repairs) -> str:
    """The text as it was meant, without zero bytes; ``repairs`` is told what that took."""
    text = unguarded(mend(decode(content, encoding, repairs), repairs), repairs)
    text = undrawn(text.rstrip("\x1a"))
    if "\r\r" in text:
        text = RETURNS.sub("\r\n", text)
    if "\0" in text:
        bad = [line for line in text.split("\n") if "\0" in line]
        repairs.note("nul_bytes", bad[0].replace("\0", ""), len(bad))
        text = text.replace("\0", "")
    return text


def repair_warnings(repairs: Repairs) -> list[ReadingWarning]:
    """What was mended while the text was divided."""
    warnings = []
    for kind, rows in repairs.counts.items():
        one, many, rest = TEXTS[kind]
        warnings.append(warn(kind, f"{shown(rows, one, many)} {rest}", rows, repairs.examples[kind]))
    return warnings


def _clean(rows: list[Row], dialect: Dialect) -> list[Row]:
    return [[cell.strip() for cell in row] for row in rows] if dialect.padded else rows


def weight(source: Source) -> int:
    """Bytes of the file; a wide one of few rows is quicker in memory, and weighs what its rows do."""
    first = source.head.partition(b"\n")[0]
    columns = max(first.count(mark) for mark in (b",", b";", b"\t", b"|"))
    if columns >= WIDE and source.size <= WIDE_BYTES:
        return source.size // WIDE_SHARE
    if LARGE < source.size <= RESHAPED_BYTES and _is_reshaped(source):
        return source.size * LARGE // RESHAPED_BYTES
    return source.size


def _is_reshaped(source: Source) -> bool:
    """Whether the first rows say that the table is to be brought into another form, for which it is held in memory."""
    beginning = replace(source, path=source.path, only_head=True)
    text = text_of(beginning.head[:BEGINNING], detect(beginning.head, cut=True), Repairs()).rpartition("\n")[0]
    dialect = sniff(text)
    if not text or not dialect.simple:
        return False
    try:
        grid = make_grid(split_text(text, dialect, Repairs()), source.options.header_row, dialect.delimiter)
    except PreprocessingError:
        return False
    return any(warning.kind in RESHAPING for warning in tidied(grid, source.options).warnings)


READER = Reader(
    "csv",
    "CSV, TSV or other delimited text",
    ("csv", "tsv", "tab", "psv", "txt", "dat"),
    matches,
    read,
    stream,
    large=LARGE,
    weight=weight,
)
