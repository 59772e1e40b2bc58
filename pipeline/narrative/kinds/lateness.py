"""What was done after it was due, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.counted_words import Most, counted_there, most_of, part_share, rows_and_share, where_most
from pipeline.narrative.kinds.fact_words import FactWords, holds, number_of, whole
from pipeline.narrative.reach import Reach
from pipeline.story import Fact


class LatenessWords(FactWords):
    """How many, by how much, where most, and what still waits."""

    name: ClassVar[str] = "lateness"
    label: ClassVar[str] = "After it was due"

    def headline(self, fact: Fact) -> str:
        """``66% of 1,314 invoices were late, by 8.2 days on average; most in public, 94%``."""
        rows, share = rows_and_share(fact)
        told = f"{share} of {rows} were late, by {_days(fact, 'days')[0]} on average"
        if not fact.detail.by_days or not holds(fact):
            return told + where_most(fact, part_share(fact))
        where = fact.wording.behind(fact.detail.by, fact.values["part"])
        return f"{told}; latest {where}, by {_days(fact, 'part_days')[0]}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        v, spoken = fact.values, fact.wording
        done, due = (spoken.column(name) for name in (fact.detail.done, fact.detail.due))
        (middle,) = _days(fact, "middle")
        ended = spoken.ended(fact.detail.done)
        were = f"were {ended}" if ended else f"have {done}"
        parts = [f"{whole(v, 'late'):,} {were} after {due}, half of them by {middle} or more."]
        parts += [counted_there(fact, "part_late"), self._with_early(fact)]
        waiting, overdue = whole(v, "waiting"), whole(v, "overdue")
        if waiting:
            has = "has" if waiting == 1 else "have"
            parts.append(f"Another {waiting:,} {has} no {done} yet, {overdue:,} of them past their date.")
        return " ".join(filter(None, parts))

    @staticmethod
    def _with_early(fact: Fact) -> str:
        """How late those are that are latest, with what was early."""
        if not fact.detail.by_days or not holds(fact):
            return ""
        part, over_all = _days(fact, "part_delay", "delay")
        return f"Counting early ones, it is {part} there and {over_all} {fact.wording.over_all}."

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Begin where most are late."""
        most = most_of(fact, reach)
        if most is None:
            return None
        if fact.detail.by_days:
            return self._slowest(fact, most)
        return Decision(
            f"See first to what is late {most.where}",
            f"{most.share} are late there, {most.over_all} over all",
            tuple(fact.values.values()),
            f"fewer than {most.share} are late for {most.group}",
            (fact.detail.by,),
        )

    @staticmethod
    def _slowest(fact: Fact, most: Most) -> Decision:
        """Find out what holds up those that are latest."""
        part, over_all = _days(fact, "part_delay", "delay")
        return Decision(
            f"Find out what holds up the {fact.wording.row.many} {most.where}",
            f"they come {part} after their date on average, {over_all} over all",
            tuple(fact.values.values()),
            f"the next ones come less than {part} late",
            (fact.detail.by,),
        )


def _days(fact: Fact, *keys: str) -> list[str]:
    """Values that are days, beside each other."""
    return wording.amounts([number_of(fact.values, key) or 0.0 for key in keys], "days")
