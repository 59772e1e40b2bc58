"""What goes through the pipe between a page and the process that looks at its file, as JSON: the task one way, the
other way what was seen, and after it what a story would be about.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from pydantic import TypeAdapter

from pipeline.errors import DataStoryError, PreprocessingError
from pipeline.reading import Preview
from pipeline.story import Dataset, Subject

Cells = list[list[str | None]]  # column by column


@dataclass(frozen=True)
class PreviewTask:
    """Look at the file ``path``, working in ``folder``; ``options`` are those of :meth:`pipeline.Options.to_json`."""

    path: str
    folder: str
    memory_bytes: int
    options: dict[str, Any]


@dataclass(frozen=True)
class PreviewReply:
    """What was seen, or the error that the user is shown."""

    dataset: Dataset | None = None
    cells: Cells | None = None
    header_row: int = -1
    sheets: tuple[str, ...] = ()
    truncated: bool = False
    reshaped: str | None = None
    error: dict[str, Any] | None = None

    @classmethod
    def of(cls, seen: Preview | dict[str, Any]) -> "PreviewReply":
        """A preview as it is sent, or an error; of missing cells there is nothing but None."""
        if not isinstance(seen, Preview):
            return cls(error=seen)
        columns = [seen.grid.iloc[:, place] for place in range(seen.grid.shape[1])]
        cells = [[None if pd.isna(cell) else str(cell) for cell in column] for column in columns]
        return cls(seen.dataset, cells, seen.header_row, seen.sheets, seen.truncated, seen.reshaped)

    def preview(self) -> Preview:
        """The preview as the page shows it. Raises the error that was met instead."""
        if self.error is not None or self.dataset is None:
            raise _error(self.error or {})
        names = pd.Index([column.name for column in self.dataset.columns], dtype=object)
        columns = {place: pd.array(cells, dtype="string") for place, cells in enumerate(self.cells or [])}
        grid = pd.DataFrame(columns).set_axis(names, axis=1)
        return Preview(self.dataset, grid, self.header_row, self.sheets, self.truncated, self.reshaped)


TASK = TypeAdapter(PreviewTask)
REPLY = TypeAdapter(PreviewReply)
SUBJECT: TypeAdapter[Subject | None] = TypeAdapter(Subject | None)


def _error(said: dict[str, Any]) -> DataStoryError:
    kind = PreprocessingError if said.get("code") == PreprocessingError.code else DataStoryError
    return kind(said.get("message"), said.get("hint"))
