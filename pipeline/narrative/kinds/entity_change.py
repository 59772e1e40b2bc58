"""Who changed most, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.entity_change import EntityChange
from pipeline.narrative.kinds.fact_words import FactWords, column, level, number_of, period, sentence, written
from pipeline.story import Fact


class EntityChangeWords(FactWords):
    """The risers and the fallers."""

    name: ClassVar[str] = "entity_change"
    label: ClassVar[str] = "Who changed most"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: EntityChange = fact.detail
        low = detail.top + 1
        return (
            f"{sentence(column(detail.target))}: {level(fact.values['level_1'])} {self._gain(fact, 1)}, "
            f"{level(fact.values[f'level_{low}'])} {self._gain(fact, low)}"
        )

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: EntityChange = fact.detail
        v = fact.values
        first, last = (period(v, f"{end}_period", detail.grain) for end in ("first", "last"))
        names = [f"{level(v[f'level_{i}'])} {self._gain(fact, i)}" for i in range(1, detail.top + detail.bottom + 1)]
        up, down = wording.listing(names[: detail.top]), wording.listing(names[detail.top :])
        fell, entities = int(number_of(v, "fell") or 0), int(number_of(v, "entities") or 0)
        halves = [written(detail.target, number_of(v, f"median_{end}")) for end in ("first", "last")]
        return (
            f"From {first} to {last} most: {up}; least: {down}. {fell:,} of {entities:,} fell. "
            f"The middle one went from {halves[0]} to {halves[1]}."
        )

    @staticmethod
    def _gain(fact: Fact, place: int) -> str:
        detail: EntityChange = fact.detail
        if detail.by_factor:
            return f"×{wording.number(number_of(fact.values, f'factor_{place}') or 0.0)}"
        gain = number_of(fact.values, f"gain_{place}") or 0.0
        return f"{'+' if gain >= 0 else '−'}{written(detail.target, abs(gain))}"
