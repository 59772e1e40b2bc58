"""A link in a panel, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.within import Within
from pipeline.narrative.kinds.fact_words import FactWords, at, column, doubt, holds, number_of, sentence, whole
from pipeline.story import Fact


class WithinWords(FactWords):
    """Over all rows, in the last period, and over time within entities."""

    name: ClassVar[str] = "within"
    label: ClassVar[str] = "Between entities and within them"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Within = fact.detail
        r = number_of(fact.values, "latest") or 0.0
        when = at(fact.values, "last_period", detail.grain)
        size = wording.number(r, digits=2)
        own, other = column(detail.target, fact.wording), fact.wording.column(detail.other)
        told = fact.turn.of_kind
        if not holds(fact):
            first = f"{own} and {other} had a rank correlation of {size} {when}"
            second = f"the rank correlation of {own} and {other} was {size} {when}"
            third = f"{own} beside {other}: rank correlation {size} {when}"
            return sentence(wording.varied(told, first, second, third))
        together = "higher" if r > 0 else "lower"
        beside = f"Where {other} was higher {when}, {own} was {together}"
        return f"{beside}: {wording.varied(told, 'their rank correlation is', 'rank correlation')} {size}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        v, detail, told = fact.values, fact.detail, fact.turn.of_kind
        overall, latest = (wording.number(number_of(v, key) or 0.0, digits=2) for key in ("overall", "latest"))
        compared = f"That compares {whole(v, 'entities'):,} in one {detail.grain}, {latest}"
        everywhere = wording.varied(told, "over all periods together it is", "in all periods it is", "all periods:")
        parts = [f"{compared}; {everywhere} {overall}."]
        within = number_of(v, "within")
        if within is not None:
            typical = wording.number(within, digits=2)
            one = f"within one {fact.wording.column(detail.entity)}"
            ways = (f"Over time, {one}, it is typically {typical}.", f"But {one}, over time: {typical}.")
            parts.append(wording.varied(told, *ways, f"{sentence(one)}: {typical}."))
        return " ".join(parts) + doubt(fact)
