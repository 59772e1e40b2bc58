"""Who changed most, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.entity_change import EntityChange
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    average,
    column,
    doubt,
    gains,
    grown_short,
    holds,
    it,
    level,
    levels_of,
    noun,
    number_of,
    period,
    sentence,
    shortened,
    signed,
    span,
    two_ways,
    whole,
)
from pipeline.narrative.reach import Reach, is_better_high
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
        if not holds(fact):
            most, least = (f"{self._by(fact, i)} {self._in(fact, i)}" for i in (1, low))
            return f"{what} changed by {most} and {least}, {when}"
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
        if not holds(fact):
            return shortened(self.lead(fact), fact)
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
        lower = "fell" if holds(fact) else "ended lower"
        fallen = f"{f'{fell:,}' if fell else 'none'} of {whole(v, 'entities'):,} {lower}"
        middle = wording.varied(fact.turn.of_kind, "The one in the middle went from", "The median went from", "Median:")
        return f"At the top: {up}; at the bottom: {down}. {middle} {first} to {last}, and {fallen}." + doubt(fact)

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Go to the one that went the wrong way, farther than it usually does."""
        detail: EntityChange = fact.detail
        lever, better_high = reach.lever(detail.entity), is_better_high(detail.target)
        if lever is None or better_high is None or not holds(fact):
            return None
        place, other = (detail.top + 1, 1) if better_high else (1, detail.top + 1)
        first, last = (number_of(fact.values, f"{end}_{place}") or 0.0 for end in ("first", "last"))
        if not lever.suffers or (last < first) is not better_high:
            return None
        sizes, told = levels_of(fact, detail.target, f"first_{place}", f"last_{place}"), self._gains(fact)
        when = [period(fact.values, f"{end}_period", detail.grain) for end in ("first", "last")]
        who, name = (level(fact.values[f"level_{i}"]) for i in (place, other))
        return Decision(
            reach.said(lever.suffers, detail.entity, fact.values[f"level_{place}"]),
            f"{noun(detail.target, fact.wording)} went from {sizes[0]} in {when[0]} to {sizes[1]} in {when[1]} there, "
            f"{told[other - 1]} at {name}",
            tuple(fact.values.values()),
            f"{who} is {'above' if better_high else 'below'} {sizes[1]} in the {detail.grain} after",
            (detail.entity,),
            lever.suffers,
        )

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
    def _by(fact: Fact, place: int) -> str:
        """``+5.7``, ``−70%``: without a word on whether that is more than up and down."""
        if not fact.detail.by_factor:
            return EntityChangeWords._gains(fact)[place - 1]
        growth = number_of(fact.values, f"growth_{place}") or 0.0
        return signed(wording.percent(abs(growth)), growth)

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
