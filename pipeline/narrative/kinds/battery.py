"""A survey's items ranked, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.battery import Battery
from pipeline.narrative.kinds.fact_words import FactWords, doubt, holds, number_of, sentence, whole
from pipeline.story import Fact


class BatteryWords(FactWords):
    """The items answered highest, and lowest."""

    name: ClassVar[str] = "battery"
    label: ClassVar[str] = "How the items rank"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Battery = fact.detail
        first, last = (self._item(fact, place) for place in (1, len(detail.items)))
        high, *_, low = self._means(fact)
        if holds(fact):
            highest = f"{sentence(first)} is answered highest of {detail.size} items, {high} on average"
            return f"{highest}, and {last} lowest, {low}"
        return f"{sentence(first)} is answered {high} on average, {last} {low}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Battery = fact.detail
        end = len(detail.items)
        people = fact.wording.rows(whole(fact.values, "respondents"))
        parts = [
            f"Of {people}, {self._agree(fact, 1)} gave {self._item(fact, 1)} one of the top two answers, and "
            f"{self._agree(fact, end)} gave one to {self._item(fact, end)}."
        ]
        means = self._means(fact)
        between = [
            f"{self._item(fact, place)} {means[place - 1]} ({self._agree(fact, place)} in the top two)"
            for place in range(2, end)
        ]
        if between:
            parts.append(f"Between them: {'; '.join(between)}.")
        return " ".join(parts) + doubt(fact)

    @staticmethod
    def _item(fact: Fact, place: int) -> str:
        return fact.wording.column(fact.detail.items[place - 1])

    @staticmethod
    def _agree(fact: Fact, place: int) -> str:
        return wording.percent(number_of(fact.values, f"agree_{place}") or 0.0)

    @staticmethod
    def _means(fact: Fact) -> list[str]:
        """The mean answers as they are compared."""
        places = range(1, len(fact.detail.items) + 1)
        return wording.amounts([number_of(fact.values, f"mean_{place}") or 0.0 for place in places])
