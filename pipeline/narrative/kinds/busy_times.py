"""Weekdays or hours on which most rows fall, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.busy_times import BusyTimesDetail
from pipeline.analysis.series.seasons import name_of_part
from pipeline.analysis.sql import Row
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.kind import Kind, column, rows
from pipeline.narrative.naming import part_of
from pipeline.narrative.reach import Reach
from pipeline.narrative.statement import Statement

HOUR = "hour"


class BusyTimesKind(Kind[BusyTimesDetail]):
    """Most often on one day, least often on another."""

    name: ClassVar[str] = "busy_times"
    label: ClassVar[str] = "Busy weekdays or hours"

    def headline(self, said: Statement[BusyTimesDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, many = Row(said.values), said.wording.row.many
        upper, lower = (wording.percent(values.number(f"{part}_share")) for part in ("high", "low"))
        if said.detail.season != HOUR:
            most, least = _ends(said)
            return f"{upper} of {many} fall {most}, {lower} {least}"
        busiest = f"the busiest hour is {wording.name(name_of_part(HOUR, values.size('high_part')))}"
        if "window_share" not in values:
            return f"{wording.sentence(busiest)}, with {upper} of {many}"
        hours = " and ".join(_clock(values.size(f"window_{end}")) for end in ("from", "to"))
        return f"{wording.percent(values.number('window_share'))} of {many} fall between {hours}; {busiest}"

    def text(self, said: Statement[BusyTimesDetail]) -> str:
        """See :meth:`Kind.text`."""
        values = Row(said.values)
        if said.detail.season == HOUR:
            upper = wording.percent(values.number("high_share"))
            return f"In that hour alone there are {rows(said, 'high_rows')}, {upper} of them."
        even = wording.percent(values.number("even_share"))
        ends = f"{rows(said, 'high_rows')} against {values.size('low_rows'):,}"
        return f"That is {ends}; if all were alike, each would have {even}."

    def decision(self, said: Statement[BusyTimesDetail], reach: Reach) -> Decision | None:
        """Be there when it is busy, where somebody has to be."""
        if not reach.acts or not reach.is_served:
            return None
        values, (most, least) = Row(said.values), _ends(said)
        high, low = (wording.percent(values.number(f"{end}_share")) for end in ("high", "low"))
        backing, many = tuple(said.values.values()), values.size("high_rows")
        if said.detail.season == HOUR:
            return Decision(
                f"Put no breaks {most}",
                f"{high} of the {reach.rows} fall in that hour alone, {many:,} in all",
                backing,
                f"the {reach.rows} {most} wait no longer than others",
                (column(said, 0),),
            )
        return Decision(
            f"Plan more people for {_bare(most)} than for {_bare(least)}",
            f"{high} of the {reach.rows} fall {most}, {many:,} in all, and {low} {least}",
            backing,
            f"the {reach.rows} {most} wait no longer than those {least}",
            (column(said, 0),),
        )


def _clock(hour: int) -> str:
    """``10:00``; nobody says that something ends at 0:00."""
    return wording.name(name_of_part(HOUR, hour)) if hour else "midnight"


def _bare(part: str) -> str:
    """``on **Monday**`` -> ``**Monday**``."""
    return part.partition(" ")[2]


def _ends(said: Statement[BusyTimesDetail]) -> tuple[str, str]:
    values = Row(said.values)
    return part_of(said.detail.season, values.size("high_part")), part_of(said.detail.season, values.size("low_part"))
