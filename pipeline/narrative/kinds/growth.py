"""The last period against the one before, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.growth import GrowthDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, series
from pipeline.narrative.naming import day_of, per_bucket
from pipeline.narrative.statement import Statement


class GrowthKind(Kind[GrowthDetail]):
    """Higher or lower, by how much."""

    name: ClassVar[str] = "growth"
    label: ClassVar[str] = "Growth against the period before"

    def headline(self, said: Statement[GrowthDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, subject = Row(said.values), series(said)
        change = values.number("change")
        unit = said.units.get(said.detail.measure or "")
        size = wording.number(abs(change), unit)
        if values.known("change_share"):
            size = wording.percent(abs(values.number("change_share")))
        if values.known("change_factor"):
            many = wording.times(values.number("change_factor"))
            return wording.sentence(f"{subject} is {many} what it was a {said.detail.period} before")
        higher = "higher" if change > 0 else "lower"
        return wording.sentence(f"{subject} is {size} {higher} than a {said.detail.period} before")

    def text(self, said: Statement[GrowthDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, detail = Row(said.values), said.detail
        every, unit = per_bucket(detail.grain, detail.aggregate), said.units.get(detail.measure or "")
        first, last = (day_of(values, f"later_{end}", detail.grain) for end in ("first", "last"))
        later, earlier = (wording.number(values.number(f"{end}_level"), unit) for end in ("later", "earlier"))
        return f"It was {later} {every}from {first} to {last}, and {earlier} {every}in the {detail.period} before."
