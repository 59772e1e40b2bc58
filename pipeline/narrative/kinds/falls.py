"""The largest falls of single entities, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.falls import Falls
from pipeline.narrative.kinds.fact_words import FactWords, at, column, compared, number_of, written
from pipeline.story import Fact


class FallsWords(FactWords):
    """Each with its bottom."""

    name: ClassVar[str] = "falls"
    label: ClassVar[str] = "The largest falls"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Falls = fact.detail
        places = range(1, detail.falls + 1)
        sizes = compared(detail.target, [abs(number_of(fact.values, f"fall_{i}") or 0.0) for i in places])
        if detail.target.is_per_cent:
            sizes = [wording.in_points(size) for size in sizes]
        first, *others = [f"{size} {self._in(fact, i)}" for i, size in zip(places, sizes, strict=True)]
        peak = fact.wording.agree(detail.target.column or "", "its peak", "their peak")
        what = column(detail.target, fact.wording)
        worst = f"From {peak} {what} fell by {first}, to {self._bottom(fact, 1)}"
        return worst + (f"; by {wording.listing(others)}" if others else "")

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Falls = fact.detail
        v = fact.values
        courses = [
            f"{self._who(fact, i)} came from {self._written(fact, f'peak_{i}')}"
            + (f" down to {self._bottom(fact, i)}" if i > 1 else "")
            for i in range(1, detail.falls + 1)
        ]
        lowest, when = self._written(fact, "lowest"), at(v, "lowest_period", detail.grain)
        who = fact.wording.entity(detail.entity, v["lowest_entity"])
        if (v["lowest_entity"], v["lowest_period"]) == (v["level_1"], v["period_1"]):
            return f"{'; '.join(courses)}. No value of all is lower than that of {who} {when}."
        return f"{'; '.join(courses)}. The lowest value of all is {lowest}, that of {who} {when}."

    def _bottom(self, fact: Fact, place: int) -> str:
        """``23.6 in 1992``."""
        return f"{self._written(fact, f'bottom_{place}')} {at(fact.values, f'period_{place}', fact.detail.grain)}"

    @staticmethod
    def _written(fact: Fact, key: str) -> str:
        return written(fact.detail.target, number_of(fact.values, key))

    @staticmethod
    def _who(fact: Fact, place: int) -> str:
        return fact.wording.entity(fact.detail.entity, fact.values[f"level_{place}"])

    def _in(self, fact: Fact, place: int) -> str:
        return fact.wording.at_entity(fact.detail.entity, fact.values[f"level_{place}"])
