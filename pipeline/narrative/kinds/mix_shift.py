"""How the mix shifted, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.mix_shift import MixShift
from pipeline.narrative.kinds.fact_words import FactWords, doubt, level, number_of, period
from pipeline.story import Fact


class MixShiftWords(FactWords):
    """The value that rose and the one that fell."""

    name: ClassVar[str] = "mix_shift"
    label: ClassVar[str] = "How the mix shifted"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: MixShift = fact.detail
        v = fact.values
        up, down = (
            f"{level(v[f'level_{i}'])} from {wording.percent(number_of(v, f'share_first_{i}') or 0.0)} to "
            f"{wording.percent(number_of(v, f'share_last_{i}') or 0.0)} of the rows"
            for i in (1, 2)
        )
        return f"{wording.name(detail.by)} shifted: {up}, {down}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: MixShift = fact.detail
        v = fact.values
        keys = ["first", *(["middle"] if detail.other else []), "last"]
        told = [
            f"{level(v[f'level_{i}'])} "
            + wording.listing(
                [
                    f"{int(number_of(v, f'{key}_{i}') or 0):,} rows in {period(v, f'{key}_period', detail.grain)}"
                    for key in keys
                ]
            )
            for i in (1, 2)
        ]
        text = f"{'; '.join(told)}."
        if detail.suspicious:
            text += " Check whether the label changed its meaning before comparing these years by it."
        return text + doubt(fact)
