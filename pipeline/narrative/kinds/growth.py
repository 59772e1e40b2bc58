"""The last period against the one before, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.growth import GrowthDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.carried import beside_carrier, elsewhere, ends_of, whose
from pipeline.narrative.kinds.kind import Kind, agree_in_time, size_of
from pipeline.narrative.naming import day_of, per_bucket
from pipeline.narrative.statement import Statement


class GrowthKind(Kind[GrowthDetail]):
    """Higher or lower, by how much."""

    name: ClassVar[str] = "growth"
    label: ClassVar[str] = "Growth against the period before"

    def headline(self, said: Statement[GrowthDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, subject, is_ = Row(said.values), whose(said), agree_in_time(said, "is", "are")
        key = ends_of(said.detail.carrier, "earlier_level", "later_level", "change")[2]
        change = values.number(key)
        unit = said.units.get(said.detail.measure or "")
        size = size_of(change, unit)
        if values.known(f"{key}_share"):
            size = wording.percent(abs(values.number(f"{key}_share")))
        if values.known(f"{key}_factor"):
            many = wording.times(values.number(f"{key}_factor"))
            was = agree_in_time(said, "it was", "they were")
            told = f"{subject} {is_} {many} what {was} a {said.detail.period} before"
        else:
            told = f"{subject} {is_} {size} {'higher' if change > 0 else 'lower'} than a {said.detail.period} before"
        return wording.sentence(f"{told}{elsewhere(said)}")

    def text(self, said: Statement[GrowthDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, detail = Row(said.values), said.detail
        every, unit = per_bucket(detail.grain, detail.aggregate), said.units.get(detail.measure or "")
        first, last = (day_of(values, f"later_{end}", detail.grain) for end in ("first", "last"))
        keys = ends_of(detail.carrier, "earlier_level", "later_level", "change")
        earlier, later = (wording.number(values.number(key), unit) for key in keys[:2])
        told = f"It was {later} {every}from {first} to {last}, and {earlier} {every}in the {detail.period} before."
        return told + beside_carrier(said, "earlier_level", "later_level", "before", "then")
