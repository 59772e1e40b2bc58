"""The grid of a file: every cell as text, in place, with its header found; and what was repaired on the way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pipeline.story import ColumnType, ReadingWarning

UNCLEAN = frozenset(
    {
        "footers",
        "several_tables",
        "repeated_header",
        "page_heads",
        "blank_rows",
        "short_rows",
        "long_rows",
        "joined_cells",
        "stray_quotes",
    }
)
Rows = Sequence[Sequence[str | None]]
Scan = Callable[[Sequence[str]], str]  # types of the columns in DuckDB -> SQL of a relation


class Unfolded(Exception):  # noqa: N818 - no fault of the file
    """What a small file unfolds to is too large for memory; the file has to be streamed."""


@dataclass(frozen=True)
class Grid:
    """A rectangular table of text. An empty cell is None."""

    names: list[str]
    columns: list[list[str | None]]
    header_row: int  # row of the file that holds the names, from 0; -1: the file has none
    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    skipped_lines: int = 0
    sheets: tuple[str, ...] = ()
    warnings: list[ReadingWarning] = field(default_factory=list)
    typed: frozenset[int] = frozenset()  # columns whose cells are no words
    sdmx: bool = False  # an export of Eurostat, whose first column holds all keys
    reshaped: str | None = None  # "long", "transposed"; "wide" where periods were left in their columns
    first_row: int = 0  # row of the file that holds the first values
    last_row: int = -1  # row of the file that holds the last values
    page_heads: frozenset[str] = frozenset()  # what the lines above the table say, as other pages may say it again
    types: Mapping[str, ColumnType] = field(default_factory=dict)  # those that the file itself tells
    once_a_group: tuple[str, ...] = ()  # columns of amounts that stand in the first row of each group alone

    @property
    def row_count(self) -> int:
        """Rows of values, the header aside."""
        return len(self.columns[0]) if self.columns else 0

    @property
    def clean(self) -> bool:
        """Whether all rows below the header are values, each of them whole."""
        return not any(warning.kind in UNCLEAN for warning in self.warnings)

    def to_frame(self) -> pd.DataFrame:
        """The grid as text, NA where a cell is empty; what is known of the file is in ``attrs``."""
        frame = pd.DataFrame(
            {position: pd.array(column, dtype="string") for position, column in enumerate(self.columns)}
        )
        frame.columns = pd.Index(self.names, dtype=object)
        frame.attrs = {
            "header": self.header_row >= 0,
            "header_row": self.header_row,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "quote": self.quote,
            "skipped_lines": self.skipped_lines,
            "warnings": tuple(self.warnings),
        }
        return frame


@dataclass(frozen=True)
class LargeGrid:
    """A table that is too large for memory; its rows come in chunks."""

    beginning: Grid  # of the first megabyte: names, and what is known of the file
    chunks: Callable[[], Iterator[Rows]]  # all rows of values, each as wide as there are names
    share: Callable[[], float]  # how much of the file the chunks have used up, 0.0 to 1.0
    repairs: Callable[[], list[ReadingWarning]]  # what was mended, once all chunks were taken
    scan: Scan | None = None  # gives the same rows as columns c0, c1, ..., if DuckDB can read the file by itself
    has_gaps: Callable[[], bool] = lambda: False  # whether some lines amid are blank, which DuckDB skips
    otherwise: Callable[[], "LargeGrid | None"] = lambda: (
        None
    )  # what a look at the whole file makes of it, if it differs
