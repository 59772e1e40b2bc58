"""Under which conditions, in words."""

from collections.abc import Sequence
from typing import ClassVar

from pipeline import wording
from pipeline.analysis.facts.segment import Condition, Segment
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.fact_words import (
    FactWords,
    are,
    average,
    doubt,
    holds,
    levels_of,
    number_of,
    said,
    sentence,
    whole,
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
        spoken, target = fact.wording, detail.target
        high, low = levels_of(fact, target, "value_1", "value_2")
        best, worst = (group(spoken, corner) for corner in (detail.high, detail.low))
        if target.form is Form.SHARE:
            return f"{high} of {best} {said(target, spoken).verb}, {low} of {worst}"
        what = sentence(average(target, spoken))
        return f"{what} {are(target, spoken)} {high} among {best}, {low} among {worst}"

    def text(self, fact: Fact) -> str:
        """See :meth:`FactWords.text`."""
        detail: Segment = fact.detail
        v, target, spoken = fact.values, detail.target, fact.wording
        corners = (detail.high, detail.low, *detail.others)
        sizes = levels_of(fact, target, *(f"value_{i}" for i, _ in enumerate(corners, start=1)), "all_value")
        rows = [spoken.rows(whole(v, f"rows_{i}")) for i, _ in enumerate(corners, start=1)]
        parts = [f"The two groups hold {rows[0]} and {rows[1]}; over all it is {sizes[-1]}."]
        others = [
            f"{size} among {group(spoken, corner)} ({count})"
            for size, corner, count in zip(sizes[2:-1], detail.others, rows[2:], strict=True)
        ]
        if others:
            parts.append(f"In between: {'; '.join(others)}.")
        share = number_of(v, "hits_share")
        if share is not None:
            verb = said(target, spoken).verb
            hits = f"{whole(v, 'hits_1'):,} of all {whole(v, 'all_hits'):,}"
            parts.append(f"Of those {spoken.who} {verb}, {hits} are in the first, {wording.percent(share)}.")
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
        hits, everything = (whole(v, key) for key in ("hits_1", "all_hits"))
        value, everywhere = levels_of(fact, target, "value_1", "all_value")
        verb = "Look for more" if better_high else reach.approach
        did = reach.words.outcome(target.column or "", target.value).verb
        rows = int(number_of(v, "rows_1") or 0)
        return Decision(
            f"{verb} {group(reach.words, detail.high)}",
            f"{hits:,} of the {everything:,} {reach.rows} {reach.who} {did} are among these {rows:,}, {value} of them",
            tuple(v.values()),
            f"the {everywhere} over all {'goes up' if better_high else 'goes down'}",
            tuple(c.column for c in detail.high),
            is_sharp=True,
        )


def group(spoken: wording.Wording, corner: Sequence[Condition]) -> str:
    """``**female** passengers in **1st** class and aged 10 or more``."""
    parts = [
        (c.column, c.level, None) if c.cut is None else (c.column, wording.number(c.cut, c.unit), c.above)
        for c in corner
    ]
    return spoken.together(*parts)
