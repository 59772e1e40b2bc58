"""Weekdays or hours on which most rows fall, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.busy_times import BusyTimesDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, column, say
from pipeline.narrative.naming import part_of
from pipeline.narrative.prose import Sentence
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

    def advice(self, said: Statement[BusyTimesDetail], before: int) -> tuple[Sentence, ...]:
        """Be there when it is busy, and know whether it is the world or the clerk's habit."""
        when = column(said, 0)
        if before:
            return say(said, f"Do the same by the other cycle of {when}.")
        return say(
            said,
            f"Plan staff and checks by when {when} falls, and ask whether the busy times are when things happen or "
            "only when they are entered.",
        )


def _ends(said: Statement[BusyTimesDetail]) -> tuple[str, str]:
    values = Row(said.values)
    return part_of(said.detail.season, values.size("high_part")), part_of(said.detail.season, values.size("low_part"))
