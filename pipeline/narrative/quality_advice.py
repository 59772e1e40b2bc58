"""What of a file's quality has to be settled before its figures are used."""

from pipeline.narrative.decision import Decision
from pipeline.narrative.prose import names
from pipeline.narrative.reach import Reach
from pipeline.story import QualityNote

MANY = 0.02  # share of rows that are copies: it moves every figure


def on_quality(note: QualityNote, reach: Reach, rows: int) -> Decision | None:
    """A check for what falsifies the story's figures; None for what only informs."""
    values = tuple(note.values.values())
    copies = note.values.get("copies")
    subject = names(reach.subject.columns) if reach.subject else "all"
    if note.kind == "duplicates" and reach.acts and isinstance(copies, int) and copies >= MANY * rows:
        return Decision(
            f"Compare the {copies:,} copies among {rows:,} {reach.rows} with the source",
            f"if they were exported twice, {subject} counts twice there",
            (*values, rows),
            is_check=True,
        )
    if note.kind == "impossible" and reach.subject is not None and set(note.columns) & set(reach.subject.columns):
        return Decision(
            f"Have {names(note.columns[:3])} corrected at the source",
            f"values that can't be are in every figure on the {reach.rows}",
            values,
            lever=note.columns,
            is_check=True,
        )
    return None
