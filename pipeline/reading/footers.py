"""Notes below a table: rows that hold none of its values. A total that has values is judged by its sums later."""

import re
from collections.abc import Collection, Sequence

from pipeline.reading.cells import Kind, kind_of
from pipeline.reading.rows import Cells, filled, label_of

TOTAL = re.compile(
    r"\W*(?:grand |sub-?|gesamt|zwischen)?"
    r"(?:totals?|sums?|summen?|gesamt|insgesamt|ergebnis|totale?|totaux|suma|somme|razem|totaal|average|mean|mittelwert)"
    r"\b(?: \w+){0,2}\W*",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"\W*(?:(?:sources?|notes?|footnotes?|nb|n\.b\.|quellen?|hinweise?|anmerkung(?:en)?|stand|fuentes?|notas?|remarques?|fontes?"
    r"|generated|exported|created|printed|copyright|©|data as of|last updated|end of|disclaimer|legend[ea]?|lecture"
    r"|champ|extraction|extrait|erstellt|abgerufen|bron|źródło|uwagi|källa|kilde|lähde|zdroj|источник|примечани[ея]"
    r"|出典|資料|注|備考|来源|자료|주)(?![^\W\d_])|\*|\d+\)|\(\d+\)|rows? returned|\(\d+ rows?\)|\d+ rows?)",
    re.IGNORECASE,
)
LEGEND = re.compile(r"\S{1,4} ?= ?\S.*|[a-z\d*]\s?[).]\s\S.*", re.IGNORECASE)  # "x = not known", "a) estimated"
MOST_SPREAD = 0.8  # of the cells of columns of values, if they hold words
MOST_WORDS = 4  # in columns of values
SPARSE, LEAST_WORDS = 0.5, 2  # of the cells, and words in columns of values of a row that has no more
LEAST_MARKED = 5  # rows with the same mark
WIDE, LEAST_SCATTERED, SCATTERED = 4, 2, 0.34  # columns, and rows at the end with so many of the cells
SENTENCE = 20  # characters from which on words in a column of values are a note
MOST_FOOTERS, MOST_SHARE = 10, 0.2  # of the rows; more than both are no notes


def without_footers(
    body: list[int], rows: Sequence[Cells], width: int, typed: Collection[int], *, totals: bool = False
) -> tuple[list[int], list[int]]:
    """The rows of values, and the notes below them; with ``totals``, rows that are called so are notes, too."""
    end = len(body)
    first = body[: max(1, len(body) - MOST_FOOTERS)][:200]  # notes themselves say nothing of how long labels are
    longest = max((len(rows[index][0] or "") for index in first if rows[index]), default=0)
    while end > 1 and _is_footer(rows[body[end - 1]], width, typed, longest, totals=totals):
        end -= 1
    body_rows = [rows[index] for index in body]
    end -= _scattered_notes(body_rows, end, width)
    end -= _is_trailer(body_rows[:end], width)
    if len(body) - end > max(MOST_FOOTERS, MOST_SHARE * len(body)):
        return body, []
    return body[:end], body[end:]


def _is_trailer(body: Sequence[Cells], width: int) -> bool:
    """Whether the last row, much shorter than all others, begins with a mark where all others have the same one.

    So files of banks end, of which the first row is marked ``H`` (header), the last ``T`` (trailer).
    """
    *others, last = body or [()]
    if len(others) < LEAST_MARKED or len(last) > SPARSE * width or len((last[0] or "").strip()) != 1:
        return False
    marks = {cells[0] for cells in others if cells}
    return len(marks) == 1 and last[0] not in marks


def _scattered_notes(body: Sequence[Cells], end: int, width: int) -> int:
    """How many rows above ``end`` are notes in a few cells here and there, two with those below it.

    All other rows are full; and not all of them stand in the first column alone, as rows without values would.
    """
    above = end
    while above > 1 and _is_scattered(body[above - 1], width):
        above -= 1
    notes = body[above:]
    if width < WIDE or len(notes) < LEAST_SCATTERED or all(filled(cells[1:]) == 0 for cells in notes):
        return 0
    return end - above if all(filled(cells) > SPARSE * width for cells in body[:above]) else 0


def _is_scattered(cells: Cells, width: int) -> bool:
    """Whether a row has a few cells, none of them a number or a moment."""
    few = filled(cells) <= max(1, SCATTERED * width)
    return few and all(kind_of(cell) not in (Kind.NUMBER, Kind.MOMENT) for cell in cells)


def _is_footer(cells: Cells, width: int, typed: Collection[int], longest: int, *, totals: bool) -> bool:
    if width < 2:
        return False
    if TOTAL.fullmatch(label_of(cells)):
        return totals or not _has_values(cells, typed)
    return _is_lone_note(cells, width, typed, longest) if filled(cells) == 1 else _is_divided_note(cells, width, typed)


def _has_values(cells: Cells, typed: Collection[int]) -> bool:
    """Whether anything but the first cell is a value of a column of values."""
    placed = [column for column, cell in enumerate(cells) if cell and cell.strip()]
    return any(column in typed and kind_of(cells[column]) not in (Kind.TEXT, Kind.EMPTY) for column in placed[1:])


def _is_lone_note(cells: Cells, width: int, typed: Collection[int], longest: int) -> bool:
    label = label_of(cells)
    column = next(index for index, cell in enumerate(cells) if cell and cell.strip())
    if column in typed and kind_of(cells[column]) != Kind.TEXT:
        return False
    if NOTE.match(label) or column in typed:
        return True
    return (width >= 3 and len(label) > max(SENTENCE, 1.5 * longest)) or (len(cells) == 1 and " " in label)


def _is_divided_note(cells: Cells, width: int, typed: Collection[int]) -> bool:
    """Whether a note fills several cells, as it has the delimiter in it: words where values would stand, no value."""
    placed = [(column, cell.strip()) for column, cell in enumerate(cells) if cell and cell.strip()]
    kinds = [kind_of(cell) for column, cell in placed if column in typed]
    if _is_cut_sentence(kinds, sparse=len(placed) <= SPARSE * width):
        return True
    if not kinds or any(kind not in (Kind.TEXT, Kind.EMPTY) for kind in kinds):
        return False
    label = placed[0][1]
    if NOTE.match(label) or LEGEND.fullmatch(label):
        return True
    return any(len(cell) >= SENTENCE and " " in cell for column, cell in placed if column in typed)


def _is_cut_sentence(kinds: Sequence[Kind], *, sparse: bool) -> bool:
    """Whether columns of values hold words, as where a sentence was cut by places or at the delimiter."""
    words = kinds.count(Kind.TEXT)
    return words >= (LEAST_WORDS if sparse else MOST_WORDS) and words >= MOST_SPREAD * len(kinds)
