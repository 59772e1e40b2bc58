"""A measure that is higher on some weekdays or at some hours, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.difference import telling_statistic
from pipeline.analysis.detectors.level_by_time import LevelByTimeDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.kind import Kind, column, rows
from pipeline.narrative.naming import part_of
from pipeline.narrative.prose import subjects
from pipeline.narrative.reach import Reach, is_waited
from pipeline.narrative.statement import Statement


class LevelByTimeKind(Kind[LevelByTimeDetail]):
    """Highest on one day, lowest on another."""

    name: ClassVar[str] = "level_by_time"
    label: ClassVar[str] = "Level by weekday or hour"

    def headline(self, said: Statement[LevelByTimeDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, unit, (most, least) = Row(said.values), said.units[said.subjects[0]], _ends(said)
        statistic = telling_statistic(values)
        upper, lower = (wording.number(values.number(f"{end}_{statistic}"), unit) for end in ("high", "low"))
        is_ = said.wording.agree(said.subjects[0], "is", "are")
        return f"{wording.sentence(column(said, 0))} {is_} highest {most}, {upper}, and lowest {least}, {lower}"

    def text(self, said: Statement[LevelByTimeDetail]) -> str:
        """See :meth:`Kind.text`."""
        typical = "medians" if telling_statistic(Row(said.values)) == "median" else "averages"
        ends = f"{rows(said, 'high_rows')} and {rows(said, 'low_rows')}"
        return f"Going by {column(said, 1)}, these are {typical} of {ends}."

    def decision(self, said: Statement[LevelByTimeDetail], reach: Reach) -> Decision | None:
        """Send people to the times at which others wait longest."""
        values, measure = Row(said.values), subjects(said)[0]
        statistic = telling_statistic(values)
        if not reach.acts or not is_waited(measure) or statistic is None:
            return None
        (most, least), unit = _ends(said), said.units[measure]
        here, there = (wording.number(values.number(f"{end}_{statistic}"), unit) for end in ("high", "low"))
        is_ = said.wording.agree(measure, "is", "are")
        comes = said.wording.agree(measure, "comes", "come")
        return Decision(
            f"Add people {most}",
            f"{column(said, 0)} {is_} {here} then over {values.size('high_rows'):,} {reach.rows}, and {there} {least}",
            tuple(said.values.values()),
            f"{column(said, 0)} {most} {comes} down from {here}",
            (subjects(said)[1],),
        )


def _ends(said: Statement[LevelByTimeDetail]) -> tuple[str, str]:
    return part_of(said.detail.season, said.detail.high_part), part_of(said.detail.season, said.detail.low_part)
