"""The rows of a large file, one after the other: only the values of its table, each as wide as the table."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline.reading.grid import Grid, LargeGrid, Rows, Scan
from pipeline.reading.layout import without_footers
from pipeline.reading.records import Repairs
from pipeline.reading.rows import Cells, is_blank, is_same
from pipeline.reading.shaping import fit_rows, ragged_warnings
from pipeline.reading.warnings import shown, warn
from pipeline.story import ReadingWarning

CHUNK_ROWS = 20_000
HELD_ROWS = 100  # at the end of the file: among them are the totals and notes
OF_THE_BEGINNING = frozenset({"skipped_lines", "missing_names", "repeated_names", "no_header"})
TEXTS = {
    "footers": ("line below the table was", "lines below the table were", "left out."),
    "repeated_header": ("row that repeats names was", "rows that repeat names were", "left out."),
    "blank_rows": ("blank row was", "blank rows were", "left out."),
    "stray_quotes": ("row has", "rows have", "a quote that never closes, read as an ordinary character."),
    "nul_bytes": ("line has", "lines have", "zero bytes in it, which were left out."),
    "undecodable": ("line has", "lines have", "bytes that are no characters in the file's encoding."),
}


def row_stream(
    beginning: Grid,
    names: Cells | None,
    rows: Callable[[], Iterator[Cells]],
    share: Callable[[], float],
    repairs: Repairs,
    scan: Scan | None = None,
) -> LargeGrid:
    """The table whose ``beginning`` is known, from all ``rows`` of its file; ``names`` is its header as it stands."""
    width, typed, delimiter = len(beginning.names), beginning.typed, beginning.delimiter or ", "

    def values() -> Iterator[Cells]:
        for index, row in enumerate(rows()):
            if index < beginning.first_row:
                continue
            if is_blank(row):
                repairs.note("blank_rows", "")
            elif names is not None and row[0] == names[0] and is_same(row, names):
                repairs.note("repeated_header", delimiter.join(cell or "" for cell in row))
            else:
                yield row

    def chunks() -> Iterator[Rows]:
        held: deque[Cells] = deque()
        for row in values():
            held.append(row)
            if len(held) == CHUNK_ROWS + HELD_ROWS:
                chunk = [held.popleft() for _ in range(CHUNK_ROWS)]
                yield fit_rows(chunk, width, typed, delimiter, repairs)[0]
        last = list(held)
        kept, footers = without_footers(list(range(len(last))), last, width, typed)
        for index in footers:
            repairs.note("footers", delimiter.join(cell or "" for cell in last[index]))
        yield fit_rows([last[index] for index in kept], width, typed, delimiter, repairs)[0]

    known = [warning for warning in beginning.warnings if warning.kind in OF_THE_BEGINNING]
    return LargeGrid(replace(beginning, warnings=known), chunks, share, lambda: _told(repairs, width), scan)


def _told(repairs: Repairs, width: int) -> list[ReadingWarning]:
    told = ragged_warnings(repairs, width)
    for kind, (one, many, rest) in TEXTS.items():
        if rows := repairs.counts[kind]:
            told.append(warn(kind, f"{shown(rows, one, many)} {rest}", rows, repairs.examples[kind] or None))
    return told
