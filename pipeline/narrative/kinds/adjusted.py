"""What is left among rows that are alike otherwise, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.adjusted import Adjusted
from pipeline.narrative.kinds.fact_words import FactWords, column, holds, level, number_of, outcome, sentence, written
from pipeline.story import Fact, Form


class AdjustedWords(FactWords):
    """The plain difference, and the one within the cells of other columns."""

    name: ClassVar[str] = "adjusted"
    label: ClassVar[str] = "Among rows that are alike otherwise"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Adjusted = fact.detail
        v, target = fact.values, detail.target
        gap, left = (self._size(fact, key) for key in ("difference", "adjusted"))
        what = outcome(target, fact.wording) if target.form is Form.SHARE else f"average {column(target, fact.wording)}"
        alike = wording.listing([fact.wording.column(name) for name in detail.controls])
        return (
            f"The gap in {what} between {level(v['high'])} and {level(v['low'])} is {gap}, and {left} among "
            f"{fact.wording.row.many} with the same {alike}"
        )

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Adjusted = fact.detail
        v, target = fact.values, detail.target
        high, low = (written(target, number_of(v, f"{end}_value")) for end in ("high", "low"))
        parts = [f"{sentence(level(v['high']))} has {high}, {level(v['low'])} {low}."]
        mix = [wording.percent(number_of(v, f"{end}_mix") or 0.0) for end in ("high", "low")]
        mixed = f"{level(v['mix_level'])} ({fact.wording.column(detail.mix_by)})"
        parts.append(f"{mix[0]} of {level(v['high'])} are {mixed}, {mix[1]} of {level(v['low'])}.")
        if not holds(fact):
            parts.append("What is left, chance could explain.")
        return " ".join(parts)

    @staticmethod
    def _size(fact: Fact, key: str) -> str:
        target, size = fact.detail.target, number_of(fact.values, key) or 0.0
        if target.form is Form.SHARE:
            return f"{wording.percent(size).removesuffix('%')} percentage points"
        return written(target, size)
