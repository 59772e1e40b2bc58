"""Peak and trough, in words."""

from typing import ClassVar

from pipeline.analysis.facts.turning_points import TurningPoints
from pipeline.narrative.kinds.fact_words import FactWords, change, doubt, noun, number_of, period, sentence, written
from pipeline.story import Fact


class TurningPointsWords(FactWords):
    """The largest fall and what came after it."""

    name: ClassVar[str] = "turning_points"
    label: ClassVar[str] = "Peak and trough"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: TurningPoints = fact.detail
        v, grain = fact.values, detail.grain
        peak, trough = (written(detail.target, number_of(v, f"{end}_value")) for end in ("peak", "trough"))
        when = [period(v, f"{end}_period", grain) for end in ("peak", "trough")]
        course = f"from {peak} in {when[0]} to {trough} in {when[1]}, down {change(v, 'fall_share')}"
        return f"{sentence(noun(detail.target))} fell {course}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: TurningPoints = fact.detail
        v, grain, target = fact.values, detail.grain, detail.target
        size = written(target, abs(number_of(v, "fall") or 0.0))
        worst = written(target, abs(number_of(v, "worst_step") or 0.0))
        parts = [f"The fall took {size}; the worst {grain} was {period(v, 'worst_period', grain)}, down {worst}."]
        gain = number_of(v, "gain_since") or 0.0
        if detail.recovered:
            parts.append(f"The old peak was passed in {period(v, 'recovered_period', grain)}.")
        if gain > 0:
            last = f"{written(target, number_of(v, 'last_value'))} in {period(v, 'last_period', grain)}"
            parts.append(f"Since the trough it gained {written(target, gain)}, to {last}.")
        if not detail.recovered:
            parts.append("It has not come back to the old peak.")
        return " ".join(parts) + doubt(fact)
