"""What is known of a column's text before its type is decided."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from pipeline.reading.types.missing import CERTAIN_WORDS, POSSIBLE_WORDS

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
        texts = [value.strip() if isinstance(value, str) else _text(value) for value in values]
        counts = Counter(texts)
        counts.pop("", None)
        ordered = [text for text in texts[: ORDERED_LIMIT * 2] if text][:ORDERED_LIMIT]
        return cls(name, counts, ordered, len(texts), counts.total(), len(counts)).without(CERTAIN_WORDS)

    def without(self, words: Iterable[str]) -> "Evidence":
        """The same column with some of its values taken for missing, in whatever case they are written."""
        wanted = set(words)
        gone = {text for text in self.counts if text.lower() in wanted}
        if not gone:
            return self
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
    def possible_words(self) -> frozenset[str]:
        """Those of its values that may mean that the value is missing."""
        return frozenset(text for text in self.counts if text.lower() in POSSIBLE_WORDS)

    @property
    def unique(self) -> bool:
        """Whether no value occurs twice."""
        return self.present == self.distinct

    @property
    def variety(self) -> float:
        """Different values per value: 1.0 where none occurs twice."""
        return self.distinct / self.present if self.present else 0.0


def _text(value: object) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value).strip()
