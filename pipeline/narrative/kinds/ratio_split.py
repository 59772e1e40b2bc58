"""The ratio of two sums by group, in words."""

from typing import ClassVar

from pipeline.analysis.facts.ratio_cells import RatioOf
from pipeline.analysis.subject.ratios import RatioForm
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import FactWords, doubt, holds, level
from pipeline.narrative.kinds.ratio import behind, each, is_or_are, ratios_of, subject, sums
from pipeline.narrative.reach import Reach, is_better_high_named
from pipeline.story import Fact


class RatioSplitWords(FactWords):
    """The highest and the lowest group, then each with its sums."""

    name: ClassVar[str] = "ratio_split"
    label: ClassVar[str] = "Ratio by group"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: RatioOf = fact.detail
        high, low = ratios_of(fact, "ratio_1", f"ratio_{detail.groups}")
        first, last = (level(fact.values[f"level_{place}"]) for place in (1, detail.groups))
        return f"{subject(fact)} {is_or_are(fact)} {high}{behind(fact)} for {first} and {low} for {last}"

    def lead_again(self, fact: Fact) -> str:
        """``By channel it is $37.91 for Social and $0.82 for Email``."""
        it = "it is" if is_or_are(fact) == "is" else "they are"
        by = f"By {fact.wording.column(fact.detail.by or '')}"
        return self.headline(fact).replace(f"{subject(fact)} {is_or_are(fact)}", f"{by} {it}", 1)

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: RatioOf = fact.detail
        places = range(1, detail.groups + 1)
        ratios = ratios_of(fact, *(f"ratio_{place}" for place in places))
        told = [
            f"{level(fact.values[f'level_{place}'])} {ratio} ({sums(fact, f'part_{place}', f'whole_{place}')})"
            for place, ratio in zip(places, ratios, strict=True)
        ]
        (whole,) = ratios_of(fact, "all_ratio")
        return f"By {fact.wording.column(detail.by or '')}: {'; '.join(told)}. All together: {whole}." + doubt(fact)

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Where it can be chosen, more where the ratio is better; what costs more for each, less."""
        detail: RatioOf = fact.detail
        if not (reach.acts and holds(fact)):
            return None
        costs = detail.ratio.form is RatioForm.EACH and is_better_high_named(detail.ratio.part) is not True
        good, bad = (detail.groups, 1) if costs else (1, detail.groups)
        better, worse = ratios_of(fact, f"ratio_{good}", f"ratio_{bad}")
        here, there = (level(fact.values[f"level_{place}"]) for place in (good, bad))
        if not costs or is_better_high_named(detail.ratio.whole) is False:
            return None
        part = fact.wording.column(detail.ratio.part)
        return Decision(
            f"Move some {part} from {there} to {here}",
            f"each {each(fact)} takes {worse} there and {better} here",
            tuple(fact.values.values()),
            f"{part} for each {each(fact)} falls over all",
            (detail.by or "",),
        )
