"""Rows of values that a library has read, as a grid: in memory, or in chunks; bounded in what they may unfold to."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pipeline.errors import PreprocessingError
from pipeline.reading.cell_text import cell_text
from pipeline.reading.grid import Grid, LargeGrid, Rows, Unfolded
from pipeline.reading.limits import require_columns, rows_at_once
from pipeline.reading.shaping import unique_names
from pipeline.story import ReadingWarning

CHUNK_ROWS = 20_000
CHUNK_CHARACTERS = 16 << 20
HEAD_ROWS = 5_000
IN_MEMORY_CELLS = 4_000_000  # of a table that is read at once; a larger one goes through the database
IN_MEMORY_CHARACTERS = 64 << 20
MOST_CELLS = 1_000_000_000
MOST_CHARACTERS = 4 << 30


@dataclass(frozen=True)
class ValueRows:
    """A table as a library reads it."""

    names: Sequence[str]
    rows: Callable[[], Iterator[Sequence[object]]]  # from the first row on, each as wide as there are names
    total: int | None = None  # rows, where the file tells
    sheets: tuple[str, ...] = ()  # all tables of the file
    warnings: list[ReadingWarning] = field(default_factory=list)
    encoding: str | None = None

    def grid(self, *, only_head: bool = False) -> Grid:
        """All rows as text, or the first ones.

        Raises :class:`~pipeline.reading.grid.Unfolded` where they are too many for memory.
        """
        return self._grid(HEAD_ROWS if only_head else None)

    def large(self) -> LargeGrid:
        """The same in chunks."""
        done = 0
        total = self.total or MOST_CELLS

        def chunks() -> Iterator[Rows]:
            nonlocal done
            for chunk in self._chunks():
                done += len(chunk)
                yield chunk

        return LargeGrid(self._grid(HEAD_ROWS), chunks, lambda: min(done / total, 1.0), list)

    def _grid(self, most: int | None) -> Grid:
        require_columns(len(self.names))
        names, warnings = unique_names(list(self.names), has_header=True)
        rows = self._gathered(most)
        columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in names]
        return Grid(names, columns, 0, self.encoding, sheets=self.sheets, warnings=[*self.warnings, *warnings])

    def _gathered(self, most: int | None) -> list[list[str | None]]:
        """Rows as text: the first ones, as far as there is memory for them, or all. Raises Unfolded."""
        rows: list[list[str | None]] = []
        characters = 0
        for chunk in self._chunks(most):
            rows += chunk
            characters += _characters(chunk)
            if most is not None and (len(rows) >= most or characters > IN_MEMORY_CHARACTERS):
                break
            if len(rows) * len(self.names) > IN_MEMORY_CELLS or characters > IN_MEMORY_CHARACTERS:
                raise Unfolded
        return rows

    def _chunks(self, most: int | None = None) -> Iterator[list[list[str | None]]]:
        """Rows as text, so many at a time that a chunk stays small."""
        chunk: list[list[str | None]] = []
        characters = all_characters = cells = 0
        size = rows_at_once(len(self.names), CHUNK_ROWS)
        for taken, row in enumerate(self.rows(), 1):
            texts = [text_of(value) for value in row]
            chunk.append(texts)
            characters += sum(len(text) for text in texts if text)
            if len(chunk) == size or characters > CHUNK_CHARACTERS or taken == most:
                cells += len(chunk) * len(self.names)
                all_characters += characters
                if cells > MOST_CELLS or all_characters > MOST_CHARACTERS:
                    raise too_large()
                yield chunk
                chunk, characters = [], 0
            if taken == most:
                return
        yield chunk


def too_large() -> PreprocessingError:
    """The error of a file that unfolds to more than can be handled."""
    return PreprocessingError(
        "This file holds far more values than can be read here.", "Save a part of it: fewer rows or fewer columns."
    )


def text_of(value: object) -> str | None:
    """A value as the text of a cell; bytes that are no text, as those of pictures, are nothing to tell of."""
    match value:
        case datetime() if value.utcoffset() == timedelta():
            return cell_text(value.replace(tzinfo=None))
        case bytes():
            text = value.decode("utf-8", "replace")
            return text if "\ufffd" not in text and text.isprintable() else None
        case list() | dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return cell_text(value)


def _characters(chunk: Sequence[Sequence[str | None]]) -> int:
    return sum(len(text) for row in chunk for text in row if text)
