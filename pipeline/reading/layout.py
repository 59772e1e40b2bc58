"""Where the table lies in the rows of a file: what stands above it, its header, its rows, what stands below it."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, pairwise

from pipeline.reading.cells import Kind, kind_of
from pipeline.reading.footers import NOTE, TOTAL, without_footers
from pipeline.reading.header import HIGHEST_HEADER, Block, are_units, find_header, goes_on, is_values, typed_columns
from pipeline.reading.page_heads import PAGE, page_heads, said
from pipeline.reading.rows import Cells, ends, filled, is_blank, is_remark, is_same, label_of, mode, width_of
from pipeline.reading.type_rows import find_type_rows

TITLE_ROWS = 3  # above the names, blank ones among them
LEAST_TYPED = 2  # columns of values, below which words are certainly names
LEAST_SPACED, SPACED, SPACED_LOOKED_AT = 8, 0.9, 400  # rows with values, their share, and rows
STACKED_ROWS = 3  # at least; a shorter run of rows of another width is ragged


@dataclass(frozen=True)
class Layout:
    """Which rows of a file are what."""

    header: tuple[int, ...]
    body: list[int]
    above: list[int]  # rows above the header that belong to no table
    footers: list[int]
    others: list[int]  # rows of other tables
    repeated: list[int]  # rows that say the header again
    blank: list[int]  # blank rows amid the values
    typed: frozenset[int]
    pages: list[int] = field(default_factory=list)  # titles and numbers of pages amid the values
    titles: Mapping[int, str] = field(default_factory=dict)  # of tables with the same names: by the row of the names
    types: tuple[int, ...] = ()  # rows below the names that say what the columns hold


def find_table(rows: Sequence[Cells]) -> Layout:
    """The largest table among ``rows``; a row is a list of cells, in the file's own, unequal length."""
    types = find_type_rows(rows)
    blocks = [_examined(block, rows) for whole in _blocks(rows, types) for block in _stacked(whole, rows)]
    if not blocks:
        return Layout((), [], [], [], [], [], [], frozenset())
    tables = _joined(blocks, rows)
    table = max(
        tables,
        key=lambda blocks: sum(len(block.body) * block.width**1.2 * (block.width > 1 or 0.1) for block in blocks),
    )
    return replace(_layout(table, tables, rows), types=types)


def header_at(rows: Sequence[Cells], row: int) -> Layout:
    """The table below a header that the user pointed at; -1: there is none, all rows are values."""
    below = [index for index, cells in enumerate(rows) if index > row and filled(cells) and not is_remark(cells)]
    block = _examined(Block(below), rows)
    width = max(block.width, width_of(rows[row]) if 0 <= row < len(rows) else 0)
    body, footers = without_footers(below, rows, width, block.typed)
    first = body[0] if body else 0
    blank = [index for index in _outside(body, first) if not filled(rows[index])]
    return Layout(
        (row,) if row >= 0 else (), body, list(range(max(row, 0))), footers, [], [], blank, frozenset(block.typed)
    )


def _blocks(rows: Sequence[Cells], types: Sequence[int]) -> list[Block]:
    """The runs of rows between blank ones, remarks and the rows ``types`` aside."""
    spaced = _are_spaced(rows)
    blocks: list[Block] = []
    parted = True
    for index, cells in enumerate(rows):
        if index in types:
            continue
        if is_blank(cells):
            parted = parted or not spaced
        elif not is_remark(cells):
            if parted:
                blocks.append(Block([]))
            blocks[-1].rows.append(index)
            parted = False
    return blocks


def _are_spaced(rows: Sequence[Cells]) -> bool:
    """Whether each row but a few has a blank one below it, so that blank rows divide nothing."""
    beginning = rows[:SPACED_LOOKED_AT]
    blank = [is_blank(cells) for cells in beginning]
    full = len(blank) - sum(blank)
    alone = sum(after and not before for before, after in pairwise(blank))
    return full >= LEAST_SPACED and alone >= SPACED * (full - 1)


