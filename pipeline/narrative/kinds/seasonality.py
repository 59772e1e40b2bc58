"""A series with a season, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.seasonality import SeasonalityDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, agree_in_time, series
from pipeline.narrative.naming import part_of
from pipeline.narrative.statement import Statement


class SeasonalityKind(Kind[SeasonalityDetail]):
    """When it peaks, and when it is lowest."""

    name: ClassVar[str] = "seasonality"
    label: ClassVar[str] = "Seasonality"

    def headline(self, said: Statement[SeasonalityDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, detail, (high, low) = Row(said.values), said.detail, _ends(said)
        subject, unit = series(said), said.units.get(detail.measure or "")
        upper, lower = (wording.number(values.number(f"{end}_level"), unit) for end in ("high", "low"))
        peaks, is_ = agree_in_time(said, "peaks", "peak"), agree_in_time(said, "is", "are")
        told = f"{subject} {peaks} {high} with {upper} and {is_} lowest {low} with {lower}"
        return wording.sentence(f"{told}, any slower movement taken out")

    def text(self, said: Statement[SeasonalityDetail]) -> str:
        """See :meth:`Kind.text`."""
        values = Row(said.values)
        upper, lower = values.number("high_level"), values.number("low_level")
        is_more = values.known("ratio") and lower > 0 and upper / lower >= 1.2
        times = f"That is {wording.times(values.number('ratio'))} as much. " if is_more else ""
        return f"{times}The pattern comes back through the whole period."


def _ends(said: Statement[SeasonalityDetail]) -> tuple[str, str]:
    values = Row(said.values)
    return part_of(said.detail.season, values.size("high_part")), part_of(said.detail.season, values.size("low_part"))
