"""A series with a season, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.seasonality import SeasonalityDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind
from pipeline.narrative.naming import of_measure, part_of, per_bucket
from pipeline.narrative.statement import Statement


class SeasonalityKind(Kind[SeasonalityDetail]):
    """When it peaks, and when it is lowest."""

    name: ClassVar[str] = "seasonality"
    label: ClassVar[str] = "Seasonality"

    def headline(self, said: Statement[SeasonalityDetail]) -> str:
        """See :meth:`Kind.headline`."""
        high, low = _ends(said)
        subject = of_measure(said.detail.measure, said.detail.aggregate)
        return wording.sentence(f"{subject} peaks {high} and is lowest {low}")

    def text(self, said: Statement[SeasonalityDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, detail, (high, low) = Row(said.values), said.detail, _ends(said)
        subject, every = of_measure(detail.measure, detail.aggregate), per_bucket(detail.grain, detail.aggregate)
        upper, lower, unit = (
            values.number("high_level"),
            values.number("low_level"),
            said.units.get(detail.measure or ""),
        )
        times = f", {wording.times(values.number('ratio'))} as much" if lower > 0 and upper / lower >= 1.2 else ""
        return wording.sentence(
            f"{subject} is {wording.number(upper, unit)} {every}{high} and {wording.number(lower, unit)} {every}{low}"
            f"{times}, slower movements left out. The pattern comes back through the whole period."
        )


def _ends(said: Statement[SeasonalityDetail]) -> tuple[str, str]:
    values = Row(said.values)
    return part_of(said.detail.season, values.size("high_part")), part_of(said.detail.season, values.size("low_part"))
