"""What to mend in the file."""

from pipeline import wording
from pipeline.narrative.prose import Sentence, names
from pipeline.story import QualityNote


def on_quality(note: QualityNote) -> tuple[Sentence, ...]:
    """Advice on a quality note; none for those that only inform."""
    columns = names(note.columns[:3])
    match note.kind:
        case "duplicates":
            copies = note.values.get("copies")
            which = f"the {wording.count(copies, 'copied row')}" if isinstance(copies, int) else "the copied rows"
            repeats = "is a real repeat or was" if copies == 1 else "are real repeats or were"
            text = f"Find out whether {which} {repeats} exported twice, and drop what is."
        case "missing":
            text = f"Fill the gaps in {columns} if the source has the values; they thin out every comparison."
        case "constant":
            text = f"Leave {columns} out of the next export, or find out why nothing varies there."
        case "impossible":
            text = f"Have {columns} corrected at the source: values that can't be are wrong in every total."
        case _:
            return ()
    return (Sentence(text, tuple(note.values.values())),)
