"""Notes in the cells right of a table, as people write them into their sheets: no column of it."""

from collections.abc import Sequence

from pipeline.reading.cells import Kind, kind_of
from pipeline.reading.rows import Cell, is_blank
from pipeline.reading.warnings import shown, warn
from pipeline.story import ReadingWarning

MOST_NOTES = 0.25  # of the rows


def without_notes(names: Sequence[str], columns: list[list[Cell]], warnings: list[ReadingWarning]) -> list[list[Cell]]:
    """The columns, those right of a gap blank where they hold nothing but a few notes; ``warnings`` gets what they say.

    A note has words, no name above it, and a blank column somewhere between it and the table.
    """
    named = max((place for place, name in enumerate(names) if name), default=-1) + 1
    beyond = columns[named:]
    gap = next((place for place, column in enumerate(beyond) if is_blank(column)), len(beyond))
    notes = [cell.strip() for column in beyond[gap:] for cell in column if cell and cell.strip()]
    if not notes or len(notes) > MOST_NOTES * len(columns[0]) or any(kind_of(note) is not Kind.TEXT for note in notes):
        return columns
    text = f"{shown(len(notes), 'note beside the table was', 'notes beside the table were')} left out: {notes[0]}."
    warnings.append(warn("notes_beside", text, len(notes), notes[0]))
    nothing: list[list[Cell]] = [[None] * len(column) for column in beyond[gap:]]
    return [*columns[: named + gap], *nothing]
