"""A measure that is higher on some weekdays or at some hours, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.difference import telling_statistic
from pipeline.analysis.detectors.level_by_time import LevelByTimeDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, column
from pipeline.narrative.kinds.rhythm import ask_about_times
from pipeline.narrative.naming import part_of
from pipeline.narrative.prose import Sentence
from pipeline.narrative.statement import Statement


class LevelByTimeKind(Kind[LevelByTimeDetail]):
    """Highest on one day, lowest on another."""

    name: ClassVar[str] = "level_by_time"
    label: ClassVar[str] = "Level by weekday or hour"

    def headline(self, said: Statement[LevelByTimeDetail]) -> str:
        """See :meth:`Kind.headline`."""
        most, least = _ends(said)
        return f"{column(said, 0)} is highest {most} and lowest {least}"

    def text(self, said: Statement[LevelByTimeDetail]) -> str:
        """See :meth:`Kind.text`."""
        values, unit, (most, least) = Row(said.values), said.units[said.subjects[0]], _ends(said)
        statistic = telling_statistic(values)
        upper, lower = values.number(f"high_{statistic}"), values.number(f"low_{statistic}")
        ratio = f", {wording.times(upper / lower)} as much" if lower > 0 and upper / lower >= 1.2 else ""
        return (
            f"{column(said, 0)} is {'typically' if statistic == 'median' else 'on average'} "
            f"{wording.number(upper, unit)} {most} ({wording.count(values.size('high_rows'), 'row')}) and "
            f"{wording.number(lower, unit)} {least} ({wording.count(values.size('low_rows'), 'row')}){ratio}, "
            f"going by {column(said, 1)}."
        )

    def advice(self, said: Statement[LevelByTimeDetail], before: int) -> tuple[Sentence, ...]:
        """Who and what is different at those times."""
        return ask_about_times(said, before)


def _ends(said: Statement[LevelByTimeDetail]) -> tuple[str, str]:
    return part_of(said.detail.season, said.detail.high_part), part_of(said.detail.season, said.detail.low_part)
