"""The columns of numbers of a grid, as numbers: plainly written ones at once, others when they are asked for."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from pipeline.reading.plain_columns import plain_numbers
from pipeline.reading.rows import Cell
from pipeline.reading.types import numbers
from pipeline.reading.types.missing import CERTAIN_WORDS

TOLERANCE = 0.002  # of a sum of numbers that were rounded one by one


class Amounts:
    """Columns of cells that hold numbers; NaN where a cell holds none."""

    def __init__(self, columns: Sequence[Sequence[Cell]]) -> None:
        self.columns = columns
        self._read = [plain_numbers(column) for column in columns]

    @property
    def plain(self) -> np.ndarray:
        """The columns that are written plainly: rows x columns."""
        return _rows_of([column for column in self._read if column is not None], len(self.columns[0]))

    @property
    def written(self) -> list[int]:
        """The places of the columns that were not read yet."""
        return [place for place, column in enumerate(self._read) if column is None]

    def column(self, place: int) -> np.ndarray:
        """The numbers of one column."""
        column = self._read[place]
        if column is None:
            column = self._read[place] = _read(self.columns[place])
        return column

    @cached_property
    def matrix(self) -> np.ndarray:
        """All: rows x columns."""
        return _rows_of([self.column(place) for place in range(len(self.columns))], len(self.columns[0]))


def _rows_of(columns: Sequence[np.ndarray], rows: int) -> np.ndarray:
    return np.array(columns).T if columns else np.empty((rows, 0))


def _read(column: Sequence[Cell]) -> np.ndarray:
    counts = counted(column)
    written, _ = numbers.learn_format(counts)
    read = {text: written.parse(text) for text in counts}
    values = [read.get(cell.strip()) if cell else None for cell in column]
    return np.array([np.nan if value is None else float(value) for value in values])


def counted(cells: Sequence[Cell]) -> Counter[str]:
    """The texts of the cells that say something, with how often each is there."""
    return Counter(cell.strip() for cell in cells if cell and not says_nothing(cell))


def says_nothing(cell: str) -> bool:
    """Whether a cell is blank or a word for a missing value."""
    word = cell.strip().lower()
    return not word or word in CERTAIN_WORDS


def are_near(totals: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """Which totals are the sums, but for what rounding adds up to."""
    with np.errstate(over="ignore", invalid="ignore"):  # sums beyond all numbers are near none
        return np.asarray(np.abs(sums - totals) <= np.maximum(TOLERANCE * np.abs(sums), 1e-9))
