"""Where the table lies in the rows of a file: what stands above it, its header, its rows, what stands below it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.reading.cells import Kind, kind_of, shape_of

Cell = str | None
Cells = Sequence[Cell]
RULE = re.compile(r"[\s\-=+_:|*~─━┼├┤│]*(?:-{2,}|={2,}|_{3,}|─{2,}|━{2,}|:-+:?|-+:)[\s\-=+_:|*~─━┼├┤│]*")
TOTAL = re.compile(
    r"\W*(?:grand |sub-?|gesamt|zwischen)?"
    r"(?:totals?|sums?|summen?|gesamt|insgesamt|ergebnis|totale?|totaux|suma|somme|razem|totaal|average|mean|mittelwert)"
    r"\b(?: \w+){0,2}\W*",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"\W*(?:source|sources|note|notes|nb|quelle|quellen|hinweis|anmerkung|stand|fuente|nota|remarque|fonte|generated|exported|created|printed|copyright|©"
    r"|data as of|last updated|end of|disclaimer|legend|\*|\d+\)|\(\d+\)|rows? returned|\(\d+ rows?\)|\d+ rows?)",
    re.IGNORECASE,
)
REMARK_MARKS = frozenset("#/%-=+_:|*~─━┼├┤│")
SAMPLED_ROWS = 120  # of either end of a block: enough to see what its columns hold
HIGHEST_HEADER = 4  # rows


@dataclass
class Block:
    """Rows without a blank one between them."""

    rows: list[int]
    width: int = 0  # cells that most rows have, empty ones at the end aside
    length: int = 0  # cells that most rows have
    typed: frozenset[int] = field(default_factory=frozenset)  # columns of numbers, moments or keys
    header: tuple[int, ...] = ()  # rows that hold the names
    start: int = 0  # position in ``rows`` of the first row of values

    @property
    def body(self) -> list[int]:
        """Its rows of values."""
        return self.rows[self.start :]


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


def find_table(rows: Sequence[Cells]) -> Layout:
    """The largest table among ``rows``; a row is a list of cells, in the file's own, unequal length."""
    blocks = [_examined(block, rows) for block in _blocks(rows)]
    if not blocks:
        return Layout((), [], [], [], [], [], [], frozenset())
    tables = _joined(blocks, rows)
    table = max(
        tables,
        key=lambda blocks: sum(len(block.body) * block.width**1.2 * (block.width > 1 or 0.1) for block in blocks),
    )
    return _layout(table, tables, rows)


def header_at(rows: Sequence[Cells], row: int) -> Layout:
    """The table below a header that the user pointed at; -1: there is none, all rows are values."""
    filled = [index for index, cells in enumerate(rows) if index > row and _filled(cells) and not _is_remark(cells)]
    block = _examined(Block(filled), rows)
    width = max(block.width, _width(rows[row]) if 0 <= row < len(rows) else 0)
    body, footers = without_footers(filled, rows, width, block.typed)
    first = body[0] if body else 0
    blank = [index for index in range(first, body[-1] if body else 0) if not _filled(rows[index])]
    return Layout((row,) if row >= 0 else (), body, list(range(max(row, 0))), footers, [], [], blank, block.typed)


def _blocks(rows: Sequence[Cells]) -> list[Block]:
    blocks: list[Block] = []
    open_block: list[int] | None = None
    for index, cells in enumerate(rows):
        if is_blank(cells):
            open_block = None
        elif not _is_remark(cells):
            if open_block is None:
                open_block = []
                blocks.append(Block(open_block))
            open_block.append(index)
    return blocks


def _examined(block: Block, rows: Sequence[Cells]) -> Block:
    """Width, typed columns, and where names end and values begin."""
    if not block.rows:
        return block
    sample = [rows[index] for index in _ends(block.rows)]
    block.length = _mode([len(cells) for cells in sample])
    block.width = _mode([_width(cells) for cells in sample])
    wide = [cells for cells in sample if _width(cells) >= 0.6 * block.width]
    block.typed = _typed_columns(wide)
    block.header, block.start = _find_header(block, rows)
    return block


def _ends(indices: list[int]) -> list[int]:
    return indices if len(indices) <= 2 * SAMPLED_ROWS else indices[:SAMPLED_ROWS] + indices[-SAMPLED_ROWS:]


