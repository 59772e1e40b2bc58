"""A step of one group's ratio, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.ratio_cells import RatioOf
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import FactWords, at, doubt, level, number_of, period, whole
from pipeline.narrative.kinds.ratio import behind, ratios_of, subject, sums, to_find_out
from pipeline.narrative.reach import Reach
from pipeline.story import Fact


class RatioStepWords(FactWords):
    """For whom, since when, from what to what."""

    name: ClassVar[str] = "ratio_step"
    label: ClassVar[str] = "A new level of a ratio"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        before, after = ratios_of(fact, "before_ratio", "after_ratio")
        verb = "jumped" if (number_of(fact.values, "gain") or 0.0) > 0 else "dropped"
        who = level(fact.values["level_1"])
        return f"{subject(fact)} {verb} for {who} {self._when(fact)}, from {before} to {after}{behind(fact)}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: RatioOf = fact.detail
        (since,) = ratios_of(fact, "since_ratio")
        steps = wording.count(whole(fact.values, "steps"), detail.grain or "week")
        last = period(fact.values, "last_period", detail.grain or "week")
        return (
            f"That compares the {steps} before, {sums(fact, 'before_part', 'before_whole')}, with as many after, "
            f"{sums(fact, 'after_part', 'after_whole')}. From then until {last} it is {since}."
        ) + doubt(fact)

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Look for what changed on that day."""
        before, after = ratios_of(fact, "before_ratio", "after_ratio")
        went = f"went from {before} to {after}{behind(fact)}"
        return to_find_out(fact, went, self._when(fact), before) if reach.acts else None

    @staticmethod
    def _when(fact: Fact) -> str:
        """``in the week of 23 December 2024``, ``in May 2024``."""
        detail: RatioOf = fact.detail
        return at(fact.values, "step_period", detail.grain or "week")
