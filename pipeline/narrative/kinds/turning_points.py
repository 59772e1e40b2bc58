"""Peak and trough, in words."""

from typing import ClassVar

from pipeline.analysis.facts.turning_points import TurningPoints
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    at,
    change,
    difference,
    doubt,
    levels_of,
    noun,
    number_of,
    per,
    sentence,
    shortened,
    written,
)
from pipeline.story import Fact


class TurningPointsWords(FactWords):
    """The largest fall and what came after it."""

    name: ClassVar[str] = "turning_points"
    label: ClassVar[str] = "Peak and trough"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: TurningPoints = fact.detail
        v, grain = fact.values, detail.grain
        what = sentence(per(noun(detail.target, fact.wording), detail.per))
        if detail.rose_before:
            ends = ("first", "peak", "trough")
            levels = levels_of(fact, detail.target, *(f"{end}_value" for end in ends))
            first, peak, trough = (
                f"{level} {at(v, f'{end}_period', grain)}" for level, end in zip(levels, ends, strict=True)
            )
            return f"{what} rose from {first} to {peak}, then fell to {trough}"
        peak, trough = levels_of(fact, detail.target, "peak_value", "trough_value")
        course = f"from {peak} {at(v, 'peak_period', grain)} to {trough} {at(v, 'trough_period', grain)}"
        absolute = f"by {difference(detail.target, number_of(v, 'fall'))}"
        size = absolute if number_of(v, "fall_share") is None else change(v, "fall_share")
        return f"{what} fell {size}, {course}"

    def lead_again(self, fact: Fact) -> str:
        """See :meth:`FactWords.lead_again`."""
        return shortened(self.lead(fact), fact)

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: TurningPoints = fact.detail
        v, grain, target = fact.values, detail.grain, detail.target
        size, worst = (difference(target, number_of(v, key)) for key in ("fall", "worst_step"))
        parts = [f"The fall took {size}, of which {worst} {at(v, 'worst_period', grain)}, the worst {grain}."]
        gain = number_of(v, "gain_since") or 0.0
        back = f"passed its old peak {at(v, 'recovered_period', grain)}" if detail.recovered else ""
        if gain > 0:
            last = f"{written(target, number_of(v, 'last_value'))} {at(v, 'last_period', grain)}"
            since = f"Since then it has gained {difference(target, gain)}, to {last}"
            parts.append(f"{since}, and {back}." if back else f"{since}, still short of the old peak.")
        elif back:
            parts.append(f"It {back}.")
        else:
            parts.append("It has not come back to the old peak.")
        return " ".join(parts) + doubt(fact)
