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
        if not holds(fact):
            return f"{sentence(own)} and {other} had a rank correlation of {size} {when}"
        together = "higher" if r > 0 else "lower"
        return f"Where {other} was higher {when}, {own} was {together}: their rank correlation is {size}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        v, detail = fact.values, fact.detail
        overall, latest = (wording.number(number_of(v, key) or 0.0, digits=2) for key in ("overall", "latest"))
        parts = [
            f"That compares {whole(v, 'entities'):,} in one {detail.grain}, {latest}; over all periods together it is "
            f"{overall}."
        ]
        within = number_of(v, "within")
        if within is not None:
            typical = wording.number(within, digits=2)
            parts.append(f"Over time, within one {fact.wording.column(detail.entity)}, it is typically {typical}.")
        return " ".join(parts) + doubt(fact)
