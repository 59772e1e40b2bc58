"""The group whose ratio moved most, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.ratio_cells import RatioOf
from pipeline.analysis.subject.ratios import RatioForm
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import FactWords, at, doubt, grown, level, number_of, rose, sentence
from pipeline.narrative.kinds.ratio import behind, ratios_of, subject, sums, to_find_out
from pipeline.narrative.reach import Reach
from pipeline.story import Fact


class RatioChangeWords(FactWords):
    """From where to where, for whom."""

    name: ClassVar[str] = "ratio_change"
    label: ClassVar[str] = "Ratio over time"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        first, last = ratios_of(fact, "first_ratio", "last_ratio")
        return (
            f"{subject(fact)} {rose(number_of(fact.values, 'gain'))} for {level(fact.values['level_1'])} from "
            f"{first}{behind(fact)} {self._at(fact, 'first')} to {last} {self._at(fact, 'last')}"
        )

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        share = number_of(fact.values, "gain_share")
        made_of = (
            f"{sums(fact, 'first_part', 'first_whole')} {self._at(fact, 'first')}, "
            f"{sums(fact, 'last_part', 'last_whole')} {self._at(fact, 'last')}."
        )
        if share is None:
            return sentence(made_of) + doubt(fact)
        gain, detail = number_of(fact.values, "gain") or 0.0, fact.detail
        size = wording.points(gain) if detail.ratio.form is RatioForm.SHARE else grown(fact.values, "gain")
        return f"That is {'up' if gain > 0 else 'down'} {size}: {made_of}" + doubt(fact)

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Look for what changed there."""
        first, last = ratios_of(fact, "first_ratio", "last_ratio")
        went, since = f"went from {first}{behind(fact)} to {last}", self._at(fact, "first").removeprefix("in ")
        return to_find_out(fact, went, f"since {since}", first) if reach.acts else None

    @staticmethod
    def _at(fact: Fact, key: str) -> str:
        detail: RatioOf = fact.detail
        return at(fact.values, f"{key}_period", detail.grain or "year")
