"""Under which conditions, in words."""

from collections.abc import Sequence
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.segment import Condition, Segment
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    column,
    doubt,
    holds,
    level,
    number_of,
    outcome,
    sentence,
    written,
)
from pipeline.story import Fact, Form


class SegmentWords(FactWords):
    """The corner with most and the one with least."""

    name: ClassVar[str] = "segment"
    label: ClassVar[str] = "Under which conditions"

    def headline(self, fact: Fact) -> str:
        """See :meth:`FactWords.headline`."""
        detail: Segment = fact.detail
        high, low = (written(detail.target, number_of(fact.values, f"value_{i}")) for i in (1, 2))
        what = outcome(detail.target) if detail.target.form is Form.SHARE else f"average {column(detail.target)}"
        where = conditions(detail.high)
        if not holds(fact):
            return f"{sentence(what)} is {high} where {where}, and {low} where {conditions(detail.low)}"
        return f"{sentence(what)} is highest where {where}: {high}, against {low} where {conditions(detail.low)}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Segment = fact.detail
        v, target = fact.values, detail.target
        corners = (detail.high, detail.low, *detail.others)
        told = [
            f"{written(target, number_of(v, f'value_{i}'))} where {conditions(corner)} "
            f"({wording.count(int(number_of(v, f'rows_{i}') or 0), 'row')})"
            for i, corner in enumerate(corners, start=1)
        ]
        parts = [f"{sentence('; '.join(told))}.", f"Over all rows it is {written(target, number_of(v, 'all_value'))}."]
        share = number_of(v, "hits_share")
        if share is not None:
            hits, whole = int(number_of(v, "hits_1") or 0), int(number_of(v, "all_hits") or 0)
            parts.append(f"The first holds {hits:,} of all {whole:,} such rows, {wording.percent(share)}.")
        return " ".join(parts) + doubt(fact)


def conditions(corner: Sequence[Condition]) -> str:
    """``**sex** is **female** and **age** is under 10``."""
    return wording.listing([_condition(c) for c in corner])


def _condition(c: Condition) -> str:
    name = wording.name(c.column)
    if c.cut is None:
        return f"{name} is {level(c.level)}"
    cut = wording.name(wording.number(c.cut, c.unit))
    return f"{name} is {cut} or more" if c.above else f"{name} is under {cut}"
