"""Cases that are still open, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.open_cases import OpenCases
from pipeline.analysis.facts.target import Target
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.counted_words import part_share, rows_and_share
from pipeline.narrative.kinds.fact_words import FactWords, column, holds, period, share_of, whole
from pipeline.narrative.reach import Reach
from pipeline.story import Fact


class OpenCasesWords(FactWords):
    """How many, and what that does to the last periods."""

    name: ClassVar[str] = "open_cases"
    label: ClassVar[str] = "Cases that are still open"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: OpenCases = fact.detail
        open_, (rows, share) = f"{whole(fact.values, 'open'):,}", rows_and_share(fact)
        if detail.target.undecided:
            return f"{open_} of {rows} are still open, {share}"
        return f"{open_} of {rows} have no {fact.wording.column(detail.end)} yet, {share}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: OpenCases = fact.detail
        text = self._missing(fact)
        if self._is_uneven(fact):
            where = fact.wording.behind(detail.by or "", fact.values["part"])
            most = part_share(fact)
            so = "" if detail.target.undecided else f": there {column(detail.target, fact.wording)} may come out longer"
            text += f" The largest part is open {where}, {most}{so}{' than it looks' if so else ''}."
        if not detail.has_cut:
            return text
        late, rows = whole(fact.values, "late_open"), whole(fact.values, "late_rows")
        cut = period(fact.values, "cut", "day")
        left_out = f"Periods that end after {cut} are left out of its course"
        return f"{text} {left_out}: of {rows:,} begun since, {late:,} are open."

    def aside(self, fact: Fact) -> str:
        """``among those closed: 4.4% aren't yet, 13% with agent Cem``; of an outcome its level says how many."""
        if fact.detail.target.undecided:
            return ""
        ended = fact.wording.ended(fact.detail.end)
        share = share_of(fact, "share")
        those = f"among those {ended}: {share} aren't yet" if ended else f"among those that have ended: {share} haven't"
        if not self._is_uneven(fact):
            return those
        return f"{those}, {part_share(fact)} {fact.wording.behind(fact.detail.by, fact.values['part'])}"

    @staticmethod
    def _is_uneven(fact: Fact) -> bool:
        """Whether more cases of one group are open than of the others, beyond chance."""
        return fact.detail.by is not None and holds(fact)

    @staticmethod
    def _missing(fact: Fact) -> str:
        target: Target = fact.detail.target
        if target.undecided:
            done = "they are left out of every share"
            return (
                f"How they will end nobody knows yet, so {done}; what is decided of the last ones are the quick ones."
            )
        what = column(target, fact.wording)
        return (
            f"What is still open is missing from {what}, and mostly the long cases, so the last periods look quicker "
            "than they are."
        )

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Close the oldest first, and wait for them before the last periods are compared."""
        detail: OpenCases = fact.detail
        open_, late = whole(fact.values, "open"), whole(fact.values, "late_open")
        if not reach.acts or not open_:
            return None
        share = share_of(fact, "share")
        missing = "are open" if detail.target.undecided else f"have no {wording.name(detail.end)} yet"
        old = f", {open_ - late:,} of them from before {period(fact.values, 'cut', 'day')}" if detail.has_cut else ""
        return Decision(
            f"Close the oldest {reach.rows} first",
            f"{open_:,} {missing}, {share} of all{old}",
            (*fact.values.values(), open_ - late),
            f"the next export has less than {share} open",
            (detail.end,),
        )
