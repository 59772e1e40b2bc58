"""What is known of a column's text before its type is decided."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from operator import is_not

import pandas as pd

from pipeline.reading.types.missing import CERTAIN_WORDS, POSSIBLE_WORDS
from pipeline.reading.types.plain_texts import PlainTexts

READABLE_SHARE = 0.9  # a column is of a type if so many of its values are; the others are then missing, and said so
ORDERED_LIMIT = 2_000  # values kept in row order, to see sequences


@dataclass(frozen=True)
class Evidence:
    """The values of a column, counted.

    ``counts`` holds every value of a small column, and of a large one those of a sample together with all that did not
    fit what the sample said; ``present`` and ``distinct`` count over all rows in both cases.
    """

    name: str
    counts: Mapping[str, int]  # trimmed text -> rows; no empty text
    ordered: Sequence[str]  # the first values in row order
    total: int  # rows
    present: int  # rows whose cell is neither empty nor a missing-value word
    distinct: int  # different values among them

    @classmethod
    def of(cls, name: str, values: Iterable[str | None]) -> "Evidence":
        """From all values of a column; None, NA and blank text are empty cells."""
        cells = values if isinstance(values, list) else list(values)
        counts = Counter(cells)
        first: Iterable[str | None] = cells[: ORDERED_LIMIT * 2]
        counts.pop(None, None)
        texts = _trimmed(counts)
        if any(map(is_not, counts, texts)):
            trimmed = dict(zip(counts, texts, strict=True))
            first = map(trimmed.get, first)
            counts = _summed(trimmed, counts)
        counts.pop("", None)
        ordered = list(filter(None, first))[:ORDERED_LIMIT]
        found = cls(name, counts, ordered, len(cells), counts.total(), len(counts))
        return found if found.plain is not None else found.without(CERTAIN_WORDS)

    def without(self, words: Set[str]) -> "Evidence":
        """The same column with some of its values taken for missing; ``words`` are lower case, these in any case."""
        if words.isdisjoint(map(str.lower, self.counts)):
            return self
        gone = {text for text in self.counts if text.lower() in words}
        return Evidence(
            self.name,
            {text: count for text, count in self.counts.items() if text not in gone},
            [text for text in self.ordered if text not in gone],
            self.total,
            self.present - sum(self.counts[text] for text in gone),
            self.distinct - len(gone),
        )

    def among(self, texts: Mapping[str, str]) -> "Evidence":
        """The values that ``texts`` has, each as ``texts`` writes it; the rows and different values of all."""
        counts: Counter[str] = Counter()
        for text, written in texts.items():
            counts[written] += self.counts.get(text, 0)
        ordered = [texts[text] for text in self.ordered if text in texts]
        complete = len(texts) == len(counts) == len(self.counts)
        lost = self.sampled - counts.total()
        distinct = self.distinct if complete else max(len(counts), self.distinct - len(self.counts) + len(counts))
        return Evidence(self.name, counts, ordered, self.total, self.present - lost, distinct)

    @cached_property
    def sampled(self) -> int:
        """Rows that ``counts`` speaks of."""
        return sum(self.counts.values())

    @cached_property
    def plain(self) -> PlainTexts | None:
        """Its values where all are plain numbers, else None."""
        return PlainTexts.of(self.counts)

    @cached_property
    def possible_words(self) -> frozenset[str]:
        """Those of its values that may mean that the value is missing."""
        if self.plain is not None or POSSIBLE_WORDS.isdisjoint(map(str.lower, self.counts)):
            return frozenset()
        return frozenset(text for text in self.counts if text.lower() in POSSIBLE_WORDS)

    @property
    def unique(self) -> bool:
        """Whether no value occurs twice."""
        return self.present == self.distinct

    @property
    def variety(self) -> float:
        """Different values per value: 1.0 where none occurs twice."""
        return self.distinct / self.present if self.present else 0.0


def _trimmed(cells: Iterable[object]) -> list[str]:
    """The cells without the blanks around them; most are texts."""
    try:
        return list(map(str.strip, cells))  # type: ignore[arg-type]
    except TypeError:
        return list(map(_text, cells))


def _summed(trimmed: Mapping[str, str], written: Counter[str]) -> Counter[str]:
    """The rows of each trimmed text, which may be written in several ways."""
    counts: Counter[str] = Counter()
    for cell, rows in written.items():
        counts[trimmed[cell]] += rows
    return counts


def _text(value: object) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value).strip()
