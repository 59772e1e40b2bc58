"""Files put together from several whose names stand in another order, or with others amid, from a row on."""

from collections.abc import Sequence
from itertools import chain, pairwise

from pipeline.reading.cells import Kind, kind_of
from pipeline.reading.layout import Layout
from pipeline.reading.rows import Cell, Cells, is_blank, is_remark
from pipeline.reading.warnings import warn
from pipeline.story import ReadingWarning

LEAST_NAMES = 3
ALIKE = 0.6  # of the names of either part are names of the other


def brought_below_names(rows: Sequence[Cells], layout: Layout) -> tuple[list[Cells], ReadingWarning] | None:
    """The rows with each value below its own name, told; None where the names change nowhere."""
    names = _texts(rows[layout.header[0]]) if len(layout.header) == 1 else []
    starts = _starts(rows, names) if len(names) >= LEAST_NAMES else []
    changed = [start for start in starts if _texts(rows[start]) != _texts(rows[starts[0]])]
    if not changed:
        return None
    said = ", ".join(_texts(rows[changed[0]]))
    text = (
        f"From row {changed[0] + 1:,} on the names of the columns are others, or stand in another order ({said}); each "
        "value is read below its own name."
    )
    return _brought(rows, starts), warn("changed_names", text, len(changed), said)


def _brought(rows: Sequence[Cells], starts: Sequence[int]) -> list[Cells]:
    """The rows below one row of all names, of which each of the rows ``starts`` has some."""
    headers = [_texts(rows[start]) for start in starts]
    every = list(dict.fromkeys(filter(None, chain.from_iterable(headers))))
    brought: list[Cells] = [*rows[: starts[0]], every]
    for names, (start, end) in zip(headers, pairwise([*starts, len(rows)]), strict=True):
        places = [every.index(name) if name else -1 for name in names]
        brought += [_at(places, cells, len(every)) for cells in rows[start + 1 : end]]
    return brought


def _starts(rows: Sequence[Cells], names: Sequence[str]) -> list[int]:
    """The rows of names: the first one, and those directly below values."""
    known = set(names)
    found = [index for index, cells in enumerate(rows) if cells and cells[0] in known and _are_names(cells, known)]
    return [index for index in found if index == found[0] or not _parts(rows[index - 1])]


def _parts(cells: Cells) -> bool:
    """Whether a row parts tables from each other."""
    return is_blank(cells) or is_remark(cells)


def _are_names(cells: Cells, known: set[str]) -> bool:
    """Whether a row of different words has most of the names that are known, and hardly any other."""
    texts = list(filter(None, _texts(cells)))
    both = known.intersection(texts)
    if len(set(texts)) < len(texts) or len(both) < ALIKE * max(len(texts), len(known)):
        return False
    return all(text in known or kind_of(text) is Kind.TEXT for text in texts)


def _texts(cells: Cells) -> list[str]:
    return [(cell or "").strip() for cell in cells]


def _at(places: Sequence[int], cells: Cells, width: int) -> list[Cell]:
    """The cells of a row at the ``places`` of their names; those beyond the names stay behind all others."""
    brought: list[Cell] = [None] * width
    for place, cell in zip(places, cells, strict=False):
        if place >= 0:
            brought[place] = cell
    return [*brought, *cells[len(places) :]]
