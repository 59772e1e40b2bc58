"""Names of columns that stand in remarks above the values: ``# time voltage``, or a numbered list of them."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.reading.cells import Kind, kind_of
from pipeline.reading.header import are_units, is_values, typed_columns
from pipeline.reading.rows import Cells, ends, filled, is_blank, label_of, mode, width_of
from pipeline.reading.types import hints

MARK = re.compile(r"\s*(?:#+|%+|;+|//+|!+)(?=[\s\w\"'\[(]|$)")
NUMBERED = re.compile(r"(?:column|col|field|spalte|colonne|columna|kolom)?\.?\s*#?(\d{1,4})\s*[:.)=]?\s+(\S.*)", re.I)
IDENTIFIER = re.compile(r"[A-Z][A-Z0-9_]+(?=\s|$)")  # before what it means, as SExtractor lists its columns
UNIT = re.compile(r"\[[^\]]*\]+\s*$")
# Words of sentences, which no names are.
PROSE = hints.vocabulary(
    "of the by from for and in to with at is are on a an this these were was von der die das und mit"
)
LEAST_ROWS, LEAST_NUMBERED = 3, 2
MOST_REMARKS = 500


def name_by_remarks(rows: Sequence[Cells], delimiter: str = " ") -> Sequence[Cells]:
    """The rows, in which remarks that name the columns are a row of names; other remarks are one cell each.

    That holds where values follow the remarks at once; below words, remarks say what they say.
    """
    first = _first_unmarked(rows)
    if not first:
        return rows
    marked, below = rows[:first], list(rows[first:])
    sample = _sample(below)
    if len(sample) < LEAST_ROWS:
        return rows
    width = mode([width_of(cells) for cells in sample])
    if width < 2 or _is_named(marked, sample[0], width):
        return rows
    if not _begins_with_values(sample, width):
        return [*(_said(cells, delimiter) for cells in marked), *below]
    return [*_remarks(marked, width, delimiter), *below]


def _sample(rows: Sequence[Cells]) -> list[Cells]:
    """Rows that aren't blank, from both ends."""
    return [rows[index] for index in ends([at for at, cells in enumerate(rows) if not is_blank(cells)])]


def _begins_with_values(sample: Sequence[Cells], width: int) -> bool:
    """Whether the first row has values, as most rows of about the usual ``width`` have."""
    typed = typed_columns([cells for cells in sample if width_of(cells) >= 0.6 * width])
    return bool(typed) and is_values(sample[0], typed)


def _remarks(marked: Sequence[Cells], width: int, delimiter: str) -> list[Cells]:
    """The remarks above values, and the names that they list by number, or else one of them as the names."""
    above = [_said(cells, delimiter) for cells in marked]
    names = _numbered([_text(cells, delimiter) for cells in marked], width)
    return [*above, names] if names else list(_unmarked(marked, above, width))


def _is_named(marked: Sequence[Cells], first: Cells, width: int) -> bool:
    """Whether ``#`` is itself a name, that of the numbers of the rows: ``#,name,score``."""
    names = marked[-1]
    return len(marked) == 1 and (names[0] or "").strip() == "#" and width_of(names) == width == width_of(first)


def _first_unmarked(rows: Sequence[Cells]) -> int:
    """The first row that is neither blank nor a remark, below at least one remark; 0 where there is none."""
    marked = False
    for index, cells in enumerate(rows[:MOST_REMARKS]):
        if is_blank(cells):
            continue
        if not MARK.match(label_of(cells)):
            return index if marked else 0
        marked = True
    return 0


def _text(cells: Cells, delimiter: str) -> str:
    """What a remark says, its mark aside."""
    joined = (delimiter or " ").join(cell or "" for cell in cells)
    return MARK.sub("", joined, count=1).strip().rstrip("#").strip()


def _said(cells: Cells, delimiter: str) -> Cells:
    """A remark as one cell."""
    return cells if is_blank(cells) else [f"# {_text(cells, delimiter)}"]


def _numbered(texts: Sequence[str], width: int) -> list[str]:
    """The names of a numbered list; a name holds for the columns up to the next number."""
    found = [(int(entry[1]), entry[2]) for text in texts if (entry := NUMBERED.fullmatch(text))]
    numbers = [number for number, _ in found]
    start = numbers[0] if numbers else 1
    rising = all(after > before for before, after in pairwise(numbers))
    if len(found) < LEAST_NUMBERED or start > 1 or not rising or numbers[-1] >= width + start:
        return []
    short = all(IDENTIFIER.match(text) for _, text in found)
    names: list[str] = []
    for (number, text), after in zip(found, [*numbers[1:], width + start], strict=True):
        names += [_named(text) if short else text] * (after - number)
    return names


def _named(text: str) -> str:
    """The identifier that a text begins with, and the unit that it ends with."""
    name, unit = IDENTIFIER.match(text), UNIT.search(text)
    return " ".join(part.group().strip() for part in (name, unit) if part)


def _unmarked(marked: Sequence[Cells], above: Sequence[Cells], width: int) -> Iterator[Cells]:
    """The remarks, the last one that names all columns without its mark, and so the one above it if it says units."""
    bare = [_bare(cells) for cells in marked]
    named = [at for at, cells in enumerate(bare) if _name(cells, width)]
    chosen = set(named[-1:])
    if len(named) > 1 and named[-1] == named[-2] + 1 and are_units(bare[named[-1]]):
        chosen.add(named[-2])
    for at, cells in enumerate(above):
        yield bare[at] if at in chosen else cells


def _bare(cells: Cells) -> Cells:
    """The cells of a remark without its mark, which may be a cell of its own."""
    first = next((at for at, cell in enumerate(cells) if cell and cell.strip()), 0)
    rest = MARK.sub("", cells[first] or "", count=1).strip() if cells else ""
    return [rest, *cells[first + 1 :]] if rest else list(cells[first + 1 :])


def _name(cells: Cells, width: int) -> bool:
    """Whether the cells are words, one for each column, and no sentence."""
    texts = [(cell or "").strip() for cell in cells]
    words = sum(kind_of(text) == Kind.TEXT for text in texts)
    told = filled(cells) == len(cells) == width and words == width
    return told and len(set(texts)) == width and PROSE.isdisjoint(text.lower() for text in texts)
