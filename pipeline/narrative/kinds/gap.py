"""A stretch of time without rows, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.gap import GapDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.decision import Decision
from pipeline.narrative.kinds.kind import Kind
from pipeline.narrative.naming import day_of
from pipeline.narrative.prose import subjects
from pipeline.narrative.reach import Reach
from pipeline.narrative.statement import Statement


class GapKind(Kind[GapDetail]):
    """From when to when, and how long."""

    name: ClassVar[str] = "gap"
    label: ClassVar[str] = "Gap in time"

    def headline(self, said: Statement[GapDetail]) -> str:
        """See :meth:`Kind.headline`."""
        last = day_of(said.values, "last_before", said.detail.grain)
        return f"No {said.wording.row.many} for {_size(said)} after {last}"

    def text(self, said: Statement[GapDetail]) -> str:
        """See :meth:`Kind.text`."""
        grain = said.detail.grain
        return (
            f"They begin again with {day_of(said.values, 'first_after', grain)}. Nearly every other {grain} has some, "
            "so totals over that time are too low if they are missing."
        )

    def decision(self, said: Statement[GapDetail], reach: Reach) -> Decision | None:
        """Get what is missing, if it exists."""
        if reach.rows == "rows":
            return None
        grain = said.detail.grain
        last, first = (day_of(said.values, name, grain) for name in ("last_before", "first_after"))
        return Decision(
            f"Ask for the {reach.rows} between {last} and {first}",
            f"the file has none for {_size(said)}, and any total over that time leaves them out",
            tuple(said.values.values()),
            lever=subjects(said)[:1],
            is_check=True,
        )


def _size(said: Statement[GapDetail]) -> str:
    return wording.count(Row(said.values).size("empty"), said.detail.grain)
