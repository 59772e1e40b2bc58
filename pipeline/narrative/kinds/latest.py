"""The latest cross-section, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.latest import Latest
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    column,
    level,
    levels_of,
    number_of,
    period,
    sentence,
    written,
)
from pipeline.story import Fact


class LatestWords(FactWords):
    """Both ends and the middle of the last period."""

    name: ClassVar[str] = "latest"
    label: ClassVar[str] = "Where each stands now"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Latest = fact.detail
        when = period(fact.values, "last_period", detail.grain)
        places = (detail.top + 1, 1)
        low, high, middle = levels_of(fact, detail.target, *(f"value_{place}" for place in places), "median")
        least, most = (fact.wording.entity(detail.entity, fact.values[f"level_{place}"]) for place in places)
        what = sentence(column(detail.target, fact.wording))
        go = fact.wording.agree(detail.target.column or "", "goes", "go")
        return f"{what} in {when} {go} from {low} for {least} to {high} for {most}; half lie below {middle}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Latest = fact.detail
        v = fact.values
        top, bottom = (
            wording.listing([self._told(fact, start + i) for i in range(1, size + 1)])
            for start, size in ((0, detail.top), (detail.top, detail.bottom))
        )
        entities = int(number_of(v, "entities") or 0)
        low, high = (written(detail.target, number_of(v, key)) for key in ("quarter", "three_quarters"))
        return (
            f"Of {entities:,} the highest are {top}; the lowest are {bottom}. The middle half lies between {low} and "
            f"{high}."
        )

    @staticmethod
    def _told(fact: Fact, place: int) -> str:
        v = fact.values
        return f"{level(v[f'level_{place}'])} {written(fact.detail.target, number_of(v, f'value_{place}'))}"
