"""Under which conditions, in words."""

from collections.abc import Sequence
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.segment import Condition, Segment
from pipeline.narrative.decision import Decision
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
from pipeline.narrative.reach import Reach, is_better_high, is_trait
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

    def decision(self, fact: Fact, reach: Reach) -> Decision | None:
        """Begin with the corner where a bad outcome is most frequent; never by who somebody is."""
        detail: Segment = fact.detail
        v, target = fact.values, detail.target
        better_high = is_better_high(target)
        if not (reach.acts and holds(fact)) or better_high is None or target.form is not Form.SHARE:
            return None
        if any(is_trait(c.column) for c in detail.high):
            return None
        hits, whole = (int(number_of(v, key) or 0) for key in ("hits_1", "all_hits"))
        value, everywhere = (written(target, number_of(v, key)) for key in ("value_1", "all_value"))
        verb = "Look for more" if better_high else reach.approach
        did = reach.words.outcome(target.column or "", target.value).verb
        rows = int(number_of(v, "rows_1") or 0)
        return Decision(
            f"{verb} {reach.rows} {' '.join(_behind(c, reach) for c in detail.high)}",
            f"{hits:,} of the {whole:,} {reach.rows} {reach.who} {did} are among these {rows:,}, {value} of them",
            tuple(v.values()),
            f"the {everywhere} over all {'goes up' if better_high else 'goes down'}",
            tuple(c.column for c in detail.high),
            is_sharp=True,
        )


def conditions(corner: Sequence[Condition]) -> str:
    """``**sex** is **female** and **age** is under 10``."""
    return wording.listing([_condition(c) for c in corner])


def _condition(c: Condition) -> str:
    name = wording.name(c.column)
    if c.cut is None:
        return f"{name} is {level(c.level)}"
    cut = wording.name(wording.number(c.cut, c.unit))
    return f"{name} is {cut} or more" if c.above else f"{name} is under {cut}"


def _behind(c: Condition, reach: Reach) -> str:
    """``on **monthly** contracts``, ``with **tenure** under 12``."""
    if c.cut is None:
        return reach.words.behind(c.column, c.level)
    side = "from {} up" if c.above else "under {}"
    return f"with {reach.words.column(c.column)} {side.format(wording.number(c.cut, c.unit))}"