def _stacked(block: Block, rows: Sequence[Cells]) -> list[Block]:
    """The tables of a block that follow each other without a blank row; each begins with words and has its width."""
    starts = [0]
    runs = [(width, list(run)) for width, run in groupby(range(len(block.rows)), lambda p: len(rows[block.rows[p]]))]
    for (_, before), (width, run) in pairwise(runs):
        long = width > 1 and min(len(before), len(run)) >= STACKED_ROWS
        if long and _begins_with_names([rows[block.rows[position]] for position in run]):
            starts.append(run[0])
    return [Block(block.rows[start:end]) for start, end in pairwise([*starts, len(block.rows)])]


def _begins_with_names(run: list[Cells]) -> bool:
    """Words, and below them values."""
    return all(kind_of(cell) == Kind.TEXT for cell in run[0]) and bool(typed_columns(run[1:]))


def _examined(block: Block, rows: Sequence[Cells]) -> Block:
    """Width, typed columns, and where names end and values begin."""
    if not block.rows:
        return block
    sample = [rows[index] for index in ends(block.rows)]
    block.length = mode([len(cells) for cells in sample])
    block.width = mode([width_of(cells) for cells in sample])
    looked_at = [rows[index] for index in ends(block.rows, block.width)]
    wide = [cells for cells in looked_at if width_of(cells) >= 0.6 * block.width]
    block.typed = typed_columns(wide)
    block.header, block.start = find_header(block, rows)
    return block


def _joined(blocks: list[Block], rows: Sequence[Cells]) -> list[list[Block]]:
    """Blocks that belong to one table, the blank rows between them being only blank rows."""
    tables: list[list[Block]] = [[blocks[0]]]
    for block in blocks[1:]:
        if same := next((table for table in tables if _is_repeated(table[0], block, rows)), None):
            same.append(block)
        elif _continues(tables[-1], block, rows):
            tables[-1].append(block)
        else:
            tables.append([block])
    return tables


def _is_repeated(first: Block, block: Block, rows: Sequence[Cells]) -> bool:
    """Whether a block says the names of an earlier one again, as the pages of a list do."""
    return bool(first.header) and any(is_same(rows[index], rows[first.header[-1]]) for index in block.header)


def _continues(table: list[Block], block: Block, rows: Sequence[Cells]) -> bool:
    first, last = table[0], table[-1]
    if block.width < 2 or not _is_as_wide(block, last):
        return _is_short_rest(block, last) and is_values(rows[block.rows[0]], last.typed)
    if len(last.rows) == 1 and not last.body and len(table) == 1:  # the header by itself, then its values
        return not block.header and width_of(rows[last.rows[0]]) == block.width
    has_values = is_values(rows[block.rows[0]], last.typed)
    if first.typed:
        return has_values and not first.typed.keys().isdisjoint(block.typed)
    return not block.typed and (not block.header or bool(first.header) == has_values)


def _is_as_wide(block: Block, last: Block) -> bool:
    return abs(block.width - last.width) <= (0 if last.width < 4 else 0.3 * last.width)


def _is_short_rest(block: Block, last: Block) -> bool:
    """A row or two, somewhat narrower than those above."""
    return len(block.rows) <= 2 and last.width > 1 and block.width > 0.6 * last.width


def _layout(table: list[Block], tables: list[list[Block]], rows: Sequence[Cells]) -> Layout:
    first, typed = table[0], frozenset(_main(table).typed)
    header = _header_of(first) or _names_before(first, rows)
    indices = [*first.body, *_rows_of(table[1:])]
    begin = (*header, *indices, 0)[0]
    outside = list(chain.from_iterable(other for other in tables if other is not table))
    above = _above(first, header, [block for block in outside if block.rows[0] < begin])
    later = _without(_rows_of(outside), {*above, *header})
    titles = _titles(table, rows)
    pages = _pages([*indices, *later], above, rows, typed) | set(titles.values()).intersection(indices)
    repeated = _repeated(rows[header[-1]], indices, rows) if header else []
    gone = pages.union(repeated)
    width = max(block.width for block in table)
    body, footers = without_footers(_without(indices, gone), rows, width, typed)
    small, others = _apart(_without(later, gone), rows)
    blank = [index for index in _outside(body, begin) if is_blank(rows[index])]
    named = {names: label_of(rows[title]) for names, title in titles.items()}
    return Layout(header, body, above, sorted(footers + small), others, repeated, blank, typed, sorted(pages), named)


def _rows_of(blocks: Iterable[Block]) -> list[int]:
    return [index for block in blocks for index in block.rows]


