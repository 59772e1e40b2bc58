"""The last period against the one before, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.growth import GrowthDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind
from pipeline.narrative.naming import day_of, of_measure, per_bucket
from pipeline.narrative.statement import Statement


class GrowthKind(Kind[GrowthDetail]):
    """Higher or lower, by how much."""

    name: ClassVar[str] = "growth"
    label: ClassVar[str] = "Growth against the period before"

    def headline(self, said: Statement[GrowthDetail]) -> str:
        """See :meth:`Kind.headline`."""
        share, subject = Row(said.values).number("change_share"), of_measure(said.detail.measure, said.detail.aggregate)
        higher = "higher" if share > 0 else "lower"
        return wording.sentence(
            f"{subject} is {wording.percent(abs(share))} {higher} than a {said.detail.period} before"
        )

    def text(self, said: Statement[GrowthDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, detail = Row(said.values), said.detail
        subject, every = of_measure(detail.measure, detail.aggregate), per_bucket(detail.grain, detail.aggregate)
        share, unit = values.number("change_share"), said.units.get(detail.measure or "")
        return wording.sentence(
            f"{subject} was {wording.number(values.number('later_level'), unit)} {every}from "
            f"{day_of(values, 'later_first', detail.grain)} to {day_of(values, 'later_last', detail.grain)}, against "
            f"{wording.number(values.number('earlier_level'), unit)} {every}in the {detail.period} before: "
            f"{wording.percent(abs(share))} {'more' if share > 0 else 'less'}."
        )
