"""What a user may say about the story of a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.story import ColumnType


@dataclass(frozen=True)
class Options:
    """The choices of a user; each has a default that suits most files."""

    filename: str | None = None  # the name the user knows; the path's own by default
    title: str | None = None
    focus: str | None = None  # the column that the story is about
    types: Mapping[str, ColumnType] = field(default_factory=dict)  # column -> type, instead of the inferred one
    header_row: int | None = None  # row of the grid that holds the names, from 0; None = found, -1 = there is none
    sheet: str | None = None  # of a workbook; the one with the largest table by default
