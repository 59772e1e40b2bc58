"""Who changed most, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.entity_change import EntityChange
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    column,
    level,
    levels_of,
    number_of,
    sentence,
    span,
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
        up, down = (f"{self._gain(fact, i)} {self._in(fact, i)}" for i in (1, low))
        return f"{what} changed by {up} and {down}, {when}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: EntityChange = fact.detail
        v = fact.values
        names = [f"{level(v[f'level_{i}'])} {self._gain(fact, i)}" for i in range(1, detail.top + detail.bottom + 1)]
        up, down = wording.listing(names[: detail.top]), wording.listing(names[detail.top :])
        first, last = levels_of(fact, detail.target, "median_first", "median_last")
        fell = f"{whole(v, 'fell'):,} of {whole(v, 'entities'):,} fell"
        return f"At the top: {up}; at the bottom: {down}. In the middle it went from {first} to {last}, and {fell}."

    @staticmethod
    def _in(fact: Fact, place: int) -> str:
        value = fact.values[f"level_{place}"]
        behind = fact.wording.behind(fact.detail.entity, value)
        return behind if behind.startswith("in ") else f"for {level(value)}"

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
