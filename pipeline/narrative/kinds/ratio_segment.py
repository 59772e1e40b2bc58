"""The ratio of two sums where the groups of two columns meet, in words."""

from typing import ClassVar

from pipeline.analysis.facts.ratio_segment import RatioSegment
from pipeline.narrative.kinds.fact_words import FactWords, doubt
from pipeline.narrative.kinds.ratio import behind, is_or_are, ratios_of, subject, sums
from pipeline.story import Fact


class RatioSegmentWords(FactWords):
    """The highest corner and the lowest."""

    name: ClassVar[str] = "ratio_segment"
    label: ClassVar[str] = "Ratio by two groups"

    def headline(self, fact: Fact) -> str:
        """``Defects are 9.1% of units with machine M3 and shift night and 2.0% with machine M1 and shift day``."""
        high, low = ratios_of(fact, "ratio_1", "ratio_2")
        first, last = self._corners(fact)
        return f"{subject(fact)} {is_or_are(fact)} {high}{behind(fact)} {first} and {low} {last}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        (whole,) = ratios_of(fact, "all_ratio")
        both = f"The first is {sums(fact, 'part_1', 'whole_1')}, the second {sums(fact, 'part_2', 'whole_2')}."
        return f"{both} Over all it is {whole}." + doubt(fact)

    @staticmethod
    def _corners(fact: Fact) -> list[str]:
        """Each corner behind its figure."""
        detail: RatioSegment = fact.detail
        names = (detail.by or "", detail.across)
        return [
            fact.wording.among_together(*((name, group, None) for name, group in zip(names, corner, strict=True)))
            for corner in detail.corners
        ]
