"""The highest and lowest single values, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.extremes import Extremes
from pipeline.narrative.kinds.fact_words import FactWords, column, level, number_of, period, written
from pipeline.story import Fact


class ExtremesWords(FactWords):
    """Which row, and what it holds."""

    name: ClassVar[str] = "extremes"
    label: ClassVar[str] = "The highest and the lowest"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Extremes = fact.detail
        v, target = fact.values, detail.target
        most, least = (written(target, number_of(v, key)) for key in ("most", "least"))
        if detail.grain is not None:
            at = "on" if detail.grain == "day" else "in"
            high = f"{most} {at} {period(v, 'most_moment', detail.grain)}"
            return f"The highest {column(target)} is {high}"
        if detail.label is not None:
            ends = f"{level(v['most_label'])}, {most}, and lowest for {level(v['least_label'])}, {least}"
            return f"{column(target)} is highest for {ends}"
        ratio = wording.percent(number_of(v, "ratio_most") or 0.0)
        assert detail.base is not None
        return f"{column(target)} reached {ratio} of {column(detail.base)} in one row"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Extremes = fact.detail
        v, target = fact.values, detail.target
        parts = []
        if detail.grain is not None:
            least = written(target, number_of(v, "least"))
            parts.append(f"The lowest is {least}, first in {period(v, 'least_moment', detail.grain)}.")
        if detail.month:
            total = written(target, number_of(v, "month_value"))
            parts.append(f"The highest month is {period(v, 'most_month', 'month')} with {total} in all.")
        if detail.base is not None and number_of(v, "ratio_most") is not None:
            pair = [written(target, number_of(v, "ratio_value")), written(detail.base, number_of(v, "ratio_base"))]
            ratio, mean = (wording.percent(number_of(v, f"ratio_{key}") or 0.0) for key in ("most", "mean"))
            parts.append(
                f"The highest share of {column(detail.base)} in one row is {ratio}, {pair[0]} on {pair[1]}; on average "
                f"it is {mean}."
            )
        return " ".join(parts) or "Look at both before quoting an average."
