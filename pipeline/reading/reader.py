"""What every file format has."""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.reading.grid import Grid, LargeGrid
from pipeline.reading.source import Source


@dataclass(frozen=True)
class Reader:
    """One format: how it is called, recognised by its content and turned into a grid."""

    name: str
    label: str  # for a reader: "JSON Lines"
    extensions: tuple[str, ...]  # without the dot
    matches: Callable[[Source], bool]
    read: Callable[[Source], Grid]  # a table that fits into memory
    stream: Callable[[Source], LargeGrid] | None = None  # one that doesn't
    large: int = 4 << 20  # weight from which on a file is streamed
    weight: Callable[[Source], int] = lambda source: source.size  # bytes of a file whose values take as much memory
    needs_whole_file: bool = False  # nothing of it can be read from its beginning alone, as a preview would
