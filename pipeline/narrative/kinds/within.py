"""A link in a panel, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.within import Within
from pipeline.narrative.kinds.fact_words import FactWords, column, doubt, holds, number_of, period
from pipeline.story import Fact


class WithinWords(FactWords):
    """Over all rows, in the last period, and over time within entities."""

    name: ClassVar[str] = "within"
    label: ClassVar[str] = "Between entities and within them"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Within = fact.detail
        r = number_of(fact.values, "latest") or 0.0
        when = period(fact.values, "last_period", detail.grain)
        if not holds(fact):
            size = wording.number(r, digits=2)
            return f"{column(detail.target)} and {wording.name(detail.other)}: rank correlation {size} in {when}"
        together = "higher" if r > 0 else "lower"
        return (
            f"Where {wording.name(detail.other)} is higher, {column(detail.target)} is {together}: rank correlation "
            f"{wording.number(r, digits=2)} in {when}"
        )

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        v, detail = fact.values, fact.detail
        overall, latest = (wording.number(number_of(v, key) or 0.0, digits=2) for key in ("overall", "latest"))
        parts = [
            f"Between {wording.count(int(number_of(v, 'entities') or 0), 'row')} of one {detail.grain} the rank "
            f"correlation of {column(detail.target)} and {wording.name(detail.other)} is {latest}; over all rows and "
            f"periods it is {overall}."
        ]
        within = number_of(v, "within")
        if within is not None:
            typical = wording.number(within, digits=2)
            parts.append(f"Over time within one {wording.name(detail.entity)} it is typically {typical}.")
        return " ".join(parts) + doubt(fact)
