"""What took longer than it was allowed to, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.overrun import Overrun
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.counted_words import counted_there, most_of, part_share, rows_and_share, where_most
from pipeline.narrative.kinds.fact_words import FactWords, number_of, whole
from pipeline.narrative.reach import Reach
from pipeline.story import Fact


class OverrunWords(FactWords):
    """How many, where most, and by how much."""

    name: ClassVar[str] = "overrun"
    label: ClassVar[str] = "Longer than allowed"

    def headline(self, fact: Fact) -> str:
        """``18% of 6,200 tickets took longer than their SLA hours, 1,116; most with team Billing: 41%``."""
        rows, share = rows_and_share(fact)
        told = f"{share} of {rows} took longer than their {self._allowed(fact)}: {whole(fact.values, 'over'):,}"
        return told + where_most(fact, part_share(fact))

    @staticmethod
    def _allowed(fact: Fact) -> str:
        """How long it may take: ``target_min`` is no least target here, but one in minutes."""
        name = fact.wording.name(fact.detail.allowed)
        short = name.removeprefix("minimum ")
        return fact.wording.column(fact.detail.allowed) if short == name else wording.escape(short)

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Overrun = fact.detail
        sizes = [number_of(fact.values, key) or 0.0 for key in ("beyond", "middle")]
        mean, middle = wording.amounts(sizes, detail.unit)
        parts = [
            f"Those took {mean} too long on average, half of them {middle} or more.",
            counted_there(fact, "part_over"),
        ]
        return " ".join(filter(None, parts))

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Begin where most took too long."""
        most = most_of(fact, reach)
        if most is None:
            return None
        allowed = wording.name(fact.detail.allowed)
        return Decision(
            f"Find out what holds {reach.rows} up {most.where}",
            f"{most.share} of them take longer than their {allowed}, {most.over_all} over all",
            tuple(fact.values.values()),
            f"fewer than {most.share} do for {most.group}",
            (fact.detail.by,),
        )
