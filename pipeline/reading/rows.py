"""Rows of cells as they stand in a file, of unequal length: how full they are, and which are none of a table."""

import re
from collections import Counter
from collections.abc import Sequence

Cell = str | None
Cells = Sequence[Cell]
RULE = re.compile(r"[\s\-=+_:|*~─━┼├┤│]*(?:-{2,}|={2,}|_{3,}|─{2,}|━{2,}|:-+:?|-+:)[\s\-=+_:|*~─━┼├┤│]*")
REMARK_MARKS = frozenset("#/%-=+_:|*~─━┼├┤│")
SAMPLED_CELLS, LEAST_SAMPLED = 36_000, 15  # cells of the rows that are looked at, and rows
SAMPLED_ROWS = 120  # of either end of a block: enough to see what its columns hold


def filled(cells: Cells) -> int:
    """How many cells have something in them."""
    return len(list(filter(None, map(str.strip, filter(None, cells)))))


def width_of(cells: Cells) -> int:
    """Cells of a row, empty ones at its end aside."""
    if cells and (last := cells[-1]) and not last.isspace():
        return len(cells)
    for index in range(len(cells) - 1, 0, -1):
        cell = cells[index - 1]
        if cell and not cell.isspace():
            return index
    return 0


def label_of(cells: Cells) -> str:
    """The first cell that has something in it."""
    return next((cell.strip() for cell in cells if cell and cell.strip()), "")


def is_remark(cells: Cells) -> bool:
    """Whether a row only draws a line (``---+---``) or is a remark (``# ...``) of the program that wrote the file."""
    label = label_of(cells)
    if label[0] not in REMARK_MARKS:
        return False
    if label.startswith("# ") or (label.startswith(("#", "//", "%")) and filled(cells) == 1 and len(label) > 1):
        return True
    texts = [cell for cell in cells if cell and cell.strip()]
    return all(RULE.fullmatch(text) for text in texts) and (len(texts) > 1 or len(label) > 4)


def is_blank(cells: Cells) -> bool:
    """Whether a row has nothing in it."""
    return not any(map(str.strip, filter(None, cells)))


def is_same(cells: Cells, names: Cells) -> bool:
    """Whether a row says the names of the header again."""
    if not cells or (cells[0] != names[0] and (cells[0] or "").strip() != (names[0] or "").strip()):
        return False
    return [(cell or "").strip() for cell in cells][: len(names)] == [
        (name or "").strip() for name in names
    ] and filled(cells) > 1


def ends(indices: list[int], width: int = 1) -> list[int]:
    """The first and the last of many rows, fewer of very wide ones: enough to see what they hold."""
    most = max(LEAST_SAMPLED, min(SAMPLED_ROWS, SAMPLED_CELLS // max(width, 1)))
    return indices if len(indices) <= 2 * most else indices[:most] + indices[-most:]


def mode(numbers: list[int]) -> int:
    """The most frequent number; the largest of equally frequent ones."""
    counts = Counter(numbers)
    return max(counts, key=lambda number: (counts[number], number), default=0)
