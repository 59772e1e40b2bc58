"""Who changed most, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.entity_change import EntityChange
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    column,
    it,
    level,
    levels_of,
    number_of,
    sentence,
    span,
    two_ways,
    whole,
    written,
)
from pipeline.story import Fact


class EntityChangeWords(FactWords):
    """The risers and the fallers."""

    name: ClassVar[str] = "entity_change"
    label: ClassVar[str] = "Who changed most"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: EntityChange = fact.detail
        low = detail.top + 1
        what, spoken = sentence(column(detail.target, fact.wording)), fact.wording
        when = span(fact.values, "first_period", "last_period", detail.grain)
        if detail.by_factor:
            first, second = (f"{self._factor(fact, i)} {self._in(fact, i)}" for i in (1, low))
            return f"{what} {spoken.agree(detail.target.column or '', 'was', 'were')} {first} and {second}, {when}"
        return f"{what} {self._ways(fact)}, {when}"

    def lead_again(self, fact: Fact) -> str:
        """``In Harlingen they were 3.24 times as high at the end and in Garland 0.739 times, from 2000 to 2014``."""
        detail: EntityChange = fact.detail
        spoken = fact.wording
        when = span(fact.values, "first_period", "last_period", detail.grain)
        what = it(detail.target, spoken)
        if not detail.by_factor:
            return f"{sentence(what)} {self._ways(fact)}, {when}"
        low = detail.top + 1
        was = spoken.agree(detail.target.column or "", "was", "were")
        first = f"{self._in(fact, 1)} {what} {was} {self._factor(fact, 1)}"
        return sentence(f"{first}, {self._in(fact, low)} {self._factor(fact, low)}, {when}")

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: EntityChange = fact.detail
        v = fact.values
        names = [f"{level(v[f'level_{i}'])} {self._gain(fact, i)}" for i in range(1, detail.top + detail.bottom + 1)]
        up, down = wording.listing(names[: detail.top]), wording.listing(names[detail.top :])
        first, last = levels_of(fact, detail.target, "median_first", "median_last")
        fell = whole(v, "fell")
        fallen = f"{f'{fell:,}' if fell else 'none'} of {whole(v, 'entities'):,} fell"
        middle = wording.varied(fact.turn.of_kind, "In the middle it went from", "Half way down, from", "The middle,")
        return f"At the top: {up}; at the bottom: {down}. {middle} {first} to {last}, and {fallen}."

    def _ways(self, fact: Fact) -> str:
        """``rose by 197 for AAPL, but fell by 11.0 for MSFT``."""
        detail: EntityChange = fact.detail
        low = detail.top + 1
        gains = [number_of(fact.values, f"gain_{i}") or 0.0 for i in (1, low)]
        sizes = [written(detail.target, abs(gain)) for gain in gains]
        return two_ways(gains, sizes, [self._in(fact, i) for i in (1, low)])

    @staticmethod
    def _in(fact: Fact, place: int) -> str:
        return fact.wording.at_entity(fact.detail.entity, fact.values[f"level_{place}"])

    @staticmethod
    def _factor(fact: Fact, place: int) -> str:
        """``2.7 times as high at the end``."""
        told = wording.number(number_of(fact.values, f"factor_{place}") or 0.0)
        return f"{told} times as high at the end" if place == 1 else f"{told} times"

    @staticmethod
    def _gain(fact: Fact, place: int) -> str:
        detail: EntityChange = fact.detail
        if detail.by_factor:
            return f"×{wording.number(number_of(fact.values, f'factor_{place}') or 0.0)}"
        gain = number_of(fact.values, f"gain_{place}") or 0.0
        return f"{'+' if gain >= 0 else '−'}{written(detail.target, abs(gain))}"
