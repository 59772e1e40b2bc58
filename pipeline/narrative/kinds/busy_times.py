"""Weekdays or hours on which most rows fall, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.busy_times import BusyTimesDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.naming import part_of
from pipeline.narrative.reach import Reach
from pipeline.narrative.statement import Statement


class BusyTimesKind(Kind[BusyTimesDetail]):
    """Most often on one day, least often on another."""

    name: ClassVar[str] = "busy_times"
    label: ClassVar[str] = "Busy weekdays or hours"

    def headline(self, said: Statement[BusyTimesDetail]) -> str:
        """See :meth:`Kind.headline`."""
        most, least = _ends(said)
        return f"{column(said, 0)} is most often {most} and least often {least}"

    def text(self, said: Statement[BusyTimesDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, (most, least) = Row(said.values), _ends(said)
        upper, lower, even = (wording.percent(values.number(f"{part}_share")) for part in ("high", "low", "even"))
        return (
            f"{column(said, 0)} is {most} in {upper} of the rows ({wording.count(values.size('high_rows'), 'row')}) "
            f"and {least} in {lower} ({wording.count(values.size('low_rows'), 'row')}); if all were alike, each "
            f"would have {even}."
        )

    def decision(self, said: Statement[BusyTimesDetail], reach: Reach) -> Decision | None:
        """Be there when it is busy."""
        if not reach.acts or reach.rows == "rows":
            return None
        values, (most, least) = Row(said.values), _ends(said)
        high, low = (wording.percent(values.number(f"{end}_share")) for end in ("high", "low"))
        return Decision(
            f"Move working hours {most} from {least.split(' ', 1)[1]}",
            f"{high} of the {reach.rows} fall there, {values.size('high_rows'):,} in all, and {low} {least}",
            tuple(said.values.values()),
            f"what comes {most} waits no longer than what comes {least}",
            (column(said, 0),),
        )


def _ends(said: Statement[BusyTimesDetail]) -> tuple[str, str]:
    values = Row(said.values)
    return part_of(said.detail.season, values.size("high_part")), part_of(said.detail.season, values.size("low_part"))
