"""Two factors of an experiment, each within the other, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.factors import Factors
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    are,
    average,
    doubt,
    it_is,
    levels_of,
    sentence,
    whole,
)
from pipeline.story import Fact

MOST_SHOWN = 3  # levels of the inner factor in a headline
OPEN = "Whether the gap itself changes from one to the other, these {rows} can't tell."


class FactorsWords(FactWords):
    """The cells where the gap is widest and where it is narrowest."""

    name: ClassVar[str] = "factors"
    label: ClassVar[str] = "One within the other"

    def headline(self, fact: Fact) -> str:
        """``With dose 0.5 average len is 13.2 with supp OJ and 8.0 with VC; with dose 2 26.1 and 26.1``."""
        target, spoken = fact.detail.target, fact.wording
        return self._told(fact, f"{average(target, spoken)} {are(target, spoken)}")

    def lead_again(self, fact: Fact) -> str:
        """See :meth:`FactWords.lead_again`."""
        return self._told(fact, it_is(fact.detail.target, fact.wording))

    def _told(self, fact: Fact, opening: str) -> str:
        detail: Factors = fact.detail
        first, *others = self._inner(fact)
        wide, narrow = self._sizes(fact, detail.widest, detail.narrowest)
        named = [f"{size} {group}" for size, group in zip(wide, [first, *others], strict=True)]
        there = f"{self._outer(fact, detail.narrowest)}: {wording.listing(narrow)}"
        return sentence(f"{self._outer(fact, detail.widest)} {opening} {wording.listing(named)}; {there}")

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Factors = fact.detail
        every = range(1, len(detail.inner_levels) + 1)
        parts = []
        for outer in range(1, len(detail.outer_levels) + 1):
            sizes = levels_of(fact, detail.target, *(f"mean_{self._cell(detail, outer, i)}" for i in every))
            parts.append(f"{self._outer(fact, outer)}: {', '.join(sizes)}")
        names = wording.listing([fact.wording.value(level) for level in detail.inner_levels])
        rows = fact.wording.rows(whole(fact.values, "rows_1"))
        told = f"For {names} in this order: {'; '.join(parts)}. The first of these cells holds {rows}."
        is_open = f" {OPEN.format(rows=fact.wording.row.many)}" if detail.is_open else ""
        return told + is_open + doubt(fact)

    @staticmethod
    def _cell(detail: Factors, outer: int, inner: int) -> int:
        return (outer - 1) * len(detail.inner_levels) + inner

    def _shown(self, fact: Fact) -> list[int]:
        """Places of the inner levels that a headline names."""
        places = list(range(1, len(fact.detail.inner_levels) + 1))
        return places if len(places) <= MOST_SHOWN else [*places[: MOST_SHOWN - 1], places[-1]]

    def _sizes(self, fact: Fact, *outer: int) -> tuple[list[str], ...]:
        """The levels within each of the outer ones, all equally fine."""
        detail, shown = fact.detail, self._shown(fact)
        cells = [f"mean_{self._cell(detail, one, i)}" for one in outer for i in shown]
        sizes = levels_of(fact, detail.target, *cells)
        return tuple(sizes[i : i + len(shown)] for i in range(0, len(sizes), len(shown)))

    def _inner(self, fact: Fact) -> list[str]:
        detail, spoken = fact.detail, fact.wording
        return [
            spoken.among(detail.inner, detail.inner_levels[i - 1], again=place > 0)
            for place, i in enumerate(self._shown(fact))
        ]

    @staticmethod
    def _outer(fact: Fact, place: int) -> str:
        return fact.wording.among(fact.detail.outer, fact.detail.outer_levels[place - 1])
