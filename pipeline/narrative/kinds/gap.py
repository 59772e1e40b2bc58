"""A stretch of time without rows, in words."""

from typing import ClassVar

from pipeline import wording
from pipeline.analysis.detectors.gap import GapDetail
from pipeline.analysis.sql import Row
from pipeline.narrative.kinds.kind import Kind, column, say
from pipeline.narrative.naming import day_of
from pipeline.narrative.prose import Sentence
from pipeline.narrative.statement import Statement


class GapKind(Kind[GapDetail]):
    """From when to when, and how long."""

    name: ClassVar[str] = "gap"
    label: ClassVar[str] = "Gap in time"

    def headline(self, said: Statement[GapDetail]) -> str:
        """See :meth:`Kind.headline`."""
        return f"No rows for {_size(said)} after {day_of(said.values, 'last_before', said.detail.grain)}"

    def text(self, said: Statement[GapDetail]) -> str:
        """See :meth:`Kind.text`."""
        grain = said.detail.grain
        last, first = (day_of(said.values, name, grain) for name in ("last_before", "first_after"))
        return (
            f"Between {last} and {first} there is no row for {_size(said)}, although nearly every {grain} "
            "has some. Totals over that time are too low if rows are missing."
        )

    def advice(self, said: Statement[GapDetail], before: int) -> tuple[Sentence, ...]:
        """Ask whether it is a gap in the world or in the file."""
        if before:
            return ()
        return say(
            said,
            f"Ask whoever keeps {column(said, 0)} whether nothing happened in the gap or nothing was recorded, and "
            "export those rows again if they exist.",
        )


def _size(said: Statement[GapDetail]) -> str:
    return wording.count(Row(said.values).size("empty"), said.detail.grain)
