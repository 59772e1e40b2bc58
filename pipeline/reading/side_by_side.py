"""Several tables beside each other on one sheet: each is a run of columns, with empty ones between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from pipeline.reading.cells import Kind, kind_of
from pipeline.reading.layout import Layout
from pipeline.reading.rows import Cells, filled, width_of

SUMMARY = 0.5  # of the rows, at most, have a summary beside them
WHOLE = 0.9  # of the rows of a table have something in its first column
MORE_ROWS = 2  # of the first table, from which on the rows of another one beside it end before it does
Part = tuple[int, int]  # first column, and the one after the last


@dataclass(frozen=True)
class Beside:
    """One of several tables beside each other, and the names of those that were left out."""

    part: Part
    left_out: tuple[str, ...]
    rows: int  # of values in those


def find_beside(rows: Sequence[Cells], layout: Layout) -> Beside | None:
    """The largest of the tables beside each other in what seems to be one; None where it is one."""
    parts = _tables(rows, layout) if layout.header else []
    if len(parts) < 2:
        return None
    body = [rows[index] for index in layout.body]
    lengths = {part: _length(part, body) for part in parts}
    chosen = max(parts, key=lambda part: lengths[part] * (part[1] - part[0]))
    others = [part for part in parts if part != chosen]
    names = tuple(", ".join(_named(part, rows[layout.header[-1]], body)) for part in others)
    return Beside(chosen, names, sum(lengths[part] for part in others))


def continued(rows: Sequence[Cells], layout: Layout) -> list[Cells] | None:
    """The rows of a list that goes on beside itself, below the same names, as one; None where it is none."""
    parts = _touching([(0, max(map(width_of, rows), default=0))], rows, layout) if layout.header else []
    names = [_names(part, rows[layout.header[-1]]) for part in parts]
    if len(parts) < 2 or any(each != names[0] for each in names):
        return None
    body = [rows[index] for index in layout.body]
    columns = [[cells for cells in only(body, part) if filled(cells)] for part in parts]
    if not _go_on(columns, len(body)):
        return None
    return [*only(rows, parts[0]), *chain.from_iterable(columns[1:])]


def _go_on(columns: Sequence[Sequence[Cells]], rows: int) -> bool:
    """Whether all columns of a list but the last are full, and no row begins as another one does."""
    firsts = [cells[0] for column in columns for cells in column]
    return len(set(firsts)) == len(firsts) and all(len(column) == rows for column in columns[:-1])


def _tables(rows: Sequence[Cells], layout: Layout) -> list[Part]:
    """The tables beside each other, with an empty column between them or none; fewer than two where it is one."""
    table = [rows[index] for index in (*layout.header, *layout.body)]
    parts = _parts(table, max(map(width_of, table), default=0))
    if len(parts) > 1 and (_are_tables(parts, rows, layout) or _are_named_elsewhere(parts[1:], rows, layout)):
        return parts
    return _touching(parts, rows, layout) or _titled(parts, rows, layout)


def _are_named_elsewhere(parts: list[Part], rows: Sequence[Cells], layout: Layout) -> bool:
    """Whether all but the first part have no names in the row of names, but words further down, and few rows.

    So a summary stands beside the table that it is of.
    """
    header, body = rows[layout.header[-1]], [rows[index] for index in layout.body]
    return not any(_names(part, header) for part in parts) and all(_is_summary(part, body) for part in parts)


def _is_summary(part: Part, body: Sequence[Cells]) -> bool:
    """Whether the first row with something in this part is of words, and half of the rows have nothing there."""
    inside = [cells[part[0] : part[1]] for cells in body]
    used = [cells for cells in inside if filled(cells)]
    first = used[0] if used else ()
    words = [kind_of(cell) is Kind.TEXT for cell in first if cell and cell.strip()]
    return part[1] - part[0] > 1 < len(words) and all(words) and len(used) <= SUMMARY * len(body)


def only(rows: Sequence[Cells], part: Part) -> list[Cells]:
    """The rows of one of the tables."""
    return [cells[part[0] : part[1]] for cells in rows]


def _parts(table: Sequence[Cells], width: int) -> list[Part]:
    used = [False] * width
    for cells in table:
        for column, cell in enumerate(cells[:width]):
            used[column] = used[column] or bool(cell and not cell.isspace())
        if all(used):
            break
    starts = [column for column in range(width) if used[column] and (column == 0 or not used[column - 1])]
    return [(start, next((end for end in range(start, width) if not used[end]), width)) for start in starts]


def _touching(parts: list[Part], rows: Sequence[Cells], layout: Layout) -> list[Part]:
    """The tables in what has no empty column: each begins with the same name and ends in a row of its own."""
    if len(parts) != 1:
        return []
    names = [(name or "").strip() for name in rows[layout.header[-1]]]
    (begin, end), body = parts[0], [rows[index] for index in layout.body]
    starts = [column for column in range(begin, min(end, len(names))) if names[column] == names[begin] != ""]
    touching = list(pairwise([*starts, end]))
    lengths = [_length(part, body) for part in touching]
    whole = all(_is_whole(part, body[:length]) for part, length in zip(touching, lengths, strict=True))
    return touching if whole and len(set(lengths)) > 1 else []


def _titled(parts: list[Part], rows: Sequence[Cells], layout: Layout) -> list[Part]:
    """The tables in what has no empty column, below titles of their own: all begin with keys, and end in other rows."""
    if len(parts) != 1:
        return []
    body = [rows[index] for index in layout.body]
    for index in (*layout.above, *layout.header[:-1]):
        starts = [column for column, cell in enumerate(rows[index]) if cell and cell.strip()]
        titled = list(pairwise([*starts, parts[0][1]]))
        if starts[:1] == [parts[0][0]] and len(titled) > 1 and _end_apart(titled, body):
            return titled
    return []


def _end_apart(parts: Sequence[Part], body: Sequence[Cells]) -> bool:
    """Whether all parts begin with keys of their own, and end in rows of their own."""
    return len({_length(part, body) for part in parts}) == len(parts) and all(_has_keys(part, body) for part in parts)


def may_be_beside(rows: Sequence[Cells], layout: Layout) -> tuple[Part, int] | None:
    """The last columns and their rows, if they end together above the others and begin with keys of their own.

    They may be a table beside the first, or what is not known of its last rows: nothing tells one from the other.
    """
    body = [rows[index] for index in layout.body]
    width = max(map(width_of, body), default=0)
    inner = width_of(body[-1]) if body else 0
    length = _length((inner, width), body)
    if not 0 < length < len(body) - MORE_ROWS or _length((0, inner), body[length:]) + length < len(body):
        return None
    parts: list[Part] = [(0, inner), (inner, width)]
    if not all(_has_keys(part, body) for part in parts) or kind_of(body[0][inner]) is Kind.NUMBER:
        return None
    return parts[1], length


def _has_keys(part: Part, body: Sequence[Cells]) -> bool:
    """Whether a part has several columns, and in all of its rows a text in the first of them, each another one."""
    length = _length(part, body)
    firsts = [cells[part[0]] if part[0] < len(cells) else None for cells in body[:length]]
    texts = {cell.strip() for cell in firsts if cell and cell.strip()}
    return part[1] - part[0] > 1 and length > 1 and len(texts) == length


def _is_whole(part: Part, body: Sequence[Cells]) -> bool:
    """Whether a part has several columns, the first of them filled in nearly all of its rows."""
    first = sum(bool(cells[part[0] : part[0] + 1] and (cells[part[0]] or "").strip()) for cells in body)
    return part[1] - part[0] > 1 and first >= WHOLE * len(body)


def _have_titles(parts: list[Part], rows: Sequence[Cells], layout: Layout) -> bool:
    """Whether a row above the names has a title where each part begins, and nothing else."""
    starts = [start for start, _ in parts]
    for index in layout.above:
        texts = {column: cell for column, cell in enumerate(rows[index]) if cell and cell.strip()}
        if list(texts) == starts and len(set(texts.values())) == len(starts):
            return True
    return False


def _are_tables(parts: list[Part], rows: Sequence[Cells], layout: Layout) -> bool:
    """Whether the parts are tables of their own, not columns of one with an empty one between them.

    Each has two columns at least, all with names; and they have a name in common, or end in different rows, or lie two
    columns apart, or have titles.
    """
    header = rows[layout.header[-1]]
    names = [_names(part, header) for part in parts]
    if any(end - start < 2 or len(each) < end - start for (start, end), each in zip(parts, names, strict=True)):
        return False
    shared = len({name for each in names for name in each}) < sum(map(len, names))
    apart = any(after[0] - before[1] > 1 for before, after in pairwise(parts))
    body = [rows[index] for index in layout.body]
    return shared or apart or len({_length(part, body) for part in parts}) > 1 or _have_titles(parts, rows, layout)


def _names(part: Part, header: Cells) -> list[str]:
    return [name.strip() for name in header[part[0] : part[1]] if name and name.strip()]


def _named(part: Part, header: Cells, body: Sequence[Cells]) -> list[str]:
    """The names of a part: those in the row of names, or what stands in its own first row."""
    return _names(part, header) or next((found for cells in body if (found := _names(part, cells))), [])


def _length(part: Part, body: Sequence[Cells]) -> int:
    """Rows down to the last one with something in this part."""
    return max((row for row, cells in enumerate(body, 1) if filled(cells[part[0] : part[1]])), default=0)
