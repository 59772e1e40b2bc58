"""The highest and lowest single values, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.extremes import Extremes
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    are,
    at,
    column,
    level,
    levels_of,
    number_of,
    period,
    sentence,
    written,
)
from pipeline.story import Fact


class ExtremesWords(FactWords):
    """Which row, and what it holds."""

    name: ClassVar[str] = "extremes"
    label: ClassVar[str] = "The highest and the lowest"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Extremes = fact.detail
        v, target = fact.values, detail.target
        most, least = levels_of(fact, target, "most", "least")
        if detail.grain is not None:
            return f"The highest {column(target, fact.wording)} is {most}, {at(v, 'most_moment', detail.grain)}"
        if detail.label is not None:
            ends = f"{level(v['most_label'])}, {most}, and lowest for {level(v['least_label'])}, {least}"
            return f"{sentence(column(target, fact.wording))} {are(target, fact.wording)} highest for {ends}"
        ratio = wording.percent(number_of(v, "ratio_most") or 0.0)
        assert detail.base is not None
        what, base = column(target, fact.wording), column(detail.base, fact.wording)
        return f"One {fact.wording.row.one} has {what} of {ratio} of its {base}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Extremes = fact.detail
        v, target = fact.values, detail.target
        parts = [_next(fact)] if detail.next else []
        if detail.grain is not None:
            least = written(target, number_of(v, "least"))
            parts.append(f"The lowest is {least}, first {at(v, 'least_moment', detail.grain)}.")
        if detail.month:
            total = written(target, number_of(v, "month_value"))
            parts.append(f"The highest month is {period(v, 'most_month', 'month')} with {total} in all.")
        if detail.base is not None and number_of(v, "ratio_most") is not None:
            pair = [written(target, number_of(v, "ratio_value")), written(detail.base, number_of(v, "ratio_base"))]
            mean = wording.percent(number_of(v, "ratio_mean") or 0.0)
            base = column(detail.base, fact.wording)
            parts.append(f"That is {pair[0]} on a {base} of {pair[1]}; on average the share is {mean}.")
        return " ".join(parts)


def _next(fact: Fact) -> str:
    """Who comes behind the first one."""
    places = range(1, fact.detail.next + 1)
    held = levels_of(fact, fact.detail.target, *(f"next_{place}" for place in places))
    named = [level(fact.values[f"next_{place}_label"]) for place in places]
    listed = wording.listing([f"{name} with {much}" for name, much in zip(named, held, strict=True)])
    return f"Next come {listed}."