def _mode(numbers: list[int]) -> int:
    """The most frequent number; the largest of equally frequent ones."""
    counts = Counter(numbers)
    return max(counts, key=lambda number: (counts[number], number), default=0)


def _typed_columns(sample: list[Cells]) -> frozenset[int]:
    """Columns whose lower two thirds are values that can't be names."""
    lower = sample[len(sample) // 3 if len(sample) > 3 else min(1, len(sample) - 1) :]
    typed = set()
    for column in range(max((len(cells) for cells in lower), default=0)):
        kinds = Counter(kind_of(cells[column]) for cells in lower if column < len(cells))
        values = kinds[Kind.NUMBER] + kinds[Kind.MOMENT] + kinds[Kind.CODE]
        if values and values >= 2 * kinds[Kind.TEXT]:
            typed.add(column)
    return frozenset(typed)


def _find_header(block: Block, rows: Sequence[Cells]) -> tuple[tuple[int, ...], int]:
    """(rows of the header, position of the first row of values); no rows where the block has no header."""
    positions = range(min(len(block.rows), 60))
    wide = [p for p in positions if _width(rows[block.rows[p]]) >= max(0.6 * block.width, min(2, block.width))]
    if not wide:
        return (), 0
    if not block.typed:
        first = wide[0]
        named = _differs_from_body(block, first, rows) and _is_full(rows[block.rows[first]], block.width)
        return ((block.rows[first],), first + 1) if named else ((), first)
    data = _first_values(block, rows, set(wide))
    if data is None:
        return ((block.rows[wide[0]],), len(block.rows)) if len(block.rows) == 1 else ((), wide[0])
    if _is_series(rows[block.rows[data]], block, data, rows):
        data = _first_values(block, rows, set(wide), data + 1) or data + 1
    return _names_above(block, data, rows), data


def _first_values(block: Block, rows: Sequence[Cells], wide: set[int], start: int = 0) -> int | None:
    """The first row of values: as wide as the table, or a narrow one below a full row of words."""
    named = start > 0
    for position in range(start, min(len(block.rows), 60)):
        cells = rows[block.rows[position]]
        if _is_values(cells, block.typed):
            if named or position in wide:
                return position
        else:
            named = named or _is_full(cells, block.width)
    return None


def _is_values(cells: Cells, typed: frozenset[int]) -> bool:
    """Whether a row has values rather than words in the typed columns."""
    kinds = Counter(kind_of(cells[column]) for column in typed if column < len(cells))
    values = kinds[Kind.NUMBER] + kinds[Kind.MOMENT] + kinds[Kind.CODE]
    return values > 0 and values >= kinds[Kind.TEXT]


def _is_series(cells: Cells, block: Block, position: int, rows: Sequence[Cells]) -> bool:
    """Whether the numbers of a row are names: years that follow each other, or 0, 1, 2, ...; and the values are not."""
    numbers = [
        (cells[c] or "").strip() for c in sorted(block.typed) if c < len(cells) and kind_of(cells[c]) == Kind.NUMBER
    ]
    if len(numbers) < 2 or not all(text.isdigit() for text in numbers):
        return False
    values = [int(text) for text in numbers]
    steps = {after - before for before, after in pairwise(values)}
    if len(steps) != 1 or steps == {0}:
        return False
    below = [rows[index] for index in block.rows[position + 1 : position + 20]]
    if not below:
        return False
    if all(1850 <= value <= 2150 for value in values):
        others = [kind_of(cells[c]) for c in range(len(cells)) if c not in block.typed]
        like = [
            text
            for row in below
            for c in block.typed
            if c < len(row) and (text := (row[c] or "").strip()).isdigit() and 1850 <= int(text) <= 2150
        ]
        return not like and Kind.NUMBER not in others
    in_order = values[0] in (0, 1) and steps == {1} and len(values) >= 3
    first = next((row for row in below), [])
    return in_order and [(first[c] or "").strip() for c in sorted(block.typed) if c < len(first)] != [
        str(v + len(values)) for v in values
    ]


def _names_above(block: Block, data: int, rows: Sequence[Cells]) -> tuple[int, ...]:
    """The row of names above the first row of values, and the rows above it that group or explain the names."""
    if data == 0:
        return ()
    candidates = block.rows[max(0, data - HIGHEST_HEADER) : data]
    full = [index for index in candidates if _is_full(rows[index], block.width)]
    if not full:
        return ()
    chosen = [full[-1]]
    if len(full) > 1 and (
        _explains(rows[full[-1]], rows[full[-2]]) or (block.width > 2 and not _is_distinct(rows[full[-1]]))
    ):
        chosen.insert(0, full[-2])
    above = [index for index in candidates if index < chosen[0]]
    for index in reversed(above):
        if not _groups(rows[index], rows[chosen[0]]):
            break
        chosen.insert(0, index)
    return tuple(chosen)


def _is_full(cells: Cells, width: int) -> bool:
    return _filled(cells) >= max(0.6 * width, min(2, width)) or (
        _width(cells) == width and _filled(cells) >= 0.5 * width
    )


def _is_distinct(cells: Cells) -> bool:
    names = [cell.strip() for cell in cells if cell and cell.strip()]
    return len(set(names)) == len(names)


def _explains(cells: Cells, names: Cells) -> bool:
    """Whether a row below the names holds their units or types: short, often in brackets."""
    texts = [cell.strip() for cell in cells if cell and cell.strip()]
    bracketed = sum(text[0] in "([{<" and text[-1] in ")]}>" for text in texts)
    return (
        bool(texts)
        and bracketed >= 0.5 * len(texts)
        and not any((name or "").strip()[:1] in ("(", "[") for name in names)
    )


def _groups(cells: Cells, names: Cells) -> bool:
    """Whether a row above the names groups them: words with gaps between them or said several times."""
    texts = [cell.strip() for cell in cells if cell and cell.strip()]
    if len(texts) < 2 and not (texts and cells and not (cells[0] or "").strip() and len(names) > 2):
        return False
    if any(kind_of(text) in (Kind.MOMENT, Kind.CODE) for text in texts):
        return False
    gaps = len(texts) < _filled(names)
    said_again = len(set(texts)) < len(texts)
    spread = _width(cells) > 0.5 * _width(names)
    return spread and (gaps or said_again)


def _differs_from_body(block: Block, position: int, rows: Sequence[Cells]) -> bool:
    """Whether the first row of a table of words is unlike the rows below: then it holds the names."""
    first = rows[block.rows[position]]
    body = [rows[index] for index in _ends(block.rows[position + 1 :])]
    if len(body) < 2:
        return True
    evidence = 0.5
    for column, cell in enumerate(first):
        values = [
            (cells[column] or "").strip() for cells in body if column < len(cells) and (cells[column] or "").strip()
        ]
        name = (cell or "").strip()
        if len(values) < 2 or not name:
            continue
        if name in values:
            evidence -= 2.0
        elif len(set(values)) <= 0.5 * len(values):
            evidence += 1.0
        shapes = Counter(shape_of(value) for value in values)
        shape, count = shapes.most_common(1)[0]
        if count >= 0.9 * len(values) and any(char.isdigit() for char in values[0]):
            evidence += 1.0 if shape_of(name) != shape else -1.5
        elif len({len(value) for value in values}) == 1 and len(values) > 3:
            evidence += 0.5 if len(name) != len(values[0]) else -0.25
    return evidence > 0


def _joined(blocks: list[Block], rows: Sequence[Cells]) -> list[list[Block]]:
    """Blocks that belong to one table, the blank rows between them being only blank rows."""
    tables: list[list[Block]] = [[blocks[0]]]
    for block in blocks[1:]:
        if _continues(tables[-1], block, rows):
            tables[-1].append(block)
        else:
            tables.append([block])
    return tables


def _continues(table: list[Block], block: Block, rows: Sequence[Cells]) -> bool:
    first, last = table[0], table[-1]
    names = [rows[index] for index in first.header]
    if names and any(is_same(rows[index], names[-1]) for index in block.header):
        return True
    if block.width < 2 or abs(block.width - last.width) > (0 if last.width < 4 else 0.3 * last.width):
        return (
            len(block.rows) <= 2
            and last.width > 1
            and block.width > 0.6 * last.width
            and _is_values(rows[block.rows[0]], last.typed)
        )
    if len(last.rows) == 1 and not last.body and len(table) == 1:  # the header by itself, then its values
        return not block.header and _width(rows[last.rows[0]]) == block.width
    if block.header and not _is_values(rows[block.rows[0]], last.typed):
        return not first.typed and not block.typed and not first.header and len(table) > 0
    if not first.typed:
        return not block.typed and (bool(first.header) or not block.header)
    return _is_values(rows[block.rows[0]], last.typed) and bool(first.typed & block.typed)


def is_same(cells: Cells, names: Cells) -> bool:
    """Whether a row says the names of the header again."""
    if not cells or (cells[0] != names[0] and (cells[0] or "").strip() != (names[0] or "").strip()):
        return False
    return [(cell or "").strip() for cell in cells][: len(names)] == [
        (name or "").strip() for name in names
    ] and _filled(cells) > 1


def _layout(table: list[Block], tables: list[list[Block]], rows: Sequence[Cells]) -> Layout:
    first = table[0]
    header = first.header
    if not header and len(first.rows) == 1 and not first.body:
        header = (first.rows[0],)
    names = rows[header[-1]] if header else None
    indices = [index for block in table for index in (block.rows if block is not first else block.body)]
    repeated = [index for index in indices if names is not None and is_same(rows[index], names)]
    said = set(repeated)
    kept = [index for index in indices if index not in said]
    width = max(block.width for block in table)
    body, footers = without_footers(kept, rows, width, _main(table).typed)
    begin = header[0] if header else (body[0] if body else 0)
    member = {id(block) for block in table}
    outside = [block for other in tables for block in other if id(block) not in member]
    above = [
        index
        for block in outside
        for index in block.rows
        if (index < begin and block.width < 2) or (index < begin and len(block.rows) < 3)
    ]
    placed = set(above)
    above = sorted(placed | {index for index in first.rows if index < begin})
    later = [index for block in outside for index in block.rows if index not in placed]
    small = [
        index
        for index in later
        if _filled(rows[index]) <= 1 or NOTE.match(_label(rows[index])) or TOTAL.fullmatch(_label(rows[index]))
    ]
    others = [index for index in later if index not in set(small)]
    last = body[-1] if body else 0
    blank = [index for index in range(begin, last) if is_blank(rows[index])]
    return Layout(header, body, above, sorted(footers + small), others, repeated, blank, _main(table).typed)


def _main(table: list[Block]) -> Block:
    return max(table, key=lambda block: len(block.rows))


def without_footers(
    body: list[int], rows: Sequence[Cells], width: int, typed: frozenset[int]
) -> tuple[list[int], list[int]]:
    """The rows of values, and the totals and notes that stand below them."""
    end = len(body)
    longest = max((len(rows[index][0] or "") for index in body[:200] if rows[index]), default=0)
    while end > 1 and _is_footer(rows[body[end - 1]], width, typed, longest):
        end -= 1
    if len(body) - end > max(10, 0.2 * len(body)):
        return body, []
    return body[:end], body[end:]


def _is_footer(cells: Cells, width: int, typed: frozenset[int], longest: int) -> bool:
    label = _label(cells)
    if TOTAL.fullmatch(label) and width >= 2:
        return True
    if _filled(cells) != 1 or width < 2:
        return False
    column = next(index for index, cell in enumerate(cells) if cell and cell.strip())
    if column in typed and kind_of(cells[column]) != Kind.TEXT:
        return False
    if NOTE.match(label) or column in typed:
        return True
    return (width >= 3 and len(label) > max(20, 1.5 * longest)) or (width >= 2 and len(cells) == 1 and " " in label)


def _label(cells: Cells) -> str:
    return next((cell.strip() for cell in cells if cell and cell.strip()), "")


def _filled(cells: Cells) -> int:
    return sum(bool(cell and not cell.isspace()) for cell in cells)


def _width(cells: Cells) -> int:
    for index in range(len(cells), 0, -1):
        cell = cells[index - 1]
        if cell and not cell.isspace():
            return index
    return 0


def _is_remark(cells: Cells) -> bool:
    """Whether a row only draws a line (``---+---``) or is a remark (``# ...``) of the program that wrote the file."""
    label = _label(cells)
    if label[0] not in REMARK_MARKS:
        return False
    if label.startswith("# ") or (label.startswith(("#", "//", "%")) and _filled(cells) == 1 and len(label) > 1):
        return True
    texts = [cell for cell in cells if cell and cell.strip()]
    return all(RULE.fullmatch(text) for text in texts) and (len(texts) > 1 or len(label) > 4)


def is_blank(cells: Cells) -> bool:
    """Whether a row has nothing in it."""
    return not any(cells) or not _filled(cells)
