"""Weekdays or hours on which most rows fall, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.busy_times import BusyTimesDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.kind import Kind, column, rows
from pipeline.narrative.naming import part_of
from pipeline.narrative.reach import Reach
from pipeline.narrative.statement import Statement


class BusyTimesKind(Kind[BusyTimesDetail]):
    """Most often on one day, least often on another."""

    name: ClassVar[str] = "busy_times"
    label: ClassVar[str] = "Busy weekdays or hours"

    def headline(self, said: Statement[BusyTimesDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, (most, least) = Row(said.values), _ends(said)
        upper, lower = (wording.percent(values.number(f"{part}_share")) for part in ("high", "low"))
        return f"{upper} of {said.wording.row.many} fall {most} by {column(said, 0)}, {lower} {least}"

    def text(self, said: Statement[BusyTimesDetail]) -> str:
        """See :meth:`Kind.text`."""
        even = wording.percent(Row(said.values).number("even_share"))
        ends = f"{rows(said, 'high_rows')} against {rows(said, 'low_rows')}"
        return f"That is {ends}. An even spread would give each {even}."

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
