"""One group that moves while the rest doesn't, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.segment_trend import SegmentTrendDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, group_among, in_general, say
from pipeline.narrative.naming import day_of, group, of_measure, per_bucket
from pipeline.narrative.prose import Sentence
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
        size = f" by {wording.percent(abs(values.number('group_change_share')))}" if before > 0 and after >= 0 else ""
        subject, by = of_measure(detail.measure, detail.aggregate), wording.name(detail.dimension)
        return wording.sentence(f"{subject} {rose}{size} where {by} is {group(values['group'])}, unlike elsewhere")

    def text(self, said: Statement[SegmentTrendDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, detail, unit = Row(said.values), said.detail, said.units.get(said.detail.measure or "")
        subject, by = of_measure(detail.measure, detail.aggregate), wording.name(detail.dimension)
        every = per_bucket(detail.grain, detail.aggregate).rstrip()
        keys = ("group_before", "group_after", "rest_before", "rest_after")
        before, after, *rest = (wording.number(values.number(key), unit) for key in keys)
        days = ("first_bucket", "first_end", "last_start", "last_bucket")
        first, first_end, last_start, last = (day_of(values, name, detail.grain) for name in days)
        text = wording.sentence(
            f"{subject} where {by} is {group(values['group'])} was {before} {every} from {first} to {first_end} and "
            f"{after} from {last_start} to {last}; in the other groups it was {rest[0]} and {rest[1]}."
        )
        return text.replace("  ", " ")

    def advice(self, said: Statement[SegmentTrendDetail], before: int) -> tuple[Sentence, ...]:
        """Go to the one group."""
        who = group_among(said, "group")
        if who is None:
            return in_general(said, before)
        if before:
            return say(said, f"Look at {who} too.")
        return say(
            said,
            f"Go to {who} first: the rest hardly moved, so what is behind the change is to be found there.",
            "Ask what was started, stopped or recorded differently there, and watch whether other groups follow.",
        )
