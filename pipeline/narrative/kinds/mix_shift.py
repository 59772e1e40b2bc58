"""How the mix shifted, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.mix_shift import MixShift
from pipeline.narrative.kinds.fact_words import FactWords, at, doubt, holds, level, shares_of, span, whole
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
            f"{level(v[f'level_{i}'])} {'rose' if holds(fact) and i == 1 else 'fell' if holds(fact) else 'went'} from "
            f"{' to '.join(shares_of(fact, f'share_first_{i}', f'share_last_{i}'))}"
            for i in (1, 2)
        )
        when = span(v, "first_period", "last_period", detail.grain)
        return f"Of all {fact.wording.row.many}, {up} and {down}, {when}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: MixShift = fact.detail
        v = fact.values
        keys = ["first", *(["middle"] if detail.other else []), "last"]
        told = [
            f"{level(v[f'level_{i}'])} "
            + wording.listing([f"{whole(v, f'{key}_{i}'):,} {at(v, f'{key}_period', detail.grain)}" for key in keys])
            for i in (1, 2)
        ]
        text = f"In numbers: {'; '.join(told)}."
        if detail.suspicious:
            text += " Check whether the label changed its meaning before comparing these years by it."
        return text + doubt(fact)
