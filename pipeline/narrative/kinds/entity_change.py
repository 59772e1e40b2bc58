"""Who changed most, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.entity_change import EntityChange
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    average,
    column,
    gains,
    grown_short,
    it,
    level,
    levels_of,
    number_of,
    sentence,
    span,
    two_ways,
    whole,
)
from pipeline.story import Fact

ROSE = "rose "
HALF = 0.5  # of what it was: what fell farther is told by what is left of it
FOLD = 1.95  # times as much: from here on it is told as so many times, below in per cent


def _both(first: str, second: str) -> bool:
    """Whether both only rose, the second one by less."""
    return first.startswith(ROSE) and second.startswith(ROSE)


class EntityChangeWords(FactWords):
    """The risers and the fallers."""

    name: ClassVar[str] = "entity_change"
    label: ClassVar[str] = "Who changed most"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: EntityChange = fact.detail
        low = detail.top + 1
        what = sentence(self._what(fact) or column(detail.target, fact.wording))
        when = span(fact.values, "first_period", "last_period", detail.grain)
        if detail.by_factor:
            first, second = (f"{self._factor(fact, i)} {self._in(fact, i)}" for i in (1, low))
            joined = f", but only {second.removeprefix(ROSE)}" if _both(first, second) else ""
            return f"{what} {first}{joined or f' and {second}'}, {when}"
        return f"{what} {self._ways(fact)}, {when}"

    def lead_again(self, fact: Fact) -> str:
        """``In Harlingen they grew 3.2-fold, in Garland they fell to 74% of what they were, from 2000 to 2014``."""
        detail: EntityChange = fact.detail
        spoken = fact.wording
        when = span(fact.values, "first_period", "last_period", detail.grain)
        what = self._what(fact) or it(detail.target, spoken)
        if not detail.by_factor:
            return f"{sentence(what)} {self._ways(fact)}, {when}"
        low = detail.top + 1
        first, second = (f"{self._in(fact, place)} {what} {self._factor(fact, place)}" for place in (1, low))
        return sentence(f"{first}, {second}, {when}")

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: EntityChange = fact.detail
        v = fact.values
        places = range(1, detail.top + detail.bottom + 1)
        names = [f"{level(v[f'level_{i}'])} {told}" for i, told in zip(places, self._gains(fact), strict=True)]
        up, down = wording.listing(names[: detail.top]), wording.listing(names[detail.top :])
        first, last = levels_of(fact, detail.target, "median_first", "median_last")
        fell = whole(v, "fell")
        fallen = f"{f'{fell:,}' if fell else 'none'} of {whole(v, 'entities'):,} fell"
        middle = wording.varied(fact.turn.of_kind, "The one in the middle went from", "The median went from", "Median:")
        return f"At the top: {up}; at the bottom: {down}. {middle} {first} to {last}, and {fallen}."

    @staticmethod
    def _what(fact: Fact) -> str:
        """``average visitors``, where what adds up was averaged over the rows of a year."""
        detail: EntityChange = fact.detail
        return average(detail.target, fact.wording) if detail.averaged and not detail.by_factor else ""

    def _ways(self, fact: Fact) -> str:
        """``rose by 197 for AAPL, but fell by 11.0 for MSFT``."""
        detail: EntityChange = fact.detail
        low = detail.top + 1
        sizes = [number_of(fact.values, f"gain_{i}") or 0.0 for i in (1, low)]
        told = [text.lstrip("+−") for text in gains(detail.target, sizes)]
        return two_ways(sizes, [f"by {size}" for size in told], [self._in(fact, i) for i in (1, low)])

    @staticmethod
    def _in(fact: Fact, place: int) -> str:
        return fact.wording.at_entity(fact.detail.entity, fact.values[f"level_{place}"])

    @staticmethod
    def _factor(fact: Fact, place: int) -> str:
        """``grew 2.7-fold``, ``rose by 3%``, ``fell to 36% of what it was``."""
        detail: EntityChange = fact.detail
        factor, growth = (number_of(fact.values, f"{key}_{place}") or 0.0 for key in ("factor", "growth"))
        if factor >= FOLD:
            return f"grew {wording.fold(factor)}"
        if factor >= HALF:
            return f"{'rose' if factor >= 1 else 'fell'} by {wording.percent(abs(growth))}"
        was = fact.wording.agree(detail.target.column or "", "it was", "they were")
        return f"fell to {wording.percent(factor)} of what {was}"

    @staticmethod
    def _times(fact: Fact, place: int) -> str:
        """``×2.7``, ``+3%``: what grew less than to twice its size is told by how much it grew."""
        factor, growth = (number_of(fact.values, f"{key}_{place}") or 0.0 for key in ("factor", "growth"))
        return grown_short(wording.percent(abs(growth)), growth, None if HALF <= factor < FOLD else factor)

    @staticmethod
    def _gains(fact: Fact) -> list[str]:
        """How much, or how many times, for each that is told."""
        detail: EntityChange = fact.detail
        places = range(1, detail.top + detail.bottom + 1)
        if detail.by_factor:
            return [EntityChangeWords._times(fact, i) for i in places]
        return gains(detail.target, [number_of(fact.values, f"gain_{i}") or 0.0 for i in places])
