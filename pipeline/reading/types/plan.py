"""What was decided about a column: its type, and how its text becomes values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite

from pipeline.reading.types.booleans import BooleanFormat
from pipeline.reading.types.durations import DurationFormat
from pipeline.reading.types.lists import ListFormat
from pipeline.reading.types.missing import CERTAIN_WORDS
from pipeline.reading.types.moments import MomentFormat
from pipeline.reading.types.numbers import NumberFormat
from pipeline.story import ColumnType

Value = str | int | float | bool | datetime | list[str] | None
Format = NumberFormat | DurationFormat | MomentFormat | BooleanFormat | ListFormat


@dataclass(frozen=True)
class Plan:
    """How one column is read."""

    type: ColumnType
    written: Format | None = None  # None: the text itself is the value
    whole: bool = False  # numbers without fraction
    words: frozenset[str] = field(default=frozenset())  # lower case; mean "missing" besides the words that always do
    sentinels: frozenset[float] = field(default=frozenset())  # numbers that mean "missing"

    @property
    def unit(self) -> str | None:
        """What is cut off the numbers, or what they are brought to."""
        return self.written.unit if isinstance(self.written, NumberFormat | DurationFormat) else None

    @property
    def storage(self) -> str:
        """The type in DuckDB."""
        match self.type:
            case ColumnType.NUMERIC:
                return "BIGINT" if self.whole else "DOUBLE"
            case ColumnType.BOOLEAN:
                return "BOOLEAN"
            case ColumnType.DATETIME:
                return "TIMESTAMP"
            case ColumnType.LIST:
                return "VARCHAR[]"
            case _:
                return "VARCHAR"

    def is_missing(self, text: str | None) -> bool:
        """Whether a cell is empty or says that its value is missing."""
        if text is None:
            return True
        word = text.strip().lower()
        return not word or word in CERTAIN_WORDS or word in self.words

    def value(self, text: str | None) -> Value:
        """The value of a cell, None where it is missing or can't be read as this column's type."""
        if text is None or self.is_missing(text):
            return None
        text = text.strip()
        match self.written:
            case None:
                return text
            case NumberFormat() | DurationFormat():
                return self._number(self.written.parse(text))
            case _:
                return self.written.parse(text)

    def values(self, texts: Iterable[str | None]) -> dict[str | None, Value]:
        """The :meth:`value` of each cell."""
        if self.written is not None:
            return {text: self.value(text) for text in texts}
        absent = CERTAIN_WORDS | self.words | {""}
        stripped = {text: (text or "").strip() for text in texts}
        return {text: None if word.lower() in absent else word for text, word in stripped.items()}

    def _number(self, number: int | float | None) -> int | float | None:
        if number is None or number in self.sentinels or not isfinite(number):
            return None
        return number if self.whole else float(number)
