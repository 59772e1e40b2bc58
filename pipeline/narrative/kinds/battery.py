"""A survey's items ranked, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.battery import Battery
from pipeline.narrative.kinds.fact_words import FactWords, doubt, holds, number_of
from pipeline.story import Fact


class BatteryWords(FactWords):
    """The items agreed with most, and least."""

    name: ClassVar[str] = "battery"
    label: ClassVar[str] = "How the items rank"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Battery = fact.detail
        first, last = detail.items[0], detail.items[-1]
        high, low = (self._mean(fact, place) for place in (1, len(detail.items)))
        if holds(fact):
            ends = f"{fact.wording.column(first)} ranks highest, {high}, and {fact.wording.column(last)} lowest, {low}"
            return f"Of {detail.size} items {ends}"
        return f"{fact.wording.column(first)} has a mean of {high}, {fact.wording.column(last)} one of {low}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Battery = fact.detail
        told = [
            f"{fact.wording.column(name)} {self._mean(fact, i)} "
            f"({wording.percent(number_of(fact.values, f'agree_{i}') or 0.0)} in the top two answers)"
            for i, name in enumerate(detail.items, start=1)
        ]
        people = wording.count(int(number_of(fact.values, "respondents") or 0), "row")
        return f"Mean answers of {people}: {'; '.join(told)}." + doubt(fact)

    @staticmethod
    def _mean(fact: Fact, place: int) -> str:
        return wording.number(number_of(fact.values, f"mean_{place}") or 0.0)
