"""One group that moves while the rest doesn't, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.segment_trend import SegmentTrendDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.kind import Kind, grown_by, series
from pipeline.narrative.naming import day_of, group, per_bucket
from pipeline.narrative.reach import Reach, is_better_high_named
from pipeline.narrative.statement import Statement


class SegmentTrendKind(Kind[SegmentTrendDetail]):
    """The group first and last, beside the others first and last."""

    name: ClassVar[str] = "segment_trend"
    label: ClassVar[str] = "Trend in one group only"

    def headline(self, said: Statement[SegmentTrendDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, detail = Row(said.values), said.detail
        before, after = values.number("group_before"), values.number("group_after")
        rose = "rose" if after > before else "fell"
        unit = said.units.get(detail.measure or "")
        size = f"from {wording.number(before, unit)} to {wording.number(after, unit)}"
        if values.known("group_change_share"):
            size = grown_by(values, "group_change")
        subject, who = (
            series(said),
            said.wording.among(detail.dimension, values["group"]),
        )
        return wording.sentence(f"{subject} {who} {rose} {size}, unlike elsewhere")

    def text(self, said: Statement[SegmentTrendDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, detail, unit = Row(said.values), said.detail, said.units.get(said.detail.measure or "")
        every = per_bucket(detail.grain, detail.aggregate)
        keys = ("group_before", "group_after", "rest_before", "rest_after")
        before, after, *rest = (wording.number(values.number(key), unit) for key in keys)
        days = ("first_bucket", "first_end", "last_start", "last_bucket")
        first, first_end, last_start, last = (day_of(values, name, detail.grain) for name in days)
        return (
            f"It was {before} {every}from {first} to {first_end} and {after} {every}from {last_start} to {last}. The "
            f"others stood at {rest[0]} and {rest[1]}."
        )

    def decision(self, said: Statement[SegmentTrendDetail], reach: Reach) -> Decision | None:
        """Go to the one group."""
        values, detail = Row(said.values), said.detail
        lever = reach.lever(detail.dimension)
        better_high = None if detail.measure is None else is_better_high_named(detail.measure)
        if lever is None or better_high is None:
            return None
        before, after = values.number("group_before"), values.number("group_after")
        phrase = lever.leads if (after > before) is better_high else lever.suffers
        if not phrase:
            return None
        unit = said.units.get(detail.measure or "")
        first, last = (wording.number(size, unit) for size in (before, after))
        rest = wording.number(values.number("rest_after"), unit)
        what = series(said)
        return Decision(
            reach.said(phrase, detail.dimension, values["group"]),
            f"{what} went from {first} to {last} there while the rest stood at {rest}",
            tuple(said.values.values()),
            f"{what} of {group(values['group'])} leaves {last} behind in the next {detail.grain}",
            (detail.dimension,),
            phrase,
        )
