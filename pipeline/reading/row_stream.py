"""The rows of a large file, one after the other: only the values of its table, each as wide as the table."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from pipeline.reading.cells import Kind, kind_of
from pipeline.reading.footers import TOTAL, without_footers
from pipeline.reading.grid import Grid, LargeGrid, Rows, Scan
from pipeline.reading.header import Block, find_header
from pipeline.reading.layout import STACKED_ROWS
from pipeline.reading.limits import rows_at_once
from pipeline.reading.page_heads import is_page_head
from pipeline.reading.records import Repairs
from pipeline.reading.rows import Cells, is_blank, is_same, label_of, width_of
from pipeline.reading.shaping import fit_rows, ragged_warnings
from pipeline.reading.warnings import shown, warn
from pipeline.story import ReadingWarning

CHUNK_ROWS = 20_000
HELD_ROWS = 100  # at the end of the file: among them are the totals and notes
OF_THE_BEGINNING = frozenset({"skipped_lines", "missing_names", "repeated_names", "no_header"})
TEXTS = {
    "footers": ("line below the table was", "lines below the table were", "left out."),
    "several_tables": ("row of another table was", "rows of other tables were", "left out; upload them as files."),
    "names_below": (
        "line below a blank one looks",
        "lines below blank ones look",
        "like the names of another table; what follows was read as rows of this one.",
    ),
    "repeated_header": ("row that repeats names was", "rows that repeat names were", "left out."),
    "page_heads": ("line of page heads was", "lines of page heads were", "left out."),
    "blank_rows": ("blank row was", "blank rows were", "left out."),
    "stray_quotes": ("row has", "rows have", "a quote that never closes, read as an ordinary character."),
    "nul_bytes": ("line has", "lines have", "zero bytes in it, which were left out."),
    "undecodable": ("line has", "lines have", "bytes that are no characters in the file's encoding."),
    "mixed_encodings": ("line is", "lines are", "not in the encoding of the others; each was read in its own."),
    "guarded": ("line had", "lines had", 'cells such as ="00123", guarded against a spreadsheet.'),
    "decoded_twice": ("line had", "lines had", "text that was once decoded in the wrong encoding; it was mended."),
}


def row_stream(
    beginning: Grid,
    names: Cells | None,
    rows: Callable[[], Iterator[Cells]],
    share: Callable[[], float],
    repairs: Repairs,
    scan: Scan | None = None,
    *,
    totals: bool = True,
) -> LargeGrid:
    """The table whose ``beginning`` is known, from all ``rows`` of its file; ``names`` is its header as it stands.

    With ``totals``, rows at its end that are called so are left out.
    """
    width, typed, delimiter = len(beginning.names), beginning.typed, beginning.delimiter or ", "

    def chunks() -> Iterator[Rows]:
        most = rows_at_once(width, CHUNK_ROWS)
        table = _without_other_tables(islice(rows(), beginning.first_row, None), beginning, repairs)
        values = _values(table, beginning, names, repairs)
        held = list(islice(values, most + HELD_ROWS))
        while len(held) == most + HELD_ROWS:
            yield fit_rows(held[:most], width, typed, delimiter, repairs)[0]
            held = [*held[most:], *islice(values, most)]
        kept, footers = without_footers(list(range(len(held))), held, width, typed, totals=totals)
        for index in footers:
            repairs.note("footers", _joined(held[index], beginning))
        yield fit_rows([held[index] for index in kept], width, typed, delimiter, repairs)[0]

    if totals and scan and TOTAL.fullmatch(label_of(_last_row(beginning))):
        scan = None  # the last row is to be left out, which takes a pass of our own
    known = [warning for warning in beginning.warnings if warning.kind in OF_THE_BEGINNING]
    return LargeGrid(replace(beginning, warnings=known), chunks, share, lambda: _warnings(repairs, width), scan)


def _last_row(beginning: Grid) -> list[str | None]:
    return [column[-1] for column in beginning.columns] if beginning.row_count else []


def _values(rows: Iterable[Cells], beginning: Grid, names: Cells | None, repairs: Repairs) -> Iterator[Cells]:
    """The rows of values: none that are blank, repeat the ``names``, or belong to the pages of a print."""
    typed, heads = beginning.typed, beginning.page_heads
    paged = any(warning.kind in ("page_heads", "repeated_header") for warning in beginning.warnings)
    for row in rows:
        if is_blank(row):
            repairs.note("blank_rows", "")
        elif names is not None and row[0] == names[0] and is_same(row, names):
            repairs.note("repeated_header", _joined(row, beginning))
        elif paged and is_page_head(row, typed, heads):
            repairs.note("page_heads", _joined(row, beginning))
        else:
            yield row


def _without_other_tables(rows: Iterator[Cells], beginning: Grid, repairs: Repairs) -> Iterator[Cells]:
    """The rows of the table, and the blank ones; what the first rows after a blank one say decides on those below."""
    opening: list[Cells] | None = None
    foreign, length = False, len(beginning.names)
    for row in rows:
        if is_blank(row):
            yield from opening or ()
            opening, foreign = [], False
            yield row
        elif opening is not None:
            opening.append(row)
            if len(opening) == STACKED_ROWS:
                kept = _of_this_table(opening, beginning, length, repairs)
                yield from kept
                foreign, opening = not kept, None
        elif foreign:
            repairs.note("several_tables", "")
        else:
            length = len(row)
            yield row
    yield from opening or ()


def _of_this_table(opening: list[Cells], beginning: Grid, length: int, repairs: Repairs) -> list[Cells]:
    """The rows below a blank one; none where they begin another table."""
    if not _is_other_table(opening, beginning, length):
        if _begins_with_names(opening, beginning):
            repairs.note("names_below", _joined(opening[0], beginning))
        return opening
    repairs.note("several_tables", _joined(opening[0], beginning), len(opening))
    return []


def _is_other_table(opening: Sequence[Cells], beginning: Grid, length: int) -> bool:
    """Rows of another length, or names of columns above values; a lone cell a row is a note."""
    if max(map(width_of, opening)) < 2:
        return False
    if {len(row) for row in opening} == {len(opening[0])} != {length}:
        return True
    words = [all(kind_of(row[place]) == Kind.TEXT for place in beginning.typed if place < len(row)) for row in opening]
    return bool(beginning.typed) and words[0] and not any(words[1:]) and not is_same(opening[0], beginning.names)


def _begins_with_names(opening: Sequence[Cells], beginning: Grid) -> bool:
    """Whether rows of words begin with one unlike the others, as the names of another table are."""
    block = Block([*range(len(opening))], width=len(beginning.names), length=len(opening[0]))
    header, _ = find_header(block, opening)
    return bool(header) and not is_same(opening[0], beginning.names)


def _joined(row: Cells, beginning: Grid) -> str:
    return (beginning.delimiter or ", ").join(cell or "" for cell in row)


def _warnings(repairs: Repairs, width: int) -> list[ReadingWarning]:
    found = ragged_warnings(repairs, width)
    for kind, (one, many, rest) in TEXTS.items():
        if rows := repairs.counts[kind]:
            found.append(warn(kind, f"{shown(rows, one, many)} {rest}", rows, repairs.examples[kind] or None))
    return found
