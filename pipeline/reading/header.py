"""Where the names of a table stand: in one row, in several, or nowhere."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from pipeline.reading.cells import Kind, kind_of, shape_of
from pipeline.reading.number_names import holds_year, is_series, is_unlike
from pipeline.reading.page_heads import PAGE
from pipeline.reading.rows import Cells, ends, filled, width_of
from pipeline.reading.types import hints
from pipeline.reading.types.missing import is_marker

VALUES = (Kind.NUMBER, Kind.MOMENT, Kind.CODE)
HIGHEST_HEADER = 4  # rows
LONGEST_MARK = 4  # characters
MOST_BELOW = 1_000  # rows of values among which a mark is looked for
LEAST_REMARKS, MOST_REMARKS = 2, 30  # rows of another length above values without names
LEAST_BELOW = 5  # rows of values for each of them
NAMES_AND_CODES = frozenset({"id", "no", "pk"})  # of columns; and of Indonesia, Norway, Pakistan
MACHINE_NAME = re.compile(r"[A-Za-z]\w*_\w+")  # inv_adr_vac
LEAST_RECORDED = 3  # numbers in a row of what a program tells of its export
MARKED = re.compile(r"[^\W\d_].*\d|\d.*[^\W\d_]", re.DOTALL)
GAPS = 1.15  # times as many names as a row above has cells, at least
LEAST_SORTED = 10  # values, from which on an order is no chance


@dataclass
class Block:
    """Rows without a blank one between them."""

    rows: list[int]
    width: int = 0  # cells that most rows have, empty ones at the end aside
    length: int = 0  # cells that most rows have
    typed: dict[int, Kind] = field(default_factory=dict)  # columns of numbers, moments or keys
    header: tuple[int, ...] = ()  # rows that hold the names
    start: int = 0  # position in ``rows`` of the first row of values

    @property
    def body(self) -> list[int]:
        """Its rows of values."""
        return self.rows[self.start :]


def typed_columns(sample: list[Cells]) -> dict[int, Kind]:
    """Columns whose lower two thirds are values that can't be names, with what most of these are."""
    lower = sample[len(sample) // 3 if len(sample) > 3 else min(1, len(sample) - 1) :]
    typed = {}
    for column in range(max((len(cells) for cells in lower), default=0)):
        kind = _kind_of_values(Counter(kind_of(cells[column]) for cells in lower if column < len(cells)))
        if kind is not None:
            typed[column] = kind
    return typed


def _kind_of_values(kinds: Counter[Kind]) -> Kind | None:
    """What most values of a column are, of whose cells the kinds were counted; None where too many are words."""
    values = {kind: kinds[kind] for kind in VALUES if kinds[kind]}
    if not values or sum(values.values()) < 2 * kinds[Kind.TEXT]:
        return None
    return max(values, key=lambda kind: values[kind])


def find_header(block: Block, rows: Sequence[Cells]) -> tuple[tuple[int, ...], int]:
    """(rows of the header, position of the first row of values); no rows where the block has no header."""
    positions = range(min(len(block.rows), 60))
    wide = [p for p in positions if width_of(rows[block.rows[p]]) >= max(0.6 * block.width, min(2, block.width))]
    if not wide:
        return (), 0
    if not block.typed:
        return _header_of_words(block, wide[0], rows)
    data = _first_values(block, rows, set(wide))
    if data is None:
        return ((block.rows[0],), 1) if len(block.rows) == 1 else ((), wide[0])
    names = _names_below(block, data, rows)
    if names is not None:
        return (block.rows[names],), names + 1
    return _header_of_values(block, data, set(wide), rows)


def _header_of_words(block: Block, first: int, rows: Sequence[Cells]) -> tuple[tuple[int, ...], int]:
    """The same of a table of nothing but words: its first row, where that is full and unlike the others."""
    named = _differs_from_body(block, first, rows) and _is_full(rows[block.rows[first]], block.width)
    return ((block.rows[first],), first + 1) if named else ((), first)


def _header_of_values(block: Block, data: int, wide: set[int], rows: Sequence[Cells]) -> tuple[tuple[int, ...], int]:
    """The same of a table whose values begin at ``data``, or below it where that row counts the columns."""
    if _are_names(block, data, rows):
        data = _first_values(block, rows, wide, data + 1) or data + 1
    header = _names_above(block, data, rows)
    remarks = 0 if header else _lines_of_remarks(block, rows)
    return header, remarks or _begin(block, header, data, rows)


def _are_names(block: Block, data: int, rows: Sequence[Cells]) -> bool:
    """Whether the numbers of the row at ``data`` are names, and no words above them are."""
    below = [rows[index] for index in block.rows[data + 1 :]]
    if _is_first_of_named(block, data, rows):
        return False
    return is_series(rows[block.rows[data]], block.typed, below) or (
        not any(map(_is_words, (rows[index] for index in block.rows[:data])))
        and is_unlike(rows[block.rows[data]], block.typed, below)
    )


def _is_words(cells: Cells) -> bool:
    """Whether a row has several cells, all of words."""
    return 1 < filled(cells) == sum(kind_of(cell) == Kind.TEXT for cell in cells)


def _lines_of_remarks(block: Block, rows: Sequence[Cells]) -> int:
    """How many rows, each of another length than the table's, stand above values that are all of one length.

    So programs tell of a station, its climate and the sources, above values without names.
    """
    lengths = [len(rows[index]) for index in block.rows]
    above = next((place for place, length in enumerate(lengths) if length == block.length), 0)
    told = LEAST_REMARKS <= above <= MOST_REMARKS and len(lengths) >= LEAST_BELOW * above
    return above if told and all(length == block.length for length in lengths[above:]) else 0


def _first_values(block: Block, rows: Sequence[Cells], wide: set[int], start: int = 0) -> int | None:
    """The first row of values: as wide as the table, or a narrow one below a full row of words."""
    named = start > 0
    for position in range(start, min(len(block.rows), 60)):
        cells = rows[block.rows[position]]
        if is_values(cells, block.typed):
            if named or position in wide:
                return position
        else:
            named = named or _is_full(cells, block.width)
    return None


def _names_below(block: Block, data: int, rows: Sequence[Cells]) -> int | None:
    """The row of names below what a program tells of its export in a row of another width, as DATEV does."""
    for position in range(data + 1, min(data + 3, len(block.rows) - 1)):
        cells = rows[block.rows[position]]
        words = [column for column in range(len(cells)) if kind_of(cells[column]) == Kind.TEXT]
        above = {len(rows[block.rows[before]]) for before in range(data, position)}
        if (
            len(words) == filled(cells) >= max(3, 0.9 * block.width)
            and len(set(map(str, cells))) >= len(words)
            and above.isdisjoint({len(cells)})
            and is_values(rows[block.rows[position + 1]], block.typed)
        ):
            return position
    return None


def is_values(cells: Cells, typed: Mapping[int, Kind]) -> bool:
    """Whether a row has values rather than words in the typed columns; a truth value amid numbers is a word."""
    kinds = Counter(
        Kind.TEXT if kind not in (typed[column], Kind.NUMBER) else kind
        for column in typed
        if column < len(cells) and (kind := _kind_below(cells[column])) != Kind.EMPTY
    )
    values = kinds.total() - kinds[Kind.TEXT]
    return values > 0 and values >= kinds[Kind.TEXT]


def _kind_below(cell: str | None) -> Kind:
    """The look of a cell amid values, where ``[c]``, ``<0.5`` or ``suppressed`` say as little as an empty one."""
    kind = kind_of(cell)
    return Kind.EMPTY if kind == Kind.TEXT and is_marker((cell or "").strip()) else kind


def _is_first_of_named(block: Block, data: int, rows: Sequence[Cells]) -> bool:
    """Whether numbers that count up stand beside a label, below a full row of words: values that happen to do so."""
    cells = rows[block.rows[data]]
    labelled = any(kind_of(cell) == Kind.TEXT for cell in cells)
    above = [rows[index] for index in block.rows[max(0, data - HIGHEST_HEADER) : data]]
    numbers = {column for column, cell in enumerate(cells) if kind_of(cell) == Kind.NUMBER}
    named = ({column for column, name in enumerate(names) if (name or "").strip()} for names in above)
    return labelled and not holds_year(cells) and any(numbers <= columns for columns in named)


def _names_above(block: Block, data: int, rows: Sequence[Cells]) -> tuple[int, ...]:
    """The row of names above the values, the rows above it that group names, and the row of units below it."""
    candidates = block.rows[max(0, data - HIGHEST_HEADER) : data]
    full = _may_name(candidates, block, rows)
    if not full:
        return ()
    main = _main_row(full, block, rows)
    below = [index for index in candidates if index > main]
    added = [index for index in below if index in full or are_units(rows[index])]
    chosen = [main, *_run(main, added, partial(_adds_to_names, block=block, data=data, rows=rows))]
    groups = _groups_above(main, candidates, rows)
    return (*reversed(groups), *chosen, *_fills_names(chosen[-1], below, rows))


def _main_row(full: Sequence[int], block: Block, rows: Sequence[Cells]) -> int:
    """Of full rows that may hold the names the first as wide as the table, unless a fuller one stands lowest."""
    main = next((index for index in full if _is_whole(rows[index], block)), full[-1])
    lowest = rows[full[-1]]
    fuller = filled(lowest) == block.width > GAPS * filled(rows[main]) and not are_units(lowest)
    return full[-1] if fuller else main  # words above it that leave some of its columns out name none


def _groups_above(main: int, candidates: Sequence[int], rows: Sequence[Cells]) -> list[int]:
    """The rows that group the names in the row ``main``, the lowest first."""
    before = [index for index in reversed(candidates) if index < main]
    groups = _run(main, before, partial(_stands_as_group, rows=rows))
    return [] if _are_notes(groups, candidates, rows) else groups


def _are_notes(groups: Sequence[int], candidates: Sequence[int], rows: Sequence[Cells]) -> bool:
    """Whether what seem to be groups, the lowest first, are sentences in the cells above a table.

    A group begins where one of the row below it does; and no row above them fills more cells than they do.
    """
    if not groups:
        return False
    begins = [{column for column, cell in enumerate(rows[index]) if cell and cell.strip()} for index in groups]
    above = rows[groups[-1] - 1] if groups[-1] - 1 in candidates else ()
    nested = all(upper <= lower for lower, upper in pairwise(begins))
    return not nested or filled(above) > max(1, len(begins[-1]))


def _may_name(candidates: Sequence[int], block: Block, rows: Sequence[Cells]) -> list[int]:
    """The full rows, those aside that are underlined above another one, as titles are."""
    full = [index for index in candidates if _is_full(rows[index], block.width)]
    words = [index for index in full if _is_words(rows[index])]
    full = [index for index in full if index > max(words, default=-1) or not _counts_columns(rows[index])]
    return [above for above, index in pairwise(full) if not _is_underlined(rows[above + 1 : index])] + full[-1:]


def _counts_columns(cells: Cells) -> bool:
    """Whether a row says 1, 2, 3, ..., as above the names of some programs."""
    return [(cell or "").strip() for cell in cells[: width_of(cells)]] == list(map(str, range(1, width_of(cells) + 1)))


def _adds_to_names(above: int, index: int, *, block: Block, data: int, rows: Sequence[Cells]) -> bool:
    """Whether a row below the names belongs to them: it parts them further, or says their units."""
    if _are_machine_names(rows[index]) and not _are_machine_names(rows[above]):
        return False
    if _is_of_the_values(rows[index], [rows[below] for below in ends(block.rows[data:])]):
        return False
    is_units = are_units(rows[index]) and not _comes_again(rows[index], block, data, rows)
    if is_units or _groups(rows[above], rows[index]):
        return True
    return goes_on(rows[above], rows[index]) and not _stands_again(rows[index], block, data, rows)


def _is_of_the_values(cells: Cells, below: Sequence[Cells]) -> bool:
    """Whether words with digits, as OPS-17, are formed as nearly all below them are: those of a first row of values."""
    formed = {place: shape_of(cell) for place, cell in enumerate(cells) if cell and MARKED.search(cell)}
    return any(_have_shape(shape, [row[place] for row in below if place < len(row)]) for place, shape in formed.items())


def _have_shape(shape: str, values: Sequence[str | None]) -> bool:
    shapes = [shape_of(value) for value in values if value and value.strip()]
    return len(shapes) >= LEAST_BELOW and shapes.count(shape) >= 0.9 * len(shapes)


def _are_machine_names(cells: Cells) -> bool:
    """Whether most of a row are names as a program has them, which columns with other names have besides."""
    texts = [cell.strip() for cell in cells if cell and cell.strip()]
    return sum(MACHINE_NAME.fullmatch(text) is not None for text in texts) > 0.5 * len(texts)


def _stands_as_group(lower: int, index: int, *, rows: Sequence[Cells]) -> bool:
    """Whether a row above the names groups them, and isn't underlined as a title is."""
    return _groups(rows[index], rows[lower]) and not _is_underlined(rows[index + 1 : lower])


def _fills_names(last: int, candidates: Sequence[int], rows: Sequence[Cells]) -> list[int]:
    """The row next below the names, ``last`` of them, if it names the columns that they leave out."""
    below = [index for index in candidates if index > last][:1]
    return [index for index in below if _names_gaps(rows[index], rows[last]) and not _are_machine_names(rows[index])]


def goes_on(cells: Cells, below: Cells) -> bool:
    """Whether a row of words ends names that were too long for one line: most begin small, or in a bracket."""
    texts = [cell.strip() for cell in below if cell and cell.strip()]
    named = {place for place, cell in enumerate(cells) if (cell or "").strip()}
    beside = all(place in named for place, cell in enumerate(below) if (cell or "").strip())
    small = sum(text[0].islower() or text[0] in "([" for text in texts)
    return beside and all(kind_of(text) == Kind.TEXT for text in texts) and small > 0.5 * len(texts)


def _run(start: int, candidates: Sequence[int], belongs: Callable[[int, int], bool]) -> list[int]:
    """The first of ``candidates`` that each belong to the one before them, the first of them to ``start``."""
    run = [start]
    for index in candidates:
        if not belongs(run[-1], index):
            break
        run.append(index)
    return run[1:]


def _begin(block: Block, header: tuple[int, ...], data: int, rows: Sequence[Cells]) -> int:
    """The position of the first row of values; rows below the header whose typed cells are all empty are values too."""
    begin = data
    while header and begin > 0 and block.rows[begin - 1] > header[-1]:
        cells = rows[block.rows[begin - 1]]
        words = [c for c in block.typed if c < len(cells) and _kind_below(cells[c]) == Kind.TEXT]
        if any(not _stands_below(cells[column], column, block, data, rows) for column in words):
            break
        begin -= 1
    return begin


def _stands_below(cell: str | None, column: int, block: Block, data: int, rows: Sequence[Cells]) -> bool:
    """Whether a short word stands amid the values of its column, too: then it marks a value that is kept back."""
    return len(cell or "") <= LONGEST_MARK and _is_below(cell, column, block, data, rows)


def _is_below(cell: str | None, column: int, block: Block, data: int, rows: Sequence[Cells]) -> bool:
    below = (rows[index] for index in block.rows[data : data + MOST_BELOW])
    return any(column < len(row) and row[column] == cell for row in below)


def _is_full(cells: Cells, width: int) -> bool:
    return filled(cells) >= max(0.6 * width, min(2, width)) or (
        width_of(cells) == width and filled(cells) >= 0.5 * width
    )


def _is_whole(cells: Cells, block: Block) -> bool:
    """Whether a row is as wide as the table, whose last columns may be empty in most rows."""
    width = width_of(cells)
    return block.width > 2 and (width == block.width or (width > block.width and len(cells) == block.length))


def are_units(cells: Cells) -> bool:
    """Whether a row below the names says the units of the values: in brackets, or known ones."""
    texts = [cell.strip().lower() for cell in cells if cell and cell.strip()]
    units = sum((text[0] in "([{<" and text[-1] in ")]}>") or text in hints.UNITS for text in texts)
    return units >= 0.5 * len(texts)


def _is_underlined(between: Sequence[Cells]) -> bool:
    """Whether a line of one kind of stroke stands below a row, as below a title; a drawn grid has crossings."""
    drawn = ["".join(cell or "" for cell in cells).replace(" ", "") for cells in between]
    return any(len(text) > 1 and set(text) <= {text[0]} <= set("=-_~*#") for text in drawn)


def _comes_again(cells: Cells, block: Block, data: int, rows: Sequence[Cells]) -> bool:
    """Whether what a row says in brackets stands amid the values below, too: a mark for values that are kept back."""
    said = [(column, cell) for column, cell in enumerate(cells) if cell and cell.strip()[:1] in "([{<"]
    below = [rows[index] for index in ends(block.rows[data:])]
    return any(column < len(row) and row[column] == cell for column, cell in said for row in below)


def _stands_again(cells: Cells, block: Block, data: int, rows: Sequence[Cells]) -> bool:
    """Whether something that a row says stands amid the values of its column below."""
    return any(cell and _is_below(cell, column, block, data, rows) for column, cell in enumerate(cells))


def _groups(cells: Cells, names: Cells) -> bool:
    """Whether a row above the names groups them: words with gaps between them or said several times."""
    texts = [cell.strip() for cell in cells if cell and cell.strip()]
    if len(texts) < 2 and not (texts and _leaves_first_out(cells) and len(names) > 2):
        return False
    if any(map(_groups_nothing, texts)) or _is_record(texts):
        return False
    gaps = len(texts) < filled(names)
    said_again = len(set(texts)) < len(texts)
    spread = width_of(cells) > 0.5 * width_of(names)
    return spread and (gaps or said_again)


def _is_record(texts: Sequence[str]) -> bool:
    """Whether words stand amid several different numbers that are no years: what a program tells of its export."""
    numbers = {text for text in texts if kind_of(text) == Kind.NUMBER and not holds_year(text)}
    return len(numbers) >= LEAST_RECORDED and any(kind_of(text) == Kind.TEXT for text in texts)


def _leaves_first_out(cells: Cells) -> bool:
    """Whether nothing stands above the first column, which a title would begin with."""
    return not (cells[0] or "").strip()


def _groups_nothing(text: str) -> bool:
    """Whether a text is a date, a key or a page's number."""
    return kind_of(text) in (Kind.MOMENT, Kind.CODE) or PAGE.search(text) is not None


def _names_gaps(cells: Cells, names: Cells) -> bool:
    """Whether a row says what the columns without a name are: the answers below a survey's question, one a column."""
    width = max(width_of(cells), width_of(names))
    gaps = [place for place in range(width) if place >= len(names) or not (names[place] or "").strip()]
    words = [place for place in range(len(cells)) if kind_of(cells[place]) == Kind.TEXT]
    return bool(gaps) and filled(cells) == len(words) and filled(names) > 1 and set(gaps) <= set(words)


def _differs_from_body(block: Block, position: int, rows: Sequence[Cells]) -> bool:
    """Whether the first row of a table of words is unlike the rows below: then it holds the names."""
    first = rows[block.rows[position]]
    body = [rows[index] for index in ends(block.rows[position + 1 :])]
    if len(body) < 2:
        return True
    evidence = 0.5
    for column, cell in enumerate(first):
        values = [text for cells in body if column < len(cells) and (text := (cells[column] or "").strip())]
        name = (cell or "").strip()
        if len(values) >= 2 and name:
            evidence += _repetition(name, values) + _likeness(name, values) + _order(name, values)
    return evidence > 0


def _repetition(name: str, values: Sequence[str]) -> float:
    """Evidence that a text names its column: it is none of the values, and they come again."""
    if name in values and name.lower() not in NAMES_AND_CODES:
        return -2.0
    return 1.0 if len(set(values)) <= 0.5 * len(values) else 0.0


def _order(name: str, values: Sequence[str]) -> float:
    """Evidence that a text names its column: the values are sorted, and it stands out of their order."""
    if len(values) < LEAST_SORTED or any(after <= before for before, after in pairwise(map(str.casefold, values))):
        return 0.0
    first, given = values[0].casefold(), name.casefold()
    return 1.0 if given >= first else -0.5 * (given[0] == first[0])


def _likeness(name: str, values: Sequence[str]) -> float:
    """Evidence that a text names its column: the values are all of one form or length, and it isn't."""
    shape, count = Counter(shape_of(value) for value in values).most_common(1)[0]
    if count >= 0.9 * len(values) and any(char.isdecimal() for char in values[0]):
        return 1.0 if shape_of(name) != shape else -1.5
    if len({len(value) for value in values}) == 1 and len(values) > 3:
        return 0.5 if len(name) != len(values[0]) else -0.25
    return 0.0