def _repeated(names: Cells, indices: Iterable[int], rows: Sequence[Cells]) -> list[int]:
    return [index for index in indices if is_same(rows[index], names)]


def _without(indices: Iterable[int], gone: Set[int]) -> list[int]:
    return [index for index in indices if index not in gone]


def _pages(indices: Iterable[int], above: list[int], rows: Sequence[Cells], typed: frozenset[int]) -> set[int]:
    """The rows that are titles and numbers of pages, as those ``above`` the table are."""
    heads = {said(rows[index]) for index in above}
    return set(page_heads(((index, rows[index]) for index in indices), typed, heads))


def _header_of(first: Block) -> tuple[int, ...]:
    """The rows of names; a block of one row without values is its names."""
    if not first.header and len(first.rows) == 1 and not first.body:
        return (first.rows[0],)
    return first.header


def _titles(table: list[Block], rows: Sequence[Cells]) -> dict[int, int]:
    """The row of the title above each of several tables with the same names, by that of its names; all differ."""
    found = {}
    for block in table:
        start = block.header[0] if block.header else 0
        title = _row_before(start, TITLE_ROWS - 1, rows)
        if title is None or filled(rows[title]) != 1 or PAGE.search(label_of(rows[title])):
            return {}
        found[start] = title
    return found if len({label_of(rows[title]) for title in found.values()}) == len(table) > 1 else {}


def _row_before(start: int, most: int, rows: Sequence[Cells]) -> int | None:
    """The next row above that isn't blank, of so many at ``most``; None where there is none."""
    above = range(start - 1, max(start - 1 - most, -1), -1)
    return next((at for at in above if not is_blank(rows[at])), None)


def _names_before(first: Block, rows: Sequence[Cells]) -> tuple[int, ...]:
    """The rows of names above a blank one, at the end of a block of remarks; none where there are no such rows.

    A row that leaves columns without a name, goes on with names or says units belongs to the one above it.
    """
    if not first.rows or len(first.typed) < LEAST_TYPED:
        return ()
    before = _row_before(first.rows[0], TITLE_ROWS, rows)
    chosen: list[int] = []
    named: Set[int] = set()
    while before is not None and len(chosen) < HIGHEST_HEADER:
        if not _may_name(rows[before], first.width) or (_is_complete(named, first) and not _belongs(before, rows)):
            break
        chosen.insert(0, before)
        named = named | {place for place, cell in enumerate(rows[before]) if cell and cell.strip()}
        before = _row_before(before, 1, rows)
    return tuple(chosen) if _is_complete(named, first) else ()


def _may_name(cells: Cells, width: int) -> bool:
    """Whether a row has several cells, all of words, and no more than the table."""
    words = [kind_of(cell) == Kind.TEXT for cell in cells]
    return LEAST_TYPED <= sum(words) == filled(cells) and width_of(cells) <= width and not is_remark(cells)


def _is_complete(named: Set[int], first: Block) -> bool:
    return len(named) >= first.width - 1 and first.typed.keys() <= named


def _belongs(above: int, rows: Sequence[Cells]) -> bool:
    """Whether the row below one goes on with its names, or says their units."""
    return goes_on(rows[above], rows[above + 1]) or are_units(rows[above + 1])


def _outside(body: list[int], begin: int) -> list[int]:
    """The rows from ``begin`` to the last one of ``body`` that are none of it."""
    return sorted(set(range(begin, body[-1])).difference(body)) if body else []


def _above(first: Block, header: tuple[int, ...], before: list[Block]) -> list[int]:
    """The rows above the names that belong to no table."""
    titles = [index for block in before if block.width < 2 or len(block.rows) < 3 for index in block.rows]
    return sorted({*titles, *(index for index in first.rows[: first.start] if index not in header)})


def _apart(later: list[int], rows: Sequence[Cells]) -> tuple[list[int], list[int]]:
    """Rows outside of the table: notes and totals, and those of other tables."""
    small = [
        index
        for index in later
        if filled(rows[index]) <= 1 or NOTE.match(label_of(rows[index])) or TOTAL.fullmatch(label_of(rows[index]))
    ]
    return small, sorted({*later} - {*small})


def _main(table: list[Block]) -> Block:
    return max(table, key=lambda block: len(block.rows))
