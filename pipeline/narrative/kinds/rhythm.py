"""An outcome that is more frequent on some weekdays or at some hours, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.rhythm import RhythmDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.kind import Kind, being, column, rows
from pipeline.narrative.naming import part_of
from pipeline.narrative.prose import subjects
from pipeline.narrative.reach import NO, Reach, is_better_high_named
from pipeline.narrative.statement import Statement


class RhythmKind(Kind[RhythmDetail]):
    """Most often on one day, least often on another."""

    name: ClassVar[str] = "rhythm"
    label: ClassVar[str] = "Rate of an outcome by weekday or hour"

    def headline(self, said: Statement[RhythmDetail]) -> str:
        """See :meth:`Kind.headline`."""
        values, (most, least) = Row(said.values), _ends(said)
        upper, lower = (wording.percent(values.number(f"{of}_share")) for of in ("high", "low"))
        return f"{upper} of {said.wording.row.many} {most} {being(said, 0, said.detail.level)}, {lower} {least}"

    def text(self, said: Statement[RhythmDetail]) -> str:
        """See :meth:`Kind.text`."""
        overall = wording.percent(Row(said.values).number("overall_share"))
        ends = f"{rows(said, 'high_rows')} and {rows(said, 'low_rows')}"
        return f"Over the whole time it is {overall}, going by {column(said, 1)}. The two rest on {ends}."

    def decision(self, said: Statement[RhythmDetail], reach: Reach) -> Decision | None:
        """Send people to the times at which the outcome is worst."""
        better_high = is_better_high_named(subjects(said)[0])
        if not (reach.acts and reach.is_served) or better_high is None:
            return None
        values, (most, least) = Row(said.values), _ends(said)
        better_high = better_high is not (str(said.detail.level).casefold() in NO)
        worst, best = ((least, "low"), (most, "high")) if better_high else ((most, "high"), (least, "low"))
        here, there = (wording.percent(values.number(f"{end}_share")) for _, end in (worst, best))
        return Decision(
            f"Check who is on duty {worst[0]}",
            f"{here} of the {values.size(f'{worst[1]}_rows'):,} {reach.rows} then {being(said, 0, said.detail.level)}, "
            f"{there} {best[0]}",
            tuple(said.values.values()),
            f"{here} comes down to what is usual, {wording.percent(values.number('overall_share'))}"
            if not better_high
            else f"{here} comes up to what is usual, {wording.percent(values.number('overall_share'))}",
            (subjects(said)[1],),
        )


def _ends(said: Statement[RhythmDetail]) -> tuple[str, str]:
    return part_of(said.detail.season, said.detail.high_part), part_of(said.detail.season, said.detail.low_part)
