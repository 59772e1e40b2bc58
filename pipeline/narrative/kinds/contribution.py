"""What each group added to a change, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.contribution import Contribution
from pipeline.narrative.kinds.fact_words import FactWords, doubt, level, noun, number_of, period, written
from pipeline.story import Fact, Form

MAX_PART = 1.5  # of the change; a larger part is told by its size alone


class ContributionWords(FactWords):
    """Which groups made the change."""

    name: ClassVar[str] = "contribution"
    label: ClassVar[str] = "What made the change"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Contribution = fact.detail
        v = fact.values
        first, last = (period(v, f"{end}_period", detail.grain) for end in ("first", "last"))
        way = "rise" if (number_of(v, "all_gain") or 0.0) > 0 else "fall"
        size = self._size(detail, abs(number_of(v, "all_gain") or 0.0))
        return f"Of the {way} of {noun(detail.target)} from {first} to {last}, {size}, {self._part(fact, 1)}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Contribution = fact.detail
        v, target = fact.values, fact.detail.target
        told = [
            f"{level(v[f'level_{i}'])} {self._signed(detail, number_of(v, f'gain_{i}'))} "
            f"({written(target, number_of(v, f'first_{i}'))} to {written(target, number_of(v, f'last_{i}'))})"
            for i in range(1, detail.groups + 1)
        ]
        left_out = "; the others lie between" if detail.more > 0 else ""
        parts = [f"By {wording.name(detail.by)}: {'; '.join(told)}{left_out}."]
        if detail.is_rate and number_of(v, "all_mix") is not None:
            within, mix = (self._signed(detail, number_of(v, f"all_{key}")) for key in ("within", "mix"))
            parts.append(f"Within the groups it is {within}; that the groups' shares of the rows moved is {mix}.")
        return " ".join(parts) + doubt(fact)

    def _part(self, fact: Fact, place: int) -> str:
        """``**Chairs** is 12,000, 48%``."""
        v = fact.values
        part = number_of(v, f"part_{place}")
        share = f", {wording.percent(part)}" if part is not None and 0 < part <= MAX_PART else ""
        size = self._size(fact.detail, abs(number_of(v, f"gain_{place}") or 0.0))
        return f"{level(v[f'level_{place}'])} makes {size}{share}"

    def _signed(self, detail: Contribution, gain: float | None) -> str:
        return f"{'+' if (gain or 0.0) >= 0 else '−'}{self._size(detail, abs(gain or 0.0))}"

    @staticmethod
    def _size(detail: Contribution, size: float) -> str:
        if detail.target.form is Form.SHARE:
            return f"{wording.percent(size).removesuffix('%')} percentage points"
        return written(detail.target, size)
