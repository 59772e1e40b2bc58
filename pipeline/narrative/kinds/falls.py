"""The largest falls of single entities, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.falls import Falls
from pipeline.narrative.kinds.fact_words import FactWords, column, level, number_of, period, written
from pipeline.story import Fact


class FallsWords(FactWords):
    """Each with its bottom."""

    name: ClassVar[str] = "falls"
    label: ClassVar[str] = "The largest falls"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Falls = fact.detail
        told = [self._told(fact, i) for i in range(1, detail.falls + 1)]
        return f"The largest falls of {column(detail.target, fact.wording)}: {wording.listing(told)}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Falls = fact.detail
        v = fact.values
        bottoms = [
            f"{level(v[f'level_{i}'])} stood at {written(detail.target, number_of(v, f'bottom_{i}'))} in "
            f"{period(v, f'period_{i}', detail.grain)}, from {written(detail.target, number_of(v, f'peak_{i}'))} before"
            for i in range(1, detail.falls + 1)
        ]
        lowest = written(detail.target, number_of(v, "lowest"))
        where = f"{level(v['lowest_entity'])} in {period(v, 'lowest_period', detail.grain)}"
        return f"{'; '.join(bottoms)}. The lowest value of all is {lowest}: {where}."

    @staticmethod
    def _told(fact: Fact, place: int) -> str:
        size = written(fact.detail.target, abs(number_of(fact.values, f"fall_{place}") or 0.0))
        return f"{level(fact.values[f'level_{place}'])} −{size}"
