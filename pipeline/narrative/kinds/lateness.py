"""What was done after it was due, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.lateness import Lateness
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    counted_there,
    holds,
    level,
    number_of,
    part_share,
    where_most,
    whole,
)
from pipeline.narrative.reach import Reach
from pipeline.story import Fact


class LatenessWords(FactWords):
    """How many, by how much, where most, and what still waits."""

    name: ClassVar[str] = "lateness"
    label: ClassVar[str] = "After it was due"

    def headline(self, fact: Fact) -> str:
        """``66% of 1,314 invoices were late: 862 have paid on after due date; most in public, 94%``."""
        detail: Lateness = fact.detail
        v, spoken = fact.values, fact.wording
        rows, share = spoken.rows(whole(v, "rows")), wording.percent(number_of(v, "share") or 0.0)
        done, due = (spoken.column(name) for name in (detail.done, detail.due))
        told = f"{share} of {rows} were late: {whole(v, 'late'):,} have {done} after {due}"
        return told + where_most(fact, part_share(fact))

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        v = fact.values
        mean, middle = wording.amounts([number_of(v, key) or 0.0 for key in ("days", "middle")], "days")
        parts = [f"Those were {mean} late on average, half of them {middle} or more.", counted_there(fact, "part_late")]
        waiting, overdue = whole(v, "waiting"), whole(v, "overdue")
        if waiting:
            has = "has" if waiting == 1 else "have"
            done = fact.wording.column(fact.detail.done)
            parts.append(f"Another {waiting:,} {has} no {done} yet, {overdue:,} of them past their date.")
        return " ".join(filter(None, parts))

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Begin where most are late."""
        if fact.detail.by is None or not holds(fact) or not reach.acts:
            return None
        v = fact.values
        share, whole_share = wording.percents([number_of(v, key) or 0.0 for key in ("part_share", "share")])
        where = fact.wording.behind(fact.detail.by, v["part"])
        return Decision(
            f"See first to what is late {where}",
            f"{share} are late there, {whole_share} over all",
            tuple(v.values()),
            f"fewer than {share} are late for {level(v['part'])}",
            (fact.detail.by,),
        )
