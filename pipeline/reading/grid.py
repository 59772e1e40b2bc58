"""The grid of a file: every cell as text, in place, with its header found; and what was repaired on the way."""

from dataclasses import dataclass, field

import pandas as pd

from pipeline.story import ReadingWarning


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

    @property
    def row_count(self) -> int:
        """Rows of values, the header aside."""
        return len(self.columns[0]) if self.columns else 0

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
        }
        return frame
