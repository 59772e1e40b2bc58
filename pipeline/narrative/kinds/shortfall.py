"""Rows on the wrong side of their limit, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.shortfall import Shortfall
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.counted_words import rows_and_share, where_most
from pipeline.narrative.kinds.fact_words import FactWords, level, number_of, whole
from pipeline.narrative.reach import Reach
from pipeline.story import Fact


class ShortfallWords(FactWords):
    """How many, which are farthest, and what is wanting."""

    name: ClassVar[str] = "shortfall"
    label: ClassVar[str] = "Beyond their limit"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Shortfall = fact.detail
        v, spoken = fact.values, fact.wording
        rows, share = rows_and_share(fact)
        told = f"{whole(v, 'beyond'):,} of {rows} are {detail.kind.said} their {spoken.column(detail.limit)}, {share}"
        return told + where_most(fact, f"{whole(v, 'part_beyond'):,} of {whole(v, 'part_rows'):,}")

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Shortfall = fact.detail
        parts = []
        if detail.told:
            parts.append(f"Farthest {'below' if detail.kind.is_floor else 'above'}: {'; '.join(self._told(fact))}.")
        (apart,) = wording.amounts([number_of(fact.values, "apart") or 0.0], detail.unit)
        wanting = f"{apart} are wanting to reach it" if detail.kind.is_floor else f"{apart} lie beyond it"
        parts.append(f"In all, {wanting}{self._cost(fact)}.")
        return " ".join(parts)

    @staticmethod
    def _told(fact: Fact) -> list[str]:
        """The rows farthest from their limit."""
        detail, v = fact.detail, fact.values
        sizes = [
            wording.amounts([number_of(v, f"{end}_{i}") or 0.0 for end in ("actual", "limit")], detail.unit)
            for i in range(1, detail.told + 1)
        ]
        return [f"{level(v[f'row_{i}'])} with {own} against {limit}" for i, (own, limit) in enumerate(sizes, start=1)]

    @staticmethod
    def _cost(fact: Fact) -> str:
        """What it takes to fill them up."""
        worth, price = number_of(fact.values, "worth"), fact.detail.price
        if worth is None or price is None:
            return ""
        return f", {wording.amounts([worth], fact.detail.money)[0]} at their {fact.wording.column(price)}"

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Begin with those farthest away."""
        detail: Shortfall = fact.detail
        if not detail.told:
            return None
        first = wording.listing([level(fact.values[f"row_{i}"]) for i in range(1, detail.told + 1)])
        beyond = f"{whole(fact.values, 'beyond'):,} {reach.rows} are {detail.kind.said} their"
        return Decision(
            f"{'Fill up' if detail.kind.is_floor else 'Bring down'} {first} first",
            f"{beyond} {wording.name(detail.limit)}{self._cost(fact)}",
            tuple(fact.values.values()),
            f"fewer than {whole(fact.values, 'beyond'):,} are, the next time it is counted",
            (detail.limit,),
        )
