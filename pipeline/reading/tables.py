"""Which of the tables of a file is read: the one that its user names, else the largest."""

from collections.abc import Mapping

from pipeline.errors import PreprocessingError
from pipeline.reading.warnings import warn
from pipeline.story import ReadingWarning


def choose(sizes: Mapping[str, int], wanted: str | None) -> tuple[str, list[ReadingWarning]]:
    """The name of the table, and what is told of the others; ``sizes`` has the cells of each.

    Raises PreprocessingError where there is none, or none of the name that is wanted.
    """
    if not sizes:
        raise PreprocessingError("The file holds no table.", "Upload a file with at least one table in it.")
    if wanted is not None:
        if wanted not in sizes:
            raise PreprocessingError(f"The file has no table named {wanted!r}.", f"Choose one of: {', '.join(sizes)}.")
        return wanted, []
    chosen = max(sizes, key=lambda name: sizes[name])
    if len(sizes) == 1:
        return chosen, []
    return chosen, [warn("several_tables", f"The file has {len(sizes)} tables; {chosen!r}, the largest, is read.")]
