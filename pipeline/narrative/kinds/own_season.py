"""The season of one entity alone, in words."""

from typing import ClassVar

from pipeline.analysis.facts.own_season import OwnSeason
from pipeline.analysis.facts.season import level_name
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    are,
    levels_of,
    noun,
    per,
    sentence,
    whole,
)
from pipeline.story import Fact


class OwnSeasonWords(FactWords):
    """Whose, in which month, and that the others have none then."""

    name: ClassVar[str] = "own_season"
    label: ClassVar[str] = "A season of its own"

    def headline(self, fact: Fact) -> str:
        """``Cars are 1,230 in October at P3, 810 in its other months; elsewhere 640 then and 650 otherwise``."""
        detail: OwnSeason = fact.detail
        target, spoken = detail.target, fact.wording
        then, usual, others_then, others = self._levels(fact)
        what = sentence(per(noun(target, spoken), detail.per))
        is_ = "are" if detail.per else are(target, spoken)
        where = spoken.at_entity(detail.entity, fact.values["level_1"])
        own = f"{then} in {self._month(fact)} {where}, {usual} in its other months"
        return f"{what} {is_} {own}; elsewhere {others_then} then and {others} otherwise"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        years, entities = (f"{whole(fact.values, key):,}" for key in ("years", "entities"))
        return (
            f"That is the mean of {years} years. What all {entities} have in common is taken out before it is judged."
        )

    @staticmethod
    def _levels(fact: Fact) -> list[str]:
        keys = ("own_then", "own_else", "others_then", "others_else")
        return levels_of(fact, fact.detail.target, *keys)

    @staticmethod
    def _month(fact: Fact) -> str:
        return level_name("month", fact.detail.month)
