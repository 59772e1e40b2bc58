"""What made a stock change, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.bridge import Bridge
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    at,
    levels_of,
    number_of,
    sentence,
    shortened,
    signed,
    total,
    whole,
    written,
)
from pipeline.story import Fact


class BridgeWords(FactWords):
    """From the first total to the last one, and by whom."""

    name: ClassVar[str] = "bridge"
    label: ClassVar[str] = "What made it change"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Bridge = fact.detail
        v, grain = fact.values, detail.grain
        first, last = levels_of(fact, detail.target, "first_total", "last_total")
        course = f"from {first} {at(v, 'first_period', grain)} to {last} {at(v, 'last_period', grain)}"
        what = sentence(total(detail.target, fact.wording))
        parts = [self._part(fact, name, name) for name in ("new", "lost") if whole(v, f"{name}_entities")]
        return f"{what} went {course}: {wording.listing(parts)}"

    def lead_again(self, fact: Fact) -> str:
        """See :meth:`FactWords.lead_again`."""
        return shortened(self.lead(fact), fact)

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Bridge = fact.detail
        first, last = (whole(fact.values, f"{end}_entities") for end in ("first", "last"))
        ways = {"grown": "that grew", "shrunk": "that shrank"}
        moved = [self._part(fact, name, which) for name, which in ways.items() if number_of(fact.values, name)]
        stayed = wording.listing(moved) if moved else "no change"
        those = f"There were {self._counted(fact, first)} at first and {last:,} at the end"
        return f"{those}. Those who stayed: {stayed}. Each {detail.grain} is compared with the one before."

    def _part(self, fact: Fact, name: str, which: str) -> str:
        """``+24,300 from 52 new customers``, ``−790 from 12 that shrank``."""
        size = number_of(fact.values, name) or 0.0
        entities = whole(fact.values, f"{name}_entities")
        who = self._counted(fact, entities, which) if which in ("new", "lost") else f"{entities:,} {which}"
        return f"{signed(written(fact.detail.target, abs(size)), size)} from {who}"

    @staticmethod
    def _counted(fact: Fact, size: int, which: str = "") -> str:
        """``52 new customers``; of what has no noun ``52 new of **customer ID**``."""
        named = wording.of_column(fact.detail.entity)
        word = f"{which} " if which else ""
        if named is None:
            return f"{size:,} {word}values of {fact.wording.column(fact.detail.entity)}"
        return f"{size:,} {word}{named.one if size == 1 else named.many}"
